/* card.c: the agreement card on the terminal. */
#include "card.h"

#include <stdlib.h>
#include <string.h>

#include "ear.h"

/* A number of an object, as "0.71" (of percent) or "345". */
static void
number(const cJSON *of, const char *key, bool percent, char out[16])
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(of, key);
    int value = cJSON_IsNumber(item) ? item->valueint : 0;
    if (percent)
        snprintf(out, 16, "%s%d.%02d", value < 0 ? "-" : "", abs(value) / 100 % 100,
                 abs(value) % 100);
    else
        snprintf(out, 16, "%d", value);
}

static void
interval(const cJSON *of, char low[16], char high[16])
{
    const cJSON *pair = cJSON_GetObjectItemCaseSensitive(of, "interval");
    for (int i = 0; i < 2; i++) {
        const cJSON *item = cJSON_GetArrayItem(pair, i);
        int value = cJSON_IsNumber(item) ? item->valueint : 0;
        snprintf(i ? high : low, 16, "%d.%02d", value / 100 % 100, value % 100);
    }
}

/* The words for a set or a part of it; as it is written when there are none. */
static const char *
name_of(const struct cli *cli, const char *name)
{
    char key[64];
    snprintf(key, sizeof key, "card.is.%s", name);
    const char *text = cli_text(cli, key);
    return strcmp(text, key) == 0 ? name : text;
}

static void
print_move(const struct cli *cli, const cJSON *move)
{
    char key[64], lines[16], precision[16], recall[16], f1[16], low[16], high[16],
        kappa[16], both[64];
    snprintf(key, sizeof key, "move.%s", move->string);
    number(move, "lines", false, lines);
    number(move, "precision", true, precision);
    number(move, "recall", true, recall);
    number(move, "f1", true, f1);
    number(move, "kappa", true, kappa);
    interval(move, low, high);
    snprintf(both, sizeof both, "%s (%s–%s)", f1, low, high);
    cli_say(cli, stdout, "card.move", cli_text(cli, key), lines, precision, recall,
            both, kappa, NULL);
}

static void
print_part(const struct cli *cli, const cJSON *part)
{
    char lines[16], f1[16], low[16], high[16], kappa[16], none[16], wrong[16], both[64];
    const cJSON *move;
    number(part, "lines", false, lines);
    number(part, "f1", true, f1);
    number(part, "kappa", true, kappa);
    number(part, "none", false, none);
    number(part, "falseOnNone", false, wrong);
    interval(part, low, high);
    snprintf(both, sizeof both, "%s (%s–%s)", f1, low, high);
    cli_say(cli, stdout, "card.part", name_of(cli, part->string), lines, both, kappa,
            wrong, none, NULL);
    cJSON_ArrayForEach(move, cJSON_GetObjectItemCaseSensitive(part, "moves"))
    {
        print_move(cli, move);
    }
}

char *
card_people_path(struct sp_error *error)
{
    char *folder = sp_os_data_folder(error);
    char *path = folder ? sp_os_join(folder, "coded.json") : NULL;
    sp_free(folder);
    return path;
}

static const char *
word(const cJSON *of, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(of, key);
    return cJSON_IsString(item) ? item->valuestring : NULL;
}

/* Who has coded lines here: two people, or only the program. */
static void
print_coders(const struct cli *cli)
{
    struct sp_diags ignored = {0};
    char *path = card_people_path(NULL), *text = NULL, lines[16];
    size_t size = 0;
    struct sp_json *doc = NULL;
    if (path && sp_os_read(path, 1u << 16, &text, &size, NULL))
        doc = sp_json_read(text, size, &sp_json_usual, &ignored);
    const cJSON *root = doc ? sp_json_root(doc) : NULL;
    if (root && word(root, "one") && word(root, "other") && word(root, "kappa")) {
        number(root, "lines", false, lines);
        cli_say(cli, stdout, "card.people", word(root, "one"), word(root, "other"),
                lines, word(root, "kappa"), NULL);
    } else {
        cli_say(cli, stdout, "card.provisional", NULL);
    }
    sp_json_free(doc);
    sp_diags_finish(&ignored);
    sp_free(text);
    sp_free(path);
}

static void
print_card(const struct cli *cli, const cJSON *root)
{
    const cJSON *measured = cJSON_GetObjectItemCaseSensitive(root, "measured"), *set,
                *part;
    cli_say(cli, stdout, "card.title",
            cJSON_IsString(measured) ? measured->valuestring : "", NULL);
    print_coders(cli);
    cJSON_ArrayForEach(set, cJSON_GetObjectItemCaseSensitive(root, "sets"))
    {
        printf("\n%s\n", name_of(cli, set->string));
        cJSON_ArrayForEach(part, set)
        {
            print_part(cli, part);
        }
    }
}

int
card_show(const struct cli *cli)
{
    struct sp_error error = {0};
    struct sp_diags diags = {0};
    char *path = ear_path("card.json"), *text = NULL;
    size_t size = 0;
    int status = CLI_CANNOT;
    if (!sp_os_read(path, CLI_FILE_MOST, &text, &size, &error)) {
        cli_complain(cli, &error);
    } else {
        struct sp_json *doc = sp_json_read(text, size, &sp_json_usual, &diags);
        if (!doc)
            cli_findings(cli, stderr, path, &diags, text, size);
        else if (cli->json)
            cli_print_json(stdout, cJSON_Duplicate(sp_json_root(doc), 1));
        else
            print_card(cli, sp_json_root(doc));
        status = doc ? CLI_CLEAN : CLI_CANNOT;
        sp_json_free(doc);
    }
    sp_diags_finish(&diags);
    sp_error_clear(&error);
    sp_free(text);
    sp_free(path);
    return status;
}
