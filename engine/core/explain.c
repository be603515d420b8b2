/* explain.c: which line earned a check, and what would have earned a missed one.
 *
 * The call is replayed into its states. A check's evidence is the line after which it
 * holds to the end. For a missed one, each line that earned nothing is replaced by each
 * other sound reply that was open there, and if need be a few sound lines are played
 * on, until the check holds. Fewest further lines win; then the latest line, where the
 * check was finally missed; then the reply that leaves the call worth most. Sound is
 * what the method asks for at that moment, so that nobody is advised to earn a point by
 * a pitch, a remedy or a close that comes too early. */
#include "explain.h"

#include <string.h>

#define FURTHER_MOST 2
#define STEPS_MOST 200000 /* a bound on time for very bushy scenarios */
#define CHECKS_MOST (SP_COMPETENCIES * SP_LEVELS)

struct replay {
    const struct run *run;
    struct sp_state state[SP_TURNS_MOST + 1]; /* state[i] is before live line i */
    const struct sp_reply *reply[SP_TURNS_MOST];
    size_t index[SP_TURNS_MOST]; /* of live line i among all lines */
    bool earned[SP_TURNS_MOST];  /* live line i is sound and earned some check */
    uint64_t did[SP_TURNS_MOST]; /* what live line i did */
    unsigned lines;
};

static void
replay_session(const struct sp_session *session, struct replay *out)
{
    struct answer ignored;

    out->run = &session->run;
    out->lines = 0;
    begin_state(&session->run, &out->state[0], &ignored);
    for (size_t i = 0; i < session->count; i++) {
        const struct sp_turn *turn = &session->records[i].turn;
        unsigned n = out->lines;

        if (turn->undone)
            continue;
        out->reply[n] = turn->reply;
        out->index[n] = i;
        out->did[n] = turn->signals;
        step(out->run, &out->state[n], turn->reply, &out->state[n + 1], &ignored);
        out->lines++;
    }
}

static bool
holds(const struct run *run, const struct sp_state *state, enum sp_owner owner,
      const struct sp_check *check)
{
    struct sp_world world = world_of(run, state, owner);

    return sp_expr_holds(check->when, &world);
}

#define ASKING (SP_BIT(SP_CLARIFY) | SP_BIT(SP_EMPATHISE) | SP_BIT(SP_TEST))
#define SETTLING (SP_BIT(SP_RESOLVE) | SP_BIT(SP_DEFER))

/* Whether a trainer would advise it: `did` is what the reply did in the state. */
static bool
is_sound(const struct sp_state *state, const struct sp_reply *reply, uint64_t did)
{
    uint64_t moves = did & SP_MOVE_MASK, bad = SP_ERROR_MASK | SP_GRAVE_MASK;

    bad |= SP_BIT(SP_MISHEARD) | SP_BIT(SP_MISFIT) | SP_BIT(SP_WRONG);
    if (!moves || (did & bad) || reply->manner != SP_NO_MANNER)
        return false;
    if (did & SP_BIT(SP_RIGHT))
        return true;
    if (!state->resolved)
        return !(moves & ~ASKING);
    return !(moves & SETTLING);
}

static void
find_evidence(struct replay *r, enum sp_owner owner, struct sp_check_result *result)
{
    unsigned i = r->lines;

    if (!result->holds)
        return;
    while (i > 0 && holds(r->run, &r->state[i - 1], owner, result->check))
        i--;
    if (i > 0) {
        result->turn = (long)r->index[i - 1];
        if (owner == SP_OF_RUBRIC && result->earned &&
            is_sound(&r->state[i - 1], r->reply[i - 1], r->did[i - 1]))
            r->earned[i - 1] = true;
    }
}

struct search {
    const struct replay *replay;
    struct sp_check_result *wanted[CHECKS_MOST];
    int worth[CHECKS_MOST]; /* points of the best change found at this line, or -1 */
    unsigned count;
    unsigned steps;
    unsigned line;               /* the one replaced */
    const struct sp_reply *said; /* what stands there instead */
};

