/* test_explain.c: the line shown for a check is the one that earned it, and what is
 * suggested for a missed check really earns it. */
#include "test.h"

#include "core/rng.h"
#include "core/score.h"
#include "load.h"

static struct set small;
static unsigned evidences, suggestions[3], nothings; /* how often each was tried */

/* What was said, as far as it counts. */
struct call {
    struct sp_start start;
    const char *reply[SP_TURNS_MOST];
    size_t index[SP_TURNS_MOST];    /* among all lines */
    bool earned[4 * SP_TURNS_MOST]; /* of all lines: the evidence of an earned check */
    unsigned lines;
};

static struct sp_session *
replay(const struct call *call, unsigned lines)
{
    struct sp_session *session = sp_session_new(&call->start);

    for (unsigned i = 0; i < lines; i++)
        CHECK(sp_session_answer(session, call->reply[i]));
    return session;
}

static bool
holds_in(const struct sp_session *session, const struct sp_check *check)
{
    struct sp_score score;

    sp_score_session(session, false, &score);
    for (unsigned i = 0; i < score.competencies; i++) {
        for (unsigned k = 0; k < score.competency[i].competency->levels; k++) {
            if (score.competency[i].check[k].check == check)
                return score.competency[i].check[k].holds;
        }
    }
    for (unsigned i = 0; i < score.criticals; i++) {
        if (score.critical[i].check == check)
            return true;
    }
    for (unsigned i = 0; i < score.adapts; i++) {
        if (score.adapt[i].check == check)
            return score.adapt[i].holds;
    }
    return false;
}

static bool
holds_after(const struct call *call, unsigned lines, const struct sp_check *check)
{
    struct sp_session *session = replay(call, lines);
    bool holds = holds_in(session, check);

    sp_session_free(session);
    return holds;
}

/* It held after that line and ever since, and not before. */
static bool
is_evidence(const struct call *call, const struct sp_check_result *result)
{
    unsigned line = 0;

    evidences++;
    if (result->turn >= 0) {
        while (line < call->lines && call->index[line] != (size_t)result->turn)
            line++;
        if (line++ == call->lines || holds_after(call, line - 1, result->check))
            return false;
    }
    for (; line <= call->lines; line++) {
        if (!holds_after(call, line, result->check))
            return false;
    }
    return true;
}

/* Whether the last line is what the method asks for at that moment: no error, nothing
 * about the wrong thing, and before the objection is settled only questions, empathy
 * and the right remedy. */
static bool
last_is_sound(const struct sp_session *session)
{
    const struct sp_turn *turn =
        sp_session_turn(session, sp_session_turns(session) - 1);
    static const enum sp_signal early[] = {SP_FEATURE, SP_ADVANTAGE, SP_BENEFIT,
                                           SP_CLOSE};
    uint64_t bad = SP_ERROR_MASK | SP_GRAVE_MASK | SP_BIT(SP_MISHEARD) |
                   SP_BIT(SP_MISFIT) | SP_BIT(SP_WRONG);
    bool right = turn->signals & SP_BIT(SP_RIGHT);

    if ((turn->signals & bad) || !(turn->signals & SP_MOVE_MASK) || turn->reply->manner)
        return false;
    for (size_t i = 0; i < sizeof early / sizeof *early; i++) {
        if (!right && !turn->settled && (turn->signals & SP_BIT(early[i])))
            return false;
    }
    return right || !(turn->signals & (SP_BIT(SP_RESOLVE) | SP_BIT(SP_DEFER)));
}

/* Whether the check holds after some `more` further sound lines. */
static bool
can_hold(const struct call *call, unsigned more, const struct sp_check *check)
{
    struct sp_session *session = replay(call, call->lines);
    const struct sp_view *view = sp_session_view(session);
    bool found = more == 0 && holds_in(session, check);

    for (unsigned i = 0; more > 0 && i < view->open_count && !found; i++) {
        struct call longer = *call;

        longer.reply[longer.lines++] = view->open[i]->id;
        struct sp_session *next = replay(&longer, longer.lines);
        found = last_is_sound(next) && can_hold(&longer, more - 1, check);
        sp_session_free(next);
    }
    sp_session_free(session);
    return found;
}

/* Whether this sound line, in place of the one that was said, makes it hold at once. */
static bool
would_do(const struct call *call, unsigned line, const char *reply,
         const struct sp_check *check)
{
    struct call other = *call;
    bool found;

    other.lines = line + 1;
    other.reply[line] = reply;
    struct sp_session *session = replay(&other, other.lines);
    found = last_is_sound(session) && holds_in(session, check);
    sp_session_free(session);
    return found;
}

/* Whether the line is a good one that earned something, which nobody should give up. */
static bool
is_worth_keeping(const struct call *call, unsigned line)
{
    struct sp_session *session = replay(call, line + 1);
    bool sound = last_is_sound(session);

    sp_session_free(session);
    return sound && call->earned[call->index[line]];
}

/* Whether another line at once, in place of one that may go, makes it hold. */
static bool
something_at_once(const struct call *call, const struct sp_check *check)
{
    bool found = false;

    for (unsigned line = 0; line < call->lines && !found; line++) {
        if (is_worth_keeping(call, line))
            continue;
        struct sp_session *session = replay(call, line);
        const struct sp_view *view = sp_session_view(session);

        for (unsigned i = 0; i < view->open_count && !found; i++)
            found = strcmp(view->open[i]->id, call->reply[line]) != 0 &&
                    would_do(call, line, view->open[i]->id, check);
        sp_session_free(session);
    }
    return found;
}

