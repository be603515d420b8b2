/* sittings_own.h: how the calls of a sitting get into its chain: within the transaction
 * that stores an attempt, a turn, a result. They do nothing for other attempts. */
#pragma once

#include "store/store.h"

/* Whether it is a call of an observed exam. */
bool sitting_is_observed(struct sp_store *store, const char *attempt, bool *observed,
                         struct sp_error *error);

bool sitting_call_begun(struct sp_store *store, const struct sp_begin *begin,
                        const char *attempt, char names[SP_PARTS][SP_HASH_SIZE],
                        struct sp_error *error);
bool sitting_turn_added(struct sp_store *store, const char *attempt, unsigned seq,
                        const struct sp_kept_turn *turn, struct sp_error *error);
bool sitting_call_ended(struct sp_store *store, const char *attempt,
                        const struct sp_result *result, struct sp_error *error);
