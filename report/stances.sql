-- Each submitter's own stance on each issue that it addresses.
SELECT submitter, issue, stance FROM submitter_stance;
