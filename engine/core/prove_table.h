/* prove_table.h: numbers 0, 1, 2 … found by the hash of what they stand for.
 *
 * The table holds no things but, in one word each, half a hash and a number, so that it
 * grows without looking at things and rarely looks at a wrong one:
 *
 *     at = table_start(t, hash);
 *     while ((i = table_next(t, hash, &at)) != TABLE_NONE)
 *         if (thing i is the one)
 *             return i;
 *     table_add(t, hash, number of things); */
#pragma once

#include "core/mem.h"

#include <stdint.h>

#define TABLE_NONE UINT32_MAX

struct table {
    uint64_t *slot; /* high half of the hash, then number + 1; 0 is empty */
    uint64_t mask;
    uint32_t count;
};

/* The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) over two words. */
static inline uint64_t
table_hash(uint64_t a, uint64_t b)
{
    uint64_t x = a ^ (b * UINT64_C(0x9E3779B97F4A7C15));

    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

static inline uint64_t
table_start(const struct table *t, uint64_t hash)
{
    return (hash >> 32) & t->mask; /* growing knows no more of it */
}

/* The next number that may be meant, or TABLE_NONE. */
static inline uint32_t
table_next(const struct table *t, uint64_t hash, uint64_t *at)
{
    while (t->slot) {
        uint64_t slot = t->slot[*at];

        if (slot == 0)
            break;
        *at = (*at + 1) & t->mask;
        if ((slot ^ hash) >> 32 == 0)
            return (uint32_t)slot - 1;
    }
    return TABLE_NONE;
}

/* Adds a number that is not there yet. */
void table_add(struct table *t, uint64_t hash, uint32_t number);
/* Bytes that are held. */
size_t table_bytes(const struct table *t);
void table_finish(struct table *t);
