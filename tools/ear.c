/* ear.c: reading the recogniser's files, and what it heard as JSON. */
#include "ear.h"

#include <string.h>

char *
ear_path(const char *name)
{
    char *assets = sp_os_assets_folder();
    char *folder = sp_os_join(assets, "nlu");
    char *path = sp_os_join(folder, name);
    sp_free(assets);
    sp_free(folder);
    return path;
}

static char *
in_folder(const char *folder, const char *name)
{
    return folder ? sp_os_join(folder, name) : ear_path(name);
}

static bool
read_file(const struct cli *cli, const char *path, char **text, struct sp_ear_file *out)
{
    struct sp_error error = {0};
    bool ok = sp_os_read(path, CLI_FILE_MOST, text, &out->size, &error);
    out->at = *text;
    if (!ok)
        cli_complain(cli, &error);
    sp_error_clear(&error);
    return ok;
}

static void
complain(const struct cli *cli, const struct sp_ear_fault *fault, char *const *path,
         const char *model)
{
    struct sp_str number = {0};
    sp_str_addf(&number, "%u", fault->line);
    if (fault->what == SP_EAR_RULES)
        cli_say(cli, stderr, "recognise.bad-rules", path[fault->file], number.text,
                NULL);
    else
        cli_say(cli, stderr, "recognise.bad-model", model, NULL);
    sp_str_finish(&number);
}

struct sp_ear *
ear_open(const struct cli *cli, const struct ear_files *files)
{
    struct sp_ear_file rules[SP_EAR_RULES_FILES] = {0}, model = {0};
    char *path[SP_EAR_RULES_FILES],
        *text[SP_EAR_RULES_FILES + 1] = {0}; /* the model last */
    struct sp_ear_fault fault;
    struct sp_ear *ear = NULL;
    bool ok = true;
    for (unsigned i = 0; i < SP_EAR_RULES_FILES; i++) {
        path[i] = in_folder(files->rules, sp_ear_rules_files[i]);
        ok = ok && read_file(cli, path[i], &text[i], &rules[i]);
    }
    char *model_path = files->model ? sp_strdup(files->model) : ear_path("model.bin");
    ok = ok && (!*model_path ||
                read_file(cli, model_path, &text[SP_EAR_RULES_FILES], &model));
    if (ok && !(ear = sp_ear_new(rules, SP_EAR_RULES_FILES, model, &fault)))
        complain(cli, &fault, path, model_path);
    for (unsigned i = 0; i < SP_EAR_RULES_FILES; i++) {
        sp_free(text[i]);
        sp_free(path[i]);
    }
    sp_free(text[SP_EAR_RULES_FILES]);
    sp_free(model_path);
    return ear;
}

const char *
ear_refusal(enum sp_heard_result result)
{
    return result == SP_HEARD_TOO_LONG ? "recognise.too-long" : "recognise.not-utf8";
}

bool
ear_next_line(struct ear_lines *lines)
{
    while (lines->rest < lines->end) {
        const char *at = lines->rest;
        const char *stop = memchr(at, '\n', (size_t)(lines->end - at));
        lines->at = at;
        lines->size = (size_t)((stop ? stop : lines->end) - at);
        lines->rest = stop ? stop + 1 : lines->end;
        snprintf(lines->number, sizeof lines->number, "%u", ++lines->count);
        if (lines->size > 0)
            return true;
    }
    return false;
}

struct sp_json *
ear_line_json(const struct cli *cli, const struct ear_lines *lines,
              const struct sp_json_limits *limits)
{
    struct sp_diags diags = {0};
    struct sp_json *doc = sp_json_read(lines->at, lines->size, limits, &diags);
    for (size_t i = 0; i < diags.count; i++)
        diags.items[i].line = lines->count;
    if (!doc)
        cli_findings(cli, stderr, "-", &diags, NULL, 0);
    sp_diags_finish(&diags);
    return doc;
}

