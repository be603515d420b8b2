/* simulate.c: calls played by a policy, as walks on the graph of states. */
#include "core/simulate.h"

#include "core/rng.h"
#include "naive.h"
#include "prove_graph.h"

#include <string.h>

#define NOISE_ALL 100

struct sp_policies {
    const struct sp_scenario *scenario;
    struct face *faces; /* by serial */
    struct strategy list[STRATEGIES_MOST];
    unsigned count;
};

struct sp_pair_graph {
    struct graph g;
    /* By lines that are left and state: what the best can still become, a pass before
     * none, then the total, then few lines. NULL until somebody asks. */
    int16_t *worth;
};

struct sp_policies *
sp_policies_new(const struct sp_scenario *scenario)
{
    struct sp_policies *p = sp_alloc(1, sizeof *p);

    p->scenario = scenario;
    p->faces = faces_of(scenario);
    p->count = list_strategies(scenario->has_lang, p->list);
    return p;
}

void
sp_policies_free(struct sp_policies *p)
{
    if (!p)
        return;
    sp_free(p->faces);
    sp_free(p);
}

const char *
sp_policy_name(const struct sp_policies *p, unsigned index)
{
    return index < p->count ? p->list[index].name : NULL;
}

static const struct strategy *
strategy_of(const struct sp_policies *p, const char *name)
{
    for (unsigned i = 0; i < p->count; i++) {
        if (strcmp(p->list[i].name, name) == 0)
            return &p->list[i];
    }
    return NULL;
}

/* How often "best" or "noisy:P" takes any line, in percent; -1: neither. */
static int
noise_of(const char *policy)
{
    int percent = 0;
    const char *at = policy + strlen("noisy:");

    if (strcmp(policy, "best") == 0)
        return 0;
    if (strncmp(policy, "noisy:", strlen("noisy:")) != 0 || *at == '\0')
        return -1;
    for (; *at >= '0' && *at <= '9' && percent <= NOISE_ALL; at++)
        percent = 10 * percent + (*at - '0');
    return *at == '\0' && percent <= NOISE_ALL ? percent : -1;
}

bool
sp_policy_is(const struct sp_policies *p, const char *policy)
{
    return strategy_of(p, policy) || noise_of(policy) >= 0;
}

/* ---- the graph and its worth ---- */

struct sp_pair_graph *
sp_pair_graph_new(const struct sp_scenario *scenario, unsigned style, unsigned motive,
                  uint32_t states_most)
{
    struct run run = {scenario, style, motive};
    struct effort effort = {.states_most = states_most};
    struct sp_pair_graph *pair = sp_alloc(1, sizeof *pair);

    if (!graph_build(&pair->g, &run, &effort) || pair->g.cut) {
        sp_pair_graph_free(pair);
        return NULL;
    }
    graph_layers(&pair->g);
    return pair;
}

void
sp_pair_graph_free(struct sp_pair_graph *pair)
{
    if (!pair)
        return;
    graph_finish(&pair->g);
    sp_free(pair->worth);
    sp_free(pair);
}

static int
worth_of_end(const struct graph *g, uint32_t end, unsigned left)
{
    const struct outcome_row *row = &g->ends[end];

    return (row->pass * 128 + row->total) * 64 + (int)left;
}

static int
worth_of_edge(const struct sp_pair_graph *pair, uint32_t edge, unsigned left)
{
    const struct graph *g = &pair->g;
    uint32_t to = g->to[edge];

    if (to & GRAPH_END)
        return worth_of_end(g, to & ~GRAPH_END, left - 1);
    return pair->worth[(size_t)(left - 1) * g->count + to];
}

/* From the last line backwards. */
static void
weigh_all(struct sp_pair_graph *pair)
{
    const struct graph *g = &pair->g;
    unsigned turns = g->core.run.scenario->turn_limit;

    pair->worth = sp_alloc((size_t)(turns + 1) * g->count + 1, sizeof *pair->worth);
    for (unsigned left = 0; left <= turns; left++) {
        for (uint32_t i = 0; i < g->count; i++) {
            int16_t *worth = &pair->worth[(size_t)left * g->count + i];

            *worth = -1;
            if (left == 0 && g->time_end[i] != GRAPH_NO_END)
                *worth = (int16_t)worth_of_end(g, g->time_end[i], 0);
            for (uint32_t e = g->first[i]; left > 0 && e < g->first[i + 1]; e++) {
                int of = worth_of_edge(pair, e, left);

                *worth = of > *worth ? (int16_t)of : *worth;
            }
        }
    }
}

/* ---- one call ---- */

struct play {
    const struct sp_policies *policies;
    struct sp_pair_graph *pair;
    const struct strategy *strategy; /* NULL: best, or noisy */
    unsigned noise;
    uint64_t draws;
};

/* The edges that are liked most; returns how many. */
static unsigned
liked(const struct play *p, uint32_t state, const struct player *player, unsigned left,
      uint32_t best[SP_REPLIES_MOST])
{
    const struct graph *g = &p->pair->g;
    unsigned count = 0;
    int most = 0;

    for (uint32_t e = g->first[state]; e < g->first[state + 1]; e++) {
        int like = p->strategy ? p->strategy->liking(player, graph_reply(g, state, e))
                               : worth_of_edge(p->pair, e, left);

        if (count == 0 || like > most) {
            count = 0;
            most = like;
        }
        if (like == most)
            best[count++] = e;
    }
    return count;
}

