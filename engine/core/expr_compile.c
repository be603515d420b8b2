/* expr_compile.c: reads a condition and compiles it, with the place of every error.
 *
 *   or    := and { "or" and }          and := unary { "and" unary }
 *   unary := "not" unary | "(" or ")" | atom
 *   atom  := knows | resolved | voiced | voiced(need) | METER (">=" | "<") NUMBER
 *          | style(x) motive(x) kind(x) fact(x) visited(node) at(tag) ended(kind)
 *          | before(MOVES, MOVES) | times(MOVES [, or]) (">=" | "<") NUMBER
 *   MOVES := term { "|" term }         term := name { "+" name } */
#include "ascii.h"
#include "expr_code.h"
#include "near.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define OPS_MOST 200
#define DEPTH_MOST 24
#define SIZE_MOST 2000
#define NAME_MOST 64

struct parser {
    const struct sp_scope *scope;
    const struct sp_json *doc;
    const cJSON *at;
    struct sp_diags *diags;
    const char *text;
    size_t pos;
    struct op op[OPS_MOST];
    unsigned count;
    unsigned depth;
    bool inside; /* in the second argument of times() */
    bool failed; /* one error per condition is enough */
};

static void
fail(struct parser *p, size_t pos, const char *code, const char *a, const char *b,
     const char *c)
{
    const char *args[] = {a, b, c, NULL};
    struct sp_diag *diag = NULL;

    if (!p->failed)
        diag = sp_json_report(p->doc, p->at, SP_JSON_VALUE, pos, p->diags, SP_ERROR,
                              code, args);
    if (diag && pos == 0)
        diag->column++; /* without an offset it is the quote's */
    p->failed = true;
}

static bool
name_char(char c)
{
    return is_alnum(c) || c == '_' || c == '-' || c == ':';
}

static void
skip_space(struct parser *p)
{
    while (p->text[p->pos] == ' ')
        p->pos++;
}

/* What stands at the cursor, for a message. */
static void
found(const struct parser *p, char *out, size_t room)
{
    size_t size = 0;

    while (p->text[p->pos + size] && name_char(p->text[p->pos + size]))
        size++;
    if (size == 0 && p->text[p->pos]) {
        uint32_t code;

        size = sp_utf8_next(p->text + p->pos, strlen(p->text + p->pos), &code);
    }
    snprintf(out, room, "%.*s", (int)(size < room - 1 ? size : room - 1),
             p->text + p->pos);
}

static bool
expect(struct parser *p, const char *token)
{
    char got[NAME_MOST];

    skip_space(p);
    if (strncmp(p->text + p->pos, token, strlen(token)) == 0) {
        p->pos += strlen(token);
        return true;
    }
    found(p, got, sizeof got);
    fail(p, p->pos, "E040", token, got, NULL);
    return false;
}

static bool
take(struct parser *p, const char *token)
{
    skip_space(p);
    if (strncmp(p->text + p->pos, token, strlen(token)) != 0)
        return false;
    if (name_char(token[0]) && name_char(p->text[p->pos + strlen(token)]))
        return false;
    p->pos += strlen(token);
    return true;
}

static bool
read_name(struct parser *p, char *out)
{
    size_t size = 0;
    char got[NAME_MOST];

    skip_space(p);
    while (name_char(p->text[p->pos + size]))
        size++;
    if (size == 0 || size >= NAME_MOST) {
        found(p, got, sizeof got);
        fail(p, p->pos, "E040", "name", got, NULL);
        return false;
    }
    memcpy(out, p->text + p->pos, size);
    out[size] = '\0';
    p->pos += size;
    return true;
}

static void
emit(struct parser *p, enum op_code code, unsigned a, int k)
{
    if (p->count == OPS_MOST) {
        fail(p, p->pos, "E045", NULL, NULL, NULL);
        return;
    }
    p->op[p->count++] =
        (struct op){.code = (uint8_t)code, .k = (int8_t)k, .a = (uint16_t)a};
}

