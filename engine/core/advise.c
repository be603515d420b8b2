/* advise.c: what each line won and lost, and what to keep, start and stop. */
#include "core/advise.h"

#include <string.h>

#include "replay.h"

/* ---- what a line decided ---- */

struct notes {
    struct sp_line_note *out;
    size_t count, most;
};

static void
add_note(struct notes *n, enum sp_note_kind kind, const struct sp_competency *c,
         const struct sp_check_result *result, bool instead)
{
    if (n->count == n->most)
        return;
    n->out[n->count++] = (struct sp_line_note){
        .kind = kind,
        .check = result->check,
        .competency = c,
        .instead = instead ? result->instead : NULL,
        .more = instead ? result->more : 0,
    };
}

/* Whether the check was out of reach after live line `line`, and not before. */
static bool
is_lost(const struct replay *r, unsigned line, const struct sp_check *check)
{
    return check_may_hold(r->run, &r->state[line], check) &&
           !check_may_hold(r->run, &r->state[line + 1], check);
}

/* What live line `line` decided about one check, if anything. */
static void
note_check(const struct replay *r, unsigned line, enum sp_note_kind kind,
           const struct sp_competency_result *c, const struct sp_check_result *result,
           struct notes *n)
{
    bool here = result->turn == (long)r->index[line];
    bool lost = c->judged && !result->holds && is_lost(r, line, result->check);
    bool could = here && !result->holds && result->instead;

    if (kind == SP_NOTE_EARNED && here && result->earned)
        add_note(n, kind, c->competency, result, false);
    else if (kind == SP_NOTE_LOST && lost)
        add_note(n, kind, c->competency, result, could);
    else if (kind == SP_NOTE_COULD && could && !lost)
        add_note(n, kind, c->competency, result, true);
}

static size_t
notes_of(const struct replay *r, const struct sp_score *score, unsigned line,
         struct sp_line_note *out, size_t most)
{
    struct notes n = {.out = out, .most = most};

    for (unsigned i = 0; i < score->criticals; i++) {
        if (score->critical[i].turn == (long)r->index[line])
            add_note(&n, SP_NOTE_CRITICAL, NULL, &score->critical[i], false);
    }
    for (unsigned kind = SP_NOTE_EARNED; kind <= SP_NOTE_COULD; kind++) {
        for (unsigned i = 0; i < score->competencies; i++) {
            const struct sp_competency_result *c = &score->competency[i];

            for (unsigned k = 0; k < c->competency->levels; k++)
                note_check(r, line, (enum sp_note_kind)kind, c, &c->check[k], &n);
        }
    }
    return n.count;
}

size_t
sp_score_notes(const struct sp_session *session, const struct sp_score *explained,
               size_t turn, struct sp_line_note *out, size_t most)
{
    struct replay *r = replay_session(session);
    size_t count = 0;

    for (unsigned line = 0; line < r->lines; line++) {
        if (r->index[line] == turn)
            count = notes_of(r, explained, line, out, most);
    }
    sp_free(r);
    return count;
}

/* ---- keep, start, stop ---- */

/* Which comes first; the place in the list decides between equals. */
struct rank {
    int grave, below, points, times;
};

struct candidate {
    struct sp_advice_item item;
    struct rank rank;
};

#define CANDIDATES (SP_TURNS_MOST + SP_CRITICALS)

struct candidates {
    struct candidate at[CANDIDATES];
    unsigned count;
};

static bool
goes_before(const struct rank *a, const struct rank *b)
{
    if (a->grave != b->grave)
        return a->grave > b->grave;
    if (a->below != b->below)
        return a->below > b->below;
    if (a->points != b->points)
        return a->points > b->points;
    return a->times > b->times;
}

/* Takes the best few, the earlier of two equals first. */
static unsigned
take_best(struct candidates *all, struct sp_advice_item out[SP_ADVICE_ITEMS],
          struct rank *first)
{
    unsigned taken = 0;

    while (taken < SP_ADVICE_ITEMS && taken < all->count) {
        unsigned best = taken;

        for (unsigned i = taken + 1; i < all->count; i++) {
            if (goes_before(&all->at[i].rank, &all->at[best].rank))
                best = i;
        }
        struct candidate found = all->at[best];

        memmove(&all->at[taken + 1], &all->at[taken],
                (best - taken) * sizeof all->at[0]);
        all->at[taken] = found;
        out[taken++] = found.item;
    }
    if (taken > 0)
        *first = all->at[0].rank;
    return taken;
}

