/* path.h - parts of a path. */
#ifndef SP_BASE_PATH_H
#define SP_BASE_PATH_H

#include <stddef.h>

/** What stands behind the last slash: "" for "a/", all of it without a slash. */
const char *sp_path_last(const char *path);

/** Length of the folder's part, with its slash: 2 for "a/b", 0 for "b". */
size_t sp_path_folder(const char *path);

#endif
