/* prove.c: what can become of a scenario, one style and motive after the other. */
#include "core/prove.h"

#include "prove_chance.h"
#include "prove_never.h"

#include <string.h>

struct prover {
    const struct sp_prove_ask *ask;
    struct sp_proof *proof;
    struct face *faces;
    struct strategy *list;
    struct graph graph;      /* of the last pair */
    struct chance_room room; /* for it */
    uint32_t stuck;          /* in it */
    unsigned done;           /* pairs */
    bool stopped;
};

/* ---- what was seen ---- */

static void
mark(const struct graph *g, struct sp_proof *proof)
{
    const struct sp_scenario *s = g->core.run.scenario;

    /* What stands in the core is come to: what the rubric counts decides no way. */
    for (uint32_t i = 0; i < g->core.count && !g->cut && !g->core.over; i++) {
        const struct sp_node *node = &s->nodes[g->core.node[i]];

        if (g->core.depth[i] >= s->turn_limit)
            continue; /* time is up before it says a word */
        proof->node_seen[node - s->nodes] = true;
        for (uint32_t e = g->core.first[i]; e < g->core.first[i + 1]; e++)
            proof->reply_seen[node->replies[g->core.edges[e].reply].serial] = true;
    }
    for (uint32_t i = 0; i < g->count && g->cut && !g->core.over; i++) {
        if (g->depth[i] >= s->turn_limit)
            continue;
        proof->node_seen[graph_node(g, i) - s->nodes] = true;
        for (uint32_t e = g->first[i]; e < g->first[i + 1]; e++)
            proof->reply_seen[graph_reply(g, i, e)->serial] = true;
    }
}

static void
take_end(const struct outcome_row *row, struct sp_pair_proof *out)
{
    for (unsigned i = 0; i < SP_COMPETENCIES; i++) {
        for (int k = 0; k < row->level[i]; k++)
            out->earned |= UINT32_C(1) << (i * SP_LEVELS + (unsigned)k);
    }
    out->lowest = row->total < out->lowest ? row->total : out->lowest;
    out->highest = row->total > out->highest ? row->total : out->highest;
    if (!row->pass)
        return;
    out->lowest_pass = row->total < out->lowest_pass ? row->total : out->lowest_pass;
    out->highest_pass = row->total > out->highest_pass ? row->total : out->highest_pass;
}

static void
bounds(const struct graph *g, struct sp_pair_proof *out)
{
    out->lowest = out->lowest_pass = INT16_MAX;
    out->highest = out->highest_pass = -1;
    for (uint32_t i = 0; i < g->end_count; i++)
        take_end(&g->ends[i], out);
}

/* ---- shortest passes ---- */

struct way {
    int total; /* of the passes looked for; -1: any */
    unsigned lines;
    int ending;
    const struct sp_reply **path;
};

static bool
fits(const struct graph *g, uint32_t end, const struct way *way)
{
    return end != GRAPH_NO_END && g->ends[end].pass &&
           (way->total < 0 || g->ends[end].total == way->total);
}

/* Follows the way back from a state to the start, nearest first. */
static void
trace(const struct graph *g, uint32_t state, struct way *way)
{
    unsigned at = g->depth[state];

    while (at > 0) {
        for (uint32_t i = 0; i < g->count && at == g->depth[state]; i++) {
            if (g->depth[i] + 1u != at)
                continue;
            for (uint32_t e = g->first[i]; e < g->first[i + 1]; e++) {
                if (g->to[e] == state) {
                    way->path[--at] = graph_reply(g, i, e);
                    state = i;
                    break;
                }
            }
        }
    }
}

/* A pass by running out of time takes every line there is. Layers forwards, then one
 * step back at a time; layer t of state i is bit t. */
static bool
find_late_pass(const struct graph *g, struct way *way)
{
    unsigned turns = g->core.run.scenario->turn_limit;
    uint64_t *layers = sp_alloc(g->count + 1, sizeof *layers);
    uint32_t at = 0;

    while (at < g->count && !fits(g, g->time_end[at], way))
        at++;
    layers[0] = 1;
    for (unsigned t = 0; t < turns && at < g->count; t++) {
        for (uint32_t i = 0; i < g->count; i++) {
            for (uint32_t e = g->first[i];
                 ((layers[i] >> t) & 1) && e < g->first[i + 1]; e++) {
                if (!(g->to[e] & GRAPH_END))
                    layers[g->to[e]] |= UINT64_C(2) << t;
            }
        }
    }
    bool passes = at < g->count;

    way->lines = passes ? turns : 0;
    if (passes)
        way->ending = g->ends[g->time_end[at]].ending;
    for (unsigned t = turns; passes && t > 0; t--) {
        bool found = false;

        for (uint32_t i = 0; i < g->count && !found; i++) {
            for (uint32_t e = g->first[i];
                 ((layers[i] >> (t - 1)) & 1) && e < g->first[i + 1] && !found; e++) {
                found = g->to[e] == at;
                if (found) {
                    way->path[t - 1] = graph_reply(g, i, e);
                    at = i;
                }
            }
        }
    }
    sp_free(layers);
    return passes;
}

