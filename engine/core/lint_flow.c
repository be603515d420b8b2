/* lint_flow.c: walks a scenario with sets of values. The order of a turn is that of
 * step.c; whatever step.c does to a state must be among what is done here. */
#include "lint_flow.h"

#include "lint_judge.h"

#include <string.h>

enum { AFTER, REST, THEN, WORN, SCRATCHES };

static struct might *
at(const struct flow *f, uint64_t *list, size_t index)
{
    return (struct might *)(list + index * f->words);
}

const struct might *
flow_node(const struct flow *f, uint32_t node)
{
    return at(f, f->nodes, node);
}

const struct might *
flow_end(const struct flow *f, unsigned ending)
{
    return at(f, f->ends, ending);
}

static void
copy(const struct flow *f, struct might *to, const struct might *from)
{
    memcpy(to, from, f->words * sizeof(uint64_t));
}

/* True when something new came in. */
static bool
join(const struct flow *f, struct might *to, const struct might *from)
{
    uint64_t *a = (uint64_t *)to, fresh = 0;
    const uint64_t *b = (const uint64_t *)from;

    for (size_t i = 0; i < f->words; i++) {
        fresh |= b[i] & ~a[i];
        a[i] |= b[i];
    }
    return fresh;
}

static void
push(struct flow *f, uint32_t node)
{
    if (f->queued[node])
        return;
    f->queued[node] = true;
    f->queue[(f->queue_from + f->queue_count++) % f->s->node_count] = node;
}

/* ---- entering ---- */

void
flow_says(struct flow *f, const struct might *m, const struct sp_says *says,
          unsigned count, bool *taken)
{
    const struct where where = {SP_OF_SCENARIO, 0, SP_ENDING_KINDS};
    struct might *rest = at(f, f->scratch, REST);

    copy(f, rest, m);
    for (unsigned i = 0; i < count; i++) {
        struct outcome o = flow_judge(f, says[i].when, rest, &where);

        taken[i] = !none_of(&o.yes);
        restrict_to(rest, &o.no);
        narrow(f, rest, says[i].when, false);
    }
}

static void
voice(struct flow *f, struct might *m, const struct sp_node *node)
{
    const struct where where = {SP_OF_SCENARIO, 0, SP_ENDING_KINDS};
    struct might *rest = at(f, f->scratch, WORN);
    uint64_t may = 0, must = UINT64_MAX;

    copy(f, rest, m);
    for (unsigned i = 0; i < node->variants && !none_of(&rest->reach); i++) {
        struct outcome o = flow_judge(f, node->says[i].when, rest, &where);

        if (none_of(&o.yes))
            continue;
        may |= node->says[i].voices;
        must &= node->says[i].voices;
        restrict_to(rest, &o.no);
        narrow(f, rest, node->says[i].when, false);
    }
    m->voiced[1] |= may;
    m->voiced[0] &= ~must;
}

static bool
offers_always(const struct sp_node *node)
{
    for (unsigned i = 0; i < node->reply_count; i++) {
        if (!node->replies[i].when)
            return true;
    }
    return false;
}

/* The turn limit can be anywhere but before the first line. */
static void
enter(struct flow *f, uint32_t to, struct might *m)
{
    const struct sp_node *node = &f->s->nodes[to];

    if (node->visit >= 0) {
        m->visited[1] |= UINT64_C(1) << node->visit;
        m->visited[0] &= ~(UINT64_C(1) << node->visit);
    }
    if (node->reveals) {
        m->knows[1] = m->reach;
        m->knows[0] = (struct pairs){0};
    }
    if (!node->route) {
        voice(f, m, node);
        if (f->begun || !offers_always(node))
            join(f, at(f, f->ends, f->s->time_up), m);
    }
    if (join(f, at(f, f->nodes, to), m))
        push(f, to);
}

/* A meter at its minimum ends the call before the node is entered. False when it always
 * does. */