static int
points_of(const struct run *run, const struct sp_state *state)
{
    const struct sp_rubric *rubric = run->scenario->rubric;
    int points = 0;

    for (unsigned i = 0; i < rubric->competencies; i++) {
        const struct sp_competency *c = &rubric->competency[i];

        for (unsigned k = 0;
             k < c->levels && holds(run, state, SP_OF_RUBRIC, &c->level[k]); k++)
            points += c->level[k].points;
    }
    return points;
}

static void
look(struct search *s, const struct sp_state *state, unsigned more)
{
    const struct run *run = s->replay->run;
    int points = -1;

    for (unsigned i = 0; i < s->count; i++) {
        struct sp_check_result *result = s->wanted[i];

        if (!holds(run, state, SP_OF_RUBRIC, result->check))
            continue;
        if (points < 0)
            points = points_of(run, state);
        if (points <= s->worth[i])
            continue;
        s->worth[i] = points;
        result->instead = s->said;
        result->turn = (long)s->replay->index[s->line];
        result->more = more;
    }
}

/* What was found at this line stands; the search goes on for the rest. */
static void
drop_found(struct search *s)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < s->count; i++) {
        if (s->worth[i] < 0) {
            s->worth[kept] = -1;
            s->wanted[kept++] = s->wanted[i];
        }
    }
    s->count = kept;
}

/* Plays on for `left` further lines and looks only at the last. */
static void
play_on(struct search *s, const struct sp_state *state, unsigned left, unsigned more)
{
    const struct sp_reply *open[SP_REPLIES_MOST];
    struct sp_state after;
    struct answer ignored;

    if (left == 0) {
        look(s, state, more);
        return;
    }
    if (state->ending >= 0)
        return;
    unsigned count = open_replies(s->replay->run, state, open);
    for (unsigned i = 0; i < count && s->count > 0 && s->steps < STEPS_MOST; i++) {
        s->steps++;
        if (is_sound(state, open[i],
                     step(s->replay->run, state, open[i], &after, &ignored)))
            play_on(s, &after, left - 1, more);
    }
}

/* Tries every other reply in place of one line. */
static void
change_line(struct search *s, unsigned line, unsigned more)
{
    const struct replay *r = s->replay;
    const struct sp_reply *open[SP_REPLIES_MOST];
    unsigned count = open_replies(r->run, &r->state[line], open);
    struct sp_state after;
    struct answer ignored;

    s->line = line;
    for (unsigned i = 0; i < count && s->count > 0; i++) {
        uint64_t did;

        if (open[i] == r->reply[line])
            continue;
        s->said = open[i];
        s->steps++;
        did = step(r->run, &r->state[line], open[i], &after, &ignored);
        if (is_sound(&r->state[line], open[i], did))
            play_on(s, &after, more, more);
    }
    drop_found(s);
}

static void
find_changes(struct search *s)
{
    const struct replay *r = s->replay;

    for (unsigned more = 0; more <= FURTHER_MOST; more++) {
        for (unsigned line = r->lines; line > 0 && s->count > 0; line--) {
            if (!r->earned[line - 1])
                change_line(s, line - 1, more);
        }
    }
}

void
explain_score(const struct sp_session *session, struct sp_score *score)
{
    struct replay *replay = sp_alloc(1, sizeof *replay);
    struct search search = {.replay = replay};

    replay_session(session, replay);
    for (unsigned i = 0; i < score->competencies; i++) {
        struct sp_competency_result *c = &score->competency[i];

        for (unsigned k = 0; k < c->competency->levels; k++) {
            find_evidence(replay, SP_OF_RUBRIC, &c->check[k]);
            if (c->check[k].holds || !c->judged)
                continue;
            search.worth[search.count] = -1;
            search.wanted[search.count++] = &c->check[k];
        }
    }
    for (unsigned i = 0; i < score->criticals; i++)
        find_evidence(replay, SP_OF_RUBRIC, &score->critical[i]);
    for (unsigned i = 0; i < score->adapts; i++)
        find_evidence(replay, SP_OF_STYLES, &score->adapt[i]);
    find_changes(&search);
    sp_free(replay);
}
