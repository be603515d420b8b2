/* test_str.c: the growing string, UTF-8, edit distance, arena and languages. */
#include "test.h"

#include <stdalign.h>
#include <stdint.h>

#include "core/diag.h"
#include "core/lang.h"
#include "core/mem.h"
#include "core/str.h"

static void
test_growing(void)
{
    struct sp_str str = {0};

    CHECK_STR(sp_str_text(&str), "");
    sp_str_clear(&str);
    CHECK(!str.text);
    sp_str_add(&str, "");
    CHECK_STR(str.text, "");
    sp_str_add(&str, "价格");
    sp_str_add_char(&str, ':');
    sp_str_addf(&str, " %d %s", 42, "yuan");
    sp_str_add_n(&str, "!!!!", 2);
    CHECK_STR(str.text, "价格: 42 yuan!!");
    CHECK_INT((long long)str.size, (long long)strlen(str.text));
    sp_str_clear(&str);
    CHECK_STR(str.text, "");
    CHECK_INT((long long)str.size, 0);
    sp_str_add_n(&str, "a\0b", 3);
    CHECK_INT((long long)str.size, 3);
    CHECK_INT(str.text[3], '\0');
    sp_str_finish(&str);
    CHECK(!str.text && str.size == 0 && str.room == 0);
    sp_str_finish(&str);

    char *taken = sp_str_take(&str);
    CHECK_STR(taken, "");
    sp_free(taken);
    sp_str_add(&str, "kept");
    taken = sp_str_take(&str);
    CHECK_STR(taken, "kept");
    CHECK(!str.text);
    sp_free(taken);
}

static void
test_growing_far(void)
{
    struct sp_str str = {0};

    for (int i = 0; i < 10000; i++) {
        sp_str_addf(&str, "%d,", i % 10);
        if (!CHECK(str.size < str.room && str.text[str.size] == '\0'))
            break;
    }
    CHECK_INT((long long)str.size, 20000);
    CHECK_STR(str.text + 19980, "0,1,2,3,4,5,6,7,8,9,");
    sp_str_clear(&str);
    sp_str_addf(&str, "%5000d", 7); /* longer than what is there, in one step */
    CHECK_INT((long long)str.size, 5000);
    sp_str_finish(&str);
}

