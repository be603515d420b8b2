/* test_session.c: answering, taking back, the order of replies, and what a call holds.
 */
#include "test.h"

#include "core/rng.h"
#include "core/score.h"
#include "generate.h"
#include "load.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) /* as clang says it */
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

#ifdef __SANITIZE_ADDRESS__
size_t __sanitizer_get_current_allocated_bytes(void);
#else
#include <malloc.h>
#endif

static size_t
allocated_bytes(void)
{
#ifdef __SANITIZE_ADDRESS__
    return __sanitizer_get_current_allocated_bytes();
#else
    return mallinfo2().uordblks;
#endif
}

static struct set small;

static struct sp_session *
begin(uint64_t seed, const char *style, const char *motive)
{
    struct sp_start start = {
        .scenario = small.scenario, .seed = seed, .style = style, .motive = motive};

    return sp_session_new(&start);
}

/* Answers with each of the ids, parted by spaces. */
static bool
say(struct sp_session *session, const char *ids)
{
    bool ok = true;

    while (*ids && ok) {
        char id[48] = "";
        size_t size = strcspn(ids, " ");

        memcpy(id, ids, size < sizeof id ? size : 0);
        ok = sp_session_answer(session, id);
        ids += size + (ids[size] == ' ');
    }
    return ok;
}

static char *
transcript(const struct sp_session *session)
{
    static const char *const hashes[3] = {"a", NULL, "c"};
    struct sp_str out = {0};

    sp_session_transcript(session, SP_EN, hashes, &out);
    return sp_str_take(&out);
}

static void
test_start(void)
{
    CHECK(!begin(1, "actress", "jams"));
    CHECK(!begin(1, "actor", "jam"));
    struct sp_session *session = begin(1, NULL, NULL);
    CHECK(session && sp_session_seed(session) == 1);
    CHECK(!sp_session_undo(session));
    CHECK_INT((long long)sp_session_turns(session), 0);
    CHECK(!sp_session_answer(session, "trial"));
    CHECK(!sp_session_answer(session, ""));
    CHECK_INT((long long)sp_session_turns(session), 0);
    sp_session_free(session);
    sp_session_free(NULL);
}

static void
test_a_call(void)
{
    struct sp_session *session = begin(3, "results", "jams");
    const struct sp_view *view = sp_session_view(session);
    char *text = sp_session_customer(session, 0, SP_EN);

    CHECK_STR(text, "Too dear. Be brief.");
    sp_free(text);
    CHECK_INT(view->state->meter[0], 2);
    CHECK(say(session, "price"));
    CHECK(!sp_session_answer(session, "price")); /* once */
    CHECK_INT((long long)sp_session_turns(session), 1);
    CHECK(say(session, "feel why"));
    CHECK(sp_session_turn(session, 2)->revealed);
    CHECK(sp_session_turn(session, 2)->voiced == 1);
    text = sp_session_customer(session, 3, SP_ZH);
    CHECK_STR(text, "旧的天天卡纸，我怕新的也一样。");
    sp_free(text);
    CHECK(say(session, "back-quick if trial"));
    CHECK(sp_session_turn(session, 3)->signals & SP_BIT(SP_HEARD));
    CHECK(sp_session_turn(session, 5)->signals & SP_BIT(SP_RIGHT));
    text = sp_session_customer(session, 6, SP_EN);
    CHECK_STR(text, "Better than that one; sounds fine.");
    sp_free(text);
    CHECK(say(session, "check tray-quick step"));
    CHECK(view->ending && !view->node && view->open_count == 0);
    CHECK_STR(view->ending ? view->ending->id : "", "deal");
    CHECK(!sp_session_answer(session, "step"));
    text = sp_session_customer(session, 9, SP_EN);
    CHECK_STR(text, "");
    sp_free(text);
    sp_session_free(session);
}

static bool
same_view(const struct sp_session *a, const struct sp_session *b)
{
    const struct sp_view *x = sp_session_view(a), *y = sp_session_view(b);
    const struct sp_state *s = x->state, *t = y->state;
    bool same = x->node == y->node && x->ending == y->ending && x->turn == y->turn &&
                x->mood == y->mood && x->open_count == y->open_count &&
                memcmp(x->open, y->open, sizeof x->open) == 0;

    return same && s->node == t->node && s->knows == t->knows &&
           s->resolved == t->resolved && s->voiced == t->voiced &&
           s->facts == t->facts && s->visited == t->visited &&
           s->once_count == t->once_count && s->turn == t->turn &&
           s->ending == t->ending && memcmp(s->meter, t->meter, sizeof s->meter) == 0 &&
           memcmp(s->count, t->count, sizeof s->count) == 0 &&
           memcmp(s->before, t->before, sizeof s->before) == 0 &&
           memcmp(s->once, t->once, sizeof s->once) == 0;
}

/* Says again, in a fresh session, what counts in the other. */
static struct sp_session *
replay(const struct sp_session *session)
{
    const struct sp_scenario *s = sp_session_scenario(session);
    struct sp_start start = {
        .scenario = s,
        .seed = sp_session_seed(session),
        .style = s->styles->style[sp_session_style(session)].id,
        .motive = s->motives[sp_session_motive(session)].id,
    };
    struct sp_session *again = sp_session_new(&start);

    for (size_t i = 0; i < sp_session_turns(session); i++) {
        const struct sp_turn *turn = sp_session_turn(session, i);

        if (!turn->undone)
            CHECK(sp_session_answer(again, turn->reply->id));
    }
    return again;
}

