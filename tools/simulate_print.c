/* simulate_print.c: the figures of a simulation, for programs and tables. */
#include "simulate.h"

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
    char seed[24];

    cJSON_AddStringToObject(json, "type", type);
    cJSON_AddStringToObject(json, "scenario", scenario->id);
    cJSON_AddStringToObject(json, "policy", s->policy);
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)s->seed);
    cJSON_AddStringToObject(json, "seed", seed);
    cJSON_AddNumberToObject(json, "plays", (double)c->plays);
    cJSON_AddNumberToObject(json, "passes", (double)c->passes);
    add_counts(json, "totals", c->total, 0, 100);
    add_counts(json, "lines", c->lines, 0, scenario->turn_limit);
    object = cJSON_AddObjectToObject(json, "levels");
    for (unsigned i = 0; i < rubric->competencies; i++)
        add_counts(object, rubric->competency[i].id, c->level[i], 0,
                   rubric->competency[i].levels);
    object = cJSON_AddObjectToObject(json, "unjudged");
    for (unsigned i = 0; i < rubric->competencies; i++)
        cJSON_AddNumberToObject(object, rubric->competency[i].id,
                                (double)c->unjudged[i]);
    object = cJSON_AddObjectToObject(json, "checks");
    for (unsigned i = 0; i < rubric->competencies; i++) {
        for (unsigned k = 0; k < rubric->competency[i].levels; k++)
            cJSON_AddNumberToObject(object, rubric->competency[i].level[k].id,
                                    (double)sp_counts_reached(c, i, k + 1));
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
simulate_add_head(const struct sp_scenario *scenario, struct sp_str *out)
{
    const struct sp_rubric *rubric = scenario->rubric;

    sp_str_add(out, "scenario,policy,seed,style,motive,plays,passes,mean_total_tenths,"
                    "total_p10,total_p50,total_p90,mean_lines_tenths");
    for (unsigned i = 0; i < rubric->competencies; i++) {
        const struct sp_competency *c = &rubric->competency[i];

        for (unsigned k = 0; k < c->levels; k++)
            sp_str_addf(out, ",%s", c->level[k].id);
        sp_str_addf(out, ",%s_unjudged", c->id);
    }
    sp_str_add(out, "\r\n");
}

/* A total of a customer with whom no line can be said is left empty. */
static void
print_total(const struct sp_counts *counts, unsigned percent)
{
    if (counts->plays > 0)
        printf(",%d", sp_counts_total_at(counts, percent));
    else
        putchar(',');
}

static void
print_row(const struct simulated *s, unsigned customer)
{
    const struct sp_rubric *rubric = s->scenario->rubric;
    const struct sp_counts *c = &s->by[customer];
    unsigned motives = s->scenario->motive_count;

    printf("%s,%s,%llu,%s,%s,%llu,%llu,", s->scenario->id, s->policy,
           (unsigned long long)s->seed,
           s->scenario->styles->style[customer / motives].id,
           s->scenario->motives[customer % motives].id, (unsigned long long)c->plays,
           (unsigned long long)c->passes);
    if (c->plays > 0)
        printf("%llu",
               (unsigned long long)sp_counts_mean_tenths(c->total, 101, c->plays));
    for (unsigned percent = 10; percent <= 90; percent += 40)
        print_total(c, percent);
    putchar(',');
    if (c->plays > 0)
        printf("%llu", (unsigned long long)sp_counts_mean_tenths(
                           c->lines, SP_TURNS_MOST + 1, c->plays));
    for (unsigned i = 0; i < rubric->competencies; i++) {
        for (unsigned k = 0; k < rubric->competency[i].levels; k++)
            printf(",%llu", (unsigned long long)sp_counts_reached(c, i, k + 1));
        printf(",%llu", (unsigned long long)c->unjudged[i]);
    }
    printf("\r\n");
}

void
simulate_print_csv(const struct simulated *s)
{
    for (unsigned i = 0; i < s->customers; i++) {
        if (s->asked[i])
            print_row(s, i);
    }
}
