-- The corpus of standpoint: one SQLite file, a public interface.
-- Times are ISO 8601 in UTC. Offsets are bytes of UTF-8, half-open.
-- Made by the program with PRAGMA application_id = 0x73747074 ("stpt") and
-- user_version = the version of this schema.

-- Who submitted. One row a name; kind "other" where it is not known.
CREATE TABLE submitter (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  short_name TEXT NOT NULL,          -- at most 28 characters, for charts
  type       TEXT NOT NULL DEFAULT 'other' CHECK (type IN
             ('individual', 'company', 'trade-association', 'nonprofit',
              'academic', 'government', 'other'))
) STRICT;

-- Every name by which a submitter is called; names of one submitter share it.
CREATE TABLE submitter_name (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,    -- as written
  submitter INTEGER NOT NULL REFERENCES submitter (id),
  joined    TEXT                     -- why it is the submitter's: 'same words',
                                     -- 'short name', 'document', 'alias file';
                                     -- NULL: it is the submitter's own name
) STRICT;

-- One submission: a file, a member of an archive, or a row of a bulk download.
CREATE TABLE document (
  id           INTEGER PRIMARY KEY,
  path         TEXT NOT NULL UNIQUE, -- as found from the ingested PATH; of a
                                     -- row in a bulk download, its Document ID
  sha256       TEXT NOT NULL,        -- of the source bytes
  bytes        INTEGER NOT NULL,     -- size of the source
  media_type   TEXT,                 -- text/html, application/xml, ...
  dialect      TEXT,                 -- XML: the dialect that read it
  charset      TEXT,                 -- how it was decoded (WHATWG name)
  title        TEXT,
  submitter    INTEGER REFERENCES submitter (id),
  submitted_on TEXT,                 -- YYYY-MM-DD
  docket_id    TEXT,
  url          TEXT,
  language     TEXT,                 -- BCP 47; NULL: not known
  status       TEXT NOT NULL CHECK (status IN ('ok', 'empty', 'failed')),
  language_from TEXT CHECK (language_from IN ('given', 'text', 'markup')),
                                     -- by the user, by detection, as declared
  question     TEXT,                 -- of the consultation, that it answers
  attributes   TEXT,                 -- JSON object: what else a manifest or a
                                     -- bulk download says of it
  attached_to  TEXT,                 -- path of the document it is attached to
  described_by TEXT,                 -- fingerprint of the manifest's row; NULL:
                                     -- no manifest describes it
  charset_by   TEXT,                 -- what decided the charset: 'byte order
                                     -- mark', 'meta element', 'detection' ...
  repairs      INTEGER NOT NULL DEFAULT 0,
                                     -- places where text that was decoded wrongly
                                     -- once before was put right
  read_by      TEXT                  -- fingerprint of the options it was read by
                                     -- (--all, --dialect ...); NULL: none
) STRICT;

-- Where each datum of a document comes from: source is 'manifest', 'label',
-- 'dialect', 'meta', 'letter: signature' ..., see standpoint-metadata(5).
CREATE TABLE metadata (
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  field    TEXT NOT NULL CHECK (field IN ('submitter', 'submitter_type',
           'submitted_on', 'title', 'docket_id')),
  value    TEXT NOT NULL,            -- submitter: the name as written there
  source   TEXT NOT NULL,
  evidence TEXT,                     -- the words or the rule
  PRIMARY KEY (document, field)
) STRICT, WITHOUT ROWID;

