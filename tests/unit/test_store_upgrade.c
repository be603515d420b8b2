/* test_store_upgrade.c: older files are brought up to date; newer, foreign and broken
 * ones are refused and stay as they are. */
#include <sys/wait.h>

#include "../../engine/store/store_own.h"
#include "test_store.h"

static bool
raw(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *said = NULL;
    bool ok = sqlite3_open(path, &db) == SQLITE_OK &&
              sqlite3_exec(db, sql, NULL, NULL, &said) == SQLITE_OK;

    if (!ok)
        fprintf(stderr, "  %s\n", said ? said : sqlite3_errmsg(db));
    sqlite3_free(said);
    sqlite3_close(db);
    return ok;
}

/* The schema of a file as one text; the caller frees it. */
static char *
schema(const char *path)
{
    static const char sql[] =
        "SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY 1";
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    struct sp_str out = {0};

    sqlite3_open(path, &db);
    sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const void *text = sqlite3_column_text(statement, 0);

        sp_str_add(&out, text);
        sp_str_add_char(&out, '\n');
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return sp_str_take(&out);
}

#define DUMP_HEAD                                                                      \
    "PRAGMA foreign_keys=OFF;"                                                         \
    "BEGIN TRANSACTION;"                                                               \
    "CREATE TABLE person ( id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32), "     \
    "name "                                                                            \
    "TEXT NOT NULL, own INTEGER NOT NULL CHECK (own IN (0, 1)), created_ms INTEGER "   \
    "NOT "                                                                             \
    "NULL) STRICT;"                                                                    \
    "INSERT INTO person VALUES('00000000000000000000000000000001','王小明',1,5);"   \
    "CREATE TABLE content ( sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = " \
    "64), kind TEXT NOT NULL CHECK (kind IN ('scenario', 'rubric', 'styles')), body "  \
    "TEXT "                                                                            \
    "NOT NULL) STRICT;"                                                                \
    "INSERT INTO content "                                                             \
    "VALUES('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61"                \
    "caaff8a','scenario','{}');"                                                       \
    "INSERT INTO content "                                                             \
    "VALUES('4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161"                \
    "202b945','rubric','[]');"                                                         \
    "INSERT INTO content "                                                             \
    "VALUES('5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a2"                \
    "7fb57e9','styles','0');"

#define DUMP_TAIL                                                                      \
    "CREATE TABLE turn ( attempt TEXT NOT NULL REFERENCES attempt (id), seq INTEGER "  \
    "NOT "                                                                             \
    "NULL CHECK (seq >= 1), kind TEXT NOT NULL CHECK (kind IN ('answer', 'undo')), "   \
    "reply "                                                                           \
    "TEXT NOT NULL, node TEXT NOT NULL, customer TEXT NOT NULL, trainee TEXT NOT "     \
    "NULL, "                                                                           \
    "lang TEXT NOT NULL CHECK (lang IN ('zh', 'en')), at_ms INTEGER NOT NULL, "        \
    "PRIMARY "                                                                         \
    "KEY (attempt, seq), CHECK ((kind = 'undo') = (reply = ''))) STRICT;"              \
    "INSERT INTO turn "                                                                \
    "VALUES('00000000000000000000000000000002',1,'answer','ask','open',"               \
    "'太贵了。','和什么比？','zh',20);"                                       \
    "CREATE TABLE result ( attempt TEXT NOT NULL PRIMARY KEY REFERENCES attempt "      \
    "(id), "                                                                           \
    "total INTEGER NOT NULL, out_of INTEGER NOT NULL, mark INTEGER NOT NULL, pass "    \
    "INTEGER NOT NULL CHECK (pass IN (0, 1)), ending TEXT NOT NULL, levels TEXT NOT "  \
    "NULL, score TEXT NOT NULL, made_ms INTEGER NOT NULL) STRICT;"                     \
    "INSERT INTO result VALUES('00000000000000000000000000000002',71,100,65,1,'deal'," \
    "'{}','{}',30);"                                                                   \
    "CREATE UNIQUE INDEX person_own ON person (own) WHERE own = 1;"                    \
    "CREATE INDEX attempt_person ON attempt (person, started_ms);"                     \
    "CREATE INDEX attempt_state ON attempt (state, started_ms);"                       \
    "COMMIT;"

