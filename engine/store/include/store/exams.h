/* exams.h: exams, start codes and sittings as rows of the records. What they mean is in
 * core/exam.h, start_code.h and sitting.h. */
#pragma once

#include <cjson/cJSON.h>

#include "core/exam.h"
#include "store/store.h"

enum sp_exam_state {
    SP_EXAM_DRAFT,
    SP_EXAM_PUBLISHED,
    SP_EXAM_ARCHIVED,
    SP_EXAM_STATES
};
const char *sp_exam_state_name(enum sp_exam_state state);

struct sp_exam_row { /* owns its body */
    char id[SP_ID_SIZE];
    enum sp_exam_state state;
    char sha256[SP_HASH_SIZE]; /* "" for a draft */
    char *body;                /* JSON; canonical once published */
    int64_t due_ms;            /* 0: none; everybody should have passed by then */
    int64_t made_ms;
};

struct sp_exam_rows { /* owns its items; a zeroed list is valid and empty */
    struct sp_exam_row *item;
    size_t count;
};
void sp_exam_row_finish(struct sp_exam_row *row);
void sp_exam_rows_finish(struct sp_exam_rows *rows);

/* Stores a draft (`row->id` "" : a new one, whose id is filled in). A published exam
 * cannot be changed: "exam-frozen". */
bool sp_exam_row_put(struct sp_store *store, struct sp_exam_row *row,
                     struct sp_error *error);
/* Makes a draft a published exam: its canonical body with "frozen", and the contents it
 * names. With `row->id` "" it comes from a file and is new. */
bool sp_exam_row_publish(struct sp_store *store, struct sp_exam_row *row,
                         const struct sp_bytes *contents, const enum sp_part *kinds,
                         unsigned count, struct sp_error *error);
bool sp_exam_row_archive(struct sp_store *store, const char *id,
                         struct sp_error *error);
bool sp_exam_row_set_due(struct sp_store *store, const char *id, int64_t due_ms,
                         struct sp_error *error);
/* Newest first. */
bool sp_exam_row_list(struct sp_store *store, struct sp_exam_rows *rows,
                      struct sp_error *error);
/* By id or by SHA-256; "db-missing". A published body is checked against its hash. */
bool sp_exam_row_load(struct sp_store *store, const char *id, struct sp_exam_row *row,
                      struct sp_error *error);
/* A content by its SHA-256, checked; the caller frees it. */
char *sp_content_load(struct sp_store *store, const char *sha256, size_t *size,
                      struct sp_error *error);

struct sp_code_row {
    char code[16];
    char exam[SP_ID_SIZE], person[SP_ID_SIZE];
    unsigned attempt;
    bool has_lang;
    enum sp_lang lang;
    int extra_percent, scale_percent;
    int64_t given_ms;
    bool withdrawn;
    bool used; /* a sitting has begun with it (read only) */
};
struct sp_code_rows {
    struct sp_code_row *item;
    size_t count;
};
void sp_code_rows_finish(struct sp_code_rows *rows);
bool sp_code_row_add(struct sp_store *store, const struct sp_code_row *row,
                     struct sp_error *error);
bool sp_code_row_withdraw(struct sp_store *store, const char *code,
                          struct sp_error *error);
/* `exam`, `person` NULL: all. In order of person, then attempt. */
bool sp_code_row_list(struct sp_store *store, const char *exam, const char *person,
                      struct sp_code_rows *rows, struct sp_error *error);
/* "db-missing" when this machine has not given it out. */
bool sp_code_row_load(struct sp_store *store, const char *code, struct sp_code_row *row,
                      struct sp_error *error);

enum sp_sitting_kind { SP_SITTING_MACHINE, SP_SITTING_OBSERVED, SP_SITTING_KINDS };
enum sp_sitting_state { SP_SITTING_RUNNING, SP_SITTING_CLOSED, SP_SITTING_STATES };
/* The clauses of a verdict as they are written in events and told by --json. */
cJSON *sp_clauses_json(const struct sp_clause *clauses, unsigned count);

enum sp_verdict_state {
    SP_VERDICT_OPEN,
    SP_VERDICT_PASS,
    SP_VERDICT_FAIL,
    SP_VERDICT_HELD,
    SP_VERDICT_STATES
};
const char *sp_sitting_kind_name(enum sp_sitting_kind kind);
const char *sp_verdict_state_name(enum sp_verdict_state state);

struct sp_sitting_row {
    char id[SP_ID_SIZE], exam[SP_ID_SIZE], person[SP_ID_SIZE];
    char code[16];
    unsigned attempt;
    enum sp_sitting_kind kind;
    bool from_file; /* taken in from a result file */
    enum sp_sitting_state state;
    enum sp_verdict_state verdict;
    bool decided;                /* a person has decided */
    int64_t began_ms, closed_ms; /* 0: not closed */
    int64_t left_ms;             /* of the time limit; -1: none */
    unsigned events;
    char head[SP_HASH_SIZE];
};
struct sp_sitting_rows {
    struct sp_sitting_row *item;
    size_t count;
};
void sp_sitting_rows_finish(struct sp_sitting_rows *rows);

/* Begins a sitting and its chain with the event `begin`; the id is filled in and put
 * into the event as "sitting". "exam-used" when the code has been used already. */
bool sp_sitting_row_add(struct sp_store *store, struct sp_sitting_row *row,
                        cJSON *begin, struct sp_error *error);
/* The time that is left, so that a kill costs none; no event. */
bool sp_sitting_row_left(struct sp_store *store, const char *sitting, int64_t left_ms,
                         struct sp_error *error);
/* Adds the event and closes the sitting with this verdict. */
bool sp_sitting_row_close(struct sp_store *store, const char *sitting,
                          enum sp_verdict_state verdict, cJSON *closed, int64_t at_ms,
                          struct sp_error *error);
/* Adds an event by which a person changes the verdict of a closed sitting. */
bool sp_sitting_row_decide(struct sp_store *store, const char *sitting,
                           enum sp_verdict_state verdict, bool decided, cJSON *event,
                           int64_t at_ms, struct sp_error *error);
/* `exam`, `person` NULL: all. Oldest first. */
bool sp_sitting_row_list(struct sp_store *store, const char *exam, const char *person,
                         struct sp_sitting_rows *rows, struct sp_error *error);
bool sp_sitting_row_load(struct sp_store *store, const char *sitting,
                         struct sp_sitting_row *row, struct sp_error *error);
/* Whether an attempt is a call of a sitting that is still going on: nobody sees it, or
 * goes on with it, but in the exam. An error is one too. */
bool sp_sitting_hides(struct sp_store *store, const char *attempt);
/* The attempts of its calls by item, "" where none was begun; `count` is filled in. */
bool sp_sitting_calls(struct sp_store *store, const char *sitting,
                      char attempts[SP_EXAM_ITEMS][SP_ID_SIZE], unsigned *count,
                      struct sp_error *error);
