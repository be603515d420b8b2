/* sdl_window.c: the window and its event loop.
 *
 * Waits for an event or the next movement, hands the event to the gui, runs a frame,
 * and a second one because the first showed what stood before the event; draws only
 * when the commands differ from those on the screen. */
#include "ui/window.h"

#include <SDL.h>
#include <SDL_ttf.h>
#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/str.h"
#include "sdl_draw.h"
#include "sdl_text.h"
#include "sdl_voice.h"

#define LEAST_WIDTH 360
#define LEAST_HEIGHT 400
#define DAMAGE 8 /* rectangles that are painted and sent for one change */

struct window {
    const struct sp_window_params *params;
    const struct gui_app *app;
    SDL_Window *sdl;
    struct gui *gui;
    struct sdl_text *text;
    struct sdl_voice *voice; /* NULL until there is something to say */
    struct sdl_cache *cache;
    SDL_Surface shown; /* what was drawn last went there */
    bool dirty, over;  /* dirty: nothing of that can be relied on */
    uint64_t typing;   /* the field for which text input is on, or 0 */
    SDL_Rect caret;
};

#ifdef __SANITIZE_ADDRESS__
/* SDL unloads the libraries it tried, and with them what the leak checker needs to see
 * that their memory is still theirs. In such builds they stay. */
int dlclose(void *handle);
const char *__lsan_default_suppressions(void);

int
dlclose(void *handle)
{
    (void)handle;
    return 0;
}

/* What D-Bus keeps for SDL after a display that did not answer. */
const char *
__lsan_default_suppressions(void)
{
    return "leak:libdbus-1.so";
}
#endif

/* ---- opening ---- */

/* Where no display answers, SDL goes on with a driver that shows nothing; a window that
 * nobody sees would wait for ever. Tests ask for such a driver by name. */
static bool
is_shown(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    const char *display = getenv("DISPLAY");

    if (SDL_getenv("SDL_VIDEODRIVER") || !driver ||
        (strcmp(driver, "offscreen") != 0 && strcmp(driver, "dummy") != 0 &&
         strcmp(driver, "evdev") != 0))
        return true;
    SDL_SetError("%s", display ? display : driver);
    return false;
}

static double
desktop_scale(void)
{
    const char *text = getenv("GDK_SCALE");
    double scale = text ? strtod(text, NULL) : 0;

    return scale >= 0.75 && scale <= 3 ? scale : 1;
}

static struct gui_app_look
wanted(const struct window *w)
{
    struct gui_app_look look = {0};

    if (w->app->look)
        w->app->look(w->app->data, &look);
    if (look.scale <= 0)
        look.scale = w->params->scale > 0 ? w->params->scale : desktop_scale();
    look.still = look.still || w->params->still;
    return look;
}

/* The hint keeps SDL from starting a GPU for a window that is drawn by the processor;
 * it is the larger part of the start. Wayland has no other way, so there it stays
 * unset. */
static bool
open_sdl(struct window *w, bool plain)
{
    double scale = wanted(w).scale;
    int width = w->params->width > 0 ? w->params->width : 1180;
    int height = w->params->height > 0 ? w->params->height : 780;
    Uint32 flags = SDL_WINDOW_RESIZABLE;

    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, plain ? "0" : "software");
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
    SDL_SetHint(SDL_HINT_IME_SUPPORT_EXTENDED_TEXT, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (SDL_Init(SDL_INIT_VIDEO) || !is_shown())
        return false;
    if (w->params->full_screen)
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    w->sdl = SDL_CreateWindow(w->params->title, SDL_WINDOWPOS_CENTERED,
                              SDL_WINDOWPOS_CENTERED, (int)(width * scale),
                              (int)(height * scale), flags);
    if (w->sdl && SDL_GetWindowSurface(w->sdl)) {
        SDL_SetWindowMinimumSize(w->sdl, LEAST_WIDTH, LEAST_HEIGHT);
        SDL_StopTextInput();
        return true;
    }
    if (w->sdl)
        SDL_DestroyWindow(w->sdl);
    w->sdl = NULL;
    return false;
}

