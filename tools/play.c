/* play.c: rounds in the terminal. */
#include "play.h"

#include "core/advise.h"
#include "show.h"
#include "store/exams.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MOST 4096

struct sp_store *
open_records(const struct cli *cli)
{
    struct sp_error error = {0};
    char *path = sp_store_usual_path(&error);
    struct sp_store *store = path ? sp_store_open(path, &error) : NULL;

    if (!store) {
        cli_complain(cli, &error);
        cli_say(cli, cli->err, "cli.records-off", NULL);
    }
    sp_error_clear(&error);
    sp_free(path);
    return store;
}

bool
own_person(struct sp_store *store, char person[SP_ID_SIZE], struct sp_error *error)
{
    char *name = sp_os_user_name();
    bool ok = sp_store_default_person(store, name, person, error);

    sp_free(name);
    return ok;
}

bool
may_open_attempt(struct sp_store *store, const char *attempt, struct sp_error *error)
{
    return !sp_sitting_hides(store, attempt) ||
           sp_error_set(error, "exam-hidden", attempt, NULL, NULL);
}

bool
find_attempt(const struct cli *cli, struct sp_store *store, const char *word,
             char id[SP_ID_SIZE])
{
    struct sp_attempts all = {0};
    char person[SP_ID_SIZE];
    struct sp_filter filter = {.person = person};
    struct sp_error error = {0};
    unsigned found = 0;

    if (!own_person(store, person, &error) ||
        !sp_store_history(store, &filter, &all, &error)) {
        cli_complain(cli, &error);
        sp_error_clear(&error);
        return false;
    }
    for (size_t i = 0; i < all.count; i++) {
        if (strncmp(all.item[i].id, word, strlen(word)) == 0) {
            memcpy(id, all.item[i].id, SP_ID_SIZE);
            found++;
        }
    }
    sp_attempts_finish(&all);
    if (found != 1)
        cli_say(cli, cli->err, found ? "history.several" : "history.none", word, NULL);
    return found == 1;
}

bool
list_scenarios(struct sp_os_names *names, struct sp_error *error)
{
    char *folder = sp_os_scenarios_folder();
    struct sp_os_names all = {0};
    bool ok = sp_os_list(folder, ".json", &all, error);

    names->name = sp_alloc(all.count + 1, sizeof *names->name);
    names->count = 0;
    for (size_t i = 0; ok && i < all.count; i++) {
        size_t size = strlen(all.name[i]) - strlen(".json");

        if (strcmp(all.name[i], "rubric.json") != 0 &&
            strcmp(all.name[i], "styles.json") != 0)
            names->name[names->count++] = sp_strndup(all.name[i], size);
    }
    sp_os_names_finish(&all);
    sp_free(folder);
    return ok;
}

/* ---- beginning ---- */

static void
complain_unknown(const struct cli *cli, const char *key, const char *word,
                 const struct sp_scenario *s, bool styles)
{
    struct sp_str list = {0};
    unsigned count = styles ? s->styles->styles : s->motive_count;

    for (unsigned i = 0; i < count; i++) {
        sp_str_add(&list, i ? ", " : "");
        sp_str_add(&list, styles ? s->styles->style[i].id : s->motives[i].id);
    }
    cli_say(cli, cli->err, key, word, sp_str_text(&list), NULL);
    sp_str_finish(&list);
}

bool
scenario_exists(const struct cli *cli, const char *word, const char *path)
{
    struct sp_os_names names = {0};
    struct sp_str list = {0};

    if (sp_os_size(path) >= 0)
        return true;
    list_scenarios(&names, NULL);
    for (size_t i = 0; i < names.count; i++) {
        sp_str_add(&list, i ? ", " : "");
        sp_str_add(&list, names.name[i]);
    }
    cli_say(cli, cli->err, "cli.no-scenario", word, sp_str_text(&list), NULL);
    sp_str_finish(&list);
    sp_os_names_finish(&names);
    return false;
}

