-- The rows of the CSV, in no order that matters: the model sorts submitters.
SELECT x.submitter, x.issue, x.stance, x.support, x.oppose
FROM submitter_stance x
ORDER BY x.submitter, x.issue;
