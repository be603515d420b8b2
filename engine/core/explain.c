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

static void
find_evidence(struct replay *r, enum sp_owner owner, struct sp_check_result *result)
{
    unsigned i = r->lines;

    if (!result->holds)
        return;
    while (i > 0 && check_holds(r->run, &r->state[i - 1], owner, result->check))
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

static void
look(struct search *s, const struct sp_state *state, unsigned more)
{
    const struct run *run = s->replay->run;
    int points = -1;

    for (unsigned i = 0; i < s->count; i++) {
        struct sp_check_result *result = s->wanted[i];

        if (!check_holds(run, state, SP_OF_RUBRIC, result->check))
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
    struct replay *replay = replay_session(session);
    struct search search = {.replay = replay};

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
