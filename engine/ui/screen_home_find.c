/* screen_home_find.c: which scenarios are shown: the search box and the filters. */
#include "screen_home.h"

#include <math.h>
#include <string.h>

#define FILTERS_FROM 4 /* scenarios; of fewer everything is seen at once */
#define TRADES_MOST 64
#define QUERY_MOST 200
#define SEARCH_WIDTH 280.0

enum { STATUS_ALL, STATUS_UNTRIED, STATUS_FAILED, STATUS_PASSED, STATUSES };

/* ---- matching ---- */

/* Lower case of the Latin letters up to U+00FF, byte by byte. */
static unsigned char
folded(const char *text, size_t at)
{
    unsigned char byte = (unsigned char)text[at];
    bool second = at > 0 && (unsigned char)text[at - 1] == 0xc3;

    if (byte >= 'A' && byte <= 'Z')
        return (unsigned char)(byte + 32);
    if (second && byte >= 0x80 && byte <= 0x9e && byte != 0x97)
        return (unsigned char)(byte + 32);
    return byte;
}

static bool
contains(const char *text, const char *word, size_t size)
{
    for (size_t at = 0; text[at]; at++) {
        size_t n = 0;

        while (n < size && text[at + n] && folded(text, at + n) == folded(word, n))
            n++;
        if (n == size)
            return true;
    }
    return false;
}

static bool
somewhere(const struct sp_scenario *s, const char *word, size_t size)
{
    const struct sp_text *const texts[] = {
        &s->title,         &s->summary,          &s->trade,
        &s->customer_name, &s->customer_company, &s->customer_role};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (int lang = 0; lang < SP_LANGS; lang++) {
            const char *text = texts[i]->by[lang];

            if (text && contains(text, word, size))
                return true;
        }
    }
    return false;
}

/* The bytes of a space between words, ordinary or full-width, or 0. */
static size_t
space_at(const char *text)
{
    return *text == ' ' ? 1 : strncmp(text, "\xe3\x80\x80", 3) == 0 ? 3 : 0;
}

bool
home_matches(const struct sp_scenario *s, const char *query)
{
    while (*query) {
        size_t gap = space_at(query), size = 0;

        if (gap) {
            query += gap;
            continue;
        }
        while (query[size] && !space_at(query + size))
            size++;
        if (!somewhere(s, query, size))
            return false;
        query += size;
    }
    return true;
}

static bool
same_trade(const struct sp_ui *ui, const struct sp_scenario *a,
           const struct sp_scenario *b)
{
    return strcmp(sp_text_in(&a->trade, ui->lang), sp_text_in(&b->trade, ui->lang)) ==
           0;
}

static const struct sp_scenario *
at(const struct sp_ui *ui, size_t index)
{
    return ui->app.ops->scenario(ui->app.data, index);
}

static size_t
total(const struct sp_ui *ui)
{
    return ui->app.ops->scenario_count(ui->app.data);
}

bool
home_shows(const struct sp_ui *ui, const struct sp_scenario *s,
           const struct home_past *past)
{
    const struct screen_home *home = &ui->home;
    size_t status = !past->best        ? STATUS_UNTRIED
                    : past->best->pass ? STATUS_PASSED
                                       : STATUS_FAILED;

    if (home->status && home->status != status)
        return false;
    if (home->difficulty && (int)home->difficulty != s->difficulty)
        return false;
    if (home->trade && home->trade <= total(ui) &&
        !same_trade(ui, s, at(ui, home->trade - 1)))
        return false;
    return home_matches(s, home->search.text);
}

bool
home_narrowed(const struct sp_ui *ui)
{
    const struct screen_home *home = &ui->home;

    return home->search.size || home->status || home->difficulty || home->trade;
}

void
home_find_clear(struct sp_ui *ui)
{
    gui_field_set(&ui->home.search, "");
    ui->home.status = ui->home.difficulty = ui->home.trade = 0;
}

/* ---- the row ---- */

static void
status_choice(struct sp_ui *ui, struct gui *g)
{
    static const char *const keys[STATUSES] = {"all", "untried", "failed", "passed"};
    const char *texts[STATUSES];

    for (size_t i = 0; i < STATUSES; i++)
        texts[i] = screen_word(ui, "ui.home.status.", keys[i]);
    gui_choice(g, gui_id(g, "status"), texts, STATUSES, &ui->home.status);
}

