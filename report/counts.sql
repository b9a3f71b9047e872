-- What was received and what became of it.
SELECT count(*),
       sum(status = 'ok'), sum(status = 'empty'), sum(status = 'failed'),
       (SELECT count(*) FROM campaign),
       (SELECT count(*) FROM campaign_member),
       (SELECT count(*) FROM position WHERE holder = 'self'),
       (SELECT count(*) FROM position WHERE holder = 'other'),
       min(submitted_on), max(submitted_on),
       (SELECT count(DISTINCT document) FROM analysis),
       (SELECT count(DISTINCT b.document) FROM position p
        JOIN block b ON b.id = p.block WHERE p.holder = 'self'),
       -- distinct texts: of those analysed, a campaign's letters once
       (SELECT count(DISTINCT ifnull(-m.campaign, a.document)) FROM analysis a
        LEFT JOIN campaign_member m ON m.document = a.document),
       -- waiting: not analysed, though a pack of the corpus has its language
       (SELECT count(*) FROM document d WHERE d.status = 'ok'
        AND NOT EXISTS (SELECT 1 FROM analysis a WHERE a.document = d.id)
        AND EXISTS (SELECT 1 FROM pack p
                    WHERE EXISTS (SELECT 1 FROM analysis a WHERE a.pack = p.id)
                    AND NOT EXISTS (SELECT 1 FROM uncoded u
                                    WHERE u.document = d.path
                                    AND u.pack = p.name)))
FROM document;
