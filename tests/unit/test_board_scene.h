/* test_board_scene.h: an exam with a roster, and people who sit it. */
#pragma once

#include "core/exam.h"
#include "store/chain.h"
#include "store/people.h"
#include "store/sitting.h"
#include "store/start_code.h"
#include "test_store.h"
#include "test_store_play.h"

static const char scene_exam[] =
    "{\"attempts\":9,\"forms\":{\"A\":[{\"scenario\":\"small-call\"},"
    "{\"scenario\":\"small-call\"}]},\"format\":\"sparring-exam\",\"formatVersion\":2,"
    "\"frozen\":{\"engine\":\"0\",\"rubric\":\"%s\",\"scenarios\":{\"small-call\":\"%"
    "s\"},\"styles\":\"%s\"},\"id\":\"q4\",\"input\":\"choice\",\"keepDays\":30,"
    "\"languages\":[\"en\"],\"markReason\":{\"en\":\"x\"},\"minutes\":10,"
    "\"pass\":{\"total\":100},\"purpose\":{\"en\":\"x\"},\"title\":{\"en\":\"x\"}}";

struct scene {
    struct sp_store *store;
    struct sp_exam_row exam;
    char *path;
    struct sp_now now;
};

static inline void
scene_make(struct scene *scene, const struct test_files *files)
{
    static const enum sp_part kinds[] = {SP_PART_SCENARIO, SP_PART_RUBRIC,
                                         SP_PART_STYLES};
    char sha[SP_PARTS][SP_HASH_SIZE];
    struct sp_str body = {0};

    *scene = (struct scene){.path = test_path("records.db"), .now = {1000000, 1000}};
    scene->store = test_open(scene->path);
    for (unsigned i = 0; i < SP_PARTS; i++)
        sp_content_name(&files->bytes[i], sha[i]);
    sp_str_addf(&body, scene_exam, sha[SP_PART_RUBRIC], sha[SP_PART_SCENARIO],
                sha[SP_PART_STYLES]);
    scene->exam.body = sp_str_take(&body);
    CHECK(sp_exam_row_publish(scene->store, &scene->exam, files->bytes, kinds, SP_PARTS,
                              NULL));
}

static inline void
scene_finish(struct scene *scene)
{
    sp_store_close(scene->store);
    sp_free(scene->exam.body);
    sp_free(scene->path);
    test_folder_empty();
}

/* Somebody on the roster, with start codes for three attempts made of `base`. */
static inline void
scene_person(struct scene *scene, const char *number, const char *name,
             const char *team, const char *base, char person[SP_ID_SIZE])
{
    struct sp_member m = {.number = sp_strdup(number),
                          .name = sp_strdup(name),
                          .team = sp_strdup(team),
                          .scale_percent = 100,
                          .active = true};

    CHECK(sp_member_put(scene->store, &m, NULL, NULL));
    memcpy(person, m.person, SP_ID_SIZE);
    sp_member_finish(&m);
    for (unsigned attempt = 1; base && attempt <= 3; attempt++) {
        struct sp_code_row code = {.attempt = attempt, .scale_percent = 100};

        memcpy(code.exam, scene->exam.id, SP_ID_SIZE);
        memcpy(code.person, person, SP_ID_SIZE);
        sp_code_make(base, attempt, scene->exam.sha256, code.code);
        CHECK(sp_code_row_add(scene->store, &code, NULL));
    }
}

/* Sits until `lines` lines are said or all is over; says the open reply `pick`. */
static inline void
scene_sit(struct scene *scene, const char *base, unsigned attempt, unsigned lines,
          unsigned pick, struct sp_sitting_row *row)
{
    struct sp_error error = {0};
    char code[SP_CODE_SIZE];

    sp_code_make(base, attempt, scene->exam.sha256, code);
    struct sp_sitting *s =
        sp_sitting_open(scene->store, code, NULL, SP_EN, scene->now, &error);

    CHECK_STR(test_code(&error), "");
    if (!s)
        return;
    CHECK(sp_sitting_confirm(s, scene->now, NULL));
    for (unsigned i = 0; i < lines && sp_sitting_stage(s) != SP_SITS_CLOSED; i++) {
        if (sp_sitting_stage(s) == SP_SITS_READY)
            CHECK(sp_sitting_begin_call(s, scene->now, NULL));
        const struct sp_view *view =
            sp_session_view(sp_round_session(sp_sitting_round(s)));

        scene->now.wall_ms += 2000;
        scene->now.monotone_ms += 2000;
        CHECK(sp_sitting_answer(s, view->open[pick % view->open_count]->id, scene->now,
                                NULL));
    }
    *row = *sp_sitting_row(s);
    sp_sitting_free(s, scene->now);
}
