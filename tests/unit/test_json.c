/* test_json.c: strict reading, places and pointers, limits. */
#include "test.h"

#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include "core/json.h"
#include "core/mem.h"
#include "json_cases.h"

/* Adds "LINE:COLUMN CODE POINTER" and, where there is one, " @LINE:COLUMN". */
static void
add_diag(struct sp_str *out, const struct sp_diag *diag, bool with_other)
{
    sp_str_addf(out, "%s%u:%u %s %s", out->size > 0 ? "; " : "", diag->line,
                diag->column, diag->code, diag->pointer);
    if (with_other && diag->line2 > 0)
        sp_str_addf(out, " @%u:%u", diag->line2, diag->column2);
}

static size_t
count_tree(const cJSON *node)
{
    size_t count = 1;
    const cJSON *child;

    cJSON_ArrayForEach(child, node) count += count_tree(child);
    return count;
}

/* A copy of exactly the size, so that a sanitizer sees a read beyond it. */
static char *
exact_copy(const char *text, size_t size)
{
    char *copy = malloc(size > 0 ? size : 1);

    if (!copy)
        abort();
    if (size > 0)
        memcpy(copy, text, size);
    return copy;
}

static struct sp_json *
read_exact(const char *text, size_t size, const struct sp_json_limits *limits,
           struct sp_diags *diags)
{
    char *copy = exact_copy(text, size);
    struct sp_json *doc = sp_json_read(copy, size, limits, diags);

    free(copy);
    return doc;
}

static void
check_bad(const struct bad_json *table)
{
    for (const struct bad_json *bad = table; bad->name; bad++) {
        struct sp_diags diags = {0};
        struct sp_str got = {0};
        struct sp_json *doc = read_exact(bad->text, bad->size, NULL, &diags);
        /* Rows about duplicates and open texts also name the other place. */
        bool with_other = strchr(bad->want, '@');

        sp_diags_sort(&diags);
        for (size_t i = 0; i < diags.count; i++)
            add_diag(&got, &diags.items[i], with_other);
        if (!CHECK(!doc) || !CHECK_STR(sp_str_text(&got), bad->want))
            fprintf(stderr, "  in case \"%s\"\n", bad->name);
        CHECK_INT((long long)diags.errors, (long long)diags.count);
        sp_json_free(doc);
        sp_str_finish(&got);
        sp_diags_finish(&diags);
    }
}

static void
test_refuses(void)
{
    check_bad(bad_json_structure);
    check_bad(bad_json_scalars);
}

static void
test_accepts(void)
{
    for (const struct good_json *good = good_json; good->name; good++) {
        struct sp_diags diags = {0};
        struct sp_json *doc = read_exact(good->text, good->size, NULL, &diags);
        bool ok = CHECK(doc) && CHECK_INT((long long)diags.count, 0) &&
                  CHECK_INT((long long)count_tree(sp_json_root(doc)),
                            (long long)good->values);
        if (!ok)
            fprintf(stderr, "  in case \"%s\"\n", good->name);
        sp_json_free(doc);
        sp_diags_finish(&diags);
    }
}

/* The first diagnostic's arguments, joined by '|'. */
static void
check_args(const char *text, const char *want)
{
    struct sp_diags diags = {0};
    struct sp_str got = {0};
    struct sp_json *doc = read_exact(text, strlen(text), NULL, &diags);

    for (int i = 0; diags.count > 0 && i < SP_DIAG_ARGS && diags.items[0].args[i]; i++)
        sp_str_addf(&got, "%s%s", i > 0 ? "|" : "", diags.items[0].args[i]);
    if (!CHECK(!doc) || !CHECK_STR(sp_str_text(&got), want))
        fprintf(stderr, "  in text \"%s\"\n", text);
    sp_json_free(doc);
    sp_str_finish(&got);
    sp_diags_finish(&diags);
}

