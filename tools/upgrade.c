/* upgrade.c: `sparring lint --upgrade`: a file in the newest format, in its place. */
#include "upgrade.h"

#include "core/upgrade.h"

int
upgrade_file(const struct cli *cli, const char *path, const char *text, size_t size)
{
    struct sp_str out = {0};
    struct sp_diags diags = {0};
    struct sp_error error = {0};
    char version[12];
    FILE *to = cli->json ? stderr : stdout; /* no line of JSON */
    int status = CLI_CLEAN;

    snprintf(version, sizeof version, "%d", SP_FORMAT_VERSION);
    switch (sp_upgrade(text, size, &out, &diags)) {
    case SP_UPGRADE_REFUSED:
        for (size_t i = 0; i < diags.count; i++)
            cli_finding(cli, stdout, path, &diags.items[i], text, size);
        status = CLI_FINDINGS;
        break;
    case SP_UPGRADE_NOTHING:
        cli_say(cli, to, "upgrade.nothing", path, version, NULL);
        break;
    case SP_UPGRADE_DONE:
        if (sp_os_rewrite(path, out.text, out.size, &error)) {
            cli_say(cli, to, "upgrade.done", path, version, NULL);
        } else {
            cli_complain(cli, &error);
            status = CLI_CANNOT;
        }
        break;
    }
    sp_error_clear(&error);
    sp_diags_finish(&diags);
    sp_str_finish(&out);
    return status;
}
