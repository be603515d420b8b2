/* prove_table.c: a hash table of numbers, at most two thirds full. */
#include "prove_table.h"

#define FIRST_SIZE 256

static void
put(struct table *t, uint64_t slot)
{
    uint64_t at = table_start(t, slot);

    while (t->slot[at])
        at = (at + 1) & t->mask;
    t->slot[at] = slot;
}

static void
grow(struct table *t)
{
    uint64_t *old = t->slot, size = old ? t->mask + 1 : 0;

    t->mask = (size ? 2 * size : FIRST_SIZE) - 1;
    t->slot = sp_alloc((size_t)t->mask + 1, sizeof *t->slot);
    for (uint64_t i = 0; i < size; i++) {
        if (old[i])
            put(t, old[i]);
    }
    sp_free(old);
}

void
table_add(struct table *t, uint64_t hash, uint32_t number)
{
    if (!t->slot || 3 * (uint64_t)t->count >= 2 * t->mask)
        grow(t);
    put(t, (hash >> 32 << 32) | (number + UINT32_C(1)));
    t->count++;
}

size_t
table_bytes(const struct table *t)
{
    return t->slot ? ((size_t)t->mask + 1) * sizeof *t->slot : 0;
}

void
table_finish(struct table *t)
{
    sp_free(t->slot);
    *t = (struct table){0};
}
