/* prove_together.c: what only all styles and motives together show. */
#include "explain.h"
#include "prove_never.h"

/* ---- another customer's path by heart ---- */

/* Whether it passes; `lines` and `ending` are how far it came. */
static bool
recite(const struct run *run, const struct sp_pair_proof *from, unsigned *lines,
       int *ending)
{
    struct sp_state state, after;
    struct answer answer;
    struct sp_score score;

    *lines = 0;
    begin_state(run, &state, &answer);
    for (unsigned i = 0; i < from->perfect_lines && state.ending < 0; i++) {
        const struct sp_reply *open[SP_REPLIES_MOST], *next = from->perfect[i];
        unsigned count = open_replies(run, &state, open), k = 0;

        while (k < count && open[k] != next)
            k++;
        if (k == count)
            return false;
        step(run, &state, next, &after, &answer);
        state = after;
        ++*lines;
    }
    *ending = state.ending;
    if (state.ending < 0)
        return false;
    judge_state(run, &state, &score);
    return score.pass;
}

static void
play_rival(const struct sp_scenario *s, const struct sp_pair_proof *from,
           struct sp_pair_proof *at)
{
    struct run run = {s, at->style, at->motive};
    struct sp_breach *breach = &at->breach[SP_NEVER_RIVAL];
    unsigned lines;
    int ending = -1;
    bool pass = recite(&run, from, &lines, &ending);

    if (from->motive == at->motive) {
        at->kin++;
        at->kin_pass += pass;
        return;
    }
    at->rivals++;
    at->rivals_pass += pass;
    if (!pass || (breach->lines && breach->lines <= lines))
        return;
    *breach = (struct sp_breach){.lines = lines, .ending = ending, .pass = true};
    for (unsigned i = 0; i < lines; i++)
        breach->path[i] = from->perfect[i];
}

/* Of what was not walked whole no path is known to be perfect. */
void
prove_rivals(struct sp_proof *proof)
{
    for (unsigned i = 0; i < proof->pair_count; i++) {
        for (unsigned k = 0; k < proof->pair_count; k++) {
            if (k != i && proof->pairs[k].whole && proof->pairs[k].passes)
                play_rival(proof->scenario, &proof->pairs[k], &proof->pairs[i]);
        }
    }
}

/* ---- spread, and checks that nobody earns ---- */

static void
spread_of(const struct sp_proof *proof, unsigned motive, struct sp_spread *out)
{
    const struct sp_fairness *most = &proof->scenario->rubric->fairness;
    bool any = false;

    for (unsigned i = 0; i < proof->pair_count; i++) {
        const struct sp_pair_proof *pair = &proof->pairs[i];

        if (pair->motive != motive || !pair->whole)
            continue;
        out->lowest = !any || pair->highest < out->lowest ? pair->highest : out->lowest;
        out->highest =
            !any || pair->highest > out->highest ? pair->highest : out->highest;
        any = true;
    }
    out->known = any;
    out->too_wide = out->highest - out->lowest > most->spread;
}

void
prove_together(struct sp_proof *proof)
{
    const struct sp_rubric *rubric = proof->scenario->rubric;
    bool whole = true;

    for (unsigned i = 0; i < proof->scenario->motive_count; i++)
        spread_of(proof, i, &proof->spread[i]);
    for (unsigned i = 0; i < proof->pair_count; i++) {
        proof->earned |= proof->pairs[i].earned;
        whole = whole && proof->pairs[i].whole;
    }
    for (unsigned i = 0; whole && i < rubric->competencies; i++) {
        for (unsigned k = 0; k < rubric->competency[i].levels; k++)
            proof->unearned += !((proof->earned >> (i * SP_LEVELS + k)) & 1);
    }
    proof->unearned_too_many = proof->unearned > (unsigned)rubric->fairness.unearned;
}
