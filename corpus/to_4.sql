-- From version 3 to 4: how a document was decoded, what was put right in it, and
-- by which options it was read; where a run's paths begin.
ALTER TABLE document ADD COLUMN charset_by TEXT;
ALTER TABLE document ADD COLUMN repairs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN read_by TEXT;
ALTER TABLE run ADD COLUMN folder TEXT;
