/* prove_say.c: what a proof says beside chances. */
#include "prove.h"

static const char *
number(char *out, size_t room, long value)
{
    snprintf(out, room, "%ld", value);
    return out;
}

static const char *
style_name(const struct cli *cli, const struct sp_proof *proof,
           const struct sp_pair_proof *pair)
{
    return sp_text_in(&proof->scenario->styles->style[pair->style].name, cli->lang);
}

static const char *
motive_id(const struct sp_proof *proof, unsigned motive)
{
    return proof->scenario->motives[motive].id;
}

/* "why, trial, step" */
static char *
path_text(const struct sp_reply *const *path, unsigned lines)
{
    struct sp_str out = {0};

    for (unsigned i = 0; i < lines; i++)
        sp_str_addf(&out, "%s%s", i ? ", " : "", path[i]->id);
    return sp_str_take(&out);
}

/* The ids of the rubric's checks that are not in `earned`. */
static char *
checks_text(const struct sp_rubric *rubric, uint32_t earned)
{
    struct sp_str out = {0};

    for (unsigned i = 0; i < rubric->competencies; i++) {
        for (unsigned k = 0; k < rubric->competency[i].levels; k++) {
            if (!((earned >> (i * SP_LEVELS + k)) & 1))
                sp_str_addf(&out, "%s%s", out.size ? ", " : "",
                            rubric->competency[i].level[k].id);
        }
    }
    return sp_str_take(&out);
}

/* ---- for people ---- */

/* A call with one manner alone is one with any. */
static bool
told_already(const struct sp_pair_proof *pair, unsigned never)
{
    return never == SP_NEVER_MANNER && (pair->breach[SP_NEVER_ASSERTION].lines ||
                                        pair->breach[SP_NEVER_FLATTERY].lines);
}

void
prove_say_pair(const struct cli *cli, const struct sp_proof *proof,
               const struct sp_pair_proof *pair)
{
    const struct sp_rubric *rubric = proof->scenario->rubric;
    const char *style = style_name(cli, proof, pair),
               *motive = motive_id(proof, pair->motive);

    for (unsigned n = 0; n < SP_NEVERS; n++) {
        const struct sp_breach *breach = &pair->breach[n];
        struct sp_str key = {0};

        if (breach->lines == 0 || told_already(pair, n))
            continue;
        sp_str_addf(&key, "prove.never.%s", sp_never_name(n));
        char *path = path_text(breach->path, breach->lines);

        cli_say(cli, stdout, key.text, style, motive, path, NULL);
        sp_free(path);
        sp_str_finish(&key);
    }
    char *cannot = checks_text(rubric, pair->earned);

    if (pair->whole && *cannot)
        cli_say(cli, stdout, "prove.cannot", style, motive, cannot, NULL);
    sp_free(cannot);
}

static void
say_spread(const struct cli *cli, const struct sp_proof *proof)
{
    char low[24], high[24], most[24];

    for (unsigned i = 0; i < proof->scenario->motive_count; i++) {
        const struct sp_spread *spread = &proof->spread[i];

        cli_say(cli, stdout,
                spread->too_wide                   ? "prove.spread-wide"
                : spread->lowest < spread->highest ? "prove.spread"
                                                   : "prove.spread-one",
                motive_id(proof, i), number(low, sizeof low, spread->lowest),
                number(high, sizeof high, spread->highest),
                number(most, sizeof most, proof->scenario->rubric->fairness.spread),
                NULL);
    }
}

static void
say_without(const struct cli *cli, const struct sp_proof *proof)
{
    char best[24], passes[24], all[24];

    for (unsigned n = 0; n < SP_NEVERS - SP_NEVER_WITHOUT; n++) {
        int top = -1;
        long passed = 0;
        struct sp_str key = {0};

        for (unsigned i = 0; i < proof->pair_count; i++) {
            const struct sp_without *without = &proof->pairs[i].without[n];

            top = without->best > top ? without->best : top;
            passed += without->passes;
        }
        sp_str_addf(&key, "move.%s", sp_signal_name(sp_never_move(n)));
        if (top >= 0)
            cli_say(cli, stdout, "prove.without", cli_text(cli, key.text),
                    number(best, sizeof best, top),
                    number(passes, sizeof passes, passed),
                    number(all, sizeof all, proof->pair_count), NULL);
        sp_str_finish(&key);
    }
}

