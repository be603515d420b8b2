/* exam_take.c: `sparring exam take [CODE]`: sitting an exam in the terminal. */
#include "exam.h"

#include <stdlib.h>
#include <string.h>

#include "play.h"
#include "show.h"
#include "store/practice.h"
#include "store/sitting.h"
#include "store/start_code.h"

#define LINE_MOST 512

struct taking {
    struct cli *cli;
    struct sp_store *store;
    struct sp_sitting *sitting;
    FILE *script; /* what is said, instead of the terminal; or NULL */
    bool stopped; /* the input ended */
};

static struct sp_now
now(void)
{
    return (struct sp_now){sp_os_wall_ms(), sp_os_monotone_ms()};
}

/* Reads a line; false at the end of input. */
static bool
read_line(struct taking *t, char *out, size_t room)
{
    FILE *from = t->script ? t->script : stdin;

    fflush(stdout);
    if (!fgets(out, (int)room, from)) {
        t->stopped = true;
        return false;
    }
    size_t size = strcspn(out, "\r\n");

    if (out[size] == '\0') {
        for (int c = getc(from); c != '\n' && c != EOF;)
            c = getc(from);
    }
    out[size] = '\0';
    return true;
}

static void
ask(const struct cli *cli, const char *key)
{
    fputs(cli_text(cli, key), stdout);
    fputc(' ', stdout);
}

/* ---- the notice ---- */

static void
say_number(const struct cli *cli, const char *key, long number)
{
    char text[24];

    snprintf(text, sizeof text, "%ld", number);
    cli_say(cli, cli->out, key, text, NULL);
}

static void
say_rule(const struct cli *cli, const struct sp_exam *exam)
{
    const struct sp_exam_rule *rule = &exam->rule;

    cli_say(cli, cli->out, "notice.pass", NULL);
    if (rule->scenarios) {
        char wanted[12], of[12];

        snprintf(wanted, sizeof wanted, "%d", rule->scenarios);
        snprintf(of, sizeof of, "%u", exam->form[0].items);
        cli_say(cli, cli->out, "notice.scenarios", wanted, of, NULL);
    }
    if (rule->total)
        say_number(cli, "notice.total", rule->total);
    for (unsigned i = 0; i < rule->levels; i++) {
        char level[12];
        struct sp_str key = {0};

        snprintf(level, sizeof level, "%d", rule->level[i]);
        sp_str_addf(&key, "competency.%s", rule->competency[i]);
        cli_say(cli, cli->out, "notice.level",
                sp_strings_has(cli->strings[cli->lang], key.text)
                    ? cli_text(cli, key.text)
                    : rule->competency[i],
                level, NULL);
        sp_str_finish(&key);
    }
    if (rule->no_critical)
        cli_say(cli, cli->out, "notice.critical", NULL);
    cli_say(cli, cli->out, "notice.reason", sp_text_in(&exam->reason, cli->lang), NULL);
}

void
exam_say_notice(const struct cli *cli, const struct sp_exam *exam)
{
    cli_say(cli, cli->out, "notice.title", sp_text_in(&exam->title, cli->lang), NULL);
    cli_say(cli, cli->out, "notice.purpose", sp_text_in(&exam->purpose, cli->lang),
            NULL);
    say_number(cli, "notice.calls", exam->form[0].items);
    if (exam->minutes)
        say_number(cli, "notice.minutes", exam->minutes);
    else
        cli_say(cli, cli->out, "notice.no-limit", NULL);
    say_rule(cli, exam);
    if (exam->attempts)
        say_number(cli, "notice.attempts", exam->attempts);
    if (exam->cooling_hours)
        say_number(cli, "notice.cooling", exam->cooling_hours);
    if (exam->practice_first)
        cli_say(cli, cli->out, "notice.practice", NULL);
    cli_say(cli, cli->out, "notice.during", NULL);
    cli_say(cli, cli->out, "notice.recorded", NULL);
    cli_say(cli, cli->out, "notice.person", NULL);
    say_number(cli, "notice.kept", exam->keep_days);
    if (sp_text_in(&exam->notice, cli->lang)[0])
        cli_say(cli, cli->out, "notice.more", sp_text_in(&exam->notice, cli->lang),
                NULL);
}

