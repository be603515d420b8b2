/* hand_in.h: taking in what comes from another machine: a published exam, and results
 * of candidates. A file is checked as a whole before anything of it is stored. */
#pragma once

#include "store/replay_sitting.h"

/* Stores the exam of a file with its contents, which must be fit to be played. `known`
 * when it was here already; then nothing changes. */
bool sp_hand_in_exam(struct sp_store *store, const struct sp_evidence *evidence,
                     char exam[SP_ID_SIZE], bool *known, struct sp_error *error);

struct sp_hand_in { /* owns its texts and the replay; a zeroed one is valid */
    char sitting[SP_ID_SIZE], exam[SP_ID_SIZE], person[SP_ID_SIZE];
    char code[16];
    unsigned attempt;
    int64_t began_ms;
    char *number, *name; /* of the file */
    char *member;        /* the name on the roster */
    bool known;          /* it was taken in before */
    struct sp_replay replay;
};
void sp_hand_in_finish(struct sp_hand_in *hand_in);

/* Whether a result may be taken in: the exam was published here, the code given out
 * here and to this number, nobody else's result has it, and replaying gives the same
 * verdict. "hand-in-…" when not. */
bool sp_hand_in_check(struct sp_store *store, const struct sp_evidence *evidence,
                      struct sp_hand_in *out, struct sp_error *error);
/* Stores one that was checked, and that it was handed in with this file. */
bool sp_hand_in_store(struct sp_store *store, const struct sp_evidence *evidence,
                      const struct sp_hand_in *hand_in, const char *file_sha,
                      int64_t at_ms, struct sp_error *error);
