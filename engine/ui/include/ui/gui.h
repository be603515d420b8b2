/* gui.h: the widgets: input comes in, a list of drawing commands goes out.
 *
 * Immediate mode: every frame names all its widgets between gui_begin and gui_end, and
 * each answers what happened to it. Widgets are known by ids of the caller's, never by
 * their texts. All places and sizes are in points; the commands are in pixels. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/strings.h"
#include "ui/theme.h"

struct gui; /* opaque */
struct sp_str;

struct gui_rect {
    double x, y, w, h;
};

struct gui_point {
    double x, y;
};

enum gui_face { GUI_REGULAR, GUI_BOLD };

enum gui_style {
    GUI_DISPLAY, /* one big number or word */
    GUI_TITLE,
    GUI_HEADING,
    GUI_STRONG,
    GUI_BODY,
    GUI_SMALL,
    GUI_SMALL_STRONG,
    GUI_CAPTION,
    GUI_STYLES
};

/* The width in pixels of `size` bytes at `text`, set in one line. */
struct gui_measure {
    void *data;
    double (*width)(void *data, enum gui_face face, int size_px, const char *text,
                    size_t size);
};

/* ---- commands ---- */

enum gui_cmd_type {
    GUI_CMD_FILL,   /* rect, radius */
    GUI_CMD_STROKE, /* rect, radius, width; the line lies inside the rect */
    GUI_CMD_SHADOW, /* rect, radius */
    GUI_CMD_TEXT,   /* rect is the line's box; text, face, size_px */
    GUI_CMD_CLIP,   /* rect; until the matching GUI_CMD_UNCLIP */
    GUI_CMD_UNCLIP,
    GUI_CMD_LINE,    /* points, width */
    GUI_CMD_POLYGON, /* points, filled */
    GUI_CMD_PORTRAIT /* rect, radius, person, moods */
};

struct gui_cmd {
    enum gui_cmd_type type;
    uint32_t rgb;
    double alpha;
    struct gui_rect rect; /* pixels */
    double radius, width; /* of text: its width as measured; of dashes: their length */
    double pen;           /* where the text starts */
    size_t first, count;  /* bytes of text, or points, of the list */
    enum gui_face face;
    int size_px;
    int person, mood_from, mood;
    double mix;         /* 0 is mood_from, 1 is mood */
    double blink, talk; /* lids and mouth: 0 as the mood has them, 1 shut, 1 open */
    bool scrolled; /* what the clip, or the text's clip, cuts off can be scrolled to */
};

struct gui_list {
    const struct gui_cmd *cmds;
    size_t count;
    const char *text;
    const struct gui_point *points; /* pixels */
};

/* Where fields copy to and paste from. `get` adds the text to `out`; both may be NULL.
 */
struct gui_clipboard {
    void *data;
    void (*get)(void *data, struct sp_str *out);
    void (*set)(void *data, const char *text);
};

/* ---- life ---- */

struct gui *gui_new(const struct gui_measure *measure);
void gui_free(struct gui *g);
void gui_set_measure(struct gui *g, const struct gui_measure *measure);
void gui_set_clipboard(struct gui *g, const struct gui_clipboard *clipboard);

void gui_set_theme(struct gui *g, const struct gui_theme *theme); /* borrowed */
const struct gui_theme *gui_get_theme(const struct gui *g);
void gui_set_scale(struct gui *g, double scale); /* kept within 0.75 and 3 */
double gui_get_scale(const struct gui *g);
void gui_set_size(struct gui *g, int width_px, int height_px);
void gui_set_still(struct gui *g, bool still); /* no movement at all */

/* What runs in a window. */
struct gui_app_look {
    double scale; /* 0: what the desktop says */
    bool still;
};

struct gui_app {
    void *data;
    void (*frame)(void *data, struct gui *g);
    bool (*over)(void *data); /* time to close the window; may be NULL */
    void (*rest)(void *data); /* what can wait for the picture; may be NULL */
    void (*look)(void *data, struct gui_app_look *look); /* may be NULL */
    /* Somebody wants to close the window; false when that is to be asked first. May be
     * NULL. */
    bool (*closing)(void *data, struct gui *g);
    /* After what an event led to has been laid out and drawn; may be NULL. */
    void (*settled)(void *data, struct gui *g);
};

