/* items.h: how the questions of an exam did, not how people did: how often each check
 * was earned, each option picked, how long lines took; and whether assessors agree with
 * the machine. Checks, picks and times are of first attempts only, since later ones
 * were coached. */
#pragma once

#include "core/scenario.h"
#include "store/stats.h"
#include "store/story.h"

struct sp_item_scenario {
    const char *scenario;
    unsigned calls, done, passed;
    double low, high;       /* of the share that passed */
    int64_t median_line_ms; /* time for a line */
    unsigned lines;
};

struct sp_item_check {
    const char *scenario, *check, *wording;
    const char *competency; /* NULL: a critical error, and `earned` is committed */
    int level;
    unsigned judged, earned;
    double low, high;
};

struct sp_item_pick {
    const char *scenario, *node, *reply, *words;
    unsigned seen, picked; /* how often something was said there, and this */
};

struct sp_item_agreement {
    const char *competency; /* NULL: of all together */
    struct sp_kappa kappa;
};

struct sp_items {             /* borrows its texts; a zeroed one is valid and empty */
    unsigned sittings, first; /* closed ones, and first attempts among them */
    struct sp_item_scenario *scenario;
    size_t scenarios;
    struct sp_item_check *check; /* by scenario, in the rubric's order */
    size_t checks;
    struct sp_item_pick *pick; /* by scenario, node, most picked first */
    size_t picks;
    struct sp_item_agreement agreement[SP_COMPETENCIES + 1];
    unsigned agreements;
    struct sp_kappa pass; /* assessors' word about passing and the machine's result */
};
void sp_items_finish(struct sp_items *items);

/* `scenario` are those of the exam, so that options that nobody picked are listed too;
 * their texts are in `lang`. They and the stories must outlive the items. */
void sp_items_make(const struct sp_stories *stories,
                   struct sp_scenario *const *scenario, unsigned scenarios,
                   enum sp_lang lang, struct sp_items *items);
