/* window.h: the window, in builds that have one. */
#pragma once

#include "play.h"

bool window_available(void);
/* The window at its start, or with `request` at one scenario. Falls back to the
 * terminal when no window can be opened. */
int window_play(struct cli *cli, const struct play_request *request);