static bool
confirm(struct taking *t, struct sp_error *error)
{
    char line[LINE_MOST];

    exam_say_notice(t->cli, sp_sitting_exam(t->sitting));
    ask(t->cli, "notice.confirm");
    if (!read_line(t, line, sizeof line))
        return false;
    if (strcmp(line, "y") != 0 && strcmp(line, "Y") != 0 && strcmp(line, "是") != 0 &&
        strcmp(line, "yes") != 0) {
        cli_say(t->cli, t->cli->out, "notice.left", NULL);
        t->stopped = true;
        return false;
    }
    return sp_sitting_confirm(t->sitting, now(), error);
}

/* ---- a call ---- */

static void
show_now(const struct taking *t, const struct sp_round *round)
{
    const struct sp_scenario *s = sp_session_scenario(sp_round_session(round));
    char *says = sp_round_customer(round, t->cli->lang);

    putchar('\n');
    cli_say(t->cli, t->cli->out, "play.says",
            sp_text_in(&s->customer_name, t->cli->lang), says, NULL);
    sp_free(says);
    show_options(t->cli, sp_round_session(round));
}

static void
tell_tick(const struct taking *t, const struct sp_tick *tick)
{
    if (tick->time_up)
        cli_say(t->cli, t->cli->out, "exam.time-up", NULL);
    else if (tick->warning)
        say_number(t->cli, "exam.warning", tick->warning);
}

static void
say_prompt(const struct taking *t, int64_t left_ms)
{
    char minutes[24];
    struct sp_str out = {0};
    const char *args[] = {minutes, NULL};

    snprintf(minutes, sizeof minutes, "%lld", (long long)(left_ms + 59999) / 60000);
    sp_strings_add(t->cli->strings[t->cli->lang], &out,
                   left_ms < 0 ? "exam.prompt" : "exam.prompt-left", args);
    fputs(sp_str_text(&out), stdout);
    fputc(' ', stdout);
    sp_str_finish(&out);
}

/* By number at the terminal; a script may name the reply. */
static const char *
reply_of(const struct taking *t, const struct sp_view *view, const char *word)
{
    if (word[0] >= '1' && word[0] <= '9' && word[1] == '\0' &&
        (unsigned)(word[0] - '0') <= view->open_count)
        return view->open[word[0] - '1']->id;
    for (unsigned i = 0; t->script && i < view->open_count; i++) {
        if (strcmp(view->open[i]->id, word) == 0)
            return view->open[i]->id;
    }
    return NULL;
}

static bool
play_warm_up(struct taking *t, struct sp_error *error)
{
    struct sp_round *round = sp_sitting_warm_up(t->sitting, error);
    char line[LINE_MOST];
    bool done = false;

    cli_say(t->cli, t->cli->out, "exam.warm-up", NULL);
    while (round && !sp_round_over(round)) {
        const struct sp_view *view = sp_session_view(sp_round_session(round));
        const char *reply;

        show_now(t, round);
        say_prompt(t, -1);
        if (!read_line(t, line, sizeof line) || strcmp(line, "s") == 0)
            break;
        reply = reply_of(t, view, line);
        if (!reply)
            cli_say(t->cli, t->cli->out, "play.bad-choice", line, NULL);
        else if (!sp_round_answer(round, reply, error))
            break;
    }
    done = round && sp_round_over(round);
    sp_round_free(round);
    sp_error_clear(error);
    return !t->stopped && sp_sitting_warmed_up(t->sitting, done, now(), error);
}