static void
test_arguments(void)
{
    check_args("", "{ }|1|1");
    check_args("{\"a\":\n [1", "]|2|2");
    check_args("{\"a\":\n {\"b\"", "}|2|2");
    check_args("[\xFF]", "0xFF");
    check_args("[True]", "True");
    check_args("[\xEF\xBC\x8C]", "，");
    check_args("[\xE3\x80\x80]", "U+3000");
    check_args("[\f]", "U+000C");
    check_args("[//]", "//");
    check_args("[/*]", "/*");
    check_args("{价格:1}", "价");
    check_args("{\"价格\"：1}", "价格|：");
    check_args("[1 \"a\"]", "]|\"");
    check_args("{\"a\":1 \"b\"}", "}|\"");
    check_args("{} x1 y", "x1");
    check_args("[\n \"ab\n", "2|2");
    check_args("[\"\t\"]", "U+0009");
    check_args("[\"\\x41\"]", "\\x");
    check_args("[\"\\u12G4\"]", "\\u12G4");
    check_args("[\"\\u12\"]", "\\u12");
    check_args("[\"\\\n\"]", "\\U+000A");
    check_args("[\"\\贵\"]", "\\贵");
    check_args("[\"\\uD83D\\u0041\"]", "\\uD83D");
    check_args("[007]", "007");
    check_args("[1e400]", "1e400");
    check_args("{\"价\":1,\n\"价\":2}", "价|1|2");
    check_args("[aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx]",
               "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd…");
    check_args("[aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd]",
               "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd");
}

static const cJSON *
step(const cJSON *node, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(node, key);
}

static void
check_node(const struct sp_json *doc, const cJSON *node, const char *value,
           const char *key, const char *pointer)
{
    unsigned line = 0, column = 0;
    char got[64];

    sp_json_where(doc, node, SP_JSON_VALUE, &line, &column);
    snprintf(got, sizeof got, "%u:%u", line, column);
    CHECK_STR(got, value);
    sp_json_where(doc, node, SP_JSON_KEY, &line, &column);
    snprintf(got, sizeof got, "%u:%u", line, column);
    CHECK_STR(got, key);
    char *found = sp_json_pointer(doc, node);
    CHECK_STR(found, pointer);
    sp_free(found);
}

static void
test_places(void)
{
    static const char text[] = "\n"
                               "{\"编号\": \"价格-异议\",\r\n"
                               "  \"节点\": { \"开场\": [ \"您好\", {\"去\" : null},\n"
                               "\t[] , 🙂 ] },\n"
                               "  \"a/b~c\\n\": {\"\": [[1, 2],[3]]}\n"
                               "}\n";
    /* The emoji stands where a text has to be; put one there. */
    struct sp_str fixed = {0};
    const char *emoji = strstr(text, "🙂");
    sp_str_add_n(&fixed, text, (size_t)(emoji - text));
    sp_str_add(&fixed, "\"🙂\"");
    sp_str_add(&fixed, emoji + strlen("🙂"));

    struct sp_diags diags = {0};
    struct sp_json *doc = read_exact(fixed.text, fixed.size, NULL, &diags);
    sp_str_finish(&fixed);
    if (!CHECK(doc))
        return;
    const cJSON *root = sp_json_root(doc);
    const cJSON *lines = step(step(root, "节点"), "开场");
    const cJSON *odd = step(step(root, "a/b~c\n"), "");

    check_node(doc, root, "2:1", "2:1", "");
    check_node(doc, NULL, "2:1", "2:1", "");
    check_node(doc, step(root, "编号"), "2:8", "2:2", "/编号");
    check_node(doc, step(root, "节点"), "3:9", "3:3", "/节点");
    check_node(doc, lines, "3:17", "3:11", "/节点/开场");
    check_node(doc, cJSON_GetArrayItem(lines, 0), "3:19", "3:19", "/节点/开场/0");
    check_node(doc, cJSON_GetArrayItem(lines, 1), "3:25", "3:25", "/节点/开场/1");
    check_node(doc, step(cJSON_GetArrayItem(lines, 1), "去"), "3:32", "3:26",
               "/节点/开场/1/去");
    check_node(doc, cJSON_GetArrayItem(lines, 2), "4:2", "4:2", "/节点/开场/2");
    check_node(doc, cJSON_GetArrayItem(lines, 3), "4:7", "4:7", "/节点/开场/3");
    check_node(doc, step(root, "a/b~c\n"), "5:14", "5:3", "/a~1b~0c\n");
    check_node(doc, odd, "5:19", "5:15", "/a~1b~0c\n/");
    check_node(doc, cJSON_GetArrayItem(cJSON_GetArrayItem(odd, 0), 1), "5:24", "5:24",
               "/a~1b~0c\n//0/1");
    check_node(doc, cJSON_GetArrayItem(cJSON_GetArrayItem(odd, 1), 0), "5:28", "5:28",
               "/a~1b~0c\n//1/0");
    sp_json_free(doc);
    sp_diags_finish(&diags);
}