static uint32_t
choose(struct play *p, uint32_t state, const struct player *player, unsigned left)
{
    const struct graph *g = &p->pair->g;
    uint32_t best[SP_REPLIES_MOST];
    uint32_t open = g->first[state + 1] - g->first[state];

    if (p->noise > 0 && sp_draw_next(&p->draws, NOISE_ALL) < p->noise)
        return g->first[state] + sp_draw_next(&p->draws, open);
    unsigned count = liked(p, state, player, left, best);

    /* The best is one player: the first of equal ways, the same at every seed. */
    return best[p->strategy ? sp_draw_next(&p->draws, count) : 0];
}

static void
count_call(const struct graph *g, uint32_t end, unsigned lines,
           struct sp_counts *counts)
{
    const struct sp_rubric *rubric = g->core.run.scenario->rubric;
    const struct outcome_row *row = &g->ends[end];

    counts->plays++;
    counts->passes += row->pass;
    counts->total[row->total]++;
    counts->lines[lines]++;
    if (row->ending < SP_ENDINGS_MOST)
        counts->ending[row->ending]++;
    for (unsigned i = 0; i < rubric->competencies; i++) {
        if (row->level[i] < 0)
            counts->unjudged[i]++;
        else
            counts->level[i][row->level[i]]++;
    }
    for (unsigned i = 0; i < rubric->criticals; i++)
        counts->critical[i] += (row->critical >> i) & 1;
}

static void
play(struct play *p, struct sp_counts *counts)
{
    const struct graph *g = &p->pair->g;
    unsigned turns = g->core.run.scenario->turn_limit, said = 0;
    struct sp_state unasked = {0}; /* players look at nothing but the replies */
    struct player player = {.run = &g->core.run,
                            .state = &unasked,
                            .faces = p->policies->faces,
                            .lang = p->strategy ? p->strategy->lang : SP_ZH,
                            .argument = p->strategy ? p->strategy->argument : 0};
    uint32_t state = 0;

    while (said < turns && g->first[state + 1] > g->first[state]) {
        uint32_t edge = choose(p, state, &player, turns - said);
        const struct sp_reply *reply = graph_reply(g, state, edge);
        bool missed = graph_edge(g, state, edge)->missed;
        uint32_t to = g->to[edge];

        player_said(&player, reply, reply->signals | (missed ? SP_BIT(SP_WRONG) : 0));
        said++;
        if (to & GRAPH_END) {
            count_call(g, to & ~GRAPH_END, said, counts);
            return;
        }
        state = to;
    }
    if (g->time_end[state] != GRAPH_NO_END)
        count_call(g, g->time_end[state], said, counts);
}

/* ---- counts ---- */

static void
add_times(struct sp_counts *to, const struct sp_counts *from, uint64_t times)
{
    uint64_t *sum = (uint64_t *)to;
    const uint64_t *part = (const uint64_t *)from;

    for (size_t i = 0; i < sizeof *to / sizeof *sum; i++)
        sum[i] += times * part[i]; /* a struct of nothing but counts */
}

void
sp_counts_add(struct sp_counts *to, const struct sp_counts *from)
{
    add_times(to, from, 1);
}

uint64_t
sp_counts_reached(const struct sp_counts *counts, unsigned competency, unsigned level)
{
    uint64_t sum = 0;

    for (unsigned k = level; k <= SP_LEVELS; k++)
        sum += counts->level[competency][k];
    return sum;
}

uint64_t
sp_counts_mean_tenths(const uint64_t *count, unsigned values, uint64_t plays)
{
    uint64_t sum = 0;

    for (unsigned i = 0; i < values; i++)
        sum += i * count[i];
    return plays > 0 ? (20 * sum + plays) / (2 * plays) : 0;
}

int
sp_counts_total_at(const struct sp_counts *counts, unsigned percent)
{
    uint64_t seen = 0;

    for (int i = 0; i <= 100 && counts->plays > 0; i++) {
        seen += counts->total[i];
        if (seen * 100 >= counts->plays * percent)
            return i;
    }
    return -1;
}

/* ---- many calls ---- */

bool
sp_simulate(const struct sp_policies *policies, struct sp_pair_graph *graph,
            const char *policy, uint64_t seed, uint64_t plays, struct sp_counts *counts)
{
    int noise = noise_of(policy);
    struct play p = {.policies = policies,
                     .pair = graph,
                     .strategy = strategy_of(policies, policy),
                     .noise = noise > 0 ? (unsigned)noise : 0,
                     .draws = seed};

    if (!p.strategy && noise < 0)
        return false;
    if (!p.strategy && !graph->worth)
        weigh_all(graph);
    if (!p.strategy && noise == 0) { /* who always says the same */
        struct sp_counts one = {0};

        play(&p, &one);
        add_times(counts, &one, plays);
        return true;
    }
    for (uint64_t i = 0; i < plays; i++)
        play(&p, counts);
    return true;
}
