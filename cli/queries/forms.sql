-- forms: form letters, a row a campaign: letters, submitters, wordings, with text added
SELECT f.campaign, f.letters, f.submitters, f.wordings, f.added,
       f.document AS stands_for_it,
       (SELECT b.text FROM block b WHERE b.document = c.document
        ORDER BY b.kind = 'heading', b.seq LIMIT 1) AS begins
FROM forms f JOIN campaign c ON c.id = f.campaign
ORDER BY f.campaign
