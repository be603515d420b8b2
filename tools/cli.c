/* cli.c: options, sentences and files for the commands. */
#include "cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char *
cli_text(const struct cli *cli, const char *key)
{
    return sp_strings_get(cli->strings[cli->lang], key);
}

void
cli_say(const struct cli *cli, FILE *to, const char *key, ...)
{
    const char *args[8] = {NULL};
    struct sp_str out = {0};
    va_list list;

    va_start(list, key);
    for (size_t i = 0; i + 1 < sizeof args / sizeof *args; i++) {
        if (!(args[i] = va_arg(list, const char *)))
            break;
    }
    va_end(list);
    sp_strings_add(cli->strings[cli->lang], &out, key, args);
    if (to == stderr)
        fflush(stdout); /* so that the two do not mix in one terminal */
    fprintf(to, "%s\n", sp_str_text(&out));
    sp_str_finish(&out);
}

void
cli_complain(const struct cli *cli, const struct sp_error *error)
{
    struct sp_str out = {0};

    sp_error_write(error, cli->strings[cli->lang], &out);
    fprintf(cli->err, "sparring: %s\n", sp_str_text(&out));
    sp_str_finish(&out);
}

void
cli_print_json(FILE *to, cJSON *json)
{
    char *text = cJSON_PrintUnformatted(json);

    fprintf(to, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(json);
}

cJSON *
cli_finding_json(const struct cli *cli, const char *file, const struct sp_diag *diag)
{
    static const char *const severities[] = {"note", "warning", "error"};
    cJSON *json = cJSON_CreateObject();
    struct sp_str out = {0};

    sp_diag_sentence(diag, cli->strings[cli->lang], &out);
    cJSON_AddStringToObject(json, "file", file);
    cJSON_AddNumberToObject(json, "line", diag->line);
    cJSON_AddNumberToObject(json, "column", diag->column);
    cJSON_AddStringToObject(json, "severity", severities[diag->severity]);
    cJSON_AddStringToObject(json, "code", diag->code);
    cJSON_AddStringToObject(json, "pointer", diag->pointer);
    cJSON_AddStringToObject(json, "message", sp_str_text(&out));
    cJSON *args = cJSON_AddArrayToObject(json, "args");
    for (int i = 0; i < SP_DIAG_ARGS && diag->args[i]; i++)
        cJSON_AddItemToArray(args, cJSON_CreateString(diag->args[i]));
    if (diag->line2) {
        cJSON *other = cJSON_AddObjectToObject(json, "other");

        cJSON_AddNumberToObject(other, "line", diag->line2);
        cJSON_AddNumberToObject(other, "column", diag->column2);
    }
    sp_str_finish(&out);
    return json;
}

static void
finding(const struct cli *cli, FILE *to, const char *file, const struct sp_diag *diag,
        struct sp_source *source)
{
    struct sp_str out = {0};

    if (cli->json) {
        cli_print_json(to, cli_finding_json(cli, file, diag));
        return;
    }
    sp_diag_write(diag, file, cli->strings[cli->lang], &out);
    sp_str_add_char(&out, '\n');
    if (source->text)
        sp_source_write(source, diag->line, diag->column, &out);
    sp_diag_write_other(diag, file, cli->strings[cli->lang], &out);
    sp_str_add(&out, diag->line2 ? "\n" : "");
    fputs(sp_str_text(&out), to);
    sp_str_finish(&out);
}

void
cli_finding(const struct cli *cli, FILE *to, const char *file,
            const struct sp_diag *diag, const char *text, size_t size)
{
    struct sp_source source = {.text = text, .size = size};

    finding(cli, to, file, diag, &source);
}

void
cli_findings(const struct cli *cli, FILE *to, const char *file,
             const struct sp_diags *diags, const char *text, size_t size)
{
    struct sp_source source = {.text = text, .size = size};

    for (size_t i = 0; i < diags->count; i++)
        finding(cli, to, file, &diags->items[i], &source);
}

void
cli_when(int64_t ms, char *out, size_t room)
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm local;

    if (!localtime_r(&seconds, &local) ||
        strftime(out, room, "%Y-%m-%d %H:%M", &local) == 0)
        snprintf(out, room, "-");
}

