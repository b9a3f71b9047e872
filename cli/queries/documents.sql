-- documents: what was ingested, and how it was read
SELECT d.path AS document, s.name AS submitter, s.type, d.submitted_on,
       d.media_type, d.dialect, d.charset, d.status,
       (SELECT count(*) FROM block b WHERE b.document = d.id) AS blocks,
       d.title
FROM document d LEFT JOIN submitter s ON s.id = d.submitter
ORDER BY d.path
