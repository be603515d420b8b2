/* talk.c: a talk judged by the levels of moves.md. */
#include "nlu/talk.h"

#include <string.h>

/* What answers the objection: before it one should have asked. */
#define ANSWERS                                                       \
    (SP_BIT(SP_FEATURE) | SP_BIT(SP_ADVANTAGE) | SP_BIT(SP_BENEFIT) | \
     SP_BIT(SP_RESOLVE) | SP_BIT(SP_CONCEDE) | SP_BIT(SP_OVERPROMISE))
#define HARM (SP_BIT(SP_CONFRONT) | SP_BIT(SP_DISMISS))
#define CHAIN (SP_BIT(SP_FEATURE) | SP_BIT(SP_ADVANTAGE) | SP_BIT(SP_BENEFIT))

/* An ideograph is 3, a word 4. */
enum {
    STOCK_LENGTH = 27, /* "I see what you mean" and 我非常理解您的心情 are stock */
    REASON_LENGTH = 81, /* a reason takes words */
    ECHO_PERCENT = 12,  /* of the line's words are the customer's: it speaks of them */
    LIKELY_PERCENT = 40 /* beside a sure benefit, enough for the rest of its chain */
};

const char *
sp_talk_part_name(enum sp_talk_part part)
{
    static const char *const names[SP_TALK_PARTS] = {"clarify", "empathise", "test",
                                                     "fab",     "resolve",   "close"};
    return (unsigned)part < SP_TALK_PARTS ? names[part] : NULL;
}

/* The talk up to the line at hand. */
struct judge {
    const struct sp_talk_turn *turn;
    const struct sp_heard *heard; /* by turn */
    unsigned count;
    const struct sp_talk_about *about;
    struct sp_talk *out;
    uint64_t before;  /* moves of earlier lines */
    uint64_t last;    /* and of the line at hand */
    bool answered;    /* an answer was given, or an argument begun */
    bool asked_first; /* a question came before any answer */
    uint64_t tests;   /* forms of tests so far */
    bool concern;     /* the customer has voiced something */
};

/* Those of a line that count: three, where a chain of feature, advantage and benefit is
 * one. */
static uint64_t
counted(const struct sp_heard *heard)
{
    uint64_t moves = 0;
    unsigned places = 0;
    for (unsigned i = 0; i < heard->moves && !heard->move[i].unsure; i++) {
        uint64_t move = SP_BIT(heard->move[i].move);
        bool goes_on = (move & CHAIN) && (moves & CHAIN);
        if (!goes_on && places == SP_HEARD_COUNTED)
            continue;
        places += !goes_on;
        moves |= move;
    }
    return moves;
}

static const struct sp_heard_move *
move_of(const struct sp_heard *heard, enum sp_signal move)
{
    if (!(counted(heard) & SP_BIT(move)))
        return NULL;
    for (unsigned i = 0; i < heard->moves; i++)
        if (heard->move[i].move == move)
            return &heard->move[i];
    return NULL;
}

/* With the forms. */
static uint64_t
signals_of(const struct sp_heard *heard)
{
    uint64_t moves = counted(heard), signals = 0;
    for (unsigned i = 0; i < heard->moves; i++)
        if (moves & SP_BIT(heard->move[i].move))
            signals |= heard->move[i].signals;
    return signals;
}

/* The first line that earns it is the one that is named. */
static void
earn(struct judge *j, enum sp_talk_part part, unsigned level, unsigned turn,
     const struct sp_heard_move *by)
{
    struct sp_talk_check *check = &j->out->check[part][level - 1];
    if (check->earned)
        return;
    struct sp_span line = {0, (uint32_t)j->turn[turn].size};
    *check = (struct sp_talk_check){true, turn, by ? by->evidence : line};
}

/* What the customer answers to a turn, as the next trainee line heard it. */
static const struct sp_answering *
answer_to(const struct judge *j, unsigned turn)
{
    for (unsigned i = turn + 1; i < j->count; i++)
        if (!j->turn[i].customer)
            return &j->heard[i].answering;
    return NULL;
}

