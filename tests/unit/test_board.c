/* test_board.c: what a manager sees of people, and what is said about sittings. */
#include "store/board.h"
#include "store/decide.h"
#include "test_board_scene.h"

static struct test_files files;

struct look { /* a board with what it was made of */
    struct sp_members members;
    struct sp_code_rows codes;
    struct sp_stories stories;
    struct sp_board board;
};

static void
look_at(struct scene *scene, int64_t due_ms, struct look *look)
{
    const char *exam = scene->exam.id;

    *look = (struct look){0};
    CHECK(sp_member_list(scene->store, &look->members, NULL));
    CHECK(sp_code_row_list(scene->store, exam, NULL, &look->codes, NULL));
    CHECK(sp_stories_load(scene->store, exam, NULL, &look->stories, NULL));
    const struct sp_board_from from = {&look->members, &look->codes, &look->stories,
                                       due_ms, scene->now.wall_ms};

    sp_board_make(&from, &look->board);
}

static void
look_finish(struct look *look)
{
    sp_board_finish(&look->board);
    sp_stories_finish(&look->stories);
    sp_code_rows_finish(&look->codes);
    sp_members_finish(&look->members);
}

static const struct sp_board_person *
find(const struct look *look, const char *name)
{
    for (size_t i = 0; i < look->board.count; i++) {
        if (strcmp(look->board.person[i].member->name, name) == 0)
            return &look->board.person[i];
    }
    return NULL;
}

/* "ann failed 1 …": everybody in the order of the board. */
static void
describe(const struct look *look, struct sp_str *out)
{
    for (size_t i = 0; i < look->board.count; i++) {
        const struct sp_board_person *p = &look->board.person[i];

        sp_str_addf(out, "%s%s %s %u", i ? ", " : "", p->member->name,
                    sp_board_state_name(p->state), p->attempts);
    }
}

static bool
is_whole(struct scene *scene, const char *sitting)
{
    struct sp_sitting_row row;
    struct sp_events events = {0};
    bool whole = CHECK(sp_sitting_row_load(scene->store, sitting, &row, NULL)) &&
                 CHECK(sp_event_list(scene->store, sitting, &events, NULL)) &&
                 sp_chain_check(&events, row.events, row.head, NULL) == SP_CHAIN_WHOLE;

    sp_events_finish(&events);
    return whole;
}

static void
test_everybody_has_a_state(void)
{
    struct scene scene;
    struct look look;
    struct sp_sitting_row row, held;
    struct sp_str text = {0};
    char person[SP_ID_SIZE];

    scene_make(&scene, &files);
    scene_person(&scene, "1", "ann", "east", NULL, person);
    scene_person(&scene, "2", "ben", "east", "BBBBBBBB", person);
    scene_person(&scene, "3", "cai", "west", "CCCCCCCC", person);
    scene_person(&scene, "4", "dan", "west", "DDDDDDDD", person);
    scene_person(&scene, "5", "eve", "", "EEEEEEEE", person);
    scene_sit(&scene, "BBBBBBBB", 1, 2, 0, &row);
    scene_sit(&scene, "CCCCCCCC", 1, 100, 0, &row);
    CHECK(row.verdict == SP_VERDICT_FAIL); /* nobody earns every point */
    scene_sit(&scene, "DDDDDDDD", 1, 100, 0, &held);
    CHECK(sp_sitting_hold(scene.store, held.id, "Zoe", "the fire alarm", 5, NULL));
    scene_sit(&scene, "EEEEEEEE", 1, 100, 0, &row);
    scene_sit(&scene, "EEEEEEEE", 2, 100, 1, &row);
    CHECK(sp_sitting_decide(scene.store, row.id, true, "Zoe", "heard it", 6, NULL));
    look_at(&scene, 500, &look);
    describe(&look, &text);
    CHECK_STR(text.text, "ann open 0, ben going 1, cai failed 1, dan held 1,"
                         " eve passed 2");
    const struct sp_board_person *eve = find(&look, "eve");

    CHECK_INT(eve->to_pass, 2);
    CHECK(eve->has_first && eve->first == SP_VERDICT_FAIL);
    CHECK(eve->due == SP_DUE_NONE); /* who has passed is not late */
    CHECK(find(&look, "ann")->due == SP_DUE_OVER && !find(&look, "ann")->has_code);
    CHECK(find(&look, "ben")->has_code);
    CHECK_INT((int)look.board.teams, 3);
    CHECK_STR(look.board.team[0].name, "");
    CHECK_STR(look.board.team[1].name, "east");
    CHECK_INT(look.board.team[2].people, 2);
    CHECK_INT(look.board.team[2].state[SP_BOARD_HELD], 1);
    /* First attempts that wait for a person, or go on, are not counted yet. */
    CHECK_INT(look.board.all.first, 2);
    CHECK_INT(look.board.all.first_passed, 0);
    CHECK_INT(look.board.all.overdue, 4);
    look_finish(&look);
    sp_str_finish(&text);
    scene_finish(&scene);
}

