/* sittings.c: sittings as rows, and what their calls add to the chain. */
#include <stdio.h>
#include <string.h>

#include "core/mem.h"
#include "sittings_own.h"
#include "store/chain.h"
#include "store/exams.h"
#include "store_own.h"

#define ROWS_MOST 1000000
#define SITTING                                                             \
    "SELECT id, exam, person, code, attempt, kind, origin, state, verdict," \
    " decided, began_ms, closed_ms, left_ms, events, head FROM sitting"

static const char *const kind_names[] = {"machine", "observed", NULL};
static const char *const origin_names[] = {"here", "file", NULL};
static const char *const state_names[] = {"running", "closed", NULL};
static const char *const verdict_names[] = {"open", "pass", "fail", "held", NULL};

const char *
sp_sitting_kind_name(enum sp_sitting_kind kind)
{
    return kind < SP_SITTING_KINDS ? kind_names[kind] : NULL;
}

const char *
sp_verdict_state_name(enum sp_verdict_state state)
{
    return state < SP_VERDICT_STATES ? verdict_names[state] : NULL;
}

void
sp_sitting_rows_finish(struct sp_sitting_rows *rows)
{
    sp_free(rows->item);
    *rows = (struct sp_sitting_rows){0};
}

/* ---- in ---- */

static bool
insert(struct sp_store *store, const struct sp_sitting_row *row, struct sp_error *error)
{
    const struct sp_sql_value values[] = {
        sp_sql_text(row->id),
        sp_sql_text(row->exam),
        sp_sql_text(row->person),
        sp_sql_text(row->code),
        sp_sql_integer(row->attempt),
        sp_sql_text(sp_sitting_kind_name(row->kind)),
        sp_sql_text(origin_names[row->from_file]),
        sp_sql_integer(row->began_ms),
        row->left_ms < 0 ? sp_sql_text(NULL) : sp_sql_integer(row->left_ms),
        sp_sql_text(sp_chain_start),
    };
    unsigned changed = 0;

    if (!sp_sql_do(store,
                   "INSERT INTO sitting (id, exam, person, code, attempt, kind, origin,"
                   " state, verdict, decided, began_ms, closed_ms, left_ms, events,"
                   " head) VALUES ($1, $2, $3, $4, $5, $6, $7, 'running', 'open', 0,"
                   " $8, NULL, $9, 0, $10) ON CONFLICT DO NOTHING",
                   values, sizeof values / sizeof *values, &changed, error))
        return false;
    return changed == 1 || sp_error_set(error, "exam-used", row->code, NULL, NULL);
}

bool
sp_sitting_row_add(struct sp_store *store, struct sp_sitting_row *row, cJSON *begin,
                   struct sp_error *error)
{
    bool own = false;

    if (!sp_sql_open(store, &own, error))
        return false;
    if (row->id[0] == '\0')
        sp_store_new_id(row->id);
    cJSON_AddStringToObject(begin, "sitting", row->id);
    bool ok = insert(store, row, error) &&
              sp_event_add(store, row->id, begin, row->began_ms, error);

    return own ? sp_sql_close(store, ok, error) : ok;
}

bool
sp_sitting_row_left(struct sp_store *store, const char *sitting, int64_t left_ms,
                    struct sp_error *error)
{
    const struct sp_sql_value values[] = {sp_sql_text(sitting),
                                          sp_sql_integer(left_ms)};

    return sp_sql_do(store,
                     "UPDATE sitting SET left_ms = $2 WHERE id = $1"
                     " AND state = 'running'",
                     values, 2, NULL, error);
}

bool
sp_sitting_row_close(struct sp_store *store, const char *sitting,
                     enum sp_verdict_state verdict, cJSON *closed, int64_t at_ms,
                     struct sp_error *error)
{
    const struct sp_sql_value values[] = {sp_sql_text(sitting),
                                          sp_sql_text(sp_verdict_state_name(verdict)),
                                          sp_sql_integer(at_ms)};
    unsigned changed = 0;
    bool own = false;

    if (!sp_sql_open(store, &own, error))
        return false;
    bool ok = sp_sql_do(store,
                        "UPDATE sitting SET state = 'closed', verdict = $2,"
                        " closed_ms = $3 WHERE id = $1 AND state = 'running'",
                        values, 3, &changed, error);