/* The nearest of the names that the scope has, or "". */
static const char *
nearest(const struct parser *p, enum sp_name_kind kind, const char *name)
{
    const struct sp_scope *scope = p->scope;
    const char *best = "", *other;
    unsigned best_distance = too_far_from(name);

    if (p->failed || p->diags->count >= SP_DIAGS_MOST)
        return best; /* nobody will read it */
    for (unsigned i = 0; i < 5000 && (other = scope->name(scope->data, kind, i)); i++) {
        unsigned distance = sp_edit_distance(name, other, best_distance);

        if (distance < best_distance) {
            best_distance = distance;
            best = other;
        }
    }
    return best;
}

static bool
has_name(const struct sp_scope *scope, enum sp_name_kind kind, const char *name,
         unsigned *index)
{
    const char *other;

    if (scope->find)
        return scope->find(scope->data, kind, name, index);
    for (unsigned i = 0; (other = scope->name(scope->data, kind, i)); i++) {
        if (strcmp(other, name) == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

static const char *const name_kinds[] = {"style", "motive", "meter", "need",
                                         "tag",   "node",   "fact",  "group"};

static bool
find_name(struct parser *p, enum sp_name_kind kind, const char *name, size_t pos,
          unsigned *index)
{
    if (has_name(p->scope, kind, name, index))
        return true;
    fail(p, pos, "E042", name_kinds[kind], name, nearest(p, kind, name));
    return false;
}

/* ---- patterns of moves ---- */

static bool
one_signal(struct parser *p, struct sp_pattern *out)
{
    char name[NAME_MOST];
    size_t pos;
    enum sp_signal signal;
    unsigned index;

    skip_space(p);
    pos = p->pos;
    if (!read_name(p, name))
        return false;
    if (sp_signal_find(name, strlen(name), &signal) && signal != SP_STAY &&
        signal != SP_MONOLOGUE) {
        out->mask[0] = SP_BIT(signal);
        out->count = 1;
        return true;
    }
    if (has_name(p->scope, SP_NAME_GROUP, name, &index)) {
        *out = *p->scope->group(p->scope->data, index);
        return true;
    }
    const char *near = nearest(p, SP_NAME_GROUP, name);
    unsigned best = *near ? sp_edit_distance(name, near, 4) : too_far_from(name);
    for (unsigned i = 0; i < SP_SIGNALS; i++) {
        unsigned distance = sp_edit_distance(name, sp_signal_name(i), best);

        if (distance < best && i != SP_STAY && i != SP_MONOLOGUE) {
            best = distance;
            near = sp_signal_name(i);
        }
    }
    fail(p, pos, "E042", "move", name, near);
    return false;
}

/* All pairs of two alternatives, each pair together. */
static bool
cross(struct parser *p, struct sp_pattern *left, const struct sp_pattern *right)
{
    struct sp_pattern out = {.count = 0};

    if (left->count * right->count > SP_PATTERN_MASKS) {
        fail(p, p->pos, "E045", NULL, NULL, NULL);
        return false;
    }
    for (unsigned i = 0; i < left->count; i++) {
        for (unsigned j = 0; j < right->count; j++)
            out.mask[out.count++] = left->mask[i] | right->mask[j];
    }
    *left = out;
    return true;
}

static bool
read_pattern(struct parser *p, struct sp_pattern *out)
{
    out->count = 0;
    do {
        struct sp_pattern term, factor;

        if (!one_signal(p, &term))
            return false;
        while (take(p, "+")) {
            if (!one_signal(p, &factor) || !cross(p, &term, &factor))
                return false;
        }
        if (out->count + term.count > SP_PATTERN_MASKS) {
            fail(p, p->pos, "E045", NULL, NULL, NULL);
            return false;
        }
        memcpy(out->mask + out->count, term.mask, term.count * sizeof *term.mask);
        out->count += term.count;
    } while (take(p, "|"));
    return true;
}

static bool
same_pattern(const struct sp_pattern *a, const struct sp_pattern *b)
{
    return a->count == b->count &&
           memcmp(a->mask, b->mask, a->count * sizeof *a->mask) == 0;
}

static bool
same_expr(const struct sp_expr *a, const struct sp_expr *b)
{
    if (!a || !b)
        return a == b;
    for (unsigned i = 0; a->count == b->count && i < a->count; i++) {
        if (a->op[i].code != b->op[i].code || a->op[i].a != b->op[i].a ||
            a->op[i].k != b->op[i].k)
            return false;
    }
    return a->count == b->count;
}

/* ---- atoms ---- */

static bool
read_compare(struct parser *p, int min, int max, bool *at_least, int *k)
{
    char got[NAME_MOST], low[12], high[12];
    long value = 0;
    bool minus;

    *at_least = take(p, ">=");
    if (!*at_least && !take(p, "<")) {
        found(p, got, sizeof got);
        fail(p, p->pos, "E040", "compare", got, NULL);
        return false;
    }
    skip_space(p);
    size_t pos = p->pos;
    minus = p->text[p->pos] == '-';
    p->pos += minus;
    if (!is_digit(p->text[p->pos])) {
        found(p, got, sizeof got);
        fail(p, p->pos, "E040", "number", got, NULL);
        return false;
    }
    while (is_digit(p->text[p->pos]) && value < 10000)
        value = value * 10 + (p->text[p->pos++] - '0');
    value = minus ? -value : value;
    if (value < min || value > max) {
        snprintf(low, sizeof low, "%d", min);
        snprintf(high, sizeof high, "%d", max);
        snprintf(got, sizeof got, "%ld", value);
        fail(p, pos, "E044", got, low, high);
        return false;
    }
    *k = (int)value;
    return true;
}

static void read_or(struct parser *p);

static const struct sp_expr *
keep(struct parser *p, unsigned from)
{
    unsigned count = p->count - from;
    struct sp_expr *expr =
        sp_arena_alloc(p->scope->arena, 1, sizeof *expr + count * sizeof *expr->op);

    expr->count = count;
    memcpy(expr->op, p->op + from, count * sizeof *expr->op);
    p->count = from;
    return expr;
}

/* An equal counter is shared; its saturation grows to the largest k asked for. */
static void
add_counter(struct parser *p, const struct sp_counter *counter, bool at_least, int k)
{
    struct sp_watch *watch = p->scope->watch;
    unsigned i = 0;

    while (i < watch->counters &&
           !(same_pattern(&watch->counter[i].pattern, &counter->pattern) &&
             same_expr(watch->counter[i].when, counter->when)))
        i++;
    if (i == SP_COUNTERS) {
        fail(p, p->pos, "E045", NULL, NULL, NULL);
        return;
    }
    if (i == watch->counters)
        watch->counter[watch->counters++] = *counter;
    if (watch->counter[i].most < (unsigned)k)
        watch->counter[i].most = (unsigned)k;
    emit(p, at_least ? OP_COUNT_GE : OP_COUNT_LT, i, k);
}

static void
read_times(struct parser *p, size_t pos)
{
    struct sp_counter counter = {.most = 1};
    unsigned from = p->count;
    bool at_least;
    int k;

    if (p->inside) {
        fail(p, pos, "E046", "times", NULL, NULL);
        return;
    }
    if (!expect(p, "(") || !read_pattern(p, &counter.pattern))
        return;
    if (take(p, ",")) {
        p->inside = true;
        read_or(p);
        p->inside = false;
        if (p->failed)
            return;
        counter.when = keep(p, from);
    }
    if (expect(p, ")") && read_compare(p, 1, SP_TURNS_MOST, &at_least, &k))
        add_counter(p, &counter, at_least, k);
}

static void
read_before(struct parser *p, size_t pos)
{
    struct sp_watch *watch = p->scope->watch;
    struct sp_before before;
    unsigned i = 0;

    if (p->inside) {
        fail(p, pos, "E046", "before", NULL, NULL);
        return;
    }
    if (!expect(p, "(") || !read_pattern(p, &before.first) || !expect(p, ",") ||
        !read_pattern(p, &before.then) || !expect(p, ")"))
        return;
    while (i < watch->befores &&
           !(same_pattern(&watch->before[i].first, &before.first) &&
             same_pattern(&watch->before[i].then, &before.then)))
        i++;
    if (i == SP_BEFORES) {
        fail(p, p->pos, "E045", NULL, NULL, NULL);
        return;
    }
    if (i == watch->befores)
        watch->before[watch->befores++] = before;
    emit(p, OP_BEFORE, i, 0);
}

#define ON(owner) (1u << (owner))
#define ANYWHERE (ON(SP_OF_RUBRIC) | ON(SP_OF_STYLES) | ON(SP_OF_SCENARIO))

static const struct function {
    const char *name;
    enum op_code code;
    enum sp_name_kind kind; /* SP_NAME_KINDS: a word of a closed list */
    unsigned owners;
} functions[] = {
    {"style", OP_STYLE, SP_NAME_STYLE, ON(SP_OF_SCENARIO)},
    {"motive", OP_MOTIVE, SP_NAME_MOTIVE, ON(SP_OF_SCENARIO)},
    {"kind", OP_KIND, SP_NAME_KINDS, ON(SP_OF_SCENARIO)},
    {"voiced", OP_VOICED, SP_NAME_NEED, ON(SP_OF_SCENARIO)},
    {"at", OP_AT, SP_NAME_TAG, ANYWHERE},
    {"ended", OP_ENDED, SP_NAME_KINDS, ON(SP_OF_RUBRIC) | ON(SP_OF_STYLES)},
    {"visited", OP_VISITED, SP_NAME_NODE, ON(SP_OF_SCENARIO)},
    {"fact", OP_FACT, SP_NAME_FACT, ON(SP_OF_SCENARIO)},
};

static bool
closed_word(struct parser *p, enum op_code code, const char *word, size_t pos,
            unsigned *index)
{
    const char *near = "";
    unsigned best = too_far_from(word);

    for (unsigned i = 0; i < (code == OP_KIND ? SP_KINDS : SP_ENDING_KINDS); i++) {
        const char *other = code == OP_KIND ? sp_kind_name(i) : sp_ending_kind_name(i);
        unsigned distance = sp_edit_distance(word, other, best);

        if (distance == 0) {
            *index = i;
            return true;
        }
        if (distance < best) {
            best = distance;
            near = other;
        }
    }
    fail(p, pos, "E042", code == OP_KIND ? "kind" : "ended", word, near);
    return false;
}

static void
read_function(struct parser *p, const struct function *f, size_t pos)
{
    char word[NAME_MOST];
    unsigned index = 0;

    if (!(f->owners & ON(p->scope->owner)) || (f->code == OP_AT && !p->inside)) {
        fail(p, pos, "E043", f->name, NULL, NULL);
        return;
    }
    if (!expect(p, "("))
        return;
    skip_space(p);
    pos = p->pos;
    if (!read_name(p, word))
        return;
    if (f->kind == SP_NAME_KINDS ? !closed_word(p, f->code, word, pos, &index)
                                 : !find_name(p, f->kind, word, pos, &index))
        return;
    if (expect(p, ")"))
        emit(p, f->code, index, 0);
}

static void
read_meter(struct parser *p, unsigned meter, size_t pos, const char *name)
{
    bool at_least;
    int k;

    if (p->scope->owner == SP_OF_RUBRIC)
        fail(p, pos, "E043", name, NULL, NULL);
    else if (read_compare(p, -99, 99, &at_least, &k))
        emit(p, at_least ? OP_METER_GE : OP_METER_LT, meter, k);
}

static void
unknown_word(struct parser *p, const char *name, size_t pos)
{
    static const char *const words[] = {"knows", "resolved", "voiced", "times",
                                        "before"};
    const char *near = nearest(p, SP_NAME_METER, name);
    unsigned best = *near ? sp_edit_distance(name, near, 4) : too_far_from(name);
    unsigned distance;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if ((distance = sp_edit_distance(name, words[i], best)) < best) {
            best = distance;
            near = words[i];
        }
    }
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if ((distance = sp_edit_distance(name, functions[i].name, best)) < best) {
            best = distance;
            near = functions[i].name;
        }
    }
    fail(p, pos, "E041", name, near, NULL);
}

static void
read_atom(struct parser *p)
{
    char name[NAME_MOST];
    unsigned index;
    size_t pos;

    skip_space(p);
    pos = p->pos;
    if (!read_name(p, name))
        return;
    skip_space(p);
    if (strcmp(name, "times") == 0) {
        read_times(p, pos);
        return;
    }
    if (strcmp(name, "before") == 0) {
        read_before(p, pos);
        return;
    }
    if (strcmp(name, "knows") == 0) {
        emit(p, OP_KNOWS, 0, 0);
        return;
    }
    if (strcmp(name, "resolved") == 0) {
        emit(p, OP_RESOLVED, 0, 0);
        return;
    }
    if (strcmp(name, "voiced") == 0 && p->text[p->pos] != '(') {
        emit(p, OP_VOICED_ANY, 0, 0);
        return;
    }
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (strcmp(name, functions[i].name) == 0) {
            read_function(p, &functions[i], pos);
            return;
        }
    }
    if (has_name(p->scope, SP_NAME_METER, name, &index))
        read_meter(p, index, pos, name);
    else
        unknown_word(p, name, pos);
}