static void
test_the_words_behind_a_fault(void)
{
    struct scene scene;
    struct sp_story story = {0};
    struct sp_sitting_row row;
    struct sp_board_fault fault[100];
    char person[SP_ID_SIZE];
    size_t count, with_line = 0;

    scene_make(&scene, &files);
    scene_person(&scene, "1", "ann", "east", "AAAAAAAA", person);
    scene_sit(&scene, "AAAAAAAA", 1, 100, 0, &row);
    CHECK(sp_story_load(scene.store, &row, &story, NULL));
    CHECK_STR(story.name, "ann");
    CHECK_STR(story.form, "A");
    CHECK_INT(story.calls, 2);
    CHECK(story.closed && !story.machine_pass);
    CHECK_INT(story.clauses, 1);
    CHECK(story.clause[0].kind == SP_CLAUSE_TOTAL && story.clause[0].wanted == 100);
    CHECK_INT(story.call[0].line[0].took_ms >= 0, 1);
    /* In the rubric's order, which canonical JSON has not. */
    CHECK_STR(story.call[0].level[0].competency, "clarify");
    count = sp_board_faults(&story, fault, 100);
    CHECK(count > 0 && count <= 100);
    for (size_t i = 0; i < count; i++) {
        const struct sp_story_check *check = fault[i].check;

        CHECK(check->competency ? !check->earned : check->earned);
        CHECK(check->wording[0] != '\0');
        if (!fault[i].line)
            continue;
        with_line++;
        CHECK_INT(fault[i].line->number, check->line);
        CHECK(fault[i].line->trainee[0] != '\0');
    }
    CHECK(with_line > 0);
    sp_story_finish(&story);
    /* A score that is not the one the chain names tells nothing. */
    struct sp_events events = {0};
    char other[] = "{\"competencies\":[]}", *score[SP_EXAM_ITEMS] = {other};

    CHECK(sp_event_list(scene.store, row.id, &events, NULL));
    sp_story_read(&row, &events, score, &story);
    CHECK(story.call[0].score_wrong && story.call[0].checks == 0);
    CHECK_INT(story.call[0].levels, 6);
    sp_story_finish(&story);
    sp_events_finish(&events);
    scene_finish(&scene);
}

