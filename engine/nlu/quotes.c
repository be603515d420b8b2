/* quotes.c: words that a line only reports (“…” is what the book says) are nobody's
 * move. Who reports, and how, stands in the rules files: the marks `reports` (up to the
 * opening quotation mark) and `reported` (from the closing one on). */
#include <string.h>

#include "model.h"

bool
nlu_is_quote(const struct nlu_token *token)
{
    return token->kind == NLU_MARK && (token->hash == nlu_hash(NLU_SEED, '"') ||
                                       token->hash == nlu_hash(NLU_SEED, '\''));
}

/* Straight quotation marks do not tell; every other one opens. */
static bool
opens(const struct nlu_text *text, uint32_t at)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < at; i++)
        before += text->token[i].kind == NLU_MARK &&
                  text->token[i].hash == text->token[at].hash;
    return before % 2 == 0;
}

/* The other mark of the pair, or `tokens` when there is none. */
static uint32_t
partner(const struct nlu_text *text, uint32_t at, bool forward)
{
    uint32_t i = at;
    do {
        i = forward ? i + 1 : i - 1; /* below 0 it is beyond the tokens, too */
    } while (i < text->tokens && text->token[i].hash != text->token[at].hash);
    return i < text->tokens ? i : text->tokens;
}

static bool
begins_sentence(const struct nlu_text *text, uint32_t at)
{
    uint32_t i = 0;
    while (i < text->sentences && text->sentence[i].first < at)
        i++;
    return i < text->sentences && text->sentence[i].first == at;
}

/* A sentence that ended within the quotation still ends. */
static bool
blank(const struct nlu_text *text, uint32_t open, uint32_t close, char *line)
{
    if (close >= text->tokens || open >= close)
        return false;
    uint32_t from = text->token[open].start, to = text->token[close].end;
    memset(line + from, ' ', to - from);
    if (begins_sentence(text, close))
        line[to - 1] = '\n';
    return true;
}

bool
nlu_unquote(const struct nlu_rules *rules, const struct nlu_text *text,
            const struct nlu_hits *hits, char *line)
{
    bool done = false;
    for (uint32_t i = 0; i < hits->hits; i++) {
        const struct nlu_hit *hit = &hits->hit[i];
        uint32_t at = hit->end - 1, first = text->sentence[hit->sentence].first;
        if (hit->rule == rules->reports) {
            if (nlu_is_quote(&text->token[at]) && opens(text, at))
                done |= blank(text, at, partner(text, at, true), line);
        } else if (hit->rule == rules->reported) {
            while (at > first && !nlu_is_quote(&text->token[at]))
                at--;
            if (at > 0 && nlu_is_quote(&text->token[at]) && !opens(text, at)) {
                uint32_t open = partner(text, at, false);
                done |= open < at && blank(text, open, at, line);
            }
        }
    }
    return done;
}
