-- campaigns: form letters: near-duplicates of one text
SELECT m.campaign, d.path AS document, s.name AS submitter,
       round(m.similarity, 3) AS similarity, c.document = d.id AS stands_for_it
FROM campaign_member m JOIN campaign c ON c.id = m.campaign
JOIN document d ON d.id = m.document
LEFT JOIN submitter s ON s.id = d.submitter
ORDER BY m.campaign, stands_for_it DESC, d.path
