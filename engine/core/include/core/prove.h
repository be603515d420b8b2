/* prove.h: what can become of a scenario, walked exactly: every state of every style
 * and motive that choices can come to. */
#pragma once

#include "core/score.h"

#define SP_STRATEGIES 80

/* A chance as a fraction in lowest terms, for printing: up to 39 digits each. Where not
 * everything was walked it is the share of calls that surely pass, and `most_part` of
 * `most_whole` is what it would be if all that was not walked passed. */
struct sp_chance {
    char part[40], whole[40]; /* "" where it does not fit 128 bits */
    char most_part[40], most_whole[40];
    uint64_t ppm, most_ppm; /* in millionths, rounded; outwards if the two differ */
    bool too_often;         /* above its bound, whatever was not walked */
};

/* What no call may do. Each is judged over every call that the walk comes to; a call in
 * it is a list of lines, and a line is an open reply. */
enum sp_never {
    /* All lines have manner assertion / flattery / any manner, and the objection is
     * resolved, or the call ends in success. */
    SP_NEVER_ASSERTION,
    SP_NEVER_FLATTERY,
    SP_NEVER_MANNER,
    /* The same where all lines have no moves but feature, advantage, dismiss, confront,
     * overpromise and concede. */
    SP_NEVER_ARGUMENT,
    /* A reply leads back to its node and is said again at once. The second time may
     * raise no meter, tell or voice nothing, set no fact, resolve nothing, open no
     * reply of the node, end in no success and come no nearer to one (in lines that
     * lead there at the least). */
    SP_NEVER_REPEAT,
    /* The first answer (the rubric's group `answer`) comes before the first clarify or
     * in its line, and the competency `clarify` reaches level 2. */
    SP_NEVER_EARLY,
    /* Remedies were offered (resolve about them), none that is in `resolvedBy`, nor a
     * dated deferral where the motive is beyond authority; and the call passes. */
    SP_NEVER_WRONG,
    /* The last line is a dated deferral without a close, and the call passes, although
     * the motive is not beyond authority, or no clarify or no empathise came in a line
     * before it. */
    SP_NEVER_DEFERRAL,
    /* The perfect path of another motive, whatever style, said by heart passes. Who
     * does not find the next line on offer stops and has not passed. */
    SP_NEVER_RIVAL,
    /* A call without this move passes, and the competency it belongs to was judged and
     * is a headline. A dated deferral does for `close`, and, where the motive is beyond
     * authority, for `resolve`. */
    SP_NEVER_WITHOUT,
    SP_NEVERS = SP_NEVER_WITHOUT + 7
};

/* "assertion", …, "without-clarify", …; static storage. */
const char *sp_never_name(enum sp_never never);
/* The move of SP_NEVER_WITHOUT + `index`. */
enum sp_signal sp_never_move(unsigned index);

/* A shortest call that does what none may. */
struct sp_breach {
    unsigned lines; /* 0: there is none */
    const struct sp_reply *path[SP_TURNS_MOST];
    int ending; /* by index; -1: after these lines the call goes on */
    bool pass;
};

/* What a call without one move comes to. */
struct sp_without {
    bool passes;
    int best; /* highest total; -1: no call ends without it */
};

/* Why some states were not walked. */
enum sp_cut {
    SP_CUT_NOT,
    SP_CUT_STATES,
    SP_CUT_MEMORY,
    SP_CUT_STOPPED,
    SP_CUT_WIDE, /* more than the prover can hold apart */
};

struct sp_pair_proof {
    unsigned style, motive;
    bool whole; /* every state was walked; else all below is about those that were */
    enum sp_cut cut;
    uint32_t states, edges, walked; /* states known; lines and states walked */
    bool passes;
    unsigned shortest; /* lines of a shortest pass */
    const struct sp_reply *path[SP_TURNS_MOST];
    int ending;                       /* with which it ends, by index */
    int lowest, highest, lowest_pass; /* totals */
    /* The perfect path: of the passes with the highest total, a shortest one. */
    int highest_pass;
    unsigned perfect_lines;
    const struct sp_reply *perfect[SP_TURNS_MOST];
    int perfect_ending;
    uint32_t earned; /* bit competency * SP_LEVELS + level - 1 */
    uint32_t stuck;  /* states from which only time ends it */
    struct sp_chance chance[SP_STRATEGIES];
    struct sp_breach breach[SP_NEVERS];
    struct sp_without without[SP_NEVERS - SP_NEVER_WITHOUT];
    /* Perfect paths of the other motives, and of this one for other styles, that were
     * played here by heart; and how many passed. */
    unsigned rivals, rivals_pass, kin, kin_pass;
    bool bad; /* something above is not as it must be */
};

/* Of one motive, over the styles. */
struct sp_spread {
    int lowest, highest; /* of the highest totals */
    bool known;          /* some of them was walked whole */
    bool too_wide;       /* they differ by more than the rubric allows */
};

struct sp_proof {
    const struct sp_scenario *scenario;
    struct sp_pair_proof *pairs; /* styles times motives, motives fastest */
    unsigned pair_count;
    const char (*strategy)[48]; /* ids */
    unsigned strategies;
    struct sp_spread *spread; /* by motive */
    uint32_t earned;          /* checks that some pair earns, as in sp_pair_proof */
    unsigned unearned;        /* checks that no pair earns */
    bool unearned_too_many;
    bool *node_seen, *reply_seen; /* by index and by serial */
    unsigned bad_pairs;
};

struct sp_prove_progress {
    unsigned done, of;      /* styles and motives */
    uint32_t walked, known; /* states of the one that is being walked */
};

struct sp_prove_ask {
    uint32_t states_most; /* per style and motive */
    bool strategies;      /* beside the random player, who always is there */
    size_t bytes_most;    /* for the states and lines of one of them; 0: any */
    /* Told every few thousand states; once it is false, the proof ends with what it has
     * (SP_CUT_STOPPED). May be NULL. */
    bool (*tick)(void *data, const struct sp_prove_progress *progress);
    void *data;
};

/* The bounds are those of the scenario's rubric. Freed by sp_proof_free. */
struct sp_proof *sp_prove(const struct sp_scenario *scenario,
                          const struct sp_prove_ask *ask);
/* Nothing above is wrong, and every node and reply was come to. */
bool sp_proof_fair(const struct sp_proof *proof);
void sp_proof_free(struct sp_proof *proof);
