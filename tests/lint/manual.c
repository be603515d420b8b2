/* manual.c: that the manual's entry of each code is true: what it calls wrong reports
 * the code, and what it calls right does not.
 *
 * usage: manual [CODE]
 * An entry is scenarios/codes/CODE.md. Its blocks open with "json wrong" or "json
 * right" and are put into tests/data/manual-call.json:
 *   json wrong /nodes/opening/says/0       in place of the value there
 *   json wrong + /nodes/opening/stage      as a member that was not there
 *   json wrong + /nodes/opening/replies/-  as the last item of a list
 *   json wrong rubric /mark                the same in the shipped rubric, or styles
 *   json wrong exam /pass                  the same in tests/data/manual-exam.json
 *   json wrong                             the block is the whole file
 *   json wrong raw                         <EF> is that byte, a<x9> is a nine times
 *   json wrong strings                     a file of sentences, read as one
 *   plan wrong                             a plan for the base file */
#include "test.h"

#include <dirent.h>
#include <stdlib.h>

#include "any.h"
#include "core/codes.h"
#include "core/json.h"
#include "core/mem.h"
#include "core/strings.h"

#define FILES_MOST 400

enum { CALL, RUBRIC, STYLES, EXAM, BASES };

struct block {
    char code[8];
    char pointer[256];
    bool wrong, add, raw, plan, strings;
    int base; /* what it is put into */
    unsigned line;
};

static struct set call;
static char *exam_text;
static size_t exam_size;

/* ---- putting a block into its file ---- */

static const char *
skip_string(const char *at)
{
    for (at++; *at && *at != '"'; at++)
        at += *at == '\\' && at[1];
    return *at ? at + 1 : at;
}

/* The end of the JSON value that begins here, in text that is JSON. */
static const char *
skip_value(const char *at)
{
    int depth = 0;

    do {
        if (*at == '"') {
            at = skip_string(at);
            continue;
        }
        depth += *at == '{' || *at == '[';
        depth -= *at == '}' || *at == ']';
        at++;
        if (depth == 0 && strchr("}]", at[-1]))
            break;
    } while (*at && (depth > 0 || !strchr(",}] \n", *at)));
    return at;
}

static const char *
find_place(const char *text, unsigned line, unsigned column)
{
    while (line > 1 && (text = strchr(text, '\n'))) {
        text++;
        line--;
    }
    while (text && column > 1) {
        text++;
        column -= ((unsigned char)*text & 0xC0) != 0x80;
    }
    return text;
}

static const cJSON *
step_into(const cJSON *at, const char *token)
{
    return cJSON_IsArray(at) ? cJSON_GetArrayItem(at, atoi(token))
                             : cJSON_GetObjectItemCaseSensitive(at, token);
}

/* The value at a pointer; with `add` that of the container, and the last token. */
static const cJSON *
find_value(const cJSON *root, const struct block *block, char *last, size_t room)
{
    const cJSON *at = root;
    const char *rest = block->pointer;

    last[0] = '\0';
    while (at && *rest == '/') {
        size_t size = strcspn(rest + 1, "/");

        snprintf(last, room, "%.*s", (int)size, rest + 1);
        rest += 1 + size;
        if (block->add && !*rest)
            return at;
        at = step_into(at, last);
    }
    return at;
}

static void
splice(const char *base, size_t base_size, const struct block *block, const char *body,
       struct sp_str *out)
{
    struct sp_diags diags = {0};
    struct sp_json *doc = sp_json_read(base, base_size, &sp_json_usual, &diags);
    char last[128];
    const cJSON *at = find_value(sp_json_root(doc), block, last, sizeof last);
    unsigned line, column;

    if (!at) {
        CHECK_STR(block->pointer, "a place in the base file");
    } else {
        sp_json_where(doc, at, SP_JSON_VALUE, &line, &column);
        const char *from = find_place(base, line, column), *to = skip_value(from);

        if (block->add) {
            to--;
            from = to;
        }
        sp_str_add_n(out, base, (size_t)(from - base));
        if (block->add && at->child)
            sp_str_add(out, ", ");
        if (block->add && cJSON_IsObject(at))
            sp_str_addf(out, "\"%s\": ", last);
        sp_str_add(out, body);
        sp_str_add(out, to);
    }
    sp_json_free(doc);
    sp_diags_finish(&diags);
}

