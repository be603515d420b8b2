/* test_said.c: lines in own words: which reply they come to, and what happens when they
 * come to none. */
#include "test.h"

#include "core/rng.h"
#include "core/score.h"
#include "generate.h"
#include "load.h"

static struct set small;

static struct sp_session *
begin(const char *style)
{
    struct sp_start start = {
        .scenario = small.scenario, .seed = 7, .style = style, .motive = "jams"};

    return sp_session_new(&start);
}

static const struct sp_turn *
last(const struct sp_session *session)
{
    return sp_session_turn(session, sp_session_turns(session) - 1);
}

/* Says it; which reply it came to. */
static const char *
say(struct sp_session *session, const char *moves, const char *mentions)
{
    struct sp_said said = {0};

    CHECK(sp_said_read(sp_session_scenario(session), moves, mentions, &said));
    return sp_session_say(session, &said) ? last(session)->reply->id : "refused";
}

static int
meter(const struct sp_session *session, unsigned m)
{
    return sp_session_view(session)->state->meter[m];
}

static void
test_fits(void)
{
    struct sp_session *s = begin("nice-guy");

    CHECK_STR(say(s, "clarify", ""), "price"); /* two fit: the id decides */
    CHECK_STR(say(s, "clarify", ""), "why");   /* the other was once only */
    CHECK_STR(say(s, "clarify empathise", "need:quick"), "back-quick");
    CHECK(last(s)->signals & SP_BIT(SP_HEARD));
    /* More good moves do not hinder, and count. */
    CHECK_STR(say(s, "test:if feature", ""), "if");
    CHECK(last(s)->signals & SP_BIT(SP_FEATURE));
    /* The most committing wins. */
    CHECK_STR(say(s, "resolve empathise clarify", "remedy:trial need:cheap"), "trial");
    CHECK(sp_session_view(s)->state->resolved);
    CHECK_STR(say(s, "close:step benefit", "need:quick"), "step");
    CHECK(sp_session_view(s)->ending);
    CHECK(last(s)->signals & SP_BIT(SP_FIT));
    CHECK_STR(say(s, "clarify", ""), "refused");
    sp_session_free(s);
}

static void
test_does_not_fit(void)
{
    struct sp_session *s = begin("results");
    int patience = meter(s, 1);

    CHECK_STR(say(s, "close:step", ""), SP_SAID_STAY);
    CHECK(last(s)->signals & SP_BIT(SP_STAY));
    CHECK_STR(sp_session_view(s)->node->id, "opening");
    CHECK_INT(sp_session_view(s)->turn, 1);
    CHECK(meter(s, 1) < patience);
    char *words = sp_session_customer(s, 1, SP_EN);

    CHECK(words[0]);
    sp_free(words);
    sp_session_free(s);

    s = begin("nice-guy");
    CHECK_STR(say(s, "clarify", ""), "price");
    CHECK_STR(say(s, "clarify", ""), "why");
    CHECK_STR(say(s, "empathise clarify", "need:quick need:cheap"), SP_SAID_STAY);
    CHECK_STR(say(s, "resolve", "remedy:trial remedy:lease"), SP_SAID_STAY);
    CHECK(last(s)->signals & SP_BIT(SP_WRONG)); /* a catalogue */
    sp_session_free(s);

    s = begin("nice-guy");
    say(s, "clarify", "");
    say(s, "clarify", "");
    CHECK_STR(say(s, "test", ""), SP_SAID_STAY); /* the reply is test:if */
    CHECK_STR(say(s, "", ""), SP_SAID_STAY);
    CHECK(!sp_session_view(s)->state->resolved);
    sp_session_free(s);
}

static void
test_errors_are_never_swallowed(void)
{
    struct sp_session *s = begin("nice-guy");

    CHECK_STR(say(s, "empathise concede", ""), "cut");
    CHECK_STR(say(s, "empathise disparage", ""), SP_SAID_STAY);
    CHECK_STR(say(s, "clarify concede bribe", ""), SP_SAID_STAY);
    CHECK(last(s)->signals & SP_BIT(SP_BRIBE));
    sp_session_free(s);

    s = begin("nice-guy");
    sp_session_answer(s, "why");
    CHECK_STR(say(s, "resolve:false", "remedy:trial"), SP_SAID_STAY);
    CHECK(last(s)->signals & SP_BIT(SP_RESOLVE_FALSE));
    sp_session_free(s);
}

