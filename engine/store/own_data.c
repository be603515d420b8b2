/* own_data.c: all that the records hold about one person, to take away. */
#include <string.h>

#include "core/mem.h"
#include "store/chain.h"
#include "store/exams.h"
#include "store/forget.h"
#include "store/people.h"

/* A stored JSON text as JSON, or null. */
static void
add_json(cJSON *to, const char *key, const char *text)
{
    cJSON *json = text ? cJSON_Parse(text) : NULL;

    if (json)
        cJSON_AddItemToObject(to, key, json);
    else
        cJSON_AddNullToObject(to, key);
}

static bool
add_roster(struct sp_store *store, const char *person, cJSON *json,
           struct sp_error *error)
{
    struct sp_member m = {0};
    struct sp_error missing = {0};
    cJSON *roster;

    if (!sp_member_by_person(store, person, &m, &missing)) {
        bool nobody = sp_error_is(&missing, "db-missing");

        if (!nobody)
            sp_error_set(error, missing.code, missing.args[0], missing.args[1],
                         missing.args[2]);
        sp_error_clear(&missing);
        cJSON_AddNullToObject(json, "roster");
        return nobody;
    }
    roster = cJSON_AddObjectToObject(json, "roster");
    cJSON_AddStringToObject(roster, "number", m.number);
    cJSON_AddStringToObject(roster, "name", m.name);
    cJSON_AddStringToObject(roster, "team", m.team);
    cJSON_AddStringToObject(roster, "role", sp_role_name(m.role));
    cJSON_AddStringToObject(roster, "lang", m.has_lang ? sp_lang_tag(m.lang) : "");
    cJSON_AddNumberToObject(roster, "extraPercent", m.extra_percent);
    cJSON_AddNumberToObject(roster, "scalePercent", m.scale_percent);
    cJSON_AddBoolToObject(roster, "active", m.active);
    sp_member_finish(&m);
    return true;
}

static bool
add_codes(struct sp_store *store, const char *person, cJSON *json,
          struct sp_error *error)
{
    struct sp_code_rows rows = {0};
    cJSON *list = cJSON_AddArrayToObject(json, "codes");

    if (!sp_code_row_list(store, NULL, person, &rows, error))
        return false;
    for (size_t i = 0; i < rows.count; i++) {
        const struct sp_code_row *row = &rows.item[i];
        cJSON *code = cJSON_CreateObject();

        cJSON_AddStringToObject(code, "code", row->code);
        cJSON_AddStringToObject(code, "exam", row->exam);
        cJSON_AddNumberToObject(code, "attempt", row->attempt);
        cJSON_AddNumberToObject(code, "givenMs", (double)row->given_ms);
        cJSON_AddBoolToObject(code, "withdrawn", row->withdrawn);
        cJSON_AddBoolToObject(code, "used", row->used);
        cJSON_AddItemToArray(list, code);
    }
    sp_code_rows_finish(&rows);
    return true;
}

static bool
add_sitting(struct sp_store *store, const struct sp_sitting_row *row, cJSON *list,
            struct sp_error *error)
{
    struct sp_events events = {0};
    cJSON *json, *chain;

    if (!sp_event_list(store, row->id, &events, error))
        return false;
    json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "sitting", row->id);
    cJSON_AddStringToObject(json, "exam", row->exam);
    cJSON_AddStringToObject(json, "code", row->code);
    cJSON_AddNumberToObject(json, "attempt", row->attempt);
    cJSON_AddStringToObject(json, "kind", sp_sitting_kind_name(row->kind));
    cJSON_AddBoolToObject(json, "closed", row->state == SP_SITTING_CLOSED);
    cJSON_AddStringToObject(json, "verdict", sp_verdict_state_name(row->verdict));
    cJSON_AddBoolToObject(json, "decided", row->decided);
    cJSON_AddNumberToObject(json, "beganMs", (double)row->began_ms);
    cJSON_AddNumberToObject(json, "closedMs", (double)row->closed_ms);
    chain = cJSON_AddArrayToObject(json, "events");
    for (size_t i = 0; i < events.count; i++) {
        cJSON *event = cJSON_CreateObject();

        add_json(event, "body", events.item[i].body);
        cJSON_AddStringToObject(event, "hash", events.item[i].hash);
        cJSON_AddItemToArray(chain, event);
    }
    cJSON_AddItemToArray(list, json);
    sp_events_finish(&events);
    return true;
}

