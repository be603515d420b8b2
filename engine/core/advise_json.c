/* advise_json.c: the trainer's word after a call, as one line of JSON. */
#include "core/advise.h"

#include "session_record.h"

static void
add_text(cJSON *json, const char *key, const struct sp_text *text, enum sp_lang lang)
{
    cJSON_AddStringToObject(json, key, sp_text_in(text, lang));
}

static cJSON *
item_json(const struct sp_advice_item *item)
{
    cJSON *json = cJSON_CreateObject();

    if (item->check)
        cJSON_AddStringToObject(json, "check", item->check->id);
    if (item->competency)
        cJSON_AddStringToObject(json, "competency", item->competency->id);
    if (item->turn >= 0)
        cJSON_AddNumberToObject(json, "line", (double)(item->turn + 1));
    if (item->reply && item->reply->id[0] != '*')
        cJSON_AddStringToObject(json, "reply", item->reply->id);
    cJSON_AddNumberToObject(json, "points", item->points);
    if (item->more > 0)
        cJSON_AddNumberToObject(json, "furtherLines", item->more);
    if (item->times > 0)
        cJSON_AddNumberToObject(json, "times", item->times);
    cJSON *signals = cJSON_AddArrayToObject(json, "signals");
    for (unsigned i = 0; i < SP_SIGNALS; i++) {
        if (item->moves & SP_BIT(i))
            cJSON_AddItemToArray(signals, cJSON_CreateString(sp_signal_name(i)));
    }
    return json;
}

static void
add_items(cJSON *json, const char *key, const struct sp_advice_item *item,
          unsigned count)
{
    cJSON *list = cJSON_AddArrayToObject(json, key);

    for (unsigned i = 0; i < count; i++)
        cJSON_AddItemToArray(list, item_json(&item[i]));
}

static void
add_lesson(cJSON *json, const struct sp_session *session, enum sp_lang lang)
{
    cJSON *out = cJSON_AddObjectToObject(json, "motive");
    struct sp_lesson lesson;

    sp_session_lesson(session, &lesson);
    cJSON_AddBoolToObject(out, "learnt", lesson.learnt);
    if (lesson.turn >= 0)
        cJSON_AddNumberToObject(out, "line", (double)(lesson.turn + 1));
    cJSON *path = cJSON_AddArrayToObject(out, "instead");
    for (unsigned i = 0; i < lesson.steps; i++)
        cJSON_AddItemToArray(path, cJSON_CreateString(lesson.path[i]->id));
    if (lesson.told) {
        char *words = sp_lesson_words(session, &lesson, lang);

        cJSON_AddStringToObject(out, "node",
                                session->run.scenario->nodes[lesson.node].id);
        cJSON_AddStringToObject(out, "customer", words);
        sp_free(words);
    }
}

void
sp_advice_json(const struct sp_session *session, const struct sp_score *explained,
               enum sp_lang lang, struct sp_str *out)
{
    static const char *const kinds[] = {"none", "keep", "start", "stop"};
    cJSON *json = cJSON_CreateObject();
    struct sp_advice advice;

    sp_score_advise(session, explained, &advice);
    cJSON_AddStringToObject(json, "type", "advice");
    cJSON_AddStringToObject(json, "first", kinds[advice.first]);
    add_items(json, "keep", advice.keep, advice.keeps);
    add_items(json, "start", advice.start, advice.starts);
    add_items(json, "stop", advice.stop, advice.stops);
    add_lesson(json, session, lang);
    if (advice.try_line) {
        cJSON *line = cJSON_AddObjectToObject(json, "try");

        cJSON_AddStringToObject(line, "check", advice.try_line->id);
        add_text(line, "text", &advice.try_line->try_line, lang);
    }
    char *text = cJSON_PrintUnformatted(json);

    sp_str_add(out, text);
    cJSON_free(text);
    cJSON_Delete(json);
}
