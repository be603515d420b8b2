/* lint_text.h: what the checks of texts share: a text as code points. */
#pragma once

#include "read.h"

enum line_mark {
    LINE_HAN = 1,
    LINE_WIDE_MARK = 2,
    LINE_HALF_MARK = 4, /* , . ? ! : ; ( ) */
    LINE_QUOTE = 8,     /* straight */
    LINE_BLANK = 16,
    LINE_MARKS_MEET = 64, /* punctuation beside punctuation */
    LINE_TWICE = 32       /* one or two characters say the same again */
};

/* A text of a file without errors, at most TEXT_MOST code points of it. */
struct line {
    const cJSON *at;
    enum sp_lang lang;
    uint32_t code[TEXT_MOST + 1];
    unsigned byte[TEXT_MOST + 1]; /* where each starts */
    unsigned count;
    unsigned has; /* enum line_mark: what is in it at all */
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

/* Punctuation, quotes, doubled words and blanks. */
void lint_marks(struct reader *r, const struct line *line);
