-- Views with fixed names and columns: scripts rely on them.

-- One row a position; `sentence` is the exact text.
CREATE VIEW positions (document, submitter, submitter_type, dimension, issue,
                       stance, holder, holder_name, sentence, heading, rule,
                       position_id) AS
SELECT d.path, s.name, s.type, m.name, i.name, p.stance, p.holder,
       p.holder_name,
       CAST(substr(CAST(b.text AS BLOB), p.begin + 1, p.end - p.begin) AS TEXT),
       h.text, r.name, p.id
FROM position p
JOIN block b ON b.id = p.block
JOIN document d ON d.id = b.document
JOIN issue i ON i.id = p.issue
JOIN dimension m ON m.id = i.dimension
JOIN rule r ON r.id = p.rule
LEFT JOIN submitter s ON s.id = d.submitter
LEFT JOIN block h ON h.document = b.document AND h.seq = b.heading;

-- A document's own stance on an issue, by ids: what all counts start from.
-- Views that the document reports of others are never added up with it.
CREATE VIEW document_stance (document, issue, stance, support, oppose) AS
SELECT b.document, p.issue,
       CASE WHEN min(p.stance) = max(p.stance) THEN p.stance ELSE 'mixed' END,
       sum(p.stance = 'support'), sum(p.stance = 'oppose')
FROM position p JOIN block b ON b.id = p.block
WHERE p.holder = 'self'
GROUP BY b.document, p.issue;

-- The same for readers. No row: the document does not address the issue.
CREATE VIEW stances (document, submitter, submitter_type, dimension, issue,
                     stance, support, oppose) AS
SELECT d.path, s.name, s.type, m.name, i.name, x.stance, x.support, x.oppose
FROM document_stance x
JOIN document d ON d.id = x.document
JOIN issue i ON i.id = x.issue
JOIN dimension m ON m.id = i.dimension
LEFT JOIN submitter s ON s.id = d.submitter;

-- A submitter's stance over all its documents, by ids. A document whose
-- submitter is not known counts as a submitter of its own (negative id).
CREATE VIEW submitter_stance (submitter, issue, stance, support, oppose) AS
SELECT ifnull(d.submitter, -d.id), x.issue,
       CASE WHEN min(x.stance) = max(x.stance) THEN x.stance ELSE 'mixed' END,
       sum(x.support), sum(x.oppose)
FROM document_stance x JOIN document d ON d.id = x.document
GROUP BY ifnull(d.submitter, -d.id), x.issue;

