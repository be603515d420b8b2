/* play_plan.c: a case of a plan, played up to its end and then left to the person. */
#include "play.h"

#include <string.h>

/* Says what the case picks. */
static bool
say_lines(const struct cli *cli, const struct sp_plan_case *c, struct sp_round *round)
{
    struct sp_error error = {0};
    bool ok = true;

    for (unsigned i = 0; i < c->line_count && ok; i++) {
        const struct sp_plan_line *line = &c->lines[i];
        char number[12];

        if (line->verb != SP_PLAN_PICK)
            continue;
        ok = sp_round_answer(round, line->word[line->arg], &error);
        snprintf(number, sizeof number, "%u", line->line);
        if (!ok)
            cli_say(cli, stderr, "play.plan-closed", number, line->word[line->arg],
                    NULL);
    }
    sp_error_clear(&error);
    return ok;
}

static struct sp_round *
begin_case(const struct cli *cli, const struct sp_plan_case *c,
           const struct cli_set *set)
{
    struct sp_diags diags = {0};
    struct sp_error error = {0};
    struct sp_round_start start = {
        .seed = c->seed, .style = c->style, .motive = c->motive, .lang = cli->lang};

    for (unsigned i = 0; i < SP_PARTS; i++)
        start.content[i] =
            (struct sp_bytes){.text = set->text[i], .size = set->size[i]};
    struct sp_round *round = sp_round_begin(&start, &diags, &error);

    if (!round)
        cli_complain(cli, &error);
    sp_diags_finish(&diags);
    sp_error_clear(&error);
    if (round && !say_lines(cli, c, round)) {
        sp_round_free(round);
        round = NULL;
    }
    return round;
}

/* Keeps the call as an attempt that waits to be resumed. */
static bool
keep_case(const struct cli *cli, const struct sp_round *round, char id[SP_ID_SIZE])
{
    struct sp_store *store = open_records(cli);
    struct sp_error error = {0};
    struct sp_round *kept =
        store ? sp_round_practise(store, round, NULL, &error) : NULL;

    if (kept)
        memcpy(id, sp_round_id(kept), SP_ID_SIZE);
    else if (error.code)
        cli_complain(cli, &error);
    sp_error_clear(&error);
    sp_round_free(kept);
    sp_store_close(store);
    return kept != NULL;
}

static struct sp_plan *
read_plan(const struct cli *cli, const char *path)
{
    struct sp_error error = {0};
    struct sp_diags diags = {0};
    struct sp_plan *plan = NULL;
    char *text = NULL;
    size_t size = 0;

    if (sp_os_read(path, CLI_FILE_MOST, &text, &size, &error)) {
        plan = sp_plan_read(text, size, &diags);
        cli_findings(cli, stderr, path, &diags, text, size);
    } else {
        cli_complain(cli, &error);
    }
    sp_error_clear(&error);
    sp_diags_finish(&diags);
    sp_free(text);
    return plan;
}

bool
begin_plan_case(const struct cli *cli, const char *scenario, const char *path,
                uint64_t number, char id[SP_ID_SIZE])
{
    struct cli_set set = {0};
    char *file = cli_scenario_path(scenario), most[12];
    struct sp_plan *plan = read_plan(cli, path);
    struct sp_round *round = NULL;

    if (plan && (number == 0 || number > plan->count)) {
        snprintf(most, sizeof most, "%u", plan->count);
        cli_say(cli, stderr, "play.plan-cases", path, most, NULL);
    } else if (plan && scenario_exists(cli, scenario, file) &&
               cli_set_texts(cli, file, &set) && cli_set_read(cli, &set)) {
        round = begin_case(cli, &plan->cases[number - 1], &set);
    }
    bool ok = round && keep_case(cli, round, id);

    sp_round_free(round);
    cli_set_finish(&set);
    sp_plan_free(plan);
    sp_free(file);
    return ok;
}
