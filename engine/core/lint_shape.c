/* lint_shape.c: what can be said from the arrows of a scenario and from what stands
 * beside each other in it, without a look at what play can reach. */
#include "lint.h"

#include <string.h>

static void
mark(const struct sp_way *ways, unsigned count, bool *seen, uint32_t *queue,
     uint32_t *end)
{
    for (unsigned i = 0; i < count; i++) {
        if (!ways[i].ends && !seen[ways[i].to]) {
            seen[ways[i].to] = true;
            queue[(*end)++] = ways[i].to;
        }
    }
}

/* Walks every arrow, whatever its condition. */
static void
check_reach(struct loader *ld)
{
    const struct sp_scenario *s = ld->s;
    bool *seen = sp_alloc(s->node_count, sizeof *seen);
    uint32_t *queue = sp_alloc(s->node_count, sizeof *queue), end = 1;

    seen[s->start] = true;
    queue[0] = s->start;
    for (unsigned i = 0; i < s->anywhere_count; i++)
        mark(s->anywhere[i].to, s->anywhere[i].ways, seen, queue, &end);
    for (uint32_t at = 0; at < end; at++) {
        const struct sp_node *node = &s->nodes[queue[at]];

        mark(node->route, node->ways, seen, queue, &end);
        for (unsigned i = 0; i < node->reply_count; i++)
            mark(node->replies[i].to, node->replies[i].ways, seen, queue, &end);
    }
    for (uint32_t i = 0; i < s->node_count; i++) {
        if (!seen[i])
            warn(&ld->r, ld->places[i], SP_JSON_KEY, "W060", s->nodes[i].id, NULL,
                 NULL);
    }
    sp_free(queue);
    sp_free(seen);
}

static void
check_node(struct loader *ld, const cJSON *at, const struct sp_node *node)
{
    const cJSON *replies = get(at, "replies");
    bool always = false;

    for (unsigned i = 0; i < node->reply_count; i++) {
        const struct sp_reply *a = &node->replies[i];

        always = always || (!a->when && !a->once);
        if ((sp_expr_uses(a->when) & SP_USES_MOTIVE) &&
            !(sp_expr_uses(a->when) & SP_USES_KNOWS) && !node->reveals)
            warn(&ld->r, cJSON_GetArrayItem(replies, (int)i), SP_JSON_VALUE, "W066",
                 a->id, NULL, NULL);
        for (unsigned j = 0; j < i; j++) {
            const struct sp_reply *b = &node->replies[j];

            if (a->signals == b->signals && a->needs == b->needs &&
                a->remedies == b->remedies && a->features == b->features && !a->when &&
                !b->when)
                warn(&ld->r, cJSON_GetArrayItem(replies, (int)i), SP_JSON_VALUE, "W065",
                     a->id, b->id, NULL);
        }
    }
    if (!always)
        warn(&ld->r, replies, SP_JSON_VALUE, "W061", node->id, NULL, NULL);
}

/* What each motive needs: its need voiced somewhere, a reply with a right remedy. */
static void
check_motives(struct loader *ld)
{
    const struct sp_scenario *s = ld->s;
    const cJSON *at = get(ld->root, "motives")->child;
    uint64_t voiced = 0, remedies = 0;
    bool reveals = false;

    for (uint32_t i = 0; i < s->node_count; i++) {
        const struct sp_node *node = &s->nodes[i];

        reveals = reveals || node->reveals;
        for (unsigned v = 0; v < node->variants; v++)
            voiced |= node->says[v].voices;
        for (unsigned k = 0; k < node->reply_count; k++) {
            if (node->replies[k].signals &
                (SP_BIT(SP_RESOLVE) | SP_BIT(SP_DEFER_DATED)))
                remedies |= node->replies[k].remedies;
        }
    }
    if (!reveals)
        warn(&ld->r, get(ld->root, "nodes"), SP_JSON_KEY, "W064", NULL, NULL, NULL);
    for (unsigned i = 0; i < s->motive_count; i++, at = at->next) {
        const struct sp_motive *motive = &s->motives[i];

        if (!((voiced >> motive->need) & 1))
            warn(&ld->r, at, SP_JSON_KEY, "W062", motive->id, s->needs[motive->need].id,
                 NULL);
        if (!(remedies & motive->resolved_by))
            warn(&ld->r, at, SP_JSON_KEY, "W063", motive->id, NULL, NULL);
    }
}

void
lint_shape(struct loader *ld)
{
    for (uint32_t i = 0; i < ld->s->node_count; i++) {
        if (!ld->s->nodes[i].route)
            check_node(ld, ld->places[i], &ld->s->nodes[i]);
    }
    check_reach(ld);
    check_motives(ld);
}
