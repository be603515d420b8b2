/* test_store_power.c: power cuts and failing disks. Argument: how many cuts; from 1000
 * on every single operation fails, too, not a sample of them.
 *
 * A layer over SQLite's file system knows what of each file is on the platter: what was
 * synced, for certain; what was written since, sector by sector, perhaps. A cut is a
 * copy of the files as they might then be found; what was acknowledged must be in it.
 * The same layer can fail the n-th operation. */
#include "../../engine/store/store_own.h"
#include "core/rng.h"
#include "test_store.h"

#define SECTOR 512
#define FILES 4
#define OPERATIONS 4096
#define ROWS 60

struct operation {
    size_t at, size; /* a cut of the file to `at` when there is no data */
    unsigned char *data;
};

struct disk_file {
    char *name; /* in the folder; NULL: free */
    unsigned char *synced;
    size_t synced_size;
    struct operation operation[OPERATIONS];
    size_t operations;
};

/* The tests' one disk. */
static struct disk {
    sqlite3_vfs vfs, *real;
    sqlite3_io_methods methods;
    struct disk_file file[FILES];
    bool watching;
    uint64_t chance;
    long count, fail_at; /* operations so far; the one that fails, 0 for none */
    bool fail_on;        /* and all after it */
    long failed;
    long cut_every, cuts, lost, broken; /* one cut in so many operations */
    unsigned acknowledged;
    char attempt[SP_ID_SIZE];
} disk;

struct shim_file {
    sqlite3_file base;
    struct disk_file *watched; /* NULL: not ours */
};

static sqlite3_file *
real_file(sqlite3_file *file)
{
    return (sqlite3_file *)((struct shim_file *)file + 1);
}

static unsigned
draw(unsigned below)
{
    return sp_draw_next(&disk.chance, below);
}

static void
apply(unsigned char **bytes, size_t *size, size_t at, const unsigned char *data,
      size_t count)
{
    if (at + count > *size) {
        *bytes = sp_grow(*bytes, at + count, 1);
        memset(*bytes + *size, 0, at + count - *size);
        *size = at + count;
    }
    memcpy(*bytes + at, data, count);
}

/* Brings the operations to the platter: all of them, or a part that chance decides. */
static void
bring(const struct disk_file *file, bool all, unsigned char **bytes, size_t *size)
{
    unsigned mood = draw(3); /* nothing, some, or nearly all arrived */

    for (size_t i = 0; i < file->operations; i++) {
        const struct operation *op = &file->operation[i];

        if (!op->data && (all || draw(2)) && op->at < *size)
            *size = op->at;
        for (size_t from = 0; op->data && from < op->size;) {
            size_t step = SECTOR - (op->at + from) % SECTOR;

            step = step < op->size - from ? step : op->size - from;
            if (all || draw(10) < (unsigned[]){0, 5, 9}[mood])
                apply(bytes, size, op->at + from, op->data + from, step);
            from += step;
        }
    }
}

static void
forget(struct disk_file *file)
{
    for (size_t i = 0; i < file->operations; i++)
        sp_free(file->operation[i].data);
    file->operations = 0;
}

static void
remove_file(struct disk_file *file)
{
    forget(file);
    sp_free(file->synced);
    sp_free(file->name);
    *file = (struct disk_file){0};
}

static void
note(struct disk_file *file, size_t at, const void *data, size_t size)
{
    unsigned char *copy = NULL;

    if (!CHECK(file->operations < OPERATIONS))
        abort();
    if (data) {
        copy = sp_alloc(size, 1);
        memcpy(copy, data, size);
    }
    file->operation[file->operations++] = (struct operation){at, size, copy};
}

/* The files as they would be found now, opened by a new start of the program. */
static void
cut(void)
{
    char *folder = test_path("cut");
    struct sp_record record = {0};
    struct sp_error error = {0};
    char *path = sp_os_join(folder, "records.db");

    disk.watching = false;
    sp_os_make_folder(folder, NULL);
    for (size_t i = 0; i < FILES; i++) {
        const struct disk_file *file = &disk.file[i];

        if (!file->name || strstr(file->name, "-shm"))
            continue;
        size_t size = file->synced_size;
        unsigned char *bytes = sp_alloc(size + 1, 1);

        memcpy(bytes, file->synced ? (const void *)file->synced : "", size);
        bring(file, false, &bytes, &size);
        char *there = sp_os_join(folder, file->name);
        const void *text = bytes;

        CHECK(sp_os_write(there, text, size, SP_OS_PRIVATE, NULL));
        sp_free(there);
        sp_free(bytes);
    }
    struct sp_store *store = sp_store_open(path, &error);

    disk.cuts++;
    disk.broken += !store;
    if (store && disk.acknowledged > 0 &&
        (!sp_store_load(store, disk.attempt, &record, &error) ||
         record.turn_count < disk.acknowledged))
        disk.lost++;
    sp_error_clear(&error);
    sp_record_finish(&record);
    sp_store_close(store);
    unlink(path);
    rmdir(folder);
    sp_free(path);
    sp_free(folder);
    disk.watching = true;
}

