/* test_keys.c: the manager's key, and tables as text. */
#include "store/csv.h"
#include "store/keys.h"
#include "test_store.h"

static void
test_only_the_passphrase_opens_the_key(void)
{
    char *path = test_path("manager.key"), open[SP_PUBLIC_SIZE], id[SP_PUBLIC_SIZE];
    char signature[SP_SIGNATURE_SIZE];
    struct sp_error error = {0};
    struct stat is;

    CHECK(!sp_key_make(path, "too short", true, &error));
    CHECK_STR(test_code(&error), "key-short");
    CHECK(sp_key_make(path, "口令要十个字以上才行吧", true, &error));
    CHECK(stat(path, &is) == 0 && (is.st_mode & 0777) == 0600);
    CHECK(!sp_key_make(path, "口令要十个字以上才行吧", true, &error));
    CHECK_STR(test_code(&error), "file-there");
    CHECK(!sp_key_open(path, "口令要十个字以上才行啊", &error));
    CHECK_STR(test_code(&error), "key-wrong");
    struct sp_key *key = sp_key_open(path, "口令要十个字以上才行吧", &error);

    CHECK(key && sp_key_public(path, open, &error));
    sp_key_id(key, id);
    CHECK_STR(id, open);
    sp_key_sign(key, "abc", signature);
    sp_key_close(key);
    CHECK(sp_signature_holds(open, "abc", signature));
    CHECK(!sp_signature_holds(open, "abd", signature));
    for (size_t i = 0; signature[i]; i++) {
        char was = signature[i];

        signature[i] = was == '0' ? '1' : '0';
        CHECK(!sp_signature_holds(open, "abc", signature));
        signature[i] = was;
    }
    CHECK(!sp_signature_holds("", "abc", signature));
    CHECK(sp_key_change(path, "口令要十个字以上才行吧", "another passphrase", &error));
    key = sp_key_open(path, "another passphrase", &error);
    CHECK(key);
    sp_key_id(key, id);
    CHECK_STR(id, open);
    sp_key_close(key);
    CHECK_STR(test_code(&error), "");
    sp_free(path);
    test_folder_empty();
}

/* Every byte of a key file matters, and none of them does harm. */
static void
test_a_spoilt_key_file(void)
{
    char *path = test_path("manager.key"), *text = NULL;
    size_t size = 0;
    struct sp_error error = {0};

    CHECK(sp_key_make(path, "another passphrase", true, &error));
    CHECK(sp_os_read(path, 4096, &text, &size, &error));
    for (size_t i = 0; i < size; i += 7) {
        char was = text[i];

        text[i] = was == '0' ? '1' : '0';
        CHECK(sp_os_write(path, text, size, SP_OS_PRIVATE, &error));
        struct sp_key *key = sp_key_open(path, "another passphrase", &error);

        /* Only the format's own name, which says nothing, may be another. */
        CHECK(!key || i < 27);
        sp_key_close(key);
        sp_error_clear(&error);
        text[i] = was;
    }
    static const char greedy[] = "{\"ops\": 4000000000, \"memory\": 1e15}";

    CHECK(sp_os_write(path, greedy, sizeof greedy - 1, SP_OS_PRIVATE, &error));
    CHECK(!sp_key_open(path, "another passphrase", &error));
    CHECK_STR(test_code(&error), "key-broken");
    sp_free(text);
    sp_free(path);
    test_folder_empty();
}

static void
test_tables(void)
{
    static const char text[] = "\xef\xbb\xbf"
                               "a, b ,c\r\n\r\n\"x,\"\"y\"\"\nz\",,王\n,,\nlast";
    struct sp_csv csv = {0};
    struct sp_error error = {0};

    CHECK(sp_csv_read(text, sizeof text - 1, "t", &csv, &error));
    CHECK(csv.rows == 3 && csv.columns == 3);
    CHECK_STR(sp_csv_cell(&csv, 0, 1), "b");
    CHECK_STR(sp_csv_cell(&csv, 1, 0), "x,\"y\"\nz");
    CHECK_STR(sp_csv_cell(&csv, 1, 2), "王");
    CHECK_INT(csv.line[1], 3);
    CHECK_INT(csv.line[2], 6);
    CHECK_STR(sp_csv_cell(&csv, 2, 2), "");
    CHECK_STR(sp_csv_cell(&csv, 9, 0), "");
    sp_csv_finish(&csv);
    static const struct {
        const char *text, *code;
        size_t size;
    } bad[] = {
        {"a\n\"b", "csv-quote", 4}, {"\"a\"b", "csv-quote", 4},
        {"a\"b", "csv-quote", 3},   {"a\xff", "csv-utf8", 2},
        {"a\0b", "csv-control", 3}, {"a\x1b", "csv-control", 2},
    };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK(!sp_csv_read(bad[i].text, bad[i].size, "t", &csv, &error));
        CHECK_STR(test_code(&error), bad[i].code);
    }
}

/* What is written can be read, and is no formula. */
static void
test_written_tables(void)
{
    static const char *const cells[] = {"plain",   "=1+1",   "-2", "@x",
                                        "a,\"b\"", "两\n行", ""};
    struct sp_str out = {0};
    struct sp_csv csv = {0};

    sp_csv_begin(&out);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        sp_csv_add(&out, i == 0, cells[i]);
    sp_csv_add_number(&out, false, -7);
    sp_csv_end_row(&out);
    CHECK(sp_csv_read(out.text, out.size, "t", &csv, NULL));
    CHECK_STR(sp_csv_cell(&csv, 0, 1), "'=1+1");
    CHECK_STR(sp_csv_cell(&csv, 0, 2), "'-2");
    CHECK_STR(sp_csv_cell(&csv, 0, 4), "a,\"b\"");
    CHECK_STR(sp_csv_cell(&csv, 0, 5), "两\n行");
    CHECK_STR(sp_csv_cell(&csv, 0, 7), "-7");
    sp_csv_finish(&csv);
    sp_str_finish(&out);
}

int
main(void)
{
    sp_mem_init();
    test_folder_make();
    test_only_the_passphrase_opens_the_key();
    test_a_spoilt_key_file();
    test_tables();
    test_written_tables();
    test_folder_remove();
    return test_end();
}
