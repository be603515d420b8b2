/* said.c: which reply a line in own words comes to, and how records write it down. */
#include "said.h"

#include "core/bits.h"

#include <string.h>

/* ---- which reply ---- */

/* From the least to the most committing; errors come above all. */
static const enum sp_signal ranks[] = {
    SP_EMPATHISE, SP_CLARIFY, SP_TEST,    SP_DEFER, SP_FEATURE,
    SP_ADVANTAGE, SP_BENEFIT, SP_RESOLVE, SP_CLOSE,
};
#define RANKS (sizeof ranks / sizeof *ranks)

static unsigned
rank_of(uint64_t signals)
{
    unsigned rank = 0;

    for (unsigned i = 0; i < RANKS; i++)
        rank |= (unsigned)((signals >> ranks[i]) & 1) << i;
    return rank | (unsigned)((signals & SP_ERROR_MASK) != 0) << RANKS;
}

static bool
fits(const struct sp_reply *reply, const struct sp_said *said)
{
    return !(reply->signals & ~said->signals) &&
           !(said->signals & HARM_MASK & ~reply->signals) &&
           (!reply->needs || reply->needs == said->needs) &&
           (!reply->remedies || reply->remedies == said->remedies);
}

/* Below 0 when `a` fits the line better than `b`. Of two that are equal in all else
 * the id decides, so that their places in the file do not. */
static int
compare(const struct sp_reply *a, const struct sp_reply *b, const struct sp_said *said)
{
    const struct sp_reply *pair[] = {a, b};
    unsigned of[2][4];

    for (unsigned i = 0; i < 2; i++) {
        of[i][0] = rank_of(pair[i]->signals);
        of[i][1] = sp_bits_count(pair[i]->signals); /* with the form */
        of[i][2] = sp_bits_count(pair[i]->needs) + sp_bits_count(pair[i]->remedies) +
                   sp_bits_count(pair[i]->features & said->features);
        of[i][3] = 64 - sp_bits_count(pair[i]->features & ~said->features);
    }
    for (unsigned k = 0; k < 4; k++) {
        if (of[0][k] != of[1][k])
            return of[0][k] > of[1][k] ? -1 : 1;
    }
    for (unsigned i = 0; said->reply && i < 2; i++) {
        if (strcmp(pair[i]->id, said->reply) == 0)
            return i == 0 ? -1 : 1;
    }
    return strcmp(a->id, b->id);
}

static const struct sp_reply *
best_of(const struct run *run, const struct sp_state *state, const struct sp_said *said,
        const struct sp_reply *replies, unsigned count)
{
    const struct sp_reply *best = NULL;

    for (unsigned i = 0; i < count; i++) {
        if (fits(&replies[i], said) && is_open(run, state, &replies[i]) &&
            (!best || compare(&replies[i], best, said) < 0))
            best = &replies[i];
    }
    return best;
}

const struct sp_reply *
said_fit(const struct run *run, const struct sp_state *state,
         const struct sp_said *said)
{
    const struct sp_scenario *s = run->scenario;
    const struct sp_node *node = &s->nodes[state->node];
    const struct sp_reply *own =
        best_of(run, state, said, node->replies, node->reply_count);

    return own ? own : best_of(run, state, said, s->anywhere, s->anywhere_count);
}

/* Of a monologue only what does harm counts. */
static uint64_t
harm_of(uint64_t signals)
{
    uint64_t harm = 0;

    for (unsigned i = 0; i < SP_SIGNALS; i++) {
        uint64_t bits = sp_signal_bits(i);

        if ((signals & SP_BIT(i)) && (bits & HARM_MASK))
            harm |= bits;
    }
    return harm;
}

static void
line_without_reply(const struct sp_said *said, bool monologue, struct sp_reply *line)
{
    *line = (struct sp_reply){.id = monologue ? SP_SAID_MONOLOGUE : SP_SAID_STAY,
                              .serial = UINT32_MAX};
    if (monologue) {
        line->signals = harm_of(said->signals) | SP_BIT(SP_MONOLOGUE) | SP_BIT(SP_STAY);
        return;
    }
    line->signals = said->signals | SP_BIT(SP_STAY);
    line->needs = said->needs;
    line->remedies = said->remedies;
    line->features = said->features;
}

void
said_line(const struct run *run, const struct sp_state *state,
          const struct sp_said *said, struct sp_reply *line)
{
    bool monologue = sp_bits_count(said->signals & SP_MOVE_MASK) > SP_SAID_MOVES;
    const struct sp_reply *reply = monologue ? NULL : said_fit(run, state, said);

    if (!reply) {
        line_without_reply(said, monologue, line);
        return;
    }
    *line = *reply;
    line->signals = said->signals;
    line->needs = said->needs;
    line->remedies = said->remedies;
    line->features = said->features;
}

