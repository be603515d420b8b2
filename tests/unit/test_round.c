/* test_round.c: a call and its record stay in step, whatever happens to the files, the
 * disk or the rows in between. Arguments: the folders of the scenarios and of the data.
 */
#include <sqlite3.h>

#include "../../engine/store/store_own.h"
#include "test_store_play.h"

#define SEEDS 10

static struct test_files files;

/* All that a call came to: its transcript and its score; `in_full` with the names of
 * the files and the evidence. The caller frees it. */
static char *
outcome(const struct sp_round *round, bool in_full)
{
    struct sp_str out = {0};
    struct sp_score score;

    if (in_full)
        sp_round_transcript(round, SP_ZH, &out);
    else
        sp_session_transcript(sp_round_session(round), SP_ZH, NULL, &out);
    sp_round_score(round, in_full, &score);
    sp_score_json(&score, sp_round_session(round), SP_ZH, &out);
    return sp_str_take(&out);
}

static char *
played(const struct sp_bytes bytes[SP_PARTS], uint64_t seed, bool in_full)
{
    struct sp_round *round = test_round(NULL, bytes, seed);

    if (!CHECK(round))
        return sp_strdup("");
    test_play(round, 0, 1000);
    char *text = outcome(round, in_full);

    sp_round_free(round);
    return text;
}

/* The object with this id in the scenario's text, which has no braces in strings. */
static struct sp_bytes
reply_object(const char *text, const char *id)
{
    char start[64];
    size_t size = 0, depth = 0;

    snprintf(start, sizeof start, "{\"id\": \"%s\"", id);
    const char *at = strstr(text, start);

    if (!CHECK(at))
        abort();
    do {
        depth += at[size] == '{';
        depth -= at[size] == '}';
        size++;
    } while (depth > 0);
    return (struct sp_bytes){at, size};
}

static void
add_upto(struct sp_str *out, const char *from, const char *to)
{
    sp_str_add_n(out, from, (size_t)(to - from));
}

/* The text with every `find` replaced. */
static char *
replaced(const char *text, const char *find, const char *by)
{
    struct sp_str out = {0};
    const char *at;

    CHECK(strstr(text, find));
    for (; (at = strstr(text, find)) != NULL; text = at + strlen(find)) {
        add_upto(&out, text, at);
        sp_str_add(&out, by);
    }
    sp_str_add(&out, text);
    return sp_str_take(&out);
}

/* The text with something put before or behind a reply. */
static char *
beside(const char *text, const char *id, bool behind, const char *what)
{
    struct sp_bytes reply = reply_object(text, id);
    const char *at = behind ? reply.text + reply.size : reply.text;
    struct sp_str out = {0};

    add_upto(&out, text, at);
    sp_str_add(&out, what);
    sp_str_add(&out, at);
    return sp_str_take(&out);
}

#define REPLY                                                                             \
    "{\"id\": \"tea\", \"moves\": [\"empathise\"], \"zh\": \"先喝口茶慢慢说。\"," \
    " \"en\": \"Some tea first?\", \"to\": \"opening\"}"

static char *
text_fix(const char *text)
{
    return replaced(text, "这台打印机太贵了。", "这台打印机有点贵。");
}

static char *
append_last(const char *text)
{
    return beside(text, "bye", true, ", " REPLY);
}

static char *
add_fact(const char *text)
{
    char *declared =
        replaced(text, "\"facts\": {\"asked\"",
                 "\"facts\": {\"calm\": {\"zh\": \"平静\", \"en\": \"calm\"},"
                 " \"asked\"");
    char *set = replaced(declared, "\"id\": \"feel\",",
                         "\"id\": \"feel\", \"sets\": [\"calm\"],");

    sp_free(declared);
    return set;
}

static char *
insert_first(const char *text)
{
    return beside(text, "price", false, REPLY ", ");
}

static char *
swap_two(const char *text)
{
    struct sp_bytes a = reply_object(text, "why"), b = reply_object(text, "cut");
    struct sp_str out = {0};

    add_upto(&out, text, a.text);
    sp_str_add_n(&out, b.text, b.size);
    add_upto(&out, a.text + a.size, b.text);
    sp_str_add_n(&out, a.text, a.size);
    sp_str_add(&out, b.text + b.size);
    return sp_str_take(&out);
}

static char *
rename_node(const char *text)
{
    return replaced(text, "\"voice\"", "\"told\"");
}

