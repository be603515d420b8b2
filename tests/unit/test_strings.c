/* test_strings.c: tables of sentences, and diagnostics written with them. */
#include "test.h"

#include "core/mem.h"
#include "core/strings.h"

static const char table[] =
    "{\n"
    "  \"b\": \"两个 {1} 和 {0}\",\n"
    "  \"a\": \"plain\",\n"
    "  \"brace\": \"{{0} is {0}, }} stays, {x} and {9} and { too\",\n"
    "  \"end\": \"ends in {\",\n"
    "  \"word\": \"a {0.name}, a {1.name}, {9.name}, {0.}, {0.Name}, {0.name\",\n"
    "  \"name.node\": \"node of {0}\",\n"
    "  \"none\": \"\",\n"
    "  \"diag.E021\": \"there is no node “{0}”; did you mean “{1}”?\",\n"
    "  \"diag.E030\": \"no {0.name} “{1}”, near “{2}”\",\n"
    "  \"diag.E030.2\": \"no {0.name} “{1}”\",\n"
    "  \"diag.at\": \" at \", \"diag.error\": \"error\",\n"
    "  \"diag.note\": \"note\", \"diag.warning\": \"warning\"\n"
    "}";

static struct sp_strings *
new_table(void)
{
    struct sp_diags diags = {0};
    struct sp_strings *strings = sp_strings_new(table, sizeof table - 1, &diags);

    CHECK_INT((long long)diags.errors, 0);
    sp_diags_finish(&diags);
    return strings;
}

static void
test_table(void)
{
    struct sp_strings *strings = new_table();

    if (!CHECK(strings))
        return;
    CHECK_STR(sp_strings_get(strings, "a"), "plain");
    CHECK_STR(sp_strings_get(strings, "none"), "");
    CHECK_STR(sp_strings_get(strings, "A"), "A");
    CHECK_STR(sp_strings_get(strings, "missing.key"), "missing.key");
    CHECK(sp_strings_has(strings, "none"));
    CHECK(!sp_strings_has(strings, "A"));
    CHECK_INT((long long)sp_strings_count(strings), 14);
    CHECK_STR(sp_strings_key(strings, 0), "a");
    CHECK_STR(sp_strings_key(strings, 12), "none");
    CHECK_STR(sp_strings_key(strings, 14), NULL);
    for (size_t i = 1; i < sp_strings_count(strings); i++)
        CHECK(strcmp(sp_strings_key(strings, i - 1), sp_strings_key(strings, i)) < 0);
    sp_strings_free(strings);
    sp_strings_free(NULL);
}

static void
test_filling(void)
{
    static const struct {
        const char *key;
        const char *args[4];
        const char *want;
    } cases[] = {
        {"a", {NULL}, "plain"},
        {"a", {"unused", NULL}, "plain"},
        {"b", {"甲", "乙", NULL}, "两个 乙 和 甲"},
        {"b", {"{1}", "x", NULL}, "两个 x 和 {1}"}, /* arguments are not filled */
        {"b", {"甲", NULL}, "两个 {1} 和 甲"},
        {"b", {NULL}, "两个 {1} 和 {0}"},
        {"brace", {"A", NULL}, "{0} is A, }} stays, {x} and {9} and { too"},
        {"end", {"A", NULL}, "ends in {"},
        {"word",
         {"node", "x", NULL},
         "a node of {0}, a x, {9.name}, {0.}, {0.Name}, {0.name"},
        {"word", {NULL}, "a {0.name}, a {1.name}, {9.name}, {0.}, {0.Name}, {0.name"},
        {"none", {NULL}, ""},
        {"missing {0}", {"A", NULL}, "missing A"},
    };
    struct sp_strings *strings = new_table();

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sp_str got = {0};
        sp_strings_add(strings, &got, cases[i].key, cases[i].args);
        CHECK_STR(got.text, cases[i].want);
        sp_str_finish(&got);
    }
    struct sp_str got = {0};
    sp_str_add(&got, "> ");
    sp_strings_add(strings, &got, "a", NULL);
    CHECK_STR(got.text, "> plain");
    sp_str_finish(&got);
    sp_strings_free(strings);
}

