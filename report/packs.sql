-- The rule packs that were applied.
SELECT name, version, title, sha256, program FROM pack p
WHERE EXISTS (SELECT 1 FROM analysis a WHERE a.pack = p.id)
ORDER BY id;
