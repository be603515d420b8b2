/* lint_marks.c: the marks of one text: punctuation of the other language, straight
 * quotes, doubled words, blanks. Of each only the first in a text is reported. */
#include "lint_text.h"

#include "ascii.h"

#include <stdio.h>
#include <string.h>

static bool
is_ascii_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static void
encode(uint32_t code, char out[5])
{
    size_t size = 0;

    if (code < 0x80) {
        out[size++] = (char)code;
    } else if (code < 0x800) {
        out[size++] = (char)(0xC0 | (code >> 6));
        out[size++] = (char)(0x80 | (code & 0x3F));
    } else {
        out[size++] = (char)(0xE0 | ((code >> 12) & 0xF));
        out[size++] = (char)(0x80 | ((code >> 6) & 0x3F));
        out[size++] = (char)(0x80 | (code & 0x3F));
    }
    out[size] = '\0';
}

/* ---- punctuation of the other language ---- */

static const char half[] = ",.?!:;()";
static const char *const full[] = {"，", "。", "？", "！", "：", "；", "（", "）"};

/* "1." in front of an item of a list, or "A." */
static bool
counts_items(const struct line *line, unsigned i)
{
    unsigned start = i;

    if (line->code[i] != '.' || i == 0)
        return false;
    while (start > 0 && i - start < 3 && is_ascii_digit(line->code[start - 1]))
        start--;
    if (start == i && is_letter(line->code[i - 1]))
        start--;
    uint32_t before = line_at(line, (long)start - 1);
    return start < i && i - start < 3 &&
           (before == 0 || before == ' ' || before == '\n' || is_wide_mark(before));
}

/* "Ltd." and the like, also at the end of a text. */
static bool
is_shortened(const struct line *line, unsigned i)
{
    static const char *const words[] = {"Co",  "Ltd", "Inc", "Corp", "Mr",
                                        "Mrs", "Ms",  "Dr",  "No",   "St"};
    const char *text = line->at->valuestring;
    unsigned start = i;

    if (line->code[i] != '.')
        return false;
    while (start > 0 && is_letter(line->code[start - 1]))
        start--;
    size_t size = line->byte[i] - line->byte[start];
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        if (strlen(words[k]) == size &&
            memcmp(text + line->byte[start], words[k], size) == 0)
            return true;
    }
    return false;
}

static bool
is_last(const struct line *line, unsigned i)
{
    for (i++; i < line->count; i++) {
        if (line->code[i] != 0x201D && line->code[i] != 0x2019 && line->code[i] != ')')
            return false;
    }
    return true;
}

static bool
touches_chinese(const struct line *line, unsigned i)
{
    uint32_t before = line_at(line, (long)i - 1), after = line_at(line, (long)i + 1);

    if (line->code[i] == '.' && (is_letter(after) || counts_items(line, i)))
        return false; /* .NET */
    return is_han(before) || is_han(after) || is_wide_mark(before) ||
           is_wide_mark(after) || is_last(line, i);
}

static void
check_half(struct reader *r, const struct line *line)
{
    for (unsigned i = 0; i < line->count; i++) {
        const char *mark =
            line->code[i] < 0x80 ? strchr(half, (int)line->code[i]) : NULL;
        bool dots = line->code[i] == '.' && line_at(line, (long)i + 1) == '.';
        unsigned end = i;

        while (dots && line_at(line, (long)end + 1) == '.')
            end++;
        if (!mark ||
            !(touches_chinese(line, i) || (dots && touches_chinese(line, end))) ||
            is_shortened(line, i)) {
            i = end;
            continue;
        }
        line_warn(r, line, i, "W121", dots ? "..." : (char[]){*mark, '\0'},
                  dots ? "……" : full[mark - half]);
        return;
    }
}

