/* gui_parts.c: what a frame holds, in reading order, as it is said.
 *
 * Texts as they were set, and widgets, whose name takes the place of the texts in them.
 */
#include "gui_speech.h"

#include <string.h>

#include "core/mem.h"

bool
gui_speech_all(const struct gui_speech *s)
{
    return s->voice == GUI_VOICE_ALL && s->speaker && s->words;
}

bool
gui_speech_tells(const struct gui *g)
{
    return gui_speech_all(g->speech);
}

/* ---- the parts of a frame ---- */

const char *
gui_part_text(const struct gui_speech *s, const struct gui_part *part)
{
    return s->words_of.text + part->text;
}

static size_t
keep_text(struct gui_speech *s, const char *text)
{
    size_t at = s->words_of.size;

    sp_str_add_n(&s->words_of, text, strlen(text) + 1);
    return at;
}

/* The text of the last part goes on. */
static void
extend_last(struct gui_speech *s, const char *text)
{
    struct gui_part *last = &s->parts[s->count - 1];
    size_t size = strlen(gui_part_text(s, last));

    if (last->text + size + 1 != s->words_of.size) {
        char *copy = sp_strdup(gui_part_text(s, last));

        last->text = keep_text(s, copy);
        sp_free(copy);
    }
    s->words_of.size--;
    if (size)
        sp_str_add(&s->words_of, ", ");
    sp_str_add_n(&s->words_of, text, strlen(text) + 1);
}

static struct gui_part *
add_part(struct gui *g, const char *text)
{
    struct gui_speech *s = g->speech;

    if (s->count == s->room) {
        s->room = s->room ? s->room * 2 : 128;
        s->parts = sp_grow(s->parts, s->room, sizeof *s->parts);
    }
    struct gui_part *part = &s->parts[s->count++];
    *part = (struct gui_part){.text = keep_text(s, text),
                              .area = g->area,
                              .modal = g->in_modal,
                              .style = GUI_BODY};
    return part;
}

/* A lone number or letter leads the text after it. */
static bool
is_lead(const char *text)
{
    return text[0] && (!text[1] || !text[2]);
}

void
gui_speech_text(struct gui *g, struct gui_rect rect, enum gui_style style,
                const char *text)
{
    struct gui_speech *s = g->speech;
    struct gui_part *last = s->count ? &s->parts[s->count - 1] : NULL;

    if (!gui_speech_all(s) || !text[0])
        return;
    if (last && last->glue && last->modal == g->in_modal) {
        extend_last(s, text);
        last->glue = false;
        last->rect = rect;
        return;
    }
    last = add_part(g, text);
    last->rect = rect;
    last->style = style;
    last->glue = is_lead(text);
}

void
gui_speech_icon(struct gui *g, enum gui_icon icon)
{
    const char *key = icon == GUI_ICON_TICK    ? "ui.say.met"
                      : icon == GUI_ICON_CROSS ? "ui.say.unmet"
                      : icon == GUI_ICON_ALERT ? "ui.say.alert"
                                               : NULL;

    if (key && gui_speech_all(g->speech))
        add_part(g, sp_strings_get(g->speech->words, key))->glue = true;
}

void
gui_speech_tip(struct gui *g, uint64_t id, const char *text)
{
    struct gui_speech *s = g->speech;
    struct gui_part *last = s->count ? &s->parts[s->count - 1] : NULL;

    if (last && last->id == id && !gui_part_text(s, last)[0])
        extend_last(s, text);
}

/* What stood before it does not lead what comes after. */
size_t
gui_mark(struct gui *g)
{
    struct gui_speech *s = g->speech;

    if (s->count)
        s->parts[s->count - 1].glue = false;
    return s->count;
}

/* Widgets speak for themselves. */
void
gui_parts_join(const struct gui_speech *s, size_t from, struct sp_str *out)
{
    for (size_t i = from; i < s->count; i++) {
        if (s->parts[i].id)
            continue;
        if (out->size)
            sp_str_add(out, ", ");
        sp_str_add(out, gui_part_text(s, &s->parts[i]));
    }
}

/* Takes the texts since the mark away, and the name that widget `id` had; the other
 * widgets stay. */
static void
forget_texts(struct gui_speech *s, size_t mark, uint64_t id)
{
    size_t kept = mark;

    for (size_t i = mark; i < s->count; i++) {
        if (s->parts[i].id && s->parts[i].id != id)
            s->parts[kept++] = s->parts[i];
    }
    if (mark < s->count && kept == mark)
        s->words_of.size = s->parts[mark].text;
    s->count = kept;
}

