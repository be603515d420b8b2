/* styles.h: how the four kinds of customer take a line. */
#pragma once

#include "core/rubric.h"

#define SP_STYLES 8
#define SP_ADAPTS 4
#define SP_MOOD_RULES 8

/* What a style has words for when a line in own words fits no reply: each move, and
 * these. */
enum sp_unfit {
    SP_UNFIT_STAY = SP_MOVES, /* any other */
    SP_UNFIT_MONOLOGUE,
    SP_UNFIT_ASK, /* it was not clear what the line spoke of */
    SP_UNFITS
};

struct sp_tire { /* from the (after + 1)-th such line on */
    enum sp_signal signal;
    unsigned counter; /* in the styles' watch */
    unsigned after;
    int8_t change[SP_METERS];
};

struct sp_style {
    const char *id;
    struct sp_text name, about, advice;
    int8_t start[SP_METERS];
    bool has_start[SP_METERS];
    int8_t react[SP_SIGNALS][SP_METERS];
    struct sp_tire tire[SP_SIGNALS];
    unsigned tires;
    struct sp_check adapt[SP_ADAPTS]; /* reported, not weighted */
    unsigned adapts;
    /* Said in front of a line when the mood has just changed to this one; several
     * wordings per language. */
    const char *const *opener[SP_MOODS][SP_LANGS];
    unsigned openers[SP_MOODS][SP_LANGS];
    const struct sp_says *unfit[SP_UNFITS]; /* NULL: no words for it */
};

struct sp_mood_rule {
    enum sp_mood mood;
    const struct sp_expr *when; /* NULL: always */
};

struct sp_styles {
    const char *id;
    const char *meter[SP_METERS]; /* every meter that a style names */
    unsigned meters;
    struct sp_style style[SP_STYLES];
    unsigned styles;
    struct sp_mood_rule mood[SP_MOOD_RULES];
    unsigned moods;
    struct sp_watch watch;
    bool has_lang[SP_LANGS];
    struct sp_arena arena;
};

/* Reads the styles against a rubric (for its groups and tags), which must outlive them.
 */
struct sp_styles *sp_styles_read(const char *text, size_t size,
                                 const struct sp_rubric *rubric,
                                 struct sp_diags *diags);
/* The same, and reports beside errors what could be better, as warnings. */
struct sp_styles *sp_styles_lint(const char *text, size_t size,
                                 const struct sp_rubric *rubric,
                                 struct sp_diags *diags);
void sp_styles_free(struct sp_styles *styles);
