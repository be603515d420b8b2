/* sdl_voice.h: says texts with espeak-ng, when there is such a program.
 *
 * Nothing here waits for the program or the sound device, and nothing complains: what
 * cannot be said is silent. The device is open only while there is something to say. */
#pragma once

#include <SDL.h>
#include <stdbool.h>

struct sdl_voice; /* opaque */

/* Whether the program is on the PATH. */
bool sdl_voice_there(void);
/* NULL when it is not. The thread begins with the first text. */
struct sdl_voice *sdl_voice_new(void);
/* Ends what is being said; at once unless the sound device hangs. NULL is fine. */
void sdl_voice_free(struct sdl_voice *voice);

/* In place of what is being said now. */
void sdl_voice_say(struct sdl_voice *voice, const char *ssml);
void sdl_voice_stop(struct sdl_voice *voice);
/* Whether the event tells that the text given last is over; `heard` is false when it
 * made no sound. */
bool sdl_voice_over(const struct sdl_voice *voice, const SDL_Event *event, bool *heard);
