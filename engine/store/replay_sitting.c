/* replay_sitting.c: a sitting played again, and compared. */
#include "store/replay_sitting.h"

#include <stdio.h>
#include <string.h>

#include "core/jcs.h"
#include "core/mem.h"
#include "evidence_own.h"
#include "replay_own.h"
#include "sitting_own.h"
#include "store/start_code.h"

#define NOTES_MOST 200

struct player {
    const struct sp_evidence *evidence;
    struct sp_replay *out;
    const char *code;
    unsigned form;
    bool observed;
    bool going_on; /* a call is */
    bool lost;     /* and does not follow any more */
    bool resumed_in_call;
};

void
sp_replay_finish(struct sp_replay *replay)
{
    for (size_t i = 0; i < replay->notes; i++) {
        sp_free(replay->note[i].was);
        sp_free(replay->note[i].is);
    }
    sp_free(replay->note);
    for (unsigned i = 0; i < SP_EXAM_ITEMS; i++) {
        sp_session_free(replay->call[i].session);
        sp_scenario_free(replay->call[i].scenario);
        sp_styles_free(replay->call[i].styles);
        sp_rubric_free(replay->call[i].rubric);
    }
    *replay = (struct sp_replay){0};
}

const struct sp_replay_note *
sp_replay_first(const struct sp_replay *replay)
{
    for (size_t i = 0; i < replay->notes; i++) {
        if (!replay->note[i].same)
            return &replay->note[i];
    }
    return NULL;
}

/* ---- notes ---- */

static int
item_now(const struct player *p)
{
    return p->going_on ? (int)p->out->calls - 1 : -1;
}

void
replay_note(struct sp_replay *replay, const char *what, int item, unsigned turn,
            bool same, const char *was, const char *is)
{
    replay->differences += !same;
    if (replay->notes == NOTES_MOST)
        return;
    replay->note = sp_grow(replay->note, replay->notes + 1, sizeof *replay->note);
    replay->note[replay->notes++] = (struct sp_replay_note){
        what, item, turn, same, sp_strdup(was), is ? sp_strdup(is) : NULL};
}

static void
add_note(struct player *p, const char *what, unsigned turn, bool same, const char *was,
         const char *is)
{
    replay_note(p->out, what, item_now(p), turn, same, was, is);
}

/* True when they are the same; says so only when not. */
static bool
same(struct player *p, const char *what, unsigned turn, const char *was, const char *is)
{
    if (strcmp(was, is) == 0)
        return true;
    add_note(p, what, turn, false, was, is);
    return false;
}

static bool
same_number(struct player *p, const char *what, int64_t was, int64_t is)
{
    char a[24], b[24];

    snprintf(a, sizeof a, "%lld", (long long)was);
    snprintf(b, sizeof b, "%lld", (long long)is);
    return same(p, what, 0, a, b);
}

static void
agreed(struct player *p, const char *what, int64_t count)
{
    char text[24];

    snprintf(text, sizeof text, "%lld", (long long)count);
    add_note(p, what, 0, true, text, NULL);
}

/* ---- the beginning ---- */

static bool
begin(struct player *p, const struct sp_evidence_begin *begin)
{
    const struct sp_exam *exam = p->evidence->exam;
    const char *sha = p->evidence->exam_sha;
    unsigned attempt = 0;
    char code[SP_CODE_SIZE];
    bool ok = sp_code_read(begin->code, code) && strcmp(code, begin->code) == 0 &&
              sp_code_fits(code, sha, &attempt);

    if (!ok) {
        add_note(p, "code", 0, false, begin->code, "");
        return false;
    }
    ok = same_number(p, "attempt", begin->attempt, attempt);
    p->form = sp_code_form(exam, sha, code);
    ok = same(p, "form", 0, begin->form, exam->form[p->form].id) && ok;
    if (ok)
        add_note(p, "begin", 0, true, begin->form, NULL);
    return ok;
}

/* ---- a call ---- */

