/* lint_shape.c: what the arrows of a scenario tell without a look at their conditions.
 */
#include "lint.h"

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

/* What each motive needs: somebody who voices its need. */
static void
check_motives(struct loader *ld)
{
    const struct sp_scenario *s = ld->s;
    const cJSON *at = get(ld->root, "motives")->child;
    uint64_t voiced = 0;

    for (uint32_t i = 0; i < s->node_count; i++) {
        for (unsigned v = 0; v < s->nodes[i].variants; v++)
            voiced |= s->nodes[i].says[v].voices;
    }
    for (unsigned i = 0; i < s->motive_count; i++, at = at->next) {
        const struct sp_motive *motive = &s->motives[i];

        if (!((voiced >> motive->need) & 1))
            warn(&ld->r, at, SP_JSON_KEY, "W062", motive->id, s->needs[motive->need].id,
                 NULL);
    }
}

void
lint_shape(struct loader *ld)
{
    check_reach(ld);
    check_motives(ld);
}
