/* lang.c: the languages of the program, and texts that exist in several of them. */
#include "core/lang.h"

#include <assert.h>
#include <string.h>

static const char *const tags[] = {[SP_ZH] = "zh", [SP_EN] = "en"};
static_assert(sizeof tags / sizeof *tags == SP_LANGS, "a tag for every language");

const char *
sp_lang_tag(enum sp_lang lang)
{
    assert(lang < SP_LANGS);
    return tags[lang];
}

bool
sp_lang_find(const char *tag, enum sp_lang *lang)
{
    for (int i = 0; i < SP_LANGS; i++) {
        if (strcmp(tag, tags[i]) == 0) {
            *lang = (enum sp_lang)i;
            return true;
        }
    }
    return false;
}

const char *
sp_text_in(const struct sp_text *text, enum sp_lang lang)
{
    assert(lang < SP_LANGS);
    if (text->by[lang])
        return text->by[lang];
    for (int i = 0; i < SP_LANGS; i++) {
        if (text->by[i])
            return text->by[i];
    }
    return "";
}
