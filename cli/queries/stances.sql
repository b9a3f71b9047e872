-- stances [SUBMITTER]: who takes a stance of its own on which issue
SELECT submitter, document, dimension, issue, stance, support, oppose
FROM stances
WHERE ?1 IS NULL OR submitter IN
      (SELECT name FROM submitter WHERE ?1 IN (name, short_name))
ORDER BY submitter, document, dimension, issue