static void
test_monologue(void)
{
    struct sp_session *s = begin("nice-guy");
    uint64_t good = SP_BIT(SP_CLARIFY) | SP_BIT(SP_EMPATHISE) | SP_BIT(SP_TEST);

    CHECK_STR(say(s, "clarify empathise test concede", "need:quick"),
              SP_SAID_MONOLOGUE);
    CHECK(last(s)->signals & SP_BIT(SP_MONOLOGUE));
    CHECK(last(s)->signals & SP_BIT(SP_CONCEDE)); /* the error is on the record */
    CHECK(!(last(s)->signals & good));
    CHECK_INT((long long)last(s)->reply->needs, 0);
    sp_session_free(s);
}

/* A customer who gets the same unfit line again and again goes away. */
static void
test_repetition(void)
{
    struct sp_session *s = begin("results");
    int lines = 0;

    while (!sp_session_view(s)->ending && lines < 9) {
        CHECK_STR(say(s, "test", ""), SP_SAID_STAY);
        lines++;
    }
    CHECK_STR(sp_session_view(s)->ending->id, "walk");
    CHECK(lines < 9);
    sp_session_free(s);
}

static void
test_asks_back_once(void)
{
    struct sp_session *s = begin("nice-guy");

    say(s, "clarify", "");
    say(s, "clarify", "");
    int patience = meter(s, 1);

    CHECK_STR(say(s, "resolve", "unclear"), SP_SAID_ASK);
    CHECK(last(s)->asked && last(s)->signals == 0);
    CHECK_INT(sp_session_view(s)->turn, 2);
    CHECK_INT(meter(s, 1), patience);
    CHECK_STR(say(s, "resolve", "unclear"), SP_SAID_STAY);
    CHECK_INT(sp_session_view(s)->turn, 3);
    CHECK_STR(say(s, "resolve", "unclear"), SP_SAID_ASK);
    CHECK_STR(say(s, "resolve", "remedy:trial"), "trial");
    CHECK_INT(sp_session_view(s)->turn, 4);
    sp_session_free(s);
}

static void
test_undo_and_end(void)
{
    struct sp_session *s = begin("nice-guy");
    struct sp_said said = {.signals = SP_BIT(SP_CLOSE) | SP_BIT(SP_CLOSE_STEP)};

    say(s, "clarify", "");
    say(s, "close:step", "");
    struct sp_state after = *sp_session_view(s)->state;

    say(s, "resolve", "unclear");
    CHECK(sp_session_undo(s)); /* the question back */
    CHECK(memcmp(&after, sp_session_view(s)->state, sizeof after) == 0);
    CHECK(sp_session_undo(s));
    CHECK_INT(sp_session_view(s)->turn, 1);
    CHECK_INT((long long)sp_session_turns(s), 3);
    say(s, "clarify", "");
    say(s, "resolve", "remedy:trial");
    CHECK(sp_session_ends(s, NULL, &said) && sp_session_ends(s, "step", NULL));
    CHECK(!sp_session_ends(s, "check", NULL) && !sp_session_view(s)->ending);
    said.unsure = true;
    CHECK(!sp_session_ends(s, NULL, &said));
    sp_session_free(s);
}

static void
test_records(void)
{
    static const char *const bad[][2] = {
        {"clarify clarify", ""}, {"heard", ""},    {"clarify ", ""},
        {" clarify", ""},        {"Clarify", ""},  {"close:step close:step", ""},
        {"", "need:fast"},       {"", "quick"},    {"", "need:quick need:quick"},
        {"", "unclear unclear"}, {"stay", ""},     {"monologue", ""},
        {"clarify  test", ""},   {"", "feature:"},
    };
    struct sp_said said = {0}, again = {0};
    struct sp_str moves = {0}, mentions = {0};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!sp_said_read(small.scenario, bad[i][0], bad[i][1], &said));
    CHECK(sp_said_read(small.scenario, "close:step test",
                       "remedy:lease need:quick feature:tray unclear", &said));
    sp_said_moves(&said, &moves);
    sp_said_mentions(small.scenario, &said, &mentions);
    CHECK_STR(sp_str_text(&moves), "test close:step");
    CHECK_STR(sp_str_text(&mentions), "need:quick remedy:lease feature:tray unclear");
    CHECK(sp_said_read(small.scenario, moves.text, mentions.text, &again));
    CHECK(memcmp(&said, &again, sizeof said) == 0);
    said.signals = SP_BIT(SP_CLOSE_STEP); /* a form without its move */
    CHECK(!sp_said_valid(small.scenario, &said));
    said = (struct sp_said){.needs = 4};
    CHECK(!sp_said_valid(small.scenario, &said));
    sp_str_finish(&moves);
    sp_str_finish(&mentions);
}

