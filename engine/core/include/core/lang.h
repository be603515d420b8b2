/* lang.h: the languages of the program, and texts that exist in several of them. */
#pragma once

#include <stdbool.h>

enum sp_lang { SP_ZH, SP_EN, SP_LANGS };

struct sp_text {
    const char *by[SP_LANGS]; /* NULL where a file does not have the language */
};

/* Their tags, "zh" and "en". */
const char *sp_lang_tag(enum sp_lang lang);
bool sp_lang_find(const char *tag, enum sp_lang *lang);

/* The text in `lang`, or in the first language it has, or "". */
const char *sp_text_in(const struct sp_text *text, enum sp_lang lang);
