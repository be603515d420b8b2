/* window_exam.c: what the screens ask for when an exam is sat. */
#include "window_own.h"

#include "show.h"

#include <string.h>

#include "store/decide.h"
#include "store/evidence.h"
#include "store/people.h"
#include "store/start_code.h"
#include "store/story.h"

#define HOUR 3600000LL

static struct sp_now
now(void)
{
    return (struct sp_now){sp_os_wall_ms(), sp_os_monotone_ms()};
}

/* ---- opening ---- */

void
window_exam_stale(struct program *p)
{
    sp_practice_finish(&p->exam.practice);
    p->exam.verdict_known = false;
}

void
window_exam_leave(void *data)
{
    struct program *p = data;
    struct window_exam *exam = &p->exam;

    sp_sitting_free(exam->sitting, now());
    exam->sitting = NULL;
    exam->observed = false;
    sp_rubric_free(exam->rubric);
    exam->rubric = NULL;
    window_exam_stale(p);
}

/* The rules that were published with the exam; NULL when the records have lost them,
 * which beginning a call will tell. */
static struct sp_rubric *
load_rubric(struct sp_store *store, const struct sp_exam *exam)
{
    struct sp_diags ignored = {0};
    size_t size = 0;
    char *text = sp_content_load(store, exam->rubric, &size, NULL);
    struct sp_rubric *rubric = text ? sp_rubric_read(text, size, &ignored) : NULL;

    sp_diags_finish(&ignored);
    sp_free(text);
    return rubric;
}

void
window_exam_opened(struct program *p)
{
    if (p->exam.sitting)
        p->exam.rubric = load_rubric(p->store, sp_sitting_exam(p->exam.sitting));
}

/* Whose machine this is has said who they are when they began with the code. */
static bool
known_candidate(struct program *p, const char *code, struct sp_member *member)
{
    struct sp_sitting_rows rows = {0};
    char person[SP_ID_SIZE];
    bool found = false;

    if (!own_person(p->store, person, NULL) ||
        !sp_sitting_row_list(p->store, NULL, person, &rows, NULL))
        return false;
    for (size_t i = 0; i < rows.count && !found; i++)
        found = strcmp(rows.item[i].code, code) == 0 &&
                sp_member_by_person(p->store, person, member, NULL);
    sp_sitting_rows_finish(&rows);
    return found;
}

bool
window_exam_open(void *data, const char *code, const char *number, const char *name,
                 enum sp_lang lang, bool *who)
{
    struct program *p = data;
    struct window_exam *exam = &p->exam;
    struct sp_candidate candidate = {number, name};
    struct sp_member member = {0};
    char read[SP_CODE_SIZE];

    window_exam_leave(p);
    if (!p->store)
        return sp_error_set(&p->error, "exam-no-records", NULL, NULL, NULL);
    if (!sp_code_read(code, read))
        return sp_error_set(&p->error, "exam-no-code", code, NULL, NULL);
    if (!number && known_candidate(p, read, &member))
        candidate = (struct sp_candidate){member.number, member.name};
    exam->sitting = sp_sitting_open(
        p->store, read, candidate.number ? &candidate : NULL, lang, now(), &p->error);
    sp_member_finish(&member);
    *who = !exam->sitting && sp_error_is(&p->error, "exam-who");
    window_exam_opened(p);
    return exam->sitting != NULL;
}

/* ---- the verdict ---- */

static void
read_repeat(const struct sp_exam *exam, const struct sp_sitting_row *row,
            struct window_exam *out)
{
    struct sp_app_repeat *repeat = &out->repeat;
    int64_t ready = row->closed_ms + exam->cooling_hours * HOUR;

    *repeat = (struct sp_app_repeat){.needed = row->verdict == SP_VERDICT_FAIL,
                                     .must_practise = exam->practice_first};
    repeat->limited = exam->attempts > 0;
    if (repeat->limited && (int)row->attempt < exam->attempts)
        repeat->left = (unsigned)exam->attempts - row->attempt;
    if (ready > sp_os_wall_ms())
        cli_when(ready, repeat->from, sizeof repeat->from);
}

static void
read_story(struct program *p, const struct sp_sitting_row *row)
{
    struct sp_story story = {0};

    p->exam.appealed = false;
    sp_str_clear(&p->exam.decided_by);
    sp_str_clear(&p->exam.reason);
    if (!sp_story_load(p->store, row, &story, NULL))
        return;
    const struct sp_story_note *appeal = sp_story_last(&story, "appeal");
    const struct sp_story_note *decision = sp_story_last(&story, "decision");

    /* Notes are in the order of the chain. */
    p->exam.appealed = appeal && (!decision || decision < appeal);
    if (row->decided && decision) {
        sp_str_add(&p->exam.decided_by, decision->by ? decision->by : "");
        sp_str_add(&p->exam.reason, decision->words ? decision->words : "");
    }
    sp_story_finish(&story);
}

