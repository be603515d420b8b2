/* read.h: reading typed values out of a checked JSON document, one finding each. */
#pragma once

#include "core/expr.h"
#include "core/lang.h"
#include "core/scenario.h"

#define TEXT_MOST 600 /* code points of one text */
#define ID_MOST 40

/* A key that was misspelt, and what it was probably meant to be. */
struct slip {
    const cJSON *object;
    char key[ID_MOST];
};

#define SLIPS 8

struct reader {
    const struct sp_json *doc;
    struct sp_diags *diags;
    struct sp_arena *arena;
    bool has_lang[SP_LANGS];
    int version;               /* of the format, once the head is read */
    bool unsure_lang;          /* `languages` itself has an error */
    bool other_lang[SP_LANGS]; /* reported once; it is one mistake */
    struct slip slips[SLIPS];  /* the last ones */
    unsigned slip_count;
};

/* Reports about a value (or its key); missing arguments are NULL. */
struct sp_diag *report(struct reader *r, const cJSON *at, enum sp_json_part part,
                       const char *code, const char *a, const char *b, const char *c);
struct sp_diag *warn(struct reader *r, const cJSON *at, enum sp_json_part part,
                     const char *code, const char *a, const char *b, const char *c);
/* Notes the other place of a clash; `diag` may be NULL. */
void and_place(struct reader *r, struct sp_diag *diag, const cJSON *other,
               enum sp_json_part part);

const cJSON *get(const cJSON *object, const char *key);
/* Reports keys of the object that are not in the space-separated list. */
void known_keys(struct reader *r, const cJSON *object, const char *keys);
/* Whether a key that is missing stands there misspelt, which was reported already. */
bool slipped(const struct reader *r, const cJSON *object, const char *key);
bool is_object(struct reader *r, const cJSON *at);
bool is_array(struct reader *r, const cJSON *at);
/* The value of a key that must be there and be an object or array; else NULL. */
const cJSON *need_object(struct reader *r, const cJSON *object, const char *key);
const cJSON *need_array(struct reader *r, const cJSON *object, const char *key);

/* Each leaves *out as it was on failure. An absent key is reported if `needed`. */
bool read_int(struct reader *r, const cJSON *object, const char *key, bool needed,
              int min, int max, int *out);
bool read_bool(struct reader *r, const cJSON *object, const char *key, bool *out);
bool read_string(struct reader *r, const cJSON *object, const char *key, bool needed,
                 const char **out);
/* The key of an object's member as an id: letters, digits, - and _. */
bool id_ok(struct reader *r, const cJSON *at, enum sp_json_part part, const char *id);
bool read_id(struct reader *r, const cJSON *object, const char *key, const char **out);
/* One word of a closed list given by a naming function that ends with NULL. */
bool read_word(struct reader *r, const cJSON *object, const char *key, bool needed,
               const char *(*name)(unsigned), unsigned *out);
/* `{"zh": …, "en": …}` under `key`, or with key NULL in the object itself. */
bool read_text(struct reader *r, const cJSON *object, const char *key, bool needed,
               struct sp_text *out);
/* Wordings: per language a string or an array of strings, in the object itself. */
bool read_wordings(struct reader *r, const cJSON *object, struct sp_wordings *out);
/* {"$schema": …?, "format": …, "formatVersion": …, "languages": […]}; fills has_lang
 * and version. */
bool read_head(struct reader *r, const cJSON *root, const char *format);

const struct sp_expr *read_when(struct reader *r, const cJSON *object,
                                const struct sp_scope *scope);
/* `{"trust": -1}` by the names of meters. */
void read_changes(struct reader *r, const cJSON *object, const char *const *meters,
                  unsigned count, int8_t *out, bool *given);

unsigned member_count(const cJSON *at);
/* False and a finding when a list has more members than `most`. */
bool few_enough(struct reader *r, const cJSON *at, unsigned most);
/* The nearest of count names, or "". */
const char *nearest_name(const char *name, const char *const *names, unsigned count);
/* The same for a finding; "" once nobody will read it. */
const char *nearest_of(const struct reader *r, const char *name,
                       const char *const *names, unsigned count);
