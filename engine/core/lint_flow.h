/* lint_flow.h: what can be at each node of a scenario, over all styles and motives at
 * once.
 *
 * An abstract interpretation (Cousot and Cousot, POPL 1977): for each node the set of
 * styles and motives with which a call can stand there and, apart from one another, the
 * values that each latch, meter, counter and so on can have. What is not in the set is
 * so for certain; what is in it may still be impossible together. The exact walk is
 * that of `sparring prove`; this one is linear in practice and good enough for every
 * key press. Turn limits are not looked at. */
#pragma once

#include "expr_try.h"
#include "scenario_read.h"

#define PAIR_WORDS (SP_STYLES * SP_MOTIVES_MOST / 64)

/* A bit per style x motive, motives fastest. */
struct pairs {
    uint64_t w[PAIR_WORDS];
};

/* What can be, at one place. Words only, so that two are joined by `or`. Index 0 is for
 * no, 1 for yes. */
struct might {
    struct pairs reach; /* with which a call stands there at all */
    struct pairs knows[2], resolved[2];
    uint64_t voiced[2], facts[2], visited[2]; /* bits as in sp_state */
    uint64_t more[]; /* meters (bit = value - minimum), counters, befores */
};

struct flow {
    const struct sp_scenario *s;
    size_t words;                                       /* of one struct might */
    unsigned at_count[SP_OWNERS], at_before[SP_OWNERS]; /* in more[]; no styles' */
    struct pairs of_style[SP_STYLES], of_motive[SP_MOTIVES_MOST], all;
    enum sp_kind kind[SP_MOTIVES_MOST];
    uint64_t *nodes, *ends, *scratch, *before; /* one struct might each */
    uint32_t *queue;
    bool *queued;
    bool begun;
    uint32_t queue_from, queue_count;
};

/* Owns what it points at; the scenario must outlive it. flow_begin puts the calls of
 * these styles and motives at the start (NULL: all) and forgets an earlier walk: fewer
 * at once see further. */
void flow_init(struct flow *f, const struct sp_scenario *s);
void flow_begin(struct flow *f, const struct pairs *only);
void flow_finish(struct flow *f);
/* Walks until nothing more can be. With `anywhere` also the lines that only own words
 * can say; that may follow a walk without, and only adds. */
void flow_walk(struct flow *f, bool anywhere);

const struct might *flow_node(const struct flow *f, uint32_t node);
const struct might *flow_end(const struct flow *f, unsigned ending);
bool none_of(const struct pairs *pairs);
struct pairs pairs_both(const struct pairs *a, const struct pairs *b);
struct pairs pairs_either(const struct pairs *a, const struct pairs *b);
bool has_pair(const struct pairs *pairs, unsigned pair);

/* With which styles and motives a condition can be true, and be false. NULL is true. */
struct outcome {
    struct pairs yes, no;
};
struct where {
    enum sp_owner owner;
    uint64_t tags;
    enum sp_ending_kind ended;
};
struct outcome flow_judge(const struct flow *f, const struct sp_expr *expr,
                          const struct might *m, const struct where *where);

/* The state after a reply of the node, before anything is entered; `after` has
 * f->words words. False when the reply can never be open. */
bool flow_take(const struct flow *f, uint32_t node, const struct sp_reply *reply,
               struct might *after);
/* Which of the ways can be taken out of `m`, for each; of a line or of a route. */
void flow_ways(struct flow *f, const struct might *m, const struct sp_way *ways,
               unsigned count, bool line, bool *taken);
/* The same for what a node says. */
void flow_says(struct flow *f, const struct might *m, const struct sp_says *says,
               unsigned count, bool *taken);
/* Whether a condition can be true of one call and false of another that do not know the
 * motive yet. */
bool flow_leaks(const struct flow *f, const struct sp_expr *when, const struct might *m,
                const struct where *where);
/* Whether the conditions can all have the value `want` there, tried one by one. */
enum tried flow_try(const struct flow *f, const struct might *m, uint64_t tags,
                    const struct sp_expr *const *exprs, unsigned count, bool want);
