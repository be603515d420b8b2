/* session.h: one running call. Pure: no clock, no files; the same scenario, seed and
 * answers give the same session everywhere. */
#pragma once

#include "core/said.h"

struct sp_session; /* opaque; borrows its scenario, which must outlive it */

struct sp_start {
    const struct sp_scenario *scenario;
    uint64_t seed;
    const char *style, *motive; /* NULL: drawn by the seed */
};

/* NULL when style or motive is not one of the scenario's. */
struct sp_session *sp_session_new(const struct sp_start *start);
void sp_session_free(struct sp_session *session);

/* One line of the trainee and what came of it. */
struct sp_turn {
    uint32_t node; /* where it was said */
    /* A line in own words has one of its own: the reply that it came to, with what was
     * said in place of its moves and words, or what stands for it when none fitted
     * (said.h). */
    const struct sp_reply *reply;
    bool own;            /* in own words */
    bool asked;          /* the customer asked back: it does not count */
    struct sp_said said; /* of a line in own words */
    uint64_t signals;    /* moves, forms and events */
    bool knew, settled;  /* before it: the motive was told, the objection resolved */
    uint64_t voiced;     /* needs the customer voiced in answer */
    bool revealed;       /* the answer told the motive */
    int8_t meter_before[SP_METERS], meter_after[SP_METERS];
    enum sp_mood mood; /* after it */
    bool undone;
};

/* What there is to show now. Borrowed until the next call on the session. */
struct sp_view {
    const struct sp_node *node;                   /* NULL when over */
    const struct sp_ending *ending;               /* NULL while it goes on */
    const struct sp_reply *open[SP_REPLIES_MOST]; /* shuffled by seed and turn */
    unsigned open_count;
    unsigned turn; /* lines that count so far */
    enum sp_mood mood;
    const struct sp_state *state;
};

const struct sp_view *sp_session_view(const struct sp_session *session);
const struct sp_scenario *sp_session_scenario(const struct sp_session *session);
uint64_t sp_session_seed(const struct sp_session *session);
unsigned sp_session_style(const struct sp_session *session);
unsigned sp_session_motive(const struct sp_session *session);

/* Answers with an open reply. False, and nothing happens, when it is not open. */
bool sp_session_answer(struct sp_session *session, const char *reply);
/* Says a line in own words. False, and nothing happens, when the call is over or `said`
 * is not valid (said.h). When it is unsure the customer asks back, once in a row. */
bool sp_session_say(struct sp_session *session, const struct sp_said *said);
/* Which reply such a line would come to now, or what would stand for it; NULL when it
 * could not be said. Borrowed from the scenario, or static. */
const char *sp_session_comes_to(const struct sp_session *session,
                                const struct sp_said *said);
/* Whether an open reply (or, when that is NULL, such a line) would end the call. */
bool sp_session_ends(const struct sp_session *session, const char *reply,
                     const struct sp_said *said);
/* Takes the last line back; it stays in the record as undone. False at the start. */
bool sp_session_undo(struct sp_session *session);

/* All lines ever said, undone ones too, in order. */
size_t sp_session_turns(const struct sp_session *session);
const struct sp_turn *sp_session_turn(const struct sp_session *session, size_t index);

/* What the customer said: `index` 0 is the opening, `index` n the answer to the n-th
 * line as counted by sp_session_turn (undone ones too). "" if nothing was said. The
 * caller frees it with sp_free. */
char *sp_session_customer(const struct sp_session *session, size_t index,
                          enum sp_lang lang);
/* What the customer said last, lines taken back apart. */
char *sp_session_now(const struct sp_session *session, enum sp_lang lang);

/* Adds the transcript as JSON lines: the start, each line, undo, the end. `hashes`
 * names scenario, rubric and styles (in this order, may hold NULL). */
void sp_session_transcript(const struct sp_session *session, enum sp_lang lang,
                           const char *const hashes[3], struct sp_str *out);

/* Bytes that the session holds; grows with what was said only. */
size_t sp_session_bytes(const struct sp_session *session);