/* Taking back is dropping the last line and saying the others again. */
static void
test_undo(void)
{
    uint64_t chance = 11;

    for (unsigned n = 0; n < 300; n++) {
        struct sp_session *session = begin(chance, NULL, NULL), *again;
        unsigned live = 0;

        for (unsigned i = 0; i < 30; i++) {
            const struct sp_view *view = sp_session_view(session);

            if (!view->node || sp_draw_next(&chance, 3) == 0) {
                CHECK_INT(sp_session_undo(session), live > 0);
                live -= live > 0;
            } else {
                unsigned which = sp_draw_next(&chance, view->open_count);

                CHECK(sp_session_answer(session, view->open[which]->id));
                live++;
            }
            CHECK_INT(sp_session_view(session)->turn, live);
            again = replay(session);
            if (!CHECK(same_view(session, again)))
                n = i = 1000;
            sp_session_free(again);
        }
        sp_session_free(session);
    }
}

static void
test_undo_in_the_record(void)
{
    struct sp_session *session = begin(5, "actor", "jams");

    CHECK(say(session, "feel why"));
    char *before = transcript(session);
    CHECK(say(session, "if"));
    CHECK(sp_session_undo(session));
    CHECK(say(session, "trial"));
    CHECK_INT((long long)sp_session_turns(session), 4);
    CHECK(sp_session_turn(session, 2)->undone && !sp_session_turn(session, 3)->undone);
    char *after = transcript(session);
    CHECK(strncmp(before, after, strlen(before)) == 0);
    CHECK(strstr(after, "{\"type\":\"undo\",\"line\":3}\n"));
    CHECK(strstr(after, "{\"type\":\"turn\",\"line\":4,"));
    sp_free(before);
    sp_free(after);
    sp_session_free(session);
}

/* ---- the order of replies ---- */

static void
test_order_is_even(void)
{
    enum { SEEDS = 4000, REPLIES = 5 };
    unsigned count[3][REPLIES][REPLIES] = {{{0}}};

    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct sp_session *session = begin(seed, "actor", "jams");

        for (unsigned turn = 0; turn < 3; turn++) {
            const struct sp_view *view = sp_session_view(session);

            for (unsigned i = 0; i < view->open_count; i++)
                count[turn][sp_node_reply(view->node, view->open[i]->id)][i]++;
            if (turn < 2)
                CHECK(sp_session_answer(session, turn == 0 ? "why" : "if"));
        }
        sp_session_free(session);
    }
    for (unsigned turn = 0; turn < 3; turn++) {
        /* "bye" is not open at first; "if" is used up in the end */
        unsigned open = turn == 1 ? 5 : 4;

        for (unsigned reply = 0; reply < REPLIES; reply++) {
            bool shut = (turn == 0 && reply == 4) || (turn == 2 && reply == 2);

            for (unsigned place = 0; place < REPLIES; place++) {
                int want = shut || place >= open ? 0 : (int)(SEEDS / open);
                int got = (int)count[turn][reply][place];

                /* five standard deviations are below 140 */
                if (!CHECK(want ? got > want - 140 && got < want + 140 : got == 0))
                    fprintf(stderr, "  turn %u reply %u place %u: %d, not %d\n", turn,
                            reply, place, got, want);
            }
        }
    }
}

static void
test_draws_are_even(void)
{
    enum { SEEDS = 4000 };
    int style[4] = {0}, motive[2] = {0}, both[8] = {0};

    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct sp_session *session = begin(seed, NULL, NULL);
        unsigned s = sp_session_style(session), m = sp_session_motive(session);

        style[s]++;
        motive[m]++;
        both[2 * s + m]++;
        sp_session_free(session);
    }
    for (int i = 0; i < 4; i++)
        CHECK(style[i] > 860 && style[i] < 1140);
    for (int i = 0; i < 2; i++)
        CHECK(motive[i] > 1840 && motive[i] < 2160);
    for (int i = 0; i < 8; i++)
        CHECK(both[i] > 395 && both[i] < 605);
}

/* ---- sizes ---- */

static size_t
session_size(unsigned nodes, size_t *bytes)
{
    struct sp_str text = {0};
    struct sp_diags diags = {0};

    generate_long(nodes, &text);
    struct sp_scenario *scenario =
        sp_scenario_read(text.text, text.size, small.rubric, small.styles, &diags);
    if (!CHECK(scenario)) {
        print_findings("generated", &diags);
        return 0;
    }
    struct sp_start start = {.scenario = scenario, .seed = 1};
    size_t before = allocated_bytes();
    struct sp_session *session = sp_session_new(&start);
    CHECK(sp_session_answer(session, "on") && sp_session_answer(session, "on"));
    size_t after = allocated_bytes();
    *bytes = sp_session_bytes(session);
    sp_session_free(session);
    CHECK_INT((long long)allocated_bytes(), (long long)before);
    sp_scenario_free(scenario);
    sp_diags_finish(&diags);
    sp_str_finish(&text);
    return after - before;
}

/* A call holds as much in a scenario of fifty thousand nodes as in one of fifty. */
static void
test_sizes(void)
{
    size_t small_bytes = 0, large_bytes = 0;
    size_t small_held = session_size(50, &small_bytes);
    size_t large_held = session_size(50000, &large_bytes);

    CHECK_INT((long long)large_bytes, (long long)small_bytes);
    CHECK_INT((long long)large_held, (long long)small_held);
    CHECK(small_held >= small_bytes && small_held <= small_bytes + 256);
    CHECK(small_bytes < 16384);
}

int
main(void)
{
    sp_mem_init();
    if (CHECK(load_small(&small))) {
        test_start();
        test_a_call();
        test_undo();
        test_undo_in_the_record();
        test_order_is_even();
        test_draws_are_even();
        test_sizes();
    }
    set_finish(&small);
    return test_end();
}
