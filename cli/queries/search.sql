-- search WORDS...: blocks that hold all the words, best first ("a phrase", word*, OR, NOT)
SELECT d.path AS document, s.name AS submitter, b.line,
       snippet(block_fts, 0, '[', ']', '…', 40) AS text
FROM block_fts JOIN block b ON b.id = block_fts.rowid
JOIN document d ON d.id = b.document
LEFT JOIN submitter s ON s.id = d.submitter
WHERE block_fts MATCH ?1
ORDER BY block_fts.rank, b.id
