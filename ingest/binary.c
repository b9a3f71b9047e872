#include "config.h"

#include "ingest/binary.h"

#include <stdbool.h>
#include <string.h>

#include "ingest/decode.h"

#define AN_ARCHIVE ": 'standpoint ingest' reads its members, and 'standpoint text ARCHIVE/MEMBER' shows one"
#define BY_PANDOC ": convert it to HTML, for example with 'pandoc -o FILE.html FILE'"
#define BY_OFFICE ": convert it to HTML, for example with 'soffice --convert-to html FILE'"
#define A_PICTURE "a picture: if it is a scanned letter, recognise its text first, for example with 'tesseract FILE OUT'"
#define UNPACK ": it is not read, unpack it first"

typedef struct magic {
	size_t at, n;
	const char *bytes, *what;
} magic;

static bool begins(const char *s, size_t n, size_t at, const char *bytes, size_t len)
{
	return n >= at + len && memcmp(s + at, bytes, len) == 0;
}

/* The files of word processors are ZIP archives of a certain content. */
static const char *zip(const char *s, size_t n)
{
	static const struct { const char *name, *what; } parts[] = {
		{ "word/", "a Word document" BY_PANDOC },
		{ "ppt/", "a PowerPoint presentation" BY_OFFICE },
		{ "xl/", "an Excel workbook: save it as CSV, if it is a bulk download" },
		{ "mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file" BY_PANDOC },
		{ "mimetypeapplication/epub", "an EPUB book" BY_PANDOC },
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (memmem(s, n < 8192 ? n : 8192, parts[i].name, strlen(parts[i].name)))
			return parts[i].what;
	/* the names of all members stand at the end once more */
	size_t tail = n < 65536 ? n : 65536;
	if (memmem(s, n < 8192 ? n : 8192, "[Content_Types].xml", 19))
		for (size_t i = 0; i < 3; i++)
			if (memmem(s + n - tail, tail, parts[i].name, strlen(parts[i].name)))
				return parts[i].what;
	return "a ZIP archive" AN_ARCHIVE;
}

const char *sp_binary_what(const char *bytes, size_t n)
{
	static const magic known[] = {
#define M(at, s, what) { at, sizeof s - 1, s, what }
		M(0, "%PDF-", "a PDF: convert it to HTML, for example with 'pdftohtml -s -noframes FILE.pdf'"),
		M(0, "{\\rtf", "an RTF document" BY_PANDOC),
		M(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old Office (DOC, XLS, PPT)" BY_OFFICE),
		M(0, "\x1f\x8b", "compressed by gzip" AN_ARCHIVE),
		M(0, "BZh", "compressed by bzip2" AN_ARCHIVE),
		M(0, "\xfd" "7zXZ\0", "compressed by xz" AN_ARCHIVE),
		M(0, "\x28\xb5\x2f\xfd", "compressed by Zstandard" AN_ARCHIVE),
		M(257, "ustar", "a tar archive" AN_ARCHIVE),
		M(0, "7z\xbc\xaf\x27\x1c", "a 7-Zip archive" UNPACK),
		M(0, "Rar!\x1a\x07", "a RAR archive" UNPACK),
		M(0, "\x89PNG\r\n", A_PICTURE), M(0, "\xff\xd8\xff", A_PICTURE),
		M(0, "GIF8", A_PICTURE), M(0, "II*\0", A_PICTURE), M(0, "MM\0*", A_PICTURE),
		M(0, "SQLite format 3\0", "a database of SQLite: if it is a corpus, ask it with 'standpoint query'"),
#undef M
	};
	bool binary = sp_decode_is_binary(bytes, n);

	if (begins(bytes, n, 0, "PK\3\4", 4))
		return zip(bytes, n);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		const magic *m = &known[i];
		bool is_sure = m->bytes[0] == '%' || m->bytes[0] == '{';	/* may look like text */
		if ((binary || is_sure) && begins(bytes, n, m->at, m->bytes, m->n))
			return m->what;
	}
	return binary ? "binary data, not text" : NULL;
}
