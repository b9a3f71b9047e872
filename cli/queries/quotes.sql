-- quotes ISSUE [STANCE]: the sentences on an issue, own views before reported ones
SELECT stance, holder, ifnull(submitter, document) AS submitter, sentence,
       document, position_id
FROM positions
WHERE issue = ?1 AND (?2 IS NULL OR stance = ?2)
ORDER BY holder = 'other', stance = 'oppose', 3, document, position_id
