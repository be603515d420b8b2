/* naive.h: players who do not listen, each with one rule for choosing a reply. */
#pragma once

#include "lint_surface.h"
#include "step.h"

/* What shows of a reply. */
struct face {
    struct surface of[SP_LANGS];
    int polite[SP_LANGS]; /* polite words */
    int moves;
    bool harmful;
};

struct player {
    const struct run *run;
    const struct sp_state *state;
    const struct face *faces; /* by serial number */
    enum sp_lang lang;
    unsigned argument; /* of a rule that serves several strategies */
    unsigned stage;    /* of the method, for those who know it by heart */
    bool answered;     /* some answer has been given */
};

/* How much a player likes a reply; the best is taken, equals by lot. */
typedef int (*liking_fn)(const struct player *player, const struct sp_reply *reply);

struct strategy {
    char name[48]; /* an id: "random", "longest:zh", "always:clarify" */
    liking_fn liking;
    unsigned argument;
    enum sp_lang lang;
    bool method;    /* has a bound of its own */
    bool remembers; /* what it has said counts, beside the state */
};

#define STRATEGIES_MOST 80

/* Faces of all replies, by serial; freed with sp_free. */
struct face *faces_of(const struct sp_scenario *scenario);
/* Fills `list`; strategies about the words come once per language in `langs`. */
unsigned list_strategies(const bool langs[SP_LANGS], struct strategy *list);
/* Tells the player what has just been said. */
void player_said(struct player *player, const struct sp_reply *reply, uint64_t signals);