static unsigned
length_of(const struct sp_talk_turn *turn, struct sp_span span)
{
    unsigned length = 0;
    bool word = false;
    for (uint32_t i = span.start; i < span.end; i++) {
        unsigned char c = (unsigned char)turn->text[i];
        bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        length += c >= 0xe4 && c <= 0xe9 ? 3 : 0;
        length += letter && !word ? 4 : 0;
        word = letter || (word && c == '\'');
    }
    return length;
}

/* Arguing, more surely than asking. */
static bool
harm_before(const struct sp_heard *heard, const struct sp_heard_move *move)
{
    for (const struct sp_heard_move *at = heard->move; at < move; at++)
        if (SP_BIT(at->move) & HARM)
            return true;
    return false;
}

static void
judge_clarify(struct judge *j, unsigned turn)
{
    const struct sp_heard *heard = &j->heard[turn];
    const struct sp_heard_move *move = move_of(heard, SP_CLARIFY);
    if (!move && !heard->bare)
        return;
    earn(j, SP_TALK_CLARIFY, 1, turn, move);
    if (!move)
        return;
    uint64_t now = signals_of(heard);
    const struct sp_heard_move *answer = NULL;
    for (unsigned i = 0; i < heard->moves && !answer; i++)
        if (SP_BIT(heard->move[i].move) & now & ANSWERS & ~SP_BIT(SP_FEATURE))
            answer = &heard->move[i];
    bool first =
        !j->answered && !move->bare && !harm_before(heard, move) &&
        (!(now & ANSWERS) || (answer && answer->evidence.start > move->evidence.start));
    if (first) {
        earn(j, SP_TALK_CLARIFY, 2, turn, move);
        j->asked_first = true;
    }
    const struct sp_answering *answered = answer_to(j, turn);
    bool back = heard->playback || (heard->answering.shared >= ECHO_PERCENT * 2 &&
                                    (j->before & SP_BIT(SP_CLARIFY)));
    if (j->asked_first && back && answered && !answered->no &&
        (answered->yes || heard->playback))
        earn(j, SP_TALK_CLARIFY, 3, turn, move);
}

static void
judge_empathise(struct judge *j, unsigned turn)
{
    const struct sp_heard *heard = &j->heard[turn];
    const struct sp_heard_move *move = move_of(heard, SP_EMPATHISE);
    bool harms = signals_of(heard) & (HARM | SP_BIT(SP_CONCEDE));
    if (!move && !(heard->understands && !harms))
        return;
    earn(j, SP_TALK_EMPATHISE, 1, turn, move);
    if (!move || harms)
        return;
    unsigned length = length_of(&j->turn[turn], move->sentence);
    bool echoes = !heard->understands && heard->answering.shared >= ECHO_PERCENT;
    if (length <= STOCK_LENGTH && !echoes)
        return;
    earn(j, SP_TALK_EMPATHISE, 2, turn, move);
    if (length >= REASON_LENGTH)
        earn(j, SP_TALK_EMPATHISE, 3, turn, move);
}

static void
judge_test(struct judge *j, unsigned turn)
{
    const struct sp_heard *heard = &j->heard[turn];
    const struct sp_heard_move *move = move_of(heard, SP_TEST);
    if (!move)
        return;
    earn(j, SP_TALK_TEST, 1, turn, move);
    earn(j, SP_TALK_TEST, 2, turn, move);
    j->tests |= move->signals & (SP_BIT(SP_TEST_ONLY) | SP_BIT(SP_TEST_IF));
    if (j->tests == (SP_BIT(SP_TEST_ONLY) | SP_BIT(SP_TEST_IF)))
        earn(j, SP_TALK_TEST, 3, turn, move);
}

