"""stats.py: kappa and shares, asked of scikit-learn and statsmodels too.
usage: stats.py STATS-OF

Skipped, with the reason, where Debian's python3-sklearn or python3-statsmodels is not installed."""
import random
import subprocess
import sys

try:
    import numpy
    from sklearn.metrics import cohen_kappa_score
    from statsmodels.stats.inter_rater import cohens_kappa
    from statsmodels.stats.proportion import proportion_confint
except ImportError as why:
    print(f"skipped: {why}; apt-get install python3-sklearn python3-statsmodels")
    sys.exit(77)


def tables(count):
    """Of all sizes, some nearly diagonal, some with empty rows, some of two who always agree."""
    draw = random.Random(20261125)
    for number in range(count):
        size = draw.choice((2, 2, 3, 4, 4, 4))
        most = draw.choice((1, 3, 20, 200))
        table = [[draw.randint(0, most) for _ in range(size)] for _ in range(size)]
        for i in range(size):
            table[i][i] *= draw.choice((1, 3))
        if number % 7 == 0:
            table[draw.randrange(size)] = [0] * size
        if number % 50 == 0:
            table = [[0] * size for _ in range(size)]
            table[draw.randrange(size)][0] = 5
        yield table, draw.random() < 0.5


def wanted(table, weighted):
    """kappa and its interval, or None where it is not defined."""
    first, second = [], []
    for i, row in enumerate(table):
        for j, times in enumerate(row):
            first += [i] * times
            second += [j] * times
    if not first or len(set(first) | set(second)) < 2:
        return None
    labels = list(range(len(table)))
    kappa = cohen_kappa_score(first, second, labels=labels, weights="quadratic" if weighted else None)
    other = cohens_kappa(numpy.array(table), wt="quadratic" if weighted else None)
    if numpy.isnan(other.kappa_low):  # the root of a variance that rounding put below zero
        return kappa, kappa, kappa
    return kappa, max(other.kappa_low, -1), min(other.kappa_upp, 1)


def main():
    cases = list(tables(400))
    lines = "".join(f"{len(table)} {int(weighted)} {' '.join(str(n) for row in table for n in row)}\n"
                    for table, weighted in cases)
    output = subprocess.run([sys.argv[1]], input=lines, capture_output=True, text=True, check=True).stdout
    bad = compared = 0
    for (table, weighted), line in zip(cases, output.splitlines(), strict=True):
        count, defined, *got = [float(word) for word in line.split()]
        want = wanted(table, weighted)
        total = sum(map(sum, table))
        fine = count == total and bool(defined) == (want is not None)
        if want is not None:
            compared += 1
            fine = fine and all(abs(a - b) < 1e-6 for a, b in zip(got[:3], want, strict=True))
        if total:
            share = proportion_confint(table[0][0], total, method="wilson")
            fine = fine and all(abs(a - b) < 1e-9 for a, b in zip(got[3:], share, strict=True))
        if not fine:
            bad += 1
            print(f"{table} weighted {weighted}: got {line}, want {want}")
    print(f"{compared} kappas compared, {bad} differ")
    return 1 if bad or compared < 300 else 0


sys.exit(main())
