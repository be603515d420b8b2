/* os_file.h: reading what strangers hand over: a file that may be a pipe, a device or
 * a link to somewhere else. */
#pragma once

#include "store/os.h"

/* As sp_os_read, but a pipe, socket or device, which may never end, is the error
 * "file-special" and not opened. */
bool sp_os_read_plain(const char *path, size_t most, char **text, size_t *size,
                      struct sp_error *error);
/* As sp_os_read, from standard input; errors call it `name`. */
bool sp_os_read_input(const char *name, size_t most, char **text, size_t *size,
                      struct sp_error *error);
bool sp_os_is_folder(const char *path);
/* Whether it is a symbolic link to what is not in the folder. */
bool sp_os_leads_out(const char *folder, const char *path);
