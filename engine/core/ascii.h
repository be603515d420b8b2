/* ascii.h: letters and digits whatever the locale, for which <ctype.h> has no function.
 */
#pragma once

#include <stdbool.h>

static inline bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool
is_alnum(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
