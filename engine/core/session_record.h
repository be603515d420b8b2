/* session_record.h: a session's inside, shared with transcript and score. */
#pragma once

#include "core/session.h"
#include "step.h"

/* Stays where it is while records are added. */
struct own_line {
    struct sp_reply reply;
    char *words;      /* or NULL */
    const char *text; /* the same, for the reply */
};

struct record {
    struct sp_turn turn;
    struct answer answer;
    enum sp_mood mood_before;
    unsigned number;      /* of the line among those that counted then */
    size_t undone_after;  /* lines said when it was taken back */
    struct own_line *own; /* of a line in own words */
};

struct sp_session {
    struct run run;
    uint64_t seed;
    struct sp_state state;
    struct record opening;
    struct record *records;
    size_t count, room;
    struct sp_view view;
};

/* What the customer said there; the caller frees it with sp_free. */
char *words_of(const struct sp_session *session, const struct record *record,
               enum sp_lang lang);
