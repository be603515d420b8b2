/* window_desk.c: what the screens of a manager ask for, done by the commands of
 * `sparring exam` as if they had been typed, with what they print kept for the page. */
#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "exam.h"
#include "store/start_code.h"
#include "window_own.h"

#define WORDS_MOST 32

static void
forget_exams(struct window_desk *desk)
{
    sp_free(desk->exam);
    desk->exam = NULL;
    desk->lists.exam = NULL;
    desk->lists.exams = 0;
}

static void
forget_rows(struct window_desk *desk)
{
    sp_free(desk->row);
    sp_free(desk->team);
    desk->row = NULL;
    desk->team = NULL;
    desk->lists.row = NULL;
    desk->lists.team = NULL;
    desk->lists.rows = desk->lists.teams = 0;
}

void
window_desk_close(void *data)
{
    struct program *p = data;

    sodium_memzero(p->desk.passphrase, sizeof p->desk.passphrase);
    p->desk.open = false;
    forget_rows(&p->desk);
}

void
window_desk_finish(struct program *p)
{
    window_desk_close(p);
    forget_exams(&p->desk);
}

/* ---- running commands ---- */

struct heard {
    char *text[2]; /* what went to standard output and to standard error */
    size_t size[2];
};

static void
heard_free(struct heard *heard)
{
    free(heard->text[0]); /* the library's, not ours */
    free(heard->text[1]);
}

static int
run_words(struct program *p, const char *const *words, enum sp_lang lang, bool json,
          struct heard *heard)
{
    struct cli cli = *p->cli;
    char *argv[WORDS_MOST + 1] = {NULL};
    int argc = 0, status = CLI_CANNOT;

    *heard = (struct heard){0};
    cli.lang = lang;
    cli.lang_given = true;
    cli.json = json;
    cli.passphrase = p->desk.passphrase;
    cli.manager = p->desk.open;
    cli.out = open_memstream(&heard->text[0], &heard->size[0]);
    cli.err = open_memstream(&heard->text[1], &heard->size[1]);
    while (words[argc] && argc < WORDS_MOST) {
        argv[argc] = sp_strdup(words[argc]);
        argc++;
    }
    char *copy[WORDS_MOST];

    memcpy(copy, argv, sizeof copy); /* the commands move theirs about */
    if (cli.out && cli.err)
        status = strcmp(argv[0], "report") == 0 ? cmd_report(&cli, argc - 1, argv + 1)
                                                : cmd_exam(&cli, argc, argv);
    for (int i = 0; i < argc; i++)
        sp_free(copy[i]);
    if (cli.out)
        fclose(cli.out);
    if (cli.err)
        fclose(cli.err);
    return status;
}

/* Without the name of the program before a sentence, which is for a terminal. */
static void
add_heard(const struct heard *heard, struct sp_str *said)
{
    static const char name[] = "sparring: ";

    for (unsigned i = 2; i-- > 0;) {
        for (const char *at = heard->text[i]; at && *at;) {
            const char *end = strchr(at, '\n');
            size_t size = end ? (size_t)(end - at) : strlen(at);
            size_t skip = strncmp(at, name, sizeof name - 1) == 0 ? sizeof name - 1 : 0;

            sp_str_add_n(said, at + skip, size - skip);
            sp_str_add_char(said, '\n');
            at += size + (end != NULL);
        }
    }
}

bool
window_desk_run(void *data, const char *const *words, enum sp_lang lang,
                struct sp_str *said)
{
    struct heard heard;
    int status = run_words(data, words, lang, false, &heard);

    add_heard(&heard, said);
    heard_free(&heard);
    return status == CLI_CLEAN;
}

/* ---- the key ---- */

enum sp_desk_state
window_desk_state(void *data)
{
    const struct program *p = data;
    char *path = sp_key_usual_path(NULL);
    bool there = path && sp_key_exists(path);

    sp_free(path);
    return p->desk.open ? SP_DESK_OPEN : there ? SP_DESK_LOCKED : SP_DESK_NO_KEY;
}

