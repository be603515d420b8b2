/* show_advice.c: the trainer's word in plain text: hints, and what to take from a call.
 */
#include "show.h"

#include "core/advise.h"

/* ---- before a line ---- */

static void
show_beginning(const struct cli *cli, const struct sp_hint *hint)
{
    const struct sp_wordings *text = &hint->example->text;
    enum sp_lang lang = cli->lang;

    for (unsigned other = 0; text->count[lang] == 0 && other < SP_LANGS; other++)
        lang = (enum sp_lang)other;
    char *begin = sp_strndup(text->by[lang][0], hint->begin[lang]);

    cli_say(cli, stdout, "hint.begin", begin, NULL);
    sp_free(begin);
}

void
show_hint(const struct cli *cli, const struct sp_session *session, unsigned step)
{
    struct sp_hint hint;

    if (!sp_session_hint(session, &hint))
        cli_say(cli, stdout, "hint.none", NULL);
    else if (step == 1)
        cli_say(cli, stdout, hint.due ? "hint.due" : "hint.why",
                cli_text(cli, hint.why),
                hint.due ? sp_text_in(&hint.due->name, cli->lang) : NULL, NULL);
    else if (step == 2)
        show_beginning(cli, &hint);
    else
        cli_say(cli, stdout, "hint.line", show_reply(cli, hint.example), NULL);
}

/* ---- how the motive could be learnt ---- */

static void
show_lesson(const struct cli *cli, const struct sp_session *session)
{
    struct sp_lesson lesson;
    char line[24];

    sp_session_lesson(session, &lesson);
    char *words = sp_lesson_words(session, &lesson, cli->lang);

    snprintf(line, sizeof line, "%ld", lesson.turn + 1);
    if (lesson.learnt)
        cli_say(cli, stdout, lesson.turn < 0 ? "lesson.opening" : "lesson.learnt",
                words, line, NULL);
    else if (!lesson.told)
        cli_say(cli, stdout, "lesson.none", NULL);
    for (unsigned i = 0; i < lesson.steps; i++)
        cli_say(cli, stdout, i == 0 ? "lesson.instead" : "lesson.then",
                show_reply(cli, lesson.path[i]), line, NULL);
    if (lesson.steps > 0)
        cli_say(cli, stdout, "lesson.told", words, NULL);
    sp_free(words);
}

/* ---- keep, start, stop ---- */

static const char *
wording_of(const struct cli *cli, const struct sp_advice_item *item)
{
    return item->check ? sp_text_in(&item->check->wording, cli->lang) : "";
}

static void
show_keep(const struct cli *cli, const struct sp_advice_item *item)
{
    char line[24], points[24];

    snprintf(line, sizeof line, "%ld", item->turn + 1);
    snprintf(points, sizeof points, "%d", item->points);
    cli_say(cli, stdout, "advice.keep", line, show_reply(cli, item->reply),
            wording_of(cli, item), points, NULL);
}

static void
show_start(const struct cli *cli, const struct sp_advice_item *item)
{
    char line[24], points[24];

    snprintf(line, sizeof line, "%ld", item->turn + 1);
    snprintf(points, sizeof points, "%d", item->points);
    cli_say(cli, stdout, "advice.start", sp_text_in(&item->competency->name, cli->lang),
            wording_of(cli, item), points, NULL);
    if (item->reply)
        cli_say(cli, stdout, item->more ? "advice.towards" : "advice.instead", line,
                show_reply(cli, item->reply), NULL);
    else
        cli_say(cli, stdout, "advice.remedy",
                sp_text_in(&item->check->remedy, cli->lang), NULL);
}

static void
show_stop(const struct cli *cli, const struct sp_session *session,
          const struct sp_advice_item *item)
{
    const struct sp_turn *turn = sp_session_turn(session, (size_t)item->turn);
    char line[24], points[24], times[24];
    struct sp_str wrong = {0};

    snprintf(line, sizeof line, "%ld", item->turn + 1);
    snprintf(points, sizeof points, "%d", item->points);
    snprintf(times, sizeof times, "%u", item->times);
    show_add_moves(cli, turn, item->moves, &wrong);
    show_add_events(cli, turn, item->moves, &wrong);
    cli_say(cli, stdout, "advice.stop", line, show_reply(cli, item->reply),
            sp_str_text(&wrong), NULL);
    if (item->points > 0)
        cli_say(cli, stdout, "advice.cost", wording_of(cli, item), points, NULL);
    else if (item->check)
        cli_say(cli, stdout, "advice.grave", wording_of(cli, item), NULL);
    if (item->times > 1)
        cli_say(cli, stdout, "advice.times", times, NULL);
    sp_str_finish(&wrong);
}

void
show_advice(const struct cli *cli, const struct sp_session *session,
            const struct sp_score *score)
{
    static const char *const firsts[] = {NULL, "advice.first.keep",
                                         "advice.first.start", "advice.first.stop"};
    struct sp_advice advice;

    show_lesson(cli, session);
    sp_score_advise(session, score, &advice);
    if (advice.first == SP_ADVICE_NONE)
        return;
    putchar('\n');
    cli_say(cli, stdout, "advice.title", cli_text(cli, firsts[advice.first]), NULL);
    for (unsigned i = 0; i < advice.keeps; i++)
        show_keep(cli, &advice.keep[i]);
    for (unsigned i = 0; i < advice.starts; i++)
        show_start(cli, &advice.start[i]);
    for (unsigned i = 0; i < advice.stops; i++)
        show_stop(cli, session, &advice.stop[i]);
    if (advice.try_line)
        cli_say(cli, stdout, "advice.try",
                sp_text_in(&advice.try_line->try_line, cli->lang), NULL);
}
