/* test_expr.c: what conditions mean, what they remember, and where they are wrong. */
#include "test.h"

#include "core/expr.h"
#include "core/mem.h"

/* ---- a small file's names ---- */

static const char *const names[SP_NAME_KINDS][5] = {
    [SP_NAME_STYLE] = {"actor", "results"},
    [SP_NAME_MOTIVE] = {"price", "time"},
    [SP_NAME_METER] = {"trust", "patience"},
    [SP_NAME_NEED] = {"ready", "cheap"},
    [SP_NAME_TAG] = {"concern", "value"},
    [SP_NAME_NODE] = {"start", "middle"},
    [SP_NAME_FACT] = {"asked", "shown"},
    [SP_NAME_GROUP] = {"answer", "pair", "eight", "knowing"},
};

#define M(signal) SP_BIT(signal)

static const struct sp_pattern groups[] = {
    {.mask = {M(SP_FEATURE), M(SP_RESOLVE)}, .count = 2},
    {.mask = {M(SP_TEST) | M(SP_CLOSE)}, .count = 1},
    {.mask = {M(0), M(1), M(2), M(3), M(4), M(5), M(6), M(7)}, .count = 8},
    {.mask = {M(SP_HEARD)}, .count = 1},
};

static const char *
name_of(void *data, enum sp_name_kind kind, unsigned index)
{
    (void)data;
    return index < 5 ? names[kind][index] : NULL;
}