static enum sp_window_result
open_window(struct window *w, char *detail, size_t size)
{
    if (!open_sdl(w, true)) {
        /* SDL remembers that the driver had no surface until video is shut down. */
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        if (!open_sdl(w, false)) {
            snprintf(detail, size, "%s", SDL_GetError());
            return SP_WINDOW_NO_DISPLAY;
        }
    }
    if (TTF_Init()) {
        snprintf(detail, size, "%s", TTF_GetError());
        return SP_WINDOW_NO_FONT;
    }
    w->text = sdl_text_new(w->params->font);
    if (!w->text) {
        snprintf(detail, size, "fonts-wqy-microhei");
        return SP_WINDOW_NO_FONT;
    }
    w->cache = sdl_cache_new();
    return SP_WINDOW_CLOSED;
}

static void
close_window(struct window *w)
{
    sdl_voice_free(w->voice);
    sdl_text_free(w->text);
    sdl_cache_free(w->cache);
    if (TTF_WasInit())
        TTF_Quit();
    if (w->sdl)
        SDL_DestroyWindow(w->sdl);
    SDL_Quit();
}

/* The window's pixels for cairo, or NULL when they cannot be had. Valid until the size
 * changes, so it is made anew for every drawing. */
static cairo_surface_t *
canvas(SDL_Surface *surface)
{
    Uint32 format = surface ? surface->format->format : 0;

    if (format != SDL_PIXELFORMAT_RGB888 && format != SDL_PIXELFORMAT_ARGB8888)
        return NULL;
    cairo_surface_t *made = cairo_image_surface_create_for_data(
        surface->pixels, CAIRO_FORMAT_RGB24, surface->w, surface->h, surface->pitch);
    if (cairo_surface_status(made) == CAIRO_STATUS_SUCCESS)
        return made;
    cairo_surface_destroy(made);
    return NULL;
}

static void
paint(struct window *w, cairo_surface_t *surface, const struct gui_rect *rects,
      size_t count)
{
    struct gui_list list = gui_commands(w->gui);
    struct sdl_painter painter = {w->text, w->cache};
    cairo_t *cr = cairo_create(surface);

    for (size_t i = 0; i < count; i++)
        sdl_draw(&painter, cr, &list, rects[i]);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
}

/* Some displays have other pixel formats; then a copy is converted. */
static void
paint_converted(struct window *w, SDL_Surface *to, const struct gui_rect *rects,
                const SDL_Rect *areas, size_t count)
{
    SDL_Surface *copy =
        SDL_CreateRGBSurfaceWithFormat(0, to->w, to->h, 32, SDL_PIXELFORMAT_RGB888);
    cairo_surface_t *surface = canvas(copy);

    if (surface) {
        paint(w, surface, rects, count);
        cairo_surface_destroy(surface);
        for (size_t i = 0; i < count; i++) {
            SDL_Rect at =
                areas[i]; /* SDL writes into it what was left after clipping */
            SDL_BlitSurface(copy, &areas[i], to, &at);
        }
    }
    SDL_FreeSurface(copy);
}

/* Whether the surface still shows what was drawn last. SDL makes a new one after a
 * change of size, which may be known here before its event. */
static bool
is_kept(const struct window *w, const SDL_Surface *to)
{
    return !w->dirty && to->pixels == w->shown.pixels && to->w == w->shown.w &&
           to->h == w->shown.h;
}

static void
present(struct window *w)
{
    SDL_Surface *to = SDL_GetWindowSurface(w->sdl);
    struct gui_rect rects[DAMAGE];
    SDL_Rect areas[DAMAGE];
    size_t count = 1;

    if (!to)
        return;
    rects[0] = (struct gui_rect){0, 0, to->w, to->h};
    if (is_kept(w, to))
        count = gui_damage(w->gui, rects, DAMAGE);
    for (size_t i = 0; i < count; i++)
        areas[i] = (SDL_Rect){(int)rects[i].x, (int)rects[i].y, (int)rects[i].w,
                              (int)rects[i].h};
    cairo_surface_t *surface = canvas(to);
    if (surface) {
        paint(w, surface, rects, count);
        cairo_surface_destroy(surface);
    } else {
        paint_converted(w, to, rects, areas, count);
    }
    if (count)
        SDL_UpdateWindowSurfaceRects(w->sdl, areas, (int)count);
    gui_drawn(w->gui);
    w->shown = *to;
    w->dirty = false;
    if (w->params->probe)
        w->params->probe->shown(w->params->probe->data);
}

