/* prove_graph.c: builds the graph of states, nearest first. */
#include "prove_graph.h"

#include "core/bits.h"
#include "prove_same.h"

#include <string.h>

#define MOMENT 50000 /* states */

/* ---- states ---- */

static uint32_t
state_of(struct graph *g, uint64_t key, unsigned depth)
{
    uint64_t hash = table_hash(key, 0), at = table_start(&g->index, hash);

    for (uint32_t i; (i = table_next(&g->index, hash, &at)) != TABLE_NONE;) {
        if (g->keys[i] == key)
            return i;
    }
    if (g->count == g->room) {
        g->room = g->room ? 2 * g->room : 4096;
        g->keys = sp_grow(g->keys, g->room, sizeof *g->keys);
        g->depth = sp_grow(g->depth, g->room, sizeof *g->depth);
        g->first = sp_grow(g->first, (size_t)g->room + 1, sizeof *g->first);
    }
    g->keys[g->count] = key;
    g->depth[g->count] = (uint8_t)depth;
    table_add(&g->index, hash, g->count);
    return g->count++;
}

static unsigned
part(const struct graph *g, uint64_t key, unsigned slice)
{
    unsigned low = g->shift[slice], high = g->shift[slice + 1];

    return (unsigned)((key >> low) & ((UINT64_C(1) << (high - low)) - 1));
}

/* ---- outcomes ---- */

static bool
same_end(const struct outcome_row *a, const struct outcome_row *b)
{
    return a->ending == b->ending && a->critical == b->critical &&
           memcmp(a->level, b->level, sizeof a->level) == 0;
}

static uint64_t
hash_end(const struct outcome_row *row)
{
    uint64_t levels;

    _Static_assert(sizeof levels == sizeof row->level, "one byte a competency");
    memcpy(&levels, row->level, sizeof levels);
    return table_hash(levels, (uint64_t)row->critical << 16 | (uint16_t)row->ending);
}

static uint32_t
end_of(struct graph *g, const struct outcome_row *row)
{
    uint64_t hash = hash_end(row), at = table_start(&g->end_index, hash);

    for (uint32_t i; (i = table_next(&g->end_index, hash, &at)) != TABLE_NONE;) {
        if (same_end(&g->ends[i], row))
            return i;
    }
    if (g->end_count == g->end_room) {
        g->end_room = g->end_room ? 2 * g->end_room : 256;
        g->ends = sp_grow(g->ends, g->end_room, sizeof *g->ends);
    }
    g->ends[g->end_count] = *row;
    table_add(&g->end_index, hash, g->end_count);
    return g->end_count++;
}

/* The pass rule, as in score.c. */
static void
weigh(const struct sp_rubric *rubric, struct outcome_row *row)
{
    int out_of = 0;
    bool levels = true;

    for (unsigned i = 0; i < rubric->competencies; i++) {
        const struct sp_competency *c = &rubric->competency[i];

        for (int k = 0; k < row->level[i]; k++)
            row->total = (int16_t)(row->total + c->level[k].points);
        out_of += row->level[i] >= 0 ? c->weight : 0;
        levels = levels && !(c->headline && row->level[i] >= 0 && row->level[i] < 2);
    }
    row->pass = levels && row->critical == 0 &&
                row->total >= (rubric->mark * out_of + 99) / 100;
}

/* The outcome of a call that ends so with these slice states. */
static uint32_t
outcome(struct graph *g, const uint16_t *slice_state, uint32_t end)
{
    const struct sp_rubric *rubric = g->core.run.scenario->rubric;
    struct outcome_row row = {.ending = g->core.ends[end].ending};

    for (unsigned i = 0; i < g->slices.count; i++) {
        int value = g->slices.slice[i].value[slice_state[i] * g->slices.ends + end];

        if (i < rubric->competencies)
            row.level[i] = (int8_t)value;
        else if (value)
            row.critical |= UINT32_C(1) << (i - rubric->competencies);
    }
    weigh(rubric, &row);
    return end_of(g, &row);
}

/* ---- walking ---- */

static void
walk(struct graph *g, uint32_t from)
{
    uint64_t key = g->keys[from];
    uint32_t core = graph_core(g, from), last = g->core.first[core + 1];
    unsigned depth = g->depth[from] + 1u;
    uint16_t state[SP_COMPETENCIES + SP_CRITICALS],
        then[SP_COMPETENCIES + SP_CRITICALS];

    for (unsigned i = 0; i < g->slices.count; i++)
        state[i] = (uint16_t)part(g, key, i);
    for (uint32_t e = g->core.first[core]; e < last; e++) {
        const struct core_edge *edge = &g->core.edges[e];
        uint64_t to = edge->to;

        for (unsigned i = 0; i < g->slices.count; i++) {
            const struct slice *slice = &g->slices.slice[i];

            then[i] =
                slice->next[state[i] * slice->letters + slice->letter[edge->letter]];
            to |= (uint64_t)then[i] << g->shift[i];
        }
        if (g->edge_count == g->edge_room) {
            g->edge_room = g->edge_room ? 2 * g->edge_room : 8192;
            g->to = sp_grow(g->to, g->edge_room, sizeof *g->to);
        }
        g->to[g->edge_count++] =
            edge->to & CORE_END ? outcome(g, then, edge->to & ~CORE_END) | GRAPH_END
                                : state_of(g, to, depth);
    }
}

/* Lays out the key: where the call stands, then each slice. */
static bool
lay_out(struct graph *g)
{
    unsigned at = g->core_bits = sp_bits_width(g->core.count - 1);

    for (unsigned i = 0; i < g->slices.count; i++) {
        g->shift[i] = at;
        at += sp_bits_width(g->slices.slice[i].states - 1);
    }
    g->shift[g->slices.count] = at;
    return at < 64;
}

