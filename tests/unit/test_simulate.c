/* test_simulate.c: what is simulated agrees with what is proved, within what chance
 * allows. Arguments: scenarios of the tree beside those that are generated. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/prove.h"
#include "core/simulate.h"
#include "generate.h"
#include "load.h"
#include "test.h"

#define PLAYS 1500
#define STATES 4000000
#define SIGMAS 5.5 /* of some thousand comparisons none should be beyond */

static unsigned compared;

static double
exact(const struct sp_chance *chance)
{
    return strtod(chance->part, NULL) / strtod(chance->whole, NULL);
}

static void
compare(const struct sp_counts *counts, const struct sp_chance *chance,
        const char *name)
{
    double n = (double)counts->plays, p = exact(chance);
    double off = fabs((double)counts->passes / n - p);

    if (!CHECK(off <= SIGMAS * sqrt(p * (1 - p) / n) + 1.0 / n))
        fprintf(stderr, "  %s: %llu of %llu, not %.6f\n", name,
                (unsigned long long)counts->passes, (unsigned long long)counts->plays,
                p);
    compared++;
}

static void
check_pair(const struct sp_policies *policies, const struct sp_proof *proof,
           const struct sp_pair_proof *pair)
{
    struct sp_pair_graph *graph =
        sp_pair_graph_new(proof->scenario, pair->style, pair->motive, STATES);

    if (!CHECK(graph))
        return;
    if (pair->highest < 0) { /* over before the first line: there is nothing to play */
        sp_pair_graph_free(graph);
        return;
    }
    for (unsigned i = 0; i < proof->strategies; i++) {
        struct sp_counts counts = {0};

        if (!pair->chance[i].whole[0])
            continue;
        CHECK(sp_simulate(policies, graph, proof->strategy[i], i + 1, PLAYS, &counts));
        CHECK(counts.plays == PLAYS);
        compare(&counts, &pair->chance[i], proof->strategy[i]);
    }
    /* The best comes to the highest total of those that pass, or of all. */
    struct sp_counts best = {0}, calm = {0};
    int highest = pair->passes ? pair->highest_pass : pair->highest;

    CHECK(sp_simulate(policies, graph, "best", 1, 3, &best));
    CHECK(best.total[highest] == 3);
    CHECK(best.passes == (pair->passes ? 3 : 0));
    CHECK(sp_simulate(policies, graph, "noisy:0", 9, 3, &calm));
    CHECK(memcmp(&best, &calm, sizeof best) == 0);
    /* Who only makes noise is the random player. */
    struct sp_counts noise = {0};

    CHECK(sp_simulate(policies, graph, "noisy:100", 7, PLAYS, &noise));
    if (pair->chance[0].whole[0])
        compare(&noise, &pair->chance[0], "noisy:100");
    sp_pair_graph_free(graph);
}

static void
check_scenario(const struct sp_scenario *scenario)
{
    const struct sp_prove_ask ask = {.states_most = STATES, .strategies = true};
    struct sp_proof *proof = sp_prove(scenario, &ask);
    struct sp_policies *policies = sp_policies_new(scenario);

    for (unsigned i = 0; i < proof->pair_count; i++) {
        if (CHECK(proof->pairs[i].whole))
            check_pair(policies, proof, &proof->pairs[i]);
    }
    sp_policies_free(policies);
    sp_proof_free(proof);
}

static void
test_generated_calls(void)
{
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct generator g = {.chance = seed};
        struct set set = {0};

        if (generate_set(&g, &set))
            check_scenario(set.scenario);
        set_finish(&set);
    }
}

static void
test_the_same_seed_gives_the_same(void)
{
    struct set set = {0};

    CHECK(load_small(&set));
    struct sp_policies *policies = sp_policies_new(set.scenario);
    struct sp_pair_graph *graph = sp_pair_graph_new(set.scenario, 0, 0, STATES);
    struct sp_counts one = {0}, two = {0}, other = {0}, sum = {0};

    CHECK(sp_simulate(policies, graph, "noisy:30", 5, 500, &one));
    CHECK(sp_simulate(policies, graph, "noisy:30", 5, 500, &two));
    CHECK(sp_simulate(policies, graph, "noisy:30", 6, 500, &other));
    CHECK(memcmp(&one, &two, sizeof one) == 0);
    CHECK(memcmp(&one, &other, sizeof one) != 0);
    sp_counts_add(&sum, &one);
    sp_counts_add(&sum, &other);
    CHECK(sum.plays == 1000 && sum.passes == one.passes + other.passes);
    CHECK(sp_counts_total_at(&sum, 0) <= sp_counts_total_at(&sum, 50));
    CHECK_INT(sp_counts_total_at(&(struct sp_counts){0}, 50), -1);
    /* Level 0 is reached by all who are judged, each further one by fewer. */
    for (unsigned i = 0; i < set.rubric->competencies; i++) {
        CHECK(sp_counts_reached(&sum, i, 0) + sum.unjudged[i] == sum.plays);
        CHECK(sp_counts_reached(&sum, i, 2) >= sp_counts_reached(&sum, i, 3));
    }
    const uint64_t by_value[] = {1, 0, 3, 2}; /* 12 in 6 calls */

    CHECK_INT((int)sp_counts_mean_tenths(by_value, 4, 6), 20);
    CHECK_INT((int)sp_counts_mean_tenths(by_value, 4, 7), 17); /* 17.14 */
    CHECK_INT((int)sp_counts_mean_tenths(by_value, 4, 0), 0);
    CHECK(!sp_simulate(policies, graph, "noisy:101", 1, 1, &one));
    CHECK(!sp_simulate(policies, graph, "noisy:", 1, 1, &one));
    CHECK(!sp_policy_is(policies, "beste"));
    CHECK(!sp_pair_graph_new(set.scenario, 0, 0, 2)); /* too many for that */
    sp_pair_graph_free(graph);
    sp_policies_free(policies);
    set_finish(&set);
}

int
main(int argc, char **argv)
{
    sp_mem_init();
    test_generated_calls();
    test_the_same_seed_gives_the_same();
    for (int i = 1; i < argc; i++) {
        char *path = load_path(argv[i]);
        struct set set = {0};

        if (CHECK(load_set(path, &set)))
            check_scenario(set.scenario);
        sp_free(path);
        set_finish(&set);
    }
    printf("%u rates compared\n", compared);
    CHECK(compared > 100);
    return test_end();
}