/* Parts of the chain that may well be there, beside a benefit that is. */
static uint64_t
likely(const struct sp_heard *heard)
{
    uint64_t moves = 0;
    for (unsigned i = 0; i < heard->moves; i++)
        if (heard->move[i].confidence >= LIKELY_PERCENT)
            moves |= SP_BIT(heard->move[i].move);
    return moves & (SP_BIT(SP_FEATURE) | SP_BIT(SP_ADVANTAGE));
}

/* Feature and advantage may stand in two lines; the benefit closes the chain. */
static void
judge_fab(struct judge *j, unsigned turn)
{
    const struct sp_heard *heard = &j->heard[turn];
    uint64_t now = signals_of(heard), all = now | j->before;
    const uint64_t chain = SP_BIT(SP_FEATURE) | SP_BIT(SP_ADVANTAGE);
    const struct sp_heard_move *benefit = move_of(heard, SP_BENEFIT);
    const struct sp_heard_move *advantage = move_of(heard, SP_ADVANTAGE);
    if ((all & chain) == chain && (now & chain))
        earn(j, SP_TALK_FAB, 1, turn,
             advantage ? advantage : move_of(heard, SP_FEATURE));
    if (!benefit || !((all | likely(heard)) & chain))
        return;
    earn(j, SP_TALK_FAB, 1, turn, benefit);
    earn(j, SP_TALK_FAB, 2, turn, benefit);
    bool shows = heard->shows || (now & SP_BIT(SP_RESOLVE));
    bool voiced = j->concern || (j->before & SP_BIT(SP_CLARIFY));
    if (voiced && heard->asks && shows && !(now & SP_BIT(SP_CLOSE)))
        earn(j, SP_TALK_FAB, 3, turn, benefit);
}

/* Bits of remedies that the line speaks of. */
static uint64_t
remedies_of(const struct sp_heard *heard)
{
    uint64_t remedies = 0;
    for (unsigned i = 0; i < heard->abouts; i++)
        if (heard->about[i].kind == SP_ABOUT_REMEDY)
            remedies |= UINT64_C(1) << heard->about[i].index;
    return remedies;
}

static void
judge_resolve(struct judge *j, unsigned turn)
{
    const struct sp_heard *heard = &j->heard[turn];
    const struct sp_heard_move *move = move_of(heard, SP_RESOLVE);
    if (move) {
        earn(j, SP_TALK_RESOLVE, 1, turn, move);
        if (j->about && j->about->scenario && j->about->motive >= 0 &&
            (remedies_of(heard) &
             j->about->scenario->motives[j->about->motive].resolved_by))
            earn(j, SP_TALK_RESOLVE, 2, turn, move);
    }
    const struct sp_heard_move *check = move_of(heard, SP_TEST);
    if (!check)
        check = move_of(heard, SP_CLARIFY);
    if ((j->before & SP_BIT(SP_RESOLVE)) && check)
        earn(j, SP_TALK_RESOLVE, 3, turn, check);
}

static void
judge_close(struct judge *j, unsigned turn)
{
    const struct sp_heard *heard = &j->heard[turn];
    const struct sp_heard_move *move = move_of(heard, SP_CLOSE);
    if (!move || (move->signals & SP_BIT(SP_CLOSE_PRESSING)))
        return;
    earn(j, SP_TALK_CLOSE, 1, turn, move);
    if (!heard->concrete)
        return;
    earn(j, SP_TALK_CLOSE, 2, turn, move);
    bool again = signals_of(heard) & (SP_BIT(SP_BENEFIT) | SP_BIT(SP_RESOLVE));
    if (j->answered && (again || heard->sums))
        earn(j, SP_TALK_CLOSE, 3, turn, move);
}

static bool
is_critical(uint64_t signals)
{
    return signals & (SP_BIT(SP_OVERPROMISE) | SP_BIT(SP_BRIBE) |
                      SP_BIT(SP_CONFRONT_INSULT) | SP_BIT(SP_CONFRONT_THREAT) |
                      SP_BIT(SP_CLOSE_PRESSING) | SP_BIT(SP_DISPARAGE_FALSE));
}