/* Before an operation: perhaps the power goes, perhaps the operation fails. */
static bool
fails(const struct disk_file *file)
{
    if (!file || !disk.watching)
        return false;
    disk.count++;
    if (disk.cut_every > 0 && draw((unsigned)disk.cut_every) == 0)
        cut();
    bool fail = disk.fail_at > 0 && (disk.count == disk.fail_at ||
                                     (disk.fail_on && disk.count > disk.fail_at));

    disk.failed += fail;
    return fail;
}

static int
shim_close(sqlite3_file *file)
{
    return real_file(file)->pMethods->xClose(real_file(file));
}

static int
shim_read(sqlite3_file *file, void *data, int size, sqlite3_int64 at)
{
    if (fails(((struct shim_file *)file)->watched))
        return SQLITE_IOERR_READ;
    return real_file(file)->pMethods->xRead(real_file(file), data, size, at);
}

static int
shim_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
    struct disk_file *watched = ((struct shim_file *)file)->watched;

    if (fails(watched))
        return SQLITE_IOERR_WRITE;
    if (watched && disk.watching)
        note(watched, (size_t)at, data, (size_t)size);
    return real_file(file)->pMethods->xWrite(real_file(file), data, size, at);
}

static int
shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct disk_file *watched = ((struct shim_file *)file)->watched;

    if (fails(watched))
        return SQLITE_IOERR_TRUNCATE;
    if (watched && disk.watching)
        note(watched, (size_t)size, NULL, 0);
    return real_file(file)->pMethods->xTruncate(real_file(file), size);
}

static int
shim_sync(sqlite3_file *file, int flags)
{
    struct disk_file *watched = ((struct shim_file *)file)->watched;

    if (fails(watched))
        return SQLITE_IOERR_FSYNC;
    if (watched && disk.watching) {
        bring(watched, true, &watched->synced, &watched->synced_size);
        forget(watched);
    }
    return real_file(file)->pMethods->xSync(real_file(file), flags);
}

static int
shim_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_file(file)->pMethods->xFileSize(real_file(file), size);
}

static int
shim_lock(sqlite3_file *file, int lock)
{
    return real_file(file)->pMethods->xLock(real_file(file), lock);
}

static int
shim_unlock(sqlite3_file *file, int lock)
{
    return real_file(file)->pMethods->xUnlock(real_file(file), lock);
}

static int
shim_check_lock(sqlite3_file *file, int *out)
{
    return real_file(file)->pMethods->xCheckReservedLock(real_file(file), out);
}

static int
shim_control(sqlite3_file *file, int what, void *arg)
{
    return real_file(file)->pMethods->xFileControl(real_file(file), what, arg);
}

static int
shim_sector_size(sqlite3_file *file)
{
    (void)file;
    return SECTOR;
}

static int
shim_traits(sqlite3_file *file)
{
    (void)file;
    return 0; /* none of the promises that a kinder disk makes */
}

static int
shim_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    if (fails(((struct shim_file *)file)->watched))
        return SQLITE_IOERR_SHMMAP;
    return real_file(file)->pMethods->xShmMap(real_file(file), page, size, extend, out);
}

static int
shim_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return real_file(file)->pMethods->xShmLock(real_file(file), offset, count, flags);
}

static void
shim_shm_barrier(sqlite3_file *file)
{
    real_file(file)->pMethods->xShmBarrier(real_file(file));
}

static int
shim_shm_unmap(sqlite3_file *file, int unlink_it)
{
    return real_file(file)->pMethods->xShmUnmap(real_file(file), unlink_it);
}

static struct disk_file *
watch(const char *path)
{
    size_t folder = strlen(test_folder);
    struct disk_file *free_one = NULL;

    if (!disk.watching || !path || strncmp(path, test_folder, folder) != 0)
        return NULL;
    for (size_t i = 0; i < FILES; i++) {
        if (disk.file[i].name && strcmp(disk.file[i].name, path + folder + 1) == 0)
            return &disk.file[i];
        if (!disk.file[i].name)
            free_one = &disk.file[i];
    }
    if (!CHECK(free_one))
        abort();
    free_one->name = sp_strdup(path + folder + 1);
    return free_one;
}

static int
shim_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out)
{
    struct shim_file *shim = (struct shim_file *)file;

    (void)vfs;
    shim->watched = watch(path);
    shim->base.pMethods = NULL;
    if (fails(shim->watched))
        return SQLITE_CANTOPEN;
    int rc = disk.real->xOpen(disk.real, path, real_file(file), flags, out);

    if (rc == SQLITE_OK)
        shim->base.pMethods = &disk.methods;
    return rc;
}

/* A name that was removed stays removed: SQLite empties a log before it removes it. */
static int
shim_delete(sqlite3_vfs *vfs, const char *path, int sync)
{
    struct disk_file *file = watch(path);

    (void)vfs;
    if (fails(file))
        return SQLITE_IOERR_DELETE;
    if (file)
        remove_file(file);
    return disk.real->xDelete(disk.real, path, sync);
}

