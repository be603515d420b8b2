/* score.c: levels, points and the pass rule, from the state at the end of a call. */
#include "core/score.h"

#include "explain.h"

#include <string.h>

static void
judge_competency(const struct sp_competency *c, const struct sp_world *world,
                 struct sp_competency_result *out)
{
    bool ladder = true;

    out->competency = c;
    out->judged = !(c->omit && sp_expr_holds(c->omit, world));
    for (unsigned i = 0; i < c->levels; i++) {
        struct sp_check_result *check = &out->check[i];

        check->check = &c->level[i];
        check->turn = -1;
        check->holds = sp_expr_holds(c->level[i].when, world);
        ladder = ladder && check->holds && out->judged;
        check->earned = ladder;
        if (ladder) {
            out->level = (int)i + 1;
            out->points += c->level[i].points;
        }
    }
}

static void
judge_adaptation(const struct run *run, const struct sp_state *state,
                 struct sp_score *score)
{
    const struct sp_style *style = &run->scenario->styles->style[run->style];
    struct sp_world world = world_of(run, state, SP_OF_STYLES);

    score->adapts = style->adapts;
    for (unsigned i = 0; i < style->adapts; i++) {
        score->adapt[i].check = &style->adapt[i];
        score->adapt[i].holds = sp_expr_holds(style->adapt[i].when, &world);
        score->adapt[i].earned = score->adapt[i].holds;
        score->adapt[i].turn = -1;
    }
}

void
judge_state(const struct run *run, const struct sp_state *state, struct sp_score *score)
{
    const struct sp_rubric *rubric = run->scenario->rubric;
    struct sp_world world = world_of(run, state, SP_OF_RUBRIC);

    memset(score, 0, sizeof *score);
    score->out_of = 0;
    score->levels_ok = true;
    score->competencies = rubric->competencies;
    for (unsigned i = 0; i < rubric->competencies; i++) {
        struct sp_competency_result *c = &score->competency[i];

        judge_competency(&rubric->competency[i], &world, c);
        score->total += c->points;
        score->out_of += c->judged ? c->competency->weight : 0;
        if (c->judged && c->competency->headline && c->level < 2)
            score->levels_ok = false;
    }
    for (unsigned i = 0; i < rubric->criticals; i++) {
        if (!sp_expr_holds(rubric->critical[i].when, &world))
            continue;
        score->critical[score->criticals++] = (struct sp_check_result){
            .check = &rubric->critical[i], .holds = true, .turn = -1};
    }
    judge_adaptation(run, state, score);
    score->mark = (rubric->mark * score->out_of + 99) / 100;
    score->total_ok = score->total >= score->mark;
    score->critical_ok = score->criticals == 0;
    score->over = state->ending >= 0;
    score->pass =
        score->over && score->total_ok && score->levels_ok && score->critical_ok;
}

void
sp_score_session(const struct sp_session *session, bool explain, struct sp_score *score)
{
    judge_state(&session->run, &session->state, score);
    if (explain)
        explain_score(session, score);
}

/* ---- as JSON ---- */

static void
add_check(cJSON *list, const struct sp_check_result *result,
          const struct sp_session *session, enum sp_lang lang)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddStringToObject(json, "id", result->check->id);
    cJSON_AddNumberToObject(json, "points", result->check->points);
    cJSON_AddBoolToObject(json, "holds", result->holds);
    cJSON_AddBoolToObject(json, "earned", result->earned);
    cJSON_AddStringToObject(json, "wording", sp_text_in(&result->check->wording, lang));
    if (result->turn >= 0)
        cJSON_AddNumberToObject(json, "line", (double)(result->turn + 1));
    if (result->turn >= 0 && result->holds) {
        const char *reply = session->records[result->turn].turn.reply->id;

        if (reply[0] != '*') /* one in own words that came to none */
            cJSON_AddStringToObject(json, "reply", reply);
    }
    if (result->instead) {
        cJSON_AddStringToObject(json, "instead", result->instead->id);
        cJSON_AddNumberToObject(json, "furtherLines", result->more);
    }
    cJSON_AddItemToArray(list, json);
}

static void
add_competency(cJSON *list, const struct sp_competency_result *result,
               const struct sp_session *session, enum sp_lang lang)
{
    cJSON *json = cJSON_CreateObject(), *checks;

    cJSON_AddStringToObject(json, "id", result->competency->id);
    cJSON_AddBoolToObject(json, "judged", result->judged);
    cJSON_AddBoolToObject(json, "headline", result->competency->headline);
    if (result->judged)
        cJSON_AddNumberToObject(json, "level", result->level);
    else
        cJSON_AddNullToObject(json, "level");
    cJSON_AddNumberToObject(json, "points", result->points);
    cJSON_AddNumberToObject(json, "weight", result->competency->weight);
    checks = cJSON_AddArrayToObject(json, "checks");
    for (unsigned i = 0; i < result->competency->levels; i++)
        add_check(checks, &result->check[i], session, lang);
    cJSON_AddItemToArray(list, json);
}

void
sp_score_json(const struct sp_score *score, const struct sp_session *session,
              enum sp_lang lang, struct sp_str *out)
{
    const struct sp_ending *ending = session->view.ending;
    cJSON *json = cJSON_CreateObject(), *list;

    cJSON_AddStringToObject(json, "type", "result");
    cJSON_AddBoolToObject(json, "pass", score->pass);
    cJSON_AddNumberToObject(json, "total", score->total);
    cJSON_AddNumberToObject(json, "outOf", score->out_of);
    cJSON_AddNumberToObject(json, "mark", score->mark);
    if (ending)
        cJSON_AddStringToObject(json, "ending", ending->id);
    else
        cJSON_AddNullToObject(json, "ending");
    list = cJSON_AddObjectToObject(json, "clauses");
    cJSON_AddBoolToObject(list, "total", score->total_ok);
    cJSON_AddBoolToObject(list, "levels", score->levels_ok);
    cJSON_AddBoolToObject(list, "nothingCritical", score->critical_ok);
    list = cJSON_AddArrayToObject(json, "competencies");
    for (unsigned i = 0; i < score->competencies; i++)
        add_competency(list, &score->competency[i], session, lang);
    list = cJSON_AddArrayToObject(json, "critical");
    for (unsigned i = 0; i < score->criticals; i++)
        add_check(list, &score->critical[i], session, lang);
    list = cJSON_AddArrayToObject(json, "adaptation");
    for (unsigned i = 0; i < score->adapts; i++)
        add_check(list, &score->adapt[i], session, lang);
    char *text = cJSON_PrintUnformatted(json);
    sp_str_add(out, text);
    cJSON_free(text);
    cJSON_Delete(json);
}
