-- A quote, by the number that stands below it (here 1).
SELECT document, submitter, issue, stance, holder, holder_name, sentence
FROM positions
WHERE position_id = 1;
