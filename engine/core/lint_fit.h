/* lint_fit.h: how much room texts have on the screen at scale 1, and take. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* A place for a text in a window of 640 by 400 or 1280 by 800 points, whichever has the
 * less room. What scrolls would take any length; its lines are then as many as can be
 * read there at a glance. */
struct fit_box {
    const char *name; /* in the sentences: "box.NAME" */
    unsigned width;   /* points */
    unsigned size;    /* of the letters, points */
    unsigned lines;
    bool bold;
};

enum fit_place {
    FIT_TITLE,
    FIT_TRADE,
    FIT_NAME,
    FIT_ROLE,
    FIT_COMPANY,
    FIT_SUMMARY,
    FIT_SITUATION,
    FIT_GOAL,
    FIT_FACT,
    FIT_FEATURE,
    FIT_SAYS,
    FIT_OPTION,
    FIT_COACH,
    FIT_ENDING,
    FIT_MOTIVE,
    FIT_COMPETENCY,
    FIT_CHECK,
    FIT_REMEDY,
    FIT_STYLE,
    FIT_ADVICE,
    FIT_PLACES
};

extern const struct fit_box fit_boxes[FIT_PLACES];

/* Width in points of `bytes` bytes of UTF-8 at `text` in one line, about. */
unsigned fit_width(const char *text, size_t bytes, unsigned size, bool bold);
/* How many lines it takes in the box, about. */
unsigned fit_lines(const char *text, const struct fit_box *box);
