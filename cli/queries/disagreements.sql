-- disagreements [ISSUE]: pairs of submitters on opposite sides of an issue
SELECT i.name AS issue, a.name AS supports, b.name AS opposes
FROM submitter_stance x
JOIN submitter_stance y ON y.issue = x.issue AND y.stance = 'oppose'
JOIN issue i ON i.id = x.issue
JOIN submitter a ON a.id = x.submitter
JOIN submitter b ON b.id = y.submitter
WHERE x.stance = 'support' AND (?1 IS NULL OR i.name = ?1)
ORDER BY i.pack, i.ord, a.name, b.name
