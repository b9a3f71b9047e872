/* archive_level.h - one archive of those that stand in one another, as
 * libarchive reads it. Only for archive.c, which keeps the bounds. */
#ifndef SP_INGEST_ARCHIVE_LEVEL_H
#define SP_INGEST_ARCHIVE_LEVEL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/error.h"

typedef struct sp_level sp_level;

/** An archive in the open file `fd` (borrowed), called `name`. Fails with
 * SP_ESYNTAX if it is none. */
sp_level *sp_level_file(int fd, const char *name, sp_error *err);

/** A ZIP in `bytes` (taken): its directory stands at its end. */
sp_level *sp_level_held(sp_buf *bytes, const char *name, sp_error *err);

/** Another archive in the current member of `outer` (borrowed). */
sp_level *sp_level_stream(sp_level *outer, const char *name, sp_error *err);

void sp_level_free(sp_level *l);	/* NULL is fine */
const char *sp_level_name(const sp_level *l);
/** Bytes that came out of the file or of the outer level until now. */
uint64_t sp_level_in(const sp_level *l);

typedef enum sp_level_status { SP_LEVEL_MEMBER, SP_LEVEL_END, SP_LEVEL_DAMAGED } sp_level_status;

/** Go to the next member. */
sp_level_status sp_level_next(sp_level *l);

/**
 * After damage inside a member of a ZIP: open it anew behind that member.
 * false if that cannot be done.
 */
bool sp_level_recover(sp_level *l);

/** libarchive's words on what went wrong last. */
const char *sp_level_error(const sp_level *l);

/* ---- of the current member */

/** Append its name as the archive has it, as UTF-8. */
void sp_level_member_name(const sp_level *l, sp_buf *out);
bool sp_level_is_folder(const sp_level *l);
/** Is the level a single compressed file, with no names in it? */
bool sp_level_is_single(const sp_level *l);
/** Why it is no file ("a symbolic link"), or NULL. */
const char *sp_level_special(const sp_level *l);
bool sp_level_encrypted(const sp_level *l);
/** Its size if the archive tells it, else -1. */
int64_t sp_level_size(const sp_level *l);
/** Must it be decompressed to be passed over? */
bool sp_level_must_read(const sp_level *l);

/** Its next bytes: how many, 0 at the end, -1 on damage (see sp_level_error). */
ssize_t sp_level_data(sp_level *l, void *to, size_t n);

/** Pass over a piece of it: bytes, 0 at the end, -1 on damage. */
ssize_t sp_level_skip(sp_level *l);

#endif
