/* screen_talk.c: the lines of a call, and what each of them did. */
#include "screen.h"

#include <string.h>

#include "core/mem.h"

const char *
screen_wording(const struct sp_wordings *wordings, enum sp_lang lang)
{
    for (int i = 0; i < SP_LANGS; i++) {
        int at = ((int)lang + i) % SP_LANGS;

        if (wordings->count[at])
            return wordings->by[at][0];
    }
    return "";
}

void
screen_talk_finish(struct screen_talk *talk)
{
    for (size_t i = 0; i < talk->count; i++)
        sp_free(talk->line[i].text);
    sp_free(talk->line);
    *talk = (struct screen_talk){0};
}

static void
add_line(struct screen_talk *talk, struct screen_line line)
{
    if (line.text[0])
        talk->line[talk->count++] = line;
    else
        sp_free(line.text);
}

void
screen_talk_update(struct sp_ui *ui)
{
    struct screen_talk *talk = &ui->talk;
    const struct sp_session *session = ui->session;
    const struct sp_view *view = sp_session_view(session);
    size_t turns = sp_session_turns(session);
    unsigned number = 0;

    if (talk->session == session && talk->lang == ui->lang && talk->turns == turns &&
        talk->count_turns == view->turn && talk->over == (view->ending != NULL))
        return;
    screen_talk_finish(talk);
    *talk = (struct screen_talk){.session = session,
                                 .lang = ui->lang,
                                 .turns = turns,
                                 .count_turns = view->turn,
                                 .over = view->ending != NULL};
    talk->line = sp_alloc(2 * turns + 1, sizeof *talk->line);
    add_line(talk,
             (struct screen_line){.text = sp_session_customer(session, 0, ui->lang)});
    for (size_t i = 0; i < turns; i++) {
        const struct sp_turn *turn = sp_session_turn(session, i);
        struct screen_line line = {.trainee = true, .undone = turn->undone, .turn = i};

        line.number = turn->undone ? 0 : ++number;
        line.text =
            sp_strdup(turn->reply ? screen_wording(&turn->reply->text, ui->lang) : "");
        add_line(talk, line);
        line.trainee = false;
        line.number = 0;
        line.text = sp_session_customer(session, i + 1, ui->lang);
        add_line(talk, line);
    }
}

unsigned
screen_turn_number(const struct sp_session *session, size_t index)
{
    unsigned number = 0;

    for (size_t i = 0; i <= index && i < sp_session_turns(session); i++) {
        if (!sp_session_turn(session, i)->undone)
            number++;
        else if (i == index)
            return 0;
    }
    return number;
}

static bool
is_good_event(int event)
{
    return event == SP_HEARD || event == SP_FIT || event == SP_KNOWN ||
           event == SP_RIGHT;
}

void
screen_moves(struct sp_ui *ui, struct gui *g, const struct sp_turn *turn)
{
    for (int i = 0; i < SP_MOVES; i++) {
        enum sp_signal shown = sp_signal_shown(turn->signals, (enum sp_signal)i);
        bool harm = (SP_BIT(shown) | SP_BIT(i)) & (SP_ERROR_MASK | SP_GRAVE_MASK);
        const char *name = sp_signal_name(shown);

        if (!((turn->signals >> i) & 1))
            continue;
        if (harm)
            gui_icon_chip(g, GUI_ICON_CROSS, GUI_BAD, screen_word(ui, "move.", name));
        else
            gui_chip(g, GUI_LINK, screen_word(ui, "move.", name));
    }
    for (int i = SP_HEARD; i < SP_FORMS; i++) {
        bool good = is_good_event(i);
        const char *name = i == SP_WRONG && !turn->knew
                               ? "wrong.early"
                               : sp_signal_name((enum sp_signal)i);

        if ((turn->signals >> i) & 1)
            gui_icon_chip(g, good ? GUI_ICON_TICK : GUI_ICON_ALERT,
                          good ? GUI_GOOD : GUI_WARN, screen_word(ui, "event.", name));
    }
}

void
screen_changes(struct sp_ui *ui, struct gui *g, const struct sp_turn *turn)
{
    const struct sp_scenario *scenario = sp_session_scenario(ui->session);

    for (unsigned i = 0; i < scenario->meters; i++) {
        int by = turn->meter_after[i] - turn->meter_before[i];
        struct sp_str step = {0};

        if (!by)
            continue;
        sp_str_addf(&step, "%s%d", by > 0 ? "+" : "\xe2\x88\x92", by > 0 ? by : -by);
        gui_chip(g, by > 0 ? GUI_GOOD : GUI_BAD,
                 screen_join(ui, screen_word(ui, "meter.", scenario->meter[i].id), " ",
                             sp_str_text(&step)));
        sp_str_finish(&step);
    }
    if (turn->revealed)
        gui_icon_chip(g, GUI_ICON_DOT, GUI_LINK, screen_text(ui, "ui.play.revealed"));
}
