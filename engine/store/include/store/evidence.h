/* evidence.h: a sitting, or a published exam, as one file that shows every change.
 *
 * JSON lines, each in canonical form (core/jcs.h) and ended by a newline:
 *     {"exam":BODY,"formatVersion":1,"kind":KIND,"type":"evidence"}
 *     {"body":TEXT,"kind":"rubric","sha256":HASH,"type":"content"}    rubric, styles,
 *                                                                     scenarios
 *     {"body":TEXT,"hash":HASH,"type":"event"}                        as in chain.h
 *     {"events":N,"head":HASH,"sha256":HASH,"type":"seal"}
 * The seal's sha256 is that of all bytes before its line. Evidence also has "key" and
 * "signature" there: a manager's Ed25519 signature over "sparring-seal-1\n" + sha256.
 * Kinds: "exam" (no events; to be taken to a candidate's machine), "result" (what a
 * candidate hands in; not signed), "evidence" (what a manager shows; signed).
 *
 * A file that was read has held every check that it can hold by itself. What was said
 * in it is another matter: replay_sitting.h. */
#pragma once

#include "core/exam.h"
#include "store/chain.h"
#include "store/exams.h"
#include "store/keys.h"

#define SP_EVIDENCE_MOST ((size_t)64 << 20) /* bytes of a file */
#define SP_EVIDENCE_CONTENTS (SP_EXAM_PARTS + 2)

enum sp_evidence_kind {
    SP_EVIDENCE_EXAM,
    SP_EVIDENCE_RESULT,
    SP_EVIDENCE_SIGNED,
    SP_EVIDENCE_KINDS
};
const char *sp_evidence_kind_name(enum sp_evidence_kind kind);

struct sp_evidence_content {
    enum sp_part part;
    char sha256[SP_HASH_SIZE];
    char *text;
    size_t size;
};

struct sp_evidence { /* owns all; a zeroed one is valid and empty */
    enum sp_evidence_kind kind;
    char *exam_body, exam_sha[SP_HASH_SIZE];
    struct sp_exam *exam; /* read from it */
    struct sp_evidence_content content[SP_EVIDENCE_CONTENTS];
    unsigned contents;
    struct sp_events events;
    char head[SP_HASH_SIZE];
    char key[SP_PUBLIC_SIZE]; /* who signed it; "" when nobody did */
};
void sp_evidence_finish(struct sp_evidence *evidence);

/* Reads a file. False with an error "evidence-…" that tells the line and what is wrong
 * with it; then nothing was taken over. */
bool sp_evidence_read(const char *text, size_t size, struct sp_evidence *out,
                      struct sp_error *error);
const struct sp_evidence_content *sp_evidence_find(const struct sp_evidence *evidence,
                                                   const char *sha256);

/* The same from the records: a published exam with all that it names; or a sitting as
 * it is, bodies that were deleted in time and all, with what its calls were played
 * with. Only the shape of the events is checked. */
bool sp_evidence_load_exam(struct sp_store *store, const char *exam,
                           struct sp_evidence *out, struct sp_error *error);
bool sp_evidence_load(struct sp_store *store, const char *sitting,
                      struct sp_evidence *out, struct sp_error *error);
/* Writes the file, signed when there is a key; that it is whole is checked before
 * ("evidence-gone" when a body was deleted). */
bool sp_evidence_write(const struct sp_evidence *evidence, const struct sp_key *key,
                       const char *path, struct sp_error *error);
/* As it would be written. */
void sp_evidence_print(const struct sp_evidence *evidence, const struct sp_key *key,
                       struct sp_str *out);

/* How a sitting begins by its first event; borrows from `doc`, which is freed with
 * sp_json_free. NULL and "evidence-begin" when it begins otherwise. */
struct sp_evidence_begin {
    const char *sitting, *exam, *code, *form, *kind, *engine, *number, *name;
    unsigned attempt;
    int64_t at_ms;
};
struct sp_json *sp_evidence_begin(const struct sp_evidence *evidence,
                                  struct sp_evidence_begin *begin,
                                  struct sp_error *error);