/* ---- typing ---- */

static void
clipboard_get(void *data, struct sp_str *out)
{
    char *text = SDL_GetClipboardText();

    (void)data;
    if (text)
        sp_str_add(out, text);
    SDL_free(text);
}

static void
clipboard_set(void *data, const char *text)
{
    (void)data;
    SDL_SetClipboardText(text);
}

/* An input method works only while a field has the focus, or it would swallow the
 * digits that choose answers; going to another field starts it afresh. */
static void
follow_typing(struct window *w)
{
    struct gui_rect caret;
    uint64_t typing = gui_typing(w->gui, &caret);
    SDL_Rect rect = {(int)caret.x, (int)caret.y, (int)caret.w, (int)caret.h};
    bool other = typing != w->typing;

    if (other && w->typing)
        SDL_StopTextInput();
    if (other && typing)
        SDL_StartTextInput();
    if (typing && (other || memcmp(&rect, &w->caret, sizeof rect) != 0))
        SDL_SetTextInputRect(&rect);
    w->typing = typing;
    w->caret = rect;
}

/* IBus tells no length, and then the start is the caret. */
static void
compose(struct window *w, const char *text, int start, int length)
{
    gui_input_edit(w->gui, text, start + (length > 0 ? length : 0));
}

/* ---- events ---- */

static int
key_of(SDL_Keycode code)
{
    static const struct {
        SDL_Keycode from;
        int to;
    } keys[] = {
        {SDLK_TAB, GUI_TAB},
        {SDLK_RETURN, GUI_ENTER},
        {SDLK_KP_ENTER, GUI_ENTER},
        {SDLK_ESCAPE, GUI_ESC},
        {SDLK_BACKSPACE, GUI_BACKSPACE},
        {SDLK_DELETE, GUI_DELETE},
        {SDLK_UP, GUI_UP},
        {SDLK_DOWN, GUI_DOWN},
        {SDLK_LEFT, GUI_LEFT},
        {SDLK_RIGHT, GUI_RIGHT},
        {SDLK_PAGEUP, GUI_PAGE_UP},
        {SDLK_PAGEDOWN, GUI_PAGE_DOWN},
        {SDLK_HOME, GUI_HOME},
        {SDLK_END, GUI_END},
        {SDLK_KP_MINUS, '-'},
        {SDLK_KP_PLUS, '+'},
        {SDLK_KP_0, '0'},
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].from == code)
            return keys[i].to;
    }
    if (code >= SDLK_F1 && code <= SDLK_F12)
        return GUI_F1 + (code - SDLK_F1);
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9)
        return '1' + (code - SDLK_KP_1);
    return code > 0 && code < 0x110000 ? code : 0;
}

/* Whoever is in the middle of something is asked first. */
static void
want_over(struct window *w)
{
    w->over = w->over || !w->app->closing || w->app->closing(w->app->data, w->gui);
}

