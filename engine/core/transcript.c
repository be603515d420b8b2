/* transcript.c: the record of a call as JSON lines, from which all else is derived.
 * Keys stand in a fixed order and numbers are whole, so that equal calls give equal
 * bytes. */
#include "session_record.h"

#include <stdio.h>

static void
add_line(cJSON *json, struct sp_str *out)
{
    char *text = cJSON_PrintUnformatted(json);

    sp_str_add(out, text);
    sp_str_add_char(out, '\n');
    cJSON_free(text);
    cJSON_Delete(json);
}

static void
add_string(cJSON *json, const char *key, const char *value)
{
    if (value)
        cJSON_AddStringToObject(json, key, value);
    else
        cJSON_AddNullToObject(json, key);
}

static void
add_signals(cJSON *json, const char *key, uint64_t signals, unsigned from, unsigned to)
{
    cJSON *list = cJSON_AddArrayToObject(json, key);

    for (unsigned i = from; i < to; i++) {
        if (signals & SP_BIT(i))
            cJSON_AddItemToArray(list, cJSON_CreateString(sp_signal_name(i)));
    }
}

/* Moves as an author writes them: a form instead of its bare move. */
static void
add_moves(cJSON *json, uint64_t signals)
{
    cJSON *list = cJSON_AddArrayToObject(json, "moves");

    for (unsigned move = 0; move < SP_MOVES; move++) {
        if (!(signals & SP_BIT(move)))
            continue;
        enum sp_signal shown = sp_signal_shown(signals, move);
        cJSON_AddItemToArray(list, cJSON_CreateString(sp_signal_name(shown)));
    }
}

static void
add_about(cJSON *json, const struct sp_scenario *s, const struct sp_reply *reply)
{
    cJSON *list = cJSON_AddArrayToObject(json, "about");
    char name[64];

    for (unsigned i = 0; i < s->need_count; i++) {
        snprintf(name, sizeof name, "need:%s", s->needs[i].id);
        if ((reply->needs >> i) & 1)
            cJSON_AddItemToArray(list, cJSON_CreateString(name));
    }
    for (unsigned i = 0; i < s->remedy_count; i++) {
        snprintf(name, sizeof name, "remedy:%s", s->remedies[i].id);
        if ((reply->remedies >> i) & 1)
            cJSON_AddItemToArray(list, cJSON_CreateString(name));
    }
    for (unsigned i = 0; i < s->feature_count; i++) {
        snprintf(name, sizeof name, "feature:%s", s->features[i].id);
        if ((reply->features >> i) & 1)
            cJSON_AddItemToArray(list, cJSON_CreateString(name));
    }
}

static void
add_customer(cJSON *json, const struct sp_session *session, size_t index,
             enum sp_lang lang)
{
    char *says = sp_session_customer(session, index, lang);

    cJSON_AddStringToObject(json, "customer", says);
    sp_free(says);
}

/* Whether a line was said in own words. */
static bool
said_any(const struct sp_session *session)
{
    for (size_t i = 0; i < session->count; i++) {
        if (session->records[i].turn.own)
            return true;
    }
    return false;
}

static void
add_start(const struct sp_session *session, enum sp_lang lang,
          const char *const hashes[3], struct sp_str *out)
{
    const struct sp_scenario *s = session->run.scenario;
    cJSON *json = cJSON_CreateObject();
    char seed[24];

    snprintf(seed, sizeof seed, "%llu", (unsigned long long)session->seed);
    cJSON_AddStringToObject(json, "type", "start");
    cJSON_AddStringToObject(json, "format", "sparring-transcript");
    cJSON_AddNumberToObject(json, "formatVersion", 1);
    cJSON_AddStringToObject(json, "scenario", s->id);
    add_string(json, "scenarioSha256", hashes ? hashes[0] : NULL);
    cJSON_AddStringToObject(json, "rubric", s->rubric->id);
    add_string(json, "rubricSha256", hashes ? hashes[1] : NULL);
    cJSON_AddStringToObject(json, "styles", s->styles->id);
    add_string(json, "stylesSha256", hashes ? hashes[2] : NULL);
    cJSON_AddStringToObject(json, "seed", seed);
    cJSON_AddStringToObject(json, "style", s->styles->style[session->run.style].id);
    cJSON_AddStringToObject(json, "motive", s->motives[session->run.motive].id);
    cJSON_AddStringToObject(json, "input", said_any(session) ? "words" : "choice");
    cJSON_AddStringToObject(json, "lang", sp_lang_tag(lang));
    add_customer(json, session, 0, lang);
    add_line(json, out);
}

