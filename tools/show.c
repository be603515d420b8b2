/* show.c: a call in plain text. */
#include "show.h"

#include <string.h>

static void
number(char *out, size_t room, long value)
{
    snprintf(out, room, "%ld", value);
}

const char *
show_reply(const struct cli *cli, const struct sp_reply *reply)
{
    struct sp_text text = {{0}};

    for (unsigned i = 0; i < SP_LANGS; i++)
        text.by[i] = reply->text.count[i] ? reply->text.by[i][0] : NULL;
    return sp_text_in(&text, cli->lang);
}

void
show_brief(const struct cli *cli, const struct sp_scenario *s)
{
    const struct sp_rubric *rubric = s->rubric;

    cli_say(cli, cli->out, "play.title", sp_text_in(&s->title, cli->lang),
            sp_text_in(&s->trade, cli->lang), NULL);
    cli_say(cli, cli->out, "play.customer", sp_text_in(&s->customer_name, cli->lang),
            sp_text_in(&s->customer_role, cli->lang),
            sp_text_in(&s->customer_company, cli->lang), NULL);
    fputc('\n', cli->out);
    cli_say(cli, cli->out, "play.situation", sp_text_in(&s->situation, cli->lang),
            NULL);
    cli_say(cli, cli->out, "play.goal", sp_text_in(&s->goal, cli->lang), NULL);
    cli_say(cli, cli->out, "play.known", NULL);
    for (unsigned i = 0; i < s->briefs; i++)
        fprintf(cli->out, "  - %s\n", sp_text_in(&s->brief[i].text, cli->lang));
    cli_say(cli, cli->out, "play.rubric", NULL);
    for (unsigned i = 0; i < rubric->competencies; i++) {
        const struct sp_competency *c = &rubric->competency[i];
        char weight[24];

        number(weight, sizeof weight, c->weight);
        /* What takes a beginner to level 2, which is needed to pass. */
        cli_say(cli, cli->out, "play.rubric-line", sp_text_in(&c->name, cli->lang),
                weight, sp_text_in(&c->level[c->levels > 1].wording, cli->lang), NULL);
    }
    fputc('\n', cli->out);
}

void
show_customer(const struct cli *cli, const struct sp_session *session, size_t index)
{
    const struct sp_scenario *s = sp_session_scenario(session);
    char *says = sp_session_customer(session, index, cli->lang);

    if (*says)
        cli_say(cli, cli->out, "play.says", sp_text_in(&s->customer_name, cli->lang),
                says, NULL);
    sp_free(says);
}

void
show_options(const struct cli *cli, const struct sp_session *session)
{
    const struct sp_view *view = sp_session_view(session);

    for (unsigned i = 0; i < view->open_count; i++)
        fprintf(cli->out, "  %u  %s\n", i + 1, show_reply(cli, view->open[i]));
}

/* A test after the remedy asks whether it is settled, whatever its form. */
void
show_add_moves(const struct cli *cli, const struct sp_turn *turn, uint64_t signals,
               struct sp_str *out)
{
    char key[48];

    for (unsigned move = 0; move < SP_MOVES; move++) {
        if (!(signals & SP_BIT(move)))
            continue;
        enum sp_signal shown = sp_signal_shown(signals, move);
        snprintf(key, sizeof key, "move.%s", sp_signal_name(shown));
        if (move == SP_TEST && turn->settled)
            snprintf(key, sizeof key, "move.test.settled");
        sp_str_add(out, out->size ? cli_text(cli, "play.join") : "");
        sp_str_add(out, cli_text(cli, key));
    }
}

void
show_add_events(const struct cli *cli, const struct sp_turn *turn, uint64_t signals,
                struct sp_str *out)
{
    char key[48];

    for (unsigned event = SP_HEARD; event < SP_FORMS; event++) {
        if (!(signals & SP_BIT(event)))
            continue;
        snprintf(key, sizeof key, "event.%s", sp_signal_name(event));
        if (event == SP_WRONG && !turn->knew)
            snprintf(key, sizeof key, "event.wrong.early");
        sp_str_add(out, out->size ? cli_text(cli, "play.join") : "");
        sp_str_add(out, cli_text(cli, key));
    }
}

static void
show_meters(const struct cli *cli, const struct sp_session *session,
            const struct sp_turn *turn)
{
    const struct sp_scenario *s = sp_session_scenario(session);
    char key[64], before[24], after[24], most[24];

    for (unsigned i = 0; i < s->meters; i++) {
        if (turn->meter_before[i] == turn->meter_after[i])
            continue;
        snprintf(key, sizeof key, "meter.%s", s->meter[i].id);
        number(before, sizeof before, turn->meter_before[i]);
        number(after, sizeof after, turn->meter_after[i]);
        number(most, sizeof most, s->meter[i].max);
        fprintf(cli->out, "  ");
        cli_say(cli, cli->out, "play.meter",
                sp_strings_has(cli->strings[cli->lang], key) ? cli_text(cli, key)
                                                             : s->meter[i].id,
                before, after, most, NULL);
    }
}

