/* gui_say.c: what is said, and when.
 *
 * The focus and the reading key choose from the parts of the frame (gui_parts.c); the
 * screens add what is theirs. What is to be said waits in a queue until the one before
 * it is over. */
#include "gui_speech.h"

#include <string.h>

#include "core/mem.h"

#define SPARED_MS 2000 /* so long a line that began is not cut off */
#define LABEL_MOST 60  /* bytes of a text that may name the choice after it */
#define NONE ((size_t)-1)

struct gui_speech *
gui_speech_new(void)
{
    struct gui_speech *s = sp_alloc(1, sizeof *s);

    s->cursor = NONE;
    return s;
}

void
gui_speech_free(struct gui_speech *s)
{
    for (size_t i = 0; i < s->queued; i++)
        sp_free(s->queue[i].text);
    sp_free(s->now.text);
    sp_free(s->parts);
    sp_str_finish(&s->words_of);
    sp_str_finish(&s->ssml);
    sp_str_finish(&s->told);
    sp_str_finish(&s->live);
    sp_free(s);
}

/* ---- the queue ---- */

static void
remove_at(struct gui_speech *s, size_t i)
{
    sp_free(s->queue[i].text);
    s->queued--;
    memmove(&s->queue[i], &s->queue[i + 1], (s->queued - i) * sizeof s->queue[0]);
}

static void
add(struct gui *g, enum gui_say_kind kind, enum gui_speaker speaker, const char *text)
{
    struct gui_speech *s = g->speech;

    if (!text[0] || s->voice == GUI_VOICE_OFF || !s->speaker || !s->words ||
        (s->voice == GUI_VOICE_LINES && kind != GUI_SAY_CUSTOMER))
        return;
    for (size_t i = 0; kind == GUI_SAY_FOCUS && i < s->queued; i++) {
        if (s->queue[i].kind == kind)
            remove_at(s, i--);
    }
    if (s->queued == GUI_SAY_QUEUE)
        remove_at(s, 0);
    /* Where one is comes last. */
    size_t at = s->queued++;
    if (at && s->queue[at - 1].kind == GUI_SAY_FOCUS) {
        s->queue[at] = s->queue[at - 1];
        at--;
    }
    s->queue[at] = (struct gui_utterance){kind, speaker, sp_strdup(text)};
}

void
gui_say(struct gui *g, enum gui_say_kind kind, const char *text)
{
    add(g, kind, GUI_NARRATOR, text);
}

void
gui_say_line(struct gui *g, enum gui_speaker speaker, const char *text)
{
    add(g, GUI_SAY_CUSTOMER, speaker, text);
}

/* Silences and drops all of which `spared` does not hold. */
static void
drop(struct gui *g, bool (*spared)(const struct gui *, const struct gui_utterance *))
{
    struct gui_speech *s = g->speech;

    for (size_t i = 0; i < s->queued; i++) {
        if (!spared(g, &s->queue[i]))
            remove_at(s, i--);
    }
    if (s->now.text && !spared(g, &s->now))
        s->cut = true;
    s->reading = false;
}

static bool
is_note(const struct gui *g, const struct gui_utterance *u)
{
    (void)g;
    return u->kind == GUI_SAY_NOTE;
}

static bool
is_fresh_line(const struct gui *g, const struct gui_utterance *u)
{
    const struct gui_speech *s = g->speech;

    return u->kind == GUI_SAY_CUSTOMER &&
           (u != &s->now || g->now_ms - s->since_ms < SPARED_MS);
}

static bool
is_nothing(const struct gui *g, const struct gui_utterance *u)
{
    (void)g;
    (void)u;
    return false;
}

void
gui_say_afresh(struct gui *g)
{
    drop(g, is_note);
    g->speech->focus = 0;
    g->speech->cursor = NONE;
}

void
gui_hush(struct gui *g)
{
    drop(g, is_nothing);
}

bool
gui_say_next(struct gui *g, struct gui_saying *out)
{
    struct gui_speech *s = g->speech;
    bool was = s->now.text != NULL;

    if ((was && !s->cut) || (!was && !s->queued))
        return false;
    sp_free(s->now.text);
    s->now = (struct gui_utterance){0};
    s->cut = false;
    if (!s->queued) {
        *out = (struct gui_saying){0};
        return true;
    }
    s->now = s->queue[0];
    s->queue[0].text = NULL;
    remove_at(s, 0);
    s->since_ms = g->now_ms;
    s->over = false;
    sp_str_clear(&s->ssml);
    gui_ssml(&s->ssml, s->now.text, s->lang, s->now.speaker, s->words);
    *out = (struct gui_saying){s->now.kind, s->now.text, sp_str_text(&s->ssml)};
    return true;
}

