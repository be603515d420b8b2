/* cmd_plan.c: `sparring plan FILE…`: plays plans and says where they fail. */
#include "cli.h"

#include <string.h>

/* price-objection.plan belongs to price-objection.json beside it. */
static char *
scenario_of(const char *plan)
{
    size_t size = strlen(plan);
    struct sp_str path = {0};

    if (size > 5 && strcmp(plan + size - 5, ".plan") == 0)
        size -= 5;
    sp_str_add_n(&path, plan, size);
    sp_str_add(&path, ".json");
    return sp_str_take(&path);
}

static int
run_cases(const struct cli *cli, const char *file, const struct sp_plan *plan,
          const char *text, size_t size, const struct sp_scenario *scenario)
{
    unsigned failed = 0;
    char good[12], all[12];

    for (unsigned i = 0; i < plan->count; i++) {
        struct sp_diags diags = {0};

        sp_session_free(sp_plan_run(&plan->cases[i], scenario, &diags));
        if (diags.errors > 0) {
            failed++;
            if (!cli->json)
                cli_say(cli, stdout, "plan.case", plan->cases[i].title, NULL);
        }
        for (size_t k = 0; k < diags.count; k++)
            cli_finding(cli, stdout, file, &diags.items[k], text, size);
        sp_diags_finish(&diags);
    }
    snprintf(good, sizeof good, "%u", plan->count - failed);
    snprintf(all, sizeof all, "%u", plan->count);
    if (!cli->json)
        cli_say(cli, stdout, "plan.sum", file, good, all, NULL);
    return failed ? CLI_FINDINGS : CLI_CLEAN;
}

static int
plan_file(const struct cli *cli, const char *file)
{
    struct cli_set set = {0};
    struct sp_diags diags = {0};
    struct sp_error error = {0};
    char *text = NULL, *path = scenario_of(file);
    size_t size;
    int status = CLI_CANNOT;

    if (!sp_os_read(file, CLI_FILE_MOST, &text, &size, &error)) {
        cli_complain(cli, &error);
    } else if (cli_set_texts(cli, path, &set) && cli_set_read(cli, &set)) {
        struct sp_plan *plan = sp_plan_read(text, size, &diags);

        for (size_t i = 0; i < diags.count; i++)
            cli_finding(cli, stdout, file, &diags.items[i], text, size);
        status =
            plan ? run_cases(cli, file, plan, text, size, set.scenario) : CLI_FINDINGS;
        sp_plan_free(plan);
    }
    sp_diags_finish(&diags);
    sp_error_clear(&error);
    cli_set_finish(&set);
    sp_free(path);
    sp_free(text);
    return status;
}

int
cmd_plan(struct cli *cli, int argc, char **argv)
{
    int words, worst = CLI_CLEAN;
    int status = cli_options(cli, "plan", argc, argv, NULL, 0, &words);

    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (words == 0) {
        cli_say(cli, stderr, "usage.plan", NULL);
        return CLI_USAGE;
    }
    for (int i = 0; i < words; i++) {
        status = plan_file(cli, argv[i]);
        worst = status > worst ? status : worst;
    }
    return worst;
}
