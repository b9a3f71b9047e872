-- The issues of all packs that were applied, in the packs' order.
SELECT i.id, i.name, i.short_name, i.proposition, m.id, m.title,
  ifnull(i.title, ''), ifnull(i.stake, '')
FROM issue i
JOIN dimension m ON m.id = i.dimension
WHERE EXISTS (SELECT 1 FROM analysis a WHERE a.pack = i.pack)
ORDER BY i.pack, m.ord, i.ord;
