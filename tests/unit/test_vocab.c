/* test_vocab.c: moves, forms and events as words and as bits. */
#include "test.h"

#include "core/vocab.h"

static void
test_signals(void)
{
    static const struct {
        enum sp_signal signal;
        const char *name;
        uint64_t bits;
    } cases[] = {
        {SP_CLARIFY, "clarify", SP_BIT(SP_CLARIFY)},
        {SP_BRIBE, "bribe", SP_BIT(SP_BRIBE)},
        {SP_HEARD, "heard", SP_BIT(SP_HEARD)},
        {SP_WRONG, "wrong", SP_BIT(SP_WRONG)},
        {SP_TEST_ONLY, "test:only", SP_BIT(SP_TEST_ONLY) | SP_BIT(SP_TEST)},
        {SP_CLOSE_PRESSING, "close:pressing",
         SP_BIT(SP_CLOSE_PRESSING) | SP_BIT(SP_CLOSE)},
        {SP_DEFER_DATED, "defer:dated", SP_BIT(SP_DEFER_DATED) | SP_BIT(SP_DEFER)},
        {SP_RESOLVE_FALSE, "resolve:false",
         SP_BIT(SP_RESOLVE_FALSE) | SP_BIT(SP_RESOLVE)},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_STR(sp_signal_name(cases[i].signal), cases[i].name);
        CHECK(sp_signal_bits(cases[i].signal) == cases[i].bits);
    }
}

/* Each word finds its signal; a form sets exactly one move beside its own bit. */
static void
test_all_signals(void)
{
    for (unsigned i = 0; i < SP_SIGNALS; i++) {
        const char *name = sp_signal_name(i);
        enum sp_signal found = SP_SIGNALS;
        uint64_t bits = sp_signal_bits(i), moves = bits & SP_MOVE_MASK;

        CHECK(sp_signal_find(name, strlen(name), &found));
        CHECK_INT(found, i);
        CHECK_INT(strchr(name, ':') != NULL, i >= SP_FORMS);
        CHECK_INT((bits & SP_EVENT_MASK) != 0, i >= SP_MOVES && i < SP_FORMS);
        if (i >= SP_FORMS)
            CHECK(moves && !(moves & (moves - 1)) && bits == (moves | SP_BIT(i)));
        else
            CHECK(bits == SP_BIT(i));
    }
    CHECK_STR(sp_signal_name(SP_SIGNALS), NULL);
}

static void
test_unknown_words(void)
{
    static const char *const words[] = {"",       "Clarify", "clarif",     "clarifyy",
                                        "close:", ":step",   "close:Step", "knows"};
    enum sp_signal found = SP_TEST;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        CHECK(!sp_signal_find(words[i], strlen(words[i]), &found));
    CHECK_INT(found, SP_TEST);
    CHECK(sp_signal_find("close:stepping", strlen("close:step"), &found));
    CHECK_INT(found, SP_CLOSE_STEP);
}

static void
test_lists(void)
{
    CHECK_STR(sp_kind_name(SP_SMOKESCREEN), "smokescreen");
    CHECK_STR(sp_kind_name(SP_KINDS), NULL);
    CHECK_STR(sp_ending_kind_name(SP_SUCCESS), "success");
    CHECK_STR(sp_ending_kind_name(SP_ENDING_KINDS), NULL);
    CHECK_STR(sp_manner_name(SP_NO_MANNER), "");
    CHECK_STR(sp_manner_name(SP_MANNERS), NULL);
    CHECK_STR(sp_side_name(SP_PERSONAL), "personal");
    CHECK_STR(sp_side_name(SP_SIDES), NULL);
    CHECK_STR(sp_stage_name(SP_CLOSING), "close");
    CHECK_STR(sp_stage_name(SP_STAGES), NULL);
    CHECK_STR(sp_mood_name(SP_ANNOYED), "annoyed");
    CHECK_STR(sp_mood_name(SP_MOODS), NULL);
}

int
main(void)
{
    test_signals();
    test_all_signals();
    test_unknown_words();
    test_lists();
    return test_end();
}
