/* gui_ssml.c: a text as a speech program should read it.
 *
 * espeak-ng has a voice for Chinese characters that cannot read English words, and one
 * for English that cannot read Chinese, so each run of a text names its voice. Digits
 * and marks go with their neighbours. Its Chinese numbers are wrong from 101 on (一百五
 * for 105), so they are written out here. */
#include "gui_priv.h"

#include <string.h>

#include "core/str.h"

#define MOST 4000 /* bytes of a text */

enum tongue { NEITHER, HAN, LATIN };

struct reader {
    const char *text;
    size_t size;
    enum sp_lang lang; /* in which numbers are read */
    enum gui_speaker speaker;
    const struct sp_strings *words;
    struct sp_str *out;
    enum tongue tongue; /* of the open run */
    bool paused;        /* a comma would say nothing new */
};

static enum tongue
tongue_of(uint32_t code)
{
    if ((code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
        (code >= 0xc0 && code <= 0x24f && code != 0xd7 && code != 0xf7))
        return LATIN;
    if ((code >= 0x2e80 && code < 0x3000) || code == 0x3007 ||
        (code >= 0x3400 && code < 0xa000) || (code >= 0xf900 && code < 0xfb00) ||
        (code >= 0x20000 && code < 0x40000))
        return HAN;
    return NEITHER;
}

static uint32_t
code_at(const struct reader *r, size_t at, size_t *size)
{
    uint32_t code = 0;

    *size = at < r->size ? sp_utf8_next(r->text + at, r->size - at, &code) : 0;
    return *size ? code : 0;
}

static bool
is_digit(const struct reader *r, size_t at)
{
    return at < r->size && r->text[at] >= '0' && r->text[at] <= '9';
}

static bool
is_letter(const struct reader *r, size_t at)
{
    return at < r->size && tongue_of((unsigned char)r->text[at]) == LATIN &&
           !((unsigned char)r->text[at] & 0x80);
}

static size_t
skip_spaces(const struct reader *r, size_t at)
{
    while (at < r->size && r->text[at] == ' ')
        at++;
    return at;
}

/* ---- writing ---- */

static void
enter(struct reader *r, enum tongue tongue)
{
    static const char *const voices[] = {[HAN] = "cmn-latn-pinyin", [LATIN] = "en-us"};
    static const char *const kinds[] = {
        [GUI_NARRATOR] = "", [GUI_MAN] = "+m3", [GUI_WOMAN] = "+f3"};

    if (tongue == NEITHER)
        tongue = r->tongue != NEITHER ? r->tongue : r->lang == SP_ZH ? HAN : LATIN;
    if (tongue == r->tongue)
        return;
    if (r->tongue != NEITHER)
        sp_str_add(r->out, "</voice>");
    sp_str_addf(r->out, "<voice name=\"%s%s\">", voices[tongue], kinds[r->speaker]);
    r->tongue = tongue;
}

static void
put(struct reader *r, enum tongue tongue, const char *text, size_t size)
{
    enter(r, tongue);
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '&')
            sp_str_add(r->out, "&amp;");
        else if (text[i] == '<')
            sp_str_add(r->out, "&lt;");
        else if (text[i] == '>')
            sp_str_add(r->out, "&gt;");
        else
            sp_str_add_char(r->out, text[i]);
    }
    r->paused = false;
}

static void
comma(struct reader *r)
{
    if (!r->paused)
        put(r, NEITHER, ", ", 2);
    r->paused = true;
}

/* ---- numbers ---- */

static void
han_digit(struct sp_str *out, int digit)
{
    static const char *const digits[] = {
        "\xe9\x9b\xb6", "\xe4\xb8\x80", "\xe4\xba\x8c", "\xe4\xb8\x89", "\xe5\x9b\x9b",
        "\xe4\xba\x94", "\xe5\x85\xad", "\xe4\xb8\x83", "\xe5\x85\xab", "\xe4\xb9\x9d"};

    sp_str_add(out, digits[digit]);
}

static void
han_digits(struct sp_str *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        han_digit(out, text[i] - '0');
}

