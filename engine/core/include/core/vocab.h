/* vocab.h: the closed vocabulary of moves.md: moves, their forms, and events.
 *
 * Whatever a line does is a set of bits, one per signal. A form sets its move's bit
 * too: "close:step" is SP_CLOSE_STEP and SP_CLOSE. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sp_signal {
    SP_CLARIFY,
    SP_EMPATHISE,
    SP_TEST,
    SP_FEATURE,
    SP_ADVANTAGE,
    SP_BENEFIT,
    SP_RESOLVE,
    SP_CLOSE,
    SP_DEFER,
    SP_CONFRONT,
    SP_CONCEDE,
    SP_DISMISS,
    SP_DISPARAGE,
    SP_OVERPROMISE,
    SP_BRIBE,
    SP_MOVES, /* count of moves */

    SP_HEARD = SP_MOVES, /* events, set by the engine only */
    SP_MISHEARD,
    SP_FIT,
    SP_KNOWN,
    SP_MISFIT,
    SP_RIGHT,
    SP_WRONG,
    SP_STAY,      /* the line fitted no reply */
    SP_MONOLOGUE, /* it made more moves than one line may */
    SP_EVENTS_END,

    SP_FORMS = SP_EVENTS_END,
    SP_TEST_ONLY = SP_FORMS,
    SP_TEST_IF,
    SP_CLOSE_ASSUMPTIVE,
    SP_CLOSE_STEP,
    SP_CLOSE_ALTERNATIVE,
    SP_CLOSE_DIRECT,
    SP_CLOSE_PRESSING,
    SP_DEFER_DATED,
    SP_CONFRONT_INSULT,
    SP_CONFRONT_THREAT,
    SP_DISPARAGE_FALSE,
    SP_FEATURE_FALSE,
    SP_ADVANTAGE_FALSE,
    SP_BENEFIT_FALSE,
    SP_RESOLVE_FALSE,
    SP_SIGNALS
};

#define SP_BIT(signal) (UINT64_C(1) << (signal))
#define SP_MOVE_MASK (SP_BIT(SP_MOVES) - 1)
#define SP_EVENT_MASK (SP_BIT(SP_EVENTS_END) - SP_BIT(SP_HEARD))
/* Moves that do harm, whatever stands beside them. */
#define SP_ERROR_MASK                                                \
    (SP_BIT(SP_CONFRONT) | SP_BIT(SP_CONCEDE) | SP_BIT(SP_DISMISS) | \
     SP_BIT(SP_DISPARAGE) | SP_BIT(SP_OVERPROMISE) | SP_BIT(SP_BRIBE))
/* Forms that a rubric may count as critical. */
#define SP_GRAVE_MASK                                          \
    (SP_BIT(SP_CLOSE_PRESSING) | SP_BIT(SP_CONFRONT_INSULT) |  \
     SP_BIT(SP_CONFRONT_THREAT) | SP_BIT(SP_DISPARAGE_FALSE) | \
     SP_BIT(SP_FEATURE_FALSE) | SP_BIT(SP_ADVANTAGE_FALSE) |   \
     SP_BIT(SP_BENEFIT_FALSE) | SP_BIT(SP_RESOLVE_FALSE))

/* As written in files: "clarify", "heard", "close:step". Static storage. */
const char *sp_signal_name(enum sp_signal signal);
bool sp_signal_find(const char *name, size_t size, enum sp_signal *signal);
/* How a move that a line made is called: by its form if it has one, else by itself. */
enum sp_signal sp_signal_shown(uint64_t signals, enum sp_signal move);
/* The bits a signal stands for: its own and, for a form, its move's. */
uint64_t sp_signal_bits(enum sp_signal signal);

enum sp_kind { /* of a motive */
               SP_MISUNDERSTANDING,
               SP_DRAWBACK,
               SP_WANT,
               SP_CONDITION,
               SP_SMOKESCREEN,
               SP_KINDS
};
enum sp_ending_kind { SP_SUCCESS, SP_OPEN, SP_FAIL, SP_ENDING_KINDS };
enum sp_manner { SP_NO_MANNER, SP_ASSERTION, SP_FLATTERY, SP_MANNERS };
enum sp_side { SP_NO_SIDE, SP_BUSINESS, SP_PERSONAL, SP_SIDES };
enum sp_stage {
    SP_NO_STAGE,
    SP_PREPARE,
    SP_OPENING,
    SP_NEEDS,
    SP_PROPOSE,
    SP_CLOSING,
    SP_STAGES
};
enum sp_mood { SP_CALM, SP_PLEASED, SP_INTERESTED, SP_DOUBTFUL, SP_ANNOYED, SP_MOODS };

/* Words of the closed lists above, by index; static storage, NULL past the end. */
const char *sp_kind_name(enum sp_kind kind);
const char *sp_ending_kind_name(enum sp_ending_kind kind);
const char *sp_manner_name(enum sp_manner manner); /* "" for none */
const char *sp_side_name(enum sp_side side);
const char *sp_stage_name(enum sp_stage stage);
const char *sp_mood_name(enum sp_mood mood);