static bool
find(void *data, enum sp_name_kind kind, const char *name, unsigned *index)
{
    for (unsigned i = 0; name_of(data, kind, i); i++) {
        if (strcmp(names[kind][i], name) == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

static const struct sp_pattern *
group(void *data, unsigned index)
{
    (void)data;
    return &groups[index];
}

struct file {
    struct sp_arena arena;
    struct sp_watch watch;
    struct sp_scope scope;
    struct sp_diags diags;
    struct sp_str places; /* of findings: "COLUMN CODE|argument|…" */
};

static void
file_init(struct file *file, enum sp_owner owner)
{
    memset(file, 0, sizeof *file);
    file->scope = (struct sp_scope){.owner = owner,
                                    .arena = &file->arena,
                                    .watch = &file->watch,
                                    .find = find,
                                    .name = name_of,
                                    .group = group};
}

static void
file_finish(struct file *file)
{
    sp_arena_finish(&file->arena);
    sp_diags_finish(&file->diags);
    sp_str_finish(&file->places);
}

/* Columns count from the first character of the condition. */
static void
note_places(struct file *file)
{
    const unsigned before = (unsigned)strlen("{\"when\": \"");

    sp_str_clear(&file->places);
    for (size_t i = 0; i < file->diags.count; i++) {
        const struct sp_diag *diag = &file->diags.items[i];

        CHECK_STR(diag->pointer, "/when");
        CHECK_INT(diag->line, 1);
        sp_str_addf(&file->places, "%s%u %s", i ? "; " : "", diag->column - before,
                    diag->code);
        for (int a = 0; a < SP_DIAG_ARGS && diag->args[a]; a++)
            sp_str_addf(&file->places, "|%s", diag->args[a]);
    }
    sp_diags_finish(&file->diags);
}

static const struct sp_expr *
compile(struct file *file, const char *text)
{
    struct sp_str json = {0};
    const struct sp_expr *expr = NULL;

    sp_str_addf(&json, "{\"when\": \"%s\"}", text);
    struct sp_json *doc =
        sp_json_read(json.text, json.size, &sp_json_usual, &file->diags);
    if (CHECK(doc))
        expr =
            sp_expr_compile(&file->scope, doc, sp_json_root(doc)->child, &file->diags);
    note_places(file);
    CHECK_INT(expr == NULL, file->places.size > 0);
    sp_json_free(doc);
    sp_str_finish(&json);
    return expr;
}

/* ---- what they mean ---- */

static const struct meaning {
    unsigned style, motive;
    enum sp_kind kind;
    const char *text;
    bool want;
    struct sp_state state;
} meanings[] = {
    {.text = "knows", .want = false, .state = {.knows = false}},
    {.text = "knows", .want = true, .state = {.knows = true}},
    {.text = "resolved", .want = true, .state = {.resolved = true}},
    {.text = "resolved", .want = false, .state = {.knows = true}},
    {.text = "not knows", .want = true, .state = {.resolved = true}},
    {.text = "not not knows", .want = true, .state = {.knows = true}},
    {.text = "not(knows)", .want = false, .state = {.knows = true}},
    {.text = "voiced", .want = false, .state = {.knows = true}},
    {.text = "voiced", .want = true, .state = {.voiced = 2}},
    {.text = "voiced(cheap)", .want = true, .state = {.voiced = 2}},
    {.text = "voiced ( ready )", .want = false, .state = {.voiced = 2}},
    {.style = 0, .text = "style(actor)", .want = true, .state = {.turn = 0}},
    {.style = 1, .text = "style(actor)", .want = false, .state = {.turn = 0}},
    {.motive = 1, .text = "motive(time)", .want = true, .state = {.turn = 0}},
    {.kind = SP_WANT, .text = "kind(want)", .want = true, .state = {.turn = 0}},
    {.kind = SP_WANT, .text = "kind(smokescreen)", .want = false, .state = {.turn = 0}},
    {.text = "fact(shown)", .want = true, .state = {.facts = 2}},
    {.text = "fact(asked)", .want = false, .state = {.facts = 2}},
    {.text = "visited(middle)", .want = true, .state = {.visited = 2}},
    {.text = "visited(start)", .want = false, .state = {.visited = 2}},
    {.text = "trust >= 2", .want = true, .state = {.meter = {2, 0}}},
    {.text = "trust >= 3", .want = false, .state = {.meter = {2, 0}}},
    {.text = "trust < 2", .want = false, .state = {.meter = {2, 0}}},
    {.text = "trust<3", .want = true, .state = {.meter = {2, 0}}},
    {.text = "patience >= -1", .want = true, .state = {.meter = {0, -1}}},
    {.text = "patience>=-1", .want = false, .state = {.meter = {0, -2}}},
    {.text = "patience < -1", .want = true, .state = {.meter = {0, -2}}},
    {.text = "patience < 0 or trust >= 0", .want = true, .state = {.meter = {0, 0}}},
    /* `not` binds closest, then `and`, then `or` */
    {.text = "knows or resolved and voiced", .want = true, .state = {.knows = true}},
    {.text = "(knows or resolved) and voiced", .want = false, .state = {.knows = true}},
    {.text = "voiced and resolved or knows", .want = true, .state = {.knows = true}},
    {.text = "not knows or knows", .want = true, .state = {.knows = true}},
    {.text = "not knows and resolved", .want = false, .state = {.knows = true}},
    {.text = "not (knows and resolved)", .want = true, .state = {.knows = true}},
    {.text = "resolved or resolved or knows", .want = true, .state = {.knows = true}},
    {.text = "knows and knows and resolved", .want = false, .state = {.knows = true}},
    {.text = "  knows  ", .want = true, .state = {.knows = true}},
    {.text = "(((knows)))and(not(resolved))", .want = true, .state = {.knows = true}},
};

static void
test_meanings(void)
{
    struct file file;

    file_init(&file, SP_OF_SCENARIO);
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        const struct meaning *m = &meanings[i];
        struct sp_world world = {.state = &m->state,
                                 .owner = SP_OF_SCENARIO,
                                 .style = m->style,
                                 .motive = m->motive,
                                 .kind = m->kind,
                                 .ended = SP_ENDING_KINDS};
        const struct sp_expr *expr = compile(&file, m->text);

        if (!CHECK(expr) || !CHECK_INT(sp_expr_holds(expr, &world), m->want))
            fprintf(stderr, "  in \"%s\": %s\n", m->text, sp_str_text(&file.places));
    }
    CHECK(sp_expr_holds(NULL, NULL));
    file_finish(&file);
}

static void
test_ended(void)
{
    struct file file;
    struct sp_state state = {.turn = 1};
    struct sp_world world = {.state = &state, .ended = SP_ENDING_KINDS};

    file_init(&file, SP_OF_RUBRIC);
    const struct sp_expr *success = compile(&file, "ended(success)");
    const struct sp_expr *failure = compile(&file, "ended(fail)");
    if (!CHECK(success && failure))
        return;
    CHECK(!sp_expr_holds(success, &world) && !sp_expr_holds(failure, &world));
    world.ended = SP_SUCCESS;
    CHECK(sp_expr_holds(success, &world) && !sp_expr_holds(failure, &world));
    file_finish(&file);
}

/* ---- what they remember ---- */

/* Lines are parted by '/'. In a line stand signals; "!knows" first makes the customer's
 * answer to the line before have revealed, "@tag" is the node's tag. */
static const struct memory {
    const char *text, *lines;
    bool want;
} memories[] = {
    {"times(clarify) >= 1", "", false},
    {"times(clarify) >= 1", "clarify", true},
    {"times(clarify) >= 1", "test", false},
    {"times(clarify) >= 2", "clarify", false},
    {"times(clarify) >= 2", "clarify/clarify", true},
    {"times(clarify) < 2", "clarify", true},
    {"times(clarify) < 2", "clarify/clarify", false},
    {"times(clarify) < 2", "clarify/clarify/clarify/clarify", false},
    {"times(clarify) < 1", "", true},
    {"times(clarify|test) >= 2", "clarify/test", true},
    {"times(clarify|test) >= 2", "clarify test", false}, /* lines, not moves */
    {"times(clarify+test) >= 1", "clarify/test", false},
    {"times(clarify+test) >= 1", "clarify test", true},
    {"times(clarify + test | defer) >= 1", "defer", true},
    {"times(defer|clarify+test) >= 1", "clarify", false},
    {"times(close:step) >= 1", "close", false},
    {"times(close:step) >= 1", "close:step", true},
    {"times(close) >= 1", "close:step", true},
    {"times(heard) >= 1", "heard", true},
    /* groups, also beside + and | */
    {"times(answer) >= 1", "resolve", true},
    {"times(answer+heard) >= 1", "resolve", false},
    {"times(answer+heard) >= 1", "heard feature", true},
    {"times(heard+answer) >= 1", "heard resolve", true},
    {"times(answer+pair) >= 1", "resolve test", false},
    {"times(answer+pair) >= 1", "resolve test close", true},
    {"times(pair|answer) >= 1", "close", false},
    {"times(pair|answer) >= 1", "feature", true},
    {"times(answer+answer) >= 1", "feature", true},
    /* the second argument is judged before the line */
    {"times(test, knows) >= 1", "test", false},
    {"times(test, knows) >= 1", "test/!knows test", true},
    {"times(test, not knows) >= 1", "!knows test", false},
    {"times(test, at(value)) >= 1", "test/@concern test", false},
    {"times(test, at(value)) >= 1", "@value test", true},
    {"times(test, at(value) or knows) >= 2", "@value test/!knows test", true},
    {"times(test, at(value) and knows) >= 1", "@value test/!knows test", false},
    {"times(test, not at(value)) >= 1", "@value test", false},
    /* one place, two limits: the counter serves the larger */
    {"times(defer) >= 1 and times(defer) < 3", "defer/defer", true},
    {"times(defer) >= 1 and times(defer) < 3", "defer/defer/defer", false},
    {"times(defer) < 3 and times(defer) >= 1", "defer/defer/defer", false},
    {"times(defer) >= 1 and times(defer, knows) < 1", "defer", true},
    {"times(defer) >= 1 and times(defer, knows) < 1", "defer/!knows defer", false},
    /* before */
    {"before(clarify, answer)", "", false},
    {"before(clarify, answer)", "clarify", true},
    {"before(clarify, answer)", "clarify/resolve", true},
    {"before(clarify, answer)", "clarify resolve", false},
    {"before(clarify, answer)", "clarify resolve/clarify", false},
    {"before(clarify, answer)", "resolve/clarify", false},
    {"before(clarify, answer)", "test/clarify/clarify resolve", true},
    {"before(clarify+test, answer|heard)", "clarify/test/heard/clarify test", false},
    {"before(clarify+test, answer|heard)", "clarify/test/clarify test", true},
    {"before(clarify, clarify)", "clarify", false},
    {"before(close, close:step)", "close:step", false},
    {"before(close, close:step)", "close:direct", true},
    {"not before(clarify, answer)", "", true},
};

static void
take_line(const struct sp_watch *watch, const char *line, size_t size,
          struct sp_state *state)
{
    struct sp_state before;
    struct sp_world world = {.owner = SP_OF_SCENARIO, .ended = SP_ENDING_KINDS};
    uint64_t signals = 0;

    for (const char *end = line + size; line < end; line++) {
        size_t length = strcspn(line, " /");
        enum sp_signal signal;
        unsigned tag;
        char word[40] = "";

        memcpy(word, line, length < sizeof word ? length : 0);
        if (strcmp(word, "!knows") == 0)
            state->knows = true;
        else if (*word == '@' && find(NULL, SP_NAME_TAG, word + 1, &tag))
            world.tags |= UINT64_C(1) << tag;
        else if (CHECK(sp_signal_find(word, strlen(word), &signal)))
            signals |= sp_signal_bits(signal);
        line += length;
    }
    before = *state;
    world.state = &before;
    sp_watch_take(watch, SP_OF_SCENARIO, &world, signals, state);
}

static void
test_memories(void)
{
    for (size_t i = 0; i < sizeof memories / sizeof *memories; i++) {
        const struct memory *m = &memories[i];
        struct file file;
        struct sp_state state = {.turn = 0};
        struct sp_world world = {.state = &state, .owner = SP_OF_SCENARIO};

        file_init(&file, SP_OF_SCENARIO);
        const struct sp_expr *expr = compile(&file, m->text);
        for (const char *line = m->lines; *line;) {
            size_t size = strcspn(line, "/");

            take_line(&file.watch, line, size, &state);
            line += size + (line[size] == '/');
        }
        if (!CHECK(expr) || !CHECK_INT(sp_expr_holds(expr, &world), m->want))
            fprintf(stderr, "  in \"%s\" after \"%s\"\n", m->text, m->lines);
        file_finish(&file);
    }
}

/* A count stops at the largest number that is asked for, so that states stay few. */
static void
test_saturation(void)
{
    struct file file;
    struct sp_state state = {.turn = 0};

    file_init(&file, SP_OF_SCENARIO);
    compile(&file, "times(test) >= 2 or times(test) < 3 or times(defer) >= 1");
    CHECK_INT(file.watch.counters, 2);
    CHECK_INT(file.watch.counter[0].most, 3);
    for (int i = 0; i < 40; i++)
        take_line(&file.watch, "test defer", strlen("test defer"), &state);
    CHECK_INT(state.count[SP_OF_SCENARIO][0], 3);
    CHECK_INT(state.count[SP_OF_SCENARIO][1], 1);
    CHECK_INT(state.count[SP_OF_RUBRIC][0], 0);

    compile(&file, "before(test, close) or before(test, close) or before(close, test)");
    CHECK_INT(file.watch.befores, 2);
    compile(&file, "times(test, knows) >= 1 or times(test, knows) >= 2");
    CHECK_INT(file.watch.counters, 3);
    compile(&file, "times(test, not knows) >= 1");
    CHECK_INT(file.watch.counters, 4);
    file_finish(&file);
}

/* ---- where they are wrong ---- */

static const struct mistake {
    enum sp_owner owner;
    const char *text, *want;
} mistakes[] = {
    {SP_OF_SCENARIO, "", "1 E040|name|"},
    {SP_OF_SCENARIO, "   ", "4 E040|name|"},
    {SP_OF_SCENARIO, "knows resolved", "7 E040|more|resolved"},
    {SP_OF_SCENARIO, "knows and", "10 E040|name|"},
    {SP_OF_SCENARIO, "and knows", "1 E041|and|"},
    {SP_OF_SCENARIO, "(knows", "7 E040|)|"},
    {SP_OF_SCENARIO, "knows)", "6 E040|more|)"},
    {SP_OF_SCENARIO, "knows && resolved", "7 E040|more|&"},
    {SP_OF_SCENARIO, "trust", "6 E040|compare|"},
    {SP_OF_SCENARIO, "trust > 2", "7 E040|compare|>"},
    {SP_OF_SCENARIO, "trust <= 2", "8 E040|number|="},
    {SP_OF_SCENARIO, "trust == 2", "7 E040|compare|="},
    {SP_OF_SCENARIO, "trust >= two", "10 E040|number|two"},
    {SP_OF_SCENARIO, "trust >= ", "10 E040|number|"},
    {SP_OF_SCENARIO, "trust >= -", "11 E040|number|"},
    {SP_OF_SCENARIO, "trust >= 100", "10 E044|100|-99|99"},
    {SP_OF_SCENARIO, "trust >= -100", "10 E044|-100|-99|99"},
    {SP_OF_SCENARIO, "trust >= 99999999999999999999", "10 E044|99999|-99|99"},
    {SP_OF_SCENARIO, "trust >= 2knows", "11 E040|more|knows"},
    {SP_OF_SCENARIO, "trsut >= 2", "1 E041|trsut|trust"},
    {SP_OF_SCENARIO, "know", "1 E041|know|knows"},
    {SP_OF_SCENARIO, "knows or tims(test) >= 1", "10 E041|tims|times"},
    {SP_OF_SCENARIO, "Knows", "1 E041|Knows|knows"},
    {SP_OF_SCENARIO, "知道", "1 E040|name|知"},
    {SP_OF_SCENARIO, "knows 和 resolved", "7 E040|more|和"},
    {SP_OF_SCENARIO, "style", "6 E040|(|"},
    {SP_OF_SCENARIO, "style()", "7 E040|name|)"},
    {SP_OF_SCENARIO, "style(actr)", "7 E042|style|actr|actor"},
    {SP_OF_SCENARIO, "style(zebra)", "7 E042|style|zebra|"},
    {SP_OF_SCENARIO, "style( 演员 )", "8 E040|name|演"},
    {SP_OF_SCENARIO, "style(actor", "12 E040|)|"},
    {SP_OF_SCENARIO, "style(actor, results)", "12 E040|)|,"},
    {SP_OF_SCENARIO, "motive(prices)", "8 E042|motive|prices|price"},
    {SP_OF_SCENARIO, "kind(wnat)", "6 E042|kind|wnat|want"},
    {SP_OF_SCENARIO, "voiced(redy)", "8 E042|need|redy|ready"},
    {SP_OF_SCENARIO, "visited(stort)", "9 E042|node|stort|start"},
    {SP_OF_SCENARIO, "fact(askd)", "6 E042|fact|askd|asked"},
    {SP_OF_SCENARIO, "at(value)", "1 E043|at"},
    {SP_OF_SCENARIO, "ended(success)", "1 E043|ended"},
    {SP_OF_SCENARIO, "times(test, at(vlaue)) >= 1", "16 E042|tag|vlaue|value"},
    {SP_OF_SCENARIO, "times(tset) >= 1", "7 E042|move|tset|test"},
    {SP_OF_SCENARIO, "times(stay) >= 1", "7 E042|move|stay|"},
    {SP_OF_SCENARIO, "times(anwser) >= 1", "7 E042|move|anwser|answer"},
    {SP_OF_SCENARIO, "times() >= 1", "7 E040|name|)"},
    {SP_OF_SCENARIO, "times(test|) >= 1", "12 E040|name|)"},
    {SP_OF_SCENARIO, "times(test+) >= 1", "12 E040|name|)"},
    {SP_OF_SCENARIO, "times(test) >= 0", "16 E044|0|1|40"},
    {SP_OF_SCENARIO, "times(test) >= 41", "16 E044|41|1|40"},
    {SP_OF_SCENARIO, "times(test) >= -1", "16 E044|-1|1|40"},
    {SP_OF_SCENARIO, "times(test)", "12 E040|compare|"},
    {SP_OF_SCENARIO, "times test", "7 E040|(|test"},
    {SP_OF_SCENARIO, "times(test, times(test) >= 1) >= 1", "13 E046|times"},
    {SP_OF_SCENARIO, "times(test, before(test, close)) >= 1", "13 E046|before"},
    {SP_OF_SCENARIO, "before(test)", "12 E040|,|)"},
    {SP_OF_SCENARIO, "before(test, close, defer)", "19 E040|)|,"},
    {SP_OF_SCENARIO, "before(test, knows)", "14 E042|move|knows|known"},
    {SP_OF_SCENARIO, "times(eight+eight) >= 1", "18 E045"},
    {SP_OF_SCENARIO, "times(eight|eight|test) >= 1", "23 E045"},
    /* what each file may ask */
    {SP_OF_RUBRIC, "style(actor)", "1 E043|style"},
    {SP_OF_RUBRIC, "motive(price)", "1 E043|motive"},
    {SP_OF_RUBRIC, "kind(want)", "1 E043|kind"},
    {SP_OF_RUBRIC, "voiced(ready)", "1 E043|voiced"},
    {SP_OF_RUBRIC, "visited(start)", "1 E043|visited"},
    {SP_OF_RUBRIC, "fact(asked)", "1 E043|fact"},
    {SP_OF_RUBRIC, "knows and trust >= 2", "11 E043|trust"},
    {SP_OF_RUBRIC, "ended(sucess)", "7 E042|ended|sucess|success"},
    {SP_OF_STYLES, "style(actor)", "1 E043|style"},
    {SP_OF_STYLES, "visited(start)", "1 E043|visited"},
};

static void
test_mistakes(void)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        const struct mistake *m = &mistakes[i];
        struct file file;

        file_init(&file, m->owner);
        CHECK(!compile(&file, m->text));
        if (!CHECK_STR(sp_str_text(&file.places), m->want))
            fprintf(stderr, "  in \"%s\"\n", m->text);
        file_finish(&file);
    }
}

