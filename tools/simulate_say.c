/* simulate_say.c: the figures of a simulation, for people. */
#include "simulate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "player.h"

#define COLUMNS_MOST 21 /* of a histogram of totals */
#define BESIDE 30       /* columns that a histogram leaves to words */
#define WIDE_MOST 4     /* characters of one column */
#define IN_FULL 8       /* of more policies there is only the table */
#define LOST_MOST 3     /* checks that cost most are shown */

/* ---- figures ---- */

static double
share(uint64_t part, uint64_t whole)
{
    return whole > 0 ? 100.0 * (double)part / (double)whole : 0.0;
}

/* Wilson's interval for a rate at 95 % (E. B. Wilson, JASA 22, 1927), in percent. */
static void
wilson(uint64_t part, uint64_t whole, double *low, double *high)
{
    double n = (double)whole, p = (double)part / n, z = 1.959964;
    double centre = p + z * z / (2 * n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));

    *low = part == 0 ? 0 : 100 * (centre - half) / (1 + z * z / n);
    *high = part == whole ? 100 : 100 * (centre + half) / (1 + z * z / n);
}

/* Who plays the same call each time; a rate of that has no interval. */
static bool
is_certain(const struct simulated *s)
{
    size_t head = strlen("noisy:");

    if (strcmp(s->policy, "best") == 0)
        return true;
    return strncmp(s->policy, "noisy:", head) == 0 &&
           strspn(s->policy + head, "0") == strlen(s->policy + head);
}

static uint64_t
judged(const struct simulated *s, unsigned competency)
{
    return s->whole.plays - s->whole.unjudged[competency];
}

static const char *
number(char *out, size_t room, uint64_t value)
{
    snprintf(out, room, "%llu", (unsigned long long)value);
    return out;
}

static const char *
tenths(char *out, size_t room, uint64_t value)
{
    snprintf(out, room, "%llu.%llu", (unsigned long long)value / 10,
             (unsigned long long)value % 10);
    return out;
}

/* ---- histograms ---- */

