/* load.c: a scenario with its rubric and styles, read from files, for tests. */
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *
load_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    struct sp_str text = {0};
    char chunk[4096];
    size_t got;

    if (!file)
        return NULL;
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
        sp_str_add_n(&text, chunk, got);
    fclose(file);
    sp_str_add(&text, "");
    *size = text.size;
    return sp_str_take(&text);
}

/* This file's own path tells where the tree is; tests run in the build's root, as the
 * compiler did. */
char *
load_path(const char *inside)
{
    const char *slash = strrchr(__FILE__, '/');
    int size = slash ? (int)(slash - __FILE__) + 1 : 0;
    struct sp_str path = {0};

    sp_str_addf(&path, "%.*s../../%s", size, __FILE__, inside);
    return sp_str_take(&path);
}

void
print_findings(const char *path, const struct sp_diags *diags)
{
    for (size_t i = 0; i < diags->count; i++) {
        const struct sp_diag *diag = &diags->items[i];

        fprintf(stderr, "%s:%u:%u %s %s", path, diag->line, diag->column, diag->code,
                diag->pointer);
        for (int a = 0; a < SP_DIAG_ARGS && diag->args[a]; a++)
            fprintf(stderr, "%s%s", a ? ", " : " (", diag->args[a]);
        fputs(diag->args[0] ? ")\n" : "\n", stderr);
    }
}

static char *
read_whole(const char *path, size_t *size)
{
    char *text = load_file(path, size);

    if (!text)
        fprintf(stderr, "cannot be read: %s\n", path);
    return text;
}

static bool
made(const void *what, const char *path, struct sp_diags *diags)
{
    sp_diags_sort(diags);
    if (!what)
        print_findings(path, diags);
    sp_diags_finish(diags);
    return what;
}

bool
load_set_from(const char *scenario, const char *rubric, const char *styles,
              struct set *set)
{
    struct sp_diags diags = {0};

    *set = (struct set){0};
    set->scenario_text = read_whole(scenario, &set->scenario_size);
    set->rubric_text = read_whole(rubric, &set->rubric_size);
    set->styles_text = read_whole(styles, &set->styles_size);
    if (!set->scenario_text || !set->rubric_text || !set->styles_text)
        return false;
    set->rubric = sp_rubric_read(set->rubric_text, set->rubric_size, &diags);
    if (!made(set->rubric, rubric, &diags))
        return false;
    set->styles =
        sp_styles_read(set->styles_text, set->styles_size, set->rubric, &diags);
    if (!made(set->styles, styles, &diags))
        return false;
    set->scenario = sp_scenario_read(set->scenario_text, set->scenario_size,
                                     set->rubric, set->styles, &diags);
    return made(set->scenario, scenario, &diags);
}

bool
load_set(const char *scenario, struct set *set)
{
    const char *slash = strrchr(scenario, '/');
    int size = slash ? (int)(slash - scenario) + 1 : 0;
    struct sp_str rubric = {0}, styles = {0};

    sp_str_addf(&rubric, "%.*srubric.json", size, scenario);
    sp_str_addf(&styles, "%.*sstyles.json", size, scenario);
    bool ok = load_set_from(scenario, rubric.text, styles.text, set);
    sp_str_finish(&rubric);
    sp_str_finish(&styles);
    return ok;
}

bool
load_small(struct set *set)
{
    char *scenario = load_path("tests/data/small-call.json");
    char *rubric = load_path("scenarios/rubric.json");
    char *styles = load_path("scenarios/styles.json");
    bool ok = load_set_from(scenario, rubric, styles, set);

    sp_free(scenario);
    sp_free(rubric);
    sp_free(styles);
    return ok;
}

void
set_finish(struct set *set)
{
    sp_scenario_free(set->scenario);
    sp_styles_free(set->styles);
    sp_rubric_free(set->rubric);
    sp_free(set->scenario_text);
    sp_free(set->rubric_text);
    sp_free(set->styles_text);
    *set = (struct set){0};
}
