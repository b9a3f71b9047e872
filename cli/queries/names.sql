-- names: every name by which each submitter is called, and why it is the submitter's
SELECT s.name AS submitter, n.name, ifnull(n.joined, '') AS joined,
       (SELECT count(*) FROM metadata m WHERE m.field = 'submitter' AND m.value = n.name) AS documents
FROM submitter_name n JOIN submitter s ON s.id = n.submitter
ORDER BY s.name, n.joined IS NOT NULL, n.name
