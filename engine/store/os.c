/* os.c: what the operating system gives, for POSIX systems. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "store/os.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif

#include "core/mem.h"

#define NAMES_MOST 10000
#define READ_STEP ((size_t)64 * 1024)
#define COLUMNS_USUAL 80
#define COLUMNS_MOST 1000

/* The code for errno as it was when `path` could not be used. */
static bool
fail(struct sp_error *error, const char *path, int number)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return sp_error_set(error, "file-missing", path, NULL, NULL);
    case EACCES:
    case EPERM:
    case EROFS:
        return sp_error_set(error, "file-denied", path, NULL, NULL);
    case EISDIR:
        return sp_error_set(error, "file-is-folder", path, NULL, NULL);
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return sp_error_set(error, "disk-full", path, NULL, NULL);
    default:
        return sp_error_set(error, "file-failed", path, strerror(number), NULL);
    }
}

static int
open_again(const char *path, int flags, mode_t mode)
{
    int fd;

    do
        fd = open(path, flags | O_CLOEXEC, mode);
    while (fd < 0 && errno == EINTR);
    return fd;
}

/* Reads until the end or one byte beyond `most`. Returns 0 or errno. */
static int
read_all(int fd, size_t most, size_t guess, char **text, size_t *size)
{
    size_t room = guess + 1, used = 0;
    char *bytes = sp_alloc(room + 1, 1);

    for (;;) {
        ssize_t got = read(fd, bytes + used, room - used);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            int number = errno;

            sp_free(bytes);
            return number;
        }
        used += (size_t)got;
        if (got == 0 || used > most)
            break;
        if (used == room) {
            size_t step = room < READ_STEP ? READ_STEP : room;

            room = step > most + 1 - room ? most + 1 : room + step;
            bytes = sp_grow(bytes, room + 1, 1);
        }
    }
    bytes[used] = '\0';
    *text = bytes;
    *size = used;
    return 0;
}

bool
sp_os_read(const char *path, size_t most, char **text, size_t *size,
           struct sp_error *error)
{
    int fd = open_again(path, O_RDONLY, 0);
    struct stat info;
    char *bytes = NULL;
    size_t used = 0, guess = 0;

    if (fd < 0)
        return fail(error, path, errno);
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
        guess = (uintmax_t)info.st_size > most ? most : (size_t)info.st_size;
        if ((uintmax_t)info.st_size > most) {
            close(fd);
            return sp_error_set_number(error, "file-size", path, (long long)most);
        }
    }
    int number = read_all(fd, most, guess, &bytes, &used);

    close(fd);
    if (number != 0)
        return fail(error, path, number);
    if (used > most) {
        sp_free(bytes);
        return sp_error_set_number(error, "file-size", path, (long long)most);
    }
    *text = bytes;
    *size = used;
    return true;
}

static int
write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t done = write(fd, data, size);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return errno;
        data += done;
        size -= (size_t)done;
    }
    return fsync(fd) == 0 ? 0 : errno;
}

/* A rename is on the disk only after its folder is. */
static int
sync_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = !slash
                       ? sp_strdup(".")
                       : sp_strndup(path, slash == path ? 1 : (size_t)(slash - path));
    int fd = open_again(folder, O_RDONLY | O_DIRECTORY, 0);
    int number = fd < 0 || fsync(fd) == 0 ? 0 : errno;

    if (fd >= 0)
        close(fd);
    else
        number = errno;
    sp_free(folder);
    return number == EINVAL ? 0 : number; /* some file systems cannot and need not */
}

/* Writes a new file beside the old one and renames it. `like` is what its access and
 * owner shall be like, or NULL. Returns 0 or errno. */
static int
replace(const char *path, const char *data, size_t size, mode_t mode,
        const struct stat *like)
{
    struct sp_str beside = {0};

    sp_str_add(&beside, path);
    sp_str_addf(&beside, ".%016llx.tmp", (unsigned long long)sp_os_seed());
    int fd = open_again(sp_str_text(&beside), O_WRONLY | O_CREAT | O_EXCL, mode);
    int number = fd < 0 ? errno : 0;

    if (number == 0 && like) {
        /* Only the superuser can give a file away; for others it is theirs already. */
        if (fchown(fd, like->st_uid, like->st_gid) != 0 && errno != EPERM)
            number = errno;
        if (number == 0 && fchmod(fd, like->st_mode & 07777) != 0)
            number = errno;
    }
    if (number == 0)
        number = write_all(fd, data, size);
    if (fd >= 0 && close(fd) != 0 && number == 0)
        number = errno;
    if (number == 0 && rename(sp_str_text(&beside), path) != 0)
        number = errno;
    if (number != 0 && fd >= 0)
        unlink(sp_str_text(&beside));
    if (number == 0)
        number = sync_folder_of(path);
    sp_str_finish(&beside);
    return number;
}

bool
sp_os_write(const char *path, const char *data, size_t size, enum sp_os_access access,
            struct sp_error *error)
{
    struct stat info;
    int number = 0;

