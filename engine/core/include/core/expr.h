/* expr.h: conditions. A closed set of yes/no functions (scenarios/README.md), compiled
 * when a file is read, over a state of bits and small counters. */
#pragma once

#include "core/json.h"
#include "core/mem.h"
#include "core/vocab.h"

#define SP_COUNTERS 128 /* different times(…) of one file */
#define SP_BEFORES 32   /* different before(…) of one file */
#define SP_METERS 8
#define SP_TURNS_MOST 40
#define SP_PATTERN_MASKS 16

struct sp_expr; /* compiled; lives in its file's arena */

/* What a line must do: any of the masks, each with all of its bits. */
struct sp_pattern {
    uint64_t mask[SP_PATTERN_MASKS];
    unsigned count;
};

bool sp_pattern_matches(const struct sp_pattern *pattern, uint64_t signals);

struct sp_counter {
    struct sp_pattern pattern;
    const struct sp_expr *when; /* NULL: always */
    unsigned most;              /* the count saturates here */
};

struct sp_before {
    struct sp_pattern first, then;
};

/* What the conditions of one file have to remember between lines. */
struct sp_watch {
    struct sp_counter counter[SP_COUNTERS];
    struct sp_before before[SP_BEFORES];
    unsigned counters, befores;
};

/* A file's watch in the state: which of the three slices is its own. */
enum sp_owner { SP_OF_RUBRIC, SP_OF_STYLES, SP_OF_SCENARIO, SP_OWNERS };

enum sp_before_value { SP_NEITHER, SP_FIRST_CAME, SP_TOO_LATE };

/* Everything that play can change. Fixed size, copied by assignment. */
struct sp_state {
    uint32_t node;
    int8_t meter[SP_METERS];
    bool knows, resolved;
    uint64_t voiced;  /* bit per need */
    uint64_t facts;   /* bit per fact */
    uint64_t visited; /* bit per node that some condition asks about */
    uint8_t count[SP_OWNERS][SP_COUNTERS];
    uint8_t before[SP_OWNERS][SP_BEFORES];
    uint32_t once[SP_TURNS_MOST]; /* replies used up, by serial number */
    uint8_t once_count;
    uint8_t turn;   /* lines of the trainee so far */
    int16_t ending; /* index, or -1 while the call goes on */
};

/* What a condition is judged in. */
struct sp_world {
    const struct sp_state *state;
    enum sp_owner owner; /* of the condition */
    unsigned style, motive;
    enum sp_kind kind;
    uint64_t tags;             /* of the current node */
    enum sp_ending_kind ended; /* SP_ENDING_KINDS while the call goes on */
};

/* A NULL expression holds. */
bool sp_expr_holds(const struct sp_expr *expr, const struct sp_world *world);

enum sp_name_kind {
    SP_NAME_STYLE,
    SP_NAME_MOTIVE,
    SP_NAME_METER,
    SP_NAME_NEED,
    SP_NAME_TAG,
    SP_NAME_NODE,
    SP_NAME_FACT,
    SP_NAME_GROUP,
    SP_NAME_KINDS
};

/* What names a condition may use. */
struct sp_scope {
    enum sp_owner owner;
    struct sp_arena *arena;
    struct sp_watch *watch;
    void *data;
    /* By index, NULL past the end. */
    const char *(*name)(void *data, enum sp_name_kind kind, unsigned index);
    /* NULL: the names are searched one by one. Nodes answer with a slot of `visited`.
     */
    bool (*find)(void *data, enum sp_name_kind kind, const char *name, unsigned *index);
    const struct sp_pattern *(*group)(void *data, unsigned index);
};

/* Compiles the string value `at` of `doc`. Reports E04x with the place inside the
 * string and returns NULL when it is not a condition that the scope allows. */
const struct sp_expr *sp_expr_compile(const struct sp_scope *scope,
                                      const struct sp_json *doc, const cJSON *at,
                                      struct sp_diags *diags);
/* The same for a bare pattern, as in a rubric's groups. */
bool sp_pattern_compile(const struct sp_scope *scope, const struct sp_json *doc,
                        const cJSON *at, struct sp_pattern *out,
                        struct sp_diags *diags);

/* Counters and befores take a line: `signals` is what it did, `world` the state before
 * it. Writes to `after`, which may not be world->state. */
void sp_watch_take(const struct sp_watch *watch, enum sp_owner owner,
                   const struct sp_world *world, uint64_t signals,
                   struct sp_state *after);

/* Whether a condition asks for the motive or its kind. */
bool sp_expr_asks_motive(const struct sp_expr *expr);