static bool
try_key(struct program *p, enum sp_lang lang, struct sp_str *said)
{
    struct sp_error error = {0};
    char *path = sp_key_usual_path(&error);
    struct sp_key *key = path ? sp_key_open(path, p->desk.passphrase, &error) : NULL;

    if (!key)
        sp_error_write(&error, p->cli->strings[lang], said);
    sp_error_clear(&error);
    sp_free(path);
    p->desk.open = key != NULL;
    sp_key_close(key);
    return p->desk.open;
}

bool
window_desk_open(void *data, const char *passphrase, enum sp_lang lang,
                 struct sp_str *said)
{
    struct program *p = data;
    bool first = window_desk_state(p) == SP_DESK_NO_KEY;

    snprintf(p->desk.passphrase, sizeof p->desk.passphrase, "%s", passphrase);
    bool ok = first
                  ? window_desk_run(p, (const char *const[]){"setup", NULL}, lang, said)
                  : try_key(p, lang, said);

    p->desk.open = ok;
    if (!ok)
        window_desk_close(p);
    return ok;
}

/* ---- lists ---- */

/* Each line that a command printed, read by `take`, which borrows it. */
static void
each_line(const struct heard *heard, struct window_desk *desk,
          void (*take)(struct window_desk *, const cJSON *))
{
    for (const char *at = heard->text[0]; at && *at;) {
        size_t size = strcspn(at, "\n");
        cJSON *json = cJSON_ParseWithLength(at, size);

        if (json)
            take(desk, json);
        cJSON_Delete(json);
        at += size + (at[size] == '\n');
    }
}

static size_t
lines_of(const struct heard *heard)
{
    size_t count = 0;

    for (const char *at = heard->text[0]; at && (at = strchr(at, '\n')); at++)
        count++;
    return count;
}

static void
copy_text(char *out, size_t room, const cJSON *json, const char *key)
{
    const char *text =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key));
    size_t size = text ? strlen(text) : 0;

    if (size >= room) { /* cut between characters */
        size = room - 1;
        while (size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80)
            size--;
    }
    memcpy(out, size ? text : "", size);
    out[size] = '\0';
}

static unsigned
number_in(const cJSON *json, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, key);

    return cJSON_IsNumber(item) && item->valueint > 0 ? (unsigned)item->valueint : 0;
}

static bool
true_in(const cJSON *json, const char *key)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(json, key));
}

static void
take_exam(struct window_desk *desk, const cJSON *json)
{
    struct sp_desk_exam *to = &desk->exam[desk->lists.exams];
    char state[16];

    copy_text(state, sizeof state, json, "state");
    copy_text(to->id, sizeof to->id, json, "exam");
    copy_text(to->title, sizeof to->title, json, "title");
    to->archived = strcmp(state, "archived") == 0;
    if (to->id[0])
        desk->lists.exams++;
}

static void
take_weakest(char *out, size_t room, const cJSON *json)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(json, "levels"))
    {
        if (true_in(item, "weakest"))
            copy_text(out, room, item, "competency");
    }
}

static void
take_person(struct window_desk *desk, const cJSON *json)
{
    struct sp_desk_row *to = &desk->row[desk->lists.rows];
    const cJSON *item;
    char state[16];
    unsigned newest = 0;

    copy_text(state, sizeof state, json, "state");
    if (!sp_board_state_find(state, &to->state))
        return;
    copy_text(to->number, sizeof to->number, json, "number");
    copy_text(to->name, sizeof to->name, json, "name");
    copy_text(to->team, sizeof to->team, json, "team");
    copy_text(to->first, sizeof to->first, json, "first");
    copy_text(to->code, sizeof to->code, json, "code");
    to->attempts = number_in(json, "attempts");
    to->to_pass = number_in(json, "toPass");
    to->overdue = true_in(json, "overdue");
    take_weakest(to->weakest, sizeof to->weakest, json);
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(json, "sittings"))
    {
        unsigned attempt = number_in(item, "attempt");

        if (attempt >= newest)
            copy_text(to->sitting, sizeof to->sitting, item, "sitting");
        newest = attempt >= newest ? attempt : newest;
    }
    desk->lists.rows++;
}

