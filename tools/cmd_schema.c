/* cmd_schema.c: `sparring schema [NAME]`: the JSON Schemas of files and of output. */
#include "cli.h"

#include <string.h>

static char *
schema_folder(void)
{
    char *scenarios = sp_os_scenarios_folder();
    char *folder = sp_os_join(scenarios, "schema");

    sp_free(scenarios);
    return folder;
}

/* Names are of small letters, so that no word leads out of the folder. */
static bool
is_name(const char *word)
{
    size_t size = strspn(word, "abcdefghijklmnopqrstuvwxyz");

    return size > 0 && word[size] == '\0';
}

static bool
read_schema(const char *folder, const char *name, char **text, size_t *size,
            struct sp_error *error)
{
    char *path = sp_os_join(folder, name);
    bool ok = sp_os_read(path, CLI_FILE_MOST, text, size, error);

    sp_free(path);
    return ok;
}

/* A title is "English · 中文". */
static const char *
title_in(char *title, enum sp_lang lang)
{
    static const char between[] = " · ";
    char *at = strstr(title, between);

    if (at && lang == SP_ZH)
        return at + sizeof between - 1;
    if (at)
        *at = '\0';
    return title;
}

/* "scenario     Scenario: …", the sentence from the file's own title. */
static void
list_one(const struct cli *cli, const char *folder, const char *file)
{
    struct sp_diags ignored = {0};
    char *text = NULL;
    size_t size = 0;

    if (read_schema(folder, file, &text, &size, NULL)) {
        struct sp_json *doc = sp_json_read(text, size, &sp_json_usual, &ignored);
        const cJSON *title =
            doc ? cJSON_GetObjectItemCaseSensitive(sp_json_root(doc), "title") : NULL;
        char *both = sp_strdup(cJSON_IsString(title) ? title->valuestring : "");

        printf("%-12.*s %s\n", (int)(strlen(file) - strlen(".json")), file,
               title_in(both, cli->lang));
        sp_free(both);
        sp_json_free(doc);
    }
    sp_diags_finish(&ignored);
    sp_free(text);
}

static int
list(const struct cli *cli, const char *folder, const char *unknown)
{
    struct sp_os_names names = {0};
    struct sp_error error = {0};
    struct sp_str known = {0};
    int status = unknown ? CLI_CANNOT : CLI_CLEAN;

    if (!sp_os_list(folder, ".json", &names, &error)) {
        cli_complain(cli, &error);
        status = CLI_CANNOT;
    } else if (unknown) {
        for (size_t i = 0; i < names.count; i++) {
            sp_str_add(&known, i ? ", " : "");
            sp_str_add_n(&known, names.name[i],
                         strlen(names.name[i]) - strlen(".json"));
        }
        cli_say(cli, stderr, "schema.unknown", unknown, sp_str_text(&known), NULL);
    }
    for (size_t i = 0; !unknown && i < names.count; i++)
        list_one(cli, folder, names.name[i]);
    sp_str_finish(&known);
    sp_error_clear(&error);
    sp_os_names_finish(&names);
    return status;
}

static int
print(const struct cli *cli, const char *folder, const char *word)
{
    struct sp_str file = {0};
    struct sp_error error = {0};
    char *text = NULL;
    size_t size = 0;
    int status = CLI_CLEAN;

    sp_str_addf(&file, "%s.json", word);
    if (!is_name(word)) {
        status = list(cli, folder, word);
    } else if (read_schema(folder, file.text, &text, &size, &error)) {
        fwrite(text, 1, size, stdout);
    } else if (sp_error_is(&error, "file-missing")) {
        status = list(cli, folder, word);
    } else {
        cli_complain(cli, &error);
        status = CLI_CANNOT;
    }
    sp_error_clear(&error);
    sp_str_finish(&file);
    sp_free(text);
    return status;
}

int
cmd_schema(struct cli *cli, int argc, char **argv)
{
    int words, status = cli_options(cli, "schema", argc, argv, NULL, 0, &words);

    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (words > 1) {
        cli_say(cli, stderr, "usage.schema", NULL);
        return CLI_USAGE;
    }
    char *folder = schema_folder();
    status = words ? print(cli, folder, argv[0]) : list(cli, folder, NULL);
    sp_free(folder);
    return status;
}
