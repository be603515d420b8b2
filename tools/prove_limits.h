/* prove_limits.h: how long a proof may go on, what it says meanwhile, and what is said
 * of those it did not walk whole. */
#pragma once

#include "cli.h"
#include "core/prove.h"

struct prove_limits {
    const struct cli *cli;
    uint64_t seconds; /* 0: any */
    bool tell;        /* on a terminal: how far it is */
    uint64_t start_ms, told_ms;
    bool told, late;
};

/* Makes `ask` keep the limits; from here Ctrl+C ends the proof, and once more the
 * program. */
void prove_limits_begin(struct prove_limits *limits, struct sp_prove_ask *ask);
void prove_limits_end(struct prove_limits *limits);
/* Ctrl+C was pressed. */
bool prove_interrupted(void);

bool prove_is_whole(const struct sp_proof *proof);
/* Of what was walked, nothing is as it must not be. */
bool prove_is_clean(const struct sp_proof *proof, const struct sp_pair_proof *pair);
/* For a pair that was not walked whole. */
void prove_say_cut(const struct prove_limits *limits, const struct sp_proof *proof,
                   const struct sp_pair_proof *pair, const char *style,
                   const char *motive);
void prove_add_cut(const struct prove_limits *limits, const struct sp_pair_proof *pair,
                   cJSON *json);
/* Instead of a verdict, where only the rest is missing: false when there is one. */
bool prove_say_partly(const struct cli *cli, const struct sp_proof *proof);
