/* test_sitting.c: taking an exam: stages, time, interruptions, verdict, repeats. */
#include "core/exam.h"
#include "store/chain.h"
#include "store/evidence.h"
#include "store/practice.h"
#include "store/replay_sitting.h"
#include "store/sitting.h"
#include "store/start_code.h"
#include "test_store.h"
#include "test_store_play.h"

static struct test_files files;

static const char exam_text[] =
    "{\"attempts\":3,%s\"forms\":{\"A\":[{\"scenario\":\"small-call\"},"
    "{\"scenario\":\"small-call\"}],\"B\":[{\"scenario\":\"small-call\"},"
    "{\"scenario\":\"small-call\"}]},\"format\":\"sparring-exam\",\"formatVersion\":2,"
    "\"frozen\":{\"engine\":\"0\",\"rubric\":\"%s\",\"scenarios\":{\"small-call\":\"%"
    "s\"},"
    "\"styles\":\"%s\"},\"id\":\"q4\",\"input\":\"choice\",\"keepDays\":730,"
    "\"languages\":[\"en\"],\"markReason\":{\"en\":\"x\"},\"minutes\":10,"
    "\"pass\":{\"total\":1},\"purpose\":{\"en\":\"x\"},\"title\":{\"en\":\"x\"},"
    "\"warmUp\":\"small-call\",\"warnings\":[5,1]}";

struct scene {
    struct sp_store *store;
    struct sp_exam_row exam;
    struct sp_code_row code; /* of the first attempt */
    char base[9], *path;
    struct sp_now now;
};

static void
scene_make(struct scene *scene, const char *keys)
{
    static const enum sp_part kinds[] = {SP_PART_SCENARIO, SP_PART_RUBRIC,
                                         SP_PART_STYLES};
    char sha[SP_PARTS][SP_HASH_SIZE];
    struct sp_str body = {0};
    struct sp_error error = {0};

    *scene = (struct scene){
        .path = test_path("records.db"), .base = "ABCDEFGH", .now = {1000000, 1000}};
    scene->store = test_open(scene->path);
    for (unsigned i = 0; i < SP_PARTS; i++)
        sp_content_name(&files.bytes[i], sha[i]);
    sp_str_addf(&body, exam_text, keys, sha[SP_PART_RUBRIC], sha[SP_PART_SCENARIO],
                sha[SP_PART_STYLES]);
    scene->exam.body = sp_str_take(&body);
    CHECK(sp_exam_row_publish(scene->store, &scene->exam, files.bytes, kinds, SP_PARTS,
                              &error));
    memcpy(scene->code.exam, scene->exam.id, SP_ID_SIZE);
    scene->code.scale_percent = 100;
    CHECK(sp_store_default_person(scene->store, "x", scene->code.person, &error));
    for (unsigned attempt = 3; attempt >= 1; attempt--) {
        scene->code.attempt = attempt;
        sp_code_make(scene->base, attempt, scene->exam.sha256, scene->code.code);
        CHECK(sp_code_row_add(scene->store, &scene->code, &error));
    }
    CHECK_STR(test_code(&error), "");
}

static void
scene_finish(struct scene *scene)
{
    sp_store_close(scene->store);
    sp_free(scene->exam.body);
    sp_free(scene->path);
    test_folder_empty();
}

static struct sp_sitting *
sit(struct scene *scene, unsigned attempt, const char *want)
{
    struct sp_error error = {0};
    char code[SP_CODE_SIZE];

    sp_code_make(scene->base, attempt, scene->exam.sha256, code);
    struct sp_sitting *s =
        sp_sitting_open(scene->store, code, NULL, SP_EN, scene->now, &error);

    CHECK_STR(test_code(&error), want);
    return s;
}

/* To the first line of the first call. */
static void
get_going(struct sp_sitting *s, struct scene *scene)
{
    CHECK(sp_sitting_stage(s) == SP_SITS_NOTICE);
    CHECK(sp_sitting_confirm(s, scene->now, NULL));
    CHECK(sp_sitting_stage(s) == SP_SITS_WARM_UP);
    CHECK(sp_sitting_warmed_up(s, false, scene->now, NULL));
    CHECK(sp_sitting_begin_call(s, scene->now, NULL));
}

