/* evidence.c: reading a file of evidence, in which nothing is believed. */
#include "store/evidence.h"

#include <stdio.h>
#include <string.h>

#include "core/jcs.h"
#include "core/mem.h"
#include "evidence_own.h"

#define EVENTS_MOST 20000

static const char *const kind_names[] = {"exam", "result", "evidence", NULL};

const char *
sp_evidence_kind_name(enum sp_evidence_kind kind)
{
    return kind < SP_EVIDENCE_KINDS ? kind_names[kind] : NULL;
}

void
sp_evidence_finish(struct sp_evidence *evidence)
{
    sp_exam_free(evidence->exam);
    sp_free(evidence->exam_body);
    for (unsigned i = 0; i < evidence->contents; i++)
        sp_free(evidence->content[i].text);
    sp_events_finish(&evidence->events);
    *evidence = (struct sp_evidence){0};
}

const struct sp_evidence_content *
sp_evidence_find(const struct sp_evidence *evidence, const char *sha256)
{
    for (unsigned i = 0; i < evidence->contents; i++) {
        if (strcmp(evidence->content[i].sha256, sha256) == 0)
            return &evidence->content[i];
    }
    return NULL;
}

/* ---- events ---- */

const char *
event_text(const cJSON *object, const char *key)
{
    const cJSON *at = cJSON_GetObjectItemCaseSensitive(object, key);

    return cJSON_IsString(at) ? at->valuestring : "";
}

int64_t
event_number(const cJSON *object, const char *key)
{
    const cJSON *at = cJSON_GetObjectItemCaseSensitive(object, key);
    double value = cJSON_IsNumber(at) ? at->valuedouble : -1;

    if (value < -9007199254740991.0 || value > 9007199254740991.0)
        return -1;
    return (int64_t)value;
}

bool
event_is(const cJSON *object, const char *type)
{
    return strcmp(event_text(object, "type"), type) == 0;
}

/* A document that is written in the canonical way; NULL when it is not. */
static struct sp_json *
read_canonical(const char *text, size_t size, const struct sp_json_limits *limits,
               bool *is_json)
{
    struct sp_diags ignored = {0};
    struct sp_json *doc = sp_json_read(text, size, limits, &ignored);
    struct sp_str again = {0};
    bool same = doc && cJSON_IsObject(sp_json_root(doc)) &&
                sp_jcs_add(sp_json_root(doc), &again) && again.size == size &&
                memcmp(again.text, text, size) == 0;

    if (is_json)
        *is_json = doc != NULL;
    if (!same) {
        sp_json_free(doc);
        doc = NULL;
    }
    sp_diags_finish(&ignored);
    sp_str_finish(&again);
    return doc;
}

struct sp_json *
event_read(const struct sp_event *event)
{
    static const struct sp_json_limits limits = {EVENT_MOST, 4096, EVENT_MOST, 16};
    struct sp_json *doc =
        event->body ? read_canonical(event->body, strlen(event->body), &limits, NULL)
                    : NULL;

    if (doc && event_text(sp_json_root(doc), "type")[0] &&
        event_number(sp_json_root(doc), "n") == event->seq &&
        cJSON_IsNumber(cJSON_GetObjectItemCaseSensitive(sp_json_root(doc), "at")))
        return doc;
    sp_json_free(doc);
    return NULL;
}

struct sp_json *
sp_evidence_begin(const struct sp_evidence *evidence, struct sp_evidence_begin *begin,
                  struct sp_error *error)
{
    struct sp_json *doc =
        evidence->events.count > 0 ? event_read(&evidence->events.item[0]) : NULL;
    const cJSON *root = doc ? sp_json_root(doc) : NULL;

    *begin = (struct sp_evidence_begin){
        .sitting = event_text(root, "sitting"),
        .exam = event_text(root, "exam"),
        .code = event_text(root, "code"),
        .form = event_text(root, "form"),
        .kind = event_text(root, "kind"),
        .engine = event_text(root, "engine"),
        .number = event_text(root, "number"),
        .name = event_text(root, "name"),
        .at_ms = event_number(root, "at"),
    };
    int64_t attempt = event_number(root, "attempt");

    begin->attempt = attempt > 0 && attempt < 1000 ? (unsigned)attempt : 0;
    if (root && event_is(root, "begin") && begin->attempt &&
        strlen(begin->sitting) == SP_ID_SIZE - 1 &&
        strspn(begin->sitting, "0123456789abcdef") == SP_ID_SIZE - 1 &&
        strcmp(begin->exam, evidence->exam_sha) == 0)
        return doc;
    sp_json_free(doc);
    sp_error_set(error, "evidence-begin", NULL, NULL, NULL);
    return NULL;
}

/* ---- lines ---- */

struct reading {
    const char *text;
    size_t size, at, start; /* of the next line, of the current one */
    unsigned line;
    struct sp_evidence *out;
    char before[SP_HASH_SIZE]; /* the hash of the last event */
    size_t room;               /* for events */
    int rank;                  /* of the last content */
    bool sealed;
    struct sp_error *error;
};

