/* json_cases.h: JSON texts that the reader has to refuse or to accept. */
#pragma once

#include <stddef.h>

struct bad_json {
    const char *name, *text;
    size_t size;
    const char *want; /* "LINE:COLUMN CODE POINTER", several joined by "; " */
};

struct good_json {
    const char *name, *text;
    size_t size, values;
};

/* A text with its size, because some hold NUL. */
#define TEXT(literal) (literal), sizeof(literal) - 1

/* End with a NULL name. */
extern const struct bad_json bad_json_structure[];
extern const struct bad_json bad_json_scalars[];
extern const struct good_json good_json[];