/* A whole number of at most 12 digits: groups of four with their units, a zero for
 * each gap, and ten without a one before it when it leads. */
static void
han_number(struct sp_str *out, const char *text, size_t size)
{
    static const char *const units[] = {"", "\xe5\x8d\x81", "\xe7\x99\xbe",
                                        "\xe5\x8d\x83"};
    static const char *const groups[] = {"", "\xe4\xb8\x87", "\xe4\xba\xbf"};
    bool gap = false, some = false, in_group = false;

    if (size > 12 || (size > 1 && text[0] == '0')) {
        han_digits(out, text, size);
        return;
    }
    for (size_t i = 0; i < size; i++) {
        size_t place = size - 1 - i;
        int digit = text[i] - '0';

        if (digit) {
            if (gap && some)
                han_digit(out, 0);
            if (digit != 1 || place % 4 != 1 || some)
                han_digit(out, digit);
            sp_str_add(out, units[place % 4]);
            some = in_group = true;
        }
        gap = !digit && place % 4;
        if (place % 4 == 0 && in_group) {
            sp_str_add(out, groups[place / 4]);
            in_group = false;
        }
    }
    if (!some)
        han_digit(out, 0);
}

/* "12,000.50" with its digits only; `whole` is how many stand before the point. */
struct number {
    struct sp_str digits;
    size_t whole, end;
    bool percent;
};

static void
take_number(const struct reader *r, size_t at, struct number *n)
{
    while (is_digit(r, at) ||
           (r->text[at] == ',' && is_digit(r, at + 1) && is_digit(r, at + 2) &&
            is_digit(r, at + 3) && !is_digit(r, at + 4))) {
        if (r->text[at] != ',')
            sp_str_add_char(&n->digits, r->text[at]);
        at++;
    }
    n->whole = n->digits.size;
    if (at < r->size && r->text[at] == '.' && is_digit(r, at + 1)) {
        for (at++; is_digit(r, at); at++)
            sp_str_add_char(&n->digits, r->text[at]);
    }
    size_t after = skip_spaces(r, at), size;
    uint32_t code = code_at(r, after, &size);
    n->percent = code == '%' || code == 0xff05;
    n->end = n->percent ? after + size : at;
}

static void
write_han(const struct reader *r, const struct number *n, struct sp_str *out)
{
    const char *digits = sp_str_text(&n->digits);
    size_t size;
    uint32_t next = code_at(r, skip_spaces(r, n->end), &size);

    if (n->whole == 4 && next == 0x5e74) /* a year is read digit by digit */
        han_digits(out, digits, 4);
    else
        han_number(out, digits, n->whole);
    if (n->digits.size > n->whole) {
        sp_str_add(out, sp_strings_get(r->words, "ui.say.point"));
        han_digits(out, digits + n->whole, n->digits.size - n->whole);
    }
}

static size_t
put_number(struct reader *r, size_t at)
{
    struct number n = {0};
    struct sp_str text = {0}, all = {0};

    take_number(r, at, &n);
    if (r->lang == SP_ZH)
        write_han(r, &n, &text);
    else
        sp_str_add_n(&text, r->text + at, n.end - at);
    if (n.percent && r->lang == SP_ZH)
        sp_strings_add(r->words, &all, "ui.say.percent",
                       (const char *const[]){sp_str_text(&text), NULL});
    const struct sp_str *said = all.size ? &all : &text;
    put(r, r->lang == SP_ZH ? HAN : LATIN, sp_str_text(said), said->size);
    size_t end = n.end;
    sp_str_finish(&text);
    sp_str_finish(&all);
    sp_str_finish(&n.digits);
    return end;
}

/* "B2B" and "3C" are words, and so is a number that follows a letter: "Ctrl+0". */
static bool
is_word(const struct reader *r, size_t at)
{
    size_t end = at;

    while (is_digit(r, end))
        end++;
    return is_letter(r, end) || (at && is_letter(r, at - 1)) ||
           (at > 1 && r->text[at - 1] == '+' && is_letter(r, at - 2));
}

/* ---- marks ---- */

static bool
is_one_of(uint32_t code, const uint32_t *list)
{
    while (*list && *list != code)
        list++;
    return *list;
}

