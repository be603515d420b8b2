/* against_say.c: what an edit changes for one call, in words and for programs. */
#include "against.h"

#include <string.h>

#include "show.h"

/* Adds the sentence; up to five arguments, ended by NULL. */
static void
add(const struct against *a, struct sp_str *out, const char *key,
    const char *const *args)
{
    sp_strings_add(a->cli->strings[a->cli->lang], out, key, args);
}

static void
add_line(const struct against *a, struct sp_str *out, const char *key,
         const char *const *args)
{
    sp_str_add(out, out->size ? "\n    " : "");
    add(a, out, key, args);
}

static const char *
level(char out[12], int value)
{
    snprintf(out, 12, value < 0 ? "–" : "%d", value);
    return out;
}

static const char *
reply_text(const struct against *a, const struct sp_reply *reply)
{
    return show_reply(a->cli, reply);
}

/* ---- what it is worth ---- */

static void
say_levels(const struct against *a, const struct sp_comparison *c, struct sp_str *out)
{
    for (unsigned i = 0; i < c->levels; i++) {
        const struct sp_level_change *l = &c->level[i];
        char from[12], to[12];
        const char *args[] = {sp_text_in(&l->competency->name, a->cli->lang),
                              level(from, l->old),
                              level(to, l->now),
                              l->check ? l->check->id : NULL,
                              l->check ? sp_text_in(&l->check->wording, a->cli->lang)
                                       : NULL,
                              NULL};

        add_line(a, out,
                 !l->check         ? "against.level"
                 : l->old > l->now ? "against.level-lost"
                                   : "against.level-won",
                 args);
    }
    for (unsigned i = 0; i < c->criticals; i++) {
        const struct sp_check *check = c->critical[i].check;
        const char *args[] = {sp_text_in(&check->wording, a->cli->lang), check->id,
                              NULL};

        add_line(a, out,
                 c->critical[i].now ? "against.critical-now" : "against.critical-gone",
                 args);
    }
}

static const char *
ending(const struct against *a, const struct sp_compare_side *side)
{
    return side->ending ? side->ending : cli_text(a->cli, "against.no-ending");
}

static void
say_score(const struct against *a, const struct sp_comparison *c, struct sp_str *out)
{
    const struct sp_score *old = &c->old.score, *now = &c->now.score;
    char from[12], to[12];
    const char *marks[] = {level(from, old->mark), level(to, now->mark), NULL};

    if (old->pass != now->pass)
        add_line(a, out, now->pass ? "against.now-passes" : "against.now-fails", NULL);
    if (c->old.ending != c->now.ending && (!c->old.ending || !c->now.ending ||
                                           strcmp(c->old.ending, c->now.ending) != 0)) {
        const char *args[] = {ending(a, &c->old), ending(a, &c->now), NULL};

        add_line(a, out, "against.ending", args);
    }
    say_levels(a, c, out);
    if (old->mark != now->mark)
        add_line(a, out, "against.mark", marks);
}

/* ---- where it stops ---- */

static void
say_leave(const struct against *a, const struct sp_compare_side *side,
          const struct sp_compare_side *other, struct sp_str *out)
{
    const char *args[] = {side->left_node, side->left_reply,
                          side->nearest ? side->nearest->id : NULL, NULL};
    const char *who[] = {other->style, other->motive, NULL};

    switch (side->leave) {
    case SP_NO_CUSTOMER:
        add_line(a, out, "against.no-customer", who);
        break;
    case SP_REPLY_GONE:
        add_line(a, out,
                 !side->nearest     ? "against.gone"
                 : side->same_words ? "against.gone-words"
                                    : "against.gone-near",
                 args);
        break;
    case SP_REPLY_CLOSED:
        add_line(a, out, "against.closed", args);
        break;
    default:
        add_line(a, out, "against.elsewhere", args);
    }
}

/* Why the old version cannot play it. */
static void
say_found(const struct against *a, const struct sp_comparison *c, struct sp_str *out)
{
    const char *args[] = {c->old.left_node, c->old.left_reply, NULL};
    const char *who[] = {c->now.style, c->now.motive, NULL};

    if (c->old.leave == SP_NO_CUSTOMER)
        add_line(a, out, "against.new-customer", who);
    else
        add_line(a, out, "against.new-reply", args);
}

/* ---- where the two part ---- */

