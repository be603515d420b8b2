/* exam_observe.c: `sparring exam observe CODE`: playing the customer aloud and ticking
 * what the trainee says, one key a line. */
#include "exam.h"

#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "play.h"
#include "show.h"
#include "store/start_code.h"

#define LINE_MOST 2048
#define LETTERS 52 /* a to z, then A to Z */

struct observing {
    struct cli *cli;
    struct sp_store *store;
    struct sp_sitting *sitting;
    char words[LINE_MOST]; /* typed for the next entry; "" for none */
    bool stopped;          /* the input ended, or `q` */
};

static struct sp_now
now(void)
{
    return (struct sp_now){sp_os_wall_ms(), sp_os_monotone_ms()};
}

/* ---- the keys ---- */

static void
ask(const struct observing *o, const char *key)
{
    fputs(cli_text(o->cli, key), stdout);
    fputc(' ', stdout);
    fflush(stdout);
}

/* Reads a line; false at the end of input. */
static bool
read_line(struct observing *o, char out[LINE_MOST])
{
    fflush(stdout);
    if (!fgets(out, LINE_MOST, stdin)) {
        o->stopped = true;
        return false;
    }
    size_t size = strcspn(out, "\r\n");

    if (out[size] == '\0') {
        for (int c = getc(stdin); c != '\n' && c != EOF;)
            c = getc(stdin);
    }
    out[size] = '\0';
    bool full = size + 1 == LINE_MOST; /* may end with half a character */

    for (unsigned cut = 0; cut < 3 && full && !sp_utf8_valid(out, size); cut++)
        out[--size] = '\0';
    if (!sp_utf8_valid(out, size)) {
        cli_say(o->cli, o->cli->out, "observe.not-utf8", NULL);
        out[0] = '\0';
    }
    return true;
}

/* One key, at once at a terminal; else the first letter of a line. 0 at the end. */
static char
read_key(struct observing *o)
{
    struct termios old, single;
    char line[LINE_MOST], key = '\0';

    if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &old) != 0)
        return read_line(o, line) ? (line[0] ? line[0] : '\n') : '\0';
    single = old;
    single.c_lflag &= ~(tcflag_t)ICANON;
    single.c_cc[VMIN] = 1;
    single.c_cc[VTIME] = 0;
    fflush(stdout);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &single);
    ssize_t got = read(STDIN_FILENO, &key, 1);

    tcsetattr(STDIN_FILENO, TCSADRAIN, &old);
    if (got != 1 || key == old.c_cc[VEOF]) {
        o->stopped = true;
        return '\0';
    }
    if (key != '\n')
        putchar('\n');
    return key;
}

/* ---- what is to be seen ---- */

static void
add_shown_moves(const struct observing *o, uint64_t signals, struct sp_str *out)
{
    const struct sp_turn none = {0};

    show_add_moves(o->cli, &none, signals, out);
}

static void
add_name(const struct observing *o, const char *name, struct sp_str *out)
{
    sp_str_add(out, out->size ? cli_text(o->cli, "play.join") : "");
    sp_str_add(out, name);
}

/* Names of what a line is about. */
static void
add_about(const struct observing *o, const struct sp_said *said, struct sp_str *out)
{
    const struct sp_session *call = sp_round_session(sp_sitting_round(o->sitting));
    const struct sp_scenario *s = sp_session_scenario(call);
    enum sp_lang lang = o->cli->lang;

    for (unsigned i = 0; i < s->need_count; i++) {
        if ((said->needs >> i) & 1)
            add_name(o, sp_text_in(&s->needs[i].text, lang), out);
    }
    for (unsigned i = 0; i < s->remedy_count; i++) {
        if ((said->remedies >> i) & 1)
            add_name(o, sp_text_in(&s->remedies[i].text, lang), out);
    }
    for (unsigned i = 0; i < s->feature_count; i++) {
        if ((said->features >> i) & 1)
            add_name(o, sp_text_in(&s->features[i].feature, lang), out);
    }
}

static struct sp_said
said_of(const struct sp_reply *reply)
{
    return (struct sp_said){.signals = reply->signals,
                            .needs = reply->needs,
                            .remedies = reply->remedies,
                            .features = reply->features,
                            .reply = reply->id};
}

