-- From version 4 to 5: what heads the page of an issue.
ALTER TABLE issue ADD COLUMN title TEXT;
ALTER TABLE issue ADD COLUMN stake TEXT;
