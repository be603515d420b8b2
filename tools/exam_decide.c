/* exam_decide.c: `sparring exam hold, remark, decide, appeal`: what people say about a
 * sitting. */
#include <stdlib.h>
#include <string.h>

#include "exam_see.h"
#include "play.h"
#include "store/decide.h"
#include "store/start_code.h"

#define RATINGS_MOST (SP_EXAM_ITEMS * SP_COMPETENCIES)

/* The words of --text or of the file of --file; NULL after saying what is wrong. */
static char *
take_text(const struct cli *cli, const char *text, const char *file)
{
    struct sp_error error = {0};
    char *out = NULL;
    size_t size = 0;

    if (!text == !file) {
        cli_say(cli, cli->err, "decide.text", NULL);
        return NULL;
    }
    if (text)
        return sp_strdup(text);
    if (!sp_os_read_plain(file, SP_WORDS_MOST, &out, &size, &error)) {
        exam_failed(cli, &error);
        return NULL;
    }
    if (!sp_utf8_valid(out, size) || strlen(out) != size) {
        cli_say(cli, cli->err, "decide.utf8", file, NULL);
        sp_free(out);
        return NULL;
    }
    while (size > 0 && strchr(" \t\r\n", out[size - 1]))
        out[--size] = '\0';
    return out;
}

/* Finds the sitting, does it, and says what stands now. */
struct deed {
    struct cli *cli;
    const char *by, *words;
    bool pass;
    const struct sp_remark *remark;
    bool (*run)(const struct deed *, struct sp_store *, const char *sitting,
                struct sp_error *);
    bool manager;
    const char *done; /* key */
};

static int
do_deed(const struct deed *deed, const char *sitting)
{
    struct sp_sitting_row row;
    struct sp_error error = {0};
    int status = CLI_CLEAN;
    const struct cli *cli = deed->cli;

    if (deed->manager && !exam_is_manager(deed->cli))
        return CLI_CANNOT;
    struct sp_store *store = open_records(cli);

    if (!store)
        return CLI_CANNOT;
    if (!sitting_find(cli, store, sitting, &row))
        status = CLI_CANNOT;
    else if (!deed->run(deed, store, row.id, &error))
        status = exam_failed(cli, &error);
    else
        cli_say(cli, cli->out, deed->done, row.id, NULL);
    sp_store_close(store);
    return status;
}

static bool
run_hold(const struct deed *deed, struct sp_store *store, const char *sitting,
         struct sp_error *error)
{
    return sp_sitting_hold(store, sitting, deed->by, deed->words, sp_os_wall_ms(),
                           error);
}

static bool
run_decide(const struct deed *deed, struct sp_store *store, const char *sitting,
           struct sp_error *error)
{
    return sp_sitting_decide(store, sitting, deed->pass, deed->by, deed->words,
                             sp_os_wall_ms(), error);
}

static bool
run_appeal(const struct deed *deed, struct sp_store *store, const char *sitting,
           struct sp_error *error)
{
    return sp_sitting_appeal(store, sitting, deed->words, sp_os_wall_ms(), error);
}

static bool
run_remark(const struct deed *deed, struct sp_store *store, const char *sitting,
           struct sp_error *error)
{
    return sp_sitting_remark(store, sitting, deed->remark, sp_os_wall_ms(), error);
}

static int
usage(const struct cli *cli)
{
    cli_say(cli, cli->err, "usage.exam", NULL);
    return CLI_USAGE;
}

int
exam_hold(struct cli *cli, int argc, char **argv)
{
    struct deed deed = {
        .cli = cli, .run = run_hold, .manager = true, .done = "decide.held"};
    const struct cli_option list[] = {{.name = "reason", .value = &deed.words},
                                      {.name = "by", .value = &deed.by}};
    int status;

    if (!exam_words(cli, argc, argv, list, 2, 1, 1, NULL, &status))
        return status;
    char *name = deed.by ? NULL : sp_os_user_name();

    if (!deed.by)
        deed.by = name;
    status = do_deed(&deed, argv[0]);
    sp_free(name);
    return status;
}

