/* round.h: one attempt as it is played: the files it was begun with, the running call,
 * and its record.
 *
 * A line is in the record before it is in the call: what a person has seen happen
 * survives a kill. A round is bound to the exact bytes of its three files, which the
 * record keeps; a later edit of a file changes no round that was begun before. */
#pragma once

#include "core/score.h"
#include "store/store.h"

struct sp_round; /* opaque; owns what it was read from, borrows the store */

struct sp_round_start {
    struct sp_store *store; /* must outlive the round; NULL: nothing is kept */
    const char *person;     /* NULL: the default person */
    struct sp_bytes content[SP_PARTS]; /* not needed after the call */
    uint64_t seed;
    const char *style, *motive; /* NULL: drawn by the seed */
    enum sp_input input;
    enum sp_setting setting;
    enum sp_lang lang;
    const char *sitting; /* a call of an exam (exams.h), or NULL */
    bool observed;       /* whoever listens may take an entry back */
    unsigned item;
};

/* Reads the files, begins a call and its record. NULL and an error when it cannot:
 * "round-content" names the part that has errors, which stand in `diags` (may be NULL);
 * "round-start" tells an unknown style or motive. Freed by sp_round_free. */
struct sp_round *sp_round_begin(const struct sp_round_start *start,
                                struct sp_diags *diags, struct sp_error *error);

/* Goes on with a stored attempt, or shows an ended one again, from its own contents. If
 * a stored line does not fit into the call ("round-replay") it is NULL, and the record
 * stays as it is. A call that was over without its result gets the result now. */
struct sp_round *sp_round_resume(struct sp_store *store, const char *attempt,
                                 struct sp_error *error);
/* "Again from here": begins a practice attempt with the same files, seed, style and
 * motive, whose first lines are those of `from` that count before line `turn` (an index
 * for sp_session_turn, of a line that was not taken back: else "round-branch"). They
 * are stored at once, with the attempt that they come from, and stay: only later lines
 * can be taken back. `from` may have ended, may be kept elsewhere or not at all;
 * `store` NULL keeps nothing. Such an attempt is never a best result. */
struct sp_round *sp_round_branch(struct sp_store *store, const struct sp_round *from,
                                 size_t turn, struct sp_diags *diags,
                                 struct sp_error *error);
/* The same with all lines of `from`, or, when they ended the call, all but the last. */
struct sp_round *sp_round_practise(struct sp_store *store, const struct sp_round *from,
                                   struct sp_diags *diags, struct sp_error *error);
/* Whether it took over lines of another attempt: whose, "" when that was not kept here,
 * and how many. `from` is borrowed from the round. */
bool sp_round_branched(const struct sp_round *round, const char **from,
                       unsigned *lines);

/* The attempt stays as it is and can be resumed. NULL is fine. */
void sp_round_free(struct sp_round *round);

/* Says an open reply. False, and nothing has happened, when it is not open
 * ("round-closed"), when the call is over ("round-over") or when it could not be
 * stored. The line that ends the call stores the result too. When that fails the answer
 * is true all the same, and sp_round_settled is not. */
bool sp_round_answer(struct sp_round *round, const char *reply, struct sp_error *error);
/* Says a line in own words, where `input` is words and the line can be said
 * ("round-said"). Else as sp_round_answer. */
bool sp_round_say(struct sp_round *round, const struct sp_said *said,
                  struct sp_error *error);
/* Takes the last line back. Only in practice or when observed, not after the end, and
 * none that was taken over from another attempt ("round-undo"). */
bool sp_round_undo(struct sp_round *round, struct sp_error *error);
bool sp_round_may_undo(const struct sp_round *round);
/* Stores the result of a call that is over, if that failed when it ended (a full disk);
 * true when there is nothing left to store. */
bool sp_round_settle(struct sp_round *round, struct sp_error *error);
bool sp_round_settled(const struct sp_round *round);
/* Gives the attempt up; it cannot be resumed. "round-over" when it has ended. */
bool sp_round_abandon(struct sp_round *round, struct sp_error *error);

/* Nothing more can be said: the call has ended, or was given up. */
bool sp_round_over(const struct sp_round *round);
/* Judges the call as it stands. The score borrows from the round. */
void sp_round_score(const struct sp_round *round, bool explain, struct sp_score *score);
/* Of an ended attempt that was resumed: the stored result is what the call is worth by
 * this program. True for all others. */
bool sp_round_agrees(const struct sp_round *round);

/* Of these contents, a bit (1 << part) for each that differs from the one the round is
 * bound to. One whose text is NULL differs: its file is gone. */
unsigned sp_round_changed(const struct sp_round *round,
                          const struct sp_bytes now[SP_PARTS]);

const struct sp_session *sp_round_session(const struct sp_round *round);
const char *sp_round_id(const struct sp_round *round); /* "" when it is not kept */
const char *sp_round_content(const struct sp_round *round,
                             enum sp_part part); /* SHA-256 */
enum sp_setting sp_round_setting(const struct sp_round *round);
enum sp_input sp_round_input(const struct sp_round *round);

/* The language of the lines from now on. */
enum sp_lang sp_round_lang(const struct sp_round *round);
void sp_round_set_lang(struct sp_round *round, enum sp_lang lang);

/* What the customer said last, lines taken back apart. The caller frees it. */
char *sp_round_customer(const struct sp_round *round, enum sp_lang lang);
/* Adds the transcript, which names the contents by their hashes. */
void sp_round_transcript(const struct sp_round *round, enum sp_lang lang,
                         struct sp_str *out);
