/* sheet_call.c: calls of the proof sheet, written out so that anybody can judge them.
 */
#include "sheet.h"

static void
write_moves(struct sheet *s, uint64_t signals)
{
    struct sp_str key = {0};

    for (unsigned i = 0; i < SP_MOVES; i++) {
        if (!((signals >> i) & 1))
            continue;
        sp_str_clear(&key);
        sp_str_addf(&key, "move.%s", sp_signal_name(i));
        html_raw(&s->h, " · ");
        html_say(&s->h, key.text, NULL);
    }
    sp_str_finish(&key);
}

static void
write_trainee(struct sheet *s, const struct sp_reply *reply)
{
    html_raw(&s->h, "<li class=\"t\"><span class=\"w\">");
    html_say(&s->h, "sheet.trainee", NULL);
    write_moves(s, reply->signals);
    html_raw(&s->h, "</span>");
    for (unsigned i = 0; i < SP_LANGS; i++) {
        unsigned lang = reply->text.count[i] > 0 ? i : !i;

        html_one(&s->h, i, reply->text.by[lang][0]);
    }
    html_raw(&s->h, "</li>\n");
}

static void
write_customer(struct sheet *s, const struct sp_session *session, size_t index)
{
    char *text[SP_LANGS];
    bool silent = true;

    for (unsigned i = 0; i < SP_LANGS; i++) {
        text[i] = sp_session_customer(session, index,
                                      s->proof->scenario->has_lang[i] ? i : !i);
        silent = silent && !*text[i];
    }
    if (!silent) {
        html_raw(&s->h, "<li class=\"c\"><span class=\"w\">");
        html_both(&s->h, &s->proof->scenario->customer_name);
        html_raw(&s->h, "</span>");
    }
    for (unsigned i = 0; i < SP_LANGS; i++) {
        if (!silent)
            html_one(&s->h, i, text[i]);
        sp_free(text[i]);
    }
    html_raw(&s->h, silent ? "" : "</li>\n");
}

static void
write_end(struct sheet *s, const struct sp_session *session)
{
    const struct sp_view *view = sp_session_view(session);
    struct sp_score score;
    char total[SHEET_NUMBER], out_of[SHEET_NUMBER];

    sp_score_session(session, false, &score);
    html_raw(&s->h, "<li class=\"e\">");
    if (view->ending) {
        html_both(&s->h, &view->ending->text);
        html_raw(&s->h, " · ");
        html_say(&s->h, "sheet.points",
                 sheet_number(total, (uint64_t)(score.total > 0 ? score.total : 0)),
                 sheet_number(out_of, (uint64_t)score.out_of), NULL);
        html_raw(&s->h, " · <b>");
        html_say(&s->h, score.pass ? "sheet.passed" : "sheet.not-passed", NULL);
        html_raw(&s->h, "</b>");
    } else {
        html_say(&s->h, "sheet.goes-on", NULL);
    }
    html_raw(&s->h, "</li>\n");
}

void
sheet_call(struct sheet *s, const struct sp_pair_proof *pair,
           const struct sp_reply *const *path, unsigned lines)
{
    const struct sp_scenario *scenario = s->proof->scenario;
    const struct sp_start start = {scenario, 1, scenario->styles->style[pair->style].id,
                                   scenario->motives[pair->motive].id};
    struct sp_session *session = sp_session_new(&start);

    html_raw(&s->h, "<ul class=\"talk\">\n");
    write_customer(s, session, 0);
    for (unsigned i = 0; i < lines; i++) {
        write_trainee(s, path[i]);
        if (!sp_session_answer(session, path[i]->id))
            break;
        write_customer(s, session, i + 1);
    }
    write_end(s, session);
    html_raw(&s->h, "</ul>\n");
    sp_session_free(session);
}