static bool
is_a_way(const struct call *call, const struct sp_check_result *result)
{
    struct call other = *call;
    unsigned line = 0;

    if (!result->instead) {
        nothings++;
        return result->turn < 0 && !something_at_once(call, result->check);
    }
    suggestions[result->more]++;
    while (line < call->lines && call->index[line] != (size_t)result->turn)
        line++;
    if (line == call->lines || strcmp(call->reply[line], result->instead->id) == 0 ||
        is_worth_keeping(call, line))
        return false;
    other.lines = line + 1;
    other.reply[line] = result->instead->id;
    struct sp_session *session = replay(&other, other.lines);
    bool sound = last_is_sound(session);
    sp_session_free(session);
    return sound && can_hold(&other, result->more, result->check) &&
           (result->more == 0 || !something_at_once(call, result->check));
}

static bool
check_result(const struct call *call, const struct sp_check_result *result, bool judged)
{
    bool ok;

    if (result->holds)
        ok = is_evidence(call, result) && !result->instead;
    else if (judged)
        ok = is_a_way(call, result);
    else
        ok = !result->instead && result->turn < 0;
    if (CHECK(ok))
        return true;
    fprintf(stderr, "  %s %s: turn %ld, instead %s, more %u, after", result->check->id,
            result->holds ? "holds" : "is missed", result->turn,
            result->instead ? result->instead->id : "nothing", result->more);
    for (unsigned i = 0; i < call->lines; i++)
        fprintf(stderr, " %s", call->reply[i]);
    fputc('\n', stderr);
    return false;
}

static void
note_call(const struct sp_session *session, struct call *call)
{
    for (size_t i = 0; i < sp_session_turns(session); i++) {
        const struct sp_turn *turn = sp_session_turn(session, i);

        if (turn->undone)
            continue;
        call->index[call->lines] = i;
        call->reply[call->lines++] = turn->reply->id;
    }
}

static void
note_earned(const struct sp_score *score, struct call *call)
{
    for (unsigned i = 0; i < score->competencies; i++) {
        for (unsigned k = 0; k < score->competency[i].competency->levels; k++) {
            const struct sp_check_result *result = &score->competency[i].check[k];

            if (result->earned && result->turn >= 0 &&
                CHECK((size_t)result->turn < sizeof call->earned))
                call->earned[result->turn] = true;
        }
    }
}

static bool
check_call(const struct sp_session *session, const struct sp_start *start)
{
    struct call call = {.start = *start};
    struct sp_score score, plain;
    bool ok = true;

    note_call(session, &call);
    sp_score_session(session, true, &score);
    sp_score_session(session, false, &plain);
    CHECK(score.total == plain.total && score.pass == plain.pass);
    note_earned(&score, &call);
    for (unsigned i = 0; i < score.competencies && ok; i++) {
        const struct sp_competency_result *c = &score.competency[i];

        for (unsigned k = 0; k < c->competency->levels && ok; k++)
            ok = check_result(&call, &c->check[k], c->judged);
    }
    for (unsigned i = 0; i < score.criticals && ok; i++)
        ok = check_result(&call, &score.critical[i], true);
    for (unsigned i = 0; i < score.adapts && ok; i++)
        ok = check_result(&call, &score.adapt[i], false);
    return ok;
}

static void
test_random_calls(unsigned calls)
{
    uint64_t chance = 5;

    for (unsigned n = 0; n < calls; n++) {
        unsigned style = sp_draw_next(&chance, small.styles->styles);
        unsigned motive = sp_draw_next(&chance, small.scenario->motive_count);
        struct sp_start start = {.scenario = small.scenario,
                                 .seed = n,
                                 .style = small.styles->style[style].id,
                                 .motive = small.scenario->motives[motive].id};
        struct sp_session *session = sp_session_new(&start);
        const struct sp_view *view = sp_session_view(session);
        unsigned stop = 1 + sp_draw_next(&chance, 12);

        while (view->node && view->turn < stop) {
            unsigned which = sp_draw_next(&chance, view->open_count);

            CHECK(sp_session_answer(session, view->open[which]->id));
            if (sp_draw_next(&chance, 6) == 0)
                CHECK(sp_session_undo(session));
        }
        bool ok = check_call(session, &start);
        sp_session_free(session);
        if (!ok)
            return;
    }
}

/* The seminar's example: the remedy came before the question. */
static void
test_one_call(void)
{
    static const char *const said[] = {"cut", "why", "trial", "step"};
    struct sp_start start = {
        .scenario = small.scenario, .style = "actor", .motive = "jams"};
    struct sp_session *session = sp_session_new(&start);
    struct sp_score score;

    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        CHECK(sp_session_answer(session, said[i]));
    sp_score_session(session, true, &score);
    const struct sp_competency_result *clarify = &score.competency[0];
    CHECK(clarify->check[0].holds);
    CHECK_INT(clarify->check[0].turn, 1);
    CHECK(!clarify->check[1].holds && clarify->check[1].instead);
    CHECK_INT(clarify->check[1].turn, 0);
    CHECK_INT(clarify->check[1].more, 0);
    CHECK_STR(clarify->check[1].instead ? clarify->check[1].instead->id : "", "price");
    sp_session_free(session);
}

int
main(void)
{
    sp_mem_init();
    if (CHECK(load_small(&small))) {
        test_one_call();
        test_random_calls(500);
        CHECK(evidences > 500 && suggestions[0] > 100 && suggestions[1] > 50);
        CHECK(nothings > 20);
        printf("evidence %u, at once %u, one more %u, two more %u, nothing %u\n",
               evidences, suggestions[0], suggestions[1], suggestions[2], nothings);
    }
    set_finish(&small);
    return test_end();
}
