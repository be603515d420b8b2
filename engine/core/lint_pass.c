/* lint_pass.c: motives that cannot be learnt, resolved or passed, and checks of the
 * rubric that this scenario gives to nobody or to everybody.
 *
 * Judged over the sets of lint_flow.c, at each ending: what is out of reach there is so
 * for certain. */
#include "lint.h"

#include <string.h>

/* Up to here each style and motive is walked alone, which sees further. */
#define ALONE_MOST 20000 /* nodes times styles times motives */

struct ladder {
    struct pairs level[SP_LEVELS]; /* with which the level can be reached */
    struct pairs omitted;
};

static void
add(struct pairs *to, const struct pairs *more)
{
    *to = pairs_either(to, more);
}

static struct where
at_end(const struct flow *f, unsigned ending)
{
    return (struct where){SP_OF_RUBRIC, UINT64_MAX, f->s->endings[ending].kind};
}

struct verdicts {
    const char *missing[SP_STYLES * SP_MOTIVES_MOST]; /* NULL: a pass can be */
    bool seen[SP_STYLES * SP_MOTIVES_MOST];
    struct pairs knows, resolved; /* with which the call can come to know, to resolve */
    bool earned[SP_COMPETENCIES][SP_LEVELS], missed[SP_COMPETENCIES][SP_LEVELS];
};

/* ---- motives ---- */

static void
gather(const struct flow *f, struct verdicts *v)
{
    for (uint32_t i = 0; i < f->s->node_count; i++) {
        add(&v->knows, &flow_node(f, i)->knows[1]);
        add(&v->resolved, &flow_node(f, i)->resolved[1]);
    }
    for (unsigned i = 0; i < f->s->ending_count; i++) {
        add(&v->knows, &flow_end(f, i)->knows[1]);
        add(&v->resolved, &flow_end(f, i)->resolved[1]);
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

        so_far = pairs_both(&so_far, &o.yes);
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
check_motives(struct loader *ld, const struct flow *f, const struct verdicts *v)
{
    const struct sp_scenario *s = ld->s;
    const cJSON *at = get(ld->root, "motives")->child;
    bool clean = true;

    for (unsigned i = 0; i < s->motive_count; i++, at = at->next) {
        struct pairs learnt = pairs_both(&v->knows, &f->of_motive[i]);
        struct pairs settled = pairs_both(&v->resolved, &f->of_motive[i]);

        if (none_of(&learnt) || none_of(&settled)) {
            warn(&ld->r, at, SP_JSON_KEY, none_of(&learnt) ? "W112" : "W113",
                 s->motives[i].id, NULL, NULL);
            clean = false;
        } else {
            clean = check_motive(ld, i, at, v) && clean;
        }
    }
    return clean;
}

/* ---- checks ---- */

static void
judge_checks(const struct flow *f, struct verdicts *v)
{
    const struct sp_rubric *rubric = f->s->rubric;

    for (unsigned e = 0; e < f->s->ending_count; e++) {
        struct where where = at_end(f, e);

        for (unsigned i = 0; i < rubric->competencies; i++) {
            for (unsigned k = 0; k < rubric->competency[i].levels; k++) {
                struct outcome o = flow_judge(f, rubric->competency[i].level[k].when,
                                              flow_end(f, e), &where);

                v->earned[i][k] |= !none_of(&o.yes);
                v->missed[i][k] |= !none_of(&o.no);
            }
        }
    }
}

/* W116 and W117, once for the file: which checks decide nothing here. */
static void
check_rubric(struct loader *ld, const struct verdicts *v)
{
    const struct sp_rubric *rubric = ld->s->rubric;
    struct sp_str list[2] = {0}; /* nobody earns it; everybody does */
    static const char *const codes[2] = {"W116", "W117"};

    for (unsigned i = 0; i < rubric->competencies; i++) {
        for (unsigned k = 0; k < rubric->competency[i].levels; k++) {
            struct sp_str *to = &list[v->earned[i][k]];

            if (!v->earned[i][k] || !v->missed[i][k])
                sp_str_addf(to, "%s%s", to->size ? ", " : "",
                            rubric->competency[i].level[k].id);
        }
    }
    for (unsigned i = 0; i < 2; i++) {
        if (list[i].size)
            warn(&ld->r, get(ld->root, "nodes"), SP_JSON_KEY, codes[i], list[i].text,
                 NULL, NULL);
        sp_str_finish(&list[i]);
    }
}

static void
judge(const struct flow *f, struct verdicts *v)
{
    gather(f, v);
    judge_passes(f, v);
    judge_checks(f, v);
}

void
lint_passes(struct loader *ld, struct flow *f)
{
    const struct sp_scenario *s = ld->s;
    unsigned pairs = s->styles->styles * s->motive_count;
    struct verdicts *v = sp_alloc(1, sizeof *v);

    if (s->node_count <= ALONE_MOST / (pairs ? pairs : 1)) {
        for (unsigned p = 0; p < pairs; p++) {
            struct pairs one = {0};

            one.w[p / 64] = UINT64_C(1) << (p % 64);
            flow_begin(f, &one);
            flow_walk(f, false);
            judge(f, v);
        }
    } else {
        flow_begin(f, NULL);
        flow_walk(f, false);
        judge(f, v);
    }
    if (check_motives(ld, f, v))
        check_rubric(ld, v);
    sp_free(v);
}
