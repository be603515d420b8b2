/* sitting_open.c: beginning a sitting with its start code, or going on with it. */
#include <stdio.h>
#include <string.h>

#include "core/json.h"
#include "core/mem.h"
#include "sitting_own.h"
#include "store/people.h"
#include "store/practice.h"

#define HOUR 3600000
#define MINUTE 60000

/* What is known of a code before its sitting. */
struct ticket {
    struct sp_exam_row exam;
    struct sp_code_row code;
    bool given_here;
    unsigned attempt;
    struct sp_member member; /* of the roster; number NULL when not on it */
};

static void
ticket_finish(struct ticket *ticket)
{
    sp_exam_row_finish(&ticket->exam);
    sp_member_finish(&ticket->member);
}

/* ---- whose code, and for which exam ---- */

static bool
find_exam(struct sp_store *store, const char *code, struct ticket *out,
          struct sp_error *error)
{
    struct sp_exam_rows rows = {0};
    bool found = false;

    if (!sp_exam_row_list(store, &rows, error))
        return false;
    for (size_t i = 0; i < rows.count && !found; i++) {
        found = rows.item[i].sha256[0] &&
                sp_code_fits(code, rows.item[i].sha256, &out->attempt);
        if (found) {
            out->exam = rows.item[i];
            rows.item[i] = (struct sp_exam_row){0};
        }
    }
    sp_exam_rows_finish(&rows);
    return found || sp_error_set(error, "exam-code", code, NULL, NULL);
}

static bool
find_code(struct sp_store *store, const char *code, struct ticket *out,
          struct sp_error *error)
{
    struct sp_error missing = {0};

    out->given_here = sp_code_row_load(store, code, &out->code, &missing);
    bool ok = out->given_here || sp_error_is(&missing, "db-missing");

    if (!ok)
        sp_error_set(error, missing.code, missing.args[0], missing.args[1],
                     missing.args[2]);
    sp_error_clear(&missing);
    if (ok && out->given_here && out->code.withdrawn)
        return sp_error_set(error, "exam-withdrawn", code, NULL, NULL);
    return ok;
}

/* Who sits. On a candidate's own machine that is who practises there. */
static bool
find_person(struct sp_store *store, const struct sp_candidate *candidate,
            struct ticket *ticket, char person[SP_ID_SIZE], struct sp_error *error)
{
    struct sp_member new = {.scale_percent = 100, .active = true};
    bool ok;

    if (ticket->given_here) {
        struct sp_error missing = {0};

        memcpy(person, ticket->code.person, SP_ID_SIZE);
        ok = sp_member_by_person(store, person, &ticket->member, &missing) ||
             sp_error_is(&missing, "db-missing");
        sp_error_clear(&missing);
        return ok || sp_error_set(error, "exam-who", NULL, NULL, NULL);
    }
    if (!candidate || !candidate->number[0] || !candidate->name[0])
        return sp_error_set(error, "exam-who", NULL, NULL, NULL);
    if (!sp_store_default_person(store, candidate->name, new.person, error))
        return false;
    new.number = sp_strdup(candidate->number);
    new.name = sp_strdup(candidate->name);
    new.team = sp_strdup("");
    ok = sp_member_put(store, &new, NULL, error);
    memcpy(person, new.person, SP_ID_SIZE);
    ticket->member = new;
    return ok;
}

/* ---- whether it may begin ---- */

static bool
may_begin(struct sp_store *store, const struct sp_exam *exam,
          const struct ticket *ticket, const char *person, struct sp_now now,
          struct sp_error *error)
{
    struct sp_sitting_rows rows = {0};
    const struct sp_sitting_row *last = NULL;
    bool ok = true;

    if (ticket->exam.state == SP_EXAM_ARCHIVED)
        return sp_error_set(error, "exam-archived", exam->id, NULL, NULL);
    if (exam->attempts > 0 && ticket->attempt > (unsigned)exam->attempts)
        return sp_error_set_number(error, "exam-attempts", exam->id, exam->attempts);
    if (!sp_sitting_row_list(store, ticket->exam.id, person, &rows, error))
        return false;
    for (size_t i = 0; i < rows.count; i++) {
        if (rows.item[i].state == SP_SITTING_CLOSED)
            last = &rows.item[i];
    }
    int64_t ready = last ? last->closed_ms + (int64_t)exam->cooling_hours * HOUR : 0;

    if (ready > now.wall_ms)
        ok = sp_error_set_number(error, "exam-cooling", exam->id,
                                 (ready - now.wall_ms + MINUTE - 1) / MINUTE);
    if (ok && last && exam->practice_first) {
        struct sp_practice plan = {0};
        unsigned open = 0;

        ok = sp_practice_plan(store, last, &plan, error);
        for (size_t i = 0; i < plan.count; i++)
            open += !plan.item[i].done;
        sp_practice_finish(&plan);
        if (ok && open > 0)
            ok = sp_error_set_number(error, "exam-practice", exam->id, open);
    }
    sp_sitting_rows_finish(&rows);
    return ok;
}

