-- Stance matrix, and the CSV attached: a row for each submitter and issue. A
-- document whose submitter is not known stands for itself.
SELECT ifnull(s.name, d.path) AS submitter, ifnull(s.type, 'other') AS kind,
       i.name AS issue, x.stance, x.support, x.oppose
FROM submitter_stance x
JOIN issue i ON i.id = x.issue
LEFT JOIN submitter s ON s.id = x.submitter
LEFT JOIN document d ON d.id = -x.submitter
ORDER BY x.submitter, i.pack, i.ord;
