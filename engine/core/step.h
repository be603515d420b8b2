/* step.h: the order of a turn, over plain states. Everything that plays goes through
 * it: the session, the search for smallest changes, simulation. */
#pragma once

#include "core/scenario.h"

/* A call's constants. */
struct run {
    const struct sp_scenario *scenario;
    unsigned style, motive;
};

/* What the customer answered. */
struct answer {
    const struct sp_says *says; /* NULL when the call ended before a node was entered */
    const struct sp_says *ending; /* last words, or NULL */
    uint64_t voices;
    bool reveals;
};

struct sp_world world_of(const struct run *run, const struct sp_state *state,
                         enum sp_owner owner);
/* The state before the first line, with the start node entered. */
void begin_state(const struct run *run, struct sp_state *state, struct answer *answer);
bool is_open(const struct run *run, const struct sp_state *state,
             const struct sp_reply *reply);
/* In the file's order; `open` has room for SP_REPLIES_MOST. */
unsigned open_replies(const struct run *run, const struct sp_state *state,
                      const struct sp_reply **open);
/* Takes one open reply, or a line without a way, upon which the customer stays.
 * Returns what the line did, moves, forms and events. */
uint64_t step(const struct run *run, const struct sp_state *before,
              const struct sp_reply *reply, struct sp_state *after,
              struct answer *answer);
/* The same, telling each node that is entered, those that only route too. */
struct trail {
    void *data;
    void (*entered)(void *data, uint32_t node);
};
void begin_on(const struct run *run, struct sp_state *state, struct answer *answer,
              const struct trail *trail);
uint64_t step_on(const struct run *run, const struct sp_state *before,
                 const struct sp_reply *reply, struct sp_state *after,
                 struct answer *answer, const struct trail *trail);
/* What the customer says where they stand. */
const struct sp_says *standing(const struct run *run, const struct sp_state *state);
enum sp_mood mood_of(const struct run *run, const struct sp_state *state);