static void
say(struct sp_sitting *s, struct scene *scene, uint64_t gone_ms)
{
    const struct sp_view *view = sp_session_view(sp_round_session(sp_sitting_round(s)));

    scene->now.wall_ms += (int64_t)gone_ms;
    scene->now.monotone_ms += gone_ms;
    CHECK(sp_sitting_answer(s, view->open[0]->id, scene->now, NULL));
}

static void
play_out(struct sp_sitting *s, struct scene *scene)
{
    while (sp_sitting_stage(s) != SP_SITS_CLOSED) {
        if (sp_sitting_stage(s) == SP_SITS_READY)
            CHECK(sp_sitting_begin_call(s, scene->now, NULL));
        say(s, scene, 1000);
    }
}

static unsigned
count_events(struct scene *scene, const char *sitting, const char *type)
{
    struct sp_events events = {0};
    struct sp_str what = {0};
    unsigned count = 0;

    sp_str_addf(&what, "\"type\":\"%s\"", type);
    CHECK(sp_event_list(scene->store, sitting, &events, NULL));
    for (size_t i = 0; i < events.count; i++)
        count += strstr(events.item[i].body, what.text) != NULL;
    sp_events_finish(&events);
    sp_str_finish(&what);
    return count;
}

static void
test_from_the_notice_to_the_verdict(void)
{
    struct scene scene;
    unsigned count = 0;

    scene_make(&scene, "");
    struct sp_sitting *s = sit(&scene, 1, "");

    CHECK(!sp_sitting_begin_call(s, scene.now, NULL)); /* the notice comes first */
    struct sp_round *warm_up = sp_sitting_warm_up(s, NULL);

    CHECK(warm_up && sp_round_id(warm_up)[0] == '\0'); /* it is not kept */
    sp_round_free(warm_up);
    get_going(s, &scene);
    CHECK(!sp_round_may_undo(sp_sitting_round(s)));
    play_out(s, &scene);
    const struct sp_exam_call *calls = sp_sitting_calls_of(s, &count);

    CHECK_INT(count, 2);
    CHECK(calls[0].done && calls[1].done);
    CHECK_INT(sp_sitting_verdict(s)->clauses, 1);
    CHECK(sp_sitting_row(s)->verdict ==
          (sp_sitting_verdict(s)->pass ? SP_VERDICT_PASS : SP_VERDICT_FAIL));
    CHECK_INT(count_events(&scene, sp_sitting_row(s)->id, "call-end"), 2);
    CHECK_INT(count_events(&scene, sp_sitting_row(s)->id, "closed"), 1);
    sp_sitting_free(s, scene.now);
    /* The same code shows the result again, and nothing can be said any more. */
    s = sit(&scene, 1, "");
    CHECK(sp_sitting_stage(s) == SP_SITS_CLOSED);
    CHECK(!sp_sitting_answer(s, "x", scene.now, NULL));
    sp_sitting_free(s, scene.now);
    scene_finish(&scene);
}

static void
test_a_kill_costs_no_time_and_is_told(void)
{
    struct scene scene;
    struct sp_tick tick;

    scene_make(&scene, "\"interruption\":\"hold\",");
    struct sp_sitting *s = sit(&scene, 1, "");
    char id[SP_ID_SIZE];

    memcpy(id, sp_sitting_row(s)->id, sizeof id);
    get_going(s, &scene);
    say(s, &scene, 60000);
    CHECK(sp_sitting_tick(s, scene.now, &tick, NULL));
    CHECK_INT(tick.left_ms, 9 * 60000);
    /* Killed: nobody frees it, and an hour goes by. */
    scene.now.wall_ms += 3600000;
    scene.now.monotone_ms = 17; /* the machine was started again */
    struct sp_sitting *again = sit(&scene, 1, "");

    CHECK(sp_sitting_stage(again) == SP_SITS_CALL);
    CHECK(sp_sitting_was_interrupted(again));
    CHECK(sp_session_turns(sp_round_session(sp_sitting_round(again))) == 1);
    scene.now.monotone_ms += 20000; /* before the call is on the screen again */
    scene.now.wall_ms += 20000;
    CHECK(sp_sitting_tick(again, scene.now, &tick, NULL));
    CHECK_INT(tick.left_ms, 9 * 60000);
    scene.now.monotone_ms += 700; /* left in order, between two ticks */
    scene.now.wall_ms += 700;
    sp_sitting_free(again, scene.now);
    again = sit(&scene, 1, "");
    CHECK_INT(sp_sitting_row(again)->left_ms, 9 * 60000 - 700);
    scene.now.monotone_ms += 5000; /* left before it was seen */
    scene.now.wall_ms += 5000;
    sp_sitting_free(again, scene.now);
    again = sit(&scene, 1, "");
    CHECK_INT(sp_sitting_row(again)->left_ms, 9 * 60000 - 700);
    play_out(again, &scene);
    CHECK(sp_sitting_row(again)->verdict == SP_VERDICT_HELD);
    CHECK_INT(count_events(&scene, id, "resumed"), 3);
    sp_sitting_free(again, scene.now);
    sp_sitting_free(s, scene.now);
    scene_finish(&scene);
}

