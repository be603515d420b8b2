/* text.c: reading a line into tokens. */
#include "text.h"

#include <string.h>
#include <utf8proc.h>

#include "core/mem.h"
#include "core/str.h"

enum { HAN_FIRST = 0x3400, HAN_END = 0xa000 };

static const uint16_t simplified[HAN_END - HAN_FIRST] = {
#include "fold_table.inc"
};

uint32_t
nlu_hash(uint32_t hash, uint32_t value)
{
    hash ^= value;
    hash *= UINT32_C(16777619);
    return hash ^ hash >> 15;
}

/* Marks that stand for each other, as one. */
static uint32_t
fold_mark(uint32_t code)
{
    switch (code) {
    case 0x3002: /* ideographic full stop */
        return '.';
    case 0x3001: /* ideographic comma */
        return ',';
    case 0x2018:
    case 0x2019:
    case 0x60:
    case 0xb4:
        return '\'';
    case 0x201c:
    case 0x201d:
    case 0xab:
    case 0xbb:
    case 0x300c:
    case 0x300d:
    case 0x300e:
    case 0x300f:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212:
        return '-';
    case 0x2014:
    case 0x2015:
        return 0x2014;
    case 0x2026: /* an ellipsis */
    case 0x22ef:
        return 0x2026;
    default:
        return code;
    }
}

/* NFKD without marks and case: coarser than NFKC, and needs no neighbours. */
static uint32_t
fold_rare(uint32_t code)
{
    utf8proc_int32_t out[32];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)code, out, 32,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE |
            UTF8PROC_STRIPMARK,
        &boundary);
    return n <= 0 || n > 32 ? 0 : (uint32_t)out[0];
}

uint32_t
nlu_fold(uint32_t code)
{
    if (code < 0x80)
        return code >= 'A' && code <= 'Z' ? code + 32 : fold_mark(code);
    if (code >= HAN_FIRST && code < HAN_END)
        return simplified[code - HAN_FIRST];
    uint32_t mark = fold_mark(code);
    if (mark != code)
        return mark;
    code = fold_rare(code);
    if (code >= HAN_FIRST && code < HAN_END)
        return simplified[code - HAN_FIRST];
    return fold_mark(code);
}

static bool
is_han(uint32_t code)
{
    return code >= HAN_FIRST && code < HAN_END;
}

