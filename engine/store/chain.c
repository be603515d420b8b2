/* chain.c: the events of a sitting. */
#include "store/chain.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "core/jcs.h"
#include "core/json.h"
#include "core/mem.h"
#include "store_own.h"

#define EVENTS_MOST 20000
#define EVENT_MOST ((size_t)512 * 1024)

const char sp_chain_start[SP_HASH_SIZE] =
    "0000000000000000000000000000000000000000000000000000000000000000";

void
sp_chain_next(const char before[SP_HASH_SIZE], const char body_sha[SP_HASH_SIZE],
              char hash[SP_HASH_SIZE])
{
    char text[2 * SP_HASH_SIZE + 32];
    int size =
        snprintf(text, sizeof text, "sparring-event-1\n%s\n%s\n", before, body_sha);

    sp_content_name(&(struct sp_bytes){text, (size_t)size}, hash);
}

void
sp_events_finish(struct sp_events *events)
{
    for (size_t i = 0; i < events->count; i++)
        sp_free(events->item[i].body);
    sp_free(events->item);
    *events = (struct sp_events){0};
}

/* Where the chain of a sitting stands. */
static bool
read_head(struct sp_store *store, const char *sitting, int64_t *events,
          char head[SP_HASH_SIZE], struct sp_error *error)
{
    const struct sp_sql_value id = sp_sql_text(sitting);
    sqlite3_stmt *statement = sp_sql_once(
        store, "SELECT events, head FROM sitting WHERE id = $1", &id, 1, error);
    struct sp_row row = {statement, "sitting", sitting, 0, true, error};

    if (!statement)
        return false;
    enum sp_sql_step step = sp_sql_step(store, statement, error);

    if (step == SQL_ROW) {
        *events = sp_row_integer(&row, "events", 0, EVENTS_MOST);
        sp_row_hex(&row, "head", head, SP_HASH_SIZE);
    }
    sqlite3_finalize(statement);
    if (step == SQL_DONE)
        return sp_error_set(error, "db-missing", "sitting", sitting, NULL);
    return step == SQL_ROW && row.ok;
}

static bool
write_event(struct sp_store *store, const char *sitting, int64_t seq,
            const struct sp_str *body, const char before[SP_HASH_SIZE],
            struct sp_error *error)
{
    char body_sha[SP_HASH_SIZE], hash[SP_HASH_SIZE];

    sp_content_name(&(struct sp_bytes){body->text, body->size}, body_sha);
    sp_chain_next(before, body_sha, hash);
    const struct sp_sql_value row[] = {sp_sql_text(sitting), sp_sql_integer(seq),
                                       sp_sql_text(body->text), sp_sql_text(body_sha),
                                       sp_sql_text(hash)};
    const struct sp_sql_value head[] = {sp_sql_text(sitting), sp_sql_integer(seq),
                                        sp_sql_text(hash)};

    return sp_sql_do(store,
                     "INSERT INTO event (sitting, seq, body, body_sha, hash)"
                     " VALUES ($1, $2, $3, $4, $5)",
                     row, 5, NULL, error) &&
           sp_sql_do(store, "UPDATE sitting SET events = $2, head = $3 WHERE id = $1",
                     head, 3, NULL, error);
}

bool
sp_event_add(struct sp_store *store, const char *sitting, cJSON *body, int64_t at_ms,
             struct sp_error *error)
{
    char before[SP_HASH_SIZE] = "";
    struct sp_str text = {0};
    int64_t events = 0;
    bool own = false;

    if (!sp_sql_open(store, &own, error))
        return false;
    bool ok = read_head(store, sitting, &events, before, error);

    if (ok && events == EVENTS_MOST)
        ok = sp_error_set_number(error, "event-many", sitting, EVENTS_MOST);
    cJSON_DeleteItemFromObjectCaseSensitive(body, "n");
    cJSON_DeleteItemFromObjectCaseSensitive(body, "at");
    cJSON_AddNumberToObject(body, "n", (double)(events + 1));
    cJSON_AddNumberToObject(body, "at", (double)at_ms);
    if (ok && (!sp_jcs_add(body, &text) || text.size > EVENT_MOST ||
               !sp_utf8_valid(text.text, text.size)))
        ok = sp_error_set(error, "db-value", "event", "body", NULL);
    ok = ok && write_event(store, sitting, events + 1, &text, before, error);
    sp_str_finish(&text);
    return own ? sp_sql_close(store, ok, error) : ok;
}