static char *
change_effect(const char *text)
{
    return replaced(text, "\"do\": {\"trust\": 1}", "\"do\": {\"trust\": -1}");
}

static const struct {
    const char *name;
    char *(*make)(const char *text);
    bool shows; /* some call that starts from the new file goes otherwise */
} edits[] = {
    {"text fix", text_fix, true},
    {"append a reply last", append_last, true},
    {"add a fact", add_fact, false},
    {"insert a reply first", insert_first, true},
    {"swap two replies", swap_two, true},
    {"rename a node", rename_node, true},
    {"change an effect", change_effect, true},
};

/* Saves in the middle, edits the file, starts the edited one too, resumes. */
static void
check_edit(size_t edit, const struct sp_bytes now[SP_PARTS], uint64_t seed, bool *shows)
{
    char *path = test_path("records.db"), attempt[SP_ID_SIZE];
    struct sp_store *store = test_open(path);
    char *want = played(files.bytes, seed, true);
    struct sp_round *round = test_round(store, files.bytes, seed);
    size_t row = test_play(round, 0, 1 + seed % 5);
    struct sp_error error = {0};

    memcpy(attempt, sp_round_id(round), sizeof attempt);
    sp_round_free(round);
    sp_store_close(store);

    store = test_open(path);
    round = test_round(store, now, seed);
    test_play(round, 0, 1000);
    sp_round_free(round);
    round = sp_round_resume(store, attempt, &error);
    if (CHECK(round)) {
        CHECK_INT(sp_round_changed(round, now), 1 << SP_PART_SCENARIO);
        CHECK_INT(sp_round_changed(round, files.bytes), 0);
        test_play(round, row, 1000);
        char *got = outcome(round, true);

        if (!CHECK_STR(got, want))
            fprintf(stderr, "  after \"%s\", seed %llu\n", edits[edit].name,
                    (unsigned long long)seed);
        CHECK(sp_round_settled(round));
        sp_free(got);
    }
    sp_round_free(round);
    sp_store_close(store);
    sp_free(want);

    char *before = played(files.bytes, seed, false), *after = played(now, seed, false);

    *shows = *shows || strcmp(before, after) != 0;
    sp_free(before);
    sp_free(after);
    sp_error_clear(&error);
    sp_free(path);
}

static void
test_edits_change_no_running_attempt(void)
{
    for (size_t edit = 0; edit < sizeof edits / sizeof *edits; edit++) {
        struct sp_bytes now[SP_PARTS];
        char *text = edits[edit].make(files.text[SP_PART_SCENARIO]);
        bool shows = false;

        memcpy(now, files.bytes, sizeof now);
        now[SP_PART_SCENARIO] = (struct sp_bytes){text, strlen(text)};
        for (uint64_t seed = 0; seed < SEEDS; seed++)
            check_edit(edit, now, seed, &shows);
        if (!CHECK_INT(shows, edits[edit].shows))
            fprintf(stderr, "  in \"%s\"\n", edits[edit].name);
        sp_free(text);
        test_folder_empty();
    }
    struct sp_round *round = test_round(NULL, files.bytes, 1);

    CHECK_INT(sp_round_changed(round, (struct sp_bytes[SP_PARTS]){{0}}), 7);
    sp_round_free(round);
}

static void
test_what_cannot_begin(void)
{
    struct sp_round_start start = {.style = "actor", .motive = "jams"};
    struct sp_error error = {0};
    struct sp_diags diags = {0};

    memcpy(start.content, files.bytes, sizeof start.content);
    start.style = "shy";
    CHECK(!sp_round_begin(&start, &diags, &error));
    CHECK_STR(error.args[1], "shy");
    CHECK_STR(test_code(&error), "round-start");
    CHECK_INT((long long)diags.errors, 0);
    for (unsigned part = 0; part < SP_PARTS; part++) {
        start.content[part] = (struct sp_bytes){"{\"a\": }", 7};
        CHECK(!sp_round_begin(&start, &diags, &error));
        CHECK_STR(error.args[0], sp_part_name((enum sp_part)part));
        CHECK_STR(test_code(&error), "round-content");
        CHECK(diags.errors > 0);
        start.content[part] = files.bytes[part];
        sp_diags_finish(&diags);
        diags = (struct sp_diags){0};
    }
}

