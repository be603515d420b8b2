/* rng.c: seeded draws. */
#include "core/rng.h"

#define GOLDEN UINT64_C(0x9e3779b97f4a7c15)

static uint64_t
mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* The upper half times `below`: unbiased enough for lists this short (below 2^-28). */
static uint32_t
scale(uint64_t bits, uint32_t below)
{
    return (uint32_t)(((bits >> 32) * below) >> 32);
}

uint32_t
sp_draw(uint64_t seed, enum sp_draw purpose, uint64_t index, uint32_t below)
{
    uint64_t z = mix(seed + GOLDEN);

    z = mix(z + GOLDEN * ((uint64_t)purpose + 1));
    z = mix(z + GOLDEN * (index + 1));
    return scale(z, below);
}

uint32_t
sp_draw_next(uint64_t *state, uint32_t below)
{
    *state += GOLDEN;
    return scale(mix(*state), below);
}
