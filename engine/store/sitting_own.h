/* sitting_own.h: what sitting.c (its steps) and sitting_open.c (beginning and resuming)
 * share. */
#pragma once

#include "store/chain.h"
#include "store/sitting.h"
#include "store/start_code.h"

#define EXAM_ID_ROOM 48

struct content { /* of the records; owned */
    char *text;
    size_t size;
};

struct customer {
    char style[EXAM_ID_ROOM], motive[EXAM_ID_ROOM];
    uint64_t seed;
};

struct sp_sitting {
    struct sp_store *store;
    struct sp_exam *exam;
    char sha256[SP_HASH_SIZE];
    struct sp_sitting_row row;
    const char *by; /* who observes, while it is begun */
    unsigned form, item;
    enum sp_sitting_stage stage;
    enum sp_lang lang;
    bool lang_granted, interrupted;
    bool unseen; /* a call is resumed, and its time does not run yet */
    int scale_percent;
    struct sp_round *round;
    char attempt[SP_EXAM_ITEMS][SP_ID_SIZE];
    struct sp_exam_call call[SP_EXAM_ITEMS];
    char competency[SP_COMPETENCIES][EXAM_ID_ROOM];
    struct sp_exam_verdict verdict;
    struct sp_now last;
    int64_t unsaved_ms; /* counted since the time that is left was stored */
    unsigned warned;    /* bit per warning of the exam */
};

/* What a call that has ended counts; the names are borrowed from the score's rubric. */
void sitting_count_call(const struct sp_score *score, struct sp_exam_call *call);
/* The current round's call has ended: what it was worth is taken down. */
void sitting_take_call(struct sp_sitting *s, unsigned item);
/* Judges and closes the sitting. */
bool sitting_close(struct sp_sitting *s, struct sp_now now, struct sp_error *error);
