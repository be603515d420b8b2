/* test_exam.c: exams, start codes, the roster, and the chain of a sitting. */
#include <sqlite3.h>

#include "../../engine/store/store_own.h"
#include "core/exam.h"
#include "core/jcs.h"
#include "load.h"
#include "store/chain.h"
#include "store/exams.h"
#include "store/people.h"
#include "store/start_code.h"
#include "test_store.h"
#include "test_store_play.h"

static struct test_files files;

static const char draft[] =
    "{\"format\": \"sparring-exam\", \"formatVersion\": 2, \"languages\": [\"en\"],"
    " \"id\": \"q4\", \"title\": {\"en\": \"Objections\"},"
    " \"purpose\": {\"en\": \"To see who is ready.\"},"
    " \"forms\": {\"A\": [{\"scenario\": \"small-call\"}],"
    " \"B\": [{\"scenario\": \"small-call\", \"styles\": [\"actor\"]}]},"
    " \"input\": \"choice\", \"minutes\": 20, \"warnings\": [5, 1], \"attempts\": 3,"
    " \"pass\": {\"scenarios\": 1, \"total\": 65, \"levels\": {\"clarify\": 2},"
    " \"noCritical\": true}, \"markReason\": {\"en\": \"As agreed.\"},"
    " \"keepDays\": 730}";

static const char sha[] =
    "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

static struct sp_exam *
read_draft(void)
{
    struct sp_diags diags = {0};
    struct sp_exam *exam = sp_exam_read(draft, sizeof draft - 1, &diags);

    CHECK(exam);
    CHECK_INT((long long)diags.errors, 0);
    sp_diags_finish(&diags);
    return exam;
}

static void
test_a_draft_is_read(void)
{
    struct sp_exam *exam = read_draft();

    CHECK_INT(exam->forms, 2);
    CHECK_INT(exam->form[1].items, 1);
    CHECK_STR(exam->form[1].item[0].style[0], "actor");
    CHECK_INT(exam->warnings, 2);
    CHECK_INT(exam->rule.levels, 1);
    CHECK(!exam->published);
    sp_exam_free(exam);
}

/* The code that a draft gets when `was` in it is `is`. */
static const char *
code_with(const char *was, const char *is)
{
    static char code[8];
    const char *at = strstr(draft, was);
    struct sp_str text = {0};
    struct sp_diags diags = {0};

    CHECK(at);
    sp_str_add_n(&text, draft, (size_t)(at - draft));
    sp_str_add(&text, is);
    sp_str_add(&text, at + strlen(was));
    struct sp_exam *exam = sp_exam_read(text.text, text.size, &diags);

    snprintf(code, sizeof code, "%s", diags.count > 0 ? diags.items[0].code : "");
    CHECK((exam == NULL) == (diags.errors > 0));
    sp_exam_free(exam);
    sp_diags_finish(&diags);
    sp_str_finish(&text);
    return code;
}

static void
test_bad_drafts(void)
{
    CHECK_STR(code_with("\"q4\"", "\"q4\""), "");
    CHECK_STR(code_with("[{\"scenario\": \"small-call\"}]",
                        "[{\"scenario\": \"a\"}, {\"scenario\": \"b\"}]"),
              "E110");
    CHECK_STR(code_with("[5, 1]", "[1, 5]"), "E111");
    CHECK_STR(code_with("[5, 1]", "[20]"), "E111");
    CHECK_STR(code_with("\"keepDays\": 730", "\"keepDays\": 0"), "E023");
    CHECK_STR(code_with("\"scenarios\": 1", "\"scenarios\": 2"), "E023");
    CHECK_STR(code_with("\"keepDays\": 730",
                        "\"keepDays\": 730, \"frozen\": {\"engine\": \"1\","
                        " \"rubric\": \"x\", \"styles\": \"x\", \"scenarios\": {}}"),
              "E112");
    CHECK_STR(code_with("choice", "voice"), "E024");
}

