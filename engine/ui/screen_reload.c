/* screen_reload.c: reading the scenarios again, for those who write them. */
#include "screen.h"

#include <string.h>

#include "core/mem.h"

#define NOTE_MS 15000 /* a finding takes longer to read than other notes */

/* What points into a scenario, by name, while the scenarios are made anew. */
struct kept {
    char *scenario, *style, *motive;
};

static char *
copy(const char *text)
{
    return text ? sp_strdup(text) : NULL;
}

static void
find_again(struct sp_ui *ui, const struct kept *kept)
{
    const struct sp_scenario *s =
        kept->scenario ? screen_find(ui, kept->scenario) : NULL;
    int style = s && kept->style ? sp_scenario_style(s, kept->style) : -1;
    int motive = s && kept->motive ? sp_scenario_motive(s, kept->motive) : -1;

    ui->scenario = s;
    ui->style = style >= 0 && motive >= 0 ? s->styles->style[style].id : NULL;
    ui->motive = style >= 0 && motive >= 0 ? s->motives[motive].id : NULL;
    if (!s && ui->screen == SCREEN_BRIEF)
        screen_home(ui);
}

void
screen_reload(struct sp_ui *ui, struct gui *g)
{
    bool brief = ui->screen == SCREEN_BRIEF;
    struct kept kept = {.scenario = brief ? copy(ui->scenario->id) : NULL,
                        .style = copy(brief ? ui->style : NULL),
                        .motive = copy(brief ? ui->motive : NULL)};

    if (ui->app.ops->reload) {
        bool ok = ui->app.ops->reload(ui->app.data);
        int count = (int)ui->app.ops->scenario_count(ui->app.data);

        find_again(ui, &kept);
        ui->home.trade = 0;
        ui->lists_stale = true;
        if (ok) {
            screen_note(ui, g,
                        screen_text_with(ui, "ui.reload.done", screen_number(ui, count),
                                         NULL, NULL),
                        false);
        } else {
            screen_problem(ui, g);
            ui->note_until_ms = gui_now_ms(g) + NOTE_MS;
        }
    }
    sp_free(kept.scenario);
    sp_free(kept.style);
    sp_free(kept.motive);
}
