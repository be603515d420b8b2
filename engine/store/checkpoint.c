/* checkpoint.c: how far all sittings have come, signed, to be kept elsewhere. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/jcs.h"
#include "core/mem.h"
#include "evidence_own.h"
#include "store/records_check.h"

const char *
sp_checkpoint_fault_name(enum sp_checkpoint_fault fault)
{
    static const char *const names[] = {"holds", "missing", "earlier", "other"};

    return fault < SP_CHECKPOINT_FAULTS ? names[fault] : NULL;
}

void
sp_checkpoint_finish(struct sp_checkpoint *checkpoint)
{
    sp_free(checkpoint->line);
    *checkpoint = (struct sp_checkpoint){0};
}

static void
add_line(struct sp_str *out, cJSON *line)
{
    sp_jcs_add(line, out);
    sp_str_add_char(out, '\n');
    cJSON_Delete(line);
}

static int
by_id(const void *left, const void *right)
{
    const struct sp_sitting_row *a = left, *b = right;

    return strcmp(a->id, b->id);
}

static void
add_seal(const struct sp_key *key, struct sp_str *out)
{
    char sha[SP_HASH_SIZE], public_key[SP_PUBLIC_SIZE], signature[SP_SIGNATURE_SIZE];
    cJSON *line = cJSON_CreateObject();

    sp_content_name(&(struct sp_bytes){out->text, out->size}, sha);
    sp_key_id(key, public_key);
    sp_key_sign(key, sha, signature);
    cJSON_AddStringToObject(line, "type", "seal");
    cJSON_AddStringToObject(line, "sha256", sha);
    cJSON_AddStringToObject(line, "key", public_key);
    cJSON_AddStringToObject(line, "signature", signature);
    add_line(out, line);
}

bool
sp_checkpoint_print(struct sp_store *store, const struct sp_key *key, int64_t at_ms,
                    struct sp_str *out, unsigned *sittings, struct sp_error *error)
{
    struct sp_sitting_rows rows = {0};
    cJSON *line;

    if (!sp_sitting_row_list(store, NULL, NULL, &rows, error))
        return false;
    if (rows.count > 0)
        qsort(rows.item, rows.count, sizeof *rows.item, by_id);
    line = cJSON_CreateObject();
    cJSON_AddStringToObject(line, "type", "checkpoint");
    cJSON_AddNumberToObject(line, "formatVersion", 1);
    cJSON_AddNumberToObject(line, "at", (double)at_ms);
    cJSON_AddNumberToObject(line, "sittings", (double)rows.count);
    add_line(out, line);
    for (size_t i = 0; i < rows.count; i++) {
        line = cJSON_CreateObject();
        cJSON_AddStringToObject(line, "type", "sitting");
        cJSON_AddStringToObject(line, "sitting", rows.item[i].id);
        cJSON_AddNumberToObject(line, "events", rows.item[i].events);
        cJSON_AddStringToObject(line, "head", rows.item[i].head);
        add_line(out, line);
    }
    *sittings = (unsigned)rows.count;
    sp_sitting_rows_finish(&rows);
    add_seal(key, out);
    return true;
}

/* ---- reading ---- */

struct reading {
    const char *text;
    size_t size, at;
    unsigned line;
    size_t wanted, room; /* lines */
    bool sealed;
    struct sp_checkpoint *out;
};

static bool
is_hex(const char *text, size_t size)
{
    return strlen(text) == size && strspn(text, "0123456789abcdef") == size;
}

static bool
read_first(struct reading *r, const cJSON *root)
{
    int64_t count = event_number(root, "sittings");

    r->out->at_ms = event_number(root, "at");
    r->wanted = count >= 0 ? (size_t)count : 0;
    return event_is(root, "checkpoint") && event_number(root, "formatVersion") == 1 &&
           count >= 0 && cJSON_GetArraySize(root) == 4;
}

