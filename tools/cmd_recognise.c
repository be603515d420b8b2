/* cmd_recognise.c: `sparring recognise`: the moves in typed lines, and the words that
 * make each. */
#include "card.h"
#include "ear.h"

#include <string.h>

/* The options, and what they led to. */
struct listening {
    struct cli *cli;
    struct sp_ear *ear;
    struct sp_ear_room *room;
    enum sp_ear_part part;
    const struct sp_scenario *scenario;
};

/* A string member, or NULL: *bad when there is something else. */
static const char *
member(const cJSON *root, const char *key, bool *bad)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(root, key);
    *bad |= item && !cJSON_IsString(item);
    return cJSON_IsString(item) ? item->valuestring : NULL;
}

static int
hear_json(const struct listening *l, const cJSON *root, const char *number)
{
    bool bad = !cJSON_IsObject(root);
    const char *id = member(root, "id", &bad), *text = member(root, "text", &bad);
    const char *context = member(root, "context", &bad);
    if (bad || !text) {
        cli_say(l->cli, stderr, "recognise.bad-line", number, NULL);
        return CLI_CANNOT;
    }
    struct sp_utterance line = {text,         context,
                                strlen(text), context ? strlen(context) : 0,
                                l->scenario,  l->part};
    struct sp_heard heard;
    enum sp_heard_result result = sp_recognise(l->ear, l->room, &line, &heard);
    cJSON *out = cJSON_CreateObject();
    if (id)
        cJSON_AddStringToObject(out, "id", id);
    ear_add_json(&heard, text, l->scenario, l->cli->lang, out);
    if (result != SP_HEARD_FINE) {
        cJSON_AddStringToObject(out, "error",
                                result == SP_HEARD_TOO_LONG ? "too-long" : "not-utf8");
        cli_say(l->cli, stderr, ear_refusal(result), number, NULL);
    }
    cli_print_json(stdout, out);
    return result == SP_HEARD_FINE ? CLI_CLEAN : CLI_CANNOT;
}

static int
hear_json_line(const struct listening *l, const struct ear_lines *lines)
{
    static const struct sp_json_limits limits = {1u << 20, 64, 1u << 20, 8};
    struct sp_json *doc = ear_line_json(l->cli, lines, &limits);
    int status = doc ? hear_json(l, sp_json_root(doc), lines->number) : CLI_CANNOT;
    sp_json_free(doc);
    return status;
}

/* ---- for people ---- */

static void
print_move(const struct listening *l, const struct sp_heard_move *move,
           const char *text, bool counted)
{
    char key[48], confidence[8];
    struct sp_str name = {0};
    char *words = sp_strndup(text + move->evidence.start,
                             move->evidence.end - move->evidence.start);
    const char *form = move->move == SP_CLOSE ? ear_form(move) : NULL;
    snprintf(key, sizeof key, "move.%s", sp_signal_name(move->move));
    sp_str_add(&name, cli_text(l->cli, key));
    if (form || (move->signals & SP_BIT(SP_DEFER_DATED))) {
        char *plain = sp_str_take(&name);
        snprintf(key, sizeof key, "recognise.%s%s", form ? "form." : "dated",
                 form ? form : "");
        sp_strings_add(l->cli->strings[l->cli->lang], &name, key,
                       (const char *const[]){plain, NULL});
        sp_free(plain);
    }
    snprintf(confidence, sizeof confidence, "%u", move->confidence);
    cli_say(l->cli, stdout, counted ? "recognise.move" : "recognise.seen", name.text,
            confidence, words, NULL);
    if (move->why[l->cli->lang])
        cli_say(l->cli, stdout, "recognise.why", move->why[l->cli->lang], NULL);
    sp_str_finish(&name);
    sp_free(words);
}

static void
print_about(const struct listening *l, const struct sp_heard *heard, const char *text)
{
    for (unsigned i = 0; i < heard->abouts; i++) {
        const struct sp_about *about = &heard->about[i];
        char *id = ear_reference(l->scenario, about);
        char *words = sp_strndup(text + about->where.start,
                                 about->where.end - about->where.start);
        cli_say(l->cli, stdout, "recognise.about", id, words, NULL);
        sp_free(id);
        sp_free(words);
    }
}

