#include "config.h"

#include "base/path.h"

#include <string.h>

size_t sp_path_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

const char *sp_path_last(const char *path)
{
	return path + sp_path_folder(path);
}
