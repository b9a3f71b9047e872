-- The issues, what support means, and how many rules find it.
SELECT i.name, i.short_name, i.proposition, count(r.id) AS rules
FROM issue i
JOIN dimension m ON m.id = i.dimension
LEFT JOIN rule r ON r.issue = i.id
WHERE EXISTS (SELECT 1 FROM analysis a WHERE a.pack = i.pack)
GROUP BY i.id
ORDER BY i.pack, m.ord, i.ord;
