/* sitting.c: taking an exam, one stored step after the other. */
#include "store/sitting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/json.h"
#include "core/mem.h"
#include "sitting_own.h"
#include "store/os.h"

#define SAVE_MS 5000 /* how often the time that is left is stored */
#define JUMP_MS 3000 /* a difference between the two clocks that is told */
#define MINUTE 60000

/* ---- small things ---- */

static cJSON *
event_of(const char *type)
{
    cJSON *event = cJSON_CreateObject();

    cJSON_AddStringToObject(event, "type", type);
    return event;
}

/* Adds an event to the chain and frees it. */
static bool
tell(struct sp_sitting *s, cJSON *event, struct sp_now now, struct sp_error *error)
{
    bool ok = sp_event_add(s->store, s->row.id, event, now.wall_ms, error);

    cJSON_Delete(event);
    return ok;
}

static unsigned
items(const struct sp_sitting *s)
{
    return s->exam->form[s->form].items;
}

static bool
observed(const struct sp_sitting *s)
{
    return s->row.kind == SP_SITTING_OBSERVED;
}

static bool
has_limit(const struct sp_sitting *s)
{
    return s->row.left_ms >= 0;
}

/* ---- closing ---- */

void
sitting_count_call(const struct sp_score *score, struct sp_exam_call *call)
{
    *call = (struct sp_exam_call){.done = true,
                                  .total = score->total,
                                  .out_of = score->out_of,
                                  .pass = score->pass,
                                  .criticals = score->criticals,
                                  .competencies = score->competencies};
    for (unsigned i = 0; i < score->competencies; i++) {
        const struct sp_competency_result *c = &score->competency[i];

        call->competency[i] = c->competency->id;
        call->level[i] = c->judged ? c->level : -1;
    }
}

void
sitting_take_call(struct sp_sitting *s, unsigned item)
{
    struct sp_exam_call *call = &s->call[item];
    struct sp_score score;

    sp_round_score(s->round, false, &score);
    sitting_count_call(&score, call);
    for (unsigned i = 0; i < call->competencies; i++) {
        /* The round goes, and its rubric with it. */
        snprintf(s->competency[i], sizeof s->competency[i], "%s", call->competency[i]);
        call->competency[i] = s->competency[i];
    }
}

