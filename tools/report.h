/* report.h: the evidence of a sitting as pages: what its two files share. */
#pragma once

#include "exam_see.h"
#include "pdf.h"
#include "store/round.h"

struct report {
    const struct cli *cli;
    const struct exam_set *set;
    const struct sp_story *story;
    const char *team;
    bool blind; /* for an assessor: nothing of who it was and what the machine found */
    enum sp_chain_fault fault;
    struct sp_round *round[SP_EXAM_ITEMS]; /* NULL: the call cannot be played again */
};

void report_heading(struct pdf *pdf, const struct report *r, const char *key);
void report_paragraph(struct pdf *pdf, const char *text);
/* One call: what was asked, what was said, what it earned and missed. */
void report_call(struct pdf *pdf, const struct report *r, unsigned item);
