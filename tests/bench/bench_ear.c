/* bench_ear.c: how fast the recogniser is read, and how many lines it hears.
 *
 * usage: bench_ear ASSETS LINES…
 * Prints "load MS", and for each script "zh LINES_PER_SECOND" and "en …", of processor
 * time: the lines alone; and "zh-call …", "en-call …": each with the customer's words
 * before it, as in a call. ear.py sets them beside a peer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/json.h"
#include "cost.h"
#include "nlu/recognise.h"
#include "store/os_file.h"

enum { LOADS = 21, ROUNDS = 5, LINES_MOST = 20000 };

struct line {
    char *text, *context;
    bool english;
};

static char *
read_file(const char *folder, const char *name, size_t *size)
{
    struct sp_error error = {0};
    char *path = folder ? sp_os_join(folder, name) : sp_strdup(name), *text = NULL;

    if (!sp_os_read(path, 64u << 20, &text, size, &error)) {
        fprintf(stderr, "bench_ear: %s cannot be read\n", path);
        exit(3);
    }
    sp_free(path);
    return text;
}

/* As the program does it: files, then all that is made of them. */
static struct sp_ear *
load(const char *folder)
{
    struct sp_ear_file rules[SP_EAR_RULES_FILES] = {0}, model = {0};
    struct sp_ear_fault fault;
    char *text[SP_EAR_RULES_FILES + 1];

    for (unsigned i = 0; i < SP_EAR_RULES_FILES; i++)
        rules[i].at = text[i] =
            read_file(folder, sp_ear_rules_files[i], &rules[i].size);
    model.at = text[SP_EAR_RULES_FILES] = read_file(folder, "model.bin", &model.size);
    struct sp_ear *ear = sp_ear_new(rules, SP_EAR_RULES_FILES, model, &fault);

    for (unsigned i = 0; i <= SP_EAR_RULES_FILES; i++)
        sp_free(text[i]);
    if (!ear)
        exit(3);
    return ear;
}

static size_t
read_lines(const char *path, struct line *line, size_t count)
{
    size_t size = 0;
    char *text = read_file(NULL, path, &size);

    for (const char *at = text; at < text + size && count < LINES_MOST;) {
        size_t length = strcspn(at, "\n");
        cJSON *json = cJSON_ParseWithLength(at, length);
        const char *lang = cJSON_GetStringValue(cJSON_GetObjectItem(json, "lang"));

        line[count++] = (struct line){
            sp_strdup(cJSON_GetStringValue(cJSON_GetObjectItem(json, "text"))),
            sp_strdup(cJSON_GetStringValue(cJSON_GetObjectItem(json, "context"))),
            strcmp(lang, "en") == 0};
        cJSON_Delete(json);
        at += length + 1;
    }
    sp_free(text);
    return count;
}

/* Lines a second, all of one language. */
static double
hear(const struct sp_ear *ear, const struct line *line, size_t count, bool english,
     bool call)
{
    struct sp_ear_room *room = sp_ear_room_new(ear);
    struct sp_heard heard;
    size_t heard_lines = 0;
    double start = now_ms();

    for (size_t i = 0; i < count; i++) {
        if (line[i].english != english)
            continue;
        sp_recognise(
            ear, room,
            &(struct sp_utterance){.text = line[i].text,
                                   .size = strlen(line[i].text),
                                   .context = call ? line[i].context : "",
                                   .context_size = call ? strlen(line[i].context) : 0},
            &heard);
        heard_lines++;
    }
    double ms = now_ms() - start;

    sp_ear_room_free(room);
    return (double)heard_lines * 1e3 / ms;
}

int
main(int argc, char **argv)
{
    struct line *line = sp_alloc(LINES_MOST, sizeof *line);
    double value[LOADS];
    size_t count = 0;

    if (argc < 3)
        return 2;
    for (unsigned i = 0; i < LOADS; i++) {
        double start = now_ms();

        sp_ear_free(load(argv[1]));
        value[i] = now_ms() - start;
    }
    printf("load %.2f\n", median(value, LOADS));
    for (int i = 2; i < argc; i++)
        count = read_lines(argv[i], line, count);
    struct sp_ear *ear = load(argv[1]);

    for (unsigned what = 0; what < 4; what++) {
        for (unsigned i = 0; i < ROUNDS; i++)
            value[i] = hear(ear, line, count, what % 2, what / 2);
        printf("%s%s %.0f\n", what % 2 ? "en" : "zh", what / 2 ? "-call" : "",
               median(value, ROUNDS));
    }
    sp_ear_free(ear);
    for (size_t i = 0; i < count; i++) {
        sp_free(line[i].text);
        sp_free(line[i].context);
    }
    sp_free(line);
    return 0;
}
