/* test_store_hostile.c: rows edited by hand are named by code, never believed. */
#include "../../engine/store/store_own.h"
#include "test_store.h"

/* Lets the next statements do what the schema forbids. */
static const char no_rules[] =
    "PRAGMA writable_schema = ON;"
    "UPDATE sqlite_schema SET sql = replace(replace(sql, 'STRICT', ''), ' NOT NULL', "
    "'');"
    "PRAGMA writable_schema = RESET; PRAGMA foreign_keys = OFF;"
    "PRAGMA ignore_check_constraints = ON;";

static bool
edit(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *said = NULL;
    bool ok = sqlite3_open(path, &db) == SQLITE_OK &&
              sqlite3_exec(db, no_rules, NULL, NULL, &said) == SQLITE_OK &&
              sqlite3_exec(db, sql, NULL, NULL, &said) == SQLITE_OK;

    if (!ok)
        fprintf(stderr, "  %s\n", said ? said : sqlite3_errmsg(db));
    sqlite3_free(said);
    sqlite3_close(db);
    return ok;
}

/* A file with one finished attempt of three turns, as bytes. */
static char *
sample(const char *path, char *attempt, size_t *size)
{
    struct sp_store *store = test_open(path);
    char *text = NULL;

    CHECK(test_begin(store, "price", 1, attempt));
    for (unsigned seq = 1; seq <= 3; seq++)
        CHECK(test_append(store, attempt, seq, NULL));
    CHECK(test_finish(store, attempt, 3, 80, 100, true, NULL));
    sp_store_close(store);
    CHECK(sp_os_read(path, 1 << 24, &text, size, NULL));
    return text;
}