static bool
given_here(struct sp_store *store, const char *code)
{
    struct sp_code_row row;

    return sp_code_row_load(store, code, &row, NULL);
}

static void
read_verdict(struct program *p, const struct sp_sitting_row *row)
{
    struct window_exam *exam = &p->exam;

    if (exam->verdict_known)
        return;
    exam->verdict_known = true;
    exam->to_hand_in = !given_here(p->store, row->code);
    sp_practice_plan(p->store, row, &exam->practice, NULL);
    read_repeat(sp_sitting_exam(exam->sitting), row, exam);
    read_story(p, row);
}

void
window_exam(void *data, struct sp_app_exam *out)
{
    struct program *p = data;
    struct window_exam *exam = &p->exam;
    const struct sp_sitting *s = exam->sitting;
    const struct sp_sitting_row *row = sp_sitting_row(s);
    const struct sp_exam_form *form = &sp_sitting_exam(s)->form[sp_sitting_form(s)];

    *out = (struct sp_app_exam){.stage = sp_sitting_stage(s),
                                .exam = sp_sitting_exam(s),
                                .rubric = exam->rubric,
                                .item = sp_sitting_item(s),
                                .items = sp_sitting_items(s),
                                .attempt_number = row->attempt,
                                .resumed = sp_sitting_was_interrupted(s),
                                .scale = sp_sitting_scale(s),
                                .left_ms = row->left_ms,
                                .state = row->verdict,
                                .decided = row->decided,
                                .verdict = sp_sitting_verdict(s),
                                .practice = &exam->practice};
    out->lang_granted = sp_sitting_lang(s, &out->lang);
    for (unsigned i = 0; i < out->items; i++)
        out->attempt[i] = sp_sitting_attempt(s, i);
    if (out->stage != SP_SITS_CLOSED)
        return;
    /* Which customers come is told no earlier than that. */
    for (unsigned i = 0; i < out->items; i++)
        out->scenario[i] = form->item[i].scenario;
    read_verdict(p, row);
    out->repeat = exam->repeat;
    out->to_hand_in = exam->to_hand_in;
    out->appealed = exam->appealed;
    out->decided_by = sp_str_text(&exam->decided_by);
    out->reason = sp_str_text(&exam->reason);
}

bool
window_exam_appeal(void *data, const char *words)
{
    struct program *p = data;
    struct sp_sitting *s = p->exam.sitting;

    window_exam_stale(p);
    return sp_sitting_appeal(p->store, sp_sitting_row(s)->id, words, sp_os_wall_ms(),
                             &p->error) &&
           sp_sitting_refresh(s, &p->error);
}

/* One file for each sitting: a later one, with an appeal, takes its place. */
bool
window_exam_hand_in(void *data, struct sp_str *path)
{
    struct program *p = data;
    const struct sp_sitting *s = p->exam.sitting;
    struct sp_evidence evidence = {0};
    struct sp_str name = {0};
    char *folder = sp_os_documents_folder(&p->error), *full = NULL;

    sp_str_addf(&name, "sparring-%s-%s.jsonl", sp_sitting_exam(s)->id,
                sp_sitting_row(s)->code);
    if (folder)
        full = sp_os_join(folder, sp_str_text(&name));
    bool ok = full &&
              sp_evidence_load(p->store, sp_sitting_row(s)->id, &evidence, &p->error) &&
              sp_evidence_write(&evidence, NULL, full, &p->error);
    if (ok)
        sp_str_add(path, full);
    sp_evidence_finish(&evidence);
    sp_str_finish(&name);
    sp_free(full);
    sp_free(folder);
    return ok;
}

/* ---- going through ---- */

bool
window_exam_confirm(void *data)
{
    struct program *p = data;

    return sp_sitting_confirm(p->exam.sitting, now(), &p->error);
}

const struct sp_session *
window_exam_warm_up(void *data)
{
    struct program *p = data;

    return window_take_round(p, sp_sitting_warm_up(p->exam.sitting, &p->error));
}

bool
window_exam_warmed_up(void *data, bool done)
{
    struct program *p = data;

    return sp_sitting_warmed_up(p->exam.sitting, done, now(), &p->error);
}

