-- Position ?1 as it is quoted: the sentence re-read by its offsets, the block
-- that introduces it, and where it stands.
SELECT CAST(substr(CAST(b.text AS BLOB), p.begin + 1, p.end - p.begin)
            AS TEXT),
       l.text, d.path, b.line, p.holder_name, p.stance = 'support',
       b.seq - l.seq
FROM position p
JOIN block b ON b.id = p.block
JOIN document d ON d.id = b.document
LEFT JOIN block l ON l.document = b.document AND l.seq = b.lead_in
WHERE p.id = ?1;