#define DUMP_TAIL_4                                                                    \
    "CREATE TABLE turn ( attempt TEXT NOT NULL REFERENCES attempt (id), seq INTEGER "  \
    "NOT "                                                                             \
    "NULL CHECK (seq >= 1), kind TEXT NOT NULL CHECK (kind IN ('answer', 'undo')), "   \
    "reply "                                                                           \
    "TEXT NOT NULL, node TEXT NOT NULL, customer TEXT NOT NULL, trainee TEXT NOT "     \
    "NULL, "                                                                           \
    "lang TEXT NOT NULL CHECK (lang IN ('zh', 'en')), at_ms INTEGER NOT NULL, "        \
    "moves TEXT, mentions TEXT CHECK ((moves IS NULL) = (mentions IS NULL)), "         \
    "PRIMARY "                                                                         \
    "KEY (attempt, seq), CHECK ((kind = 'undo') = (reply = ''))) STRICT;"              \
    "INSERT INTO turn "                                                                \
    "VALUES('00000000000000000000000000000002',1,'answer','ask','open',"               \
    "'太贵了。','和什么比？','zh',20,NULL,NULL);"                             \
    "CREATE TABLE result ( attempt TEXT NOT NULL PRIMARY KEY REFERENCES attempt "      \
    "(id), "                                                                           \
    "total INTEGER NOT NULL, out_of INTEGER NOT NULL, mark INTEGER NOT NULL, pass "    \
    "INTEGER NOT NULL CHECK (pass IN (0, 1)), ending TEXT NOT NULL, levels TEXT NOT "  \
    "NULL, score TEXT NOT NULL, made_ms INTEGER NOT NULL) STRICT;"                     \
    "INSERT INTO result VALUES('00000000000000000000000000000002',71,100,65,1,'deal'," \
    "'{}','{}',30);"                                                                   \
    "CREATE UNIQUE INDEX person_own ON person (own) WHERE own = 1;"                    \
    "CREATE INDEX attempt_person ON attempt (person, started_ms);"                     \
    "CREATE INDEX attempt_state ON attempt (state, started_ms);"                       \
    "COMMIT;"

