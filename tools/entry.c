/* entry.c: an entry of the manual of codes, in one language: `sparring lint --explain`.
 *
 * The file has both languages: "# CODE English · 中文", paragraphs that are in one of
 * them, lines such as "Wrong: · 会报：", and examples between fences, for everybody. */
#include "entry.h"

#include <string.h>

#include "core/codes.h"

static bool
starts(const char *text, size_t size, const char *with)
{
    return size >= strlen(with) && memcmp(text, with, strlen(with)) == 0;
}

static const char *const fronts[SP_LANGS] = {[SP_EN] = "English: ", [SP_ZH] = "中文："};

static bool
is_chinese(const char *text, size_t size)
{
    size_t han = 0, letters = 0, step;
    uint32_t code;

    for (size_t i = 0; i < size; i += step) {
        step = sp_utf8_next(text + i, size - i, &code);
        if (step == 0)
            step = 1;
        else if (code >= 0x4E00 && code < 0xA000)
            han++;
        else if ((code | 0x20) >= 'a' && (code | 0x20) <= 'z')
            letters++;
    }
    return starts(text, size, fronts[SP_ZH]) || han * 2 > letters;
}

/* The half of "English · 中文" that is wanted, else all. */
static void
add_half(const char *line, size_t size, enum sp_lang lang, struct sp_str *out)
{
    static const char middle[] = " · ";
    const size_t gap = sizeof middle - 1;

    for (size_t i = 0; i + gap <= size; i++) {
        if (memcmp(line + i, middle, gap) != 0)
            continue;
        if (lang == SP_EN) {
            size = i;
        } else {
            line += i + gap;
            size -= i + gap;
        }
        break;
    }
    sp_str_add_n(out, line, size);
    sp_str_add_char(out, '\n');
}

/* The title, without "# CODE " and with one language. */
static void
add_title(const char *line, size_t size, enum sp_lang lang, struct sp_str *out)
{
    const size_t head = strlen("# W000 ");

    if (size <= head)
        return;
    sp_str_add_n(out, line + 2, head - 2);
    add_half(line + head, size - head, lang, out);
}

/* A paragraph without the word for its language in front. */
static void
add_paragraph(const char *text, size_t size, enum sp_lang lang, struct sp_str *out)
{
    if ((lang == SP_ZH) != is_chinese(text, size))
        return;
    for (size_t i = 0; i < SP_LANGS; i++) {
        if (starts(text, size, fronts[i])) {
            text += strlen(fronts[i]);
            size -= strlen(fronts[i]);
        }
    }
    sp_str_add_char(out, '\n');
    for (size_t i = 0; i < size; i++) {
        /* Chinese has no space where a line ends. */
        if (text[i] != '\n' || i + 1 == size)
            sp_str_add_char(out, text[i]);
        else if (lang == SP_EN || (text[i - 1] & 0x80) == 0)
            sp_str_add_char(out, ' ');
    }
    if (size > 0 && text[size - 1] != '\n')
        sp_str_add_char(out, '\n');
}

/* "```json wrong /nodes/a": where the example stands in a file, which helps. */
static void
add_fence(const char *line, size_t size, struct sp_str *out)
{
    const char *pointer = memchr(line, '/', size);

    if (!pointer)
        return;
    sp_str_add(out, "    ");
    sp_str_add_n(out, pointer, size - (size_t)(pointer - line));
    sp_str_add(out, ":\n");
}

static void
add_entry(const char *text, size_t size, enum sp_lang lang, struct sp_str *out)
{
    const char *end = text + size, *start = NULL; /* of a paragraph */
    bool fenced = false;

    for (unsigned number = 1; text < end; number++) {
        const char *feed = memchr(text, '\n', (size_t)(end - text));
        const char *stop = feed ? feed : end;
        size_t length = (size_t)(stop - text);
        bool fence = starts(text, length, "```");
        bool label = starts(text, length, "Wrong:") || starts(text, length, "Right:");

        if (start && (length == 0 || fence || label)) {
            add_paragraph(start, (size_t)(text - start), lang, out);
            start = NULL;
        }
        if (number == 1) {
            add_title(text, length, lang, out);
        } else if (fence) {
            if (!fenced)
                add_fence(text, length, out);
            fenced = !fenced;
        } else if (fenced) {
            sp_str_add(out, "    ");
            sp_str_add_n(out, text, length);
            sp_str_add_char(out, '\n');
        } else if (label) {
            sp_str_add_char(out, '\n');
            add_half(text, length, lang, out);
        } else if (length > 0 && !start) {
            start = text;
        }
        text = feed ? feed + 1 : end;
    }
    if (start)
        add_paragraph(start, (size_t)(end - start), lang, out);
}

/* "w66" is no code, "w066" is W066. */
static const struct sp_code *
find_code(const char *word, char *name, size_t room)
{
    size_t size = strlen(word);

    if (size >= room)
        return NULL;
    for (size_t i = 0; i <= size; i++)
        name[i] =
            (char)(word[i] >= 'a' && word[i] <= 'z' ? word[i] - 'a' + 'A' : word[i]);
    return sp_code_find(name);
}

static void
print_entry(const struct cli *cli, const struct sp_code *code, const char *text,
            size_t size)
{
    struct sp_str out = {0};

    add_entry(text, size, cli->lang, &out);
    if (cli->json) {
        cJSON *json = cJSON_CreateObject();

        cJSON_AddStringToObject(json, "code", code->name);
        cJSON_AddBoolToObject(json, "retired", code->retired);
        cJSON_AddStringToObject(json, "text", sp_str_text(&out));
        cli_print_json(stdout, json);
    } else {
        if (code->retired)
            cli_say(cli, stdout, "lint.retired", code->name, NULL);
        fputs(sp_str_text(&out), stdout);
    }
    sp_str_finish(&out);
}

int
entry_explain(const struct cli *cli, const char *word)
{
    struct sp_error error = {0};
    struct sp_str inside = {0};
    char name[8], *text = NULL;
    const struct sp_code *code = find_code(word, name, sizeof name);
    size_t size;
    int status = CLI_CANNOT;

    if (!code) {
        fputs("sparring: ", stderr);
        cli_say(cli, stderr, "lint.no-code", word, NULL);
        return CLI_USAGE;
    }
    char *folder = sp_os_scenarios_folder();
    sp_str_addf(&inside, "codes/%s.md", code->name);
    char *path = sp_os_join(folder, sp_str_text(&inside));

    if (sp_os_read_plain(path, CLI_FILE_MOST, &text, &size, &error)) {
        print_entry(cli, code, text, size);
        status = CLI_CLEAN;
    } else {
        cli_complain(cli, &error);
    }
    sp_error_clear(&error);
    sp_str_finish(&inside);
    sp_free(folder);
    sp_free(path);
    sp_free(text);
    return status;
}