static const struct {
    const char *sql, *code, *first, *last; /* the first and the last argument */
    bool listed;                           /* the lists still show the attempt */
} cases[] = {
    {"UPDATE attempt SET state = 'won'", "db-row", "attempt", "state", false},
    {"UPDATE attempt SET state = 'running', ended_ms = NULL", "db-row", "attempt",
     "state", false},
    {"UPDATE attempt SET state = 'abandoned'", "db-row", "attempt", "state", false},
    {"UPDATE attempt SET state = 'running'", "db-row", "attempt", "ended_ms", false},
    {"DELETE FROM result", "db-row", "attempt", "state", false},
    {"UPDATE attempt SET ended_ms = NULL", "db-row", "attempt", "ended_ms", false},
    {"UPDATE attempt SET started_ms = 'soon'", "db-row", "attempt", "started_ms",
     false},
    {"UPDATE attempt SET started_ms = 1.5", "db-row", "attempt", "started_ms", false},
    {"UPDATE attempt SET setting = 'EXAM'", "db-row", "attempt", "setting", false},
    {"UPDATE attempt SET input = NULL", "db-row", "attempt", "input", false},
    {"UPDATE attempt SET input = 'choice' || char(0)", "db-row", "attempt", "input",
     false},
    {"UPDATE attempt SET lang = 'de'", "db-row", "attempt", "lang", false},
    {"UPDATE attempt SET seed = '-1'", "db-row", "attempt", "seed", false},
    {"UPDATE attempt SET seed = ''", "db-row", "attempt", "seed", false},
    {"UPDATE attempt SET seed = '007'", "db-row", "attempt", "seed", false},
    {"UPDATE attempt SET seed = '18446744073709551616'", "db-row", "attempt", "seed",
     false},
    {"UPDATE attempt SET seed = '1844674407370955161600'", "db-row", "attempt", "seed",
     false},
    {"UPDATE attempt SET style = CAST(x'ff' AS TEXT)", "db-row", "attempt", "style",
     false},
    {"UPDATE attempt SET style = x'6162'", "db-row", "attempt", "style", false},
    {"UPDATE attempt SET motive = printf('%.*c', 2000, 'x')", "db-row", "attempt",
     "motive", false},
    {"UPDATE attempt SET person = 'me'", "db-row", "attempt", "person", false},
    {"UPDATE attempt SET scenario_sha = upper(scenario_sha)", "db-row", "attempt",
     "scenario_sha", false},
    {"UPDATE attempt SET rubric_sha = printf('%064d', 0)", "db-missing", "content",
     NULL, true},
    {"UPDATE attempt SET rubric_sha = styles_sha", "db-row", "content", "kind", true},
    {"UPDATE attempt SET branched_lines = -1", "db-row", "attempt", "branched_lines",
     false},
    {"UPDATE attempt SET branched_lines = 4", "db-row", "attempt", "branched_lines",
     false},
    {"UPDATE attempt SET branched_lines = 'two'", "db-row", "attempt", "branched_lines",
     false},
    {"UPDATE attempt SET branched_from = printf('%032d', 7)", "db-row", "attempt",
     "branched_from", false},
    {"UPDATE attempt SET branched_lines = 1, branched_from = 'me'", "db-row", "attempt",
     "branched_from", false},
    {"UPDATE attempt SET branched_lines = 1, branched_from = id", "db-row", "attempt",
     "branched_from", false},
    {"UPDATE result SET total = 101", "db-row", "attempt", "total", false},
    {"UPDATE result SET total = -1", "db-row", "attempt", "total", false},
    {"UPDATE result SET total = 9223372036854775807", "db-row", "attempt", "total",
     false},
    {"UPDATE result SET pass = 2", "db-row", "attempt", "pass", false},
    {"UPDATE result SET ending = CAST(x'c0af' AS TEXT)", "db-row", "attempt", "ending",
     false},
    {"UPDATE result SET levels = NULL", "db-row", "attempt", "levels", false},
    {"UPDATE result SET score = CAST(x'00' AS TEXT)", "db-row", "attempt", "score",
     true},
    {"DELETE FROM turn WHERE seq = 2", "db-row", "turn", "seq", true},
    {"DELETE FROM turn WHERE seq = 1", "db-row", "turn", "seq", true},
    {"UPDATE turn SET seq = -5 WHERE seq = 1", "db-row", "turn", "seq", true},
    {"UPDATE turn SET seq = 'x' WHERE seq = 3", "db-row", "turn", "seq", true},
    {"UPDATE turn SET kind = 'redo' WHERE seq = 2", "db-row", "turn", "kind", true},
    {"UPDATE turn SET kind = 'undo' WHERE seq = 2", "db-row", "turn", "reply", true},
    {"UPDATE turn SET reply = '' WHERE seq = 2", "db-row", "turn", "reply", true},
    {"UPDATE turn SET node = x'37' WHERE seq = 2", "db-row", "turn", "node", true},
    {"UPDATE turn SET customer = CAST(x'f8888080' AS TEXT) WHERE seq = 2", "db-row",
     "turn", "customer", true},
    {"UPDATE turn SET trainee = printf('%.*c', 300000, 'x') WHERE seq = 2", "db-row",
     "turn", "trainee", true},
    {"UPDATE turn SET lang = '' WHERE seq = 2", "db-row", "turn", "lang", true},
    {"UPDATE turn SET at_ms = NULL WHERE seq = 2", "db-row", "turn", "at_ms", true},
    {"UPDATE turn SET moves = x'37', mentions = '' WHERE seq = 2", "db-row", "turn",
     "moves", true},
    {"UPDATE turn SET moves = 'clarify', mentions = NULL WHERE seq = 2", "db-row",
     "turn", "mentions", true},
    {"UPDATE turn SET moves = '', mentions = '', kind = 'undo', reply = ''"
     " WHERE seq = 2",
     "db-row", "turn", "moves", true},
    {"WITH RECURSIVE n(i) AS (SELECT 4 UNION ALL SELECT i + 1 FROM n WHERE i < 10001)"
     " INSERT INTO turn SELECT attempt, i, kind, reply, node, customer, trainee, lang,"
     " at_ms, moves, mentions FROM turn, n WHERE seq = 1",
     "db-row", "attempt", "turns", false},
    {"UPDATE content SET body = '{}' WHERE kind = 'scenario'", "db-content", "scenario",
     NULL, true},
    {"UPDATE content SET body = x'7b7d' WHERE kind = 'scenario'", "db-row", "content",
     "body", true},
    {"UPDATE content SET kind = 'story' WHERE kind = 'scenario'", "db-row", "content",
     "kind", true},
    {"DELETE FROM content WHERE kind = 'styles'", "db-missing", "content", NULL, true},
};