static bool
read_sitting(struct reading *r, const cJSON *root)
{
    struct sp_checkpoint *out = r->out;
    const char *id = event_text(root, "sitting"), *head = event_text(root, "head");
    int64_t events = event_number(root, "events");

    if (!is_hex(id, SP_ID_SIZE - 1) || !is_hex(head, SP_HASH_SIZE - 1) || events < 1 ||
        events > 20000 || cJSON_GetArraySize(root) != 4 ||
        (out->lines > 0 && strcmp(out->line[out->lines - 1].sitting, id) >= 0))
        return false;
    if (out->lines == r->room) {
        r->room = r->room ? 2 * r->room : 64;
        out->line = sp_grow(out->line, r->room, sizeof *out->line);
    }
    struct sp_checkpoint_line *line = &out->line[out->lines++];

    memcpy(line->sitting, id, SP_ID_SIZE);
    memcpy(line->head, head, SP_HASH_SIZE);
    line->events = (unsigned)events;
    return true;
}

static bool
read_seal(struct reading *r, const cJSON *root, size_t start)
{
    const char *key = event_text(root, "key");

    sp_content_name(&(struct sp_bytes){r->text, start}, r->out->sha256);
    if (strcmp(event_text(root, "sha256"), r->out->sha256) != 0 ||
        cJSON_GetArraySize(root) != 4 || r->out->lines != r->wanted ||
        !sp_signature_holds(key, r->out->sha256, event_text(root, "signature")))
        return false;
    memcpy(r->out->key, key, strlen(key) + 1);
    r->sealed = true;
    return true;
}

static bool
read_line(struct reading *r)
{
    static const struct sp_json_limits limits = {4096, 16, 1024, 4};
    const char *start = r->text + r->at, *end = memchr(start, '\n', r->size - r->at);
    struct sp_diags ignored = {0};
    size_t size = end ? (size_t)(end - start) : 0, from = r->at;
    bool ok = false;

    r->line++;
    if (!end || r->sealed)
        return false;
    struct sp_json *doc = sp_json_read(start, size, &limits, &ignored);
    const cJSON *root = doc ? sp_json_root(doc) : NULL;

    r->at += size + 1;
    if (!root || !sp_jcs_is(start, size))
        ok = false;
    else if (r->line == 1)
        ok = read_first(r, root);
    else if (event_is(root, "sitting"))
        ok = read_sitting(r, root);
    else if (event_is(root, "seal"))
        ok = read_seal(r, root, from);
    sp_json_free(doc);
    sp_diags_finish(&ignored);
    return ok;
}

bool
sp_checkpoint_read(const char *text, size_t size, struct sp_checkpoint *out,
                   struct sp_error *error)
{
    struct sp_checkpoint read = {0};
    struct reading r = {.text = text, .size = size, .out = &read};
    bool ok = size > 0 && size <= SP_EVIDENCE_MOST;
    char line[16];

    while (ok && r.at < size)
        ok = read_line(&r);
    if (ok && r.sealed) {
        *out = read;
        return true;
    }
    sp_checkpoint_finish(&read);
    snprintf(line, sizeof line, "%u", r.line);
    return sp_error_set(error, "checkpoint-broken", line, NULL, NULL);
}

bool
sp_checkpoint_compare(struct sp_store *store, const struct sp_checkpoint_line *line,
                      enum sp_checkpoint_fault *fault, struct sp_error *error)
{
    struct sp_sitting_row row;
    struct sp_events events = {0};
    struct sp_error cause = {0};

    *fault = SP_CHECKPOINT_HOLDS;
    if (!sp_sitting_row_load(store, line->sitting, &row, &cause)) {
        bool missing = sp_error_is(&cause, "db-missing");

        *fault = SP_CHECKPOINT_MISSING;
        if (!missing)
            sp_error_set(error, cause.code, cause.args[0], cause.args[1],
                         cause.args[2]);
        sp_error_clear(&cause);
        return missing;
    }
    if (!sp_event_list(store, line->sitting, &events, error))
        return false;
    if (events.count < line->events)
        *fault = SP_CHECKPOINT_EARLIER;
    else if (strcmp(events.item[line->events - 1].hash, line->head) != 0)
        *fault = SP_CHECKPOINT_OTHER;
    sp_events_finish(&events);
    return true;
}
