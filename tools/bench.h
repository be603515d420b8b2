/* bench.h: what the parts of `sparring bench` share. */
#pragma once

#include <stdint.h>
#include <sys/types.h>

#include "cli.h"

/* ---- samples ---- */

#define BENCH_SAMPLES 2048

struct bench_samples {
    double value[BENCH_SAMPLES];
    size_t count;
};

void bench_add(struct bench_samples *samples, double value);
/* The value that `share` of them do not pass: 0.5 is the median. 0 when there is none.
 */
double bench_at(const struct bench_samples *samples, double share);

int64_t bench_clock_ns(void); /* the monotone clock, the same in all processes */

/* ---- processes ---- */

/* A program that is measured. What it writes is read from `out`. */
struct bench_child {
    pid_t pid;
    FILE *out;
    int64_t started_ns; /* just before it was started */
};

/* Path of the running program, or of one beside it; NULL when there is none. The caller
 * frees it with sp_free. */
char *bench_program(const char *beside);
/* `argv` begins with the program and ends in NULL. */
bool bench_start(char *const argv[], struct bench_child *child);
/* Waits for its end, or with `stop` ends it; whether it went well. */
bool bench_finish(struct bench_child *child, bool stop);
/* The next line "word number" whose word it is; false when no such line comes. */
bool bench_read(struct bench_child *child, const char *word, double *value);
/* Processor time that it used so far, and its resident memory; -1 when unknown. */
double bench_cpu_ms(const struct bench_child *child);
double bench_resident_mb(const struct bench_child *child);

/* An empty data folder for this program and those it starts, in place of the person's;
 * NULL when it cannot be made. Removed with all it holds. */
char *bench_folder_new(void);
void bench_folder_remove(char *folder);
/* From now on they draw without being seen. */
void bench_hide_display(void);

/* ---- the measured side ---- */

/* `sparring bench --as ROLE`: the window, measuring itself. Writes lines "word number".
 *   first          the moment of the first picture, and closes
 *   draw ATTEMPT   processor time of blank and of full pictures
 *   keys ATTEMPT   time from a key in the queue to its picture
 *   stay ATTEMPT   is used a little, says so, and waits */
int bench_role(struct cli *cli, const char *role, const char *attempt, unsigned rounds);
