/* decide.c: holds, remarks, decisions and appeals, as events of the chain. */
#include "store/decide.h"

#include <string.h>

#include "store/story.h"
#include "store_own.h"

static bool
is_blank(const char *text)
{
    return !text || text[strspn(text, " \t\r\n")] == '\0';
}

/* Names and reasons are what makes a decision one: none may be missing. */
static bool
check_words(const char *by, const char *words, struct sp_error *error)
{
    if (is_blank(by) || is_blank(words))
        return sp_error_set(error, "exam-nameless", NULL, NULL, NULL);
    if (strlen(by) > SP_WORDS_MOST || strlen(words) > SP_WORDS_MOST)
        return sp_error_set_number(error, "exam-wordy", NULL, SP_WORDS_MOST);
    return true;
}

static cJSON *
event_of(const char *type, const char *by, const char *key, const char *words)
{
    cJSON *event = cJSON_CreateObject();

    cJSON_AddStringToObject(event, "type", type);
    if (by)
        cJSON_AddStringToObject(event, "by", by);
    cJSON_AddStringToObject(event, key, words);
    return event;
}

/* A transaction that sees the sitting as it is now; ended by `leave`. */
static bool
enter(struct sp_store *store, const char *sitting, struct sp_sitting_row *row,
      bool *own, struct sp_error *error)
{
    if (!sp_sql_open(store, own, error))
        return false;
    bool ok = sp_sitting_row_load(store, sitting, row, error);

    if (ok && row->state != SP_SITTING_CLOSED)
        ok = sp_error_set(error, "exam-running", sitting, NULL, NULL);
    if (!ok && *own)
        sp_sql_close(store, false, error);
    return ok;
}

static bool
leave(struct sp_store *store, const struct sp_sitting_row *row,
      enum sp_verdict_state verdict, bool decided, cJSON *event, int64_t at_ms,
      bool own, bool ok, struct sp_error *error)
{
    ok = ok &&
         sp_sitting_row_decide(store, row->id, verdict, decided, event, at_ms, error);
    cJSON_Delete(event);
    return own ? sp_sql_close(store, ok, error) : ok;
}

bool
sp_sitting_hold(struct sp_store *store, const char *sitting, const char *by,
                const char *reason, int64_t at_ms, struct sp_error *error)
{
    struct sp_sitting_row row;
    bool own = false;

    if (!check_words(by, reason, error) || !enter(store, sitting, &row, &own, error))
        return false;
    return leave(store, &row, SP_VERDICT_HELD, false,
                 event_of("hold", by, "reason", reason), at_ms, own, true, error);
}

bool
sp_sitting_decide(struct sp_store *store, const char *sitting, bool pass,
                  const char *by, const char *reason, int64_t at_ms,
                  struct sp_error *error)
{
    struct sp_sitting_row row;
    bool own = false;

    if (!check_words(by, reason, error) || !enter(store, sitting, &row, &own, error))
        return false;
    cJSON *event = event_of("decision", by, "reason", reason);

    cJSON_AddBoolToObject(event, "pass", pass);
    return leave(store, &row, pass ? SP_VERDICT_PASS : SP_VERDICT_FAIL, true, event,
                 at_ms, own, true, error);
}

/* The levels of calls that were made, in competencies that were judged there. */
static bool
check_rating(const struct sp_story *story, const struct sp_rating *rating,
             struct sp_error *error)
{
    const struct sp_story_call *call = &story->call[rating->item % SP_EXAM_ITEMS];

    if (rating->item >= story->calls || !call->done)
        return sp_error_set_number(error, "exam-item", rating->competency,
                                   (long long)rating->item + 1);
    for (unsigned i = 0; i < call->levels; i++) {
        if (strcmp(call->level[i].competency, rating->competency) == 0)
            return (rating->level >= 0 && rating->level <= SP_LEVELS) ||
                   sp_error_set_number(error, "exam-level", rating->competency,
                                       rating->level);
    }
    return sp_error_set_number(error, "exam-item", rating->competency,
                               (long long)rating->item + 1);
}

static cJSON *
remark_event(const struct sp_remark *remark)
{
    cJSON *event = event_of("remark", remark->by, "words", remark->words);
    cJSON *list = remark->ratings ? cJSON_AddArrayToObject(event, "levels") : NULL;

    if (remark->has_pass)
        cJSON_AddBoolToObject(event, "pass", remark->pass);
    for (unsigned i = 0; i < remark->ratings; i++) {
        cJSON *item = cJSON_CreateObject();

        cJSON_AddStringToObject(item, "competency", remark->rating[i].competency);
        cJSON_AddNumberToObject(item, "item", remark->rating[i].item);
        cJSON_AddNumberToObject(item, "level", remark->rating[i].level);
        cJSON_AddItemToArray(list, item);
    }
    return event;
}

bool
sp_sitting_remark(struct sp_store *store, const char *sitting,
                  const struct sp_remark *remark, int64_t at_ms, struct sp_error *error)
{
    struct sp_sitting_row row;
    struct sp_story story = {0};
    bool own = false;

    if (!check_words(remark->by, remark->words, error) ||
        !enter(store, sitting, &row, &own, error))
        return false;
    bool ok = sp_story_load(store, &row, &story, error);

    for (unsigned i = 0; ok && i < remark->ratings; i++)
        ok = check_rating(&story, &remark->rating[i], error);
    sp_story_finish(&story);
    return leave(store, &row, row.verdict, row.decided, remark_event(remark), at_ms,
                 own, ok, error);
}

bool
sp_sitting_appeal(struct sp_store *store, const char *sitting, const char *words,
                  int64_t at_ms, struct sp_error *error)
{
    struct sp_sitting_row row;
    struct sp_story story = {0};
    bool own = false;

    if (!check_words("-", words, error) || !enter(store, sitting, &row, &own, error))
        return false;
    bool ok = row.verdict != SP_VERDICT_PASS ||
              sp_error_set(error, "exam-passed", sitting, NULL, NULL);

    ok = ok && sp_story_load(store, &row, &story, error);
    if (ok) {
        const struct sp_story_note *appeal = sp_story_last(&story, "appeal");
        const struct sp_story_note *decision = sp_story_last(&story, "decision");

        /* Notes are in the order of the chain. */
        if (appeal && (!decision || decision < appeal))
            ok = sp_error_set(error, "exam-appealed", sitting, NULL, NULL);
    }
    sp_story_finish(&story);
    return leave(store, &row, SP_VERDICT_HELD, false,
                 event_of("appeal", NULL, "words", words), at_ms, own, ok, error);
}
