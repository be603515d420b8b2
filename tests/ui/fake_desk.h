/* fake_desk.h: a manager's desk in memory, for the screens. After fake_app.h
 * and fake_exam.h. */
#pragma once

static struct {
    enum sp_desk_state state;
    struct sp_desk_lists lists;
    struct sp_desk_exam exam[3];
    struct sp_desk_row row[4];
    struct sp_desk_team team[3];
    char ran[400];   /* the words of the last command, with spaces */
    char asked[400]; /* and of the last question for rows */
    char made[400];  /* what an exam was made of */
    unsigned runs;
    bool fails;
} desk;

static inline void
fake_desk_words(char out[400], const char *const *words)
{
    out[0] = '\0';
    for (; words && *words; words++) {
        size_t used = strlen(out);

        snprintf(out + used, 400 - used, "%s%s", used ? " " : "", *words);
    }
}

static inline enum sp_desk_state
fake_desk_state(void *data)
{
    (void)data;
    return desk.state;
}

static inline bool
fake_desk_open(void *data, const char *passphrase, enum sp_lang lang,
               struct sp_str *said)
{
    (void)data;
    (void)lang;
    if (strcmp(passphrase, "open sesame") != 0) {
        sp_str_add(said, "That is not the passphrase.\n");
        return false;
    }
    desk.state = SP_DESK_OPEN;
    return true;
}

static inline void
fake_desk_close(void *data)
{
    (void)data;
    desk.state = SP_DESK_LOCKED;
}

static inline bool
fake_desk_run(void *data, const char *const *words, enum sp_lang lang,
              struct sp_str *said)
{
    (void)data;
    (void)lang;
    if (strcmp(words[0], "board") == 0 && words[2] &&
        strcmp(words[2], "--person") == 0) {
        sp_str_add(said, "Li Lei  1001  East  failed\n  attempt 1: fail\n"
                         "    missed: calls passed: 0 of 1 needed\n"
                         "    call 1, line 2 \xe2\x80\x9cIt is not dear.\xe2\x80\x9d\n"
                         "      missed, Clarify: Asked before giving any answer\n");
        return true;
    }
    fake_desk_words(desk.ran, words);
    desk.runs++;
    sp_str_add(said, desk.fails ? "It could not be done.\n" : "It is done.\n");
    return !desk.fails;
}

static inline bool
fake_desk_lists(void *data, const char *exam, const char *const *words,
                enum sp_lang lang, struct sp_desk_lists *out, struct sp_str *said)
{
    (void)data;
    (void)lang;
    (void)said;
    if (exam)
        fake_desk_words(desk.asked, words);
    *out = desk.lists;
    return true;
}

static inline bool
fake_desk_make(void *data, const struct sp_desk_form *form, enum sp_lang lang,
               struct sp_str *said)
{
    (void)data;
    (void)lang;
    snprintf(desk.made, sizeof desk.made,
             "%s|%s|%s|%u calls|%s, %u of %u|%d min|%d|%d h|%d|%u", form->id,
             form->title, form->reason, form->scenarios,
             form->styles ? form->style[0] : "none", form->styles, form->all_styles,
             form->minutes, form->attempts, form->cooling_hours, form->mark,
             form->levels);
    sp_str_add(said, desk.fails ? "It needs a title.\n" : "It is published.\n");
    return !desk.fails;
}

static inline void
fake_desk_path(void *data, const char *name, const char *ending, struct sp_str *out)
{
    (void)data;
    sp_str_addf(out, "/documents/%s.%s", name, ending);
}

/* The exam of fake_exam.h becomes one that is held aloud. */
static inline bool
fake_desk_observe(void *data, const char *code, const char *by, enum sp_lang lang,
                  struct sp_str *said)
{
    (void)data;
    (void)lang;
    snprintf(desk.ran, sizeof desk.ran, "observe %s %s", code, by);
    if (!by[0])
        sp_str_add(said, "The record needs a name.\n");
    else
        sat.now.stage = SP_SITS_READY;
    return by[0];
}

static inline bool
fake_desk_say(void *data, const struct sp_said *said, enum sp_lang lang)
{
    struct fake_app *app = data;

    (void)lang;
    snprintf(desk.ran, sizeof desk.ran, "say %s", said->words);
    return sp_session_say(app->session[app->current], said);
}

static inline bool
fake_desk_may_take_back(void *data)
{
    struct fake_app *app = data;

    const struct sp_session *call = app->session[app->current];
    size_t count = sp_session_turns(call);

    return count > 0 && !sp_session_turn(call, count - 1)->undone;
}

static inline bool
fake_desk_take_back(void *data)
{
    struct fake_app *app = data;

    return sp_session_undo(app->session[app->current]);
}

static const struct sp_desk_ops fake_desk_ops = {.state = fake_desk_state,
                                                 .open = fake_desk_open,
                                                 .close = fake_desk_close,
                                                 .run = fake_desk_run,
                                                 .lists = fake_desk_lists,
                                                 .make = fake_desk_make,
                                                 .path = fake_desk_path,
                                                 .observe = fake_desk_observe,
                                                 .say = fake_desk_say,
                                                 .may_take_back =
                                                     fake_desk_may_take_back,
                                                 .take_back = fake_desk_take_back};

/* Two exams, two teams, four people; with long names when `is_long`. */
static inline void
fake_desk_init(struct sp_app_ops *ops, bool is_long)
{
    const char *more = is_long ? " of the northern and north-western region" : "";
    static const enum sp_board_state states[] = {SP_BOARD_PASSED, SP_BOARD_FAILED,
                                                 SP_BOARD_HELD, SP_BOARD_OPEN};

    memset(&desk, 0, sizeof desk);
    desk.state = SP_DESK_LOCKED;
    ops->desk = &fake_desk_ops;
    for (unsigned i = 0; i < 3; i++) {
        snprintf(desk.exam[i].id, sizeof desk.exam[i].id, "exam-%u", i);
        snprintf(desk.exam[i].title, sizeof desk.exam[i].title, "Spring exam%s", more);
        desk.exam[i].archived = i == 2;
        snprintf(desk.team[i].name, sizeof desk.team[i].name, "%s%s",
                 i ? "\xe5\x8d\x8e\xe4\xb8\x9c\xe7\xbb\x84" : "", i ? more : "");
        desk.team[i].people = desk.team[i].first = 4;
        desk.team[i].overdue = i;
        desk.team[i].state[SP_BOARD_FAILED] = desk.team[i].state[SP_BOARD_PASSED] = 2;
        strcpy(desk.team[i].weakest, "fab");
    }
    for (unsigned i = 0; i < 4; i++) {
        struct sp_desk_row *row = &desk.row[i];

        snprintf(row->number, sizeof row->number, "100%u", i);
        snprintf(row->name, sizeof row->name, "\xe6\x9d\x8e\xe9\x9b\xb7%s", more);
        snprintf(row->team, sizeof row->team, "East%s", more);
        strcpy(row->first, i ? "fail" : "pass");
        row->state = states[i];
        row->attempts = 3 - i;
        row->to_pass = i == 0 ? 3 : 0;
        row->overdue = i == 1;
        if (i < 3) {
            strcpy(row->weakest, "empathise");
            snprintf(row->sitting, sizeof row->sitting, "sitting-%u", i);
        } else {
            strcpy(row->code, "ABCD-EFGH-JKMN");
        }
    }
    desk.lists = (struct sp_desk_lists){.exam = desk.exam,
                                        .row = desk.row,
                                        .team = desk.team,
                                        .exams = 3,
                                        .rows = 4,
                                        .teams = 3,
                                        .people = 4};
}
