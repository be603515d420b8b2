/* fit.h: that every screen fits: all sizes, both languages, long texts. */
#pragma once

#include "ui/gui.h"

/* Lays out the screens with the shipped scenarios and with texts three times as long,
 * and checks what a person would notice. `root` is that of the repository. Returns the
 * exit status of the test. */
int fit_all(const char *root, const struct gui_measure *measure);