/* Counts the points of a note; the weightiest check speaks for the item. */
static void
weigh(struct sp_advice_item *item, const struct sp_line_note *note)
{
    item->points += note->check->points;
    if (!item->check || note->check->points > item->check->points) {
        item->check = note->check;
        item->competency = note->competency;
    }
}

static void
find_keeps(const struct replay *r, const struct sp_score *score, struct candidates *all)
{
    for (unsigned line = 0; line < r->lines; line++) {
        struct sp_line_note note[SP_LINE_NOTES];
        struct sp_advice_item item = {.turn = (long)r->index[line],
                                      .reply = r->reply[line],
                                      .moves = r->did[line]};

        if (!is_sound(&r->state[line], r->reply[line], r->did[line]))
            continue;
        size_t count = notes_of(r, score, line, note, SP_LINE_NOTES);

        for (size_t i = 0; i < count; i++) {
            if (note[i].kind == SP_NOTE_EARNED)
                weigh(&item, &note[i]);
        }
        if (item.points > 0)
            all->at[all->count++] =
                (struct candidate){.item = item, .rank = {.points = item.points}};
    }
}

/* The first check that the competency lacks, and what it would bring: its points and
 * those that wait for it. */
static void
lacking(const struct sp_competency_result *c, struct candidate *out)
{
    unsigned k = (unsigned)c->level;
    const struct sp_check_result *result = &c->check[k];

    *out = (struct candidate){
        .item = {.check = result->check, .competency = c->competency, .turn = -1},
        .rank.below = c->competency->headline && c->level < 2};
    if (result->instead) {
        out->item.turn = result->turn;
        out->item.reply = result->instead;
        out->item.more = result->more;
        out->item.moves = result->instead->signals;
    }
    /* What one line mends comes before what only follows from mending the others. */
    if (out->rank.below && result->instead && result->more == 0)
        out->rank.below = 2;
    out->item.points = result->check->points;
    while (++k < c->competency->levels && c->check[k].holds)
        out->item.points += c->check[k].check->points;
}

static void
find_starts(const struct sp_score *score, struct candidates *all)
{
    for (unsigned i = 0; i < score->competencies; i++) {
        const struct sp_competency_result *c = &score->competency[i];
        struct candidate next;
        bool same = false;

        if (!c->judged || c->level >= (int)c->competency->levels)
            continue;
        lacking(c, &next);
        /* One line that would mend two things is one thing to do. */
        for (unsigned k = 0; k < all->count; k++) {
            struct candidate *other = &all->at[k];

            if (!next.item.reply || other->item.reply != next.item.reply ||
                other->item.turn != next.item.turn)
                continue;
            same = true;
            int points = other->item.points + next.item.points;
            int below = other->rank.below > next.rank.below ? other->rank.below
                                                            : next.rank.below;

            if (next.item.more < other->item.more)
                other->item = next.item; /* speaks for what it brings soonest */
            other->item.points = points;
            other->rank.below = below;
        }
        if (!same)
            all->at[all->count++] = next;
    }
    for (unsigned i = 0; i < all->count; i++) {
        /* Below level 2 the method's order counts, above it the points. */
        if (!all->at[i].rank.below)
            all->at[i].rank.points = all->at[i].item.points;
    }
}

/* The worst of what a line did; lines of one kind are one habit. SP_SIGNALS: it came
 * too early. */
static enum sp_signal
kind_of_harm(uint64_t did)
{
    static const enum sp_signal worst_first[] = {
        SP_BRIBE,         SP_OVERPROMISE,     SP_CONFRONT_INSULT, SP_CONFRONT_THREAT,
        SP_FEATURE_FALSE, SP_ADVANTAGE_FALSE, SP_BENEFIT_FALSE,   SP_RESOLVE_FALSE,
        SP_DISPARAGE,     SP_CLOSE_PRESSING,  SP_CONFRONT,        SP_DISMISS,
        SP_CONCEDE,       SP_WRONG,           SP_MISHEARD,        SP_MISFIT};

    for (size_t i = 0; i < sizeof worst_first / sizeof *worst_first; i++) {
        if (did & SP_BIT(worst_first[i]))
            return worst_first[i];
    }
    return SP_SIGNALS;
}

