/* evidence_write.c: evidence from the records, and as a file. */
#include <string.h>

#include "core/jcs.h"
#include "core/mem.h"
#include "evidence_own.h"
#include "store/os.h"

/* ---- from the records ---- */

static bool
load_exam(struct sp_store *store, const char *exam, struct sp_evidence *out,
          struct sp_error *error)
{
    struct sp_exam_row row = {0};
    struct sp_diags ignored = {0};

    if (!sp_exam_row_load(store, exam, &row, error))
        return false;
    if (row.state == SP_EXAM_DRAFT) {
        sp_exam_row_finish(&row);
        return sp_error_set(error, "exam-not-published", exam, NULL, NULL);
    }
    out->exam_body = row.body;
    memcpy(out->exam_sha, row.sha256, sizeof out->exam_sha);
    row.body = NULL;
    sp_exam_row_finish(&row);
    out->exam = sp_exam_read(out->exam_body, strlen(out->exam_body), &ignored);
    sp_diags_finish(&ignored);
    return (out->exam && out->exam->published) ||
           sp_error_set(error, "evidence-exam", "1", NULL, NULL);
}

static bool
add_content(struct sp_store *store, enum sp_part part, const char *sha256,
            struct sp_evidence *out, struct sp_error *error)
{
    struct sp_evidence_content *content = &out->content[out->contents];

    *content = (struct sp_evidence_content){.part = part};
    memcpy(content->sha256, sha256, SP_HASH_SIZE);
    content->text = sp_content_load(store, sha256, &content->size, error);
    if (!content->text)
        return false;
    out->contents++;
    return true;
}

static bool
add_common(struct sp_store *store, struct sp_evidence *out, struct sp_error *error)
{
    return add_content(store, SP_PART_RUBRIC, out->exam->rubric, out, error) &&
           add_content(store, SP_PART_STYLES, out->exam->styles, out, error);
}

bool
sp_evidence_load_exam(struct sp_store *store, const char *exam, struct sp_evidence *out,
                      struct sp_error *error)
{
    struct sp_evidence read = {.kind = SP_EVIDENCE_EXAM};
    bool ok = load_exam(store, exam, &read, error) && add_common(store, &read, error);

    memcpy(read.head, sp_chain_start, sizeof read.head);
    for (unsigned i = 0; ok && i < read.exam->parts; i++) {
        ok = add_content(store, SP_PART_SCENARIO, read.exam->part[i].sha256, &read,
                         error);
    }
    if (ok)
        *out = read;
    else
        sp_evidence_finish(&read);
    return ok;
}

/* Bit per part of the exam that a call was played with. */
static void
played(const struct sp_evidence *evidence, bool parts[SP_EXAM_PARTS])
{
    const struct sp_exam *exam = evidence->exam;

    for (size_t i = 0; i < evidence->events.count; i++) {
        struct sp_json *doc = event_read(&evidence->events.item[i]);
        const cJSON *root = doc ? sp_json_root(doc) : NULL;

        for (unsigned k = 0; event_is(root, "call") && k < exam->parts; k++) {
            if (strcmp(event_text(root, "scenarioSha"), exam->part[k].sha256) == 0)
                parts[k] = true;
        }
        sp_json_free(doc);
    }
}

bool
sp_evidence_load(struct sp_store *store, const char *sitting, struct sp_evidence *out,
                 struct sp_error *error)
{
    struct sp_evidence read = {.kind = SP_EVIDENCE_RESULT};
    struct sp_sitting_row row;
    bool parts[SP_EXAM_PARTS] = {false};
    bool ok = sp_sitting_row_load(store, sitting, &row, error) &&
              load_exam(store, row.exam, &read, error) &&
              add_common(store, &read, error) &&
              sp_event_list(store, sitting, &read.events, error);

    if (ok) {
        memcpy(read.head, row.head, sizeof read.head);
        played(&read, parts);
    }
    for (unsigned i = 0; ok && i < read.exam->parts; i++) {
        if (parts[i])
            ok = add_content(store, SP_PART_SCENARIO, read.exam->part[i].sha256, &read,
                             error);
    }
    if (ok)
        *out = read;
    else
        sp_evidence_finish(&read);
    return ok;
}

/* ---- the file ---- */

static void
add_line(struct sp_str *out, cJSON *line)
{
    sp_jcs_add(line, out);
    sp_str_add_char(out, '\n');
    cJSON_Delete(line);
}

static cJSON *
line_of(const char *type)
{
    cJSON *line = cJSON_CreateObject();

    cJSON_AddStringToObject(line, "type", type);
    return line;
}

static void
add_seal(const struct sp_evidence *evidence, const struct sp_key *key,
         struct sp_str *out)
{
    cJSON *line = line_of("seal");
    char sha[SP_HASH_SIZE], public_key[SP_PUBLIC_SIZE], signature[SP_SIGNATURE_SIZE];

    sp_content_name(&(struct sp_bytes){out->text, out->size}, sha);
    cJSON_AddNumberToObject(line, "events", (double)evidence->events.count);
    cJSON_AddStringToObject(line, "head", evidence->head);
    cJSON_AddStringToObject(line, "sha256", sha);
    if (key) {
        sp_key_id(key, public_key);
        sp_key_sign(key, sha, signature);
        cJSON_AddStringToObject(line, "key", public_key);
        cJSON_AddStringToObject(line, "signature", signature);
    }
    add_line(out, line);
}

void
sp_evidence_print(const struct sp_evidence *evidence, const struct sp_key *key,
                  struct sp_str *out)
{
    enum sp_evidence_kind kind = key ? SP_EVIDENCE_SIGNED : evidence->kind;
    cJSON *line = line_of("evidence");

    cJSON_AddNumberToObject(line, "formatVersion", 1);
    cJSON_AddStringToObject(line, "kind", sp_evidence_kind_name(kind));
    cJSON_AddStringToObject(line, "exam", evidence->exam_body);
    add_line(out, line);
    for (unsigned i = 0; i < evidence->contents; i++) {
        const struct sp_evidence_content *content = &evidence->content[i];

        line = line_of("content");
        cJSON_AddStringToObject(line, "kind", sp_part_name(content->part));
        cJSON_AddStringToObject(line, "sha256", content->sha256);
        cJSON_AddStringToObject(line, "body", content->text);
        add_line(out, line);
    }
    for (size_t i = 0; i < evidence->events.count; i++) {
        const struct sp_event *event = &evidence->events.item[i];

        line = line_of("event");
        cJSON_AddStringToObject(line, "hash", event->hash);
        cJSON_AddStringToObject(line, "body", event->body ? event->body : "");
        add_line(out, line);
    }
    add_seal(evidence, key, out);
}

/* What is written can be read again, or nothing is written. */
bool
sp_evidence_write(const struct sp_evidence *evidence, const struct sp_key *key,
                  const char *path, struct sp_error *error)
{
    struct sp_evidence again = {0};
    struct sp_str out = {0};
    bool ok = true;

    for (size_t i = 0; ok && i < evidence->events.count; i++) {
        if (!evidence->events.item[i].body)
            ok = sp_error_set(error, "evidence-gone", NULL, NULL, NULL);
    }
    if (ok) {
        sp_evidence_print(evidence, key, &out);
        ok = sp_evidence_read(out.text, out.size, &again, error);
        sp_evidence_finish(&again);
    }
    ok = ok && sp_os_write(path, out.text, out.size, SP_OS_PRIVATE, error);
    sp_str_finish(&out);
    return ok;
}
