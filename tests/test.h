/* test.h: checks that print both sides, go on, and work in every build. */
#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int test_failures;
static int test_checks;

static inline bool
test_true(bool ok, const char *what, const char *file, int line)
{
    test_checks++;
    if (!ok) {
        test_failures++;
        fprintf(stderr, "%s:%d: not true: %s\n", file, line, what);
    }
    return ok;
}

static inline bool
test_int(long long got, long long want, const char *what, const char *file, int line)
{
    test_checks++;
    if (got != want) {
        test_failures++;
        fprintf(stderr, "%s:%d: %s\n  got  %lld\n  want %lld\n", file, line, what, got,
                want);
    }
    return got == want;
}

static inline bool
test_str(const char *got, const char *want, const char *what, const char *file,
         int line)
{
    bool same = got == want || (got && want && strcmp(got, want) == 0);

    test_checks++;
    if (!same) {
        test_failures++;
        fprintf(stderr, "%s:%d: %s\n  got  %s\n  want %s\n", file, line, what,
                got ? got : "(null)", want ? want : "(null)");
    }
    return same;
}

#define CHECK(cond) test_true((cond), #cond, __FILE__, __LINE__)
#define CHECK_INT(got, want) test_int((got), (want), #got, __FILE__, __LINE__)
#define CHECK_STR(got, want) test_str((got), (want), #got, __FILE__, __LINE__)

/* The exit status of a test program; a program that checked nothing fails. */
static inline int
test_end(void)
{
    if (test_checks == 0)
        fprintf(stderr, "no check ran\n");
    return test_failures > 0 || test_checks == 0;
}
