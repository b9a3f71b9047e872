/* The statements that the program itself runs, each prepared once. */
#include "config.h"

#include "corpus/internal.h"

/* The parts of a file's former version: "feed.xml#1" and so on, of the same
 * bytes as the file's own row; a file "feed.xml#notes" is another. '$' is the
 * character behind '#'. */
#define FORMER_PARTS \
	" IN (SELECT path FROM document WHERE path > ?1 || '#' AND path < ?1 || '$'" \
	" AND substr(path, length(?1) + 2) NOT GLOB '*[^0-9]*'" \
	" AND sha256 = (SELECT sha256 FROM document WHERE path = ?1))"

static const char *const stmt_sql[SP_STMT_MAX] = {
	[SP_STMT_KNOWN] =
		"SELECT bytes, sha256, ifnull(described_by, ''), status = 'failed',"
		" ifnull(read_by, '')"
		" FROM document WHERE path = ?1",
	[SP_STMT_BELOW] =	/* '0' is the character behind '/' */
		"SELECT 1 FROM document WHERE path > ?1 || '/' AND path < ?1 || '0'"
		" LIMIT 1",
	[SP_STMT_SUBMITTER_GET] =
		"SELECT submitter FROM submitter_name WHERE name = ?1",
	[SP_STMT_NAME_ADD] =
		"INSERT INTO submitter_name (name, submitter) VALUES (?1, ?2)",
	[SP_STMT_METADATA_DEL] = "DELETE FROM metadata WHERE document = ?1",
	[SP_STMT_METADATA_ADD] =
		"INSERT INTO metadata (document, field, value, source, evidence)"
		" VALUES (?1, ?2, ?3, ?4, ?5)",
	[SP_STMT_ALIAS_DEL] = "DELETE FROM submitter_alias WHERE document = ?1",
	[SP_STMT_ALIAS_ADD] =
		"INSERT INTO submitter_alias (document, name, alias, evidence)"
		" VALUES (?1, ?2, ?3, ?4)",
	[SP_STMT_SUBMITTER_ADD] =
		"INSERT INTO submitter (name, short_name) VALUES (?1, ?2)",
	[SP_STMT_SUBMITTER_TYPE] =
		"UPDATE submitter SET type = ?2 WHERE id = ?1",
	[SP_STMT_DOC_ID] = "SELECT id FROM document WHERE path = ?1",
	[SP_STMT_DOC_ADD] =
		"INSERT INTO document (path, sha256, bytes, media_type, dialect,"
		" charset, title, submitter, submitted_on, docket_id, url,"
		" language, status, language_from, question, attributes,"
		" attached_to, described_by, charset_by, repairs, read_by) VALUES"
		" (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
		" ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
	[SP_STMT_DOC_SET] =
		"UPDATE document SET sha256 = ?2, bytes = ?3, media_type = ?4,"
		" dialect = ?5, charset = ?6, title = ?7, submitter = ?8,"
		" submitted_on = ?9, docket_id = ?10, url = ?11, language = ?12,"
		" status = ?13, language_from = ?14, question = ?15,"
		" attributes = ?16, attached_to = ?17, described_by = ?18,"
		" charset_by = ?19, repairs = ?20, read_by = ?21"
		" WHERE path = ?1",
	[SP_STMT_PARTS_PROBLEM_DEL] = "DELETE FROM problem WHERE path" FORMER_PARTS,
	[SP_STMT_PARTS_DEL] = "DELETE FROM document WHERE path" FORMER_PARTS,
	[SP_STMT_BLOCKS_DEL] = "DELETE FROM block WHERE document = ?1",
	[SP_STMT_ANALYSIS_DEL] = "DELETE FROM analysis WHERE document = ?1",
	[SP_STMT_WORDING_DEL] = "DELETE FROM wording WHERE document = ?1",
	[SP_STMT_BLOCK_ADD] =
		"INSERT INTO block (document, seq, kind, level, lead_in,"
		" heading, line, xpath, text, sentences) VALUES"
		" (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	[SP_STMT_PROBLEM_ADD] =
		"INSERT INTO problem (path, stage, line, severity, message)"
		" VALUES (?1, ?2, ?3, ?4, ?5)",
	[SP_STMT_PROBLEM_DEL] =
		"DELETE FROM problem WHERE path = ?1 AND stage = ?2",
	[SP_STMT_PROBLEM_DEL_ALL] = "DELETE FROM problem WHERE stage = ?1",
	[SP_STMT_RUN_ADD] =
		"INSERT INTO run (stage, started, program, arguments, folder) VALUES"
		" (?1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?2, ?3, ?4)",
	[SP_STMT_RUN_COUNT] =
		"UPDATE run SET counts = json_set(ifnull(counts, '{}'),"
		" '$.' || ?2, ?3) WHERE id = ?1",
	[SP_STMT_RUN_END] =
		"UPDATE run SET finished = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
		" WHERE id = ?1",
	[SP_STMT_POSITION_ADD] =
		"INSERT OR IGNORE INTO position (block, begin, end, issue,"
		" stance, holder, holder_name, rule, decided_begin,"
		" decided_end) VALUES"
		" (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	[SP_STMT_ANALYSIS_ADD] =
		"INSERT INTO analysis (document, pack) VALUES (?1, ?2)",
	[SP_STMT_CAMPAIGN_ADD] = "INSERT INTO campaign (document) VALUES (?1)",
	[SP_STMT_MEMBER_ADD] =
		"INSERT INTO campaign_member (campaign, document, similarity)"
		" VALUES (?1, ?2, ?3)",
	[SP_STMT_ADDITION_ADD] =
		"INSERT INTO addition (block, begin, end, words)"
		" VALUES (?1, ?2, ?3, ?4)",
	[SP_STMT_WORDING_PUT] =
		"INSERT OR REPLACE INTO wording (document, words, hash)"
		" VALUES (?1, ?2, ?3)",
	[SP_STMT_DOC_GET] =
		"SELECT d.path, d.sha256, d.bytes, d.media_type, d.dialect,"
		" d.charset, d.title, s.name, s.type, d.submitted_on,"
		" d.docket_id, d.url, d.language FROM document d"
		" LEFT JOIN submitter s ON s.id = d.submitter WHERE d.id = ?1",
	[SP_STMT_BLOCKS_GET] =
		"SELECT id, kind, level, ifnull(lead_in, -1),"
		" ifnull(heading, -1), ifnull(line, 0), xpath, text, sentences"
		" FROM block WHERE document = ?1 ORDER BY seq",
	[SP_STMT_TEXTS_GET] =
		"SELECT text FROM block WHERE document = ?1 ORDER BY seq",
	[SP_STMT_DIMENSION_ADD] =
		"INSERT INTO dimension (name, title, id, pack, ord)"
		" VALUES (?1, ?2, ?3, ?4, ?5)",
	[SP_STMT_ISSUE_ADD] =
		"INSERT INTO issue (name, short_name, proposition, title, stake,"
		" id, pack, dimension, ord)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
	[SP_STMT_RULE_ADD] =
		"INSERT INTO rule (name, pattern, id, pack, issue, line)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[SP_STMT_PACK_DEL] = "DELETE FROM pack WHERE name = ?1",
	[SP_STMT_PACK_ADD] =
		"INSERT INTO pack (name, version, title, language, sha256,"
		" program) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[SP_STMT_JOIN_MAKE] =
		"INSERT INTO submitter (name, short_name) VALUES (char(2) || ?1, '')",
	[SP_STMT_JOIN_NAME] =
		"UPDATE submitter_name SET submitter = ?2, joined = ?3 WHERE id = ?1",
	[SP_STMT_JOIN_ASIDE] =
		"UPDATE submitter SET name = char(1) || id WHERE id = ?1",
	[SP_STMT_JOIN_RENAME] =
		"UPDATE submitter SET name = ?2, short_name = ?3 WHERE id = ?1",
	[SP_STMT_JOIN_CANONICAL] =
		"INSERT OR IGNORE INTO submitter_name (submitter, name)"
		" VALUES (?1, ?2)",
	[SP_STMT_JSON] = "SELECT json_quote(?1)",
};

sqlite3_stmt *sp_stmt_get(sp_corpus *c, sp_stmt which, sp_error *err)
{
	sqlite3_stmt **s = &c->stmt[which];

	if (*s) {
		sqlite3_reset(*s);
		sqlite3_clear_bindings(*s);
	} else if (sqlite3_prepare_v3(c->db, stmt_sql[which], -1,
				      SQLITE_PREPARE_PERSISTENT, s, NULL)) {
		sp_db_fail(c, err, NULL);
	}
	return *s;
}

bool sp_stmt_run(sp_corpus *c, sqlite3_stmt *s, sp_error *err)
{
	int code = sqlite3_step(s);

	if (code != SQLITE_DONE && code != SQLITE_ROW) {
		sp_db_fail(c, err, NULL);
		sqlite3_reset(s);
		return false;
	}
	sqlite3_reset(s);
	return true;
}

void sp_bind_opt(sqlite3_stmt *s, int i, const char *text)
{
	if (text)
		sqlite3_bind_text(s, i, text, -1, SQLITE_STATIC);
	else
		sqlite3_bind_null(s, i);
}