static bool
find_pass(const struct graph *g, struct way *way)
{
    uint32_t best = GRAPH_NO_END, best_edge = 0;

    /* States stand in the order of their depth. */
    for (uint32_t i = 0; i < g->count && best == GRAPH_NO_END; i++) {
        for (uint32_t e = g->first[i]; e < g->first[i + 1]; e++) {
            if ((g->to[e] & GRAPH_END) && fits(g, g->to[e] & ~GRAPH_END, way)) {
                best = i;
                best_edge = e;
                break;
            }
        }
    }
    if (best == GRAPH_NO_END)
        return find_late_pass(g, way);
    way->lines = g->depth[best] + 1u;
    way->ending = g->ends[g->to[best_edge] & ~GRAPH_END].ending;
    way->path[g->depth[best]] = graph_reply(g, best, best_edge);
    trace(g, best, way);
    return true;
}

static void
find_passes(const struct graph *g, struct sp_pair_proof *out)
{
    struct way any = {.total = -1, .path = out->path};
    struct way perfect = {.total = out->highest_pass, .path = out->perfect};

    out->passes = find_pass(g, &any);
    if (!out->passes)
        return;
    find_pass(g, &perfect);
    out->shortest = any.lines;
    out->ending = any.ending;
    out->perfect_lines = perfect.lines;
    out->perfect_ending = perfect.ending;
}

/* ---- dead ends ---- */

static uint32_t
count_stuck(const struct graph *g)
{
    bool *free_of = sp_alloc(g->count + 1, sizeof *free_of), more = true;
    uint32_t stuck = 0;
    int time_up = (int)g->core.run.scenario->time_up;

    while (more) {
        more = false;
        for (uint32_t i = g->count; i-- > 0;) {
            /* At the last line nothing is walked any more. */
            bool open = g->depth[i] >= g->core.run.scenario->turn_limit;

            for (uint32_t e = g->first[i]; !free_of[i] && e < g->first[i + 1]; e++) {
                uint32_t to = g->to[e];

                open =
                    open || (to & GRAPH_END ? g->ends[to & ~GRAPH_END].ending != time_up
                                            : free_of[to]);
            }
            if (open && !free_of[i])
                free_of[i] = more = true;
        }
    }
    for (uint32_t i = 0; i < g->count; i++)
        stuck += !free_of[i];
    sp_free(free_of);
    return stuck;
}

/* ---- chances ---- */

static void
digits(u128 value, char *out)
{
    char back[40];
    unsigned n = 0;

    do {
        back[n++] = (char)('0' + (int)(value % 10));
        value /= 10;
    } while (value);
    for (unsigned i = 0; i < n; i++)
        out[i] = back[n - 1 - i];
    out[n] = '\0';
}

static bool
is_too_often(const struct prover *p, unsigned strategy, const struct fraction *f)
{
    const struct sp_fairness *most = &p->proof->scenario->rubric->fairness;

    return fraction_above(
        f, 1, (uint64_t)(p->list[strategy].method ? most->method : most->naive));
}

static void
put_chance(const struct chance *chance, struct sp_chance *out)
{
    bool apart = fraction_less(&chance->surely, &chance->most);

    digits(chance->surely.part, out->part);
    digits(chance->surely.whole, out->whole);
    digits(chance->most.part, out->most_part);
    digits(chance->most.whole, out->most_whole);
    out->ppm = fraction_ppm(&chance->surely, apart ? ROUND_DOWN : ROUND);
    out->most_ppm = fraction_ppm(&chance->most, apart ? ROUND_UP : ROUND);
}

/* Who was not walked is known of as much as this. */
static void
know_nothing(struct sp_pair_proof *out)
{
    static const struct chance any = {{0, 1}, {1, 1}};

    for (unsigned i = 0; i < SP_STRATEGIES; i++)
        put_chance(&any, &out->chance[i]);
    out->lowest = out->lowest_pass = INT16_MAX;
    out->highest = out->highest_pass = -1;
    out->cut = SP_CUT_STOPPED;
}

/* The random player is walked over what there is even where the rest was stopped. */
static void
chances(struct prover *p, struct effort *effort, struct sp_pair_proof *out)
{
    for (unsigned i = 0; i < p->proof->strategies; i++) {
        struct chance chance;

        if (i > 0 && effort->cut == SP_CUT_STOPPED)
            break;
        p->room.effort = i > 0 ? effort : NULL;
        pass_chance(&p->graph, &p->room, p->faces, &p->list[i], &chance);
        if (chance.surely.whole) {
            put_chance(&chance, &out->chance[i]);
            out->chance[i].too_often = is_too_often(p, i, &chance.surely);
        } else {
            out->chance[i] = (struct sp_chance){.most_ppm = 1000000};
        }
    }
}

/* ---- the whole ---- */