static void
check_full(struct reader *r, const struct line *line)
{
    for (unsigned i = 0; i < line->count; i++) {
        char mark[5], want[2] = "";

        if (!is_wide_mark(line->code[i]))
            continue;
        encode(line->code[i], mark);
        if (line->code[i] >= 0xFF01 && line->code[i] <= 0xFF5E)
            want[0] = (char)(line->code[i] - 0xFF01 + '!');
        else if (line->code[i] == 0x3001)
            want[0] = ',';
        else if (line->code[i] == 0x3002)
            want[0] = '.';
        line_warn(r, line, i, "W130", mark, want);
        return;
    }
}

/* ---- straight quotes ---- */

static void
check_quotes(struct reader *r, const struct line *line)
{
    unsigned seen = 0;

    for (unsigned i = 0; i < line->count; i++) {
        uint32_t code = line->code[i], before = line_at(line, (long)i - 1);
        bool opens;

        if (code != '"' && code != '\'')
            continue;
        if (code == '\'' && (is_letter(before) || is_ascii_digit(before)))
            opens = false;
        else
            opens = before == 0 || before == ' ' || before == '(' || seen % 2 == 0;
        seen++;
        line_warn(r, line, i, "W122", code == '"' ? "\"" : "'",
                  code == '"' ? opens ? "“" : "”"
                  : opens     ? "‘"
                              : "’");
        return;
    }
}

/* ---- doubled words and marks ---- */

/* Words that good English may say twice in a row. */
static bool
may_double(const char *word, size_t size)
{
    static const char list[] =
        " that had is do does very really so no yes much far far more bye ha hah haha "
        "he heh hee ho now there too long never many again please well wait hear oh "
        "hey hi la blah choo knock tut on in over out up down by round who what can "
        "will but ok okay yeah yep nope good big old great thank thanks sorry right "
        "come go ever just even only her you us one two ";
    char key[24];

    if (size > sizeof key - 3)
        return false;
    snprintf(key, sizeof key, " %.*s ", (int)size, word);
    for (char *c = key; *c; c++) {
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + 32);
    }
    return strstr(list, key) != NULL;
}

static bool
same_letters(const char *a, const char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        char x = a[i], y = b[i];

        x = (char)(x >= 'A' && x <= 'Z' ? x + 32 : x);
        y = (char)(y >= 'A' && y <= 'Z' ? y + 32 : y);
        if (x != y)
            return false;
    }
    return true;
}

static bool
is_word(uint32_t code)
{
    return is_letter(code) || code == 0x2019 || code == '\'' || code == '-';
}

static bool
is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool
check_words(struct reader *r, const struct line *line)
{
    const char *text = line->at->valuestring;
    unsigned last = 0, last_end = 0;
    bool had = false;

    for (unsigned i = 0; i < line->count;) {
        unsigned start = i;

        while (i < line->count && is_word(line->code[i]))
            i++;
        if (i == start) {
            had = had && line->code[i] == ' ';
            i++;
            continue;
        }
        const char *a = text + line->byte[last], *b = text + line->byte[start];
        size_t size = line->byte[last_end] - line->byte[last];
        size_t own =
            (i < line->count ? line->byte[i] : strlen(text)) - line->byte[start];
        bool names = size > 1 && is_capital(*a) && is_capital(*b);
        if (had && size == own && same_letters(a, b, size) && !names &&
            !is_ascii_digit(line_at(line, (long)i)) &&
            !is_ascii_digit(line_at(line, (long)last - 1)) && !may_double(b, size)) {
            char word[40];

            snprintf(word, sizeof word, "%.*s", size < 38 ? (int)size : 0, b);
            line_warn(r, line, start, "W123", word, NULL);
            return true;
        }
        had = true;
        last = start;
        last_end = i;
    }
    return false;
}

/* 的的确确, 他的的士, 有目的的, 标的的: here 的 belongs to a word. */
static bool
is_word_with_de(const char *text, const char *at)
{
    size_t han = strlen("的");
    const char *after = at + 2 * han;

    return strncmp(after, "确", han) == 0 || strncmp(after, "士", han) == 0 ||
           (at >= text + han &&
            (strncmp(at - han, "目", han) == 0 || strncmp(at - han, "标", han) == 0));
}

/* Chinese doubles characters for good reason (看看, 天天, 商量商量), and words meet
 * that end and begin alike (存在在, 成都都). What is never right is in this list. */
