/* prove_core.c: builds the graph of where calls can stand. */
#include "prove_core.h"

#include <string.h>

#define LETTERS_MOST 60000

static uint32_t
end_of(struct core *c, const struct sp_state *state, int ending)
{
    struct core_end end = {(int16_t)ending, state->knows, state->resolved,
                           state->voiced & c->packing.voiced};
    uint64_t latches = (uint64_t)end.knows << 1 | end.resolved,
             hash = table_hash(end.voiced, latches << 16 | (uint16_t)end.ending),
             at = table_start(&c->end_index, hash);

    for (uint32_t i; (i = table_next(&c->end_index, hash, &at)) != TABLE_NONE;) {
        const struct core_end *e = &c->ends[i];

        if (e->ending == end.ending && e->knows == end.knows &&
            e->resolved == end.resolved && e->voiced == end.voiced)
            return i;
    }
    if (c->end_count == c->end_room) {
        c->end_room = c->end_room ? 2 * c->end_room : 64;
        c->ends = sp_grow(c->ends, c->end_room, sizeof *c->ends);
    }
    c->ends[c->end_count] = end;
    table_add(&c->end_index, hash, c->end_count);
    return c->end_count++;
}

void
core_end_state(const struct core *c, uint32_t end, struct sp_state *out)
{
    const struct core_end *e = &c->ends[end];

    memset(out, 0, sizeof *out);
    out->ending = e->ending;
    out->knows = e->knows;
    out->resolved = e->resolved;
    out->voiced = e->voiced;
}

static uint32_t
state_of(struct core *c, const struct sp_state *state, unsigned depth)
{
    struct key key = pack(&c->packing, state);
    uint64_t hash = table_hash(key.w[0], key.w[1]), at = table_start(&c->index, hash);

    for (uint32_t i; (i = table_next(&c->index, hash, &at)) != TABLE_NONE;) {
        if (c->keys[i].w[0] == key.w[0] && c->keys[i].w[1] == key.w[1])
            return i;
    }
    if (c->count == c->room) {
        c->room = c->room ? 2 * c->room : 1024;
        c->keys = sp_grow(c->keys, c->room, sizeof *c->keys);
        c->depth = sp_grow(c->depth, c->room, sizeof *c->depth);
        c->node = sp_grow(c->node, c->room, sizeof *c->node);
        c->time_end = sp_grow(c->time_end, c->room, sizeof *c->time_end);
        c->first = sp_grow(c->first, (size_t)c->room + 1, sizeof *c->first);
    }
    c->keys[c->count] = key;
    c->depth[c->count] = (uint8_t)depth;
    c->node[c->count] = state->node;
    c->time_end[c->count] = end_of(c, state, (int)c->run.scenario->time_up);
    table_add(&c->index, hash, c->count);
    return c->count++;
}

uint64_t
letter_hash(const struct letter *letter)
{
    uint64_t hash = table_hash(letter->first, letter->then);

    for (unsigned i = 0; i < SP_COUNTERS / 64; i++)
        hash = table_hash(hash, letter->counts[i]);
    return hash;
}

static uint16_t
letter_of(struct core *c, const struct sp_state *after)
{
    const struct sp_watch *watch = &c->run.scenario->rubric->watch;
    struct letter letter = {0};

    for (unsigned i = 0; i < watch->counters; i++) {
        if (after->count[SP_OF_RUBRIC][i])
            letter.counts[i / 64] |= UINT64_C(1) << (i % 64);
    }
    for (unsigned i = 0; i < watch->befores; i++) {
        uint8_t value = after->before[SP_OF_RUBRIC][i];

        if (value == SP_FIRST_CAME)
            letter.first |= UINT64_C(1) << i;
        else if (value == SP_TOO_LATE)
            letter.then |= UINT64_C(1) << i;
    }
    uint64_t hash = letter_hash(&letter), at = table_start(&c->letter_index, hash);
    for (uint32_t i; (i = table_next(&c->letter_index, hash, &at)) != TABLE_NONE;) {
        if (memcmp(&c->letters[i], &letter, sizeof letter) == 0)
            return (uint16_t)i;
    }
    if (c->letter_count == c->letter_room) {
        c->letter_room = c->letter_room ? 2 * c->letter_room : 64;
        c->letters = sp_grow(c->letters, c->letter_room, sizeof *c->letters);
    }
    c->letters[c->letter_count] = letter;
    table_add(&c->letter_index, hash, c->letter_count);
    return (uint16_t)c->letter_count++;
}

