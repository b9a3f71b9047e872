-- agreement [SUBMITTER]: on how many issues two submitters agree and disagree
SELECT submitter_a, submitter_b, shared, agree, disagree
FROM agreement,
     (SELECT (SELECT name FROM submitter WHERE ?1 IN (name, short_name)) AS who)
WHERE ?1 IS NULL OR who IN (submitter_a, submitter_b)
ORDER BY disagree DESC, agree DESC, submitter_a, submitter_b