static void
test_time_runs_out(void)
{
    struct scene scene;
    struct sp_tick tick;
    unsigned count;

    scene_make(&scene, "");
    struct sp_sitting *s = sit(&scene, 1, "");

    get_going(s, &scene);
    scene.now.monotone_ms += 5 * 60000;
    scene.now.wall_ms += 5 * 60000;
    CHECK(sp_sitting_tick(s, scene.now, &tick, NULL));
    CHECK_INT(tick.warning, 5);
    CHECK(sp_sitting_tick(s, scene.now, &tick, NULL));
    CHECK_INT(tick.warning, 0);   /* once */
    scene.now.wall_ms += 3600000; /* somebody sets the clock */
    scene.now.monotone_ms += 1000;
    CHECK(sp_sitting_tick(s, scene.now, &tick, NULL));
    CHECK_INT(count_events(&scene, sp_sitting_row(s)->id, "clock-jump"), 1);
    scene.now.monotone_ms += 10 * 60000;
    scene.now.wall_ms += 10 * 60000;
    say(s, &scene, 0);
    CHECK(sp_sitting_stage(s) == SP_SITS_CLOSED);
    CHECK(!sp_sitting_calls_of(s, &count)[0].done);
    CHECK(sp_sitting_row(s)->verdict == SP_VERDICT_FAIL);
    CHECK_INT(count_events(&scene, sp_sitting_row(s)->id, "time-up"), 1);
    CHECK_INT(count_events(&scene, sp_sitting_row(s)->id, "turn"), 0);
    sp_sitting_free(s, scene.now);
    scene_finish(&scene);
}

static void
test_a_repeat_waits_and_practises(void)
{
    struct scene scene;
    struct sp_practice plan = {0};

    scene_make(&scene, "\"coolingHours\":1,\"practiceFirst\":true,");
    struct sp_sitting *s = sit(&scene, 1, "");

    get_going(s, &scene);
    play_out(s, &scene);
    struct sp_sitting_row row = *sp_sitting_row(s);

    sp_sitting_free(s, scene.now);
    CHECK(!sit(&scene, 2, "exam-cooling"));
    scene.now.wall_ms += 3600000;
    CHECK(!sit(&scene, 2, "exam-practice"));
    CHECK(sp_practice_plan(scene.store, &row, &plan, NULL));
    CHECK(plan.count > 0 && !plan.item[0].done);
    sp_practice_finish(&plan);
    CHECK(!sit(&scene, 4, "exam-who")); /* a code that was never given out */
    scene_finish(&scene);
}

/* Says in own words what the moves and mentions name; which reply it came to. */
static const char *
tick(struct sp_sitting *s, struct scene *scene, const char *moves, const char *mentions,
     const char *words)
{
    const struct sp_session *call = sp_round_session(sp_sitting_round(s));
    struct sp_said said = {.words = words};

    CHECK(sp_said_read(sp_session_scenario(call), moves, mentions, &said));
    scene->now.wall_ms += 1000;
    scene->now.monotone_ms += 1000;
    CHECK(sp_sitting_say(s, &said, scene->now, NULL));
    return sp_session_turn(call, sp_session_turns(call) - 1)->reply->id;
}

