/* cmd_bench.c: `sparring bench`: what the window costs, each number beside a floor that
 * was measured in the same run. */
#include "bench.h"

#include <string.h>
#include <time.h>

#include "play.h"
#include "window.h"

#define ROUNDS_TEXT 12

/* A number to be told. */
struct finding {
    const char *name; /* of the sentence "bench.NAME" and in JSON */
    const char *unit;
    double value, floor, goal; /* no floor: below 0; no goal: 0 */
    bool of_floor;             /* the goal is for value / floor */
    size_t runs;
};

struct bench {
    struct cli *cli;
    char *program, *floor; /* floor: NULL when it was not built */
    char talk[SP_ID_SIZE], result[SP_ID_SIZE];
    unsigned starts, rounds, rest_ms, idle_ms;
    bool seen; /* there is a display */
    int status;
};

/* ---- telling ---- */

static void
worse(struct bench *b, int status)
{
    b->status = status > b->status ? status : b->status;
}

static void
tell_json(const struct bench *b, const struct finding *f, bool met)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddStringToObject(json, "measure", f->name);
    cJSON_AddNumberToObject(json, "value", f->value);
    cJSON_AddStringToObject(json, "unit", f->unit);
    if (f->floor >= 0)
        cJSON_AddNumberToObject(json, "floor", f->floor);
    if (f->floor > 0)
        cJSON_AddNumberToObject(json, "ratio", f->value / f->floor);
    if (f->goal > 0) {
        cJSON_AddNumberToObject(json, "goal", f->goal);
        cJSON_AddStringToObject(json, "goalOf", f->of_floor ? "ratio" : "value");
        cJSON_AddBoolToObject(json, "met", met);
    }
    cJSON_AddNumberToObject(json, "runs", (double)f->runs);
    cJSON_AddBoolToObject(json, "display", b->seen);
    cli_print_json(stdout, json);
}

static void
tell_text(const struct bench *b, const struct finding *f, bool met)
{
    struct sp_str value = {0}, floor = {0}, ratio = {0}, goal = {0}, key = {0};

    sp_str_addf(&key, "bench.%s", f->name);
    sp_str_addf(&value, "%.*f %s", f->value < 1 ? 3 : 1, f->value, f->unit);
    sp_str_addf(&floor, "%.*f %s", f->floor < 1 ? 3 : 1, f->floor, f->unit);
    sp_str_addf(&ratio, "%.2f", f->floor > 0 ? f->value / f->floor : 0);
    sp_str_addf(&goal, f->of_floor ? "%g" : "%g %s", f->goal, f->unit);
    cli_say(b->cli, stdout, sp_str_text(&key), sp_str_text(&value), NULL);
    if (f->floor > 0)
        cli_say(b->cli, stdout, "bench.floor", sp_str_text(&floor), sp_str_text(&ratio),
                NULL);
    if (f->goal > 0)
        cli_say(b->cli, stdout,
                f->of_floor ? (met ? "bench.goal-ratio-met" : "bench.goal-ratio-missed")
                            : (met ? "bench.goal-met" : "bench.goal-missed"),
                sp_str_text(&goal), NULL);
    sp_str_finish(&value);
    sp_str_finish(&floor);
    sp_str_finish(&ratio);
    sp_str_finish(&goal);
    sp_str_finish(&key);
}

static void
tell(struct bench *b, struct finding f)
{
    double judged = f.of_floor && f.floor > 0 ? f.value / f.floor : f.value;
    bool met = judged <= f.goal;

    if (f.of_floor && f.floor <= 0)
        f.goal = 0; /* nothing to judge it by */
    if (b->cli->json)
        tell_json(b, &f, met);
    else
        tell_text(b, &f, met);
    fflush(stdout);
    if (f.goal > 0 && !met)
        worse(b, CLI_FINDINGS);
}

static void
complain(struct bench *b, const char *key)
{
    fputs("sparring: ", stderr);
    cli_say(b->cli, stderr, key, NULL);
    worse(b, CLI_CANNOT);
}

/* ---- measuring ---- */

static bool
start_role(const struct bench *b, const char *role, const char *attempt,
           struct bench_child *child)
{
    char rounds[ROUNDS_TEXT], lang[] = "--lang", bench[] = "bench", as[] = "--as",
                              resume[] = "--resume", count[] = "--rounds";
    char *role_word = sp_strdup(role), *id = sp_strdup(attempt ? attempt : "");
    char *tag = sp_strdup(sp_lang_tag(b->cli->lang));
    char *argv[] = {b->program, bench,  as,
                    role_word,  lang,   tag,
                    count,      rounds, attempt ? resume : NULL,
                    id,         NULL};

