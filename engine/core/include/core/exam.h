/* exam.h: an assessment: which calls are asked, under which rules, and what passes.
 *
 * A draft is a file that a manager writes. Published, it also names (by SHA-256) the
 * exact scenarios, rubric and styles, and is itself named by the SHA-256 of its
 * canonical text (jcs.h): nothing in it can change unseen. */
#pragma once

#include "core/score.h"

#define SP_EXAM_FORMS 8
#define SP_EXAM_ITEMS 8
#define SP_EXAM_WARNINGS 4
#define SP_EXAM_PARTS (SP_EXAM_FORMS * SP_EXAM_ITEMS + 1) /* and the warm-up */

struct sp_exam_item { /* one call */
    const char *scenario;
    const char *style[SP_STYLES]; /* one of these is drawn; none: any */
    unsigned styles;
};

/* Parallel forms ask for the same with other calls; a repeat gets another one. */
struct sp_exam_form {
    const char *id;
    struct sp_exam_item item[SP_EXAM_ITEMS];
    unsigned items;
};

/* What passes: every clause that is there. A scenario is passed by its rubric's own
 * rule. */
struct sp_exam_rule {
    int scenarios; /* at least so many passed; 0: no such clause */
    int total;     /* at least this share of the points, in percent; 0: none */
    int level[SP_COMPETENCIES]; /* at least this level in every call where it is judged;
                                   0: none. In the order of `competency`. */
    const char *competency[SP_COMPETENCIES];
    unsigned levels;
    bool no_critical; /* no critical error in any call */
};

struct sp_exam_part { /* a scenario as it was when the exam was published */
    const char *scenario, *sha256;
};

struct sp_exam {
    const char *id;
    struct sp_text title, purpose;
    struct sp_exam_form form[SP_EXAM_FORMS];
    unsigned forms;
    const char *warm_up;           /* a scenario that does not count, or NULL */
    bool words;                    /* own words, else choices */
    int minutes;                   /* for all calls of a form together; 0: no limit */
    int warning[SP_EXAM_WARNINGS]; /* minutes before the end, most first */
    unsigned warnings;
    int attempts;        /* 0: any number */
    int cooling_hours;   /* between the end of one attempt and the next */
    bool practice_first; /* missed checks are practised before a repeat */
    bool hold_interrupted;
    struct sp_exam_rule rule;
    struct sp_text reason; /* why this is the mark */
    struct sp_text notice; /* what candidates are told beside the rules; or empty */
    int keep_days;         /* then the records of a sitting are deleted */
    bool published;
    const char *engine;          /* the program's version when it was published */
    const char *rubric, *styles; /* SHA-256 */
    struct sp_exam_part part[SP_EXAM_PARTS];
    unsigned parts;
    bool has_lang[SP_LANGS];
    struct sp_arena arena;
};

/* Reads a draft or a published exam; NULL and diagnostics when it has errors. What it
 * names is not looked up here. Freed by sp_exam_free. */
struct sp_exam *sp_exam_read(const char *text, size_t size, struct sp_diags *diags);
void sp_exam_free(struct sp_exam *exam);
/* The scenarios that it names, each once, the warm-up last; at most SP_EXAM_PARTS. */
unsigned sp_exam_scenarios(const struct sp_exam *exam, const char **list);
/* The hash of a published exam's scenario, or NULL. */
const char *sp_exam_part_hash(const struct sp_exam *exam, const char *scenario);
int sp_exam_form_find(const struct sp_exam *exam, const char *id); /* -1: none */

/* What a call of a sitting was worth. */
struct sp_exam_call {
    bool done; /* else it was not come to, and counts nothing */
    int total, out_of;
    bool pass;
    unsigned criticals;
    const char *competency[SP_COMPETENCIES];
    int level[SP_COMPETENCIES]; /* -1: not judged */
    unsigned competencies;
};

enum sp_clause_kind {
    SP_CLAUSE_SCENARIOS,
    SP_CLAUSE_TOTAL,
    SP_CLAUSE_LEVEL,
    SP_CLAUSE_CRITICAL,
    SP_CLAUSE_KINDS
};
/* "scenarios", "total", "level", "critical"; NULL past the end. */
const char *sp_clause_name(enum sp_clause_kind kind);

struct sp_clause {
    enum sp_clause_kind kind;
    const char *competency; /* of a level clause, else NULL */
    int wanted, got; /* of the total: percent, rounded down; critical: 0 and how many */
    bool met;
};

#define SP_CLAUSES (SP_COMPETENCIES + 3)

struct sp_exam_verdict {
    struct sp_clause clause[SP_CLAUSES];
    unsigned clauses;
    bool pass;
};

/* Judges a sitting's calls, of which there are as many as the form has. */
void sp_exam_judge(const struct sp_exam *exam, const struct sp_exam_call *calls,
                   unsigned count, struct sp_exam_verdict *verdict);
