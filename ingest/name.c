#include "config.h"

#include "ingest/name.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/path.h"
#include "base/utf8.h"

static bool ends_in(const char *name, size_t n, const char *const *endings)
{
	for (; *endings; endings++) {
		size_t len = strlen(*endings);
		if (n > len && strncasecmp(name + n - len, *endings, len) == 0)
			return true;
	}
	return false;
}

static const char *const compressed[] = { ".gz", ".xz", ".bz2", ".zst", NULL };

size_t sp_name_unpacked(const char *path)
{
	size_t n = strlen(path);

	return ends_in(path, n, compressed) ?
		(size_t)(strrchr(path, '.') - path) : n;
}

static sp_file_kind plain_kind(const char *name, size_t n)
{
	static const char *const documents[] = { ".html", ".htm", ".xhtml", ".xml", ".txt", NULL };
	static const char *const archives[] = { ".zip", ".tar", ".tgz", ".txz", ".tbz2", ".tbz", ".tzst", NULL };
	static const char *const tables[] = { ".csv", ".tsv", NULL };

	if (n == 12 && (strncasecmp(name, "manifest.tsv", n) == 0 ||
			strncasecmp(name, "manifest.csv", n) == 0))
		return SP_FILE_MANIFEST;
	if (ends_in(name, n, documents))
		return SP_FILE_DOCUMENT;
	if (ends_in(name, n, tables))
		return SP_FILE_TABLE;
	return ends_in(name, n, archives) ? SP_FILE_ARCHIVE : SP_FILE_OTHER;
}

sp_file_kind sp_name_file_kind(const char *path)
{
	const char *name = sp_path_last(path);
	size_t n = sp_name_unpacked(name);
	sp_file_kind kind = plain_kind(name, n);

	if (name[n])	/* compressed; not a ZIP, which is so already */
		return kind == SP_FILE_OTHER ? kind : SP_FILE_ARCHIVE;
	return kind;
}

bool sp_name_hidden(const char *path)
{
	for (const char *p = path; p; p = strchr(p, '/')) {
		p += *p == '/';
		if (*p == '.' && strncmp(p, "./", 2) != 0 && strcmp(p, ".") != 0)
			return true;
	}
	return false;
}

bool sp_name_litter(const char *path)
{
	const char *name = sp_path_last(path);

	return strncmp(path, "__MACOSX/", 9) == 0 || strstr(path, "/__MACOSX/") ||
		strcmp(name, ".DS_Store") == 0 || strncmp(name, "._", 2) == 0;
}

static bool is_slash(char c)
{
	return c == '/' || c == '\\';
}

const char *sp_name_trick(const char *path)
{
	if (!*path)
		return "has no name";
	if (is_slash(*path) || (isalpha((unsigned char)path[0]) && path[1] == ':'))
		return "has an absolute path";
	for (const char *p = path; *p; p++) {
		bool begins = p == path || is_slash(p[-1]);
		if (begins && p[0] == '.' && p[1] == '.' && (!p[2] || is_slash(p[2])))
			return "has a path that leads out of the archive";
	}
	return NULL;
}

void sp_name_add(sp_buf *out, const char *name)
{
	size_t n = strlen(name);

	while (n) {
		unsigned cp;
		size_t len = sp_utf8_decode(name, n, &cp);
		bool bad = sp_utf8_valid(name, len) != len;
		if (!bad && cp >= 0x20 && (cp < 0x7f || cp > 0x9f))
			sp_buf_add(out, name, len);
		else
			for (size_t i = 0; i < len; i++)
				sp_buf_addf(out, "\\x%02X", (unsigned char)name[i]);
		name += len;
		n -= len;
	}
}
