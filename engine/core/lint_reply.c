/* lint_reply.c: replies beside each other: the same text twice, a good one that shows
 * from outside, and whether there is anything to decide on.
 *
 * Which reply of a node is the best cannot be known without play. Here it is one that
 * does only good (no error move, no `manner`) while every other does harm, does
 * nothing, answers or puts off before anybody has asked, or pleases less by a notch for
 * each style: the sum of what all styles think of its moves, and of its `do`. (By less
 * than that, styles merely like one good move better than another.) One with the same
 * moves differs in content only, and then no reply is best. */
#include "lint.h"

#include "lint_surface.h"

#include <stdio.h>
#include <string.h>

#define ANSWER_MASK                                                   \
    (SP_BIT(SP_FEATURE) | SP_BIT(SP_ADVANTAGE) | SP_BIT(SP_BENEFIT) | \
     SP_BIT(SP_RESOLVE) | SP_BIT(SP_CLOSE) | SP_BIT(SP_DEFER))
#define FIRST_PERCENT 40
#define FIRST_NODES 5 /* fewer prove nothing */
#define ODDS_MOST 50  /* one in so many */

/* ---- the same text twice ---- */

#define WORDINGS_MOST (SP_REPLIES_MOST * 20)

struct worded {
    const char *text;
    uint64_t hash;
    unsigned reply, wording;
};

static uint64_t
hash_of(const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return hash;
}

static const cJSON *
wording_at(const cJSON *reply, enum sp_lang lang, unsigned wording)
{
    const cJSON *at = get(reply, sp_lang_tag(lang));

    return cJSON_IsArray(at) ? cJSON_GetArrayItem(at, (int)wording) : at;
}

static void
report_same(struct loader *ld, const cJSON *replies, const struct sp_node *node,
            const struct worded *a, const struct worded *b, enum sp_lang lang)
{
    const cJSON *first =
        wording_at(cJSON_GetArrayItem(replies, (int)a->reply), lang, a->wording);
    const cJSON *second =
        wording_at(cJSON_GetArrayItem(replies, (int)b->reply), lang, b->wording);
    unsigned line, column;
    char number[12];

    sp_json_where(ld->r.doc, first, SP_JSON_VALUE, &line, &column);
    snprintf(number, sizeof number, "%u", line);
    const char *args[] = {node->replies[b->reply].id, node->replies[a->reply].id,
                          sp_lang_tag(lang), number, NULL};
    struct sp_diag *diag = sp_json_report(ld->r.doc, second, SP_JSON_VALUE, 0,
                                          ld->r.diags, SP_WARNING, "W124", args);
    if (diag) {
        diag->line2 = line;
        diag->column2 = column;
    }
}

static void
check_same(struct loader *ld, const struct flow *f, uint32_t index, enum sp_lang lang)
{
    const struct sp_node *node = &ld->s->nodes[index];
    struct worded all[WORDINGS_MOST];
    unsigned count = 0;

    for (unsigned i = 0; i < node->reply_count; i++) {
        const struct sp_reply *reply = &node->replies[i];
        const struct sp_wordings *text = &reply->text;
        bool told = false;

        for (unsigned w = 0; w < text->count[lang] && count < WORDINGS_MOST; w++) {
            struct worded *own = &all[count];

            *own = (struct worded){text->by[lang][w], hash_of(text->by[lang][w]), i, w};
            for (unsigned k = 0; k < count && !told; k++) {
                if (all[k].hash != own->hash || all[k].reply == i ||
                    strcmp(all[k].text, own->text) != 0 ||
                    !lint_open_together(f, index, reply, &node->replies[all[k].reply]))
                    continue;
                report_same(ld, get(ld->places[index], "replies"), node, &all[k], own,
                            lang);
                told = true;
            }
            count++;
        }
    }
}

void
lint_same(struct loader *ld, const struct flow *f, uint32_t node)
{
    for (unsigned l = 0; l < SP_LANGS; l++)
        check_same(ld, f, node, (enum sp_lang)l);
}

/* ---- the best reply ---- */