static void
test_reports(void)
{
    static const char text[] =
        "{\"when\": \"信任 > 3\",\n \"n\": 7, \"esc\": \"ab\\ncd\"}";
    static const struct {
        const char *key;
        enum sp_json_part part;
        size_t offset;
        const char *want;
    } cases[] = {
        {"when", SP_JSON_VALUE, 0, "1:10 E123 /when"},
        {"when", SP_JSON_KEY, 0, "1:2 E123 /when"},
        {"when", SP_JSON_VALUE, 3, "1:12 E123 /when"}, /* behind one character */
        {"when", SP_JSON_VALUE, 7, "1:14 E123 /when"},
        {"when", SP_JSON_VALUE, 10, "1:17 E123 /when"},
        {"when", SP_JSON_VALUE, 999, "1:17 E123 /when"},
        {"n", SP_JSON_VALUE, 0, "2:7 E123 /n"},
        {"n", SP_JSON_VALUE, 5, "2:7 E123 /n"},
        {"esc", SP_JSON_VALUE, 1, "2:19 E123 /esc"},
        {"esc", SP_JSON_VALUE, 2, "2:20 E123 /esc"},
        {"esc", SP_JSON_VALUE, 4, "2:23 E123 /esc"}, /* an escape is one byte */
    };
    struct sp_diags diags = {0};
    struct sp_json *doc = read_exact(text, sizeof text - 1, NULL, &diags);

    if (!CHECK(doc))
        return;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sp_str got = {0};
        const char *args[] = {"one", "two", NULL};
        struct sp_diag *diag =
            sp_json_report(doc, step(sp_json_root(doc), cases[i].key), cases[i].part,
                           cases[i].offset, &diags, SP_WARNING, "E123", args);
        if (CHECK(diag)) {
            add_diag(&got, diag, false);
            CHECK_STR(got.text, cases[i].want);
            CHECK_STR(diag->args[1], "two");
            CHECK(!diag->args[2]);
        }
        sp_str_finish(&got);
    }
    CHECK_INT((long long)diags.warnings, sizeof cases / sizeof *cases);
    CHECK_INT((long long)diags.errors, 0);
    sp_json_free(doc);
    sp_diags_finish(&diags);
}

static void
test_types(void)
{
    static const char text[] = "[{},[],\"\",0,true,false,null]";
    static const char *const want[] = {"object", "array", "string", "number",
                                       "true",   "false", "null"};
    struct sp_diags diags = {0};
    struct sp_json *doc = read_exact(text, sizeof text - 1, NULL, &diags);

    for (int i = 0; i < 7; i++)
        CHECK_STR(sp_json_type(cJSON_GetArrayItem(sp_json_root(doc), i)), want[i]);
    CHECK_STR(sp_json_type(NULL), "nothing");
    sp_json_free(doc);
}

/* Reads with limits; the first diagnostic, or "ok". */
static void
check_limits(const char *text, struct sp_json_limits limits, const char *want)
{
    struct sp_diags diags = {0};
    struct sp_str got = {0};
    struct sp_json *doc = read_exact(text, strlen(text), &limits, &diags);

    if (doc)
        sp_str_add(&got, "ok");
    else if (CHECK(diags.count > 0))
        add_diag(&got, &diags.items[0], false);
    if (!CHECK_STR(sp_str_text(&got), want))
        fprintf(stderr, "  in text \"%s\"\n", text);
    sp_json_free(doc);
    sp_str_finish(&got);
    sp_diags_finish(&diags);
}

