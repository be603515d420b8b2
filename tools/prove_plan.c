/* prove_plan.c: calls that a proof found, as plans. */
#include "prove.h"

static void
add_case(const struct cli *cli, const struct sp_proof *proof,
         const struct sp_pair_proof *pair, const char *key, struct sp_str *text)
{
    const char *style = proof->scenario->styles->style[pair->style].id;
    const char *motive = proof->scenario->motives[pair->motive].id;
    const char *args[] = {style, motive, NULL};

    sp_str_add(text, text->size ? "\ncase " : "case ");
    sp_strings_add(cli->strings[cli->lang], text, key, args);
    sp_str_addf(text, "\nseed 1 style %s motive %s\n", style, motive);
}

static void
add_lines(const struct sp_proof *proof, const struct sp_reply *const *path,
          unsigned lines, int ending, bool pass, struct sp_str *text)
{
    for (unsigned i = 0; i < lines; i++)
        sp_str_addf(text, "pick %s\n", path[i]->id);
    if (ending >= 0)
        sp_str_addf(text, "end %s %s\n", proof->scenario->endings[ending].id,
                    pass ? "pass" : "fail");
}

static bool
write_plan(const struct cli *cli, const char *path, struct sp_str *text)
{
    struct sp_error error = {0};
    bool ok = sp_os_write(path, sp_str_text(text), text->size, SP_OS_SHARED, &error);

    if (!ok)
        cli_complain(cli, &error);
    sp_error_clear(&error);
    sp_str_finish(text);
    return ok;
}

bool
prove_write_witness(const struct cli *cli, const char *path,
                    const struct sp_proof *proof)
{
    struct sp_str text = {0};

    for (unsigned i = 0; i < proof->pair_count; i++) {
        const struct sp_pair_proof *pair = &proof->pairs[i];

        if (!pair->passes)
            continue;
        add_case(cli, proof, pair, "prove.witness", &text);
        add_lines(proof, pair->path, pair->shortest, pair->ending, true, &text);
    }
    return write_plan(cli, path, &text);
}

bool
prove_write_counter(const struct cli *cli, const char *path,
                    const struct sp_proof *proof)
{
    struct sp_str text = {0};

    for (unsigned i = 0; i < proof->pair_count; i++) {
        const struct sp_pair_proof *pair = &proof->pairs[i];

        for (unsigned n = 0; n < SP_NEVERS; n++) {
            const struct sp_breach *breach = &pair->breach[n];
            struct sp_str key = {0};

            if (breach->lines == 0)
                continue;
            sp_str_addf(&key, "prove.case.%s", sp_never_name(n));
            add_case(cli, proof, pair, key.text, &text);
            add_lines(proof, breach->path, breach->lines, breach->ending, breach->pass,
                      &text);
            sp_str_finish(&key);
        }
    }
    if (text.size == 0) /* a plan without cases, that says so */
        sp_str_addf(&text, "# %s\n", cli_text(cli, "prove.no-counter"));
    return write_plan(cli, path, &text);
}
