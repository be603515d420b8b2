/* store_read.c: attempts, turns and contents come out, checked like any foreign file.
 */
#include "store_own.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "store/exams.h"

static void
attempt_finish(struct sp_attempt *attempt)
{
    sp_free(attempt->scenario_id);
    sp_free(attempt->style);
    sp_free(attempt->motive);
    sp_free(attempt->result.ending);
    sp_free(attempt->result.levels);
    sp_free(attempt->result.score);
    *attempt = (struct sp_attempt){0};
}

void
sp_attempts_finish(struct sp_attempts *attempts)
{
    for (size_t i = 0; i < attempts->count; i++)
        attempt_finish(&attempts->item[i]);
    sp_free(attempts->item);
    sp_error_clear(&attempts->reason);
    *attempts = (struct sp_attempts){0};
}

void
sp_record_finish(struct sp_record *record)
{
    attempt_finish(&record->attempt);
    for (size_t i = 0; i < record->turn_count; i++) {
        sp_free(record->turn[i].reply);
        sp_free(record->turn[i].node);
        sp_free(record->turn[i].customer);
        sp_free(record->turn[i].trainee);
        sp_free(record->turn[i].moves);
        sp_free(record->turn[i].mentions);
    }
    sp_free(record->turn);
    for (size_t i = 0; i < SP_PARTS; i++)
        sp_free(record->body[i]);
    *record = (struct sp_record){0};
}

/* Decimal digits as they are written: no sign, no blank, no leading zero. */
static uint64_t
read_seed(struct sp_row *row)
{
    size_t size = 0;
    char *text = sp_row_text(row, "seed", 20, &size);

    if (!text)
        return 0;
    errno = 0;
    unsigned long long seed = strtoull(text, NULL, 10);

    if (size == 0 || strspn(text, "0123456789") != size ||
        (text[0] == '0' && size > 1) || errno != 0)
        sp_row_bad(row, "seed");
    sp_free(text);
    return seed;
}

static enum sp_lang
read_lang(struct sp_row *row)
{
    char *tag = sp_row_text(row, "lang", SP_ROW_ID_MOST, NULL);
    enum sp_lang lang = SP_EN;

    if (tag && !sp_lang_find(tag, &lang))
        sp_row_bad(row, "lang");
    sp_free(tag);
    return lang;
}

static void
read_result(struct sp_row *row, bool with_score, struct sp_attempt *attempt)
{
    struct sp_result *result = &attempt->result;

    attempt->has_result = !sp_row_is_null(row);
    if (attempt->has_result != (attempt->state == SP_FINISHED)) {
        sp_row_bad(row, "state");
        return;
    }
    if (!attempt->has_result)
        return;
    result->total = (int)sp_row_integer(row, "total", 0, INT_MAX);
    result->out_of = (int)sp_row_integer(row, "out_of", 0, INT_MAX);
    result->mark = (int)sp_row_integer(row, "mark", 0, INT_MAX);
    result->pass = sp_row_integer(row, "pass", 0, 1) == 1;
    result->ending = sp_row_text(row, "ending", SP_ROW_ID_MOST, NULL);
    result->levels = sp_row_text(row, "levels", SP_ROW_BODY_MOST, NULL);
    result->made_ms = sp_row_integer(row, "made_ms", INT64_MIN, INT64_MAX);
    if (with_score)
        result->score = sp_row_text(row, "score", SP_ROW_BODY_MOST, NULL);
    if (result->total > result->out_of)
        sp_row_bad(row, "total");
}

static void
read_branch(struct sp_row *row, struct sp_attempt *attempt)
{
    attempt->branched = !sp_row_is_null(row);
    if (attempt->branched)
        attempt->branched_lines =
            (unsigned)sp_row_integer(row, "branched_lines", 0, attempt->turns);
    else
        sp_row_skip(row);
    if (sp_row_is_null(row)) {
        sp_row_skip(row);
        return;
    }
    sp_row_hex(row, "branched_from", attempt->branched_from,
               sizeof attempt->branched_from);
    if (!attempt->branched || strcmp(attempt->branched_from, attempt->id) == 0)
        sp_row_bad(row, "branched_from");
}

static bool
read_attempt(sqlite3_stmt *statement, bool with_score, struct sp_attempt *attempt,
             struct sp_error *error)
{
    struct sp_row row = {statement, "attempt", "", 0, true, error};