static bool
is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool
is_letter(uint32_t code)
{
    if (code < 0x80)
        return code >= 'a' && code <= 'z';
    if (is_han(code))
        return false;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

static bool
is_space(uint32_t code)
{
    return code <= ' ' || code == 0x3000 ||
           (code > 0x80 &&
            utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_ZS);
}

bool
nlu_is_stop(uint32_t mark)
{
    return mark == '.' || mark == '!' || mark == '?' || mark == ';' || mark == 0x2026;
}

void
nlu_text_start(struct nlu_text *text)
{
    *text = (struct nlu_text){
        .token = sp_grow(NULL, NLU_BYTES, sizeof *text->token),
        .sentence = sp_grow(NULL, NLU_BYTES, sizeof *text->sentence),
        .letter = sp_grow(NULL, NLU_BYTES, sizeof *text->letter),
    };
}

void
nlu_text_finish(struct nlu_text *text)
{
    sp_free(text->token);
    sp_free(text->sentence);
    sp_free(text->letter);
    *text = (struct nlu_text){0};
}

/* The line as it is read: one folded code point ahead. */
struct reader {
    const char *line;
    size_t size, at, next; /* the code point stands in [at, next) */
    uint32_t code;         /* 0 at the end */
    bool newline;          /* one was passed since the last token */
};

static void
advance(struct reader *in)
{
    in->at = in->next;
    in->code = 0;
    while (in->at < in->size) {
        uint32_t code = 0;
        size_t length = sp_utf8_next(in->line + in->at, in->size - in->at, &code);
        in->next = in->at + (length ? length : 1);
        in->newline |= code == '\n';
        in->code = length ? nlu_fold(code) : 0;
        if (in->code)
            return;
        in->at = in->next;
    }
}

/* What a letter is followed by, without reading on. */
static uint32_t
peek(const struct reader *in)
{
    uint32_t code = 0;
    if (in->next < in->size)
        sp_utf8_next(in->line + in->next, in->size - in->next, &code);
    return nlu_fold(code);
}

/* A letter thrice or more counts once: sooo, 好好好. */
static bool
is_repeat(const struct nlu_text *text, const struct nlu_token *token, uint32_t code)
{
    const uint16_t *letter = text->letter + token->letters;
    unsigned n = token->count;
    return n >= 2 && letter[n - 1] == (uint16_t)code && letter[n - 2] == (uint16_t)code;
}

static void
read_word(struct nlu_text *text, struct reader *in, struct nlu_token *token)
{
    token->letters = text->letters;
    while (is_letter(in->code) ||
           ((in->code == '\'' || in->code == '-') && is_letter(peek(in)))) {
        if (in->code == '-')
            break;
        if (token->count < NLU_WORD && !is_repeat(text, token, in->code))
            text->letter[text->letters + token->count++] = (uint16_t)in->code;
        token->end = (uint32_t)in->next;
        advance(in);
    }
    text->letters += token->count;
    uint32_t hash = NLU_SEED;
    for (unsigned i = 0; i < token->count; i++)
        hash = nlu_hash(hash, text->letter[token->letters + i]);
    token->hash = hash;
}

static void
read_number(struct reader *in, struct nlu_token *token)
{
    while (is_digit(in->code) ||
           ((in->code == '.' || in->code == ',' || in->code == ':') &&
            is_digit(peek(in)))) {
        token->end = (uint32_t)in->next;
        advance(in);
    }
    token->hash = nlu_hash(NLU_SEED, '#');
}

static void
read_token(struct nlu_text *text, struct reader *in, struct nlu_token *token)
{
    *token = (struct nlu_token){.start = (uint32_t)in->at, .end = (uint32_t)in->next};
    if (is_letter(in->code)) {
        token->kind = NLU_WORD_KIND;
        read_word(text, in, token);
    } else if (is_digit(in->code)) {
        token->kind = NLU_NUMBER;
        read_number(in, token);
    } else {
        token->kind = is_han(in->code) ? NLU_HAN : NLU_MARK;
        token->hash = nlu_hash(NLU_SEED, in->code);
        advance(in);
    }
}

static bool
is_closing(uint32_t hash)
{
    static const uint32_t marks[] = {'.', '!', '?', ';', 0x2026, '"', ')', '\'', '~'};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (hash == nlu_hash(NLU_SEED, marks[i]))
            return true;
    return false;
}

static void
end_sentence(struct nlu_text *text, uint32_t *first)
{
    if (*first == text->tokens)
        return;
    uint32_t body = text->tokens;
    while (body > *first && text->token[body - 1].kind == NLU_MARK &&
           is_closing(text->token[body - 1].hash))
        body--;
    /* Marks alone belong to the sentence before. */
    if (body == *first && text->sentences > 0)
        text->sentence[text->sentences - 1].end = text->tokens;
    else
        text->sentence[text->sentences++] =
            (struct nlu_sentence){*first, text->tokens, body};
    *first = text->tokens;
}

/* The same mark again, or the same ideograph for the third time: 好好好. */
static bool
goes_on(uint32_t first, const struct nlu_text *text)
{
    const struct nlu_token *now = text->token + text->tokens;
    if (now->hash != now[-1].hash || now->kind != now[-1].kind)
        return false;
    return now->kind == NLU_MARK ||
           (now->kind == NLU_HAN && text->tokens >= first + 2 &&
            now[-2].hash == now->hash);
}

void
nlu_text_read(struct nlu_text *text, const char *line, size_t size)
{
    struct reader in = {.line = line, .size = size < NLU_BYTES ? size : NLU_BYTES};
    text->tokens = text->sentences = text->letters = 0;
    uint32_t first = 0;
    advance(&in);
    while (in.code) {
        if (is_space(in.code) || in.code == '-') {
            advance(&in);
            continue;
        }
        if (in.newline)
            end_sentence(text, &first);
        in.newline = false;
        uint32_t code = in.code;
        read_token(text, &in, &text->token[text->tokens]);
        const struct nlu_token *now = &text->token[text->tokens];
        const struct nlu_token *before = text->tokens > 0 ? now - 1 : NULL;
        if (before && goes_on(first, text)) {
            text->token[text->tokens - 1].end = now->end;
            continue;
        }
        text->tokens++;
        bool inside =
            line[now->start] == '.' && is_letter(in.code) && in.at == now->end;
        if (nlu_is_stop(code) && !inside) /* not in node.js */
            end_sentence(text, &first);
    }
    end_sentence(text, &first);
}
