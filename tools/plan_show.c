/* plan_show.c: the state of a call under a finding, and the coverage of plans. */
#include "plan.h"

#include <string.h>

/* Adds "a · b" in the words of plans, so that they can be copied into one. */
static void
add_part(struct sp_str *out, const char *word, const char *name)
{
    sp_str_addf(out, "%s%s%s%s", out->size ? " · " : "", word, *name ? " " : "", name);
}

static void
add_number(struct sp_str *out, const char *word, int number)
{
    char text[12];

    snprintf(text, sizeof text, "%d", number);
    add_part(out, word, text);
}

static void
say_safe(const struct cli *cli, const char *key, const char *a, const char *b)
{
    struct sp_str safe[2] = {0};

    sp_str_add_safe(&safe[0], a);
    sp_str_add_safe(&safe[1], b);
    cli_say(cli, stdout, key, sp_str_text(&safe[0]), sp_str_text(&safe[1]), NULL);
    sp_str_finish(&safe[0]);
    sp_str_finish(&safe[1]);
}

/* "turn 3 · pick back_ready · at agreed", and what the customer said. */
static void
show_place(const struct cli *cli, const struct sp_session *session)
{
    const struct sp_view *view = sp_session_view(session);
    size_t turns = sp_session_turns(session);
    char *words = sp_session_customer(session, turns, cli->lang);
    struct sp_str place = {0};

    add_number(&place, "turn", (int)view->turn);
    if (turns > 0)
        add_part(&place, "pick", sp_session_turn(session, turns - 1)->reply->id);
    if (view->node)
        add_part(&place, "at", view->node->id);
    else
        add_part(&place, "end", view->ending->id);
    say_safe(cli, *words ? "plan.state.place" : "plan.state.silent",
             sp_str_text(&place), words);
    sp_str_finish(&place);
    sp_free(words);
}

static void
show_known(const struct cli *cli, const struct sp_session *session)
{
    const struct sp_scenario *s = sp_session_scenario(session);
    const struct sp_view *view = sp_session_view(session);
    const struct sp_state *state = view->state;
    struct sp_str out = {0};

    add_part(&out, state->knows ? "knows" : "not knows", "");
    add_part(&out, state->resolved ? "resolved" : "not resolved", "");
    for (unsigned i = 0; i < s->need_count; i++) {
        if ((state->voiced >> i) & 1)
            add_part(&out, "voiced", s->needs[i].id);
    }
    for (unsigned i = 0; i < s->fact_count; i++) {
        if ((state->facts >> i) & 1)
            add_part(&out, "fact", s->facts[i].id);
    }
    for (unsigned i = 0; i < s->meters; i++)
        add_number(&out, s->meter[i].id, state->meter[i]);
    add_part(&out, "mood", sp_mood_name(view->mood));
    say_safe(cli, "plan.state.now", sp_str_text(&out), "");
    sp_str_finish(&out);
}

static void
show_score(const struct cli *cli, const struct sp_session *session)
{
    struct sp_score score;
    struct sp_str out = {0};

    sp_score_session(session, false, &score);
    for (unsigned i = 0; i < score.competencies; i++)
        add_number(&out, score.competency[i].competency->id, score.competency[i].level);
    add_number(&out, "total", score.total);
    for (unsigned i = 0; i < score.criticals; i++)
        add_part(&out, "critical", score.critical[i].check->id);
    say_safe(cli, "plan.state.score", sp_str_text(&out), "");
    sp_str_finish(&out);
}

void
plan_show_replies(const struct cli *cli, const struct sp_session *session)
{
    const struct sp_scenario *s = sp_session_scenario(session);
    const struct sp_view *view = sp_session_view(session);
    enum sp_lang lang = s->has_lang[cli->lang] ? cli->lang : !cli->lang;

    for (unsigned i = 0; i < view->open_count; i++)
        say_safe(cli, "plan.state.reply", view->open[i]->id,
                 view->open[i]->text.by[lang][0]);
}

void
plan_show_state(const struct cli *cli, const struct sp_session *session)
{
    const struct sp_view *view = sp_session_view(session);
    struct sp_str open = {0};

    show_place(cli, session);
    show_known(cli, session);
    show_score(cli, session);
    for (unsigned i = 0; i < view->open_count; i++)
        sp_str_addf(&open, "%s%s", i ? ", " : "", view->open[i]->id);
    if (open.size)
        say_safe(cli, "plan.state.open", sp_str_text(&open), "");
    sp_str_finish(&open);
}

/* ---- the same as JSON ---- */

static void
add_ids(cJSON *json, const char *key, const struct sp_item *items, unsigned count,
        uint64_t bits)
{
    cJSON *list = cJSON_AddArrayToObject(json, key);

    for (unsigned i = 0; i < count; i++) {
        if ((bits >> i) & 1)
            cJSON_AddItemToArray(list, cJSON_CreateString(items[i].id));
    }
}

static void
add_score(cJSON *json, const struct sp_session *session)
{
    struct sp_score score;
    cJSON *list = cJSON_AddObjectToObject(json, "levels");

    sp_score_session(session, false, &score);
    for (unsigned i = 0; i < score.competencies; i++)
        cJSON_AddNumberToObject(list, score.competency[i].competency->id,
                                score.competency[i].level);
    cJSON_AddNumberToObject(json, "total", score.total);
    list = cJSON_AddArrayToObject(json, "critical");
    for (unsigned i = 0; i < score.criticals; i++)
        cJSON_AddItemToArray(list, cJSON_CreateString(score.critical[i].check->id));
}

