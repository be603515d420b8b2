/* oracle.h: a second judge of a call, slow and plain, written from scenarios/README.md.
 *
 * It keeps no counter, latch or meter: it keeps what was said, and whatever is asked is
 * worked out by going through all of it again. Conditions are read from their text each
 * time. It shares no code with the engine but cJSON. */
#pragma once

#include <cjson/cJSON.h>
#include <stdbool.h>

#define ORACLE_LINES 41
#define ORACLE_NAMES 16

struct oracle_line {
    const cJSON *node, *reply;
    const char *did[ORACLE_NAMES]; /* moves, forms and events */
    int count;
};

/* What the customer did after a line; the first, before any line. */
struct oracle_answer {
    const cJSON *entered[32];
    int count;
    const cJSON *says; /* the variant said, or NULL */
};

struct oracle {
    const cJSON *scenario, *rubric, *styles;
    const cJSON *style, *motive;
    struct oracle_line line[ORACLE_LINES];
    struct oracle_answer answer[ORACLE_LINES + 1];
    int lines, answers;
    const cJSON *ending; /* NULL while the call goes on */
};

/* The trees must outlive it and be free of errors. */
void oracle_begin(struct oracle *o, const cJSON *scenario, const cJSON *rubric,
                  const cJSON *styles, const char *style, const char *motive);
/* The open replies, in the file's order. */
int oracle_open(const struct oracle *o, const cJSON *open[16]);
void oracle_answer(struct oracle *o, const cJSON *reply);

const cJSON *oracle_node(const struct oracle *o);
int oracle_meter(const struct oracle *o, const char *meter);
bool oracle_knows(const struct oracle *o);
bool oracle_resolved(const struct oracle *o);
bool oracle_voiced(const struct oracle *o, const char *need);
bool oracle_fact(const struct oracle *o, const char *fact);
const char *oracle_mood(const struct oracle *o);

/* Of a condition of the rubric or of a style's `adapt`, as things stand. */
bool oracle_holds(const struct oracle *o, const cJSON *when);
/* By the ids' places in the rubric; -1 for a competency that is not judged. */
int oracle_level(const struct oracle *o, const cJSON *competency);
int oracle_points(const struct oracle *o, const cJSON *competency);
bool oracle_pass(const struct oracle *o, int *total, int *out_of, int *mark);