const char *
ear_form(const struct sp_heard_move *move)
{
    static const struct {
        enum sp_signal signal;
        const char *name;
    } forms[] = {{SP_CLOSE_ALTERNATIVE, "alternative"},
                 {SP_CLOSE_STEP, "step"},
                 {SP_CLOSE_ASSUMPTIVE, "assumptive"},
                 {SP_CLOSE_DIRECT, "direct"}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (move->signals & SP_BIT(forms[i].signal))
            return forms[i].name;
    return NULL;
}

cJSON *
ear_span_json(const char *text, struct sp_span span)
{
    cJSON *json = cJSON_CreateObject();
    char *words = sp_strndup(text + span.start, span.end - span.start);
    cJSON_AddStringToObject(json, "text", words);
    cJSON_AddNumberToObject(json, "start", span.start);
    cJSON_AddNumberToObject(json, "end", span.end);
    sp_free(words);
    return json;
}

static cJSON *
move_json(const struct sp_heard_move *move, const char *text, enum sp_lang lang)
{
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "move", sp_signal_name(move->move));
    cJSON_AddNumberToObject(json, "confidence", move->confidence);
    if (move->unsure)
        cJSON_AddTrueToObject(json, "unsure");
    cJSON_AddItemToObject(json, "evidence", ear_span_json(text, move->evidence));
    if (move->move == SP_CLOSE)
        cJSON_AddStringToObject(json, "form",
                                ear_form(move) ? ear_form(move) : "direct");
    if (move->move == SP_DEFER)
        cJSON_AddBoolToObject(json, "dated",
                              (move->signals & SP_BIT(SP_DEFER_DATED)) != 0);
    if (move->rule)
        cJSON_AddStringToObject(json, "rule", move->rule);
    if (move->why[lang])
        cJSON_AddStringToObject(json, "why", move->why[lang]);
    cJSON *words = cJSON_AddArrayToObject(json, "words");
    for (unsigned i = 0; i < move->words; i++)
        cJSON_AddItemToArray(words, ear_span_json(text, move->word[i]));
    return json;
}

char *
ear_reference(const struct sp_scenario *s, const struct sp_about *about)
{
    struct sp_str out = {0};
    switch (about->kind) {
    case SP_ABOUT_NEED:
        sp_str_addf(&out, "need:%s", s->needs[about->index].id);
        break;
    case SP_ABOUT_REMEDY:
        sp_str_addf(&out, "remedy:%s", s->remedies[about->index].id);
        break;
    case SP_ABOUT_FEATURE:
        sp_str_addf(&out, "feature:%s", s->features[about->index].id);
        break;
    default:
        sp_str_addf(&out, "motive:%s", s->motives[about->index].id);
    }
    return sp_str_take(&out);
}

static void
add_references(const struct sp_heard *heard, const char *text,
               const struct sp_scenario *scenario, cJSON *to)
{
    cJSON *about = cJSON_AddArrayToObject(to, "about");
    cJSON *references = cJSON_AddArrayToObject(to, "references");
    for (unsigned i = 0; i < heard->abouts; i++) {
        char *id = ear_reference(scenario, &heard->about[i]);
        cJSON *one = cJSON_CreateObject();
        cJSON_AddItemToArray(about, cJSON_CreateString(id));
        cJSON_AddStringToObject(one, "id", id);
        cJSON_AddStringToObject(one, "cue", heard->about[i].cue);
        cJSON_AddItemToObject(one, "evidence",
                              ear_span_json(text, heard->about[i].where));
        cJSON_AddItemToArray(references, one);
        sp_free(id);
    }
}

void
ear_add_json(const struct sp_heard *heard, const char *text,
             const struct sp_scenario *scenario, enum sp_lang lang, cJSON *to)
{
    cJSON *moves = cJSON_AddArrayToObject(to, "moves");
    cJSON *seen = cJSON_AddArrayToObject(to, "seen");
    for (unsigned i = 0; i < heard->moves; i++)
        cJSON_AddItemToArray(i < heard->counted ? moves : seen,
                             move_json(&heard->move[i], text, lang));
    if (heard->reports)
        cJSON_AddTrueToObject(to, "reports");
    if (scenario)
        add_references(heard, text, scenario, to);
}