/* ---- options ---- */

static int
usage(const struct cli *cli, const char *command, const char *key, const char *word)
{
    char name[40];

    fputs("sparring: ", cli->err);
    cli_say(cli, cli->err, key, word, NULL);
    snprintf(name, sizeof name, "usage.%s", command);
    cli_say(cli, cli->err, name, NULL);
    return CLI_USAGE;
}

bool
cli_take_lang(struct cli *cli, const char *word)
{
    return cli->lang_given = sp_lang_find(word, &cli->lang);
}

/* One option at argv[*at]; moves *at past what it took. */
static int
take_option(struct cli *cli, const char *command, int argc, char **argv, int *at,
            const struct cli_option *options, size_t count)
{
    const char *word = argv[*at] + 2, *equals = strchr(word, '=');
    size_t size = equals ? (size_t)(equals - word) : strlen(word);
    const char *lang = NULL;
    const struct cli_option common[] = {{.name = "lang", .value = &lang},
                                        {.name = "json", .flag = &cli->json}};
    const struct cli_option *found = NULL;

    for (size_t i = 0; i < count + 2; i++) {
        const struct cli_option *o = i < count ? &options[i] : &common[i - count];

        if (strlen(o->name) == size && memcmp(o->name, word, size) == 0)
            found = o;
    }
    if (!found || (equals && !found->value))
        return usage(cli, command, "cli.option-unknown", argv[*at]);
    if (found->flag) {
        *found->flag = true;
        return CLI_CLEAN;
    }
    if (!equals && *at + 1 >= argc)
        return usage(cli, command, "cli.option-value", argv[*at]);
    *found->value = equals ? equals + 1 : argv[++*at];
    if (lang && !cli_take_lang(cli, lang))
        return usage(cli, command, "cli.lang", lang);
    return CLI_CLEAN;
}

int
cli_options(struct cli *cli, const char *command, int argc, char **argv,
            const struct cli_option *options, size_t count, int *words)
{
    bool more = true;
    char name[40];

    *words = 0;
    for (int i = 0; i < argc; i++) {
        if (more && strcmp(argv[i], "--") == 0) {
            more = false;
        } else if (more && strcmp(argv[i], "--help") == 0) {
            snprintf(name, sizeof name, "usage.%s", command);
            cli_say(cli, cli->out, name, NULL);
            return -1;
        } else if (more && strncmp(argv[i], "--", 2) == 0) {
            int status = take_option(cli, command, argc, argv, &i, options, count);

            if (status != CLI_CLEAN)
                return status;
        } else {
            argv[(*words)++] = argv[i];
        }
    }
    return CLI_CLEAN;
}

bool
cli_number(const struct cli *cli, const char *option, const char *word, uint64_t *out)
{
    uint64_t value = 0;
    bool ok = *word != '\0';

    for (const char *c = word; ok && *c; c++) {
        uint64_t digit = (uint64_t)(*c - '0');

        ok = *c >= '0' && *c <= '9' && value <= (UINT64_MAX - digit) / 10;
        value = value * 10 + digit;
    }
    if (ok)
        *out = value;
    else
        cli_say(cli, cli->err, "cli.number", option, word, NULL);
    return ok;
}

/* ---- files ---- */

char *
cli_scenario_path(const char *word)
{
    size_t size = strlen(word);
    struct sp_str name = {0};

    if (strchr(word, '/') || (size > 5 && strcmp(word + size - 5, ".json") == 0))
        return sp_strdup(word);
    char *folder = sp_os_scenarios_folder();
    sp_str_addf(&name, "%s.json", word);
    char *path = sp_os_join(folder, sp_str_text(&name));
    sp_str_finish(&name);
    sp_free(folder);
    return path;
}

/* The file beside the scenario, else the shipped one. A link may stand in for it, but a
 * folder from a stranger shall not show what lies elsewhere. */
static char *
companion(const char *path, const char *name, bool *leads_out)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? sp_strndup(path, (size_t)(slash - path)) : sp_strdup(".");
    char *beside = sp_os_join(*folder ? folder : "/", name);
    bool there = sp_os_size(beside) >= 0;

    *leads_out = there && sp_os_leads_out(*folder ? folder : "/", beside);
    sp_free(folder);
    if (there)
        return beside;
    sp_free(beside);
    folder = sp_os_scenarios_folder();
    beside = sp_os_join(folder, name);
    sp_free(folder);
    return beside;
}