static bool
wear_out(struct flow *f, struct might *m)
{
    const struct sp_scenario *s = f->s;

    for (unsigned i = 0; i < s->meters; i++) {
        if (s->meter[i].at_min < 0)
            continue;
        if (m->more[i] & 1) {
            struct might *worn = at(f, f->scratch, WORN);

            copy(f, worn, m);
            worn->more[i] = 1;
            join(f, at(f, f->ends, (unsigned)s->meter[i].at_min), worn);
        }
        m->more[i] &= ~UINT64_C(1);
        if (!m->more[i])
            return false;
    }
    return true;
}

static void
go(struct flow *f, const struct sp_way *way, bool line, struct might *m)
{
    if (way->ends)
        join(f, at(f, f->ends, way->to), m);
    else if (!line || wear_out(f, m))
        enter(f, way->to, m);
}

void
flow_ways(struct flow *f, const struct might *m, const struct sp_way *ways,
          unsigned count, bool line, bool *taken)
{
    const struct where where = {SP_OF_SCENARIO, 0, SP_ENDING_KINDS};
    struct might *rest = at(f, f->scratch, REST), *then = at(f, f->scratch, THEN);

    copy(f, rest, m);
    for (unsigned i = 0; i < count; i++) {
        struct outcome o = flow_judge(f, ways[i].when, rest, &where);
        bool can = !none_of(&o.yes);

        if (taken)
            taken[i] = can;
        if (can) {
            copy(f, then, rest);
            restrict_to(then, &o.yes);
            narrow(f, then, ways[i].when, true);
            if (!none_of(&then->reach))
                go(f, &ways[i], line, then);
        }
        restrict_to(rest, &o.no);
        narrow(f, rest, ways[i].when, false);
    }
}

/* ---- walking ---- */

bool
flow_take(const struct flow *f, uint32_t node, const struct sp_reply *reply,
          struct might *after)
{
    const struct might *m = flow_node(f, node);
    const struct where where = {SP_OF_SCENARIO, f->s->nodes[node].tags,
                                SP_ENDING_KINDS};
    struct outcome o = flow_judge(f, reply->when, m, &where);

    if (none_of(&o.yes))
        return false;
    copy(f, after, m);
    restrict_to(after, &o.yes);
    narrow(f, after, reply->when, true);
    if (none_of(&after->reach))
        return false;
    apply_line(f, where.tags, reply, after);
    return true;
}

static void
walk_node(struct flow *f, uint32_t index)
{
    const struct sp_node *node = &f->s->nodes[index];
    struct might *after = at(f, f->scratch, AFTER);

    if (node->route) {
        copy(f, after, flow_node(f, index));
        flow_ways(f, after, node->route, node->ways, false, NULL);
        return;
    }
    for (unsigned i = 0; i < node->reply_count; i++) {
        if (flow_take(f, index, &node->replies[i], after))
            flow_ways(f, after, node->replies[i].to, node->replies[i].ways, true, NULL);
    }
}

static void
drain(struct flow *f)
{
    while (f->queue_count > 0) {
        uint32_t node = f->queue[f->queue_from];

        f->queue_from = (f->queue_from + 1) % f->s->node_count;
        f->queue_count--;
        f->queued[node] = false;
        walk_node(f, node);
    }
}

/* Lines in own words can be said at every node: one step from what can be at any. */
static void
walk_anywhere(struct flow *f)
{
    const struct sp_scenario *s = f->s;
    struct might *any = at(f, f->scratch, SCRATCHES);
    struct might *after = at(f, f->scratch, AFTER);
    const struct where where = {SP_OF_SCENARIO, 0, SP_ENDING_KINDS};
    uint64_t tags = 0;

    memset(any, 0, f->words * sizeof(uint64_t));
    for (uint32_t i = 0; i < s->node_count; i++) {
        if (!s->nodes[i].route && join(f, any, flow_node(f, i)))
            tags |= s->nodes[i].tags;
    }
    for (unsigned i = 0; i < s->anywhere_count; i++) {
        const struct sp_reply *reply = &s->anywhere[i];
        struct outcome o = flow_judge(f, reply->when, any, &where);

        if (none_of(&o.yes))
            continue;
        copy(f, after, any);
        restrict_to(after, &o.yes);
        narrow(f, after, reply->when, true);
        apply_line(f, tags, reply, after);
        flow_ways(f, after, reply->to, reply->ways, true, NULL);
    }
}