/* What is on the record is what a replay comes to. */
static void
check_replay(struct scene *scene, const char *sitting)
{
    struct sp_evidence evidence = {0};
    struct sp_replay replay = {0};
    struct sp_error error = {0};

    CHECK(sp_evidence_load(scene->store, sitting, &evidence, &error));
    CHECK(sp_replay_sitting(&evidence, true, &replay, &error));
    CHECK_STR(test_code(&error), "");
    const struct sp_replay_note *first = sp_replay_first(&replay);

    CHECK_STR(first ? first->what : "", "");
    sp_replay_finish(&replay);
    sp_evidence_finish(&evidence);
}

static struct sp_sitting *
observe(struct scene *scene)
{
    struct sp_error error = {0};
    struct sp_sitting *s = sp_sitting_observe(scene->store, scene->code.code, "李主管",
                                              SP_EN, scene->now, &error);

    CHECK_STR(test_code(&error), "");
    return s;
}

static void
test_an_observed_exam(void)
{
    struct scene scene;

    scene_make(&scene, "");
    struct sp_sitting *s = observe(&scene);
    char id[SP_ID_SIZE];

    memcpy(id, sp_sitting_row(s)->id, sizeof id);
    CHECK(sp_sitting_confirm(s, scene.now, NULL));
    CHECK(sp_sitting_stage(s) == SP_SITS_READY); /* no warm-up */
    CHECK(!sp_sitting_undo(s, scene.now, NULL));
    CHECK(sp_sitting_begin_call(s, scene.now, NULL));
    CHECK(!sp_sitting_undo(s, scene.now, NULL));
    CHECK(!sp_sitting_answer(s, "why", scene.now, NULL));
    CHECK_STR(tick(s, &scene, "clarify", "", "跟谁比？"), "price");
    CHECK_STR(tick(s, &scene, "close:step test", "", ""), SP_SAID_STAY);
    CHECK(sp_sitting_undo(s, scene.now, NULL));
    CHECK_STR(tick(s, &scene, "resolve", "unclear", "那个吧"), SP_SAID_ASK);
    CHECK_STR(tick(s, &scene, "clarify empathise", "", "担心什么？"), "why");
    /* A kill, and the same entries are there again. */
    sp_sitting_free(s, scene.now);
    check_replay(&scene, id);
    s = observe(&scene);
    CHECK(sp_sitting_stage(s) == SP_SITS_CALL);
    const struct sp_session *call = sp_round_session(sp_sitting_round(s));

    CHECK_INT((long long)sp_session_turns(call), 4);
    CHECK(sp_session_turn(call, 1)->undone && sp_session_turn(call, 2)->asked);
    CHECK_STR(sp_session_turn(call, 3)->said.words, "担心什么？");
    CHECK_STR(sp_session_view(call)->node->id, "voice");
    for (int i = 0; i < 60 && sp_sitting_stage(s) != SP_SITS_CLOSED; i++) {
        if (sp_sitting_stage(s) == SP_SITS_READY)
            CHECK(sp_sitting_begin_call(s, scene.now, NULL));
        tick(s, &scene, i % 2 ? "dismiss" : "resolve", "remedy:trial", "嗯");
    }
    CHECK(sp_sitting_stage(s) == SP_SITS_CLOSED);
    CHECK(!sp_sitting_undo(s, scene.now, NULL));
    CHECK_INT(count_events(&scene, id, "closed"), 1);
    sp_sitting_free(s, scene.now);
    check_replay(&scene, id);
    /* The code can still be sat at the machine. */
    s = sit(&scene, 1, "");
    CHECK(s && sp_sitting_row(s)->kind == SP_SITTING_MACHINE);
    sp_sitting_free(s, scene.now);
    scene_finish(&scene);
}

int
main(int argc, char **argv)
{
    sp_mem_init();
    if (argc != 3 || !test_files_read(&files, argv[1], argv[2]))
        return 1;
    test_folder_make();
    test_from_the_notice_to_the_verdict();
    test_a_kill_costs_no_time_and_is_told();
    test_time_runs_out();
    test_a_repeat_waits_and_practises();
    test_an_observed_exam();
    test_folder_remove();
    test_files_finish(&files);
    return test_end();
}