static bool
bad(const struct reading *r, const char *code, const char *what)
{
    char line[16];

    snprintf(line, sizeof line, "%u", r->line);
    return sp_error_set(r->error, code, line, what, NULL);
}

enum member_kind { TEXT, HASH, NUMBER };

struct member {
    const char *key;
    enum member_kind kind;
};

static bool
is_hash(const char *text)
{
    return strlen(text) == SP_HASH_SIZE - 1 &&
           strspn(text, "0123456789abcdef") == SP_HASH_SIZE - 1;
}

/* Just these members, and "type". */
static bool
has_just(const struct reading *r, const cJSON *root, const struct member *members,
         unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        const cJSON *at = cJSON_GetObjectItemCaseSensitive(root, members[i].key);
        bool fits = members[i].kind == NUMBER
                        ? cJSON_IsNumber(at) && at->valuedouble >= 0
                        : cJSON_IsString(at);

        if (fits && members[i].kind == HASH)
            fits = is_hash(at->valuestring);
        if (!fits)
            return bad(r, "evidence-member", members[i].key);
    }
    if ((unsigned)cJSON_GetArraySize(root) != count + 1)
        return bad(r, "evidence-more", NULL);
    return true;
}

static bool
read_header(struct reading *r, const cJSON *root)
{
    static const struct member members[] = {
        {"exam", TEXT}, {"formatVersion", NUMBER}, {"kind", TEXT}};
    struct sp_evidence *out = r->out;
    struct sp_diags ignored = {0};
    const char *kind = event_text(root, "kind");
    char version[24];
    int64_t number = event_number(root, "formatVersion");

    if (!event_is(root, "evidence"))
        return bad(r, "evidence-other", NULL);
    snprintf(version, sizeof version, "%lld", (long long)number);
    if (number > 1)
        return bad(r, "evidence-newer", version);
    if (!has_just(r, root, members, 3))
        return false;
    while (out->kind < SP_EVIDENCE_KINDS && strcmp(kind_names[out->kind], kind) != 0)
        out->kind++;
    if (number != 1 || out->kind == SP_EVIDENCE_KINDS)
        return bad(r, "evidence-member", number != 1 ? "formatVersion" : "kind");
    out->exam_body = sp_strdup(event_text(root, "exam"));
    size_t size = strlen(out->exam_body);

    sp_content_name(&(struct sp_bytes){out->exam_body, size}, out->exam_sha);
    out->exam = sp_exam_read(out->exam_body, size, &ignored);
    sp_diags_finish(&ignored);
    return (out->exam && out->exam->published) || bad(r, "evidence-exam", NULL);
}

/* Where the exam names a content, in the order of the file; -1: it does not. */
static int
rank_of(const struct sp_exam *exam, enum sp_part part, const char *sha256)
{
    if (part == SP_PART_RUBRIC)
        return strcmp(exam->rubric, sha256) == 0 ? 1 : -1;
    if (part == SP_PART_STYLES)
        return strcmp(exam->styles, sha256) == 0 ? 2 : -1;
    for (unsigned i = 0; i < exam->parts; i++) {
        if (strcmp(exam->part[i].sha256, sha256) == 0)
            return (int)i + 3;
    }
    return -1;
}

static bool
read_content(struct reading *r, const cJSON *root)
{
    static const struct member members[] = {
        {"body", TEXT}, {"kind", TEXT}, {"sha256", HASH}};
    struct sp_evidence *out = r->out;
    struct sp_evidence_content *content = &out->content[out->contents];
    char sha[SP_HASH_SIZE];
    unsigned part = 0;

    if (!has_just(r, root, members, 3))
        return false;
    while (part < SP_PARTS && strcmp(sp_part_name(part), event_text(root, "kind")) != 0)
        part++;
    if (part == SP_PARTS)
        return bad(r, "evidence-member", "kind");
    const char *body = event_text(root, "body");
    int rank = rank_of(out->exam, part, event_text(root, "sha256"));

    if (out->events.count > 0 || rank <= r->rank ||
        out->contents == SP_EVIDENCE_CONTENTS)
        return bad(r, rank < 0 ? "evidence-unasked" : "evidence-order", NULL);
    sp_content_name(&(struct sp_bytes){body, strlen(body)}, sha);
    if (strcmp(sha, event_text(root, "sha256")) != 0)
        return bad(r, "evidence-content", sp_part_name(part));
    *content = (struct sp_evidence_content){part, "", sp_strdup(body), strlen(body)};
    memcpy(content->sha256, sha, sizeof sha);
    out->contents++;
    r->rank = rank;
    return true;
}

