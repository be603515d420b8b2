/* replay_own.h: adding to what a replay has found. */
#pragma once

#include "store/replay_sitting.h"

/* Copies the texts; `is` may be NULL when they are the same. */
void replay_note(struct sp_replay *replay, const char *what, int item, unsigned turn,
                 bool same, const char *was, const char *is);