static void
test_a_decision_has_a_name_and_a_reason(void)
{
    struct scene scene;
    struct sp_story story = {0};
    struct sp_sitting_row row, now;
    struct sp_error error = {0};
    char person[SP_ID_SIZE];

    scene_make(&scene, &files);
    scene_person(&scene, "1", "ann", "east", "AAAAAAAA", person);
    scene_sit(&scene, "AAAAAAAA", 1, 2, 0, &row);
    CHECK(!sp_sitting_decide(scene.store, row.id, true, "Zoe", "x", 1, &error));
    CHECK_STR(test_code(&error), "exam-running");
    scene_sit(&scene, "AAAAAAAA", 2, 100, 0, &row);
    CHECK(!sp_sitting_decide(scene.store, row.id, true, " ", "x", 1, &error));
    CHECK_STR(test_code(&error), "exam-nameless");
    CHECK(!sp_sitting_decide(scene.store, row.id, true, "Zoe", "\n", 1, &error));
    CHECK_STR(test_code(&error), "exam-nameless");
    CHECK(sp_sitting_row_load(scene.store, row.id, &now, NULL));
    CHECK(now.verdict == SP_VERDICT_FAIL && !now.decided);
    CHECK_INT(now.events, row.events); /* nothing was stored */
    CHECK(sp_sitting_appeal(scene.store, row.id, "the line fits", 2, NULL));
    CHECK(!sp_sitting_appeal(scene.store, row.id, "again", 3, &error));
    CHECK_STR(test_code(&error), "exam-appealed");
    CHECK(sp_sitting_row_load(scene.store, row.id, &now, NULL));
    CHECK(now.verdict == SP_VERDICT_HELD);
    CHECK(sp_sitting_decide(scene.store, row.id, true, "Zoe", "it does", 4, NULL));
    CHECK(!sp_sitting_appeal(scene.store, row.id, "thanks", 5, &error));
    CHECK_STR(test_code(&error), "exam-passed");
    CHECK(sp_sitting_row_load(scene.store, row.id, &now, NULL));
    CHECK(now.verdict == SP_VERDICT_PASS && now.decided);
    CHECK(sp_story_load(scene.store, &now, &story, NULL));
    CHECK_STR(story.machine_verdict, "fail"); /* stays beside the decision */
    CHECK_STR(sp_story_last(&story, "decision")->by, "Zoe");
    CHECK_STR(sp_story_last(&story, "decision")->words, "it does");
    CHECK_STR(sp_story_last(&story, "appeal")->words, "the line fits");
    CHECK(is_whole(&scene, row.id));
    sp_story_finish(&story);
    scene_finish(&scene);
}

static void
test_remarks_rate_what_was_judged(void)
{
    static const struct {
        struct sp_rating rating;
        const char *want;
    } cases[] = {
        {{0, "clarify", 2}, ""},           {{1, "close", 3}, ""},
        {{2, "clarify", 2}, "exam-item"},  {{0, "charm", 2}, "exam-item"},
        {{0, "clarify", 4}, "exam-level"}, {{0, "clarify", -1}, "exam-level"},
    };
    struct scene scene;
    struct sp_story story = {0};
    struct sp_sitting_row row;
    char person[SP_ID_SIZE];

    scene_make(&scene, &files);
    scene_person(&scene, "1", "ann", "east", "AAAAAAAA", person);
    scene_sit(&scene, "AAAAAAAA", 1, 100, 0, &row);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sp_error error = {0};
        const struct sp_remark remark = {"Zoe", "x", &cases[i].rating, 1, true, true};

        CHECK(sp_sitting_remark(scene.store, row.id, &remark, 1, &error) ==
              (cases[i].want[0] == '\0'));
        if (!CHECK_STR(test_code(&error), cases[i].want))
            fprintf(stderr, "  in case %zu\n", i);
    }
    CHECK(sp_sitting_row_load(scene.store, row.id, &row, NULL));
    CHECK(row.verdict == SP_VERDICT_FAIL &&
          !row.decided); /* a remark decides nothing */
    CHECK(sp_story_load(scene.store, &row, &story, NULL));
    CHECK_INT(story.ratings, 2);
    CHECK_INT(story.rating[1].item, 1);
    CHECK_STR(story.rating[1].competency, "close");
    CHECK(is_whole(&scene, row.id));
    sp_story_finish(&story);
    scene_finish(&scene);
}

/* ---- many people, without a database ---- */

#define PEOPLE 700

