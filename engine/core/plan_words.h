/* plan_words.h: the words of plans, and the nearest right one. */
#pragma once

#include "core/plan.h"
#include "near.h"

/* The directives by index, NULL past the end. */
const char *plan_directive(unsigned index);

struct plan_near {
    const char *word; /* as written */
    const char *name; /* the nearest right one so far, or "" */
    unsigned best;
};

static inline struct plan_near
plan_near(const char *word)
{
    return (struct plan_near){word, "", too_far_from(word)};
}

void plan_try_name(struct plan_near *near, const char *name);
