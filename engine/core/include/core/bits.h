/* bits.h: sets as bits of one word. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

static inline unsigned
sp_bits_count(uint64_t bits)
{
    unsigned count = 0;

    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

/* Whether there is exactly one. */
static inline bool
sp_bits_single(uint64_t bits)
{
    return bits && !(bits & (bits - 1));
}

/* How many bits the numbers from 0 to `most` need. */
static inline unsigned
sp_bits_width(uint64_t most)
{
    unsigned width = 0;

    for (; most; most >>= 1)
        width++;
    return width;
}
