-- Campaigns: letters with nearly the same words, the largest first.
SELECT d.path, count(*) AS letters,
       count(DISTINCT ifnull(m.submitter, -m.id)) AS submitters,
       round(min(cm.similarity), 2) AS least_similar
FROM campaign c
JOIN document d ON d.id = c.document
JOIN campaign_member cm ON cm.campaign = c.id
JOIN document m ON m.id = cm.document
GROUP BY c.id
ORDER BY letters DESC, d.path;