static void
check_case(const char *path, const char *attempt, size_t i)
{
    struct sp_error error = {0};
    struct sp_record record = {0};
    struct sp_attempts history = {0}, best = {0};
    const struct sp_filter all = {0};
    struct sp_store *store = sp_store_open(path, &error);
    bool ok = CHECK(store) && CHECK(!sp_store_load(store, attempt, &record, &error));

    ok = ok && CHECK_STR(error.code, cases[i].code) &&
         CHECK_STR(error.args[0], cases[i].first) &&
         (!cases[i].last || CHECK_STR(error.args[2], cases[i].last));
    ok = ok && CHECK(!record.turn && !record.attempt.style);
    ok = ok && CHECK(sp_store_history(store, &all, &history, NULL)) &&
         CHECK_INT((long long)history.count, cases[i].listed) &&
         CHECK_INT((long long)history.bad, !cases[i].listed) &&
         CHECK_STR(history.reason.code, cases[i].listed ? NULL : "db-row") &&
         CHECK(sp_store_best(store, &all, &best, NULL));
    if (!ok)
        fprintf(stderr, "  in case \"%s\"\n", cases[i].sql);
    sp_error_clear(&error);
    sp_attempts_finish(&history);
    sp_attempts_finish(&best);
    sp_store_close(store);
}

static void
test_edited_rows(void)
{
    char *path = test_path("records.db"), attempt[SP_ID_SIZE];
    size_t size = 0;
    char *good = sample(path, attempt, &size);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_folder_empty();
        CHECK(sp_os_write(path, good, size, SP_OS_PRIVATE, NULL));
        if (CHECK(edit(path, cases[i].sql)))
            check_case(path, attempt, i);
        else
            fprintf(stderr, "  in case \"%s\"\n", cases[i].sql);
    }
    sp_free(good);
    sp_free(path);
    test_folder_empty();
}

/* One bad row hides itself, not the others. */
static void
test_a_list_shows_the_rest(void)
{
    char *path = test_path("records.db"), attempt[SP_ID_SIZE], person[SP_ID_SIZE];
    struct sp_store *store = test_open(path);
    struct sp_attempts list = {0};
    struct sp_error error = {0};

    for (int i = 0; i < 5; i++)
        CHECK(test_begin(store, "price", i, attempt));
    sp_store_close(store);
    CHECK(edit(path, "UPDATE attempt SET seed = 'x' WHERE started_ms IN (1, 3)"));
    store = test_open(path);
    CHECK(sp_store_unfinished(store, &(struct sp_filter){0}, &list, NULL));
    CHECK_INT((long long)list.count, 3);
    CHECK_INT((long long)list.bad, 2);
    CHECK_STR(list.reason.args[2], "seed");
    sp_attempts_finish(&list);
    sp_store_close(store);
    CHECK(edit(path, "UPDATE person SET id = 'x'"));
    store = test_open(path);
    CHECK(!sp_store_default_person(store, "x", person, &error));
    CHECK_STR(test_code(&error), "db-row");
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* Playing the same files again mends a body that was spoilt. */
static void
test_contents_are_mended(void)
{
    char *path = test_path("records.db"), attempt[SP_ID_SIZE];
    size_t size = 0;
    struct sp_record record = {0};

    sp_free(sample(path, attempt, &size));
    CHECK(edit(path, "UPDATE content SET body = 'x', kind = 'rubric'"));
    struct sp_store *store = test_open(path);

    CHECK(!sp_store_load(store, attempt, &record, NULL));
    char other[SP_ID_SIZE];

    CHECK(test_begin(store, "price", 2, other));
    CHECK(sp_store_load(store, attempt, &record, NULL));
    sp_record_finish(&record);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

int
main(void)
{
    sp_mem_init();
    test_folder_make();
    test_edited_rows();
    test_a_list_shows_the_rest();
    test_contents_are_mended();
    test_folder_remove();
    return test_end();
}