static bool
does_harm(const struct sp_reply *reply)
{
    return (reply->signals & (SP_ERROR_MASK | SP_GRAVE_MASK)) ||
           reply->manner != SP_NO_MANNER;
}

static bool
answers_early(const struct sp_node *node, const struct sp_reply *reply)
{
    bool early = node->stage == SP_PREPARE || node->stage == SP_OPENING ||
                 node->stage == SP_NEEDS;

    return early && !node->reveals && (reply->signals & ANSWER_MASK);
}

static bool
is_poor(const struct sp_node *node, const struct sp_reply *reply)
{
    return !reply->signals || does_harm(reply) || answers_early(node, reply);
}

/* What all styles together think of it. */
static int
pleases(const struct sp_scenario *s, const struct sp_reply *reply)
{
    int sum = 0;

    for (unsigned m = 0; m < s->styles->meters; m++) {
        sum += reply->effect[m] * (int)s->styles->styles;
        for (unsigned i = 0; i < SP_SIGNALS; i++) {
            for (unsigned k = 0; (reply->signals & SP_BIT(i)) && k < s->styles->styles;
                 k++)
                sum += s->styles->style[k].react[i][m];
        }
    }
    return sum;
}

static bool
is_best(const struct sp_scenario *s, const struct sp_node *node, unsigned at)
{
    const struct sp_reply *best = &node->replies[at];

    if (is_poor(node, best))
        return false;
    for (unsigned i = 0; i < node->reply_count; i++) {
        const struct sp_reply *other = &node->replies[i];

        if (i == at || is_poor(node, other))
            continue;
        if (other->signals == best->signals ||
            pleases(s, other) + (int)s->styles->styles > pleases(s, best))
            return false;
    }
    return true;
}

/* Or -1. */
static int
best_of(const struct sp_scenario *s, const struct sp_node *node)
{
    for (unsigned i = 0; i < node->reply_count; i++) {
        if (is_best(s, node, i))
            return (int)i;
    }
    return -1;
}

/* ---- what shows from outside ---- */

static void
tell(struct loader *ld, const cJSON *replies, const struct sp_node *node, unsigned at,
     enum sp_lang lang, const char *feature)
{
    warn(&ld->r, wording_at(cJSON_GetArrayItem(replies, (int)at), lang, 0),
         SP_JSON_VALUE, "W126", node->replies[at].id, feature, sp_lang_tag(lang));
}

static void
check_length(struct loader *ld, const cJSON *replies, const struct sp_node *node,
             unsigned at, enum sp_lang lang, const struct surface *of)
{
    unsigned shortest = 0, longest = 0;

    for (unsigned i = 0; i < node->reply_count; i++) {
        if (i == at)
            continue;
        longest = of[i].length > longest ? of[i].length : longest;
        shortest = !shortest || of[i].length < shortest ? of[i].length : shortest;
    }
    if (of[at].length * 5 >= longest * 6)
        tell(ld, replies, node, at, lang, "longest");
    if (of[at].length * 6 <= shortest * 5)
        tell(ld, replies, node, at, lang, "shortest");
}

static void
check_shows(struct loader *ld, const cJSON *replies, const struct sp_node *node,
            unsigned at, enum sp_lang lang)
{
    static const struct {
        unsigned mark;
        const char *with, *without;
    } features[] = {{SURFACE_QUESTION, "question", "no-question"},
                    {SURFACE_POLITE, "polite", NULL},
                    {SURFACE_YOU, "you", NULL},
                    {SURFACE_NUMBER, "number", NULL},
                    {SURFACE_COMMA, "comma", NULL},
                    {SURFACE_DASH, "dash", NULL},
                    {SURFACE_EXCLAIM, "exclaim", NULL}};
    struct surface of[SP_REPLIES_MOST];

    for (unsigned i = 0; i < node->reply_count; i++) {
        if (!node->replies[i].text.count[lang])
            return;
        of[i] = surface_of(node->replies[i].text.by[lang][0], lang);
    }
    check_length(ld, replies, node, at, lang, of);
    for (size_t f = 0; f < sizeof features / sizeof *features; f++) {
        bool own = of[at].marks & features[f].mark;
        unsigned with = 0;

        for (unsigned i = 0; i < node->reply_count; i++)
            with += (of[i].marks & features[f].mark) != 0;
        if (own && with == 1)
            tell(ld, replies, node, at, lang, features[f].with);
        if (!own && with + 1 == node->reply_count && features[f].without)
            tell(ld, replies, node, at, lang, features[f].without);
    }
}

