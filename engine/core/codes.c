/* codes.c: the table of all codes, in order. A new one is a line here, its sentences,
 * and its entry in the manual; one that is given up keeps its line and says `true`. */
#include "core/codes.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const struct sp_code codes[] = {
    {"E001", SP_ERROR, false},
    {"E002", SP_ERROR, false},
    {"E003", SP_ERROR, false},
    {"E004", SP_ERROR, false},
    {"E005", SP_ERROR, false},
    {"E006", SP_ERROR, false},
    {"E007", SP_ERROR, false},
    {"E008", SP_ERROR, false},
    {"E009", SP_ERROR, false},
    {"E010", SP_ERROR, false},
    {"E011", SP_ERROR, false},
    {"E012", SP_ERROR, false},
    {"E013", SP_ERROR, false},
    {"E014", SP_ERROR, false},
    {"E015", SP_ERROR, false},
    {"E016", SP_ERROR, false},
    {"E017", SP_ERROR, false},
    {"E018", SP_ERROR, false},
    {"E019", SP_ERROR, false},
    {"E020", SP_ERROR, false},
    {"E021", SP_ERROR, false},
    {"E022", SP_ERROR, false},
    {"E023", SP_ERROR, false},
    {"E024", SP_ERROR, false},
    {"E025", SP_ERROR, false},
    {"E026", SP_ERROR, false},
    {"E027", SP_ERROR, false},
    {"E028", SP_ERROR, false},
    {"E029", SP_ERROR, false},
    {"E030", SP_ERROR, false},
    {"E031", SP_ERROR, false},
    {"E032", SP_ERROR, false},
    {"E033", SP_ERROR, false},
    {"E034", SP_ERROR, false},
    {"E035", SP_ERROR, false},
    {"E036", SP_ERROR, false},
    {"E037", SP_ERROR, false},
    {"E038", SP_ERROR, false},
    {"E040", SP_ERROR, false},
    {"E041", SP_ERROR, false},
    {"E042", SP_ERROR, false},
    {"E043", SP_ERROR, false},
    {"E044", SP_ERROR, false},
    {"E045", SP_ERROR, false},
    {"E046", SP_ERROR, false},
    {"E047", SP_ERROR, false},
    {"E048", SP_ERROR, false},
    {"E050", SP_ERROR, false},
    {"E051", SP_ERROR, false},
    {"E052", SP_ERROR, false},
    {"E053", SP_ERROR, false},
    {"E055", SP_ERROR, false},
    {"E070", SP_ERROR, false},
    {"E071", SP_ERROR, false},
    {"E072", SP_ERROR, false},
    {"E073", SP_ERROR, false},
    {"E074", SP_ERROR, false},
    {"E080", SP_ERROR, false},
    {"E081", SP_ERROR, false},
    {"E082", SP_ERROR, false},
    {"E083", SP_ERROR, false},
    {"E084", SP_ERROR, false},
    {"E085", SP_ERROR, false},
    {"E086", SP_ERROR, false},
    {"E087", SP_ERROR, false},
    {"E088", SP_ERROR, false},
    {"E089", SP_ERROR, false},
    {"E090", SP_ERROR, false},
    {"E091", SP_ERROR, false},
    {"E092", SP_ERROR, false},
    {"E093", SP_ERROR, false},
    {"E094", SP_ERROR, false},
    {"E095", SP_ERROR, false},
    {"E096", SP_ERROR, false},
    {"E097", SP_ERROR, false},
    {"E098", SP_ERROR, false},
    {"E099", SP_ERROR, false},
    {"E110", SP_ERROR, false},
    {"E111", SP_ERROR, false},
    {"E112", SP_ERROR, false},
    {"E113", SP_ERROR, false},
    {"W060", SP_WARNING, false},
    {"W061", SP_WARNING, false},
    {"W062", SP_WARNING, false},
    {"W063", SP_WARNING, true},
    {"W064", SP_WARNING, true},
    {"W065", SP_WARNING, false},
    {"W066", SP_WARNING, false},
    {"W100", SP_WARNING, false},
    {"W101", SP_WARNING, false},
    {"W102", SP_WARNING, false},
    {"W103", SP_WARNING, false},
    {"W104", SP_WARNING, false},
    {"W106", SP_WARNING, false},
    {"W107", SP_WARNING, false},
    {"W108", SP_WARNING, false},
    {"W109", SP_WARNING, false},
    {"W110", SP_WARNING, false},
    {"W111", SP_WARNING, false},
    {"W112", SP_WARNING, false},
    {"W113", SP_WARNING, false},
    {"W114", SP_WARNING, false},
    {"W115", SP_WARNING, false},
    {"W116", SP_WARNING, false},
    {"W117", SP_WARNING, false},
    {"W118", SP_WARNING, false},
    {"W119", SP_WARNING, false},
    {"W120", SP_WARNING, false},
    {"W121", SP_WARNING, false},
    {"W122", SP_WARNING, false},
    {"W123", SP_WARNING, false},
    {"W124", SP_WARNING, false},
    {"W125", SP_WARNING, false},
    {"W126", SP_WARNING, false},
    {"W127", SP_WARNING, false},
    {"W128", SP_WARNING, false},
    {"W129", SP_WARNING, false},
    {"W130", SP_WARNING, false},
    {"W131", SP_WARNING, false},
    {"W132", SP_WARNING, false},
    {"W133", SP_WARNING, false},
    {"W140", SP_WARNING, false},
    {"W141", SP_WARNING, false},
    {"W142", SP_WARNING, false},
    {"W150", SP_WARNING, false},
    {"W160", SP_WARNING, false},
    {"W161", SP_WARNING, false},
    {"W162", SP_WARNING, false},
    {"W163", SP_WARNING, false},
    {"W164", SP_WARNING, false},
    {"W165", SP_WARNING, false},
    {"W170", SP_WARNING, false},
    {"W171", SP_WARNING, false},
};
/* clang-format on */

#define CODES (sizeof codes / sizeof *codes)

size_t
sp_code_count(void)
{
    return CODES;
}

const struct sp_code *
sp_code_at(size_t index)
{
    return index < CODES ? &codes[index] : NULL;
}

static int
compare(const void *name, const void *code)
{
    return strcmp(name, ((const struct sp_code *)code)->name);
}

const struct sp_code *
sp_code_find(const char *name)
{
    return bsearch(name, codes, CODES, sizeof *codes, compare);
}

size_t
sp_code_index(const struct sp_code *code)
{
    return (size_t)(code - codes);
}
