/* cmd_play.c: `sparring play ID`: one round, in the window or in the terminal. */
#include "play.h"
#include "window.h"

#include <string.h>

int
cmd_play(struct cli *cli, int argc, char **argv)
{
    struct play_request request = {0};
    const char *seed = NULL, *again = NULL, *line = NULL, *plan = NULL, *which = NULL;
    char branch[SP_ID_SIZE];
    uint64_t number = 0;
    bool text = false;
    const struct cli_option options[] = {
        {.name = "seed", .value = &seed},
        {.name = "style", .value = &request.style},
        {.name = "motive", .value = &request.motive},
        {.name = "script", .value = &request.script},
        {.name = "resume", .value = &request.resume},
        {.name = "again", .value = &again},
        {.name = "line", .value = &line},
        {.name = "plan", .value = &plan},
        {.name = "case", .value = &which},
        {.name = "text", .flag = &text},
    };
    int words, status = cli_options(cli, "play", argc, argv, options,
                                    sizeof options / sizeof *options, &words);

    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (words != (request.resume || again ? 0 : 1) || !again != !line ||
        (again && request.resume) || !plan != !which ||
        (plan && (words != 1 || seed || request.style || request.motive)) ||
        (which && !cli_number(cli, "--case", which, &number)) ||
        (line && !cli_number(cli, "--line", line, &number)) ||
        (seed && !cli_number(cli, "--seed", seed, &request.seed))) {
        cli_say(cli, stderr, "usage.play", NULL);
        return CLI_USAGE;
    }
    if (again && !branch_attempt(cli, again, number, branch))
        return CLI_CANNOT;
    if (plan && !begin_plan_case(cli, argv[0], plan, number, branch))
        return CLI_CANNOT;
    if (again || plan)
        request.resume = branch;
    request.has_seed = seed != NULL;
    request.scenario = words && !plan ? argv[0] : NULL;
    if (!text && !request.script && !cli->json && sp_os_has_display() &&
        window_available())
        return window_play(cli, &request);
    return play_text(cli, &request);
}
