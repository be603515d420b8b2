/* gui_priv.h: what the parts of the gui share; nobody outside gui_*.c includes it. */
#pragma once

#include "core/str.h"
#include "ui/gui.h"

#define GUI_BOXES 32
#define GUI_CLIPS 16
#define GUI_ROWS 8
#define GUI_KEYS 16
#define GUI_IDS 16
#define GUI_AREAS 32
#define TIP_SIZE 160
#define GUI_REVEAL 3 /* a widget given the focus may come up a frame later */

enum gui_item_flags {
    GUI_ITEM_FOCUS = 1, /* Tab and arrows stop here */
    GUI_ITEM_SLIDE = 2, /* takes left and right for itself */
    GUI_ITEM_TEXT = 4   /* is typed into */
};

/* A widget of the frame. */
struct gui_item {
    uint64_t id, area; /* area: the scroll area it lies in, or 0 */
    struct gui_rect rect, clip;
    unsigned flags;
    bool live; /* not shut out by a modal */
};

struct gui_state {
    bool hover, focus, held, clicked;
};

/* Where a finished card stands in the lists, so that it can still be made taller; all
 * plus one, 0 for none. */
struct gui_card {
    size_t cmd, item, ring;
};

/* One stack of things from top to bottom. */
struct gui_box {
    struct gui_rect rect; /* h is not used */
    double y, pad;
    size_t first_cmd; /* the ground, painted once the height is known */
    size_t mark;      /* of a card button */
    double last_bottom;
    struct gui_card last; /* that ended at last_bottom */
    bool flow, flow_right;
    size_t flow_cmd, flow_item; /* where its line begins in the lists */
    double flow_x, flow_h, flow_gap;
    uint64_t id; /* of a card button or scroll area */
    enum gui_color ground;
};

struct gui_columns {
    double x[GUI_COLUMNS], w[GUI_COLUMNS];
    size_t count, next;
    bool level;
    double top, bottom;
    struct gui_card last[GUI_COLUMNS];
    double last_bottom[GUI_COLUMNS];
};

/* Where a scroll area stands; lives as long as the gui. */
struct gui_area {
    uint64_t id;
    struct gui_rect rect;
    double offset, content;
    double keep; /* the end may push this place to the top, not out of sight; or -1 */
    bool to_end; /* stays at the end until somebody scrolls */
    bool used, live;
    double grab;
};

struct gui_key_press {
    int key;
    unsigned mods;
};

struct gui_frame {
    struct gui_cmd *cmds;
    size_t cmd_count, cmd_room;
    char *text;
    size_t text_size, text_room;
    struct gui_point *points;
    size_t point_count, point_room;
};

struct gui_items {
    struct gui_item *items;
    size_t count, room;
};

struct gui_wrapped {
    uint64_t key;
    struct gui_line *lines;
    size_t count;
    double widest;
    char *text;
    enum gui_style style;
    double width;
};

/* The list that is unfolded now. */
struct gui_menu {
    uint64_t id; /* of its button; 0: none is */
    bool shown;  /* the button is on this frame's screen */
    bool picked; /* `chosen` waits for the button */
    size_t chosen, count;
    struct sp_str texts; /* each ends in NUL */
    struct gui_rect rect;
    double width; /* of the widest text */
};

#define GUI_WRAPS 1024 /* a power of two */

struct gui {
    struct gui_measure measure;
    const struct gui_theme *theme;
    double scale;
    int width_px, height_px;
    bool still;

    struct gui_frame frame, drawn;
    struct gui_items now, last;

    struct gui_point mouse; /* points; far away when the pointer left */
    bool down, pressed, released, moved;
    double wheel;
    struct gui_key_press keys[GUI_KEYS];
    size_t key_count;
    uint64_t now_ms;
    bool by_key;
    int wake_ms;

    uint64_t focus, active, tab_first;
    bool
        ring; /* the focus is shown, and takes Enter: it was not put there by a click */
    struct gui_rect focus_rect; /* where it last was: Tab goes on from there */
    size_t focus_index;
    int reveal; /* frames left to bring the focused widget into view */
    bool modal_last, modal_now, in_modal;
    bool fading;
    size_t fade_cmd;

    uint64_t tip,
        tip_seen; /* the widget under the resting pointer; that of last time */
    uint64_t tip_since_ms;
    struct gui_rect tip_rect;
    char tip_text[TIP_SIZE];