#define DUMP_EXAMS                                                                   \
    "CREATE TABLE roster ( person TEXT NOT NULL PRIMARY KEY REFERENCES person (id)," \
    " number TEXT NOT NULL UNIQUE, team TEXT NOT NULL, role TEXT NOT NULL CHECK (ro" \
    "le IN ('trainee', 'trainer', 'manager')), lang TEXT CHECK (lang IS NULL OR lan" \
    "g IN ('zh', 'en')), extra_percent INTEGER NOT NULL CHECK (extra_percent BETWEE" \
    "N 0 AND 300), scale_percent INTEGER NOT NULL CHECK (scale_percent BETWEEN 100 " \
    "AND 300), active INTEGER NOT NULL CHECK (active IN (0, 1))) STRICT;CREATE TABL" \
    "E exam ( id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32), state TEXT NOT " \
    "NULL CHECK (state IN ('draft', 'published', 'archived')), sha256 TEXT UNIQUE C" \
    "HECK (sha256 IS NULL OR length(sha256) = 64), body TEXT NOT NULL, due_ms INTEG" \
    "ER, made_ms INTEGER NOT NULL, CHECK ((state = 'draft') = (sha256 IS NULL))) ST" \
    "RICT;CREATE TABLE code ( code TEXT NOT NULL PRIMARY KEY, exam TEXT NOT NULL RE" \
    "FERENCES exam (id), person TEXT NOT NULL REFERENCES person (id), attempt INTEG" \
    "ER NOT NULL CHECK (attempt >= 1), lang TEXT CHECK (lang IS NULL OR lang IN ('z" \
    "h', 'en')), extra_percent INTEGER NOT NULL CHECK (extra_percent BETWEEN 0 AND " \
    "300), scale_percent INTEGER NOT NULL CHECK (scale_percent BETWEEN 100 AND 300)" \
    ", given_ms INTEGER NOT NULL, withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0" \
    ", 1)), UNIQUE (exam, person, attempt)) STRICT;CREATE TABLE sitting ( id TEXT N" \
    "OT NULL PRIMARY KEY CHECK (length(id) = 32), exam TEXT NOT NULL REFERENCES exa" \
    "m (id), person TEXT NOT NULL REFERENCES person (id), code TEXT NOT NULL, attem" \
    "pt INTEGER NOT NULL CHECK (attempt >= 1), kind TEXT NOT NULL CHECK (kind IN ('" \
    "machine', 'observed')), origin TEXT NOT NULL CHECK (origin IN ('here', 'file')" \
    "), state TEXT NOT NULL CHECK (state IN ('running', 'closed')), verdict TEXT NO" \
    "T NULL CHECK (verdict IN ('open', 'pass', 'fail', 'held')), decided INTEGER NO" \
    "T NULL CHECK (decided IN (0, 1)), began_ms INTEGER NOT NULL, closed_ms INTEGER" \
    ", left_ms INTEGER, events INTEGER NOT NULL CHECK (events >= 0), head TEXT NOT " \
    "NULL CHECK (length(head) = 64), UNIQUE (exam, code, kind), CHECK ((state = 'ru" \
    "nning') = (closed_ms IS NULL))) STRICT;CREATE INDEX sitting_person ON sitting " \
    "(person, began_ms);CREATE TABLE sitting_call ( sitting TEXT NOT NULL REFERENCE" \
    "S sitting (id), item INTEGER NOT NULL CHECK (item >= 0), attempt TEXT NOT NULL" \
    " UNIQUE REFERENCES attempt (id), PRIMARY KEY (sitting, item)) STRICT;CREATE TA" \
    "BLE event ( sitting TEXT NOT NULL REFERENCES sitting (id), seq INTEGER NOT NUL" \
    "L CHECK (seq >= 1), body TEXT, body_sha TEXT NOT NULL CHECK (length(body_sha) " \
    "= 64), hash TEXT NOT NULL CHECK (length(hash) = 64), PRIMARY KEY (sitting, seq" \
    ")) STRICT;"

/* One dump per released version, as `sqlite3 records.db .dump` writes it, with the two
 * numbers that a dump leaves out. All hold the same attempt. */
