/* settings.c: reads and writes settings.json. */
#include "settings.h"

#include <string.h>

#define SETTINGS_MOST 65536

static const char *const voices[SP_VOICES] = {"off", "customer", "all"};

static char *
settings_path(void)
{
    char *folder = sp_os_data_folder(NULL), *path;

    if (!folder)
        return NULL;
    path = sp_os_join(folder, "settings.json");
    sp_free(folder);
    return path;
}

static bool
take_flag(const cJSON *root, const char *key, bool *to)
{
    const cJSON *json = cJSON_GetObjectItemCaseSensitive(root, key);

    if (json && !cJSON_IsBool(json))
        return false;
    if (json)
        *to = cJSON_IsTrue(json);
    return true;
}

static bool
take_lang(const struct cli *cli, const cJSON *root, struct sp_app_look *look)
{
    const cJSON *json = cJSON_GetObjectItemCaseSensitive(root, "lang");
    enum sp_lang lang;

    if (!json)
        return true;
    if (!cJSON_IsString(json) || !sp_lang_find(json->valuestring, &lang))
        return false;
    if (!cli->lang_given)
        look->lang = lang;
    return true;
}

static bool
take_scale(const cJSON *root, struct sp_app_look *look)
{
    const cJSON *json = cJSON_GetObjectItemCaseSensitive(root, "scale");

    if (!json)
        return true;
    if (!cJSON_IsNumber(json) ||
        (json->valueint != 0 && (json->valueint < 75 || json->valueint > 300)))
        return false;
    look->scale = json->valueint;
    return true;
}

static bool
take_voice(const cJSON *root, struct sp_app_look *look)
{
    const cJSON *json = cJSON_GetObjectItemCaseSensitive(root, "voice");

    for (int i = 0; json && i < SP_VOICES; i++) {
        if (cJSON_IsString(json) && strcmp(json->valuestring, voices[i]) == 0) {
            look->voice = (enum sp_voice)i;
            return true;
        }
    }
    return !json;
}

/* Goes on after a value that is not right; each stands for itself. */
static bool
take_all(const struct cli *cli, const cJSON *root, struct sp_app_look *look)
{
    bool ok = cJSON_IsObject(root);

    ok = take_lang(cli, root, look) && ok;
    ok = take_flag(root, "dark", &look->dark) && ok;
    ok = take_flag(root, "still", &look->still) && ok;
    ok = take_scale(root, look) && ok;
    return take_voice(root, look) && ok;
}

void
settings_read(const struct cli *cli, struct sp_app_look *look)
{
    struct sp_diags ignored = {0};
    struct sp_error error = {0};
    char *path = settings_path(), *text = NULL;
    struct sp_json *doc = NULL;
    size_t size = 0;
    bool ok = !path || sp_os_read(path, SETTINGS_MOST, &text, &size, &error) ||
              sp_error_is(&error, "file-missing");

    if (text) {
        doc = sp_json_read(text, size, &sp_json_usual, &ignored);
        ok = doc && take_all(cli, sp_json_root(doc), look);
    }
    if (!ok)
        cli_say(cli, stderr, "settings.broken", path, NULL);
    sp_json_free(doc);
    sp_diags_finish(&ignored);
    sp_error_clear(&error);
    sp_free(text);
    sp_free(path);
}

void
settings_keep(const struct cli *cli, const struct sp_app_look *look)
{
    char *path = settings_path();
    struct sp_error error = {0};
    struct sp_str text = {0};

    sp_str_addf(&text,
                "{\"lang\": \"%s\", \"dark\": %s, \"scale\": %d, \"still\": %s, "
                "\"voice\": \"%s\"}\n",
                sp_lang_tag(look->lang), look->dark ? "true" : "false", look->scale,
                look->still ? "true" : "false", voices[look->voice]);
    if (path &&
        !sp_os_write(path, sp_str_text(&text), text.size, SP_OS_PRIVATE, &error))
        cli_complain(cli, &error);
    sp_error_clear(&error);
    sp_str_finish(&text);
    sp_free(path);
}