static const struct sp_evidence_content *
content_of(struct player *p, enum sp_part part, const char *sha256)
{
    const struct sp_evidence_content *content =
        sha256 ? sp_evidence_find(p->evidence, sha256) : NULL;

    if (content && content->part == part)
        return content;
    add_note(p, "content", 0, false, sha256 ? sha256 : "", "");
    return NULL;
}

static bool
read_call(struct player *p, struct sp_replayed_call *call, const char *scenario)
{
    const struct sp_exam *exam = p->evidence->exam;
    const struct sp_evidence_content *rubric =
        content_of(p, SP_PART_RUBRIC, exam->rubric);
    const struct sp_evidence_content *styles =
        content_of(p, SP_PART_STYLES, exam->styles);
    const struct sp_evidence_content *text =
        content_of(p, SP_PART_SCENARIO, sp_exam_part_hash(exam, scenario));
    struct sp_diags ignored = {0};

    if (!rubric || !styles || !text)
        return false;
    call->rubric = sp_rubric_read(rubric->text, rubric->size, &ignored);
    if (call->rubric)
        call->styles =
            sp_styles_read(styles->text, styles->size, call->rubric, &ignored);
    if (call->styles)
        call->scenario = sp_scenario_read(text->text, text->size, call->rubric,
                                          call->styles, &ignored);
    sp_diags_finish(&ignored);
    if (call->scenario && strcmp(call->scenario->id, scenario) == 0)
        return true;
    add_note(p, "content", 0, false, scenario, "");
    return false;
}

/* The customer that the code draws, and the one that the event names. */
static bool
draw(struct player *p, struct sp_replayed_call *call, const cJSON *event)
{
    unsigned style = 0, motive = 0, item = p->out->calls - 1;
    uint64_t seed = 0;
    char text[24];

    if (!sp_code_draw(p->evidence->exam, p->evidence->exam_sha, p->code, item,
                      call->scenario, &style, &motive, &seed)) {
        add_note(p, "style", 0, false, event_text(event, "style"), "");
        return false;
    }
    const char *style_id = call->styles->style[style].id;
    const char *motive_id = call->scenario->motives[motive].id;
    const struct sp_start start = {call->scenario, seed, style_id, motive_id};
    bool ok = same(p, "style", 0, event_text(event, "style"), style_id);

    ok = same(p, "motive", 0, event_text(event, "motive"), motive_id) && ok;
    snprintf(text, sizeof text, "%llu", (unsigned long long)seed);
    ok = same(p, "seed", 0, event_text(event, "seed"), text) && ok;
    ok = same(p, "input", 0, event_text(event, "input"),
              sp_input_name(p->evidence->exam->words || p->observed
                                ? SP_INPUT_WORDS
                                : SP_INPUT_CHOICE)) &&
         ok;
    call->session = sp_session_new(&start);
    return ok && call->session;
}

static void
begin_call(struct player *p, const cJSON *event)
{
    static const char *const keys[] = {"scenarioSha", "rubricSha", "stylesSha"};
    const struct sp_exam_form *form = &p->evidence->exam->form[p->form];
    struct sp_replay *out = p->out;

    if (p->going_on || out->closed || out->calls == form->items ||
        event_number(event, "item") != (int64_t)out->calls) {
        add_note(p, "order", 0, false, "call", "");
        p->lost = true;
        return;
    }
    const char *scenario = form->item[out->calls].scenario;
    struct sp_replayed_call *call = &out->call[out->calls++];
    const char *hashes[SP_PARTS] = {sp_exam_part_hash(p->evidence->exam, scenario),
                                    p->evidence->exam->rubric,
                                    p->evidence->exam->styles};

    p->going_on = true;
    call->at_ms = event_number(event, "at");
    p->lost = !same(p, "scenario", 0, event_text(event, "scenario"), scenario);
    for (unsigned i = 0; i < SP_PARTS; i++)
        p->lost = !same(p, "content", 0, event_text(event, keys[i]),
                        hashes[i] ? hashes[i] : "") ||
                  p->lost;
    p->lost = p->lost || !read_call(p, call, scenario) || !draw(p, call, event);
    if (!p->lost)
        add_note(p, "drawn", 0, true, scenario, NULL);
}

