/* exam_read.c: an assessment out of its file. */
#include "core/exam.h"

#include "read.h"

#include <string.h>

#define HASH_DIGITS 64

static void
read_styles(struct reader *r, const cJSON *item, struct sp_exam_item *out)
{
    const cJSON *list = get(item, "styles"), *at;

    if (!list || !is_array(r, list) || !few_enough(r, list, SP_STYLES))
        return;
    if (!list->child)
        report(r, list, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
    cJSON_ArrayForEach(at, list)
    {
        if (!cJSON_IsString(at))
            report(r, at, SP_JSON_VALUE, "E020", "string", sp_json_type(at), NULL);
        else if (id_ok(r, at, SP_JSON_VALUE, at->valuestring))
            out->style[out->styles++] = sp_arena_strdup(r->arena, at->valuestring);
    }
}

static void
read_form(struct reader *r, const cJSON *list, struct sp_exam_form *form)
{
    const cJSON *at;

    if (!is_array(r, list) || !few_enough(r, list, SP_EXAM_ITEMS))
        return;
    if (!list->child)
        report(r, list, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
    cJSON_ArrayForEach(at, list)
    {
        struct sp_exam_item *item = &form->item[form->items];

        if (!is_object(r, at))
            continue;
        known_keys(r, at, "scenario styles");
        if (read_id(r, at, "scenario", &item->scenario)) {
            form->items++;
            read_styles(r, at, item);
        }
    }
}

static void
read_forms(struct reader *r, const cJSON *root, struct sp_exam *exam)
{
    const cJSON *all = need_object(r, root, "forms"), *at;

    if (!all || !few_enough(r, all, SP_EXAM_FORMS))
        return;
    if (!all->child)
        report(r, all, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
    cJSON_ArrayForEach(at, all)
    {
        if (!id_ok(r, at, SP_JSON_KEY, at->string))
            continue;
        struct sp_exam_form *form = &exam->form[exam->forms++];

        form->id = sp_arena_strdup(r->arena, at->string);
        read_form(r, at, form);
        /* Who gets a longer one would be asked for more. */
        if (form->items != exam->form[0].items && cJSON_IsArray(at))
            report(r, at, SP_JSON_KEY, "E110", form->id, exam->form[0].id, NULL);
    }
}

static void
read_warnings(struct reader *r, const cJSON *root, struct sp_exam *exam)
{
    const cJSON *list = get(root, "warnings"), *at;
    int last = exam->minutes;

    if (!list || !is_array(r, list) || !few_enough(r, list, SP_EXAM_WARNINGS))
        return;
    cJSON_ArrayForEach(at, list)
    {
        if (!cJSON_IsNumber(at)) {
            report(r, at, SP_JSON_VALUE, "E020", "number", sp_json_type(at), NULL);
        } else if (at->valuedouble < 1 || at->valuedouble >= last ||
                   at->valuedouble != (double)at->valueint) {
            report(r, at, SP_JSON_VALUE, "E111", NULL, NULL, NULL);
        } else {
            last = exam->warning[exam->warnings++] = at->valueint;
        }
    }
}

static void
read_rule(struct reader *r, const cJSON *root, struct sp_exam *exam)
{
    const cJSON *pass = need_object(r, root, "pass"), *levels, *at;
    struct sp_exam_rule *rule = &exam->rule;
    int most = exam->forms > 0 ? (int)exam->form[0].items : SP_EXAM_ITEMS;

    if (!pass)
        return;
    known_keys(r, pass, "scenarios total levels noCritical");
    if (!pass->child)
        report(r, pass, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
    read_int(r, pass, "scenarios", false, 1, most, &rule->scenarios);
    read_int(r, pass, "total", false, 1, 100, &rule->total);
    read_bool(r, pass, "noCritical", &rule->no_critical);
    levels = get(pass, "levels");
    if (!levels || !is_object(r, levels) || !few_enough(r, levels, SP_COMPETENCIES))
        return;
    cJSON_ArrayForEach(at, levels)
    {
        unsigned n = rule->levels;

        if (id_ok(r, at, SP_JSON_KEY, at->string) &&
            read_int(r, levels, at->string, true, 1, SP_LEVELS, &rule->level[n])) {
            rule->competency[n] = sp_arena_strdup(r->arena, at->string);
            rule->levels++;
        }
    }
}

static const char *
input_name(unsigned index)
{
    static const char *const names[] = {"choice", "words", NULL};

    return names[index];
}

static const char *
interruption_name(unsigned index)
{
    static const char *const names[] = {"note", "hold", NULL};

    return names[index];
}

static bool
read_hash(struct reader *r, const cJSON *at, const char **out)
{
    const char *text = cJSON_IsString(at) ? at->valuestring : "";
    bool ok =
        strlen(text) == HASH_DIGITS && strspn(text, "0123456789abcdef") == HASH_DIGITS;

    if (ok)
        *out = sp_arena_strdup(r->arena, text);
    else
        report(r, at, SP_JSON_VALUE, "E112", NULL, NULL, NULL);
    return ok;
}

static void
read_frozen(struct reader *r, const cJSON *root, struct sp_exam *exam)
{
    const cJSON *frozen = get(root, "frozen"), *parts, *at;
    const char *wanted[SP_EXAM_PARTS];

    if (!frozen || !is_object(r, frozen))
        return;
    known_keys(r, frozen, "engine rubric styles scenarios");
    exam->published = true;
    read_string(r, frozen, "engine", true, &exam->engine);
    if (read_string(r, frozen, "rubric", true, &exam->rubric))
        read_hash(r, get(frozen, "rubric"), &exam->rubric);
    if (read_string(r, frozen, "styles", true, &exam->styles))
        read_hash(r, get(frozen, "styles"), &exam->styles);
    parts = need_object(r, frozen, "scenarios");
    if (!parts || !few_enough(r, parts, SP_EXAM_PARTS))
        return;
    cJSON_ArrayForEach(at, parts)
    {
        struct sp_exam_part *part = &exam->part[exam->parts];

        if (id_ok(r, at, SP_JSON_KEY, at->string) && read_hash(r, at, &part->sha256)) {
            part->scenario = sp_arena_strdup(r->arena, at->string);
            exam->parts++;
        }
    }
    unsigned count = sp_exam_scenarios(exam, wanted);
    for (unsigned i = 0; i < count; i++) {
        if (!sp_exam_part_hash(exam, wanted[i]))
            report(r, parts, SP_JSON_KEY, "E113", wanted[i], NULL, NULL);
    }
}

static void
read_exam(struct reader *r, const cJSON *root, struct sp_exam *exam)
{
    unsigned word = 0;

    known_keys(r, root,
               "$schema format formatVersion languages id title purpose forms warmUp "
               "input minutes warnings attempts coolingHours practiceFirst "
               "interruption pass markReason notice keepDays frozen");
    memcpy(exam->has_lang, r->has_lang, sizeof r->has_lang);
    read_id(r, root, "id", &exam->id);
    read_text(r, root, "title", true, &exam->title);
    read_text(r, root, "purpose", true, &exam->purpose);
    read_forms(r, root, exam);
    if (get(root, "warmUp"))
        read_id(r, root, "warmUp", &exam->warm_up);
    if (read_word(r, root, "input", true, input_name, &word))
        exam->words = word == 1;
    read_int(r, root, "minutes", false, 0, 480, &exam->minutes);
    read_warnings(r, root, exam);
    read_int(r, root, "attempts", false, 0, 31, &exam->attempts);
    read_int(r, root, "coolingHours", false, 0, 24 * 365, &exam->cooling_hours);
    read_bool(r, root, "practiceFirst", &exam->practice_first);
    word = 0;
    read_word(r, root, "interruption", false, interruption_name, &word);
    exam->hold_interrupted = word == 1;
    read_rule(r, root, exam);
    read_text(r, root, "markReason", true, &exam->reason);
    read_text(r, root, "notice", false, &exam->notice);
    read_int(r, root, "keepDays", true, 1, 3650, &exam->keep_days);
    read_frozen(r, root, exam);
}

struct sp_exam *
sp_exam_read(const char *text, size_t size, struct sp_diags *diags)
{
    size_t errors = diags->errors;
    struct sp_json *doc = sp_json_read(text, size, &sp_json_usual, diags);
    struct sp_exam *exam = sp_alloc(1, sizeof *exam);
    const cJSON *root = doc ? sp_json_root(doc) : NULL;
    struct reader r = {.doc = doc, .diags = diags, .arena = &exam->arena};

    if (root && read_head(&r, root, "sparring-exam"))
        read_exam(&r, root, exam);
    sp_json_free(doc);
    if (diags->errors == errors)
        return exam;
    sp_exam_free(exam);
    return NULL;
}

void
sp_exam_free(struct sp_exam *exam)
{
    if (!exam)
        return;
    sp_arena_finish(&exam->arena);
    sp_free(exam);
}
