-- Each issue counted three ways: documents, submitters, and distinct texts, of
-- which the letters of a campaign are one.
SELECT issue, support, mixed, oppose, silent,
       submitters_support, submitters_mixed, submitters_oppose,
       submitters_silent,
       texts_support, texts_mixed, texts_oppose, texts_silent
FROM issue_tally;