static const char *
wording(const struct sp_reply *reply, enum sp_lang lang)
{
    for (unsigned i = 0; i < SP_LANGS; i++) {
        unsigned by = (lang + i) % SP_LANGS;

        if (reply->text.count[by] > 0)
            return reply->text.by[by][0];
    }
    return "";
}

static const struct sp_reply *
open_reply(const struct sp_view *view, const char *id)
{
    for (unsigned i = 0; i < view->open_count; i++) {
        if (strcmp(view->open[i]->id, id) == 0)
            return view->open[i];
    }
    return NULL;
}

/* A line in own words comes to the same reply again. */
static bool
say_own(struct player *p, struct sp_replayed_call *call, const cJSON *event)
{
    const char *reply = event_text(event, "reply"), *comes_to = NULL;
    struct sp_said said = {.words = event_text(event, "trainee"), .reply = reply};

    if (sp_said_read(call->scenario, event_text(event, "moves"),
                     event_text(event, "mentions"), &said))
        comes_to = sp_session_comes_to(call->session, &said);
    return same(p, "reply", call->turns, reply, comes_to ? comes_to : "") &&
           sp_session_say(call->session, &said);
}

static bool
say(struct player *p, struct sp_replayed_call *call, const cJSON *event)
{
    const struct sp_view *view = sp_session_view(call->session);
    const char *reply = event_text(event, "reply");
    unsigned turn = call->turns;

    if (!sp_lang_find(event_text(event, "lang"), &call->lang)) {
        add_note(p, "lang", turn, false, event_text(event, "lang"), "");
        return false;
    }
    if (!same(p, "node", turn, event_text(event, "node"),
              view->node ? view->node->id : ""))
        return false;
    char *customer = sp_session_now(call->session, call->lang);
    bool ok = same(p, "customer", turn, event_text(event, "customer"), customer);

    sp_free(customer);
    if (p->observed && reply[0] == '\0')
        return ok &&
               (sp_session_undo(call->session) || same(p, "reply", turn, "undo", ""));
    if (cJSON_HasObjectItem(event, "moves"))
        return ok && say_own(p, call, event);
    const struct sp_reply *open = open_reply(view, reply);

    if (!open)
        add_note(p, "reply", turn, false, reply, "");
    return open && ok &&
           same(p, "trainee", turn, event_text(event, "trainee"),
                wording(open, call->lang)) &&
           sp_session_answer(call->session, reply);
}

/* Whether an event belongs to the call that goes on; it follows what was played. */
static bool
in_call(struct player *p, const cJSON *event)
{
    bool ok = p->going_on && event_number(event, "item") == item_now(p);

    if (!ok)
        add_note(p, "order", 0, false, event_text(event, "type"), "");
    return ok && !p->lost;
}

static void
turn(struct player *p, const cJSON *event)
{
    struct sp_replayed_call *call;

    if (!in_call(p, event))
        return;
    call = &p->out->call[p->out->calls - 1];
    call->turns++;
    p->out->turns++;
    p->lost = !same_number(p, "turn", event_number(event, "turn"), call->turns) ||
              !say(p, call, event);
}

/* ---- what it was worth ---- */

static char *
canonical(const cJSON *value)
{
    struct sp_str out = {0};

    if (value)
        sp_jcs_add(value, &out);
    sp_str_add(&out, "");
    return sp_str_take(&out);
}

