/* lint_fit.c: texts that are too long for their box. The core knows no fonts: it adds
 * up what letters take in the fonts that the window uses first. */
#include "lint_fit.h"

#include "lint.h"

#include <stdio.h>
#include <string.h>

/* Of 1000: letters on whole pixels may be a little wider than the estimate. */
#define ROOM_SURE 950

/* Where these stand: engine/ui, at 640 by 400 unless 1280 by 800 has less. The test
 * tests/ui/test_boxes.c sets texts of this length there. */
const struct fit_box fit_boxes[FIT_PLACES] = {
    [FIT_TITLE] = {"title", 300, 17, 1, true},
    [FIT_TRADE] = {"trade", 220, 12, 1, false},
    [FIT_NAME] = {"name", 80, 17, 2, true},
    [FIT_ROLE] = {"role", 80, 13, 4, false},
    [FIT_COMPANY] = {"company", 240, 13, 3, false},
    [FIT_SUMMARY] = {"summary", 240, 13, 5, false},
    [FIT_SITUATION] = {"situation", 524, 15, 6, false},
    [FIT_GOAL] = {"goal", 232, 13, 8, false},
    [FIT_FACT] = {"fact", 132, 13, 12, false},
    [FIT_FEATURE] = {"feature", 524, 15, 2, false},
    [FIT_SAYS] = {"says", 290, 15, 8, false},
    [FIT_OPTION] = {"option", 342, 13, 3, false},
    [FIT_COACH] = {"coach", 314, 13, 4, false},
    [FIT_ENDING] = {"ending", 330, 15, 6, false},
    [FIT_MOTIVE] = {"motive", 330, 17, 5, true},
    [FIT_COMPETENCY] = {"competency", 190, 13, 1, true},
    [FIT_CHECK] = {"check", 240, 13, 4, false},
    [FIT_REMEDY] = {"remedy", 330, 15, 4, false},
    [FIT_STYLE] = {"style", 240, 13, 2, true},
    [FIT_ADVICE] = {"advice", 330, 13, 4, false},
};

/* Advance widths in thousandths of an em, from 0x20 to 0x7E, of Inter Regular as the
 * window sets it, kerned with itself at 100 pixels; SemiBold is 4 % wider. Han and
 * full-width punctuation are an em wide in every font for them. */
static const unsigned short advances[] = {
    281, 278, 403, 631, 638, 813, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357,
    625, 465, 605, 636, 642, 608, 624, 590, 616, 624, 276, 280, 659, 659, 659, 507,
    936, 676, 651, 727, 719, 598, 587, 743, 740, 264, 543, 652, 563, 889, 753, 761,
    635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 307, 362, 469, 452,
    497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 238, 544, 237, 869, 585, 597,
    609, 609, 372, 523, 364, 581, 557, 813, 540, 557, 541, 362, 327, 362, 659};

/* Of a character in a text with or without Han: quotes and dots are as wide as Han
 * there.
 */
static unsigned
advance(uint32_t code, bool han)
{
    if (code < 0x20)
        return 0;
    if (code < 0x7F)
        return advances[code - 0x20];
    if (code == 0x2018 || code == 0x2019)
        return han ? 1000 : 230;
    if (code == 0x201C || code == 0x201D)
        return han ? 1000 : 420;
    if (code == 0x2013)
        return 500;
    return code < 0x2000 ? 600 : 1000;
}

static bool
is_wide(uint32_t code)
{
    return code >= 0x2E80;
}

static bool
has_wide(const char *text, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        if ((unsigned char)text[i] >= 0xE3 ||
            (text[i] == '\xE2' && i + 1 < bytes && (unsigned char)text[i + 1] >= 0xBA))
            return true;
    }
    return false;
}

/* In 1/1000 points. */
static unsigned
points(unsigned thousandths, unsigned size, bool bold)
{
    return thousandths * size / 100 * (bold ? 104 : 100);
}

unsigned
fit_width(const char *text, size_t bytes, unsigned size, bool bold)
{
    bool han = has_wide(text, bytes);
    unsigned sum = 0;

    for (size_t i = 0; i < bytes;) {
        uint32_t code;
        size_t length = sp_utf8_next(text + i, bytes - i, &code);

        if (length == 0)
            break;
        sum += points(advance(code, han), size, bold);
        i += length;
    }
    return (sum + 999) / 1000;
}

/* Where the line may break in front of a character that is not Latin: not before what
 * closes, and not after what opens. */
static bool
breaks(uint32_t before, uint32_t code)
{
    if (!is_wide(code) && code < 0x2000)
        return before == ' ' || is_wide(before);
    static const uint32_t closing[] = {0xFF0C, 0x3002, 0xFF01, 0xFF1F, 0xFF1B,
                                       0xFF1A, 0x3001, 0x201D, 0x2019, 0xFF09,
                                       0x300B, 0x2026, 0x2014};

    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++) {
        if (closing[i] == code)
            return false;
    }
    if (before == 0x201C || before == 0x2018 || before == 0xFF08 || before == 0x300A)
        return false;
    return is_wide(code) || is_wide(before) || before == ' ';
}

