/* builtin.h - the packs that the program carries. */
#ifndef SP_ANALYZE_BUILTIN_H
#define SP_ANALYZE_BUILTIN_H

#include <stddef.h>

/** Text of the built-in pack `name`; NULL if there is none. */
const char *sp_builtin_pack(const char *name);

/** The name of the built-in pack `i`, in order of the alphabet; NULL behind the last. */
const char *sp_builtin_name(size_t i);

#endif