/* ---- input ---- */

enum { GUI_SHIFT = 1, GUI_CTRL = 2, GUI_ALT = 4 };

/* Keys are code points of lower-case letters and digits, or one of these. */
enum gui_key {
    GUI_TAB = 0x110000,
    GUI_ENTER,
    GUI_ESC,
    GUI_BACKSPACE,
    GUI_DELETE,
    GUI_UP,
    GUI_DOWN,
    GUI_LEFT,
    GUI_RIGHT,
    GUI_PAGE_UP,
    GUI_PAGE_DOWN,
    GUI_HOME,
    GUI_END,
    GUI_F1,
    GUI_F12 = GUI_F1 + 11
};

void gui_input_move(struct gui *g, double x_px, double y_px);
void gui_input_leave(struct gui *g);
void gui_input_button(struct gui *g, bool down);
void gui_input_wheel(struct gui *g, double lines); /* positive is up */
void gui_input_key(struct gui *g, int key, unsigned mods);
/* Typed text, for the field that has the focus; lost when none has it, or when it is
 * not UTF-8. */
void gui_input_text(struct gui *g, const char *text);
/* What an input method is composing, with the caret after so many of its code points.
 * Empty when it is done. */
void gui_input_edit(struct gui *g, const char *text, int caret);
void gui_input_away(struct gui *g, bool away); /* another window has the keyboard */
void gui_input_time(struct gui *g, uint64_t now_ms);
/* Keys by name for scripts and tests: "Tab", "S-Tab", "C-z", "3", "PgDn". */
bool gui_input_name(struct gui *g, const char *name);

/* ---- frame ---- */

void gui_begin(struct gui *g);
void gui_end(struct gui *g);
/* Borrowed until the next gui_begin. */
struct gui_list gui_commands(const struct gui *g);
/* Whether the list differs from the one at the last gui_drawn. */
bool gui_changed(const struct gui *g);
void gui_drawn(struct gui *g);
/* Rectangles in whole pixels outside which the list paints what the drawn one painted;
 * at most `most`, which is 1 to 16. */
size_t gui_damage(const struct gui *g, struct gui_rect *out, size_t most);
/* The same for any two lists that begin with an opaque ground, inside a rectangle. */
size_t gui_damage_between(const struct gui_list *was, const struct gui_list *now,
                          struct gui_rect in, struct gui_rect *out, size_t most);
/* The pixels that a command may paint, clips apart; empty for a clip. */
struct gui_rect gui_reach(const struct gui_list *list, const struct gui_cmd *cmd);
double gui_baseline(const struct gui_cmd *cmd); /* of a text, in pixels */
struct gui_rect gui_meet(struct gui_rect a, struct gui_rect b);
/* Milliseconds until the next frame of a movement, or -1. */
int gui_wake_ms(const struct gui *g);
void gui_animate(struct gui *g);         /* asks for that frame */
void gui_wake_in(struct gui *g, int ms); /* for one no later than this */
uint64_t gui_now_ms(const struct gui *g);
bool gui_still(const struct gui *g);
bool gui_away(const struct gui *g); /* another window has the keyboard */
/* A file or folder was dropped on the window; the last one counts. */
void gui_input_drop(struct gui *g, const char *path);
/* Adds its path once; false when there is none. */
bool gui_take_dropped(struct gui *g, struct sp_str *path);
/* Letters pasted into fields since this was last asked. */
size_t gui_take_pasted(struct gui *g);

/* The field that has the focus in this frame, or 0: then text input is off, so that
 * digits are keys. Input methods show their candidates at the caret, in pixels. */
uint64_t gui_typing(const struct gui *g, struct gui_rect *caret);

double gui_width(const struct gui *g);
double gui_height(const struct gui *g);

/* ---- ids, focus ---- */

