/* test_upgrade.c: old files made new: every byte but those that have to change. */
#include "test.h"

#include "core/json.h"
#include "core/mem.h"
#include "core/styles.h"
#include "core/upgrade.h"
#include "load.h"

/* What must come of a text; NULL: nothing has to be done. */
struct row {
    const char *what, *from, *to;
};

static const struct row rows[] = {
    {"a space behind colons",
     "{\"format\": \"sparring-scenario\", \"formatVersion\": 1}",
     "{\"$schema\": \"schema/scenario.json\", \"format\": \"sparring-scenario\", "
     "\"formatVersion\": 2}"},
    {"minified", "{\"format\":\"sparring-rubric\",\"formatVersion\":1}",
     "{\"$schema\":\"schema/rubric.json\",\"format\":\"sparring-rubric\","
     "\"formatVersion\":2}"},
    {"a member a line, of MS-DOS",
     "{\r\n\t\"formatVersion\" : 1 ,\r\n\t\"format\" : \"sparring-rubric\"\r\n}\r\n",
     "{\r\n\t\"$schema\": \"schema/rubric.json\",\r\n\t\"formatVersion\" : 2 ,"
     "\r\n\t\"format\" : \"sparring-rubric\"\r\n}\r\n"},
    {"white space around",
     " \n{ \"format\": \"sparring-rubric\", \"formatVersion\": 1}",
     " \n{ \"$schema\": \"schema/rubric.json\", \"format\": \"sparring-rubric\", "
     "\"formatVersion\": 2}"},
    {"a schema of one's own stays",
     "{\"$schema\": \"x.json\", \"format\": \"sparring-rubric\", \"formatVersion\": 1}",
     "{\"$schema\": \"x.json\", \"format\": \"sparring-rubric\", \"formatVersion\": "
     "2}"},
    {"new, but without a schema",
     "{\"formatVersion\": 2, \"format\": \"sparring-rubric\"}",
     "{\"$schema\": \"schema/rubric.json\", \"formatVersion\": 2, \"format\": "
     "\"sparring-rubric\"}"},
    {"already new",
     "{\"formatVersion\": 2, \"$schema\": \"\", \"format\": \"sparring-rubric\"}",
     NULL},
    {"other spellings of one, two and the keys",
     "{\"form\\u0061t\": \"sparring\\u002dstyles\", \"format\\u0056ersion\": 10e-1}",
     "{\"$schema\": \"schema/styles.json\", \"form\\u0061t\": "
     "\"sparring\\u002dstyles\", \"format\\u0056ersion\": 2}"},
    {"a number further down is not the version",
     "{\"formatVersion\": 1, \"x\": {\"formatVersion\": 1}, \"format\": "
     "\"sparring-rubric\"}",
     "{\"$schema\": \"schema/rubric.json\", \"formatVersion\": 2, \"x\": "
     "{\"formatVersion\": 1}, \"format\": \"sparring-rubric\"}"},
};

/* The same for one entry of "tire", in styles that have all else. */
static const struct row tires[] = {
    {"after first", "{\"after\": 3, \"patience\": -1}",
     "{\"after\": 3, \"do\": {\"patience\": -1}}"},
    {"after last", "{ \"trust\": -1, \"patience\": -1 , \"after\": 3 }",
     "{ \"do\": {\"trust\": -1, \"patience\": -1} , \"after\": 3 }"},
    {"after between", "{\"trust\": -1, \"after\": 3, \"patience\": -1}",
     "{\"after\": 3, \"do\": {\"trust\": -1, \"patience\": -1}}"},
    {"minified", "{\"trust\":-1,\"after\":3,\"patience\":-1}",
     "{\"after\":3,\"do\":{\"trust\":-1,\"patience\":-1}}"},
    {"a member a line",
     "{\r\n  \"after\": 3,\r\n  \"trust\": -1,\r\n  \"patience\": -1\r\n}",
     "{\r\n  \"after\": 3,\r\n  \"do\": {\"trust\": -1,\r\n  \"patience\": -1}\r\n}"},
    {"nothing but after", "{\"after\": 3}", "{\"after\": 3, \"do\": {}}"},
    {"nothing but after, minified", "{\"after\":3}", "{\"after\":3,\"do\":{}}"},
    {"an escape", "{\"\\u0061fter\": 3, \"trust\": -1}",
     "{\"\\u0061fter\": 3, \"do\": {\"trust\": -1}}"},
};

static void
check_row(const struct row *row, const char *from, const char *to)
{
    struct sp_str out = {0};
    struct sp_diags diags = {0};
    enum sp_upgraded done = sp_upgrade(from, strlen(from), &out, &diags);

    if (!CHECK(done == (to ? SP_UPGRADE_DONE : SP_UPGRADE_NOTHING)) ||
        !CHECK_STR(sp_str_text(&out), to ? to : ""))
        fprintf(stderr, "  with %s\n", row->what);
    CHECK(diags.count == 0);
    if (to) {
        struct sp_str again = {0};

        CHECK(sp_upgrade(to, strlen(to), &again, &diags) == SP_UPGRADE_NOTHING);
        sp_str_finish(&again);
    }
    sp_str_finish(&out);
    sp_diags_finish(&diags);
}

static void
test_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_row(&rows[i], rows[i].from, rows[i].to);
}

