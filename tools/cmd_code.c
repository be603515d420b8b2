/* cmd_code.c: `sparring code`: trainers label lines blind, and two of them are
 * compared. Nothing of what a program or another coder thinks is shown. */
#include "card.h"
#include "ear.h"

#include <string.h>

#include "store/stats.h"

enum { LINES_MOST = 20000, ENOUGH = 200 };

struct line {
    char *id, *context, *text, *by; /* by: who coded it, or NULL */
    uint32_t moves;
    bool coded;
};

struct lines {
    struct line *item;
    size_t count;
};

static void
lines_finish(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        sp_free(lines->item[i].id);
        sp_free(lines->item[i].context);
        sp_free(lines->item[i].text);
        sp_free(lines->item[i].by);
    }
    sp_free(lines->item);
    *lines = (struct lines){0};
}

static char *
string_of(const cJSON *root, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(root, key);
    return cJSON_IsString(item) ? sp_strdup(item->valuestring) : NULL;
}

static bool
read_moves(const cJSON *root, struct line *line)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(root, "moves"), *item;
    if (!list)
        return true; /* to be coded */
    cJSON_ArrayForEach(item, list)
    {
        enum sp_signal move = SP_MOVES;
        if (!cJSON_IsString(item) ||
            !sp_signal_find(item->valuestring, strlen(item->valuestring), &move) ||
            move >= SP_MOVES)
            return false;
        line->moves |= UINT32_C(1) << move;
    }
    line->coded = cJSON_IsArray(list);
    return line->coded;
}

/* A coded line has moves and by, one to be coded has its text. */
static bool
read_line(const char *at, size_t size, bool coded, struct line *line)
{
    static const struct sp_json_limits limits = {1u << 16, 200, 1u << 15, 8};
    struct sp_diags diags = {0};
    struct sp_json *doc = sp_json_read(at, size, &limits, &diags);
    bool ok = doc && cJSON_IsObject(sp_json_root(doc));
    *line = (struct line){0};
    if (ok) {
        const cJSON *root = sp_json_root(doc);
        line->id = string_of(root, "id");
        line->context = string_of(root, "context");
        line->text = string_of(root, "text");
        line->by = string_of(root, "by");
        ok = line->id && (coded ? line->by && read_moves(root, line) && line->coded
                                : line->text != NULL);
    }
    sp_json_free(doc);
    sp_diags_finish(&diags);
    return ok;
}

static bool
read_lines(const struct cli *cli, const char *path, bool coded, struct lines *out)
{
    struct sp_error error = {0};
    char *text = NULL;
    size_t size = 0;
    bool ok = sp_os_read_plain(path, CLI_FILE_MOST, &text, &size, &error);
    if (!ok)
        cli_complain(cli, &error);
    struct ear_lines lines = {.rest = text, .end = text + size};
    while (ok && ear_next_line(&lines)) {
        struct line line = {0};
        ok = out->count < LINES_MOST && read_line(lines.at, lines.size, coded, &line);
        if (!ok)
            cli_say(cli, stderr, "code.bad-file", path, lines.number, NULL);
        if (line.id || line.text) {
            out->item = sp_grow(out->item, out->count + 1, sizeof *out->item);
            out->item[out->count++] = line;
        }
    }
    sp_error_clear(&error);
    sp_free(text);
    return ok;
}

static struct line *
find(const struct lines *lines, const char *id)
{
    for (size_t i = 0; i < lines->count; i++)
        if (strcmp(lines->item[i].id, id) == 0)
            return &lines->item[i];
    return NULL;
}

/* ---- coding ---- */

struct coding {
    struct cli *cli;
    struct lines lines;
    const char *by, *to;
    FILE *in;
};

static bool
write_coded(const struct coding *c)
{
    struct sp_str out = {0};
    struct sp_error error = {0};
    for (size_t i = 0; i < c->lines.count; i++) {
        const struct line *line = &c->lines.item[i];
        if (!line->coded)
            continue;
        cJSON *json = cJSON_CreateObject();
        cJSON_AddStringToObject(json, "id", line->id);
        cJSON_AddStringToObject(json, "by", c->by);
        cJSON *moves = cJSON_AddArrayToObject(json, "moves");
        for (unsigned m = 0; m < SP_MOVES; m++)
            if (line->moves >> m & 1)
                cJSON_AddItemToArray(
                    moves, cJSON_CreateString(sp_signal_name((enum sp_signal)m)));
        char *text = cJSON_PrintUnformatted(json);
        sp_str_addf(&out, "%s\n", text);
        cJSON_free(text);
        cJSON_Delete(json);
    }
    bool ok = sp_os_write(c->to, sp_str_text(&out), out.size, SP_OS_SHARED, &error);
    if (!ok)
        cli_complain(c->cli, &error);
    sp_str_finish(&out);
    sp_error_clear(&error);
    return ok;
}

