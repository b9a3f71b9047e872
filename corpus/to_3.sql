-- From version 2 to 3: what manifests and bulk downloads say of a document,
-- where its metadata comes from, and the names of a submitter.
ALTER TABLE document ADD COLUMN question TEXT;
ALTER TABLE document ADD COLUMN attributes TEXT;
ALTER TABLE document ADD COLUMN attached_to TEXT;
ALTER TABLE document ADD COLUMN described_by TEXT;

CREATE TABLE IF NOT EXISTS submitter_name (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,
  submitter INTEGER NOT NULL REFERENCES submitter (id),
  joined    TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS metadata (
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  field    TEXT NOT NULL CHECK (field IN ('submitter', 'submitter_type',
           'submitted_on', 'title', 'docket_id')),
  value    TEXT NOT NULL,
  source   TEXT NOT NULL,
  evidence TEXT,
  PRIMARY KEY (document, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS submitter_alias (
  id       INTEGER PRIMARY KEY,
  document INTEGER REFERENCES document (id) ON DELETE CASCADE,
  name     TEXT NOT NULL,
  alias    TEXT NOT NULL,
  evidence TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS submitter_name_submitter ON submitter_name (submitter);
CREATE INDEX IF NOT EXISTS submitter_alias_document ON submitter_alias (document);

-- What a corpus says stays said; where it had that from is not known any more.
INSERT OR IGNORE INTO submitter_name (name, submitter) SELECT name, id FROM submitter;
INSERT OR IGNORE INTO metadata (document, field, value, source)
SELECT d.id, 'submitter', s.name, 'unknown'
FROM document d JOIN submitter s ON s.id = d.submitter
UNION ALL SELECT d.id, 'submitter_type', s.type, 'unknown'
FROM document d JOIN submitter s ON s.id = d.submitter WHERE s.type <> 'other'
UNION ALL SELECT id, 'submitted_on', submitted_on, 'unknown'
FROM document WHERE submitted_on IS NOT NULL
UNION ALL SELECT id, 'title', title, 'unknown' FROM document WHERE title IS NOT NULL
UNION ALL SELECT id, 'docket_id', docket_id, 'unknown'
FROM document WHERE docket_id IS NOT NULL;