static void
test_not_a_table(void)
{
    static const struct {
        const char *json, *want;
    } cases[] = {
        {"[]", "1:1 E090 "},
        {"\"a\"", "1:1 E090 "},
        {"{\"a\": 1,\n \"b\": \"x\", \"c\": [\"x\"]}", "1:7 E090 /a; 2:17 E090 /c"},
        {"{\"a\": \"x\", \"a\": \"y\"}", "1:12 E019 /a"},
        {"{\"a\": \"x\"", "1:10 E004 "},
        {"", "1:1 E004 "},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sp_diags diags = {0};
        struct sp_str got = {0};
        CHECK(!sp_strings_new(cases[i].json, strlen(cases[i].json), &diags));
        for (size_t j = 0; j < diags.count; j++) {
            const struct sp_diag *diag = &diags.items[j];
            sp_str_addf(&got, "%s%u:%u %s %s", j > 0 ? "; " : "", diag->line,
                        diag->column, diag->code, diag->pointer);
        }
        CHECK_STR(got.text, cases[i].want);
        sp_str_finish(&got);
        sp_diags_finish(&diags);
    }

    /* What was reported before does not count. */
    struct sp_diags diags = {0};
    sp_diags_add(&diags, SP_ERROR, "E050", "", 1, 1, NULL);
    struct sp_strings *empty = sp_strings_new("{}", 2, &diags);
    if (CHECK(empty)) {
        CHECK_INT((long long)sp_strings_count(empty), 0);
        CHECK_STR(sp_strings_get(empty, "a"), "a");
    }
    sp_strings_free(empty);
    sp_diags_finish(&diags);
}

/* A sentence for as many arguments as there are, else the common one. */
static void
test_sentences(void)
{
    static const struct {
        const char *args[5];
        const char *want;
    } cases[] = {
        {{"node", "here", "there", NULL}, "no node of {0} “here”, near “there”"},
        {{"node", "here", "", NULL}, "no node of {0} “here”"},
        {{"node", "here", NULL}, "no node of {0} “here”"},
        {{"mood", "", "sunny", NULL}, "no mood “”, near “sunny”"},
        {{"mood", NULL}, "no mood “{1}”, near “{2}”"},
        {{NULL}, "no {0.name} “{1}”, near “{2}”"},
    };
    struct sp_strings *strings = new_table();

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sp_diags diags = {0};
        struct sp_str got = {0};

        sp_diags_add(&diags, SP_ERROR, "E030", "", 1, 1, cases[i].args);
        sp_diag_sentence(&diags.items[0], strings, &got);
        CHECK_STR(sp_str_text(&got), cases[i].want);
        sp_str_finish(&got);
        sp_diags_finish(&diags);
    }
    sp_strings_free(strings);
}

static void
check_written(const struct sp_strings *strings, const struct sp_diag *diag,
              const char *want)
{
    struct sp_str got = {0};

    sp_diag_write(diag, "demo.json", strings, &got);
    CHECK_STR(got.text, want);
    sp_str_finish(&got);
}

static void
test_writing(void)
{
    struct sp_strings *strings = new_table();
    struct sp_diags diags = {0};
    const char *args[] = {"prise", "price", NULL};

    sp_diags_add(&diags, SP_ERROR, "E021", "/nodes/开场/to", 6, 28, args);
    check_written(
        strings, &diags.items[0],
        "demo.json:6:28: error E021 at /nodes/开场/to: there is no node “prise”; "
        "did you mean “price”?");
    sp_diags_add(&diags, SP_WARNING, "W900", "", 1, 1, args);
    check_written(strings, &diags.items[1], "demo.json:1:1: warning W900: diag.W900");
    sp_diags_add(&diags, SP_NOTE, "N900", "/a", 1, 1, NULL);
    check_written(strings, &diags.items[2],
                  "demo.json:1:1: note N900 at /a: diag.N900");

    /* Nothing of the file may steer the terminal. */
    args[0] = "\x1B[31m";
    args[1] = "a\nb\xE2\x80\xAE\xFF";
    sp_diags_add(&diags, SP_ERROR, "E021", "/\x1B]0;x\a/\xC2\x9B", 1, 1, args);
    check_written(
        strings, &diags.items[3],
        "demo.json:1:1: error E021 at /\\u001B]0;x\\u0007/\\u009B: there is no "
        "node “\\u001B[31m”; did you mean “a\\u000Ab\\u202E\uFFFD”?");
    sp_diags_finish(&diags);
    sp_strings_free(strings);
}

