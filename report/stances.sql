-- Each submitter's own stance on each issue that it addresses, and how many
-- positions make it.
SELECT submitter, issue, stance, support + oppose FROM submitter_stance;