/* `before` so many times, `text`, `after` as often. */
static const struct sp_expr *
compile_many(struct file *file, unsigned count, const char *before, const char *text,
             const char *after)
{
    struct sp_str all = {0};

    for (unsigned i = 0; i < count; i++)
        sp_str_add(&all, before);
    sp_str_add(&all, text);
    for (unsigned i = 0; i < count; i++)
        sp_str_add(&all, after);
    const struct sp_expr *expr = compile(file, all.text);
    sp_str_finish(&all);
    return expr;
}

static void
test_limits(void)
{
    struct file file;

    file_init(&file, SP_OF_SCENARIO);
    CHECK(compile_many(&file, 99, "", "knows", " or knows"));
    CHECK(!compile_many(&file, 100, "", "knows", " or knows"));
    CHECK_STR(sp_str_text(&file.places), "906 E045"); /* the 201st operation */
    CHECK(compile_many(&file, 1995, " ", "knows", ""));
    CHECK(!compile_many(&file, 1996, " ", "knows", ""));
    CHECK_STR(sp_str_text(&file.places), "1 E045");
    CHECK(compile_many(&file, 23, "(", "knows", ")"));
    CHECK(!compile_many(&file, 24, "(", "knows", ")"));
    CHECK_STR(sp_str_text(&file.places), "25 E045");
    CHECK(compile_many(&file, 23, "not ", "knows", ""));
    CHECK(!compile_many(&file, 24, "not ", "knows", ""));
    file_finish(&file);
}

