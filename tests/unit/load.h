/* load.h: a scenario with its rubric and styles, read from files, for tests. */
#pragma once

#include "core/scenario.h"

struct set {
    struct sp_rubric *rubric;
    struct sp_styles *styles;
    struct sp_scenario *scenario;
    char *scenario_text, *rubric_text, *styles_text;
    size_t scenario_size, rubric_size, styles_size;
};

/* The file's bytes, NUL-terminated; the caller frees them with sp_free. NULL, silently,
 * when there is no such file. */
char *load_file(const char *path, size_t *size);
/* A file of the source tree: "scenarios/rubric.json". The caller frees it. */
char *load_path(const char *inside);
/* Prints findings as "FILE:LINE:COLUMN CODE POINTER (arguments)". */
void print_findings(const char *path, const struct sp_diags *diags);

/* Reads scenario, rubric and styles; findings go to standard error. */
bool load_set_from(const char *scenario, const char *rubric, const char *styles,
                   struct set *set);
/* The same with rubric.json and styles.json of the scenario's folder. */
bool load_set(const char *scenario, struct set *set);
/* tests/data/small-call.json with the shipped rubric and styles. */
bool load_small(struct set *set);
void set_finish(struct set *set);
