/* stats.h: the few statistics that are told about exams, from counts alone. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SP_STATS_FEW 30 /* below, nothing is concluded */
#define SP_STATS_LEVELS 8

/* Agreement of two who judged the same things on a scale 0 … k-1: how often each pair
 * of judgements was given. */
struct sp_pairs {
    unsigned k; /* at most SP_STATS_LEVELS */
    unsigned count[SP_STATS_LEVELS][SP_STATS_LEVELS];
};

struct sp_kappa {
    unsigned n;
    bool defined; /* not when both always say the same one thing, or n is 0 */
    double kappa, low, high; /* with a 95 % interval */
    double same;             /* share of equal judgements */
};
/* Cohen's kappa: 1 - sum(w o) / sum(w e), where o are the observed and e the expected
 * shares of pairs and w the disagreement, (i - j)^2 when `weighted`, else 0 or 1. The
 * interval is kappa -+ 1.96 standard errors by Fleiss, Cohen and Everitt (1969), cut
 * off at -1 and 1. */
void sp_kappa_of(const struct sp_pairs *pairs, bool weighted, struct sp_kappa *out);

/* Wilson's 95 % interval of a share, in [0, 1]; all of it for n = 0. */
void sp_share_interval(unsigned got, unsigned n, double *low, double *high);

/* The middle value, of an even number the mean of the two, rounded down; 0 of none.
 * Sorts the list. */
int64_t sp_median(int64_t *list, size_t count);