static bool
read_event(struct reading *r, const cJSON *root)
{
    static const struct member members[] = {{"body", TEXT}, {"hash", HASH}};
    struct sp_events *events = &r->out->events;
    char number[16];

    if (!has_just(r, root, members, 2))
        return false;
    snprintf(number, sizeof number, "%zu", events->count + 1);
    if (r->out->kind == SP_EVIDENCE_EXAM || events->count == EVENTS_MOST)
        return bad(r, "evidence-order", NULL);
    const char *body = event_text(root, "body");
    struct sp_event event = {.seq = (unsigned)events->count + 1};
    char hash[SP_HASH_SIZE];

    sp_content_name(&(struct sp_bytes){body, strlen(body)}, event.body_sha);
    sp_chain_next(r->before, event.body_sha, hash);
    if (strcmp(hash, event_text(root, "hash")) != 0)
        return bad(r, "evidence-chain", number);
    memcpy(event.hash, hash, sizeof hash);
    memcpy(r->before, hash, sizeof hash);
    event.body = sp_strdup(body);
    struct sp_json *doc = event_read(&event);

    if (!doc) {
        sp_free(event.body);
        return bad(r, "evidence-event", number);
    }
    sp_json_free(doc);
    if (events->count == r->room) {
        r->room = r->room ? 2 * r->room : 64;
        events->item = sp_grow(events->item, r->room, sizeof *events->item);
    }
    events->item[events->count++] = event;
    return true;
}

static bool
read_signature(struct reading *r, const cJSON *root, const char *sha256)
{
    const char *key = event_text(root, "key");

    if (!sp_signature_holds(key, sha256, event_text(root, "signature")))
        return bad(r, "evidence-signature", NULL);
    memcpy(r->out->key, key, strlen(key) + 1);
    return true;
}

static bool
read_seal(struct reading *r, const cJSON *root)
{
    static const struct member members[] = {{"events", NUMBER},
                                            {"head", HASH},
                                            {"sha256", HASH},
                                            {"key", HASH},
                                            {"signature", TEXT}};
    struct sp_evidence *out = r->out;
    bool is_signed = out->kind == SP_EVIDENCE_SIGNED;
    char sha[SP_HASH_SIZE];

    if (!has_just(r, root, members, is_signed ? 5 : 3))
        return false;
    sp_content_name(&(struct sp_bytes){r->text, r->start}, sha);
    if (strcmp(sha, event_text(root, "sha256")) != 0)
        return bad(r, "evidence-seal", NULL);
    if (event_number(root, "events") != (int64_t)out->events.count ||
        strcmp(event_text(root, "head"), r->before) != 0)
        return bad(r, "evidence-head", NULL);
    memcpy(out->head, r->before, sizeof out->head);
    r->sealed = true;
    return !is_signed || read_signature(r, root, sha);
}

static bool
read_line(struct reading *r)
{
    static const struct sp_json_limits limits = {SP_EVIDENCE_MOST, 16, SP_EVIDENCE_MOST,
                                                 4};
    const char *start = r->text + r->at;
    const char *end = memchr(start, '\n', r->size - r->at);
    bool is_json = false, ok = false;

    r->line++;
    r->start = r->at;
    if (!end)
        return bad(r, "evidence-cut", NULL);
    if (r->sealed)
        return bad(r, "evidence-behind", NULL);
    r->at += (size_t)(end - start) + 1;
    struct sp_json *doc =
        read_canonical(start, (size_t)(end - start), &limits, &is_json);
    const cJSON *root = doc ? sp_json_root(doc) : NULL;

    if (!doc)
        return bad(r, is_json ? "evidence-canonical" : "evidence-json", NULL);
    if (r->line == 1)
        ok = read_header(r, root);
    else if (event_is(root, "content"))
        ok = read_content(r, root);
    else if (event_is(root, "event"))
        ok = read_event(r, root);
    else if (event_is(root, "seal"))
        ok = read_seal(r, root);
    else
        bad(r, "evidence-type", event_text(root, "type"));
    sp_json_free(doc);
    return ok;
}

/* What must be there at the end. */
static bool
is_whole(struct reading *r)
{
    const struct sp_evidence *out = r->out;

    if (!r->sealed)
        return bad(r, "evidence-cut", NULL);
    if (out->kind == SP_EVIDENCE_EXAM)
        return out->contents == out->exam->parts + 2 || bad(r, "evidence-parts", NULL);
    return out->events.count > 0 || bad(r, "evidence-begin", NULL);
}

bool
sp_evidence_read(const char *text, size_t size, struct sp_evidence *out,
                 struct sp_error *error)
{
    struct sp_evidence read = {0};
    struct reading r = {.text = text, .size = size, .out = &read, .error = error};
    bool ok = true;

    if (size > SP_EVIDENCE_MOST)
        return sp_error_set(error, "evidence-size", "1", "64", NULL);
    memcpy(r.before, sp_chain_start, sizeof r.before);
    while (ok && r.at < size)
        ok = read_line(&r);
    if (ok && is_whole(&r)) {
        *out = read;
        return true;
    }
    sp_evidence_finish(&read);
    return false;
}
