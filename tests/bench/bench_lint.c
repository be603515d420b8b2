/* bench_lint.c: what a check of a scenario costs, from its text to all findings, beside
 * cJSON's parse of the same bytes in the same run.
 *
 * usage: bench_lint [--quick] [--write NODES FILE]
 * Times the shipped scenarios and generated ones of 30, 1,000 and 50,000 nodes
 * (--quick: 30 and 300, once) and says what misses its goal; status 1 then. --write
 * writes a generated scenario instead, for other programs to be timed on. */
#include "big.h"
#include "cost.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../unit/load.h"
#include "core/mem.h"

#define RUNS_MOST 41
#define SEED 20

struct bench {
    struct set shipped; /* its rubric and styles */
    bool quick;
    int status;
};

/* What one process that does it once takes. */
struct cost {
    double ms, peak_mb;
    size_t errors, warnings;
};

static void
check_once(const struct bench *b, const char *text, size_t size, struct cost *cost)
{
    struct sp_diags diags = {0};

    sp_scenario_free(
        sp_scenario_lint(text, size, b->shipped.rubric, b->shipped.styles, &diags));
    sp_diags_sort(&diags);
    cost->errors = diags.errors;
    cost->warnings = diags.warnings;
    sp_diags_finish(&diags);
}

/* In a process of its own, as a check is: else what one leaves behind for malloc to put
 * in order would be paid by the next. `floor` only parses. */
static bool
run_once(const struct bench *b, const char *text, size_t size, bool floor,
         struct cost *cost)
{
    struct rusage usage;
    int ends[2], status;

    fflush(stdout);
    if (pipe(ends) != 0)
        return false;
    pid_t child = fork();
    if (child == 0) {
        struct cost own = {0};
        double start = now_ms();

        if (floor)
            cJSON_Delete(cJSON_ParseWithLength(text, size));
        else
            check_once(b, text, size, &own);
        own.ms = now_ms() - start;
        _exit(write(ends[1], &own, sizeof own) != sizeof own);
    }
    close(ends[1]);
    bool ok = read(ends[0], cost, sizeof *cost) == sizeof *cost;
    close(ends[0]);
    ok = child > 0 && wait4(child, &status, 0, &usage) == child && status == 0 && ok;
    cost->peak_mb = (double)usage.ru_maxrss / 1024;
    return ok;
}

/* In turns, so that what else the machine does falls on both. */
static bool
run_both(const struct bench *b, const char *text, size_t size, unsigned runs,
         struct cost *ours, struct cost *floor)
{
    double ours_ms[RUNS_MOST], floor_ms[RUNS_MOST];

    for (unsigned i = 0; i < runs; i++) {
        if (!run_once(b, text, size, true, floor) ||
            !run_once(b, text, size, false, ours))
            return false;
        floor_ms[i] = floor->ms;
        ours_ms[i] = ours->ms;
    }
    ours->ms = median(ours_ms, runs);
    floor->ms = median(floor_ms, runs);
    return true;
}

static double
measure(struct bench *b, const char *name, const char *text, size_t size, unsigned runs,
        double goal_ms)
{
    struct cost ours, floor;

    if (!run_both(b, text, size, b->quick ? 1 : runs, &ours, &floor)) {
        b->status = 1;
        return 0;
    }
    bool met = b->quick || ours.ms <= goal_ms;
    printf("%-16s %5.1f MB  %8.2f ms, %5.2f x cJSON's %7.2f, goal %4.0f %-6s  peak "
           "%5.1f MB, %4.2f x cJSON's %5.1f  %zu errors, %zu warnings\n",
           name, (double)size / 1048576, ours.ms, ours.ms / floor.ms, floor.ms, goal_ms,
           met ? "met" : "MISSED", ours.peak_mb, ours.peak_mb / floor.peak_mb,
           floor.peak_mb, ours.errors, ours.warnings);
    if (!met || ours.errors > 0)
        b->status = 1;
    return ours.ms;
}

static double
measure_big(struct bench *b, unsigned nodes, unsigned runs, double goal_ms)
{
    struct sp_str text = {0}, name = {0};

    sp_str_addf(&name, "%u nodes", nodes);
    big_scenario(nodes, SEED, &text);
    double ms = measure(b, name.text, text.text, text.size, runs, goal_ms);
    sp_str_finish(&text);
    sp_str_finish(&name);
    return ms;
}

static void
measure_all(struct bench *b)
{
    static const char *const shipped[] = {"price-objection", "ic-card"};

    for (unsigned i = 0; i < 2; i++) {
        struct sp_str path = {0};
        size_t size;

        sp_str_addf(&path, "scenarios/%s.json", shipped[i]);
        char *full = load_path(path.text), *text = load_file(full, &size);
        if (text)
            measure(b, shipped[i], text, size, 41, 20);
        else
            b->status = 1;
        sp_free(text);
        sp_free(full);
        sp_str_finish(&path);
    }
    measure_big(b, 30, 41, 20);
    if (b->quick) {
        measure_big(b, 300, 1, 100);
        return;
    }
    double thousand = measure_big(b, 1000, 41, 100);
    double many = measure_big(b, 50000, 5, 5000);
    double growth = many / 50 / thousand;
    printf("a node of 50,000 costs %.2f times what one of 1,000 does, goal 2 %s\n",
           growth, growth <= 2 ? "met" : "MISSED");
    if (growth > 2)
        b->status = 1;
}

static int
write_big(const char *nodes, const char *path)
{
    struct sp_str text = {0};
    unsigned count = (unsigned)strtoul(nodes, NULL, 10);
    FILE *file = fopen(path, "wb");

    big_scenario(count < 8 ? 8 : count, SEED, &text);
    bool ok = file && fwrite(text.text, 1, text.size, file) == text.size;
    ok = file && fclose(file) == 0 && ok;
    sp_str_finish(&text);
    return ok ? 0 : 1;
}

int
main(int argc, char **argv)
{
    struct bench b = {.quick = argc > 1 && strcmp(argv[1], "--quick") == 0};

    sp_mem_init();
    if (argc == 4 && strcmp(argv[1], "--write") == 0)
        return write_big(argv[2], argv[3]);
    if (load_small(&b.shipped))
        measure_all(&b);
    else
        b.status = 1;
    set_finish(&b.shipped);
    return b.status;
}
