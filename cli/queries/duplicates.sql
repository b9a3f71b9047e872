-- duplicates: files with the same bytes under several names
SELECT d.path AS document, s.name AS submitter, first.path AS same_as
FROM document d
JOIN (SELECT sha256, min(path) AS path FROM document WHERE bytes > 0
      AND path NOT GLOB '*#[0-9]*'
      GROUP BY sha256 HAVING count(*) > 1) first ON first.sha256 = d.sha256
LEFT JOIN submitter s ON s.id = d.submitter
WHERE d.path <> first.path AND d.path NOT GLOB '*#[0-9]*'
ORDER BY first.path, d.path
