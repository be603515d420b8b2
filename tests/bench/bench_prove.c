/* bench_prove.c: what a proof costs: a line of the graph beside the bare insertion of
 * the same keys in the same run, a million states, and how it grows.
 *
 * usage: bench_prove [--quick]
 * Says what misses its goal; status 1 then. --quick: small graphs and no goals. */
#include "big.h"
#include "cost.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "../unit/load.h"
#include "core/mem.h"
#include "core/prove.h"
#include "prove_graph.h"

#define SEED 20
#define NODES 200
#define PATIENT_TURNS 40
#define PATIENT_MOST 12
#define EDGE_GOAL 4.0     /* times a bare insertion */
#define SHIPPED_GOAL 2500 /* ms */
#define BAR 40

struct bench {
    struct set shipped;
    struct sp_scenario *big;
    bool quick;
    int status;
};

static const char *
met(struct bench *b, bool ok)
{
    if (!ok && !b->quick)
        b->status = 1;
    return ok ? "met" : "MISSED";
}

/* ---- a line ---- */

/* The keys that the lines of a graph lead to, in their order, into a table of nothing
 * else. */
static double
insert_bare(const struct graph *g, const uint64_t *asked, uint32_t count)
{
    uint64_t *keys = NULL;
    struct table t = {0};
    uint32_t known = 0, room = 0;
    double start = now_ms();

    for (uint32_t i = 0; i < count; i++) {
        uint64_t hash = table_hash(asked[i], 0), at = table_start(&t, hash);
        uint32_t k;

        while ((k = table_next(&t, hash, &at)) != TABLE_NONE && keys[k] != asked[i])
            ;
        if (k != TABLE_NONE)
            continue;
        if (known == room) {
            room = room ? 2 * room : 4096;
            keys = sp_grow(keys, room, sizeof *keys);
        }
        keys[known] = asked[i];
        table_add(&t, hash, known++);
    }
    double took = now_ms() - start;

    if (known + 1 < g->count) /* all but, perhaps, the start */
        took = 0;
    table_finish(&t);
    sp_free(keys);
    return took;
}

static double
bare(const struct graph *g, uint32_t *count)
{
    uint64_t *asked = sp_alloc((size_t)g->edge_count + 1, sizeof *asked);
    double took;

    *count = 0;
    for (uint32_t e = 0; e < g->edge_count; e++) {
        if (!(g->to[e] & GRAPH_END))
            asked[(*count)++] = g->keys[g->to[e]];
    }
    took = insert_bare(g, asked, *count);
    sp_free(asked);
    return took;
}

static void
measure_line(struct bench *b, const char *name, const struct sp_scenario *s)
{
    struct run run = {s, 0, 0};
    struct effort effort = {.states_most = UINT32_MAX};
    struct graph g;
    uint32_t inserted;
    double start = now_ms();

    graph_build(&g, &run, &effort);
    double took = now_ms() - start, floor = bare(&g, &inserted);
    double lines = (double)g.edge_count + g.core.edge_count;
    double line = took / lines * 1e6, key = floor / inserted * 1e6;

    printf("%-16s %7u states, %7u lines and %6u of the core, %3.0f MB  %6.1f ms, %5.1f "
           "ns a line, %4.2f x a bare insertion (%.1f ns), goal %.0f %s\n",
           name, g.count, g.edge_count, g.core.edge_count,
           (double)graph_bytes(&g) / 1048576, took, line, line / key, key, EDGE_GOAL,
           met(b, line / key <= EDGE_GOAL));
    graph_finish(&g);
}

/* ---- a million states ---- */

/* A generated scenario whose customers are patient. */
static bool
make_big(struct bench *b)
{
    struct sp_str text = {0};
    struct sp_diags diags = {0};

    big_scenario(NODES, SEED, &text);
    b->big = sp_scenario_read(text.text, text.size, b->shipped.rubric,
                              b->shipped.styles, &diags);
    sp_diags_finish(&diags);
    sp_str_finish(&text);
    if (!b->big)
        return false;
    b->big->turn_limit = b->quick ? 12 : PATIENT_TURNS;
    for (unsigned i = 0; i < b->big->meters; i++)
        b->big->meter[i].start = b->big->meter[i].max = PATIENT_MOST;
    return true;
}