void
prove_say_whole(const struct cli *cli, const struct sp_proof *proof)
{
    long rivals = 0, rivals_pass = 0, kin = 0, kin_pass = 0;
    char a[24], b[24], c[24], d[24];

    for (unsigned i = 0; i < proof->pair_count; i++) {
        rivals += proof->pairs[i].rivals;
        rivals_pass += proof->pairs[i].rivals_pass;
        kin += proof->pairs[i].kin;
        kin_pass += proof->pairs[i].kin_pass;
    }
    cli_say(cli, stdout, "prove.spreads", NULL);
    say_spread(cli, proof);
    cli_say(cli, stdout, "prove.withouts", NULL);
    say_without(cli, proof);
    cli_say(cli, stdout, "prove.rivals", number(a, sizeof a, rivals_pass),
            number(b, sizeof b, rivals), number(c, sizeof c, kin_pass),
            number(d, sizeof d, kin), NULL);
    if (proof->unearned == 0)
        return;
    char *checks = checks_text(proof->scenario->rubric, proof->earned);

    cli_say(cli, stdout, "prove.unearned", checks,
            number(a, sizeof a, proof->scenario->rubric->fairness.unearned), NULL);
    sp_free(checks);
}

/* ---- for programs ---- */

static void
add_path(cJSON *json, const char *key, const struct sp_reply *const *path,
         unsigned lines)
{
    cJSON *list = cJSON_AddArrayToObject(json, key);

    for (unsigned i = 0; i < lines; i++)
        cJSON_AddItemToArray(list, cJSON_CreateString(path[i]->id));
}

static void
add_checks(const struct sp_rubric *rubric, uint32_t earned, const char *key,
           cJSON *json)
{
    cJSON *list = cJSON_AddArrayToObject(json, key);

    for (unsigned i = 0; i < rubric->competencies; i++) {
        for (unsigned k = 0; k < rubric->competency[i].levels; k++) {
            if (!((earned >> (i * SP_LEVELS + k)) & 1))
                cJSON_AddItemToArray(
                    list, cJSON_CreateString(rubric->competency[i].level[k].id));
        }
    }
}

static void
add_breaches(const struct sp_proof *proof, const struct sp_pair_proof *pair,
             cJSON *json)
{
    cJSON *list = cJSON_AddArrayToObject(json, "never");

    for (unsigned n = 0; n < SP_NEVERS; n++) {
        const struct sp_breach *breach = &pair->breach[n];

        if (breach->lines == 0)
            continue;
        cJSON *item = cJSON_CreateObject();

        cJSON_AddStringToObject(item, "id", sp_never_name(n));
        add_path(item, "lines", breach->path, breach->lines);
        if (breach->ending >= 0)
            cJSON_AddStringToObject(item, "ending",
                                    proof->scenario->endings[breach->ending].id);
        cJSON_AddBoolToObject(item, "pass", breach->pass);
        cJSON_AddItemToArray(list, item);
    }
}

void
prove_add_pair(const struct sp_proof *proof, const struct sp_pair_proof *pair,
               cJSON *json)
{
    cJSON *list;

    if (pair->passes) {
        cJSON_AddNumberToObject(json, "highestPass", pair->highest_pass);
        add_path(json, "perfect", pair->perfect, pair->perfect_lines);
    }
    add_checks(proof->scenario->rubric, pair->earned, "cannotEarn", json);
    add_breaches(proof, pair, json);
    list = cJSON_AddArrayToObject(json, "without");
    for (unsigned n = 0; n < SP_NEVERS - SP_NEVER_WITHOUT; n++) {
        const struct sp_without *without = &pair->without[n];
        cJSON *item = cJSON_CreateObject();

        cJSON_AddStringToObject(item, "move", sp_signal_name(sp_never_move(n)));
        cJSON_AddBoolToObject(item, "passes", without->passes);
        if (without->best >= 0)
            cJSON_AddNumberToObject(item, "highest", without->best);
        cJSON_AddItemToArray(list, item);
    }
    cJSON_AddNumberToObject(json, "rivals", pair->rivals);
    cJSON_AddNumberToObject(json, "rivalsPass", pair->rivals_pass);
    cJSON_AddNumberToObject(json, "kin", pair->kin);
    cJSON_AddNumberToObject(json, "kinPass", pair->kin_pass);
    cJSON_AddBoolToObject(json, "fair", !pair->bad);
}

void
prove_add_whole(const struct sp_proof *proof, cJSON *json)
{
    cJSON *list = cJSON_AddArrayToObject(json, "spread");

    for (unsigned i = 0; i < proof->scenario->motive_count; i++) {
        if (!proof->spread[i].known)
            continue;
        cJSON *item = cJSON_CreateObject();

        cJSON_AddStringToObject(item, "motive", motive_id(proof, i));
        cJSON_AddNumberToObject(item, "lowest", proof->spread[i].lowest);
        cJSON_AddNumberToObject(item, "highest", proof->spread[i].highest);
        cJSON_AddBoolToObject(item, "tooWide", proof->spread[i].too_wide);
        cJSON_AddItemToArray(list, item);
    }
    add_checks(proof->scenario->rubric, proof->earned, "unearned", json);
}