static struct sp_round *
begin_from(const struct cli *cli, struct sp_store *store,
           const struct play_request *request, const struct cli_set *set)
{
    struct sp_diags diags = {0};
    struct sp_error error = {0};
    struct sp_round_start start = {
        .store = store,
        .seed = request->has_seed ? request->seed : sp_os_seed(),
        .style = request->style,
        .motive = request->motive,
        .lang = cli->lang,
    };

    for (unsigned i = 0; i < SP_PARTS; i++)
        start.content[i] =
            (struct sp_bytes){.text = set->text[i], .size = set->size[i]};
    struct sp_round *round = sp_round_begin(&start, &diags, &error);
    if (!round)
        cli_complain(cli, &error);
    sp_diags_finish(&diags);
    sp_error_clear(&error);
    return round;
}

static struct sp_round *
begin_new(const struct cli *cli, struct sp_store *store,
          const struct play_request *request)
{
    struct cli_set set = {0};
    char *path = cli_scenario_path(request->scenario);
    struct sp_round *round = NULL;

    if (scenario_exists(cli, request->scenario, path) &&
        cli_set_texts(cli, path, &set) && cli_set_read(cli, &set)) {
        if (request->style && sp_scenario_style(set.scenario, request->style) < 0)
            complain_unknown(cli, "cli.no-style", request->style, set.scenario, true);
        else if (request->motive &&
                 sp_scenario_motive(set.scenario, request->motive) < 0)
            complain_unknown(cli, "cli.no-motive", request->motive, set.scenario,
                             false);
        else
            round = begin_from(cli, store, request, &set);
    }
    cli_set_finish(&set);
    sp_free(path);
    return round;
}

/* Says so when the shipped file is not the one this round is bound to. */
static void
tell_edited(const struct cli *cli, const struct sp_round *round)
{
    const char *id = sp_session_scenario(sp_round_session(round))->id;
    struct cli_set set = {0};
    struct sp_bytes now[SP_PARTS];
    char *path = cli_scenario_path(id);

    if (sp_os_size(path) >= 0 && cli_set_texts(cli, path, &set)) {
        for (unsigned i = 0; i < SP_PARTS; i++)
            now[i] = (struct sp_bytes){.text = set.text[i], .size = set.size[i]};
        if (sp_round_changed(round, now) != 0)
            cli_say(cli, stderr, "play.edited", NULL);
    }
    cli_set_finish(&set);
    sp_free(path);
}

struct sp_round *
begin_round(const struct cli *cli, struct sp_store *store,
            const struct play_request *request)
{
    struct sp_error error = {0};
    struct sp_round *round;
    char said[12];

    if (!request->resume)
        return begin_new(cli, store, request);
    round = store && may_open_attempt(store, request->resume, &error)
                ? sp_round_resume(store, request->resume, &error)
                : NULL;
    if (!round && store)
        cli_complain(cli, &error);
    sp_error_clear(&error);
    if (!round)
        return NULL;
    sp_round_set_lang(round, cli->lang);
    tell_edited(cli, round);
    if (!cli->json && !sp_round_over(round)) {
        snprintf(said, sizeof said, "%u",
                 sp_session_view(sp_round_session(round))->turn);
        cli_say(cli, stdout, "play.resumed", said, NULL);
    }
    return round;
}

bool
branch_attempt(const struct cli *cli, const char *word, uint64_t line,
               char id[SP_ID_SIZE])
{
    struct sp_store *store = open_records(cli);
    struct sp_round *from = NULL, *branch = NULL;
    struct sp_error error = {0};

    if (store && find_attempt(cli, store, word, id) &&
        may_open_attempt(store, id, &error))
        from = sp_round_resume(store, id, &error);
    if (from) {
        /* Line 0 wraps and is refused like any other that is not there. */
        sp_round_set_lang(from, cli->lang);
        branch = sp_round_branch(store, from, (size_t)line - 1, NULL, &error);
    }
    if (branch)
        memcpy(id, sp_round_id(branch), SP_ID_SIZE);
    else if (error.code)
        cli_complain(cli, &error);
    sp_error_clear(&error);
    bool ok = branch != NULL;
    sp_round_free(branch);
    sp_round_free(from);
    sp_store_close(store);
    return ok;
}

/* ---- the end ---- */

