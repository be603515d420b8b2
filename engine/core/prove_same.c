/* prove_same.c: matches two graphs state by state, from the start on.
 *
 * Where several lines of a state look alike, a colour says which of them go on alike:
 * the colour of a state hashes what its lines do and the colours they lead to, a few
 * lines deep. Colours only choose; a match counts when every state, line and end has
 * found exactly one of the other graph. */
#include "prove_same.h"

#include <string.h>

#define ROUNDS 5

struct match {
    struct core *like, *core;
    uint32_t *back; /* by state of `like`: the state of `core` + 1, or 0 */
    uint32_t *to;   /* by state of `core`: that of `like` + 1, or 0 */
    uint32_t *end_back, *end_to;
    uint16_t *letter;     /* by letter of `core`: that of `like` */
    struct core_edge *at; /* the edges of `core`, in the order of `like` */
};

/* ---- colours ---- */

static uint64_t
end_colour(const struct core *c, uint32_t end)
{
    const struct core_end *e = &c->ends[end];

    return table_hash((uint64_t)e->knows << 1 | e->resolved, (uint16_t)e->ending);
}

static uint64_t
edge_colour(const struct core *c, const uint64_t *letter, const uint64_t *colour,
            const struct core_edge *edge)
{
    return table_hash(letter[edge->letter] + edge->missed,
                      edge->to & CORE_END ? end_colour(c, edge->to & ~CORE_END)
                                          : colour[edge->to]);
}

static void
paint(struct core *c)
{
    uint64_t *old = sp_alloc(c->count, sizeof *old), *spare;
    uint64_t *colour = sp_alloc(c->count, sizeof *colour);
    uint64_t *letter = sp_alloc(c->letter_count + 1, sizeof *letter);

    for (uint32_t i = 0; i < c->letter_count; i++)
        letter[i] = letter_hash(&c->letters[i]);
    for (uint32_t i = 0; i < c->count; i++)
        colour[i] = table_hash(c->depth[i], end_colour(c, c->time_end[i]));
    for (unsigned round = 0; round < ROUNDS; round++) {
        spare = old;
        old = colour;
        colour = spare;
        for (uint32_t i = 0; i < c->count; i++) {
            uint64_t sum = 0; /* in whatever order */

            for (uint32_t e = c->first[i]; e < c->first[i + 1]; e++)
                sum += edge_colour(c, letter, old, &c->edges[e]);
            colour[i] = table_hash(old[i], sum);
        }
    }
    sp_free(old);
    sp_free(letter);
    c->colour = colour;
}

/* ---- matching ---- */

static bool
match_letters(struct match *m)
{
    const struct core *like = m->like, *core = m->core;

    for (uint32_t i = 0; i < core->letter_count; i++) {
        uint64_t hash = letter_hash(&core->letters[i]),
                 at = table_start(&like->letter_index, hash);
        uint32_t k;

        while ((k = table_next(&like->letter_index, hash, &at)) != TABLE_NONE &&
               memcmp(&like->letters[k], &core->letters[i], sizeof *core->letters) != 0)
            ;
        if (k == TABLE_NONE)
            return false;
        m->letter[i] = (uint16_t)k;
    }
    return true;
}

/* Whether a and b are, or can become, each other's. */
static bool
pair_up(uint32_t *a_to_b, uint32_t *b_to_a, uint32_t a, uint32_t b)
{
    if (!a_to_b[a] && !b_to_a[b]) {
        a_to_b[a] = b + 1;
        b_to_a[b] = a + 1;
    }
    return a_to_b[a] == b + 1 && b_to_a[b] == a + 1;
}

static bool
match_ends(struct match *m, uint32_t like, uint32_t core)
{
    return m->like->ends[like].ending == m->core->ends[core].ending &&
           pair_up(m->end_back, m->end_to, like, core);
}

static bool
match_states(struct match *m, uint32_t like, uint32_t core)
{
    const struct core *a = m->like, *b = m->core;

    if (m->back[like] || m->to[core])
        return m->back[like] == core + 1;
    return a->colour[like] == b->colour[core] && a->depth[like] == b->depth[core] &&
           match_ends(m, a->time_end[like], b->time_end[core]) &&
           pair_up(m->back, m->to, like, core);
}

static bool
match_edges(struct match *m, const struct core_edge *like, const struct core_edge *core)
{
    if (m->letter[core->letter] != like->letter || core->missed != like->missed ||
        (core->to ^ like->to) & CORE_END)
        return false;
    return like->to & CORE_END
               ? match_ends(m, like->to & ~CORE_END, core->to & ~CORE_END)
               : match_states(m, like->to, core->to);
}

