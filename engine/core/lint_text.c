/* lint_text.c: every text of a file, whatever hangs on it: what its languages have to
 * have in common, and the marks of each. */
#include "lint_text.h"

#include "ascii.h"
#include "lint.h"

#include <string.h>

#define HOLES_MOST 32
#define HOLE_SIZE 44

/* ---- a text as code points ---- */

static unsigned
marks_of(uint32_t code)
{
    if (code >= 0x80)
        return is_han(code)                     ? LINE_HAN
               : is_wide_mark(code)             ? LINE_WIDE_MARK
               : code == 0x3000 || code == 0xA0 ? LINE_BLANK
                                                : 0;
    switch (code) {
    case '"':
    case '\'':
        return LINE_QUOTE;
    case ' ':
    case '\t':
    case '\n':
    case '\r':
        return LINE_BLANK;
    case ',':
    case '.':
    case '?':
    case '!':
    case ':':
    case ';':
    case '(':
    case ')':
        return LINE_HALF_MARK;
    default:
        return 0;
    }
}

void
line_read(struct line *line, const cJSON *at, enum sp_lang lang)
{
    const char *text = at->valuestring;
    size_t size = strlen(text);
    unsigned n = 0, before = 0;

    line->at = at;
    line->lang = lang;
    line->has = 0;
    for (size_t i = 0; i < size && n < TEXT_MOST; n++) {
        uint32_t code = (unsigned char)text[i];
        size_t length = code < 0x80 ? 1 : sp_utf8_next(text + i, size - i, &code);

        if (length == 0)
            break;
        line->code[n] = code;
        line->byte[n] = (unsigned)i;
        unsigned own = marks_of(code), both = LINE_HALF_MARK | LINE_WIDE_MARK;
        line->has |= own | ((own & both) && (before & both) ? LINE_MARKS_MEET : 0);
        before = own;
        if ((n >= 1 && code == line->code[n - 1]) ||
            (n >= 3 && code == line->code[n - 2] &&
             line->code[n - 1] == line->code[n - 3]))
            line->has |= LINE_TWICE;
        i += length;
    }
    line->count = n;
}

uint32_t
line_at(const struct line *line, long i)
{
    return i < 0 || i >= (long)line->count ? 0 : line->code[i];
}

void
line_warn(struct reader *r, const struct line *line, unsigned i, const char *code,
          const char *a, const char *b)
{
    const char *args[] = {a, b, NULL};

    sp_json_report(r->doc, line->at, SP_JSON_VALUE, line->byte[i], r->diags, SP_WARNING,
                   code, args);
}

bool
is_han(uint32_t code)
{
    return code == 0x3007 || (code >= 0x3400 && code <= 0x4DBF) ||
           (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0x20000 && code <= 0x3FFFD);
}

bool
is_wide_mark(uint32_t code)
{
    return (code >= 0x3001 && code <= 0x3003) || (code >= 0x3008 && code <= 0x3011) ||
           (code >= 0x3014 && code <= 0x301B) || (code >= 0xFF01 && code <= 0xFF0F) ||
           (code >= 0xFF1A && code <= 0xFF20) || (code >= 0xFF3B && code <= 0xFF40) ||
           (code >= 0xFF5B && code <= 0xFF5E);
}

bool
is_letter(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
           (code >= 0xC0 && code <= 0x24F && code != 0xD7 && code != 0xF7);
}

/* ---- placeholders ---- */

struct holes {
    char name[HOLES_MOST][HOLE_SIZE];
    unsigned count;
};

/* How long the placeholder is that starts here: {name}, {0}, %s, %1$d; or 0. */
static size_t
hole_size(const char *text, bool after_digit)
{
    size_t i = 1;

    if (text[0] == '{') {
        while (is_alnum(text[i]) || text[i] == '_' || text[i] == '.')
            i++;
        return i > 1 && text[i] == '}' && i + 1 < HOLE_SIZE ? i + 1 : 0;
    }
    if (text[0] != '%' || after_digit)
        return 0;
    while (is_digit(text[i]))
        i++;
    if (i > 3 || (i > 1 && text[i++] != '$'))
        return 0;
    return text[i] && strchr("sdufx", text[i]) && !is_alnum(text[i + 1]) ? i + 1 : 0;
}

static void
add_hole(struct holes *holes, const char *name, size_t size)
{
    for (unsigned i = 0; i < holes->count; i++) {
        if (strlen(holes->name[i]) == size && memcmp(holes->name[i], name, size) == 0)
            return;
    }
    if (holes->count == HOLES_MOST || size >= HOLE_SIZE)
        return;
    memcpy(holes->name[holes->count], name, size);
    holes->name[holes->count++][size] = '\0';
}

/* In a line to try, … stands for what the customer has said. */
static void
find_holes(const char *text, bool to_try, struct holes *holes)
{
    static const char dots[] = "\u2026";

    if (to_try && strstr(text, dots))
        add_hole(holes, dots, sizeof dots - 1);
    for (const char *at = text; (at = strpbrk(at, "{%"));) {
        size_t size = hole_size(at, at > text && is_digit(at[-1]));

        if (size > 0)
            add_hole(holes, at, size);
        at += size > 0 ? size : 1;
    }
}

