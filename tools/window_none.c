/* window_none.c: stands in for the window in builds without one. */
#include "window.h"

bool
window_available(void)
{
    return false;
}

int
window_play(struct cli *cli, const struct play_request *request)
{
    (void)request;
    cli_say(cli, stderr, "cli.no-ui", NULL);
    return CLI_CANNOT;
}