static const char *const dumps[][2] = {
    {DUMP_HEAD
     "CREATE TABLE attempt ( id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32), "
     "person "
     "TEXT NOT NULL REFERENCES person (id), scenario_id TEXT NOT NULL, scenario_sha "
     "TEXT "
     "NOT NULL REFERENCES content (sha256), rubric_sha TEXT NOT NULL REFERENCES "
     "content "
     "(sha256), styles_sha TEXT NOT NULL REFERENCES content (sha256), seed TEXT NOT "
     "NULL, "
     "style TEXT NOT NULL, motive TEXT NOT NULL, input TEXT NOT NULL CHECK (input IN "
     "('choice', 'words')), setting TEXT NOT NULL CHECK (setting IN ('practice', "
     "'rehearsal', 'exam')), lang TEXT NOT NULL CHECK (lang IN ('zh', 'en')), state "
     "TEXT "
     "NOT NULL CHECK (state IN ('running', 'finished', 'abandoned')), started_ms "
     "INTEGER "
     "NOT NULL, ended_ms INTEGER, CHECK ((state = 'running') = (ended_ms IS NULL))) "
     "STRICT;"
     "INSERT INTO attempt "
     "VALUES('00000000000000000000000000000002','0000000000000000000000"
     "0000000001','price','"
     "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
     "','4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945','"
     "5feceb66ffc86f3"
     "8d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9','18446744073709551615','actor'"
     ","
     "'parts','choice','exam','zh','finished',10,30);" DUMP_TAIL
     "PRAGMA application_id = 0x53505231; PRAGMA user_version = 1;",
     ""},
    {DUMP_HEAD
     "CREATE TABLE attempt ( id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32), per"
     "son TEXT NOT NULL REFERENCES person (id), scenario_id TEXT NOT NULL, scenario_sh"
     "a TEXT NOT NULL REFERENCES content (sha256), rubric_sha TEXT NOT NULL REFERENCES"
     " content (sha256), styles_sha TEXT NOT NULL REFERENCES content (sha256), seed TE"
     "XT NOT NULL, style TEXT NOT NULL, motive TEXT NOT NULL, input TEXT NOT NULL CHEC"
     "K (input IN ('choice', 'words')), setting TEXT NOT NULL CHECK (setting IN ('prac"
     "tice', 'rehearsal', 'exam')), lang TEXT NOT NULL CHECK (lang IN ('zh', 'en')), s"
     "tate TEXT NOT NULL CHECK (state IN ('running', 'finished', 'abandoned')), starte"
     "d_ms INTEGER NOT NULL, ended_ms INTEGER, branched_lines INTEGER CHECK (branched_"
     "lines IS NULL OR branched_lines >= 0), branched_from TEXT REFERENCES attempt (id"
     ") CHECK (branched_from IS NULL OR (coalesce(branched_lines, -1) >= 0 AND branche"
     "d_from <> id)), CHECK ((state = 'running') = (ended_ms IS NULL))) STRICT;INSERT "
     "INTO attempt VALUES('00000000000000000000000000000002','000000000000000000000000"
     "00000001','price','44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaf"
     "f8a','4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945','5feceb6"
     "6ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9','18446744073709551615"
     "','actor','parts','choice','exam','zh','finished',10,30,NULL,NULL);" DUMP_TAIL
     "PRAGMA application_id = 0x53505231; PRAGMA user_version = 2;",
     ""},
    {DUMP_HEAD
     "CREATE TABLE attempt ( id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32), per"
     "son TEXT NOT NULL REFERENCES person (id), scenario_id TEXT NOT NULL, scenario_sh"
     "a TEXT NOT NULL REFERENCES content (sha256), rubric_sha TEXT NOT NULL REFERENCES"
     " content (sha256), styles_sha TEXT NOT NULL REFERENCES content (sha256), seed TE"
     "XT NOT NULL, style TEXT NOT NULL, motive TEXT NOT NULL, input TEXT NOT NULL CHEC"
     "K (input IN ('choice', 'words')), setting TEXT NOT NULL CHECK (setting IN ('prac"
     "tice', 'rehearsal', 'exam')), lang TEXT NOT NULL CHECK (lang IN ('zh', 'en')), s"
     "tate TEXT NOT NULL CHECK (state IN ('running', 'finished', 'abandoned')), starte"
     "d_ms INTEGER NOT NULL, ended_ms INTEGER, branched_lines INTEGER CHECK (branched_"
     "lines IS NULL OR branched_lines >= 0), branched_from TEXT REFERENCES attempt (id"
     ") CHECK (branched_from IS NULL OR (coalesce(branched_lines, -1) >= 0 AND branche"
     "d_from <> id)), CHECK ((state = 'running') = (ended_ms IS NULL))) STRICT;INSERT "
     "INTO attempt VALUES('00000000000000000000000000000002','000000000000000000000000"
     "00000001','price','44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaf"
     "f8a','4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945','5feceb6"
     "6ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9','18446744073709551615"
     "','actor','parts','choice','exam','zh','finished',10,30,NULL,NULL);" DUMP_TAIL,
     DUMP_EXAMS "PRAGMA application_id = 0x53505231; PRAGMA user_version = 3;"},
    {DUMP_HEAD
     "CREATE TABLE attempt ( id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32), per"
     "son TEXT NOT NULL REFERENCES person (id), scenario_id TEXT NOT NULL, scenario_sh"
     "a TEXT NOT NULL REFERENCES content (sha256), rubric_sha TEXT NOT NULL REFERENCES"
     " content (sha256), styles_sha TEXT NOT NULL REFERENCES content (sha256), seed TE"
     "XT NOT NULL, style TEXT NOT NULL, motive TEXT NOT NULL, input TEXT NOT NULL CHEC"
     "K (input IN ('choice', 'words')), setting TEXT NOT NULL CHECK (setting IN ('prac"
     "tice', 'rehearsal', 'exam')), lang TEXT NOT NULL CHECK (lang IN ('zh', 'en')), s"
     "tate TEXT NOT NULL CHECK (state IN ('running', 'finished', 'abandoned')), starte"
     "d_ms INTEGER NOT NULL, ended_ms INTEGER, branched_lines INTEGER CHECK (branched_"
     "lines IS NULL OR branched_lines >= 0), branched_from TEXT REFERENCES attempt (id"
     ") CHECK (branched_from IS NULL OR (coalesce(branched_lines, -1) >= 0 AND branche"
     "d_from <> id)), CHECK ((state = 'running') = (ended_ms IS NULL))) STRICT;INSERT "
     "INTO attempt VALUES('00000000000000000000000000000002','000000000000000000000000"
     "00000001','price','44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaf"
     "f8a','4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945','5feceb6"
     "6ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9','18446744073709551615"
     "','actor','parts','choice','exam','zh','finished',10,30,NULL,NULL);" DUMP_TAIL_4,
     DUMP_EXAMS "PRAGMA application_id = 0x53505231; PRAGMA user_version = 4;"},
};