-- How many on each side: documents, then submitters, then distinct texts (a
-- campaign's letters count once, by the text that stands for it). Silent: was
-- analysed and does not address the issue; never a stance.
CREATE VIEW issue_tally (issue, dimension, support, oppose, mixed, silent,
    submitters_support, submitters_oppose, submitters_mixed, submitters_silent,
    texts_support, texts_oppose, texts_mixed, texts_silent) AS
WITH
analysed (pack, document, submitter, counted) AS (
  SELECT a.pack, d.id, ifnull(d.submitter, -d.id),
         ifnull(c.document, d.id) = d.id
  FROM analysis a JOIN document d ON d.id = a.document
  LEFT JOIN campaign_member cm ON cm.document = d.id
  LEFT JOIN campaign c ON c.id = cm.campaign
  WHERE d.status = 'ok'),
total (pack, documents, submitters, texts) AS (
  SELECT pack, count(*), count(DISTINCT submitter), sum(counted)
  FROM analysed GROUP BY pack),
by_document (issue, s, o, m, ts, tos, tm) AS (
  SELECT x.issue, sum(x.stance = 'support'), sum(x.stance = 'oppose'),
         sum(x.stance = 'mixed'),
         sum(x.stance = 'support' AND y.counted),
         sum(x.stance = 'oppose' AND y.counted),
         sum(x.stance = 'mixed' AND y.counted)
  FROM document_stance x JOIN issue i ON i.id = x.issue
  JOIN analysed y ON y.document = x.document AND y.pack = i.pack
  GROUP BY x.issue),
by_submitter (issue, s, o, m) AS (
  SELECT issue, sum(stance = 'support'), sum(stance = 'oppose'),
         sum(stance = 'mixed')
  FROM submitter_stance GROUP BY issue)
SELECT i.name, m.name,
  ifnull(d.s, 0), ifnull(d.o, 0), ifnull(d.m, 0),
  t.documents - ifnull(d.s + d.o + d.m, 0),
  ifnull(u.s, 0), ifnull(u.o, 0), ifnull(u.m, 0),
  t.submitters - ifnull(u.s + u.o + u.m, 0),
  ifnull(d.ts, 0), ifnull(d.tos, 0), ifnull(d.tm, 0),
  t.texts - ifnull(d.ts + d.tos + d.tm, 0)
FROM issue i JOIN dimension m ON m.id = i.dimension
JOIN total t ON t.pack = i.pack
LEFT JOIN by_document d ON d.issue = i.id
LEFT JOIN by_submitter u ON u.issue = i.id
ORDER BY i.pack, i.ord;

-- Pairs of submitters: on how many issues both take a stance, the same one,
-- or opposite ones (support against oppose; mixed is neither). All pairs are the
-- square of the submitters. Grouped by the names, which are unique, so that a
-- WHERE on one of them is applied before the pairs are made.
CREATE VIEW agreement (submitter_a, submitter_b, shared, agree, disagree) AS
SELECT a.name, b.name, count(*), sum(x.stance = y.stance),
       sum(x.stance <> y.stance AND x.stance <> 'mixed' AND y.stance <> 'mixed')
FROM submitter_stance x
JOIN submitter_stance y ON y.issue = x.issue
JOIN submitter a ON a.id = x.submitter
JOIN submitter b ON b.id = y.submitter AND a.name < b.name
GROUP BY a.name, b.name;

-- Form letters, one row a campaign: how many letters, by how many submitters
-- (unknown ones count singly), in how many different wordings, and how many
-- hold text of their signer's own of at least eight words (a name is none).
CREATE VIEW forms (campaign, document, letters, submitters, wordings, added) AS
SELECT c.id, form.path, count(*), count(DISTINCT ifnull(d.submitter, -d.id)),
       count(DISTINCT w.hash),
       sum(EXISTS (SELECT 1 FROM block b JOIN addition a ON a.block = b.id
                   WHERE b.document = d.id AND a.words >= 8))
FROM campaign c
JOIN document form ON form.id = c.document
JOIN campaign_member m ON m.campaign = c.id
JOIN document d ON d.id = m.document
LEFT JOIN wording w ON w.document = d.id
GROUP BY c.id;

-- What the signers of form letters added, the exact text; `positions`: how many
-- positions were found in it.
CREATE VIEW additions (campaign, document, submitter, words, positions, text,
                       block, begin, end) AS
SELECT m.campaign, d.path, s.name, a.words,
       (SELECT count(*) FROM position p WHERE p.block = a.block
        AND p.begin >= a.begin AND p.end <= a.end),
       CAST(substr(CAST(b.text AS BLOB), a.begin + 1, a.end - a.begin) AS TEXT),
       a.block, a.begin, a.end
FROM addition a
JOIN block b ON b.id = a.block
JOIN document d ON d.id = b.document
JOIN campaign_member m ON m.document = d.id
LEFT JOIN submitter s ON s.id = d.submitter
ORDER BY m.campaign, d.path, b.seq, a.begin;

-- Documents in another language than a pack: kept, and not coded by it. Only
-- the first part of the tags counts; a document of unknown language is coded.
CREATE VIEW uncoded (document, submitter, language, pack) AS
SELECT d.path, s.name, d.language, p.name
FROM document d JOIN pack p
LEFT JOIN submitter s ON s.id = d.submitter
WHERE d.status = 'ok' AND d.language IS NOT NULL
AND lower(substr(d.language, 1, instr(d.language || '-', '-') - 1)) <>
    lower(substr(p.language, 1, instr(p.language || '-', '-') - 1))
ORDER BY p.id, d.path;