static void
test_utf8(void)
{
    static const struct {
        const char *bytes;
        size_t size, length;
        uint32_t code;
    } cases[] = {
        {"", 0, 0, 0},
        {"a", 1, 1, 'a'},
        {"\0", 1, 1, 0},
        {"\x7F", 1, 1, 0x7F},
        {"\x80", 1, 0, 0},
        {"\xBF", 1, 0, 0},
        {"\xC0\x80", 2, 0, 0},
        {"\xC1\xBF", 2, 0, 0},
        {"\xC2\x80", 2, 2, 0x80},
        {"\xC2\x80", 1, 0, 0},
        {"\xC2z", 2, 0, 0},
        {"\xDF\xBF", 2, 2, 0x7FF},
        {"\xE0\x9F\xBF", 3, 0, 0},
        {"\xE0\xA0\x80", 3, 3, 0x800},
        {"\xE0\xA0\x80", 2, 0, 0},
        {"\xE4\xBB\xB7", 3, 3, 0x4EF7},
        {"\xE4\xBBz", 3, 0, 0},
        {"\xED\x9F\xBF", 3, 3, 0xD7FF},
        {"\xED\xA0\x80", 3, 0, 0},
        {"\xED\xBF\xBF", 3, 0, 0},
        {"\xEE\x80\x80", 3, 3, 0xE000},
        {"\xEF\xBF\xBF", 3, 3, 0xFFFF},
        {"\xF0\x8F\xBF\xBF", 4, 0, 0},
        {"\xF0\x90\x80\x80", 4, 4, 0x10000},
        {"\xF0\x9F\x99\x82", 4, 4, 0x1F642},
        {"\xF0\x9F\x99\x82", 3, 0, 0},
        {"\xF4\x8F\xBF\xBF", 4, 4, 0x10FFFF},
        {"\xF4\x90\x80\x80", 4, 0, 0},
        {"\xF5\x80\x80\x80", 4, 0, 0},
        {"\xF8\x88\x80\x80\x80", 5, 0, 0},
        {"\xFE", 1, 0, 0},
        {"\xFF", 1, 0, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t code = 0;
        size_t length = sp_utf8_next(cases[i].bytes, cases[i].size, &code);
        bool ok = CHECK_INT((long long)length, (long long)cases[i].length) &&
                  (length == 0 || CHECK_INT(code, cases[i].code)) &&
                  CHECK(sp_utf8_valid(cases[i].bytes, cases[i].size) ==
                        (cases[i].size == cases[i].length));
        if (!ok)
            fprintf(stderr, "  in row %zu\n", i);
    }
    CHECK(sp_utf8_valid("价格 ok 🙂", strlen("价格 ok 🙂")));
    CHECK(!sp_utf8_valid("价格\xE4\xBB", 8));
    CHECK_INT((long long)sp_utf8_count(""), 0);
    CHECK_INT((long long)sp_utf8_count("价格 ok 🙂"), 7);
}

static unsigned
least_of(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* The textbook recursion, for short ASCII texts. */
static unsigned
plain_distance(const char *a, const char *b)
{
    if (!*a)
        return (unsigned)strlen(b);
    if (!*b)
        return (unsigned)strlen(a);
    unsigned swap = plain_distance(a + 1, b + 1) + (*a != *b);
    unsigned gap = least_of(plain_distance(a + 1, b), plain_distance(a, b + 1)) + 1;
    return least_of(swap, gap);
}

static void
test_edit_distance(void)
{
    static const struct {
        const char *a, *b;
        unsigned most, want;
    } cases[] = {
        {"", "", 3, 0},
        {"", "", 0, 0},
        {"a", "", 3, 1},
        {"", "abc", 3, 3},
        {"", "abc", 2, 3},
        {"trust", "trust", 0, 0},
        {"trust", "trsut", 3, 2},
        {"trust", "rust", 1, 1},
        {"trust", "thrust", 1, 1},
        {"trust", "crust", 1, 1},
        {"kitten", "sitting", 5, 3},
        {"kitten", "sitting", 3, 3},
        {"kitten", "sitting", 2, 3},
        {"价格", "价钱", 2, 1}, /* letters count, not bytes */
        {"价格异议", "格异议", 2, 1},
        {"价格", "🙂", 4, 2},
        {"abc", "xyz", 9, 3},
        {"abc", "xyz", 4000000000u, 3},
        {"abcdefghij", "a", 3, 4},
        {"a\x80z", "a\x81z", 3, 1},
        {"a\x80z", "a\x80z", 3, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_INT(sp_edit_distance(cases[i].a, cases[i].b, cases[i].most),
                  cases[i].want);
        CHECK_INT(sp_edit_distance(cases[i].b, cases[i].a, cases[i].most),
                  cases[i].want);
    }
}

/* Every pair of words over {a, b} up to five letters, with every bound. */
static void
test_edit_distance_all(void)
{
    char words[64][6];
    size_t count = 0;
    unsigned wrong = 0;

    for (unsigned length = 0; length <= 5; length++) {
        for (unsigned bits = 0; bits < 1u << length; bits++) {
            for (unsigned i = 0; i < length; i++)
                words[count][i] = bits >> i & 1 ? 'b' : 'a';
            words[count++][length] = '\0';
        }
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            unsigned want = plain_distance(words[i], words[j]);
            for (unsigned most = 0; most <= 6; most++)
                wrong += sp_edit_distance(words[i], words[j], most) !=
                         least_of(want, most + 1);
        }
    }
    CHECK_INT((long long)count, 63);
    CHECK_INT(wrong, 0);
}

static void
test_memory(void)
{
    unsigned char *zeroed = sp_alloc(100, 3);
    unsigned sum = 0;

    for (int i = 0; i < 300; i++)
        sum += zeroed[i];
    CHECK_INT(sum, 0);
    zeroed[299] = 7;
    zeroed = sp_grow(zeroed, 1000, 3);
    CHECK_INT(zeroed[299], 7);
    sp_free(zeroed);
    sp_free(NULL);

    void *none = sp_alloc(0, 8);
    CHECK(none);
    none = sp_grow(none, 0, 0);
    CHECK(none);
    sp_free(none);

    char *copy = sp_strndup("abcdef", 3);
    CHECK_STR(copy, "abc");
    sp_free(copy);
    copy = sp_strndup("ab", 5);
    CHECK_STR(copy, "ab");
    sp_free(copy);
    copy = sp_strdup("");
    CHECK_STR(copy, "");
    sp_free(copy);
}

static void
test_arena(void)
{
    struct sp_arena arena = {0};
    char *texts[2000];
    size_t bytes = 0;

    sp_arena_finish(&arena);
    for (int i = 0; i < 2000; i++) {
        char text[32];
        snprintf(text, sizeof text, "text %d", i);
        texts[i] = sp_arena_strdup(&arena, text);
        bytes += strlen(text) + 1;
    }
    CHECK_INT((long long)arena.used_bytes, (long long)bytes);

    unsigned char *big = sp_arena_alloc(&arena, 1000, 1000);
    unsigned char *small = sp_arena_alloc(&arena, 1, 1);
    CHECK_INT(big[0] + big[999999] + *small, 0);
    CHECK_INT((long long)((uintptr_t)big % alignof(max_align_t)), 0);
    CHECK_INT((long long)((uintptr_t)small % alignof(max_align_t)), 0);
    memset(big, 0xFF, 1000000);
    CHECK_INT(*small, 0);
    CHECK_STR(texts[0], "text 0");
    CHECK_STR(texts[1999], "text 1999");
    sp_arena_finish(&arena);
    CHECK(!arena.blocks && arena.used_bytes == 0);

    /* A large piece first, then small ones. */
    big = sp_arena_alloc(&arena, 100000, 1);
    small = sp_arena_alloc(&arena, 10, 1);
    small[9] = big[99999] = 1;
    sp_arena_finish(&arena);
}

static void
test_languages(void)
{
    enum sp_lang lang = SP_EN;
    struct sp_text both = {{[SP_ZH] = "价格", [SP_EN] = "price"}};
    struct sp_text one = {{[SP_EN] = "price"}};
    struct sp_text none = {{0}};

    CHECK_STR(sp_lang_tag(SP_ZH), "zh");
    CHECK_STR(sp_lang_tag(SP_EN), "en");
    CHECK(sp_lang_find("zh", &lang) && lang == SP_ZH);
    CHECK(!sp_lang_find("EN", &lang) && lang == SP_ZH);
    CHECK(!sp_lang_find("", &lang));
    CHECK(sp_lang_find("en", &lang) && lang == SP_EN);
    CHECK_STR(sp_text_in(&both, SP_ZH), "价格");
    CHECK_STR(sp_text_in(&both, SP_EN), "price");
    CHECK_STR(sp_text_in(&one, SP_ZH), "price");
    CHECK_STR(sp_text_in(&none, SP_ZH), "");
}

static void
test_diagnostics(void)
{
    struct sp_diags diags = {0};
    char word[] = "word";
    const char *args[] = {word, "b", "c", "d", "e", NULL};

    sp_diags_sort(&diags);
    sp_diags_finish(&diags);
    struct sp_diag *diag = sp_diags_add(&diags, SP_ERROR, "E002", "/x", 2, 1, args);
    word[0] = '?';
    CHECK_STR(diag->args[0], "word"); /* a copy */
    CHECK_STR(diag->args[3], "d");
    CHECK_INT(diag->line2, 0);
    sp_diags_add(&diags, SP_WARNING, "W001", "/first", 1, 9, NULL);
    sp_diags_add(&diags, SP_WARNING, "W001", "/second", 1, 9, NULL);
    sp_diags_add(&diags, SP_NOTE, "N001", "/b", 1, 9, NULL);
    sp_diags_add(&diags, SP_ERROR, "E001", NULL, 1, 2, NULL);
    sp_diags_sort(&diags);
    CHECK_STR(diags.items[0].pointer, "");
    CHECK_STR(diags.items[1].code, "N001");
    CHECK_STR(diags.items[2].pointer, "/first");
    CHECK_STR(diags.items[3].pointer, "/second");
    CHECK_STR(diags.items[4].code, "E002");
    CHECK_INT((long long)diags.errors, 2);
    CHECK_INT((long long)diags.warnings, 2);

    for (int i = 0; i < SP_DIAGS_MOST; i++)
        diag = sp_diags_add(&diags, SP_ERROR, "E003", "", 1, 1, NULL);
    CHECK(!diag);
    CHECK_INT((long long)diags.count, SP_DIAGS_MOST);
    CHECK_INT((long long)diags.dropped, 5);
    CHECK_INT((long long)diags.errors, SP_DIAGS_MOST + 2);
    sp_diags_finish(&diags);
    CHECK(!diags.items && diags.count == 0);
}

int
main(void)
{
    test_growing();
    test_growing_far();
    test_utf8();
    test_edit_distance();
    test_edit_distance_all();
    test_memory();
    test_arena();
    test_languages();
    test_diagnostics();
    return test_end();
}
