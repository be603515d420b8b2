/* plan.c: reads plans. */
#include "core/plan.h"

#include "ascii.h"
#include "plan_words.h"

#include <string.h>

#define PLAN_BYTES (4u << 20)
#define LINE_BYTES 1000

struct reader {
    struct sp_plan *plan;
    struct sp_diags *diags;
    struct sp_plan_line *lines; /* of the current case */
    unsigned case_room, line_room;
    bool lost; /* no case, or none that could be read: said once */
};

static const struct directive {
    const char *name;
    unsigned least, most; /* words after it */
    bool text;            /* the rest of the line is one word */
    bool negates;         /* "not" may stand before it */
} directives[] = {
    [SP_PLAN_CASE] = {"case", 1, 1, true, false},
    [SP_PLAN_SEED] = {"seed", 1, 5, false, false},
    [SP_PLAN_STYLE] = {"style", 1, 5, false, false},
    [SP_PLAN_MOTIVE] = {"motive", 1, 5, false, false},
    [SP_PLAN_BROKEN] = {"broken", 1, 1, true, false},
    [SP_PLAN_PICK] = {"pick", 1, 1, false, false},
    [SP_PLAN_SHOW] = {"show", 0, 0, false, false},
    [SP_PLAN_AT] = {"at", 1, 1, false, false},
    [SP_PLAN_SAYS] = {"says", 1, 1, true, true},
    [SP_PLAN_OPEN] = {"open", 1, 1, false, false},
    [SP_PLAN_CLOSED] = {"closed", 1, 1, false, false},
    [SP_PLAN_KNOWS] = {"knows", 0, 0, false, true},
    [SP_PLAN_RESOLVED] = {"resolved", 0, 0, false, true},
    [SP_PLAN_VOICED] = {"voiced", 1, 1, false, true},
    [SP_PLAN_FACT] = {"fact", 1, 1, false, true},
    [SP_PLAN_DID] = {"did", 1, SP_PLAN_WORDS - 3, false, true},
    [SP_PLAN_MOOD] = {"mood", 1, 1, false, false},
    [SP_PLAN_TURN] = {"turn", 1, 2, false, false},
    [SP_PLAN_LEVEL] = {"level", 2, 3, false, false},
    [SP_PLAN_TOTAL] = {"total", 1, 2, false, false},
    [SP_PLAN_CHECK] = {"check", 1, 2, false, false},
    [SP_PLAN_CRITICAL] = {"critical", 1, 1, false, false},
    [SP_PLAN_END] = {"end", 2, 2, false, false},
};

#define DIRECTIVES (sizeof directives / sizeof *directives)

const char *
plan_directive(unsigned index)
{
    return index < DIRECTIVES ? directives[index].name : NULL;
}

static void
report(struct reader *r, const struct sp_plan_line *line, unsigned word,
       const char *code, const char *a, const char *b)
{
    const char *args[] = {a, b, NULL};

    sp_diags_add(r->diags, SP_ERROR, code, "", line->line,
                 word < line->words ? line->column[word] : 1, args);
}

void
plan_try_name(struct plan_near *near, const char *name)
{
    unsigned distance = sp_edit_distance(near->word, name, near->best);

    if (distance < near->best) {
        near->best = distance;
        near->name = name;
    }
}

