/* SQL from outside may read and nothing else. The file is opened read only as
 * well; the authorizer is the second lock, and it also refuses what a read-only
 * handle would still do: attach other files, change settings, make temporary
 * tables, load code. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "corpus/internal.h"

/* These describe the file; none changes it, with or without an argument. */
static const char *const describing[] = {
	"collation_list", "compile_options", "data_version", "foreign_key_check",
	"foreign_key_list", "freelist_count", "function_list", "index_info",
	"index_list", "index_xinfo", "integrity_check", "module_list",
	"page_count", "pragma_list", "quick_check", "table_info", "table_list",
	"table_xinfo", NULL
};

/* These tell a setting if no value is given. */
static const char *const telling[] = {
	"application_id", "encoding", "foreign_keys", "journal_mode",
	"page_size", "query_only", "schema_version", "user_version", NULL
};

static bool in_list(const char *const *list, const char *name)
{
	for (; *list; list++)
		if (strcasecmp(*list, name) == 0)
			return true;
	return false;
}

static bool pragma_reads(const char *name, const char *value)
{
	return in_list(describing, name) || (!value && in_list(telling, name));
}

static int authorize(void *arg, int action, const char *a, const char *b,
		     const char *schema, const char *via)
{
	(void)arg, (void)schema, (void)via;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		return b && strcasecmp(b, "load_extension") == 0 ?
		       SQLITE_DENY : SQLITE_OK;
	case SQLITE_UPDATE:
		/* asked for while a virtual table (block_fts) is opened; SQL
		 * that says it is refused by SQLite itself */
		return strcmp(a, "sqlite_master") == 0 ? SQLITE_OK :
		       SQLITE_DENY;
	case SQLITE_PRAGMA:
		return pragma_reads(a, b) ? SQLITE_OK : SQLITE_DENY;
	default:
		return SQLITE_DENY;
	}
}

void sp_corpus_guard(sp_corpus *c)
{
	sqlite3_set_authorizer(c->db, authorize, NULL);
}
