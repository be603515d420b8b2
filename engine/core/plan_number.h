/* plan_number.h: whole numbers as plans write them. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Digits only, at most `most`. */
bool plan_number(const char *word, uint64_t most, uint64_t *out);