static void
test_every_clause_counts(void)
{
    struct sp_exam *exam = read_draft();
    struct sp_exam_verdict verdict;
    struct sp_exam_call call = {.done = true,
                                .total = 65,
                                .out_of = 100,
                                .pass = true,
                                .competency = {"clarify"},
                                .level = {2},
                                .competencies = 1};

    sp_exam_judge(exam, &call, 1, &verdict);
    CHECK(verdict.pass);
    CHECK_INT(verdict.clauses, 4);
    call.total = 64;
    sp_exam_judge(exam, &call, 1, &verdict);
    CHECK(!verdict.pass && !verdict.clause[1].met && verdict.clause[0].met);
    call.total = 52; /* of 80 it is 65 percent */
    call.out_of = 80;
    call.level[0] = -1; /* judged nowhere: not shown */
    sp_exam_judge(exam, &call, 1, &verdict);
    CHECK(verdict.clause[1].met && !verdict.clause[2].met);
    call.level[0] = 3;
    call.criticals = 1;
    sp_exam_judge(exam, &call, 1, &verdict);
    CHECK(!verdict.pass && !verdict.clause[3].met && verdict.clause[2].met);
    call.done = false;
    sp_exam_judge(exam, &call, 1, &verdict);
    CHECK(!verdict.pass && !verdict.clause[0].met && verdict.clause[3].met);
    sp_exam_free(exam);
}

static void
test_codes_are_read_as_people_type_them(void)
{
    char base[9], code[SP_CODE_SIZE], again[SP_CODE_SIZE], shown[SP_CODE_SIZE + 2];
    unsigned attempt = 0, wrong = 0;

    sp_code_new_base(base);
    sp_code_make(base, 3, sha, code);
    sp_code_show(code, shown);
    for (char *c = shown; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 'a' - 'A') : *c;
    CHECK(sp_code_read(shown, again));
    CHECK_STR(again, code);
    CHECK(sp_code_fits(again, sha, &attempt));
    CHECK_INT(attempt, 3);
    CHECK(!sp_code_read("ABCD-EFGH-JKM", again)); /* too short */
    CHECK(!sp_code_read("ABCD-EFGH-JKMN0", again));
    CHECK(!sp_code_read("ABCD-EFGU-JKMN", again)); /* no U */
    CHECK(sp_code_read("\xef\xbc\xa1"
                       "BCD efgh ojil",
                       again));
    CHECK_STR(again, "ABCDEFGH0J11");
    /* One wrong letter is nearly always found. */
    for (unsigned i = 0; i < 12; i++) {
        char other[SP_CODE_SIZE];

        memcpy(other, code, sizeof other);
        other[i] = other[i] == 'X' ? 'Y' : 'X';
        wrong += sp_code_fits(other, sha, &attempt);
    }
    CHECK(wrong <= 1);
}

static void
test_a_repeat_gets_another_form_and_motive(void)
{
    struct set set = {0};
    struct sp_exam *exam = read_draft();
    char base[9] = "ABCDEFGH", code[SP_CODE_SIZE];
    unsigned motives = 0, forms = 0, style, motive;
    uint64_t seed, last = 0;

    CHECK(load_small(&set));
    for (unsigned attempt = 1; attempt <= set.scenario->motive_count; attempt++) {
        sp_code_make(base, attempt, sha, code);
        CHECK(sp_code_draw(exam, sha, code, 0, set.scenario, &style, &motive, &seed));
        motives |= 1u << motive;
        forms |= 1u << sp_code_form(exam, sha, code);
        CHECK(seed != last);
        last = seed;
    }
    CHECK_INT(motives, (1 << set.scenario->motive_count) - 1);
    CHECK_INT(forms, 3);
    sp_exam_free(exam);
    set_finish(&set);
}

