-- tally [documents|submitters|texts]: how many on each side of each issue
-- texts: the letters of a campaign count once
SELECT issue, dimension,
       CASE w WHEN 'documents' THEN support
              WHEN 'submitters' THEN submitters_support
              ELSE texts_support END AS support,
       CASE w WHEN 'documents' THEN oppose
              WHEN 'submitters' THEN submitters_oppose
              ELSE texts_oppose END AS oppose,
       CASE w WHEN 'documents' THEN mixed
              WHEN 'submitters' THEN submitters_mixed
              ELSE texts_mixed END AS mixed,
       CASE w WHEN 'documents' THEN silent
              WHEN 'submitters' THEN submitters_silent
              ELSE texts_silent END AS silent
FROM issue_tally, (SELECT ifnull(?1, 'documents') AS w)
