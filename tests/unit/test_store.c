/* test_store.c: the records: what goes in comes out, in order, once. */
#include "test_store.h"

static void
test_a_new_file_is_private_and_tidy(void)
{
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct stat info;

    CHECK(stat(path, &info) == 0);
    CHECK_INT(info.st_mode & 0777, 0600);
    sp_store_close(store);
    CHECK_INT((long long)test_folder_count(), 1);
    CHECK(chmod(path, 0644) == 0);
    store = test_open(path);
    CHECK(stat(path, &info) == 0);
    CHECK_INT(info.st_mode & 0777, 0600);
    sp_store_close(store);
    sp_store_close(NULL);
    sp_free(path);
    test_folder_empty();
}

static void
test_people(void)
{
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct sp_error error = {0};
    char own[SP_ID_SIZE] = "", again[SP_ID_SIZE] = "", other[SP_ID_SIZE] = "";

    CHECK(sp_store_default_person(store, "王小明", own, &error));
    CHECK_INT((long long)strlen(own), SP_ID_SIZE - 1);
    CHECK(sp_store_add_person(store, "Li", other, &error));
    CHECK(strcmp(own, other) != 0);
    sp_store_close(store);
    store = test_open(path);
    CHECK(sp_store_default_person(store, "somebody else", again, &error));
    CHECK_STR(again, own);
    char *name = sp_store_person_name(store, own, &error);

    CHECK_STR(name, "王小明");
    sp_free(name);
    CHECK(!sp_store_person_name(store, "nobody", &error));
    CHECK_STR(test_code(&error), "db-missing");
    CHECK(!sp_store_add_person(store, "\xff", other, &error));
    CHECK_STR(test_code(&error), "db-value");
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

static void
check_record(const struct sp_record *record)
{
    const struct sp_attempt *attempt = &record->attempt;

    CHECK_STR(attempt->scenario_id, "price");
    CHECK_STR(attempt->style, "actor");
    CHECK_STR(attempt->motive, "parts");
    CHECK(attempt->seed == UINT64_MAX);
    CHECK_INT(attempt->input, SP_INPUT_CHOICE);
    CHECK_INT(attempt->setting, SP_PRACTICE);
    CHECK_INT(attempt->lang, SP_ZH);
    CHECK_INT(attempt->state, SP_RUNNING);
    CHECK_INT(attempt->started_ms, 7);
    CHECK_INT(attempt->turns, 2);
    CHECK(!attempt->has_result);
    if (!CHECK_INT((long long)record->turn_count, 2))
        return;
    CHECK_STR(record->turn[0].reply, "ask");
    CHECK_STR(record->turn[0].node, "opening");
    CHECK_STR(record->turn[0].customer, "太贵了。");
    CHECK_STR(record->turn[0].trainee, "您是和什么比？");
    CHECK_INT(record->turn[0].at_ms, 1001);
    CHECK_INT(record->turn[1].kind, SP_KEPT_UNDO);
    CHECK_STR(record->turn[1].reply, "");
    CHECK_INT(record->turn[1].lang, SP_EN);
    CHECK_STR(record->body[SP_PART_SCENARIO], "{\"a\": 1}");
    CHECK_STR(record->body[SP_PART_STYLES], "{\"c\": \"雪\"}\n");
    CHECK_INT((long long)record->body_size[SP_PART_STYLES], 13);
    /* echo -n '{"a": 1}' | sha256sum */
    CHECK_STR(attempt->content[SP_PART_SCENARIO],
              "f9d86028c6e0d64e225186f96acb69338b2c59764df79162107f5c4bb34d1310");
}

static void
test_an_attempt_comes_back(void)
{
    static char none[] = "", node[] = "why", said[] = "So?";
    const struct sp_kept_turn undo = {SP_KEPT_UNDO, none, node, said, none,
                                      SP_EN,        1002, NULL, NULL};
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct sp_error error = {0};
    struct sp_record record = {0};
    char attempt[SP_ID_SIZE];

    CHECK(test_begin(store, "price", 7, attempt));
    CHECK(test_append(store, attempt, 1, &error));
    CHECK(sp_store_append(store, attempt, 2, &undo, &error));
    CHECK(!test_append(store, attempt, 2, &error));
    CHECK_STR(test_code(&error), "db-moved");
    CHECK(!test_append(store, attempt, 4, &error));
    CHECK_STR(test_code(&error), "db-moved");
    CHECK(!test_append(store, "nobody", 1, &error));
    CHECK_STR(test_code(&error), "db-moved");
    CHECK(!test_append(store, attempt, SP_KEPT_TURNS_MOST + 1, &error));
    CHECK_STR(test_code(&error), "db-turns");
    sp_store_close(store);

    store = test_open(path);
    CHECK(sp_store_load(store, attempt, &record, &error));
    check_record(&record);
    sp_record_finish(&record);
    CHECK(!sp_store_load(store, "nobody", &record, &error));
    CHECK_STR(test_code(&error), "db-missing");
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

static void
test_an_attempt_ends_once(void)
{
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct sp_error error = {0};
    struct sp_record record = {0};
    char one[SP_ID_SIZE], two[SP_ID_SIZE];

    CHECK(test_begin(store, "price", 1, one) && test_begin(store, "price", 2, two));
    CHECK(test_append(store, one, 1, &error));
    CHECK(!test_finish(store, one, 2, 80, 100, true, &error));
    CHECK_STR(test_code(&error), "db-moved");
    CHECK(test_finish(store, one, 1, 80, 100, true, &error));
    CHECK(!test_finish(store, one, 1, 90, 100, true, &error));
    CHECK_STR(test_code(&error), "db-moved");
    CHECK(!test_append(store, one, 2, &error));
    CHECK_STR(test_code(&error), "db-moved");
    CHECK(!sp_store_abandon(store, one, 5, &error));
    CHECK_STR(test_code(&error), "db-moved");
    CHECK(sp_store_abandon(store, two, 5, &error));
    CHECK(!test_append(store, two, 1, &error));
    CHECK_STR(test_code(&error), "db-moved");

    CHECK(sp_store_load(store, one, &record, &error));
    CHECK_INT(record.attempt.state, SP_FINISHED);
    CHECK(record.attempt.has_result && record.attempt.result.pass);
    CHECK_INT(record.attempt.result.total, 80);
    CHECK_INT(record.attempt.ended_ms, 9001);
    CHECK_STR(record.attempt.result.ending, "deal");
    CHECK_STR(record.attempt.result.levels, "{\"clarify\":2}");
    CHECK_STR(record.attempt.result.score, "{\"total\":1}");
    sp_record_finish(&record);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* The ids of the scenarios in a list, or of the attempts by their start, as text. */
static const char *
shape(const struct sp_attempts *list, char *out, size_t room)
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < list->count; i++)
        used += (size_t)snprintf(out + used, room - used, "%s:%lld ",
                                 list->item[i].scenario_id,
                                 (long long)list->item[i].started_ms);
    return out;
}

static void
check_list(struct sp_store *store,
           bool (*get)(struct sp_store *, const struct sp_filter *,
                       struct sp_attempts *, struct sp_error *),
           struct sp_filter filter, const char *want)
{
    struct sp_attempts list = {0};
    char got[256];

    CHECK(get(store, &filter, &list, NULL));
    CHECK_STR(shape(&list, got, sizeof got), want);
    CHECK_INT((long long)list.bad, 0);
    sp_attempts_finish(&list);
}

static void
test_lists(void)
{
    static const struct {
        const char *scenario;
        int total, out_of;
        bool pass;
    } played[] = {
        {"price", 90, 100, false}, /* a high total without a pass */
        {"price", 70, 100, true},  {"price", 60, 80, true}, /* 75 of 100 */
        {"late", 10, 100, false},  {"late", 10, 100, false}, {"none", 0, 0, false},
    };
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    char attempt[SP_ID_SIZE], own[SP_ID_SIZE];

    for (size_t i = 0; i < sizeof played / sizeof *played; i++) {
        CHECK(test_begin(store, played[i].scenario, (int64_t)i + 1, attempt));
        CHECK(test_finish(store, attempt, 0, played[i].total, played[i].out_of,
                          played[i].pass, NULL));
    }
    CHECK(test_begin(store, "price", 50, attempt));
    CHECK(test_begin(store, "late", 51, attempt));
    CHECK(sp_store_abandon(store, attempt, 52, NULL));
    CHECK(sp_store_default_person(store, "", own, NULL));

    check_list(store, sp_store_history, (struct sp_filter){0},
               "late:51 price:50 none:6 late:5 late:4 price:3 price:2 price:1 ");
    check_list(store, sp_store_history, (struct sp_filter){.limit = 2},
               "late:51 price:50 ");
    check_list(store, sp_store_history,
               (struct sp_filter){.person = own, .scenario_id = "late"},
               "late:51 late:5 late:4 ");
    check_list(store, sp_store_history, (struct sp_filter){.person = "x"}, "");
    check_list(store, sp_store_history,
               (struct sp_filter){.scenario_id = "late' OR '1'='1"}, "");
    check_list(store, sp_store_unfinished, (struct sp_filter){.person = own},
               "price:50 ");
    check_list(store, sp_store_best, (struct sp_filter){.person = own},
               "late:4 none:6 price:3 ");
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

static void
test_what_cannot_be_read_is_not_written(void)
{
    char *path = test_path("records.db");
    struct sp_store *store = test_open(path);
    struct sp_error error = {0};
    struct sp_attempts list = {0};
    char attempt[SP_ID_SIZE], person[SP_ID_SIZE];
    struct sp_begin begin = {
        .scenario_id = "price", .style = "a", .motive = "m", .person = "nobody"};

    for (size_t i = 0; i < SP_PARTS; i++)
        begin.content[i] = (struct sp_bytes){"{}", 2};
    CHECK(!sp_store_begin(store, &begin, attempt, &error));
    CHECK_STR(test_code(&error), "db-failed"); /* a foreign key */
    CHECK(sp_store_default_person(store, "x", person, &error));
    begin.person = person;
    begin.content[1] = (struct sp_bytes){"{\0}", 3};
    CHECK(!sp_store_begin(store, &begin, attempt, &error));
    CHECK_STR(test_code(&error), "db-value");
    begin.content[1] = (struct sp_bytes){"\xc0\x80", 2};
    CHECK(!sp_store_begin(store, &begin, attempt, &error));
    CHECK_STR(test_code(&error), "db-value");
    begin.content[1] = (struct sp_bytes){"[]", 2};
    begin.style = "\xed\xa0\x80";
    CHECK(!sp_store_begin(store, &begin, attempt, &error));
    CHECK_STR(test_code(&error), "db-value");
    CHECK(sp_store_history(store, &(struct sp_filter){0}, &list, &error));
    CHECK_INT((long long)list.count, 0);
    sp_attempts_finish(&list);
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

static void
test_names(void)
{
    enum sp_setting setting = SP_PRACTICE;
    enum sp_input input = SP_INPUT_CHOICE;

    CHECK(sp_setting_find("exam", &setting) && setting == SP_EXAM);
    CHECK(!sp_setting_find("Exam", &setting) && setting == SP_EXAM);
    CHECK(sp_input_find("words", &input) && input == SP_INPUT_WORDS);
    CHECK(!sp_input_find("", &input));
    CHECK_STR(sp_setting_name(SP_REHEARSAL), "rehearsal");
    CHECK_STR(sp_setting_name(SP_SETTINGS), NULL);
    CHECK_STR(sp_input_name(SP_INPUT_CHOICE), "choice");
    CHECK_STR(sp_part_name(SP_PART_STYLES), "styles");
    CHECK_STR(sp_attempt_state_name(SP_ABANDONED), "abandoned");
}

int
main(void)
{
    sp_mem_init();
    test_folder_make();
    test_names();
    test_a_new_file_is_private_and_tidy();
    test_people();
    test_an_attempt_comes_back();
    test_an_attempt_ends_once();
    test_lists();
    test_what_cannot_be_read_is_not_written();
    test_folder_remove();
    return test_end();
}
