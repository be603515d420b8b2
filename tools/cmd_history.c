/* cmd_history.c: `sparring history`: what was played, and one attempt in full. */
#include "play.h"
#include "store/exams.h"

#include <string.h>

static void
state_text(const struct cli *cli, const struct sp_attempt *a, struct sp_str *out)
{
    char first[12], second[12];
    const char *args[] = {first, second, NULL};
    const char *key = a->state == SP_RUNNING     ? "history.running"
                      : a->state == SP_ABANDONED ? "history.abandoned"
                      : a->result.pass           ? "history.passed"
                                                 : "history.failed";
    char taken[12], from[9];
    const char *origin[] = {taken, from, NULL};

    snprintf(first, sizeof first, "%d",
             a->has_result ? a->result.total : (int)a->turns);
    snprintf(second, sizeof second, "%d", a->result.out_of);
    sp_strings_add(cli->strings[cli->lang], out, key, args);
    if (!a->branched)
        return;
    snprintf(taken, sizeof taken, "%u", a->branched_lines);
    snprintf(from, sizeof from, "%.8s", a->branched_from);
    sp_strings_add(cli->strings[cli->lang], out,
                   *from ? "history.branched" : "history.branched-lost", origin);
}

static void
print_json(const struct sp_attempt *a)
{
    cJSON *json = cJSON_CreateObject();
    char seed[24];

    snprintf(seed, sizeof seed, "%llu", (unsigned long long)a->seed);
    cJSON_AddStringToObject(json, "attempt", a->id);
    cJSON_AddStringToObject(json, "scenario", a->scenario_id);
    cJSON_AddStringToObject(json, "scenarioSha256", a->content[SP_PART_SCENARIO]);
    cJSON_AddStringToObject(json, "rubricSha256", a->content[SP_PART_RUBRIC]);
    cJSON_AddStringToObject(json, "stylesSha256", a->content[SP_PART_STYLES]);
    cJSON_AddStringToObject(json, "seed", seed);
    cJSON_AddStringToObject(json, "style", a->style);
    cJSON_AddStringToObject(json, "motive", a->motive);
    cJSON_AddStringToObject(json, "input", sp_input_name(a->input));
    cJSON_AddStringToObject(json, "setting", sp_setting_name(a->setting));
    cJSON_AddStringToObject(json, "lang", sp_lang_tag(a->lang));
    cJSON_AddStringToObject(json, "state", sp_attempt_state_name(a->state));
    cJSON_AddNumberToObject(json, "startedMs", (double)a->started_ms);
    cJSON_AddNumberToObject(json, "endedMs", (double)a->ended_ms);
    cJSON_AddNumberToObject(json, "lines", a->turns);
    if (a->branched) {
        cJSON_AddNumberToObject(json, "branchedLines", a->branched_lines);
        if (*a->branched_from)
            cJSON_AddStringToObject(json, "branchedFrom", a->branched_from);
        else
            cJSON_AddNullToObject(json, "branchedFrom");
    }
    if (a->has_result) {
        cJSON_AddNumberToObject(json, "total", a->result.total);
        cJSON_AddNumberToObject(json, "outOf", a->result.out_of);
        cJSON_AddNumberToObject(json, "mark", a->result.mark);
        cJSON_AddBoolToObject(json, "pass", a->result.pass);
        cJSON_AddStringToObject(json, "ending", a->result.ending);
        cJSON_AddItemToObject(json, "levels", cJSON_Parse(a->result.levels));
    }
    cli_print_json(stdout, json);
}

static void
print_line(const struct cli *cli, const struct sp_attempt *a)
{
    char id[9], when[32];
    struct sp_str state = {0}, who = {0};

    snprintf(id, sizeof id, "%.8s", a->id);
    cli_when(a->started_ms, when, sizeof when);
    state_text(cli, a, &state);
    /* The motive of a call that goes on would be given away. */
    sp_str_addf(&who, "%s%s%s", a->style, a->state == SP_RUNNING ? "" : "/",
                a->state == SP_RUNNING ? "" : a->motive);
    cli_say(cli, stdout, "history.line", id, when, a->scenario_id, sp_str_text(&who),
            sp_str_text(&state), NULL);
    sp_str_finish(&who);
    sp_str_finish(&state);
}

static int
show_one(struct cli *cli, struct sp_store *store, const char *id)
{
    struct sp_error error = {0};
    struct sp_round *round =
        may_open_attempt(store, id, &error) ? sp_round_resume(store, id, &error) : NULL;

    if (round) {
        print_round(cli, round, true);
        if (!sp_round_agrees(round))
            cli_say(cli, stderr, "history.other-score", NULL);
    } else {
        cli_complain(cli, &error);
    }
    sp_error_clear(&error);
    bool ok = round != NULL;
    sp_round_free(round);
    return ok ? CLI_CLEAN : CLI_CANNOT;
}

static int
show_list(struct cli *cli, struct sp_store *store)
{
    char person[SP_ID_SIZE];
    struct sp_filter filter = {.person = person};
    struct sp_attempts all = {0};
    struct sp_error error = {0};
    char number[24];

    if (!own_person(store, person, &error) ||
        !sp_store_history(store, &filter, &all, &error)) {
        cli_complain(cli, &error);
        sp_error_clear(&error);
        return CLI_CANNOT;
    }
    for (size_t i = 0; i < all.count; i++) {
        if (all.item[i].setting == SP_EXAM && sp_sitting_hides(store, all.item[i].id))
            continue;
        if (cli->json)
            print_json(&all.item[i]);
        else
            print_line(cli, &all.item[i]);
    }
    if (all.count == 0 && !cli->json)
        cli_say(cli, stdout, "history.empty", NULL);
    if (all.bad > 0) {
        snprintf(number, sizeof number, "%zu", all.bad);
        cli_say(cli, stderr, "history.bad", number, NULL);
    }
    sp_attempts_finish(&all);
    return CLI_CLEAN;
}

int
cmd_history(struct cli *cli, int argc, char **argv)
{
    int words, status = cli_options(cli, "history", argc, argv, NULL, 0, &words);
    char id[SP_ID_SIZE];
    struct sp_store *store;

    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (words > 1) {
        cli_say(cli, stderr, "usage.history", NULL);
        return CLI_USAGE;
    }
    if (!(store = open_records(cli)))
        return CLI_CANNOT;
    if (words == 0)
        status = show_list(cli, store);
    else
        status = find_attempt(cli, store, argv[0], id) ? show_one(cli, store, id)
                                                       : CLI_CANNOT;
    sp_store_close(store);
    return status;
}
