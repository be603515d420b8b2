/* os_file.c: reading what strangers hand over, for POSIX systems. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "store/os_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mem.h"

#define CHUNK 65536

/* Reads until the end. The descriptor stays open. */
static bool
read_rest(int fd, const char *path, size_t most, char **text, size_t *size,
          struct sp_error *error)
{
    struct sp_str all = {0};
    char *chunk = sp_alloc(CHUNK, 1);
    ssize_t got = 1;

    while (got > 0 && all.size <= most) {
        do
            got = read(fd, chunk, CHUNK);
        while (got < 0 && errno == EINTR);
        if (got > 0)
            sp_str_add_n(&all, chunk, (size_t)got);
    }
    sp_free(chunk);
    if (got < 0 || all.size > most) {
        sp_str_finish(&all);
        return got < 0 ? sp_error_set(error, "file-failed", path, strerror(errno), NULL)
                       : sp_error_set_number(error, "file-size", path, (long long)most);
    }
    sp_str_add(&all, "");
    *size = all.size;
    *text = sp_str_take(&all);
    return true;
}

bool
sp_os_read_plain(const char *path, size_t most, char **text, size_t *size,
                 struct sp_error *error)
{
    struct stat info;

    if (stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))
        return sp_error_set(error, "file-special", path, NULL, NULL);
    return sp_os_read(path, most, text, size, error);
}

bool
sp_os_read_input(const char *name, size_t most, char **text, size_t *size,
                 struct sp_error *error)
{
    return read_rest(STDIN_FILENO, name, most, text, size, error);
}

bool
sp_os_is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool
sp_os_leads_out(const char *folder, const char *path)
{
    struct stat info;

    if (lstat(path, &info) != 0 || !S_ISLNK(info.st_mode))
        return false;
    char *inside = realpath(folder, NULL), *real = realpath(path, NULL);
    size_t size = inside ? strlen(inside) : 0;
    bool out = !inside || !real || strncmp(real, inside, size) != 0 ||
               (size > 1 && real[size] != '/');

    free(inside); /* the library's, not ours */
    free(real);
    return out;
}
