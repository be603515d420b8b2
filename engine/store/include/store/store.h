/* store.h: the records of who practised what, in one SQLite file.
 *
 * What a function has stored when it returns true is on the disk: it survives a kill
 * and a power cut. After false nothing of that call is stored, but that a kill or a cut
 * within a call may leave it stored and not told. Rows that are read are checked as any
 * file from outside; one that cannot be right is the error "db-row" with table, row and
 * column. A store is used by one thread at a time. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/lang.h"
#include "store/error.h"

#define SP_ID_SIZE 33   /* 128 random bits in hexadecimal, and NUL */
#define SP_HASH_SIZE 65 /* SHA-256 in hexadecimal, and NUL */
#define SP_KEPT_TURNS_MOST 10000

struct sp_store; /* opaque */

/* The files that an attempt was played with, in the order of a transcript's hashes. */
enum sp_part { SP_PART_SCENARIO, SP_PART_RUBRIC, SP_PART_STYLES, SP_PARTS };
enum sp_input { SP_INPUT_CHOICE, SP_INPUT_WORDS, SP_INPUTS };
enum sp_setting { SP_PRACTICE, SP_REHEARSAL, SP_EXAM, SP_SETTINGS };
enum sp_attempt_state { SP_RUNNING, SP_FINISHED, SP_ABANDONED, SP_ATTEMPT_STATES };

/* As written in records: "scenario", "choice", "practice", "running". Static storage,
 * NULL past the end. */
const char *sp_part_name(enum sp_part part);
const char *sp_input_name(enum sp_input input);
const char *sp_setting_name(enum sp_setting setting);
const char *sp_attempt_state_name(enum sp_attempt_state state);
bool sp_input_find(const char *name, enum sp_input *input);
bool sp_setting_find(const char *name, enum sp_setting *setting);

struct sp_bytes {
    const char *text; /* need not end in NUL */
    size_t size;
};

/* The name of a content: the SHA-256 of its exact bytes. */
void sp_content_name(const struct sp_bytes *bytes, char name[SP_HASH_SIZE]);

/* "records.db" in the data folder. NULL and an error when there is no such folder. The
 * caller frees it with sp_free. */
char *sp_store_usual_path(struct sp_error *error);

/* Opens the file, or makes it, for the owner only; brings an older one up to date. A
 * file of a newer program ("db-newer"), of another program ("db-foreign") or a damaged
 * one ("db-broken") is refused and stays as it is. */
struct sp_store *sp_store_open(const char *path, struct sp_error *error);
void sp_store_close(struct sp_store *store); /* NULL is fine */

/* The person whose data folder this is; made with `name` the first time. */
bool sp_store_default_person(struct sp_store *store, const char *name,
                             char person[SP_ID_SIZE], struct sp_error *error);
/* Somebody else on the same machine. */
bool sp_store_add_person(struct sp_store *store, const char *name,
                         char person[SP_ID_SIZE], struct sp_error *error);
/* The caller frees the name with sp_free; NULL on error, "db-missing" for nobody. */
char *sp_store_person_name(struct sp_store *store, const char *person,
                           struct sp_error *error);

struct sp_begin {
    const char *person; /* an id of this store */
    const char *scenario_id, *style, *motive;
    uint64_t seed;
    enum sp_input input;
    enum sp_setting setting;
    enum sp_lang lang;
    struct sp_bytes content[SP_PARTS]; /* UTF-8 without NUL */
    int64_t at_ms;
    const struct sp_branch *branch; /* NULL: from the beginning */
    const char *sitting;            /* whose call it is (exams.h), or NULL */
    unsigned item;                  /* which of its form's */
};

enum sp_kept_kind { SP_KEPT_ANSWER, SP_KEPT_UNDO, SP_KEPT_KINDS };

struct sp_kept_turn {
    enum sp_kept_kind kind;
    char *reply;    /* id, or one of said.h's; "" for an undo */
    char *node;     /* id of the node where it happened */
    char *customer; /* what the customer had said, in `lang` */
    char *trainee;  /* the line as shown, in `lang`; "" for an undo */
    enum sp_lang lang;
    int64_t at_ms;
    /* Of a line in own words, as said.h writes them; else both NULL. */
    char *moves, *mentions;
};

