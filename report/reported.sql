-- How many views of others the documents report, by issue and submitter.
SELECT p.issue, ifnull(d.submitter, -d.id), count(*)
FROM position p
JOIN block b ON b.id = p.block
JOIN document d ON d.id = b.document
WHERE p.holder = 'other'
GROUP BY 1, 2;
