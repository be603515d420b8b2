/* exam_setup.c: `sparring exam setup`: the manager's key, and who may use it. */
#include <string.h>

#include "exam.h"
#include "passphrase.h"

struct sp_key *
exam_key(struct cli *cli)
{
    struct sp_error error = {0};
    char passphrase[1026];
    char *path = sp_key_usual_path(&error);
    struct sp_key *key = NULL;

    if (path && !sp_key_exists(path))
        cli_say(cli, cli->err, "exam.no-key", NULL);
    else if (path && passphrase_ask(cli, cli->passphrase_file, false, passphrase))
        key = sp_key_open(path, passphrase, &error);
    passphrase_wipe(passphrase);
    if (error.code)
        exam_failed(cli, &error);
    sp_free(path);
    return key;
}

bool
exam_is_manager(struct cli *cli)
{
    if (cli->manager)
        return true;
    struct sp_key *key = exam_key(cli);

    sp_key_close(key);
    return key != NULL;
}

/* "--passphrase-file FILE" may stand anywhere behind the subcommand. */
int
exam_take_options(struct cli *cli, int argc, char **argv)
{
    int kept = 0;

    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--passphrase-file") == 0 && i + 1 < argc)
            cli->passphrase_file = argv[++i];
        else
            argv[kept++] = argv[i];
    }
    return kept;
}

static int
make(struct cli *cli, const char *path, const char *passphrase)
{
    struct sp_error error = {0};
    char public_key[SP_PUBLIC_SIZE];

    if (!sp_key_make(path, passphrase, false, &error) ||
        !sp_key_public(path, public_key, &error))
        return exam_failed(cli, &error);
    cli_say(cli, cli->out, "exam.key-made", path, public_key, NULL);
    return CLI_CLEAN;
}

static int
change(struct cli *cli, const char *path, const char *new_file)
{
    struct sp_error error = {0};
    char old[1026], passphrase[1026];
    int status = CLI_CANNOT;

    if (passphrase_ask(cli, cli->passphrase_file, false, old) &&
        passphrase_ask(cli, new_file, true, passphrase)) {
        status = CLI_CLEAN;
        if (sp_key_change(path, old, passphrase, &error))
            cli_say(cli, cli->out, "exam.key-changed", NULL);
        else
            status = exam_failed(cli, &error);
        passphrase_wipe(passphrase);
    }
    passphrase_wipe(old);
    return status;
}

int
exam_setup(struct cli *cli, int argc, char **argv)
{
    const char *new_file = NULL;
    bool changes = false;
    const struct cli_option list[] = {
        {.name = "change", .flag = &changes},
        {.name = "new-passphrase-file", .value = &new_file}};
    char passphrase[1026];
    struct sp_error error = {0};
    int status;

    if (!exam_words(cli, argc, argv, list, 2, 0, 0, NULL, &status))
        return status;
    char *path = sp_key_usual_path(&error);

    if (!path)
        return exam_failed(cli, &error);
    status = CLI_CANNOT;
    if (changes) {
        status = change(cli, path, new_file);
    } else if (sp_key_exists(path)) {
        sp_error_set(&error, "file-there", path, NULL, NULL);
        status = exam_failed(cli, &error);
    } else if (passphrase_ask(cli, cli->passphrase_file, true, passphrase)) {
        status = make(cli, path, passphrase);
        passphrase_wipe(passphrase);
    }
    sp_free(path);
    return status;
}
