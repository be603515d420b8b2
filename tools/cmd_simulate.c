/* cmd_simulate.c: `sparring simulate FILE…`: what players of some kind come to. */
#include "simulate.h"

#include <stdlib.h>
#include <string.h>

#define PLAYS 10000
#define PLAYS_MOST 10000000
#define STATES_MOST 4000000
#define QUIET_MS 1000 /* what takes less says nothing */
#define TELL_MS 200

struct options {
    const char *policy, *plays_word, *seed_word, *style, *motive;
    uint64_t plays, seed;
    bool csv;
    struct sp_str head; /* of the table, once there is one */
};

/* Everything that was played with one file. */
struct table {
    const char **policy;
    char *words; /* what the names point into */
    unsigned policies;
    struct sp_counts *counts; /* by policy, then customer */
    bool *asked;              /* by customer */
    unsigned customers;
};

/* ---- which policies ---- */

/* The nearest of those that there are so far. */
struct guess {
    const char *word, *nearest;
    unsigned distance;
};

static void
compare(struct guess *guess, const char *name)
{
    unsigned distance = sp_edit_distance(guess->word, name, guess->distance);

    if (distance < guess->distance) {
        guess->distance = distance;
        guess->nearest = name;
    }
}

/* "noisy:20" of "nosy:20": the percentage is kept if it is one. */
static char *
noisy_like(const struct sp_policies *known, const char *word)
{
    const char *colon = strchr(word, ':');
    struct sp_str name = {0};

    sp_str_addf(&name, "noisy:%.8s", colon ? colon + 1 : "");
    if (!sp_policy_is(known, name.text)) {
        sp_str_clear(&name);
        sp_str_add(&name, "noisy:20");
    }
    return sp_str_take(&name);
}

static void
complain_policy(const struct cli *cli, const struct sp_policies *known,
                const char *word)
{
    size_t half = sp_utf8_count(word) / 2 + 1;
    struct guess guess = {word, NULL, half < 5 ? (unsigned)half : 5};
    char *noisy = noisy_like(known, word);

    if (strncmp(word, "noisy", strlen("noisy")) == 0) {
        cli_say(cli, stderr, "simulate.policy-noisy", word, noisy, NULL);
    } else {
        compare(&guess, "best");
        compare(&guess, "all");
        compare(&guess, noisy);
        for (unsigned i = 0; sp_policy_name(known, i); i++)
            compare(&guess, sp_policy_name(known, i));
        cli_say(cli, stderr,
                guess.nearest ? "simulate.policy-near" : "simulate.policy-unknown",
                word, guess.nearest, NULL);
    }
    sp_free(noisy);
}

