/* codes.h: every code that a finding may have. A code never changes its meaning; one
 * that is no longer reported is retired and stays here, so that nobody gives it a
 * second one. Its sentences are "diag.CODE", its manual scenarios/codes/CODE.md. */
#pragma once

#include "core/diag.h"

struct sp_code {
    const char *name;
    enum sp_severity severity; /* unless a file's `lint` says otherwise */
    bool retired;
};

size_t sp_code_count(void);
const struct sp_code *sp_code_at(size_t index); /* in the order of their names */
/* NULL when there is none, and there never was one. */
const struct sp_code *sp_code_find(const char *name);
size_t sp_code_index(const struct sp_code *code);