void
flow_walk(struct flow *f, bool anywhere)
{
    drain(f);
    /* The set of what can be anywhere only grows, in few steps. */
    while (anywhere) {
        walk_anywhere(f);
        anywhere = f->queue_count > 0;
        drain(f);
    }
}

void
flow_begin(struct flow *f, const struct pairs *only)
{
    const struct sp_scenario *s = f->s;
    struct might *m = at(f, f->scratch, AFTER);

    memset(f->nodes, 0, s->node_count * f->words * sizeof(uint64_t));
    memset(f->ends, 0, s->ending_count * f->words * sizeof(uint64_t));
    memset(m, 0, f->words * sizeof(uint64_t));
    m->reach = m->knows[0] = m->resolved[0] = only ? *only : f->all;
    m->voiced[0] = m->facts[0] = m->visited[0] = UINT64_MAX;
    for (unsigned i = 0; i < s->meters; i++) {
        for (unsigned k = 0; k < s->styles->styles; k++) {
            const struct sp_style *style = &s->styles->style[k];
            bool own = i < s->styles->meters && style->has_start[i];
            int start = own ? style->start[i] : s->meter[i].start;

            struct pairs here = pairs_both(&m->reach, &f->of_style[k]);

            if (!none_of(&here))
                m->more[i] |= UINT64_C(1) << (start - s->meter[i].min);
        }
    }
    for (size_t i = s->meters; sizeof *m / sizeof(uint64_t) + i < f->words; i++)
        m->more[i] = 1; /* counters stand at 0, befores at SP_NEITHER */
    f->begun = false;
    enter(f, s->start, m);
    f->begun = true;
}

void
flow_init(struct flow *f, const struct sp_scenario *s)
{
    unsigned more = s->meters;

    *f = (struct flow){.s = s};
    f->at_count[SP_OF_SCENARIO] = more;
    f->at_count[SP_OF_RUBRIC] = more += s->watch.counters;
    f->at_before[SP_OF_SCENARIO] = more += s->rubric->watch.counters;
    f->at_before[SP_OF_RUBRIC] = more += s->watch.befores;
    more += s->rubric->watch.befores;
    f->words = sizeof(struct might) / sizeof(uint64_t) + more;
    for (unsigned k = 0; k < s->styles->styles; k++) {
        for (unsigned i = 0; i < s->motive_count; i++) {
            unsigned pair = k * s->motive_count + i;
            uint64_t bit = UINT64_C(1) << (pair % 64);

            f->of_style[k].w[pair / 64] |= bit;
            f->of_motive[i].w[pair / 64] |= bit;
            f->all.w[pair / 64] |= bit;
        }
    }
    for (unsigned i = 0; i < s->motive_count; i++)
        f->kind[i] = s->motives[i].kind;
    f->nodes = sp_alloc(s->node_count * f->words, sizeof(uint64_t));
    f->ends = sp_alloc(s->ending_count * f->words, sizeof(uint64_t));
    f->scratch = sp_alloc((SCRATCHES + 1) * f->words, sizeof(uint64_t));
    f->before = sp_alloc(f->words, sizeof(uint64_t));
    f->queue = sp_alloc(s->node_count, sizeof *f->queue);
    f->queued = sp_alloc(s->node_count, sizeof *f->queued);
    flow_begin(f, NULL);
}

void
flow_finish(struct flow *f)
{
    sp_free(f->nodes);
    sp_free(f->ends);
    sp_free(f->scratch);
    sp_free(f->before);
    sp_free(f->queue);
    sp_free(f->queued);
    *f = (struct flow){0};
}