static void
test_words_are_kept(void)
{
    struct sp_session *s = begin("nice-guy");
    char words[] = "跟哪家比？";
    struct sp_said said = {.signals = SP_BIT(SP_CLARIFY), .words = words};
    struct sp_str out = {0};

    CHECK(sp_session_say(s, &said));
    memset(words, 'x', sizeof words - 1); /* the session has its own */
    for (int i = 0; i < 20; i++)          /* the records move */
        say(s, "", "unclear"), sp_session_undo(s);
    CHECK_STR(sp_session_turn(s, 0)->said.words, "跟哪家比？");
    sp_session_transcript(s, SP_EN, NULL, &out);
    CHECK(strstr(out.text, "\"reply\":\"price\",\"text\":\"跟哪家比？\",\"own\":true"));
    CHECK(strstr(out.text, "\"input\":\"words\""));
    CHECK(strstr(out.text, "\"reply\":null"));
    sp_str_finish(&out);
    sp_session_free(s);
}

/* `anywhere` comes after the node's own, however committing it is. */
static void
test_anywhere(void)
{
    static const char head[] =
        "\"anywhere\": [{\"id\": \"any\", \"moves\": [\"close\"],"
        " \"zh\": \"定吧\", \"en\": \"Go\", \"to\": \"voice\"}],";
    struct sp_str text = {0};
    struct sp_diags diags = {0};
    char *at = strstr(small.scenario_text, "\"endings\"");

    for (const char *c = small.scenario_text; c < at; c++)
        sp_str_add_char(&text, *c);
    sp_str_add(&text, head);
    sp_str_add(&text, at);
    struct sp_scenario *s =
        sp_scenario_read(text.text, text.size, small.rubric, small.styles, &diags);

    CHECK(s != NULL);
    struct sp_start start = {.scenario = s, .style = "nice-guy", .motive = "jams"};
    struct sp_session *call = s ? sp_session_new(&start) : NULL;

    if (call) {
        CHECK_STR(say(call, "close empathise", ""), "feel");
        CHECK_STR(say(call, "close", ""), "any");
        CHECK_STR(sp_session_view(call)->node->id, "voice");
        CHECK(!(last(call)->signals & SP_BIT(SP_STAY)));
    }
    sp_session_free(call);
    sp_scenario_free(s);
    sp_diags_finish(&diags);
    sp_str_finish(&text);
}

/* ---- generated calls, against the rule written a second time ---- */

static int
has(uint64_t set, unsigned i)
{
    return (int)((set >> i) & 1);
}

/* How committing a move is; 0 for none. */
static int
weight(const char *move)
{
    static const char *const order[] = {"empathise", "clarify", "test",
                                        "defer",     "feature", "advantage",
                                        "benefit",   "resolve", "close"};
    static const char errors[] =
        " confront concede dismiss disparage overpromise bribe ";
    char padded[32];

    for (int i = 0; i < 9; i++) {
        if (strcmp(order[i], move) == 0)
            return i + 1;
    }
    snprintf(padded, sizeof padded, " %s ", move);
    return strstr(errors, padded) ? 10 : 0;
}

static bool
harmful(unsigned signal)
{
    const char *name = sp_signal_name(signal);

    return weight(name) == 10 || strstr(name, ":false") ||
           strcmp(name, "close:pressing") == 0 ||
           strcmp(name, "confront:insult") == 0 || strcmp(name, "confront:threat") == 0;
}

static bool
plain_fits(const struct sp_reply *reply, const struct sp_said *said)
{
    for (unsigned i = 0; i < SP_SIGNALS; i++) {
        bool theirs = (reply->signals >> i) & 1, ours = (said->signals >> i) & 1;

        if ((theirs && !ours) || (ours && harmful(i) && !theirs))
            return false;
    }
    for (unsigned i = 0; i < 64; i++) {
        if ((reply->needs && ((reply->needs ^ said->needs) >> i) & 1) ||
            (reply->remedies && ((reply->remedies ^ said->remedies) >> i) & 1))
            return false;
    }
    return true;
}