static void
read_unary(struct parser *p)
{
    if (p->failed)
        return;
    if (++p->depth > DEPTH_MOST) {
        fail(p, p->pos, "E045", NULL, NULL, NULL);
    } else if (take(p, "not")) {
        read_unary(p);
        emit(p, OP_NOT, 0, 0);
    } else if (take(p, "(")) {
        read_or(p);
        if (!p->failed)
            expect(p, ")");
    } else {
        read_atom(p);
    }
    p->depth--;
}

static void
read_and(struct parser *p)
{
    read_unary(p);
    while (!p->failed && take(p, "and")) {
        read_unary(p);
        emit(p, OP_AND, 0, 0);
    }
}

static void
read_or(struct parser *p)
{
    read_and(p);
    while (!p->failed && take(p, "or")) {
        read_and(p);
        emit(p, OP_OR, 0, 0);
    }
}

static bool
begin(struct parser *p, const struct sp_scope *scope, const struct sp_json *doc,
      const cJSON *at, struct sp_diags *diags)
{
    *p = (struct parser){.scope = scope, .doc = doc, .at = at, .diags = diags};
    if (!cJSON_IsString(at)) {
        const char *args[] = {"string", sp_json_type(at), NULL};

        sp_json_report(doc, at, SP_JSON_VALUE, 0, diags, SP_ERROR, "E020", args);
        return false;
    }
    p->text = at->valuestring;
    if (strlen(p->text) > SIZE_MOST)
        fail(p, 0, "E045", NULL, NULL, NULL);
    return !p->failed;
}

static bool
finish(struct parser *p)
{
    char got[NAME_MOST];

    skip_space(p);
    if (!p->failed && p->text[p->pos]) {
        found(p, got, sizeof got);
        fail(p, p->pos, "E040", "more", got, NULL);
    }
    return !p->failed;
}

const struct sp_expr *
sp_expr_compile(const struct sp_scope *scope, const struct sp_json *doc,
                const cJSON *at, struct sp_diags *diags)
{
    struct parser p;

    if (!begin(&p, scope, doc, at, diags))
        return NULL;
    read_or(&p);
    return finish(&p) ? keep(&p, 0) : NULL;
}

bool
sp_pattern_compile(const struct sp_scope *scope, const struct sp_json *doc,
                   const cJSON *at, struct sp_pattern *out, struct sp_diags *diags)
{
    struct parser p;
    struct sp_pattern pattern;

    if (!begin(&p, scope, doc, at, diags) || !read_pattern(&p, &pattern) || !finish(&p))
        return false;
    *out = pattern;
    return true;
}
