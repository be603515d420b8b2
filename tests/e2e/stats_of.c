/* stats_of.c: reads tables of pairs and prints what stats.h makes of them, so that
 * another implementation can be asked the same. A line is "K WEIGHTED COUNT…". */
#include <stdio.h>

#include "store/stats.h"

int
main(void)
{
    struct sp_pairs pairs = {0};
    unsigned weighted;

    while (scanf("%u %u", &pairs.k, &weighted) == 2) {
        struct sp_kappa kappa;
        double low, high;

        if (pairs.k > SP_STATS_LEVELS)
            return 1;
        for (unsigned i = 0; i < pairs.k * pairs.k; i++) {
            if (scanf("%u", &pairs.count[i / pairs.k][i % pairs.k]) != 1)
                return 1;
        }
        sp_kappa_of(&pairs, weighted, &kappa);
        sp_share_interval(pairs.count[0][0], kappa.n, &low, &high);
        printf("%u %d %.12f %.12f %.12f %.12f %.12f\n", kappa.n, kappa.defined,
               kappa.kappa, kappa.low, kappa.high, low, high);
    }
    return 0;
}
