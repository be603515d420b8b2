/* prove_effort.h: how much a walk may take, and whether it was cut short. */
#pragma once

#include "core/prove.h"

struct effort {
    uint32_t states_most;
    size_t bytes_most; /* 0: any */
    /* Asked every EFFORT_STEP states; false ends the walk. May be NULL. */
    bool (*tick)(void *data, uint32_t walked, uint32_t known);
    void *data;
    enum sp_cut cut; /* why it ended early */
};

#define EFFORT_STEP 4096

/* Asks at every EFFORT_STEP-th number; once the answer was no it stays no. */
static inline bool
effort_pulse(struct effort *e, uint32_t walked, uint32_t known)
{
    if (e->cut != SP_CUT_STOPPED && walked % EFFORT_STEP == 0 && e->tick &&
        !e->tick(e->data, walked, known))
        e->cut = SP_CUT_STOPPED;
    return e->cut != SP_CUT_STOPPED;
}

/* Before state `walked` of `known` is walked. */
static inline bool
effort_goes_on(struct effort *e, uint32_t walked, uint32_t known)
{
    if (known > e->states_most)
        e->cut = SP_CUT_STATES;
    return effort_pulse(e, walked, known) && e->cut == SP_CUT_NOT;
}
