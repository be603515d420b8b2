/* jcs.h: canonical JSON (RFC 8785): one way to write a document, so that it can be
 * hashed and compared byte by byte. Numbers are whole, as everything we keep is. */
#pragma once

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/str.h"

/* Adds the canonical text. False, and `out` is as it was, when the value holds a number
 * that is not whole or is beyond 2^53 - 1, or is nested deeper than 64. */
bool sp_jcs_add(const cJSON *value, struct sp_str *out);
/* Whether a text is JSON and written just as sp_jcs_add writes it. */
bool sp_jcs_is(const char *text, size_t size);
