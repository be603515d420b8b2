/* lint_reach.c: what no call can come to: conditions that never hold, nodes and endings
 * nobody sees, dead ends, motives and passes out of reach. */
#include "lint.h"

#include <stdio.h>
#include <string.h>

#define WAYS_MOST 200 /* read_says; ways are fewer */

struct edge {
    uint32_t from, to;
};

struct walk {
    struct loader *ld;
    struct flow flow;
    struct might *after;
    bool *exits; /* by node: some line or way there ends the call */
    /* By node and by ending: a finding has told that an arrow to it is never taken. */
    bool *told, *told_end;
    struct edge *edges;
    size_t edge_count, edge_room;
};

static void
add_edge(struct walk *w, uint32_t from, uint32_t to)
{
    if (w->edge_count == w->edge_room) {
        w->edge_room = w->edge_room ? 2 * w->edge_room : 256;
        w->edges = sp_grow(w->edges, w->edge_room, sizeof *w->edges);
    }
    w->edges[w->edge_count++] = (struct edge){from, to};
}

static void
tell(struct walk *w, const struct sp_way *ways, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (ways[i].ends)
            w->told_end[ways[i].to] = true;
        else
            w->told[ways[i].to] = true;
    }
}

/* ---- conditions ---- */

/* W100 at a condition that cannot hold in `m`. */
static bool
never_holds(struct walk *w, const cJSON *object, const struct sp_expr *when,
            const struct might *m, uint64_t tags)
{
    const struct where where = {SP_OF_SCENARIO, tags, SP_ENDING_KINDS};

    if (!when)
        return false;
    struct outcome o = flow_judge(&w->flow, when, m, &where);
    if (!none_of(&o.yes) && flow_try(&w->flow, m, tags, &when, 1, true) != TRIED_NEVER)
        return false;
    warn(&w->ld->r, get(object, "when"), SP_JSON_VALUE, "W100", NULL, NULL, NULL);
    return true;
}

/* W100 and W101 of ways or variants; the last, without a condition, is there for what
 * nobody thought of. */
static void
check_list(struct walk *w, const cJSON *list, const struct might *m, unsigned count,
           const bool *taken, const struct sp_expr *(*when)(const void *, unsigned),
           const void *data)
{
    const cJSON *item = cJSON_IsArray(list) ? list->child : NULL;

    for (unsigned i = 0; item && i + 1 < count; i++, item = item->next) {
        if (!never_holds(w, item, when(data, i), m, 0) && !taken[i])
            warn(&w->ld->r, item, SP_JSON_VALUE, "W101", NULL, NULL, NULL);
    }
}

static const struct sp_expr *
way_when(const void *data, unsigned index)
{
    return ((const struct sp_way *)data)[index].when;
}

static const struct sp_expr *
says_when(const void *data, unsigned index)
{
    return ((const struct sp_says *)data)[index].when;
}

static void
check_ways(struct walk *w, uint32_t node, const cJSON *list, const struct might *m,
           const struct sp_way *ways, unsigned count, bool line)
{
    bool taken[WAYS_MOST] = {false};

    flow_ways(&w->flow, m, ways, count, line, taken);
    check_list(w, list, m, count, taken, way_when, ways);
    for (unsigned i = 0; i < count; i++) {
        if (taken[i] && ways[i].ends)
            w->exits[node] = true;
        else if (taken[i])
            add_edge(w, node, ways[i].to);
        else if (i + 1 < count)
            tell(w, &ways[i], 1);
    }
}