/* Lines to a state that is matched already leave no choice and come first. */
static bool
match_lines(struct match *m, uint32_t state)
{
    const struct core *a = m->like, *b = m->core;
    uint32_t other = m->back[state] - 1, first = b->first[other];
    uint32_t count = a->first[state + 1] - a->first[state];
    uint32_t used = 0, done = 0; /* bits */

    if (b->first[other + 1] - first != count || count > SP_REPLIES_MOST)
        return false;
    for (unsigned pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < count; i++) {
            const struct core_edge *e = &a->edges[a->first[state] + i];
            bool known = !(e->to & CORE_END) && m->back[e->to];

            if ((done >> i) & 1 || (pass == 0 && !known))
                continue;
            for (uint32_t k = 0; k < count && !((done >> i) & 1); k++) {
                if ((used >> k) & 1 || !match_edges(m, e, &b->edges[first + k]))
                    continue;
                used |= UINT32_C(1) << k;
                done |= UINT32_C(1) << i;
                m->at[a->first[state] + i] = b->edges[first + k];
            }
            if (!((done >> i) & 1))
                return false;
        }
    }
    return true;
}

static bool
match_all(struct match *m)
{
    /* Ends of the start and of every state found are matched with it. */
    if (!match_letters(m) || !match_states(m, 0, 0))
        return false;
    for (uint32_t i = 0; i < m->like->count; i++) {
        if (!m->back[i] || !match_lines(m, i))
            return false;
    }
    for (uint32_t i = 0; i < m->like->end_count; i++) {
        if (!m->end_back[i])
            return false;
    }
    return true;
}

/* ---- the new numbers ---- */

static void
renumber(const struct match *m)
{
    const struct core *like = m->like;
    struct core *core = m->core;
    struct key *keys = sp_alloc(core->count, sizeof *keys);
    uint32_t *node = sp_alloc(core->count, sizeof *node);
    struct core_end *ends = sp_alloc(core->end_count, sizeof *ends);

    for (uint32_t i = 0; i < core->count; i++) {
        keys[i] = core->keys[m->back[i] - 1];
        node[i] = core->node[m->back[i] - 1];
    }
    for (uint32_t i = 0; i < core->end_count; i++)
        ends[i] = core->ends[m->end_back[i] - 1];
    memcpy(core->keys, keys, core->count * sizeof *keys);
    memcpy(core->node, node, core->count * sizeof *node);
    memcpy(core->ends, ends, core->end_count * sizeof *ends);
    memcpy(core->first, like->first, ((size_t)core->count + 1) * sizeof *core->first);
    memcpy(core->depth, like->depth, core->count * sizeof *core->depth);
    memcpy(core->time_end, like->time_end, core->count * sizeof *core->time_end);
    memcpy(core->letters, like->letters, core->letter_count * sizeof *core->letters);
    memcpy(core->colour, like->colour, core->count * sizeof *core->colour);
    for (uint32_t i = 0; i < core->edge_count; i++) {
        core->edges[i] = m->at[i];
        core->edges[i].to = like->edges[i].to;
        core->edges[i].letter = like->edges[i].letter;
    }
    sp_free(keys);
    sp_free(node);
    sp_free(ends);
    struct table spare = core->letter_index;

    core->letter_index = m->like->letter_index;
    m->like->letter_index = spare;
}

bool
core_match(struct core *like, struct core *core)
{
    struct match m = {.like = like, .core = core};

    if (like->count != core->count || like->edge_count != core->edge_count ||
        like->end_count != core->end_count ||
        like->letter_count != core->letter_count || like->over || core->over)
        return false;
    if (!like->colour)
        paint(like);
    paint(core);
    m.back = sp_alloc(core->count, sizeof *m.back);
    m.to = sp_alloc(core->count, sizeof *m.to);
    m.end_back = sp_alloc(core->end_count, sizeof *m.end_back);
    m.end_to = sp_alloc(core->end_count, sizeof *m.end_to);
    m.letter = sp_alloc((size_t)core->letter_count + 1, sizeof *m.letter);
    m.at = sp_alloc((size_t)core->edge_count + 1, sizeof *m.at);
    bool same = match_all(&m);
    if (same)
        renumber(&m);
    sp_free(m.back);
    sp_free(m.to);
    sp_free(m.end_back);
    sp_free(m.end_to);
    sp_free(m.letter);
    sp_free(m.at);
    return same;
}

bool
slices_same(const struct slices *a, const struct slices *b, const struct core *core)
{
    bool same = a->count == b->count && a->ends == b->ends;

    for (unsigned i = 0; i < a->count && same; i++) {
        const struct slice *x = &a->slice[i], *y = &b->slice[i];

        same =
            x->states == y->states && x->letters == y->letters &&
            memcmp(x->letter, y->letter, core->letter_count * sizeof *x->letter) == 0 &&
            memcmp(x->next, y->next,
                   (size_t)x->states * x->letters * sizeof *x->next) == 0 &&
            memcmp(x->value, y->value, (size_t)x->states * a->ends) == 0;
    }
    return same;
}