void
show_line(const struct cli *cli, const struct sp_session *session, size_t index,
          bool coach)
{
    const struct sp_turn *turn = sp_session_turn(session, index);
    struct sp_str moves = {0}, events = {0};
    char line[24];

    number(line, sizeof line, (long)index + 1);
    cli_say(cli, cli->out, turn->undone ? "play.you-undone" : "play.you", line,
            show_reply(cli, turn->reply), NULL);
    if (!coach)
        return;
    show_add_moves(cli, turn, turn->signals, &moves);
    if (moves.size == 0)
        sp_str_add(&moves, cli_text(cli, "move.none"));
    show_add_events(cli, turn, turn->signals, &events);
    fprintf(cli->out, "  ");
    if (events.size)
        cli_say(cli, cli->out, "play.moves-events", sp_str_text(&moves),
                sp_str_text(&events), NULL);
    else
        cli_say(cli, cli->out, "play.moves", sp_str_text(&moves), NULL);
    show_meters(cli, session, turn);
    if (turn->reply->coach.by[SP_ZH] || turn->reply->coach.by[SP_EN]) {
        fprintf(cli->out, "  ");
        cli_say(cli, cli->out, "play.coach", sp_text_in(&turn->reply->coach, cli->lang),
                NULL);
    }
    sp_str_finish(&moves);
    sp_str_finish(&events);
}

/* ---- the result ---- */

/* Names of the competencies that are too low, with their levels. */
static void
add_low(const struct cli *cli, const struct sp_score *score, struct sp_str *out)
{
    char level[24];

    for (unsigned i = 0; i < score->competencies; i++) {
        const struct sp_competency_result *c = &score->competency[i];

        if (!c->judged || !c->competency->headline || c->level >= 2)
            continue;
        number(level, sizeof level, c->level);
        sp_str_add(out, out->size ? cli_text(cli, "play.join") : "");
        sp_str_addf(out, "%s %s", sp_text_in(&c->competency->name, cli->lang), level);
    }
}

static void
show_clauses(const struct cli *cli, const struct sp_score *score, bool met)
{
    char total[24], out_of[24], mark[24], line[24];
    struct sp_str low = {0};

    number(total, sizeof total, score->total);
    number(out_of, sizeof out_of, score->out_of);
    number(mark, sizeof mark, score->mark);
    add_low(cli, score, &low);
    if (score->total_ok == met)
        cli_say(cli, cli->out, met ? "result.total-ok" : "result.total-low", total,
                out_of, mark, NULL);
    if (score->levels_ok == met)
        cli_say(cli, cli->out, met ? "result.levels-ok" : "result.levels-low",
                sp_str_text(&low), NULL);
    if (met && score->critical_ok)
        cli_say(cli, cli->out, "result.critical-ok", NULL);
    for (unsigned i = 0; !met && i < score->criticals; i++) {
        number(line, sizeof line, score->critical[i].turn + 1);
        cli_say(cli, cli->out, "result.critical",
                sp_text_in(&score->critical[i].check->wording, cli->lang), line, NULL);
    }
    sp_str_finish(&low);
}

static void
show_check(const struct cli *cli, const struct sp_check_result *result)
{
    const struct sp_check *check = result->check;
    const char *wording = sp_text_in(&check->wording, cli->lang);
    char points[24], line[24];

    number(points, sizeof points, check->points);
    number(line, sizeof line, result->turn + 1);
    if (result->earned && result->turn >= 0)
        cli_say(cli, cli->out, "result.earned", wording, points, line, NULL);
    else if (result->earned)
        cli_say(cli, cli->out, "result.earned-throughout", wording, points, NULL);
    else if (result->holds)
        cli_say(cli, cli->out, "result.waiting", wording, points, NULL);
    else
        cli_say(cli, cli->out, "result.missed", wording, points, NULL);
    if (result->holds)
        return;
    if (!result->instead) {
        cli_say(cli, cli->out, "result.remedy", sp_text_in(&check->remedy, cli->lang),
                NULL);
        return;
    }
    cli_say(cli, cli->out, result->more ? "result.instead-more" : "result.instead",
            line, show_reply(cli, result->instead), NULL);
}

static void
show_competencies(const struct cli *cli, const struct sp_score *score)
{
    for (unsigned i = 0; i < score->competencies; i++) {
        const struct sp_competency_result *c = &score->competency[i];
        const char *name = sp_text_in(&c->competency->name, cli->lang);
        char level[24], points[24], weight[24];

        number(level, sizeof level, c->level);
        number(points, sizeof points, c->points);
        number(weight, sizeof weight, c->competency->weight);
        if (!c->judged) {
            cli_say(cli, cli->out, "result.omitted", name,
                    sp_text_in(&c->competency->omit_reason, cli->lang), NULL);
            continue;
        }
        cli_say(cli, cli->out, "result.competency", name, level, points, weight, NULL);
        for (unsigned k = 0; k < c->competency->levels; k++)
            show_check(cli, &c->check[k]);
    }
}