/* ---- growth ---- */

struct cost {
    double ms;
    uint64_t states;
};

static struct cost
prove(const struct sp_scenario *s, bool strategies)
{
    struct sp_prove_ask ask = {.states_most = INT32_MAX, .strategies = strategies};
    struct cost cost = {.ms = now_ms()};
    struct sp_proof *proof = sp_prove(s, &ask);

    cost.ms = now_ms() - cost.ms;
    for (unsigned i = 0; i < proof->pair_count; i++)
        cost.states += proof->pairs[i].states;
    sp_proof_free(proof);
    return cost;
}

/* A line of a table; `first` is what all is compared with. */
static void
show_cost(const char *what, unsigned value, const struct cost *cost,
          const struct cost *first, uint64_t most)
{
    static const char bar[] = "########################################";

    printf("  %s %2u  %9llu states, %7.2f x;  %8.1f ms, %7.2f x  %.*s\n", what, value,
           (unsigned long long)cost->states,
           (double)cost->states / (double)first->states, cost->ms, cost->ms / first->ms,
           (int)(most ? cost->states * BAR / most : 0), bar);
}

struct knob {
    const char *what;
    unsigned from, to, step;
    void (*turn)(struct sp_scenario *s, unsigned value);
};

static void
turn_limit(struct sp_scenario *s, unsigned value)
{
    s->turn_limit = value;
}

/* Room above what the meters begin with; the conditions stay what they are. */
static void
turn_meters(struct sp_scenario *s, unsigned value)
{
    for (unsigned i = 0; i < s->meters; i++)
        s->meter[i].max = (int8_t)(s->meter[i].min + (int)value);
}

static void
turn_motives(struct sp_scenario *s, unsigned value)
{
    s->motive_count = value;
}

static void
measure_growth(struct bench *b, const char *name, struct sp_scenario *s,
               const struct knob *knob)
{
    struct cost cost[16];
    struct sp_scenario was = *s;
    uint64_t most = 0;
    unsigned n = 0;

    for (unsigned v = knob->from; v <= knob->to; v += knob->step, n++) {
        knob->turn(s, v);
        cost[n] = prove(s, !b->quick);
        most = cost[n].states > most ? cost[n].states : most;
    }
    *s = was;
    printf("%s, by %s:\n", name, knob->what);
    for (unsigned i = 0; i < n; i++)
        show_cost(knob->what, knob->from + i * knob->step, &cost[i], &cost[0], most);
}

static void
measure_all(struct bench *b)
{
    static const struct knob knobs[] = {{"lines", 6, 16, 2, turn_limit},
                                        {"steps", 4, 10, 2, turn_meters},
                                        {"motives", 1, 5, 1, turn_motives},
                                        {"motives", 1, 3, 1, turn_motives}};
    static const struct knob quick = {"lines", 4, 6, 2, turn_limit};
    struct sp_scenario *s = b->shipped.scenario;

    measure_line(b, "price-objection", s);
    measure_line(b, "generated", b->big);
    if (b->quick) {
        measure_growth(b, "price-objection", s, &quick);
        return;
    }
    struct cost whole = prove(s, true);
    printf("price-objection, all customers and players: %.0f ms, goal %d %s\n",
           whole.ms, SHIPPED_GOAL, met(b, whole.ms <= SHIPPED_GOAL));
    for (unsigned i = 0; i < 3; i++)
        measure_growth(b, "price-objection", s, &knobs[i]);
    measure_growth(b, "generated", b->big, &knobs[3]);
}

int
main(int argc, char **argv)
{
    struct bench b = {.quick = argc > 1 && strcmp(argv[1], "--quick") == 0};
    char *path = load_path("scenarios/price-objection.json");

    sp_mem_init();
    if (load_set(path, &b.shipped) && make_big(&b))
        measure_all(&b);
    else
        b.status = 1;
    sp_scenario_free(b.big);
    set_finish(&b.shipped);
    sp_free(path);
    return b.status;
}