uint64_t gui_id(const struct gui *g, const char *name);
uint64_t gui_id_n(const struct gui *g, const char *name, size_t index);
void gui_push_id(struct gui *g, uint64_t id);
void gui_pop_id(struct gui *g);

void gui_focus(struct gui *g, uint64_t id); /* 0 takes it away */
uint64_t gui_focused(const struct gui *g);
/* Where the first Tab of this frame's screen goes while nothing has the focus. */
void gui_tab_first(struct gui *g, uint64_t id);
/* Whether the last thing that happened came from the keyboard. */
bool gui_by_key(const struct gui *g);
/* The place of a widget in the last frame, in points. */
bool gui_find(const struct gui *g, uint64_t id, struct gui_rect *rect);
/* Takes one press of the key out of the queue. */
bool gui_key(struct gui *g, int key, unsigned mods);
/* Even from below something modal. */
bool gui_key_always(struct gui *g, int key, unsigned mods);
/* While one was drawn in the last frame, nothing outside it takes input. */
void gui_modal_begin(struct gui *g);
void gui_modal_end(struct gui *g);

/* ---- for tests and the event log ---- */

/* Where a widget of the last frame lies, in points. */
struct gui_widget {
    uint64_t id;
    const char *name;           /* as gui_name says; borrowed like it */
    struct gui_rect rect, clip; /* all of it, and what cuts it off */
    struct gui_rect seen;       /* where the two meet; no height or width: nowhere */
    bool stops;                 /* Tab stops here */
    bool scrolls;               /* lies in a scroll area */
};

size_t gui_widget_count(const struct gui *g);
struct gui_widget gui_widget(const struct gui *g, size_t index);
/* From now on remembers what ids are made of. */
void gui_keep_names(struct gui *g);
/* As "setting/part.1"; "" when it was not kept. Good as long as the gui. */
const char *gui_name(const struct gui *g, uint64_t id);

/* ---- layout ---- */

/* What follows is laid out from the top of the rect; the parent does not move on. */
void gui_box_begin(struct gui *g, struct gui_rect rect);
double gui_box_end(struct gui *g); /* the height used */
/* The full width of the box and `height` points, moving on. */
struct gui_rect gui_take(struct gui *g, double height);
void gui_space(struct gui *g, double height);
double gui_room(const struct gui *g); /* width of the box */
double gui_at(const struct gui *g);   /* where the next thing begins */

#define GUI_COLUMNS 8
/* A width above 0 is points, below 0 a share of what is left. */
void gui_columns_begin(struct gui *g, const double *widths, size_t count, double gap);
void gui_column_next(struct gui *g); /* also before the first */
/* The cards that end the columns become equally tall; just before gui_columns_end. */
void gui_columns_level(struct gui *g);
void gui_columns_end(struct gui *g);

/* Things of their own width side by side, in as many lines as it takes. */
void gui_flow_begin(struct gui *g, double gap);
/* A place in the flow, or `height` points of the box. */
struct gui_rect gui_spot(struct gui *g, double width, double height);
void gui_flow_right(struct gui *g); /* against the right edge; after gui_flow_begin */
void gui_flow_end(struct gui *g);
/* The ground of a card of known size. */
void gui_card_at(struct gui *g, struct gui_rect rect);
void gui_card_begin(struct gui *g, double pad);
void gui_card_end(struct gui *g);
/* A card that is one button. */
void gui_card_button_begin(struct gui *g, uint64_t id, double pad);
bool gui_card_button_end(struct gui *g);
/* A tinted box inside a card. */
void gui_panel_begin(struct gui *g, enum gui_color ground, double pad);
void gui_panel_end(struct gui *g);

void gui_scroll_begin(struct gui *g, uint64_t id, struct gui_rect rect, double pad);
void gui_scroll_end(struct gui *g);
/* Keeps the end in sight until somebody scrolls. */
void gui_scroll_to_end(struct gui *g, uint64_t id);
/* Inside an area: what comes next stays in sight even if the end has to wait. */
void gui_scroll_keep(struct gui *g);
void gui_scroll_to(struct gui *g, uint64_t id, double offset);
void gui_scroll_page(struct gui *g, uint64_t id, int pages); /* negative is up */

