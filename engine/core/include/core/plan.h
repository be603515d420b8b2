/* plan.h: plans: what must happen when a scenario is played a certain way, one readable
 * directive a line, `#` for remarks. scenarios/README.md, "Plans", has them all. */
#pragma once

#include "core/score.h"

#define SP_PLAN_WORDS 10

enum sp_plan_verb {
    SP_PLAN_CASE,
    SP_PLAN_SEED,
    SP_PLAN_STYLE,
    SP_PLAN_MOTIVE,
    SP_PLAN_BROKEN,
    SP_PLAN_PICK,
    SP_PLAN_SHOW,
    SP_PLAN_AT,
    SP_PLAN_SAYS,
    SP_PLAN_OPEN,
    SP_PLAN_CLOSED,
    SP_PLAN_KNOWS,
    SP_PLAN_RESOLVED,
    SP_PLAN_VOICED,
    SP_PLAN_FACT,
    SP_PLAN_DID,
    SP_PLAN_MOOD,
    SP_PLAN_TURN,
    SP_PLAN_LEVEL,
    SP_PLAN_TOTAL,
    SP_PLAN_CHECK,
    SP_PLAN_CRITICAL,
    SP_PLAN_END,
    SP_PLAN_METER, /* begins with the meter's name */
    SP_PLAN_VERBS
};

enum sp_plan_compare {
    SP_PLAN_EQUAL,
    SP_PLAN_LESS,
    SP_PLAN_AT_MOST,
    SP_PLAN_MORE,
    SP_PLAN_AT_LEAST
};

struct sp_plan_line {
    const char *word[SP_PLAN_WORDS]; /* as written, by the arena; NULL after the last */
    uint16_t column[SP_PLAN_WORDS],
        offset[SP_PLAN_WORDS]; /* offset: bytes in the line */
    size_t from;               /* byte of the line's begin */
    unsigned line;             /* in the file, from 1 */
    unsigned words;
    enum sp_plan_verb verb;
    unsigned arg; /* the first word after the directive */
    bool negated; /* "not" stands before it, or after `check` */
    bool bad;     /* names what the scenario does not have */
    enum sp_plan_compare compare;
    unsigned value; /* the word of the number, or of its sign when that stands apart */
    int number;
};

struct sp_plan_case {
    const char *title;
    unsigned line;
    const char *style, *motive;
    struct sp_plan_place {
        unsigned line, column;
    } style_at, motive_at;
    uint64_t seed;
    const char *broken; /* why it is known to fail, or NULL */
    struct sp_plan_place broken_at;
    struct sp_plan_line *lines;
    unsigned line_count;
    unsigned bad; /* names that the scenario does not have */
};

struct sp_plan {
    struct sp_plan_case *cases;
    unsigned count;
    struct sp_arena arena;
};

/* Reads a plan; reports E07x with its place and returns NULL when it is not one. */
struct sp_plan *sp_plan_read(const char *text, size_t size, struct sp_diags *diags);
void sp_plan_free(struct sp_plan *plan);
/* Reports every name that the scenario does not have, those of broken cases excepted,
 * and marks its line, which is then not played. */
void sp_plan_check(struct sp_plan *plan, const struct sp_scenario *scenario,
                   struct sp_diags *diags);

struct sp_plan_cover; /* opaque: what cases have reached of a scenario */

/* Who is told while a case is played; each may be NULL. */
struct sp_plan_watch {
    void *data;
    /* A finding, with the call as it stands. */
    void (*failed)(void *data, const struct sp_diag *diag,
                   const struct sp_session *session);
    /* An expectation failed; it would hold with `text` in place of the words from
     * `first` up to `last` (the same: put in before it). */
    void (*instead)(void *data, const struct sp_plan_line *line, unsigned first,
                    unsigned last, const char *text);
    /* The call at a line that asks to see it. */
    void (*show)(void *data, const struct sp_plan_line *line,
                 const struct sp_session *session);
    struct sp_plan_cover *cover;
};

/* Plays a checked case and reports every expectation that fails (E08x, E09x at the
 * plan's line). Only a pick that cannot be made ends it early: then *stopped. The
 * session as it stood at the end; the caller frees it. NULL when it could not start.
 * Of a broken case only is reported that it holds. */
struct sp_session *sp_plan_play(const struct sp_plan_case *plan_case,
                                const struct sp_scenario *scenario,
                                const struct sp_plan_watch *watch,
                                struct sp_diags *diags, bool *stopped);
struct sp_session *sp_plan_run(const struct sp_plan_case *plan_case,
                               const struct sp_scenario *scenario,
                               struct sp_diags *diags);

enum sp_plan_part {
    SP_COVER_NODES,
    SP_COVER_REPLIES,
    SP_COVER_MOTIVES,
    SP_COVER_STYLES,
    SP_COVER_PAIRS,
    SP_COVER_ENDINGS,
    SP_COVER_PARTS
};

struct sp_plan_cover *sp_plan_cover_new(const struct sp_scenario *scenario);
void sp_plan_cover_free(struct sp_plan_cover *cover);
/* How many were reached; `all` is how many there are. Lines in one's own words
 * (`anywhere`) do not count: no plan can reach them. */
unsigned sp_plan_cover_count(const struct sp_plan_cover *cover, enum sp_plan_part part,
                             unsigned *all);
/* Reports what no case reached, W160 to W165, at its place in the scenario's text; the
 * replies of a node that was not reached, and pairs of a style or motive that was not,
 * are not told apart. */
void sp_plan_cover_report(const struct sp_plan_cover *cover, const char *scenario,
                          size_t size, struct sp_diags *diags);
/* The same of styles, W163, in the styles' text. */
void sp_plan_cover_styles(const struct sp_plan_cover *cover, const char *styles,
                          size_t size, struct sp_diags *diags);