size_t
graph_bytes(const struct graph *g)
{
    return core_bytes(&g->core) + g->edge_room * sizeof *g->to +
           g->room * (sizeof *g->keys + sizeof *g->depth + sizeof *g->first) +
           table_bytes(&g->index);
}

static bool
goes_on(const struct graph *g, struct effort *effort)
{
    if (effort->bytes_most && graph_bytes(g) > effort->bytes_most)
        effort->cut = SP_CUT_MEMORY;
    return effort_goes_on(effort, g->walked, g->count);
}

/* One half of the room is for the core. */
static bool
build_core(struct core *core, const struct run *run, struct effort *effort)
{
    struct effort half = *effort;
    bool fits;

    half.bytes_most /= 2;
    fits = core_build(core, run, &half);
    effort->cut = half.cut;
    return fits;
}

static void
finish_product(struct graph *g)
{
    slices_finish(&g->slices);
    sp_free(g->keys);
    sp_free(g->first);
    sp_free(g->depth);
    sp_free(g->to);
    sp_free(g->ends);
    sp_free(g->time_end);
    table_finish(&g->index);
    table_finish(&g->end_index);
}

/* All but the core. */
static void
build_product(struct graph *g, struct effort *effort)
{
    unsigned limit = g->core.run.scenario->turn_limit;

    for (uint32_t k = 0; k < g->core.count; k++) {
        unsigned open = g->core.first[k + 1] - g->core.first[k];

        g->widest = open > g->widest ? open : g->widest;
    }
    struct effort rest = *effort; /* what there is of the core is walked all the same */

    rest.cut = SP_CUT_NOT;
    if (effort->cut == SP_CUT_STOPPED) { /* a moment of it */
        rest.tick = NULL;
        rest.states_most = rest.states_most < MOMENT ? rest.states_most : MOMENT;
    }
    state_of(g, 0, 0);
    while (g->walked < g->count && goes_on(g, &rest)) {
        g->first[g->walked] = g->edge_count;
        if (!g->core.over && g->depth[g->walked] < limit)
            walk(g, g->walked);
        g->walked++;
    }
    for (uint32_t i = g->walked; i <= g->count; i++)
        g->first[i] = g->edge_count;
    table_finish(&g->index);
    effort->cut = effort->cut ? effort->cut : rest.cut;
    g->cut = effort->cut != SP_CUT_NOT;
}

/* Takes `core` in the place of its own where it is the same but for names. */
static bool
take_core(struct graph *g, struct core *core)
{
    struct slices slices = {0};
    bool same = g->core.count > 0 && !g->cut && core_match(&g->core, core) &&
                slices_build(&slices, core) && slices_same(&g->slices, &slices, core);

    if (same) {
        struct core spare = g->core;

        g->core = *core;
        *core = spare;
    }
    slices_finish(&slices);
    return same;
}

bool
graph_next(struct graph *g, const struct run *run, struct effort *effort, bool *same)
{
    struct core core;
    bool fits = build_core(&core, run, effort);

    *same = fits && !effort->cut && take_core(g, &core);
    if (*same) {
        core_finish(&core);
        return true;
    }
    graph_finish(g);
    g->core = core;
    if (!fits || !slices_build(&g->slices, &g->core) || !lay_out(g)) {
        effort->cut = SP_CUT_WIDE;
        g->cut = true;
        return false;
    }
    build_product(g, effort);
    return true;
}

bool
graph_build(struct graph *g, const struct run *run, struct effort *effort)
{
    bool same;

    *g = (struct graph){0};
    return graph_next(g, run, effort, &same);
}

bool
graph_is_open(const struct graph *g, uint32_t state)
{
    return g->cut && !g->core.over &&
           g->depth[state] < g->core.run.scenario->turn_limit &&
           (state >= g->walked || graph_core(g, state) >= g->core.walked);
}

static uint32_t
time_up(struct graph *g, uint32_t state)
{
    uint16_t slice_state[SP_COMPETENCIES + SP_CRITICALS];

    for (unsigned i = 0; i < g->slices.count; i++)
        slice_state[i] = (uint16_t)part(g, g->keys[state], i);
    return outcome(g, slice_state, g->core.time_end[graph_core(g, state)]);
}

void
graph_layers(struct graph *g)
{
    uint32_t *now = sp_alloc(g->count + 1, sizeof *now), count = g->count > 0;
    uint32_t *next = sp_alloc(g->count + 1, sizeof *next), more;
    uint8_t *seen =
        sp_alloc(g->count + 1, sizeof *seen); /* the turn it is listed for */

    for (unsigned turn = 1; turn <= g->core.run.scenario->turn_limit; turn++) {
        more = 0;
        for (uint32_t i = 0; i < count; i++) {
            for (uint32_t e = g->first[now[i]]; e < g->first[now[i] + 1]; e++) {
                uint32_t to = g->to[e];

                if ((to & GRAPH_END) || seen[to] == turn)
                    continue;
                seen[to] = (uint8_t)turn;
                next[more++] = to;
            }
        }
        uint32_t *spare = now;

        now = next;
        next = spare;
        count = more;
    }
    g->time_end = sp_grow(g->time_end, (size_t)g->count + 1, sizeof *g->time_end);
    for (uint32_t i = 0; i < g->count; i++)
        g->time_end[i] = GRAPH_NO_END;
    for (uint32_t i = 0; i < count; i++)
        g->time_end[now[i]] = time_up(g, now[i]);
    sp_free(now);
    sp_free(next);
    sp_free(seen);
}

void
graph_finish(struct graph *g)
{
    core_finish(&g->core);
    finish_product(g);
    *g = (struct graph){0};
}