static void
print_json(const struct cli *cli, const struct sp_round *round)
{
    struct sp_score score;
    struct sp_str out = {0};

    sp_round_score(round, true, &score);
    sp_round_transcript(round, cli->lang, &out);
    sp_score_json(&score, sp_round_session(round), cli->lang, &out);
    if (sp_round_over(round)) {
        sp_str_add_char(&out, '\n');
        sp_advice_json(sp_round_session(round), &score, cli->lang, &out);
    }
    printf("%s\n", sp_str_text(&out));
    sp_str_finish(&out);
}

/* Says so when the first lines were taken over from another attempt. */
static void
tell_branch(const struct cli *cli, const struct sp_round *round)
{
    char lines[12], id[9];
    const char *from;
    unsigned taken;

    if (!sp_round_branched(round, &from, &taken))
        return;
    snprintf(lines, sizeof lines, "%u", taken);
    snprintf(id, sizeof id, "%.8s", from);
    fputc('\n', cli->out);
    cli_say(cli, cli->out, *id ? "play.branched" : "play.branched-lost", lines, id,
            NULL);
}

void
print_round(const struct cli *cli, const struct sp_round *round, bool transcript)
{
    const struct sp_session *session = sp_round_session(round);
    struct sp_score score;

    if (cli->json) {
        print_json(cli, round);
        return;
    }
    sp_round_score(round, true, &score);
    tell_branch(cli, round);
    if (transcript)
        show_transcript(cli, session, &score);
    show_result(cli, session, &score);
    if (sp_round_over(round))
        show_advice(cli, session, &score);
}

static int
finished(const struct cli *cli, const struct sp_round *round, bool transcript)
{
    struct sp_score score;
    char id[9];

    print_round(cli, round, transcript);
    if (!sp_round_settled(round))
        cli_say(cli, stderr, "play.not-settled", NULL);
    if (!cli->json && *sp_round_id(round)) {
        snprintf(id, sizeof id, "%.8s", sp_round_id(round));
        putchar('\n');
        cli_say(cli, stdout, "play.kept", id, NULL);
    }
    sp_round_score(round, false, &score);
    return score.pass ? CLI_CLEAN : CLI_FINDINGS;
}

/* ---- at the terminal ---- */

/* Reads a line without its end; false at the end of input. Long lines are cut. */
static bool
read_line(char *out, size_t room)
{
    size_t size;

    fflush(stdout);
    if (!fgets(out, (int)room, stdin))
        return false;
    size = strcspn(out, "\r\n");
    if (out[size] == '\0') { /* swallow the rest of a line that did not fit */
        for (int c = getchar(); c != '\n' && c != EOF;)
            c = getchar();
    }
    out[size] = '\0';
    return true;
}

static void
prompt(const struct cli *cli, const struct sp_view *view,
       const struct sp_scenario *scenario)
{
    char turn[12], limit[12], count[12];
    const char *args[] = {turn, limit, count, NULL};
    struct sp_str out = {0};

    snprintf(turn, sizeof turn, "%u", view->turn + 1);
    snprintf(limit, sizeof limit, "%u", scenario->turn_limit);
    snprintf(count, sizeof count, "%u", view->open_count);
    sp_strings_add(cli->strings[cli->lang], &out, "play.prompt", args);
    fputs(sp_str_text(&out), stdout);
    sp_str_finish(&out);
}

static void
show_now(const struct cli *cli, const struct sp_round *round)
{
    const struct sp_scenario *s = sp_session_scenario(sp_round_session(round));
    char *says = sp_round_customer(round, cli->lang);

    putchar('\n');
    cli_say(cli, stdout, "play.says", sp_text_in(&s->customer_name, cli->lang), says,
            NULL);
    sp_free(says);
    show_options(cli, sp_round_session(round));
}

/* Whether something was said. */
static bool
choose(const struct cli *cli, struct sp_round *round, const char *word)
{
    const struct sp_session *session = sp_round_session(round);
    const struct sp_view *view = sp_session_view(session);
    struct sp_error error = {0};
    bool said = false;

    if (word[0] < '1' || word[0] > '9' || word[1] != '\0' ||
        (unsigned)(word[0] - '0') > view->open_count) {
        cli_say(cli, stdout, "play.bad-choice", word, NULL);
    } else if (sp_round_answer(round, view->open[word[0] - '1']->id, &error)) {
        putchar('\n');
        show_line(cli, session, sp_session_turns(session) - 1, true);
        said = true;
    } else {
        cli_complain(cli, &error);
    }
    sp_error_clear(&error);
    return said;
}

