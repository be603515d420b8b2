/* records_check.h: whether the records still say what was written in them: each sitting
 * by itself, and all of them against a checkpoint that was kept elsewhere. */
#pragma once

#include "store/replay_sitting.h"

struct sp_sitting_check { /* owns its replay; a zeroed one is valid */
    enum sp_chain_fault chain;
    unsigned seq; /* the first event that is wrong, when the chain is */
    bool gone;    /* bodies were deleted in time: only the chain could be followed */
    struct sp_replay replay; /* its differences, and those of the rows */
};
void sp_sitting_check_finish(struct sp_sitting_check *check);
/* Whether all is in order; with a whole chain, "order", "row …" and the like of
 * sp_replay_note tell what is not. */
bool sp_sitting_check_good(const struct sp_sitting_check *check);

/* Follows the chain, plays the calls again, and compares the rows of the sitting, its
 * attempts, turns and results with the events. False and an error when the sitting
 * cannot be looked at. */
bool sp_sitting_check(struct sp_store *store, const struct sp_sitting_row *row,
                      struct sp_sitting_check *out, struct sp_error *error);
/* Rows that belong to no sitting: somebody has deleted it. */
bool sp_records_loose(struct sp_store *store, unsigned *attempts, unsigned *events,
                      struct sp_error *error);

/* ---- checkpoints ----
 *
 * Which sittings there are and how far each has come, signed:
 *     {"at":MS,"formatVersion":1,"sittings":N,"type":"checkpoint"}
 *     {"events":N,"head":HASH,"sitting":ID,"type":"sitting"}          in order of id
 *     {"key":KEY,"sha256":HASH,"signature":SIGNATURE,"type":"seal"}
 * Kept elsewhere it shows a sitting that was deleted, and records that were put back to
 * an earlier day. It holds no names. */

bool sp_checkpoint_print(struct sp_store *store, const struct sp_key *key,
                         int64_t at_ms, struct sp_str *out, unsigned *sittings,
                         struct sp_error *error);

struct sp_checkpoint_line {
    char sitting[SP_ID_SIZE], head[SP_HASH_SIZE];
    unsigned events;
};
struct sp_checkpoint { /* owns its lines; a zeroed one is valid and empty */
    struct sp_checkpoint_line *line;
    size_t lines;
    int64_t at_ms;
    char key[SP_PUBLIC_SIZE], sha256[SP_HASH_SIZE];
};
void sp_checkpoint_finish(struct sp_checkpoint *checkpoint);
bool sp_checkpoint_read(const char *text, size_t size, struct sp_checkpoint *out,
                        struct sp_error *error);

enum sp_checkpoint_fault {
    SP_CHECKPOINT_HOLDS,
    SP_CHECKPOINT_MISSING, /* the sitting is gone */
    SP_CHECKPOINT_EARLIER, /* it is as it was before the checkpoint */
    SP_CHECKPOINT_OTHER,   /* its events up to then are others */
    SP_CHECKPOINT_FAULTS
};
const char *sp_checkpoint_fault_name(enum sp_checkpoint_fault fault);
/* What the records say about a line of a checkpoint. */
bool sp_checkpoint_compare(struct sp_store *store,
                           const struct sp_checkpoint_line *line,
                           enum sp_checkpoint_fault *fault, struct sp_error *error);