static void
print_menu(const struct coding *c, bool whole)
{
    for (unsigned m = 0; m < SP_MOVES; m++) {
        char key[48], number[8];
        snprintf(key, sizeof key, "move.%s", sp_signal_name((enum sp_signal)m));
        snprintf(number, sizeof number, "%2u", m + 1);
        printf("%s %s%s", number, cli_text(c->cli, key),
               whole || m % 5 == 4 ? "\n" : "   ");
        snprintf(key, sizeof key, "manual.%s", sp_signal_name((enum sp_signal)m));
        if (whole)
            printf("     %s\n", cli_text(c->cli, key));
    }
}

/* "1 2", "0"; false when it is something else. */
static bool
take_numbers(const char *words, struct line *line)
{
    uint32_t moves = 0;
    bool any = false, none = false;
    for (const char *at = words; *at && *at != '\n';) {
        if (*at == ' ' || *at == ',') {
            at++;
            continue;
        }
        unsigned number = 0;
        if (*at < '0' || *at > '9')
            return false;
        while (*at >= '0' && *at <= '9' && number < 100)
            number = number * 10 + (unsigned)(*at++ - '0');
        if (number > SP_MOVES)
            return false;
        none |= number == 0;
        any = true;
        if (number > 0)
            moves |= UINT32_C(1) << (number - 1);
    }
    if (!any || (none && moves))
        return false;
    line->moves = moves;
    line->coded = true;
    return true;
}

static size_t
coded_count(const struct coding *c)
{
    size_t count = 0;
    for (size_t i = 0; i < c->lines.count; i++)
        count += c->lines.item[i].coded;
    return count;
}

static void
show_line(const struct coding *c, size_t at)
{
    const struct line *line = &c->lines.item[at];
    char number[24], all[24];
    snprintf(number, sizeof number, "%zu", at + 1);
    snprintf(all, sizeof all, "%zu", c->lines.count);
    printf("\n");
    if (line->context && *line->context)
        cli_say(c->cli, stdout, "code.customer", line->context, NULL);
    cli_say(c->cli, stdout, "code.trainee", line->text, NULL);
    struct sp_str prompt = {0};
    sp_strings_add(c->cli->strings[c->cli->lang], &prompt, "code.prompt",
                   (const char *const[]){number, all, NULL});
    printf("%s", sp_str_text(&prompt));
    sp_str_finish(&prompt);
    fflush(stdout);
}

static bool
code_lines(struct coding *c)
{
    char words[256];
    size_t at = 0;
    while (at < c->lines.count && c->lines.item[at].coded)
        at++;
    while (at < c->lines.count) {
        show_line(c, at);
        if (!fgets(words, sizeof words, c->in) || words[0] == 'q')
            break;
        if (words[0] == '?') {
            print_menu(c, true);
        } else if (words[0] == 'b') {
            at -= at > 0;
        } else if (take_numbers(words, &c->lines.item[at])) {
            if (!write_coded(c))
                return false;
            at++;
        } else {
            cli_say(c->cli, stdout, "code.again", NULL);
        }
    }
    return true;
}

static int
code(struct coding *c, const char *path)
{
    struct lines before = {0};
    char done[24], all[24];
    bool ok = read_lines(c->cli, path, false, &c->lines);
    FILE *old = ok ? fopen(c->to, "r") : NULL;
    if (old) {
        fclose(old);
        ok = read_lines(c->cli, c->to, true, &before);
    }
    for (size_t i = 0; ok && i < before.count; i++) {
        struct line *line = find(&c->lines, before.item[i].id);
        if (strcmp(before.item[i].by, c->by) != 0) {
            cli_say(c->cli, stderr, "code.other", c->to, before.item[i].by, NULL);
            ok = false;
        } else if (line) {
            line->moves = before.item[i].moves;
            line->coded = true;
        }
    }
    lines_finish(&before);
    if (!ok)
        return CLI_CANNOT;
    snprintf(all, sizeof all, "%zu", c->lines.count);
    snprintf(done, sizeof done, "%zu", coded_count(c));
    cli_say(c->cli, stdout, "code.intro", all, done, NULL);
    print_menu(c, false);
    if (!code_lines(c))
        return CLI_CANNOT;
    snprintf(done, sizeof done, "%zu", coded_count(c));
    if (coded_count(c) == c->lines.count)
        cli_say(c->cli, stdout, "code.done", all, c->to, NULL);
    else
        cli_say(c->cli, stdout, "code.stopped", done, all, NULL);
    return CLI_CLEAN;
}

