/* export.c: writes a debrief as a text file. */
#include "export.h"

#include "show.h"

#include <stdlib.h>
#include <string.h>

/* "sparring-price-objection-2026-01-31-1805.txt": no colons, for other systems' sake.
 */
static void
add_name(const struct sp_round *round, struct sp_str *out)
{
    const struct sp_session *session = sp_round_session(round);
    char when[24];

    cli_when(sp_os_wall_ms(), when, sizeof when);
    for (char *at = when; *at; at++) {
        if (*at == ' ')
            *at = '-';
        else if (*at == ':')
            memmove(at, at + 1, strlen(at));
    }
    sp_str_addf(out, "sparring-%s-%s.txt", sp_session_scenario(session)->id, when);
}

static bool
write_text(const struct cli *cli, const struct sp_round *round, enum sp_lang lang,
           const char *path, struct sp_error *error)
{
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);
    struct cli to = *cli;

    if (!memory)
        return sp_error_set(error, "file-failed", path, "open_memstream", NULL);
    to.lang = lang;
    to.json = false;
    to.out = memory;
    show_brief(&to, sp_session_scenario(sp_round_session(round)));
    print_round(&to, round, true);
    bool ok = fclose(memory) == 0;
    if (ok)
        ok = sp_os_write(path, text, size, SP_OS_PRIVATE, error);
    else
        sp_error_set(error, "file-failed", path, "fclose", NULL);
    free(text); /* the library's, not ours */
    return ok;
}

bool
export_debrief(const struct cli *cli, const struct sp_round *round, enum sp_lang lang,
               struct sp_str *path, struct sp_error *error)
{
    char *folder = sp_os_documents_folder(error), *full;
    struct sp_str name = {0};

    if (!folder)
        return false;
    add_name(round, &name);
    full = sp_os_join(folder, sp_str_text(&name));
    bool ok = write_text(cli, round, lang, full, error);
    if (ok)
        sp_str_add(path, full);
    sp_str_finish(&name);
    sp_free(full);
    sp_free(folder);
    return ok;
}
