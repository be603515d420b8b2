/* board.h: who has passed an exam, who is still open, and why: what a manager looks at
 * before deciding. People are never ranked: there is no order by points. */
#pragma once

#include "store/people.h"
#include "store/story.h"

enum sp_board_state {
    SP_BOARD_OPEN,  /* not begun */
    SP_BOARD_GOING, /* a sitting goes on */
    SP_BOARD_HELD,  /* waits for a person */
    SP_BOARD_PASSED,
    SP_BOARD_FAILED,
    SP_BOARD_STATES
};
/* "open", "going", "held", "passed", "failed"; NULL past the end. */
const char *sp_board_state_name(enum sp_board_state state);
bool sp_board_state_find(const char *name, enum sp_board_state *state);

enum sp_board_due { SP_DUE_NONE, SP_DUE_LATER, SP_DUE_OVER };

/* A competency with the levels that it got: in the calls of one person or of all. */
struct sp_board_level {
    const char *competency;
    unsigned calls; /* in which it was judged */
    int sum, lowest;
};

struct sp_board_levels {
    struct sp_board_level item[SP_COMPETENCIES];
    unsigned count;
    int weakest; /* index of the lowest mean, the first of equals; -1: none judged, or
                    all are at the highest level */
};

/* Something that was missed or done wrong, with the place. Borrows from its story. */
struct sp_board_fault {
    const struct sp_story_check *check; /* a critical error: check->competency NULL */
    unsigned item;                      /* the call, from 0 */
    const struct sp_story_line *line;   /* NULL: no certain line */
};

struct sp_board_person {
    const struct sp_member *member;
    enum sp_board_state state;
    enum sp_board_due due;
    unsigned attempts; /* sittings begun */
    unsigned to_pass;  /* attempts until the first pass; 0: none yet */
    /* The first attempt apart: the later ones were coached. */
    bool has_first;
    enum sp_verdict_state first;
    bool has_code;                 /* one was given out that can be used */
    int64_t last_ms;               /* last activity; 0: none */
    const struct sp_story **story; /* the sittings, oldest first; owned by the board */
    unsigned stories;
    const struct sp_story *latest; /* the newest that is not forgotten, or NULL */
    struct sp_board_levels levels; /* of the latest */
};

struct sp_board_team {
    const char *name;
    unsigned people, state[SP_BOARD_STATES], overdue;
    unsigned first, first_passed; /* of first attempts that are decided */
    struct sp_board_levels levels;
};

struct sp_board { /* borrows what it was made of; a zeroed one is valid and empty */
    struct sp_board_person *person;
    size_t count;
    struct sp_board_team *team; /* by name */
    size_t teams;
    struct sp_board_team all; /* everybody */
};
void sp_board_finish(struct sp_board *board);

struct sp_board_from {
    const struct sp_members *members;
    const struct sp_code_rows *codes;
    const struct sp_stories *stories; /* of one exam, oldest first */
    int64_t due_ms, now_ms;
};
/* Everybody who is to be seen: trainees on the roster, and whoever has a code or a
 * sitting; by name. */
void sp_board_make(const struct sp_board_from *from, struct sp_board *board);

enum sp_board_sort {
    SP_SORT_NAME,
    SP_SORT_TEAM,
    SP_SORT_STATE,
    SP_SORT_LAST, /* newest first */
    SP_BOARD_SORTS
};
bool sp_board_sort_find(const char *name, enum sp_board_sort *sort);

struct sp_board_filter {
    const char *team, *search; /* NULL: all; a part of name, number or team */
    bool has_state, overdue;
    enum sp_board_state state;
};
/* Leaves those that fit, in this order; teams and `all` stay those of everybody. */
void sp_board_pick(struct sp_board *board, const struct sp_board_filter *filter,
                   enum sp_board_sort sort);

/* Missed checks and critical errors of a sitting, the critical first. Returns how many
 * there are; up to `room` are written. */
size_t sp_board_faults(const struct sp_story *story, struct sp_board_fault *fault,
                       size_t room);
void sp_board_levels_of(const struct sp_story *story, struct sp_board_levels *levels);