static void
add_did(const struct against *a, uint64_t signals, struct sp_str *out)
{
    const struct sp_turn turn = {.knew = true};

    show_add_moves(a->cli, &turn, signals, out);
    show_add_events(a->cli, &turn, signals, out);
    if (out->size == 0)
        sp_str_add(out, cli_text(a->cli, "move.none"));
}

/* "at voice, back_ready “…”: " */
static void
add_place(const struct against *a, const struct sp_parting *p, struct sp_str *out)
{
    const char *args[] = {p->node, p->reply->id, reply_text(a, p->reply), NULL};

    sp_str_add(out, out->size ? "\n    " : "");
    add(a, out, "against.first", args);
}

static void
say_told(const struct against *a, const struct sp_parting *p, struct sp_str *out)
{
    const char *args[] = {p->subject, NULL};

    if (p->subject)
        add(a, out, p->value_now ? "against.voices" : "against.voices-not", args);
    else
        add(a, out, p->value_now ? "against.tells" : "against.tells-not", NULL);
}

static void
say_meter(const struct against *a, const struct sp_parting *p, struct sp_str *out)
{
    char key[64], from[12], to[12];
    const char *args[] = {p->subject, from, to, NULL};

    snprintf(key, sizeof key, "meter.%.40s", p->subject);
    if (sp_strings_has(a->cli->strings[a->cli->lang], key))
        args[0] = cli_text(a->cli, key);
    snprintf(from, sizeof from, "%d", p->value_old);
    snprintf(to, sizeof to, "%d", p->value_now);
    if (p->line == 0) {
        add_line(a, out, "against.meter-start", args);
        return;
    }
    add_place(a, p, out);
    add(a, out, "against.meter", args);
}

static void
say_parting(const struct against *a, const struct sp_comparison *c, struct sp_str *out)
{
    const struct sp_parting *p = &c->parting;
    struct sp_str was = {0}, is = {0};
    const char *args[3] = {NULL};

    if (p->by == SP_BY_START) {
        const char *who[] = {c->old.style, c->old.motive, c->now.style, c->now.motive,
                             NULL};
        add_line(a, out, "against.customer", who);
        return;
    }
    if (p->by == SP_SAME_WAY) {
        if (c->change != SP_CHANGE_STOP)
            add_line(a, out, "against.judged", NULL);
        return;
    }
    if (p->line == 0 && p->by == SP_BY_TO) {
        args[0] = p->to_old;
        args[1] = p->to_now;
        add_line(a, out, "against.start", args);
        return;
    }
    if (p->by == SP_BY_METER) {
        say_meter(a, p, out);
        return;
    }
    add_place(a, p, out);
    if (p->by == SP_BY_TOLD) {
        say_told(a, p, out);
        return;
    }
    if (p->by == SP_BY_DID) {
        add_did(a, p->did_old, &was);
        add_did(a, p->did_now, &is);
        args[0] = was.text;
        args[1] = is.text;
        add(a, out, "against.did", args);
    } else {
        args[0] = p->to_old;
        args[1] = p->to_now;
        add(a, out, "against.to", args);
    }
    sp_str_finish(&was);
    sp_str_finish(&is);
}

char *
against_what(const struct against *a, const struct sp_comparison *c)
{
    struct sp_str out = {0};

    if (c->change == SP_CHANGE_STOP)
        say_leave(a, &c->now, &c->old, &out);
    else if (c->change == SP_CHANGE_FOUND)
        say_found(a, c, &out);
    else
        say_score(a, c, &out);
    if (c->change != SP_CHANGE_FOUND)
        say_parting(a, c, &out);
    return sp_str_take(&out);
}