/* ---- text ---- */

/* Whether a line may end between two code points (kinsoku). */
bool gui_break_allowed(uint32_t prev, uint32_t next);

struct gui_line {
    size_t start, size; /* bytes, without the space at the end */
    double width;       /* points */
};

struct gui_lines {
    const struct gui_line *items;
    size_t count;
    double widest;
};

/* Borrowed until the next gui_wrap. */
struct gui_lines gui_wrap(struct gui *g, enum gui_style style, const char *text,
                          double width);
double gui_leading(enum gui_style style);
double gui_text_width(struct gui *g, enum gui_style style, const char *text);

enum gui_align { GUI_START, GUI_MIDDLE, GUI_FINISH };

/* One line in the rect, cut with an ellipsis when it does not fit. */
void gui_label_at(struct gui *g, struct gui_rect rect, enum gui_style style,
                  enum gui_color color, enum gui_align align, const char *text);
void gui_label(struct gui *g, enum gui_style style, enum gui_color color,
               const char *text);
void gui_paragraph(struct gui *g, enum gui_style style, enum gui_color color,
                   const char *text);
/* Lines that start with a mark, the text hanging. */
void gui_bullet(struct gui *g, enum gui_style style, enum gui_color color,
                const char *text);

/* ---- drawing by hand, in points ---- */

void gui_fill(struct gui *g, struct gui_rect rect, double radius, enum gui_color color);
void gui_stroke(struct gui *g, struct gui_rect rect, double radius, double width,
                enum gui_color color);
void gui_line(struct gui *g, const struct gui_point *points, size_t count, double width,
              enum gui_color color);
void gui_dashes(struct gui *g, const struct gui_point *points, size_t count,
                double width, enum gui_color color);
void gui_polygon(struct gui *g, const struct gui_point *points, size_t count,
                 enum gui_color color, double alpha);
/* What is drawn between is translucent by `alpha`, and lies `down` points lower. */
void gui_fade_begin(struct gui *g);
void gui_fade_end(struct gui *g, double alpha, double down);
/* Darkens what lies below. */
void gui_shade(struct gui *g, struct gui_rect rect, double alpha);
void gui_clip(struct gui *g, struct gui_rect rect);
void gui_unclip(struct gui *g);
void gui_hairline(struct gui *g);

/* The order is that of the names in scenarios; see gui_person. */
enum gui_person {
    GUI_MAN_GLASSES,
    GUI_MAN_GREY,
    GUI_MAN_YOUNG,
    GUI_WOMAN_BOB,
    GUI_WOMAN_BUN,
    GUI_WOMAN_GREY,
    GUI_PERSONS
};
enum gui_mood {
    GUI_CALM,
    GUI_PLEASED,
    GUI_INTERESTED,
    GUI_DOUBTFUL,
    GUI_ANNOYED,
    GUI_MOODS
};
/* An unknown name gives the first. */
enum gui_person gui_person(const char *name);
enum gui_mood gui_mood(const char *name);

struct gui_face_of {
    enum gui_person person;
    enum gui_mood from, mood;
    double mix, blink, talk; /* as in gui_cmd */
};
void gui_portrait(struct gui *g, struct gui_rect rect, double radius,
                  struct gui_face_of face);

enum gui_icon {
    GUI_ICON_TICK,
    GUI_ICON_CROSS,
    GUI_ICON_BACK,
    GUI_ICON_NEXT,
    GUI_ICON_ALERT,
    GUI_ICON_DOT,
    GUI_ICON_UNDO,
    GUI_ICON_ASK,
    GUI_ICON_GEAR,
    GUI_ICON_BULB,
    GUI_ICON_BOOK,
    GUI_ICON_MINUS,
    GUI_ICON_PLUS,
    GUI_ICON_UP,
    GUI_ICON_DOWN,
    GUI_ICON_REPLAY,
    GUI_ICON_SEARCH
};
void gui_icon(struct gui *g, enum gui_icon icon, struct gui_rect rect,
              enum gui_color color);

