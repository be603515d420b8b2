/* story.h: what the chain of a sitting tells, as structs to look at: calls, lines,
 * checks, the machine's result and what people said and decided.
 *
 * Everything comes from the chain but the single checks, which stand in the stored
 * score that the chain names by its hash. What was deleted when its time was up is
 * missing: the story says so and knows the row only. */
#pragma once

#include "core/mem.h"
#include "store/chain.h"
#include "store/exams.h"

struct sp_story_line {
    unsigned number; /* from 1 */
    const char *node, *reply;
    const char *customer, *trainee; /* what was said, in `lang` */
    enum sp_lang lang;
    int64_t at_ms;
    int64_t took_ms; /* since the line before or the call's begin */
};

struct sp_story_check {
    const char *id;
    const char *competency; /* NULL: a critical error */
    const char *wording;    /* as stored, in the language of the call */
    int level;              /* of its competency's ladder, from 1; 0: critical */
    int points;
    bool judged; /* its competency was; else it counts nothing */
    bool earned; /* critical: it was committed */
    /* Earned, critical: the line that did it. Missed: where `instead` would have
     * earned it. 0: no certain line. */
    unsigned line;
    const char *instead; /* id of a reply, or NULL */
};

struct sp_story_level {
    const char *competency;
    int level; /* -1: not judged */
};

struct sp_story_call {
    bool begun, done;
    const char *attempt, *scenario, *style, *motive, *ending, *input, *seed;
    const char *sha[SP_PARTS];
    int total, out_of, mark;
    bool pass;
    int64_t began_ms, ended_ms;
    struct sp_story_level level[SP_COMPETENCIES];
    unsigned levels;
    struct sp_story_line *line;
    unsigned lines;
    struct sp_story_check *check; /* none when the score is not there */
    unsigned checks;
    bool score_wrong; /* the stored score is not the one the chain names */
};

/* A word of a person about the sitting, or a fact of its course. */
struct sp_story_note {
    const char *type; /* "remark", "decision", "hold", "appeal", "paste", … */
    const char *by, *words;
    bool has_pass, pass;
    int64_t at_ms, number; /* milliseconds, letters, minutes; 0: none */
};

struct sp_story_rating { /* what an assessor gives a call, unseen by the machine */
    const char *by, *competency;
    unsigned item;
    int level;
};

struct sp_story { /* owns what it points to; a zeroed one is valid and empty */
    struct sp_sitting_row row;
    bool forgotten; /* the bodies are deleted */
    const char *exam_sha, *form, *engine, *number, *name;
    enum sp_lang lang;
    struct sp_story_call call[SP_EXAM_ITEMS];
    unsigned calls; /* up to the last that was begun */
    bool closed, machine_pass;
    const char *machine_verdict; /* "pass", "fail" or "held" */
    struct sp_clause clause[SP_CLAUSES];
    unsigned clauses;
    struct sp_story_note *note;
    unsigned notes;
    struct sp_story_rating *rating;
    unsigned ratings;
    bool interrupted;
    int64_t last_ms; /* of the last event */
    struct sp_arena arena;
};
void sp_story_finish(struct sp_story *story);

/* Tells the events of the sitting `row`. `score` has a stored score or NULL by item.
 * Events that cannot be read are left out. */
void sp_story_read(const struct sp_sitting_row *row, const struct sp_events *events,
                   char *const score[SP_EXAM_ITEMS], struct sp_story *story);
bool sp_story_load(struct sp_store *store, const struct sp_sitting_row *row,
                   struct sp_story *story, struct sp_error *error);

struct sp_stories { /* owns its items; a zeroed list is valid and empty */
    struct sp_story *item;
    size_t count;
};
/* `exam`, `person` NULL: all. Oldest first. */
bool sp_stories_load(struct sp_store *store, const char *exam, const char *person,
                     struct sp_stories *stories, struct sp_error *error);
void sp_stories_finish(struct sp_stories *stories);

/* The line of a call with this number, or NULL. */
const struct sp_story_line *sp_story_line(const struct sp_story_call *call,
                                          unsigned number);
/* The last note of this type, or NULL. */
const struct sp_story_note *sp_story_last(const struct sp_story *story,
                                          const char *type);