static void
add_name(cJSON *json, const char *key, const char *name)
{
    if (name)
        cJSON_AddStringToObject(json, key, name);
    else
        cJSON_AddNullToObject(json, key);
}

cJSON *
plan_state_json(const struct cli *cli, const struct sp_session *session)
{
    const struct sp_scenario *s = sp_session_scenario(session);
    const struct sp_view *view = sp_session_view(session);
    size_t turns = sp_session_turns(session);
    char *words = sp_session_customer(session, turns, cli->lang);
    cJSON *json = cJSON_CreateObject(), *list;

    cJSON_AddNumberToObject(json, "turn", view->turn);
    add_name(json, "reply",
             turns > 0 ? sp_session_turn(session, turns - 1)->reply->id : NULL);
    add_name(json, "node", view->node ? view->node->id : NULL);
    add_name(json, "ending", view->ending ? view->ending->id : NULL);
    cJSON_AddStringToObject(json, "customer", words);
    cJSON_AddBoolToObject(json, "knows", view->state->knows);
    cJSON_AddBoolToObject(json, "resolved", view->state->resolved);
    add_ids(json, "voiced", s->needs, s->need_count, view->state->voiced);
    add_ids(json, "facts", s->facts, s->fact_count, view->state->facts);
    list = cJSON_AddObjectToObject(json, "meters");
    for (unsigned i = 0; i < s->meters; i++)
        cJSON_AddNumberToObject(list, s->meter[i].id, view->state->meter[i]);
    cJSON_AddStringToObject(json, "mood", sp_mood_name(view->mood));
    add_score(json, session);
    list = cJSON_AddArrayToObject(json, "open");
    for (unsigned i = 0; i < view->open_count; i++)
        cJSON_AddItemToArray(list, cJSON_CreateString(view->open[i]->id));
    sp_free(words);
    return json;
}

/* ---- coverage ---- */

static const char *const parts[SP_COVER_PARTS] = {
    [SP_COVER_NODES] = "nodes",     [SP_COVER_REPLIES] = "replies",
    [SP_COVER_MOTIVES] = "motives", [SP_COVER_STYLES] = "styles",
    [SP_COVER_PAIRS] = "pairs",     [SP_COVER_ENDINGS] = "endings"};

static void
cover_json(const char *path, const struct sp_plan_cover *cover)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddStringToObject(json, "type", "coverage");
    cJSON_AddStringToObject(json, "file", path);
    for (unsigned i = 0; i < SP_COVER_PARTS; i++) {
        unsigned all, reached = sp_plan_cover_count(cover, (enum sp_plan_part)i, &all);
        cJSON *part = cJSON_AddObjectToObject(json, parts[i]);

        cJSON_AddNumberToObject(part, "reached", reached);
        cJSON_AddNumberToObject(part, "of", all);
    }
    cli_print_json(stdout, json);
}

static void
cover_text(const struct cli *cli, const char *path, const struct sp_plan_cover *cover)
{
    struct sp_str out = {0}, key = {0};
    char good[12], whole[12];

    for (unsigned i = 0; i < SP_COVER_PARTS; i++) {
        unsigned all, reached = sp_plan_cover_count(cover, (enum sp_plan_part)i, &all);

        snprintf(good, sizeof good, "%u", reached);
        snprintf(whole, sizeof whole, "%u", all);
        sp_str_clear(&key);
        sp_str_addf(&key, "plan.cover.%s", parts[i]);
        sp_str_add(&out, i ? cli_text(cli, "plan.cover.and") : "");
        sp_strings_add(cli->strings[cli->lang], &out, sp_str_text(&key),
                       (const char *const[]){good, whole, NULL});
    }
    cli_say(cli, stdout, "plan.cover", path, sp_str_text(&out), NULL);
    sp_str_finish(&key);
    sp_str_finish(&out);
}

bool
plan_show_cover(const struct cli *cli, const struct cli_set *set,
                const struct sp_plan_cover *cover)
{
    struct sp_diags diags[SP_PARTS] = {0};
    bool complete = true;

    sp_plan_cover_report(cover, set->text[SP_PART_SCENARIO],
                         set->size[SP_PART_SCENARIO], &diags[SP_PART_SCENARIO]);
    sp_plan_cover_styles(cover, set->text[SP_PART_STYLES], set->size[SP_PART_STYLES],
                         &diags[SP_PART_STYLES]);
    for (unsigned p = 0; p < SP_PARTS; p++) {
        sp_diags_sort(&diags[p]);
        for (size_t i = 0; i < diags[p].count; i++)
            cli_finding(cli, stdout, set->path[p], &diags[p].items[i], set->text[p],
                        set->size[p]);
        complete = complete && diags[p].warnings == 0;
        sp_diags_finish(&diags[p]);
    }
    if (cli->json)
        cover_json(set->path[SP_PART_SCENARIO], cover);
    else
        cover_text(cli, set->path[SP_PART_SCENARIO], cover);
    return complete;
}
