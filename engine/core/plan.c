/* plan.c: reads plans. */
#include "core/plan.h"

#include "ascii.h"
#include "plan_number.h"

#include <string.h>

#define PLAN_BYTES (4u << 20)
#define LINE_BYTES 1000
#define WORDS ((unsigned)(sizeof((struct sp_plan_line *)0)->word / sizeof(char *)))

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
} directives[] = {
    {"case", 1, 7},   {"seed", 1, 5},  {"style", 1, 5}, {"motive", 1, 5},
    {"at", 1, 1},     {"pick", 1, 1},  {"knows", 0, 0}, {"resolved", 0, 0},
    {"voiced", 1, 1}, {"level", 2, 2}, {"total", 1, 1}, {"end", 2, 2},
};

static void
report(struct reader *r, const struct sp_plan_line *line, unsigned word,
       const char *code, const char *a, const char *b)
{
    const char *args[] = {a, b, NULL};

    sp_diags_add(r->diags, SP_ERROR, code, "", line->line,
                 word < line->words ? line->column[word] : 1, args);
}

bool
plan_number(const char *word, uint64_t most, uint64_t *out)
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

/* Words are split at spaces; a case's title stays in one piece. */
static void
split(struct reader *r, const char *text, size_t size, struct sp_plan_line *line)
{
    size_t i = 0;

    while (i < size && line->words < WORDS) {
        size_t from;

        while (i < size && is_blank(text[i]))
            i++;
        if (i == size || text[i] == '#')
            return;
        from = i;
        while (i < size && !is_blank(text[i]))
            i++;
        if (line->words == 1 && strcmp(line->word[0], "case") == 0) {
            i = size;
            while (i > from && is_blank(text[i - 1]))
                i--;
        }
        char *word = sp_arena_alloc(&r->plan->arena, i - from + 1, 1);
        memcpy(word, text + from, i - from);
        line->column[line->words] = 1;
        for (size_t k = 0; k < from; k++) /* columns count code points */
            line->column[line->words] += ((unsigned char)text[k] & 0xC0) != 0x80;
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

/* "seed 7 style x motive y", in any order. */
static void
set_up(struct reader *r, const struct sp_plan_line *line)
{
    struct sp_plan_case *c = &r->plan->cases[r->plan->count - 1];

    for (unsigned i = 0; i + 1 < line->words; i += 2) {
        const char *key = line->word[i], *value = line->word[i + 1];

        if (strcmp(key, "style") == 0)
            c->style = value;
        else if (strcmp(key, "motive") == 0)
            c->motive = value;
        else if (strcmp(key, "seed") != 0)
            report(r, line, i, "E070", key, NULL);
        else if (!plan_number(value, UINT64_MAX, &c->seed))
            report(r, line, i + 1, "E072", value, NULL);
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

static void
take_line(struct reader *r, const struct sp_plan_line *line)
{
    const struct directive *d = NULL;

    for (size_t i = 0; i < sizeof directives / sizeof *directives; i++) {
        if (strcmp(directives[i].name, line->word[0]) == 0)
            d = &directives[i];
    }
    if (!d)
        report(r, line, 0, "E070", line->word[0], NULL);
    else if (line->words - 1 < d->least || line->words - 1 > d->most)
        report(r, line, 0, "E071", line->word[0], NULL);
    else if (strcmp(d->name, "case") == 0)
        begin_case(r, line);
    else if (r->plan->count == 0)
        complain_of_no_case(r, line);
    else if (strcmp(d->name, "seed") == 0 || strcmp(d->name, "style") == 0 ||
             strcmp(d->name, "motive") == 0)
        set_up(r, line);
    else
        add_line(r, line);
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
        struct sp_plan_line line = {.line = ++number};

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
