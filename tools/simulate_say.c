/* simulate_say.c: the figures of a simulation, for people, programs and tables. */
#include "simulate.h"

#include <math.h>

#include "player.h"

#define COLUMNS 21 /* of a histogram of totals: 0-4, 5-9, …, 100 */

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

/* Sum of value times count, in tenths of the mean, rounded. */
static uint64_t
mean_tenths(const uint64_t *count, unsigned values, uint64_t whole)
{
    uint64_t sum = 0;

    for (unsigned i = 0; i < values; i++)
        sum += i * count[i];
    return whole > 0 ? (20 * sum + whole) / (2 * whole) : 0;
}

static uint64_t
reached(const struct sp_counts *counts, unsigned competency, unsigned level)
{
    uint64_t sum = 0;

    for (unsigned k = level; k <= SP_LEVELS; k++)
        sum += counts->level[competency][k];
    return sum;
}

/* ---- for people ---- */

/* A bar of eighths per column, as high as its share of the highest. */
static void
add_bars(struct sp_str *out, const uint64_t *count, unsigned columns)
{
    static const char *const bars[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    uint64_t most = 1;

    for (unsigned i = 0; i < columns; i++)
        most = count[i] > most ? count[i] : most;
    for (unsigned i = 0; i < columns; i++)
        sp_str_add(out, bars[(8 * count[i] + most - 1) / most]);
}

static void
say_totals(const struct cli *cli, const struct sp_counts *c)
{
    uint64_t column[COLUMNS] = {0};
    struct sp_str bars = {0}, mean = {0}, at[3] = {{0}};
    uint64_t tenths = mean_tenths(c->total, 101, c->plays);

    for (unsigned i = 0; i <= 100; i++)
        column[i / 5] += c->total[i];
    add_bars(&bars, column, COLUMNS);
    sp_str_addf(&mean, "%llu.%llu", (unsigned long long)tenths / 10,
                (unsigned long long)tenths % 10);
    for (unsigned i = 0; i < 3; i++)
        sp_str_addf(&at[i], "%d",
                    sp_counts_total_at(c, i == 0   ? 10
                                          : i == 1 ? 50
                                                   : 90));
    cli_say(cli, stdout, "simulate.totals", bars.text, mean.text, at[1].text,
            at[0].text, at[2].text, NULL);
    sp_str_finish(&bars);
    sp_str_finish(&mean);
    for (unsigned i = 0; i < 3; i++)
        sp_str_finish(&at[i]);
}

static void
say_lines(const struct cli *cli, const struct simulated *s)
{
    const struct sp_counts *c = &s->whole;
    struct sp_str bars = {0}, mean = {0}, last = {0};
    uint64_t tenths = mean_tenths(c->lines, SP_TURNS_MOST + 1, c->plays);

    add_bars(&bars, c->lines + 1, s->scenario->turn_limit);
    sp_str_addf(&mean, "%llu.%llu", (unsigned long long)tenths / 10,
                (unsigned long long)tenths % 10);
    sp_str_addf(&last, "%u", s->scenario->turn_limit);
    cli_say(cli, stdout, "simulate.lines", bars.text, mean.text, last.text, NULL);
    sp_str_finish(&bars);
    sp_str_finish(&mean);
    sp_str_finish(&last);
}

/* Per competency how often each of its checks was earned. */
static void
say_checks(const struct cli *cli, const struct simulated *s)
{
    const struct sp_rubric *rubric = s->scenario->rubric;

    for (unsigned i = 0; i < rubric->competencies; i++) {
        const struct sp_competency *c = &rubric->competency[i];
        uint64_t judged = s->whole.plays - s->whole.unjudged[i];
        struct sp_str text = {0};

        for (unsigned k = 0; k < c->levels; k++)
            sp_str_addf(&text, "%s%s %.1f %%", k ? "  " : "", c->level[k].id,
                        share(reached(&s->whole, i, k + 1), judged));
        cli_say(cli, stdout, "simulate.checks", sp_text_in(&c->name, cli->lang),
                text.text, NULL);
        sp_str_finish(&text);
    }
    for (unsigned i = 0; i < rubric->criticals; i++) {
        char rate[32];

        if (s->whole.critical[i] == 0)
            continue;
        snprintf(rate, sizeof rate, "%.2f",
                 share(s->whole.critical[i], s->whole.plays));
        cli_say(cli, stdout, "simulate.critical",
                sp_text_in(&rubric->critical[i].wording, cli->lang), rate, NULL);
    }
}

/* Which customer is passed most and least often. */
static void
say_customers(const struct cli *cli, const struct simulated *s)
{
    unsigned easiest = s->customers, hardest = s->customers;

    for (unsigned i = 0; i < s->customers; i++) {
        if (!s->asked[i])
            continue;
        if (easiest == s->customers || s->by[i].passes > s->by[easiest].passes)
            easiest = i;
        if (hardest == s->customers || s->by[i].passes < s->by[hardest].passes)
            hardest = i;
    }
    if (easiest == hardest || s->by[easiest].passes == s->by[hardest].passes)
        return;
    const unsigned shown[] = {easiest, hardest};

    for (unsigned i = 0; i < 2; i++) {
        const struct sp_counts *c = &s->by[shown[i]];
        unsigned motives = s->scenario->motive_count;
        char rate[32];

        snprintf(rate, sizeof rate, "%.2f", share(c->passes, c->plays));
        cli_say(
            cli, stdout, i == 0 ? "simulate.easiest" : "simulate.hardest",
            sp_text_in(&s->scenario->styles->style[shown[i] / motives].name, cli->lang),
            s->scenario->motives[shown[i] % motives].id, rate, NULL);
    }
}

void
simulate_say(const struct cli *cli, const struct simulated *s)
{
    const struct sp_counts *c = &s->whole;
    char *name = player_name(cli, cli->lang, s->policy);
    char plays[24], rate[32], low[32], high[32];
    double from, to;

    wilson(c->passes, c->plays, &from, &to);
    snprintf(plays, sizeof plays, "%llu", (unsigned long long)c->plays);
    snprintf(rate, sizeof rate, "%.3f", share(c->passes, c->plays));
    snprintf(low, sizeof low, "%.3f", from);
    snprintf(high, sizeof high, "%.3f", to);
    cli_say(cli, stdout, "simulate.head", s->scenario->id, name, plays, rate, low, high,
            NULL);
    say_totals(cli, c);
    say_lines(cli, s);
    say_checks(cli, s);
    say_customers(cli, s);
    putchar('\n');
    sp_free(name);
}

/* ---- for programs ---- */

static void
add_counts(cJSON *json, const char *key, const uint64_t *count, unsigned from,
           unsigned to)
{
    cJSON *list = cJSON_AddArrayToObject(json, key);

    for (unsigned i = from; i <= to; i++)
        cJSON_AddItemToArray(list, cJSON_CreateNumber((double)count[i]));
}

static cJSON *
counts_json(const struct simulated *s, const char *type, const struct sp_counts *c)
{
    const struct sp_scenario *scenario = s->scenario;
    const struct sp_rubric *rubric = scenario->rubric;
    cJSON *json = cJSON_CreateObject(), *object;

    cJSON_AddStringToObject(json, "type", type);
    cJSON_AddStringToObject(json, "scenario", scenario->id);
    cJSON_AddStringToObject(json, "policy", s->policy);
    cJSON_AddNumberToObject(json, "seed", (double)s->seed);
    cJSON_AddNumberToObject(json, "plays", (double)c->plays);
    cJSON_AddNumberToObject(json, "passes", (double)c->passes);
    add_counts(json, "totals", c->total, 0, 100);
    add_counts(json, "lines", c->lines, 0, scenario->turn_limit);
    object = cJSON_AddObjectToObject(json, "levels");
    for (unsigned i = 0; i < rubric->competencies; i++)
        add_counts(object, rubric->competency[i].id, c->level[i], 0,
                   rubric->competency[i].levels);
    object = cJSON_AddObjectToObject(json, "checks");
    for (unsigned i = 0; i < rubric->competencies; i++) {
        for (unsigned k = 0; k < rubric->competency[i].levels; k++)
            cJSON_AddNumberToObject(object, rubric->competency[i].level[k].id,
                                    (double)reached(c, i, k + 1));
    }
    object = cJSON_AddObjectToObject(json, "critical");
    for (unsigned i = 0; i < rubric->criticals; i++)
        cJSON_AddNumberToObject(object, rubric->critical[i].id, (double)c->critical[i]);
    object = cJSON_AddObjectToObject(json, "endings");
    for (unsigned i = 0; i < scenario->ending_count && i < SP_ENDINGS_MOST; i++)
        cJSON_AddNumberToObject(object, scenario->endings[i].id, (double)c->ending[i]);
    return json;
}

void
simulate_print_json(const struct simulated *s)
{
    unsigned motives = s->scenario->motive_count;

    for (unsigned i = 0; i < s->customers; i++) {
        cJSON *json;

        if (!s->asked[i])
            continue;
        json = counts_json(s, "customer", &s->by[i]);
        cJSON_AddStringToObject(json, "style",
                                s->scenario->styles->style[i / motives].id);
        cJSON_AddStringToObject(json, "motive", s->scenario->motives[i % motives].id);
        cli_print_json(stdout, json);
    }
    cli_print_json(stdout, counts_json(s, "simulation", &s->whole));
}

/* Ids hold nothing that a table would have to quote. */
void
simulate_print_csv(const struct simulated *s, bool head)
{
    const struct sp_rubric *rubric = s->scenario->rubric;
    unsigned motives = s->scenario->motive_count;

    if (head) {
        printf("scenario,policy,style,motive,plays,passes,mean_total_tenths,total_p10,"
               "total_p50,total_p90,mean_lines_tenths");
        for (unsigned i = 0; i < rubric->competencies; i++) {
            for (unsigned k = 0; k < rubric->competency[i].levels; k++)
                printf(",%s", rubric->competency[i].level[k].id);
        }
        printf("\r\n");
    }
    for (unsigned i = 0; i < s->customers; i++) {
        const struct sp_counts *c = &s->by[i];

        if (!s->asked[i])
            continue;
        printf("%s,%s,%s,%s,%llu,%llu,%llu,%d,%d,%d,%llu", s->scenario->id, s->policy,
               s->scenario->styles->style[i / motives].id,
               s->scenario->motives[i % motives].id, (unsigned long long)c->plays,
               (unsigned long long)c->passes,
               (unsigned long long)mean_tenths(c->total, 101, c->plays),
               sp_counts_total_at(c, 10), sp_counts_total_at(c, 50),
               sp_counts_total_at(c, 90),
               (unsigned long long)mean_tenths(c->lines, SP_TURNS_MOST + 1, c->plays));
        for (unsigned k = 0; k < rubric->competencies; k++) {
            for (unsigned n = 0; n < rubric->competency[k].levels; n++)
                printf(",%llu", (unsigned long long)reached(c, k, n + 1));
        }
        printf("\r\n");
    }
}