static void
trade_choice(struct sp_ui *ui, struct gui *g)
{
    const char *texts[TRADES_MOST + 1] = {screen_text(ui, "ui.home.trade.all")};
    size_t first[TRADES_MOST + 1] = {0}, count = 1, chosen = 0;

    for (size_t i = 0; i < total(ui) && count <= TRADES_MOST; i++) {
        bool known = false;

        for (size_t k = 1; k < count && !known; k++)
            known = same_trade(ui, at(ui, i), at(ui, first[k]));
        if (known)
            continue;
        texts[count] = sp_text_in(&at(ui, i)->trade, ui->lang);
        if (ui->home.trade && ui->home.trade <= total(ui) &&
            same_trade(ui, at(ui, i), at(ui, ui->home.trade - 1)))
            chosen = count;
        first[count++] = i;
    }
    if (count <= 2)
        return;
    if (gui_choice(g, gui_id(g, "trade"), texts, count, &chosen))
        ui->home.trade = chosen ? first[chosen] + 1 : 0;
}

static void
difficulty_choice(struct sp_ui *ui, struct gui *g)
{
    const char *texts[4] = {screen_text(ui, "ui.home.difficulty.all")};
    bool several = false;

    for (size_t i = 1; i < total(ui); i++)
        several = several || at(ui, i)->difficulty != at(ui, 0)->difficulty;
    if (!several) {
        ui->home.difficulty = 0;
        return;
    }
    for (int i = 1; i < 4; i++)
        texts[i] = screen_word(ui, "ui.difficulty.", screen_number(ui, i));
    gui_choice(g, gui_id(g, "difficulty"), texts, 4, &ui->home.difficulty);
}

static void
search(struct sp_ui *ui, struct gui *g)
{
    uint64_t id = gui_id(g, "search");

    ui->home.search.most = QUERY_MOST;
    if (gui_key(g, 'f', GUI_CTRL) || gui_key(g, '/', 0)) {
        gui_field_select(&ui->home.search);
        gui_focus(g, id);
        gui_wake_in(g, 0);
    }
    unsigned events =
        gui_search(g, id, &ui->home.search, screen_text(ui, "ui.home.search"));
    for (size_t i = 0; events & GUI_FIELD_ENTER && i < total(ui); i++) {
        if (i < ui->home.past_count && home_shows(ui, at(ui, i), &ui->home.past[i])) {
            gui_push_id(g, gui_id(g, "scenarios"));
            gui_focus(g, gui_id(g, at(ui, i)->id));
            gui_pop_id(g);
            return;
        }
    }
}

static void
heading(struct sp_ui *ui, struct gui *g, double height)
{
    struct gui_rect rect = gui_take(g, height);
    const char *text = screen_text(ui, "ui.home.choose");
    double w = fmin(rect.w, ceil(gui_text_width(g, GUI_HEADING, text)));
    size_t shown = 0;

    gui_label_at(g, (struct gui_rect){rect.x, rect.y, w, rect.h}, GUI_HEADING, GUI_INK,
                 GUI_START, text);
    if (!home_narrowed(ui))
        return;
    for (size_t i = 0; i < total(ui) && i < ui->home.past_count; i++)
        shown += home_shows(ui, at(ui, i), &ui->home.past[i]);
    rect.x += w + 10;
    rect.w -= w + 10;
    gui_label_at(g, rect, GUI_SMALL, GUI_MUTED, GUI_START,
                 screen_text_with(ui, "ui.of", screen_number(ui, (int)shown),
                                  screen_number(ui, (int)total(ui)), NULL));
}

static void
filters(struct sp_ui *ui, struct gui *g)
{
    gui_flow_begin(g, 8);
    status_choice(ui, g);
    trade_choice(ui, g);
    difficulty_choice(ui, g);
    if (home_narrowed(ui) &&
        gui_button(g, gui_id(g, "clear"), GUI_GHOST, screen_text(ui, "ui.home.clear")))
        home_find_clear(ui);
    gui_flow_end(g);
}

void
home_find(struct sp_ui *ui, struct gui *g)
{
    double room = gui_room(g);
    double text =
        gui_text_width(g, GUI_HEADING, screen_text(ui, "ui.home.choose")) + 72;
    bool many = total(ui) >= FILTERS_FROM, one_row = many && room >= 860;

    if (!many)
        ui->home.status = ui->home.difficulty = ui->home.trade = 0;
    if (!total(ui)) {
        heading(ui, g, 26);
        return;
    }
    if (room < 560) {
        heading(ui, g, 26);
        gui_space(g, 8);
        search(ui, g);
    } else {
        if (one_row)
            gui_columns_begin(g, (double[]){text, -1, SEARCH_WIDTH}, 3, 8);
        else
            gui_columns_begin(g, (double[]){-1, SEARCH_WIDTH}, 2, 16);
        gui_column_next(g);
        heading(ui, g, 40);
        gui_column_next(g);
        if (one_row) {
            filters(ui, g);
            gui_column_next(g);
        }
        search(ui, g);
        gui_columns_end(g);
    }
    if (many && !one_row) {
        gui_space(g, 8);
        filters(ui, g);
    }
}
