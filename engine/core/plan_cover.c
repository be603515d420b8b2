/* plan_cover.c: what the cases of plans reach of a scenario, and what none does. */
#include "plan_cover.h"

#include "session_record.h"

#include "core/json.h"
#include "core/mem.h"

#include <string.h>

struct sp_plan_cover {
    const struct sp_scenario *scenario;
    bool *nodes, *replies, *endings; /* replies by serial */
    bool pairs[SP_STYLES][SP_MOTIVES_MOST];
};

struct sp_plan_cover *
sp_plan_cover_new(const struct sp_scenario *scenario)
{
    struct sp_plan_cover *cover = sp_alloc(1, sizeof *cover);

    cover->scenario = scenario;
    cover->nodes = sp_alloc(scenario->node_count, sizeof *cover->nodes);
    cover->replies = sp_alloc(scenario->reply_total + 1, sizeof *cover->replies);
    cover->endings = sp_alloc(scenario->ending_count, sizeof *cover->endings);
    return cover;
}

void
sp_plan_cover_free(struct sp_plan_cover *cover)
{
    if (!cover)
        return;
    sp_free(cover->nodes);
    sp_free(cover->replies);
    sp_free(cover->endings);
    sp_free(cover);
}

static void
entered(void *data, uint32_t node)
{
    struct sp_plan_cover *cover = data;

    cover->nodes[node] = true;
}

static void
look(struct sp_plan_cover *cover, const struct sp_state *state)
{
    if (state->ending >= 0)
        cover->endings[state->ending] = true;
}

void
plan_cover_start(struct sp_plan_cover *cover, const struct sp_session *session)
{
    struct trail trail = {cover, entered};
    struct sp_state state;
    struct answer ignored;

    cover->pairs[session->run.style][session->run.motive] = true;
    begin_on(&session->run, &state, &ignored, &trail);
    look(cover, &state);
}

void
plan_cover_turn(struct sp_plan_cover *cover, const struct sp_session *session,
                const struct sp_state *before)
{
    const struct sp_reply *reply = session->records[session->count - 1].turn.reply;
    struct trail trail = {cover, entered};
    struct sp_state after;
    struct answer ignored;

    cover->replies[reply->serial] = true;
    step_on(&session->run, before, reply, &after, &ignored, &trail);
    look(cover, &after);
}

static bool
has_style(const struct sp_plan_cover *cover, unsigned style)
{
    for (unsigned m = 0; m < cover->scenario->motive_count; m++) {
        if (cover->pairs[style][m])
            return true;
    }
    return false;
}

static bool
has_motive(const struct sp_plan_cover *cover, unsigned motive)
{
    for (unsigned s = 0; s < cover->scenario->styles->styles; s++) {
        if (cover->pairs[s][motive])
            return true;
    }
    return false;
}

static unsigned
count_replies(const struct sp_plan_cover *cover, unsigned *all)
{
    const struct sp_scenario *s = cover->scenario;
    unsigned count = 0;

    for (uint32_t i = 0; i < s->node_count; i++) {
        for (unsigned k = 0; k < s->nodes[i].reply_count; k++) {
            count += cover->replies[s->nodes[i].replies[k].serial];
            (*all)++;
        }
    }
    return count;
}

static unsigned
count_pairs(const struct sp_plan_cover *cover)
{
    unsigned count = 0;

    for (unsigned s = 0; s < cover->scenario->styles->styles; s++) {
        for (unsigned m = 0; m < cover->scenario->motive_count; m++)
            count += cover->pairs[s][m];
    }
    return count;
}

unsigned
sp_plan_cover_count(const struct sp_plan_cover *cover, enum sp_plan_part part,
                    unsigned *all)
{
    const struct sp_scenario *s = cover->scenario;
    unsigned count = 0;

    *all = 0;
    switch (part) {
    case SP_COVER_NODES:
        *all = s->node_count;
        for (uint32_t i = 0; i < *all; i++)
            count += cover->nodes[i];
        return count;
    case SP_COVER_REPLIES:
        return count_replies(cover, all);
    case SP_COVER_MOTIVES:
        *all = s->motive_count;
        for (unsigned i = 0; i < *all; i++)
            count += has_motive(cover, i);
        return count;
    case SP_COVER_STYLES:
        *all = s->styles->styles;
        for (unsigned i = 0; i < *all; i++)
            count += has_style(cover, i);
        return count;
    case SP_COVER_PAIRS:
        *all = s->styles->styles * s->motive_count;
        return count_pairs(cover);
    default:
        *all = s->ending_count;
        for (unsigned i = 0; i < *all; i++)
            count += cover->endings[i];
        return count;
    }
}

