-- problems: what could not be read, and why
SELECT path, line, stage, severity, message
FROM problem ORDER BY path, stage, line, id
