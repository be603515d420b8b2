/* chain.h: what happened in a sitting, as a chain that shows every later change.
 *
 * An event is one line of canonical JSON (core/jcs.h) with "n" (its number from 1),
 * "at" (milliseconds since 1970, as the clock then said) and "type". Its hash is
 *     SHA-256("sparring-event-1\n" + hash before + "\n" + SHA-256(body) + "\n")
 * in hexadecimal; before the first stand 64 zeros. A chain shows that something was
 * changed, not who could have rewritten all of it: for that a head must be kept
 * elsewhere or be signed (evidence.h). */
#pragma once

#include <cjson/cJSON.h>

#include "store/store.h"

extern const char sp_chain_start[SP_HASH_SIZE]; /* 64 zeros */

void sp_chain_next(const char before[SP_HASH_SIZE], const char body_sha[SP_HASH_SIZE],
                   char hash[SP_HASH_SIZE]);

struct sp_event {
    unsigned seq;
    char *body; /* NULL: deleted when its time was up */
    char body_sha[SP_HASH_SIZE], hash[SP_HASH_SIZE];
};

struct sp_events { /* owns its items; a zeroed list is valid and empty */
    struct sp_event *item;
    size_t count;
};
void sp_events_finish(struct sp_events *events);

/* Adds an event to a sitting, also to a closed one (a decision). `body` has "type" and
 * what belongs to it; "n" and "at" are put in. Alone it is a transaction of its own,
 * within one it is part of that. */
bool sp_event_add(struct sp_store *store, const char *sitting, cJSON *body,
                  int64_t at_ms, struct sp_error *error);
/* All events of a sitting in order, as they are stored, unchecked but for their shape.
 */
bool sp_event_list(struct sp_store *store, const char *sitting,
                   struct sp_events *events, struct sp_error *error);

enum sp_chain_fault {
    SP_CHAIN_WHOLE,
    SP_CHAIN_MISSING, /* an event is not there, or is not numbered as it should be */
    SP_CHAIN_BODY,    /* a body is not what its hash says */
    SP_CHAIN_LINK,    /* a hash does not follow from the one before */
    SP_CHAIN_HEAD,    /* the last hash or the count is not what the sitting says */
    SP_CHAIN_FAULTS
};
/* "whole", "missing", "body", "link", "head"; NULL past the end. */
const char *sp_chain_fault_name(enum sp_chain_fault fault);
/* Follows a chain to a head; `seq` (may be NULL) tells the first event that is wrong.
 */
enum sp_chain_fault sp_chain_check(const struct sp_events *events, unsigned count,
                                   const char *head, unsigned *seq);