static bool
check_characters(struct reader *r, const struct line *line)
{
    static const char *const words[] = {
        "的",   "吗",   "呢",   "您",   "它",   "们",   "很",   "我们", "你们",
        "他们", "她们", "咱们", "因为", "所以", "但是", "如果", "已经", "虽然",
        "或者", "而且", "的话", "并且", "由于", "以及", "对于", "关于"};
    const char *text = line->at->valuestring, *first = NULL;
    const char *found = NULL;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char twice[16];

        snprintf(twice, sizeof twice, "%s%s", words[i], words[i]);
        const char *at = strstr(text, twice);
        if (at && i == 0 && is_word_with_de(text, at))
            at = NULL;
        if (at && (!first || at < first)) {
            first = at;
            found = words[i];
        }
    }
    if (!found)
        return false;
    unsigned at = 0;
    while (at + 1 < line->count && text + line->byte[at] < first + strlen(found))
        at++;
    line_warn(r, line, at, "W123", found, NULL);
    return true;
}

/* Two marks of which only one can be meant; …… —— ？！ and ！！ are meant. */
static void
check_doubled_marks(struct reader *r, const struct line *line)
{
    static const uint32_t wide[] = {0xFF0C, 0x3002, 0x3001, 0xFF1B, 0xFF1A, 0};
    static const uint32_t narrow[] = {',', ';', ':', '.', 0};
    const uint32_t *marks = line->lang == SP_ZH ? wide : narrow;

    for (unsigned i = 1; i < line->count; i++) {
        uint32_t a = line->code[i - 1], b = line->code[i];
        bool first = false, second = false;
        char pair[10], one[5];

        for (const uint32_t *m = marks; *m; m++) {
            first = first || *m == a;
            second = second || *m == b;
        }
        if (!first || !second ||
            (a == '.' && (b != '.' || line_at(line, i + 1) == '.' ||
                          line_at(line, (long)i - 2) == '.')))
            continue;
        encode(a, pair);
        encode(b, one);
        memcpy(pair + strlen(pair), one, strlen(one) + 1);
        line_warn(r, line, i, "W123", pair, NULL);
        return;
    }
}

/* ---- blanks ---- */

static bool
is_blank(uint32_t code)
{
    return code == ' ' || code == '\t' || code == '\n' || code == '\r' ||
           code == 0x3000 || code == 0xA0;
}

static bool
is_chinese(uint32_t code)
{
    return is_han(code) || is_wide_mark(code);
}

static void
check_blanks(struct reader *r, const struct line *line)
{
    for (unsigned i = 0; i < line->count; i++) {
        uint32_t before = line_at(line, (long)i - 1);
        uint32_t after = line_at(line, (long)i + 1);
        const char *what = NULL;

        if (!is_blank(line->code[i]))
            continue;
        if (line->code[i] == 0x3000)
            what = "wide";
        else if (i == 0 || i + 1 == line->count)
            what = "end";
        else if (is_blank(after) && after != '\n' && line->code[i] != '\n')
            what = "two";
        else if (line->code[i] != '\n' && is_chinese(before) && is_chinese(after))
            what = "between";
        if (what) {
            line_warn(r, line, i, "W131", what, NULL);
            return;
        }
    }
}

void
lint_marks(struct reader *r, const struct line *line)
{
    unsigned has = line->has;
    bool twice = has & LINE_TWICE;

    if (line->lang == SP_ZH && (has & LINE_HAN) && (has & LINE_HALF_MARK))
        check_half(r, line);
    if (line->lang == SP_EN && !(has & LINE_HAN) && (has & LINE_WIDE_MARK))
        check_full(r, line);
    if (has & LINE_QUOTE)
        check_quotes(r, line);
    if (!(line->lang == SP_EN ? check_words(r, line)
                              : twice && check_characters(r, line)) &&
        (has & LINE_MARKS_MEET))
        check_doubled_marks(r, line);
    if (has & LINE_BLANK)
        check_blanks(r, line);
}