/* ---- widgets ---- */

enum gui_kind { GUI_PRIMARY, GUI_PLAIN, GUI_GHOST };

/* Its own width in a flow, otherwise that of the box. */
bool gui_button(struct gui *g, uint64_t id, enum gui_kind kind, const char *text);
bool gui_icon_button(struct gui *g, uint64_t id, enum gui_icon icon, const char *text);
/* A numbered row with wrapped text. Number 1 to 9 is also its key; 0 has none. Its
 * height is that of gui_option_height in the same box. */
bool gui_option(struct gui *g, uint64_t id, unsigned number, enum gui_style style,
                const char *text);
double gui_option_height(struct gui *g, double room, unsigned number,
                         enum gui_style style, const char *text);
/* One of several; returns whether *chosen changed. */
bool gui_segments(struct gui *g, uint64_t id, const char *const *texts, size_t count,
                  size_t *chosen);
bool gui_toggle(struct gui *g, uint64_t id, const char *text, bool *on);
/* One of several, in a list that the button unfolds; the first says that nothing was
 * chosen yet. Its own width in a flow. Returns whether *chosen changed. */
bool gui_choice(struct gui *g, uint64_t id, const char *const *texts, size_t count,
                size_t *chosen);
/* A head that shows and hides what the caller puts below it while *open. */
bool gui_fold(struct gui *g, uint64_t id, const char *text, const char *note,
              bool *open);

#define GUI_FIELD_ROOM 2001

/* A line of text being typed; the caller's, as long as the field is shown. A zeroed one
 * is valid and empty; `most` may be set to hold fewer bytes. Read `text` and `size`. */
struct gui_field_state {
    char text[GUI_FIELD_ROOM]; /* UTF-8 without control characters, ends in NUL */
    size_t size, most;
    size_t caret, anchor; /* bytes; what lies between them is selected */
    double scroll;        /* points */
    bool hidden;          /* a secret: stars are shown, and nothing can be copied */
    uint64_t moved_ms, press_ms;
    double press_x;
    unsigned presses;
};

enum { GUI_FIELD_CHANGED = 1, GUI_FIELD_ENTER = 2 };

/* Answers what happened. While it has the focus it takes letters, digits, Enter and the
 * keys that move the caret; Up, Down and Tab move the focus on, Esc clears it and then
 * leaves it. The hint stands there while it is empty. */
unsigned gui_field(struct gui *g, uint64_t id, struct gui_field_state *state,
                   const char *hint);
/* The same with a magnifying glass. */
unsigned gui_search(struct gui *g, uint64_t id, struct gui_field_state *state,
                    const char *hint);
void gui_field_set(struct gui_field_state *state, const char *text);
void gui_field_select(struct gui_field_state *state); /* all of it */

enum gui_side { GUI_LEFT_SIDE, GUI_RIGHT_SIDE };
void gui_bubble(struct gui *g, enum gui_side side, const char *text);
void gui_chip(struct gui *g, enum gui_color color, const char *text);
void gui_icon_chip(struct gui *g, enum gui_icon icon, enum gui_color color,
                   const char *text);
/* `value` of `most` notches; `by` is what has just changed, told when it is not 0. */
void gui_meter(struct gui *g, const char *text, const char *note, int by, int value,
               int most, enum gui_color color);
/* Points `values` from 0 to 1 round a circle, with their names; `before` are those of
 * an earlier time, dashed, or NULL; a value below 0 there is left out. False, and
 * nothing is drawn, when the names leave no room for it. */
bool gui_radar(struct gui *g, double height, const double *values, const double *before,
               const char *const *names, size_t count);
/* What the widget drawn last is for, shown beside it while the pointer rests there. */
void gui_tip(struct gui *g, const char *text);

