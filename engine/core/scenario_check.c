/* scenario_check.c: what can only be said once the whole scenario is read, and stands
 * in the way of playing it. */
#include "scenario_read.h"

/* Route nodes must not lead back to themselves without a line in between. A walk with
 * an explicit stack: white 0, grey 1, black 2. */
void
check_whole(struct loader *ld)
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
                    report(&ld->r, ld->places[to], SP_JSON_KEY, "E037", s->nodes[to].id,
                           NULL, NULL);
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
