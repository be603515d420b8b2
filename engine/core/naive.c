/* naive.c: players who do not listen, each with one rule for choosing a reply. */
#include "naive.h"

#include <stdio.h>
#include <string.h>

#define BITS(signal) ((reply->signals & SP_BIT(signal)) != 0)

/* ---- what shows ---- */

static int
occurrences(const char *text, const char *const *words)
{
    int count = 0;

    for (; *words; words++) {
        for (const char *at = text; (at = strstr(at, *words)); at += strlen(*words))
            count++;
    }
    return count;
}

static const char *const polite_zh[] = {"您",   "请",   "谢谢",     "感谢", "理解",
                                        "明白", "抱歉", "不好意思", "麻烦", "辛苦",
                                        "放心", "确实", "方便",     NULL};
static const char *const polite_en[] = {
    "lease", "hank",     "orry",   "nderstand", "ppreciate", "f course",  " may I",
    "May I", "ould you", "kindly", " glad",     "ertainly",  "bsolutely", NULL};

static void
look(const struct sp_reply *reply, struct face *out)
{
    for (unsigned l = 0; l < SP_LANGS; l++) {
        const char *text = reply->text.count[l] ? reply->text.by[l][0] : "";

        out->of[l] = surface_of(text, l);
        out->polite[l] = occurrences(text, l == SP_ZH ? polite_zh : polite_en);
    }
    for (unsigned i = 0; i < SP_MOVES; i++)
        out->moves += BITS(i);
    out->harmful = reply->signals & (SP_ERROR_MASK | SP_GRAVE_MASK);
}

struct face *
faces_of(const struct sp_scenario *scenario)
{
    struct face *list = sp_alloc(scenario->reply_total, sizeof *list);

    for (uint32_t i = 0; i < scenario->node_count; i++) {
        const struct sp_node *node = &scenario->nodes[i];

        for (unsigned k = 0; k < node->reply_count; k++)
            look(&node->replies[k], &list[node->replies[k].serial]);
    }
    return list;
}

/* ---- likings ---- */

#define FACE (&player->faces[reply->serial])
#define HAS(mark) ((FACE->of[player->lang].marks & (mark)) != 0)

static int
anything(const struct player *player, const struct sp_reply *reply)
{
    (void)player;
    (void)reply;
    return 0;
}

static int
longest(const struct player *player, const struct sp_reply *reply)
{
    return (int)FACE->of[player->lang].length;
}

static int
shortest(const struct player *player, const struct sp_reply *reply)
{
    return -(int)FACE->of[player->lang].length;
}

static int
a_question(const struct player *player, const struct sp_reply *reply)
{
    return HAS(SURFACE_QUESTION);
}

static int
no_question(const struct player *player, const struct sp_reply *reply)
{
    return !HAS(SURFACE_QUESTION);
}

static int
politest(const struct player *player, const struct sp_reply *reply)
{
    return FACE->polite[player->lang];
}

static int
a_number(const struct player *player, const struct sp_reply *reply)
{
    return HAS(SURFACE_NUMBER);
}

static int
most_moves(const struct player *player, const struct sp_reply *reply)
{
    return FACE->moves;
}

static int
fewest_moves(const struct player *player, const struct sp_reply *reply)
{
    return -FACE->moves;
}

static int
no_error(const struct player *player, const struct sp_reply *reply)
{
    return !FACE->harmful;
}

static int
one_move(const struct player *player, const struct sp_reply *reply)
{
    return BITS(player->argument);
}

static int
one_manner(const struct player *player, const struct sp_reply *reply)
{
    return (unsigned)reply->manner == player->argument;
}

#define ANSWERS                                                       \
    (SP_BIT(SP_FEATURE) | SP_BIT(SP_ADVANTAGE) | SP_BIT(SP_BENEFIT) | \
     SP_BIT(SP_RESOLVE) | SP_BIT(SP_CONCEDE) | SP_BIT(SP_CLOSE) |     \
     SP_BIT(SP_OVERPROMISE) | SP_BIT(SP_BRIBE))

static int
always_answers(const struct player *player, const struct sp_reply *reply)
{
    (void)player;
    return (reply->signals & ANSWERS) != 0;
}