/* The lines that a new attempt takes over from another. */
struct sp_branch {
    const char *from; /* an attempt of this store; NULL: one that is not kept here */
    const struct sp_kept_turn *turn; /* answers only */
    unsigned turns;
};

/* Stores a new attempt, the contents it is played with and what it takes over. */
bool sp_store_begin(struct sp_store *store, const struct sp_begin *begin,
                    char attempt[SP_ID_SIZE], struct sp_error *error);

/* Adds turn number `seq`, counted from 1, to a running attempt. "db-moved" when that is
 * not the next one: somebody else goes on with the same attempt. */
bool sp_store_append(struct sp_store *store, const char *attempt, unsigned seq,
                     const struct sp_kept_turn *turn, struct sp_error *error);

struct sp_result {
    int total, out_of, mark;
    bool pass;
    char *ending; /* id */
    char *levels; /* JSON: {"clarify": 2, …}, null for what was not judged */
    char *score;  /* JSON as written by sp_score_json; NULL in lists */
    int64_t made_ms;
};

/* Stores the result and ends the attempt, which has `turns` turns. "db-moved" when the
 * attempt is not running or has another number of turns. */
bool sp_store_finish(struct sp_store *store, const char *attempt, unsigned turns,
                     const struct sp_result *result, struct sp_error *error);
/* Ends a running attempt without a result. "db-moved" when it is not running. */
bool sp_store_abandon(struct sp_store *store, const char *attempt, int64_t at_ms,
                      struct sp_error *error);

struct sp_attempt {
    char id[SP_ID_SIZE], person[SP_ID_SIZE];
    char *scenario_id, *style, *motive;
    char content[SP_PARTS][SP_HASH_SIZE];
    uint64_t seed;
    enum sp_input input;
    enum sp_setting setting;
    enum sp_lang lang; /* at the start */
    enum sp_attempt_state state;
    int64_t started_ms, ended_ms;   /* ended_ms is 0 while it runs */
    unsigned turns;                 /* rows, undos included */
    bool branched;                  /* it took over lines of another attempt */
    unsigned branched_lines;        /* its first rows */
    char branched_from[SP_ID_SIZE]; /* "" when the other was not kept */
    bool has_result;                /* if and only if finished */
    struct sp_result result;
};

/* Owns its items. A zeroed list is valid and empty. */
struct sp_attempts {
    struct sp_attempt *item;
    size_t count;
    size_t bad;             /* rows left out because they cannot be right */
    struct sp_error reason; /* what was wrong with the first of them */
};
void sp_attempts_finish(struct sp_attempts *attempts);

struct sp_filter {
    const char *person, *scenario_id; /* NULL: all */
    size_t limit;                     /* 0: all */
};

/* Newest first. The list is written on success only. */
bool sp_store_history(struct sp_store *store, const struct sp_filter *filter,
                      struct sp_attempts *attempts, struct sp_error *error);
/* The running ones. */
bool sp_store_unfinished(struct sp_store *store, const struct sp_filter *filter,
                         struct sp_attempts *attempts, struct sp_error *error);
/* The best finished one of each scenario, in order of the scenario's id: a pass before
 * none, then the higher share of the points, then the earlier. Those that branched from
 * another do not count: who plays them has seen the customer's secret. */
bool sp_store_best(struct sp_store *store, const struct sp_filter *filter,
                   struct sp_attempts *attempts, struct sp_error *error);

/* One attempt with all that belongs to it. Owns it; a zeroed one is valid. */
struct sp_record {
    struct sp_attempt attempt;
    struct sp_kept_turn *turn;
    size_t turn_count;
    char *body[SP_PARTS]; /* the contents, checked against their names */
    size_t body_size[SP_PARTS];
};

/* "db-missing" when there is no such attempt, "db-content" when a content is not what
 * its name says. The record is written on success only. */
bool sp_store_load(struct sp_store *store, const char *attempt,
                   struct sp_record *record, struct sp_error *error);
void sp_record_finish(struct sp_record *record);
