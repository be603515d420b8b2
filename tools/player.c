/* player.c: the players of proofs and simulations, in words. */
#include "player.h"

#include <string.h>

char *
player_name(const struct cli *cli, enum sp_lang lang, const char *id)
{
    const struct sp_strings *strings = cli->strings[lang];
    const char *colon = strchr(id, ':'), *what = "";
    struct sp_str key = {0}, name = {0}, out = {0};

    sp_str_add(&key, "naive.");
    sp_str_add_n(&key, id, colon ? (size_t)(colon - id) : strlen(id));
    if (colon && colon[1] >= '0' && colon[1] <= '9') {
        what = colon + 1; /* of "noisy:20" */
    } else if (colon) {
        sp_str_addf(&name, "%s.%s", strlen(colon + 1) == 2 ? "lang" : "move",
                    colon + 1);
        what = sp_strings_get(strings, name.text);
    }
    const char *args[] = {what, NULL};

    sp_strings_add(strings, &out, key.text, args);
    sp_str_finish(&key);
    sp_str_finish(&name);
    return sp_str_take(&out);
}
