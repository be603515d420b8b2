/* prove_key.h: the state of a call in 128 bits, without what only the rubric counts.
 *
 * Left out are the turn, the ending, needs and facts nobody asks for, the styles'
 * counters that tire nobody and the rubric's counters (prove_slice.h): two calls with
 * the same key go on alike for ever, whatever they are worth. */
#pragma once

#include "step.h"

#define KEY_BITS 128
#define KEY_SLOTS 420

struct key {
    uint64_t w[2];
};

enum slot_kind {
    SLOT_NODE,
    SLOT_METER,
    SLOT_KNOWS,
    SLOT_RESOLVED,
    SLOT_VOICED,
    SLOT_FACT,
    SLOT_VISITED,
    SLOT_COUNT,
    SLOT_BEFORE,
    SLOT_ONCE
};

struct slot {
    uint8_t kind, owner, width, shift; /* shift over both words; never split */
    uint32_t index;
};

struct packing {
    const struct sp_scenario *s;
    struct slot slot[KEY_SLOTS];
    unsigned slots, bits;
    unsigned once,
        once_bits;   /* slots of replies that can be used up, by serial number */
    uint64_t voiced; /* needs that have a slot */
};

/* False when the state of this scenario needs more than KEY_BITS. */
bool packing_init(struct packing *p, const struct run *run);
struct key pack(const struct packing *p, const struct sp_state *state);
/* The turn is 0 and the call goes on. */
void unpack(const struct packing *p, struct key key, struct sp_state *state);