static void
take_team(struct window_desk *desk, const cJSON *json)
{
    struct sp_desk_team *to = &desk->team[desk->lists.teams++];
    const cJSON *states = cJSON_GetObjectItemCaseSensitive(json, "states");

    copy_text(to->name, sizeof to->name, json, "team");
    to->people = number_in(json, "people");
    to->overdue = number_in(json, "overdue");
    to->first = number_in(json, "first");
    to->first_passed = number_in(json, "firstPassed");
    for (unsigned i = 0; i < SP_BOARD_STATES; i++)
        to->state[i] = number_in(states, sp_board_state_name((enum sp_board_state)i));
    take_weakest(to->weakest, sizeof to->weakest, json);
}

static void
take_board(struct window_desk *desk, const cJSON *json)
{
    char type[16];

    copy_text(type, sizeof type, json, "type");
    if (strcmp(type, "person") == 0)
        take_person(desk, json);
    else
        take_team(desk, json);
}

static bool
list_exams(struct program *p, enum sp_lang lang, struct sp_str *said)
{
    struct window_desk *desk = &p->desk;
    struct heard heard;
    bool ok = run_words(p, (const char *const[]){"list", NULL}, lang, true, &heard) ==
              CLI_CLEAN;

    forget_exams(desk);
    desk->exam = sp_alloc(lines_of(&heard) + 1, sizeof *desk->exam);
    if (ok)
        each_line(&heard, desk, take_exam);
    else
        add_heard(&heard, said);
    desk->lists.exam = desk->exam;
    heard_free(&heard);
    if (!ok)
        return false;
    ok = run_words(p, (const char *const[]){"people", NULL}, lang, true, &heard) ==
         CLI_CLEAN;
    desk->lists.people = ok ? lines_of(&heard) : 0;
    if (!ok)
        add_heard(&heard, said);
    heard_free(&heard);
    return ok;
}

static bool
list_rows(struct program *p, const char *exam, const char *const *more,
          enum sp_lang lang, struct sp_str *said)
{
    struct window_desk *desk = &p->desk;
    const char *words[WORDS_MOST] = {"board", exam};
    struct heard heard;

    for (size_t i = 0; more && more[i] && i + 3 < WORDS_MOST; i++)
        words[i + 2] = more[i];
    bool ok = run_words(p, words, lang, true, &heard) == CLI_CLEAN;

    forget_rows(desk);
    desk->row = sp_alloc(lines_of(&heard) + 1, sizeof *desk->row);
    desk->team = sp_alloc(lines_of(&heard) + 1, sizeof *desk->team);
    if (ok)
        each_line(&heard, desk, take_board);
    else
        add_heard(&heard, said);
    desk->lists.row = desk->row;
    desk->lists.team = desk->team;
    heard_free(&heard);
    return ok;
}

bool
window_desk_lists(void *data, const char *exam, const char *const *words,
                  enum sp_lang lang, struct sp_desk_lists *out, struct sp_str *said)
{
    struct program *p = data;
    bool ok = exam ? list_rows(p, exam, words, lang, said) : list_exams(p, lang, said);

    *out = p->desk.lists;
    return ok;
}

/* ---- holding one face to face ---- */

static struct sp_now
now(void)
{
    return (struct sp_now){sp_os_wall_ms(), sp_os_monotone_ms()};
}

bool
window_desk_observe(void *data, const char *code, const char *by, enum sp_lang lang,
                    struct sp_str *said)
{
    struct program *p = data;
    const struct sp_strings *strings = p->cli->strings[lang];
    struct sp_error error = {0};
    char read[SP_CODE_SIZE];

    if (!p->desk.open || !p->store || !sp_code_read(code, read)) {
        sp_strings_add(strings, said, "exam.no-code",
                       (const char *const[]){code, NULL});
        return false;
    }
    if (!by[0]) {
        sp_str_add(said, sp_strings_get(strings, "observe.no-name"));
        return false;
    }
    window_exam_leave(p);
    p->exam.sitting = sp_sitting_observe(p->store, read, by, lang, now(), &error);
    p->exam.observed = p->exam.sitting != NULL;
    window_exam_opened(p);
    if (!p->exam.sitting)
        sp_error_write(&error, strings, said);
    sp_error_clear(&error);
    return p->exam.sitting != NULL;
}