static void
disk_insert(void)
{
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.zName = "platter";
    disk.vfs.szOsFile = (int)sizeof(struct shim_file) + disk.real->szOsFile;
    disk.vfs.xOpen = shim_open;
    disk.vfs.xDelete = shim_delete;
    disk.methods = (sqlite3_io_methods){
        .iVersion = 2,
        .xClose = shim_close,
        .xRead = shim_read,
        .xWrite = shim_write,
        .xTruncate = shim_truncate,
        .xSync = shim_sync,
        .xFileSize = shim_size,
        .xLock = shim_lock,
        .xUnlock = shim_unlock,
        .xCheckReservedLock = shim_check_lock,
        .xFileControl = shim_control,
        .xSectorSize = shim_sector_size,
        .xDeviceCharacteristics = shim_traits,
        .xShmMap = shim_shm_map,
        .xShmLock = shim_shm_lock,
        .xShmBarrier = shim_shm_barrier,
        .xShmUnmap = shim_shm_unmap,
    };
    CHECK(sqlite3_vfs_register(&disk.vfs, 1) == SQLITE_OK);
}

static void
disk_reset(void)
{
    for (size_t i = 0; i < FILES; i++)
        remove_file(&disk.file[i]);
    disk.count = disk.fail_at = disk.failed = 0;
    disk.cut_every = disk.cuts = disk.lost = disk.broken = 0;
    disk.acknowledged = 0;
    disk.watching = false;
    test_folder_empty();
}

/* Some attempts' worth of work, with a restart in the middle. Returns how many calls
 * failed; stops at the first start that fails. */
static unsigned
work(const char *path, const char *mode)
{
    unsigned failures = 0;
    bool begun = disk.acknowledged > 0;

    for (int life = 0; life < 2; life++) {
        struct sp_error error = {0};
        struct sp_store *store = sp_store_open(path, &error);

        if (!store) {
            CHECK(error.code && error.args[0]);
            sp_error_clear(&error);
            return failures + 1;
        }
        if (mode)
            sqlite3_exec(store->db, mode, NULL, NULL, NULL);
        /* Short logs, so that checkpoints are among the operations. */
        sqlite3_wal_autocheckpoint(store->db, 10);
        begun = begun || test_begin(store, "price", 1, disk.attempt);
        for (int i = 0; begun && i < ROWS / 2; i++) {
            if (test_append(store, disk.attempt, disk.acknowledged + 1, &error)) {
                disk.acknowledged++;
                continue;
            }
            failures++;
            /* "db-moved" would mean that a line was stored and reported as lost. */
            CHECK(error.code && strncmp(error.code, "db-", 3) == 0 &&
                  strcmp(error.code, "db-moved") != 0);
            sp_error_clear(&error);
        }
        sp_store_close(store);
    }
    return failures;
}

static void
test_power_cuts(const char *mode, long cuts, bool safe)
{
    char *path = test_path("records.db");
    long done = 0, lost = 0, broken = 0;

    while (done < cuts) {
        disk_reset();
        disk.cut_every = 4;
        disk.watching = true;
        CHECK_INT(work(path, mode), 0);
        CHECK_INT(disk.acknowledged, ROWS);
        done += disk.cuts;
        lost += disk.lost;
        broken += disk.broken;
        if (!CHECK(disk.cuts > 0))
            break;
    }
    printf("%s: %ld cuts, %ld lost a row, %ld not to be opened\n",
           mode ? mode : "as it is", done, lost, broken);
    CHECK_INT(lost + broken > 0, !safe);
    sp_free(path);
    disk_reset();
}

/* Fails every operation in turn (or a sample of them), once or from then on, until a
 * run meets no failure. */
static void
test_failing_disk(bool from_then_on, bool every)
{
    char *path = test_path("records.db");
    unsigned surfaced = 0;
    long n = 1;

    for (bool hit = true; hit; n += every ? 1 : 1 + n / 15) {
        struct sp_record record = {0};

        disk_reset();
        disk.fail_at = n;
        disk.fail_on = from_then_on;
        disk.watching = true;
        surfaced += work(path, NULL);
        hit = disk.failed > 0;
        disk.watching = false;
        struct sp_store *store = test_open(path);

        if (store && disk.acknowledged > 0) {
            CHECK(sp_store_load(store, disk.attempt, &record, NULL));
            if (!CHECK(record.turn_count >= disk.acknowledged))
                fprintf(stderr, "  operation %ld failed\n", n);
        }
        sp_record_finish(&record);
        sp_store_close(store);
    }
    CHECK(surfaced > 0);
    printf("%s: up to operation %ld, %u errors\n", from_then_on ? "for good" : "once",
           n, surfaced);
    sp_free(path);
    disk_reset();
}

int
main(int argc, char **argv)
{
    long cuts = argc > 1 ? strtol(argv[1], NULL, 10) : 100;

    sp_mem_init();
    test_folder_make();
    disk.chance = 1;
    disk_insert();
    test_power_cuts(NULL, cuts, true);
    /* The disk is cruel enough to notice. */
    test_power_cuts("PRAGMA synchronous = NORMAL", cuts, false);
    test_failing_disk(false, cuts >= 1000);
    test_failing_disk(true, cuts >= 1000);
    test_folder_remove();
    return test_end();
}