    if (ok && changed != 1)
        ok = sp_error_set(error, "exam-closed", sitting, NULL, NULL);
    ok = ok && sp_event_add(store, sitting, closed, at_ms, error);
    return own ? sp_sql_close(store, ok, error) : ok;
}

bool
sp_sitting_row_decide(struct sp_store *store, const char *sitting,
                      enum sp_verdict_state verdict, bool decided, cJSON *event,
                      int64_t at_ms, struct sp_error *error)
{
    const struct sp_sql_value values[] = {sp_sql_text(sitting),
                                          sp_sql_text(sp_verdict_state_name(verdict)),
                                          sp_sql_integer(decided)};
    unsigned changed = 0;
    bool own = false;

    if (!sp_sql_open(store, &own, error))
        return false;
    bool ok = sp_sql_do(store,
                        "UPDATE sitting SET verdict = $2, decided = $3 WHERE id = $1"
                        " AND state = 'closed'",
                        values, 3, &changed, error);

    if (ok && changed != 1)
        ok = sp_error_set(error, "exam-running", sitting, NULL, NULL);
    ok = ok && sp_event_add(store, sitting, event, at_ms, error);
    return own ? sp_sql_close(store, ok, error) : ok;
}

/* ---- out ---- */

static bool
read_sitting(struct sp_row *row, struct sp_sitting_row *out)
{
    row->column = 0;
    *out = (struct sp_sitting_row){.left_ms = -1};
    sp_row_hex(row, "id", out->id, SP_ID_SIZE);
    row->id = out->id;
    sp_row_hex(row, "exam", out->exam, SP_ID_SIZE);
    sp_row_hex(row, "person", out->person, SP_ID_SIZE);
    char *code = sp_row_text(row, "code", sizeof out->code - 1, NULL);

    if (code)
        snprintf(out->code, sizeof out->code, "%s", code);
    sp_free(code);
    out->attempt = (unsigned)sp_row_integer(row, "attempt", 1, 1000);
    out->kind = sp_row_name(row, "kind", kind_names);
    out->from_file = sp_row_name(row, "origin", origin_names) == 1;
    out->state = sp_row_name(row, "state", state_names);
    out->verdict = sp_row_name(row, "verdict", verdict_names);
    out->decided = sp_row_integer(row, "decided", 0, 1) == 1;
    out->began_ms = sp_row_integer(row, "began_ms", INT64_MIN, INT64_MAX);
    if (sp_row_is_null(row))
        sp_row_skip(row);
    else
        out->closed_ms = sp_row_integer(row, "closed_ms", INT64_MIN, INT64_MAX);
    if (sp_row_is_null(row))
        sp_row_skip(row);
    else
        out->left_ms = sp_row_integer(row, "left_ms", 0, INT64_MAX);
    out->events = (unsigned)sp_row_integer(row, "events", 1, UINT32_MAX);
    sp_row_hex(row, "head", out->head, SP_HASH_SIZE);
    return row->ok;
}

bool
sp_sitting_row_list(struct sp_store *store, const char *exam, const char *person,
                    struct sp_sitting_rows *rows, struct sp_error *error)
{
    const struct sp_sql_value values[] = {sp_sql_text(exam), sp_sql_text(person)};
    sqlite3_stmt *statement =
        sp_sql_once(store,
                    SITTING " WHERE ($1 IS NULL OR exam = $1)"
                            " AND ($2 IS NULL OR person = $2) ORDER BY began_ms, id",
                    values, 2, error);
    struct sp_row row = {statement, "sitting", "", 0, true, error};
    struct sp_sitting_rows list = {0};
    size_t room = 0;
    enum sp_sql_step step = SQL_FAILED;

    while (statement && row.ok && list.count < ROWS_MOST &&
           (step = sp_sql_step(store, statement, error)) == SQL_ROW) {
        if (list.count == room) {
            room = room ? 2 * room : 32;
            list.item = sp_grow(list.item, room, sizeof *list.item);
        }
        if (read_sitting(&row, &list.item[list.count]))
            list.count++;
    }
    sqlite3_finalize(statement);
    if (step != SQL_DONE || !row.ok) {
        sp_sitting_rows_finish(&list);
        return false;
    }
    *rows = list;
    return true;
}