/* ---- comparing ---- */

static void
print_kappa(const struct cli *cli, unsigned move, const struct sp_kappa *kappa)
{
    char key[48], value[16], same[16], n[16];
    snprintf(key, sizeof key, "move.%s", sp_signal_name((enum sp_signal)move));
    snprintf(value, sizeof value, "%.2f", kappa->kappa);
    snprintf(same, sizeof same, "%.0f", kappa->same * kappa->n);
    snprintf(n, sizeof n, "%u", kappa->n);
    cli_say(cli, stdout, kappa->defined ? "code.kappa" : "code.undefined",
            cli_text(cli, key), value, same, n, NULL);
}

/* For the agreement card: that two people have coded enough, and how far they agree. */
static int
keep(const struct cli *cli, const char *one, const char *other, size_t lines,
     const char *kappa)
{
    struct sp_error error = {0};
    char *path = card_people_path(&error);
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "one", one);
    cJSON_AddStringToObject(json, "other", other);
    cJSON_AddNumberToObject(json, "lines", (double)lines);
    cJSON_AddStringToObject(json, "kappa", kappa);
    char *text = cJSON_PrintUnformatted(json);
    bool ok = path && sp_os_write(path, text, strlen(text), SP_OS_PRIVATE, &error);
    if (!ok)
        cli_complain(cli, &error);
    cJSON_free(text);
    cJSON_Delete(json);
    sp_error_clear(&error);
    sp_free(path);
    return ok ? CLI_CLEAN : CLI_CANNOT;
}

static int
compare(struct cli *cli, const struct lines *a, const struct lines *b)
{
    struct sp_pairs pairs[SP_MOVES] = {0};
    char n[24];
    size_t both = 0;
    for (size_t i = 0; i < a->count; i++) {
        const struct line *other = find(b, a->item[i].id);
        both += other != NULL;
        for (unsigned m = 0; other && m < SP_MOVES; m++) {
            pairs[m].k = 2;
            pairs[m].count[a->item[i].moves >> m & 1][other->moves >> m & 1]++;
        }
    }
    if (both == 0) {
        cli_say(cli, stderr, "code.no-pairs", NULL);
        return CLI_CANNOT;
    }
    if (strcmp(a->item[0].by, b->item[0].by) == 0) {
        cli_say(cli, stderr, "code.same-coder", a->item[0].by, NULL);
        return CLI_CANNOT;
    }
    snprintf(n, sizeof n, "%zu", both);
    cli_say(cli, stdout, "code.pairs", n, a->item[0].by, b->item[0].by, NULL);
    double sum = 0;
    unsigned used = 0;
    for (unsigned m = 0; m < SP_MOVES; m++) {
        struct sp_kappa kappa;
        sp_kappa_of(&pairs[m], false, &kappa);
        print_kappa(cli, m, &kappa);
        sum += kappa.defined ? kappa.kappa : 0;
        used += kappa.defined;
    }
    snprintf(n, sizeof n, "%.2f", used ? sum / used : 0);
    cli_say(cli, stdout, "code.mean", n, NULL);
    if (both < ENOUGH)
        cli_say(cli, stdout, "code.few", NULL);
    else
        return keep(cli, a->item[0].by, b->item[0].by, both, n);
    return CLI_CLEAN;
}

static int
compare_files(struct cli *cli, const char *one, const char *other)
{
    struct lines a = {0}, b = {0};
    int status = CLI_CANNOT;
    if (read_lines(cli, one, true, &a) && read_lines(cli, other, true, &b))
        status = compare(cli, &a, &b);
    lines_finish(&a);
    lines_finish(&b);
    return status;
}

int
cmd_code(struct cli *cli, int argc, char **argv)
{
    struct coding c = {.cli = cli, .in = stdin};
    bool comparing = false;
    const struct cli_option options[] = {
        {"by", &c.by, NULL}, {"to", &c.to, NULL}, {"compare", NULL, &comparing}};
    int words = 0;
    int status = cli_options(cli, "code", argc, argv, options, 3, &words);
    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (comparing ? words != 2 : words != 1 || !c.by || !*c.by || !c.to) {
        cli_say(cli, stderr, "usage.code", NULL);
        return CLI_USAGE;
    }
    if (comparing)
        return compare_files(cli, argv[0], argv[1]);
    status = code(&c, argv[0]);
    lines_finish(&c.lines);
    return status;
}