static void
test_what_a_round_refuses(void)
{
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct sp_error error = {0};
    struct sp_round_start start = {.store = store,
                                   .setting = SP_EXAM,
                                   .style = "actor",
                                   .motive = "jams",
                                   .lang = SP_EN};

    memcpy(start.content, files.bytes, sizeof start.content);
    struct sp_round *round = sp_round_begin(&start, NULL, &error);

    if (!CHECK(round))
        return;
    CHECK(!sp_round_answer(round, "bye", &error));
    CHECK_STR(test_code(&error), "round-closed");
    CHECK(!sp_round_answer(round, "", &error));
    CHECK_STR(test_code(&error), "round-closed");
    CHECK(sp_round_answer(round, "why", &error));
    CHECK(!sp_round_undo(round, &error));
    CHECK_STR(test_code(&error), "round-undo"); /* an exam */
    char *said = sp_round_customer(round, SP_EN);

    CHECK(strstr(said, "The old one jams daily; I fear the same."));
    sp_free(said);
    CHECK(sp_round_abandon(round, &error));
    CHECK(sp_round_over(round) && sp_round_settled(round));
    CHECK(!sp_round_answer(round, "if", &error));
    CHECK_STR(test_code(&error), "round-over");
    CHECK(!sp_round_abandon(round, &error));
    CHECK_STR(test_code(&error), "round-over");
    struct sp_round *again = sp_round_resume(store, sp_round_id(round), &error);

    CHECK(again && sp_round_over(again) && sp_round_agrees(again));
    CHECK(again && sp_round_setting(again) == SP_EXAM);
    sp_round_free(again);
    sp_round_free(round);
    CHECK(!sp_round_resume(store, "nobody", &error));
    CHECK_STR(test_code(&error), "db-missing");
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* The result in the record is the score of the call. */
static void
check_result(struct sp_store *store, const struct sp_round *round)
{
    struct sp_record record = {0};
    struct sp_score score;

    sp_round_score(round, true, &score);
    if (!CHECK(sp_store_load(store, sp_round_id(round), &record, NULL)))
        return;
    CHECK_INT(record.attempt.state, SP_FINISHED);
    CHECK_INT(record.attempt.result.total, score.total);
    CHECK_INT(record.attempt.result.out_of, score.out_of);
    CHECK_INT(record.attempt.result.mark, score.mark);
    CHECK_INT(record.attempt.result.pass, score.pass);
    CHECK(strncmp(record.attempt.result.levels, "{\"clarify\": ", 12) == 0);
    CHECK(strstr(record.attempt.result.score, "\"total\""));
    sp_record_finish(&record);
}

static void
test_the_end_is_stored_by_itself(void)
{
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct sp_error error = {0};

    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct sp_round *round = test_round(store, files.bytes, seed);

        test_play(round, 0, 1000);
        CHECK(sp_round_over(round) && sp_round_settled(round));
        check_result(store, round);
        CHECK(!sp_round_answer(round, "why", &error));
        CHECK_STR(test_code(&error), "round-over");
        CHECK(!sp_round_undo(round, &error));
        CHECK_STR(test_code(&error), "round-undo");

        struct sp_round *again = sp_round_resume(store, sp_round_id(round), &error);
        char *want = outcome(round, true), *got = again ? outcome(again, true) : NULL;

        CHECK_STR(got, want);
        CHECK(again && sp_round_agrees(again));
        sp_free(want);
        sp_free(got);
        sp_round_free(again);
        sp_round_free(round);
    }
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* The program dies between the last line and the result. */
static void
test_a_missing_result_is_made_up_for(void)
{
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct sp_error error = {0};
    struct sp_round *round = test_round(store, files.bytes, 3);

    test_play(round, 0, 1000);
    char *want = outcome(round, true), attempt[SP_ID_SIZE];

    memcpy(attempt, sp_round_id(round), sizeof attempt);
    sp_round_free(round);
    CHECK_INT(sqlite3_exec(store->db,
                           "DELETE FROM result;"
                           "UPDATE attempt SET state = 'running', ended_ms = NULL",
                           NULL, NULL, NULL),
              SQLITE_OK);
    round = sp_round_resume(store, attempt, &error);
    if (CHECK(round)) {
        char *got = outcome(round, true);

        CHECK_STR(got, want);
        sp_free(got);
        CHECK(sp_round_settled(round));
        check_result(store, round);
    }
    sp_round_free(round);
    sp_free(want);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

static void
set_pages(struct sp_store *store, bool full)
{
    const char *sql =
        full ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 100000";

    CHECK_INT(sqlite3_exec(store->db, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* The disk is full before every second row: nothing happens in the call, and it goes on
 * where it was when there is room again. */
static void
test_a_full_disk_stops_the_call_before_the_line(void)
{
    char *path = test_path("records.db"), other[SP_ID_SIZE];
    struct sp_store *store = test_open(path);
    struct sp_round *round = test_round(store, files.bytes, 3);
    char *want = played(files.bytes, 3, true);
    unsigned refused = 0, filler = 0;

    CHECK(test_begin(store, "filler", 1, other));
    for (size_t row = 0; !sp_round_over(round); row++) {
        size_t lines = sp_session_turns(sp_round_session(round));
        struct sp_error error = {0};

        set_pages(store, row % 2 == 0);
        /* New rows go into the free part of the last page first. */
        while (row % 2 == 0 && test_append(store, other, filler + 1, NULL))
            filler++;
        if (!test_step(round, row, &error)) {
            refused++;
            CHECK_STR(test_code(&error), "db-full");
            CHECK_INT((long long)sp_session_turns(sp_round_session(round)),
                      (long long)lines);
            set_pages(store, false);
            CHECK(test_step(round, row, NULL));
        }
        sp_error_clear(&error);
    }
    CHECK(refused > 0);
    set_pages(store, false);
    CHECK(sp_round_settle(round, NULL) && sp_round_settled(round));
    check_result(store, round);
    char *got = outcome(round, true);

    CHECK_STR(got, want);
    sp_free(got);
    sp_free(want);
    sp_round_free(round);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

static void
see_result(void *seen, int what, const char *base, const char *table, sqlite3_int64 row)
{
    (void)what;
    (void)base;
    (void)row;
    if (strcmp(table, "result") == 0)
        *(bool *)seen = true;
}

static int
refuse_result(void *seen)
{
    return *(bool *)seen;
}

/* The last line is stored, and then the result cannot be. */
static void
test_a_result_can_wait(void)
{
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct sp_round *round = test_round(store, files.bytes, 3);
    struct sp_error error = {0};
    bool seen = false;

    sqlite3_update_hook(store->db, see_result, &seen);
    sqlite3_commit_hook(store->db, refuse_result, &seen);
    test_play(round, 0, 1000);
    CHECK(sp_round_over(round) && !sp_round_settled(round));
    CHECK(!sp_round_settle(round, &error));
    CHECK_STR(test_code(&error), "db-failed");
    struct sp_round *again = sp_round_resume(store, sp_round_id(round), &error);

    CHECK(again && sp_round_over(again) && !sp_round_settled(again));
    sp_round_free(again);
    sqlite3_commit_hook(store->db, NULL, NULL);
    CHECK(sp_round_settle(round, &error) && sp_round_settled(round));
    CHECK(sp_round_settle(round, &error));
    check_result(store, round);
    sp_round_free(round);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* Two windows on one attempt: the second one to speak is told so. */
static void
test_two_on_one_attempt(void)
{
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path), *other = test_open(path);
    struct sp_error error = {0};
    struct sp_round *one = test_round(store, files.bytes, 3);

    test_play(one, 0, 2);
    struct sp_round *two = sp_round_resume(other, sp_round_id(one), &error);

    if (CHECK(two)) {
        CHECK(test_step(one, 2, &error));
        size_t lines = sp_session_turns(sp_round_session(two));

        CHECK(!test_step(two, 2, &error));
        CHECK_STR(test_code(&error), "db-moved");
        CHECK_INT((long long)sp_session_turns(sp_round_session(two)), (long long)lines);
    }
    sp_round_free(two);
    sp_round_free(one);
    sp_store_close(other);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* Whether every row of the file is as it was. */
static char *
dump(sqlite3 *db)
{
    static const char *const tables[] = {"SELECT * FROM attempt ORDER BY 1",
                                         "SELECT * FROM turn ORDER BY 1, 2",
                                         "SELECT * FROM result ORDER BY 1"};
    struct sp_str out = {0};

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        sqlite3_stmt *statement = NULL;

        sqlite3_prepare_v2(db, tables[i], -1, &statement, NULL);
        while (sqlite3_step(statement) == SQLITE_ROW) {
            for (int c = 0; c < sqlite3_column_count(statement); c++) {
                const void *text = sqlite3_column_text(statement, c);

                sp_str_add(&out, text ? text : "NULL");
                sp_str_add_char(&out, '|');
            }
        }
        sqlite3_finalize(statement);
    }
    return sp_str_take(&out);
}

static void
test_rows_that_do_not_fit(void)
{
    static const struct {
        const char *sql, *code;
        const char *row; /* the number that is told */
    } cases[] = {
        {"UPDATE turn SET reply = 'cut' WHERE seq = 1", "round-replay", "1"},
        {"UPDATE turn SET reply = 'nothing' WHERE seq = 1", "round-replay", "1"},
        {"UPDATE turn SET node = 'offer' WHERE seq = 2", "round-replay", "2"},
        {"UPDATE turn SET trainee = trainee || '。' WHERE seq = 2", "round-replay",
         "2"},
        {"UPDATE turn SET customer = '好的。' WHERE seq = 2", "round-replay", "2"},
        {"UPDATE turn SET kind = 'undo', reply = '', trainee = '' WHERE seq = 1",
         "round-replay", "1"},
        {"UPDATE attempt SET style = 'shy'", "round-start", NULL},
        {"UPDATE attempt SET motive = 'none'", "round-start", NULL},
        {"UPDATE attempt SET style = 'results'", "round-replay", "1"},
        {"UPDATE attempt SET scenario_id = 'other'", "db-row", NULL},
        {"UPDATE attempt SET setting = 'exam';"
         "UPDATE turn SET kind = 'undo', reply = '', trainee = '' WHERE seq = 2",
         "round-replay", "2"},
        {"INSERT INTO result SELECT id, 1, 100, 65, 0, 'deal', '{}', '{}', 0 FROM "
         "attempt;"
         "UPDATE attempt SET state = 'finished', ended_ms = 1",
         "round-replay", "3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = test_path("records.db");
        struct sp_store *store = test_open(path);
        struct sp_error error = {0};
        struct sp_round_start start = {.store = store,
                                       .style = "nice-guy",
                                       .motive = "jams",
                                       .setting = SP_PRACTICE,
                                       .lang = SP_ZH};

        memcpy(start.content, files.bytes, sizeof start.content);
        struct sp_round *round = sp_round_begin(&start, NULL, &error);

        CHECK(sp_round_answer(round, "price", &error));
        CHECK(sp_round_answer(round, "why", &error));
        CHECK_INT(sqlite3_exec(store->db, cases[i].sql, NULL, NULL, NULL), SQLITE_OK);
        char *before = dump(store->db);
        bool ok = CHECK(!sp_round_resume(store, sp_round_id(round), &error));

        if (cases[i].row)
            ok = CHECK_STR(error.args[1], cases[i].row) && ok;
        ok = CHECK_STR(test_code(&error), cases[i].code) && ok;
        char *after = dump(store->db);

        if (!CHECK_STR(after, before) || !ok)
            fprintf(stderr, "  in case \"%s\"\n", cases[i].sql);
        sp_free(before);
        sp_free(after);
        sp_round_free(round);
        sp_store_close(store);
        sp_free(path);
        test_folder_empty();
    }
}

static void
test_an_edited_result_is_told(void)
{
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct sp_round *round = test_round(store, files.bytes, 3);

    test_play(round, 0, 1000);
    CHECK_INT(sqlite3_exec(store->db, "UPDATE result SET total = total + 1", NULL, NULL,
                           NULL),
              SQLITE_OK);
    struct sp_round *again = sp_round_resume(store, sp_round_id(round), NULL);

    CHECK(again && !sp_round_agrees(again));
    sp_round_free(again);
    sp_round_free(round);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

int
main(int argc, char **argv)
{
    sp_mem_init();
    if (argc != 3 || !test_files_read(&files, argv[1], argv[2]))
        return 1;
    test_folder_make();
    test_edits_change_no_running_attempt();
    test_what_cannot_begin();
    test_what_a_round_refuses();
    test_the_end_is_stored_by_itself();
    test_a_missing_result_is_made_up_for();
    test_a_full_disk_stops_the_call_before_the_line();
    test_a_result_can_wait();
    test_two_on_one_attempt();
    test_rows_that_do_not_fit();
    test_an_edited_result_is_told();
    test_folder_remove();
    test_files_finish(&files);
    return test_end();
}