    sp_row_hex(&row, "id", attempt->id, sizeof attempt->id);
    row.id = attempt->id;
    sp_row_hex(&row, "person", attempt->person, sizeof attempt->person);
    attempt->scenario_id = sp_row_text(&row, "scenario_id", SP_ROW_ID_MOST, NULL);
    attempt->style = sp_row_text(&row, "style", SP_ROW_ID_MOST, NULL);
    attempt->motive = sp_row_text(&row, "motive", SP_ROW_ID_MOST, NULL);
    sp_row_hex(&row, "scenario_sha", attempt->content[SP_PART_SCENARIO], SP_HASH_SIZE);
    sp_row_hex(&row, "rubric_sha", attempt->content[SP_PART_RUBRIC], SP_HASH_SIZE);
    sp_row_hex(&row, "styles_sha", attempt->content[SP_PART_STYLES], SP_HASH_SIZE);
    attempt->seed = read_seed(&row);
    attempt->input = (enum sp_input)sp_row_name(&row, "input", sp_input_names);
    attempt->setting = (enum sp_setting)sp_row_name(&row, "setting", sp_setting_names);
    attempt->lang = read_lang(&row);
    attempt->state = (enum sp_attempt_state)sp_row_name(&row, "state", sp_state_names);
    attempt->started_ms = sp_row_integer(&row, "started_ms", INT64_MIN, INT64_MAX);
    if (attempt->state != SP_RUNNING)
        attempt->ended_ms = sp_row_integer(&row, "ended_ms", INT64_MIN, INT64_MAX);
    else if (!sp_row_is_null(&row))
        sp_row_bad(&row, "ended_ms");
    else
        sp_row_skip(&row);
    attempt->turns = (unsigned)sp_row_integer(&row, "turns", 0, SP_KEPT_TURNS_MOST);
    read_branch(&row, attempt);
    read_result(&row, with_score, attempt);
    if (!row.ok)
        attempt_finish(attempt);
    return row.ok;
}

static bool
list(struct sp_store *store, enum sp_sql which, const struct sp_filter *filter,
     struct sp_attempts *attempts, struct sp_error *error)
{
    int64_t limit = filter->limit > 0 && filter->limit < INT64_MAX
                        ? (int64_t)filter->limit
                        : INT64_MAX;
    const struct sp_sql_value values[] = {sp_sql_text(filter->person),
                                          sp_sql_text(filter->scenario_id),
                                          sp_sql_integer(limit)};
    sqlite3_stmt *statement = sp_sql_start(store, which, values, 3, error);
    struct sp_attempts found = {0};
    enum sp_sql_step step = SQL_FAILED;
    size_t room = 0;

    if (!statement)
        return false;
    while ((step = sp_sql_step(store, statement, error)) == SQL_ROW) {
        if (found.count == room) {
            room = room ? room * 2 : 16;
            found.item = sp_grow(found.item, room, sizeof *found.item);
        }
        struct sp_attempt *next = &found.item[found.count];

        *next = (struct sp_attempt){0};
        if (read_attempt(statement, false, next, found.bad ? NULL : &found.reason))
            found.count++;
        else
            found.bad++;
    }
    sp_sql_end(statement);
    if (step == SQL_FAILED) {
        sp_attempts_finish(&found);
        return false;
    }
    *attempts = found;
    return true;
}

bool
sp_store_history(struct sp_store *store, const struct sp_filter *filter,
                 struct sp_attempts *attempts, struct sp_error *error)
{
    return list(store, SQL_HISTORY, filter, attempts, error);
}

bool
sp_store_unfinished(struct sp_store *store, const struct sp_filter *filter,
                    struct sp_attempts *attempts, struct sp_error *error)
{
    return list(store, SQL_UNFINISHED, filter, attempts, error);
}

bool
sp_store_best(struct sp_store *store, const struct sp_filter *filter,
              struct sp_attempts *attempts, struct sp_error *error)
{
    return list(store, SQL_BEST, filter, attempts, error);
}

char *
sp_store_person_name(struct sp_store *store, const char *person, struct sp_error *error)
{
    const struct sp_sql_value values[] = {sp_sql_text(person)};
    sqlite3_stmt *statement = sp_sql_start(store, SQL_PERSON_NAME, values, 1, error);
    struct sp_row row = {statement, "person", person, 0, true, error};
    char *name = NULL;

    if (!statement)
        return NULL;
    switch (sp_sql_step(store, statement, error)) {
    case SQL_ROW:
        name = sp_row_text(&row, "name", SP_ROW_ID_MOST, NULL);
        break;
    case SQL_DONE:
        sp_error_set(error, "db-missing", "person", person, NULL);
        break;
    case SQL_FAILED:
        break;
    }
    sp_sql_end(statement);
    return name;
}

static bool
load_attempt(struct sp_store *store, const char *id, struct sp_attempt *attempt,
             struct sp_error *error)
{
    const struct sp_sql_value values[] = {sp_sql_text(id)};
    sqlite3_stmt *statement = sp_sql_start(store, SQL_ATTEMPT, values, 1, error);
    bool ok = false;

    if (!statement)
        return false;
    switch (sp_sql_step(store, statement, error)) {
    case SQL_ROW:
        ok = read_attempt(statement, true, attempt, error);
        break;
    case SQL_DONE:
        sp_error_set(error, "db-missing", "attempt", id, NULL);
        break;
    case SQL_FAILED:
        break;
    }
    sp_sql_end(statement);
    return ok;
}

static bool
read_turn(sqlite3_stmt *statement, const char *attempt, size_t seq,
          struct sp_kept_turn *turn, struct sp_error *error)
{
    struct sp_str id = {0};

