-- runs: when each stage ran, with what, and what it did
SELECT id, stage, started, finished, program, arguments, counts
FROM run ORDER BY id