/* ---- a new one ---- */

static bool
begin(struct sp_sitting *s, const struct ticket *ticket, struct sp_now now,
      struct sp_error *error)
{
    int extra = ticket->given_here ? ticket->code.extra_percent : 0;
    int64_t minutes = s->exam->minutes;
    cJSON *event = cJSON_CreateObject();

    s->row.attempt = ticket->attempt;
    s->row.began_ms = now.wall_ms;
    s->row.left_ms = minutes ? minutes * MINUTE * (100 + extra) / 100 : -1;
    cJSON_AddStringToObject(event, "type", "begin");
    cJSON_AddStringToObject(event, "exam", s->sha256);
    cJSON_AddStringToObject(event, "examId", s->exam->id);
    cJSON_AddStringToObject(event, "code", s->row.code);
    cJSON_AddNumberToObject(event, "attempt", s->row.attempt);
    cJSON_AddStringToObject(event, "form", s->exam->form[s->form].id);
    cJSON_AddStringToObject(event, "kind", sp_sitting_kind_name(s->row.kind));
    if (s->by)
        cJSON_AddStringToObject(event, "by", s->by);
    cJSON_AddStringToObject(event, "engine", SP_VERSION);
    cJSON_AddStringToObject(event, "number",
                            ticket->member.number ? ticket->member.number : "");
    cJSON_AddStringToObject(event, "name",
                            ticket->member.name ? ticket->member.name : "");
    cJSON_AddStringToObject(event, "lang", sp_lang_tag(s->lang));
    cJSON_AddNumberToObject(event, "extraPercent", extra);
    cJSON_AddNumberToObject(event, "scalePercent", s->scale_percent);
    bool ok = sp_sitting_row_add(s->store, &s->row, event, error);

    cJSON_Delete(event);
    s->stage = SP_SITS_NOTICE;
    return ok;
}

/* ---- one that has begun ---- */

/* How far the chain says it is. */
static bool
read_progress(struct sp_sitting *s, struct sp_error *error)
{
    struct sp_events events = {0};
    bool notice = false, called = false;
    bool warm = s->exam->warm_up == NULL || s->row.kind == SP_SITTING_OBSERVED;

    if (!sp_event_list(s->store, s->row.id, &events, error))
        return false;
    for (size_t i = 0; i < events.count; i++) {
        cJSON *body = events.item[i].body ? cJSON_Parse(events.item[i].body) : NULL;
        const cJSON *type = cJSON_GetObjectItemCaseSensitive(body, "type"), *minutes;
        const char *name = cJSON_IsString(type) ? type->valuestring : "";

        notice = notice || strcmp(name, "notice") == 0;
        warm = warm || strcmp(name, "warm-up") == 0;
        called = called || strcmp(name, "call") == 0;
        s->interrupted = s->interrupted || (called && strcmp(name, "resumed") == 0);
        minutes = cJSON_GetObjectItemCaseSensitive(body, "minutes");
        for (unsigned k = 0; k < s->exam->warnings; k++) {
            if (strcmp(name, "warning") == 0 && cJSON_IsNumber(minutes) &&
                minutes->valueint == s->exam->warning[k])
                s->warned |= 1u << k;
        }
        cJSON_Delete(body);
    }
    sp_events_finish(&events);
    s->stage = !notice ? SP_SITS_NOTICE : !warm ? SP_SITS_WARM_UP : SP_SITS_READY;
    return true;
}

/* Plays what was said again: calls that have ended count, one goes on. */
static bool
read_calls(struct sp_sitting *s, struct sp_error *error)
{
    unsigned count = 0;

    if (!sp_sitting_calls(s->store, s->row.id, s->attempt, &count, error))
        return false;
    for (unsigned i = 0; i < s->exam->form[s->form].items; i++) {
        struct sp_round *round;

        if (!s->attempt[i][0])
            break;
        round = sp_round_resume(s->store, s->attempt[i], error);
        if (!round)
            return false;
        sp_round_free(s->round);
        s->round = round;
        s->item = i;
        if (!sp_round_over(round)) {
            s->stage =
                s->row.state == SP_SITTING_CLOSED ? SP_SITS_CLOSED : SP_SITS_CALL;
            return true;
        }
        sitting_take_call(s, i);
        s->item = i + 1;
    }
    return true;
}