static void
add_turn(const struct sp_session *session, size_t index, enum sp_lang lang,
         struct sp_str *out)
{
    const struct sp_scenario *s = session->run.scenario;
    const struct sp_turn *turn = &session->records[index].turn;
    cJSON *json = cJSON_CreateObject(), *meters;
    const struct sp_wordings *text = &turn->reply->text;
    struct sp_text shown = {{0}};

    for (unsigned i = 0; i < SP_LANGS; i++)
        shown.by[i] = text->count[i] ? text->by[i][0] : NULL;
    cJSON_AddStringToObject(json, "type", "turn");
    cJSON_AddNumberToObject(json, "line", (double)(index + 1));
    cJSON_AddStringToObject(json, "node", s->nodes[turn->node].id);
    add_string(json, "reply", turn->reply->id[0] == '*' ? NULL : turn->reply->id);
    cJSON_AddStringToObject(json, "text", sp_text_in(&shown, lang));
    if (turn->own)
        cJSON_AddTrueToObject(json, "own");
    if (turn->asked)
        cJSON_AddTrueToObject(json, "asked");
    add_moves(json, turn->signals);
    add_about(json, s, turn->reply);
    add_signals(json, "events", turn->signals, SP_HEARD, SP_FORMS);
    meters = cJSON_AddObjectToObject(json, "meters");
    for (unsigned i = 0; i < s->meters; i++) {
        int pair[] = {turn->meter_before[i], turn->meter_after[i]};

        cJSON_AddItemToObject(meters, s->meter[i].id, cJSON_CreateIntArray(pair, 2));
    }
    cJSON_AddBoolToObject(json, "revealed", turn->revealed);
    cJSON *voiced = cJSON_AddArrayToObject(json, "voiced");
    for (unsigned i = 0; i < s->need_count; i++) {
        if ((turn->voiced >> i) & 1)
            cJSON_AddItemToArray(voiced, cJSON_CreateString(s->needs[i].id));
    }
    cJSON_AddStringToObject(json, "mood", sp_mood_name(turn->mood));
    add_customer(json, session, index + 1, lang);
    add_line(json, out);
}

static void
add_undos(const struct sp_session *session, size_t said, struct sp_str *out)
{
    for (size_t i = said; i > 0; i--) {
        const struct record *record = &session->records[i - 1];

        if (!record->turn.undone || record->undone_after != said)
            continue;
        cJSON *json = cJSON_CreateObject();
        cJSON_AddStringToObject(json, "type", "undo");
        cJSON_AddNumberToObject(json, "line", (double)i);
        add_line(json, out);
    }
}

void
sp_session_transcript(const struct sp_session *session, enum sp_lang lang,
                      const char *const hashes[3], struct sp_str *out)
{
    const struct sp_ending *ending = session->view.ending;

    add_start(session, lang, hashes, out);
    for (size_t i = 0; i < session->count; i++) {
        add_turn(session, i, lang, out);
        add_undos(session, i + 1, out);
    }
    if (!ending)
        return;
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "type", "end");
    cJSON_AddStringToObject(json, "ending", ending->id);
    cJSON_AddStringToObject(json, "kind", sp_ending_kind_name(ending->kind));
    add_line(json, out);
}