static void
test_the_roster_knows_people_by_number(void)
{
    char *path = test_path("records.db"), number[] = "0042", name[] = "王小明",
         other[] = "王晓明", team[] = "华东";
    struct sp_store *store = test_open(path);
    struct sp_member member = {.number = number,
                               .name = name,
                               .team = team,
                               .scale_percent = 100,
                               .active = true};
    struct sp_member found = {0};
    struct sp_members list = {0};
    struct sp_error error = {0};
    bool added = false;

    CHECK(sp_member_put(store, &member, &added, &error) && added);
    member.name = other;
    member.extra_percent = 25;
    CHECK(sp_member_put(store, &member, &added, &error) && !added);
    CHECK(sp_member_by_number(store, "0042", &found, &error));
    CHECK_STR(found.name, other);
    CHECK_STR(found.person, member.person);
    CHECK_INT(found.extra_percent, 25);
    sp_member_finish(&found);
    CHECK(!sp_member_by_number(store, "42", &found, &error));
    CHECK_STR(test_code(&error), "db-missing");
    CHECK(sp_member_list(store, &list, &error));
    CHECK_INT((long long)list.count, 1);
    sp_members_finish(&list);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* A published exam, a sitting of it and one call, played to its end. */
static struct sp_store *
sat(const char *path, struct sp_sitting_row *row)
{
    struct sp_store *store = test_open(path);
    struct sp_error error = {0};
    char body[] = "{}";
    struct sp_exam_row exam = {.body = body};
    cJSON *begin = cJSON_CreateObject(), *closed = cJSON_CreateObject();

    *row = (struct sp_sitting_row){.attempt = 1, .left_ms = -1, .began_ms = 5};
    CHECK(sp_exam_row_publish(store, &exam, NULL, NULL, 0, &error));
    memcpy(row->exam, exam.id, SP_ID_SIZE);
    memcpy(row->code, "ABCDEFGHJKMN", 13);
    CHECK(sp_store_default_person(store, "x", row->person, &error));
    cJSON_AddStringToObject(begin, "type", "begin");
    CHECK(sp_sitting_row_add(store, row, begin, &error));
    struct sp_round_start start = {.store = store,
                                   .person = row->person,
                                   .seed = 7,
                                   .setting = SP_EXAM,
                                   .sitting = row->id};

    memcpy(start.content, files.bytes, sizeof start.content);
    struct sp_round *round = sp_round_begin(&start, NULL, &error);

    while (CHECK(round) && !sp_round_over(round)) {
        const struct sp_view *view = sp_session_view(sp_round_session(round));

        CHECK(sp_round_answer(round, view->open[0]->id, &error));
    }
    sp_round_free(round);
    cJSON_AddStringToObject(closed, "type", "closed");
    CHECK(sp_sitting_row_close(store, row->id, SP_VERDICT_FAIL, closed, 9, &error));
    CHECK(sp_sitting_row_load(store, row->id, row, &error));
    CHECK_STR(test_code(&error), "");
    cJSON_Delete(begin);
    cJSON_Delete(closed);
    return store;
}

static void
test_a_sitting_is_one_chain(void)
{
    char *path = test_path("records.db"), attempts[SP_EXAM_ITEMS][SP_ID_SIZE];
    struct sp_sitting_row row;
    struct sp_store *store = sat(path, &row);
    struct sp_events events = {0};
    struct sp_error error = {0};
    struct sp_record record = {0};
    unsigned count = 0, seq = 0;

    CHECK(sp_event_list(store, row.id, &events, &error));
    CHECK(sp_sitting_calls(store, row.id, attempts, &count, &error));
    CHECK_INT(count, 1);
    CHECK(sp_store_load(store, attempts[0], &record, &error));
    /* begin, call, its lines, call-end, closed */
    CHECK_INT((long long)events.count, (long long)record.attempt.turns + 4);
    CHECK(strstr(events.item[1].body, "\"type\":\"call\""));
    CHECK(strstr(events.item[2].body, record.turn[0].reply));
    CHECK_INT(sp_chain_check(&events, row.events, row.head, &seq), SP_CHAIN_WHOLE);
    for (size_t i = 0; i < events.count; i++)
        CHECK(sp_jcs_is(events.item[i].body, strlen(events.item[i].body)));
    /* A body may go when its time is up. */
    sp_free(events.item[2].body);
    events.item[2].body = NULL;
    CHECK_INT(sp_chain_check(&events, row.events, row.head, &seq), SP_CHAIN_WHOLE);
    CHECK_INT(sp_chain_check(&events, row.events + 1, row.head, &seq), SP_CHAIN_HEAD);
    sp_events_finish(&events);
    sp_record_finish(&record);
    row.id[0] = '\0';
    cJSON *begin = cJSON_CreateObject();

    CHECK(!sp_sitting_row_add(store, &row, begin, &error));
    CHECK_STR(test_code(&error), "exam-used"); /* one code, one sitting */
    cJSON_Delete(begin);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* What somebody with a database program may try. */
static void
test_every_touched_event_is_found(void)
{
    static const char *const touches[] = {
        "UPDATE event SET body = replace(body, '\"type\"', '\"kind\"') WHERE seq = 3",
        "UPDATE event SET body_sha = '"
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77"
        "e8310c060f61caaff8a' WHERE seq = 3",
        "UPDATE event SET hash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77"
        "e8310c060f61caaff8a' WHERE seq = 2",
        "DELETE FROM event WHERE seq = 2",
        "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
        "UPDATE event SET seq = CASE seq WHEN 3 THEN 400 ELSE seq END;"
        "UPDATE event SET seq = CASE seq WHEN 4 THEN 3 ELSE seq END;"
        "UPDATE event SET seq = CASE seq WHEN 400 THEN 4 ELSE seq END",
        "UPDATE sitting SET head = (SELECT hash FROM event WHERE seq = 2)",
        "UPDATE sitting SET events = events - 1",
    };
    char *path = test_path("records.db");

    for (size_t i = 0; i < sizeof touches / sizeof *touches; i++) {
        struct sp_sitting_row row;
        struct sp_store *store = sat(path, &row);
        struct sp_events events = {0};
        struct sp_error error = {0};

        CHECK_INT(sqlite3_exec(store->db, touches[i], NULL, NULL, NULL), SQLITE_OK);
        CHECK(sp_sitting_row_load(store, row.id, &row, &error));
        CHECK(sp_event_list(store, row.id, &events, &error));
        CHECK(sp_chain_check(&events, row.events, row.head, NULL) != SP_CHAIN_WHOLE);
        sp_events_finish(&events);
        sp_store_close(store);
        test_folder_empty();
    }
    sp_free(path);
}

static void
test_canonical_text(void)
{
    static const char *const good[] = {"{\"a\":1,\"b\":[true,null,-5]}",
                                       "{\"\xf0\x90\x80\x80\":1,\"\xee\x80\x80\":2}",
                                       "\"\\u0001\\n\xe7\x8e\x8b\"", "999999999999999"};
    static const char *const bad[] = {"{\"b\":1,\"a\":2}",
                                      "[1, 2]",
                                      "1.5",
                                      "9007199254740992",
                                      "\"\\u738b\"",
                                      "{\"\xee\x80\x80\":2,\"\xf0\x90\x80\x80\":1}"};

    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!CHECK(sp_jcs_is(good[i], strlen(good[i]))))
            fprintf(stderr, "  %s\n", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!sp_jcs_is(bad[i], strlen(bad[i])));
}

int
main(int argc, char **argv)
{
    sp_mem_init();
    if (argc != 3 || !test_files_read(&files, argv[1], argv[2]))
        return 1;
    test_folder_make();
    test_a_draft_is_read();
    test_bad_drafts();
    test_every_clause_counts();
    test_codes_are_read_as_people_type_them();
    test_a_repeat_gets_another_form_and_motive();
    test_the_roster_knows_people_by_number();
    test_a_sitting_is_one_chain();
    test_every_touched_event_is_found();
    test_canonical_text();
    test_folder_remove();
    test_files_finish(&files);
    return test_end();
}