static bool
same_levels(struct player *p, const cJSON *event, const struct sp_score *score)
{
    cJSON *levels = cJSON_CreateObject();

    for (unsigned i = 0; i < score->competencies; i++) {
        const struct sp_competency_result *c = &score->competency[i];

        if (c->judged)
            cJSON_AddNumberToObject(levels, c->competency->id, c->level);
        else
            cJSON_AddNullToObject(levels, c->competency->id);
    }
    char *was = canonical(cJSON_GetObjectItemCaseSensitive(event, "levels"));
    char *is = canonical(levels);
    bool ok = same(p, "levels", 0, was, is);

    sp_free(was);
    sp_free(is);
    cJSON_Delete(levels);
    return ok;
}

char *
sp_replay_score(const struct sp_replayed_call *call)
{
    struct sp_str out = {0};

    sp_score_json(&call->score, call->session, call->lang, &out);
    return sp_str_take(&out);
}

static bool
same_score(struct player *p, const cJSON *event, const struct sp_replayed_call *call)
{
    char *text = sp_replay_score(call), sha[SP_HASH_SIZE];

    sp_content_name(&(struct sp_bytes){text, strlen(text)}, sha);
    sp_free(text);
    return same(p, "score", 0, event_text(event, "scoreSha"), sha);
}

static bool
is_true(const cJSON *object, const char *key)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, key));
}

static void
end_call(struct player *p, const cJSON *event)
{
    struct sp_replayed_call *call;

    if (!in_call(p, event)) {
        p->going_on = false;
        return;
    }
    call = &p->out->call[p->out->calls - 1];
    const struct sp_ending *ending = sp_session_view(call->session)->ending;
    struct sp_score *score = &call->score;
    bool ok =
        same(p, "ending", 0, event_text(event, "ending"), ending ? ending->id : "");

    if (ending) {
        sp_score_session(call->session, true, score);
        sitting_count_call(score, &p->out->result[p->out->calls - 1]);
        ok = same_number(p, "total", event_number(event, "total"), score->total) && ok;
        ok = same_number(p, "outOf", event_number(event, "outOf"), score->out_of) && ok;
        ok = same_number(p, "mark", event_number(event, "mark"), score->mark) && ok;
        ok = same_number(p, "pass", is_true(event, "pass"), score->pass) && ok;
        ok = same_levels(p, event, score) && ok;
        ok = same_score(p, event, call) && ok;
        if (ok)
            agreed(p, "lines", call->turns);
        if (ok)
            agreed(p, "result", score->total);
    }
    p->going_on = false;
}

/* ---- the verdict ---- */

static bool
same_clauses(struct player *p, const cJSON *event)
{
    cJSON *mine = sp_clauses_json(p->out->verdict.clause, p->out->verdict.clauses);
    const cJSON *theirs = cJSON_GetObjectItemCaseSensitive(event, "clauses");
    int count = cJSON_GetArraySize(mine);
    bool ok = cJSON_IsArray(theirs) &&
              same_number(p, "clauses", cJSON_GetArraySize(theirs), count);

    for (int i = 0; ok && i < count; i++) {
        char *was = canonical(cJSON_GetArrayItem(theirs, i));
        char *is = canonical(cJSON_GetArrayItem(mine, i));

        ok = same(p, "clause", 0, was, is);
        sp_free(was);
        sp_free(is);
    }
    cJSON_Delete(mine);
    return ok;
}

/* Whether the exam's rule about interruptions was kept. */
static bool
same_hold(struct player *p, const cJSON *held)
{
    bool wanted = p->evidence->exam->hold_interrupted && p->resumed_in_call;
    bool named = false;
    const cJSON *reason;

    cJSON_ArrayForEach(reason, held)
    {
        named = named || (cJSON_IsString(reason) &&
                          strcmp(reason->valuestring, "interrupted") == 0);
    }
    return !wanted || named || same(p, "held", 0, "", "interrupted");
}

