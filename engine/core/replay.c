/* replay.c: the states of a call, and which lines a trainer would advise in them. */
#include "replay.h"

#include "expr_code.h"

struct replay *
replay_session(const struct sp_session *session)
{
    struct replay *out = sp_alloc(1, sizeof *out);
    struct answer ignored;

    out->run = &session->run;
    begin_state(&session->run, &out->state[0], &ignored);
    for (size_t i = 0; i < session->count; i++) {
        const struct sp_turn *turn = &session->records[i].turn;
        unsigned n = out->lines;

        if (turn->undone || turn->asked)
            continue;
        out->reply[n] = turn->reply;
        out->index[n] = i;
        out->did[n] = turn->signals;
        step(out->run, &out->state[n], turn->reply, &out->state[n + 1], &ignored);
        out->lines++;
    }
    return out;
}

bool
check_holds(const struct run *run, const struct sp_state *state, enum sp_owner owner,
            const struct sp_check *check)
{
    struct sp_world world = world_of(run, state, owner);

    return sp_expr_holds(check->when, &world);
}

bool
check_may_hold(const struct run *run, const struct sp_state *state,
               const struct sp_check *check)
{
    struct sp_world world = world_of(run, state, SP_OF_RUBRIC);

    return expr_chances(check->when, &run->scenario->rubric->watch, &world).yes;
}

int
points_of(const struct run *run, const struct sp_state *state)
{
    const struct sp_rubric *rubric = run->scenario->rubric;
    int points = 0;

    for (unsigned i = 0; i < rubric->competencies; i++) {
        const struct sp_competency *c = &rubric->competency[i];

        for (unsigned k = 0;
             k < c->levels && check_holds(run, state, SP_OF_RUBRIC, &c->level[k]); k++)
            points += c->level[k].points;
    }
    return points;
}

bool
is_sound(const struct sp_state *state, const struct sp_reply *reply, uint64_t did)
{
    uint64_t moves = did & SP_MOVE_MASK;

    if (!moves || (did & BAD_SIGNALS) || reply->manner != SP_NO_MANNER)
        return false;
    if (did & SP_BIT(SP_RIGHT))
        return true;
    if (!state->resolved)
        return !(moves & ~ASKING_MOVES);
    return !(moves & (SP_BIT(SP_RESOLVE) | SP_BIT(SP_DEFER)));
}