    if (stat(path, &info) == 0 && !S_ISREG(info.st_mode)) /* never a device's place */
        number = S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
    else
        number = replace(path, data, size, access == SP_OS_PRIVATE ? 0600 : 0666, NULL);
    return number == 0 || fail(error, path, number);
}

bool
sp_os_rewrite(const char *path, const char *data, size_t size, struct sp_error *error)
{
    char *real = realpath(path, NULL);
    struct stat info;
    int number = real && stat(real, &info) == 0 ? 0 : errno;

    if (number == 0 && !S_ISREG(info.st_mode))
        number = S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
    if (number == 0 && (info.st_mode & 0222) == 0)
        number = EACCES;
    if (number == 0 && access(real, W_OK) != 0)
        number = errno;
    if (number == 0)
        number = replace(real, data, size, 0600, &info);
    free(real); /* the library's, not ours */
    return number == 0 || fail(error, path, number);
}

bool
sp_os_create_private(const char *path, struct sp_error *error)
{
    int fd = open_again(path, O_WRONLY | O_CREAT | O_EXCL, 0600);

    if (fd < 0)
        return errno == EEXIST || fail(error, path, errno);
    close(fd);
    int number = sync_folder_of(path);

    return number == 0 || fail(error, path, number);
}

bool
sp_os_make_private(const char *path, struct sp_error *error)
{
    struct stat info;

    if (stat(path, &info) != 0)
        return fail(error, path, errno);
    if ((info.st_mode & 0077) == 0)
        return true;
    return chmod(path, info.st_mode & 0700) == 0 || fail(error, path, errno);
}

long long
sp_os_size(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 ? (long long)info.st_size : -1;
}

static bool
is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool
sp_os_make_folder(const char *path, struct sp_error *error)
{
    char *part = sp_strdup(path);
    size_t size = strlen(part);
    bool ok = true;

    for (size_t i = 1; ok && i <= size; i++) {
        if (part[i] != '/' && part[i] != '\0')
            continue;
        part[i] = '\0';
        int number = mkdir(part, 0700) == 0 ? sync_folder_of(part) : errno;

        if (number != 0 && number != EEXIST)
            ok = fail(error, part, number);
        part[i] = i < size ? '/' : '\0';
    }
    if (ok && !is_folder(path))
        ok = sp_error_set(error, "not-a-folder", path, NULL, NULL);
    sp_free(part);
    return ok;
}

char *
sp_os_join(const char *folder, const char *name)
{
    struct sp_str path = {0};
    size_t size = strlen(folder);

    sp_str_add(&path, folder);
    if (size > 0 && folder[size - 1] != '/')
        sp_str_add_char(&path, '/');
    sp_str_add(&path, name);
    return sp_str_take(&path);
}

static bool
wanted(const char *folder, const char *name, const char *ending)
{
    size_t size = strlen(name), tail = strlen(ending);
    struct stat info;

    if (name[0] == '.' || size <= tail || strcmp(name + size - tail, ending) != 0 ||
        !sp_utf8_valid(name, size))
        return false;
    char *path = sp_os_join(folder, name);
    bool is_file = stat(path, &info) == 0 && S_ISREG(info.st_mode);

    sp_free(path);
    return is_file;
}

static int
by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool
sp_os_list(const char *folder, const char *ending, struct sp_os_names *names,
           struct sp_error *error)
{
    DIR *dir = opendir(folder);
    struct sp_os_names found = {0};
    const struct dirent *entry;
    size_t room = 0;

    if (!dir)
        return fail(error, folder, errno);
    while (errno = 0, (entry = readdir(dir))) {
        if (!wanted(folder, entry->d_name, ending))
            continue;
        if (found.count == NAMES_MOST) {
            closedir(dir);
            sp_os_names_finish(&found);
            return sp_error_set_number(error, "folder-size", folder, NAMES_MOST);
        }
        if (found.count == room) {
            room = room ? room * 2 : 16;
            found.name = sp_grow(found.name, room, sizeof *found.name);
        }
        found.name[found.count++] = sp_strdup(entry->d_name);
    }
    int number = errno;

    closedir(dir);
    if (number != 0) {
        sp_os_names_finish(&found);
        return fail(error, folder, number);
    }
    if (found.count > 0)
        qsort(found.name, found.count, sizeof *found.name, by_bytes);
    *names = found;
    return true;
}

void
sp_os_names_finish(struct sp_os_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        sp_free(names->name[i]);
    sp_free(names->name);
    *names = (struct sp_os_names){0};
}

/* An empty variable is as good as none. */
static const char *
variable(const char *name)
{
    const char *value = getenv(name);

    return value && value[0] ? value : NULL;
}

static const struct passwd *
user(void)
{
    return getpwuid(geteuid());
}

static const char *
home_folder(void)
{
    const char *home = variable("HOME");

    if (!home && user())
        home = user()->pw_dir;
    return home && home[0] == '/' ? home : NULL;
}

