-- What could not be read or is in doubt; errors first.
SELECT severity, stage, path, line, message
FROM problem
ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
         path, line, id;