/* What holds of all graphs that are the same but for names. */
static void
prepare(struct prover *p)
{
    chance_room_finish(&p->room);
    graph_layers(&p->graph);
    bool *hopeful = graph_hopeful(&p->graph);

    chance_room_init(&p->room, &p->graph, hopeful, p->ask->strategies);
    sp_free(hopeful);
    p->stuck = p->graph.cut ? 0 : count_stuck(&p->graph);
}

static bool
tick(void *data, uint32_t walked, uint32_t known)
{
    struct prover *p = data;
    struct sp_prove_progress progress = {p->done, p->proof->pair_count, walked, known};

    p->stopped = p->stopped || (p->ask->tick && !p->ask->tick(p->ask->data, &progress));
    return !p->stopped;
}

static void
prove_pair(struct prover *p, struct sp_pair_proof *out)
{
    struct run run = {p->proof->scenario, out->style, out->motive};
    struct effort effort = {.states_most = p->ask->states_most,
                            .bytes_most = p->ask->bytes_most,
                            .tick = tick,
                            .data = p};
    bool same;

    if (graph_next(&p->graph, &run, &effort, &same)) {
        if (!same)
            prepare(p);
        mark(&p->graph, p->proof);
        bounds(&p->graph, out);
        find_passes(&p->graph, out);
        prove_never(&p->graph, out);
        out->stuck = p->stuck;
        out->states = p->graph.count;
        out->walked = p->graph.walked;
        out->edges = p->graph.edge_count;
        chances(p, &effort, out);
    }
    out->cut = effort.cut;
    out->whole = effort.cut == SP_CUT_NOT;
}

static bool
is_bad(const struct sp_pair_proof *pair)
{
    bool bad = !pair->whole || !pair->passes || pair->stuck;

    for (unsigned i = 0; i < SP_STRATEGIES; i++)
        bad = bad || pair->chance[i].too_often;
    for (unsigned i = 0; i < SP_NEVERS; i++)
        bad = bad || pair->breach[i].lines > 0;
    return bad;
}

static void
prove_whole(struct sp_proof *proof)
{
    prove_rivals(proof);
    prove_together(proof);
    for (unsigned i = 0; i < proof->pair_count; i++) {
        proof->pairs[i].bad = is_bad(&proof->pairs[i]);
        proof->bad_pairs += proof->pairs[i].bad;
    }
}

struct sp_proof *
sp_prove(const struct sp_scenario *s, const struct sp_prove_ask *ask)
{
    struct sp_proof *proof = sp_alloc(1, sizeof *proof);
    struct strategy list[STRATEGIES_MOST];
    struct prover p = {.ask = ask, .proof = proof, .faces = faces_of(s), .list = list};
    char(*names)[48] = sp_alloc(STRATEGIES_MOST, sizeof *names);

    proof->scenario = s;
    proof->strategies = list_strategies(s->has_lang, list);
    if (!ask->strategies)
        proof->strategies = 1;
    for (unsigned i = 0; i < proof->strategies; i++)
        memcpy(names[i], list[i].name, sizeof names[i]);
    proof->strategy = (const char(*)[48])names;
    proof->pair_count = s->styles->styles * s->motive_count;
    proof->pairs = sp_alloc(proof->pair_count, sizeof *proof->pairs);
    proof->spread = sp_alloc(s->motive_count, sizeof *proof->spread);
    proof->node_seen = sp_alloc(s->node_count, sizeof *proof->node_seen);
    proof->reply_seen = sp_alloc(s->reply_total + 1, sizeof *proof->reply_seen);
    for (p.done = 0; p.done < proof->pair_count; p.done++) {
        struct sp_pair_proof *pair = &proof->pairs[p.done];

        pair->style = p.done / s->motive_count;
        pair->motive = p.done % s->motive_count;
        know_nothing(pair);
        for (unsigned k = 0; k < SP_NEVERS - SP_NEVER_WITHOUT; k++)
            pair->without[k].best = -1;
        if (tick(&p, 0, 0))
            prove_pair(&p, pair);
    }
    tick(&p, 0, 0);
    sp_free(p.faces);
    chance_room_finish(&p.room);
    graph_finish(&p.graph);
    prove_whole(proof);
    return proof;
}

void
sp_proof_free(struct sp_proof *proof)
{
    if (!proof)
        return;
    sp_free(proof->pairs);
    sp_free((void *)(uintptr_t)proof->strategy);
    sp_free(proof->spread);
    sp_free(proof->node_seen);
    sp_free(proof->reply_seen);
    sp_free(proof);
}

bool
sp_proof_fair(const struct sp_proof *proof)
{
    const struct sp_scenario *s = proof->scenario;
    bool fair = proof->bad_pairs == 0 && !proof->unearned_too_many;

    for (unsigned i = 0; i < s->motive_count; i++)
        fair = fair && !proof->spread[i].too_wide;
    for (uint32_t i = 0; i < s->node_count && fair; i++) {
        const struct sp_node *node = &s->nodes[i];

        if (node->route)
            continue;
        fair = proof->node_seen[i];
        for (unsigned k = 0; k < node->reply_count; k++)
            fair = fair && proof->reply_seen[node->replies[k].serial];
    }
    return fair;
}
