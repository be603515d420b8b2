/* replay.h: a call taken apart into its states, and what a trainer would say there. */
#pragma once

#include "session_record.h"

/* Lines taken back are left out; the others are "live" and count from 0. */
struct replay {
    const struct run *run;
    struct sp_state state[SP_TURNS_MOST + 1]; /* state[i] is before live line i */
    const struct sp_reply *reply[SP_TURNS_MOST];
    size_t index[SP_TURNS_MOST]; /* of live line i among all lines */
    uint64_t did[SP_TURNS_MOST]; /* what live line i did */
    bool earned[SP_TURNS_MOST];  /* explain.c: line i is sound and earned some check */
    unsigned lines;
};

/* Freed with sp_free. */
struct replay *replay_session(const struct sp_session *session);

bool check_holds(const struct run *run, const struct sp_state *state,
                 enum sp_owner owner, const struct sp_check *check);
/* Whether a check of the rubric holds now or can still come to hold in this call,
 * however it goes on. False is certain. */
bool check_may_hold(const struct run *run, const struct sp_state *state,
                    const struct sp_check *check);
/* Points of all levels reached. */
int points_of(const struct run *run, const struct sp_state *state);

/* What spoils a line, whatever else it does. */
#define BAD_SIGNALS                                                            \
    (SP_ERROR_MASK | SP_GRAVE_MASK | SP_BIT(SP_MISHEARD) | SP_BIT(SP_MISFIT) | \
     SP_BIT(SP_WRONG))
/* What is asked for before anything is answered. */
#define ASKING_MOVES (SP_BIT(SP_CLARIFY) | SP_BIT(SP_EMPATHISE) | SP_BIT(SP_TEST))

/* Whether a trainer would advise it: `did` is what the reply did in the state. */
bool is_sound(const struct sp_state *state, const struct sp_reply *reply, uint64_t did);
