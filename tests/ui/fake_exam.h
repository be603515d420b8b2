/* fake_exam.h: a sitting in memory, for the screens. After fake_app.h. */
#pragma once

#include "core/exam.h"

/* One sitting, in memory. */
static struct {
    struct sp_exam *exam;
    struct sp_app_exam now;
    struct sp_exam_verdict verdict;
    struct sp_practice practice;
    bool needs_name, has_name;
    bool closes;     /* with the next line */
    int64_t gone_ms; /* between two ticks */
    int warning;
    int64_t away_ms, pasted;
    unsigned left;
    char appeal[80];
    struct sp_practice_item item[SP_COMPETENCIES];
    struct sp_app_sitting listed[2];
    size_t listed_count;
    char typed[40]; /* the code that was opened */
} sat;

static inline bool
fake_exam_open(void *data, const char *code, const char *number, const char *name,
               enum sp_lang lang, bool *who)
{
    (void)data;
    (void)lang;
    sat.has_name = number && name && strcmp(number, "7") == 0;
    snprintf(sat.typed, sizeof sat.typed, "%s", code);
    *who = sat.needs_name && !number;
    return strcmp(code, "abcd") == 0 && !*who;
}

static inline void
fake_exam(void *data, struct sp_app_exam *out)
{
    (void)data;
    *out = sat.now;
}

static inline bool
fake_exam_confirm(void *data)
{
    (void)data;
    sat.now.stage = SP_SITS_WARM_UP;
    return true;
}

static inline const struct sp_session *
fake_exam_session(struct fake_app *app)
{
    return fake_begin(
        app, &(struct sp_app_begin){.scenario = app->scenario[0], .setting = SP_EXAM});
}

static inline const struct sp_session *
fake_exam_warm_up(void *data)
{
    return fake_exam_session(data);
}

static inline bool
fake_exam_warmed_up(void *data, bool done)
{
    (void)data;
    (void)done;
    sat.now.stage = SP_SITS_READY;
    return true;
}

static inline const struct sp_session *
fake_exam_call(void *data)
{
    sat.now.stage = SP_SITS_CALL;
    return fake_exam_session(data);
}

/* As the program: the end of the last call closes the sitting. */
static inline bool
fake_exam_say(void *data, const char *reply, enum sp_lang lang)
{
    struct fake_app *app = data;
    if (sat.closes) { /* too late: it was not said */
        sat.now.stage = SP_SITS_CLOSED;
        return true;
    }
    bool ok = fake_answer(app, reply, lang);

    if (ok && sat.now.stage == SP_SITS_CALL &&
        sp_session_view(app->session[app->current])->ending) {
        sat.now.item++;
        sat.now.stage = sat.now.item == sat.now.items ? SP_SITS_CLOSED : SP_SITS_READY;
    }
    return ok;
}

static inline bool
fake_exam_appeal(void *data, const char *words)
{
    (void)data;
    snprintf(sat.appeal, sizeof sat.appeal, "%s", words);
    sat.now.appealed = true;
    sat.now.state = SP_VERDICT_HELD;
    return true;
}

static inline bool
fake_exam_tick(void *data, struct sp_tick *tick)
{
    (void)data;
    sat.now.left_ms -= sat.gone_ms;
    *tick = (struct sp_tick){sat.now.left_ms, sat.warning, sat.now.left_ms <= 0};
    if (tick->time_up)
        sat.now.stage = SP_SITS_CLOSED;
    return true;
}

static inline void
fake_exam_fact(void *data, const char *type, int64_t number)
{
    (void)data;
    if (strcmp(type, "focus-lost") == 0)
        sat.away_ms = number;
    else
        sat.pasted += number;
}

static inline bool
fake_exam_hand_in(void *data, struct sp_str *path)
{
    (void)data;
    sp_str_add(path, "/documents/result.jsonl");
    return true;
}

static inline void
fake_exam_leave(void *data)
{
    (void)data;
    sat.left++;
}

static inline void
fake_exam_lists(void *data, struct sp_app_lists *lists)
{
    fake_lists(data, lists);
    lists->sitting = sat.listed;
    lists->sitting_count = sat.listed_count;
}

/* A sitting of the shipped exam, about to begin, and the ops for it. */
static inline void
fake_exam_init(const char *root, const struct sp_rubric *rubric, struct sp_app_ops *ops)
{
    struct sp_diags diags = {0};
    size_t size = 0;
    char *text = fake_read(root, "scenarios/exams/objections.json", &size);

    *ops = fake_ops;
    ops->answer = fake_exam_say;
    ops->lists = fake_exam_lists;
    ops->exam_open = fake_exam_open;
    ops->exam = fake_exam;
    ops->exam_confirm = fake_exam_confirm;
    ops->exam_warm_up = fake_exam_warm_up;
    ops->exam_warmed_up = fake_exam_warmed_up;
    ops->exam_call = fake_exam_call;
    ops->exam_tick = fake_exam_tick;
    ops->exam_fact = fake_exam_fact;
    ops->exam_appeal = fake_exam_appeal;
    ops->exam_hand_in = fake_exam_hand_in;
    ops->exam_leave = fake_exam_leave;
    memset(&sat, 0, sizeof sat);
    sat.exam = sp_exam_read(text, size, &diags);
    CHECK(sat.exam);
    sat.practice = (struct sp_practice){sat.item, 0};
    sat.now = (struct sp_app_exam){.stage = SP_SITS_NOTICE,
                                   .exam = sat.exam,
                                   .rubric = rubric,
                                   .items = 2,
                                   .attempt_number = 1,
                                   .left_ms = 30 * 60000,
                                   .scale = 100,
                                   .state = SP_VERDICT_HELD,
                                   .verdict = &sat.verdict,
                                   .attempt = {"", ""},
                                   .decided_by = "",
                                   .reason = "",
                                   .practice = &sat.practice};
    sp_exam_judge(sat.exam, (struct sp_exam_call[2]){{0}}, 2, &sat.verdict);
    sp_diags_finish(&diags);
    sp_free(text);
}

/* Closed, and all of it missed. */
static inline void
fake_exam_close(struct fake_app *app, const char *attempt)
{
    sat.now.stage = SP_SITS_CLOSED;
    sat.now.state = SP_VERDICT_FAIL;
    sat.now.to_hand_in = true;
    sat.now.attempt[0] = attempt;
    sat.now.scenario[0] = sat.now.scenario[1] = app->scenario[0]->id;
    sat.now.repeat = (struct sp_app_repeat){.needed = true,
                                            .limited = true,
                                            .left = 2,
                                            .from = "2026-11-26 09:00",
                                            .must_practise = true};
    for (unsigned i = 0; i < app->rubric->competencies; i++) {
        const struct sp_competency *c = &app->rubric->competency[i];

        sat.item[i] = (struct sp_practice_item){(char *)(uintptr_t)c->level[0].id,
                                                (char *)(uintptr_t)c->id, i == 0};
        sat.practice.count = i + 1;
    }
}

static inline void
fake_exam_finish(void)
{
    sp_exam_free(sat.exam);
}