    snprintf(rounds, sizeof rounds, "%u", b->rounds);
    bool ok = bench_start(argv, child);
    sp_free(role_word);
    sp_free(id);
    sp_free(tag);
    return ok;
}

#define FLOOR_LINES 6

/* The lines that it sets are handed to it, so that it need not read them. */
static bool
start_floor(const struct bench *b, bool stay, struct bench_child *child)
{
    char stays[] = "stay", ends[] = "end";
    char *argv[FLOOR_LINES + 3] = {b->floor, stay ? stays : ends};

    for (int i = 0; i < FLOOR_LINES; i++) {
        char key[24];

        snprintf(key, sizeof key, "bench.text.%d", i + 1);
        argv[i + 2] = sp_strdup(cli_text(b->cli, key));
    }
    bool ok = bench_start(argv, child);
    for (int i = 0; i < FLOOR_LINES; i++)
        sp_free(argv[i + 2]);
    return ok;
}

/* Reads all samples of a word; the rest of the output is for the next word. */
static void
take(struct bench_child *child, const char *word, size_t count,
     struct bench_samples *samples)
{
    double value;

    while (samples->count < count && bench_read(child, word, &value))
        bench_add(samples, value);
}

/* Milliseconds from starting a program to its first picture. */
static bool
time_first(struct bench_child *child, struct bench_samples *samples)
{
    double first;
    bool ok = bench_read(child, "first", &first) && first > 0;

    if (ok)
        bench_add(samples, (first - (double)child->started_ns) / 1e6);
    return bench_finish(child, false) && ok;
}

static bool
measure_first(struct bench *b)
{
    struct bench_samples ours = {.count = 0}, floor = {.count = 0};
    struct bench_child child;
    bool ok = true;

    for (unsigned i = 0; ok && i < b->starts; i++) {
        ok = start_role(b, "first", NULL, &child) && time_first(&child, &ours);
        if (ok && b->floor)
            ok = start_floor(b, false, &child) && time_first(&child, &floor);
    }
    if (ok)
        tell(b, (struct finding){.name = "first",
                                 .unit = "ms",
                                 .value = bench_at(&ours, 0.5),
                                 .floor = floor.count ? bench_at(&floor, 0.5) : -1,
                                 .goal = b->seen ? 2.5 : 0,
                                 .of_floor = true,
                                 .runs = ours.count});
    return ok;
}

static void
measure_drawing(struct bench *b, const char *name, const char *attempt)
{
    struct bench_samples blank = {.count = 0}, paint = {.count = 0};
    struct bench_child child;

    if (!start_role(b, "draw", attempt, &child)) {
        complain(b, "bench.failed");
        return;
    }
    take(&child, "blank-cpu", b->rounds, &blank);
    take(&child, "paint-cpu", b->rounds, &paint);
    if (!bench_finish(&child, false) || !paint.count) {
        complain(b, "bench.failed");
        return;
    }
    tell(b, (struct finding){.name = name,
                             .unit = "ms",
                             .value = bench_at(&paint, 0.5),
                             .floor = bench_at(&blank, 0.5),
                             .goal = 8,
                             .runs = paint.count});
}

static void
measure_keys(struct bench *b)
{
    struct bench_samples blank = {.count = 0}, press = {.count = 0};
    struct bench_child child;

    if (!start_role(b, "keys", b->talk, &child)) {
        complain(b, "bench.failed");
        return;
    }
    take(&child, "blank-wall", b->rounds, &blank);
    take(&child, "press-wall", BENCH_SAMPLES, &press);
    if (!bench_finish(&child, false) || !press.count) {
        complain(b, "bench.failed");
        return;
    }
    double floor = bench_at(&blank, 0.5);
    tell(b, (struct finding){.name = "key",
                             .unit = "ms",
                             .value = bench_at(&press, 0.5),
                             .floor = floor,
                             .runs = press.count});
    tell(b, (struct finding){.name = "key-95",
                             .unit = "ms",
                             .value = bench_at(&press, 0.95),
                             .floor = floor,
                             .goal = 16,
                             .runs = press.count});
}

static void
pause_ms(unsigned ms)
{
    struct timespec left = {ms / 1000, (long)(ms % 1000) * 1000000};

    while (nanosleep(&left, &left) != 0)
        continue;
}

