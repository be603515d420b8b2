/* hand_in.c: whether what comes from another machine may be taken in. */
#include "store/hand_in.h"

#include <stdio.h>
#include <string.h>

#include "core/mem.h"
#include "evidence_own.h"
#include "store/people.h"
#include "store/start_code.h"

void
sp_hand_in_finish(struct sp_hand_in *hand_in)
{
    sp_free(hand_in->number);
    sp_free(hand_in->name);
    sp_free(hand_in->member);
    sp_replay_finish(&hand_in->replay);
    *hand_in = (struct sp_hand_in){0};
}

/* ---- an exam ---- */

/* Every scenario can be played, and is the one that the exam means. */
static bool
check_contents(const struct sp_evidence *evidence, struct sp_error *error)
{
    struct sp_diags ignored = {0};
    const struct sp_exam *exam = evidence->exam;
    const struct sp_evidence_content *text = evidence->content;
    struct sp_rubric *rubric = sp_rubric_read(text[0].text, text[0].size, &ignored);
    struct sp_styles *styles =
        rubric ? sp_styles_read(text[1].text, text[1].size, rubric, &ignored) : NULL;
    bool ok = styles || sp_error_set(error, "hand-in-content",
                                     rubric ? "styles" : "rubric", NULL, NULL);

    for (unsigned i = 0; ok && i < exam->parts; i++) {
        const struct sp_evidence_content *at =
            sp_evidence_find(evidence, exam->part[i].sha256);
        struct sp_scenario *scenario =
            at ? sp_scenario_read(at->text, at->size, rubric, styles, &ignored) : NULL;

        if (!scenario || strcmp(scenario->id, exam->part[i].scenario) != 0)
            ok = sp_error_set(error, "hand-in-content", exam->part[i].scenario, NULL,
                              NULL);
        sp_scenario_free(scenario);
    }
    sp_styles_free(styles);
    sp_rubric_free(rubric);
    sp_diags_finish(&ignored);
    return ok;
}

static bool
publish(struct sp_store *store, const struct sp_evidence *evidence,
        char exam[SP_ID_SIZE], struct sp_error *error)
{
    struct sp_exam_row row = {.body = evidence->exam_body};
    struct sp_bytes contents[SP_EVIDENCE_CONTENTS];
    enum sp_part kinds[SP_EVIDENCE_CONTENTS];

    for (unsigned i = 0; i < evidence->contents; i++) {
        contents[i] =
            (struct sp_bytes){evidence->content[i].text, evidence->content[i].size};
        kinds[i] = evidence->content[i].part;
    }
    bool ok =
        sp_exam_row_publish(store, &row, contents, kinds, evidence->contents, error);

    memcpy(exam, row.id, SP_ID_SIZE);
    return ok;
}

bool
sp_hand_in_exam(struct sp_store *store, const struct sp_evidence *evidence,
                char exam[SP_ID_SIZE], bool *known, struct sp_error *error)
{
    struct sp_exam_row row = {0};
    struct sp_error missing = {0};

    if (evidence->kind != SP_EVIDENCE_EXAM)
        return sp_error_set(error, "hand-in-no-exam", NULL, NULL, NULL);
    *known = sp_exam_row_load(store, evidence->exam_sha, &row, &missing);
    memcpy(exam, row.id, SP_ID_SIZE);
    sp_exam_row_finish(&row);
    bool ok = *known || sp_error_is(&missing, "db-missing");

    if (!ok)
        sp_error_set(error, missing.code, missing.args[0], missing.args[1],
                     missing.args[2]);
    sp_error_clear(&missing);
    if (!ok || *known)
        return ok;
    return check_contents(evidence, error) && publish(store, evidence, exam, error);
}

/* ---- a result ---- */

/* Turns "db-missing" into what it means here. */
static bool
fail(struct sp_error *error, const struct sp_error *cause, const char *code,
     const char *what)
{
    if (sp_error_is(cause, "db-missing"))
        return sp_error_set(error, code, what, NULL, NULL);
    return sp_error_set(error, cause->code, cause->args[0], cause->args[1],
                        cause->args[2]);
}

static bool
find_exam(struct sp_store *store, const struct sp_evidence *evidence,
          struct sp_hand_in *out, struct sp_error *error)
{
    struct sp_exam_row row = {0};
    struct sp_error cause = {0};
    bool ok = sp_exam_row_load(store, evidence->exam_sha, &row, &cause);

    memcpy(out->exam, row.id, SP_ID_SIZE);
    sp_exam_row_finish(&row);
    if (!ok)
        fail(error, &cause, "hand-in-exam", evidence->exam->id);
    sp_error_clear(&cause);
    return ok;
}