static void
take_back(const struct cli *cli, struct sp_round *round)
{
    struct sp_error error = {0};

    if (sp_round_setting(round) == SP_PRACTICE && !sp_round_may_undo(round))
        cli_say(cli, stdout, "play.nothing-to-undo", NULL);
    else if (sp_round_undo(round, &error))
        cli_say(cli, stdout, "play.taken-back", NULL);
    else
        cli_complain(cli, &error);
    sp_error_clear(&error);
}

/* The next step of the hint, at most the last again. Leaves no trace anywhere. */
static void
hint(const struct cli *cli, const struct sp_round *round, unsigned *step)
{
    if (sp_round_setting(round) != SP_PRACTICE) {
        cli_say(cli, stdout, "hint.practice", NULL);
        return;
    }
    *step += *step < HINT_STEPS;
    show_hint(cli, sp_round_session(round), *step);
}

static int
left(const struct cli *cli, const struct sp_round *round)
{
    char id[9];

    putchar('\n');
    snprintf(id, sizeof id, "%.8s", sp_round_id(round));
    if (*id)
        cli_say(cli, stdout, "play.left", id, NULL);
    return CLI_CLEAN;
}

int
play_terminal(struct cli *cli, struct sp_round *round)
{
    const struct sp_session *session = sp_round_session(round);
    const struct sp_scenario *scenario = sp_session_scenario(session);
    unsigned step = 0; /* of the hint for this line */
    char line[LINE_MOST];

    if (sp_session_view(session)->turn == 0)
        show_brief(cli, scenario);
    show_now(cli, round);
    while (!sp_round_over(round)) {
        prompt(cli, sp_session_view(session), scenario);
        if (!read_line(line, sizeof line) || strcmp(line, "q") == 0)
            return left(cli, round);
        if (strcmp(line, "h") == 0) {
            cli_say(cli, stdout, "play.help", NULL);
            continue;
        }
        if (strcmp(line, "?") == 0 || strcmp(line, "？") == 0) {
            hint(cli, round, &step);
            continue;
        }
        if (strcmp(line, "b") == 0) {
            show_brief(cli, scenario);
        } else if (strcmp(line, "u") == 0) {
            take_back(cli, round);
        } else if (!choose(cli, round, line)) {
            continue;
        }
        step = 0;
        show_now(cli, round);
    }
    return finished(cli, round, false);
}

static bool
pick_scenario(struct cli *cli, struct play_request *request,
              const struct sp_os_names *names)
{
    char line[LINE_MOST];

    for (;;) {
        fputs(cli_text(cli, "play.menu-prompt"), stdout);
        if (!read_line(line, sizeof line) || strcmp(line, "q") == 0)
            return false;
        unsigned long at = strtoul(line, NULL, 10);

        if (at >= 1 && at <= names->count) {
            request->scenario = names->name[at - 1];
            return true;
        }
        cli_say(cli, stdout, "play.bad-choice", line, NULL);
    }
}

static void
show_menu(const struct cli *cli, const struct sp_os_names *names)
{
    cli_say(cli, stdout, "play.menu", NULL);
    for (size_t i = 0; i < names->count; i++) {
        struct cli_set set = {0};
        char *path = cli_scenario_path(names->name[i]), place[24];

        snprintf(place, sizeof place, "%zu", i + 1);
        if (cli_set_texts(cli, path, &set) && cli_set_read(cli, &set))
            cli_say(cli, stdout, "play.menu-line", place,
                    sp_text_in(&set.scenario->title, cli->lang),
                    sp_text_in(&set.scenario->trade, cli->lang),
                    sp_text_in(&set.scenario->summary, cli->lang), NULL);
        cli_set_finish(&set);
        sp_free(path);
    }
}