/* Once, however often it is asked for. */
static void
add_policy(const char *name, struct table *out)
{
    for (unsigned i = 0; i < out->policies; i++) {
        if (strcmp(out->policy[i], name) == 0)
            return;
    }
    out->policy = sp_grow(out->policy, out->policies + 1u, sizeof *out->policy);
    out->policy[out->policies++] = name;
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
        if (strcmp(word, "all") == 0) {
            for (unsigned i = 0; sp_policy_name(known, i); i++)
                add_policy(sp_policy_name(known, i), out);
        } else if (sp_policy_is(known, word)) {
            add_policy(word, out);
        } else {
            complain_policy(cli, known, word);
            return false;
        }
    }
    return true;
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
            sp_str_addf(&known, "%s%s", i ? ", " : "", s->styles->style[i].id);
        cli_say(cli, stderr, "cli.no-style", options->style, known.text, NULL);
    } else if (motive < 0) {
        for (unsigned i = 0; i < s->motive_count; i++)
            sp_str_addf(&known, "%s%s", i ? ", " : "", s->motives[i].id);
        cli_say(cli, stderr, "cli.no-motive", options->motive, known.text, NULL);
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

/* On a terminal what takes long says how far it is. */
struct progress {
    const struct cli *cli;
    bool tells;
    uint64_t start_ms, told_ms;
    unsigned done, of;
};

static void
tell(struct progress *progress)
{
    struct sp_str text = {0};
    char done[24], of[24];

    uint64_t now = sp_os_monotone_ms();
    bool last = ++progress->done == progress->of;

    if (!progress->tells || now - progress->start_ms < QUIET_MS ||
        (!last && now - progress->told_ms < TELL_MS))
        return;
    progress->told_ms = now;
    snprintf(done, sizeof done, "%u", progress->done);
    snprintf(of, sizeof of, "%u", progress->of);
    sp_strings_add(progress->cli->strings[progress->cli->lang], &text,
                   "simulate.progress", (const char *const[]){done, of, NULL});
    fprintf(stderr, "\r%s\033[K", last ? "" : text.text);
    fflush(stderr);
    sp_str_finish(&text);
}

/* Each customer has draws of its own, so that asking for one gives what it gives among
 * all. */
static bool
play_all(const struct cli *cli, const struct sp_scenario *s,
         const struct sp_policies *policies, const struct options *options,
         struct table *out)
{
    struct progress progress = {.cli = cli,
                                .tells =
                                    !cli->json && !options->csv && sp_os_has_terminal(),
                                .start_ms = sp_os_monotone_ms()};

    out->counts = sp_alloc((size_t)out->policies * out->customers, sizeof *out->counts);
    for (unsigned i = 0; i < out->customers; i++)
        progress.of += out->asked[i] * out->policies;
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
        for (unsigned p = 0; p < out->policies; p++) {
            sp_simulate(policies, graph, out->policy[p], options->seed * 1000003 + i,
                        options->plays, &out->counts[p * out->customers + i]);
            tell(&progress);
        }
        sp_pair_graph_free(graph);
    }
    return true;
}

/* Rows of one table have the same columns: false, with a complaint, where a further
 * file has another rubric. */
static bool
begin_table(const struct cli *cli, const struct sp_scenario *s, struct options *options)
{
    struct sp_str head = {0};
    bool same = true;

    simulate_add_head(s, &head);
    if (options->head.size == 0) {
        fputs(sp_str_text(&head), stdout);
        sp_str_add(&options->head, head.text);
    } else if (strcmp(options->head.text, head.text) != 0) {
        cli_say(cli, stderr, "simulate.csv-rubric", s->id, NULL);
        same = false;
    }
    sp_str_finish(&head);
    return same;
}

static bool
print(const struct cli *cli, const struct sp_scenario *s, const struct table *table,
      struct options *options)
{
    struct simulated *all = sp_alloc(table->policies, sizeof *all);
    bool ok = !options->csv || begin_table(cli, s, options);

    for (unsigned p = 0; p < table->policies && ok; p++) {
        all[p] = (struct simulated){.scenario = s,
                                    .policy = table->policy[p],
                                    .by = &table->counts[p * table->customers],
                                    .asked = table->asked,
                                    .customers = table->customers,
                                    .seed = options->seed};
        for (unsigned i = 0; i < table->customers; i++)
            sp_counts_add(&all[p].whole, &all[p].by[i]);
        if (options->csv)
            simulate_print_csv(&all[p]);
        else if (cli->json)
            simulate_print_json(&all[p]);
    }
    if (ok && !options->csv && !cli->json)
        simulate_say(cli, all, table->policies);
    sp_free(all);
    return ok;
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
            if (play_all(cli, set.scenario, policies, options, &table) &&
                print(cli, set.scenario, &table, options))
                status = CLI_CLEAN;
        }
    }
    sp_policies_free(policies);
    sp_free(table.policy);
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
    if (options.plays == 0 || options.plays > PLAYS_MOST) {
        cli_say(cli, stderr, "simulate.plays", options.plays_word, NULL);
        return CLI_USAGE;
    }
    if (options.csv && cli->json) {
        cli_say(cli, stderr, "simulate.either", NULL);
        return CLI_USAGE;
    }
    if (words == 0) {
        cli_say(cli, stderr, "usage.simulate", NULL);
        return CLI_USAGE;
    }
    for (int i = 0; i < words; i++) {
        char *path = cli_scenario_path(argv[i]);

        status = simulate_file(cli, path, &options);
        worst = status > worst ? status : worst;
        sp_free(path);
    }
    sp_str_finish(&options.head);
    return worst;
}