unsigned
fit_lines(const char *text, const struct fit_box *box)
{
    size_t size = strlen(text);
    bool han = has_wide(text, size);
    unsigned lines = 1, room = box->width * ROOM_SURE, at = 0, word = 0;
    uint32_t before = 'x';

    for (size_t i = 0; i < size;) {
        uint32_t code;
        size_t length = sp_utf8_next(text + i, size - i, &code);
        unsigned width;

        if (length == 0)
            break;
        width = points(advance(code, han), box->size, box->bold);
        word = breaks(before, code) ? width : word + width;
        at += width;
        if (at > room && code != ' ') {
            lines++;
            word = word > room ? width : word; /* a word longer than a line */
            at = word;
        }
        before = code;
        i += length;
    }
    return lines;
}

/* Of two lines in a row the second did not fit on the first; so a text that is no wider
 * than every other line needs no closer look. */
static bool
fits_surely(const char *text, const struct fit_box *box)
{
    size_t count = 0;

    for (; *text; text++)
        count += (*text & 0xC0) != 0x80;
    return count * points(1000, box->size, box->bold) <=
           (size_t)((box->lines + 1) / 2) * box->width * ROOM_SURE;
}

static void
fit_one(struct reader *r, const cJSON *at, const struct fit_box *box)
{
    char took[12], most[12];
    unsigned lines;

    if (fits_surely(at->valuestring, box))
        return;
    lines = fit_lines(at->valuestring, box);
    if (lines <= box->lines)
        return;
    snprintf(took, sizeof took, "%u", lines);
    snprintf(most, sizeof most, "%u", box->lines);
    warn(r, at, SP_JSON_VALUE, "W125", box->name, took, most);
}

/* A text, or several wordings of one. NULL is none. */
static void
fit(struct reader *r, const cJSON *object, enum fit_place place)
{
    for (unsigned l = 0; l < SP_LANGS; l++) {
        const cJSON *text = object ? get(object, sp_lang_tag(l)) : NULL;
        const cJSON *item = cJSON_IsArray(text) ? text->child : NULL;

        if (cJSON_IsString(text))
            fit_one(r, text, &fit_boxes[place]);
        for (; item; item = item->next) {
            if (cJSON_IsString(item))
                fit_one(r, item, &fit_boxes[place]);
        }
    }
}

static void
fit_each(struct reader *r, const cJSON *list, enum fit_place place)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, list)
    {
        fit(r, item, place);
    }
}

static void
fit_node(struct reader *r, const cJSON *node)
{
    const cJSON *reply;

    fit_each(r, get(node, "says"), FIT_SAYS);
    cJSON_ArrayForEach(reply, get(node, "replies"))
    {
        fit(r, reply, FIT_OPTION);
        fit(r, get(reply, "coach"), FIT_COACH);
    }
}

void
lint_fit(struct loader *ld)
{
    struct reader *r = &ld->r;
    const cJSON *root = ld->root, *customer = get(root, "customer"), *item;
    const cJSON *brief = get(root, "brief");

    fit(r, get(root, "title"), FIT_TITLE);
    fit(r, get(root, "trade"), FIT_TRADE);
    fit(r, get(root, "summary"), FIT_SUMMARY);
    fit(r, get(customer, "name"), FIT_NAME);
    fit(r, get(customer, "role"), FIT_ROLE);
    fit(r, get(customer, "company"), FIT_COMPANY);
    fit(r, get(brief, "situation"), FIT_SITUATION);
    fit(r, get(brief, "goal"), FIT_GOAL);
    fit_each(r, get(brief, "facts"), FIT_FACT);
    cJSON_ArrayForEach(item, get(root, "product"))
    {
        fit(r, get(item, "feature"), FIT_FEATURE);
        fit(r, get(item, "advantage"), FIT_FEATURE);
    }
    fit_each(r, get(root, "motives"), FIT_MOTIVE);
    cJSON_ArrayForEach(item, get(root, "nodes"))
    {
        fit_node(r, item);
    }
    fit_each(r, get(root, "anywhere"), FIT_OPTION);
    cJSON_ArrayForEach(item, get(root, "endings"))
    {
        fit(r, item, FIT_ENDING);
        fit_each(r, get(item, "says"), FIT_SAYS);
    }
}

void
lint_fit_rubric(struct reader *r, const cJSON *root)
{
    const cJSON *item, *level;

    cJSON_ArrayForEach(item, get(root, "competencies"))
    {
        fit(r, item, FIT_COMPETENCY);
        cJSON_ArrayForEach(level, get(item, "levels"))
        {
            fit(r, level, FIT_CHECK);
            fit(r, get(level, "remedy"), FIT_REMEDY);
            fit(r, get(level, "try"), FIT_REMEDY);
        }
    }
    fit_each(r, get(root, "omit"), FIT_REMEDY);
    fit_each(r, get(root, "critical"), FIT_CHECK);
}

void
lint_fit_styles(struct reader *r, const cJSON *root)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, get(root, "styles"))
    {
        fit(r, item, FIT_STYLE);
        fit(r, get(item, "about"), FIT_ADVICE);
        fit(r, get(item, "advice"), FIT_ADVICE);
        fit_each(r, get(item, "adapt"), FIT_CHECK);
    }
}
