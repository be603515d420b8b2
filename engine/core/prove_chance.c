/* prove_chance.c: exact chances over the graph of states, layer by layer. */
#include "prove_chance.h"

#include <string.h>

#define MEMORIES 14 /* stages of the method, times whether an answer was given */

static bool
time_passes(const struct graph *g, uint32_t state)
{
    uint32_t end = g->time_end[state];

    return end != GRAPH_NO_END && g->ends[end].pass;
}

bool *
graph_hopeful(const struct graph *g)
{
    bool *hopeful = sp_alloc(g->count, sizeof *hopeful);
    bool more = true;

    for (uint32_t i = 0; i < g->count; i++)
        hopeful[i] = time_passes(g, i) || graph_is_open(g, i);
    /* Backwards over the order of discovery few rounds are enough. */
    while (more) {
        more = false;
        for (uint32_t i = g->count; i-- > 0;) {
            for (uint32_t e = g->first[i]; !hopeful[i] && e < g->first[i + 1]; e++) {
                uint32_t to = g->to[e];

                hopeful[i] =
                    to & GRAPH_END ? g->ends[to & ~GRAPH_END].pass : hopeful[to];
                more = more || hopeful[i];
            }
        }
    }
    return hopeful;
}

/* ---- fractions ---- */

static u128
divisor(u128 a, u128 b)
{
    while (b) {
        u128 rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

static struct fraction
reduced(u128 part, u128 whole)
{
    u128 by = divisor(part, whole);

    return (struct fraction){by ? part / by : part, by ? whole / by : whole};
}

/* a/b < c/d by their continued fractions, which never overflow. */
bool
fraction_less(const struct fraction *x, const struct fraction *y)
{
    u128 a = x->part, b = x->whole, c = y->part, d = y->whole;
    bool flipped = false;

    for (;;) {
        u128 p = a / b, q = c / d;

        if (p != q)
            return (p < q) != flipped;
        a %= b;
        c %= d;
        if (!a || !c)
            return flipped ? (a != 0) && !c : !a && (c != 0);
        /* a/b < c/d is d/c < b/a. */
        u128 t = a;

        a = b;
        b = t;
        t = c;
        c = d;
        d = t;
        flipped = !flipped;
    }
}

bool
fraction_above(const struct fraction *a, uint64_t part, uint64_t whole)
{
    struct fraction bound = {part, whole};

    return fraction_less(&bound, a);
}

uint64_t
fraction_ppm(const struct fraction *a, enum rounding rounding)
{
    u128 part = a->part, whole = a->whole;

    if (!whole)
        return 0;
    while (part >> 100) { /* room for the factor; no more than the last digit is lost */
        part >>= 1;
        whole >>= 1;
    }
    uint64_t ppm = (uint64_t)((part * 1000000 + whole / 2) / whole);
    struct fraction rounded = {ppm, 1000000};

    if (rounding == ROUND_DOWN && fraction_less(a, &rounded))
        ppm--;
    else if (rounding == ROUND_UP && fraction_less(&rounded, a))
        ppm++;
    return ppm;
}

/* ---- walking ---- */

void
chance_room_init(struct chance_room *room, const struct graph *g, const bool *hopeful,
                 bool remembers)
{
    size_t size = 0;

    *room = (struct chance_room){0};
    room->number = sp_alloc(g->count, sizeof *room->number);
    for (uint32_t i = 0; i < g->count; i++) {
        room->number[i] = hopeful[i] ? room->hopeful : GRAPH_NO_END;
        room->hopeful += hopeful[i];
    }
    room->state = sp_alloc(room->hopeful, sizeof *room->state);
    for (uint32_t i = 0; i < g->count; i++) {
        if (hopeful[i])
            room->state[room->number[i]] = i;
    }
    size = (size_t)room->hopeful * (remembers ? MEMORIES : 1);
    room->now = sp_alloc(size, sizeof *room->now);
    room->next = sp_alloc(size, sizeof *room->next);
    room->active = sp_alloc(size, sizeof *room->active);
    room->later = sp_alloc(size, sizeof *room->later);
}

void
chance_room_finish(struct chance_room *room)
{
    sp_free(room->number);
    sp_free(room->state);
    sp_free(room->now);
    sp_free(room->next);
    sp_free(room->active);
    sp_free(room->later);
    *room = (struct chance_room){0};
}

struct walk {
    const struct graph *g;
    struct chance_room *room;
    const struct face *faces;
    const struct strategy *strategy;
    unsigned memories;
    unsigned parts; /* L */
    uint32_t active_count, later_count;
    bool stopped;
    u128 passed, unknown; /* of the whole of the layer that is being walked */
};

static unsigned
common_multiple(unsigned up_to)
{
    unsigned out = 1;

    for (unsigned k = 2; k <= up_to; k++)
        out = out / (unsigned)divisor(out, k) * k;
    return out;
}

static struct player
player_at(const struct walk *w, const struct sp_state *state, unsigned memory)
{
    return (struct player){.run = &w->g->core.run,
                           .state = state,
                           .faces = w->faces,
                           .lang = w->strategy->lang,
                           .argument = w->strategy->argument,
                           .stage = memory / 2,
                           .answered = memory % 2};
}

static void
send(struct walk *w, uint32_t to, unsigned memory, u128 weight)
{
    if (to & GRAPH_END) {
        if (w->g->ends[to & ~GRAPH_END].pass)
            w->passed += weight;
        return;
    }
    uint32_t number = w->room->number[to];
    if (number == GRAPH_NO_END)
        return;
    uint32_t at = number * w->memories + memory;

    if (!w->room->next[at])
        w->room->later[w->later_count++] = at;
    w->room->next[at] += weight;
}

static void
play_state(struct walk *w, uint32_t at, u128 weight)
{
    uint32_t state = w->room->state[at / w->memories], from = w->g->first[state];
    unsigned count = w->g->first[state + 1] - from, equal = 0;
    int likes[SP_REPLIES_MOST], most = 0;
    struct sp_state unpacked = {0}; /* players look at nothing but the replies */
    struct player player = player_at(w, &unpacked, at % w->memories);

    if (w->stopped || graph_is_open(w->g, state)) {
        w->unknown += weight * w->parts;
        return;
    }
    for (unsigned i = 0; i < count; i++) {
        likes[i] = w->strategy->liking(&player, graph_reply(w->g, state, from + i));
        if (i == 0 || likes[i] > most) {
            most = likes[i];
            equal = 0;
        }
        equal += likes[i] == most;
    }
    for (unsigned i = 0; i < count; i++) {
        const struct core_edge *edge = graph_edge(w->g, state, from + i);
        const struct sp_reply *reply = graph_reply(w->g, state, from + i);
        struct player after = player;

        if (likes[i] != most)
            continue;
        player_said(&after, reply,
                    reply->signals | (edge->missed ? SP_BIT(SP_WRONG) : 0));
        send(w, w->g->to[from + i],
             w->memories == 1 ? 0 : after.stage * 2 + after.answered,
             weight * (w->parts / equal));
    }
}

static bool
too_large(unsigned parts, unsigned turns)
{
    u128 whole = 1;

    for (unsigned i = 0; i < turns; i++) {
        if (whole > ~(u128)0 / parts)
            return true;
        whole *= parts;
    }
    return false;
}

/* One line more; the layers change places. */
static void
play_layer(struct walk *w)
{
    struct chance_room *r = w->room;

    w->passed *= w->parts;
    w->unknown *= w->parts;
    w->later_count = 0;
    for (uint32_t i = 0; i < w->active_count; i++) {
        u128 weight = r->now[r->active[i]];

        if (r->effort && !effort_pulse(r->effort, i, w->g->count))
            w->stopped = true;
        r->now[r->active[i]] = 0;
        play_state(w, r->active[i], weight);
    }
    u128 *spare = r->now;
    uint32_t *spare_list = r->active;

    r->now = r->next;
    r->next = spare;
    r->active = r->later;
    r->later = spare_list;
    w->active_count = w->later_count;
}

void
pass_chance(const struct graph *g, struct chance_room *room, const struct face *faces,
            const struct strategy *strategy, struct chance *out)
{
    unsigned turns = g->core.run.scenario->turn_limit;
    struct walk w = {.g = g,
                     .room = room,
                     .faces = faces,
                     .strategy = strategy,
                     .memories = strategy->remembers ? MEMORIES : 1,
                     .parts = common_multiple(g->widest)};
    u128 whole = 1;

    *out = (struct chance){{0, 0}, {0, 0}};
    if (too_large(w.parts, turns))
        return;
    if (g->count > 0 && room->number[0] != GRAPH_NO_END) {
        room->now[0] = 1;
        room->active[0] = 0;
        w.active_count = 1;
    }
    for (unsigned turn = 0; turn < turns; turn++) {
        play_layer(&w);
        whole *= w.parts;
    }
    for (uint32_t i = 0; i < w.active_count; i++) {
        if (time_passes(g, room->state[room->active[i] / w.memories]))
            w.passed += room->now[room->active[i]];
        room->now[room->active[i]] = 0;
    }
    out->surely = reduced(w.passed, whole);
    out->most = reduced(w.passed + w.unknown, whole);
}