bool
sp_sitting_row_load(struct sp_store *store, const char *sitting,
                    struct sp_sitting_row *out, struct sp_error *error)
{
    const struct sp_sql_value value = sp_sql_text(sitting);
    sqlite3_stmt *statement =
        sp_sql_once(store, SITTING " WHERE id = $1", &value, 1, error);
    struct sp_row row = {statement, "sitting", sitting, 0, true, error};

    if (!statement)
        return false;
    enum sp_sql_step step = sp_sql_step(store, statement, error);
    bool ok = step == SQL_ROW && read_sitting(&row, out);

    sqlite3_finalize(statement);
    if (step == SQL_DONE)
        sp_error_set(error, "db-missing", "sitting", sitting, NULL);
    return ok;
}

bool
sp_sitting_calls(struct sp_store *store, const char *sitting,
                 char attempts[SP_EXAM_ITEMS][SP_ID_SIZE], unsigned *count,
                 struct sp_error *error)
{
    const struct sp_sql_value value = sp_sql_text(sitting);
    sqlite3_stmt *statement = sp_sql_once(
        store,
        "SELECT item, attempt FROM sitting_call WHERE sitting = $1 ORDER BY item",
        &value, 1, error);
    struct sp_row row = {statement, "sitting_call", sitting, 0, true, error};
    enum sp_sql_step step = SQL_FAILED;

    *count = 0;
    memset(attempts, 0, SP_EXAM_ITEMS * sizeof *attempts);
    while (statement && row.ok &&
           (step = sp_sql_step(store, statement, error)) == SQL_ROW) {
        row.column = 0;
        unsigned item = (unsigned)sp_row_integer(&row, "item", 0, SP_EXAM_ITEMS - 1);

        sp_row_hex(&row, "attempt", attempts[item], SP_ID_SIZE);
        *count += row.ok;
    }
    sqlite3_finalize(statement);
    return step == SQL_DONE && row.ok;
}

bool
sp_sitting_hides(struct sp_store *store, const char *attempt)
{
    const struct sp_sql_value value = sp_sql_text(attempt);
    sqlite3_stmt *statement =
        sp_sql_once(store,
                    "SELECT 1 FROM sitting_call c JOIN sitting s ON s.id = c.sitting"
                    " WHERE c.attempt = $1 AND s.state = 'running'",
                    &value, 1, NULL);
    bool hides = !statement || sp_sql_step(store, statement, NULL) != SQL_DONE;

    sqlite3_finalize(statement);
    return hides;
}

bool
sitting_is_observed(struct sp_store *store, const char *attempt, bool *observed,
                    struct sp_error *error)
{
    const struct sp_sql_value value = sp_sql_text(attempt);
    sqlite3_stmt *statement =
        sp_sql_once(store,
                    "SELECT 1 FROM sitting_call c JOIN sitting s ON s.id = c.sitting"
                    " WHERE c.attempt = $1 AND s.kind = 'observed'",
                    &value, 1, error);
    enum sp_sql_step step =
        statement ? sp_sql_step(store, statement, error) : SQL_FAILED;

    *observed = step == SQL_ROW;
    sqlite3_finalize(statement);
    return step != SQL_FAILED;
}

/* ---- what calls add to the chain ---- */

/* Whose call an attempt is; `sitting` "" when it is none's. */
static bool
sitting_of(struct sp_store *store, const char *attempt, char sitting[SP_ID_SIZE],
           unsigned *item, struct sp_error *error)
{
    const struct sp_sql_value value = sp_sql_text(attempt);
    sqlite3_stmt *statement = sp_sql_start(store, SQL_SITTING_OF, &value, 1, error);
    struct sp_row row = {statement, "sitting_call", attempt, 0, true, error};

    sitting[0] = '\0';
    if (!statement)
        return false;
    enum sp_sql_step step = sp_sql_step(store, statement, error);

    if (step == SQL_ROW) {
        sp_row_hex(&row, "sitting", sitting, SP_ID_SIZE);
        *item = (unsigned)sp_row_integer(&row, "item", 0, SP_EXAM_ITEMS - 1);
    }
    sp_sql_end(statement);
    return step != SQL_FAILED && row.ok;
}

