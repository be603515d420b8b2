/* cmd_simulate.c: `sparring simulate FILE…`: what players of some kind come to. */
#include "simulate.h"

#include <stdlib.h>
#include <string.h>

#define PLAYS 10000
#define PLAYS_MOST 10000000
#define STATES_MOST 4000000
#define POLICIES_MOST 64

struct options {
    const char *policy, *plays_word, *seed_word, *style, *motive;
    uint64_t plays, seed;
    bool csv, headed;
};

/* Everything that was played with one file. */
struct table {
    const char *policy[POLICIES_MOST];
    char *words; /* what the names point into */
    unsigned policies;
    struct sp_counts *counts; /* by policy, then customer */
    bool *asked;              /* by customer */
    unsigned customers;
};

/* ---- which policies ---- */

static bool
add_policy(const struct cli *cli, const struct sp_policies *known, const char *name,
           struct table *out)
{
    const char *near = "";
    unsigned best = 5;

    if (strcmp(name, "all") == 0) {
        for (unsigned i = 0; sp_policy_name(known, i) && out->policies < POLICIES_MOST;
             i++)
            out->policy[out->policies++] = sp_policy_name(known, i);
        return true;
    }
    if (sp_policy_is(known, name) && out->policies < POLICIES_MOST) {
        out->policy[out->policies++] = name;
        return true;
    }
    for (unsigned i = 0; sp_policy_name(known, i); i++) {
        unsigned distance = sp_edit_distance(name, sp_policy_name(known, i), best);

        if (distance < best) {
            best = distance;
            near = sp_policy_name(known, i);
        }
    }
    cli_say(cli, stderr, *near ? "simulate.policy-near" : "simulate.policy-unknown",
            name, near, NULL);
    return false;
}

static bool
choose_policies(const struct cli *cli, const struct sp_policies *known,
                const char *list, struct table *out)
{
    char *next = out->words = sp_strdup(list);

    while (next) {
        char *word = next;

        next = strchr(word, ',');
        if (next)
            *next++ = '\0';
        if (!add_policy(cli, known, word, out))
            return false;
    }
    return out->policies > 0;
}

/* ---- which customers ---- */

static bool
choose_customers(const struct cli *cli, const struct sp_scenario *s,
                 const struct options *options, struct table *out)
{
    int style = options->style ? sp_scenario_style(s, options->style) : 0;
    int motive = options->motive ? sp_scenario_motive(s, options->motive) : 0;
    struct sp_str known = {0};

    if (style < 0) {
        for (unsigned i = 0; i < s->styles->styles; i++)
            sp_str_addf(&known, " %s", s->styles->style[i].id);
        cli_say(cli, stderr, "simulate.style", options->style, known.text, NULL);
    } else if (motive < 0) {
        for (unsigned i = 0; i < s->motive_count; i++)
            sp_str_addf(&known, " %s", s->motives[i].id);
        cli_say(cli, stderr, "simulate.motive", options->motive, known.text, NULL);
    }
    sp_str_finish(&known);
    out->customers = s->styles->styles * s->motive_count;
    out->asked = sp_alloc(out->customers, sizeof *out->asked);
    for (unsigned i = 0; i < out->customers; i++)
        out->asked[i] = (!options->style || i / s->motive_count == (unsigned)style) &&
                        (!options->motive || i % s->motive_count == (unsigned)motive);
    return style >= 0 && motive >= 0;
}

/* ---- the play ---- */

/* Each customer has draws of its own, so that asking for one gives what it gives among
 * all. */
static bool
play_all(const struct cli *cli, const struct sp_scenario *s,
         const struct sp_policies *policies, const struct options *options,
         struct table *out)
{
    out->counts = sp_alloc((size_t)out->policies * out->customers, sizeof *out->counts);
    for (unsigned i = 0; i < out->customers; i++) {
        struct sp_pair_graph *graph = NULL;

        if (!out->asked[i])
            continue;
        graph =
            sp_pair_graph_new(s, i / s->motive_count, i % s->motive_count, STATES_MOST);
        if (!graph) {
            cli_say(cli, stderr, "simulate.too-large", s->id, NULL);
            return false;
        }
        for (unsigned p = 0; p < out->policies; p++)
            sp_simulate(policies, graph, out->policy[p], options->seed * 1000003 + i,
                        options->plays, &out->counts[p * out->customers + i]);
        sp_pair_graph_free(graph);
    }
    return true;
}

static void
print(const struct cli *cli, const struct sp_scenario *s, const struct table *table,
      struct options *options)
{
    for (unsigned p = 0; p < table->policies; p++) {
        struct simulated out = {.scenario = s,
                                .policy = table->policy[p],
                                .by = &table->counts[p * table->customers],
                                .asked = table->asked,
                                .customers = table->customers,
                                .seed = options->seed};

        for (unsigned i = 0; i < table->customers; i++)
            sp_counts_add(&out.whole, &out.by[i]);
        if (options->csv) {
            simulate_print_csv(&out, !options->headed);
            options->headed = true;
        } else if (cli->json) {
            simulate_print_json(&out);
        } else {
            simulate_say(cli, &out);
        }
    }
}

static int
simulate_file(const struct cli *cli, const char *path, struct options *options)
{
    struct cli_set set = {0};
    struct table table = {0};
    struct sp_policies *policies = NULL;
    int status = CLI_CANNOT;

    if (cli_set_texts(cli, path, &set) && cli_set_read(cli, &set)) {
        status = CLI_USAGE;
        policies = sp_policies_new(set.scenario);
        if (choose_policies(cli, policies, options->policy, &table) &&
            choose_customers(cli, set.scenario, options, &table)) {
            status = CLI_CANNOT;
            if (play_all(cli, set.scenario, policies, options, &table)) {
                print(cli, set.scenario, &table, options);
                status = CLI_CLEAN;
            }
        }
    }
    sp_policies_free(policies);
    sp_free(table.words);
    sp_free(table.counts);
    sp_free(table.asked);
    cli_set_finish(&set);
    return status;
}

int
cmd_simulate(struct cli *cli, int argc, char **argv)
{
    struct options options = {
        .policy = "random,method,best,noisy:20", .plays = PLAYS, .seed = 1};
    const struct cli_option list[] = {{.name = "policy", .value = &options.policy},
                                      {.name = "plays", .value = &options.plays_word},
                                      {.name = "seed", .value = &options.seed_word},
                                      {.name = "style", .value = &options.style},
                                      {.name = "motive", .value = &options.motive},
                                      {.name = "csv", .flag = &options.csv}};
    int words, worst = CLI_CLEAN;
    int status = cli_options(cli, "simulate", argc, argv, list,
                             sizeof list / sizeof *list, &words);

    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if ((options.plays_word &&
         !cli_number(cli, "plays", options.plays_word, &options.plays)) ||
        (options.seed_word &&
         !cli_number(cli, "seed", options.seed_word, &options.seed)))
        return CLI_USAGE;
    if (words == 0 || options.plays == 0 || options.plays > PLAYS_MOST ||
        (options.csv && cli->json)) {
        cli_say(cli, stderr, "usage.simulate", NULL);
        return CLI_USAGE;
    }
    for (int i = 0; i < words; i++) {
        char *path = cli_scenario_path(argv[i]);

        status = simulate_file(cli, path, &options);
        worst = status > worst ? status : worst;
        sp_free(path);
    }
    return worst;
}
