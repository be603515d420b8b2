/* rubric.c: reads the shared scoring standard. */
#include "core/rubric.h"

#include "check.h"
#include "lint.h"
#include "override.h"

#include <stdio.h>
#include <string.h>

static const char *
name_of(void *data, enum sp_name_kind kind, unsigned index)
{
    const struct sp_rubric *rubric = data;

    if (kind == SP_NAME_GROUP)
        return index < rubric->groups ? rubric->group_id[index] : NULL;
    if (kind == SP_NAME_TAG)
        return index < rubric->tags ? rubric->tag[index] : NULL;
    return NULL;
}

static const struct sp_pattern *
group(void *data, unsigned index)
{
    const struct sp_rubric *rubric = data;

    return &rubric->group[index];
}

static const char *
side_name(unsigned index)
{
    return sp_side_name(index);
}

void
read_check(struct reader *r, const cJSON *at, const struct sp_scope *scope,
           struct sp_check *out)
{
    unsigned side = SP_NO_SIDE;

    read_id(r, at, "id", &out->id);
    if (get(at, "side"))
        read_word(r, at, "side", false, side_name, &side);
    out->side = side;
    read_text(r, at, NULL, true, &out->wording);
    if (!get(at, "when"))
        report(r, at, SP_JSON_VALUE, "E021", "when", NULL, NULL);
    out->when = read_when(r, at, scope);
}

static void
read_levels(struct reader *r, const cJSON *levels, const struct sp_scope *scope,
            struct sp_competency *c)
{
    const cJSON *at;

    if (!few_enough(r, levels, SP_LEVELS))
        return;
    if (!levels->child)
        report(r, levels, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
    cJSON_ArrayForEach(at, levels)
    {
        struct sp_check *check = &c->level[c->levels];

        if (!is_object(r, at))
            continue;
        known_keys(r, at, "id points when side zh en remedy try");
        read_check(r, at, scope, check);
        read_int(r, at, "points", true, 0, 100, &check->points);
        read_text(r, at, "remedy", true, &check->remedy);
        read_text(r, at, "try", false, &check->try_line);
        c->weight += check->points;
        c->levels++;
    }
}

static void
read_competencies(struct reader *r, const cJSON *root, const struct sp_scope *scope,
                  struct sp_rubric *rubric)
{
    const cJSON *all = need_object(r, root, "competencies"), *at, *levels;
    int sum = 0;
    char got[12];

    if (!all || !few_enough(r, all, SP_COMPETENCIES))
        return;
    cJSON_ArrayForEach(at, all)
    {
        struct sp_competency *c = &rubric->competency[rubric->competencies];

        if (!id_ok(r, at, SP_JSON_KEY, at->string) || !is_object(r, at))
            continue;
        known_keys(r, at, "headline zh en levels");
        c->id = sp_arena_strdup(r->arena, at->string);
        read_bool(r, at, "headline", &c->headline);
        read_text(r, at, NULL, true, &c->name);
        if ((levels = need_array(r, at, "levels")))
            read_levels(r, levels, scope, c);
        sum += c->weight;
        rubric->competencies++;
    }
    snprintf(got, sizeof got, "%d", sum);
    if (sum != 100)
        report(r, all, SP_JSON_KEY, "E050", got, NULL, NULL);
}

static void
read_omits(struct reader *r, const cJSON *root, const struct sp_scope *scope,
           struct sp_rubric *rubric)
{
    const cJSON *all = get(root, "omit"), *at;
    const char *names[SP_COMPETENCIES];

    if (!all || !is_object(r, all))
        return;
    for (unsigned i = 0; i < rubric->competencies; i++)
        names[i] = rubric->competency[i].id;
    cJSON_ArrayForEach(at, all)
    {
        const struct sp_expr *omit = NULL;
        struct sp_text reason = {{0}};
        unsigned i = 0;

        while (i < rubric->competencies &&
               strcmp(rubric->competency[i].id, at->string) != 0)
            i++;
        if (i == rubric->competencies)
            report(r, at, SP_JSON_KEY, "E030", "competency", at->string,
                   nearest_name(at->string, names, rubric->competencies));
        if (is_object(r, at)) {
            known_keys(r, at, "when zh en");
            read_text(r, at, NULL, true, &reason);
            omit = read_when(r, at, scope);
        }
        if (i < rubric->competencies) {
            rubric->competency[i].omit_reason = reason;
            rubric->competency[i].omit = omit;
        }
    }
}

static void
read_criticals(struct reader *r, const cJSON *root, const struct sp_scope *scope,
               struct sp_rubric *rubric)
{
    const cJSON *all = need_array(r, root, "critical"), *at;

    if (!all || !few_enough(r, all, SP_CRITICALS))
        return;
    cJSON_ArrayForEach(at, all)
    {
        if (!is_object(r, at))
            continue;
        known_keys(r, at, "id when side zh en");
        read_check(r, at, scope, &rubric->critical[rubric->criticals++]);
    }
}

static void
read_names(struct reader *r, const cJSON *root, const struct sp_scope *scope,
           struct sp_rubric *rubric)
{
    const cJSON *tags = get(root, "tags"), *groups = get(root, "groups"), *at;

