/* lint_surface.c: length, marks and plain words of a line, by a short list for each. */
#include "lint_surface.h"

#include "ascii.h"

#include <string.h>

#include "core/str.h"

static bool
has_any(const char *text, const char *const *words)
{
    for (; *words; words++) {
        if (strstr(text, *words))
            return true;
    }
    return false;
}

static bool
has_number(const char *text)
{
    static const char *const numerals[] = {"一", "二", "两", "三", "四", "五",
                                           "六", "七", "八", "九", "十", "百",
                                           "千", "万", "半", NULL};
    static const char *const units[] = {
        "台", "天", "周", "年", "月", "日", "号",   "元", "块", "万", "千",   "百",
        "十", "成", "折", "倍", "套", "页", "小时", "期", "层", "班", "公里", NULL};
    static const char *const words[] = {" two ",   " three ",   " four ",   " five ",
                                        " six ",   " seven ",   " eight ",  " nine ",
                                        " ten ",   " twelve ",  " twenty ", " thirty ",
                                        " half ",  "hundred",   "thousand", "per cent",
                                        "percent", "fortnight", "dozen",    NULL};

    if (text[strcspn(text, "0123456789")] || has_any(text, words))
        return true;
    for (const char *const *numeral = numerals; *numeral; numeral++) {
        size_t size = strlen(*numeral);

        for (const char *at = text; (at = strstr(at, *numeral)); at += size) {
            for (const char *const *unit = units; *unit; unit++) {
                if (strncmp(at + size, *unit, strlen(*unit)) == 0)
                    return true;
            }
        }
    }
    return false;
}

/* Not the one in 6,800. */
static bool
has_comma(const char *text)
{
    for (const char *at = text; (at = strchr(at, ',')); at++) {
        if (!is_digit(at[1]))
            return true;
    }
    return strstr(text, "，") != NULL;
}

struct surface
surface_of(const char *text, enum sp_lang lang)
{
    static const char *const question[] = {"?", "？", NULL};
    static const char *const exclaim[] = {"!", "！", NULL};
    static const char *const dash[] = {";", "；", "—", " - ", NULL};
    static const char *const you[] = {"您", NULL};
    static const char *const polite[SP_LANGS][10] = {
        [SP_ZH] = {"请", "谢", "麻烦", "不好意思", "抱歉", "劳驾", NULL},
        [SP_EN] = {"lease", "hank ", "hanks", "hank you", "orry", " mind ", "indly",
                   "ay I ", NULL}};
    struct surface out = {.length = (unsigned)sp_utf8_count(text)};

    out.marks |= has_any(text, question) ? SURFACE_QUESTION : 0;
    out.marks |= has_any(text, exclaim) ? SURFACE_EXCLAIM : 0;
    out.marks |= has_any(text, dash) ? SURFACE_DASH : 0;
    out.marks |= has_any(text, polite[lang]) ? SURFACE_POLITE : 0;
    out.marks |= lang == SP_ZH && has_any(text, you) ? SURFACE_YOU : 0;
    out.marks |= has_number(text) ? SURFACE_NUMBER : 0;
    out.marks |= has_comma(text) ? SURFACE_COMMA : 0;
    return out;
}
