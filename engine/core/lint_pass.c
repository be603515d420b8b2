/* lint_pass.c: motives that cannot be learnt, resolved or passed, and checks of the
 * rubric that this scenario gives to nobody or to everybody.
 *
 * Judged over the sets of lint_flow.c, at each ending: what is out of reach there is so
 * for certain. */
#include "lint.h"

#include <string.h>

struct ladder {
    struct pairs level[SP_LEVELS]; /* with which the level can be reached */
    struct pairs omitted;
};

static struct pairs
with_both(const struct pairs *a, const struct pairs *b)
{
    struct pairs out;

    for (unsigned i = 0; i < PAIR_WORDS; i++)
        out.w[i] = a->w[i] & b->w[i];
    return out;
}

static void
add(struct pairs *to, const struct pairs *more)
{
    for (unsigned i = 0; i < PAIR_WORDS; i++)
        to->w[i] |= more->w[i];
}

static struct where
at_end(const struct flow *f, unsigned ending)
{
    return (struct where){SP_OF_RUBRIC, UINT64_MAX, f->s->endings[ending].kind};
}

/* ---- motives ---- */

/* With which styles and motives the call can come to know, and to resolve. */
static void
gather(const struct flow *f, struct pairs *knows, struct pairs *resolved)
{
    for (uint32_t i = 0; i < f->s->node_count; i++) {
        add(knows, &flow_node(f, i)->knows[1]);
        add(resolved, &flow_node(f, i)->resolved[1]);
    }
    for (unsigned i = 0; i < f->s->ending_count; i++) {
        add(knows, &flow_end(f, i)->knows[1]);
        add(resolved, &flow_end(f, i)->resolved[1]);
    }
}

static void
climb(const struct flow *f, unsigned ending, const struct sp_competency *c,
      struct ladder *out)
{
    const struct might *m = flow_end(f, ending);
    struct where where = at_end(f, ending);
    struct pairs so_far = m->reach;

    memset(out, 0, sizeof *out);
    if (c->omit)
        out->omitted = flow_judge(f, c->omit, m, &where).yes;
    for (unsigned i = 0; i < c->levels; i++) {
        struct outcome o = flow_judge(f, c->level[i].when, m, &where);

        so_far = with_both(&so_far, &o.yes);
        out->level[i] = so_far;
    }
}

/* What stands between a style and motive and a pass at one ending: NULL for nothing,
 * else a competency's or critical check's id, or "" for the points. */
static const char *
clause_missing(const struct flow *f, unsigned ending, unsigned pair,
               const struct ladder *ladders)
{
    const struct sp_rubric *rubric = f->s->rubric;
    const struct might *m = flow_end(f, ending);
    struct where where = at_end(f, ending);
    int points = 0;

    for (unsigned i = 0; i < rubric->competencies; i++) {
        const struct sp_competency *c = &rubric->competency[i];
        bool omitted = has_pair(&ladders[i].omitted, pair);

        if (c->headline && !omitted &&
            (c->levels < 2 || !has_pair(&ladders[i].level[1], pair)))
            return c->id;
        for (unsigned k = 0; k < c->levels; k++) {
            if (omitted || has_pair(&ladders[i].level[k], pair))
                points += c->level[k].points;
        }
    }
    for (unsigned i = 0; i < rubric->criticals; i++) {
        struct outcome o = flow_judge(f, rubric->critical[i].when, m, &where);

        if (!has_pair(&o.no, pair))
            return rubric->critical[i].id;
    }
    return points >= rubric->mark ? NULL : "";
}

struct verdicts {
    const char *missing[SP_STYLES * SP_MOTIVES_MOST]; /* NULL: a pass can be */
    bool seen[SP_STYLES * SP_MOTIVES_MOST];
};

