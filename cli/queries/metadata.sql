-- metadata: submitter, kind, date and title of each document, and where each comes from
SELECT d.path AS document, m.field, m.value, m.source, ifnull(m.evidence, '') AS evidence
FROM metadata m JOIN document d ON d.id = m.document
ORDER BY d.path, m.field