static bool
add_sittings(struct sp_store *store, const char *person, cJSON *json,
             struct sp_error *error)
{
    struct sp_sitting_rows rows = {0};
    cJSON *list = cJSON_AddArrayToObject(json, "sittings");

    if (!sp_sitting_row_list(store, NULL, person, &rows, error))
        return false;
    bool ok = true;

    for (size_t i = 0; ok && i < rows.count; i++)
        ok = add_sitting(store, &rows.item[i], list, error);
    sp_sitting_rows_finish(&rows);
    return ok;
}

static void
add_turns(const struct sp_record *record, cJSON *json)
{
    cJSON *list = cJSON_AddArrayToObject(json, "lines");

    for (size_t i = 0; i < record->turn_count; i++) {
        const struct sp_kept_turn *turn = &record->turn[i];
        cJSON *line = cJSON_CreateObject();

        cJSON_AddStringToObject(line, "node", turn->node);
        cJSON_AddStringToObject(line, "customer", turn->customer);
        cJSON_AddStringToObject(line, "reply", turn->reply);
        cJSON_AddStringToObject(line, "trainee", turn->trainee);
        if (turn->moves) {
            cJSON_AddStringToObject(line, "moves", turn->moves);
            cJSON_AddStringToObject(line, "mentions", turn->mentions);
        }
        cJSON_AddNumberToObject(line, "atMs", (double)turn->at_ms);
        cJSON_AddItemToArray(list, line);
    }
}

static bool
add_attempt(struct sp_store *store, const char *id, cJSON *list, struct sp_error *error)
{
    struct sp_record record = {0};
    const struct sp_attempt *a = &record.attempt;
    cJSON *json;

    if (!sp_store_load(store, id, &record, error))
        return false;
    json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "attempt", a->id);
    cJSON_AddStringToObject(json, "scenario", a->scenario_id);
    cJSON_AddStringToObject(json, "style", a->style);
    cJSON_AddStringToObject(json, "motive", a->motive);
    cJSON_AddStringToObject(json, "setting", sp_setting_name(a->setting));
    cJSON_AddStringToObject(json, "state", sp_attempt_state_name(a->state));
    cJSON_AddNumberToObject(json, "startedMs", (double)a->started_ms);
    cJSON_AddNumberToObject(json, "endedMs", (double)a->ended_ms);
    add_turns(&record, json);
    add_json(json, "result", a->has_result ? a->result.score : NULL);
    cJSON_AddItemToArray(list, json);
    sp_record_finish(&record);
    return true;
}

static bool
add_attempts(struct sp_store *store, const char *person, cJSON *json,
             struct sp_error *error)
{
    const struct sp_filter filter = {.person = person};
    struct sp_attempts attempts = {0};
    cJSON *list = cJSON_AddArrayToObject(json, "attempts");

    if (!sp_store_history(store, &filter, &attempts, error))
        return false;
    bool ok = true;

    for (size_t i = 0; ok && i < attempts.count; i++)
        ok = add_attempt(store, attempts.item[i].id, list, error);
    sp_attempts_finish(&attempts);
    return ok;
}

bool
sp_store_own_data(struct sp_store *store, const char *person, struct sp_str *out,
                  struct sp_error *error)
{
    char *name = sp_store_person_name(store, person, error);
    cJSON *json;

    if (!name)
        return false;
    json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "type", "own-data");
    cJSON_AddStringToObject(json, "person", person);
    cJSON_AddStringToObject(json, "name", name);
    bool ok = add_roster(store, person, json, error) &&
              add_codes(store, person, json, error) &&
              add_sittings(store, person, json, error) &&
              add_attempts(store, person, json, error);

    if (ok) {
        char *text = cJSON_Print(json);

        sp_str_add(out, text);
        sp_str_add_char(out, '\n');
        cJSON_free(text);
    }
    cJSON_Delete(json);
    sp_free(name);
    return ok;
}