static bool
play_call(struct taking *t, struct sp_error *error)
{
    char line[LINE_MOST];
    struct sp_tick tick;

    while (sp_sitting_stage(t->sitting) == SP_SITS_CALL) {
        const struct sp_round *round = sp_sitting_round(t->sitting);
        const struct sp_view *view = sp_session_view(sp_round_session(round));
        const char *reply;

        if (!sp_sitting_tick(t->sitting, now(), &tick, error))
            return false;
        tell_tick(t, &tick);
        if (tick.time_up)
            return true;
        show_now(t, round);
        say_prompt(t, tick.left_ms);
        if (!read_line(t, line, sizeof line))
            return false;
        reply = reply_of(t, view, line);
        if (!reply)
            cli_say(t->cli, t->cli->out, "play.bad-choice", line, NULL);
        else if (!sp_sitting_answer(t->sitting, reply, now(), error))
            return false;
    }
    cli_say(t->cli, t->cli->out, "exam.call-over", NULL);
    return true;
}

static bool
begin_call(struct taking *t, struct sp_error *error)
{
    char number[12], of[12], line[LINE_MOST];

    snprintf(number, sizeof number, "%u", sp_sitting_item(t->sitting) + 1);
    snprintf(of, sizeof of, "%u", sp_sitting_items(t->sitting));
    cli_say(t->cli, t->cli->out, "exam.next-call", number, of, NULL);
    ask(t->cli, "exam.begin");
    if (!read_line(t, line, sizeof line) ||
        !sp_sitting_begin_call(t->sitting, now(), error))
        return false;
    show_brief(t->cli,
               sp_session_scenario(sp_round_session(sp_sitting_round(t->sitting))));
    return true;
}

/* ---- the verdict ---- */

void
exam_say_verdict(const struct cli *cli, const struct sp_sitting_row *row,
                 const struct sp_exam_verdict *verdict)
{
    struct sp_str key = {0};

    sp_str_addf(&key, "verdict.%s", sp_verdict_state_name(row->verdict));
    putchar('\n');
    cli_say(cli, cli->out, key.text, NULL);
    for (unsigned i = 0; i < verdict->clauses; i++) {
        const struct sp_clause *c = &verdict->clause[i];
        char wanted[12], got[12];

        snprintf(wanted, sizeof wanted, "%d", c->wanted);
        snprintf(got, sizeof got, "%d", c->got);
        sp_str_clear(&key);
        sp_str_addf(&key, "clause.%s", sp_clause_name(c->kind));
        struct sp_str name = {0};

        sp_str_addf(&name, "competency.%s", c->competency ? c->competency : "");
        cli_say(cli, cli->out, key.text,
                cli_text(cli, c->met ? "clause.met" : "clause.missed"), wanted, got,
                c->competency && sp_strings_has(cli->strings[cli->lang], name.text)
                    ? cli_text(cli, name.text)
                    : c->competency,
                NULL);
        sp_str_finish(&name);
    }
    sp_str_finish(&key);
}

static bool
say_practice(const struct cli *cli, struct sp_store *store,
             const struct sp_sitting_row *row, struct sp_error *error)
{
    struct sp_practice plan = {0};
    struct sp_str list = {0};

    if (!sp_practice_plan(store, row, &plan, error))
        return false;
    for (size_t i = 0; i < plan.count; i++)
        sp_str_addf(&list, "%s%s%s", i ? ", " : "", plan.item[i].check,
                    plan.item[i].done ? " ✓" : "");
    if (plan.count > 0)
        cli_say(cli, cli->out, "exam.practise", list.text, NULL);
    sp_str_finish(&list);
    sp_practice_finish(&plan);
    return true;
}

/* Only after closing: what each line did, and why. */
static bool
say_debrief(const struct cli *cli, struct sp_store *store,
            const struct sp_sitting *sitting, struct sp_error *error)
{
    for (unsigned i = 0; i < sp_sitting_items(sitting); i++) {
        const char *attempt = sp_sitting_attempt(sitting, i);
        struct sp_round *round;
        char number[12];

        if (!attempt[0])
            continue;
        round = sp_round_resume(store, attempt, error);
        if (!round)
            return false;
        snprintf(number, sizeof number, "%u", i + 1);
        putchar('\n');
        cli_say(cli, cli->out, "exam.debrief", number, NULL);
        print_round(cli, round, true);
        sp_round_free(round);
    }
    return true;
}

