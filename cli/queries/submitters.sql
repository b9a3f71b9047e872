-- submitters: who submitted, how much, and on how many issues each takes a stance
SELECT s.name AS submitter, s.type,
       (SELECT count(*) FROM document d WHERE d.submitter = s.id) AS documents,
       count(x.issue) AS issues, ifnull(sum(x.stance = 'support'), 0) AS support,
       ifnull(sum(x.stance = 'oppose'), 0) AS oppose,
       ifnull(sum(x.stance = 'mixed'), 0) AS mixed
FROM submitter s LEFT JOIN submitter_stance x ON x.submitter = s.id
GROUP BY s.id ORDER BY s.name
