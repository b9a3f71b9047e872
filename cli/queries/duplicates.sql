-- duplicates: files with the same bytes under several names, beside the earliest
WITH file AS (
  SELECT path, submitter, sha256, submitted_on,
         count(*) OVER same AS copies, count(submitted_on) OVER same AS dated
  FROM document WHERE bytes > 0 AND path NOT GLOB '*#[0-9]*'
  WINDOW same AS (PARTITION BY sha256)),
copy AS (
  SELECT path, submitter, first_value(path) OVER (
           PARTITION BY sha256
           ORDER BY CASE WHEN dated = copies THEN submitted_on END, path) AS same_as
  FROM file WHERE copies > 1)
SELECT copy.path AS document, s.name AS submitter, copy.same_as
FROM copy LEFT JOIN submitter s ON s.id = copy.submitter
WHERE copy.path <> copy.same_as
ORDER BY copy.same_as, copy.path
