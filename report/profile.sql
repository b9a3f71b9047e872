-- The positions of submitter ?1 (below 0: of the document -?1, whose submitter is
-- not known) that could be quoted.
SELECT p.id, p.issue, p.stance = 'support', p.end - p.begin, b.kind = 'heading',
       p.block, p.begin
FROM document d
JOIN block b ON b.document = d.id
JOIN position p ON p.block = b.id
WHERE d.id IN (SELECT id FROM document WHERE submitter = ?1
               UNION ALL SELECT -?1)
  AND p.holder = 'self'
ORDER BY p.id;
