-- The positions on issue ?1 that could be quoted. ?2 is the holder: self, other.
-- A heading or a fragment says little when it stands alone.
SELECT p.id, ifnull(d.submitter, -d.id), p.stance = 'support',
       length(CAST(b.text AS BLOB)), p.end - p.begin, b.kind = 'heading',
       ifnull(c.document, 0)
FROM position p
JOIN block b ON b.id = p.block
JOIN document d ON d.id = b.document
LEFT JOIN campaign_member cm ON cm.document = d.id
LEFT JOIN campaign c ON c.id = cm.campaign
WHERE p.issue = ?1 AND p.holder = ?2
ORDER BY p.id;