/* "clarify · ready to use", for people. */
static char *
in_words(const struct observing *o, const struct sp_said *said)
{
    struct sp_str moves = {0}, about = {0};

    add_shown_moves(o, said->signals, &moves);
    if (moves.size == 0)
        sp_str_add(&moves, cli_text(o->cli, "move.none"));
    add_about(o, said, &about);
    if (about.size)
        sp_str_addf(&moves, " · %s", about.text);
    if (said->unsure)
        sp_str_addf(&moves, " · %s", cli_text(o->cli, "observe.unclear"));
    sp_str_finish(&about);
    return sp_str_take(&moves);
}

static void
show_replies(const struct observing *o, const struct sp_view *view)
{
    for (unsigned i = 0; i < view->open_count; i++) {
        const struct sp_said said = said_of(view->open[i]);
        char *does = in_words(o, &said), number[12];

        snprintf(number, sizeof number, "%u", i + 1);
        cli_say(o->cli, o->cli->out, "observe.reply", number,
                show_reply(o->cli, view->open[i]), does, NULL);
        sp_free(does);
    }
}

/* What is to be said aloud stands out. */
static void
show_now(const struct observing *o, const struct sp_round *round)
{
    const struct sp_session *call = sp_round_session(round);
    const struct sp_scenario *s = sp_session_scenario(call);
    char *says = sp_round_customer(round, o->cli->lang);
    bool bold = isatty(STDOUT_FILENO);

    printf("\n%s", bold ? "\033[1m" : "");
    cli_say(o->cli, o->cli->out, "observe.say",
            sp_text_in(&s->customer_name, o->cli->lang), says, NULL);
    printf("%s\n", bold ? "\033[0m" : "");
    sp_free(says);
    show_replies(o, sp_session_view(call));
}

/* ---- ticking ---- */

static char
letter_of(unsigned index)
{
    return (char)(index < 26 ? 'a' + index : 'A' + (index - 26));
}

/* The index of a letter, or LETTERS. */
static unsigned
index_of(char letter)
{
    if (letter >= 'a' && letter <= 'z')
        return (unsigned)(letter - 'a');
    if (letter >= 'A' && letter <= 'Z')
        return (unsigned)(letter - 'A') + 26;
    return LETTERS;
}

struct ticks { /* what can be ticked: a set and a bit of it by letter */
    uint64_t *set[LETTERS];
    uint64_t bits[LETTERS];
    unsigned count;
};

static void
add_tick(struct observing *o, struct ticks *ticks, uint64_t *set, uint64_t bits,
         const char *name)
{
    if (ticks->count == LETTERS)
        return;
    char letter[] = {letter_of(ticks->count), '\0'};

    ticks->set[ticks->count] = set;
    ticks->bits[ticks->count++] = bits;
    cli_say(o->cli, o->cli->out, "observe.tick", letter, name, NULL);
}

/* Takes the letters of a line; false when the input ended. Asks again when a letter is
 * none of the list. */
static bool
read_ticks(struct observing *o, const struct ticks *ticks, const char *question,
           struct sp_said *said)
{
    char line[LINE_MOST];

    for (;;) {
        bool good = true;

        ask(o, question);
        if (!read_line(o, line))
            return false;
        for (const char *c = line; *c && good; c++)
            good = *c == ' ' || *c == '?' || index_of(*c) < ticks->count;
        for (const char *c = line; *c && good; c++) {
            unsigned at = index_of(*c);

            if (at < LETTERS)
                *ticks->set[at] |= ticks->bits[at];
            said->unsure = said->unsure || *c == '?';
        }
        if (good)
            return true;
        cli_say(o->cli, o->cli->out, "observe.bad-letter", line, NULL);
    }
}

static bool
tick_moves(struct observing *o, struct sp_said *said)
{
    struct ticks ticks = {0};
    char key[48];

    for (unsigned i = 0; i < SP_SIGNALS; i++) {
        if (SP_BIT(i) & SP_EVENT_MASK)
            continue;
        snprintf(key, sizeof key, "move.%s", sp_signal_name(i));
        add_tick(o, &ticks, &said->signals, sp_signal_bits(i), cli_text(o->cli, key));
    }
    return read_ticks(o, &ticks, "observe.ask-moves", said);
}