static void
walk(struct core *c, uint32_t from)
{
    const struct sp_reply *open[SP_REPLIES_MOST];
    struct sp_state before, after;
    struct answer answer;

    unpack(&c->packing, c->keys[from], &before);
    const struct sp_node *node = &c->run.scenario->nodes[before.node];
    unsigned count = open_replies(&c->run, &before, open);

    for (unsigned i = 0; i < count; i++) {
        uint64_t did = step(&c->run, &before, open[i], &after, &answer);
        uint16_t letter = letter_of(c, &after);
        uint32_t to;

        if (after.ending >= 0) {
            to = end_of(c, &after, after.ending) | CORE_END;
        } else {
            to = state_of(c, &after, c->depth[from] + 1u);
        }
        if (c->edge_count == c->edge_room) {
            c->edge_room = c->edge_room ? 2 * c->edge_room : 4096;
            c->edges = sp_grow(c->edges, c->edge_room, sizeof *c->edges);
        }
        c->edges[c->edge_count++] =
            (struct core_edge){.to = to,
                               .letter = letter,
                               .reply = (uint8_t)(open[i] - node->replies),
                               .missed = did & (SP_BIT(SP_MISHEARD) |
                                                SP_BIT(SP_MISFIT) | SP_BIT(SP_WRONG))};
    }
}

size_t
core_bytes(const struct core *c)
{
    return c->room * (sizeof *c->keys + sizeof *c->depth + sizeof *c->node +
                      sizeof *c->time_end + sizeof *c->first) +
           c->edge_room * sizeof *c->edges + c->end_room * sizeof *c->ends +
           c->letter_room * sizeof *c->letters + table_bytes(&c->index) +
           table_bytes(&c->end_index) + table_bytes(&c->letter_index);
}

static bool
goes_on(const struct core *c, struct effort *effort)
{
    if (effort->bytes_most && core_bytes(c) > effort->bytes_most)
        effort->cut = SP_CUT_MEMORY;
    else if (c->letter_count > LETTERS_MOST)
        effort->cut = SP_CUT_WIDE;
    return effort_goes_on(effort, c->walked, c->count);
}

bool
core_build(struct core *c, const struct run *run, struct effort *effort)
{
    struct sp_state state;
    struct answer answer;

    *c = (struct core){.run = *run};
    if (!packing_init(&c->packing, run)) {
        effort->cut = SP_CUT_WIDE;
        return false;
    }
    begin_state(run, &state, &answer);
    state_of(c, &state, 0);
    c->over = state.ending >= 0;
    while (c->walked < c->count && !c->over && goes_on(c, effort)) {
        c->first[c->walked] = c->edge_count;
        if (c->depth[c->walked] < run->scenario->turn_limit)
            walk(c, c->walked);
        c->walked++;
    }
    for (uint32_t i = c->over ? 0 : c->walked; i <= c->count; i++)
        c->first[i] = c->edge_count;
    table_finish(&c->index);
    table_finish(&c->end_index);
    return true;
}

void
core_finish(struct core *c)
{
    sp_free(c->keys);
    sp_free(c->first);
    sp_free(c->depth);
    sp_free(c->node);
    sp_free(c->time_end);
    sp_free(c->edges);
    sp_free(c->ends);
    sp_free(c->letters);
    sp_free(c->colour);
    table_finish(&c->index);
    table_finish(&c->end_index);
    table_finish(&c->letter_index);
    *c = (struct core){0};
}
