/* gui_speech.h: what gui_parts.c and gui_say.c share. */
#pragma once

#include "core/str.h"
#include "gui_priv.h"

#define GUI_SAY_QUEUE 8

struct gui_part {
    size_t text, note;   /* where they begin in `words_of` */
    bool has_note, glue; /* glue: the next text belongs to it */
    bool on, modal;
    enum gui_role role;
    enum gui_style style;
    unsigned number, count;
    uint64_t id, area;
    struct gui_rect rect;
};

struct gui_utterance {
    enum gui_say_kind kind;
    enum gui_speaker speaker;
    char *text;
};

struct gui_speech {
    enum gui_voice voice;
    enum sp_lang lang;
    const struct sp_strings *words;
    bool speaker;

    struct sp_str words_of; /* the frame's texts, each with its NUL */
    struct gui_part *parts;
    size_t count, room;

    struct gui_utterance queue[GUI_SAY_QUEUE];
    size_t queued;
    struct gui_utterance now; /* text NULL: silence */
    uint64_t since_ms;
    bool cut; /* it is to end before anything follows */
    bool over, heard;
    struct sp_str ssml;

    uint64_t focus; /* that told itself last */
    struct sp_str told;
    bool again;         /* it is to tell itself even if it did */
    struct sp_str live; /* the place that tells itself when it changes */
    bool live_seen;
    bool modal;
    size_t cursor; /* of the reading; NONE: before the top */
    bool reading, was_reading;
};

bool gui_speech_all(const struct gui_speech *s); /* the whole screen is told */
/* Borrowed until the next text is set. */
const char *gui_part_text(const struct gui_speech *s, const struct gui_part *part);
/* Adds the part as it is said: with role and state. */
void gui_part_say(const struct gui_speech *s, const struct gui_part *part,
                  struct sp_str *out);
/* Adds the texts from a part on. */
void gui_parts_join(const struct gui_speech *s, size_t from, struct sp_str *out);