bool
window_desk_say(void *data, const struct sp_said *said, enum sp_lang lang)
{
    struct program *p = data;

    sp_round_set_lang(sp_sitting_round(p->exam.sitting), lang);
    return sp_sitting_say(p->exam.sitting, said, now(), &p->error);
}

bool
window_desk_may_take_back(void *data)
{
    const struct program *p = data;

    return p->exam.observed && sp_sitting_stage(p->exam.sitting) == SP_SITS_CALL &&
           sp_round_may_undo(sp_sitting_round(p->exam.sitting));
}

bool
window_desk_take_back(void *data)
{
    struct program *p = data;

    return sp_sitting_undo(p->exam.sitting, now(), &p->error);
}

/* ---- files ---- */

/* "spring-board-2026-11-25-0930.csv": nothing that was written before is written over.
 */
void
window_desk_path(void *data, const char *name, const char *ending, struct sp_str *out)
{
    char *folder = sp_os_documents_folder(NULL), when[24];
    struct sp_str file = {0};

    (void)data;
    cli_when(sp_os_wall_ms(), when, sizeof when);
    sp_str_add(&file, "sparring-");
    for (const char *at = name; *at; at++) /* a staff number may be anything */
        sp_str_add_char(&file, (unsigned char)*at < 0x80 && !isalnum((unsigned char)*at)
                                   ? '-'
                                   : *at);
    sp_str_add_char(&file, '-');
    for (const char *at = when; *at; at++) {
        if (*at != ':')
            sp_str_add_char(&file, *at == ' ' ? '-' : *at);
    }
    sp_str_addf(&file, ".%s", ending);
    char *path = folder ? sp_os_join(folder, file.text) : sp_strdup(file.text);

    sp_str_add(out, path);
    sp_str_finish(&file);
    sp_free(path);
    sp_free(folder);
}

/* ---- a new exam ---- */

/* The same words in both languages when a person wrote them, else each its own. */
static void
add_text(const struct program *p, cJSON *root, const char *name, const char *words,
         const char *key)
{
    cJSON *text = cJSON_AddObjectToObject(root, name);

    for (unsigned i = 0; i < SP_LANGS; i++)
        cJSON_AddStringToObject(text, sp_lang_tag((enum sp_lang)i),
                                words ? words
                                      : sp_strings_get(p->cli->strings[i], key));
}

/* Nothing when a customer may be of any style. */
static void
add_styles(cJSON *call, const struct sp_desk_form *form)
{
    if (form->styles == form->all_styles)
        return;
    cJSON *list = cJSON_AddArrayToObject(call, "styles");

    for (unsigned i = 0; i < form->styles; i++)
        cJSON_AddItemToArray(list, cJSON_CreateString(form->style[i]));
}

/* Two forms: the same calls, the second begun with another one. */
static void
add_forms(cJSON *root, const struct sp_desk_form *form)
{
    cJSON *forms = cJSON_AddObjectToObject(root, "forms");

    for (unsigned f = 0; f < 2; f++) {
        cJSON *calls = cJSON_AddArrayToObject(forms, f ? "B" : "A");

        for (unsigned i = 0; i < form->scenarios; i++) {
            cJSON *call = cJSON_CreateObject();

            cJSON_AddStringToObject(call, "scenario",
                                    form->scenario[(i + f) % form->scenarios]);
            add_styles(call, form);
            cJSON_AddItemToArray(calls, call);
        }
    }
}