bool
cli_set_texts(const struct cli *cli, const char *path, struct cli_set *set)
{
    struct sp_error error = {0};
    bool ok = true, out[SP_PARTS] = {false};

    set->path[SP_PART_SCENARIO] = sp_strdup(path);
    set->path[SP_PART_RUBRIC] = companion(path, "rubric.json", &out[SP_PART_RUBRIC]);
    set->path[SP_PART_STYLES] = companion(path, "styles.json", &out[SP_PART_STYLES]);
    for (unsigned i = 0; ok && i < SP_PARTS; i++) {
        if (out[i])
            ok = sp_error_set(&error, "file-elsewhere", set->path[i], NULL, NULL);
        else if (!set->text[i])
            ok = sp_os_read_plain(set->path[i], CLI_FILE_MOST, &set->text[i],
                                  &set->size[i], &error);
    }
    if (!ok)
        cli_complain(cli, &error);
    for (unsigned i = 0; !ok && i < SP_LANGS; i++)
        sp_error_write(&error, cli->strings[i], &set->trouble[i]);
    sp_error_clear(&error);
    return ok;
}

/* "price.json, line 12: …", of the first error. */
static void
tell_first(const struct cli *cli, struct cli_set *set, enum sp_part part,
           const struct sp_diags *diags)
{
    const char *slash = strrchr(set->path[part], '/');
    const char *file = slash ? slash + 1 : set->path[part];
    const struct sp_diag *first = NULL;
    char line[16];

    for (size_t i = 0; i < diags->count && !first; i++) {
        if (diags->items[i].severity == SP_ERROR)
            first = &diags->items[i];
    }
    for (unsigned i = 0; first && i < SP_LANGS; i++) {
        struct sp_str sentence = {0};

        sp_diag_sentence(first, cli->strings[i], &sentence);
        snprintf(line, sizeof line, "%u", first->line);
        sp_strings_add(cli->strings[i], &set->trouble[i], "reload.bad",
                       (const char *const[]){file, line, sp_str_text(&sentence), NULL});
        sp_str_finish(&sentence);
    }
}

static bool
said(const struct cli *cli, struct cli_set *set, enum sp_part part,
     struct sp_diags *diags, const void *made)
{
    sp_diags_sort(diags);
    if (!made)
        tell_first(cli, set, part, diags);
    for (size_t i = 0; !made && i < diags->count; i++)
        cli_finding(cli, cli->err, set->path[part], &diags->items[i], set->text[part],
                    set->size[part]);
    sp_diags_finish(diags);
    *diags = (struct sp_diags){0};
    return made != NULL;
}

bool
cli_set_read(const struct cli *cli, struct cli_set *set)
{
    struct sp_diags diags = {0};

    set->rubric =
        sp_rubric_read(set->text[SP_PART_RUBRIC], set->size[SP_PART_RUBRIC], &diags);
    if (!said(cli, set, SP_PART_RUBRIC, &diags, set->rubric))
        return false;
    set->styles = sp_styles_read(set->text[SP_PART_STYLES], set->size[SP_PART_STYLES],
                                 set->rubric, &diags);
    if (!said(cli, set, SP_PART_STYLES, &diags, set->styles))
        return false;
    set->scenario =
        sp_scenario_read(set->text[SP_PART_SCENARIO], set->size[SP_PART_SCENARIO],
                         set->rubric, set->styles, &diags);
    return said(cli, set, SP_PART_SCENARIO, &diags, set->scenario);
}

void
cli_set_finish(struct cli_set *set)
{
    sp_scenario_free(set->scenario);
    sp_styles_free(set->styles);
    sp_rubric_free(set->rubric);
    for (unsigned i = 0; i < SP_PARTS; i++) {
        sp_free(set->text[i]);
        sp_free(set->path[i]);
    }
    for (unsigned i = 0; i < SP_LANGS; i++)
        sp_str_finish(&set->trouble[i]);
}
