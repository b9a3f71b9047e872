-- The JSON object ?1 of an evaluation as rows. Precision, recall and F1 count
-- rows ("stances": cells that are not none); kappa and alpha are of cells.
WITH row (part, issue, flips, score, cells) AS (
  SELECT 'positions', NULL, json_extract(?1, '$.flips'),
         json_extract(?1, '$.positions'), NULL
  UNION ALL SELECT 'reported', NULL, NULL, json_extract(?1, '$.reported'), NULL
  UNION ALL SELECT 'macro', NULL, NULL, json_extract(?1, '$.macro'), NULL
  UNION ALL SELECT 'stances', NULL, NULL, json_extract(?1, '$.stances.score'),
         json_extract(?1, '$.stances')
  UNION ALL SELECT 'issue', json_extract(value, '$.issue'),
         json_extract(value, '$.flips'), json_extract(value, '$.positions'),
         json_extract(value, '$.stances')
  FROM json_each(?1, '$.issues') WHERE type = 'object')
SELECT part, issue,
       json_extract(score, '$.gold') AS gold,
       json_extract(score, '$.found') AS found,
       json_extract(score, '$.right') AS right,
       flips,
       json_extract(score, '$.precision.value') AS precision,
       json_extract(score, '$.precision.low') AS precision_low,
       json_extract(score, '$.precision.high') AS precision_high,
       json_extract(score, '$.recall.value') AS recall,
       json_extract(score, '$.recall.low') AS recall_low,
       json_extract(score, '$.recall.high') AS recall_high,
       json_extract(score, '$.f1.value') AS f1,
       json_extract(score, '$.f1.low') AS f1_low,
       json_extract(score, '$.f1.high') AS f1_high,
       json_extract(cells, '$.kappa.value') AS kappa,
       json_extract(cells, '$.kappa.low') AS kappa_low,
       json_extract(cells, '$.kappa.high') AS kappa_high,
       json_extract(cells, '$.alpha.value') AS alpha,
       json_extract(cells, '$.alpha.low') AS alpha_low,
       json_extract(cells, '$.alpha.high') AS alpha_high
FROM row
