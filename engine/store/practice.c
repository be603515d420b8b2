/* practice.c: the way back after an exam. */
#include "store/practice.h"

#include <string.h>

#include "core/json.h"
#include "core/mem.h"
#include "store/store.h"

#define CHECKS_MOST (SP_COMPETENCIES * SP_LEVELS)

void
sp_practice_finish(struct sp_practice *practice)
{
    for (size_t i = 0; i < practice->count; i++) {
        sp_free(practice->item[i].check);
        sp_free(practice->item[i].competency);
    }
    sp_free(practice->item);
    *practice = (struct sp_practice){0};
}

static struct sp_practice_item *
find(struct sp_practice *practice, const char *check)
{
    for (size_t i = 0; i < practice->count; i++) {
        if (strcmp(practice->item[i].check, check) == 0)
            return &practice->item[i];
    }
    return NULL;
}

static void
add(struct sp_practice *practice, const char *check, const char *competency)
{
    if (practice->count == CHECKS_MOST || find(practice, check))
        return;
    practice->item =
        sp_grow(practice->item, practice->count + 1, sizeof *practice->item);
    practice->item[practice->count++] =
        (struct sp_practice_item){sp_strdup(check), sp_strdup(competency), false};
}

static const char *
text_of(const cJSON *object, const char *key)
{
    const cJSON *at = cJSON_GetObjectItemCaseSensitive(object, key);

    return cJSON_IsString(at) ? at->valuestring : "";
}

/* Goes through the checks of a stored score: the missed ones are added, or the earned
 * ones marked as done. */
static void
take_score(struct sp_practice *practice, const char *score, bool missed)
{
    cJSON *json = cJSON_Parse(score);
    const cJSON *competency, *check;

    cJSON_ArrayForEach(competency,
                       cJSON_GetObjectItemCaseSensitive(json, "competencies"))
    {
        bool judged =
            cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(competency, "judged"));

        cJSON_ArrayForEach(check,
                           cJSON_GetObjectItemCaseSensitive(competency, "checks"))
        {
            bool earned =
                cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(check, "earned"));
            const char *id = text_of(check, "id");
            struct sp_practice_item *item = find(practice, id);

            if (missed && judged && !earned)
                add(practice, id, text_of(competency, "id"));
            else if (!missed && earned && item)
                item->done = true;
        }
    }
    cJSON_Delete(json);
}

static bool
take_attempt(struct sp_store *store, struct sp_practice *practice, const char *attempt,
             bool missed, struct sp_error *error)
{
    struct sp_record record = {0};

    if (!sp_store_load(store, attempt, &record, error))
        return false;
    if (record.attempt.has_result)
        take_score(practice, record.attempt.result.score, missed);
    sp_record_finish(&record);
    return true;
}

bool
sp_practice_plan(struct sp_store *store, const struct sp_sitting_row *sitting,
                 struct sp_practice *practice, struct sp_error *error)
{
    char attempts[SP_EXAM_ITEMS][SP_ID_SIZE];
    struct sp_attempts list = {0};
    struct sp_filter filter = {.person = sitting->person};
    struct sp_practice plan = {0};
    unsigned count = 0;
    bool ok = sp_sitting_calls(store, sitting->id, attempts, &count, error);

    for (unsigned i = 0; ok && i < SP_EXAM_ITEMS; i++)
        ok = !attempts[i][0] || take_attempt(store, &plan, attempts[i], true, error);
    ok = ok && sp_store_history(store, &filter, &list, error);
    for (size_t i = 0; ok && i < list.count; i++) {
        const struct sp_attempt *a = &list.item[i];

        if (a->setting != SP_EXAM && a->has_result && !a->branched &&
            a->started_ms >= sitting->closed_ms)
            ok = take_attempt(store, &plan, a->id, false, error);
    }
    sp_attempts_finish(&list);
    if (ok)
        *practice = plan;
    else
        sp_practice_finish(&plan);
    return ok;
}