static void
check_node(struct walk *w, uint32_t index)
{
    const struct sp_node *node = &w->ld->s->nodes[index];
    const struct might *m = flow_node(&w->flow, index);
    const cJSON *at = w->ld->places[index], *item = NULL;
    bool taken[WAYS_MOST] = {false};

    if (none_of(&m->reach))
        return;
    if (node->route) {
        check_ways(w, index, get(at, "route"), m, node->route, node->ways, false);
        return;
    }
    flow_says(&w->flow, m, node->says, node->variants, taken);
    check_list(w, get(at, "says"), m, node->variants, taken, says_when, node->says);
    lint_offer(w->ld, &w->flow, index);
    item = get(at, "replies")->child;
    for (unsigned i = 0; i < node->reply_count; i++, item = item->next) {
        const struct sp_reply *reply = &node->replies[i];

        if (never_holds(w, item, reply->when, m, node->tags))
            tell(w, reply->to, reply->ways);
        else if (flow_take(&w->flow, index, reply, w->after))
            check_ways(w, index, get(item, "to"), w->after, reply->to, reply->ways,
                       true);
    }
}

/* ---- nodes ---- */

static bool
reached(const struct walk *w, uint32_t node)
{
    return !none_of(&flow_node(&w->flow, node)->reach);
}

static void
mark_targets(const struct sp_way *ways, unsigned count, bool *nodes)
{
    for (unsigned i = 0; i < count; i++) {
        if (!ways[i].ends)
            nodes[ways[i].to] = true;
    }
}

/* W118 at the first node of a region that the conditions shut off: some arrow comes
 * from where calls do stand, and no finding at an arrow has told it yet. W060 is for
 * those without any arrow, see lint_shape.c. */
static void
check_shut_off(struct walk *w)
{
    const struct sp_scenario *s = w->ld->s;
    bool *border = sp_alloc(s->node_count, sizeof *border);

    for (uint32_t i = 0; i < s->node_count; i++) {
        const struct sp_node *node = &s->nodes[i];

        if (!reached(w, i))
            continue;
        mark_targets(node->route, node->ways, border);
        for (unsigned k = 0; k < node->reply_count; k++)
            mark_targets(node->replies[k].to, node->replies[k].ways, border);
    }
    for (uint32_t i = 0; i < s->node_count; i++) {
        if (border[i] && !w->told[i] && !reached(w, i))
            warn(&w->ld->r, w->ld->places[i], SP_JSON_KEY, "W118", s->nodes[i].id, NULL,
                 NULL);
    }
    sp_free(border);
}

/* Lists of edges by their end: `first[n]` to `first[n + 1]` in `order`. */
static size_t *
sort_edges(const struct walk *w, uint32_t *order, bool by_to)
{
    uint32_t nodes = w->ld->s->node_count;
    size_t *first = sp_alloc(nodes + 2, sizeof *first);

    for (size_t i = 0; i < w->edge_count; i++)
        first[(by_to ? w->edges[i].to : w->edges[i].from) + 2]++;
    for (uint32_t i = 2; i < nodes + 2; i++)
        first[i] += first[i - 1];
    for (size_t i = 0; i < w->edge_count; i++)
        order[first[(by_to ? w->edges[i].to : w->edges[i].from) + 1]++] =
            by_to ? w->edges[i].from : w->edges[i].to;
    return first;
}

/* W103 where a call comes in from which no line leads to an ending any more. */
static void
check_dead_ends(struct walk *w)
{
    const struct sp_scenario *s = w->ld->s;
    uint32_t *from = sp_alloc(w->edge_count + 1, sizeof *from);
    uint32_t *queue = sp_alloc(s->node_count, sizeof *queue), end = 0;
    bool *alive = sp_alloc(s->node_count, sizeof *alive);
    size_t *first = sort_edges(w, from, true);

    for (uint32_t i = 0; i < s->node_count; i++) {
        alive[i] = w->exits[i];
        if (alive[i])
            queue[end++] = i;
    }
    for (uint32_t i = 0; i < end; i++) {
        for (size_t k = first[queue[i]]; k < first[queue[i] + 1]; k++) {
            if (!alive[from[k]]) {
                alive[from[k]] = true;
                queue[end++] = from[k];
            }
        }
    }
    for (uint32_t i = 0; i < s->node_count; i++) {
        bool entrance = i == s->start;

        for (size_t k = first[i]; k < first[i + 1]; k++)
            entrance = entrance || alive[from[k]];
        if (entrance && !alive[i] && reached(w, i))
            warn(&w->ld->r, w->ld->places[i], SP_JSON_KEY, "W103", s->nodes[i].id, NULL,
                 NULL);
    }
    sp_free(first);
    sp_free(alive);
    sp_free(queue);
    sp_free(from);
}

