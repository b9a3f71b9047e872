-- All that is known of each position, a row each, in the order of the corpus.
-- Offsets are bytes of UTF-8 in the block's text, half-open.
SELECT p.id AS position_id,
       d.path AS document, d.sha256, d.title, d.url, d.docket_id,
       d.submitted_on, s.name AS submitter, s.type AS submitter_type,
       k.name AS pack, k.version AS pack_version, m.name AS dimension,
       i.name AS issue, i.proposition, p.stance, p.holder, p.holder_name,
       CAST(substr(CAST(b.text AS BLOB), p.begin + 1, p.end - p.begin) AS TEXT)
         AS sentence,
       CAST(substr(CAST(b.text AS BLOB), p.decided_begin + 1,
                   p.decided_end - p.decided_begin) AS TEXT) AS decided_by,
       b.seq AS block, b.kind AS block_kind, b.line, b.xpath,
       p.begin AS sentence_begin, p.end AS sentence_end,
       p.decided_begin, p.decided_end,
       h.text AS heading, l.text AS lead_in, r.name AS rule, r.line AS rule_line
FROM position p
JOIN block b ON b.id = p.block
JOIN document d ON d.id = b.document
JOIN issue i ON i.id = p.issue
JOIN dimension m ON m.id = i.dimension
JOIN pack k ON k.id = i.pack
JOIN rule r ON r.id = p.rule
LEFT JOIN submitter s ON s.id = d.submitter
LEFT JOIN block h ON h.document = b.document AND h.seq = b.heading
LEFT JOIN block l ON l.document = b.document AND l.seq = b.lead_in
ORDER BY p.id
