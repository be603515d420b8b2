/* diag.c: what a reader or checker has to say about a file. */
#include "core/diag.h"

#include <string.h>

#include "core/codes.h"
#include "core/mem.h"
#include "override.h"

struct sp_diag *
sp_diags_add(struct sp_diags *diags, enum sp_severity severity, const char *code,
             const char *pointer, unsigned line, unsigned column,
             const char *const *args)
{
    const struct sp_code *known = sp_code_find(code);

    if (known)
        severity = known->severity;
    diags->errors += severity == SP_ERROR;
    diags->warnings += severity == SP_WARNING;
    diags->notes += severity == SP_NOTE;
    if (known && diags->overrides && !override_severity(diags, known, &severity))
        return NULL;
    if (diags->count >= SP_DIAGS_MOST) {
        diags->dropped++;
        return NULL;
    }
    if (diags->count == diags->room) {
        diags->room = diags->room ? diags->room * 2 : 8;
        diags->items = sp_grow(diags->items, diags->room, sizeof *diags->items);
    }
    struct sp_diag *diag = &diags->items[diags->count++];
    *diag = (struct sp_diag){
        .severity = severity,
        .code = code,
        .pointer = sp_strdup(pointer ? pointer : ""),
        .line = line,
        .column = column,
    };
    for (int i = 0; args && i < SP_DIAG_ARGS && args[i]; i++)
        diag->args[i] = sp_strdup(args[i]);
    return diag;
}

static bool
comes_before(const struct sp_diag *a, const struct sp_diag *b)
{
    if (a->line != b->line)
        return a->line < b->line;
    if (a->column != b->column)
        return a->column < b->column;
    return strcmp(a->code, b->code) < 0;
}

/* Insertion keeps equals in order, and SP_DIAGS_MOST bounds its cost. */
void
sp_diags_sort(struct sp_diags *diags)
{
    for (size_t i = 1; i < diags->count; i++) {
        struct sp_diag moved = diags->items[i];
        size_t to = i;
        for (; to > 0 && comes_before(&moved, &diags->items[to - 1]); to--)
            diags->items[to] = diags->items[to - 1];
        diags->items[to] = moved;
    }
}

void
sp_diags_finish(struct sp_diags *diags)
{
    for (size_t i = 0; i < diags->count; i++) {
        sp_free(diags->items[i].pointer);
        for (int j = 0; j < SP_DIAG_ARGS; j++)
            sp_free(diags->items[i].args[j]);
    }
    sp_free(diags->items);
    override_free(diags->overrides);
    *diags = (struct sp_diags){0};
}
