/* cmd_prove.c: `sparring prove FILE…`: whether a scenario is fair, for every customer.
 */
#include "player.h"
#include "prove.h"
#include "prove_against.h"
#include "prove_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "prove_limits.h"

#define STATES_MOST 4000000
#define MEMORY_MOST 1000000 /* MB that can be asked for */
#define NAIVE_WORST 6       /* of the players who do not listen are shown */

struct options {
    bool quick;
    const char *witness, *counter;   /* plans to write, or NULL */
    const char *sheet;               /* a page to write, or NULL */
    const char *against;             /* an older version to compare with, or NULL */
    uint64_t limit, memory, seconds; /* states; MB or 0; or 0 */
};

static const char *
number(char *out, size_t room, long value)
{
    snprintf(out, room, "%ld", value);
    return out;
}

/* Millionths as a percentage with three digits after the point. */
static const char *
percent(char *out, size_t room, uint64_t ppm)
{
    uint64_t thousandths = (ppm + 5) / 10;

    snprintf(out, room, "%llu.%03llu", (unsigned long long)(thousandths / 1000),
             (unsigned long long)(thousandths % 1000));
    return out;
}

static const char *
style_name(const struct cli *cli, const struct sp_proof *proof,
           const struct sp_pair_proof *pair)
{
    return sp_text_in(&proof->scenario->styles->style[pair->style].name, cli->lang);
}

static const char *
motive_id(const struct sp_proof *proof, const struct sp_pair_proof *pair)
{
    return proof->scenario->motives[pair->motive].id;
}

/* Once in so many calls. */
static long
most_often(const struct sp_proof *proof, unsigned strategy)
{
    const struct sp_fairness *most = &proof->scenario->rubric->fairness;

    return strncmp(proof->strategy[strategy], "method", 6) == 0 ? most->method
                                                                : most->naive;
}

/* ---- for people ---- */

static void
show_findings(const struct cli *cli, const struct sp_proof *proof,
              const struct sp_pair_proof *pair, const struct prove_limits *limits)
{
    const char *style = style_name(cli, proof, pair), *motive = motive_id(proof, pair);
    char count[24], got[32], most[24];

    if (!pair->whole)
        prove_say_cut(limits, proof, pair, style, motive);
    else if (!pair->passes)
        cli_say(cli, stdout, "prove.no-pass", style, motive, NULL);
    if (pair->stuck)
        cli_say(cli, stdout, "prove.stuck", style, motive,
                number(count, sizeof count, pair->stuck), NULL);
    for (unsigned i = 0; i < proof->strategies; i++) {
        const struct sp_chance *c = &pair->chance[i], *random = &pair->chance[0];

        /* Who never finds what he likes is the random player again. */
        if (!c->too_often ||
            (i > 0 && random->too_often && strcmp(c->part, random->part) == 0 &&
             strcmp(c->whole, random->whole) == 0))
            continue;
        char *name = player_name(cli, cli->lang, proof->strategy[i]);

        cli_say(cli, stdout, "prove.too-often", style, motive, name,
                percent(got, sizeof got, c->ppm),
                number(most, sizeof most, most_often(proof, i)), NULL);
        sp_free(name);
    }
}

static void
show_pair(const struct cli *cli, const struct sp_proof *proof,
          const struct sp_pair_proof *pair, const struct prove_limits *limits)
{
    char shortest[24], low[24], high[24], from[24], rate[32];
    struct sp_str fraction = {0};

    if (pair->whole && pair->passes) {
        sp_str_addf(&fraction, "%s/%s = %s %%", pair->chance[0].part,
                    pair->chance[0].whole,
                    percent(rate, sizeof rate, pair->chance[0].ppm));
        cli_say(cli, stdout, "prove.pair", style_name(cli, proof, pair),
                motive_id(proof, pair),
                number(shortest, sizeof shortest, pair->shortest),
                number(low, sizeof low, pair->lowest),
                number(high, sizeof high, pair->highest),
                number(from, sizeof from, pair->lowest_pass), fraction.text, NULL);
    }
    show_findings(cli, proof, pair, limits);
    prove_say_pair(cli, proof, pair);
    sp_str_finish(&fraction);
}

/* The players who pass most often, each with the customer where that is so. */
static void
show_naive(const struct cli *cli, const struct sp_proof *proof)
{
    bool shown[SP_STRATEGIES] = {false};

    if (proof->strategies > 1)
        cli_say(cli, stdout, prove_is_whole(proof) ? "prove.naive" : "prove.naive-part",
                NULL);
    for (unsigned n = 0; n < NAIVE_WORST && proof->strategies > 1; n++) {
        unsigned best = SP_STRATEGIES, at = 0;

        for (unsigned i = 0; i < proof->strategies; i++) {
            for (unsigned p = 0; p < proof->pair_count && !shown[i]; p++) {
                if (!proof->pairs[p].whole)
                    continue;
                if (best == SP_STRATEGIES ||
                    proof->pairs[p].chance[i].ppm > proof->pairs[at].chance[best].ppm) {
                    best = i;
                    at = p;
                }
            }
        }
        if (best == SP_STRATEGIES)
            return;
        char rate[32], *name = player_name(cli, cli->lang, proof->strategy[best]);

        shown[best] = true;
        cli_say(cli, stdout, "prove.worst", name,
                percent(rate, sizeof rate, proof->pairs[at].chance[best].ppm),
                style_name(cli, proof, &proof->pairs[at]),
                motive_id(proof, &proof->pairs[at]), NULL);
        sp_free(name);
    }
}

