/* desk.h: what the screens of a manager ask of the program: people, exams, the board,
 * held results, decisions. Everything is done by the commands of `sparring exam`, run
 * with words, so that the window and the terminal can never disagree. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/rubric.h"
#include "core/session.h"
#include "core/lang.h"
#include "core/str.h"
#include "store/board.h"

#define SP_DESK_WORDS 24

enum sp_desk_state {
    SP_DESK_NO_KEY, /* nobody has made one: the passphrase is set now */
    SP_DESK_LOCKED,
    SP_DESK_OPEN
};

struct sp_desk_exam {
    char id[80], title[240];
    bool archived;
};

struct sp_desk_row { /* a person in an exam */
    char number[80], name[240], team[240];
    enum sp_board_state state;
    unsigned attempts, to_pass;
    char first[16];   /* verdict of the first attempt; "" */
    char weakest[24]; /* competency; "" */
    bool overdue;
    char code[24];    /* a start code that can be used; "" */
    char sitting[40]; /* the newest; "" */
};

struct sp_desk_team { /* or all people, where `name` is "" */
    char name[240];
    unsigned people, state[SP_BOARD_STATES], overdue;
    unsigned first, first_passed; /* first attempts that were judged */
    char weakest[24];             /* competency; "" */
};

#define SP_DESK_SCENARIOS 16

/* What a manager answers when making an exam. */
struct sp_desk_form {
    const char *id, *title, *reason;         /* reason: why this mark */
    const char *scenario[SP_DESK_SCENARIOS]; /* ids; one call with each */
    unsigned scenarios;
    const char *style[SP_STYLES]; /* of the customers, ids; each is drawn from these */
    unsigned styles, all_styles;  /* chosen, of how many */
    const char *competency[SP_COMPETENCIES]; /* ids, with the lowest level to reach */
    int level[SP_COMPETENCIES];
    unsigned levels;
    int minutes, attempts, cooling_hours, mark; /* 0: no limit, any number, none */
    bool practice_first;
};

/* Borrowed until the next call. */
struct sp_desk_lists {
    const struct sp_desk_exam *exam;
    const struct sp_desk_row *row;     /* of the exam that was asked for, filtered */
    const struct sp_desk_team *team;   /* of it, whole; the first is everybody */
    size_t exams, rows, teams, people; /* people: on the roster */
};

struct sp_desk_ops {
    enum sp_desk_state (*state)(void *data);
    /* Opens the desk, or makes the key. False: `said` tells why. */
    bool (*open)(void *data, const char *passphrase, enum sp_lang lang,
                 struct sp_str *said);
    void (*close)(void *data); /* forgets the passphrase */
    /* Runs `sparring exam WORDS…`; `words` ends with NULL. What it prints is added to
     * `said`, on success and on failure. */
    bool (*run)(void *data, const char *const *words, enum sp_lang lang,
                struct sp_str *said);
    /* Exams, and the rows of one of them (NULL: none); `words` are further options of
     * `exam board`, or NULL. */
    bool (*lists)(void *data, const char *exam, const char *const *words,
                  enum sp_lang lang, struct sp_desk_lists *out, struct sp_str *said);
    /* Writes an exam by these answers and publishes it. */
    bool (*make)(void *data, const struct sp_desk_form *form, enum sp_lang lang,
                 struct sp_str *said);
    /* Opens the sitting of a start code for `by` to hold aloud; then it is an exam of
     * app.h, and `answer` takes down the reply that fits. */
    bool (*observe)(void *data, const char *code, const char *by, enum sp_lang lang,
                    struct sp_str *said);
    /* Takes down a line by its moves; what is wrong is a `problem` of app.h. */
    bool (*say)(void *data, const struct sp_said *said, enum sp_lang lang);
    bool (*may_take_back)(void *data); /* the last line of an observed call */
    bool (*take_back)(void *data);
    /* A new path where a person keeps documents, named after `name` and the time; adds
     * it. */
    void (*path)(void *data, const char *name, const char *ending, struct sp_str *out);
};
