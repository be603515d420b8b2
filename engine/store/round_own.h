/* round_own.h: how a round writes its result, for those who write or check one too. */
#pragma once

#include "core/score.h"

/* {"clarify": 2, "close": null, …}; the caller frees it. */
char *round_levels(const struct sp_score *score);