static int
hear_line(const struct listening *l, const char *text, size_t size, const char *context,
          const char *number)
{
    struct sp_utterance line = {
        text, context, size, context ? strlen(context) : 0, l->scenario, l->part};
    struct sp_heard heard;
    enum sp_heard_result result = sp_recognise(l->ear, l->room, &line, &heard);
    if (result != SP_HEARD_FINE) {
        cli_say(l->cli, stderr, ear_refusal(result), number, NULL);
        return CLI_CANNOT;
    }
    if (heard.counted == 0)
        cli_say(l->cli, stdout, "recognise.none", NULL);
    for (unsigned i = 0; i < heard.moves; i++)
        print_move(l, &heard.move[i], text, i < heard.counted);
    if (heard.reports)
        cli_say(l->cli, stdout, "recognise.reports", NULL);
    if (l->scenario)
        print_about(l, &heard, text);
    return CLI_CLEAN;
}

static int
hear_input(const struct listening *l, const char *context)
{
    struct sp_error error = {0};
    char *text = NULL;
    size_t size = 0;
    if (!sp_os_read_input("-", CLI_FILE_MOST, &text, &size, &error)) {
        cli_complain(l->cli, &error);
        sp_error_clear(&error);
        return CLI_CANNOT;
    }
    int status = CLI_CLEAN;
    struct ear_lines lines = {.rest = text, .end = text + size};
    while (ear_next_line(&lines)) /* goes on after a bad one */
        if ((l->cli->json ? hear_json_line(l, &lines)
                          : hear_line(l, lines.at, lines.size, context,
                                      lines.number)) != CLI_CLEAN)
            status = CLI_CANNOT;
    sp_free(text);
    return status;
}

static bool
take_part(const struct cli *cli, const char *word, enum sp_ear_part *part)
{
    *part = SP_EAR_WHOLE;
    if (!word)
        return true;
    if (strcmp(word, "rules") == 0)
        *part = SP_EAR_RULES_ALONE;
    else if (strcmp(word, "model") == 0)
        *part = SP_EAR_MODEL_ALONE;
    else
        cli_say(cli, stderr, "usage.recognise", NULL);
    return *part != SP_EAR_WHOLE;
}

int
cmd_recognise(struct cli *cli, int argc, char **argv)
{
    struct ear_files files = {0};
    struct listening l = {.cli = cli};
    const char *scenario = NULL, *context = NULL, *part = NULL;
    bool card = false;
    const struct cli_option options[] = {
        {"scenario", &scenario, NULL}, {"context", &context, NULL},
        {"rules", &files.rules, NULL}, {"model", &files.model, NULL},
        {"by", &part, NULL},           {"card", NULL, &card}};
    struct cli_set set = {0};
    int words = 0;
    int status = cli_options(cli, "recognise", argc, argv, options,
                             sizeof options / sizeof *options, &words);
    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (!take_part(cli, part, &l.part))
        return CLI_USAGE;
    if (words > 1) {
        cli_say(cli, stderr, "usage.recognise", NULL);
        return CLI_USAGE;
    }
    if (card)
        return card_show(cli);
    l.ear = ear_open(cli, &files);
    if (!l.ear)
        return CLI_CANNOT;
    l.room = sp_ear_room_new(l.ear);
    char *path = scenario ? cli_scenario_path(scenario) : NULL;
    if (path && !(cli_set_texts(cli, path, &set) && cli_set_read(cli, &set))) {
        status = CLI_CANNOT;
    } else {
        l.scenario = set.scenario;
        status = words == 0 ? hear_input(&l, context)
                            : hear_line(&l, argv[0], strlen(argv[0]), context, "1");
    }
    sp_free(path);
    cli_set_finish(&set);
    sp_ear_room_free(l.room);
    sp_ear_free(l.ear);
    return status;
}