/* Endings at which a call is won come first: what is missing there says most. */
static void
judge_passes(const struct flow *f, struct verdicts *v)
{
    const struct sp_scenario *s = f->s;
    unsigned pairs = s->styles->styles * s->motive_count;
    struct ladder ladders[SP_COMPETENCIES];

    for (unsigned kind = SP_SUCCESS; kind < SP_ENDING_KINDS; kind++) {
        for (unsigned e = 0; e < s->ending_count; e++) {
            if (s->endings[e].kind != kind)
                continue;
            for (unsigned i = 0; i < s->rubric->competencies; i++)
                climb(f, e, &s->rubric->competency[i], &ladders[i]);
            for (unsigned p = 0; p < pairs; p++) {
                if (!has_pair(&flow_end(f, e)->reach, p) ||
                    (v->seen[p] && !v->missing[p]))
                    continue;
                const char *missing = clause_missing(f, e, p, ladders);
                if (!missing || !v->seen[p])
                    v->missing[p] = missing;
                v->seen[p] = true;
            }
        }
    }
}

static bool
check_motive(struct loader *ld, unsigned motive, const cJSON *at,
             const struct verdicts *v)
{
    const struct sp_scenario *s = ld->s;
    struct sp_str styles = {0};
    const char *missing = NULL;
    unsigned out = 0;

    for (unsigned k = 0; k < s->styles->styles; k++) {
        unsigned pair = k * s->motive_count + motive;

        if (v->seen[pair] && !v->missing[pair])
            continue;
        if (!missing)
            missing = v->missing[pair];
        sp_str_add(&styles, out++ ? ", " : "");
        sp_str_add(&styles, s->styles->style[k].id);
    }
    if (out > 0)
        warn(&ld->r, at, SP_JSON_KEY, "W115", s->motives[motive].id,
             missing ? missing : "",
             out < s->styles->styles ? sp_str_text(&styles) : "");
    sp_str_finish(&styles);
    return out == 0;
}

/* One finding a motive: what stands first in the way. True when there was none. */
static bool
check_motives(struct loader *ld, const struct flow *f)
{
    const struct sp_scenario *s = ld->s;
    struct pairs knows = {0}, resolved = {0};
    struct verdicts *v = sp_alloc(1, sizeof *v);
    const cJSON *at = get(ld->root, "motives")->child;
    bool clean = true;

    gather(f, &knows, &resolved);
    judge_passes(f, v);
    for (unsigned i = 0; i < s->motive_count; i++, at = at->next) {
        struct pairs learnt = with_both(&knows, &f->of_motive[i]);
        struct pairs settled = with_both(&resolved, &f->of_motive[i]);

        if (none_of(&learnt) || none_of(&settled)) {
            warn(&ld->r, at, SP_JSON_KEY, none_of(&learnt) ? "W112" : "W113",
                 s->motives[i].id, NULL, NULL);
            clean = false;
        } else {
            clean = check_motive(ld, i, at, v) && clean;
        }
    }
    sp_free(v);
    return clean;
}

/* ---- checks ---- */

static void
check_check(struct loader *ld, const struct flow *f, const struct sp_check *check,
            struct sp_str *nobody, struct sp_str *everybody)
{
    bool can = false, must = true;

    for (unsigned e = 0; e < ld->s->ending_count; e++) {
        struct where where = at_end(f, e);
        struct outcome o = flow_judge(f, check->when, flow_end(f, e), &where);

        can = can || !none_of(&o.yes);
        must = must && none_of(&o.no);
    }
    if (!can)
        sp_str_addf(nobody, "%s%s", nobody->size ? ", " : "", check->id);
    else if (must)
        sp_str_addf(everybody, "%s%s", everybody->size ? ", " : "", check->id);
}

/* W116 and W117, once for the file: which checks decide nothing here. */
static void
check_rubric(struct loader *ld, const struct flow *f)
{
    const struct sp_rubric *rubric = ld->s->rubric;
    struct sp_str nobody = {0}, everybody = {0};

    for (unsigned i = 0; i < rubric->competencies; i++) {
        for (unsigned k = 0; k < rubric->competency[i].levels; k++)
            check_check(ld, f, &rubric->competency[i].level[k], &nobody, &everybody);
    }
    if (nobody.size)
        warn(&ld->r, get(ld->root, "nodes"), SP_JSON_KEY, "W116", nobody.text, NULL,
             NULL);
    if (everybody.size)
        warn(&ld->r, get(ld->root, "nodes"), SP_JSON_KEY, "W117", everybody.text, NULL,
             NULL);
    sp_str_finish(&nobody);
    sp_str_finish(&everybody);
}

void
lint_passes(struct loader *ld, const struct flow *f)
{
    if (check_motives(ld, f))
        check_rubric(ld, f);
}
