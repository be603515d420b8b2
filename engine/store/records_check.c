/* records_check.c: the rows of a sitting against its chain of events. */
#include "store/records_check.h"

#include <stdio.h>
#include <string.h>

#include "core/jcs.h"
#include "core/mem.h"
#include "evidence_own.h"
#include "replay_own.h"
#include "store_own.h"

struct checking {
    struct sp_store *store;
    const struct sp_sitting_row *row;
    const struct sp_evidence *evidence;
    struct sp_replay *out;
    char attempt[SP_EXAM_ITEMS][SP_ID_SIZE]; /* of the rows */
    int item;
    struct sp_record record; /* of the call that is compared */
    bool loaded;
    unsigned turns; /* of it */
};

void
sp_sitting_check_finish(struct sp_sitting_check *check)
{
    sp_replay_finish(&check->replay);
    *check = (struct sp_sitting_check){0};
}

bool
sp_sitting_check_good(const struct sp_sitting_check *check)
{
    return check->chain == SP_CHAIN_WHOLE && check->replay.differences == 0;
}

static void
same(struct checking *c, const char *what, const char *was, const char *is)
{
    if (strcmp(was, is ? is : "") != 0)
        replay_note(c->out, what, c->item, c->turns, false, was, is ? is : "");
}

static void
same_number(struct checking *c, const char *what, int64_t was, int64_t is)
{
    char a[24], b[24];

    snprintf(a, sizeof a, "%lld", (long long)was);
    snprintf(b, sizeof b, "%lld", (long long)is);
    same(c, what, a, b);
}

/* ---- attempts ---- */

static void
call_begun(struct checking *c, const cJSON *event)
{
    static const char *const keys[] = {"scenarioSha", "rubricSha", "stylesSha"};
    const struct sp_attempt *a = &c->record.attempt;
    const char *id = event_text(event, "attempt");
    char seed[24];

    sp_record_finish(&c->record);
    c->turns = 0;
    c->item = (int)event_number(event, "item");
    c->loaded = false;
    if (c->item < 0 || c->item >= SP_EXAM_ITEMS)
        return; /* the replay has told it */
    same(c, "row-call", id, c->attempt[c->item]);
    c->loaded = sp_store_load(c->store, id, &c->record, NULL);
    if (!c->loaded) {
        replay_note(c->out, "row-attempt", c->item, 0, false, id, "");
        return;
    }
    same(c, "row-scenario", event_text(event, "scenario"), a->scenario_id);
    for (unsigned i = 0; i < SP_PARTS; i++)
        same(c, "row-content", event_text(event, keys[i]), a->content[i]);
    same(c, "row-style", event_text(event, "style"), a->style);
    same(c, "row-motive", event_text(event, "motive"), a->motive);
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)a->seed);
    same(c, "row-seed", event_text(event, "seed"), seed);
    same(c, "row-input", event_text(event, "input"), sp_input_name(a->input));
    same(c, "row-setting", sp_setting_name(SP_EXAM), sp_setting_name(a->setting));
    same(c, "row-person", c->row->person, a->person);
    same_number(c, "row-started", event_number(event, "at"), a->started_ms);
    same_number(c, "row-branch", 0, a->branched);
}

static void
turn_said(struct checking *c, const cJSON *event)
{
    const struct sp_kept_turn *turn;

    c->turns++;
    if (!c->loaded)
        return;
    if (c->turns > c->record.turn_count) {
        replay_note(c->out, "row-turn", c->item, c->turns, false,
                    event_text(event, "reply"), "");
        return;
    }
    turn = &c->record.turn[c->turns - 1];
    same_number(c, "row-undo", event_text(event, "reply")[0] == '\0',
                turn->kind == SP_KEPT_UNDO);
    same(c, "row-node", event_text(event, "node"), turn->node);
    same(c, "row-customer", event_text(event, "customer"), turn->customer);
    same(c, "row-reply", event_text(event, "reply"), turn->reply);
    same(c, "row-trainee", event_text(event, "trainee"), turn->trainee);
    same_number(c, "row-own", cJSON_HasObjectItem(event, "moves"), turn->moves != NULL);
    same(c, "row-moves", event_text(event, "moves"), turn->moves ? turn->moves : "");
    same(c, "row-mentions", event_text(event, "mentions"),
         turn->mentions ? turn->mentions : "");
    same(c, "row-lang", event_text(event, "lang"), sp_lang_tag(turn->lang));
    same_number(c, "row-at", event_number(event, "at"), turn->at_ms);
}

static char *
canonical(cJSON *value)
{
    struct sp_str out = {0};

    if (value)
        sp_jcs_add(value, &out);
    sp_str_add(&out, "");
    return sp_str_take(&out);
}

static void
same_levels(struct checking *c, const cJSON *event, const char *levels)
{
    cJSON *row = cJSON_Parse(levels);
    char *was = canonical(cJSON_GetObjectItemCaseSensitive(event, "levels"));
    char *is = canonical(row);

    same(c, "row-levels", was, is);
    sp_free(was);
    sp_free(is);
    cJSON_Delete(row);
}

/* No more lines than events, and a result only where one is written. */
static void
call_over(struct checking *c, bool ended)
{
    if (!c->loaded)
        return;
    same_number(c, "row-lines", c->turns, (int64_t)c->record.turn_count);
    same_number(c, "row-result", ended, c->record.attempt.has_result);
    c->loaded = false;
}