char *
sp_os_data_folder(struct sp_error *error)
{
    const char *set = variable("SPARRING_DATA");
    const char *xdg = variable("XDG_DATA_HOME");
    const char *home = home_folder();
    char *folder = NULL;

    if (set)
        folder = sp_strdup(set);
    else if (xdg && xdg[0] == '/') /* the specification: relative ones do not count */
        folder = sp_os_join(xdg, "sparring");
    else if (home)
        folder = sp_os_join(home, ".local/share/sparring");
    if (!folder) {
        sp_error_set(error, "no-home", NULL, NULL, NULL);
        return NULL;
    }
    if (!sp_os_make_folder(folder, error)) {
        sp_free(folder);
        return NULL;
    }
    return folder;
}

/* The desktop writes where its folders are: XDG_DOCUMENTS_DIR="$HOME/…". */
static char *
named_documents(const char *home)
{
    static const char key[] = "\nXDG_DOCUMENTS_DIR=\"$HOME/";
    char *path = sp_os_join(home, ".config/user-dirs.dirs"), *text = NULL;
    char *folder = NULL;
    size_t size;

    if (sp_os_read(path, 65536, &text, &size, NULL)) {
        const char *at = strstr(text, key);
        const char *end = at ? strchr(at + sizeof key - 1, '"') : NULL;

        if (end) {
            char *name =
                sp_strndup(at + sizeof key - 1, (size_t)(end - at) - sizeof key + 1);
            folder = sp_os_join(home, name);
            sp_free(name);
        }
    }
    sp_free(text);
    sp_free(path);
    return folder;
}

char *
sp_os_documents_folder(struct sp_error *error)
{
    const char *home = home_folder();
    char *folder;

    if (variable("SPARRING_DATA") || !home)
        return sp_os_data_folder(error);
    folder = named_documents(home);
    if (!folder)
        folder = sp_os_join(home, "Documents");
    if (!is_folder(folder)) {
        sp_free(folder);
        folder = sp_strdup(home);
    }
    return folder;
}

char *
sp_os_assets_folder(void)
{
    const char *set = variable("SP_ASSETS");

    return sp_strdup(set ? set : SP_ASSETS_INSTALLED);
}

char *
sp_os_scenarios_folder(void)
{
    const char *set = variable("SP_SCENARIOS");

    return sp_strdup(set ? set : SP_SCENARIOS_INSTALLED);
}

bool
sp_os_is_network(const char *path)
{
#ifdef __linux__
    /* From statfs(2): NFS, SMB, CIFS, SMB2, AFS, Coda, 9P, Ceph. */
    static const unsigned long kinds[] = {0x6969,     0x517b,     0xff534d42,
                                          0xfe534d42, 0x5346414f, 0x73757245,
                                          0x01021997, 0x00c36400};
    struct statfs info;

    if (statfs(path, &info) != 0)
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (((unsigned long)info.f_type & 0xffffffff) == kinds[i])
            return true;
    }
#else
    (void)path;
#endif
    return false;
}

enum sp_lang
sp_os_lang(void)
{
    const char *locale = variable("LC_ALL");

    if (!locale)
        locale = variable("LC_MESSAGES");
    if (!locale)
        locale = variable("LANG");
    return locale && strncmp(locale, "zh", 2) == 0 ? SP_ZH : SP_EN;
}

char *
sp_os_user_name(void)
{
    const struct passwd *entry = user();
    const char *name = entry && entry->pw_gecos ? entry->pw_gecos : "";
    size_t size = strcspn(name, ",");

    if (size == 0) {
        name = entry && entry->pw_name ? entry->pw_name : "";
        size = strlen(name);
    }
    return sp_utf8_valid(name, size) ? sp_strndup(name, size) : sp_strdup("");
}

static uint64_t
clock_ms(clockid_t which)
{
    struct timespec now = {0};

    clock_gettime(which, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

int64_t
sp_os_wall_ms(void)
{
    return (int64_t)clock_ms(CLOCK_REALTIME);
}

uint64_t
sp_os_monotone_ms(void)
{
    return clock_ms(CLOCK_MONOTONIC);
}

uint64_t
sp_os_seed(void)
{
    uint64_t seed;

    randombytes_buf(&seed, sizeof seed);
    return seed;
}

bool
sp_os_has_terminal(void)
{
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

unsigned
sp_os_columns(void)
{
    const char *asked = getenv("COLUMNS");
    unsigned long columns = asked ? strtoul(asked, NULL, 10) : 0;
    struct winsize size;

    if (columns == 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        columns = size.ws_col;
    if (columns == 0)
        return COLUMNS_USUAL;
    return (unsigned)(columns < COLUMNS_MOST ? columns : COLUMNS_MOST);
}

bool
sp_os_has_display(void)
{
    /* SDL_VIDEODRIVER names a driver that may need no display, as in tests. */
    return variable("WAYLAND_DISPLAY") || variable("DISPLAY") ||
           variable("SDL_VIDEODRIVER");
}