/* W102: more lines away than a call may have. A walk that counts lines; ways of a route
 * cost none, so a node's distance is settled before those one line further. */
static void
check_distance(struct walk *w)
{
    const struct sp_scenario *s = w->ld->s;
    uint32_t *to = sp_alloc(w->edge_count + 1, sizeof *to);
    size_t *first = sort_edges(w, to, false);
    unsigned *lines = sp_alloc(s->node_count, sizeof *lines);
    uint32_t *now = sp_alloc(s->node_count, sizeof *now), count = 1;
    uint32_t *then = sp_alloc(s->node_count, sizeof *then), next = 0;
    char limit[12], needed[12];

    now[0] = s->start;
    lines[s->start] = 1; /* plus one: 0 is not reached */
    for (unsigned line = 1; count > 0; line++) {
        next = 0;
        for (uint32_t i = 0; i < count; i++) {
            bool route = s->nodes[now[i]].route;

            for (size_t k = first[now[i]]; k < first[now[i] + 1]; k++) {
                if (lines[to[k]])
                    continue;
                lines[to[k]] = line + !route;
                if (route)
                    now[count++] = to[k];
                else
                    then[next++] = to[k];
            }
        }
        memcpy(now, then, next * sizeof *now);
        count = next;
    }
    snprintf(limit, sizeof limit, "%u", s->turn_limit);
    for (uint32_t i = 0; i < s->node_count; i++) {
        if (lines[i] <= s->turn_limit)
            continue;
        snprintf(needed, sizeof needed, "%u", lines[i] - 1);
        warn(&w->ld->r, w->ld->places[i], SP_JSON_KEY, "W102", s->nodes[i].id, needed,
             limit);
    }
    sp_free(then);
    sp_free(now);
    sp_free(lines);
    sp_free(first);
    sp_free(to);
}

/* W119 at an ending to which no call comes. */
static void
check_endings(struct walk *w)
{
    const struct sp_scenario *s = w->ld->s;
    const cJSON *at = get(w->ld->root, "endings")->child;

    for (unsigned i = 0; i < s->ending_count; i++, at = at->next) {
        if (!w->told_end[i] && none_of(&flow_end(&w->flow, i)->reach))
            warn(&w->ld->r, at, SP_JSON_KEY, "W119", s->endings[i].id, NULL, NULL);
    }
}

void
lint_reach(struct loader *ld)
{
    const struct sp_scenario *s = ld->s;
    struct walk w = {.ld = ld};

    flow_init(&w.flow, s);
    w.after = sp_alloc(w.flow.words, sizeof(uint64_t));
    w.exits = sp_alloc(s->node_count, sizeof *w.exits);
    w.told = sp_alloc(s->node_count, sizeof *w.told);
    w.told_end = sp_alloc(s->ending_count, sizeof *w.told_end);
    lint_passes(ld, &w.flow);
    flow_begin(&w.flow, NULL);
    flow_walk(&w.flow, s->anywhere_count > 0);
    for (uint32_t i = 0; i < s->node_count; i++)
        check_node(&w, i);
    check_shut_off(&w);
    check_dead_ends(&w);
    check_distance(&w);
    check_endings(&w);
    sp_free(w.edges);
    sp_free(w.told_end);
    sp_free(w.told);
    sp_free(w.exits);
    sp_free(w.after);
    flow_finish(&w.flow);
}
