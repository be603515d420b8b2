/* prove_repeat.c: what a reply does that is said again directly after itself. */
#include "prove_never.h"

#include <string.h>

#define FAR UINT8_MAX

/* Fewest lines from each state to an ending of kind success. */
static uint8_t *
ways_to_success(const struct core *c)
{
    uint8_t *lines = sp_alloc(c->count + 1, sizeof *lines);
    bool more = true;

    memset(lines, FAR, c->count);
    while (more) {
        more = false;
        for (uint32_t i = c->count; i-- > 0;) {
            for (uint32_t e = c->first[i]; e < c->first[i + 1]; e++) {
                uint32_t to = c->edges[e].to;
                unsigned rest = FAR;

                if (!(to & CORE_END))
                    rest = lines[to];
                else if (c->run.scenario->endings[c->ends[to & ~CORE_END].ending]
                             .kind == SP_SUCCESS)
                    rest = 0;
                if (rest + 1 < lines[i]) {
                    lines[i] = (uint8_t)(rest + 1);
                    more = true;
                }
            }
        }
    }
    return lines;
}

static const struct core_edge *
edge_of(const struct core *c, uint32_t state, uint8_t reply)
{
    for (uint32_t e = c->first[state]; e < c->first[state + 1]; e++) {
        if (c->edges[e].reply == reply)
            return &c->edges[e];
    }
    return NULL;
}

/* What the second time brought, from one state to another. */
static bool
brings(const struct core *c, uint32_t from, uint32_t to)
{
    const struct sp_reply *open[SP_REPLIES_MOST];
    struct sp_state a, b;
    unsigned meters = c->run.scenario->meters, count;

    unpack(&c->packing, c->keys[from], &a);
    unpack(&c->packing, c->keys[to], &b);
    for (unsigned i = 0; i < meters; i++) {
        if (b.meter[i] > a.meter[i])
            return true;
    }
    if (b.knows > a.knows || b.resolved > a.resolved || (b.voiced & ~a.voiced))
        return true;
    count = open_replies(&c->run, &b, open);
    for (unsigned i = 0; b.node == a.node && i < count; i++) {
        if (!is_open(&c->run, &a, open[i]))
            return true;
    }
    return false;
}

static bool
ends_well(const struct core *c, uint32_t from, const struct core_end *end)
{
    struct sp_state a;

    unpack(&c->packing, c->keys[from], &a);
    return c->run.scenario->endings[end->ending].kind == SP_SUCCESS ||
           end->knows > a.knows || end->resolved > a.resolved ||
           (end->voiced & ~a.voiced);
}

/* A shortest way to a state, nearest first. */
static void
trace(const struct core *c, uint32_t state, const struct sp_reply **path)
{
    for (unsigned at = c->depth[state]; at > 0; at--) {
        bool found = false;

        for (uint32_t i = 0; i < state && !found; i++) {
            for (uint32_t e = c->first[i];
                 c->depth[i] + 1u == at && e < c->first[i + 1] && !found; e++) {
                found = c->edges[e].to == state;
                if (found) {
                    path[at - 1] =
                        &c->run.scenario->nodes[c->node[i]].replies[c->edges[e].reply];
                    state = i;
                }
            }
        }
    }
}

void
prove_repeat(const struct core *c, struct sp_breach *out)
{
    unsigned limit = c->run.scenario->turn_limit;
    uint8_t *lines = ways_to_success(c);

    /* States stand in the order of their depth. */
    for (uint32_t i = 0; i < c->count && out->lines == 0; i++) {
        for (uint32_t e = c->first[i];
             c->depth[i] + 2u <= limit && e < c->first[i + 1] && out->lines == 0; e++) {
            uint32_t once = c->edges[e].to;
            const struct core_edge *again;

            if ((once & CORE_END) || c->node[once] != c->node[i] ||
                !(again = edge_of(c, once, c->edges[e].reply)))
                continue;
            bool ends = again->to & CORE_END;
            const struct core_end *end = ends ? &c->ends[again->to & ~CORE_END] : NULL;

            if (ends ? !ends_well(c, once, end)
                     : !brings(c, once, again->to) && lines[again->to] >= lines[once])
                continue;
            const struct sp_node *node = &c->run.scenario->nodes[c->node[i]];

            trace(c, i, out->path);
            out->lines = c->depth[i] + 2u;
            out->path[out->lines - 2] = out->path[out->lines - 1] =
                &node->replies[c->edges[e].reply];
        }
    }
    sp_free(lines);
}
