/* prove.h: what `sparring prove` says beside chances, shared by its files. */
#pragma once

#include "cli.h"
#include "core/prove.h"

/* Under a customer's line: each call that none may make, shortest first line to last,
 * and the checks that cannot be earned there. */
void prove_say_pair(const struct cli *cli, const struct sp_proof *proof,
                    const struct sp_pair_proof *pair);
/* What concerns all customers, as a small table. */
void prove_say_whole(const struct cli *cli, const struct sp_proof *proof);
/* The same as members of the customer's and of the proof's object. */
void prove_add_pair(const struct sp_proof *proof, const struct sp_pair_proof *pair,
                    cJSON *json);
void prove_add_whole(const struct sp_proof *proof, cJSON *json);

/* Plans: a case for every customer who can be passed, a shortest way; and one for every
 * call that none may make. */
bool prove_write_witness(const struct cli *cli, const char *path,
                         const struct sp_proof *proof);
bool prove_write_counter(const struct cli *cli, const char *path,
                         const struct sp_proof *proof);