static void
test_every_old_version_is_brought_up_to_date(void)
{
    char *path = test_path("old.db"), *fresh = test_path("fresh.db");
    struct sp_error error = {0};

    CHECK_INT((long long)(sizeof dumps / sizeof *dumps),
              (long long)sp_store_migration_count);
    sp_store_close(test_open(fresh));
    char *want = schema(fresh);

    for (size_t i = 0; i < sizeof dumps / sizeof *dumps; i++) {
        struct sp_record record = {0};

        CHECK(raw(path, dumps[i][0]) && raw(path, dumps[i][1]));
        struct sp_store *store = test_open(path);

        CHECK(
            sp_store_load(store, "00000000000000000000000000000002", &record, &error));
        CHECK_STR(test_code(&error), "");
        CHECK_INT((long long)record.turn_count, 1);
        CHECK_INT(record.attempt.result.total, 71);
        CHECK(record.attempt.seed == UINT64_MAX);
        sp_record_finish(&record);
        sp_store_close(store);
        char *got = schema(path);

        CHECK_STR(got, want);
        sp_free(got);
        unlink(path);
    }
    sp_free(want);
    sp_free(path);
    sp_free(fresh);
    test_folder_empty();
}

static const char *next_version[] = {
    NULL,
    NULL,
    NULL,
    NULL,
    "ALTER TABLE person ADD COLUMN team TEXT; PRAGMA user_version = 5;",
    "CREATE TABLE team (id TEXT NOT NULL PRIMARY KEY) STRICT; PRAGMA user_version = "
    "6;"};

static char *
bytes_of(const char *path, size_t *size)
{
    char *text = NULL;

    CHECK(sp_os_read(path, 1 << 24, &text, size, NULL));
    return text;
}

/* Opens a file that must be refused, and checks that not one byte changes. */
static void
check_refused(const char *path, const char *code)
{
    struct sp_error error = {0};
    size_t before = 0, after = 0, files = test_folder_count();
    char *was = bytes_of(path, &before);
    struct sp_store *store = sp_store_open(path, &error);

    CHECK(!store);
    CHECK_STR(error.args[0], path);
    CHECK_STR(test_code(&error), code);
    char *is = bytes_of(path, &after);

    CHECK(before == after && memcmp(was, is, before) == 0);
    CHECK_INT((long long)test_folder_count(), (long long)files);
    sp_store_close(store);
    sp_free(was);
    sp_free(is);
}

