/* source.h: what strings.c and source.c share. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Whether a character could make a hostile text look like the program's own. */
bool source_is_unsafe(uint32_t code);