struct seen {
    unsigned nodes, of_nodes, replies, of_replies;
};

/* Counts what calls come to; with `show` names what they do not. */
static struct seen
look_at_nodes(const struct cli *cli, const struct sp_proof *proof, bool show)
{
    const struct sp_scenario *s = proof->scenario;
    struct seen seen = {0};

    for (uint32_t i = 0; i < s->node_count; i++) {
        const struct sp_node *node = &s->nodes[i];

        if (node->route)
            continue;
        seen.of_nodes++;
        seen.nodes += proof->node_seen[i];
        if (show && !proof->node_seen[i])
            cli_say(cli, stdout, "prove.node", node->id, NULL);
        for (unsigned k = 0; k < node->reply_count; k++) {
            bool said = proof->reply_seen[node->replies[k].serial];

            seen.of_replies++;
            seen.replies += said;
            if (show && !said && proof->node_seen[i])
                cli_say(cli, stdout, "prove.reply", node->id, node->replies[k].id,
                        NULL);
        }
    }
    return seen;
}

static void
show(const struct cli *cli, const struct sp_proof *proof,
     const struct prove_limits *limits, bool fair)
{
    const struct sp_scenario *s = proof->scenario;
    struct seen seen = look_at_nodes(cli, proof, false);
    bool whole = prove_is_whole(proof);
    char a[24], b[24], c[24], d[24];

    cli_say(cli, stdout, whole ? "prove.head" : "prove.head-part", s->id,
            number(a, sizeof a, proof->pair_count), number(b, sizeof b, s->turn_limit),
            NULL);
    for (unsigned i = 0; i < proof->pair_count; i++)
        show_pair(cli, proof, &proof->pairs[i], limits);
    show_naive(cli, proof);
    if (whole)
        prove_say_whole(cli, proof);
    cli_say(cli, stdout, "prove.seen", number(a, sizeof a, seen.nodes),
            number(b, sizeof b, seen.of_nodes), number(c, sizeof c, seen.replies),
            number(d, sizeof d, seen.of_replies), NULL);
    /* Else what was not reached may only lie further. */
    look_at_nodes(cli, proof, whole);
    if (prove_say_partly(cli, proof))
        return;
    cli_say(cli, stdout,
            fair               ? "prove.fair"
            : proof->bad_pairs ? "prove.unfair"
                               : "prove.unfair-whole",
            s->id, number(a, sizeof a, proof->bad_pairs),
            number(b, sizeof b, proof->pair_count), NULL);
}

/* ---- for programs ---- */

static void
print_pair(const struct sp_proof *proof, const struct sp_pair_proof *pair,
           const struct prove_limits *limits)
{
    cJSON *json = cJSON_CreateObject(), *list;

    cJSON_AddStringToObject(json, "type", "customer");
    cJSON_AddStringToObject(json, "style",
                            proof->scenario->styles->style[pair->style].id);
    cJSON_AddStringToObject(json, "motive", motive_id(proof, pair));
    cJSON_AddBoolToObject(json, "whole", pair->whole);
    cJSON_AddNumberToObject(json, "states", pair->states);
    cJSON_AddNumberToObject(json, "stuck", pair->stuck);
    cJSON_AddBoolToObject(json, "passes", pair->passes);
    if (pair->passes && pair->whole) {
        cJSON_AddNumberToObject(json, "lowest", pair->lowest);
        cJSON_AddNumberToObject(json, "highest", pair->highest);
        cJSON_AddNumberToObject(json, "lowestPass", pair->lowest_pass);
    }
    if (pair->passes) {
        list = cJSON_AddArrayToObject(json, "shortestPass");
        for (unsigned i = 0; i < pair->shortest; i++)
            cJSON_AddItemToArray(list, cJSON_CreateString(pair->path[i]->id));
    }
    list = cJSON_AddArrayToObject(json, "chances");
    for (unsigned i = 0; i < proof->strategies; i++) {
        const struct sp_chance *chance = &pair->chance[i];
        cJSON *item = cJSON_CreateObject();

        cJSON_AddStringToObject(item, "player", proof->strategy[i]);
        cJSON_AddStringToObject(item, "part", chance->part);
        cJSON_AddStringToObject(item, "whole", chance->whole);
        cJSON_AddNumberToObject(item, "millionths", (double)chance->ppm);
        if (!pair->whole) {
            cJSON_AddStringToObject(item, "mostPart", chance->most_part);
            cJSON_AddStringToObject(item, "mostWhole", chance->most_whole);
            cJSON_AddNumberToObject(item, "mostMillionths", (double)chance->most_ppm);
        }
        cJSON_AddBoolToObject(item, "tooOften", chance->too_often);
        cJSON_AddItemToArray(list, item);
    }
    prove_add_pair(proof, pair, json);
    prove_add_cut(limits, pair, json);
    cli_print_json(stdout, json);
}