/* Between two numbers: "3 / 12", "10–15". */
static const char *
between(const struct reader *r, size_t at, uint32_t code, size_t size)
{
    size_t before = at;

    while (before && r->text[before - 1] == ' ')
        before--;
    if (!before || !is_digit(r, before - 1) || !is_digit(r, skip_spaces(r, at + size)))
        return NULL;
    if (code == '/')
        return "ui.say.slash";
    return code == 0x2013 || code == '~' || code == 0xff5e ? "ui.say.range" : NULL;
}

static const char *
sign(const struct reader *r, size_t at, uint32_t code, size_t size)
{
    if (!is_digit(r, at + size) ||
        (at && (is_digit(r, at - 1) || is_letter(r, at - 1))))
        return NULL;
    return code == '+'                     ? "ui.say.plus"
           : code == 0x2212 || code == '-' ? "ui.say.minus"
                                           : NULL;
}

static size_t
put_mark(struct reader *r, size_t at, uint32_t code, size_t size)
{
    /* Quotes, and marks that are said as a pause. */
    static const uint32_t silent[] = {'"',    0x201c, 0x201d, 0x2018, 0x300c,
                                      0x300d, 0x300e, 0x300f, 0x300a, 0x300b,
                                      0x3008, 0x3009, 0};
    static const uint32_t pauses[] = {'(',    ')',    '[',    ']',    '|',    '/',
                                      ',',    '\n',   0xb7,   0x2013, 0x2014, 0x2022,
                                      0x2026, 0x2192, 0x3001, 0x3010, 0x3011, 0xff08,
                                      0xff09, 0xff0c, 0};
    const char *key = between(r, at, code, size);
    bool joins = key != NULL;

    key = key ? key : sign(r, at, code, size);
    if (key) {
        const char *word = sp_strings_get(r->words, key);

        put(r, r->lang == SP_ZH ? HAN : LATIN, word, strlen(word));
        return joins ? skip_spaces(r, at + size) : at + size;
    }
    if (is_one_of(code, silent) || (code < ' ' && code != '\n'))
        return at + size;
    if (is_one_of(code, pauses))
        comma(r);
    else if (code != ' ' || !r->paused)
        put(r, NEITHER, r->text + at, size);
    return at + size;
}

/* ---- the whole ---- */

/* Text in one script has that language; what is mixed or has no letters, the caller's.
 */
static enum sp_lang
language(const struct reader *r)
{
    bool han = false, latin = false;

    for (size_t at = 0, size; at < r->size; at += size ? size : 1) {
        enum tongue tongue = tongue_of(code_at(r, at, &size));

        han = han || tongue == HAN;
        latin = latin || tongue == LATIN;
    }
    return han == latin ? r->lang : han ? SP_ZH : SP_EN;
}

void
gui_ssml(struct sp_str *out, const char *text, enum sp_lang lang,
         enum gui_speaker speaker, const struct sp_strings *words)
{
    size_t size = strlen(text);

    if (size > MOST) {
        size = MOST;
        while (size && ((unsigned char)text[size] & 0xc0) == 0x80)
            size--;
    }
    struct reader r = {.text = text,
                       .size = size,
                       .lang = lang,
                       .speaker = speaker,
                       .words = words,
                       .out = out,
                       .paused = true};
    r.lang = language(&r);
    sp_str_add(out, "<speak>");
    for (size_t at = 0; at < size;) {
        size_t n;
        uint32_t code = code_at(&r, at, &n);

        if (!n)
            at++;
        else if (is_digit(&r, at) && !is_word(&r, at))
            at = put_number(&r, at);
        else if (is_digit(&r, at)) {
            for (n = 1; is_digit(&r, at + n);)
                n++;
            put(&r, LATIN, text + at, n);
            at += n;
        } else if (tongue_of(code) == NEITHER) {
            at = put_mark(&r, at, code, n);
        } else {
            put(&r, tongue_of(code), text + at, n);
            at += n;
        }
    }
    if (r.tongue != NEITHER)
        sp_str_add(out, "</voice>");
    sp_str_add(out, "</speak>");
}
