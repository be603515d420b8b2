/* bench_process.c: samples, and the processes that are measured. */
#include "bench.h"

#include <dirent.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LIFE_S 100

/* ---- samples ---- */

void
bench_add(struct bench_samples *samples, double value)
{
    if (samples->count < BENCH_SAMPLES)
        samples->value[samples->count++] = value;
}

static int
by_value(const void *left, const void *right)
{
    const double *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

double
bench_at(const struct bench_samples *samples, double share)
{
    struct bench_samples sorted = *samples;

    if (!sorted.count)
        return 0;
    qsort(sorted.value, sorted.count, sizeof *sorted.value, by_value);
    return sorted.value[(size_t)fmax(0, ceil(share * (double)sorted.count) - 1)];
}

/* ---- processes ---- */

char *
bench_program(const char *beside)
{
    char path[4096];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);

    if (size <= 0)
        return NULL;
    path[size] = '\0';
    if (!beside)
        return sp_strdup(path);
    *strrchr(path, '/') = '\0';
    char *other = sp_os_join(path, beside);
    if (access(other, X_OK) == 0)
        return other;
    sp_free(other);
    return NULL;
}

bool
bench_start(char *const argv[], struct bench_child *child)
{
    int ends[2];

    if (pipe(ends) != 0)
        return false;
    fflush(NULL);
    child->started_ns = bench_clock_ns();
    child->pid = fork();
    if (child->pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        alarm(LIFE_S); /* one that never answers must not be waited for */
        execv(argv[0], argv);
        _exit(127);
    }
    close(ends[1]);
    child->out = child->pid > 0 ? fdopen(ends[0], "r") : NULL;
    if (child->out)
        return true;
    close(ends[0]);
    return false;
}

bool
bench_finish(struct bench_child *child, bool stop)
{
    int status = 0;

    if (stop)
        kill(child->pid, SIGTERM);
    fclose(child->out);
    while (waitpid(child->pid, &status, 0) < 0)
        continue;
    return stop || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

bool
bench_read(struct bench_child *child, const char *word, double *value)
{
    char line[200];
    size_t size = strlen(word);

    while (fgets(line, sizeof line, child->out)) {
        if (strncmp(line, word, size) == 0 && line[size] == ' ') {
            *value = strtod(line + size + 1, NULL);
            return true;
        }
    }
    return false;
}

double
bench_cpu_ms(const struct bench_child *child)
{
    clockid_t clock;
    struct timespec used;

    if (clock_getcpuclockid(child->pid, &clock) != 0 ||
        clock_gettime(clock, &used) != 0)
        return -1;
    return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}

double
bench_resident_mb(const struct bench_child *child)
{
    char path[40], line[200];
    long kb = -1;

    snprintf(path, sizeof path, "/proc/%ld/status", (long)child->pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, "VmRSS:", 6) == 0)
            kb = strtol(line + 6, NULL, 10);
    }
    if (file)
        fclose(file);
    return kb < 0 ? -1 : (double)kb / 1024;
}

/* ---- what they find ---- */

void
bench_hide_display(void)
{
    setenv("SDL_VIDEODRIVER", "dummy", 1);
}

char *
bench_folder_new(void)
{
    const char *in = getenv("TMPDIR");
    char *path = sp_os_join(in && *in ? in : "/tmp", "sparring-bench-XXXXXX");

    if (mkdtemp(path)) {
        setenv("SPARRING_DATA", path, 1);
        return path;
    }
    sp_free(path);
    return NULL;
}

/* The program makes no folders in its data folder. */
void
bench_folder_remove(char *folder)
{
    DIR *dir = folder ? opendir(folder) : NULL;

    for (struct dirent *one; dir && (one = readdir(dir));) {
        char *path = sp_os_join(folder, one->d_name);

        unlink(path);
        sp_free(path);
    }
    if (dir)
        closedir(dir);
    if (folder)
        rmdir(folder);
    sp_free(folder);
}
