/* builtin.h - the packs that the program carries. */
#ifndef SP_ANALYZE_BUILTIN_H
#define SP_ANALYZE_BUILTIN_H

/** Text of the built-in pack `name`; NULL if there is none. */
const char *sp_builtin_pack(const char *name);

#endif
