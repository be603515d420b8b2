/* cmd_lint.c: `sparring lint FILE…`: everything that is wrong with a file, in one run.
 */
#include "cli.h"
#include "upgrade.h"

#include <string.h>

/* What a file says it is; a scenario when it does not say. */
static enum sp_part
part_of(const char *text, size_t size)
{
    struct sp_diags ignored = {0};
    struct sp_json *doc = sp_json_read(text, size, &sp_json_usual, &ignored);
    enum sp_part part = SP_PART_SCENARIO;
    const cJSON *format =
        doc ? cJSON_GetObjectItemCaseSensitive(sp_json_root(doc), "format") : NULL;

    if (cJSON_IsString(format) && strcmp(format->valuestring, "sparring-rubric") == 0)
        part = SP_PART_RUBRIC;
    if (cJSON_IsString(format) && strcmp(format->valuestring, "sparring-styles") == 0)
        part = SP_PART_STYLES;
    sp_json_free(doc);
    sp_diags_finish(&ignored);
    return part;
}

/* Reads the set with the linted file in its place; only that file's findings count. */
static void
check(const struct cli *cli, struct cli_set *set, enum sp_part part,
      struct sp_diags *diags, bool *could)
{
    struct sp_diags other = {0};
    struct sp_diags *own[SP_PARTS] = {&other, &other, &other};

    own[part] = diags;
    set->rubric = sp_rubric_read(set->text[SP_PART_RUBRIC], set->size[SP_PART_RUBRIC],
                                 own[SP_PART_RUBRIC]);
    if (set->rubric && part != SP_PART_RUBRIC)
        set->styles =
            sp_styles_read(set->text[SP_PART_STYLES], set->size[SP_PART_STYLES],
                           set->rubric, own[SP_PART_STYLES]);
    if (set->styles && part == SP_PART_SCENARIO)
        set->scenario =
            sp_scenario_lint(set->text[SP_PART_SCENARIO], set->size[SP_PART_SCENARIO],
                             set->rubric, set->styles, diags);
    *could = other.errors == 0;
    if (!*could)
        cli_finding(cli, stderr,
                    set->path[set->rubric ? SP_PART_STYLES : SP_PART_RUBRIC],
                    &other.items[0], NULL, 0);
    sp_diags_finish(&other);
}

static int
lint_file(const struct cli *cli, const char *path, bool upgrade)
{
    struct cli_set set = {0};
    struct sp_diags diags = {0};
    bool could = true;
    char errors[24], warnings[24];
    int status = CLI_CANNOT;

    if (cli_set_texts(cli, path, &set)) {
        enum sp_part part =
            part_of(set.text[SP_PART_SCENARIO], set.size[SP_PART_SCENARIO]);

        if (part != SP_PART_SCENARIO) {
            sp_free(set.text[part]);
            set.text[part] = set.text[SP_PART_SCENARIO];
            set.size[part] = set.size[SP_PART_SCENARIO];
            set.text[SP_PART_SCENARIO] = NULL;
        }
        check(cli, &set, part, &diags, &could);
        sp_diags_sort(&diags);
        upgrade = upgrade && could && diags.errors == 0;
        if (!upgrade)
            cli_findings(cli, stdout, path, &diags, set.text[part], set.size[part]);
        snprintf(errors, sizeof errors, "%zu", diags.errors);
        snprintf(warnings, sizeof warnings, "%zu", diags.warnings);
        if (!cli->json && could && !upgrade)
            cli_say(cli, stdout,
                    diags.errors + diags.warnings ? "lint.findings" : "lint.clean",
                    path, errors, warnings, NULL);
        status = !could                          ? CLI_CANNOT
                 : diags.errors + diags.warnings ? CLI_FINDINGS
                                                 : CLI_CLEAN;
        if (upgrade)
            status = upgrade_file(cli, path, set.text[part], set.size[part]);
    }
    sp_diags_finish(&diags);
    cli_set_finish(&set);
    return status;
}

int
cmd_lint(struct cli *cli, int argc, char **argv)
{
    bool upgrade = false;
    const struct cli_option options[] = {{.name = "upgrade", .flag = &upgrade}};
    int words, worst = CLI_CLEAN;
    int status = cli_options(cli, "lint", argc, argv, options, 1, &words);

    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (words == 0) {
        cli_say(cli, stderr, "usage.lint", NULL);
        return CLI_USAGE;
    }
    for (int i = 0; i < words; i++) {
        char *path = cli_scenario_path(argv[i]);

        status = lint_file(cli, path, upgrade);
        worst = status > worst ? status : worst;
        sp_free(path);
    }
    return worst;
}