/* Two operands wait at each bracket, which is the deepest stack there can be. */
static void
test_deep_value(void)
{
    struct file file;
    struct sp_state state = {.knows = true};
    struct sp_world world = {.state = &state, .owner = SP_OF_SCENARIO};
    const struct sp_expr *expr;

    file_init(&file, SP_OF_SCENARIO);
    expr = compile_many(&file, 23, "resolved or knows and (", "knows", ")");
    CHECK(expr && sp_expr_holds(expr, &world));
    expr = compile_many(&file, 23, "resolved or knows and (", "resolved", ")");
    CHECK(expr && !sp_expr_holds(expr, &world));
    file_finish(&file);
}

static void
test_too_many_counters(void)
{
    struct file file;
    char text[64];
    const struct sp_expr *expr = NULL;
    unsigned made = 0;

    file_init(&file, SP_OF_SCENARIO);
    for (unsigned a = 0; a < 15; a++) {
        for (unsigned b = 0; b < 15; b++) {
            snprintf(text, sizeof text, "times(%s+%s) >= 1", sp_signal_name(a),
                     sp_signal_name(b));
            expr = compile(&file, text);
            made += expr != NULL;
        }
    }
    /* a+b is b+a: 15 * 16 / 2 = 120 different ones */
    CHECK_INT(file.watch.counters, 120);
    CHECK_INT(made, 225);
    for (unsigned a = 0; a < 9; a++) {
        snprintf(text, sizeof text, "times(%s, knows) >= 1", sp_signal_name(a));
        expr = compile(&file, text);
    }
    CHECK(!expr);
    CHECK_STR(sp_str_text(&file.places), "25 E045");
    CHECK_INT(file.watch.counters, SP_COUNTERS);
    for (unsigned a = 0; a < 33; a++) {
        snprintf(text, sizeof text, "before(%s, %s)", sp_signal_name(a / 15),
                 sp_signal_name(a % 15));
        expr = compile(&file, text);
    }
    CHECK(!expr);
    CHECK_INT(file.watch.befores, SP_BEFORES);
    file_finish(&file);
}

static void
test_asks_motive(void)
{
    static const struct {
        const char *text;
        bool asks;
    } cases[] = {
        {"trust >= 1", false},          {"motive(price) or style(actor)", true},
        {"kind(want) and knows", true}, {"times(test, knows) >= 1", false},
        {"not resolved", false},
    };
    struct file file;

    file_init(&file, SP_OF_SCENARIO);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_INT(sp_expr_asks_motive(compile(&file, cases[i].text)), cases[i].asks);
    CHECK(!sp_expr_asks_motive(NULL));
    file_finish(&file);
}

int
main(void)
{
    sp_mem_init();
    test_meanings();
    test_ended();
    test_memories();
    test_saturation();
    test_mistakes();
    test_limits();
    test_deep_value();
    test_too_many_counters();
    test_asks_motive();
    return test_end();
}
