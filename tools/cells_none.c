/* cells_none.c: for builds without libxlsxwriter. */
#include "cells.h"

bool
cells_write_xlsx(const struct cli *cli, const struct cells_sheet *sheet,
                 unsigned sheets, const char *path, struct sp_error *error)
{
    (void)cli;
    (void)sheet;
    (void)sheets;
    return sp_error_set(error, "cells-none", path, NULL, NULL);
}
