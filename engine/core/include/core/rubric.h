/* rubric.h: the shared scoring standard: a ladder of yes/no checks per competency. */
#pragma once

#include "core/expr.h"
#include "core/lang.h"

#define SP_COMPETENCIES 8
#define SP_LEVELS 3
#define SP_CRITICALS 16
#define SP_TAGS 32

struct sp_check {
    const char *id;
    int points; /* 0 for a critical check */
    enum sp_side side;
    const struct sp_expr *when;
    struct sp_text wording, remedy;
    struct sp_text
        try_line; /* to say to any customer; texts NULL where there is none */
};

struct sp_competency {
    const char *id;
    bool headline; /* must reach level 2 to pass */
    struct sp_text name;
    struct sp_check level[SP_LEVELS]; /* level[0] is level 1 */
    unsigned levels;
    int weight;                 /* sum of points */
    const struct sp_expr *omit; /* when it holds the competency is not judged */
    struct sp_text omit_reason;
};

/* What a proof of a scenario allows at most. */
struct sp_fairness {
    /* Those who do not listen pass at most once in so many calls, and so do those who
     * know the method by heart. */
    int naive, method;
    int spread;   /* between the highest totals of a motive's styles */
    int unearned; /* checks that no customer lets earn */
};

struct sp_rubric {
    const char *id;
    struct sp_text title;
    int mark; /* of 100 */
    struct sp_competency competency[SP_COMPETENCIES];
    unsigned competencies;
    struct sp_check critical[SP_CRITICALS];
    unsigned criticals;
    const char *tag[SP_TAGS]; /* node tags that checks ask for */
    unsigned tags;
    const char *group_id[SP_TAGS];
    struct sp_pattern group[SP_TAGS];
    unsigned groups;
    struct sp_fairness fairness;
    struct sp_watch watch;
    bool has_lang[SP_LANGS];
    struct sp_arena arena;
};

/* Reads a rubric; NULL and diagnostics when it has errors. Freed by sp_rubric_free. */
struct sp_rubric *sp_rubric_read(const char *text, size_t size, struct sp_diags *diags);
/* The same, and reports beside errors what could be better, as warnings. */
struct sp_rubric *sp_rubric_lint(const char *text, size_t size, struct sp_diags *diags);
void sp_rubric_free(struct sp_rubric *rubric);
