/* run.c: lints every bad file of this folder and compares with what it must say.
 *
 * usage: run [--write]
 * NAME.json is read as what it says it is, beside the shipped rubric and styles;
 * NAME.plan is played on tests/data/frozen. What must be said stands in NAME.want, as
 * `sparring lint` says it in English. --write writes these files anew: read them! */
#include "test.h"

#include <dirent.h>
#include <stdlib.h>

#include "any.h"
#include "core/mem.h"
#include "core/strings.h"

#define FILES_MOST 400

static struct sp_strings *strings[SP_LANGS];
static struct set shipped, frozen;

static bool
ends_in(const char *name, const char *end)
{
    size_t size = strlen(name), tail = strlen(end);

    return size > tail && strcmp(name + size - tail, end) == 0;
}

/* A sentence in every language, without a hole and without empty quotes. */
static void
check_sentence(const char *name, const struct sp_diag *diag)
{
    for (unsigned l = 0; l < SP_LANGS; l++) {
        struct sp_str text = {0};

        sp_diag_sentence(diag, strings[l], &text);
        if (!CHECK(!strstr(text.text, "{0") && !strstr(text.text, "{1") &&
                   !strstr(text.text, "{2") && !strstr(text.text, "“”") &&
                   strncmp(text.text, "diag.", 5) != 0))
            fprintf(stderr, "  in %s: %s\n", name, text.text);
        sp_str_finish(&text);
    }
}

static void
write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");

    if (CHECK(file)) {
        CHECK(fputs(text, file) >= 0);
        CHECK(fclose(file) == 0);
    }
}

static void
test_file(const char *folder, const char *name, bool write)
{
    struct sp_diags diags = {0};
    struct sp_str path = {0}, got = {0};
    size_t size, want_size;
    bool own = false;

    sp_str_addf(&path, "%s/%s", folder, name);
    char *text = load_file(path.text, &size);
    if (!CHECK(text))
        return;
    if (ends_in(name, ".plan"))
        lint_plan(text, size, &frozen, name, &diags);
    else
        lint_any(text, size, &shipped, &diags);
    sp_diags_sort(&diags);
    for (size_t i = 0; i < diags.count; i++) {
        check_sentence(name, &diags.items[i]);
        sp_diag_write(&diags.items[i], name, strings[SP_EN], &got);
        sp_str_add_char(&got, '\n');
        sp_diag_write_other(&diags.items[i], name, strings[SP_EN], &got);
        sp_str_add(&got, diags.items[i].line2 ? "\n" : "");
        own = own || strncmp(diags.items[i].code, name, 4) == 0;
    }
    sp_str_clear(&path);
    sp_str_addf(&path, "%s/%.*s.want", folder, (int)(strrchr(name, '.') - name), name);
    char *want = load_file(path.text, &want_size);
    if (write)
        write_file(path.text, sp_str_text(&got));
    else if (!CHECK_STR(sp_str_text(&got), want) || !CHECK(own))
        fprintf(stderr, "  in %s\n", name);
    sp_free(want);
    sp_free(text);
    sp_str_finish(&path);
    sp_str_finish(&got);
    sp_diags_finish(&diags);
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
test_folder(const char *folder, bool write)
{
    char *names[FILES_MOST];
    size_t count = 0;
    DIR *dir = opendir(folder);

    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (count < FILES_MOST && entry->d_name[0] != '.' &&
            (ends_in(entry->d_name, ".json") || ends_in(entry->d_name, ".plan")))
            names[count++] = sp_strdup(entry->d_name);
    }
    CHECK(count > 40);
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        test_file(folder, names[i], write);
        sp_free(names[i]);
    }
    if (dir)
        closedir(dir);
}

static bool
load_strings(void)
{
    for (unsigned l = 0; l < SP_LANGS; l++) {
        struct sp_str name = {0};
        struct sp_diags diags = {0};
        size_t size;

        sp_str_addf(&name, "assets/strings.%s.json", sp_lang_tag(l));
        char *path = load_path(name.text), *text = load_file(path, &size);
        strings[l] = text ? sp_strings_new(text, size, &diags) : NULL;
        sp_free(path);
        sp_free(text);
        sp_str_finish(&name);
        sp_diags_finish(&diags);
    }
    return strings[SP_ZH] && strings[SP_EN];
}

int
main(int argc, char **argv)
{
    char *folder = load_path("tests/lint");
    char *call = load_path("tests/data/frozen/small-call.json");
    char *rubric = load_path("scenarios/rubric.json");
    char *styles = load_path("scenarios/styles.json");

    sp_mem_init();
    if (CHECK(load_strings()) && CHECK(load_set(call, &frozen)) &&
        CHECK(load_set_from(call, rubric, styles, &shipped)))
        test_folder(folder, argc > 1 && strcmp(argv[1], "--write") == 0);
    for (unsigned l = 0; l < SP_LANGS; l++)
        sp_strings_free(strings[l]);
    set_finish(&frozen);
    set_finish(&shipped);
    sp_free(folder);
    sp_free(call);
    sp_free(rubric);
    sp_free(styles);
    return test_end();
}