int
exam_decide(struct cli *cli, int argc, char **argv)
{
    struct deed deed = {.cli = cli, .run = run_decide, .manager = true};
    const struct cli_option list[] = {{.name = "reason", .value = &deed.words},
                                      {.name = "by", .value = &deed.by}};
    int status;

    if (!exam_words(cli, argc, argv, list, 2, 2, 2, NULL, &status))
        return status;
    if (strcmp(argv[1], "pass") != 0 && strcmp(argv[1], "fail") != 0)
        return usage(cli);
    deed.pass = strcmp(argv[1], "pass") == 0;
    deed.done = deed.pass ? "decide.passed" : "decide.failed";
    return do_deed(&deed, argv[0]);
}

int
exam_appeal(struct cli *cli, int argc, char **argv)
{
    const char *text = NULL, *file = NULL;
    struct deed deed = {.cli = cli, .run = run_appeal, .done = "decide.appealed"};
    const struct cli_option list[] = {{.name = "text", .value = &text},
                                      {.name = "file", .value = &file}};
    char code[SP_CODE_SIZE];
    int status;

    if (!exam_words(cli, argc, argv, list, 2, 1, 1, NULL, &status))
        return status;
    /* By the start code only: who has not sat it does not know it. */
    if (!sp_code_read(argv[0], code)) {
        cli_say(cli, cli->err, "exam.no-code", argv[0], NULL);
        return CLI_USAGE;
    }
    char *appeal = take_text(cli, text, file);

    if (!appeal)
        return CLI_USAGE;
    deed.words = appeal;
    status = do_deed(&deed, argv[0]);
    sp_free(appeal);
    return status;
}

/* ---- remarks ---- */

/* "clarify=2" or "2.clarify=2", of the first call or the one named. The text is cut
 * into its parts. */
static bool
read_rating(char *part, struct sp_rating *out)
{
    char *equals = strchr(part, '='), *dot = strchr(part, '.'), *end;
    unsigned long item = 1;

    if (!equals || !equals[1] || equals[2] || equals[1] < '0' || equals[1] > '9')
        return false;
    *equals = '\0';
    out->level = equals[1] - '0';
    if (dot && dot < equals) {
        item = strtoul(part, &end, 10);
        if (end != dot || item < 1 || item > SP_EXAM_ITEMS)
            return false;
        part = dot + 1;
    }
    out->item = (unsigned)item - 1;
    out->competency = part;
    return *part != '\0';
}

static bool
read_ratings(const struct cli *cli, char *levels, struct sp_rating *rating,
             unsigned *count)
{
    char *part, *rest = levels;

    *count = 0;
    while ((part = strtok_r(rest, ", ", &rest))) {
        char *whole = sp_strdup(part);
        bool ok = *count < RATINGS_MOST && read_rating(part, &rating[*count]);

        if (!ok)
            cli_say(cli, cli->err, "decide.levels", whole, NULL);
        sp_free(whole);
        if (!ok)
            return false;
        ++*count;
    }
    return true;
}

struct remarking {
    const char *by, *text, *file, *levels;
    bool pass, fail;
};

static int
add_remark(struct cli *cli, const char *sitting, const struct remarking *r)
{
    struct sp_rating rating[RATINGS_MOST];
    struct sp_remark remark = {
        .by = r->by, .rating = rating, .has_pass = r->pass || r->fail, .pass = r->pass};
    const struct deed deed = {.cli = cli,
                              .remark = &remark,
                              .run = run_remark,
                              .manager = true,
                              .done = "decide.remarked"};
    char *levels = sp_strdup(r->levels ? r->levels : "");
    char *text = take_text(cli, r->text, r->file);
    int status = CLI_USAGE;

    remark.words = text;
    if (text && read_ratings(cli, levels, rating, &remark.ratings))
        status = do_deed(&deed, sitting);
    sp_free(levels);
    sp_free(text);
    return status;
}

int
exam_remark(struct cli *cli, int argc, char **argv)
{
    struct remarking r = {0};
    const struct cli_option list[] = {
        {.name = "by", .value = &r.by},     {.name = "text", .value = &r.text},
        {.name = "file", .value = &r.file}, {.name = "levels", .value = &r.levels},
        {.name = "pass", .flag = &r.pass},  {.name = "fail", .flag = &r.fail}};
    int status;

    if (!exam_words(cli, argc, argv, list, 6, 1, 1, NULL, &status))
        return status;
    if (r.pass && r.fail)
        return usage(cli);
    return add_remark(cli, argv[0], &r);
}