static void
add_rules(cJSON *root, const struct sp_desk_form *form)
{
    static const int before[] = {10, 2};
    cJSON *warnings = cJSON_AddArrayToObject(root, "warnings"), *pass, *levels;

    for (unsigned i = 0; i < 2; i++) {
        if (before[i] < form->minutes)
            cJSON_AddItemToArray(warnings, cJSON_CreateNumber(before[i]));
    }
    cJSON_AddNumberToObject(root, "minutes", form->minutes);
    cJSON_AddNumberToObject(root, "attempts", form->attempts);
    cJSON_AddNumberToObject(root, "coolingHours", form->cooling_hours);
    cJSON_AddBoolToObject(root, "practiceFirst", form->practice_first);
    cJSON_AddStringToObject(root, "interruption", "hold");
    pass = cJSON_AddObjectToObject(root, "pass");
    cJSON_AddNumberToObject(pass, "scenarios", form->scenarios);
    if (form->mark > 0)
        cJSON_AddNumberToObject(pass, "total", form->mark);
    levels = cJSON_AddObjectToObject(pass, "levels");
    for (unsigned i = 0; i < form->levels; i++)
        cJSON_AddNumberToObject(levels, form->competency[i], form->level[i]);
    cJSON_AddBoolToObject(pass, "noCritical", true);
}

static cJSON *
exam_json(const struct program *p, const struct sp_desk_form *form)
{
    cJSON *root = cJSON_CreateObject(), *languages;

    cJSON_AddStringToObject(root, "format", "sparring-exam");
    cJSON_AddNumberToObject(root, "formatVersion", 2);
    languages = cJSON_AddArrayToObject(root, "languages");
    for (unsigned i = 0; i < SP_LANGS; i++)
        cJSON_AddItemToArray(languages,
                             cJSON_CreateString(sp_lang_tag((enum sp_lang)i)));
    cJSON_AddStringToObject(root, "id", form->id);
    add_text(p, root, "title", form->title, NULL);
    add_text(p, root, "purpose", NULL, "desk.purpose");
    add_forms(root, form);
    cJSON_AddStringToObject(root, "warmUp", form->scenario[0]);
    cJSON_AddStringToObject(root, "input", "choice");
    add_rules(root, form);
    add_text(p, root, "markReason", form->reason, NULL);
    add_text(p, root, "notice", NULL, "desk.notice");
    cJSON_AddNumberToObject(root, "keepDays", 730);
    return root;
}

/* What a person left empty, in the order of the page; NULL when all is there. */
static const char *
missing(const struct sp_desk_form *form)
{
    if (!form->id[0])
        return "desk.no-id";
    if (!form->title[0])
        return "desk.no-title";
    if (form->scenarios == 0)
        return "desk.no-calls";
    if (form->styles == 0)
        return "desk.no-styles";
    return form->reason[0] ? NULL : "desk.no-reason";
}

static bool
taken(struct program *p, const char *id)
{
    for (size_t i = 0; i < p->desk.lists.exams; i++) {
        if (strcmp(p->desk.lists.exam[i].id, id) == 0)
            return true;
    }
    return false;
}

bool
window_desk_make(void *data, const struct sp_desk_form *form, enum sp_lang lang,
                 struct sp_str *said)
{
    struct program *p = data;
    const char *lack = missing(form);
    struct sp_error error = {0};
    struct sp_str path = {0}, name = {0};

    if (!lack && taken(p, form->id))
        lack = "desk.taken";
    if (lack) {
        sp_strings_add(p->cli->strings[lang], said, lack,
                       (const char *const[]){form->id, NULL});
        return false;
    }
    cJSON *root = exam_json(p, form);
    char *text = cJSON_Print(root);

    sp_str_addf(&name, "exam-%s", form->id);
    window_desk_path(p, name.text, "json", &path);
    bool ok = sp_os_write(path.text, text, strlen(text), SP_OS_SHARED, &error);

    if (!ok)
        sp_error_write(&error, p->cli->strings[lang], said);
    ok = ok && window_desk_run(p, (const char *const[]){"publish", path.text, NULL},
                               lang, said);
    if (ok) {
        sp_str_clear(said);
        sp_strings_add(p->cli->strings[lang], said, "desk.published",
                       (const char *const[]){form->title, path.text, NULL});
    }
    sp_error_clear(&error);
    cJSON_free(text);
    cJSON_Delete(root);
    sp_str_finish(&name);
    sp_str_finish(&path);
    return ok;
}