/* <EF> is that byte; <x9> writes the byte before it nine times. */
static void
resolve_raw(const char *body, struct sp_str *out)
{
    while (*body) {
        char *end = NULL;

        if (body[0] == '<' && body[1] == 'x' && out->size > 0) {
            long times = strtol(body + 2, &end, 10);
            char *many = sp_alloc((size_t)times + 1, 1);

            memset(many, out->text[out->size - 1], (size_t)times - 1);
            sp_str_add_n(out, many, (size_t)times - 1);
            sp_free(many);
        } else if (body[0] == '<' && strspn(body + 1, "0123456789ABCDEF") == 2) {
            sp_str_add_char(out, (char)strtol(body + 1, &end, 16));
        }
        if (end && *end == '>')
            body = end + 1;
        else
            sp_str_add_char(out, *body++);
    }
}

static void
lint_block(const struct block *block, const char *body, struct sp_diags *diags)
{
    const char *bases[BASES] = {call.scenario_text, call.rubric_text, call.styles_text,
                                exam_text};
    size_t sizes[BASES] = {call.scenario_size, call.rubric_size, call.styles_size,
                           exam_size};
    struct sp_str text = {0};

    if (block->raw)
        resolve_raw(body, &text);
    else if (block->pointer[0])
        splice(bases[block->base], sizes[block->base], block, body, &text);
    else
        sp_str_add(&text, body);
    if (block->plan)
        lint_plan(sp_str_text(&text), text.size, &call, block->code, diags);
    else if (block->strings)
        sp_strings_free(sp_strings_new(sp_str_text(&text), text.size, diags));
    else
        lint_any(sp_str_text(&text), text.size, &call, diags);
    sp_str_finish(&text);
}

static void
check_block(const struct block *block, const char *name, const char *body)
{
    struct sp_diags diags = {0};
    bool said = false;

    lint_block(block, body, &diags);
    for (size_t i = 0; i < diags.count; i++)
        said = said || strcmp(diags.items[i].code, block->code) == 0;
    if (!CHECK(said == block->wrong) || !CHECK(block->wrong || diags.errors == 0)) {
        fprintf(stderr, "  in %s:%u, a block that is %s; lint says:\n", name,
                block->line, block->wrong ? "wrong" : "right");
        print_findings(name, &diags);
    }
    sp_diags_finish(&diags);
}

/* ---- reading an entry ---- */

/* Reads what stands behind ```; false when it is not a block for us. */
static bool
read_info(char *info, struct block *block)
{
    char *word = strtok(info, " ");

    if (!word || (strcmp(word, "json") != 0 && strcmp(word, "plan") != 0))
        return false;
    block->plan = strcmp(word, "plan") == 0;
    word = strtok(NULL, " ");
    if (!word || (strcmp(word, "wrong") != 0 && strcmp(word, "right") != 0))
        return false;
    block->wrong = strcmp(word, "wrong") == 0;
    while ((word = strtok(NULL, " "))) {
        if (strcmp(word, "rubric") == 0)
            block->base = RUBRIC;
        else if (strcmp(word, "styles") == 0)
            block->base = STYLES;
        else if (strcmp(word, "exam") == 0)
            block->base = EXAM;
        else if (strcmp(word, "raw") == 0)
            block->raw = true;
        else if (strcmp(word, "strings") == 0)
            block->strings = true;
        else if (strcmp(word, "+") == 0)
            block->add = true;
        else if (word[0] == '/')
            snprintf(block->pointer, sizeof block->pointer, "%s", word);
        else
            CHECK_STR(word, "a word that a block may have");
    }
    return true;
}