    struct gui_menu menu;
    struct gui_clipboard clipboard;
    struct sp_str typed, edit, shown; /* edit: what an input method still holds */
    size_t edit_caret;                /* bytes */
    uint64_t field, field_drawn;      /* that had the focus before, and has it now */
    struct gui_rect field_caret;      /* pixels */
    size_t pasted;                    /* letters, not yet asked for */
    struct sp_str dropped;            /* path of a file, not yet asked for */
    bool away;                        /* another window has the keyboard */

    uint64_t ids[GUI_IDS];
    size_t id_count;
    struct gui_box boxes[GUI_BOXES];
    size_t box_count;
    struct gui_rect clips[GUI_CLIPS];
    size_t clip_count;
    struct gui_columns rows[GUI_ROWS];
    size_t row_count;
    struct gui_area areas[GUI_AREAS];
    uint64_t area; /* the innermost open one */
    uint64_t area_stack[GUI_CLIPS];
    size_t area_depth;

    struct gui_wrapped *wraps; /* GUI_WRAPS slots, by key */
    struct gui_names *names;   /* NULL: not kept */
    struct gui_speech *speech; /* gui_say.c */
};

struct gui_style_def {
    enum gui_face face;
    double size, leading;
};
extern const struct gui_style_def gui_styles[GUI_STYLES];

/* gui.c */
uint64_t gui_hash(uint64_t seed, const void *bytes, size_t size);
struct gui_state gui_item(struct gui *g, uint64_t id, struct gui_rect rect,
                          unsigned flags);
struct gui_box *gui_top(struct gui *g);
bool gui_inside(struct gui_rect rect, struct gui_point point);
struct gui_rect gui_clip_now(const struct gui *g);

/* gui_widget.c */
void gui_tip_draw(struct gui *g); /* at the end of the frame, above everything */

/* gui_nav.c */
void gui_navigate(struct gui *g);
struct gui_area *gui_area_of(struct gui *g, uint64_t id);

/* gui_field.c */
void gui_field_begin(struct gui *g);
bool gui_field_takes(int key, unsigned mods);

/* gui_menu.c */
void gui_menu_end(struct gui *g); /* draws what is unfolded, over all else */
/* Scrolls the area so that the rect of this frame comes into view. */
void gui_bring(struct gui *g, uint64_t area, struct gui_rect rect);

/* gui_say.c */
struct gui_speech *gui_speech_new(void);
void gui_speech_free(struct gui_speech *speech);
void gui_speech_begin(struct gui *g);
void gui_speech_keys(struct gui *g); /* before the other keys move the focus */
void gui_speech_end(struct gui *g);
bool gui_speech_tells(const struct gui *g); /* the whole screen */
/* A text as it was set, whole, and the space it took. */
void gui_speech_text(struct gui *g, struct gui_rect rect, enum gui_style style,
                     const char *text);
void gui_speech_icon(struct gui *g, enum gui_icon icon);
/* A widget that has no name is called by its tip. */
void gui_speech_tip(struct gui *g, uint64_t id, const char *text);

/* gui_draw.c */
struct gui_cmd *gui_emit(struct gui *g, enum gui_cmd_type type, enum gui_color color);
struct gui_rect gui_pixels(const struct gui *g, struct gui_rect rect);
void gui_text_cmd(struct gui *g, struct gui_rect rect, double width,
                  enum gui_style style, enum gui_color color, enum gui_align align,
                  const char *text, size_t size);
void gui_focus_ring(struct gui *g, struct gui_rect rect, double radius);
void gui_wash(struct gui *g, struct gui_rect rect, double radius, enum gui_color color,
              double alpha);

/* gui_text.c */
void gui_wraps_clear(struct gui *g);
void gui_set_lines(struct gui *g, struct gui_rect rect, enum gui_style style,
                   enum gui_color color, const char *text, struct gui_lines lines);
double gui_measure_text(struct gui *g, enum gui_style style, const char *text,
                        size_t size);

/* gui_names.c */
void gui_names_free(struct gui_names *names);
void gui_note_name(const struct gui *g, uint64_t id, const char *name, long index);

/* gui_layout.c */
struct gui_box *gui_nest(struct gui *g, struct gui_rect rect);
enum gui_color gui_tint_of(enum gui_color color);