void
gui_input_said(struct gui *g, bool heard)
{
    g->speech->over = true;
    g->speech->heard = heard;
}

void
gui_set_voice(struct gui *g, enum gui_voice voice, const struct sp_strings *words,
              enum sp_lang lang)
{
    struct gui_speech *s = g->speech;

    if (s->voice != voice) {
        gui_hush(g);
        s->focus = 0;
        s->cursor = NONE;
    }
    s->voice = voice;
    s->words = words;
    s->lang = lang;
}

void
gui_set_speaker(struct gui *g, bool there)
{
    g->speech->speaker = there;
}

bool
gui_has_speaker(const struct gui *g)
{
    return g->speech->speaker;
}

/* ---- reading the page ---- */

static bool
is_read(const struct gui *g, const struct gui_part *part)
{
    return part->modal || !g->modal_now;
}

/* Below the bar, which every page has: from the title on. */
static size_t
top_part(const struct gui *g)
{
    const struct gui_speech *s = g->speech;

    for (size_t i = 0; i < s->count; i++) {
        const struct gui_part *part = &s->parts[i];

        if (is_read(g, part) &&
            (part->area ||
             (!part->id && (part->style == GUI_TITLE || part->style == GUI_HEADING))))
            return i;
    }
    return NONE;
}

static size_t
next_part(const struct gui *g, size_t from, int by)
{
    const struct gui_speech *s = g->speech;

    if (from == NONE || from >= s->count)
        return top_part(g);
    while (by > 0 ? ++from < s->count : from-- > 0) {
        if (is_read(g, &s->parts[from]))
            return from;
    }
    return NONE;
}

static void
read_part(struct gui *g, size_t at)
{
    struct gui_speech *s = g->speech;
    struct sp_str text = {0};

    s->cursor = at;
    if (at == NONE || at >= s->count) {
        s->cursor = NONE;
        s->reading = false;
        return;
    }
    const struct gui_part *part = &s->parts[at];
    gui_part_say(s, part, &text);
    gui_say(g, GUI_SAY_READ, sp_str_text(&text));
    sp_str_finish(&text);
    if (part->area) {
        gui_bring(g, part->area, part->rect);
        gui_wake_in(g, 0);
    }
}

/* Stays at the first or last part instead of running off the page. */
static void
step(struct gui *g, int by)
{
    size_t at = next_part(g, g->speech->cursor, by);

    read_part(g, at != NONE ? at : g->speech->cursor);
}

void
gui_speech_keys(struct gui *g)
{
    struct gui_speech *s = g->speech;

    if (!gui_speech_all(s))
        return;
    if (gui_key_always(g, GUI_F1 + 2, 0) && !s->was_reading) {
        s->reading = true;
        read_part(g,
                  s->cursor == NONE || s->cursor >= s->count ? top_part(g) : s->cursor);
    }
    if (gui_key_always(g, GUI_DOWN, GUI_CTRL))
        step(g, 1);
    if (gui_key_always(g, GUI_UP, GUI_CTRL))
        step(g, -1);
    /* A key that would move the focus is answered even where it cannot. */
    for (size_t i = 0; i < g->key_count; i++) {
        int key = g->keys[i].key;

        if (key == GUI_TAB || (key >= GUI_UP && key <= GUI_RIGHT && !g->keys[i].mods))
            s->again = true;
    }
    s->was_reading = false;
}

/* ---- what tells itself ---- */

/* What a row of choices is about stands before it; said on coming into the row only. */
static void
add_label(const struct gui_speech *s, size_t at, struct sp_str *out)
{
    const struct gui_part *part = &s->parts[at];

    if (part->role != GUI_ROLE_CHOICE || part->number > at)
        return;
    size_t first = at - (part->number - 1);
    for (size_t i = first; i < first + part->count && i < s->count; i++) {
        if (s->parts[i].id == s->focus)
            return;
    }
    const struct gui_part *label = first ? &s->parts[first - 1] : NULL;
    if (!label || label->id || label->modal != part->modal ||
        label->role != GUI_ROLE_TEXT || strlen(gui_part_text(s, label)) > LABEL_MOST)
        return;
    sp_str_add(out, gui_part_text(s, label));
    sp_str_add(out, ", ");
}

static bool
is_inside(const char *text, size_t at)
{
    return ((unsigned char)text[at] & 0xc0) == 0x80;
}