char *
against_where(const struct against *a, const char *name, const struct sp_comparison *c)
{
    const struct sp_score *old = &c->old.score, *now = &c->now.score;
    struct sp_str out = {0}, more = {0}, safe = {0};
    char line[12], from[12], to[12];
    const char *at[] = {line, NULL}, *totals[] = {from, to, NULL};
    unsigned first = c->change == SP_CHANGE_STOP    ? c->now.said + 1
                     : c->change == SP_CHANGE_FOUND ? c->old.said + 1
                                                    : c->parting.line;

    snprintf(line, sizeof line, "%u", first);
    snprintf(from, sizeof from, "%d", old->total);
    snprintf(to, sizeof to, "%d", now->total);
    if (first > 0)
        add(a, &more, "against.from-line", at);
    if (c->change == SP_CHANGE_STOP && old->pass) {
        sp_str_add(&more, more.size ? cli_text(a->cli, "against.and") : "");
        add(a, &more, "against.passed-with", totals);
    } else if (c->change < SP_CHANGE_FOUND && c->change != SP_CHANGE_STOP &&
               old->total != now->total) {
        sp_str_add(&more, more.size ? cli_text(a->cli, "against.and") : "");
        add(a, &more, "against.total", totals);
    }
    sp_str_add_safe(&safe, name);
    const char *args[] = {sp_str_text(&safe), sp_str_text(&more), NULL};
    if (more.size)
        add(a, &out, "against.call", args);
    else
        sp_str_add(&out, sp_str_text(&safe));
    sp_str_finish(&more);
    sp_str_finish(&safe);
    return sp_str_take(&out);
}

/* ---- for programs ---- */

static void
add_side(cJSON *json, const char *key, const struct sp_compare_side *side)
{
    cJSON *out = cJSON_AddObjectToObject(json, key), *levels;
    const struct sp_score *score = &side->score;

    cJSON_AddBoolToObject(out, "begins", side->style != NULL);
    if (!side->style)
        return;
    cJSON_AddBoolToObject(out, "pass", score->pass);
    cJSON_AddNumberToObject(out, "total", score->total);
    cJSON_AddNumberToObject(out, "outOf", score->out_of);
    cJSON_AddNumberToObject(out, "mark", score->mark);
    cJSON_AddNumberToObject(out, "lines", side->said);
    if (side->ending)
        cJSON_AddStringToObject(out, "ending", side->ending);
    if (side->leave != SP_STAYS) {
        cJSON_AddStringToObject(out, "stoppedAt", side->left_reply);
        cJSON_AddStringToObject(out, "stoppedNode", side->left_node);
        cJSON_AddStringToObject(out, "stopped", sp_leave_name(side->leave));
    }
    if (side->nearest)
        cJSON_AddStringToObject(out, "nearest", side->nearest->id);
    levels = cJSON_AddObjectToObject(out, "levels");
    for (unsigned k = 0; k < score->competencies; k++) {
        const struct sp_competency_result *c = &score->competency[k];

        if (c->judged)
            cJSON_AddNumberToObject(levels, c->competency->id, c->level);
        else
            cJSON_AddNullToObject(levels, c->competency->id);
    }
    levels = cJSON_AddArrayToObject(out, "critical");
    for (unsigned k = 0; k < score->criticals; k++)
        cJSON_AddItemToArray(levels, cJSON_CreateString(score->critical[k].check->id));
}

static void
add_parting(cJSON *json, const struct sp_parting *p)
{
    static const char *const names[] = {"", "customer", "moves", "to", "meter", "told"};
    cJSON *out;

    if (p->by == SP_SAME_WAY)
        return;
    out = cJSON_AddObjectToObject(json, "first");
    cJSON_AddStringToObject(out, "by", names[p->by]);
    if (p->reply) {
        cJSON_AddStringToObject(out, "node", p->node);
        cJSON_AddStringToObject(out, "reply", p->reply->id);
    }
    if (p->subject)
        cJSON_AddStringToObject(out, "subject", p->subject);
    if (p->by == SP_BY_TO) {
        cJSON_AddStringToObject(out, "old", p->to_old);
        cJSON_AddStringToObject(out, "new", p->to_now);
    } else if (p->by == SP_BY_METER || p->by == SP_BY_TOLD) {
        cJSON_AddNumberToObject(out, "old", p->value_old);
        cJSON_AddNumberToObject(out, "new", p->value_now);
    }
}

cJSON *
against_json(const char *source, const char *where, const struct sp_comparison *c)
{
    cJSON *json = cJSON_CreateObject();
    unsigned first = c->change == SP_CHANGE_STOP && c->parting.by == SP_SAME_WAY
                         ? c->now.said + 1
                         : c->parting.line;

    cJSON_AddStringToObject(json, "type", "change");
    cJSON_AddStringToObject(json, "change", sp_change_name(c->change));
    cJSON_AddStringToObject(json, "source", source);
    cJSON_AddStringToObject(json, "where", where);
    cJSON_AddNumberToObject(json, "firstLine", first);
    add_parting(json, &c->parting);
    add_side(json, "old", &c->old);
    add_side(json, "new", &c->now);
    return json;
}
