/* spoil.h: every value of a document replaced by every wrong thing, one at a time. */
#pragma once

#include "core/diag.h"

/* Reads the text; returns whether something came of it. */
typedef bool (*spoil_read_fn)(const char *text, size_t size, struct sp_diags *diags);

/* Replaces each value by others and drops each key, and reads what comes of it. Each
 * time either something is read or an error reported, never both or neither. Tries
 * every `stride`-th change only; returns how many texts were tried. */
unsigned spoil(const char *text, spoil_read_fn read, unsigned stride);