/* An answer as soon as there is one to give, then no errors. */
static int
answers_first(const struct player *player, const struct sp_reply *reply)
{
    if (player->answered)
        return !FACE->harmful;
    return (reply->signals & ANSWERS ? 2 : 0) + !FACE->harmful;
}

/* ---- the method by heart ---- */

enum stage { ASK, PLAY_BACK, TRY, REMEDY, VALUE, CLOSE, STAGES };

static bool
serves(const struct sp_reply *reply, enum stage stage)
{
    switch (stage) {
    case ASK:
        return BITS(SP_CLARIFY) && !reply->needs;
    case PLAY_BACK:
        return BITS(SP_CLARIFY) && reply->needs;
    case TRY:
        return BITS(SP_TEST);
    case REMEDY:
        return BITS(SP_RESOLVE) || BITS(SP_DEFER_DATED);
    case VALUE:
        return BITS(SP_BENEFIT);
    case CLOSE:
        return BITS(SP_CLOSE);
    default:
        return false;
    }
}

/* The next step first, then a step once more, then sympathy, then the one after next;
 * a later one only before an error. */
static int
method(const struct player *player, const struct sp_reply *reply)
{
    unsigned next = player->stage;

    if (FACE->harmful)
        return 0;
    if (next < STAGES && serves(reply, next))
        return 1000;
    if (next == STAGES && (BITS(SP_CLOSE) || BITS(SP_TEST)))
        return BITS(SP_CLOSE) ? 1000 : 900;
    if (next > 0 && serves(reply, next - 1))
        return 800;
    if (BITS(SP_EMPATHISE))
        return 700;
    for (unsigned stage = next + 1; stage < STAGES; stage++) {
        if (serves(reply, stage))
            return 600 - 10 * (int)(stage - next);
    }
    return 300;
}

void
player_said(struct player *player, const struct sp_reply *reply, uint64_t signals)
{
    player->answered = player->answered || (reply->signals & ANSWERS);
    /* A listener of sorts waits for the customer's yes before going on. */
    bool missed =
        player->argument &&
        (signals & (SP_BIT(SP_MISHEARD) | SP_BIT(SP_WRONG) | SP_BIT(SP_MISFIT)));

    for (unsigned stage = player->stage; stage < STAGES && !missed; stage++) {
        if (serves(reply, stage))
            player->stage = stage + 1;
    }
}

/* ---- the list ---- */

static void
add(struct strategy *list, unsigned *count, liking_fn liking, unsigned argument,
    enum sp_lang lang, const char *name, const char *what)
{
    struct strategy *s = &list[(*count)++];

    *s = (struct strategy){.liking = liking, .argument = argument, .lang = lang};
    s->method = liking == method;
    s->remembers = liking == method || liking == answers_first;
    snprintf(s->name, sizeof s->name, "%s%s", name, what);
}

unsigned
list_strategies(const bool langs[SP_LANGS], struct strategy *list)
{
    static const struct {
        const char *name;
        liking_fn liking;
    } worded[] = {{"longest:", longest},     {"shortest:", shortest},
                  {"question:", a_question}, {"no-question:", no_question},
                  {"politest:", politest},   {"number:", a_number}};
    unsigned n = 0;

    add(list, &n, anything, 0, SP_ZH, "random", "");
    for (unsigned l = 0; l < SP_LANGS; l++) {
        for (size_t i = 0; langs[l] && i < sizeof worded / sizeof *worded; i++)
            add(list, &n, worded[i].liking, 0, l, worded[i].name, sp_lang_tag(l));
    }
    add(list, &n, most_moves, 0, SP_ZH, "most-moves", "");
    add(list, &n, fewest_moves, 0, SP_ZH, "fewest-moves", "");
    add(list, &n, no_error, 0, SP_ZH, "no-error", "");
    for (unsigned i = 0; i < SP_MOVES; i++)
        add(list, &n, one_move, i, SP_ZH, "always:", sp_signal_name(i));
    add(list, &n, one_manner, SP_ASSERTION, SP_ZH, "assertion", "");
    add(list, &n, one_manner, SP_FLATTERY, SP_ZH, "flattery", "");
    add(list, &n, always_answers, 0, SP_ZH, "answers", "");
    add(list, &n, answers_first, 0, SP_ZH, "answers-first", "");
    add(list, &n, method, 0, SP_ZH, "method", "");
    add(list, &n, method, 1, SP_ZH, "method-waits", "");
    return n;
}
