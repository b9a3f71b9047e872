-- duplicates: files with the same bytes under several names, beside the earliest
-- (a part, "feed.xml#2", has the bytes of its file)
WITH stem AS (SELECT *, rtrim(path, '0123456789') AS stem FROM document WHERE bytes > 0),
file AS (
  SELECT path, submitter, sha256, submitted_on,
         count(*) OVER same AS copies, count(submitted_on) OVER same AS dated
  FROM stem d WHERE stem = path OR NOT EXISTS (
    SELECT 1 FROM document f WHERE f.path || '#' = d.stem AND f.sha256 = d.sha256
      AND f.path = substr(d.stem, 1, length(d.stem) - 1))
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