static void
print_json(const struct cli *cli, const struct sp_proof *proof,
           const struct prove_limits *limits, bool fair)
{
    struct seen seen = look_at_nodes(cli, proof, false);
    cJSON *json = cJSON_CreateObject();

    for (unsigned i = 0; i < proof->pair_count; i++)
        print_pair(proof, &proof->pairs[i], limits);
    cJSON_AddStringToObject(json, "type", "proof");
    cJSON_AddStringToObject(json, "scenario", proof->scenario->id);
    cJSON_AddNumberToObject(json, "customers", proof->pair_count);
    cJSON_AddNumberToObject(json, "withFindings", proof->bad_pairs);
    cJSON_AddNumberToObject(json, "nodes", seen.nodes);
    cJSON_AddNumberToObject(json, "ofNodes", seen.of_nodes);
    cJSON_AddNumberToObject(json, "replies", seen.replies);
    cJSON_AddNumberToObject(json, "ofReplies", seen.of_replies);
    prove_add_whole(proof, json);
    cJSON_AddBoolToObject(json, "fair", fair);
    cli_print_json(stdout, json);
}

/* ---- the command ---- */

static int
prove_file(const struct cli *cli, const char *path, const struct options *options)
{
    struct prove_limits limits = {.cli = cli,
                                  .seconds = options->seconds,
                                  .tell = !cli->json && sp_os_has_terminal()};
    struct sp_prove_ask ask = {.states_most = (uint32_t)options->limit,
                               .bytes_most = (size_t)options->memory << 20,
                               .strategies = !options->quick};
    struct cli_set set = {0};
    int status = CLI_CANNOT;

    if (options->against)
        return prove_against(cli, path, options->against, options->quick, &limits,
                             &ask);
    if (cli_set_texts(cli, path, &set) && cli_set_read(cli, &set)) {
        prove_limits_begin(&limits, &ask);
        struct sp_proof *proof = sp_prove(set.scenario, &ask);
        prove_limits_end(&limits);
        bool fair = sp_proof_fair(proof);

        if (cli->json)
            print_json(cli, proof, &limits, fair);
        else
            show(cli, proof, &limits, fair);
        status = fair ? CLI_CLEAN : CLI_FINDINGS;
        if (options->witness && !prove_write_witness(cli, options->witness, proof))
            status = CLI_CANNOT;
        if (options->counter && !prove_write_counter(cli, options->counter, proof))
            status = CLI_CANNOT;
        if (options->sheet && !prove_write_sheet(cli, options->sheet, proof, &set))
            status = CLI_CANNOT;
        sp_proof_free(proof);
    }
    cli_set_finish(&set);
    return status;
}

int
cmd_prove(struct cli *cli, int argc, char **argv)
{
    struct options options = {.limit = STATES_MOST};
    const char *limit = NULL, *memory = NULL, *seconds = NULL;
    const struct cli_option list[] = {{.name = "quick", .flag = &options.quick},
                                      {.name = "limit", .value = &limit},
                                      {.name = "memory", .value = &memory},
                                      {.name = "time", .value = &seconds},
                                      {.name = "witness", .value = &options.witness},
                                      {.name = "counter", .value = &options.counter},
                                      {.name = "sheet", .value = &options.sheet},
                                      {.name = "against", .value = &options.against}};
    int words, worst = CLI_CLEAN;
    int status =
        cli_options(cli, "prove", argc, argv, list, sizeof list / sizeof *list, &words);

    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if ((limit && !cli_number(cli, "limit", limit, &options.limit)) ||
        (memory && !cli_number(cli, "memory", memory, &options.memory)) ||
        (seconds && !cli_number(cli, "time", seconds, &options.seconds)))
        return CLI_USAGE;
    /* One plan is for one scenario. */
    if (words == 0 ||
        ((options.witness || options.counter || options.sheet || options.against) &&
         words > 1) ||
        options.limit == 0 || options.limit > INT32_MAX ||
        options.memory > MEMORY_MOST || options.seconds > INT32_MAX ||
        (memory && options.memory == 0) || (seconds && options.seconds == 0)) {
        cli_say(cli, stderr, "usage.prove", NULL);
        return CLI_USAGE;
    }
    for (int i = 0; i < words && !prove_interrupted(); i++) {
        char *path = cli_scenario_path(argv[i]);

        status = prove_file(cli, path, &options);
        worst = status > worst ? status : worst;
        sp_free(path);
    }
    return worst;
}