cJSON *
sp_clauses_json(const struct sp_clause *clauses, unsigned count)
{
    cJSON *list = cJSON_CreateArray();

    for (unsigned i = 0; i < count; i++) {
        const struct sp_clause *clause = &clauses[i];
        cJSON *item = cJSON_CreateObject();

        cJSON_AddStringToObject(item, "kind", sp_clause_name(clause->kind));
        if (clause->competency)
            cJSON_AddStringToObject(item, "competency", clause->competency);
        cJSON_AddNumberToObject(item, "wanted", clause->wanted);
        cJSON_AddNumberToObject(item, "got", clause->got);
        cJSON_AddBoolToObject(item, "met", clause->met);
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

/* The machine's result; whether it waits for a person is in the rules of the exam. */
bool
sitting_close(struct sp_sitting *s, struct sp_now now, struct sp_error *error)
{
    bool held = s->interrupted && s->exam->hold_interrupted;
    cJSON *event = event_of("closed"), *reasons = cJSON_CreateArray();
    enum sp_verdict_state state = SP_VERDICT_HELD;

    sp_exam_judge(s->exam, s->call, items(s), &s->verdict);
    if (!held)
        state = s->verdict.pass ? SP_VERDICT_PASS : SP_VERDICT_FAIL;
    else
        cJSON_AddItemToArray(reasons, cJSON_CreateString("interrupted"));
    cJSON_AddStringToObject(event, "verdict", sp_verdict_state_name(state));
    cJSON_AddBoolToObject(event, "pass", s->verdict.pass);
    cJSON_AddItemToObject(event, "clauses",
                          sp_clauses_json(s->verdict.clause, s->verdict.clauses));
    cJSON_AddItemToObject(event, "held", reasons);
    bool ok =
        sp_sitting_row_close(s->store, s->row.id, state, event, now.wall_ms, error);

    cJSON_Delete(event);
    if (!ok)
        return false;
    s->stage = SP_SITS_CLOSED;
    return sp_sitting_row_load(s->store, s->row.id, &s->row, error);
}

/* ---- calls ---- */

static struct sp_bytes
bytes_of(const struct content *content)
{
    return (struct sp_bytes){content->text, content->size};
}

/* The scenario as frozen with the exam, with its rubric and styles. NULL and an error
 * when the records do not have them. */
static bool
load_contents(struct sp_sitting *s, const char *scenario, struct content out[SP_PARTS],
              struct sp_error *error)
{
    const char *name[SP_PARTS] = {sp_exam_part_hash(s->exam, scenario), s->exam->rubric,
                                  s->exam->styles};

    for (unsigned i = 0; i < SP_PARTS; i++) {
        out[i] = (struct content){0};
        if (!name[i])
            return sp_error_set(error, "exam-part", scenario, NULL, NULL);
        out[i].text = sp_content_load(s->store, name[i], &out[i].size, error);
        if (!out[i].text)
            return false;
    }
    return true;
}

static void
free_contents(struct content content[SP_PARTS])
{
    for (unsigned i = 0; i < SP_PARTS; i++)
        sp_free(content[i].text);
}

/* Who the customer of a call is: drawn by the code. The ids are copied. */
static bool
draw(const struct sp_sitting *s, unsigned item, const struct content content[SP_PARTS],
     struct customer *out, struct sp_error *error)
{
    const struct content *text = content;
    struct sp_diags diags = {0};
    struct sp_rubric *rubric =
        sp_rubric_read(text[SP_PART_RUBRIC].text, text[SP_PART_RUBRIC].size, &diags);
    struct sp_styles *styles =
        rubric ? sp_styles_read(text[SP_PART_STYLES].text, text[SP_PART_STYLES].size,
                                rubric, &diags)
               : NULL;
    struct sp_scenario *scenario =
        styles ? sp_scenario_read(text[SP_PART_SCENARIO].text,
                                  text[SP_PART_SCENARIO].size, rubric, styles, &diags)
               : NULL;
    unsigned style = 0, motive = 0;
    bool ok = scenario && sp_code_draw(s->exam, s->sha256, s->row.code, item, scenario,
                                       &style, &motive, &out->seed);

    if (ok) {
        snprintf(out->style, sizeof out->style, "%s", styles->style[style].id);
        snprintf(out->motive, sizeof out->motive, "%s", scenario->motives[motive].id);
    } else {
        sp_error_set(error, "exam-part", s->exam->form[s->form].item[item].scenario,
                     NULL, NULL);
    }
    sp_scenario_free(scenario);
    sp_styles_free(styles);
    sp_rubric_free(rubric);
    sp_diags_finish(&diags);
    return ok;
}

bool
sp_sitting_begin_call(struct sp_sitting *s, struct sp_now now, struct sp_error *error)
{
    struct content content[SP_PARTS] = {{0}};
    struct customer customer = {0};
    const char *scenario = s->exam->form[s->form].item[s->item].scenario;
    struct sp_round_start start = {
        .store = s->store,
        .person = s->row.person,
        .input = s->exam->words || observed(s) ? SP_INPUT_WORDS : SP_INPUT_CHOICE,
        .observed = observed(s),
        .setting = SP_EXAM,
        .lang = s->lang,
        .sitting = s->row.id,
        .item = s->item};

    if (s->stage != SP_SITS_READY)
        return sp_error_set(error, "exam-stage", NULL, NULL, NULL);
    bool ok = load_contents(s, scenario, content, error) &&
              draw(s, s->item, content, &customer, error);

    if (ok) {
        for (unsigned i = 0; i < SP_PARTS; i++)
            start.content[i] = bytes_of(&content[i]);
        start.seed = customer.seed;
        start.style = customer.style;
        start.motive = customer.motive;
        sp_round_free(s->round);
        s->round = sp_round_begin(&start, NULL, error);
        ok = s->round != NULL;
    }
    free_contents(content);
    if (!ok)
        return false;
    snprintf(s->attempt[s->item], SP_ID_SIZE, "%s", sp_round_id(s->round));
    s->stage = SP_SITS_CALL;
    s->last = now;
    return true;
}

/* The current call has ended: on to the next, or close. */
static bool
after_call(struct sp_sitting *s, struct sp_now now, struct sp_error *error)
{
    if (!sp_round_settle(s->round, error))
        return false;
    sitting_take_call(s, s->item);
    s->item++;
    s->stage = SP_SITS_READY;
    if (has_limit(s) &&
        !sp_sitting_row_left(s->store, s->row.id, s->row.left_ms, error))
        return false;
    return s->item < items(s) || sitting_close(s, now, error);
}

/* What was said too late (`late`) was not said. */
static bool
before_line(struct sp_sitting *s, bool may, struct sp_now now, bool *late,
            struct sp_error *error)
{
    struct sp_tick tick;

    if (s->stage != SP_SITS_CALL || !may)
        return sp_error_set(error, "exam-stage", NULL, NULL, NULL);
    if (!sp_sitting_tick(s, now, &tick, error))
        return false;
    *late = tick.time_up;
    return true;
}

bool
sp_sitting_answer(struct sp_sitting *s, const char *reply, struct sp_now now,
                  struct sp_error *error)
{
    bool late = false;

    if (!before_line(s, !observed(s), now, &late, error))
        return false;
    if (late)
        return true;
    if (!sp_round_answer(s->round, reply, error))
        return false;
    return !sp_round_over(s->round) || after_call(s, now, error);
}

bool
sp_sitting_say(struct sp_sitting *s, const struct sp_said *said, struct sp_now now,
               struct sp_error *error)
{
    bool late = false;

    if (!before_line(s, observed(s), now, &late, error))
        return false;
    if (late)
        return true;
    if (!sp_round_say(s->round, said, error))
        return false;
    return !sp_round_over(s->round) || after_call(s, now, error);
}

bool
sp_sitting_undo(struct sp_sitting *s, struct sp_now now, struct sp_error *error)
{
    bool late = false;

    return before_line(s, observed(s), now, &late, error) &&
           (late || sp_round_undo(s->round, error));
}

/* ---- time ---- */

static bool
warn_time(struct sp_sitting *s, struct sp_now now, struct sp_tick *tick,
          struct sp_error *error)
{
    for (unsigned i = 0; i < s->exam->warnings; i++) {
        cJSON *event;

        if (((s->warned >> i) & 1) ||
            s->row.left_ms > (int64_t)s->exam->warning[i] * MINUTE)
            continue;
        s->warned |= 1u << i;
        tick->warning = s->exam->warning[i];
        event = event_of("warning");
        cJSON_AddNumberToObject(event, "minutes", s->exam->warning[i]);
        if (!tell(s, event, now, error))
            return false;
    }
    return true;
}

static bool
note_jump(struct sp_sitting *s, struct sp_now now, int64_t gone, struct sp_error *error)
{
    int64_t by = now.wall_ms - s->last.wall_ms - gone;
    cJSON *event;

    if (by >= -JUMP_MS && by <= JUMP_MS)
        return true;
    event = event_of("clock-jump");
    cJSON_AddNumberToObject(event, "byMs", (double)by);
    return tell(s, event, now, error);
}

static bool
end_of_time(struct sp_sitting *s, struct sp_now now, struct sp_error *error)
{
    s->row.left_ms = 0;
    /* The call that goes on stays without a result: it was not finished. */
    return tell(s, event_of("time-up"), now, error) &&
           sp_sitting_row_left(s->store, s->row.id, 0, error) &&
           sp_round_abandon(s->round, error) && sitting_close(s, now, error);
}

static int64_t
gone_since(const struct sp_sitting *s, struct sp_now now)
{
    return now.monotone_ms > s->last.monotone_ms
               ? (int64_t)(now.monotone_ms - s->last.monotone_ms)
               : 0;
}

static void
count_time(struct sp_sitting *s, int64_t gone)
{
    s->row.left_ms = s->row.left_ms > gone ? s->row.left_ms - gone : 0;
}

bool
sp_sitting_tick(struct sp_sitting *s, struct sp_now now, struct sp_tick *tick,
                struct sp_error *error)
{
    int64_t gone = gone_since(s, now);

    *tick = (struct sp_tick){.left_ms = s->row.left_ms};
    if (s->stage == SP_SITS_CLOSED)
        return true;
    if (!note_jump(s, now, gone, error))
        return false;
    s->last = now;
    if (s->stage != SP_SITS_CALL || !has_limit(s))
        return true;
    if (s->unseen)
        gone = 0;
    s->unseen = false;
    count_time(s, gone);
    s->unsaved_ms += gone;
    tick->left_ms = s->row.left_ms;
    if (s->row.left_ms == 0) {
        tick->time_up = true;
        return end_of_time(s, now, error);
    }
    if (s->unsaved_ms >= SAVE_MS) {
        s->unsaved_ms = 0;
        if (!sp_sitting_row_left(s->store, s->row.id, s->row.left_ms, error))
            return false;
    }
    return warn_time(s, now, tick, error);
}

/* ---- the other steps ---- */

bool
sp_sitting_confirm(struct sp_sitting *s, struct sp_now now, struct sp_error *error)
{
    if (s->stage != SP_SITS_NOTICE)
        return sp_error_set(error, "exam-stage", NULL, NULL, NULL);
    if (!tell(s, event_of("notice"), now, error))
        return false;
    s->stage = s->exam->warm_up && !observed(s) ? SP_SITS_WARM_UP : SP_SITS_READY;
    return true;
}

struct sp_round *
sp_sitting_warm_up(struct sp_sitting *s, struct sp_error *error)
{
    struct content content[SP_PARTS] = {{0}};
    struct sp_round_start start = {.setting = SP_REHEARSAL, .lang = s->lang, .seed = 1};
    struct sp_round *round = NULL;

    if (s->exam->warm_up && load_contents(s, s->exam->warm_up, content, error)) {
        for (unsigned i = 0; i < SP_PARTS; i++)
            start.content[i] = bytes_of(&content[i]);
        round = sp_round_begin(&start, NULL, error);
    }
    free_contents(content);
    return round;
}

bool
sp_sitting_warmed_up(struct sp_sitting *s, bool done, struct sp_now now,
                     struct sp_error *error)
{
    cJSON *event = event_of("warm-up");

    cJSON_AddBoolToObject(event, "done", done);
    if (s->stage != SP_SITS_WARM_UP) {
        cJSON_Delete(event);
        return sp_error_set(error, "exam-stage", NULL, NULL, NULL);
    }
    if (!tell(s, event, now, error))
        return false;
    s->stage = SP_SITS_READY;
    return true;
}

bool
sp_sitting_fact(struct sp_sitting *s, const char *type, int64_t number,
                struct sp_now now, struct sp_error *error)
{
    cJSON *event;

    if (s->stage == SP_SITS_CLOSED)
        return true;
    event = event_of(type);
    cJSON_AddNumberToObject(event, strcmp(type, "paste") == 0 ? "letters" : "forMs",
                            (double)number);
    return tell(s, event, now, error);
}

bool
sp_sitting_refresh(struct sp_sitting *s, struct sp_error *error)
{
    return sp_sitting_row_load(s->store, s->row.id, &s->row, error);
}

bool
sp_sitting_close(struct sp_sitting *s, struct sp_now now, struct sp_error *error)
{
    if (s->stage == SP_SITS_CLOSED)
        return true;
    if (s->stage == SP_SITS_CALL && !sp_round_abandon(s->round, error))
        return false;
    return tell(s, event_of("given-up"), now, error) && sitting_close(s, now, error);
}

void
sp_sitting_free(struct sp_sitting *s, struct sp_now now)
{
    if (!s)
        return;
    if (s->stage != SP_SITS_CLOSED && s->row.id[0] && s->exam) {
        cJSON *event = event_of("stopped");

        if (s->stage == SP_SITS_CALL && has_limit(s) && !s->unseen)
            count_time(s, gone_since(s, now));
        cJSON_AddNumberToObject(event, "leftMs", (double)s->row.left_ms);
        if (has_limit(s))
            sp_sitting_row_left(s->store, s->row.id, s->row.left_ms, NULL);
        tell(s, event, now, NULL);
    }
    sp_round_free(s->round);
    sp_exam_free(s->exam);
    sp_free(s);
}

/* ---- looking ---- */

enum sp_sitting_stage
sp_sitting_stage(const struct sp_sitting *s)
{
    return s->stage;
}

const struct sp_exam *
sp_sitting_exam(const struct sp_sitting *s)
{
    return s->exam;
}

const struct sp_sitting_row *
sp_sitting_row(const struct sp_sitting *s)
{
    return &s->row;
}

unsigned
sp_sitting_form(const struct sp_sitting *s)
{
    return s->form;
}

unsigned
sp_sitting_items(const struct sp_sitting *s)
{
    return items(s);
}

unsigned
sp_sitting_item(const struct sp_sitting *s)
{
    return s->item;
}

bool
sp_sitting_was_interrupted(const struct sp_sitting *s)
{
    return s->interrupted;
}

int
sp_sitting_scale(const struct sp_sitting *s)
{
    return s->scale_percent;
}

bool
sp_sitting_lang(const struct sp_sitting *s, enum sp_lang *lang)
{
    *lang = s->lang;
    return s->lang_granted;
}

struct sp_round *
sp_sitting_round(const struct sp_sitting *s)
{
    return s->round;
}

const struct sp_exam_verdict *
sp_sitting_verdict(const struct sp_sitting *s)
{
    return &s->verdict;
}

const struct sp_exam_call *
sp_sitting_calls_of(const struct sp_sitting *s, unsigned *count)
{
    *count = items(s);
    return s->call;
}

const char *
sp_sitting_attempt(const struct sp_sitting *s, unsigned item)
{
    return item < SP_EXAM_ITEMS ? s->attempt[item] : "";
}
