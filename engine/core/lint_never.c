/* lint_never.c: replies by which a call comes to what none may (prove_never.c), where
 * the file alone shows it. */
#include "lint.h"

#define EVENTFUL (SP_BIT(SP_BENEFIT) | SP_BIT(SP_DEFER_DATED))

/* Whether a call can stand there, this motive told and not yet resolved. */
static bool
may_resolve(const struct flow *f, uint32_t node, unsigned motive)
{
    const struct might *m = flow_node(f, node);
    struct pairs open = pairs_both(&m->knows[true], &m->resolved[false]);

    open = pairs_both(&open, &f->of_motive[motive]);
    return !none_of(&open);
}

/* W170: who only asserts or flatters has the right remedy. */
static void
check_manner(struct loader *ld, const struct flow *f, uint32_t node,
             const struct sp_reply *reply, const cJSON *at)
{
    if (reply->manner == SP_NO_MANNER || !(reply->signals & SP_BIT(SP_RESOLVE)))
        return;
    for (unsigned i = 0; i < ld->s->motive_count; i++) {
        const struct sp_motive *motive = &ld->s->motives[i];

        if (!(reply->remedies & motive->resolved_by) || !may_resolve(f, node, i))
            continue;
        warn(&ld->r, get(at, "manner"), SP_JSON_VALUE, "W170", reply->id,
             sp_manner_name(reply->manner), motive->id);
        return;
    }
}

/* What the second of two equal lines does to a meter, without events. */
static int
second_time(const struct sp_style *style, const struct sp_reply *reply, unsigned meter)
{
    int sum = reply->effect[meter];

    for (unsigned i = 0; i < SP_SIGNALS; i++)
        sum += (reply->signals >> i) & 1 ? style->react[i][meter] : 0;
    for (unsigned i = 0; i < style->tires; i++) {
        if (((reply->signals >> style->tire[i].signal) & 1) &&
            style->tire[i].after <= 1)
            sum += style->tire[i].change[meter];
    }
    return sum;
}

/* W171: a reply that is always open leads back to its node and pays each time. */
static void
check_again(struct loader *ld, uint32_t node, const struct sp_reply *reply,
            const cJSON *at)
{
    const struct sp_scenario *s = ld->s;
    bool events = (reply->signals & EVENTFUL) ||
                  ((reply->signals & SP_BIT(SP_CLARIFY)) && reply->needs) ||
                  ((reply->signals & SP_BIT(SP_RESOLVE)) && reply->remedies);

    if (reply->once || reply->when || events || reply->ways != 1 || reply->to->ends ||
        reply->to->to != node)
        return;
    for (unsigned m = 0; m < s->meters; m++) {
        for (unsigned i = 0; i < s->styles->styles && reply->effect[m] > 0; i++) {
            if (second_time(&s->styles->style[i], reply, m) <= 0)
                continue;
            warn(&ld->r, get(get(at, "do"), s->meter[m].id), SP_JSON_KEY, "W171",
                 reply->id, s->meter[m].id, NULL);
            return;
        }
    }
}

void
lint_never(struct loader *ld, const struct flow *f, uint32_t index)
{
    const struct sp_node *node = &ld->s->nodes[index];
    const cJSON *at = get(ld->places[index], "replies")->child;

    for (unsigned i = 0; i < node->reply_count; i++, at = at->next) {
        check_manner(ld, f, index, &node->replies[i], at);
        check_again(ld, index, &node->replies[i], at);
    }
}