static void
close_sitting(struct player *p, const cJSON *event)
{
    struct sp_replay *out = p->out;
    const cJSON *held = cJSON_GetObjectItemCaseSensitive(event, "held");
    unsigned state = 0;

    p->going_on = false;
    if (out->closed) {
        add_note(p, "order", 0, false, "closed", "");
        return;
    }
    out->closed = true;
    out->closed_ms = event_number(event, "at");
    sp_exam_judge(p->evidence->exam, out->result,
                  p->evidence->exam->form[p->form].items, &out->verdict);
    bool ok = same_number(p, "passed", is_true(event, "pass"), out->verdict.pass);

    ok = same_clauses(p, event) && ok;
    ok = same_hold(p, held) && ok;
    enum sp_verdict_state mine = cJSON_GetArraySize(held) > 0 ? SP_VERDICT_HELD
                                 : out->verdict.pass          ? SP_VERDICT_PASS
                                                              : SP_VERDICT_FAIL;
    const char *named = event_text(event, "verdict");

    ok = same(p, "verdict", 0, named, sp_verdict_state_name(mine)) && ok;
    while (state < SP_VERDICT_STATES &&
           strcmp(sp_verdict_state_name(state), named) != 0)
        state++;
    out->state = state < SP_VERDICT_STATES ? state : mine;
    if (ok)
        agreed(p, "clauses", out->verdict.clauses);
    if (ok)
        add_note(p, "verdict", 0, true, named, NULL);
}

/* What people did after it was closed. */
static void
person(struct player *p, const cJSON *event)
{
    struct sp_replay *out = p->out;

    if (event_is(event, "appeal") || event_is(event, "hold")) {
        out->state = SP_VERDICT_HELD;
        out->decided = false;
    } else if (event_is(event, "decision")) {
        out->state = is_true(event, "pass") ? SP_VERDICT_PASS : SP_VERDICT_FAIL;
        out->decided = true;
        if (!out->closed)
            add_note(p, "order", 0, false, "decision", "");
    }
}

static void
take(struct player *p, const cJSON *event)
{
    if (event_is(event, "begin"))
        add_note(p, "order", 0, false, "begin", "");
    else if (event_is(event, "call"))
        begin_call(p, event);
    else if (event_is(event, "turn"))
        turn(p, event);
    else if (event_is(event, "call-end"))
        end_call(p, event);
    else if (event_is(event, "closed"))
        close_sitting(p, event);
    else if (event_is(event, "resumed"))
        p->resumed_in_call = p->resumed_in_call || p->out->calls > 0;
    else
        person(p, event);
}

static bool
take_all(struct player *p, struct sp_error *error)
{
    for (size_t i = 1; i < p->evidence->events.count; i++) {
        const struct sp_event *event = &p->evidence->events.item[i];
        struct sp_json *doc = event_read(event);
        char number[16];

        if (!doc) {
            snprintf(number, sizeof number, "%u", (unsigned)i + 1);
            if (!event->body)
                return sp_error_set(error, "evidence-gone", NULL, NULL, NULL);
            return sp_error_set(error, "evidence-event", number, number, NULL);
        }
        take(p, sp_json_root(doc));
        sp_json_free(doc);
    }
    return true;
}

bool
sp_replay_sitting(const struct sp_evidence *evidence, bool may_run,
                  struct sp_replay *out, struct sp_error *error)
{
    struct sp_replay replay = {.state = SP_VERDICT_OPEN};
    struct sp_evidence_begin first;
    struct player p = {.evidence = evidence, .out = &replay};

    if (evidence->events.count > 0 && !evidence->events.item[0].body)
        return sp_error_set(error, "evidence-gone", NULL, NULL, NULL);
    struct sp_json *doc = sp_evidence_begin(evidence, &first, error);

    if (!doc)
        return false;
    p.code = first.code;
    p.observed = strcmp(first.kind, sp_sitting_kind_name(SP_SITTING_OBSERVED)) == 0;
    bool ok = !begin(&p, &first) || take_all(&p, error);

    if (ok && !replay.closed && !may_run && replay.differences == 0)
        add_note(&p, "closed", 0, false, "", "closed");
    sp_json_free(doc);
    if (ok)
        *out = replay;
    else
        sp_replay_finish(&replay);
    return ok;
}
