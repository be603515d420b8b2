/* cmd_lint.c: `sparring lint FILE…`: everything that is wrong with a file, in one run.
 */
#include "cli.h"
#include "entry.h"
#include "upgrade.h"

#include <string.h>

#include "core/exam.h"
#include "core/lint.h"

struct job {
    const struct cli *cli;
    const char *stdin_name; /* what standard input is called; or NULL */
    bool upgrade;
    unsigned files;
    size_t errors, warnings, notes;
};

/* What a file says it is; a scenario when it does not say, SP_PARTS for an exam. */
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
    if (cJSON_IsString(format) && strcmp(format->valuestring, "sparring-exam") == 0)
        part = SP_PARTS;
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
    sp_lint_begin(set->text[part], set->size[part], diags);
    set->rubric = (part == SP_PART_RUBRIC ? sp_rubric_lint : sp_rubric_read)(
        set->text[SP_PART_RUBRIC], set->size[SP_PART_RUBRIC], own[SP_PART_RUBRIC]);
    if (set->rubric && part != SP_PART_RUBRIC)
        set->styles = (part == SP_PART_STYLES ? sp_styles_lint : sp_styles_read)(
            set->text[SP_PART_STYLES], set->size[SP_PART_STYLES], set->rubric,
            own[SP_PART_STYLES]);
    if (set->styles && part == SP_PART_SCENARIO)
        set->scenario =
            sp_scenario_lint(set->text[SP_PART_SCENARIO], set->size[SP_PART_SCENARIO],
                             set->rubric, set->styles, diags);
    sp_lint_end(diags);
    *could = other.errors == 0;
    if (!*could)
        cli_finding(cli, stderr,
                    set->path[set->rubric ? SP_PART_STYLES : SP_PART_RUBRIC],
                    &other.items[0], NULL, 0);
    sp_diags_finish(&other);
}

/* "FILE: 2 errors, 1 warning"; of notes only when there are some. */
static void
say_sum(const struct cli *cli, const char *file, size_t errors, size_t warnings,
        size_t notes)
{
    struct sp_str safe = {0};
    char number[3][24];
    const char *key = notes               ? "lint.findings-notes"
                      : errors + warnings ? "lint.findings"
                                          : "lint.clean";

    snprintf(number[0], sizeof number[0], "%zu", errors);
    snprintf(number[1], sizeof number[1], "%zu", warnings);
    snprintf(number[2], sizeof number[2], "%zu", notes);
    sp_str_add_safe(&safe, file);
    cli_say(cli, stdout, key, sp_str_text(&safe), number[0], number[1], number[2],
            NULL);
    sp_str_finish(&safe);
}

static void
print_findings(const struct cli *cli, const char *name, struct sp_diags *diags,
               const char *text, size_t size)
{
    struct sp_str safe = {0};
    char more[24];

    sp_str_add_safe(&safe, name);
    cli_findings(cli, stdout, name, diags, text, size);
    snprintf(more, sizeof more, "%zu", diags->dropped);
    if (diags->dropped > 0)
        cli_say(cli, cli->json ? stderr : stdout, "lint.more", sp_str_text(&safe), more,
                NULL);
    sp_str_finish(&safe);
    if (!cli->json)
        say_sum(cli, name, diags->errors, diags->warnings, diags->notes);
}

/* An exam is read by itself; what it names is looked up when it is published. */
static int
lint_exam(struct job *job, const struct cli_set *set, const char *name)
{
    const char *text = set->text[SP_PART_SCENARIO];
    size_t size = set->size[SP_PART_SCENARIO];
    struct sp_diags diags = {0};

    sp_exam_free(sp_exam_read(text, size, &diags));
    sp_diags_sort(&diags);
    print_findings(job->cli, name, &diags, text, size);
    job->files++;
    job->errors += diags.errors;
    int status = diags.errors ? CLI_FINDINGS : CLI_CLEAN;

    sp_diags_finish(&diags);
    return status;
}

/* Lints the scenario's text of `set`, which is whatever the file was, read from `path`
 * or already there, and called `name`. */
