-- By kind of submitter.
SELECT ifnull(s.type, 'other') AS kind, i.name AS issue, x.stance,
       count(*) AS submitters
FROM submitter_stance x
JOIN issue i ON i.id = x.issue
LEFT JOIN submitter s ON s.id = x.submitter
GROUP BY kind, i.id, x.stance
ORDER BY kind, i.pack, i.ord, x.stance;