/* Whether `a` goes before `b`, move by move from the most committing down. */
static bool
plain_better(const struct sp_reply *a, const struct sp_reply *b,
             const struct sp_said *said)
{
    int more[3] = {0}; /* forms and moves, mentions, features not spoken of */

    for (int level = 10; level > 0; level--) {
        int count[2] = {0};

        for (unsigned i = 0; i < SP_MOVES; i++) {
            if (weight(sp_signal_name(i)) != level)
                continue;
            count[0] |= has(a->signals, i);
            count[1] |= has(b->signals, i);
        }
        if (count[0] != count[1])
            return count[0] > count[1];
    }
    for (unsigned i = 0; i < 64; i++) {
        more[0] += has(a->signals, i) - has(b->signals, i);
        more[1] += has(a->needs, i) - has(b->needs, i);
        more[1] += has(a->remedies, i) - has(b->remedies, i);
        int features = has(a->features, i) - has(b->features, i);

        if ((said->features >> i) & 1)
            more[1] += features;
        else
            more[2] -= features;
    }
    for (int i = 0; i < 3; i++) {
        if (more[i] != 0)
            return more[i] > 0;
    }
    return strcmp(a->id, b->id) < 0;
}

static const char *
plain_reply(const struct sp_session *session, const struct sp_said *said)
{
    const struct sp_view *view = sp_session_view(session);
    const struct sp_reply *best = NULL;
    int moves = 0;

    for (unsigned i = 0; i < SP_MOVES; i++)
        moves += has(said->signals, i);
    if (moves > 3)
        return SP_SAID_MONOLOGUE;
    for (unsigned i = 0; i < view->open_count; i++) {
        if (plain_fits(view->open[i], said) &&
            (!best || plain_better(view->open[i], best, said)))
            best = view->open[i];
    }
    return best ? best->id : SP_SAID_STAY;
}

static uint64_t
drawn(uint64_t seed, uint64_t at, unsigned below)
{
    return sp_draw(seed, SP_DRAW_WORDING, at, below);
}

/* Half the time near a reply that is open, else anything. */
static void
draw_said(const struct sp_session *session, uint64_t seed, struct sp_said *said)
{
    const struct sp_view *view = sp_session_view(session);
    const struct sp_scenario *s = sp_session_scenario(session);
    unsigned extra = (unsigned)drawn(seed, 1, 4);

    *said = (struct sp_said){0};
    if (drawn(seed, 2, 3) > 0) {
        const struct sp_reply *reply = view->open[drawn(seed, 3, view->open_count)];

        *said = (struct sp_said){.signals = reply->signals,
                                 .needs = reply->needs,
                                 .remedies = reply->remedies,
                                 .features = reply->features};
    }
    for (unsigned i = 0; i < extra; i++) {
        unsigned signal = (unsigned)drawn(seed, 10 + i, SP_SIGNALS);

        if (!(SP_BIT(signal) & SP_EVENT_MASK))
            said->signals |= sp_signal_bits(signal);
    }
    if (drawn(seed, 4, 5) == 0)
        said->needs ^= UINT64_C(1) << drawn(seed, 5, s->need_count);
    if (drawn(seed, 6, 5) == 0)
        said->remedies ^= UINT64_C(1) << drawn(seed, 7, s->remedy_count);
}

/* What a line that came to none may do to the meters, summed from the style's file. */
static void
check_stay(const struct sp_session *session, const struct sp_turn *turn)
{
    const struct sp_scenario *s = sp_session_scenario(session);
    const struct sp_style *style = &s->styles->style[sp_session_style(session)];

    CHECK(turn->signals & SP_BIT(SP_STAY));
    if (!sp_session_view(session)->ending)
        CHECK_INT(sp_session_view(session)->state->node, turn->node);
    for (unsigned m = 0; m < s->meters && style->tires == 0; m++) {
        int sum = turn->meter_before[m];

        for (unsigned i = 0; i < SP_SIGNALS; i++)
            sum += (turn->signals >> i) & 1 ? style->react[i][m] : 0;
        sum = sum < s->meter[m].min   ? s->meter[m].min
              : sum > s->meter[m].max ? s->meter[m].max
                                      : sum;
        CHECK_INT(turn->meter_after[m], sum);
    }
}

