/* lint_surface.h: what somebody sees of a line who does not understand it. */
#pragma once

#include "core/lang.h"

enum surface_mark {
    SURFACE_QUESTION = 1,
    SURFACE_POLITE = 2,
    SURFACE_YOU = 4, /* 您 */
    SURFACE_NUMBER = 8,
    SURFACE_COMMA = 16,
    SURFACE_DASH = 32,
    SURFACE_EXCLAIM = 64
};

struct surface {
    unsigned length; /* code points */
    unsigned marks;
};

struct surface surface_of(const char *text, enum sp_lang lang);