/* Keys of the window itself. */
static bool
own_key(struct window *w, int key, unsigned mods)
{
    if (key == GUI_F1 + 10 && !mods) {
        bool full = SDL_GetWindowFlags(w->sdl) & SDL_WINDOW_FULLSCREEN_DESKTOP;
        SDL_SetWindowFullscreen(w->sdl, full ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
        return true;
    }
    if (!(mods & GUI_CTRL) || key != 'q')
        return false;
    want_over(w);
    return true;
}

static void
key_down(struct window *w, const SDL_KeyboardEvent *event)
{
    SDL_Keymod state = (SDL_Keymod)event->keysym.mod;
    unsigned mods = (state & KMOD_SHIFT ? GUI_SHIFT : 0u) |
                    (state & (KMOD_CTRL | KMOD_GUI) ? GUI_CTRL : 0u) |
                    (state & KMOD_ALT ? GUI_ALT : 0u);
    int key = key_of(event->keysym.sym);

    if (event->keysym.sym == SDLK_LCTRL || event->keysym.sym == SDLK_RCTRL)
        gui_hush(w->gui);
    if (key && !own_key(w, key, mods))
        gui_input_key(w->gui, key, mods);
}

static void
window_event(struct window *w, const SDL_WindowEvent *event)
{
    switch (event->event) {
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_RESTORED:
        w->dirty = true;
        break;
    case SDL_WINDOWEVENT_LEAVE:
        gui_input_leave(w->gui);
        break;
    case SDL_WINDOWEVENT_FOCUS_GAINED:
    case SDL_WINDOWEVENT_FOCUS_LOST:
        gui_input_away(w->gui, event->event == SDL_WINDOWEVENT_FOCUS_LOST);
        break;
    default: /* closing comes as SDL_QUIT too: there is one window */
        break;
    }
}

static void
handle(struct window *w, const SDL_Event *event)
{
    bool heard;

    switch (event->type) {
    case SDL_QUIT:
        want_over(w);
        break;
    case SDL_WINDOWEVENT:
        window_event(w, &event->window);
        break;
    case SDL_MOUSEMOTION:
        gui_input_move(w->gui, event->motion.x, event->motion.y);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (event->button.button != SDL_BUTTON_LEFT)
            break;
        gui_input_move(w->gui, event->button.x, event->button.y);
        gui_input_button(w->gui, event->type == SDL_MOUSEBUTTONDOWN);
        break;
    case SDL_MOUSEWHEEL:
        gui_input_wheel(w->gui, (double)event->wheel.preciseY);
        break;
    case SDL_KEYDOWN:
        key_down(w, &event->key);
        break;
    case SDL_TEXTINPUT:
        /* X11 sends the letter of a shortcut as text too. */
        if (!(SDL_GetModState() & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)))
            gui_input_text(w->gui, event->text.text);
        break;
    case SDL_DROPFILE:
        gui_input_drop(w->gui, event->drop.file);
        SDL_free(event->drop.file);
        break;
    case SDL_TEXTEDITING:
        compose(w, event->edit.text, event->edit.start, event->edit.length);
        break;
    case SDL_TEXTEDITING_EXT:
        compose(w, event->editExt.text, event->editExt.start, event->editExt.length);
        SDL_free(event->editExt.text);
        break;
    default:
        if (sdl_voice_over(w->voice, event, &heard))
            gui_input_said(w->gui, heard);
        break;
    }
}

/* ---- running ---- */

/* A small window gets a smaller scale than the one wanted. */
static void
take_look(struct window *w)
{
    struct gui_app_look look = wanted(w);
    int width, height;

    SDL_GetWindowSize(w->sdl, &width, &height);
    gui_set_still(w->gui, look.still);
    gui_set_size(w->gui, width, height);
    gui_set_scale(w->gui, fmin(look.scale, fmin((double)width / LEAST_WIDTH,
                                                (double)height / LEAST_HEIGHT)));
}

static void
speak(struct window *w)
{
    struct gui_saying next;

    if (!gui_say_next(w->gui, &next))
        return;
    if (!w->voice && next.ssml)
        w->voice = sdl_voice_new();
    if (next.ssml)
        sdl_voice_say(w->voice, next.ssml);
    else
        sdl_voice_stop(w->voice);
}

static void
frames(struct window *w, int count)
{
    gui_input_time(w->gui, SDL_GetTicks64());
    /* More when the gui asks at once, as after scrolling; but never for ever. */
    for (int i = 0; (i < count || (gui_wake_ms(w->gui) == 0 && i < 6)) && !w->over;
         i++) {
        take_look(w);
        gui_begin(w->gui);
        w->app->frame(w->app->data, w->gui);
        gui_end(w->gui);
        w->over = w->over || (w->app->over && w->app->over(w->app->data));
    }
    follow_typing(w);
    if (!w->over && (w->dirty || gui_changed(w->gui)))
        present(w);
    if (w->app->rest)
        w->app->rest(w->app->data);
    if (!w->over)
        speak(w);
    if (!w->over && w->app->settled && gui_wake_ms(w->gui) != 0)
        w->app->settled(w->app->data, w->gui);
}

/* A press and its release within one batch must not fall into the same frame, and a
 * second key must not meet the screen before the first did its work. */
