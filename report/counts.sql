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
        JOIN block b ON b.id = p.block WHERE p.holder = 'self')
FROM document;
