/* rng.h: seeded draws. Stateless: a draw is a function of seed, purpose and number, so
 * taking a line back or asking twice changes nothing.
 *
 * The mixer is SplitMix64's finaliser (Steele, Lea, Flood: "Fast splittable
 * pseudorandom number generators", OOPSLA 2014). */
#pragma once

#include <stdint.h>

enum sp_draw {
    SP_DRAW_STYLE,
    SP_DRAW_MOTIVE,
    SP_DRAW_ORDER,
    SP_DRAW_WORDING,
    SP_DRAW_OPENER
};

/* A number below `below` (> 0), for the `index`-th draw of this purpose. */
uint32_t sp_draw(uint64_t seed, enum sp_draw purpose, uint64_t index, uint32_t below);

/* For simulations and tests that draw in a row: advances *state. */
uint32_t sp_draw_next(uint64_t *state, uint32_t below);