    sp_str_addf(&id, "%s/%zu", attempt, seq);
    struct sp_row row = {statement, "turn", sp_str_text(&id), 0, true, error};

    sp_row_integer(&row, "seq", (int64_t)seq, (int64_t)seq); /* no gap, none twice */
    turn->kind = (enum sp_kept_kind)sp_row_name(&row, "kind", sp_kept_names);
    turn->reply = sp_row_text(&row, "reply", SP_ROW_ID_MOST, NULL);
    turn->node = sp_row_text(&row, "node", SP_ROW_ID_MOST, NULL);
    turn->customer = sp_row_text(&row, "customer", SP_ROW_LINE_MOST, NULL);
    turn->trainee = sp_row_text(&row, "trainee", SP_ROW_LINE_MOST, NULL);
    turn->lang = read_lang(&row);
    turn->at_ms = sp_row_integer(&row, "at_ms", INT64_MIN, INT64_MAX);
    if (!sp_row_is_null(&row)) {
        turn->moves = sp_row_text(&row, "moves", SP_ROW_SAID_MOST, NULL);
        turn->mentions = sp_row_text(&row, "mentions", SP_ROW_SAID_MOST, NULL);
    }
    if (row.ok && turn->moves && turn->kind == SP_KEPT_UNDO)
        sp_row_bad(&row, "moves");
    if (row.ok && (turn->kind == SP_KEPT_UNDO) != (turn->reply[0] == '\0'))
        sp_row_bad(&row, "reply");
    sp_str_finish(&id);
    return row.ok;
}

static bool
load_turns(struct sp_store *store, struct sp_record *record, struct sp_error *error)
{
    const char *id = record->attempt.id;
    const struct sp_sql_value values[] = {sp_sql_text(id)};
    sqlite3_stmt *statement = sp_sql_start(store, SQL_TURNS, values, 1, error);
    enum sp_sql_step step = SQL_FAILED;
    bool ok = true;

    if (!statement)
        return false;
    /* Their number was checked against the limit with the attempt. */
    record->turn = sp_alloc(record->attempt.turns + 1, sizeof *record->turn);
    while (ok && (step = sp_sql_step(store, statement, error)) == SQL_ROW &&
           record->turn_count < record->attempt.turns) {
        struct sp_kept_turn *turn = &record->turn[record->turn_count++];

        ok = read_turn(statement, id, record->turn_count, turn, error);
    }
    sp_sql_end(statement);
    if (ok && step == SQL_DONE && record->turn_count == record->attempt.turns)
        return true;
    if (ok && step != SQL_FAILED)
        sp_error_set(error, "db-row", "turn", id, "seq");
    return false;
}

/* `kind` SP_PARTS: any. */
static char *
load_content(struct sp_store *store, const char *name, unsigned kind, size_t *size,
             struct sp_error *error)
{
    const struct sp_sql_value values[] = {sp_sql_text(name)};
    sqlite3_stmt *statement = sp_sql_start(store, SQL_CONTENT, values, 1, error);
    struct sp_row row = {statement, "content", name, 0, true, error};
    char is[SP_HASH_SIZE], *body = NULL;
    unsigned found = 0;

    if (!statement)
        return NULL;
    enum sp_sql_step step = sp_sql_step(store, statement, error);

    if (step == SQL_ROW) {
        found = sp_row_name(&row, "kind", sp_part_names);
        if (kind < SP_PARTS && found != kind)
            sp_row_bad(&row, "kind");
        body = sp_row_text(&row, "body", SP_ROW_BODY_MOST, size);
    }
    sp_sql_end(statement);
    if (step == SQL_DONE)
        sp_error_set(error, "db-missing", "content", name, NULL);
    if (body) {
        sp_content_name(&(struct sp_bytes){body, *size}, is);
        if (strcmp(is, name) == 0)
            return body;
        sp_error_set(error, "db-content", sp_part_names[found], name, NULL);
    }
    sp_free(body);
    return NULL;
}

char *
sp_content_load(struct sp_store *store, const char *sha256, size_t *size,
                struct sp_error *error)
{
    return load_content(store, sha256, SP_PARTS, size, error);
}

static bool
load_body(struct sp_store *store, struct sp_record *record, enum sp_part part,
          struct sp_error *error)
{
    record->body[part] = load_content(store, record->attempt.content[part], part,
                                      &record->body_size[part], error);
    return record->body[part] != NULL;
}

bool
sp_store_load(struct sp_store *store, const char *attempt, struct sp_record *record,
              struct sp_error *error)
{
    struct sp_record found = {0};

    /* One transaction, so that all is of the same moment. */
    if (!sp_sql_run(store, SQL_BEGIN_READ, NULL, 0, NULL, error))
        return false;
    bool ok = load_attempt(store, attempt, &found.attempt, error) &&
              load_turns(store, &found, error);

    for (unsigned part = 0; ok && part < SP_PARTS; part++)
        ok = load_body(store, &found, (enum sp_part)part, error);
    ok = sp_sql_close(store, ok, error);
    if (!ok) {
        sp_record_finish(&found);
        return false;
    }
    *record = found;
    return true;
}
