/* sdl_floor.c: the least that a window with some lines of text costs: what `sparring
 * bench` puts beside its own numbers. usage: sdl_floor stay|end LINE…
 * Writes the moment of its first picture, in nanoseconds of the monotone clock, and
 * then waits or ends. */
#include <SDL.h>
#include <SDL_ttf.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static TTF_Font *
open_font(void)
{
    static const struct {
        const char *file;
        long index;
    } known[] = {
        {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2},
        {"/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2},
        {"/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2},
        {"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0},
        {"/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0},
    };
    TTF_Font *font = NULL;

    for (size_t i = 0; !font && i < sizeof known / sizeof *known; i++)
        font = TTF_OpenFontIndex(known[i].file, 16, known[i].index);
    return font;
}

static void
draw(SDL_Surface *to, TTF_Font *font, char **lines)
{
    SDL_Color ink = {30, 30, 30, 255};

    SDL_FillRect(to, NULL, SDL_MapRGB(to->format, 255, 255, 255));
    for (int i = 0; lines[i]; i++) {
        SDL_Surface *line = TTF_RenderUTF8_Blended(font, lines[i], ink);

        SDL_BlitSurface(line, NULL, to, &(SDL_Rect){40, 40 + 40 * i, 0, 0});
        SDL_FreeSurface(line);
    }
}

static void
wait_for_end(void)
{
    SDL_Event event;

    while (SDL_WaitEvent(&event) && event.type != SDL_QUIT)
        continue;
}

int
main(int argc, char **argv)
{
    struct timespec now;
    TTF_Font *font = NULL;
    SDL_Window *window;
    SDL_Surface *to;

    if (argc < 3)
        return 2;
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
    SDL_SetHint(SDL_HINT_IME_SUPPORT_EXTENDED_TEXT, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (SDL_Init(SDL_INIT_VIDEO) || TTF_Init() || !(font = open_font()) ||
        !(window =
              SDL_CreateWindow("floor", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                               1280, 800, SDL_WINDOW_RESIZABLE)) ||
        !(to = SDL_GetWindowSurface(window)))
        return 3;
    draw(to, font, argv + 2);
    SDL_UpdateWindowSurface(window);
    clock_gettime(CLOCK_MONOTONIC, &now);
    printf("first %lld\n", (long long)now.tv_sec * 1000000000 + now.tv_nsec);
    fflush(stdout);
    if (strcmp(argv[1], "stay") == 0)
        wait_for_end();
    TTF_CloseFont(font);
    TTF_Quit();
    SDL_Quit();
    return 0;
}
