/* sparring.c: the program: finds the command and runs it. */
#include "play.h"
#include "window.h"

#include <string.h>

static const struct command commands[] = {
    {"play", cmd_play},         {"history", cmd_history},     {"lint", cmd_lint},
    {"plan", cmd_plan},         {"prove", cmd_prove},         {"schema", cmd_schema},
    {"simulate", cmd_simulate}, {"bench", cmd_bench},         {"exam", cmd_exam},
    {"score", cmd_score},       {"code", cmd_code},           {"verify", cmd_verify},
    {"replay", cmd_replay},     {"recognise", cmd_recognise}, {"report", cmd_report},
    {"export", cmd_export},
};

/* The only sentences that cannot come from the tables are about the tables. */
static bool
load_strings(struct cli *cli)
{
    char *folder = sp_os_assets_folder();
    bool ok = true;

    for (unsigned i = 0; ok && i < SP_LANGS; i++) {
        struct sp_str name = {0};
        struct sp_diags diags = {0};
        struct sp_error error = {0};
        char *text = NULL;
        size_t size;

        sp_str_addf(&name, "strings.%s.json", sp_lang_tag(i));
        char *path = sp_os_join(folder, sp_str_text(&name));
        ok = sp_os_read(path, CLI_FILE_MOST, &text, &size, &error) &&
             (cli->strings[i] = sp_strings_new(text, size, &diags));
        if (!ok)
            fprintf(stderr, "sparring: %s: %s\n", path,
                    diags.count ? diags.items[0].code : error.code);
        sp_error_clear(&error);
        sp_diags_finish(&diags);
        sp_str_finish(&name);
        sp_free(path);
        sp_free(text);
    }
    sp_free(folder);
    return ok;
}

/* No command: the window, else the terminal, else a demonstration. */
static int
start(struct cli *cli)
{
    if (!cli->json && sp_os_has_display() && window_available())
        return window_play(cli, NULL);
    if (!cli->json && sp_os_has_terminal())
        return play_menu(cli);
    return play_demonstration(cli);
}

/* A language may stand before the command too. */
static int
take_lang(struct cli *cli, int argc, char ***argv)
{
    if (argc > 2 && strcmp((*argv)[0], "--lang") == 0 &&
        cli_take_lang(cli, (*argv)[1])) {
        *argv += 2;
        return argc - 2;
    }
    return argc;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    int words = 0, status;

    argc = take_lang(cli, argc, &argv);
    for (size_t i = 0; argc > 0 && i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(argv[0], commands[i].name) == 0)
            return commands[i].run(cli, argc - 1, argv + 1);
    }
    if (argc > 0 && strcmp(argv[0], "--version") == 0) {
        printf("sparring %s\n", SP_VERSION);
        return CLI_CLEAN;
    }
    status = cli_options(cli, "sparring", argc, argv, NULL, 0, &words);
    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (words > 0) {
        fputs("sparring: ", stderr);
        cli_say(cli, stderr, "cli.command-unknown", argv[0], NULL);
        cli_say(cli, stderr, "usage.sparring", NULL);
        return CLI_USAGE;
    }
    return start(cli);
}

int
main(int argc, char **argv)
{
    struct cli cli = {.lang = sp_os_lang(), .out = stdout, .err = stderr};
    int status = CLI_CANNOT;

    sp_mem_init();
    if (load_strings(&cli))
        status = run(&cli, argc - 1, argv + 1);
    if (fflush(stdout) != 0)
        status = CLI_CANNOT;
    for (unsigned i = 0; i < SP_LANGS; i++)
        sp_strings_free(cli.strings[i]);
    return status;
}