static void
call_ended(struct checking *c, const cJSON *event)
{
    const struct sp_result *r = &c->record.attempt.result;
    bool has = c->loaded && c->record.attempt.has_result;
    char sha[SP_HASH_SIZE];

    call_over(c, true);
    if (!has)
        return;
    unsigned turns = c->turns;

    c->turns = 0; /* what follows is about the whole call */
    same(c, "row-ending", event_text(event, "ending"), r->ending);
    same_number(c, "row-total", event_number(event, "total"), r->total);
    same_number(c, "row-outOf", event_number(event, "outOf"), r->out_of);
    same_number(c, "row-mark", event_number(event, "mark"), r->mark);
    same_number(c, "row-pass",
                cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(event, "pass")), r->pass);
    same_levels(c, event, r->levels);
    sp_content_name(&(struct sp_bytes){r->score, strlen(r->score)}, sha);
    same(c, "row-score", event_text(event, "scoreSha"), sha);
    same_number(c, "row-made", event_number(event, "at"), r->made_ms);
    same_number(c, "row-ended", event_number(event, "at"), c->record.attempt.ended_ms);
    c->turns = turns;
}

static void
check_calls(struct checking *c)
{
    unsigned calls = 0, rows = 0;

    sp_sitting_calls(c->store, c->row->id, c->attempt, &rows, NULL);
    for (size_t i = 0; i < c->evidence->events.count; i++) {
        struct sp_json *doc = event_read(&c->evidence->events.item[i]);
        const cJSON *root = doc ? sp_json_root(doc) : NULL;

        if (event_is(root, "call")) {
            call_over(c, false);
            calls++;
            call_begun(c, root);
        } else if (event_is(root, "turn")) {
            turn_said(c, root);
        } else if (event_is(root, "call-end")) {
            call_ended(c, root);
        }
        sp_json_free(doc);
    }
    call_over(c, false);
    sp_record_finish(&c->record);
    c->item = -1;
    c->turns = 0;
    same_number(c, "row-calls", calls, rows);
}

/* ---- the sitting itself ---- */

static void
check_person(struct checking *c)
{
    struct sp_code_row code = {0};

    /* On a candidate's own machine the code is not known. */
    if (sp_code_row_load(c->store, c->row->code, &code, NULL))
        same(c, "row-person", code.person, c->row->person);
}

static void
check_row(struct checking *c)
{
    const struct sp_sitting_row *row = c->row;
    const struct sp_replay *replay = c->out;
    struct sp_evidence_begin begin;
    struct sp_json *doc = sp_evidence_begin(c->evidence, &begin, NULL);

    if (!doc)
        return;
    same(c, "row-sitting", begin.sitting, row->id);
    same(c, "row-code", begin.code, row->code);
    same(c, "row-kind", begin.kind, sp_sitting_kind_name(row->kind));
    same_number(c, "row-attempt-number", begin.attempt, row->attempt);
    same_number(c, "row-began", begin.at_ms, row->began_ms);
    same_number(c, "row-closed", replay->closed, row->state == SP_SITTING_CLOSED);
    same_number(c, "row-closed-at", replay->closed ? replay->closed_ms : 0,
                row->closed_ms);
    same(c, "row-verdict", sp_verdict_state_name(replay->state),
         sp_verdict_state_name(row->verdict));
    same_number(c, "row-decided", replay->decided, row->decided);
    sp_json_free(doc);
}

static bool
check(struct checking *c, struct sp_sitting_check *out, struct sp_error *error)
{
    struct sp_error cause = {0};
    bool ok;

    out->chain =
        sp_chain_check(&c->evidence->events, c->row->events, c->row->head, &out->seq);
    if (out->chain != SP_CHAIN_WHOLE)
        return true; /* nothing in it can be believed */
    ok = sp_replay_sitting(c->evidence, true, &out->replay, &cause);
    out->gone = sp_error_is(&cause, "evidence-gone");
    if (!ok && !out->gone)
        sp_error_set(error, cause.code, cause.args[0], cause.args[1], cause.args[2]);
    sp_error_clear(&cause);
    if (!ok)
        return out->gone;
    c->out = &out->replay;
    check_row(c);
    check_person(c);
    check_calls(c);
    return true;
}

bool
sp_sitting_check(struct sp_store *store, const struct sp_sitting_row *row,
                 struct sp_sitting_check *out, struct sp_error *error)
{
    struct sp_sitting_check found = {0};
    struct sp_evidence evidence = {0};
    struct checking c = {.store = store, .row = row, .evidence = &evidence, .item = -1};
    bool ok =
        sp_evidence_load(store, row->id, &evidence, error) && check(&c, &found, error);

    sp_evidence_finish(&evidence);
    if (ok)
        *out = found;
    else
        sp_sitting_check_finish(&found);
    return ok;
}

static bool
count(struct sp_store *store, const char *sql, unsigned *out, struct sp_error *error)
{
    sqlite3_stmt *statement = sp_sql_once(store, sql, NULL, 0, error);
    struct sp_row row = {statement, "sitting", "", 0, true, error};

    if (!statement)
        return false;
    bool ok = sp_sql_step(store, statement, error) == SQL_ROW;

    *out = ok ? (unsigned)sp_row_integer(&row, "count", 0, UINT32_MAX) : 0;
    sqlite3_finalize(statement);
    return ok && row.ok;
}

bool
sp_records_loose(struct sp_store *store, unsigned *attempts, unsigned *events,
                 struct sp_error *error)
{
    return count(store,
                 "SELECT count(*) FROM attempt a WHERE a.setting = 'exam' AND NOT"
                 " EXISTS (SELECT 1 FROM sitting_call c JOIN sitting s"
                 " ON s.id = c.sitting WHERE c.attempt = a.id)",
                 attempts, error) &&
           count(store,
                 "SELECT count(*) FROM event e WHERE NOT EXISTS"
                 " (SELECT 1 FROM sitting s WHERE s.id = e.sitting)",
                 events, error);
}
