-- Who submitted, with at least one analysed document; by name.
-- A document without a known submitter stands for itself, under a negative id.
SELECT ifnull(d.submitter, -d.id) AS id,
       s.name, s.short_name, ifnull(s.type, 'other'),
       count(*), sum(d.bytes), min(d.title), min(d.path),
       min(d.submitted_on), max(d.submitted_on),
       ifnull(min(k.source = 'kinds'), 0)	-- its kind is guessed from words
FROM document d
LEFT JOIN submitter s ON s.id = d.submitter
LEFT JOIN metadata k ON k.document = d.id AND k.field = 'submitter_type'
WHERE d.status = 'ok'
  AND EXISTS (SELECT 1 FROM analysis a WHERE a.document = d.id)
GROUP BY 1
ORDER BY s.name IS NULL, s.name, min(d.path);