static void
test_steps_and_newer_files(void)
{
    char *path = test_path("records.db");
    struct sp_error error = {0};
    struct sp_record record = {0};
    char attempt[SP_ID_SIZE];
    struct sp_store *store = test_open(path);

    memcpy(next_version, sp_store_migrations, sizeof *next_version * 4);
    CHECK(test_begin(store, "price", 1, attempt) &&
          test_append(store, attempt, 1, NULL));
    sp_store_close(store);
    store = sp_store_open_with(path, next_version, 6, &error);
    CHECK(store && sp_store_load(store, attempt, &record, &error));
    CHECK_INT((long long)record.turn_count, 1);
    sp_record_finish(&record);
    CHECK(test_append(store, attempt, 2, NULL));
    sp_store_close(store);
    check_refused(path, "db-newer");

    /* Lines of the newer program that still stand in its WAL must stay there. */
    char *wal = test_path("records.db-wal"), *saved = test_path("saved"), *text = NULL;
    size_t size = 0;

    store = sp_store_open_with(path, next_version, 6, &error);
    CHECK(store && test_append(store, attempt, 3, NULL));
    CHECK(sp_os_read(wal, 1 << 24, &text, &size, NULL) && size > 0);
    char *db = bytes_of(path, &size), *log = text;
    size_t log_size = (size_t)sp_os_size(wal), db_size = size;

    sp_store_close(store);
    CHECK(sp_os_write(path, db, db_size, SP_OS_PRIVATE, NULL));
    CHECK(sp_os_write(wal, log, log_size, SP_OS_PRIVATE, NULL));
    CHECK(!sp_store_open(path, &error));
    CHECK_STR(test_code(&error), "db-newer");
    CHECK_INT(sp_os_size(wal), (long long)log_size);
    store = sp_store_open_with(path, next_version, 6, &error);
    CHECK(store && sp_store_load(store, attempt, &record, &error));
    CHECK_INT((long long)record.turn_count, 3);
    sp_record_finish(&record);
    sp_store_close(store);
    sp_free(db);
    sp_free(log);
    sp_free(wal);
    sp_free(saved);
    sp_free(path);
    test_folder_empty();
}

static void
test_a_failing_step_changes_nothing(void)
{
    static const char *bad[][6] = {
        {NULL, NULL, NULL, NULL,
         "CREATE TABLE more (id TEXT) STRICT; PRAGMA user_version = 5;",
         "CREATE TABLE person (id TEXT) STRICT; PRAGMA user_version = 6;"},
        {NULL, NULL, NULL, NULL,
         "CREATE TABLE more (id TEXT) STRICT; PRAGMA user_version = 5;",
         "SELECT 'forgot to say its number'"},
        {NULL, NULL, NULL, NULL,
         "CREATE TABLE more (id TEXT) STRICT; PRAGMA user_version = 5;",
         "DELETE FROM content; PRAGMA user_version = 6;"},
    };
    static const char *const codes[] = {"db-failed", "db-migration", "db-migration"};
    char *path = test_path("records.db");
    struct sp_error error = {0};
    struct sp_record record = {0};
    char attempt[SP_ID_SIZE];
    struct sp_store *store = test_open(path);

    CHECK(test_begin(store, "price", 1, attempt));
    sp_store_close(store);
    char *before = schema(path);

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        memcpy(bad[i], sp_store_migrations, sizeof *bad[i] * 4);
        CHECK(!sp_store_open_with(path, bad[i], 6, &error));
        CHECK_STR(test_code(&error), codes[i]);
        char *after = schema(path);

        CHECK_STR(after, before);
        sp_free(after);
        store = test_open(path);
        CHECK(sp_store_load(store, attempt, &record, &error));
        sp_record_finish(&record);
        sp_store_close(store);
    }
    sp_free(before);
    sp_free(path);
    test_folder_empty();
}