/* Says to another session what was said to this one and still counts. */
static void
check_again(const struct sp_session *session)
{
    const struct sp_scenario *s = sp_session_scenario(session);
    struct sp_start start = {.scenario = s,
                             .seed = sp_session_seed(session),
                             .style = s->styles->style[sp_session_style(session)].id,
                             .motive = s->motives[sp_session_motive(session)].id};
    struct sp_session *again = sp_session_new(&start);
    struct sp_score one, two;

    for (size_t i = 0; i < sp_session_turns(session); i++) {
        const struct sp_turn *turn = sp_session_turn(session, i);

        if (turn->undone)
            continue;
        CHECK(turn->own ? sp_session_say(again, &turn->said)
                        : sp_session_answer(again, turn->reply->id));
    }
    CHECK(memcmp(sp_session_view(again)->state, sp_session_view(session)->state,
                 sizeof(struct sp_state)) == 0);
    sp_score_session(session, true, &one);
    sp_score_session(again, true, &two);
    CHECK_INT(one.total, two.total);
    CHECK_INT(one.pass, two.pass);
    sp_session_free(again);
}

/* Plays lines at random; counts how many came to a reply. */
static unsigned
play(const struct set *set, uint64_t seed)
{
    struct sp_start start = {.scenario = set->scenario, .seed = seed};
    struct sp_session *session = sp_session_new(&start);
    unsigned fitted = 0;

    for (uint64_t i = 0; !sp_session_view(session)->ending && i < 60; i++) {
        uint64_t dice = seed * 1000 + i;
        struct sp_said said;

        if (drawn(dice, 8, 9) == 0) {
            sp_session_undo(session);
            continue;
        }
        if (drawn(dice, 9, 4) == 0) {
            sp_session_answer(session, sp_session_view(session)->open[0]->id);
            continue;
        }
        draw_said(session, dice, &said);
        const char *want = plain_reply(session, &said);
        uint64_t all = said.signals;

        CHECK(sp_session_say(session, &said));
        CHECK_STR(last(session)->reply->id, want);
        if (want[0] == '*')
            check_stay(session, last(session));
        if (strcmp(want, SP_SAID_MONOLOGUE) != 0)
            CHECK((last(session)->signals & all) == all);
        fitted += want[0] != '*';
    }
    check_again(session);
    sp_session_free(session);
    return fitted;
}

/* A line with just what a reply has comes to what choosing it comes to. */
static void
check_exact(const struct set *set, uint64_t seed)
{
    struct sp_start start = {.scenario = set->scenario, .seed = seed};
    struct sp_session *chosen = sp_session_new(&start), *said = sp_session_new(&start);

    for (uint64_t i = 0; !sp_session_view(chosen)->ending; i++) {
        const struct sp_view *view = sp_session_view(chosen);
        const struct sp_reply *reply =
            view->open[drawn(seed, 100 + i, view->open_count)];
        struct sp_said line = {.signals = reply->signals,
                               .needs = reply->needs,
                               .remedies = reply->remedies,
                               .features = reply->features,
                               .reply = reply->id};

        CHECK(sp_session_say(said, &line));
        CHECK_STR(last(said)->reply->id, reply->id);
        CHECK(sp_session_answer(chosen, reply->id));
        CHECK(memcmp(sp_session_view(chosen)->state, sp_session_view(said)->state,
                     sizeof(struct sp_state)) == 0);
    }
    sp_session_free(chosen);
    sp_session_free(said);
}

static void
test_generated(void)
{
    unsigned fitted = 0;

    for (uint64_t seed = 1; seed <= 150; seed++) {
        struct generator g = {.chance = seed};
        struct set set = {0};

        bool ok = generate_set(&g, &set);

        for (uint64_t round = 0; ok && round < 20; round++) {
            fitted += play(&set, seed * 100 + round);
            check_exact(&set, seed * 100 + round);
        }
        set_finish(&set);
    }
    CHECK(fitted > 1000);
    for (uint64_t round = 0; round < 400; round++) {
        play(&small, round);
        check_exact(&small, round);
    }
}

int
main(void)
{
    sp_mem_init();
    if (!load_small(&small))
        return 1;
    test_fits();
    test_does_not_fit();
    test_errors_are_never_swallowed();
    test_monologue();
    test_repetition();
    test_asks_back_once();
    test_undo_and_end();
    test_records();
    test_words_are_kept();
    test_anywhere();
    test_generated();
    set_finish(&small);
    return test_end();
}
