-- issues: what the rule packs look for
SELECT p.name AS pack, d.name AS dimension, i.name AS issue, i.short_name,
       i.proposition
FROM issue i JOIN dimension d ON d.id = i.dimension JOIN pack p ON p.id = i.pack
ORDER BY i.pack, i.ord
