/* simulate.h: the figures of `sparring simulate`, shared by its files. */
#pragma once

#include "cli.h"
#include "core/simulate.h"

struct simulated { /* one policy with one scenario */
    const struct sp_scenario *scenario;
    const char *policy;
    struct sp_counts whole;     /* over all customers asked for */
    const struct sp_counts *by; /* by customer: styles times motives, motives fastest */
    const bool *asked;          /* which of them were played */
    unsigned customers;
    uint64_t seed;
};

/* Policies of one scenario, and a table of them. */
void simulate_say(const struct cli *cli, const struct simulated *all, unsigned count);
void simulate_print_json(const struct simulated *s);
/* The first row of a table, which the rubric decides, and a row for each customer. */
void simulate_add_head(const struct sp_scenario *scenario, struct sp_str *out);
void simulate_print_csv(const struct simulated *s);