/* What was wrong with a line, forms together with their moves. */
static uint64_t
harmful(uint64_t did)
{
    uint64_t harm = did & BAD_SIGNALS;

    for (unsigned i = SP_FORMS; i < SP_SIGNALS; i++)
        harm |= harm & SP_BIT(i) ? sp_signal_bits(i) : 0;
    return harm ? harm : did & SP_MOVE_MASK & ~ASKING_MOVES;
}

/* What one line spoiled; false when it did no harm. */
static bool
harm_of(const struct replay *r, const struct sp_score *score, unsigned line,
        struct candidate *out)
{
    struct sp_line_note note[SP_LINE_NOTES];
    uint64_t did = r->did[line];
    struct sp_advice_item *item = &out->item;
    const struct sp_check *grave = NULL;
    size_t count = notes_of(r, score, line, note, SP_LINE_NOTES);

    *out = (struct candidate){.item = {.turn = (long)r->index[line],
                                       .reply = r->reply[line],
                                       .moves = harmful(did),
                                       .times = 1}};
    for (size_t i = 0; i < count; i++) {
        if (note[i].kind == SP_NOTE_LOST)
            weigh(item, &note[i]);
        else if (note[i].kind == SP_NOTE_CRITICAL && !grave)
            grave = note[i].check;
    }
    if (grave) {
        item->check = grave;
        item->competency = NULL;
        out->rank.grave = 1;
    }
    out->rank.points = item->points;
    return grave || (did & BAD_SIGNALS) || item->points > 0;
}

static void
find_stops(const struct replay *r, const struct sp_score *score, struct candidates *all)
{
    enum sp_signal kind[CANDIDATES];

    for (unsigned line = 0; line < r->lines; line++) {
        struct candidate next, *same = NULL;
        enum sp_signal harm = kind_of_harm(r->did[line]);

        if (is_sound(&r->state[line], r->reply[line], r->did[line]) ||
            !harm_of(r, score, line, &next))
            continue;
        for (unsigned i = 0; i < all->count; i++)
            same = kind[i] == harm ? &all->at[i] : same;
        if (!same) {
            kind[all->count] = harm;
            all->at[all->count++] = next;
            continue;
        }
        /* The worst line stands for the habit. */
        int points = same->item.points + next.item.points;
        unsigned times = same->item.times + 1;

        if (goes_before(&next.rank, &same->rank))
            *same = next;
        same->item.points = points;
        same->item.times = times;
    }
    for (unsigned i = 0; i < all->count; i++) {
        all->at[i].rank.points = all->at[i].item.points;
        all->at[i].rank.times = (int)all->at[i].item.times;
    }
}

static const struct sp_check *
with_line(const struct sp_check *check)
{
    for (unsigned i = 0; check && i < SP_LANGS; i++) {
        if (check->try_line.by[i])
            return check;
    }
    return NULL;
}

/* The line to try is for the first thing to start; else for what went best. */
static const struct sp_check *
choose_line(const struct sp_advice *a)
{
    const struct sp_check *found = NULL;

    for (unsigned i = 0; i < a->starts && !found; i++)
        found = with_line(a->start[i].check);
    for (unsigned i = 0; i < a->keeps && !found; i++)
        found = with_line(a->keep[i].check);
    return found;
}

static enum sp_advice_kind
choose_first(const struct sp_advice *a, const struct rank *start,
             const struct rank *stop)
{
    if (a->stops > 0 && stop->grave)
        return SP_ADVICE_STOP;
    if (a->starts > 0 && start->below)
        return SP_ADVICE_START;
    if (a->stops > 0 && stop->points > 0)
        return SP_ADVICE_STOP;
    if (a->starts > 0)
        return SP_ADVICE_START;
    if (a->stops > 0)
        return SP_ADVICE_STOP;
    return a->keeps > 0 ? SP_ADVICE_KEEP : SP_ADVICE_NONE;
}

void
sp_score_advise(const struct sp_session *session, const struct sp_score *explained,
                struct sp_advice *out)
{
    struct replay *r = replay_session(session);
    struct candidates *all = sp_alloc(1, sizeof *all);
    struct rank keep = {0}, start = {0}, stop = {0};

    *out = (struct sp_advice){0};
    find_keeps(r, explained, all);
    out->keeps = take_best(all, out->keep, &keep);
    all->count = 0;
    find_starts(explained, all);
    out->starts = take_best(all, out->start, &start);
    all->count = 0;
    find_stops(r, explained, all);
    out->stops = take_best(all, out->stop, &stop);
    out->first = choose_first(out, &start, &stop);
    out->try_line = choose_line(out);
    sp_free(all);
    sp_free(r);
}
