/* screen_say.c: what the screens say: which page came up, the customer's lines, what a
 * line did.
 *
 * Looks at the state after each frame and tells what became of it since the last, so
 * that the screens need not know. In a call the order is: what the own line did, in
 * practice with the coach's word; the customer's answer; how many lines there are to
 * choose from; and, at the keyboard, the focused one. */
#include "screen.h"

#include <string.h>

#include "core/mem.h"

static bool
is_ended(const struct sp_str *text)
{
    static const char *const ends[] = {
        ".", "!", "?", "\xe3\x80\x82", "\xef\xbc\x81", "\xef\xbc\x9f"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t size = strlen(ends[i]);

        if (text->size >= size &&
            memcmp(text->text + text->size - size, ends[i], size) == 0)
            return true;
    }
    return false;
}

static void
add_sentence(struct sp_str *out, const char *text)
{
    if (out->size && text[0])
        sp_str_add(out, is_ended(out) ? " " : ". ");
    sp_str_add(out, text);
}

static void
add_word(struct sp_str *out, size_t from, const char *text)
{
    if (out->size > from)
        sp_str_add(out, ", ");
    sp_str_add(out, text);
}

static void
say(struct gui *g, enum gui_say_kind kind, struct sp_str *text)
{
    gui_say(g, kind, sp_str_text(text));
    sp_str_finish(text);
}

/* ---- the call ---- */

/* The last words that stand, if any; the caller frees them. */
static char *
last_line(struct sp_ui *ui)
{
    for (size_t i = sp_session_turns(ui->session) + 1; i-- > 0;) {
        if (i && sp_session_turn(ui->session, i - 1)->undone)
            continue;
        char *text = sp_session_customer(ui->session, i, ui->lang);
        if (text[0])
            return text;
        sp_free(text);
    }
    return sp_strdup("");
}

static void
say_line(struct sp_ui *ui, struct gui *g)
{
    const char *portrait = sp_session_scenario(ui->session)->portrait;
    bool woman = portrait && strncmp(portrait, "woman", 5) == 0;
    char *text = last_line(ui);

    gui_say_line(g, woman ? GUI_WOMAN : GUI_MAN, text);
    sp_free(text);
}

static void
say_options(struct sp_ui *ui, struct gui *g)
{
    const struct sp_view *view = sp_session_view(ui->session);

    if (view->open_count)
        gui_say(g, GUI_SAY_HINT,
                screen_text_with(ui, "ui.say.options",
                                 screen_number(ui, (int)view->open_count), NULL, NULL));
}

static void
add_signals(struct sp_ui *ui, const struct sp_turn *turn, struct sp_str *out)
{
    for (int i = 0; i < SP_FORMS; i++) {
        const char *name = sp_signal_name((enum sp_signal)i);

        if (!((turn->signals >> i) & 1))
            continue;
        if (i == SP_WRONG && !turn->knew)
            name = "wrong.early";
        add_word(out, 0, screen_word(ui, i < SP_MOVES ? "move." : "event.", name));
    }
}

static void
add_changes(struct sp_ui *ui, const struct sp_turn *turn, struct sp_str *out)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);
    struct sp_str changes = {0};

    for (unsigned i = 0; i < s->meters; i++) {
        int by = turn->meter_after[i] - turn->meter_before[i];

        if (!by)
            continue;
        add_word(&changes, 0, screen_word(ui, "meter.", s->meter[i].id));
        sp_str_addf(&changes, " %+d", by);
    }
    add_sentence(out, sp_str_text(&changes));
    sp_str_finish(&changes);
    if (turn->revealed)
        add_sentence(out, screen_text(ui, "ui.play.revealed"));
}

/* What can be seen of it on the screen too: outside practice only the face. */
static void
say_after(struct sp_ui *ui, struct gui *g, const struct sp_turn *turn)
{
    struct sp_str out = {0};

    if (screen_coached(ui)) {
        const char *coach =
            turn->reply ? sp_text_in(&turn->reply->coach, ui->lang) : "";

        add_signals(ui, turn, &out);
        if (coach[0])
            add_sentence(&out, screen_text_with(ui, "ui.say.coach", coach, NULL, NULL));
        add_changes(ui, turn, &out);
    }
    if (turn->mood != ui->said.mood)
        add_sentence(
            &out, screen_text_with(ui, "ui.say.mood",
                                   screen_word(ui, "mood.", sp_mood_name(turn->mood)),
                                   NULL, NULL));
    say(g, GUI_SAY_AFTER, &out);
}

static bool
answered(const struct sp_ui *ui)
{
    return ui->session && ui->session == ui->said.session &&
           sp_session_turns(ui->session) > ui->said.turns;
}

static void
say_talk(struct sp_ui *ui, struct gui *g)
{
    bool more = answered(ui);

    if (!more && sp_session_view(ui->session)->turn >= ui->said.count)
        return;
    gui_say_afresh(g);
    if (more)
        say_after(ui, g,
                  sp_session_turn(ui->session, sp_session_turns(ui->session) - 1));
    say_line(ui, g);
    say_options(ui, g);
}

/* ---- pages ---- */

static void
say_home(struct sp_ui *ui, struct gui *g)
{
    struct sp_str out = {0};
    int count = (int)ui->app.ops->scenario_count(ui->app.data);

    sp_str_add(&out, screen_text(ui, "ui.home.title"));
    sp_str_add(&out, " ");
    sp_str_add(&out, screen_text_with(
                         ui, "ui.say.home", screen_number(ui, count),
                         screen_number(ui, (int)ui->lists.unfinished_count), NULL));
    say(g, GUI_SAY_PAGE, &out);
}

