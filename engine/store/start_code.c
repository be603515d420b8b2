/* start_code.c: start codes, and what they draw. */
#include "store/start_code.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "core/rng.h"

#define BASE 8 /* letters */
#define CHECK 3

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* The first 64 bits of the SHA-256 of a purpose, an exam and further words. */
static uint64_t
draw_bits(const char *purpose, const char *exam_sha, const char *code, size_t letters,
          unsigned number, const char *word)
{
    char text[256];
    unsigned char hash[crypto_hash_sha256_BYTES];
    uint64_t bits = 0;
    int size = snprintf(text, sizeof text, "sparring-code-1\n%s\n%s\n%.*s\n%u\n%s\n",
                        purpose, exam_sha, (int)letters, code, number, word);

    if (size < 0 || (size_t)size >= sizeof text)
        size = (int)sizeof text - 1; /* ids have 40 letters at most */
    crypto_hash_sha256(hash, (const void *)text, (unsigned long long)size);
    for (unsigned i = 0; i < 8; i++)
        bits = (bits << 8) | hash[i];
    return bits;
}

static void
add_check(const char *exam_sha, char code[SP_CODE_SIZE])
{
    uint64_t bits = draw_bits("check", exam_sha, code, BASE + 1, 0, "");

    for (unsigned i = 0; i < CHECK; i++)
        code[BASE + 1 + i] = alphabet[(bits >> (5 * i)) & 31];
    code[BASE + 1 + CHECK] = '\0';
}

void
sp_code_new_base(char base[9])
{
    for (unsigned i = 0; i < BASE; i++)
        base[i] = alphabet[randombytes_uniform(32)];
    base[BASE] = '\0';
}

void
sp_code_make(const char *base, unsigned attempt, const char *exam_sha,
             char code[SP_CODE_SIZE])
{
    memcpy(code, base, BASE);
    code[BASE] = alphabet[attempt & 31];
    add_check(exam_sha, code);
}

/* -1: is no letter of a code, and -2: may stand between them. */
static int
letter(uint32_t c)
{
    if (c == ' ' || c == '-' || c == '_' || c == 0x3000 || c == 0x2013 || c == 0x2014 ||
        c == 0xff0d)
        return -2;
    if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xff01 - '!';
    if (c >= 'a' && c <= 'z')
        c -= 'a' - 'A';
    c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
    const char *at = c > 0 && c < 128 ? strchr(alphabet, (int)c) : NULL;

    return at ? (int)(at - alphabet) : -1;
}

bool
sp_code_read(const char *typed, char code[SP_CODE_SIZE])
{
    size_t left = strlen(typed), count = 0;

    while (left > 0) {
        uint32_t c;
        size_t size = sp_utf8_next(typed, left, &c);
        int value = size ? letter(c) : -1;

        if (value == -1 || (value >= 0 && count == SP_CODE_SIZE - 1))
            return false;
        if (value >= 0)
            code[count++] = alphabet[value];
        typed += size;
        left -= size;
    }
    code[count] = '\0';
    return count == SP_CODE_SIZE - 1;
}

bool
sp_code_fits(const char *code, const char *exam_sha, unsigned *attempt)
{
    char right[SP_CODE_SIZE];
    int number = letter((unsigned char)code[BASE]);

    if (strlen(code) != SP_CODE_SIZE - 1 || number < 1)
        return false;
    memcpy(right, code, SP_CODE_SIZE);
    add_check(exam_sha, right);
    *attempt = (unsigned)number;
    return strcmp(right, code) == 0;
}

void
sp_code_show(const char *code, char shown[SP_CODE_SIZE + 2])
{
    snprintf(shown, SP_CODE_SIZE + 2, "%.4s-%.4s-%.4s", code, code + 4, code + 8);
}

/* The n-th of `count` in an order shuffled by `bits` (Fisher and Yates). */
static unsigned
nth_shuffled(uint64_t bits, unsigned count, unsigned n)
{
    unsigned order[64];
    uint64_t state = bits;

    if (count > 64)
        count = 64;
    for (unsigned i = 0; i < count; i++)
        order[i] = i;
    for (unsigned i = count - 1; i > 0; i--) {
        unsigned k = sp_draw_next(&state, i + 1), spare = order[i];

        order[i] = order[k];
        order[k] = spare;
    }
    return order[n % count];
}

static unsigned
attempt_of(const char *code)
{
    int number = letter((unsigned char)code[BASE]);

    return number < 1 ? 1 : (unsigned)number;
}

unsigned
sp_code_form(const struct sp_exam *exam, const char *exam_sha, const char *code)
{
    return nth_shuffled(draw_bits("form", exam_sha, code, BASE, 0, ""), exam->forms,
                        attempt_of(code) - 1);
}

/* How often a form asks for a scenario, before the item or at all. */
static unsigned
count_of(const struct sp_exam_form *form, const char *scenario, unsigned before)
{
    unsigned count = 0;

    for (unsigned i = 0; i < before; i++)
        count += strcmp(form->item[i].scenario, scenario) == 0;
    return count;
}

bool
sp_code_draw(const struct sp_exam *exam, const char *exam_sha, const char *code,
             unsigned item, const struct sp_scenario *scenario, unsigned *style,
             unsigned *motive, uint64_t *seed)
{
    unsigned form = sp_code_form(exam, exam_sha, code), attempt = attempt_of(code);
    const struct sp_exam_item *of = &exam->form[form].item[item];
    const char *name = of->scenario;
    unsigned met = 0; /* customers of this scenario in earlier attempts and calls */
    uint64_t bits = draw_bits("style", exam_sha, code, BASE + 1, item, name);

    for (unsigned i = 1; i <= attempt; i++) {
        char earlier[SP_CODE_SIZE];

        sp_code_make(code, i, exam_sha, earlier);
        const struct sp_exam_form *asked =
            &exam->form[sp_code_form(exam, exam_sha, earlier)];
        met += count_of(asked, name, i < attempt ? asked->items : item);
    }
    *motive = nth_shuffled(draw_bits("motive", exam_sha, code, BASE, 0, name),
                           scenario->motive_count, met);
    *seed = draw_bits("seed", exam_sha, code, BASE + 1, item, name);
    if (of->styles == 0) {
        *style = (unsigned)(bits % scenario->styles->styles);
        return true;
    }
    int found = sp_scenario_style(scenario, of->style[bits % of->styles]);

    *style = found < 0 ? 0 : (unsigned)found;
    return found >= 0;
}