/* That it goes on again is on the record: it was interrupted. */
static bool
resume(struct sp_sitting *s, struct sp_now now, struct sp_error *error)
{
    cJSON *event;

    if (!read_progress(s, error) || !read_calls(s, error))
        return false;
    if (s->row.state == SP_SITTING_CLOSED) {
        s->stage = SP_SITS_CLOSED;
        sp_exam_judge(s->exam, s->call, s->exam->form[s->form].items, &s->verdict);
        return true;
    }
    /* Before the first call nothing runs yet. */
    s->interrupted = s->interrupted || s->item > 0 || s->stage == SP_SITS_CALL;
    s->unseen = s->stage == SP_SITS_CALL;
    event = cJSON_CreateObject();
    cJSON_AddStringToObject(event, "type", "resumed");
    if (s->by)
        cJSON_AddStringToObject(event, "by", s->by);
    cJSON_AddNumberToObject(event, "leftMs", (double)s->row.left_ms);
    bool ok = sp_event_add(s->store, s->row.id, event, now.wall_ms, error);

    cJSON_Delete(event);
    /* The last call had ended when it stopped, before it could be closed. */
    if (ok && s->stage != SP_SITS_CALL && s->item == s->exam->form[s->form].items)
        ok = sitting_close(s, now, error);
    return ok;
}

static bool
find_sitting(struct sp_sitting *s, const char *exam, const char *person, bool *found,
             struct sp_error *error)
{
    struct sp_sitting_rows rows = {0};

    *found = false;
    if (!sp_sitting_row_list(s->store, exam, person, &rows, error))
        return false;
    for (size_t i = 0; i < rows.count; i++) {
        if (strcmp(rows.item[i].code, s->row.code) == 0 &&
            rows.item[i].kind == s->row.kind) {
            s->row = rows.item[i];
            *found = true;
        }
    }
    sp_sitting_rows_finish(&rows);
    return true;
}

/* ---- the whole ---- */

static bool
read_exam(struct sp_sitting *s, const struct sp_exam_row *row, struct sp_error *error)
{
    struct sp_diags diags = {0};

    s->exam = sp_exam_read(row->body, strlen(row->body), &diags);
    sp_diags_finish(&diags);
    memcpy(s->sha256, row->sha256, sizeof s->sha256);
    return (s->exam && s->exam->published) ||
           sp_error_set(error, "exam-part", row->id, NULL, NULL);
}

static bool
open_ticket(struct sp_sitting *s, const struct sp_candidate *candidate,
            struct ticket *ticket, struct sp_now now, struct sp_error *error)
{
    const char *code = s->row.code;
    bool found = false;

    if (!find_code(s->store, code, ticket, error) ||
        !find_exam(s->store, code, ticket, error) ||
        !read_exam(s, &ticket->exam, error) ||
        !find_person(s->store, candidate, ticket, s->row.person, error))
        return false;
    if (ticket->given_here) {
        s->lang_granted = ticket->code.has_lang;
        s->lang = s->lang_granted ? ticket->code.lang : s->lang;
        s->scale_percent = ticket->code.scale_percent;
    }
    memcpy(s->row.exam, ticket->exam.id, SP_ID_SIZE);
    s->form = sp_code_form(s->exam, s->sha256, code);
    if (!find_sitting(s, ticket->exam.id, s->row.person, &found, error))
        return false;
    if (found)
        return resume(s, now, error);
    return may_begin(s->store, s->exam, ticket, s->row.person, now, error) &&
           begin(s, ticket, now, error);
}

/* `by` is NULL where nobody observes. */
static struct sp_sitting *
open_kind(struct sp_store *store, const char *code,
          const struct sp_candidate *candidate, const char *by, enum sp_lang lang,
          struct sp_now now, struct sp_error *error)
{
    struct sp_sitting *s = sp_alloc(1, sizeof *s);
    struct ticket ticket = {0};

    s->store = store;
    s->lang = lang;
    s->scale_percent = 100;
    s->last = now;
    s->by = by;
    s->row.kind = by ? SP_SITTING_OBSERVED : SP_SITTING_MACHINE;
    snprintf(s->row.code, sizeof s->row.code, "%s", code);
    bool ok = open_ticket(s, candidate, &ticket, now, error);

    s->by = NULL;
    ticket_finish(&ticket);
    if (ok)
        return s;
    sp_round_free(s->round);
    sp_exam_free(s->exam);
    sp_free(s);
    return NULL;
}

struct sp_sitting *
sp_sitting_open(struct sp_store *store, const char *code,
                const struct sp_candidate *candidate, enum sp_lang lang,
                struct sp_now now, struct sp_error *error)
{
    return open_kind(store, code, candidate, NULL, lang, now, error);
}

struct sp_sitting *
sp_sitting_observe(struct sp_store *store, const char *code, const char *by,
                   enum sp_lang lang, struct sp_now now, struct sp_error *error)
{
    return open_kind(store, code, NULL, by, lang, now, error);
}
