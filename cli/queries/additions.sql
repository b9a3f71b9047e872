-- additions [CAMPAIGN]: what signers of form letters added, each with the words
SELECT campaign, document, submitter, words, positions, text
FROM additions WHERE ?1 IS NULL OR campaign = CAST(?1 AS INTEGER)