static void
test_foreign_and_broken_files(void)
{
    char *path = test_path("records.db"), attempt[SP_ID_SIZE];
    struct sp_error error = {0};

    CHECK(sp_os_write(path, "Dear diary", 10, SP_OS_PRIVATE, NULL));
    check_refused(path, "db-foreign");
    unlink(path);
    CHECK(raw(path, "CREATE TABLE mine (a); INSERT INTO mine VALUES (1)"));
    check_refused(path, "db-foreign");
    CHECK(raw(path, "PRAGMA user_version = 1"));
    check_refused(path, "db-foreign");
    unlink(path);
    CHECK(raw(path, "PRAGMA application_id = 0x53505231; CREATE TABLE person (a)"));
    check_refused(path, "db-foreign"); /* ours, but of no version */
    CHECK(raw(path, "PRAGMA user_version = 1; PRAGMA journal_mode = WAL"));
    check_refused(path, "db-broken"); /* our name, not our tables */
    unlink(path);
    CHECK(sp_os_write(path, "", 0, SP_OS_PRIVATE, NULL));
    sp_store_close(test_open(path)); /* an empty file is as good as none */

    struct sp_store *store = test_open(path);

    for (int i = 0; i < 200; i++)
        CHECK(test_begin(store, "price", i, attempt));
    sp_store_close(store);
    size_t size = 0;
    char *text = bytes_of(path, &size);

    CHECK(sp_os_write(path, text, size / 2, SP_OS_PRIVATE, NULL));
    check_refused(path, "db-broken");
    for (size_t at = 3 * 4096; at < size; at++)
        text[at] = (char)(at * 2654435761U >> 13);
    CHECK(sp_os_write(path, text, size, SP_OS_PRIVATE, NULL));
    check_refused(path, "db-broken");
    sp_free(text);
    unlink(path);
    CHECK(sp_os_make_folder(path, NULL));
    CHECK(!sp_store_open(path, &error));
    CHECK_STR(test_code(&error), "db-denied");
    CHECK(!sp_store_open("/nowhere/records.db", &error));
    CHECK_STR(test_code(&error), "file-missing");
    sp_free(path);
    test_folder_empty();
}

/* Triggers that somebody has put into the file must not run. */
static void
test_triggers_are_off(void)
{
    char *path = test_path("records.db"), attempt[SP_ID_SIZE];

    sp_store_close(test_open(path));
    CHECK(raw(path, "CREATE TRIGGER t AFTER INSERT ON turn BEGIN"
                    " UPDATE turn SET reply = 'other'; END"));
    struct sp_store *store = test_open(path);
    struct sp_record record = {0};

    CHECK(test_begin(store, "price", 1, attempt) &&
          test_append(store, attempt, 1, NULL));
    CHECK(sp_store_load(store, attempt, &record, NULL));
    CHECK_STR(record.turn ? record.turn[0].reply : NULL, "ask");
    sp_record_finish(&record);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* Several programs start at once on a machine that has no records yet. */
static void
test_first_starts_at_the_same_time(void)
{
    char *path = test_path("records.db"), person[SP_ID_SIZE];

    for (int i = 0; i < 10; i++) {
        pid_t pid[6];

        for (size_t p = 0; p < sizeof pid / sizeof *pid; p++) {
            pid[p] = fork();
            if (pid[p] == 0) {
                struct sp_store *store = sp_store_open(path, NULL);

                _exit(!store || !sp_store_default_person(store, "x", person, NULL));
            }
        }
        for (size_t p = 0; p < sizeof pid / sizeof *pid; p++) {
            int status = -1;

            CHECK(waitpid(pid[p], &status, 0) == pid[p]);
            CHECK_INT(status, 0);
        }
        test_folder_empty();
    }
    sp_free(path);
}

int
main(void)
{
    sp_mem_init();
    test_folder_make();
    test_every_old_version_is_brought_up_to_date();
    test_steps_and_newer_files();
    test_a_failing_step_changes_nothing();
    test_foreign_and_broken_files();
    test_triggers_are_off();
    test_first_starts_at_the_same_time();
    test_folder_remove();
    return test_end();
}
