/* start_code.h: the code that lets one person sit one exam once, and what it draws.
 *
 * A code is twelve letters and digits (Crockford's base 32: no I, L, O, U): eight of a
 * random base that belongs to a person and an exam, one for the number of the attempt,
 * three to catch a wrong one. Which form, customers and seeds a sitting has follows
 * from exam and code alone, so neither the exam's file nor the list of codes tells it,
 * and every machine draws the same. A repeat gets the next form and the next motives of
 * a shuffled order, until all have been met. */
#pragma once

#include "core/exam.h"
#include "store/store.h"

#define SP_CODE_SIZE 13
#define SP_CODE_ATTEMPTS 31

/* A new random base for somebody's first code of an exam. */
void sp_code_new_base(char base[9]);
/* The code for attempt 1 to SP_CODE_ATTEMPTS. */
void sp_code_make(const char *base, unsigned attempt, const char *exam_sha,
                  char code[SP_CODE_SIZE]);
/* Takes what a person typed: small letters, blanks, dashes, full-width forms and O for
 * 0 or I for 1 are all right. False when it cannot be a code. */
bool sp_code_read(const char *typed, char code[SP_CODE_SIZE]);
/* Whether a code as read is one of this exam's; tells the number of the attempt. */
bool sp_code_fits(const char *code, const char *exam_sha, unsigned *attempt);
/* With dashes, for people: "ABCD-EFGH-JKMN". */
void sp_code_show(const char *code, char shown[SP_CODE_SIZE + 2]);

/* The form of the exam for this code, an index. */
unsigned sp_code_form(const struct sp_exam *exam, const char *exam_sha,
                      const char *code);
/* The customer of one call of that form. `style` is an index among the scenario's
 * styles, `motive` among its motives. False when the item names a style that the
 * scenario does not have. */
bool sp_code_draw(const struct sp_exam *exam, const char *exam_sha, const char *code,
                  unsigned item, const struct sp_scenario *scenario, unsigned *style,
                  unsigned *motive, uint64_t *seed);
