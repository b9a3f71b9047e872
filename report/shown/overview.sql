-- Overview: submitters on each side of each issue, by net support.
SELECT issue, submitters_oppose, submitters_support, submitters_mixed,
       submitters_silent
FROM issue_tally
ORDER BY submitters_support - submitters_oppose DESC;