static bool
tick_mentions(struct observing *o, const struct sp_scenario *s, struct sp_said *said)
{
    struct ticks ticks = {0};
    enum sp_lang lang = o->cli->lang;

    cli_say(o->cli, o->cli->out, "observe.needs", NULL);
    for (unsigned i = 0; i < s->need_count; i++)
        add_tick(o, &ticks, &said->needs, UINT64_C(1) << i,
                 sp_text_in(&s->needs[i].text, lang));
    cli_say(o->cli, o->cli->out, "observe.remedies", NULL);
    for (unsigned i = 0; i < s->remedy_count; i++)
        add_tick(o, &ticks, &said->remedies, UINT64_C(1) << i,
                 sp_text_in(&s->remedies[i].text, lang));
    if (s->feature_count > 0)
        cli_say(o->cli, o->cli->out, "observe.features", NULL);
    for (unsigned i = 0; i < s->feature_count; i++)
        add_tick(o, &ticks, &said->features, UINT64_C(1) << i,
                 sp_text_in(&s->features[i].feature, lang));
    return read_ticks(o, &ticks, "observe.ask-mentions", said);
}

/* ---- an entry ---- */

/* The call may end by a slip of the finger: that is asked once more. */
static bool
may_end(struct observing *o, const struct sp_session *call, const struct sp_said *said)
{
    if (!sp_session_ends(call, NULL, said))
        return true;
    ask(o, "observe.ends");
    return read_key(o) == '\n';
}

/* Without words of its own an entry has the reply's, or what was ticked. */
static bool
enter(struct observing *o, struct sp_said *said, const char *words,
      struct sp_error *error)
{
    const struct sp_session *call = sp_round_session(sp_sitting_round(o->sitting));
    char *ticked = in_words(o, said);

    said->words = o->words[0] ? o->words : words ? words : ticked;
    bool ok = true;

    if (may_end(o, call, said)) {
        ok = sp_sitting_say(o->sitting, said, now(), error);
        o->words[0] = '\0';
        if (ok && !words)
            cli_say(o->cli, o->cli->out, "observe.taken", ticked, NULL);
    }
    sp_free(ticked);
    return ok && !o->stopped;
}

static bool
take_back(struct observing *o, struct sp_error *error)
{
    if (sp_round_may_undo(sp_sitting_round(o->sitting))) {
        cli_say(o->cli, o->cli->out, "observe.undone", NULL);
        return sp_sitting_undo(o->sitting, now(), error);
    }
    cli_say(o->cli, o->cli->out, "observe.no-undo", NULL);
    return true;
}

/* False when it cannot go on: the input ended, or something failed. */
static bool
take_key(struct observing *o, char key, struct sp_error *error)
{
    const struct sp_session *call = sp_round_session(sp_sitting_round(o->sitting));
    const struct sp_view *view = sp_session_view(call);
    struct sp_said said = {0};

    if (key >= '1' && key <= '9' && (unsigned)(key - '0') <= view->open_count) {
        const struct sp_reply *reply = view->open[key - '1'];

        said = said_of(reply);
        return enter(o, &said, show_reply(o->cli, reply), error);
    }
    switch (key) {
    case 'm':
        return tick_moves(o, &said) &&
               tick_mentions(o, sp_session_scenario(call), &said) &&
               enter(o, &said, NULL, error);
    case '?':
        said.unsure = true;
        return enter(o, &said, NULL, error);
    case 't':
        ask(o, "observe.ask-words");
        return read_line(o, o->words);
    case 'u':
        return take_back(o, error);
    case 'q':
    case '\0':
        o->stopped = true;
        return false;
    default:
        cli_say(o->cli, o->cli->out, "observe.keys", NULL);
        return true;
    }
}

/* ---- the whole ---- */

static void
tell_tick(const struct observing *o, const struct sp_tick *tick)
{
    char minutes[12];

    snprintf(minutes, sizeof minutes, "%d", tick->warning);
    if (tick->time_up)
        cli_say(o->cli, o->cli->out, "exam.time-up", NULL);
    else if (tick->warning)
        cli_say(o->cli, o->cli->out, "exam.warning", minutes, NULL);
}

static bool
hear_call(struct observing *o, struct sp_error *error)
{
    size_t shown = SIZE_MAX;
    struct sp_tick tick;

    cli_say(o->cli, o->cli->out, "observe.keys", NULL);
    while (sp_sitting_stage(o->sitting) == SP_SITS_CALL) {
        const struct sp_round *round = sp_sitting_round(o->sitting);
        const struct sp_session *call = sp_round_session(round);
        size_t marks = 0;

        if (!sp_sitting_tick(o->sitting, now(), &tick, error))
            return false;
        tell_tick(o, &tick);
        if (tick.time_up)
            return true;
        for (size_t i = 0; i < sp_session_turns(call); i++)
            marks += 1 + sp_session_turn(call, i)->undone;
        if (marks != shown)
            show_now(o, round);
        shown = marks;
        ask(o, "observe.prompt");
        if (!take_key(o, read_key(o), error))
            return false;
    }
    cli_say(o->cli, o->cli->out, "exam.call-over", NULL);
    return true;
}

