/* simulate.h: many calls of one style and motive, played by a policy and counted.
 *
 * A policy is a player who does not listen (their ids are those of a proof:
 * "random", "longest:zh", "always:clarify", "method", …), "best" (who knows the whole
 * scenario and takes a shortest way to the highest total, a pass before none), or
 * "noisy:P" (who takes any open line with P percent, and otherwise does the best that
 * can still be done). Equal choices are drawn by the seed. Whole numbers only: the same
 * seed gives the same counts everywhere. */
#pragma once

#include "core/score.h"

#define SP_ENDINGS_MOST 64

struct sp_counts { /* of the calls of one policy, style and motive, or of several */
    uint64_t plays, passes;
    uint64_t total[101]; /* by total */
    uint64_t level[SP_COMPETENCIES][SP_LEVELS + 1], unjudged[SP_COMPETENCIES];
    uint64_t critical[SP_CRITICALS];
    uint64_t lines[SP_TURNS_MOST + 1]; /* by length */
    uint64_t ending[SP_ENDINGS_MOST];
};

struct sp_policies; /* opaque; what can be played with a scenario, which is borrowed */

struct sp_policies *sp_policies_new(const struct sp_scenario *scenario);
void sp_policies_free(struct sp_policies *policies);
/* The ids of those who do not listen; NULL past the end. */
const char *sp_policy_name(const struct sp_policies *policies, unsigned index);
bool sp_policy_is(const struct sp_policies *policies, const char *policy);

struct sp_pair_graph; /* opaque: every state of one style and motive */

/* NULL when there are more than `states_most` states, or more than a key holds. Freed
 * by sp_pair_graph_free. Borrows the scenario. */
struct sp_pair_graph *sp_pair_graph_new(const struct sp_scenario *scenario,
                                        unsigned style, unsigned motive,
                                        uint32_t states_most);
void sp_pair_graph_free(struct sp_pair_graph *graph);

/* Plays and adds to `counts`; nothing where the call is over before the first line.
 * False for a policy that there is not. */
bool sp_simulate(const struct sp_policies *policies, struct sp_pair_graph *graph,
                 const char *policy, uint64_t seed, uint64_t plays,
                 struct sp_counts *counts);
void sp_counts_add(struct sp_counts *to, const struct sp_counts *from);
/* Calls that reached a level of a competency. */
uint64_t sp_counts_reached(const struct sp_counts *counts, unsigned competency,
                           unsigned level);
/* Of counts by value, 0 and up, that sum to `plays`: the mean in tenths, rounded. */
uint64_t sp_counts_mean_tenths(const uint64_t *count, unsigned values, uint64_t plays);
/* The smallest total that at least `percent` of the calls do not exceed; -1: no call.
 */
int sp_counts_total_at(const struct sp_counts *counts, unsigned percent);
