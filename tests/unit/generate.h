/* generate.h: random small scenarios, rubrics and styles, valid by construction. */
#pragma once

#include "core/str.h"

struct generator {
    uint64_t chance;
    int nodes, routes; /* route nodes come last */
    int needs, remedies, motives, facts;
    int meters; /* further ones beside trust and patience */
    int endings;
    struct sp_str *out;
};

/* A rubric, styles and a scenario that fit one another. */
void generate_rubric(struct generator *g, struct sp_str *out);
void generate_styles(struct generator *g, struct sp_str *out);
void generate_scenario(struct generator *g, struct sp_str *out);

struct set;
/* The three together, read as load.h reads files; finished by set_finish. False when
 * the scenario asks for more different things than one file may; anything else fails.
 */
bool generate_set(struct generator *g, struct set *set);

/* One with `nodes` speaking nodes in a chain and nothing surprising, for sizes. */
void generate_long(unsigned nodes, struct sp_str *out);