const struct sp_says *
said_answer(const struct sp_style *style, const struct sp_reply *line)
{
    const struct sp_says *usual = style->unfit[SP_UNFIT_STAY];
    uint64_t errors = line->signals & SP_ERROR_MASK;

    if (strcmp(line->id, SP_SAID_ASK) == 0)
        return style->unfit[SP_UNFIT_ASK];
    if (line->signals & SP_BIT(SP_MONOLOGUE))
        return style->unfit[SP_UNFIT_MONOLOGUE] ? style->unfit[SP_UNFIT_MONOLOGUE]
                                                : usual;
    for (unsigned i = 0; i < SP_MOVES; i++) {
        if ((errors >> i) & 1)
            return style->unfit[i] ? style->unfit[i] : usual;
    }
    for (unsigned i = RANKS; i > 0; i--) {
        enum sp_signal move = ranks[i - 1];

        if (line->signals & SP_BIT(move))
            return style->unfit[move] ? style->unfit[move] : usual;
    }
    return usual;
}

/* ---- as records write it ---- */

static uint64_t
all_of(unsigned count)
{
    return count < 64 ? (UINT64_C(1) << count) - 1 : UINT64_MAX;
}

bool
sp_said_valid(const struct sp_scenario *s, const struct sp_said *said)
{
    for (unsigned i = 0; i < 64; i++) {
        if (!((said->signals >> i) & 1))
            continue;
        if (i >= SP_SIGNALS || (SP_BIT(i) & SP_EVENT_MASK) ||
            (sp_signal_bits(i) & ~said->signals))
            return false;
    }
    return !(said->needs & ~all_of(s->need_count)) &&
           !(said->remedies & ~all_of(s->remedy_count)) &&
           !(said->features & ~all_of(s->feature_count));
}

static void
add_word(struct sp_str *out, size_t start, const char *kind, const char *word)
{
    if (out->size > start)
        sp_str_add_char(out, ' ');
    sp_str_addf(out, "%s%s", kind, word);
}

void
sp_said_moves(const struct sp_said *said, struct sp_str *out)
{
    size_t start = out->size;

    for (unsigned i = 0; i < SP_SIGNALS; i++) {
        bool bare = i < SP_MOVES && sp_signal_shown(said->signals, i) == i;

        if ((said->signals & SP_BIT(i)) && (bare || i >= SP_FORMS))
            add_word(out, start, "", sp_signal_name(i));
    }
}

void
sp_said_mentions(const struct sp_scenario *s, const struct sp_said *said,
                 struct sp_str *out)
{
    size_t start = out->size;

    for (unsigned i = 0; i < s->need_count; i++) {
        if ((said->needs >> i) & 1)
            add_word(out, start, "need:", s->needs[i].id);
    }
    for (unsigned i = 0; i < s->remedy_count; i++) {
        if ((said->remedies >> i) & 1)
            add_word(out, start, "remedy:", s->remedies[i].id);
    }
    for (unsigned i = 0; i < s->feature_count; i++) {
        if ((said->features >> i) & 1)
            add_word(out, start, "feature:", s->features[i].id);
    }
    if (said->unsure)
        add_word(out, start, "", "unclear");
}

static bool
is_word(const char *text, size_t size, const char *kind, const char *id)
{
    size_t head = strlen(kind), tail = strlen(id);

    return size == head + tail && memcmp(text, kind, head) == 0 &&
           memcmp(text + head, id, tail) == 0;
}

static bool
set_once(uint64_t *set, uint64_t bits)
{
    bool new = (*set & bits) != bits;

    *set |= bits;
    return new;
}

static bool
read_mention(const struct sp_scenario *s, const char *word, size_t size,
             struct sp_said *said)
{
    for (unsigned i = 0; i < s->need_count; i++) {
        if (is_word(word, size, "need:", s->needs[i].id))
            return set_once(&said->needs, UINT64_C(1) << i);
    }
    for (unsigned i = 0; i < s->remedy_count; i++) {
        if (is_word(word, size, "remedy:", s->remedies[i].id))
            return set_once(&said->remedies, UINT64_C(1) << i);
    }
    for (unsigned i = 0; i < s->feature_count; i++) {
        if (is_word(word, size, "feature:", s->features[i].id))
            return set_once(&said->features, UINT64_C(1) << i);
    }
    bool unclear = is_word(word, size, "", "unclear") && !said->unsure;

    said->unsure = said->unsure || unclear;
    return unclear;
}

static bool
read_move(const char *word, size_t size, struct sp_said *said)
{
    enum sp_signal signal;

    return sp_signal_find(word, size, &signal) && !(SP_BIT(signal) & SP_EVENT_MASK) &&
           set_once(&said->signals, sp_signal_bits(signal));
}

bool
sp_said_read(const struct sp_scenario *s, const char *moves, const char *mentions,
             struct sp_said *said)
{
    const char *list[] = {moves, mentions};
    bool ok = true;

    *said = (struct sp_said){.words = said->words, .reply = said->reply};
    for (unsigned i = 0; i < 2; i++) {
        for (const char *at = list[i]; *at && ok;) {
            size_t size = strcspn(at, " ");

            ok = i == 0 ? read_move(at, size, said) : read_mention(s, at, size, said);
            at += size;
            if (*at == ' ' && *++at == '\0') /* a space parts two words */
                ok = false;
        }
    }
    return ok;
}