static void
note_errors(struct judge *j, unsigned turn)
{
    const struct sp_heard *heard = &j->heard[turn];
    uint64_t moves = counted(heard);
    for (unsigned i = 0; i < heard->moves; i++) {
        const struct sp_heard_move *move = &heard->move[i];
        if (!(moves & SP_BIT(move->move)))
            continue;
        bool critical = is_critical(move->signals);
        bool error = (SP_BIT(move->move) & SP_ERROR_MASK) || critical;
        if (!error || j->out->errors == SP_TALK_ERRORS)
            continue;
        j->out->error[j->out->errors++] = (struct sp_talk_error){
            sp_signal_shown(move->signals, move->move), turn, move->evidence, critical};
        j->out->critical |= critical;
    }
}

static int
ladder(const struct sp_talk_check check[SP_TALK_LEVELS])
{
    int level = 0;
    while (level < SP_TALK_LEVELS && check[level].earned)
        level++;
    return level;
}

static void
sum_up(struct judge *j, uint64_t all)
{
    struct sp_talk *out = j->out;
    for (unsigned part = 0; part < SP_TALK_PARTS; part++)
        out->level[part] = ladder(out->check[part]);
    if ((all & HARM) && out->level[SP_TALK_EMPATHISE] > 2)
        out->level[SP_TALK_EMPATHISE] = 2;
    bool motive = j->about && j->about->scenario && j->about->motive >= 0;
    if (!motive && out->level[SP_TALK_RESOLVE] > 0)
        out->level[SP_TALK_RESOLVE] = SP_TALK_UNKNOWN;
    /* The call rightly ended in a dated deferral: nothing was there to present. */
    if (out->level[SP_TALK_FAB] == 0 && (j->last & SP_BIT(SP_DEFER_DATED)))
        out->level[SP_TALK_FAB] = SP_TALK_UNKNOWN;
    out->pass = !out->critical;
    for (unsigned part = 0; part <= SP_TALK_FAB; part++)
        out->pass &= out->level[part] >= 2 || out->level[part] == SP_TALK_UNKNOWN;
}

static void
judge_all(struct judge *j)
{
    uint64_t all = 0;
    for (unsigned turn = 0; turn < j->count; turn++) {
        if (j->turn[turn].customer)
            continue;
        uint64_t now = signals_of(&j->heard[turn]);
        j->concern |= j->heard[turn].answering.concern;
        judge_clarify(j, turn);
        judge_empathise(j, turn);
        judge_test(j, turn);
        judge_fab(j, turn);
        judge_resolve(j, turn);
        judge_close(j, turn);
        note_errors(j, turn);
        j->answered |= (now & (ANSWERS | HARM)) != 0;
        j->last = now;
        j->before |= now;
        all |= now;
    }
    sum_up(j, all);
}

enum sp_heard_result
sp_talk_judge(const struct sp_ear *ear, struct sp_ear_room *room,
              const struct sp_talk_turn *turn, unsigned count,
              const struct sp_talk_about *about, struct sp_heard *heard,
              struct sp_talk *out, unsigned *bad)
{
    const struct sp_talk_turn *customer = NULL;
    *out = (struct sp_talk){0};
    for (unsigned i = 0; i < count; i++) {
        if (turn[i].customer)
            customer = &turn[i];
        struct sp_utterance line = {.text = turn[i].text,
                                    .size = turn[i].size,
                                    .scenario = about ? about->scenario : NULL};
        if (customer && !turn[i].customer) {
            line.context = customer->text;
            line.context_size = customer->size;
        }
        enum sp_heard_result result = sp_recognise(ear, room, &line, &heard[i]);
        if (result != SP_HEARD_FINE) {
            *bad = i;
            return result;
        }
    }
    struct judge j = {
        .turn = turn, .heard = heard, .count = count, .about = about, .out = out};
    judge_all(&j);
    return SP_HEARD_FINE;
}
