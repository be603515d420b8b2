/* stats.c: agreement, shares and medians. */
#include "store/stats.h"

#include <math.h>
#include <stdlib.h>

#define Z95 1.959963984540054

static double
disagreement(unsigned i, unsigned j, bool weighted)
{
    double d = (double)i - (double)j;

    return weighted ? d * d : (double)(i != j);
}

struct shares {
    double row[SP_STATS_LEVELS], column[SP_STATS_LEVELS];
};

static unsigned
count_all(const struct sp_pairs *pairs, struct shares *shares)
{
    unsigned n = 0;

    *shares = (struct shares){{0}, {0}};
    for (unsigned i = 0; i < pairs->k; i++) {
        for (unsigned j = 0; j < pairs->k; j++) {
            n += pairs->count[i][j];
            shares->row[i] += pairs->count[i][j];
            shares->column[j] += pairs->count[i][j];
        }
    }
    for (unsigned i = 0; n > 0 && i < pairs->k; i++) {
        shares->row[i] /= n;
        shares->column[i] /= n;
    }
    return n;
}

/* The variance in terms of agreement weights v = 1 - w / w_max:
 *   sum o (v - (v_row + v_column) (1 - kappa))^2 - (kappa - p_e (1 - kappa))^2
 * over n (1 - p_e)^2, with v_row, v_column the mean weights of a row and a column. */
static double
variance(const struct sp_pairs *pairs, const struct shares *s, bool weighted,
         unsigned n, double kappa)
{
    double most = disagreement(0, pairs->k - 1, weighted), pe = 0, sum = 0;
    double by_row[SP_STATS_LEVELS] = {0}, by_column[SP_STATS_LEVELS] = {0};

    for (unsigned i = 0; i < pairs->k; i++) {
        for (unsigned j = 0; j < pairs->k; j++) {
            double v = 1 - disagreement(i, j, weighted) / most;

            by_row[i] += s->column[j] * v;
            by_column[j] += s->row[i] * v;
            pe += s->row[i] * s->column[j] * v;
        }
    }
    for (unsigned i = 0; i < pairs->k; i++) {
        for (unsigned j = 0; j < pairs->k; j++) {
            double v = 1 - disagreement(i, j, weighted) / most;
            double part = v - (by_row[i] + by_column[j]) * (1 - kappa);

            sum += pairs->count[i][j] / (double)n * part * part;
        }
    }
    double mean = kappa - pe * (1 - kappa);
    double result = (sum - mean * mean) / (n * (1 - pe) * (1 - pe));

    return result > 0 ? result : 0;
}

void
sp_kappa_of(const struct sp_pairs *pairs, bool weighted, struct sp_kappa *out)
{
    struct shares shares;
    double observed = 0, expected = 0;
    unsigned same = 0;

    *out = (struct sp_kappa){.n = count_all(pairs, &shares)};
    if (out->n == 0)
        return;
    for (unsigned i = 0; i < pairs->k; i++) {
        same += pairs->count[i][i];
        for (unsigned j = 0; j < pairs->k; j++) {
            double w = disagreement(i, j, weighted);

            observed += w * pairs->count[i][j] / out->n;
            expected += w * shares.row[i] * shares.column[j];
        }
    }
    out->same = (double)same / out->n;
    if (expected <= 0)
        return;
    out->defined = true;
    out->kappa = 1 - observed / expected;
    double half = Z95 * sqrt(variance(pairs, &shares, weighted, out->n, out->kappa));

    out->low = fmax(out->kappa - half, -1);
    out->high = fmin(out->kappa + half, 1);
}

void
sp_share_interval(unsigned got, unsigned n, double *low, double *high)
{
    *low = 0;
    *high = 1;
    if (n == 0)
        return;
    double p = (double)got / n, z2 = Z95 * Z95, size = 1 + z2 / n;
    double middle = (p + z2 / (2.0 * n)) / size;
    double half = Z95 / size * sqrt(p * (1 - p) / n + z2 / (4.0 * n * n));

    *low = fmax(middle - half, 0);
    *high = fmin(middle + half, 1);
}

static int
compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

int64_t
sp_median(int64_t *list, size_t count)
{
    if (count == 0)
        return 0;
    qsort(list, count, sizeof *list, compare);
    int64_t high = list[count / 2];

    return count % 2 ? high : list[count / 2 - 1] + (high - list[count / 2 - 1]) / 2;
}