static bool
needs_own_frame(const SDL_Event *event)
{
    return event->type == SDL_MOUSEBUTTONDOWN || event->type == SDL_MOUSEBUTTONUP ||
           event->type == SDL_KEYDOWN;
}

static void
step(struct window *w)
{
    SDL_Event event;
    int wake = gui_wake_ms(w->gui);
    int got = wake < 0 ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, wake);

    if (!got) {
        frames(w, 1);
        return;
    }
    do {
        handle(w, &event);
    } while (!needs_own_frame(&event) && !w->over && SDL_PollEvent(&event));
    frames(w, 2);
}

static void
press(struct window *w, const char *name)
{
    SDL_Event event = {.type = SDL_KEYDOWN};
    bool ctrl = strncmp(name, "C-", 2) == 0;

    event.key.keysym.sym = SDL_GetKeyFromName(ctrl ? name + 2 : name);
    event.key.keysym.mod = ctrl ? KMOD_LCTRL : KMOD_NONE;
    SDL_PushEvent(&event);
    while (!w->over && SDL_HasEvent(SDL_KEYDOWN))
        step(w);
}

static void
blank(struct window *w)
{
    SDL_Surface *to = SDL_GetWindowSurface(w->sdl);

    w->dirty = true;
    if (to && SDL_FillRect(to, NULL, SDL_MapRGB(to->format, 255, 255, 255)) == 0)
        SDL_UpdateWindowSurface(w->sdl);
}

static void
loop(struct window *w)
{
    const struct sp_window_probe *probe = w->params->probe;

    while (!w->over) {
        const char *key = NULL;

        switch (probe ? probe->next(probe->data, &key) : SP_WINDOW_STAY) {
        case SP_WINDOW_PRESS:
            press(w, key);
            break;
        case SP_WINDOW_PAINT:
            w->dirty = true;
            frames(w, 1);
            break;
        case SP_WINDOW_BLANK:
            blank(w);
            break;
        case SP_WINDOW_STAY:
            probe = NULL;
            step(w);
            break;
        case SP_WINDOW_CLOSE:
            w->over = true;
            break;
        }
    }
}

static enum sp_window_result
shoot(struct window *w, char *detail, size_t size)
{
    SDL_Surface *to = SDL_GetWindowSurface(w->sdl);
    cairo_surface_t *surface =
        to ? cairo_image_surface_create(CAIRO_FORMAT_RGB24, to->w, to->h) : NULL;
    cairo_status_t status = CAIRO_STATUS_NO_MEMORY;

    if (surface) {
        paint(w, surface, &(struct gui_rect){0, 0, to->w, to->h}, 1);
        status = cairo_surface_write_to_png(surface, w->params->screenshot);
        cairo_surface_destroy(surface);
    }
    if (status == CAIRO_STATUS_SUCCESS)
        return SP_WINDOW_CLOSED;
    snprintf(detail, size, "%s", cairo_status_to_string(status));
    return SP_WINDOW_NO_FILE;
}

static enum sp_window_result
run(struct window *w, char *detail, size_t size)
{
    w->dirty = true;
    frames(w, 2);
    for (const char *const *key = w->params->keys; key && *key && !w->over; key++) {
        gui_input_name(w->gui, *key);
        frames(w, 2);
    }
    if (w->params->screenshot)
        return shoot(w, detail, size);
    loop(w);
    return SP_WINDOW_CLOSED;
}

enum sp_window_result
sp_window_run(const struct sp_window_params *params, const struct gui_app *app,
              char *detail, size_t detail_size)
{
    struct window w = {.params = params, .app = app};
    struct gui_measure measure = {NULL, NULL};

    detail[0] = '\0';
    w.gui = gui_new(&measure);
    if (params->theme)
        gui_set_theme(w.gui, params->theme);
    gui_set_speaker(w.gui, sdl_voice_there());
    enum sp_window_result result = open_window(&w, detail, detail_size);
    if (result == SP_WINDOW_CLOSED) {
        gui_set_measure(w.gui, &(struct gui_measure){w.text, sdl_text_width});
        gui_set_clipboard(w.gui,
                          &(struct gui_clipboard){NULL, clipboard_get, clipboard_set});
        result = run(&w, detail, detail_size);
    }
    gui_free(w.gui);
    close_window(&w);
    return result;
}
