/* test_fit_fonts.c: that every screen fits, measured as the window does.
 * usage: test_fit_fonts REPOSITORY */
#include "fit.h"

#include <SDL_ttf.h>

#include "sdl_text.h"
#include <stdio.h>

#define SKIPPED 77

int
main(int argc, char **argv)
{
    struct sdl_text *text = TTF_Init() == 0 ? sdl_text_new(NULL) : NULL;

    if (!text) {
        fprintf(stderr, "there are no fonts\n");
        return SKIPPED;
    }
    int status =
        fit_all(argc > 1 ? argv[1] : ".", &(struct gui_measure){text, sdl_text_width});
    sdl_text_free(text);
    TTF_Quit();
    return status;
}
