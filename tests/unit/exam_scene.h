/* exam_scene.h: a published exam of two calls, with codes for one person, and somebody
 * who sits it. */
#pragma once

#include "store/evidence.h"
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

static inline void
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

static inline void
scene_finish(struct scene *scene)
{
    sp_store_close(scene->store);
    sp_free(scene->exam.body);
    sp_free(scene->path);
    test_folder_empty();
}

static inline struct sp_sitting *
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
static inline void
get_going(struct sp_sitting *s, struct scene *scene)
{
    CHECK(sp_sitting_stage(s) == SP_SITS_NOTICE);
    CHECK(sp_sitting_confirm(s, scene->now, NULL));
    CHECK(sp_sitting_stage(s) == SP_SITS_WARM_UP);
    CHECK(sp_sitting_warmed_up(s, false, scene->now, NULL));
    CHECK(sp_sitting_begin_call(s, scene->now, NULL));
}

static inline void
say(struct sp_sitting *s, struct scene *scene, uint64_t gone_ms)
{
    const struct sp_view *view = sp_session_view(sp_round_session(sp_sitting_round(s)));

    scene->now.wall_ms += (int64_t)gone_ms;
    scene->now.monotone_ms += gone_ms;
    CHECK(sp_sitting_answer(s, view->open[0]->id, scene->now, NULL));
}

static inline void
play_out(struct sp_sitting *s, struct scene *scene)
{
    while (sp_sitting_stage(s) != SP_SITS_CLOSED) {
        if (sp_sitting_stage(s) == SP_SITS_READY)
            CHECK(sp_sitting_begin_call(s, scene->now, NULL));
        say(s, scene, 1000);
    }
}

/* A whole sitting, from the notice to the verdict; its id. */
static inline void
sit_through(struct scene *scene, unsigned attempt, char id[SP_ID_SIZE])
{
    struct sp_sitting *s = sit(scene, attempt, "");

    get_going(s, scene);
    play_out(s, scene);
    memcpy(id, sp_sitting_row(s)->id, SP_ID_SIZE);
    sp_sitting_free(s, scene->now);
}
