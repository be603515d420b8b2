/* error.c: what went wrong with the world, as a code and arguments. */
#include "store/error.h"

#include <stdio.h>
#include <string.h>

#include "core/mem.h"

bool
sp_error_set(struct sp_error *error, const char *code, const char *first,
             const char *second, const char *third)
{
    if (!error)
        return false;
    /* An argument may come from the error that is being replaced. */
    const char *from[SP_ERROR_ARGS] = {first, second, third};
    char *args[SP_ERROR_ARGS];

    for (size_t i = 0; i < SP_ERROR_ARGS; i++)
        args[i] = from[i] ? sp_strdup(from[i]) : NULL;
    sp_error_clear(error);
    error->code = code;
    memcpy(error->args, args, sizeof args);
    return false;
}

bool
sp_error_set_number(struct sp_error *error, const char *code, const char *first,
                    long long number)
{
    char text[32];

    snprintf(text, sizeof text, "%lld", number);
    return sp_error_set(error, code, first, text, NULL);
}

bool
sp_error_is(const struct sp_error *error, const char *code)
{
    return error->code && strcmp(error->code, code) == 0;
}

void
sp_error_clear(struct sp_error *error)
{
    for (size_t i = 0; i < SP_ERROR_ARGS; i++) {
        sp_free(error->args[i]);
        error->args[i] = NULL;
    }
    error->code = NULL;
}

void
sp_error_write(const struct sp_error *error, const struct sp_strings *strings,
               struct sp_str *out)
{
    const char *args[SP_ERROR_ARGS + 1] = {NULL};
    struct sp_str key = {0}, safe[SP_ERROR_ARGS] = {{0}};

    for (size_t i = 0; i < SP_ERROR_ARGS && error->args[i]; i++) {
        sp_str_add_safe(&safe[i], error->args[i]);
        args[i] = sp_str_text(&safe[i]);
    }
    sp_str_add(&key, "error.");
    sp_str_add(&key, error->code ? error->code : "");
    sp_strings_add(strings, out, sp_str_text(&key), args);
    sp_str_finish(&key);
    for (size_t i = 0; i < SP_ERROR_ARGS; i++)
        sp_str_finish(&safe[i]);
}
