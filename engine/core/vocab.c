/* vocab.c: the words of the closed vocabulary, as files write them. */
#include "core/vocab.h"

#include <assert.h>
#include <string.h>

static const char *const signal_names[] = {
    [SP_CLARIFY] = "clarify",
    [SP_EMPATHISE] = "empathise",
    [SP_TEST] = "test",
    [SP_FEATURE] = "feature",
    [SP_ADVANTAGE] = "advantage",
    [SP_BENEFIT] = "benefit",
    [SP_RESOLVE] = "resolve",
    [SP_CLOSE] = "close",
    [SP_DEFER] = "defer",
    [SP_CONFRONT] = "confront",
    [SP_CONCEDE] = "concede",
    [SP_DISMISS] = "dismiss",
    [SP_DISPARAGE] = "disparage",
    [SP_OVERPROMISE] = "overpromise",
    [SP_BRIBE] = "bribe",
    [SP_HEARD] = "heard",
    [SP_MISHEARD] = "misheard",
    [SP_FIT] = "fit",
    [SP_KNOWN] = "known",
    [SP_MISFIT] = "misfit",
    [SP_RIGHT] = "right",
    [SP_WRONG] = "wrong",
    [SP_STAY] = "stay",
    [SP_MONOLOGUE] = "monologue",
    [SP_TEST_ONLY] = "test:only",
    [SP_TEST_IF] = "test:if",
    [SP_CLOSE_ASSUMPTIVE] = "close:assumptive",
    [SP_CLOSE_STEP] = "close:step",
    [SP_CLOSE_ALTERNATIVE] = "close:alternative",
    [SP_CLOSE_DIRECT] = "close:direct",
    [SP_CLOSE_PRESSING] = "close:pressing",
    [SP_DEFER_DATED] = "defer:dated",
    [SP_CONFRONT_INSULT] = "confront:insult",
    [SP_CONFRONT_THREAT] = "confront:threat",
    [SP_DISPARAGE_FALSE] = "disparage:false",
    [SP_FEATURE_FALSE] = "feature:false",
    [SP_ADVANTAGE_FALSE] = "advantage:false",
    [SP_BENEFIT_FALSE] = "benefit:false",
    [SP_RESOLVE_FALSE] = "resolve:false",
};

static_assert(sizeof signal_names / sizeof *signal_names == SP_SIGNALS,
              "every signal has its word");
static_assert(SP_SIGNALS <= 64, "signals fit one word");

const char *
sp_signal_name(enum sp_signal signal)
{
    return signal < SP_SIGNALS ? signal_names[signal] : NULL;
}

bool
sp_signal_find(const char *name, size_t size, enum sp_signal *signal)
{
    for (unsigned i = 0; i < SP_SIGNALS; i++) {
        if (strlen(signal_names[i]) == size &&
            memcmp(signal_names[i], name, size) == 0) {
            *signal = (enum sp_signal)i;
            return true;
        }
    }
    return false;
}

uint64_t
sp_signal_bits(enum sp_signal signal)
{
    enum sp_signal move = signal;

    if (signal >= SP_FORMS) {
        const char *name = signal_names[signal];

        sp_signal_find(name, strcspn(name, ":"), &move);
    }
    return SP_BIT(signal) | SP_BIT(move);
}

enum sp_signal
sp_signal_shown(uint64_t signals, enum sp_signal move)
{
    for (unsigned form = SP_FORMS; form < SP_SIGNALS; form++) {
        if ((signals & SP_BIT(form)) && (sp_signal_bits(form) & SP_BIT(move)))
            return form;
    }
    return move;
}

#define WORD(name, type, ...)                                                      \
    const char *name(enum type index)                                              \
    {                                                                              \
        static const char *const words[] = {__VA_ARGS__};                          \
                                                                                   \
        return (size_t)index < sizeof words / sizeof *words ? words[index] : NULL; \
    }

WORD(sp_kind_name, sp_kind, "misunderstanding", "drawback", "want", "condition",
     "smokescreen")
WORD(sp_ending_kind_name, sp_ending_kind, "success", "open", "fail")
WORD(sp_manner_name, sp_manner, "", "assertion", "flattery")
WORD(sp_side_name, sp_side, "", "business", "personal")
WORD(sp_stage_name, sp_stage, "", "prepare", "open", "needs", "propose", "close")
WORD(sp_mood_name, sp_mood, "calm", "pleased", "interested", "doubtful", "annoyed")