/* ---- content decisions ---- */

/* A benefit said again while closing is not a decision of its own, but one more chance
 * to be wrong. */
enum decision { PLAY_BACK, REMEDY, BENEFIT, SUM_UP, DECISIONS };

/* Which decision a reply is a choice of, or DECISIONS. */
static enum decision
decision_of(const struct sp_reply *reply)
{
    if (does_harm(reply))
        return DECISIONS;
    if (reply->needs && (reply->signals & SP_BIT(SP_BENEFIT)))
        return reply->signals & SP_BIT(SP_CLOSE) ? SUM_UP : BENEFIT;
    if (reply->remedies && (reply->signals & (SP_BIT(SP_RESOLVE) | SP_BIT(SP_DEFER))))
        return REMEDY;
    return reply->needs && (reply->signals & SP_BIT(SP_CLARIFY)) ? PLAY_BACK
                                                                 : DECISIONS;
}

/* Between how many contents each decision of a node is. */
static void
count_choices(const struct sp_node *node, unsigned choices[DECISIONS])
{
    for (unsigned d = 0; d < DECISIONS; d++) {
        unsigned count = 0;

        for (unsigned i = 0; i < node->reply_count; i++) {
            const struct sp_reply *own = &node->replies[i];
            bool is_new = decision_of(own) == d;

            for (unsigned k = 0; k < i && is_new; k++) {
                const struct sp_reply *other = &node->replies[k];

                is_new = decision_of(other) != d || other->needs != own->needs ||
                         other->remedies != own->remedies;
            }
            count += is_new;
        }
        if (count > choices[d])
            choices[d] = count;
    }
}

/* With one motive there is nothing to listen for. */
static void
check_decisions(struct loader *ld, const unsigned choices[DECISIONS])
{
    const struct sp_scenario *s = ld->s;
    unsigned decisions = 0, odds = 1;
    char text[24];

    if (s->motive_count < 2 || s->need_count < 2 || s->remedy_count < 2)
        return;
    for (unsigned d = 0; d < DECISIONS; d++) {
        if (choices[d] < 2)
            continue;
        decisions += d != SUM_UP;
        odds *= choices[d];
    }
    if (decisions < 3) {
        snprintf(text, sizeof text, "%u", decisions);
        warn(&ld->r, ld->node_objects, SP_JSON_KEY, "W128", text, NULL, NULL);
    } else if (odds < ODDS_MOST) {
        snprintf(text, sizeof text, "%u", odds);
        warn(&ld->r, ld->node_objects, SP_JSON_KEY, "W129", text, NULL, NULL);
    }
}

void
lint_replies(struct loader *ld)
{
    const struct sp_scenario *s = ld->s;
    unsigned choices[DECISIONS] = {0};
    unsigned judged = 0, first = 0;
    char a[12], b[12];

    for (uint32_t i = 0; i < s->node_count; i++) {
        const struct sp_node *node = &s->nodes[i];
        const cJSON *replies = get(ld->places[i], "replies");
        int best = node->route ? -1 : best_of(s, node);

        count_choices(node, choices);
        if (best < 0 || node->reply_count < 3)
            continue;
        judged++;
        first += best == 0;
        for (unsigned l = 0; l < SP_LANGS; l++)
            check_shows(ld, replies, node, (unsigned)best, (enum sp_lang)l);
    }
    if (judged >= FIRST_NODES && first * 100 > judged * FIRST_PERCENT) {
        snprintf(a, sizeof a, "%u", first);
        snprintf(b, sizeof b, "%u", judged);
        warn(&ld->r, ld->node_objects, SP_JSON_KEY, "W127", a, b, NULL);
    }
    check_decisions(ld, choices);
}