    if (tags && is_array(r, tags) && few_enough(r, tags, SP_TAGS / 2)) {
        cJSON_ArrayForEach(at, tags)
        {
            if (!cJSON_IsString(at))
                report(r, at, SP_JSON_VALUE, "E020", "string", sp_json_type(at), NULL);
            else if (id_ok(r, at, SP_JSON_VALUE, at->valuestring))
                rubric->tag[rubric->tags++] =
                    sp_arena_strdup(r->arena, at->valuestring);
        }
    }
    if (groups && is_object(r, groups) && few_enough(r, groups, SP_TAGS)) {
        cJSON_ArrayForEach(at, groups)
        {
            struct sp_pattern pattern = {.count = 0};
            enum sp_signal taken;

            if (!id_ok(r, at, SP_JSON_KEY, at->string))
                continue;
            if (sp_signal_find(at->string, strlen(at->string), &taken)) {
                report(r, at, SP_JSON_KEY, "E026", at->string, NULL, NULL);
                continue;
            }
            sp_pattern_compile(scope, r->doc, at, &pattern, r->diags);
            rubric->group[rubric->groups] = pattern;
            rubric->group_id[rubric->groups++] = sp_arena_strdup(r->arena, at->string);
        }
    }
}

static void
read_fairness(struct reader *r, const cJSON *root, struct sp_fairness *out)
{
    const cJSON *at = get(root, "fairness");

    *out = (struct sp_fairness){.naive = 50, .method = 20};
    if (!at || !is_object(r, at))
        return;
    known_keys(r, at, "naive method spread unearned");
    read_int(r, at, "naive", false, 1, 1000000, &out->naive);
    read_int(r, at, "method", false, 1, 1000000, &out->method);
    read_int(r, at, "spread", false, 0, 100, &out->spread);
    read_int(r, at, "unearned", false, 0, SP_COMPETENCIES * SP_LEVELS, &out->unearned);
}

/* A check named twice could not be told apart in a record. */
static void
unique_check(struct reader *r, const cJSON *check, const cJSON **seen, unsigned *count)
{
    const cJSON *id = get(check, "id");

    if (!cJSON_IsString(id))
        return;
    for (unsigned i = 0; i < *count; i++) {
        if (strcmp(seen[i]->valuestring, id->valuestring) == 0) {
            and_place(r,
                      report(r, id, SP_JSON_VALUE, "E026", id->valuestring, NULL, NULL),
                      seen[i], SP_JSON_VALUE);
            return;
        }
    }
    if (*count < SP_COMPETENCIES * SP_LEVELS + SP_CRITICALS)
        seen[(*count)++] = id;
}

static void
unique_checks(struct reader *r, const cJSON *root)
{
    const cJSON *seen[SP_COMPETENCIES * SP_LEVELS + SP_CRITICALS];
    const cJSON *competency, *check;
    unsigned count = 0;

    cJSON_ArrayForEach(competency, get(root, "competencies"))
    {
        cJSON_ArrayForEach(check, get(competency, "levels"))
        {
            unique_check(r, check, seen, &count);
        }
    }
    cJSON_ArrayForEach(check, get(root, "critical"))
    {
        unique_check(r, check, seen, &count);
    }
}

static struct sp_rubric *
read_rubric(const char *text, size_t size, bool lint, struct sp_diags *diags)
{
    size_t errors = diags->errors;
    struct sp_json *doc = sp_json_read(text, size, &sp_json_usual, diags);
    struct sp_rubric *rubric = sp_alloc(1, sizeof *rubric);
    const cJSON *root = doc ? sp_json_root(doc) : NULL;
    struct reader r = {.doc = doc, .diags = diags, .arena = &rubric->arena};
    struct sp_scope scope = {.owner = SP_OF_RUBRIC,
                             .arena = &rubric->arena,
                             .watch = &rubric->watch,
                             .data = rubric,
                             .name = name_of,
                             .group = group};

    if (root && read_head(&r, root, "sparring-rubric")) {
        known_keys(&r, root,
                   "$schema format formatVersion id languages title mark tags groups "
                   "competencies omit critical fairness lint");
        read_lint(&r, root);
        memcpy(rubric->has_lang, r.has_lang, sizeof r.has_lang);
        read_id(&r, root, "id", &rubric->id);
        read_text(&r, root, "title", true, &rubric->title);
        read_int(&r, root, "mark", true, 1, 100, &rubric->mark);
        read_names(&r, root, &scope, rubric);
        read_competencies(&r, root, &scope, rubric);
        read_omits(&r, root, &scope, rubric);
        read_criticals(&r, root, &scope, rubric);
        read_fairness(&r, root, &rubric->fairness);
        unique_checks(&r, root);
    }
    if (lint && root)
        lint_texts(&r, root);
    if (lint && diags->errors == errors)
        lint_rubric(&r, root, rubric);
    sp_json_free(doc);
    if (diags->errors > errors) {
        sp_rubric_free(rubric);
        return NULL;
    }
    return rubric;
}

struct sp_rubric *
sp_rubric_read(const char *text, size_t size, struct sp_diags *diags)
{
    return read_rubric(text, size, false, diags);
}

struct sp_rubric *
sp_rubric_lint(const char *text, size_t size, struct sp_diags *diags)
{
    return read_rubric(text, size, true, diags);
}

void
sp_rubric_free(struct sp_rubric *rubric)
{
    if (!rubric)
        return;
    sp_arena_finish(&rubric->arena);
    sp_free(rubric);
}
