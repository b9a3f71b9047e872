-- problems: what could not be read, and why; dates that lie in the future
SELECT path, line, stage, severity, message FROM (
  SELECT path, line, stage, severity, message, id FROM problem
  UNION ALL
  -- not kept: the corpus does not depend on the clock, but for its runs
  SELECT path, NULL, 'ingest', 'warning',
         'its date, ' || submitted_on || ', lies in the future', NULL
  FROM document WHERE submitted_on >
    (SELECT date(max(started), '+1 day') FROM run WHERE stage = 'ingest'))
ORDER BY path, stage, line, id