/* A bar of eighths per column, as high as its share of the highest, `wide` times. */
static void
add_bars(struct sp_str *out, const uint64_t *count, unsigned columns, unsigned wide)
{
    static const char *const bars[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    uint64_t most = 1;

    for (unsigned i = 0; i < columns; i++)
        most = count[i] > most ? count[i] : most;
    for (unsigned i = 0; i < columns * wide; i++)
        sp_str_add(out, bars[(8 * count[i / wide] + most - 1) / most]);
}

/* Beside the bars are a name, both ends, the frame and a mean. */
static unsigned
room_for_bars(void)
{
    unsigned columns = sp_os_columns();

    return columns > BESIDE + 11 ? columns - BESIDE : 11;
}

static unsigned
wide_for(unsigned columns)
{
    unsigned wide = room_for_bars() / columns;

    return wide == 0 ? 1 : wide > WIDE_MOST ? WIDE_MOST : wide;
}

/* A column for 5 totals, or 10 in a narrow terminal: points come in steps, and finer
 * ones would look like a comb. */
static void
say_totals(const struct cli *cli, const struct sp_counts *c)
{
    uint64_t column[COLUMNS_MOST] = {0};
    unsigned step = room_for_bars() >= COLUMNS_MOST ? 5 : 10, columns = 100 / step + 1;
    struct sp_str bars = {0};
    char mean[24], at[3][24];

    for (unsigned i = 0; i <= 100; i++)
        column[i / step] += c->total[i];
    add_bars(&bars, column, columns, wide_for(columns));
    tenths(mean, sizeof mean, sp_counts_mean_tenths(c->total, 101, c->plays));
    for (unsigned i = 0; i < 3; i++)
        number(at[i], sizeof at[i], (uint64_t)sp_counts_total_at(c, 10 + 40 * i));
    cli_say(cli, stdout, "simulate.totals", bars.text, NULL);
    cli_say(cli, stdout, "simulate.spread", mean, at[1], at[0], at[2], NULL);
    sp_str_finish(&bars);
}

static void
say_lines(const struct cli *cli, const struct simulated *s)
{
    const struct sp_counts *c = &s->whole;
    unsigned limit = s->scenario->turn_limit;
    struct sp_str bars = {0};
    char mean[24], last[24];

    add_bars(&bars, c->lines + 1, limit, wide_for(limit));
    tenths(mean, sizeof mean,
           sp_counts_mean_tenths(c->lines, SP_TURNS_MOST + 1, c->plays));
    cli_say(cli, stdout, "simulate.lines", bars.text, mean,
            number(last, sizeof last, limit), NULL);
    sp_str_finish(&bars);
}

/* "refused 58.6 %, walk 20.1 %, …", the most frequent first. */
static void
say_endings(const struct cli *cli, const struct simulated *s)
{
    struct sp_str text = {0};
    bool said[SP_ENDINGS_MOST] = {false};

    for (;;) {
        unsigned most = SP_ENDINGS_MOST;

        for (unsigned i = 0; i < s->scenario->ending_count && i < SP_ENDINGS_MOST;
             i++) {
            if (!said[i] && s->whole.ending[i] > 0 &&
                (most == SP_ENDINGS_MOST || s->whole.ending[i] > s->whole.ending[most]))
                most = i;
        }
        if (most == SP_ENDINGS_MOST)
            break;
        said[most] = true;
        double percent = share(s->whole.ending[most], s->whole.plays);

        sp_str_addf(&text, "%s%s %s%.1f %%", text.size ? "  " : "",
                    s->scenario->endings[most].id, percent < 0.05 ? "< " : "",
                    percent < 0.05 ? 0.1 : percent);
    }
    cli_say(cli, stdout, "simulate.endings", sp_str_text(&text), NULL);
    sp_str_finish(&text);
}

/* ---- checks ---- */

struct loss {
    const struct sp_check *check;
    double points, rate; /* lost on average; of those judged who earned it */
};

static int
dearest_first(const void *a, const void *b)
{
    const struct loss *x = a, *y = b;

    if (x->points != y->points)
        return x->points < y->points ? 1 : -1;
    return x->check < y->check ? -1 : x->check > y->check;
}

static unsigned
losses(const struct simulated *s, struct loss *out)
{
    const struct sp_rubric *rubric = s->scenario->rubric;
    unsigned count = 0;

    for (unsigned i = 0; i < rubric->competencies; i++) {
        for (unsigned k = 0; k < rubric->competency[i].levels; k++) {
            const struct sp_check *check = &rubric->competency[i].level[k];
            uint64_t got = sp_counts_reached(&s->whole, i, k + 1), of = judged(s, i);

            if (got < of)
                out[count++] = (struct loss){
                    check, check->points * (double)(of - got) / (double)s->whole.plays,
                    share(got, of)};
        }
    }
    qsort(out, count, sizeof *out, dearest_first);
    return count;
}

/* Numbers first: names are not of one width. */
static void
say_levels(const struct cli *cli, const struct simulated *s)
{
    const struct sp_rubric *rubric = s->scenario->rubric;
    int longest = 0;

    for (unsigned i = 0; i < rubric->competencies; i++) {
        for (unsigned k = 0; k < rubric->competency[i].levels; k++) {
            int size = (int)strlen(rubric->competency[i].level[k].id);

            longest = size > longest ? size : longest;
        }
    }
    cli_say(cli, stdout, "simulate.levels", NULL);
    for (unsigned i = 0; i < rubric->competencies; i++) {
        const struct sp_competency *c = &rubric->competency[i];

        printf("  ");
        for (unsigned k = 0; k < SP_LEVELS; k++) {
            if (k >= c->levels)
                printf("%*s", longest + 9, "");
            else
                printf("  %-*s %5.1f ", longest, c->level[k].id,
                       share(sp_counts_reached(&s->whole, i, k + 1), judged(s, i)));
        }
        printf("  %s\n", sp_text_in(&c->name, cli->lang));
    }
}

static void
say_checks(const struct cli *cli, const struct simulated *s)
{
    const struct sp_rubric *rubric = s->scenario->rubric;
    struct loss loss[SP_COMPETENCIES * SP_LEVELS];
    unsigned count = losses(s, loss);
    char points[24], rate[24];

    if (count == 0) {
        cli_say(cli, stdout, "simulate.all-earned", NULL);
    } else {
        say_levels(cli, s);
        cli_say(cli, stdout, "simulate.lost-head", NULL);
    }
    for (unsigned i = 0; i < count && i < LOST_MOST; i++) {
        snprintf(points, sizeof points, "%5.1f", loss[i].points);
        snprintf(rate, sizeof rate, "%.1f", loss[i].rate);
        cli_say(cli, stdout, "simulate.lost", points, loss[i].check->id,
                sp_text_in(&loss[i].check->wording, cli->lang), rate, NULL);
    }
    for (unsigned i = 0; i < rubric->criticals; i++) {
        if (s->whole.critical[i] == 0)
            continue;
        snprintf(rate, sizeof rate, "%.2f",
                 share(s->whole.critical[i], s->whole.plays));
        cli_say(cli, stdout, "simulate.critical",
                sp_text_in(&rubric->critical[i].wording, cli->lang), rate, NULL);
    }
}

/* ---- customers ---- */

static void
say_customer(const struct cli *cli, const struct simulated *s, const char *key,
             unsigned customer)
{
    const struct sp_counts *c = &s->by[customer];
    unsigned motives = s->scenario->motive_count;
    char rate[32];

    snprintf(rate, sizeof rate, "%.2f", share(c->passes, c->plays));
    cli_say(cli, stdout, key,
            sp_text_in(&s->scenario->styles->style[customer / motives].name, cli->lang),
            s->scenario->motives[customer % motives].id, rate, NULL);
}

/* Which customer is passed most and least often. */
static void
say_customers(const struct cli *cli, const struct simulated *s)
{
    unsigned easiest = s->customers, hardest = s->customers;

    for (unsigned i = 0; i < s->customers; i++) {
        if (!s->asked[i] || s->by[i].plays == 0)
            continue;
        if (easiest == s->customers || s->by[i].passes > s->by[easiest].passes)
            easiest = i;
        if (hardest == s->customers || s->by[i].passes < s->by[hardest].passes)
            hardest = i;
    }
    if (easiest == hardest || s->by[easiest].passes == s->by[hardest].passes)
        return;
    say_customer(cli, s, "simulate.easiest", easiest);
    say_customer(cli, s, "simulate.hardest", hardest);
}

static void
say_policy(const struct cli *cli, const struct simulated *s)
{
    const struct sp_counts *c = &s->whole;
    char *name = player_name(cli, cli->lang, s->policy);
    char plays[24], rate[32], low[32], high[32];
    double from, to;

    wilson(c->passes, c->plays, &from, &to);
    snprintf(rate, sizeof rate, "%.3f", share(c->passes, c->plays));
    snprintf(low, sizeof low, "%.3f", from);
    snprintf(high, sizeof high, "%.3f", to);
    cli_say(cli, stdout, is_certain(s) ? "simulate.head-certain" : "simulate.head",
            s->scenario->id, s->policy, name, number(plays, sizeof plays, c->plays),
            rate, low, high, NULL);
    say_totals(cli, c);
    say_lines(cli, s);
    say_endings(cli, s);
    say_checks(cli, s);
    say_customers(cli, s);
    putchar('\n');
    sp_free(name);
}

/* ---- the table ---- */

static int
best_first(const void *a, const void *b)
{
    const struct simulated *x = *(const struct simulated *const *)a,
                           *y = *(const struct simulated *const *)b;
    uint64_t tx = sp_counts_mean_tenths(x->whole.total, 101, x->whole.plays),
             ty = sp_counts_mean_tenths(y->whole.total, 101, y->whole.plays);

    if (x->whole.passes != y->whole.passes)
        return x->whole.passes < y->whole.passes ? 1 : -1;
    if (tx != ty)
        return tx < ty ? 1 : -1;
    return strcmp(x->policy, y->policy);
}

/* A line for each policy, those who pass most often first. */
static void
say_table(const struct cli *cli, const struct simulated *all, unsigned count)
{
    const struct simulated **order = sp_alloc(count, sizeof *order);
    char mean[24], lines[24];
    int longest = 0;

    for (unsigned i = 0; i < count; i++) {
        int size = (int)strlen(all[i].policy);

        order[i] = &all[i];
        longest = size > longest ? size : longest;
    }
    qsort(order, count, sizeof *order, best_first);
    cli_say(cli, stdout, "simulate.table", all->scenario->id, NULL);
    for (unsigned i = 0; i < count; i++) {
        const struct sp_counts *c = &order[i]->whole;
        char *name = player_name(cli, cli->lang, order[i]->policy);

        printf(
            "  %8.3f %6s %6d %6d %6d %6s  %-*s  %s\n", share(c->passes, c->plays),
            tenths(mean, sizeof mean, sp_counts_mean_tenths(c->total, 101, c->plays)),
            sp_counts_total_at(c, 10), sp_counts_total_at(c, 50),
            sp_counts_total_at(c, 90),
            tenths(lines, sizeof lines,
                   sp_counts_mean_tenths(c->lines, SP_TURNS_MOST + 1, c->plays)),
            longest, order[i]->policy, name);
        sp_free(name);
    }
    if (count > IN_FULL)
        cli_say(cli, stdout, "simulate.one", order[0]->policy, NULL);
    putchar('\n');
    sp_free(order);
}

void
simulate_say(const struct cli *cli, const struct simulated *all, unsigned count)
{
    if (all->whole.plays == 0) {
        cli_say(cli, stdout, "simulate.none", all->scenario->id, NULL);
        return;
    }
    for (unsigned i = 0; i < count && count <= IN_FULL; i++)
        say_policy(cli, &all[i]);
    if (count > 1)
        say_table(cli, all, count);
}