static void
add_customer(struct sp_ui *ui, const struct sp_scenario *s, struct sp_str *out)
{
    add_sentence(out, sp_text_in(&s->title, ui->lang));
    add_sentence(out, sp_text_in(&s->customer_name, ui->lang));
    add_word(out, 0, sp_text_in(&s->customer_role, ui->lang));
}

static void
say_brief(struct sp_ui *ui, struct gui *g)
{
    struct sp_str out = {0};

    add_customer(ui, ui->scenario, &out);
    add_sentence(&out, sp_text_in(&ui->scenario->goal, ui->lang));
    say(g, GUI_SAY_PAGE, &out);
    gui_say(g, GUI_SAY_HINT, screen_text(ui, "ui.say.brief"));
}

static void
say_play(struct sp_ui *ui, struct gui *g)
{
    struct sp_str out = {0};

    add_customer(ui, sp_session_scenario(ui->session), &out);
    say(g, GUI_SAY_PAGE, &out);
    say_line(ui, g);
    say_options(ui, g);
}

/* The closing words of the call that just ended come first. */
static void
say_result(struct sp_ui *ui, struct gui *g)
{
    const struct sp_score *score = &ui->score;
    const struct sp_view *view = sp_session_view(ui->session);
    struct sp_str out = {0};

    if (answered(ui)) {
        say_after(ui, g,
                  sp_session_turn(ui->session, sp_session_turns(ui->session) - 1));
        say_line(ui, g);
    }
    add_sentence(&out,
                 screen_text(ui, score->pass ? "ui.result.pass" : "ui.result.fail"));
    add_sentence(&out,
                 screen_text_with(ui, "ui.say.result", screen_number(ui, score->total),
                                  screen_number(ui, score->out_of),
                                  screen_number(ui, score->mark)));
    sp_str_add(&out, " ");
    sp_str_add(&out, view->ending ? sp_text_in(&view->ending->text, ui->lang) : "");
    say(g, GUI_SAY_PAGE, &out);
    gui_say(g, GUI_SAY_HINT, screen_text(ui, "ui.say.resultkeys"));
}

static void
say_exam(struct sp_ui *ui, struct gui *g)
{
    struct sp_str out = {0};

    screen_exam_say(ui, &out);
    say(g, GUI_SAY_PAGE, &out);
}

static void
say_page(struct sp_ui *ui, struct gui *g)
{
    gui_say_afresh(g);
    switch (ui->screen) {
    case SCREEN_HOME:
        say_home(ui, g);
        break;
    case SCREEN_BRIEF:
        say_brief(ui, g);
        break;
    case SCREEN_PLAY:
        say_play(ui, g);
        break;
    case SCREEN_RESULT:
        say_result(ui, g);
        break;
    case SCREEN_EXAM:
        say_exam(ui, g);
        break;
    case SCREEN_DESK:
        gui_say(g, GUI_SAY_PAGE, screen_text(ui, "ui.desk.title"));
        break;
    default:
        break;
    }
    if (!ui->said.greeted)
        gui_say(g, GUI_SAY_HINT, screen_text(ui, "ui.say.keys"));
    ui->said.greeted = ui->look.voice == SP_VOICE_ALL;
}

/* ---- the whole ---- */

static void
next_voice(struct sp_ui *ui)
{
    ui->look.voice = (enum sp_voice)((ui->look.voice + 1) % SP_VOICES);
    screen_look_changed(ui);
}

static void
note_voice(struct sp_ui *ui, struct gui *g)
{
    static const char *const keys[SP_VOICES] = {"ui.voice.off", "ui.voice.customer",
                                                "ui.voice.all"};
    bool mute = ui->look.voice != SP_VOICE_OFF && !gui_has_speaker(g);

    screen_note(ui, g, screen_text(ui, mute ? "ui.say.none" : keys[ui->look.voice]),
                mute);
}

void
screen_say_begin(struct sp_ui *ui, struct gui *g)
{
    static const enum gui_voice voices[SP_VOICES] = {
        [SP_VOICE_CUSTOMER] = GUI_VOICE_LINES, [SP_VOICE_ALL] = GUI_VOICE_ALL};
    bool next = gui_key_always(g, GUI_F1 + 3, 0);

    if (next)
        next_voice(ui);
    if (ui->entered || ui->said.lang != ui->lang || ui->said.voice != ui->look.voice)
        ui->said.fresh = true;
    ui->said.lang = ui->lang;
    ui->said.voice = ui->look.voice;
    gui_set_voice(g, voices[ui->look.voice],
                  ui->app.ops->strings(ui->app.data, ui->lang), ui->lang);
    if (next)
        note_voice(ui, g);
    if (ui->session && gui_key(g, GUI_F1 + 1, 0)) {
        gui_hush(g);
        say_line(ui, g);
    }
}

void
screen_say_end(struct sp_ui *ui, struct gui *g)
{
    struct screen_said *said = &ui->said;

    /* Another screen comes up in the next frame, or this one in another language. */
    if (ui->entered || said->lang != ui->lang)
        return;
    if (said->fresh)
        say_page(ui, g);
    else if (ui->screen == SCREEN_PLAY)
        say_talk(ui, g);
    said->fresh = false;
    said->session = ui->session;
    if (!ui->session)
        return;
    said->turns = sp_session_turns(ui->session);
    said->count = sp_session_view(ui->session)->turn;
    said->mood = sp_session_view(ui->session)->mood;
}
