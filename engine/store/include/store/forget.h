/* forget.h: records that die when their time is up, and one's own data to take away.
 *
 * What a sitting leaves when it is forgotten: its row (who, which exam, which attempt,
 * when, the verdict) and the hashes of its chain, which can still be followed. What was
 * said, by the customer, the trainee, an assessor, is deleted, and overwritten in the
 * file. */
#pragma once

#include "store/store.h"

struct sp_forgotten {
    unsigned sittings, attempts, events;
};

/* Forgets every sitting whose exam kept it for its days, counted from its closing (or
 * its begin, when it was never closed). Practice that went on from one of its lines has
 * those lines too, and goes with it. */
bool sp_store_forget(struct sp_store *store, int64_t now_ms, struct sp_forgotten *done,
                     struct sp_error *error);

/* All that the records hold about a person, as one JSON document (an object with
 * "person", "roster", "codes", "sittings", "attempts"). */
bool sp_store_own_data(struct sp_store *store, const char *person, struct sp_str *out,
                       struct sp_error *error);
