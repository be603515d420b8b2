/* prove_core.c: builds the graph of where calls can stand. */
#include "prove_core.h"

#include <string.h>

#define LETTERS_MOST 60000

static void
index_again(struct core *c)
{
    c->mask = c->mask ? 2 * c->mask + 1 : 1023;
    sp_free(c->index);
    c->index = sp_alloc((size_t)c->mask + 1, sizeof *c->index);
    for (uint32_t i = 0; i < c->count; i++) {
        uint64_t at = key_hash(c->keys[i]) & c->mask;

        while (c->index[at])
            at = (at + 1) & c->mask;
        c->index[at] = i + 1;
    }
}

static uint32_t
end_of(struct core *c, const struct sp_state *state)
{
    struct core_end end = {state->ending, state->knows, state->resolved, state->voiced};

    for (uint32_t i = 0; i < c->end_count; i++) {
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
    struct sp_state late;

    if (2 * (uint64_t)c->count >= c->mask)
        index_again(c);
    uint64_t at = key_hash(key) & c->mask;
    for (; c->index[at]; at = (at + 1) & c->mask) {
        const struct key *known = &c->keys[c->index[at] - 1];

        if (known->w[0] == key.w[0] && known->w[1] == key.w[1])
            return c->index[at] - 1;
    }
    if (c->count == c->room) {
        c->room = c->room ? 2 * c->room : 1024;
        c->keys = sp_grow(c->keys, c->room, sizeof *c->keys);
        c->depth = sp_grow(c->depth, c->room, sizeof *c->depth);
        c->node = sp_grow(c->node, c->room, sizeof *c->node);
        c->time_end = sp_grow(c->time_end, c->room, sizeof *c->time_end);
        c->first = sp_grow(c->first, (size_t)c->room + 1, sizeof *c->first);
    }
    unpack(&c->packing, key, &late); /* what no condition asks is gone */
    late.ending = (int16_t)c->run.scenario->time_up;
    c->keys[c->count] = key;
    c->depth[c->count] = (uint8_t)depth;
    c->node[c->count] = state->node;
    c->time_end[c->count] = end_of(c, &late);
    c->index[at] = c->count + 1;
    return c->count++;
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
    for (uint32_t i = 0; i < c->letter_count; i++) {
        if (memcmp(&c->letters[i], &letter, sizeof letter) == 0)
            return (uint16_t)i;
    }
    if (c->letter_count == c->letter_room) {
        c->letter_room = c->letter_room ? 2 * c->letter_room : 64;
        c->letters = sp_grow(c->letters, c->letter_room, sizeof *c->letters);
    }
    c->letters[c->letter_count] = letter;
    return (uint16_t)c->letter_count++;
}

static void
walk(struct core *c, uint32_t from)
{
    const struct sp_reply *open[SP_REPLIES_MOST];
    struct sp_state before, after, kept;
    struct answer answer;

    unpack(&c->packing, c->keys[from], &before);
    const struct sp_node *node = &c->run.scenario->nodes[before.node];
    unsigned count = open_replies(&c->run, &before, open);

    for (unsigned i = 0; i < count; i++) {
        uint64_t did = step(&c->run, &before, open[i], &after, &answer);
        uint16_t letter = letter_of(c, &after);
        uint32_t to;

        if (after.ending >= 0) {
            unpack(&c->packing, pack(&c->packing, &after), &kept);
            kept.ending = after.ending;
            to = end_of(c, &kept) | CORE_END;
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

bool
core_build(struct core *c, const struct run *run, uint32_t most)
{
    struct sp_state state;
    struct answer answer;

    *c = (struct core){.run = *run};
    if (!packing_init(&c->packing, run))
        return false;
    begin_state(run, &state, &answer);
    state_of(c, &state, 0);
    c->over = state.ending >= 0;
    for (uint32_t i = 0; i < c->count && !c->over; i++) {
        if (c->count > most || c->letter_count > LETTERS_MOST)
            return false;
        c->first[i] = c->edge_count;
        if (c->depth[i] < run->scenario->turn_limit)
            walk(c, i);
    }
    for (uint32_t i = c->over ? 0 : c->count; i <= c->count; i++)
        c->first[i] = c->edge_count;
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
    sp_free(c->index);
    *c = (struct core){0};
}