/* The running attempt of that scenario that the trainee wants to go on with, if any. */
static bool
offer_resume(const struct cli *cli, struct sp_store *store,
             struct play_request *request, char id[SP_ID_SIZE])
{
    struct sp_filter filter = {.scenario_id = request->scenario, .limit = 1};
    struct sp_attempts attempts = {0};
    char line[LINE_MOST] = "";

    if (store && sp_store_unfinished(store, &filter, &attempts, NULL) &&
        attempts.count > 0) {
        fputs(cli_text(cli, "play.resume-ask"), stdout);
        if (read_line(line, sizeof line) && (line[0] == 'y' || line[0] == 'Y')) {
            memcpy(id, attempts.item[0].id, SP_ID_SIZE);
            request->resume = id;
        }
    }
    sp_attempts_finish(&attempts);
    return request->resume != NULL;
}

int
play_menu(struct cli *cli)
{
    struct play_request request = {0};
    struct sp_os_names names = {0};
    struct sp_error error = {0};
    char id[SP_ID_SIZE];
    int status = CLI_CANNOT;

    if (!list_scenarios(&names, &error)) {
        cli_complain(cli, &error);
    } else {
        show_menu(cli, &names);
        status = CLI_CLEAN;
        if (pick_scenario(cli, &request, &names)) {
            struct sp_store *store = open_records(cli);
            struct sp_round *round;

            offer_resume(cli, store, &request, id);
            round = begin_round(cli, store, &request);
            status = round ? play_terminal(cli, round) : CLI_CANNOT;
            sp_round_free(round);
            sp_store_close(store);
        }
    }
    sp_error_clear(&error);
    sp_os_names_finish(&names);
    return status;
}

/* ---- from a script ---- */

static void
complain_closed(const struct cli *cli, const struct sp_round *round, const char *place,
                const char *word)
{
    const struct sp_view *view = sp_session_view(sp_round_session(round));
    struct sp_str list = {0};

    for (unsigned i = 0; i < view->open_count; i++) {
        sp_str_add(&list, i ? ", " : "");
        sp_str_add(&list, view->open[i]->id);
    }
    if (view->ending)
        cli_say(cli, stderr, "play.script-over", place, NULL);
    else
        cli_say(cli, stderr, "play.script-closed", place, word, sp_str_text(&list),
                NULL);
    sp_str_finish(&list);
}

static bool
script_line(const struct cli *cli, struct sp_round *round, const char *word,
            unsigned number)
{
    struct sp_error error = {0};
    char place[24];
    bool undo = strcmp(word, "undo") == 0;
    bool ok =
        undo ? sp_round_undo(round, &error) : sp_round_answer(round, word, &error);

    snprintf(place, sizeof place, "%u", number);
    if (!ok &&
        (sp_error_is(&error, "round-closed") || sp_error_is(&error, "round-over")))
        complain_closed(cli, round, place, word);
    else if (!ok)
        cli_complain(cli, &error);
    sp_error_clear(&error);
    return ok;
}

static bool
run_script(const struct cli *cli, struct sp_round *round, FILE *file)
{
    char line[LINE_MOST];
    unsigned number = 0;
    bool ok = true;

    while (ok && fgets(line, sizeof line, file)) {
        char *word = line + strspn(line, " \t");

        number++;
        word[strcspn(word, " \t\r\n#")] = '\0';
        if (*word)
            ok = script_line(cli, round, word, number);
    }
    return ok;
}

int
play_script(struct cli *cli, struct sp_round *round, const char *script)
{
    bool standard = strcmp(script, "-") == 0;
    FILE *file = standard ? stdin : fopen(script, "r");
    bool ok;

    if (!file) {
        struct sp_error error = {0};

        sp_error_set(&error, "file-missing", script, NULL, NULL);
        cli_complain(cli, &error);
        sp_error_clear(&error);
        return CLI_CANNOT;
    }
    ok = run_script(cli, round, file);
    if (!standard)
        fclose(file);
    if (!ok) {
        print_round(cli, round, true);
        return CLI_CANNOT;
    }
    if (!sp_round_over(round)) {
        print_round(cli, round, true);
        cli_say(cli, stderr, "play.script-end", NULL);
        return CLI_FINDINGS;
    }
    return finished(cli, round, true);
}

/* ---- the demonstration ---- */