bool
sp_event_list(struct sp_store *store, const char *sitting, struct sp_events *events,
              struct sp_error *error)
{
    const struct sp_sql_value id = sp_sql_text(sitting);
    sqlite3_stmt *statement =
        sp_sql_once(store,
                    "SELECT seq, body, body_sha, hash FROM event WHERE sitting = $1"
                    " ORDER BY seq",
                    &id, 1, error);
    struct sp_row row = {statement, "event", sitting, 0, true, error};
    struct sp_events list = {0};
    size_t room = 0;
    enum sp_sql_step step = SQL_FAILED;

    while (statement && row.ok && list.count < EVENTS_MOST &&
           (step = sp_sql_step(store, statement, error)) == SQL_ROW) {
        if (list.count == room) {
            room = room ? 2 * room : 64;
            list.item = sp_grow(list.item, room, sizeof *list.item);
        }
        struct sp_event *event = &list.item[list.count++];

        *event = (struct sp_event){0};
        row.column = 0;
        event->seq = (unsigned)sp_row_integer(&row, "seq", 1, EVENTS_MOST);
        if (sp_row_is_null(&row))
            sp_row_skip(&row);
        else
            event->body = sp_row_text(&row, "body", EVENT_MOST, NULL);
        sp_row_hex(&row, "body_sha", event->body_sha, SP_HASH_SIZE);
        sp_row_hex(&row, "hash", event->hash, SP_HASH_SIZE);
    }
    sqlite3_finalize(statement);
    if (step != SQL_DONE || !row.ok) {
        sp_events_finish(&list);
        return false;
    }
    *events = list;
    return true;
}

const char *
sp_chain_fault_name(enum sp_chain_fault fault)
{
    static const char *const names[] = {"whole", "missing", "body", "link", "head"};

    return fault < SP_CHAIN_FAULTS ? names[fault] : NULL;
}

/* The body's own number, 0 when it is not what we write. */
static unsigned
number_in(const char *body)
{
    struct sp_diags diags = {0};
    struct sp_json *doc = sp_json_read(body, strlen(body), &sp_json_usual, &diags);
    const cJSON *n =
        doc ? cJSON_GetObjectItemCaseSensitive(sp_json_root(doc), "n") : NULL;
    unsigned number =
        cJSON_IsNumber(n) && n->valuedouble >= 1 ? (unsigned)n->valueint : 0;

    sp_json_free(doc);
    sp_diags_finish(&diags);
    return number;
}

static enum sp_chain_fault
check_event(const struct sp_event *event, unsigned seq, const char *before)
{
    char hash[SP_HASH_SIZE];

    if (event->seq != seq)
        return SP_CHAIN_MISSING;
    if (event->body) {
        sp_content_name(&(struct sp_bytes){event->body, strlen(event->body)}, hash);
        if (strcmp(hash, event->body_sha) != 0 || number_in(event->body) != seq)
            return SP_CHAIN_BODY;
    }
    sp_chain_next(before, event->body_sha, hash);
    return strcmp(hash, event->hash) == 0 ? SP_CHAIN_WHOLE : SP_CHAIN_LINK;
}

enum sp_chain_fault
sp_chain_check(const struct sp_events *events, unsigned count, const char *head,
               unsigned *seq)
{
    const char *before = sp_chain_start;

    for (unsigned i = 0; i < events->count; i++) {
        enum sp_chain_fault fault = check_event(&events->item[i], i + 1, before);

        if (seq)
            *seq = i + 1;
        if (fault != SP_CHAIN_WHOLE)
            return fault;
        before = events->item[i].hash;
    }
    if (seq)
        *seq = (unsigned)events->count;
    return events->count == count && strcmp(before, head) == 0 ? SP_CHAIN_WHOLE
                                                               : SP_CHAIN_HEAD;
}