/* Digits only, at most `most`. */
static bool
read_number(const char *word, uint64_t most, uint64_t *out)
{
    uint64_t value = 0;

    if (!*word)
        return false;
    for (; *word; word++) {
        unsigned digit = (unsigned)(*word - '0');

        if (!is_digit(*word) || value > (most - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* Whether what follows the words so far is one text: "case", "says", "not says" … */
static bool
is_text_next(const struct sp_plan_line *line)
{
    unsigned at = line->words > 0 && strcmp(line->word[0], "not") == 0;

    for (size_t i = 0; line->words == at + 1 && i < DIRECTIVES; i++) {
        if (directives[i].text && strcmp(directives[i].name, line->word[at]) == 0)
            return true;
    }
    return false;
}

/* Words are split at spaces; a title or what the customer says stays in one piece. */
static void
split(struct reader *r, const char *text, size_t size, struct sp_plan_line *line)
{
    size_t i = 0;

    while (i < size && line->words < SP_PLAN_WORDS) {
        unsigned column = 1;
        size_t from;

        while (i < size && is_blank(text[i]))
            i++;
        if (i == size || text[i] == '#')
            return;
        from = i;
        while (i < size && !is_blank(text[i]))
            i++;
        if (is_text_next(line)) {
            i = size;
            while (i > from && is_blank(text[i - 1]))
                i--;
        }
        char *word = sp_arena_alloc(&r->plan->arena, i - from + 1, 1);
        memcpy(word, text + from, i - from);
        for (size_t k = 0; k < from; k++) /* columns count code points */
            column += ((unsigned char)text[k] & 0xC0) != 0x80;
        line->column[line->words] = (uint16_t)column;
        line->offset[line->words] = (uint16_t)from;
        line->word[line->words++] = word;
    }
}

static void
begin_case(struct reader *r, const struct sp_plan_line *line)
{
    struct sp_plan *plan = r->plan;

    if (plan->count == r->case_room) {
        r->case_room = r->case_room ? 2 * r->case_room : 32;
        plan->cases = sp_grow(plan->cases, r->case_room, sizeof *plan->cases);
    }
    struct sp_plan_case *c = &plan->cases[plan->count++];
    *c = (struct sp_plan_case){.title = line->word[1], .line = line->line};
    r->line_room = 0;
    r->lines = NULL;
}

/* The word is none of the list, which ends with NULL: says the nearest. */
static void
report_word(struct reader *r, const struct sp_plan_line *line, unsigned word,
            const char *const *list)
{
    struct plan_near near = plan_near(line->word[word]);

    for (; *list && r->diags->count < SP_DIAGS_MOST; list++)
        plan_try_name(&near, *list);
    report(r, line, word, "E070", line->word[word], near.name);
}

static const char *const set_up_words[] = {"seed", "style", "motive", NULL};

/* "seed 7 style x motive y", in any order. */
static void
set_up(struct reader *r, const struct sp_plan_line *line)
{
    struct sp_plan_case *c = &r->plan->cases[r->plan->count - 1];

    for (unsigned i = 0; i + 1 < line->words; i += 2) {
        const char *key = line->word[i], *value = line->word[i + 1];

        struct sp_plan_place at = {line->line, line->column[i + 1]};

        if (strcmp(key, "style") == 0) {
            c->style = value;
            c->style_at = at;
        } else if (strcmp(key, "motive") == 0) {
            c->motive = value;
            c->motive_at = at;
        } else if (strcmp(key, "seed") != 0) {
            report_word(r, line, i, set_up_words);
        } else if (!read_number(value, UINT64_MAX, &c->seed)) {
            report(r, line, i + 1, "E072", value, NULL);
        }
    }
    if (line->words % 2 != 0)
        report(r, line, line->words - 1, "E071", line->word[line->words - 1], NULL);
}

static void
add_line(struct reader *r, const struct sp_plan_line *line)
{
    struct sp_plan_case *c = &r->plan->cases[r->plan->count - 1];

    if (c->line_count == r->line_room) {
        unsigned room = r->line_room ? 2 * r->line_room : 32;
        struct sp_plan_line *more = sp_arena_alloc(&r->plan->arena, room, sizeof *more);

        if (c->line_count > 0)
            memcpy(more, r->lines, c->line_count * sizeof *more);
        r->lines = more;
        r->line_room = room;
    }
    r->lines[c->line_count++] = *line;
    c->lines = r->lines;
}

static void
complain_of_no_case(struct reader *r, const struct sp_plan_line *line)
{
    if (!r->lost)
        report(r, line, 0, "E073", NULL, NULL);
    r->lost = true;
}

/* "3", "= 3", ">= 3" or ">=3", from the word `at` on. */
static bool
read_compare(struct sp_plan_line *line, unsigned at)
{
    static const struct {
        const char *sign;
        enum sp_plan_compare compare;
    } signs[] = {{"<=", SP_PLAN_AT_MOST},
                 {">=", SP_PLAN_AT_LEAST},
                 {"<", SP_PLAN_LESS},
                 {">", SP_PLAN_MORE},
                 {"=", SP_PLAN_EQUAL}};
    const char *word = line->word[at];
    uint64_t number;
    bool minus;

    line->value = at;
    line->compare = SP_PLAN_EQUAL;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t size = strlen(signs[i].sign);

        if (strncmp(word, signs[i].sign, size) != 0)
            continue;
        line->compare = signs[i].compare;
        word += size;
        break;
    }
    if (!*word && at + 1 < line->words)
        word = line->word[++at];
    minus = *word == '-' && line->verb == SP_PLAN_METER;
    if (at + 1 != line->words || !read_number(word + minus, 1000, &number))
        return false;
    line->number = minus ? -(int)number : (int)number;
    return true;
}

/* What stands behind the directive, as far as it can be judged without a scenario. */
static bool
read_rest(struct reader *r, struct sp_plan_line *line)
{
    static const char *const results[] = {"pass", "fail", NULL};
    static const char *const negation[] = {"not", NULL};
    unsigned at = line->arg + (line->verb == SP_PLAN_LEVEL);

    switch (line->verb) {
    case SP_PLAN_TURN:
    case SP_PLAN_LEVEL:
    case SP_PLAN_TOTAL:
        if (read_compare(line, at))
            return true;
        at = line->words - 1;
        report(r, line, at, "E072", line->word[at], NULL);
        return false;
    case SP_PLAN_CHECK:
        if (line->words == 2)
            return true;
        line->negated = strcmp(line->word[line->arg], "not") == 0;
        if (!line->negated)
            report_word(r, line, line->arg, negation);
        line->arg++;
        return line->negated;
    case SP_PLAN_END:
        if (strcmp(line->word[2], "pass") == 0 || strcmp(line->word[2], "fail") == 0)
            return true;
        report_word(r, line, 2, results);
        return false;
    default:
        return true;
    }
}

/* Finds the directive; false, and said, when there is none or it cannot stand so. */
static bool
read_verb(struct reader *r, struct sp_plan_line *line)
{
    struct plan_near near;
    unsigned at = strcmp(line->word[0], "not") == 0 && line->words > 1;

    line->negated = at > 0;
    line->arg = at + 1;
    for (unsigned i = 0; i < DIRECTIVES; i++) {
        const struct directive *d = &directives[i];

        if (strcmp(d->name, line->word[at]) != 0)
            continue;
        line->verb = (enum sp_plan_verb)i;
        if (line->negated && !d->negates)
            report(r, line, 0, "E070", "not", NULL);
        else if (line->words - line->arg < d->least ||
                 line->words - line->arg > d->most)
            report(r, line, at, "E071", d->name, NULL);
        else
            return read_rest(r, line);
        return false;
    }
    line->verb = SP_PLAN_METER;
    if (!line->negated && line->words > 1 && read_compare(line, 1))
        return true;
    near = plan_near(line->word[at]);
    for (unsigned i = 0; i < DIRECTIVES && r->diags->count < SP_DIAGS_MOST; i++)
        plan_try_name(&near, directives[i].name);
    report(r, line, at, "E070", line->word[at], near.name);
    return false;
}

static void
take_line(struct reader *r, struct sp_plan_line *line)
{
    if (!read_verb(r, line))
        return;
    if (line->verb == SP_PLAN_CASE) {
        begin_case(r, line);
        return;
    }
    if (r->plan->count == 0) {
        complain_of_no_case(r, line);
        return;
    }
    struct sp_plan_case *c = &r->plan->cases[r->plan->count - 1];
    switch (line->verb) {
    case SP_PLAN_SEED:
    case SP_PLAN_STYLE:
    case SP_PLAN_MOTIVE:
        set_up(r, line);
        break;
    case SP_PLAN_BROKEN:
        c->broken = line->word[1];
        c->broken_at = (struct sp_plan_place){line->line, line->column[0]};
        break;
    default:
        add_line(r, line);
    }
}

struct sp_plan *
sp_plan_read(const char *text, size_t size, struct sp_diags *diags)
{
    struct reader r = {.plan = sp_alloc(1, sizeof *r.plan), .diags = diags};
    size_t errors = diags->errors, from = 0;
    unsigned number = 0;

    if (size > PLAN_BYTES || memchr(text, '\0', size) || !sp_utf8_valid(text, size)) {
        struct sp_plan_line first = {.line = 1};

        report(&r, &first, 0, "E074", NULL, NULL);
        size = 0;
    }
    while (from < size) {
        const char *end = memchr(text + from, '\n', size - from);
        size_t length = end ? (size_t)(end - text) - from : size - from;
        struct sp_plan_line line = {.line = ++number, .from = from};

        if (length > LINE_BYTES) {
            report(&r, &line, 0, "E074", NULL, NULL);
            r.lost = true; /* it may have begun a case */
        } else {
            split(&r, text + from, length, &line);
        }
        if (line.words > 0)
            take_line(&r, &line);
        from += length + 1;
    }
    if (diags->errors == errors && r.plan->count == 0) {
        struct sp_plan_line first = {.line = 1};

        report(&r, &first, 0, "E073", NULL, NULL);
    }
    if (diags->errors > errors) {
        sp_plan_free(r.plan);
        return NULL;
    }
    return r.plan;
}

void
sp_plan_free(struct sp_plan *plan)
{
    if (!plan)
        return;
    sp_free(plan->cases);
    sp_arena_finish(&plan->arena);
    sp_free(plan);
}
