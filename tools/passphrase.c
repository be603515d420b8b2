/* passphrase.c: a passphrase from the terminal, or from a file. */
#include "passphrase.h"

#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "store/keys.h"

#define ROOM 1026

static bool
read_line(FILE *from, char out[ROOM])
{
    if (!fgets(out, ROOM, from))
        return false;
    out[strcspn(out, "\r\n")] = '\0';
    return true;
}

/* The terminal itself, wherever standard input and output lead. */
static bool
ask_once(const struct cli *cli, const char *key, char out[ROOM])
{
    struct termios old, quiet;
    FILE *terminal = fopen("/dev/tty", "r+");

    if (!terminal || tcgetattr(fileno(terminal), &old) != 0) {
        if (terminal)
            fclose(terminal);
        cli_say(cli, stderr, "passphrase.no-terminal", NULL);
        return false;
    }
    quiet = old;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    quiet.c_lflag |= ECHONL;
    tcsetattr(fileno(terminal), TCSAFLUSH, &quiet);
    fprintf(terminal, "%s ", cli_text(cli, key));
    fflush(terminal);
    bool ok = read_line(terminal, out);

    tcsetattr(fileno(terminal), TCSAFLUSH, &old);
    fclose(terminal);
    return ok;
}

static bool
from_file(const struct cli *cli, const char *path, char out[ROOM])
{
    struct stat is;
    FILE *file = fopen(path, "r");
    bool ok = file && fstat(fileno(file), &is) == 0 && S_ISREG(is.st_mode);

    if (!ok)
        cli_say(cli, stderr, "passphrase.no-file", path, NULL);
    if (ok && (is.st_mode & (S_IRWXG | S_IRWXO))) {
        cli_say(cli, stderr, "passphrase.open-file", path, NULL);
        ok = false;
    }
    ok = ok && read_line(file, out);
    if (file)
        fclose(file);
    return ok;
}

bool
passphrase_ask(const struct cli *cli, const char *file, bool twice, char out[ROOM])
{
    char again[ROOM];
    bool ok;

    out[0] = '\0';
    if (cli->passphrase) {
        snprintf(out, ROOM, "%s", cli->passphrase);
        return true;
    }
    if (file)
        return from_file(cli, file, out);
    if (!ask_once(cli, twice ? "passphrase.new" : "passphrase.ask", out))
        return false;
    if (!twice)
        return true;
    ok = ask_once(cli, "passphrase.again", again) && strcmp(out, again) == 0;
    if (!ok)
        cli_say(cli, stderr, "passphrase.differ", NULL);
    sodium_memzero(again, sizeof again);
    return ok;
}

void
passphrase_wipe(char out[ROOM])
{
    sodium_memzero(out, ROOM);
}
