/* gui_names.c: where the widgets of the frame lie and what they are called, for tests
 * and the event log.
 *
 * Ids are hashes. While names are kept, every id that is made also notes the name it
 * was made of, behind that of the id it was pushed under. */
#include "gui_priv.h"

#include <string.h>

#include "core/mem.h"
#include "core/str.h"

struct named {
    uint64_t id; /* 0: a free place */
    char *name;
};

struct gui_names {
    struct named *place; /* `room` of them, a power of two, never full */
    size_t room, count;
};

void
gui_keep_names(struct gui *g)
{
    if (g->names)
        return;
    g->names = sp_alloc(1, sizeof *g->names);
    g->names->room = 64;
    g->names->place = sp_alloc(g->names->room, sizeof *g->names->place);
}

void
gui_names_free(struct gui_names *names)
{
    if (!names)
        return;
    for (size_t i = 0; i < names->room; i++)
        sp_free(names->place[i].name);
    sp_free(names->place);
    sp_free(names);
}

static struct named *
find(const struct gui_names *names, uint64_t id)
{
    size_t at = id & (names->room - 1);

    while (names->place[at].id && names->place[at].id != id)
        at = (at + 1) & (names->room - 1);
    return &names->place[at];
}

static void
grow(struct gui_names *names)
{
    struct gui_names old = *names;

    names->room *= 2;
    names->place = sp_alloc(names->room, sizeof *names->place);
    for (size_t i = 0; i < old.room; i++) {
        if (old.place[i].id)
            *find(names, old.place[i].id) = old.place[i];
    }
    sp_free(old.place);
}

const char *
gui_name(const struct gui *g, uint64_t id)
{
    const struct named *place = g->names && id ? find(g->names, id) : NULL;

    return place && place->name ? place->name : "";
}

/* `index` is -1 for an id without one. */
void
gui_note_name(const struct gui *g, uint64_t id, const char *name, long index)
{
    const char *up = g->id_count ? gui_name(g, g->ids[g->id_count - 1]) : "";
    struct sp_str text = {0};

    if (!g->names || find(g->names, id)->id)
        return;
    sp_str_addf(&text, "%s%s%s", up, up[0] ? "/" : "", name);
    if (index >= 0)
        sp_str_addf(&text, ".%ld", index);
    if (2 * ++g->names->count > g->names->room)
        grow(g->names);
    *find(g->names, id) = (struct named){id, sp_strdup(sp_str_text(&text))};
    sp_str_finish(&text);
}

size_t
gui_widget_count(const struct gui *g)
{
    return g->now.count;
}

struct gui_widget
gui_widget(const struct gui *g, size_t index)
{
    const struct gui_item *item = &g->now.items[index];

    return (struct gui_widget){.id = item->id,
                               .name = gui_name(g, item->id),
                               .rect = item->rect,
                               .clip = item->clip,
                               .seen = gui_meet(item->rect, item->clip),
                               .stops = item->live && item->flags & GUI_ITEM_FOCUS,
                               .scrolls = item->area != 0};
}
