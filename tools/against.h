/* against.h: what the parts of `sparring prove --against` share. */
#pragma once

#include "cli.h"
#include "core/compare.h"
#include "core/prove.h"

/* A call whose worth or way is another, ready to be printed. */
struct against_entry {
    enum sp_change change;
    char *what;  /* what changes, some lines; alike calls are shown under it together */
    char *where; /* which call, one line */
    cJSON *json;
};

struct against {
    const struct cli *cli;
    struct cli_set old, now;
    struct against_entry *entry;
    size_t entries, room, by[SP_CHANGES];
    size_t plans, ways, attempts; /* calls of each kind */
    size_t unread;                /* plans and attempts that could not be read */
};

/* What changes, as text. The caller frees it. */
char *against_what(const struct against *a, const struct sp_comparison *c);
/* The call's name with what is its own: from which line on, its totals. */
char *against_where(const struct against *a, const char *name,
                    const struct sp_comparison *c);
/* The members that every kind of call has. */
cJSON *against_json(const char *source, const char *where,
                    const struct sp_comparison *c);
void against_print(const struct against *a);
/* What differs between two proofs, for customers that both walked whole. */
void against_print_figures(const struct against *a, const struct sp_proof *old,
                           const struct sp_proof *now);
void against_print_sum(const struct against *a);