const struct sp_session *
window_exam_call(void *data)
{
    struct program *p = data;
    struct sp_sitting *s = p->exam.sitting;

    if (sp_sitting_stage(s) != SP_SITS_CALL &&
        !sp_sitting_begin_call(s, now(), &p->error))
        return NULL;
    return sp_round_session(sp_sitting_round(s));
}

/* What somebody said aloud came to this reply: its moves, in its words. */
static bool
observed_answer(struct program *p, const char *reply, enum sp_lang lang)
{
    const struct sp_session *call = sp_round_session(sp_sitting_round(p->exam.sitting));
    const struct sp_view *view = sp_session_view(call);
    struct cli cli = *p->cli;

    cli.lang = lang;
    for (unsigned i = 0; i < view->open_count; i++) {
        const struct sp_reply *r = view->open[i];

        if (strcmp(r->id, reply) == 0)
            return sp_sitting_say(p->exam.sitting,
                                  &(struct sp_said){.signals = r->signals,
                                                    .needs = r->needs,
                                                    .remedies = r->remedies,
                                                    .features = r->features,
                                                    .reply = r->id,
                                                    .words = show_reply(&cli, r)},
                                  now(), &p->error);
    }
    return sp_error_set(&p->error, "exam-stage", NULL, NULL, NULL);
}

bool
window_exam_answer(struct program *p, const char *reply, enum sp_lang lang)
{
    sp_round_set_lang(sp_sitting_round(p->exam.sitting), lang);
    if (p->exam.observed)
        return observed_answer(p, reply, lang);
    return sp_sitting_answer(p->exam.sitting, reply, now(), &p->error);
}

bool
window_exam_tick(void *data, struct sp_tick *tick)
{
    struct program *p = data;

    return sp_sitting_tick(p->exam.sitting, now(), tick, &p->error);
}

void
window_exam_fact(void *data, const char *type, int64_t number)
{
    struct program *p = data;

    sp_sitting_fact(p->exam.sitting, type, number, now(), &p->error);
}

const char *
window_exam_person(const struct program *p)
{
    return p->exam.sitting ? sp_sitting_row(p->exam.sitting)->person : NULL;
}

/* ---- the lists ---- */

static void
add_sitting(struct program *p, const struct sp_sitting_row *row, const char *own,
            struct sp_app_sitting *to)
{
    struct sp_exam_row exam_row = {0};
    struct sp_diags ignored = {0};
    struct sp_exam *exam = NULL;

    if (sp_exam_row_load(p->store, row->exam, &exam_row, NULL))
        exam = sp_exam_read(exam_row.body, strlen(exam_row.body), &ignored);
    for (unsigned i = 0; exam && i < SP_LANGS; i++)
        snprintf(to->title[i], sizeof to->title[i], "%s",
                 sp_text_in(&exam->title, (enum sp_lang)i));
    sp_exam_free(exam);
    sp_exam_row_finish(&exam_row);
    sp_diags_finish(&ignored);
    memcpy(to->id, row->id, sizeof to->id);
    to->own = strcmp(row->person, own) == 0;
    if (to->own)
        snprintf(to->code, sizeof to->code, "%s", row->code);
    to->running = row->state == SP_SITTING_RUNNING;
    to->verdict = row->verdict;
    to->left_ms = row->left_ms;
    cli_when(to->running ? row->began_ms : row->closed_ms, to->when, sizeof to->when);
}

void
window_exam_list(struct program *p, struct sp_app_lists *out)
{
    struct sp_sitting_rows rows = {0};
    char own[SP_ID_SIZE];

    window_exam_forget(p);
    if (!p->store || !own_person(p->store, own, NULL) ||
        !sp_sitting_row_list(p->store, NULL, NULL, &rows, NULL))
        return;
    p->exam.list = sp_alloc(rows.count + 1, sizeof *p->exam.list);
    out->sitting = p->exam.list;
    /* Newest first; of others only that one goes on here, not how it went. */
    for (size_t i = rows.count; i-- > 0;) {
        const struct sp_sitting_row *row = &rows.item[i];

        if (row->kind == SP_SITTING_MACHINE && !row->from_file &&
            (row->state == SP_SITTING_RUNNING || strcmp(row->person, own) == 0))
            add_sitting(p, row, own, &p->exam.list[out->sitting_count++]);
    }
    sp_sitting_rows_finish(&rows);
}

void
window_exam_forget(struct program *p)
{
    sp_free(p->exam.list);
    p->exam.list = NULL;
}

void
window_exam_finish(struct program *p)
{
    window_exam_leave(p);
    window_exam_forget(p);
    sp_str_finish(&p->exam.decided_by);
    sp_str_finish(&p->exam.reason);
}