/* Before the widgets in it, as the focus reaches it before them. */
static struct gui_part *
add_part_at(struct gui *g, size_t at, const char *text)
{
    struct gui_speech *s = g->speech;
    struct gui_part part = *add_part(g, text);

    memmove(&s->parts[at + 1], &s->parts[at], (s->count - 1 - at) * sizeof part);
    s->parts[at] = part;
    return &s->parts[at];
}

static bool
joins_chip(const struct gui_speech *s, size_t mark, const struct gui_spoken *name)
{
    return name->role == GUI_ROLE_CHIP && mark && mark == s->count &&
           s->parts[mark - 1].role == GUI_ROLE_CHIP;
}

static void
put_name(struct gui *g, size_t mark, const struct gui_spoken *name, const char *text,
         struct gui_rect rect)
{
    struct gui_speech *s = g->speech;

    if (joins_chip(s, mark, name)) {
        extend_last(s, text);
        return;
    }
    struct gui_part *part = add_part_at(g, mark, text);
    part->id = name->id;
    part->role = name->role;
    part->on = name->on;
    part->number = name->number;
    part->count = name->count;
    part->rect = rect;
    part->has_note = name->note != NULL;
    if (name->note)
        part->note = keep_text(s, name->note);
}

void
gui_spoken(struct gui *g, size_t mark, struct gui_spoken name)
{
    struct gui_speech *s = g->speech;
    struct gui_rect rect = {0, 0, 0, 0};
    struct sp_str text = {0};

    if (!gui_speech_all(s))
        return;
    if (name.text)
        sp_str_add(&text, name.text);
    else
        gui_parts_join(s, mark, &text);
    if (mark < s->count)
        rect = s->parts[mark].rect;
    forget_texts(s, mark, name.id);
    if (text.size || name.id)
        put_name(g, mark, &name, sp_str_text(&text), rect);
    sp_str_finish(&text);
}

const char *
gui_title(const struct gui *g)
{
    const struct gui_speech *s = g->speech;

    for (size_t i = 0; i < s->count; i++) {
        const struct gui_part *part = &s->parts[i];

        if (part->modal == g->in_modal && !part->id &&
            (part->style == GUI_TITLE || part->style == GUI_HEADING))
            return gui_part_text(s, part);
    }
    return "";
}

/* ---- a part as it is said ---- */

static unsigned
options(const struct gui_speech *s, const struct gui_part *of)
{
    unsigned count = 0;

    for (size_t i = 0; i < s->count; i++) {
        if (s->parts[i].role == GUI_ROLE_OPTION && s->parts[i].modal == of->modal)
            count++;
    }
    return count;
}

static const char *
pattern(const struct gui_part *part, const char *note)
{
    switch (part->role) {
    case GUI_ROLE_BUTTON:
        return "ui.say.button";
    case GUI_ROLE_OPTION:
        return part->number ? "ui.say.option" : "ui.say.button";
    case GUI_ROLE_SWITCH:
        return part->on ? "ui.say.switch.on" : "ui.say.switch.off";
    case GUI_ROLE_FOLD:
        return part->on ? "ui.say.fold.open" : "ui.say.fold.shut";
    case GUI_ROLE_CHOICE:
        return part->on ? "ui.say.choice.on" : "ui.say.choice.off";
    case GUI_ROLE_LIST:
        return "ui.say.list";
    case GUI_ROLE_FIELD:
        return note[0] ? "ui.say.field" : "ui.say.field.empty";
    case GUI_ROLE_THEIRS:
        return "ui.say.theirs";
    case GUI_ROLE_OURS:
        return "ui.say.ours";
    case GUI_ROLE_TEXT:
    case GUI_ROLE_CHIP:
        break;
    }
    return NULL;
}

void
gui_part_say(const struct gui_speech *s, const struct gui_part *part,
             struct sp_str *out)
{
    const char *note = part->has_note ? s->words_of.text + part->note : "";
    const char *key = pattern(part, note);
    struct sp_str number = {0}, count = {0};

    if (!key) {
        sp_str_add(out, gui_part_text(s, part));
        return;
    }
    sp_str_addf(&number, "%u", part->number);
    sp_str_addf(&count, "%u",
                part->role == GUI_ROLE_OPTION ? options(s, part) : part->count);
    sp_strings_add(s->words, out, key,
                   (const char *const[]){
                       gui_part_text(s, part),
                       part->role == GUI_ROLE_FIELD ? note : sp_str_text(&number),
                       sp_str_text(&count), NULL});
    sp_str_finish(&number);
    sp_str_finish(&count);
}
