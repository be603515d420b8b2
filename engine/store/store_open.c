/* store_open.c: opening the records safely, and bringing an older file up to date. */
#include "store_own.h"

#include <limits.h>
#include <sodium.h>
#include <string.h>

#include "core/mem.h"
#include "store/os.h"

#define BUSY_MS 5000

/* A statement without arguments whose first column is one number. */
static bool
read_number(const struct sp_store *store, const char *sql, int64_t *number,
            struct sp_error *error)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_step(statement);
    if (rc == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return rc == SQLITE_ROW || sp_sql_fail(store, rc, error);
}

static bool
run(const struct sp_store *store, const char *sql, struct sp_error *error)
{
    int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);

    return rc == SQLITE_OK ||
           sp_sql_fail(store, sqlite3_extended_errcode(store->db), error);
}

/* Whether closing may change the file: not before we know that it is ours. */
static void
allow_checkpoint(const struct sp_store *store, bool allow)
{
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, allow ? 0 : 1, NULL);
}

static bool
connect(struct sp_store *store, struct sp_error *error)
{
    static const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}, {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
    };
    int rc = sqlite3_open_v2(store->path, &store->db,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);

    if (rc != SQLITE_OK)
        return sp_sql_fail(store, rc, error);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        sqlite3_db_config(store->db, options[i].option, options[i].value, NULL);
    sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, (int)SP_ROW_BODY_MOST + 4096);
    sqlite3_busy_timeout(store->db, BUSY_MS);
    return true;
}

/* A file that is not ours, or that a newer program has made, must stay as it is. */
static bool
check_owner(const struct sp_store *store, size_t newest, int64_t *version,
            struct sp_error *error)
{
    int64_t application = 0, tables = 0;
    bool own = sqlite3_get_autocommit(store->db);

    /* One transaction: another process may be making the file at this moment. */
    if (own && !run(store, "BEGIN", error))
        return false;
    bool ok = read_number(store, "PRAGMA application_id", &application, error) &&
              read_number(store, "PRAGMA user_version", version, error) &&
              read_number(store, "SELECT count(*) FROM sqlite_schema", &tables, error);

    if (own && !sqlite3_get_autocommit(store->db))
        run(store, "COMMIT", NULL);
    if (!ok)
        return false;
    bool fresh = application == 0 && *version == 0 && tables == 0;

    if ((!fresh && (application != SP_STORE_APPLICATION || *version < 1)))
        return sp_error_set(error, "db-foreign", store->path, NULL, NULL);
    if (*version > (int64_t)newest) {
        sp_error_set_number(error, "db-newer", store->path, *version);
        return false;
    }
    return true;
}

/* Asks for damage of the file only. A row that breaks a rule is found when it is read,
 * and hides itself and not all the others. */
