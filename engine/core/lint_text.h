/* lint_text.h: what the checks of texts share: a text as code points. */
#pragma once

#include "read.h"

/* A text of a file without errors, at most TEXT_MOST code points of it. */
struct line {
    const cJSON *at;
    enum sp_lang lang;
    bool cue; /* not shown, only compared with what is typed */
    uint32_t code[TEXT_MOST + 1];
    unsigned byte[TEXT_MOST + 1]; /* where each starts */
    unsigned count;
};

void line_read(struct line *line, const cJSON *at, enum sp_lang lang);
/* The code point at `i`, or 0 beyond either end. */
uint32_t line_at(const struct line *line, long i);
/* Warns at the i-th code point. */
void line_warn(struct reader *r, const struct line *line, unsigned i, const char *code,
               const char *a, const char *b);

bool is_han(uint32_t code);
bool is_wide_mark(uint32_t code); /* punctuation that is as wide as Han */
bool is_letter(uint32_t code);    /* Latin */
bool line_has_han(const struct line *line);

/* Punctuation, quotes, doubled words and blanks. */
void lint_marks(struct reader *r, const struct line *line);
