/* recognise.h: which moves of the coding manual a typed line makes, and by which words.
 *
 * Ordered rules propose, a small linear model of integers agrees or objects, and a
 * second one weighs the moves beside each other: no bag of words awards a move, and a
 * move below its stated confidence is `unsure`. What a line only reports is not
 * listened to. The same bytes give the same answer on every machine. tools/eval-nlu
 * measures how far it agrees with those who labelled lines. */
#pragma once

#include "core/lang.h"
#include "core/scenario.h"
#include "core/str.h"
#include "core/vocab.h"

#define SP_HEARD_BYTES 4096 /* a longer line is refused */
#define SP_HEARD_COUNTED 3  /* moves that count in one line */
#define SP_HEARD_WORDS 3
#define SP_HEARD_ABOUT 16

/* Bytes of the line, [start, end). */
struct sp_span {
    uint32_t start, end;
};

struct sp_heard_move {
    enum sp_signal move;
    uint64_t signals; /* the move's bit, and those of its forms */
    /* Of a hundred lines of the training part with such a score, how many made it. */
    uint8_t confidence;
    bool unsure; /* it could be read so: shown, never counted */
    bool bare;   /* its sentence is no more than "why?" */
    struct sp_span evidence;
    struct sp_span sentence;             /* that it stands in */
    const char *rule;                    /* id, or NULL: by the model alone */
    const char *why[SP_LANGS];           /* the rule in plain words, or NULL */
    struct sp_span word[SP_HEARD_WORDS]; /* what spoke most for it in the model */
    unsigned words;
};

enum sp_about_kind {
    SP_ABOUT_NEED,
    SP_ABOUT_REMEDY,
    SP_ABOUT_FEATURE,
    SP_ABOUT_MOTIVE
};

struct sp_about {
    enum sp_about_kind kind;
    uint8_t index;   /* in the scenario's list of that kind */
    const char *cue; /* the scenario's, that was found */
    struct sp_span where;
};

/* How the line stands to the customer's before it. */
struct sp_answering {
    bool yes, no;    /* the customer agreed to, or refused, what was said before */
    bool concern;    /* voiced a concern or a need */
    unsigned shared; /* percent of the line's words that are the customer's */
};

struct sp_heard {
    struct sp_answering answering;
    bool playback;    /* says the customer's meaning again, to be confirmed */
    bool asks;        /* ends by asking */
    bool concrete;    /* names a day, an hour, a paper, a step */
    bool shows;       /* names evidence: a report, figures, a customer */
    bool understands; /* says so, if only as a phrase */
    bool bare;        /* asks no more than "why?" */
    bool sums;        /* says again what was agreed */
    bool reports;     /* quotes others; what they say was not listened to */
    struct sp_heard_move move[SP_MOVES]; /* counted first, the most certain first */
    unsigned moves, counted;
    struct sp_about about[SP_HEARD_ABOUT]; /* by place in the line */
    unsigned abouts;
};

struct sp_ear; /* a recogniser: read once, never changed */

enum sp_ear_error { SP_EAR_FINE, SP_EAR_RULES, SP_EAR_MODEL };

struct sp_ear_file {
    const char *at;
    size_t size;
};

/* The names of the rules files, in the order in which they are read: what all share,
 * then each language. */
#define SP_EAR_RULES_FILES 3
extern const char *const sp_ear_rules_files[SP_EAR_RULES_FILES];

struct sp_ear_fault {
    enum sp_ear_error what;
    unsigned file, line; /* of the rules; file from 0, line from 1 */
};

/* From the rules files and the model. Returns NULL when one of them is bad. Without a
 * model (at == NULL) the rules stand alone. */
struct sp_ear *sp_ear_new(const struct sp_ear_file *rules, unsigned count,
                          struct sp_ear_file model, struct sp_ear_fault *fault);
void sp_ear_free(struct sp_ear *ear);

/* What decides, for measuring one against the other: of the rules alone only the strong
 * count. */
enum sp_ear_part { SP_EAR_WHOLE, SP_EAR_RULES_ALONE, SP_EAR_MODEL_ALONE };

struct sp_ear_room; /* memory for one line at a time; one per thread */
struct sp_ear_room *sp_ear_room_new(const struct sp_ear *ear);
void sp_ear_room_free(struct sp_ear_room *room);

struct sp_utterance {
    const char *text, *context; /* the line and the customer's before it; or NULL */
    size_t size, context_size;
    const struct sp_scenario *scenario; /* for references; or NULL */
    enum sp_ear_part part;
};

enum sp_heard_result { SP_HEARD_FINE, SP_HEARD_TOO_LONG, SP_HEARD_NOT_UTF8 };

/* On anything but SP_HEARD_FINE, *heard is empty. A context that is too long or no
 * UTF-8 is refused in the same way. */
enum sp_heard_result sp_recognise(const struct sp_ear *ear, struct sp_ear_room *room,
                                  const struct sp_utterance *line,
                                  struct sp_heard *heard);
/* Counted moves and forms in one word, as a session takes them. */
uint64_t sp_heard_signals(const struct sp_heard *heard);
