/* about.h: which needs, remedies, features and motives of a scenario a line speaks of.
 */
#pragma once

#include "nlu/recognise.h"
#include "text.h"

/* By the scenario's cues: their words in this order with small gaps, or most of what
 * they say in any order, in one sentence. `phrase` is working memory. */
void nlu_find_about(const struct sp_scenario *scenario, const struct nlu_text *text,
                    struct nlu_text *phrase, struct sp_heard *heard);