static void
test_limits(void)
{
    const struct sp_json_limits small = {
        .bytes = 20, .values = 4, .string = 6, .depth = 3};

    check_limits("[\"12345678901234567\"]", small, "1:1 E001 ");
    check_limits("[1,2,3]             ", small, "ok");
    check_limits("[1,2,3]              ", small, "1:1 E001 ");
    check_limits("[1,2,3,4]", small, "1:8 E001 /3");
    check_limits("[1,2,\n3,4,]", small, "2:3 E001 /3");
    check_limits("{\"a\":[1,{\"b\":2}]}", small, "1:14 E001 /a/1/b");
    check_limits("[[[]]]", small, "ok");
    check_limits("[[[1]]]", small, "ok");
    check_limits("[[[[]]]]", small, "1:4 E017 /0/0/0");
    check_limits("[[{\"a\":{}}]]", small, "1:8 E017 /0/0/a");
    check_limits("[[[],[]]]", small, "ok");
    check_limits("[\"123456\"]", small, "ok");
    check_limits("[\"1234567\"]", small, "1:2 E018 /0");
    check_limits("[\"价格\"]", small, "ok");
    check_limits("[\"价格x\"]", small, "1:2 E018 /0");
    check_limits("[\"\\u4EF7\"]", small, "ok");
    check_limits("[\"\\u4EF7x\"]", small, "1:2 E018 /0");
    check_limits("[\"12345\\n\"]", small, "1:2 E018 /0");
    check_limits("{\"1234567\":1}", small, "1:2 E018 ");
    check_limits("{\"123456\":1}", small, "ok");

    check_limits("", (struct sp_json_limits){0}, "1:1 E004 ");
    check_limits("1", (struct sp_json_limits){.bytes = 1}, "1:1 E001 ");
    check_limits("1", (struct sp_json_limits){.bytes = 1, .values = 1}, "ok");
    check_limits("[]", (struct sp_json_limits){.bytes = 2, .values = 1}, "1:1 E017 ");
    check_limits("\"\"", (struct sp_json_limits){.bytes = 2, .values = 1}, "ok");
}

/* `depth` brackets, alternating when there are two kinds. */
static void
check_depth(size_t depth, const char *open, const char *close, unsigned limit,
            const char *want)
{
    struct sp_json_limits limits = sp_json_usual;
    struct sp_str text = {0};

    limits.depth = limit;
    for (size_t i = 0; i < depth; i++)
        sp_str_add(&text, open);
    if (close)
        sp_str_add(&text, "1");
    for (size_t i = 0; close && i < depth; i++)
        sp_str_add(&text, close);

    struct sp_diags diags = {0};
    struct sp_str got = {0};
    struct sp_json *doc = read_exact(text.text, text.size, &limits, &diags);
    if (doc)
        sp_str_addf(&got, "ok %zu", count_tree(sp_json_root(doc)));
    else
        sp_str_addf(&got, "%u:%u %s", diags.items[0].line, diags.items[0].column,
                    diags.items[0].code);
    CHECK_STR(got.text, want);
    sp_json_free(doc);
    sp_str_finish(&got);
    sp_str_finish(&text);
    sp_diags_finish(&diags);
}

static void
test_depth(void)
{
    check_depth(64, "[", "]", 64, "ok 65");
    check_depth(65, "[", "]", 64, "1:65 E017");
    check_depth(64, "{\"a\":", "}", 64, "ok 65");
    check_depth(65, "{\"a\":", "}", 64, "1:321 E017");
    check_depth(64, "[\n", "\n]", 64, "ok 65");
    check_depth(65, "[\n", "\n]", 64, "65:1 E017");
    check_depth(1000, "[", "]", 1000, "ok 1001");
    check_depth(1001, "[", "]", 5000, "1:1001 E017");
    check_depth(1000000, "[", NULL, 64, "1:65 E017");
    check_depth(1000000, "{\"a\":", NULL, UINT32_MAX, "1:5001 E017");
}