static void
add_styles(struct sp_str *out, const char *head, int version, const char *tire)
{
    sp_str_addf(out,
                "{%s\"format\": \"sparring-styles\", \"formatVersion\": %d,\n"
                " \"id\": \"s\", \"languages\": [\"en\"], \"moods\": [{\"id\": "
                "\"calm\"}],\n"
                " \"tire\": {\"x\": {\"after\": 1, \"trust\": 1}},\n"
                " \"styles\": {\"a\": {\"en\": \"A\", \"about\": {\"en\": \"b\"}, "
                "\"advice\": {\"en\": \"c\"},\n"
                "  \"start\": {\"trust\": 2, \"patience\": 3}, \"react\": {},\n"
                "  \"tire\": {\"feature\": %s, \"clarify\":%s}}}}\n",
                head, version, tire, tire);
}

static void
test_tires(void)
{
    for (size_t i = 0; i < sizeof tires / sizeof *tires; i++) {
        struct sp_str from = {0}, to = {0};

        add_styles(&from, "", 1, tires[i].from);
        add_styles(&to, "\"$schema\": \"schema/styles.json\", ", 2, tires[i].to);
        check_row(&tires[i], from.text, to.text);
        sp_str_finish(&from);
        sp_str_finish(&to);
    }
}

/* Every old form of an entry does what the new one does. */
static void
test_same_styles(void)
{
    static const char other[] = " \"tire\": {\"x\": {\"after\": 1, \"trust\": 1}},\n";
    struct set set = {0};

    if (!CHECK(load_small(&set)))
        return;
    for (size_t i = 0; i < sizeof tires / sizeof *tires; i++) {
        struct sp_styles *made[2] = {NULL};

        for (int v = 0; v < 2; v++) {
            struct sp_diags diags = {0};
            struct sp_str text = {0};

            add_styles(&text, "", v + 1, v ? tires[i].to : tires[i].from);
            char *at = strstr(text.text, other);
            memset(at, ' ', sizeof other - 1); /* only the upgrade is to see it */
            made[v] = sp_styles_read(text.text, text.size, set.rubric, &diags);
            CHECK(diags.count == 0);
            sp_str_finish(&text);
            sp_diags_finish(&diags);
        }
        if (CHECK(made[0] && made[1]))
            CHECK(memcmp(made[0]->style[0].tire, made[1]->style[0].tire,
                         sizeof made[0]->style[0].tire) == 0);
        sp_styles_free(made[0]);
        sp_styles_free(made[1]);
    }
    set_finish(&set);
}

static void
test_refused(void)
{
    static const struct {
        const char *text, *code;
    } bad[] = {
        {"", "E004"},
        {"[]", "E021"},
        {"{}", "E021"},
        {"{\"format\": \"sparring-rubric\"}", "E021"},
        {"{\"format\": 1, \"formatVersion\": 1}", "E029"},
        {"{\"format\": \"sparring-plan\", \"formatVersion\": 1}", "E029"},
        {"{\"format\": \"sparring-rubric\", \"formatVersion\": \"1\"}", "E023"},
        {"{\"format\": \"sparring-rubric\", \"formatVersion\": 1.5}", "E023"},
        {"{\"format\": \"sparring-rubric\", \"formatVersion\": 0}", "E023"},
        {"{\"format\": \"sparring-rubric\", \"formatVersion\": 3}", "E035"},
        {"{\"format\": \"sparring-rubric\", \"format\": 1, \"formatVersion\": 1}",
         "E019"},
    };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct sp_str out = {0};
        struct sp_diags diags = {0};

        CHECK(sp_upgrade(bad[i].text, strlen(bad[i].text), &out, &diags) ==
              SP_UPGRADE_REFUSED);
        CHECK(out.size == 0);
        if (CHECK(diags.count > 0))
            CHECK_STR(diags.items[0].code, bad[i].code);
        sp_diags_finish(&diags);
        sp_str_finish(&out);
    }
}

/* Where a value is not as it should be, it stays. */
static void
test_odd(void)
{
    struct sp_str from = {0}, to = {0};

    add_styles(&from, "", 1, "{\"after\": 3, \"trust\": {\"after\": 1, \"x\": 2}}");
    add_styles(&to, "\"$schema\": \"schema/styles.json\", ", 2,
               "{\"after\": 3, \"trust\": {\"after\": 1, \"x\": 2}}");
    check_row(&(struct row){.what = "an object for a number"}, from.text, to.text);
    sp_str_finish(&from);
    sp_str_finish(&to);
}

/* A file as large as may be cannot grow. */
static void
test_largest(void)
{
    static const char head[] = "{\"formatVersion\":1,\"format\":\"sparring-rubric\"}";
    size_t size = sp_json_usual.bytes;
    char *text = sp_alloc(size + 1, 1);
    struct sp_str out = {0};
    struct sp_diags diags = {0};

    memset(text, ' ', size);
    memcpy(text, head, sizeof head - 1);
    CHECK(sp_upgrade(text, size, &out, &diags) == SP_UPGRADE_REFUSED);
    CHECK(out.size == 0 && diags.count == 1);
    sp_str_clear(&out);
    CHECK(sp_upgrade(text, size - 40, &out, &diags) == SP_UPGRADE_DONE);
    sp_str_finish(&out);
    sp_diags_finish(&diags);
    sp_free(text);
}

int
main(void)
{
    sp_mem_init();
    test_rows();
    test_tires();
    test_same_styles();
    test_refused();
    test_odd();
    test_largest();
    return test_end();
}
