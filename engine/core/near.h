/* near.h: how far a name may be from another and still be taken for a slip of it. */
#pragma once

#include "core/str.h"

/* The edit distance that is too much: half of its letters and one more, at most 4. */
static inline unsigned
too_far_from(const char *name)
{
    size_t half = sp_utf8_count(name) / 2 + 1;

    return half < 4 ? (unsigned)half : 4;
}