static bool
quick_check(const struct sp_store *store, struct sp_error *error)
{
    sqlite3_stmt *statement = NULL;
    bool ok = false;

    if (!run(store, "PRAGMA ignore_check_constraints = ON", error))
        return false;
    int rc =
        sqlite3_prepare_v2(store->db, "PRAGMA quick_check(1)", -1, &statement, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_step(statement);
    if (rc == SQLITE_ROW) {
        const void *bytes = sqlite3_column_text(statement, 0);
        const char *said = bytes ? bytes : "";

        ok = strcmp(said, "ok") == 0;
        if (!ok)
            sp_error_set(error, "db-broken", store->path, said, NULL);
    } else {
        sp_sql_fail(store, rc, error);
    }
    sqlite3_finalize(statement);
    return run(store, "PRAGMA ignore_check_constraints = OFF", ok ? error : NULL) && ok;
}

/* A file that calls itself ours and has not our tables was changed by somebody else. */
static bool
check_tables(const struct sp_store *store, struct sp_error *error)
{
    static const char sql[] = "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
                              " AND name IN ('person', 'content', 'attempt', 'turn',"
                              " 'result')";
    int64_t tables = 0;

    return read_number(store, sql, &tables, error) &&
           (tables == 5 || sp_error_set(error, "db-broken", store->path,
                                        sqlite3_errstr(SQLITE_CORRUPT), NULL));
}

/* One transaction for all steps: a file is never between two versions. Foreign keys are
 * off meanwhile, as SQLite wants it for changing a table, and checked at the end. */
static bool
migrate(struct sp_store *store, const char *const *migrations, size_t count,
        struct sp_error *error)
{
    int64_t version = 0, wrong = 0;

    if (!run(store, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", error))
        return false;
    /* Another process may have done it while this one waited. */
    bool ok = check_owner(store, count, &version, error) &&
              (version == 0 || check_tables(store, error));

    while (ok && version < (int64_t)count) {
        int64_t now = 0;

        ok = run(store, migrations[version], error) &&
             read_number(store, "PRAGMA user_version", &now, error);
        if (ok && now != version + 1)
            ok = sp_error_set_number(error, "db-migration", store->path, version + 1);
        version++;
    }
    ok = ok && read_number(store, "SELECT count(*) FROM pragma_foreign_key_check",
                           &wrong, error);
    if (ok && wrong > 0)
        ok = sp_error_set_number(error, "db-migration", store->path, version);
    ok = ok && run(store, "COMMIT", error);
    if (!ok && !sqlite3_get_autocommit(store->db))
        run(store, "ROLLBACK", NULL);
    return run(store, "PRAGMA foreign_keys = ON", ok ? error : NULL) && ok;
}

/* WAL needs memory that processes share; elsewhere a rollback journal is as durable. */
static bool
set_journal(const struct sp_store *store, struct sp_error *error)
{
    const char *mode = sp_os_is_network(store->path) ? "PRAGMA journal_mode = TRUNCATE"
                                                     : "PRAGMA journal_mode = WAL";
    int rc = sqlite3_exec(store->db, mode, NULL, NULL, NULL);

    /* The one statement for which SQLite does not wait by itself. */
    for (int waited = 0; (rc & 0xff) == SQLITE_BUSY && waited < BUSY_MS; waited += 20) {
        sqlite3_sleep(20);
        rc = sqlite3_exec(store->db, mode, NULL, NULL, NULL);
    }
    if (rc != SQLITE_OK)
        return sp_sql_fail(store, rc, error);
    return run(store, "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON", error);
}

static bool
has_frames(const char *path)
{
    struct sp_str beside = {0};

    sp_str_add(&beside, path);
    sp_str_add(&beside, "-wal");
    bool frames = sp_os_size(sp_str_text(&beside)) > 0;

    sp_str_finish(&beside);
    return frames;
}

static bool
start(struct sp_store *store, bool alone, const char *const *migrations, size_t count,
      struct sp_error *error)
{
    int64_t version = 0;

    if (!connect(store, error))
        return false;
    if (alone && !run(store, "PRAGMA locking_mode = EXCLUSIVE", error))
        return false;
    allow_checkpoint(store, !has_frames(store->path));
    if (!check_owner(store, count, &version, error))
        return false;
    if (!quick_check(store, error) || !set_journal(store, error))
        return false;
    if (version < (int64_t)count && !migrate(store, migrations, count, error))
        return false;
    allow_checkpoint(store, true);
    return sp_os_make_private(store->path, error) && sp_sql_prepare(store, error);
}

static void
disconnect(struct sp_store *store)
{
    sp_sql_finish(store);
    sqlite3_close(store->db);
    store->db = NULL;
}

struct sp_store *
sp_store_open_with(const char *path, const char *const *migrations, size_t count,
                   struct sp_error *error)
{
    struct sp_error first = {0};

    if (sodium_init() < 0) {
        sp_error_set(error, "no-random", NULL, NULL, NULL);
        return NULL;
    }
    if (!sp_os_create_private(path, error))
        return NULL;
    struct sp_store *store = sp_alloc(1, sizeof *store);

    store->path = sp_strdup(path);
    if (start(store, false, migrations, count, &first))
        return store;
    disconnect(store);
    /* On a full disk the shared memory of a WAL cannot be made, and not even reading
     * works; who is alone needs none. */
    if ((sp_error_is(&first, "db-full") || sp_error_is(&first, "db-denied")) &&
        sp_os_size(path) > 0 && start(store, true, migrations, count, NULL)) {
        sp_error_clear(&first);
        return store;
    }
    disconnect(store);
    sp_error_set(error, first.code, first.args[0], first.args[1], first.args[2]);
    sp_error_clear(&first);
    sp_free(store->path);
    sp_free(store);
    return NULL;
}

struct sp_store *
sp_store_open(const char *path, struct sp_error *error)
{
    return sp_store_open_with(path, sp_store_migrations, sp_store_migration_count,
                              error);
}

void
sp_store_close(struct sp_store *store)
{
    if (!store)
        return;
    sp_sql_finish(store);
    /* If this fails the next start does it; nothing is lost. */
    sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    disconnect(store);
    sp_free(store->path);
    sp_free(store);
}

char *
sp_store_usual_path(struct sp_error *error)
{
    char *folder = sp_os_data_folder(error);

    if (!folder)
        return NULL;
    char *path = sp_os_join(folder, "records.db");

    sp_free(folder);
    return path;
}
