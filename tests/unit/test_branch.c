/* test_branch.c: a call played again from one of its lines: what it takes over, what it
 * is marked as, and that it is as safe as any other.
 * Arguments: the folders of the scenarios and of the data. */
#include <sqlite3.h>

#include "../../engine/store/store_own.h"
#include "test_store_play.h"

#define SEEDS 12

static struct test_files files;

static char *
transcript(const struct sp_round *round)
{
    struct sp_str out = {0};

    sp_session_transcript(sp_round_session(round), SP_ZH, NULL, &out);
    return sp_str_take(&out);
}

/* Whether the branch is the call as it stood before the line. */
static void
check_taken(const struct sp_round *from, const struct sp_round *branch, size_t turn)
{
    const struct sp_session *was = sp_round_session(from);
    const struct sp_session *is = sp_round_session(branch);
    const struct sp_turn *next = sp_session_turn(was, turn);
    const struct sp_view *view = sp_session_view(is);
    const char *origin;
    size_t taken = 0;
    unsigned lines = 0;

    for (size_t i = 0; i < turn; i++) {
        const struct sp_turn *turn_i = sp_session_turn(was, i);

        if (turn_i->undone)
            continue;
        char *said = sp_session_customer(was, i + 1, SP_EN);
        char *again = sp_session_customer(is, taken + 1, SP_EN);

        CHECK(sp_session_turn(is, taken)->reply->serial == turn_i->reply->serial);
        CHECK_STR(again, said);
        sp_free(said);
        sp_free(again);
        taken++;
    }
    CHECK_INT((long long)sp_session_turns(is), (long long)taken);
    CHECK(sp_round_branched(branch, &origin, &lines));
    CHECK_INT(lines, (long long)taken);
    CHECK(view->node && view->node == &sp_session_scenario(is)->nodes[next->node]);
    CHECK(sp_session_seed(is) == sp_session_seed(was));
    CHECK_INT(sp_session_style(is), sp_session_style(was));
    CHECK_INT(sp_session_motive(is), sp_session_motive(was));
    CHECK_INT(sp_round_setting(branch), SP_PRACTICE);
    CHECK(!sp_round_over(branch) && !sp_round_may_undo(branch));
    for (unsigned part = 0; part < SP_PARTS; part++)
        CHECK_STR(sp_round_content(branch, (enum sp_part)part),
                  sp_round_content(from, (enum sp_part)part));
}

/* Plays on, with a kill in between: what was acknowledged is there again. */
static void
play_on(struct sp_store *store, struct sp_round *branch, const char *parent)
{
    struct sp_error error = {0};
    const char *origin;
    unsigned taken = 0, lines = 0;
    char *want = transcript(branch);
    struct sp_round *again = sp_round_resume(store, sp_round_id(branch), &error);

    if (!CHECK(again)) {
        fprintf(stderr, "  %s %s\n", error.code, error.args[1] ? error.args[1] : "");
        sp_error_clear(&error);
        sp_free(want);
        return;
    }
    char *got = transcript(again);

    CHECK_STR(got, want);
    sp_free(got);
    sp_free(want);
    CHECK(sp_round_branched(again, &origin, &lines));
    CHECK_STR(origin, parent);
    taken = lines;
    CHECK(!sp_round_undo(again, &error));
    CHECK_STR(test_code(&error), "round-undo");
    const struct sp_view *view = sp_session_view(sp_round_session(again));

    CHECK(sp_round_answer(again, view->open[0]->id, &error));
    if (!sp_round_over(again)) {
        CHECK(sp_round_undo(again, &error) && !sp_round_may_undo(again));
        while (!sp_round_over(again))
            CHECK(sp_round_answer(again, view->open[0]->id, &error));
    }
    CHECK(sp_round_settled(again));
    want = transcript(again);
    struct sp_round *last = sp_round_resume(store, sp_round_id(again), &error);

    if (CHECK(last)) {
        got = transcript(last);
        CHECK_STR(got, want);
        CHECK(sp_round_agrees(last) && sp_round_branched(last, &origin, &lines));
        CHECK_INT(lines, taken);
        sp_free(got);
    }
    sp_free(want);
    sp_round_free(last);
    sp_round_free(again);
}

static void
test_from_every_line(void)
{
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct sp_error error = {0};
    unsigned branches = 0;

    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct sp_round *from = test_round(store, files.bytes, seed);

        test_play(from, 0, seed % 3 ? 1000 : 4);
        char *before = transcript(from);

        for (size_t i = 0; i < sp_session_turns(sp_round_session(from)); i++) {
            bool undone = sp_session_turn(sp_round_session(from), i)->undone;
            struct sp_round *branch = sp_round_branch(store, from, i, NULL, &error);

            CHECK_INT(branch != NULL, !undone);
            CHECK_STR(test_code(&error), undone ? "round-branch" : "");
            if (!branch)
                continue;
            branches++;
            check_taken(from, branch, i);
            play_on(store, branch, sp_round_id(from));
            sp_round_free(branch);
        }
        CHECK(!sp_round_branch(store, from, sp_session_turns(sp_round_session(from)),
                               NULL, &error));
        CHECK_STR(test_code(&error), "round-branch");
        char *after = transcript(from);

        CHECK_STR(after, before);
        sp_free(before);
        sp_free(after);
        sp_round_free(from);
    }
    CHECK(branches > 30);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* All that was said is taken over, but for a line that ended the call. */
