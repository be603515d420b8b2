/* diag.h: what a reader or checker has to say about a file. Codes and arguments only;
 * the sentences stand in assets/strings.*.json under "diag.CODE". */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/str.h"

enum sp_severity { SP_NOTE, SP_WARNING, SP_ERROR };

#define SP_DIAG_ARGS 4
#define SP_DIAGS_MOST 1000 /* further ones are counted, not kept */

struct sp_diag {
    enum sp_severity severity;
    const char *code;         /* stable id, e.g. "E021"; static storage */
    char *pointer;            /* JSON Pointer; "" is the whole document */
    unsigned line, column;    /* 1-based; column counts code points */
    unsigned line2, column2;  /* the other place of a clash; 0 when there is none */
    char *args[SP_DIAG_ARGS]; /* what the sentence names; NULL when unused */
};

struct sp_overrides; /* what the file itself says about codes; see lint.h */

/* Owns its items. A zeroed value is a valid empty list. */
struct sp_diags {
    struct sp_diag *items;
    size_t count, room;
    size_t errors, warnings, notes; /* of all that were reported, kept or not */
    size_t dropped;
    struct sp_overrides *overrides; /* NULL when every code is as in codes.h */
};

/* The severity is that of the code's table, or what an override makes of it; `severity`
 * counts for codes that are in no table. `args` may hold fewer than SP_DIAG_ARGS, ended
 * by NULL, or be NULL itself. All strings are copied. Returns the item for
 * line2/column2, or NULL if dropped or turned off. */
struct sp_diag *sp_diags_add(struct sp_diags *diags, enum sp_severity severity,
                             const char *code, const char *pointer, unsigned line,
                             unsigned column, const char *const *args);
void sp_diags_sort(struct sp_diags *diags); /* by line, column, code; stable */
void sp_diags_finish(struct sp_diags *diags);