static void
check_holes(struct reader *r, const cJSON *object, const struct holes *holes)
{
    for (unsigned l = 0; l < SP_LANGS; l++) {
        const struct holes *own = &holes[l], *other = &holes[(l + 1) % SP_LANGS];

        for (unsigned i = 0; i < other->count; i++) {
            unsigned k = 0;

            while (k < own->count && strcmp(own->name[k], other->name[i]) != 0)
                k++;
            if (k == own->count)
                warn(r, get(object, sp_lang_tag(l)), SP_JSON_VALUE, "W120",
                     other->name[i], sp_lang_tag(l), sp_lang_tag((l + 1) % SP_LANGS));
        }
    }
}

/* ---- the wrong language ---- */

static const cJSON *
first_of(const cJSON *value)
{
    return cJSON_IsArray(value) ? value->child : value;
}

/* Whether it is more than a name such as ThinkPad, A4 or Intel: two words, a word in
 * small letters, or a sentence. */
static bool
reads_as_english(const struct line *line)
{
    unsigned words = 0, letters = 0;
    bool small = false;

    for (unsigned i = 0; i < line->count; i++) {
        uint32_t code = line->code[i], before = line_at(line, (long)i - 1);

        letters = is_letter(code) ? letters + 1 : 0;
        if (letters == 1 && !(before >= '0' && before <= '9')) {
            small = small || (code >= 'a' && code <= 'z');
        }
        words += letters == 2;
    }
    uint32_t last = line_at(line, (long)line->count - 1);
    return words > 1 || (words == 1 && (small || (last && strchr(".?!", (int)last))));
}

/* The same in both; then it is said of the one that is wrong. */
static bool
check_same(struct reader *r, const cJSON *object, struct line *line)
{
    const cJSON *zh = first_of(get(object, sp_lang_tag(SP_ZH)));
    const cJSON *en = first_of(get(object, sp_lang_tag(SP_EN)));

    if (!cJSON_IsString(zh) || !cJSON_IsString(en) ||
        strcmp(zh->valuestring, en->valuestring) != 0)
        return false;
    line_read(line, zh, SP_ZH);
    bool han = line->has & LINE_HAN;

    if (han || reads_as_english(line))
        warn(r, han ? en : zh, SP_JSON_VALUE, "W132", sp_lang_tag(han ? SP_EN : SP_ZH),
             NULL, NULL);
    return true;
}

static void
check_language(struct reader *r, const struct line *line)
{
    bool han = line->has & LINE_HAN;

    if (line->lang == SP_ZH ? !han && reads_as_english(line) : han)
        warn(r, line->at, SP_JSON_VALUE, "W133", sp_lang_tag(line->lang), NULL, NULL);
}

/* ---- the walk ---- */

static bool
is_text(const cJSON *value)
{
    return cJSON_IsString(value) ||
           (cJSON_IsArray(value) && cJSON_IsString(value->child));
}

/* E033 has told it. */
static bool
is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

static bool
is_called(const cJSON *at, const char *name)
{
    return at->string && strcmp(at->string, name) == 0;
}

static void
check_text(struct reader *r, const cJSON *object, bool of_person, struct line *line)
{
    struct holes holes[SP_LANGS];
    bool cue = is_called(object, "cues");
    bool both = is_text(get(object, "zh")) && is_text(get(object, "en"));
    bool name =
        of_person && (is_called(object, "name") || is_called(object, "company"));
    bool tell = both && !cue && !name && !check_same(r, object, line);

    holes[SP_ZH].count = holes[SP_EN].count = 0;
    for (unsigned l = 0; l < SP_LANGS; l++) {
        const cJSON *value = get(object, sp_lang_tag(l));

        for (const cJSON *at = is_text(value) ? first_of(value) : NULL; at;
             at = cJSON_IsArray(value) ? at->next : NULL) {
            if (!cJSON_IsString(at) || is_blank(at->valuestring))
                continue;
            line_read(line, at, (enum sp_lang)l);
            lint_marks(r, line);
            if (tell)
                check_language(r, line);
            if (both && !cue)
                find_holes(at->valuestring, is_called(object, "try"), &holes[l]);
        }
    }
    check_holes(r, object, holes);
}

/* Texts are objects with members that are called as languages are. The reader of JSON
 * bounds the depth. */
static void
walk(struct reader *r, const cJSON *at, bool of_person, struct line *line)
{
    const cJSON *item;

    if (cJSON_IsObject(at) && (is_text(get(at, "zh")) || is_text(get(at, "en"))))
        check_text(r, at, of_person, line);
    cJSON_ArrayForEach(item, at)
    {
        if ((cJSON_IsObject(item) || cJSON_IsArray(item)) && !is_called(item, "groups"))
            walk(r, item, is_called(at, "customer"), line);
    }
}

void
lint_texts(struct reader *r, const cJSON *root)
{
    struct line *line = sp_alloc(1, sizeof *line);

    walk(r, root, false, line);
    sp_free(line);
}