static void
test_practised(void)
{
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct sp_error error = {0};
    unsigned over = 0, open = 0;

    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct sp_round *from = test_round(NULL, files.bytes, seed);

        test_play(from, 0, seed % 2 ? 1000 : 3);
        const struct sp_session *was = sp_round_session(from);
        struct sp_round *round = sp_round_practise(store, from, NULL, &error);
        bool ended = sp_session_view(was)->ending;
        const char *origin;
        unsigned lines = 0;

        if (!CHECK(round))
            break;
        over += ended;
        open += !ended;
        CHECK(sp_round_branched(round, &origin, &lines) && *origin == '\0');
        CHECK_INT(lines, sp_session_view(was)->turn - ended);
        CHECK(!sp_round_over(round) && !sp_round_may_undo(round));
        CHECK_INT(sp_round_setting(round), SP_PRACTICE);
        play_on(store, round, "");
        sp_round_free(round);
        sp_round_free(from);
    }
    CHECK(over > 2 && open > 2);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* Whether such an attempt stands in the history, and as what. */
static void
check_listed(struct sp_store *store, const char *id, const char *from, unsigned lines)
{
    struct sp_attempts all = {0};
    bool found = false;

    CHECK(sp_store_history(store, &(struct sp_filter){0}, &all, NULL));
    for (size_t i = 0; i < all.count; i++) {
        const struct sp_attempt *a = &all.item[i];

        if (strcmp(a->id, id) != 0)
            continue;
        found = true;
        CHECK(a->branched && a->setting == SP_PRACTICE);
        CHECK_STR(a->branched_from, from);
        CHECK_INT(a->branched_lines, lines);
        CHECK(a->turns >= lines);
    }
    CHECK(found);
    sp_attempts_finish(&all);
}

static void
test_where_it_is_kept(void)
{
    char *path = test_path("records.db"), *second = test_path("second.db");
    struct sp_store *store = test_open(path), *other = test_open(second);
    struct sp_round *kept = test_round(store, files.bytes, 4);
    struct sp_round *loose = test_round(NULL, files.bytes, 4);
    struct sp_error error = {0};
    const char *origin;
    unsigned lines;

    CHECK(sp_round_answer(kept, "why", &error) && sp_round_answer(kept, "if", &error));
    CHECK(sp_round_answer(loose, "why", &error) &&
          sp_round_answer(loose, "if", &error));
    struct sp_round *own = sp_round_branch(store, kept, 1, NULL, &error);
    struct sp_round *elsewhere = sp_round_branch(other, kept, 1, NULL, &error);
    struct sp_round *late = sp_round_branch(store, loose, 1, NULL, &error);
    struct sp_round *nowhere = sp_round_branch(NULL, kept, 1, NULL, &error);

    if (CHECK(own && elsewhere && late && nowhere)) {
        check_listed(store, sp_round_id(own), sp_round_id(kept), 1);
        check_listed(other, sp_round_id(elsewhere), "", 1);
        check_listed(store, sp_round_id(late), "", 1);
        CHECK_STR(sp_round_id(nowhere), "");
        CHECK(sp_round_branched(nowhere, &origin, &lines) && lines == 1);
        CHECK(sp_round_answer(nowhere, "if", &error) && sp_round_settled(nowhere));
        /* And again from there: it comes from the branch. */
        struct sp_round *deeper = sp_round_branch(store, own, 0, NULL, &error);

        CHECK(deeper && sp_round_branched(deeper, &origin, &lines));
        CHECK_STR(deeper ? origin : "", sp_round_id(own));
        sp_round_free(deeper);
    }
    CHECK(!sp_round_branched(kept, &origin, &lines) && lines == 0);
    sp_round_free(own);
    sp_round_free(elsewhere);
    sp_round_free(late);
    sp_round_free(nowhere);
    sp_round_free(kept);
    sp_round_free(loose);
    sp_store_close(store);
    sp_store_close(other);
    sp_free(path);
    sp_free(second);
    test_folder_empty();
}

