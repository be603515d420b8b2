/* sheet.h: what the files of the proof sheet share. */
#pragma once

#include "core/prove.h"
#include "html.h"

struct sheet {
    struct html h;
    const struct sp_proof *proof;
    const struct cli_set *set;
    bool fair, whole; /* whole: every state of every customer was walked */
};

#define SHEET_NUMBER 48

const char *sheet_number(char out[SHEET_NUMBER], uint64_t value); /* "5,649,405" */
/* "0.045 %", as the terminal has it. */
const char *sheet_percent(char out[SHEET_NUMBER], uint64_t ppm);
/* "1 in 1,798" of part / whole, rounded towards more often; or "never". */
void sheet_one_in(struct sheet *s, const char *part, const char *whole);
void sheet_customer(struct sheet *s, const struct sp_pair_proof *pair);
/* A tick, a cross or what stands for neither, each with its word for who hears it. */
enum sheet_mark { SHEET_YES, SHEET_NO, SHEET_OPEN };
void sheet_mark(struct sheet *s, enum sheet_mark mark);
/* The customers with whom the call that none may make can be made. */
unsigned sheet_breaches(const struct sheet *s, unsigned never,
                        const struct sp_pair_proof **shortest);

/* Sections. */
void sheet_matrix(struct sheet *s);
void sheet_strips(struct sheet *s);
void sheet_players(struct sheet *s);
void sheet_nevers(struct sheet *s);
void sheet_spread(struct sheet *s);
void sheet_checks(struct sheet *s);
void sheet_passes(struct sheet *s);
/* A call as a dialogue, with how it ends. */
void sheet_call(struct sheet *s, const struct sp_pair_proof *pair,
                const struct sp_reply *const *path, unsigned lines);
