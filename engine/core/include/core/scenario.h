/* scenario.h: a scenario as read from its file. Immutable; lives in one arena. */
#pragma once

#include "core/styles.h"

#define SP_NEEDS_MOST 64
#define SP_FACTS_MOST 64
#define SP_MOTIVES_MOST 32
#define SP_REPLIES_MOST 9
#define SP_ANYWHERE_MOST 64
#define SP_NODES_MOST 200000
#define SP_VISITS_MOST 64

struct sp_wordings { /* several wordings of one line */
    const char *const *by[SP_LANGS];
    unsigned count[SP_LANGS];
};

struct sp_item { /* a need, remedy, fact of the brief, fact */
    const char *id;
    struct sp_text text;
    struct sp_wordings cues;
    bool in_brief; /* needs only */
};

struct sp_feature {
    const char *id;
    struct sp_text feature, advantage;
    struct sp_text *benefit; /* by need; empty texts where there is none */
    struct sp_wordings cues;
};

struct sp_motive {
    const char *id;
    enum sp_kind kind;
    struct sp_text text;
    struct sp_wordings cues;
    unsigned need;
    uint64_t resolved_by; /* bit per remedy */
    bool beyond_authority;
};

struct sp_meter {
    const char *id;
    int8_t min, max, start;
    int at_min; /* ending, or -1 */
};

struct sp_way { /* where to go: the first whose condition holds */
    const struct sp_expr *when;
    bool ends;
    uint32_t to; /* node, or ending when `ends` */
};

struct sp_says {
    const struct sp_expr *when;
    uint64_t voices; /* bit per need */
    struct sp_wordings text;
};

struct sp_reply {
    const char *id;
    uint32_t serial;                    /* over the whole file */
    uint64_t signals;                   /* moves and forms */
    uint64_t needs, remedies, features; /* what it is about */
    enum sp_manner manner;
    enum sp_side side;
    struct sp_wordings text; /* the first wording is the one shown */
    struct sp_text coach;
    const struct sp_expr *when;
    int8_t effect[SP_METERS];
    uint64_t sets; /* facts */
    bool once;
    const struct sp_way *to;
    unsigned ways;
};

struct sp_node {
    const char *id;
    uint64_t tags;
    enum sp_stage stage;
    bool reveals;
    int visit; /* slot in sp_state.visited, or -1 */
    const struct sp_says *says;
    unsigned variants;
    const struct sp_reply *replies;
    unsigned reply_count;
    const struct sp_way *route; /* NULL when the node speaks */
    unsigned ways;
};

struct sp_ending {
    const char *id;
    enum sp_ending_kind kind;
    struct sp_text text;
    const struct sp_says *says;
    unsigned variants;
};

struct sp_scenario {
    const char *id;
    struct sp_text title, summary, trade;
    int difficulty;
    unsigned turn_limit;
    struct sp_text customer_name, customer_role, customer_company;
    const char *portrait;
    struct sp_text situation, goal;
    const struct sp_item *brief;
    unsigned briefs;
    struct sp_meter meter[SP_METERS]; /* same order as styles->meter */
    unsigned meters;
    const struct sp_item *facts, *needs, *remedies;
    unsigned fact_count, need_count, remedy_count;
    const struct sp_feature *features;
    unsigned feature_count;
    const struct sp_motive *motives;
    unsigned motive_count;
    const struct sp_node *nodes;
    const uint32_t *by_id; /* node indices in the order of their ids */
    uint32_t node_count, start;
    uint32_t reply_total; /* also those of `anywhere` */
    const struct sp_reply *anywhere;
    unsigned anywhere_count;
    const struct sp_ending *endings;
    unsigned ending_count;
    unsigned time_up;         /* the ending "time" */
    const char *tag[SP_TAGS]; /* the rubric's first, then its own */
    unsigned tags;
    struct sp_watch watch;
    bool has_lang[SP_LANGS];
    const struct sp_rubric *rubric; /* borrowed */
    const struct sp_styles *styles; /* borrowed */
    struct sp_arena arena;
};

/* Reads and checks a scenario against its rubric and styles, which must outlive it.
 * Reports all errors in one run; NULL when there was one. */
struct sp_scenario *sp_scenario_read(const char *text, size_t size,
                                     const struct sp_rubric *rubric,
                                     const struct sp_styles *styles,
                                     struct sp_diags *diags);
/* The same, and reports beside errors what could be better, as warnings. */
struct sp_scenario *sp_scenario_lint(const char *text, size_t size,
                                     const struct sp_rubric *rubric,
                                     const struct sp_styles *styles,
                                     struct sp_diags *diags);
void sp_scenario_free(struct sp_scenario *scenario);

/* Index by id, or -1. */
int sp_scenario_motive(const struct sp_scenario *scenario, const char *id);
int sp_scenario_style(const struct sp_scenario *scenario, const char *id);
long sp_scenario_node(const struct sp_scenario *scenario, const char *id);
/* Index among the node's replies, or -1. */
int sp_node_reply(const struct sp_node *node, const char *id);