/* An English sentence may cite Chinese, and the other way round. */
static bool
is_chinese(const char *line)
{
    bool chinese = strncmp(line, "中文：", 9) == 0;
    unsigned han = 0, letters = 0;
    uint32_t code;

    for (size_t size; *line; line += size) {
        size = sp_utf8_next(line, strlen(line), &code);
        if (size == 0)
            break;
        han += code >= 0x4E00 && code < 0xA000;
        letters += (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
    }
    return han * 2 > letters || chinese;
}

/* "# W121 English · 中文" */
static void
check_title(const char *name, const char *code, const char *line)
{
    const char *half = strstr(line, " · ");
    bool ok = CHECK(strncmp(line, "# ", 2) == 0) &&
              CHECK(strncmp(line + 2, code, 4) == 0 && line[6] == ' ') && CHECK(half) &&
              CHECK(is_chinese(half)) && CHECK(half - line > 10);

    if (!ok)
        fprintf(stderr, "  in %s:1: \"# %s English · 中文\" is expected\n", name, code);
}

struct entry {
    bool english, chinese, wrong, right, inside;
    struct block block;
    struct sp_str body;
};

static void
read_line(struct entry *entry, const char *name, const char *code, char *line,
          unsigned number)
{
    if (strncmp(line, "```", 3) == 0) {
        if (entry->inside && entry->block.line) {
            check_block(&entry->block, name, sp_str_text(&entry->body));
            entry->wrong = entry->wrong || entry->block.wrong;
            entry->right = entry->right || !entry->block.wrong;
        }
        entry->inside = !entry->inside;
        entry->block = (struct block){0};
        sp_str_clear(&entry->body);
        if (entry->inside && read_info(line + 3, &entry->block)) {
            snprintf(entry->block.code, sizeof entry->block.code, "%s", code);
            entry->block.line = number;
        }
    } else if (entry->inside) {
        /* Whole files are checked to the byte: no newline behind the last line. */
        if (entry->body.size > 0)
            sp_str_add_char(&entry->body, '\n');
        sp_str_add(&entry->body, line);
    } else if (number == 1) {
        check_title(name, code, line);
    } else if (strlen(line) > 40) {
        entry->chinese = entry->chinese || is_chinese(line);
        entry->english = entry->english || !is_chinese(line);
    }
}

/* Such an entry stays, to say what is reported instead. */
static bool
is_retired(const char *name)
{
    const struct sp_code *code = sp_code_find(name);

    return code && code->retired;
}

static void
check_entry(const char *folder, const char *name)
{
    struct sp_str path = {0};
    struct entry entry = {0};
    char code[8];
    unsigned number = 0;
    size_t size;

    sp_str_addf(&path, "%s/%s", folder, name);
    char *text = load_file(path.text, &size), *line = text;

    snprintf(code, sizeof code, "%.*s", (int)strcspn(name, "."), name);
    while (line && *line) {
        char *end = line + strcspn(line, "\n");
        bool more = *end;

        *end = '\0';
        read_line(&entry, name, code, line, ++number);
        line = end + more;
    }
    if (!CHECK(!entry.inside) || !CHECK(entry.english && entry.chinese) ||
        !CHECK(is_retired(code) || (entry.wrong && entry.right)))
        fprintf(stderr, "  in %s: an entry has both languages and both examples\n",
                name);
    sp_free(text);
    sp_str_finish(&entry.body);
    sp_str_finish(&path);
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
check_folder(const char *folder, const char *only)
{
    char *names[FILES_MOST];
    size_t count = 0;
    DIR *dir = opendir(folder);

    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (count < FILES_MOST && strstr(entry->d_name, ".md") &&
            (!only || strncmp(entry->d_name, only, strlen(only)) == 0))
            names[count++] = sp_strdup(entry->d_name);
    }
    CHECK(count > 0);
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        check_entry(folder, names[i]);
        sp_free(names[i]);
    }
    if (dir)
        closedir(dir);
}

/* Everything rests on a base file that has no findings of its own. */
static void
check_base(void)
{
    struct sp_diags diags = {0};

    lint_any(call.scenario_text, call.scenario_size, &call, &diags);
    if (!CHECK_INT((long long)diags.count, 0))
        print_findings("tests/data/manual-call.json", &diags);
    lint_any(exam_text, exam_size, &call, &diags);
    if (!CHECK_INT((long long)diags.count, 0))
        print_findings("tests/data/manual-exam.json", &diags);
    sp_diags_finish(&diags);
}

int
main(int argc, char **argv)
{
    char *folder = load_path("scenarios/codes");
    char *scenario = load_path("tests/data/manual-call.json");
    char *rubric = load_path("scenarios/rubric.json");
    char *styles = load_path("scenarios/styles.json");
    char *exam = load_path("tests/data/manual-exam.json");

    sp_mem_init();
    exam_text = load_file(exam, &exam_size);
    if (CHECK(exam_text && load_set_from(scenario, rubric, styles, &call))) {
        check_base();
        check_folder(folder, argc > 1 ? argv[1] : NULL);
    }
    set_finish(&call);
    sp_free(folder);
    sp_free(scenario);
    sp_free(rubric);
    sp_free(styles);
    sp_free(exam);
    sp_free(exam_text);
    return test_end();
}
