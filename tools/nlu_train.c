/* nlu_train.c: the recogniser's model from labelled lines: `nlu-train FOLDER OUT
 * LINES…`.
 *
 * Only lines of the training part count: a fifth of the situations, drawn by hash (see
 * tests/nlu/lines.py), is for testing. One L2-loss linear support vector machine for
 * each move (liblinear, -s 1), and one for each script over how the moves stand beside
 * each other. That one, the limits and the confidences come from scores of lines that
 * a model did not see: five folds, by situation. The same lines and rules give the same
 * bytes. */
#include <linear.h>
#include <math.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/json.h"
#include "core/rng.h"
#include "model.h"
#include "store/os_file.h"

enum { FOLDS = 5, LINES_MOST = 100000, SITUATION_MOST = 64, GRID = 20 };

static const double cost = 0.5, positive_weight = 2.0;
static const double beside_cost = 0.005, beside_weight = 2.0;
static const double accusing = 0.86; /* precision that an error must have */

struct row {
    char situation[SITUATION_MOST];
    uint32_t moves; /* bits */
    enum nlu_script script;
    unsigned fold;
    bool bare; /* limits are for calls, where the customer speaks first */
    char *text, *context;
    struct feature_node *features;
    struct nlu_standing standing; /* by a model that did not see the row's situation */
    int32_t worth[SP_MOVES];      /* likewise */
};

struct corpus {
    struct row *row;
    size_t rows;
    struct nlu_rules rules;
    struct nlu_listener listener;
    struct nlu_apart apart;
    bool plain; /* n-grams alone: the model to be better than */
};

static void
give_up(const char *what, const char *name)
{
    fprintf(stderr, "nlu-train: %s: %s\n", name, what);
    exit(3);
}

static bool
is_test(const char *situation)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)situation, strlen(situation));
    return hash[0] < 51;
}