/* An exam is practised again as practice, by the person whose exam it was. */
static void
test_from_an_exam(void)
{
    char *path = test_path("records.db"), person[SP_ID_SIZE];
    struct sp_store *store = test_open(path);
    struct sp_error error = {0};
    struct sp_record record = {0};
    struct sp_round_start start = {
        .store = store, .person = person, .setting = SP_EXAM, .seed = 9};

    CHECK(sp_store_add_person(store, "李", person, NULL));
    memcpy(start.content, files.bytes, sizeof start.content);
    struct sp_round *exam = sp_round_begin(&start, NULL, &error);

    CHECK(exam && sp_round_answer(exam, "why", &error));
    CHECK(sp_round_abandon(exam, &error));
    struct sp_round *branch = sp_round_branch(store, exam, 0, NULL, &error);

    if (CHECK(branch)) {
        CHECK(sp_store_load(store, sp_round_id(branch), &record, NULL));
        CHECK_STR(record.attempt.person, person);
        CHECK_INT(record.attempt.setting, SP_PRACTICE);
        CHECK_INT(record.attempt.state, SP_RUNNING);
        CHECK_INT(record.attempt.branched_lines, 0);
        sp_record_finish(&record);
    }
    sp_round_free(branch);
    sp_round_free(exam);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* A result that stands on lines of another attempt is nobody's best. */
static void
test_never_the_best(void)
{
    static const char *const good[] = {"back-quick", "if",    "trial",
                                       "tray-quick", "check", "step"};
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct sp_error error = {0};
    struct sp_attempts best = {0};
    struct sp_round_start start = {
        .store = store, .style = "actor", .motive = "jams", .seed = 2};

    memcpy(start.content, files.bytes, sizeof start.content);
    struct sp_round *from = sp_round_begin(&start, NULL, &error);

    CHECK(sp_round_answer(from, "why", &error) &&
          sp_round_answer(from, "trial", NULL) && sp_round_answer(from, "step", NULL));
    struct sp_round *branch = sp_round_branch(store, from, 1, NULL, &error);

    for (size_t i = 0; branch && i < sizeof good / sizeof *good; i++)
        CHECK(sp_round_answer(branch, good[i], &error));
    struct sp_score score;

    sp_round_score(branch, false, &score);
    CHECK(score.pass && sp_round_settled(branch));
    CHECK(sp_store_best(store, &(struct sp_filter){0}, &best, NULL));
    CHECK_INT((long long)best.count, 1);
    CHECK_STR(best.count ? best.item[0].id : "", sp_round_id(from));
    sp_attempts_finish(&best);
    sp_round_free(branch);
    sp_round_free(from);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

static int
refuse(void *after)
{
    unsigned *left = after;

    return (*left)-- == 0;
}

static long long
count(const struct sp_store *store, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    long long number = -1;

    sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

/* It is stored as a whole or not at all. */
static void
test_all_or_nothing(void)
{
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct sp_round *from = test_round(store, files.bytes, 5);
    struct sp_error error = {0};
    unsigned left = 0;

    CHECK(sp_round_answer(from, "why", &error) && sp_round_answer(from, "if", &error));
    long long rows = count(store, "SELECT count(*) FROM turn");

    sqlite3_commit_hook(store->db, refuse, &left);
    CHECK(!sp_round_branch(store, from, 1, NULL, &error));
    CHECK(error.code);
    sp_error_clear(&error);
    sqlite3_commit_hook(store->db, NULL, NULL);
    CHECK_INT(count(store, "SELECT count(*) FROM attempt"), 1);
    CHECK_INT(count(store, "SELECT count(*) FROM turn"), rows);
    struct sp_round *branch = sp_round_branch(store, from, 1, NULL, &error);

    CHECK(branch);
    CHECK_INT(count(store, "SELECT count(*) FROM attempt"), 2);
    CHECK_INT(count(store, "SELECT count(*) FROM turn"), rows + 1);
    sp_round_free(branch);
    sp_round_free(from);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* A record that takes back what it took over was changed by hand. */
static void
test_hostile_rows(void)
{
    static const struct {
        const char *sql, *code;
    } cases[] = {
        {"UPDATE attempt SET branched_lines = 2 WHERE branched_lines = 1",
         "round-replay"},
        {"UPDATE attempt SET branched_lines = 9 WHERE branched_lines = 1", "db-row"},
        {"UPDATE turn SET reply = 'price' WHERE seq = 1 AND attempt IN"
         " (SELECT id FROM attempt WHERE branched_lines = 1)",
         "round-replay"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = test_path("records.db");
        struct sp_store *store = test_open(path);
        struct sp_round *from = test_round(store, files.bytes, 5);
        struct sp_error error = {0};

        CHECK(sp_round_answer(from, "why", &error) &&
              sp_round_answer(from, "if", &error));
        struct sp_round *branch = sp_round_branch(store, from, 1, NULL, &error);

        CHECK(branch && sp_round_answer(branch, "if", &error) &&
              sp_round_undo(branch, &error));
        CHECK_INT(sqlite3_exec(store->db, cases[i].sql, NULL, NULL, NULL), SQLITE_OK);
        CHECK(!sp_round_resume(store, sp_round_id(branch), &error));
        if (!CHECK_STR(test_code(&error), cases[i].code))
            fprintf(stderr, "  in case \"%s\"\n", cases[i].sql);
        sp_round_free(branch);
        sp_round_free(from);
        sp_store_close(store);
        sp_free(path);
        test_folder_empty();
    }
}

int
main(int argc, char **argv)
{
    sp_mem_init();
    if (argc != 3 || !test_files_read(&files, argv[1], argv[2]))
        return 1;
    test_folder_make();
    test_from_every_line();
    test_practised();
    test_where_it_is_kept();
    test_from_an_exam();
    test_never_the_best();
    test_all_or_nothing();
    test_hostile_rows();
    test_folder_remove();
    test_files_finish(&files);
    return test_end();
}
