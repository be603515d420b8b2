/* near.h: how far a name may be from another and still be taken for a slip of it. */
#pragma once

#include <string.h>

#include "core/str.h"

#define NEAR_MOST 256 /* bytes; no name is so long */

/* The edit distance that is too much: half of its letters and one more, at most 4. 0
 * for what is too long to be a slip of anything, lest files full of it take for ever.
 */
static inline unsigned
too_far_from(const char *name)
{
    if (strnlen(name, NEAR_MOST + 1) > NEAR_MOST)
        return 0;
    size_t half = sp_utf8_count(name) / 2 + 1;

    return half < 4 ? (unsigned)half : 4;
}