/* ---- speech ----
 *
 * What stands on the screen, said. Whatever is to be said waits in a short queue; the
 * window takes it out with gui_say_next and reports the end of each with
 * gui_input_said.
 *
 * With GUI_VOICE_ALL every key press and click silences what is being said and drops
 * what waits, and the focus then tells itself. A customer's line is spared: one that
 * waits, or began less than two seconds ago, is said first, since nothing can be
 * answered without it. F3 reads the page from its top, or on from where it was stopped;
 * Ctrl+Down and Ctrl+Up go from paragraph to paragraph. With GUI_VOICE_LINES only the
 * customer speaks, and keys leave the line alone. */

enum gui_voice { GUI_VOICE_OFF, GUI_VOICE_LINES, GUI_VOICE_ALL };

enum gui_say_kind {
    GUI_SAY_NOTE,     /* a message; outlives a change of screen */
    GUI_SAY_PAGE,     /* what has come up */
    GUI_SAY_AFTER,    /* what the last line did */
    GUI_SAY_CUSTOMER, /* a line of the customer */
    GUI_SAY_HINT,     /* what can be done now */
    GUI_SAY_FOCUS,
    GUI_SAY_READ /* a paragraph of the page */
};

enum gui_speaker { GUI_NARRATOR, GUI_MAN, GUI_WOMAN };

/* Once a frame. `words` has the sentences "ui.say.*" and is borrowed; `lang` is that of
 * texts that do not show it, as numbers. */
void gui_set_voice(struct gui *g, enum gui_voice voice, const struct sp_strings *words,
                   enum sp_lang lang);
/* Whether there is anything that could speak; without it nothing is ever said. */
void gui_set_speaker(struct gui *g, bool there);
bool gui_has_speaker(const struct gui *g);

void gui_say(struct gui *g, enum gui_say_kind kind, const char *text);
void gui_say_line(struct gui *g, enum gui_speaker speaker, const char *text);
/* Another page or another line: all that was to be said but notes is void. */
void gui_say_afresh(struct gui *g);
void gui_hush(struct gui *g); /* silences everything */
/* Says what was set since the mark, and from frame to frame only what is new in it; one
 * such place at a time. */
void gui_say_changes(struct gui *g, size_t mark);
/* The first title or heading of the frame so far, or "". Borrowed until the next text
 * is set. */
const char *gui_title(const struct gui *g);

struct gui_saying {
    enum gui_say_kind kind;
    const char *text; /* NULL: be silent */
    const char *ssml; /* the same for a program that reads SSML */
};
/* Whether there is something to be said, in place of what is said now. Borrowed until
 * the next call. */
bool gui_say_next(struct gui *g, struct gui_saying *out);
/* Adds one <speak> element in which each run of text has the voice of its script and
 * Chinese numbers are written out. Only the first 4,000 bytes count. */
void gui_ssml(struct sp_str *out, const char *text, enum sp_lang lang,
              enum gui_speaker speaker, const struct sp_strings *words);
/* What was said last is over; `heard` is false when there was no sound. */
void gui_input_said(struct gui *g, bool heard);

/* How a widget is called. For those outside the gui: mark before drawing it, name it
 * after. */
enum gui_role {
    GUI_ROLE_TEXT, /* no widget: its texts as one */
    GUI_ROLE_CHIP, /* the same, joined to a chip before it */
    GUI_ROLE_BUTTON,
    GUI_ROLE_OPTION, /* number */
    GUI_ROLE_SWITCH, /* on */
    GUI_ROLE_FOLD,   /* on: open */
    GUI_ROLE_CHOICE, /* on: chosen; number, count */
    GUI_ROLE_LIST,   /* what is chosen; unfolds */
    GUI_ROLE_FIELD,  /* note: what stands in it */
    GUI_ROLE_THEIRS, /* a line of the customer */
    GUI_ROLE_OURS    /* one of the trainee */
};
struct gui_spoken {
    uint64_t id; /* of the widget, or 0 */
    enum gui_role role;
    const char *text; /* NULL: what was set since the mark */
    const char *note;
    bool on;
    unsigned number, count;
};
size_t gui_mark(struct gui *g);
void gui_spoken(struct gui *g, size_t mark, struct gui_spoken name);