static void
test_source(void)
{
    static const struct {
        const char *text;
        unsigned line, column;
        const char *want;
    } cases[] = {
        {"abc", 1, 1, "abc\n^\n"},
        {"abc", 1, 3, "abc\n  ^\n"},
        {"abc", 1, 4, "abc\n   ^\n"},
        {"abc", 1, 99, "abc\n   ^\n"},
        {"one\ntwo\nthree", 2, 2, "two\n ^\n"},
        {"one\ntwo\nthree", 3, 5, "three\n    ^\n"},
        {"one\r\ntwo\r\n", 1, 4, "one\n   ^\n"},
        {"one\n", 2, 1, "\n^\n"},
        {"", 1, 1, "\n^\n"},
        {"one\n", 3, 1, ""},
        {"one\n", 0, 0, ""},
        {"\"价格\": x", 1, 7, "\"价格\": x\n        ^\n"},
        {"甲，乙", 1, 3, "甲，乙\n    ^\n"},
        {"é = 1", 1, 5, "é = 1\n    ^\n"},
        {"e\xCC\x81 = 1", 1, 6, "e\xCC\x81 = 1\n    ^\n"},
        {"🙂🙂x", 1, 3, "🙂🙂x\n    ^\n"},
        {"\"“太贵”\"", 1, 6, "\"“太贵”\"\n       ^\n"},
        {"\t\tx", 1, 3, "\t\tx\n\t\t^\n"},
        {"\t甲\tx", 1, 4, "\t甲\tx\n\t  \t^\n"},
        {"a\xFFz", 1, 3, "a\uFFFDz\n  ^\n"},
        {"a\x1B[31mz", 1, 7, "a\uFFFD[31mz\n      ^\n"},
        {"a\xE4\xBB", 1, 2, "a\uFFFD\uFFFD\n ^\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sp_diag diag = {.line = cases[i].line, .column = cases[i].column};
        struct sp_str got = {0};
        sp_diag_write_source(&diag, cases[i].text, strlen(cases[i].text), &got);
        CHECK_STR(sp_str_text(&got), cases[i].want);
        sp_str_finish(&got);
    }
}

static void
add_times(struct sp_str *out, const char *text, int times)
{
    while (times-- > 0)
        sp_str_add(out, text);
}

/* Minified JSON is one line: what is shown of it fits a terminal. */
static void
test_long_source(void)
{
    struct sp_str text = {0}, got = {0}, want = {0};
    struct sp_source source;

    add_times(&text, "x", 119);
    add_times(&text, "\n", 1);
    add_times(&text, "价", 500);
    add_times(&text, "!", 1);
    source = (struct sp_source){.text = text.text, .size = text.size};
    sp_source_write(&source, 1, 119, &got); /* it fits */
    CHECK_INT((long long)got.size, 119 + 1 + 118 + 2);

    sp_str_clear(&got);
    sp_source_write(&source, 2, 101, &got); /* cut on both sides */
    add_times(&want, "…", 1);
    add_times(&want, "价", 35 + 25);
    add_times(&want, "…\n ", 1);
    add_times(&want, "  ", 35);
    add_times(&want, "^\n", 1);
    CHECK_STR(sp_str_text(&got), want.text);

    sp_str_clear(&got);
    sp_str_clear(&want);
    sp_source_write(&source, 2, 501, &got); /* at its end */
    add_times(&want, "…", 1);
    add_times(&want, "价", 35);
    add_times(&want, "!\n ", 1);
    add_times(&want, "  ", 35);
    add_times(&want, "^\n", 1);
    CHECK_STR(sp_str_text(&got), want.text);

    sp_str_clear(&got);
    sp_source_write(&source, 2, 1, &got); /* and back again */
    CHECK(strncmp(sp_str_text(&got), "价价", 6) == 0);
    CHECK(strstr(sp_str_text(&got), "价…\n^\n"));
    sp_str_finish(&text);
    sp_str_finish(&got);
    sp_str_finish(&want);
}

int
main(void)
{
    sp_mem_init();
    test_table();
    test_filling();
    test_sentences();
    test_not_a_table();
    test_writing();
    test_source();
    test_long_source();
    return test_end();
}
