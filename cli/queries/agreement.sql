-- agreement [SUBMITTER]: on how many issues two submitters agree and disagree
WITH
-- One submitter's pairs are a row a submitter, all pairs the square of that: the
-- view cannot know which is asked for.
one (id, name) AS (
  SELECT id, name FROM submitter WHERE ?1 IN (name, short_name)
  ORDER BY id LIMIT 1),
other_stance AS MATERIALIZED (SELECT * FROM submitter_stance)
SELECT submitter_a, submitter_b, shared, agree, disagree
FROM agreement
WHERE ?1 IS NULL
UNION ALL
SELECT min(one.name, s.name), max(one.name, s.name), count(*),
       sum(x.stance = y.stance),
       sum(x.stance <> y.stance AND x.stance <> 'mixed' AND y.stance <> 'mixed')
FROM one
CROSS JOIN other_stance x ON x.submitter = one.id
CROSS JOIN other_stance y ON y.issue = x.issue AND y.submitter <> x.submitter
JOIN submitter s ON s.id = y.submitter
GROUP BY s.id
ORDER BY disagree DESC, agree DESC, submitter_a, submitter_b