static void
show_truth(const struct cli *cli, const struct sp_session *session,
           const struct sp_score *score)
{
    const struct sp_scenario *s = sp_session_scenario(session);
    const struct sp_motive *motive = &s->motives[sp_session_motive(session)];
    const struct sp_style *style = &s->styles->style[sp_session_style(session)];
    char key[48];

    snprintf(key, sizeof key, "kind.%s", sp_kind_name(motive->kind));
    cli_say(cli, cli->out, "result.motive", sp_text_in(&motive->text, cli->lang),
            cli_text(cli, key), NULL);
    cli_say(cli, cli->out, "result.style", sp_text_in(&style->name, cli->lang),
            sp_text_in(&style->advice, cli->lang), NULL);
    for (unsigned i = 0; i < score->adapts; i++)
        cli_say(cli, cli->out,
                score->adapt[i].holds ? "result.adapted" : "result.not-adapted",
                sp_text_in(&score->adapt[i].check->wording, cli->lang), NULL);
}

void
show_result(const struct cli *cli, const struct sp_session *session,
            const struct sp_score *score)
{
    const struct sp_ending *ending = sp_session_view(session)->ending;

    fputc('\n', cli->out);
    if (!score->over)
        cli_say(cli, cli->out, "result.running", NULL);
    else if (score->pass)
        cli_say(cli, cli->out, "result.pass", NULL);
    else
        cli_say(cli, cli->out,
                ending->kind == SP_OPEN ? "result.respectable" : "result.fail", NULL);
    show_clauses(cli, score, false);
    show_clauses(cli, score, true);
    if (ending)
        cli_say(cli, cli->out, "result.ending", sp_text_in(&ending->text, cli->lang),
                NULL);
    fputc('\n', cli->out);
    show_competencies(cli, score);
    fputc('\n', cli->out);
    show_truth(cli, session, score);
}

/* ---- the annotated transcript ---- */

/* Names of the competencies for which `instead` would have earned more at this line. */
static void
add_missed(const struct cli *cli, const struct sp_score *score, size_t index,
           const struct sp_reply *instead, struct sp_str *out)
{
    for (unsigned i = 0; i < score->competencies; i++) {
        const struct sp_competency_result *c = &score->competency[i];

        for (unsigned k = 0; k < c->competency->levels; k++) {
            const struct sp_check_result *r = &c->check[k];

            if (r->instead != instead || r->turn != (long)index)
                continue;
            sp_str_add(out, out->size ? cli_text(cli, "play.join") : "");
            sp_str_add(out, sp_text_in(&c->competency->name, cli->lang));
            break;
        }
    }
}

static void
show_better(const struct cli *cli, const struct sp_session *session,
            const struct sp_score *score, size_t index)
{
    const struct sp_turn *turn = sp_session_turn(session, index);
    const struct sp_node *node = &sp_session_scenario(session)->nodes[turn->node];

    for (unsigned i = 0; i < node->reply_count; i++) {
        struct sp_str names = {0};

        add_missed(cli, score, index, &node->replies[i], &names);
        if (names.size)
            cli_say(cli, cli->out, "note.missed", sp_str_text(&names),
                    show_reply(cli, &node->replies[i]), NULL);
        sp_str_finish(&names);
    }
}

static void
show_notes(const struct cli *cli, const struct sp_session *session,
           const struct sp_score *score, size_t index)
{
    for (unsigned i = 0; i < score->competencies; i++) {
        const struct sp_competency_result *c = &score->competency[i];

        for (unsigned k = 0; k < c->competency->levels; k++) {
            const struct sp_check_result *r = &c->check[k];

            if (r->turn == (long)index && r->earned)
                cli_say(cli, cli->out, "note.earned",
                        sp_text_in(&r->check->wording, cli->lang), NULL);
        }
    }
    show_better(cli, session, score, index);
    for (unsigned i = 0; i < score->criticals; i++) {
        if (score->critical[i].turn == (long)index)
            cli_say(cli, cli->out, "note.critical",
                    sp_text_in(&score->critical[i].check->wording, cli->lang), NULL);
    }
}

void
show_transcript(const struct cli *cli, const struct sp_session *session,
                const struct sp_score *score)
{
    fputc('\n', cli->out);
    cli_say(cli, cli->out, "play.transcript", NULL);
    show_customer(cli, session, 0);
    for (size_t i = 0; i < sp_session_turns(session); i++) {
        show_line(cli, session, i, true);
        show_notes(cli, session, score, i);
        show_customer(cli, session, i + 1);
    }
}