static void
test_hundreds_of_people(void)
{
    static struct sp_member member[PEOPLE];
    static struct sp_story story[2 * PEOPLE];
    static char text[PEOPLE][3][16];
    const struct sp_members members = {member, PEOPLE};
    const struct sp_code_rows codes = {NULL, 0};
    const struct sp_stories stories = {story, 2 * PEOPLE};
    const struct sp_board_from from = {&members, &codes, &stories, 1, 2};
    struct sp_board board;
    struct sp_board_filter filter = {.search = "P1"};

    for (unsigned i = 0; i < PEOPLE; i++) {
        unsigned n = i * 389 % PEOPLE; /* in no order */
        struct sp_story *first = &story[n], *second = &story[PEOPLE + n];

        snprintf(text[i][0], 16, "%03u", n);
        snprintf(text[i][1], 16, "p%03u", n);
        snprintf(text[i][2], 16, "t%u", n % 7);
        member[i] = (struct sp_member){.number = text[i][0],
                                       .name = text[i][1],
                                       .team = text[i][2],
                                       .active = true};
        snprintf(member[i].person, SP_ID_SIZE, "%032u", n);
        memcpy(first->row.person, member[i].person, SP_ID_SIZE);
        memcpy(second->row.person, member[i].person, SP_ID_SIZE);
        first->row.attempt = 1;
        first->row.verdict = n % 2 ? SP_VERDICT_PASS : SP_VERDICT_FAIL;
        first->last_ms = n;
        second->row.attempt = 2;
        second->row.verdict = n % 4 ? SP_VERDICT_PASS : SP_VERDICT_HELD;
        second->last_ms = 1000 + n;
        second->calls = 1;
        second->call[0] = (struct sp_story_call){
            .begun = true,
            .done = true,
            .levels = 2,
            .level = {{"fab", 2}, {"close", n % 7 == 3 ? 1 : 3}}};
    }
    sp_board_make(&from, &board);
    CHECK_INT((int)board.count, PEOPLE);
    CHECK_INT((int)board.teams, 7);
    CHECK_INT(board.all.people, PEOPLE);
    CHECK_INT(board.all.first_passed, PEOPLE / 2);
    CHECK_INT(board.all.state[SP_BOARD_HELD], PEOPLE / 4);
    CHECK_INT(board.all.overdue, PEOPLE / 4);
    CHECK_STR(board.team[3].levels.item[board.team[3].levels.weakest].competency,
              "close");
    CHECK_STR(board.team[4].levels.item[board.team[4].levels.weakest].competency,
              "fab");
    for (unsigned i = 1; i < PEOPLE; i++)
        CHECK(strcmp(board.person[i - 1].member->name, board.person[i].member->name) <
              0);
    CHECK_INT(board.person[1].to_pass, 1);
    CHECK_INT(board.person[2].to_pass, 2);
    sp_board_pick(&board, &filter, SP_SORT_LAST);
    CHECK_INT((int)board.count, 100);
    CHECK_STR(board.person[0].member->name, "p199");
    filter = (struct sp_board_filter){
        .team = "t2", .has_state = true, .state = SP_BOARD_HELD};
    sp_board_pick(&board, &filter, SP_SORT_NAME);
    for (size_t i = 0; i < board.count; i++)
        CHECK(strcmp(board.person[i].member->team, "t2") == 0 &&
              board.person[i].state == SP_BOARD_HELD);
    CHECK(board.count > 0 && board.count < 20);
    CHECK_INT(board.all.people, PEOPLE); /* of everybody still */
    sp_board_finish(&board);
}

int
main(int argc, char **argv)
{
    sp_mem_init();
    if (argc != 3 || !test_files_read(&files, argv[1], argv[2]))
        return 1;
    test_folder_make();
    test_everybody_has_a_state();
    test_the_words_behind_a_fault();
    test_a_decision_has_a_name_and_a_reason();
    test_remarks_rate_what_was_judged();
    test_hundreds_of_people();
    test_folder_remove();
    test_files_finish(&files);
    return test_end();
}