/* Of a text that changed only what came or went. */
static void
add_change(const char *old, const char *text, struct sp_str *out)
{
    size_t a = strlen(old), b = strlen(text), head = 0, tail = 0;

    while (head < a && head < b && old[head] == text[head])
        head++;
    while (head && (is_inside(old, head) || is_inside(text, head)))
        head--;
    while (tail < a - head && tail < b - head &&
           old[a - tail - 1] == text[b - tail - 1])
        tail++;
    while (tail && (is_inside(old, a - tail) || is_inside(text, b - tail)))
        tail--;
    if (b - head - tail)
        sp_str_add_n(out, text + head, b - head - tail);
    else
        sp_str_add_n(out, old + head, a - head - tail);
}

void
gui_say_changes(struct gui *g, size_t mark)
{
    struct gui_speech *s = g->speech;
    struct sp_str text = {0}, change = {0};

    if (!gui_speech_all(s))
        return;
    gui_parts_join(s, mark, &text);
    if (strcmp(sp_str_text(&text), sp_str_text(&s->live)) != 0)
        add_change(sp_str_text(&s->live), sp_str_text(&text), &change);
    const char *said = sp_str_text(&change);
    gui_say(g, GUI_SAY_HINT, said + strspn(said, ", "));
    sp_str_finish(&change);
    sp_str_finish(&s->live);
    s->live = text;
    s->live_seen = true;
}

static const struct gui_part *
focused(const struct gui *g)
{
    const struct gui_speech *s = g->speech;

    for (size_t i = 0; g->focus && i < s->count; i++) {
        if (s->parts[i].id == g->focus)
            return &s->parts[i];
    }
    return NULL;
}

/* A widget given the focus may come up a frame later, so nothing is lost by waiting. */
static void
tell_focus(struct gui *g)
{
    struct gui_speech *s = g->speech;
    const struct gui_part *part = focused(g);
    struct sp_str name = {0}, text = {0};

    if (!part) {
        s->focus = g->focus ? s->focus : 0;
        return;
    }
    gui_part_say(s, part, &name);
    const char *note = part->has_note ? s->words_of.text + part->note : "";
    bool field = part->role == GUI_ROLE_FIELD;
    const char *now = field ? note : sp_str_text(&name);
    bool came = part->id != s->focus || s->again,
         other = strcmp(now, sp_str_text(&s->told)) != 0;

    if (came && g->by_key) {
        add_label(s, (size_t)(part - s->parts), &text);
        sp_str_add(&text, sp_str_text(&name));
    } else if (!came && other && field) {
        add_change(sp_str_text(&s->told), now, &text);
    } else if (!came && other) {
        sp_str_add(&text, now);
    }
    gui_say(g, GUI_SAY_FOCUS, sp_str_text(&text));
    s->focus = part->id;
    sp_str_clear(&s->told);
    sp_str_add(&s->told, now);
    sp_str_finish(&name);
    sp_str_finish(&text);
}

/* What lies over the page is read at once, unless the focus went there: then that tells
 * itself. */
static void
tell_modal(struct gui *g)
{
    struct gui_speech *s = g->speech;

    if (s->modal == g->modal_now)
        return;
    s->modal = g->modal_now;
    gui_say_afresh(g);
    const struct gui_part *at = focused(g);
    if (s->modal && (!at || !at->modal)) {
        s->reading = true;
        read_part(g, top_part(g));
    } else if (!s->modal && !g->focus) {
        gui_say(g, GUI_SAY_PAGE, gui_title(g));
    }
}

void
gui_speech_begin(struct gui *g)
{
    struct gui_speech *s = g->speech;

    s->count = 0;
    sp_str_clear(&s->words_of);
    if (!s->live_seen)
        sp_str_clear(&s->live);
    s->live_seen = false;
    if (s->voice != GUI_VOICE_ALL || (!g->key_count && !g->pressed))
        return;
    s->was_reading = s->reading;
    drop(g, is_fresh_line);
}

void
gui_speech_end(struct gui *g)
{
    struct gui_speech *s = g->speech;

    if (s->over && s->now.text && !s->cut) {
        bool goes_on = s->reading && s->now.kind == GUI_SAY_READ;

        sp_free(s->now.text);
        s->now = (struct gui_utterance){0};
        if (goes_on && s->heard && gui_speech_all(s))
            read_part(g, next_part(g, s->cursor, 1));
        else if (goes_on)
            s->reading = false;
    }
    s->over = false;
    if (!gui_speech_all(s))
        return;
    tell_modal(g);
    tell_focus(g);
    s->again = false;
}
