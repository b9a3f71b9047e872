-- Alliances: on how many issues two submitters agree.
SELECT submitter_a, submitter_b, shared, agree, disagree
FROM agreement
WHERE shared >= 3
ORDER BY 1.0 * agree / shared DESC, shared DESC;