-- Second names: what a document says of its submitter ("Example Capital, also
-- known as exa"), and the alias file (document NULL).
CREATE TABLE submitter_alias (
  id       INTEGER PRIMARY KEY,
  document INTEGER REFERENCES document (id) ON DELETE CASCADE,
  name     TEXT NOT NULL,
  alias    TEXT NOT NULL,
  evidence TEXT NOT NULL
) STRICT;

-- A heading, paragraph, list item, table row or quote, in reading order.
CREATE TABLE block (
  id        INTEGER PRIMARY KEY,
  document  INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  seq       INTEGER NOT NULL,        -- 0, 1, 2 ... in the document
  kind      TEXT NOT NULL CHECK (kind IN
            ('heading', 'paragraph', 'list-item', 'table-row', 'quote')),
  level     INTEGER NOT NULL,        -- heading 1-6; list item: depth; else 0
  lead_in   INTEGER,                 -- seq of the block that introduces it
  heading   INTEGER,                 -- seq of the heading it stands under
  line      INTEGER,                 -- source line
  xpath     TEXT,                    -- XML: where it stands in the source
  text      TEXT NOT NULL,
  -- Its sentences: LEB128 pairs (bytes skipped since the last end, length).
  sentences BLOB NOT NULL,
  UNIQUE (document, seq)
) STRICT;

-- A rule pack as it was loaded.
CREATE TABLE pack (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  version  TEXT NOT NULL,
  title    TEXT NOT NULL,
  language TEXT NOT NULL,
  sha256   TEXT NOT NULL,            -- of the pack's file
  program  TEXT NOT NULL             -- version of standpoint that applied it
) STRICT;

CREATE TABLE dimension (
  id    INTEGER PRIMARY KEY,
  pack  INTEGER NOT NULL REFERENCES pack (id) ON DELETE CASCADE,
  ord   INTEGER NOT NULL,            -- order in the pack, from 1
  name  TEXT NOT NULL,
  title TEXT NOT NULL,
  UNIQUE (pack, name)
) STRICT;

CREATE TABLE issue (
  id          INTEGER PRIMARY KEY,
  pack        INTEGER NOT NULL REFERENCES pack (id) ON DELETE CASCADE,
  dimension   INTEGER NOT NULL REFERENCES dimension (id) ON DELETE CASCADE,
  ord         INTEGER NOT NULL,      -- order in the pack, from 1
  name        TEXT NOT NULL,
  short_name  TEXT NOT NULL,         -- at most 26 characters, for charts
  proposition TEXT NOT NULL,         -- what support and oppose refer to
  title       TEXT,                  -- the proposition in at most 80 characters
  stake       TEXT,                  -- what is at stake, in one sentence
  UNIQUE (pack, name)
) STRICT;

-- The rules of a pack that can decide a position.
CREATE TABLE rule (
  id      INTEGER PRIMARY KEY,
  pack    INTEGER NOT NULL REFERENCES pack (id) ON DELETE CASCADE,
  issue   INTEGER NOT NULL REFERENCES issue (id) ON DELETE CASCADE,
  name    TEXT NOT NULL,             -- issue/kind/concept or issue/kind/number
  pattern TEXT NOT NULL,             -- as written in the pack
  line    INTEGER NOT NULL           -- line in the pack's file
) STRICT;

-- Which document was analysed with which pack; a row is missing while the
-- analysis is due.
CREATE TABLE analysis (
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  pack     INTEGER NOT NULL REFERENCES pack (id) ON DELETE CASCADE,
  PRIMARY KEY (document, pack)
) STRICT, WITHOUT ROWID;

-- A position: (sentence, issue, stance, holder).
CREATE TABLE position (
  id          INTEGER PRIMARY KEY,
  block       INTEGER NOT NULL REFERENCES block (id) ON DELETE CASCADE,
  begin       INTEGER NOT NULL,      -- the sentence in the block's text
  end         INTEGER NOT NULL,
  issue       INTEGER NOT NULL REFERENCES issue (id) ON DELETE CASCADE,
  stance      TEXT NOT NULL CHECK (stance IN ('support', 'oppose')),
  holder      TEXT NOT NULL CHECK (holder IN ('self', 'other')),
  holder_name TEXT,                  -- of the other holder, where it is named
  rule        INTEGER NOT NULL REFERENCES rule (id) ON DELETE CASCADE,
  decided_begin INTEGER NOT NULL,    -- the words that decided it
  decided_end   INTEGER NOT NULL,
  UNIQUE (block, begin, issue, stance, holder)
) STRICT;

-- Form letters: documents with one text, or nearly. Made anew as a whole when
-- documents change; the largest campaign is number 1.
CREATE TABLE campaign (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE
                                     -- the one that stands for its text
) STRICT;

CREATE TABLE campaign_member (
  campaign   INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  document   INTEGER NOT NULL UNIQUE REFERENCES document (id) ON DELETE CASCADE,
  similarity REAL NOT NULL,          -- Jaccard, 3-word shingles, to the
                                     -- campaign's text: 0 to 1
  PRIMARY KEY (campaign, document)
) STRICT, WITHOUT ROWID;

-- What the signer of a form letter added: sentences in a row of one block.
CREATE TABLE addition (
  block INTEGER NOT NULL REFERENCES block (id) ON DELETE CASCADE,
  begin INTEGER NOT NULL,            -- in the block's text
  end   INTEGER NOT NULL,
  words INTEGER NOT NULL,
  PRIMARY KEY (block, begin)
) STRICT, WITHOUT ROWID;

-- The words of a document, whatever their case, punctuation and markup: equal
-- hashes are equal texts. A row is missing while the search for campaigns is due.
CREATE TABLE wording (
  document INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
  words    INTEGER NOT NULL,
  hash     INTEGER NOT NULL          -- of the words in their order
) STRICT;

-- What could not be read, and why.
CREATE TABLE problem (
  id       INTEGER PRIMARY KEY,
  path     TEXT,
  stage    TEXT NOT NULL CHECK (stage IN ('ingest', 'analyze', 'report')),
  line     INTEGER,
  severity TEXT NOT NULL CHECK (severity IN ('note', 'warning', 'error')),
  message  TEXT NOT NULL
) STRICT;

-- When each stage ran. The one table that differs between equal runs.
CREATE TABLE run (
  id        INTEGER PRIMARY KEY,
  stage     TEXT NOT NULL,
  started   TEXT NOT NULL,
  finished  TEXT,                    -- NULL: was interrupted
  program   TEXT NOT NULL,
  arguments TEXT NOT NULL,
  counts    TEXT,                    -- a JSON object
  folder    TEXT                     -- the working folder: paths are from there
) STRICT;

CREATE INDEX document_submitter ON document (submitter);
CREATE INDEX submitter_name_submitter ON submitter_name (submitter);
CREATE INDEX submitter_alias_document ON submitter_alias (document);
CREATE INDEX position_issue ON position (issue, holder, stance);
CREATE INDEX position_rule ON position (rule);
CREATE INDEX problem_path ON problem (path);

-- Full text over the blocks (external content). Kept out of ingest: brought
-- up to date by `standpoint query CORPUS search WORDS`, or by
--   INSERT INTO block_fts (block_fts) VALUES ('rebuild');
CREATE VIRTUAL TABLE block_fts USING fts5
  (text, content = 'block', content_rowid = 'id', tokenize = 'unicode61');