static bool
begin_call(struct observing *o, struct sp_error *error)
{
    char number[12], of[12], line[LINE_MOST];

    snprintf(number, sizeof number, "%u", sp_sitting_item(o->sitting) + 1);
    snprintf(of, sizeof of, "%u", sp_sitting_items(o->sitting));
    cli_say(o->cli, o->cli->out, "exam.next-call", number, of, NULL);
    ask(o, "exam.begin");
    if (!read_line(o, line) || !sp_sitting_begin_call(o->sitting, now(), error))
        return false;
    show_brief(o->cli,
               sp_session_scenario(sp_round_session(sp_sitting_round(o->sitting))));
    return true;
}

static bool
confirm(struct observing *o, struct sp_error *error)
{
    exam_say_notice(o->cli, sp_sitting_exam(o->sitting));
    cli_say(o->cli, o->cli->out, "observe.notice", NULL);
    ask(o, "observe.confirm");
    if (read_key(o) != 'y') {
        cli_say(o->cli, o->cli->out, "notice.left", NULL);
        o->stopped = true;
        return false;
    }
    return sp_sitting_confirm(o->sitting, now(), error);
}

static bool
go_through(struct observing *o, struct sp_error *error)
{
    while (sp_sitting_stage(o->sitting) != SP_SITS_CLOSED) {
        enum sp_sitting_stage stage = sp_sitting_stage(o->sitting);
        bool ok = stage == SP_SITS_NOTICE  ? confirm(o, error)
                  : stage == SP_SITS_READY ? begin_call(o, error)
                                           : hear_call(o, error);

        if (!ok)
            return false;
    }
    return exam_say_result(o->cli, o->store, o->sitting, error);
}

static int
observe(struct observing *o, const char *code, const char *by)
{
    struct sp_error error = {0};
    enum sp_lang lang;
    int status = CLI_CANNOT;

    o->sitting = sp_sitting_observe(o->store, code, by, o->cli->lang, now(), &error);
    if (o->sitting && sp_sitting_lang(o->sitting, &lang) && !o->cli->lang_given)
        o->cli->lang = lang;
    if (o->sitting && sp_sitting_was_interrupted(o->sitting) &&
        sp_sitting_stage(o->sitting) != SP_SITS_CLOSED)
        cli_say(o->cli, o->cli->out, "exam.resumed", NULL);
    if (o->sitting && go_through(o, &error))
        status = sp_sitting_row(o->sitting)->verdict == SP_VERDICT_PASS ? CLI_CLEAN
                                                                        : CLI_FINDINGS;
    else if (error.code)
        exam_failed(o->cli, &error);
    else if (o->stopped && o->sitting && sp_sitting_stage(o->sitting) != SP_SITS_NOTICE)
        cli_say(o->cli, o->cli->out, "exam.stopped", NULL);
    sp_sitting_free(o->sitting, now());
    return status;
}

int
exam_observe(struct cli *cli, int argc, char **argv)
{
    const char *by = NULL;
    const struct cli_option list[] = {{.name = "by", .value = &by}};
    struct observing o = {.cli = cli};
    char code[SP_CODE_SIZE], name[LINE_MOST] = "";
    int status;

    if (!exam_words(cli, argc, argv, list, 1, 1, 1, NULL, &status))
        return status;
    if (!sp_code_read(argv[0], code)) {
        cli_say(cli, cli->err, "exam.no-code", argv[0], NULL);
        return CLI_USAGE;
    }
    if (!(o.store = exam_records(cli)))
        return CLI_CANNOT;
    status = CLI_CANNOT;
    if (!by)
        ask(&o, "observe.ask-by");
    if (by || read_line(&o, name)) {
        by = by ? by : name;
        if (by[0])
            status = observe(&o, code, by);
        else
            cli_say(cli, cli->err, "observe.no-name", NULL);
    }
    sp_store_close(o.store);
    return status;
}