static int
by_bucket(const void *a, const void *b)
{
    const struct feature_node *x = a, *y = b;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* As nlu_scores counts: each n-gram by how often it counts over the root of all, the
 * customer's less, a fired rule least. */
static struct feature_node *
nodes_of(const struct nlu_features *f, bool plain)
{
    uint32_t count = f->ngrams + f->customers;
    struct feature_node *node = sp_alloc((size_t)count + f->denses + 1, sizeof *node);
    double own = f->ngrams ? 1 / sqrt((double)f->times) : 0;
    double other =
        f->customers ? NLU_CUSTOMER_PERCENT / 100.0 / sqrt((double)f->customers) : 0;
    size_t n = 0;
    for (uint32_t i = 0; i < count; i++)
        node[i] =
            (struct feature_node){(int)f->ngram[i].bucket + 1,
                                  i < f->ngrams ? f->ngram[i].times * own : other};
    qsort(node, count, sizeof *node, by_bucket);
    for (uint32_t i = 0; i < count; i++) {
        if (n > 0 && node[n - 1].index == node[i].index)
            node[n - 1].value += node[i].value;
        else
            node[n++] = node[i];
    }
    for (uint32_t i = 0; i < f->denses && !plain; i++)
        node[n++] = (struct feature_node){(int)(NLU_BUCKETS + f->dense[i] + 1),
                                          1.0 / NLU_DENSE_VALUE};
    node[n].index = -1;
    return node;
}

/* `bare`: as if the customer had said nothing before, which happens too. */
static void
add_row(struct corpus *c, const cJSON *line, bool bare)
{
    const char *situation =
        cJSON_GetObjectItemCaseSensitive(line, "situation")->valuestring;
    const char *text = cJSON_GetObjectItemCaseSensitive(line, "text")->valuestring;
    const char *context =
        bare ? "" : cJSON_GetObjectItemCaseSensitive(line, "context")->valuestring;
    if (is_test(situation))
        return;
    if (c->rows == LINES_MOST || strlen(situation) >= SITUATION_MOST)
        give_up("too many lines", situation);
    struct row *row = &c->row[c->rows++];
    *row = (struct row){.bare = bare};
    memcpy(row->situation, situation, strlen(situation) + 1);
    const cJSON *move;
    cJSON_ArrayForEach(move, cJSON_GetObjectItemCaseSensitive(line, "moves"))
    {
        enum sp_signal signal = SP_MOVES;
        if (!sp_signal_find(move->valuestring, strlen(move->valuestring), &signal) ||
            signal >= SP_MOVES)
            give_up("unknown move", move->valuestring);
        row->moves |= UINT32_C(1) << signal;
    }
    row->text = sp_strdup(text);
    row->context = sp_strdup(context);
    struct nlu_listener *l = &c->listener;
    nlu_listen(l, &c->rules, text, strlen(text), context, strlen(context));
    row->script = nlu_script_of(&l->text);
    row->features = nodes_of(&l->features, c->plain);
}

static void
read_lines(struct corpus *c, const char *path)
{
    struct sp_error error = {0};
    char *text = NULL;
    size_t size = 0;
    if (!sp_os_read(path, 64u << 20, &text, &size, &error))
        give_up("cannot be read", path);
    for (const char *at = text, *end = text + size; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t length = stop ? (size_t)(stop - at) : (size_t)(end - at);
        cJSON *line = cJSON_ParseWithLength(at, length);
        if (!line)
            give_up("is not JSON", path);
        add_row(c, line, false);
        add_row(c, line, true);
        cJSON_Delete(line);
        at += length + 1;
    }
    sp_free(text);
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Situations in the order of their names, dealt out. */
static void
deal(struct corpus *c)
{
    const char **name = sp_alloc(c->rows, sizeof *name);
    size_t count = 0;
    for (size_t i = 0; i < c->rows; i++)
        name[i] = c->row[i].situation;
    qsort(name, c->rows, sizeof *name, by_name);
    for (size_t i = 0; i < c->rows; i++)
        if (count == 0 || strcmp(name[count - 1], name[i]) != 0)
            name[count++] = name[i];
    for (size_t i = 0; i < c->rows; i++)
        for (size_t n = 0; n < count; n++)
            if (strcmp(name[n], c->row[i].situation) == 0)
                c->row[i].fold = (unsigned)(n % FOLDS);
    sp_free(name);
}

/* Whether a row makes a move, or none. */
static bool
makes(const struct row *row, unsigned output)
{
    return output == NLU_NONE ? row->moves == 0 : row->moves >> output & 1;
}

static struct model *
train_on(const struct problem *problem, double c, double weight_of_positive)
{
    int label[] = {1};
    double weight[] = {weight_of_positive};
    struct parameter parameter = {.solver_type = L2R_L2LOSS_SVC_DUAL,
                                  .eps = 0.01,
                                  .C = c,
                                  .nr_weight = 1,
                                  .weight_label = label,
                                  .weight = weight};
    srand(1);
    return train(problem, &parameter);
}

/* On all rows but those of `fold`. */
static struct model *
train_one(const struct corpus *c, unsigned output, unsigned fold)
{
    struct problem problem = {.n = (int)(NLU_BUCKETS + nlu_denses(&c->rules)),
                              .bias = -1};
    problem.x = sp_alloc(c->rows, sizeof *problem.x);
    problem.y = sp_alloc(c->rows, sizeof *problem.y);
    for (size_t i = 0; i < c->rows; i++) {
        if (c->row[i].fold == fold)
            continue;
        problem.x[problem.l] = c->row[i].features;
        problem.y[problem.l++] = makes(&c->row[i], output) ? 1 : -1;
    }
    struct model *model =
        train_on(&problem, cost, output == NLU_NONE ? 1.0 : positive_weight);
    sp_free(problem.x);
    sp_free(problem.y);
    return model;
}

static double
weight_of(const struct model *model, int index)
{
    return model->w[index - 1] * (model->label[0] == 1 ? 1 : -1);
}

static int32_t
clamp(double value, int32_t most)
{
    return value > most ? most : value < -most ? -most : (int32_t)lrint(value);
}

static void
train_all(const struct corpus *c, unsigned fold, struct nlu_model *out)
{
    out->denses = nlu_denses(&c->rules);
    out->sparse = sp_alloc((size_t)NLU_BUCKETS * NLU_OUTPUTS, sizeof *out->sparse);
    out->dense = sp_alloc((size_t)out->denses * NLU_OUTPUTS, sizeof *out->dense);
    for (unsigned move = 0; move <= NLU_NONE; move++) {
        struct model *model = train_one(c, move, fold);
        for (uint32_t b = 0; b < NLU_BUCKETS; b++)
            out->sparse[(size_t)b * NLU_OUTPUTS + move] =
                (int8_t)clamp(weight_of(model, (int)b + 1) * NLU_SPARSE_ONE, 127);
        for (uint32_t d = 0; d < out->denses; d++)
            out->dense[(size_t)d * NLU_OUTPUTS + move] =
                (int16_t)clamp(weight_of(model, (int)(NLU_BUCKETS + d + 1)) * NLU_ONE /
                                   NLU_DENSE_VALUE,
                               32767);
        free_and_destroy_model(&model);
    }
}

static void
stand_folds(struct corpus *c)
{
    struct nlu_listener *l = &c->listener;
    for (unsigned fold = 0; fold < FOLDS; fold++) {
        struct nlu_model model = {0};
        train_all(c, fold, &model);
        for (size_t i = 0; i < c->rows; i++) {
            struct row *row = &c->row[i];
            struct nlu_speaking speaking;
            if (row->fold != fold)
                continue;
            nlu_listen(l, &c->rules, row->text, strlen(row->text), row->context,
                       strlen(row->context));
            nlu_speaking(&c->rules, &l->hits, &speaking);
            nlu_stand(&model, &c->rules, l, &speaking, &c->apart, &row->standing);
        }
        nlu_model_finish(&model);
    }
}

/* ---- the second machine ---- */

/* What all moves share, and then what is the move's own. */
static struct feature_node *
beside_nodes(const struct nlu_standing *standing, unsigned move,
             struct feature_node *out)
{
    uint16_t feature[NLU_BESIDE_SET];
    unsigned count = nlu_beside(standing, move, feature);
    for (unsigned own = 0; own < 2; own++)
        for (unsigned i = 0; i < count; i++)
            *out++ = (struct feature_node){
                (int)(own * (1 + move) * NLU_BESIDE + feature[i] + 1), 1};
    *out++ = (struct feature_node){-1, 0};
    return out;
}

/* On all rows but those of `fold`. */
static void
train_beside(const struct corpus *c, enum nlu_script script, unsigned fold,
             double weight[SP_MOVES][NLU_BESIDE])
{
    size_t most = c->rows * SP_MOVES;
    struct problem problem = {.n = (1 + SP_MOVES) * NLU_BESIDE, .bias = -1};
    struct feature_node *node = sp_alloc(most * (2 * NLU_BESIDE_SET + 1), sizeof *node);
    struct feature_node *end = node;
    problem.x = sp_alloc(most, sizeof *problem.x);
    problem.y = sp_alloc(most, sizeof *problem.y);
    for (size_t i = 0; i < c->rows; i++) {
        const struct row *row = &c->row[i];
        if (row->fold == fold || row->script != script || row->bare)
            continue;
        for (unsigned move = 0; move < SP_MOVES; move++) {
            problem.x[problem.l] = end;
            problem.y[problem.l++] = makes(row, move) ? 1 : -1;
            end = beside_nodes(&row->standing, move, end);
        }
    }
    struct model *model = train_on(&problem, beside_cost, beside_weight);
    for (unsigned move = 0; move < SP_MOVES; move++)
        for (int f = 0; f < NLU_BESIDE; f++)
            weight[move][f] = weight_of(model, f + 1) +
                              weight_of(model, (int)(1 + move) * NLU_BESIDE + f + 1);
    free_and_destroy_model(&model);
    sp_free(problem.x);
    sp_free(problem.y);
    sp_free(node);
}

static void
fill_beside(int16_t to[SP_MOVES][NLU_BESIDE], double from[SP_MOVES][NLU_BESIDE])
{
    for (unsigned move = 0; move < SP_MOVES; move++)
        for (unsigned f = 0; f < NLU_BESIDE; f++)
            to[move][f] = (int16_t)clamp(from[move][f] * NLU_ONE, 32767);
}

/* Each row's worth by a machine that did not see it, and the machine of all. */
static void
weigh_beside(struct corpus *c, enum nlu_script script, struct nlu_model *out)
{
    static double weight[SP_MOVES][NLU_BESIDE];
    for (unsigned fold = 0; fold <= FOLDS; fold++) {
        train_beside(c, script, fold, weight);
        fill_beside(out->beside[script], weight);
        for (size_t i = 0; i < c->rows; i++) {
            struct row *row = &c->row[i];
            for (unsigned m = 0; m < SP_MOVES && row->fold == fold; m++)
                if (row->script == script)
                    row->worth[m] = nlu_worth(out, script, &row->standing, m);
        }
    }
}

/* ---- limits ---- */

/* How good a choice of limits is for one move in one script. */
struct tally {
    double right, said, there;
};

static double
goodness(const struct tally *t, bool error)
{
    double precision = t->said > 0 ? t->right / t->said : 0;
    if (error && precision < accusing)
        return precision / 100; /* none better: as near as can be */
    return t->said + t->there > 0 ? 2 * t->right / (t->said + t->there) : 0;
}

static int32_t
grid_at(int step)
{
    return -NLU_ONE + step * (2 * NLU_ONE / GRID / 2);
}

static void
choose(const struct corpus *c, enum nlu_script script, unsigned move,
       struct nlu_limits *out)
{
    bool error = SP_ERROR_MASK >> move & 1;
    struct tally by[NLU_RULED][2 * GRID + 1] = {0}, all[2 * GRID + 1] = {0};
    double there = 0;
    for (size_t i = 0; i < c->rows; i++) {
        const struct row *row = &c->row[i];
        if (row->script != script || row->bare)
            continue;
        bool is = row->moves >> move & 1;
        there += is;
        unsigned rule = row->standing.rule[move];
        for (int step = 0; step <= 2 * GRID; step++) {
            if (row->worth[move] >= grid_at(step)) {
                by[rule][step].said += 1;
                by[rule][step].right += is;
            }
            int32_t doubt =
                rule == NLU_BY_STRONG ? 0 : nlu_doubt(row->standing.score[NLU_NONE]);
            if (row->standing.score[move] - doubt >= grid_at(step)) {
                all[step].said += 1;
                all[step].right += is;
            }
        }
    }
    double best = -1, best_alone = -1;
    /* A strong rule yields to a loud objection only: people's plain words are rare in a
     * corpus that was written to be varied. */
    int most_strong = 2 * GRID;
    out->strong = out->weak = out->alone = NLU_ONE;
    for (int s = 0; s <= 2 * GRID; s++) {
        for (int w = s; w <= 2 * GRID && s <= most_strong; w++) {
            struct tally t = {by[NLU_BY_STRONG][s].right + by[NLU_BY_WEAK][w].right,
                              by[NLU_BY_STRONG][s].said + by[NLU_BY_WEAK][w].said,
                              there};
            if (goodness(&t, error) > best) {
                best = goodness(&t, error);
                out->strong = grid_at(s);
                out->weak = grid_at(w);
            }
        }
        all[s].there = there;
        if (goodness(&all[s], false) > best_alone) {
            best_alone = goodness(&all[s], false);
            out->alone = grid_at(s);
        }
    }
    out->unsure = out->weak - NLU_ONE / 5;
    const struct tally *sure =
        &by[NLU_BY_STRONG][(out->strong + NLU_ONE) * GRID / NLU_ONE];
    out->sure = (int32_t)(sure->right * 100 / (sure->said + 1));
    fprintf(stderr, "%s %-12s there %4.0f whole %.3f alone %.3f gated %.2f\n",
            script == NLU_CHINESE ? "zh" : "en", sp_signal_name((enum sp_signal)move),
            there, best, best_alone,
            there > 0 ? (by[NLU_BY_STRONG][0].right + by[NLU_BY_WEAK][0].right) / there
                      : 0);
}

/* Of the rows with a score from each edge on, up to the next, how many made the move;
 * never falling. */
static void
calibrate(const struct corpus *c, enum nlu_script script, unsigned move,
          struct nlu_limits *out)
{
    unsigned last = 0;
    for (unsigned b = 0; b < NLU_BINS; b++) {
        out->edge[b] = -NLU_ONE + (int32_t)b * NLU_ONE / 5;
        int32_t end = b + 1 < NLU_BINS ? out->edge[b] + NLU_ONE / 5 : INT32_MAX;
        unsigned said = 0, right = 0;
        for (size_t i = 0; i < c->rows; i++) {
            const struct row *row = &c->row[i];
            if (row->script == script && !row->bare &&
                row->worth[move] >= out->edge[b] && row->worth[move] < end) {
                said++;
                right += row->moves >> move & 1;
            }
        }
        unsigned percent = (right * 100 + 50) / (said + 1); /* never certain */
        last = percent > last ? percent : last;
        out->confidence[b] = (uint8_t)(last > 99 ? 99 : last);
    }
}

static void
read_rules(struct corpus *c, const char *folder)
{
    struct sp_ear_file bytes[SP_EAR_RULES_FILES] = {0};
    char *text[SP_EAR_RULES_FILES] = {0};
    unsigned file = 0, line = 0;
    for (unsigned i = 0; i < SP_EAR_RULES_FILES; i++) {
        struct sp_error error = {0};
        char *path = sp_os_join(folder, sp_ear_rules_files[i]);
        if (!sp_os_read(path, 64u << 20, &text[i], &bytes[i].size, &error))
            give_up("cannot be read", path);
        bytes[i].at = text[i];
        sp_free(path);
    }
    if (!nlu_rules_read(bytes, SP_EAR_RULES_FILES, &c->rules, &file, &line)) {
        fprintf(stderr, "%s/%s:%u: not a rule\n", folder, sp_ear_rules_files[file],
                line);
        exit(3);
    }
    for (unsigned i = 0; i < SP_EAR_RULES_FILES; i++)
        sp_free(text[i]);
}

static void
silent(const char *text)
{
    (void)text;
}

int
main(int argc, char **argv)
{
    struct corpus c = {.row = sp_alloc(LINES_MOST, sizeof *c.row)};
    struct nlu_model model = {0};
    struct sp_str out = {0};
    struct sp_error error = {0};
    if (argc > 1 && strcmp(argv[1], "--plain") == 0) {
        c.plain = true;
        argc--;
        argv++;
    }
    if (argc < 4 || sodium_init() < 0)
        give_up("usage: nlu-train [--plain] FOLDER OUT LINES…", "usage");
    read_rules(&c, argv[1]);
    set_print_string_function(silent);
    nlu_listener_start(&c.listener, &c.rules);
    nlu_apart_start(&c.apart);
    for (int i = 3; i < argc; i++)
        read_lines(&c, argv[i]);
    deal(&c);
    stand_folds(&c);
    train_all(&c, FOLDS, &model);
    for (unsigned s = 0; s < NLU_SCRIPTS; s++)
        weigh_beside(&c, (enum nlu_script)s, &model);
    for (unsigned s = 0; s < NLU_SCRIPTS; s++)
        for (unsigned m = 0; m < SP_MOVES; m++) {
            choose(&c, (enum nlu_script)s, m, &model.limits[s][m]);
            calibrate(&c, (enum nlu_script)s, m, &model.limits[s][m]);
        }
    nlu_model_write(&model, &c.rules, &out);
    if (!sp_os_write(argv[2], out.text, out.size, SP_OS_SHARED, &error))
        give_up("cannot be written", argv[2]);
    for (size_t i = 0; i < c.rows; i++) {
        sp_free(c.row[i].features);
        sp_free(c.row[i].text);
        sp_free(c.row[i].context);
    }
    sp_free(c.row);
    sp_str_finish(&out);
    nlu_model_finish(&model);
    nlu_apart_finish(&c.apart);
    nlu_listener_finish(&c.listener);
    nlu_rules_finish(&c.rules);
    return 0;
}