/* Both programs wait side by side. */
static void
watch(struct bench *b, struct bench_child *ours, struct bench_child *floor)
{
    struct bench_child *both[2] = {ours, floor};
    double used[2] = {0}, memory[2] = {0};
    int64_t from_ns;

    pause_ms(b->rest_ms); /* until the last movement has ended */
    from_ns = bench_clock_ns();
    for (int i = 0; i < 2 && both[i]; i++) {
        used[i] = -bench_cpu_ms(both[i]);
        memory[i] = bench_resident_mb(both[i]);
    }
    if (b->seen)
        pause_ms(b->idle_ms);
    double passed = (double)(bench_clock_ns() - from_ns) / 1e6;
    for (int i = 0; i < 2 && both[i]; i++)
        used[i] += bench_cpu_ms(both[i]);
    if (b->seen)
        tell(b, (struct finding){.name = "idle",
                                 .unit = "%",
                                 .value = used[0] / passed * 100,
                                 .floor = floor ? used[1] / passed * 100 : -1,
                                 .goal = 0.1,
                                 .runs = 1});
    tell(b, (struct finding){.name = "memory",
                             .unit = "MB",
                             .value = memory[0],
                             .floor = floor ? memory[1] : -1,
                             .goal = 60,
                             .runs = 1});
}

static void
measure_rest(struct bench *b)
{
    struct bench_child ours, floor;
    double ready;

    if (!start_role(b, "stay", b->talk, &ours)) {
        complain(b, "bench.failed");
        return;
    }
    bool has_floor = b->floor && start_floor(b, true, &floor);
    bool ok = bench_read(&ours, "ready", &ready) &&
              (!has_floor || bench_read(&floor, "first", &ready));
    if (ok)
        watch(b, &ours, has_floor ? &floor : NULL);
    else
        complain(b, "bench.failed");
    bench_finish(&ours, true);
    if (has_floor)
        bench_finish(&floor, true);
}

/* ---- the whole ---- */

/* A call near its end, whose talk is long, and one that has ended. */
static bool
prepare(struct bench *b)
{
    struct sp_store *store = open_records(b->cli);
    bool ok = store && play_prepare(b->cli, store, 1, b->talk) &&
              play_prepare(b->cli, store, 0, b->result);

    sp_store_close(store);
    return ok;
}

/* A display may be named and not answer; the first start finds out. */
static void
measure(struct bench *b)
{
    bool ok = b->seen && measure_first(b);

    if (!ok) {
        cli_say(b->cli, stderr, "bench.no-display", NULL);
        bench_hide_display();
        b->seen = false;
        ok = measure_first(b);
    }
    if (!ok) {
        complain(b, "bench.failed");
        return;
    }
    measure_drawing(b, "draw-talk", b->talk);
    measure_drawing(b, "draw-result", b->result);
    measure_keys(b);
    measure_rest(b);
}

static int
bench(struct cli *cli, bool quick)
{
    struct bench b = {.cli = cli,
                      .starts = quick ? 2 : 15,
                      .rounds = quick ? 3 : 40,
                      .rest_ms = quick ? 100 : 2000,
                      .idle_ms = quick ? 300 : 10000,
                      .seen = sp_os_has_display()};

    if (!window_available()) {
        cli_say(cli, stderr, "bench.no-window", NULL);
        return CLI_CANNOT;
    }
    char *folder = bench_folder_new();
    b.program = bench_program(NULL);
    b.floor = bench_program("sparring-floor");
    if (!b.floor)
        cli_say(cli, stderr, "bench.no-floor", NULL);
    if (folder && b.program && prepare(&b))
        measure(&b);
    else
        complain(&b, "bench.failed");
    bench_folder_remove(folder);
    sp_free(b.program);
    sp_free(b.floor);
    return b.status;
}

int
cmd_bench(struct cli *cli, int argc, char **argv)
{
    const char *role = NULL, *attempt = NULL, *rounds_word = NULL;
    uint64_t rounds = 1;
    bool quick = false;
    /* All but the first are for the processes that are measured. */
    const struct cli_option options[] = {{.name = "quick", .flag = &quick},
                                         {.name = "as", .value = &role},
                                         {.name = "resume", .value = &attempt},
                                         {.name = "rounds", .value = &rounds_word}};
    int words, status = cli_options(cli, "bench", argc, argv, options,
                                    sizeof options / sizeof *options, &words);

    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (words > 0 ||
        (rounds_word && !cli_number(cli, "--rounds", rounds_word, &rounds))) {
        cli_say(cli, stderr, "usage.bench", NULL);
        return CLI_USAGE;
    }
    return role ? bench_role(cli, role, attempt, (unsigned)rounds) : bench(cli, quick);
}