bool
exam_say_result(const struct cli *cli, struct sp_store *store,
                const struct sp_sitting *sitting, struct sp_error *error)
{
    const struct sp_sitting_row *row = sp_sitting_row(sitting);

    exam_say_verdict(cli, row, sp_sitting_verdict(sitting));
    if (!say_debrief(cli, store, sitting, error))
        return false;
    return row->verdict == SP_VERDICT_PASS || say_practice(cli, store, row, error);
}

/* ---- the whole ---- */

static bool
go_through(struct taking *t, struct sp_error *error)
{
    while (sp_sitting_stage(t->sitting) != SP_SITS_CLOSED) {
        bool ok = true;

        switch (sp_sitting_stage(t->sitting)) {
        case SP_SITS_NOTICE:
            ok = confirm(t, error);
            break;
        case SP_SITS_WARM_UP:
            ok = play_warm_up(t, error);
            break;
        case SP_SITS_READY:
            ok = begin_call(t, error);
            break;
        default:
            ok = play_call(t, error);
            break;
        }
        if (!ok)
            return false;
    }
    return exam_say_result(t->cli, t->store, t->sitting, error);
}

/* Opens the sitting; asks who it is when this machine cannot know. */
static bool
open_sitting(struct taking *t, const char *code, struct sp_error *error)
{
    char number[LINE_MOST], name[LINE_MOST];
    struct sp_candidate candidate = {number, name};

    t->sitting = sp_sitting_open(t->store, code, NULL, t->cli->lang, now(), error);
    if (t->sitting || !sp_error_is(error, "exam-who"))
        return t->sitting != NULL;
    sp_error_clear(error);
    ask(t->cli, "exam.ask-number");
    if (!read_line(t, number, sizeof number))
        return false;
    ask(t->cli, "exam.ask-name");
    if (!read_line(t, name, sizeof name))
        return false;
    t->sitting =
        sp_sitting_open(t->store, code, &candidate, t->cli->lang, now(), error);
    return t->sitting != NULL;
}

static int
take(struct taking *t, const char *code)
{
    struct sp_error error = {0};
    enum sp_lang lang;
    bool ok = open_sitting(t, code, &error);

    if (ok && sp_sitting_lang(t->sitting, &lang) && !t->cli->lang_given)
        t->cli->lang = lang;
    if (ok && sp_sitting_was_interrupted(t->sitting) &&
        sp_sitting_stage(t->sitting) != SP_SITS_CLOSED)
        cli_say(t->cli, t->cli->out, "exam.resumed", NULL);
    ok = ok && go_through(t, &error);
    int status = CLI_CANNOT;

    if (ok)
        status = sp_sitting_row(t->sitting)->verdict == SP_VERDICT_PASS ? CLI_CLEAN
                                                                        : CLI_FINDINGS;
    else if (error.code)
        exam_failed(t->cli, &error);
    else if (t->stopped && t->sitting && sp_sitting_stage(t->sitting) != SP_SITS_NOTICE)
        cli_say(t->cli, t->cli->out, "exam.stopped", NULL);
    sp_sitting_free(t->sitting, now());
    return status;
}

int
exam_take(struct cli *cli, int argc, char **argv)
{
    const char *script = NULL;
    const struct cli_option list[] = {{.name = "script", .value = &script}};
    struct taking t = {.cli = cli};
    char code[SP_CODE_SIZE], line[LINE_MOST];
    int words, status;

    if (!exam_words(cli, argc, argv, list, 1, 0, 1, &words, &status))
        return status;
    if (script && !(t.script = fopen(script, "r"))) {
        struct sp_error error = {0};

        sp_error_set(&error, "file-missing", script, NULL, NULL);
        return exam_failed(cli, &error);
    }
    if (words == 0) {
        ask(cli, "exam.ask-code");
        if (!read_line(&t, line, sizeof line))
            line[0] = '\0';
    }
    status = CLI_USAGE;
    if (!sp_code_read(words ? argv[0] : line, code))
        cli_say(cli, cli->err, "exam.no-code", words ? argv[0] : line, NULL);
    else if ((t.store = open_records(cli)))
        status = take(&t, code);
    else
        status = CLI_CANNOT;
    sp_store_close(t.store);
    if (t.script)
        fclose(t.script);
    return status;
}
