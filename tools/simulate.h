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

void simulate_say(const struct cli *cli, const struct simulated *s);
void simulate_print_json(const struct simulated *s);
/* `head` too before the first policy. */
void simulate_print_csv(const struct simulated *s, bool head);
