/* events.c: writes the event log. */
#include "events.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/mem.h"

struct events {
    FILE *file;
    const struct sp_app_ops *ops;
    void *ops_data;
    struct sp_ui *ui;
    char *last; /* the line before, without its number; NULL: none */
    int count;
};

struct events *
events_new(const char *path, const struct sp_ui_params *params, struct sp_ui *ui)
{
    FILE *file = fopen(path, "a");

    if (!file)
        return NULL;
    struct events *events = sp_alloc(1, sizeof *events);
    *events = (struct events){
        .file = file, .ops = params->ops, .ops_data = params->data, .ui = ui};
    return events;
}

void
events_free(struct events *events)
{
    if (!events)
        return;
    fclose(events->file);
    cJSON_free(events->last);
    sp_free(events);
}

static void
add_rect(cJSON *to, const char *key, struct gui_rect rect, double scale)
{
    double sides[] = {round(rect.x * scale), round(rect.y * scale),
                      round(rect.w * scale), round(rect.h * scale)};

    cJSON_AddItemToObject(to, key, cJSON_CreateDoubleArray(sides, 4));
}

static void
add_items(cJSON *to, const struct gui *g)
{
    cJSON *items = cJSON_AddArrayToObject(to, "items");
    double scale = gui_get_scale(g);

    for (size_t i = 0; i < gui_widget_count(g); i++) {
        struct gui_widget spot = gui_widget(g, i);

        if (!spot.stops)
            continue;
        cJSON *item = cJSON_CreateObject();
        cJSON_AddStringToObject(item, "name", spot.name);
        add_rect(item, "rect", spot.rect, scale);
        if (spot.seen.w > 0 && spot.seen.h > 0)
            add_rect(item, "seen", spot.seen, scale);
        else
            cJSON_AddNullToObject(item, "seen");
        cJSON_AddItemToArray(items, item);
    }
}

static void
add_call(cJSON *to, const struct events *events, const struct sp_session *session)
{
    const struct sp_view *view = session ? sp_session_view(session) : NULL;

    cJSON_AddStringToObject(to, "node", view && view->node ? view->node->id : "");
    cJSON_AddNumberToObject(to, "turn", view ? view->turn : 0);
    if (view && view->ending)
        cJSON_AddStringToObject(to, "ending", view->ending->id);
    else
        cJSON_AddNullToObject(to, "ending");
    cJSON_AddStringToObject(to, "attempt",
                            session ? events->ops->attempt(events->ops_data) : "");
}

static cJSON *
state(const struct events *events, const struct gui *g)
{
    cJSON *json = cJSON_CreateObject();
    struct sp_ui_facts facts;
    double scale = gui_get_scale(g);

    sp_ui_facts(events->ui, g, &facts);
    cJSON_AddStringToObject(json, "screen", sp_ui_screen(events->ui));
    cJSON_AddStringToObject(json, "overlay", facts.overlay);
    cJSON_AddStringToObject(json, "focus", gui_name(g, gui_focused(g)));
    add_call(json, events, facts.session);
    cJSON_AddStringToObject(json, "lang", sp_lang_tag(facts.look.lang));
    cJSON_AddBoolToObject(json, "dark", facts.look.dark);
    cJSON_AddNumberToObject(json, "scale", scale);
    cJSON_AddNumberToObject(json, "w", round(gui_width(g) * scale));
    cJSON_AddNumberToObject(json, "h", round(gui_height(g) * scale));
    cJSON_AddStringToObject(json, "note", facts.note);
    add_items(json, g);
    return json;
}

void
events_frame(void *data, struct gui *g)
{
    const struct events *events = data;

    gui_keep_names(g);
    sp_ui_frame(events->ui, g);
}

bool
events_over(void *data)
{
    return sp_ui_over(((struct events *)data)->ui);
}

bool
events_closing(void *data, struct gui *g)
{
    return sp_ui_closing(((struct events *)data)->ui, g);
}

void
events_rest(void *data)
{
    sp_ui_rest(((struct events *)data)->ui);
}

void
events_look(void *data, struct gui_app_look *look)
{
    sp_ui_look(((struct events *)data)->ui, look);
}

void
events_settled(void *data, struct gui *g)
{
    struct events *events = data;
    cJSON *json = state(events, g);
    char *line = cJSON_PrintUnformatted(json);

    cJSON_Delete(json);
    if (events->last && strcmp(events->last, line) == 0) {
        cJSON_free(line);
        return;
    }
    cJSON_free(events->last);
    events->last = line;
    fprintf(events->file, "{\"n\":%d,%s\n", ++events->count, line + 1);
    fflush(events->file);
}