/* The code was given out here, for this exam, to this person. */
static bool
find_person(struct sp_store *store, struct sp_hand_in *out, struct sp_error *error)
{
    struct sp_code_row code = {0};
    struct sp_member member = {0};
    struct sp_error cause = {0};
    char shown[SP_CODE_SIZE + 2] = "";
    bool ok = sp_code_row_load(store, out->code, &code, &cause);

    sp_code_show(out->code, shown);
    if (!ok)
        fail(error, &cause, "hand-in-code", shown);
    else if (strcmp(code.exam, out->exam) != 0)
        ok = sp_error_set(error, "hand-in-code", shown, NULL, NULL);
    else if (code.withdrawn)
        ok = sp_error_set(error, "hand-in-withdrawn", shown, NULL, NULL);
    sp_error_clear(&cause);
    if (ok && !(ok = sp_member_by_person(store, code.person, &member, &cause)))
        fail(error, &cause, "hand-in-code", shown);
    if (ok && strcmp(member.number, out->number) != 0)
        ok = sp_error_set(error, "hand-in-person", shown, member.number, out->number);
    memcpy(out->person, code.person, SP_ID_SIZE);
    out->member = sp_strdup(member.name ? member.name : "");
    sp_member_finish(&member);
    sp_error_clear(&cause);
    return ok;
}

/* Whether this very sitting is here already; another one with the code may not be. */
static bool
find_before(struct sp_store *store, const struct sp_evidence *evidence,
            struct sp_hand_in *out, struct sp_error *error)
{
    struct sp_sitting_rows rows = {0};
    struct sp_events events = {0};
    size_t count = evidence->events.count;
    char shown[SP_CODE_SIZE + 2];
    bool ok = sp_sitting_row_list(store, out->exam, NULL, &rows, error), used = false;

    for (size_t i = 0; ok && i < rows.count; i++) {
        const struct sp_sitting_row *row = &rows.item[i];
        bool is = strcmp(row->id, out->sitting) == 0;

        if (is && (ok = sp_event_list(store, row->id, &events, error))) {
            out->known = events.count >= count &&
                         strcmp(events.item[count - 1].hash, evidence->head) == 0;
            sp_events_finish(&events);
        }
        used = used || is ||
               (strcmp(row->code, out->code) == 0 && row->kind == SP_SITTING_MACHINE);
    }
    sp_sitting_rows_finish(&rows);
    sp_code_show(out->code, shown);
    if (ok && used && !out->known)
        ok = sp_error_set(error, "hand-in-used", shown, NULL, NULL);
    return ok;
}

/* What only a manager's machine writes has no place in a result. */
static bool
check_events(const struct sp_evidence *evidence, struct sp_error *error)
{
    static const char *const not_theirs[] = {"decision", "remark", "hold", "handed-in"};
    bool ok = true;

    for (size_t i = 0; ok && i < evidence->events.count; i++) {
        struct sp_json *doc = event_read(&evidence->events.item[i]);
        const cJSON *root = doc ? sp_json_root(doc) : NULL;

        for (unsigned k = 0; ok && k < sizeof not_theirs / sizeof *not_theirs; k++) {
            if (event_is(root, not_theirs[k]))
                ok = sp_error_set(error, "hand-in-decided", NULL, NULL, NULL);
        }
        sp_json_free(doc);
    }
    return ok;
}

static bool
check_replay(const struct sp_evidence *evidence, struct sp_hand_in *out,
             struct sp_error *error)
{
    char call[16], line[16];

    if (!sp_replay_sitting(evidence, true, &out->replay, error))
        return false;
    const struct sp_replay_note *first = sp_replay_first(&out->replay);

    if (!first)
        return out->replay.closed ||
               sp_error_set(error, "hand-in-open", NULL, NULL, NULL);
    snprintf(call, sizeof call, "%d", first->item + 1);
    snprintf(line, sizeof line, "%u", first->turn);
    return sp_error_set(error, "hand-in-differs", first->what, call, line);
}

bool
sp_hand_in_check(struct sp_store *store, const struct sp_evidence *evidence,
                 struct sp_hand_in *out, struct sp_error *error)
{
    struct sp_evidence_begin begin;
    struct sp_hand_in read = {0};

    if (evidence->kind != SP_EVIDENCE_RESULT)
        return sp_error_set(error, "hand-in-no-result", NULL, NULL, NULL);
    struct sp_json *doc = sp_evidence_begin(evidence, &begin, error);

    if (!doc)
        return false;
    bool ok = strcmp(begin.kind, sp_sitting_kind_name(SP_SITTING_MACHINE)) == 0 &&
              strlen(begin.code) < sizeof read.code;

    if (!ok)
        sp_error_set(error, "hand-in-no-result", NULL, NULL, NULL);
    memcpy(read.sitting, begin.sitting, SP_ID_SIZE);
    snprintf(read.code, sizeof read.code, "%s", begin.code);
    read.attempt = begin.attempt;
    read.began_ms = begin.at_ms;
    read.number = sp_strdup(begin.number);
    read.name = sp_strdup(begin.name);
    sp_json_free(doc);
    ok = ok && find_exam(store, evidence, &read, error) &&
         find_person(store, &read, error) &&
         find_before(store, evidence, &read, error) &&
         (read.known ||
          (check_events(evidence, error) && check_replay(evidence, &read, error)));
    if (ok)
        *out = read;
    else
        sp_hand_in_finish(&read);
    return ok;
}