static int
lint_set(struct job *job, struct cli_set *set, const char *path, const char *name)
{
    struct sp_diags diags = {0};
    bool could = true;

    if (!cli_set_texts(job->cli, path, set))
        return CLI_CANNOT;
    enum sp_part part =
        part_of(set->text[SP_PART_SCENARIO], set->size[SP_PART_SCENARIO]);

    if (part == SP_PARTS)
        return lint_exam(job, set, name);
    if (part != SP_PART_SCENARIO) {
        sp_free(set->text[part]);
        set->text[part] = set->text[SP_PART_SCENARIO];
        set->size[part] = set->size[SP_PART_SCENARIO];
        set->text[SP_PART_SCENARIO] = NULL;
    }
    check(job->cli, set, part, &diags, &could);
    sp_diags_sort(&diags);
    bool upgrade = job->upgrade && could && diags.errors == 0;
    if (could && !upgrade)
        print_findings(job->cli, name, &diags, set->text[part], set->size[part]);
    job->files++;
    job->errors += diags.errors;
    job->warnings += diags.warnings;
    job->notes += diags.notes;
    int status = !could                          ? CLI_CANNOT
                 : diags.errors + diags.warnings ? CLI_FINDINGS
                                                 : CLI_CLEAN;

    if (upgrade)
        status = upgrade_file(job->cli, path, set->text[part], set->size[part]);
    sp_diags_finish(&diags);
    return status;
}

static int
lint_file(struct job *job, const char *path)
{
    struct cli_set set = {0};
    int status = lint_set(job, &set, path, path);

    cli_set_finish(&set);
    return status;
}

/* What an editor has not saved yet. Its name tells in which folder it belongs. */
static int
lint_input(struct job *job)
{
    struct cli_set set = {0};
    struct sp_error error = {0};
    const char *name = job->stdin_name ? job->stdin_name : "-";
    char *path = job->stdin_name ? sp_strdup(name) : cli_scenario_path("-");
    int status = CLI_CANNOT;

    if (sp_os_read_input(name, CLI_FILE_MOST, &set.text[SP_PART_SCENARIO],
                         &set.size[SP_PART_SCENARIO], &error))
        status = lint_set(job, &set, path, name);
    else
        cli_complain(job->cli, &error);
    sp_error_clear(&error);
    cli_set_finish(&set);
    sp_free(path);
    return status;
}

/* All *.json of a folder, not of those inside it. */
static int
lint_folder(struct job *job, const char *folder)
{
    struct sp_os_names names = {0};
    struct sp_error error = {0};
    int status, worst = CLI_CLEAN;

    if (!sp_os_list(folder, ".json", &names, &error)) {
        cli_complain(job->cli, &error);
        sp_error_clear(&error);
        return CLI_CANNOT;
    }
    if (names.count == 0) {
        cli_say(job->cli, stderr, "lint.empty", folder, NULL);
        worst = CLI_CANNOT;
    }
    for (size_t i = 0; i < names.count; i++) {
        char *path = sp_os_join(folder, names.name[i]);

        if (sp_os_leads_out(folder, path)) {
            sp_error_set(&error, "file-elsewhere", path, NULL, NULL);
            cli_complain(job->cli, &error);
            sp_error_clear(&error);
            status = CLI_CANNOT;
        } else {
            status = lint_file(job, path);
        }
        worst = status > worst ? status : worst;
        sp_free(path);
    }
    sp_os_names_finish(&names);
    return worst;
}

static int
lint_word(struct job *job, const char *word)
{
    if (strcmp(word, "-") == 0)
        return lint_input(job);
    if (sp_os_is_folder(word))
        return lint_folder(job, word);
    char *path = cli_scenario_path(word);
    int status = lint_file(job, path);

    sp_free(path);
    return status;
}

int
cmd_lint(struct cli *cli, int argc, char **argv)
{
    struct job job = {.cli = cli};
    const char *explain = NULL;
    bool input = false;
    const struct cli_option options[] = {
        {.name = "explain", .value = &explain},
        {.name = "stdin-name", .value = &job.stdin_name},
        {.name = "upgrade", .flag = &job.upgrade},
    };
    int words, worst = CLI_CLEAN;
    int status = cli_options(cli, "lint", argc, argv, options,
                             sizeof options / sizeof *options, &words);
    char files[12];

    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (explain && words == 0)
        return entry_explain(cli, explain);
    for (int i = 0; i < words; i++)
        input = input || strcmp(argv[i], "-") == 0;
    if (words == 0 || explain || (job.stdin_name && !input) || (job.upgrade && input)) {
        cli_say(cli, stderr, "usage.lint", NULL);
        return CLI_USAGE;
    }
    for (int i = 0; i < words; i++) {
        status = lint_word(&job, argv[i]);
        worst = status > worst ? status : worst;
    }
    snprintf(files, sizeof files, "%u", job.files);
    if (job.files > 1 && !cli->json && !job.upgrade) {
        struct sp_str all = {0};

        sp_strings_add(cli->strings[cli->lang], &all, "lint.all",
                       (const char *const[]){files, NULL});
        say_sum(cli, sp_str_text(&all), job.errors, job.warnings, job.notes);
        sp_str_finish(&all);
    }
    return worst;
}
