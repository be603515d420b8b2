/* prove_sheet.h: the proof sheet of `sparring prove --sheet`. */
#pragma once

#include "core/prove.h"
#include "html.h"

/* Writes the page; the same proof gives the same bytes. False after saying why not. */
bool prove_write_sheet(const struct cli *cli, const char *path,
                       const struct sp_proof *proof, const struct cli_set *set);
