/* lint.h: what `sparring lint` says beyond errors. Each part looks at a scenario that
 * has none, reports warnings in one walk, and changes nothing. A part takes time linear
 * in the file's size. */
#pragma once

#include "lint_flow.h"

void lint_shape(struct loader *ld);
void lint_use(struct loader *ld);
void lint_reach(struct loader *ld);
/* Part of lint_reach: at a node that speaks and that calls come to. */
void lint_offer(struct loader *ld, const struct flow *f, uint32_t node);
/* Part of lint_offer: what a proof would find, where the file alone shows it. */
void lint_never(struct loader *ld, const struct flow *f, uint32_t node);
/* Part of lint_offer: replies with the same text. */
void lint_same(struct loader *ld, const struct flow *f, uint32_t node);
bool lint_open_together(const struct flow *f, uint32_t index, const struct sp_reply *a,
                        const struct sp_reply *b);
/* Part of lint_reach: over what choices alone can come to; leaves `f` as it likes. */
void lint_passes(struct loader *ld, struct flow *f);
/* The texts of any file of ours: scenario, rubric, styles; it may have errors. */
void lint_texts(struct reader *r, const cJSON *root);
void lint_replies(struct loader *ld);
/* What fits its box. */
void lint_fit(struct loader *ld);
void lint_fit_rubric(struct reader *r, const cJSON *root);
void lint_fit_styles(struct reader *r, const cJSON *root);
/* A rubric’s checks and boxes. */
void lint_rubric(struct reader *r, const cJSON *root, const struct sp_rubric *rubric);
