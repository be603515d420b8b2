/* bench_role.c: the window as it measures itself, in a process of its own. */
#include "bench.h"

#include <string.h>
#include <time.h>

#include "ui/window.h"
#include "window.h"

enum kind { BLANK, PAINT, PRESS, KINDS };

struct probe {
    enum sp_window_order (*next)(struct probe *probe, const char **key);
    unsigned rounds, at;
    int64_t shown_ns; /* the last picture since the order was given; or 0 */
    int64_t first_ns, wall_ns, cpu_ns; /* the last two: as the order was given */
    struct bench_samples wall[KINDS], cpu[KINDS];
};

int64_t
bench_clock_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t
own_cpu_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void
begin(struct probe *p)
{
    p->shown_ns = 0;
    p->cpu_ns = own_cpu_ns();
    p->wall_ns = bench_clock_ns();
}

static void
end(struct probe *p, enum kind kind)
{
    int64_t cpu_ns = own_cpu_ns();
    int64_t wall_ns = p->shown_ns ? p->shown_ns : bench_clock_ns();

    bench_add(&p->wall[kind], (double)(wall_ns - p->wall_ns) / 1e6);
    bench_add(&p->cpu[kind], (double)(cpu_ns - p->cpu_ns) / 1e6);
}

static enum sp_window_order
close_at_once(struct probe *p, const char **key)
{
    (void)p;
    (void)key;
    return SP_WINDOW_CLOSE;
}

/* Blank and full pictures in turns, so that both meet the same noise. */
static enum sp_window_order
draw(struct probe *p, const char **key)
{
    (void)key;
    if (p->at > 0)
        end(p, p->at % 2 ? BLANK : PAINT);
    if (p->at == 2 * p->rounds)
        return SP_WINDOW_CLOSE;
    p->at++;
    begin(p);
    return p->at % 2 ? SP_WINDOW_BLANK : SP_WINDOW_PAINT;
}

/* What people press: to move, to scroll, to answer and take back, to look something up
 * and to change how everything looks. A key that changes nothing has no picture. */
static enum sp_window_order
keys(struct probe *p, const char **key)
{
    static const char *const names[] = {"Tab",    "Tab",      "Down", "Up",
                                        "PageUp", "PageDown", "1",    "C-Z",
                                        "F1",     "Escape",   "C-T",  "C-L"};
    const unsigned count = sizeof names / sizeof *names, first = p->rounds + 1;

    if (p->at > first && p->shown_ns)
        end(p, PRESS);
    else if (p->at > 0 && p->at < first)
        end(p, BLANK);
    if (p->at == first + p->rounds * count)
        return SP_WINDOW_CLOSE;
    unsigned at = p->at++;
    begin(p);
    if (at < p->rounds)
        return SP_WINDOW_BLANK;
    if (at < first)
        return SP_WINDOW_PAINT;
    *key = names[(at - first) % count];
    return SP_WINDOW_PRESS;
}

/* Memory and rest are those of a window that was used. */
static enum sp_window_order
stay(struct probe *p, const char **key)
{
    enum sp_window_order order = keys(p, key);

    if (order != SP_WINDOW_CLOSE)
        return order;
    printf("ready %lld\n", (long long)bench_clock_ns());
    fflush(stdout);
    return SP_WINDOW_STAY;
}

static void
shown(void *data)
{
    struct probe *p = data;

    p->shown_ns = bench_clock_ns();
    if (!p->first_ns)
        p->first_ns = p->shown_ns;
}

static enum sp_window_order
next(void *data, const char **key)
{
    struct probe *p = data;

    return p->next(p, key);
}

static void
print(const char *word, const struct bench_samples *samples)
{
    for (size_t i = 0; i < samples->count; i++)
        printf("%s %.6f\n", word, samples->value[i]);
}

int
bench_role(struct cli *cli, const char *role, const char *attempt, unsigned rounds)
{
    static const struct {
        const char *name;
        enum sp_window_order (*next)(struct probe *, const char **);
    } roles[] = {
        {"first", close_at_once}, {"draw", draw}, {"keys", keys}, {"stay", stay}};
    struct probe *p = sp_alloc(1, sizeof *p);
    struct sp_window_probe probe = {p, shown, next};
    struct play_request request = {.resume = attempt, .probe = &probe};
    int status = CLI_USAGE;

    p->rounds = rounds;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (strcmp(role, roles[i].name) == 0)
            p->next = roles[i].next;
    }
    if (p->next)
        status = window_play(cli, &request);
    if (p->next == close_at_once)
        printf("first %lld\n", (long long)p->first_ns);
    print("blank-cpu", &p->cpu[BLANK]);
    print("blank-wall", &p->wall[BLANK]);
    print("paint-cpu", &p->cpu[PAINT]);
    print("press-wall", &p->wall[PRESS]);
    sp_free(p);
    return status;
}
