/* jcs.c: canonical JSON, by RFC 8785 for whole numbers. */
#include "core/jcs.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/json.h"
#include "core/mem.h"

#define DEPTH_MOST 64
#define WHOLE_MOST 9007199254740991.0 /* 2^53 - 1 */

static bool add(const cJSON *value, unsigned depth, struct sp_str *out);

static void
add_string(const char *text, struct sp_str *out)
{
    sp_str_add_char(out, '"');
    for (const char *c = text; *c; c++) {
        const char *short_form = "\b\t\n\f\r\"\\", *at = strchr(short_form, *c);

        if (at)
            sp_str_addf(out, "\\%c", "btnfr\"\\"[at - short_form]);
        else if ((unsigned char)*c < 0x20)
            sp_str_addf(out, "\\u%04x", (unsigned)*c);
        else
            sp_str_add_char(out, *c);
    }
    sp_str_add_char(out, '"');
}

/* The order of UTF-16 units, which is that of code points but for those beyond the
 * basic plane: their surrogates come before U+E000. */
static uint32_t
rank(const char **text)
{
    uint32_t code = 0;
    size_t size = sp_utf8_next(*text, strlen(*text), &code);

    if (size == 0)
        return 0;
    *text += size;
    if (code >= 0x10000)
        return 0xd800 * 0x400 + (code - 0x10000); /* of its two surrogates */
    return code * 0x400;
}

static int
by_key(const void *left, const void *right)
{
    const cJSON *const *a = left, *const *b = right;
    const char *x = (*a)->string, *y = (*b)->string;

    for (;;) {
        uint32_t p = rank(&x), q = rank(&y);

        if (p != q)
            return p < q ? -1 : 1;
        if (p == 0)
            return 0;
    }
}

static bool
add_object(const cJSON *object, unsigned depth, struct sp_str *out)
{
    size_t count = 0, i = 0;
    bool ok = true;

    for (const cJSON *item = object->child; item; item = item->next)
        count++;
    const cJSON **list = sp_alloc(count + 1, sizeof *list);
    for (const cJSON *item = object->child; item; item = item->next)
        list[i++] = item;
    qsort(list, count, sizeof *list, by_key);
    sp_str_add_char(out, '{');
    for (i = 0; i < count && ok; i++) {
        sp_str_add(out, i > 0 ? "," : "");
        add_string(list[i]->string, out);
        sp_str_add_char(out, ':');
        ok = add(list[i], depth + 1, out);
    }
    sp_str_add_char(out, '}');
    sp_free(list);
    return ok;
}

static bool
add(const cJSON *value, unsigned depth, struct sp_str *out)
{
    bool ok = true;

    if (depth > DEPTH_MOST)
        return false;
    if (cJSON_IsObject(value))
        return add_object(value, depth, out);
    if (cJSON_IsArray(value)) {
        sp_str_add_char(out, '[');
        for (const cJSON *item = value->child; item && ok; item = item->next) {
            sp_str_add(out, item != value->child ? "," : "");
            ok = add(item, depth + 1, out);
        }
        sp_str_add_char(out, ']');
    } else if (cJSON_IsString(value)) {
        add_string(value->valuestring, out);
    } else if (cJSON_IsNumber(value)) {
        double number = value->valuedouble;

        ok = number >= -WHOLE_MOST && number <= WHOLE_MOST &&
             number == (double)(int64_t)number;
        if (ok)
            sp_str_addf(out, "%" PRId64, (int64_t)number);
    } else {
        sp_str_add(out, cJSON_IsTrue(value)    ? "true"
                        : cJSON_IsFalse(value) ? "false"
                                               : "null");
    }
    return ok;
}

bool
sp_jcs_add(const cJSON *value, struct sp_str *out)
{
    size_t before = out->size;

    if (add(value, 0, out))
        return true;
    out->size = before;
    if (out->text)
        out->text[before] = '\0';
    return false;
}

bool
sp_jcs_is(const char *text, size_t size)
{
    struct sp_diags diags = {0};
    struct sp_json *doc = sp_json_read(text, size, &sp_json_usual, &diags);
    struct sp_str again = {0};
    bool same = doc && sp_jcs_add(sp_json_root(doc), &again) && again.size == size &&
                memcmp(again.text, text, size) == 0;

    sp_json_free(doc);
    sp_diags_finish(&diags);
    sp_str_finish(&again);
    return same;
}
