/* scenario_check.c: what can only be said once the whole scenario is read. */
#include "scenario_read.h"

#include <string.h>

/* The JSON value of the i-th node; nodes stand in the file's order. */
struct places {
    const cJSON **node;
};

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
check_reach(struct loader *ld, const struct places *places)
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
            warn(&ld->r, places->node[i], SP_JSON_KEY, "W060", s->nodes[i].id, NULL,
                 NULL);
    }
    sp_free(queue);
    sp_free(seen);
}

/* Route nodes must not lead back to themselves without a line in between. A walk with
 * an explicit stack: white 0, grey 1, black 2. */
static void
check_routes(struct loader *ld, const struct places *places)
{
    const struct sp_scenario *s = ld->s;
    unsigned char *colour = sp_alloc(s->node_count, 1);
    uint32_t *stack = sp_alloc(s->node_count, sizeof *stack);
    unsigned *next = sp_alloc(s->node_count, sizeof *next);

    for (uint32_t root = 0; root < s->node_count; root++) {
        uint32_t depth = 0;

        if (colour[root] || !s->nodes[root].route)
            continue;
        stack[depth++] = root;
        colour[root] = 1;
        while (depth > 0) {
            const struct sp_node *node = &s->nodes[stack[depth - 1]];
            unsigned way = next[stack[depth - 1]]++;

            if (way == node->ways) {
                colour[stack[--depth]] = 2;
            } else if (!node->route[way].ends && s->nodes[node->route[way].to].route) {
                uint32_t to = node->route[way].to;

                if (colour[to] == 1) {
                    report(&ld->r, places->node[to], SP_JSON_KEY, "E037",
                           s->nodes[to].id, NULL, NULL);
                } else if (colour[to] == 0) {
                    colour[to] = 1;
                    stack[depth++] = to;
                }
            }
        }
    }
    sp_free(next);
    sp_free(stack);
    sp_free(colour);
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
check_whole(struct loader *ld)
{
    const cJSON *at = ld->node_objects->child;
    struct places places = {.node = sp_alloc(ld->s->node_count, sizeof *places.node)};

    for (uint32_t i = 0; i < ld->s->node_count; i++, at = at->next) {
        places.node[i] = at;
        if (!ld->s->nodes[i].route)
            check_node(ld, at, &ld->s->nodes[i]);
    }
    check_reach(ld, &places);
    check_routes(ld, &places);
    check_motives(ld);
    sp_free(places.node);
}
