/* search.c: shortest ways through a call, layer by layer over all distinct states.
 *
 * Two states that differ only in the turn have the same future but for the limit, and
 * the earlier one comes first, so a state is looked at once. States from which the goal
 * cannot be reached any more are dropped at once, which leaves few. */
#include "search.h"

#include <stdlib.h>
#include <string.h>

#include "core/rng.h"

struct link {
    uint32_t parent;
    const struct sp_reply *reply;
};

struct item {
    struct sp_state state;
    uint32_t link;
};

struct layers {
    const struct search_ask *ask;
    struct item *now, *next;
    size_t now_count, next_count;
    struct link *links;
    size_t link_count, link_room;
    uint64_t *seen; /* open addressing; 0 is empty */
    size_t seen_count, seen_room;
    uint64_t tires; /* counters of the styles' watch that this style asks for */
    struct search_answer answer;
};

static int
compare_serials(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static uint64_t
hash(const struct layers *l, const struct sp_state *state)
{
    const struct run *run = l->ask->run;
    const struct sp_scenario *s = run->scenario;
    struct sp_state plain;
    uint64_t h = UINT64_C(0xcbf29ce484222325), word;

    memset(&plain, 0, sizeof plain);
    plain.node = state->node;
    memcpy(plain.meter, state->meter, sizeof plain.meter);
    plain.knows = state->knows;
    plain.resolved = state->resolved;
    plain.voiced = state->voiced;
    plain.facts = state->facts;
    plain.visited = state->visited;
    plain.once_count = state->once_count;
    memcpy(plain.once, state->once, sizeof plain.once);
    qsort(plain.once, plain.once_count, sizeof *plain.once, compare_serials);
    memcpy(plain.count, state->count, sizeof plain.count);
    memcpy(plain.before, state->before, sizeof plain.before);
    memset(plain.before[SP_OF_STYLES], 0, sizeof plain.before[SP_OF_STYLES]);
    for (unsigned i = 0; i < s->styles->watch.counters; i++) {
        if (i < 64 && !((l->tires >> i) & 1))
            plain.count[SP_OF_STYLES][i] = 0;
    }
    for (size_t i = 0; i + sizeof word <= sizeof plain; i += sizeof word) {
        memcpy(&word, (const unsigned char *)&plain + i, sizeof word);
        h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 29;
    }
    return h ? h : 1;
}

static void
insert(uint64_t *table, size_t room, uint64_t h)
{
    size_t i = h & (room - 1);

    while (table[i])
        i = (i + 1) & (room - 1);
    table[i] = h;
}

/* Whether it is new; remembers it. */
static bool
is_new(struct layers *l, const struct sp_state *state)
{
    uint64_t h = hash(l, state);

    for (size_t i = h & (l->seen_room - 1); l->seen[i];
         i = (i + 1) & (l->seen_room - 1)) {
        if (l->seen[i] == h)
            return false;
    }
    if (2 * ++l->seen_count > l->seen_room) {
        uint64_t *wider = sp_alloc(2 * l->seen_room, sizeof *wider);

        for (size_t i = 0; i < l->seen_room; i++) {
            if (l->seen[i])
                insert(wider, 2 * l->seen_room, l->seen[i]);
        }
        sp_free(l->seen);
        l->seen = wider;
        l->seen_room *= 2;
    }
    insert(l->seen, l->seen_room, h);
    return true;
}

static uint32_t
add_link(struct layers *l, uint32_t parent, const struct sp_reply *reply)
{
    if (l->link_count == l->link_room) {
        l->link_room = 2 * l->link_room + 1024;
        l->links = sp_grow(l->links, l->link_room, sizeof *l->links);
    }
    l->links[l->link_count] = (struct link){parent, reply};
    return (uint32_t)l->link_count++;
}

static void
arrive(struct layers *l, uint32_t link, const struct sp_state *state, int total)
{
    l->answer.found = true;
    l->answer.total = total;
    l->answer.length = state->turn;
    for (unsigned i = state->turn; i > 0; i--, link = l->links[link].parent)
        l->answer.path[i - 1] = l->links[link].reply;
}

static bool
promising(const struct layers *l, const struct prospect *p)
{
    return l->ask->goal == GOAL_FULL ? p->can_be_full : p->can_pass;
}

/* Says one reply; true when that reaches the goal. */
static bool
say(struct layers *l, const struct item *from, const struct sp_reply *reply)
{
    const struct search_ask *ask = l->ask;
    struct item *to = &l->next[l->next_count];
    struct answer ignored;
    struct prospect p;

    step(ask->run, &from->state, reply, &to->state, &ignored);
    p = prospect_of(ask->run, &to->state);
    if (!promising(l, &p))
        return false;
    if (to->state.ending >= 0) {
        struct sp_world w = world_of(ask->run, &to->state, SP_OF_RUBRIC);
        const struct sp_rubric *rubric = ask->run->scenario->rubric;

        if (ask->must_judge >= 0 && rubric->competency[ask->must_judge].omit &&
            sp_expr_holds(rubric->competency[ask->must_judge].omit, &w))
            return false;
        arrive(l, add_link(l, from->link, reply), &to->state, p.total);
        return true;
    }
    if (!is_new(l, &to->state))
        return false;
    if (l->next_count + 1 == ask->most) {
        l->answer.complete = false;
        return false;
    }
    to->link = add_link(l, from->link, reply);
    l->next_count++;
    return false;
}

static bool
next_layer(struct layers *l)
{
    const struct sp_reply *open[SP_REPLIES_MOST];
    uint64_t chance = l->ask->seed;
    size_t start = l->now_count ? sp_draw_next(&chance, (uint32_t)l->now_count) : 0;

    l->next_count = 0;
    for (size_t k = 0; k < l->now_count; k++) {
        const struct item *from = &l->now[(start + k) % l->now_count];
        unsigned count = open_replies(l->ask->run, &from->state, open);
        unsigned first = count ? sp_draw_next(&chance, count) : 0;

        for (unsigned i = 0; i < count; i++) {
            const struct sp_reply *reply = open[(first + i) % count];

            if (!(reply->signals & l->ask->banned) && say(l, from, reply))
                return true;
        }
    }
    struct item *spare = l->now;
    l->now = l->next;
    l->next = spare;
    l->now_count = l->next_count;
    return false;
}

struct search_answer
search(const struct search_ask *ask)
{
    struct layers l = {.ask = ask, .seen_room = 1 << 12, .answer = {.complete = true}};
    const struct sp_style *style = &ask->run->scenario->styles->style[ask->run->style];
    struct answer ignored;

    for (unsigned i = 0; i < style->tires; i++)
        l.tires |= UINT64_C(1) << (style->tire[i].counter & 63);
    l.now = sp_alloc(ask->most, sizeof *l.now);
    l.next = sp_alloc(ask->most, sizeof *l.next);
    l.seen = sp_alloc(l.seen_room, sizeof *l.seen);
    begin_state(ask->run, &l.now[0].state, &ignored);
    l.now_count = l.now[0].state.ending < 0;
    for (unsigned turn = 0; turn < SP_TURNS_MOST && l.now_count > 0; turn++) {
        if (next_layer(&l))
            break;
    }
    l.answer.states = l.seen_count;
    sp_free(l.now);
    sp_free(l.next);
    sp_free(l.seen);
    sp_free(l.links);
    return l.answer;
}