static struct sp_plan *
first_plan(const struct cli *cli, const char *scenario)
{
    struct sp_str name = {0};
    struct sp_diags diags = {0};
    struct sp_error error = {0};
    char *folder = sp_os_scenarios_folder(), *text = NULL;
    size_t size;
    struct sp_plan *plan = NULL;

    sp_str_addf(&name, "%s.plan", scenario);
    char *path = sp_os_join(folder, sp_str_text(&name));
    if (!sp_os_read(path, CLI_FILE_MOST, &text, &size, &error))
        cli_complain(cli, &error);
    else if (!(plan = sp_plan_read(text, size, &diags)))
        cli_finding(cli, stderr, path, &diags.items[0], NULL, 0);
    sp_diags_finish(&diags);
    sp_error_clear(&error);
    sp_str_finish(&name);
    sp_free(text);
    sp_free(path);
    sp_free(folder);
    return plan;
}

/* Answers as the plan does, `most` times at most. */
static bool
follow(const struct cli *cli, struct sp_round *round, const struct sp_plan_case *c,
       unsigned most)
{
    bool ok = true;

    for (unsigned i = 0; ok && i < c->line_count && most > 0; i++) {
        if (strcmp(c->lines[i].word[0], "pick") != 0)
            continue;
        ok = script_line(cli, round, c->lines[i].word[1], c->lines[i].line);
        most--;
    }
    return ok;
}

static const char *const demonstration = "price-objection";

static struct sp_round *
begin_demonstration(const struct cli *cli, struct sp_store *store,
                    const struct sp_plan_case *c)
{
    return begin_new(cli, store,
                     &(struct play_request){.scenario = demonstration,
                                            .style = c->style,
                                            .motive = c->motive,
                                            .has_seed = true,
                                            .seed = c->seed});
}

int
play_demonstration(struct cli *cli)
{
    struct sp_plan *plan = first_plan(cli, demonstration);
    struct sp_round *round =
        plan ? begin_demonstration(cli, NULL, &plan->cases[0]) : NULL;
    int status = CLI_CANNOT;

    if (round && !cli->json) {
        const struct sp_scenario *s = sp_session_scenario(sp_round_session(round));

        cli_say(cli, stdout, "demo.start", sp_text_in(&s->title, cli->lang), NULL);
        putchar('\n');
        show_brief(cli, s);
    }
    if (round && follow(cli, round, &plan->cases[0], UINT_MAX)) {
        print_round(cli, round, true);
        if (!cli->json) {
            putchar('\n');
            cli_say(cli, stdout, "demo.end", NULL);
        }
        status = CLI_CLEAN;
    }
    sp_round_free(round);
    sp_plan_free(plan);
    return status;
}

bool
play_prepare(struct cli *cli, struct sp_store *store, unsigned less,
             char id[SP_ID_SIZE])
{
    struct sp_plan *plan = first_plan(cli, demonstration);
    struct sp_round *round =
        plan ? begin_demonstration(cli, store, &plan->cases[0]) : NULL;
    unsigned picks = 0;
    bool ok = round != NULL;

    for (unsigned i = 0; ok && i < plan->cases[0].line_count; i++)
        picks += strcmp(plan->cases[0].lines[i].word[0], "pick") == 0;
    ok = ok && follow(cli, round, &plan->cases[0], picks > less ? picks - less : 0);
    if (ok)
        memcpy(id, sp_round_id(round), SP_ID_SIZE);
    sp_round_free(round);
    sp_plan_free(plan);
    return ok;
}

int
play_text(struct cli *cli, const struct play_request *wanted)
{
    struct play_request request = *wanted;
    struct sp_store *store = open_records(cli);
    char id[SP_ID_SIZE];
    int status = CLI_CANNOT;

    if (!request.resume || (store && find_attempt(cli, store, request.resume, id))) {
        struct sp_round *round;

        if (request.resume)
            request.resume = id;
        round = begin_round(cli, store, &request);
        if (round && request.script)
            status = play_script(cli, round, request.script);
        else if (round)
            status = play_terminal(cli, round);
        sp_round_free(round);
    }
    sp_store_close(store);
    return status;
}