static double
seconds_since(const struct timespec *start)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) +
           (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* Quadratic cost would take minutes; the bound leaves room for a sanitizer. */
#define SECONDS_MOST 20

static void
test_many_keys(void)
{
    enum { COUNT = 100000 };
    struct timespec start;
    struct sp_str text = {0};

    for (int i = 0; i < COUNT; i++)
        sp_str_addf(&text, "%s\"key %d\": %d", i == 0 ? "{" : ",\n", i, i);
    sp_str_add(&text, "}");
    clock_gettime(CLOCK_MONOTONIC, &start);

    struct sp_diags diags = {0};
    struct sp_json *doc = read_exact(text.text, text.size, NULL, &diags);
    if (CHECK(doc)) {
        const cJSON *item;
        unsigned wrong = 0, expected = 1;
        cJSON_ArrayForEach(item, sp_json_root(doc))
        {
            unsigned line, column;
            sp_json_where(doc, item, SP_JSON_KEY, &line, &column);
            wrong += line != expected || column != (expected == 1 ? 2 : 1);
            expected++;
        }
        CHECK_INT(wrong, 0);
        CHECK_INT(expected, COUNT + 1);
    }
    sp_json_free(doc);

    /* The same again: every key of the second half has its double in the first. */
    size_t half = text.size;
    text.text[half - 1] = ',';
    char *again = sp_strndup(text.text + 1, half - 2);
    sp_str_add(&text, again);
    sp_str_add(&text, "}");
    sp_free(again);
    CHECK(!read_exact(text.text, text.size, NULL, &diags));
    CHECK_INT((long long)diags.errors, COUNT);
    CHECK_INT((long long)diags.count, SP_DIAGS_MOST);
    CHECK_INT((long long)diags.dropped, COUNT - SP_DIAGS_MOST);
    CHECK_STR(diags.items[1].pointer, "/key 1");
    CHECK_INT(diags.items[1].line, COUNT + 1);
    CHECK_INT(diags.items[1].line2, 2);
    CHECK(seconds_since(&start) < SECONDS_MOST);
    sp_diags_finish(&diags);
    sp_str_finish(&text);
}

static void
test_same_key_everywhere(void)
{
    enum { COUNT = 100000 };
    struct timespec start;
    struct sp_diags diags = {0};
    struct sp_str text = {0};

    for (int i = 0; i < COUNT; i++)
        sp_str_add(&text, i == 0 ? "{\"价\":0" : ",\"\\u4EF7\":0");
    clock_gettime(CLOCK_MONOTONIC, &start);
    CHECK(!read_exact(text.text, text.size, NULL, &diags));
    CHECK_INT((long long)diags.errors, COUNT);
    CHECK_STR(diags.items[0].code, "E004"); /* kept although there are so many */
    CHECK(seconds_since(&start) < SECONDS_MOST);
    sp_diags_finish(&diags);
    sp_str_finish(&text);
}

static void
test_one_huge_line(void)
{
    enum { COUNT = 1000000 };
    struct timespec start;
    struct sp_diags diags = {0};
    struct sp_str text = {0};

    for (int i = 0; i < COUNT; i++)
        sp_str_add(&text, i == 0 ? "[\"价\"" : ",\"价\"");
    sp_str_add(&text, "]");
    clock_gettime(CLOCK_MONOTONIC, &start);

    struct sp_json *doc = read_exact(text.text, text.size, NULL, &diags);
    if (CHECK(doc)) {
        const cJSON *item;
        unsigned wrong = 0, expected = 2;
        cJSON_ArrayForEach(item, sp_json_root(doc))
        {
            unsigned line, column;
            sp_json_where(doc, item, SP_JSON_VALUE, &line, &column);
            wrong += line != 1 || column != expected;
            expected += 4;
        }
        CHECK_INT(wrong, 0);
        CHECK_INT(expected, 2 + 4 * COUNT);
    }
    CHECK(seconds_since(&start) < SECONDS_MOST);
    sp_json_free(doc);
    sp_str_finish(&text);
    sp_diags_finish(&diags);
}

/* A pointer of 60 long keys is cut at an ancestor in a report, but not otherwise. */
static void
test_long_pointers(void)
{
    enum { DEPTH = 60, KEY = 100 };
    struct sp_diags diags = {0};
    struct sp_str text = {0};

    for (int i = 0; i < DEPTH; i++)
        sp_str_addf(&text, "{\"%0*d\":", KEY, i);
    sp_str_add(&text, "null");
    for (int i = 0; i < DEPTH; i++)
        sp_str_add(&text, "}");
    struct sp_json *doc = read_exact(text.text, text.size, NULL, &diags);
    if (CHECK(doc)) {
        const cJSON *node = sp_json_root(doc);
        while (node->child)
            node = node->child;
        char *whole = sp_json_pointer(doc, node);
        CHECK_INT((long long)strlen(whole), DEPTH * (KEY + 1));
        const struct sp_diag *diag =
            sp_json_report(doc, node, SP_JSON_VALUE, 0, &diags, SP_ERROR, "E123", NULL);
        CHECK_INT((long long)strlen(diag->pointer), 10 * (KEY + 1));
        CHECK(strncmp(whole, diag->pointer, strlen(diag->pointer)) == 0);
        sp_free(whole);
    }
    sp_json_free(doc);
    sp_str_finish(&text);
    sp_diags_finish(&diags);
}

/* Walks the whole tree when the text is accepted, and checks the diagnostics when not.
 */
static void
check_any(const char *text, size_t size)
{
    struct sp_diags diags = {0};
    struct sp_json *doc = read_exact(text, size, NULL, &diags);
    const cJSON *node = doc ? sp_json_root(doc) : NULL;

    if (!doc && CHECK(diags.count > 0)) {
        for (size_t i = 0; i < diags.count; i++)
            CHECK(diags.items[i].line >= 1 && diags.items[i].column >= 1);
    }
    while (node) {
        unsigned line = 0, column = 0;
        sp_json_where(doc, node, SP_JSON_VALUE, &line, &column);
        char *pointer = sp_json_pointer(doc, node);
        if (!CHECK(line >= 1 && column >= 1))
            break;
        sp_free(pointer);
        node = node->child ? node->child : node->next;
    }
    sp_json_free(doc);
    sp_diags_finish(&diags);
}

static const char valid[] =
    "{\n"
    "  \"编号\": \"price\", \"n\": [0, -1.5e3, 123456789012345, 0.001],\n"
    "  \"nodes\": {\"开场\": {\"say\": \"您好！\\n\\\"A\\\" \\uD83D\\uDE42 "
    "🙂\",\n"
    "    \"to\": null, \"flags\": [true, false, [], {}]}},\n"
    "  \"\": {\"a\": {\"a\": {\"a\": \"\\\\\"}}}\n"
    "}\n";

static void
test_truncated(void)
{
    size_t size = sizeof valid - 1;

    for (size_t i = 0; i <= size; i++) {
        struct sp_diags diags = {0};
        struct sp_json *doc = read_exact(valid, i, NULL, &diags);
        /* Only without the last newline is it still whole. */
        if (!CHECK((doc != NULL) == (i + 1 >= size)))
            fprintf(stderr, "  cut at %zu\n", i);
        sp_json_free(doc);
        sp_diags_finish(&diags);
        check_any(valid, i);
    }
}

static void
test_flipped(void)
{
    static const unsigned char values[] = {0x00, 0x09, 0x0A, 0x20, '"',  ',',  ':',
                                           '0',  '9',  '-',  '.',  'e',  'u',  '\\',
                                           '[',  ']',  '{',  '}',  0x7F, 0x80, 0xBF,
                                           0xC0, 0xE4, 0xED, 0xF0, 0xF4, 0xFF};
    char text[sizeof valid];

    for (size_t i = 0; i + 1 < sizeof valid; i++) {
        memcpy(text, valid, sizeof valid);
        for (size_t j = 0; j < sizeof values; j++) {
            text[i] = (char)values[j];
            check_any(text, sizeof valid - 1);
        }
        for (unsigned bit = 0; bit < 8; bit++) {
            text[i] = (char)((unsigned char)valid[i] ^ (1u << bit));
            check_any(text, sizeof valid - 1);
        }
    }
}

/* A byte left out, doubled, or put in. */
static void
test_shifted(void)
{
    static const char put[] = "\"\\,:[]{}0-e.\xE4\x80\n\t";
    char text[sizeof valid + 1];

    for (size_t i = 0; i + 1 < sizeof valid; i++) {
        memcpy(text, valid, i);
        memcpy(text + i, valid + i + 1, sizeof valid - i - 1);
        check_any(text, sizeof valid - 2);
        memcpy(text + i + 1, valid + i, sizeof valid - i);
        for (size_t j = 0; j < sizeof put; j++) {
            text[i] = j + 1 < sizeof put ? put[j] : valid[i];
            check_any(text, sizeof valid);
        }
    }
}

int
main(void)
{
    sp_mem_init();
    test_refuses();
    test_accepts();
    test_arguments();
    test_places();
    test_reports();
    test_types();
    test_limits();
    test_depth();
    test_many_keys();
    test_same_key_everywhere();
    test_one_huge_line();
    test_long_pointers();
    test_truncated();
    test_flipped();
    test_shifted();
    return test_end();
}