static bool
add_event(struct sp_store *store, const char *sitting, cJSON *event, int64_t at_ms,
          struct sp_error *error)
{
    bool ok = sp_event_add(store, sitting, event, at_ms, error);

    cJSON_Delete(event);
    return ok;
}

static cJSON *
event_of(const char *type, unsigned item)
{
    cJSON *event = cJSON_CreateObject();

    cJSON_AddStringToObject(event, "type", type);
    cJSON_AddNumberToObject(event, "item", item);
    return event;
}

bool
sitting_call_begun(struct sp_store *store, const struct sp_begin *begin,
                   const char *attempt, char names[SP_PARTS][SP_HASH_SIZE],
                   struct sp_error *error)
{
    const struct sp_sql_value values[] = {
        sp_sql_text(begin->sitting), sp_sql_integer(begin->item), sp_sql_text(attempt)};
    cJSON *event;
    char seed[24];

    if (!begin->sitting)
        return true;
    if (!sp_sql_do(store,
                   "INSERT INTO sitting_call (sitting, item, attempt)"
                   " VALUES ($1, $2, $3)",
                   values, 3, NULL, error))
        return false;
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)begin->seed);
    event = event_of("call", begin->item);
    cJSON_AddStringToObject(event, "attempt", attempt);
    cJSON_AddStringToObject(event, "scenario", begin->scenario_id);
    for (unsigned i = 0; i < SP_PARTS; i++) {
        static const char *const keys[] = {"scenarioSha", "rubricSha", "stylesSha"};

        cJSON_AddStringToObject(event, keys[i], names[i]);
    }
    cJSON_AddStringToObject(event, "style", begin->style);
    cJSON_AddStringToObject(event, "motive", begin->motive);
    cJSON_AddStringToObject(event, "seed", seed);
    cJSON_AddStringToObject(event, "input", sp_input_name(begin->input));
    return add_event(store, begin->sitting, event, begin->at_ms, error);
}

bool
sitting_turn_added(struct sp_store *store, const char *attempt, unsigned seq,
                   const struct sp_kept_turn *turn, struct sp_error *error)
{
    char sitting[SP_ID_SIZE];
    unsigned item = 0;
    cJSON *event;

    if (!sitting_of(store, attempt, sitting, &item, error))
        return false;
    if (sitting[0] == '\0')
        return true;
    event = event_of("turn", item);
    cJSON_AddNumberToObject(event, "turn", seq);
    cJSON_AddStringToObject(event, "node", turn->node);
    cJSON_AddStringToObject(event, "customer", turn->customer);
    cJSON_AddStringToObject(event, "reply", turn->reply);
    cJSON_AddStringToObject(event, "trainee", turn->trainee);
    if (turn->moves) {
        cJSON_AddStringToObject(event, "moves", turn->moves);
        cJSON_AddStringToObject(event, "mentions", turn->mentions);
    }
    cJSON_AddStringToObject(event, "lang", sp_lang_tag(turn->lang));
    return add_event(store, sitting, event, turn->at_ms, error);
}

bool
sitting_call_ended(struct sp_store *store, const char *attempt,
                   const struct sp_result *result, struct sp_error *error)
{
    char sitting[SP_ID_SIZE], sha[SP_HASH_SIZE];
    unsigned item = 0;
    cJSON *event;

    if (!sitting_of(store, attempt, sitting, &item, error))
        return false;
    if (sitting[0] == '\0')
        return true;
    sp_content_name(&(struct sp_bytes){result->score, strlen(result->score)}, sha);
    event = event_of("call-end", item);
    cJSON_AddStringToObject(event, "ending", result->ending);
    cJSON_AddNumberToObject(event, "total", result->total);
    cJSON_AddNumberToObject(event, "outOf", result->out_of);
    cJSON_AddNumberToObject(event, "mark", result->mark);
    cJSON_AddBoolToObject(event, "pass", result->pass);
    cJSON_AddItemToObject(event, "levels", cJSON_Parse(result->levels));
    cJSON_AddStringToObject(event, "scoreSha", sha);
    return add_event(store, sitting, event, result->made_ms, error);
}