/* ---- what no case reaches, at its place in the file ---- */

static const cJSON *
member(const cJSON *object, const char *key)
{
    return object ? cJSON_GetObjectItemCaseSensitive(object, key) : NULL;
}

static void
report(const struct sp_json *doc, const cJSON *at, enum sp_json_part part,
       const char *code, const char *a, const char *b, struct sp_diags *diags)
{
    if (diags->count >= SP_DIAGS_MOST)
        sp_diags_add(diags, SP_WARNING, code, "", 1, 1, NULL); /* counted only */
    else if (at)
        sp_json_report(doc, at, part, 0, diags, SP_WARNING, code,
                       (const char *const[]){a, b, NULL});
}

/* Nodes and replies stand in the scenario in the order of the file. */
static void
report_nodes(const struct sp_plan_cover *cover, const struct sp_json *doc,
             struct sp_diags *diags)
{
    const struct sp_scenario *s = cover->scenario;
    const cJSON *at = member(sp_json_root(doc), "nodes");

    at = at ? at->child : NULL;
    for (uint32_t i = 0; at && i < s->node_count; i++, at = at->next) {
        const struct sp_node *node = &s->nodes[i];
        const cJSON *reply = member(at, "replies");

        if (!cover->nodes[i])
            report(doc, at, SP_JSON_KEY, "W160", node->id, NULL, diags);
        reply = reply ? reply->child : NULL;
        for (unsigned k = 0; reply && k < node->reply_count; k++, reply = reply->next) {
            if (cover->nodes[i] && !cover->replies[node->replies[k].serial])
                report(doc, member(reply, "id"), SP_JSON_VALUE, "W161",
                       node->replies[k].id, node->id, diags);
        }
    }
}

static void
report_motives(const struct sp_plan_cover *cover, const struct sp_json *doc,
               struct sp_diags *diags)
{
    const struct sp_scenario *s = cover->scenario;
    const cJSON *motives = member(sp_json_root(doc), "motives");

    for (unsigned m = 0; m < s->motive_count; m++) {
        const char *id = s->motives[m].id;

        if (!has_motive(cover, m)) {
            report(doc, member(motives, id), SP_JSON_KEY, "W162", id, NULL, diags);
            continue;
        }
        for (unsigned k = 0; k < s->styles->styles; k++) {
            if (!cover->pairs[k][m] && has_style(cover, k))
                report(doc, member(motives, id), SP_JSON_KEY, "W164",
                       s->styles->style[k].id, id, diags);
        }
    }
}

void
sp_plan_cover_report(const struct sp_plan_cover *cover, const char *scenario,
                     size_t size, struct sp_diags *diags)
{
    const struct sp_scenario *s = cover->scenario;
    struct sp_diags ignored = {0};
    struct sp_json *doc = sp_json_read(scenario, size, &sp_json_usual, &ignored);

    if (doc) {
        const cJSON *endings = member(sp_json_root(doc), "endings");

        report_nodes(cover, doc, diags);
        report_motives(cover, doc, diags);
        for (unsigned i = 0; i < s->ending_count; i++) {
            if (!cover->endings[i])
                report(doc, member(endings, s->endings[i].id), SP_JSON_KEY, "W165",
                       s->endings[i].id, NULL, diags);
        }
    }
    sp_json_free(doc);
    sp_diags_finish(&ignored);
}

void
sp_plan_cover_styles(const struct sp_plan_cover *cover, const char *styles, size_t size,
                     struct sp_diags *diags)
{
    const struct sp_styles *s = cover->scenario->styles;
    struct sp_diags ignored = {0};
    struct sp_json *doc = sp_json_read(styles, size, &sp_json_usual, &ignored);
    const cJSON *list = doc ? member(sp_json_root(doc), "styles") : NULL;

    for (unsigned i = 0; i < s->styles; i++) {
        if (!has_style(cover, i))
            report(doc, member(list, s->style[i].id), SP_JSON_KEY, "W163",
                   s->style[i].id, NULL, diags);
    }
    sp_json_free(doc);
    sp_diags_finish(&ignored);
}
