/* test_store_os.c: files, folders, language and chance as the operating system gives
 * them. */
#include "test_store.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

static void
test_reading(void)
{
    struct sp_error error = {0};
    char *path = test_path("some.json"), *text = NULL;
    size_t size = 0;

    CHECK(sp_os_write(path, "0123456789", 10, SP_OS_SHARED, &error));
    CHECK(sp_os_read(path, 10, &text, &size, &error));
    CHECK_STR(text, "0123456789");
    CHECK_INT((long long)size, 10);
    sp_free(text);
    text = NULL;
    CHECK(!sp_os_read(path, 9, &text, &size, &error));
    CHECK(!text);
    CHECK_STR(error.args[0], path);
    CHECK_STR(error.args[1], "9");
    CHECK_STR(test_code(&error), "file-size");
    CHECK(!sp_os_read("/dev/zero", 100000, &text, &size, &error));
    CHECK_STR(test_code(&error), "file-size");
    CHECK(!sp_os_read("/nowhere/x", 9, &text, &size, &error));
    CHECK_STR(test_code(&error), "file-missing");
    CHECK(!sp_os_read(test_folder, 9, &text, &size, &error));
    CHECK_STR(test_code(&error), "file-is-folder");
    CHECK(!sp_os_read("/nowhere/x", 9, &text, &size, NULL));
    CHECK(sp_os_read("/dev/null", 0, &text, &size, &error));
    CHECK_STR(text, "");
    sp_free(text);
    sp_free(path);
    test_folder_empty();
}

/* A pipe tells no size beforehand. */
static void
test_reading_grows(void)
{
    struct sp_str long_text = {0};
    struct sp_error error = {0};
    char path[32], *text = NULL;
    size_t size = 0;
    int ends[2];

    for (int i = 0; i < 6000; i++)
        sp_str_addf(&long_text, "%d,", i);
    if (!CHECK(pipe(ends) == 0))
        return;
    CHECK(write(ends[1], long_text.text, long_text.size) == (ssize_t)long_text.size);
    close(ends[1]);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    CHECK(sp_os_read(path, 1 << 20, &text, &size, &error));
    CHECK_INT((long long)size, (long long)long_text.size);
    CHECK_STR(text, long_text.text);
    sp_free(text);
    close(ends[0]);
    sp_str_finish(&long_text);
}

static void
test_writing_is_all_or_nothing(void)
{
    const struct rlimit little = {4096, RLIM_INFINITY};
    struct rlimit usual;
    struct sp_error error = {0};
    char *path = test_path("report.html"), *text = NULL, *big = sp_alloc(10000, 1);
    size_t size = 0;
    struct stat info;

    CHECK(sp_os_write(path, "old", 3, SP_OS_PRIVATE, &error));
    CHECK(stat(path, &info) == 0);
    CHECK_INT(info.st_mode & 0777, 0600);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &usual);
    setrlimit(RLIMIT_FSIZE, &little);
    CHECK(!sp_os_write(path, big, 10000, SP_OS_PRIVATE, &error));
    setrlimit(RLIMIT_FSIZE, &usual);
    CHECK_STR(test_code(&error), "disk-full");
    CHECK(sp_os_read(path, 100, &text, &size, &error));
    CHECK_STR(text, "old");
    sp_free(text);
    CHECK_INT((long long)test_folder_count(), 1);
    CHECK(!sp_os_write("/nowhere/x", "", 0, SP_OS_SHARED, &error));
    CHECK_STR(test_code(&error), "file-missing");
    CHECK(!sp_os_write(test_folder, "", 0, SP_OS_SHARED, &error));
    CHECK_STR(test_code(&error), "file-is-folder");
    sp_free(big);
    sp_free(path);
    test_folder_empty();
}

/* The superuser could rename a file over a device. */
static void
test_a_device_stays(void)
{
    struct sp_error error = {0};
    char *path = test_path("pipe");
    struct stat info;

    CHECK(mkfifo(path, 0600) == 0);
    CHECK(!sp_os_write(path, "x", 1, SP_OS_SHARED, &error));
    CHECK_STR(test_code(&error), "file-failed");
    CHECK(lstat(path, &info) == 0 && S_ISFIFO(info.st_mode));
    sp_free(path);
    test_folder_empty();
}

/* What may be done with a file stays as it was, and so does what leads to it. */
static void
test_rewriting(void)
{
    struct sp_error error = {0};
    char *path = test_path("own.json"), *link = test_path("link"), *text = NULL;
    struct stat info;
    size_t size;

    CHECK(!sp_os_rewrite(path, "b", 1, &error));
    CHECK_STR(test_code(&error), "file-missing");
    CHECK(sp_os_write(path, "a", 1, SP_OS_PRIVATE, &error));
    CHECK(chmod(path, 0604) == 0 && symlink("own.json", link) == 0);
    CHECK(sp_os_rewrite(link, "bb", 2, &error));
    CHECK(lstat(link, &info) == 0 && S_ISLNK(info.st_mode));
    CHECK(lstat(path, &info) == 0 && S_ISREG(info.st_mode));
    CHECK_INT(info.st_mode & 07777, 0604);
    CHECK(chmod(path, 0444) == 0);
    CHECK(!sp_os_rewrite(path, "c", 1, &error));
    CHECK_STR(test_code(&error), "file-denied");
    CHECK(sp_os_read(path, 9, &text, &size, &error));
    CHECK_STR(text, "bb");
    CHECK(!sp_os_rewrite(test_folder, "c", 1, &error));
    CHECK_STR(test_code(&error), "file-is-folder");
    CHECK(!sp_os_rewrite("/dev/null", "c", 1, &error));
    CHECK_STR(test_code(&error), "file-failed");
    sp_free(text);
    sp_free(link);
    sp_free(path);
    test_folder_empty();
}

static void
test_folders(void)
{
    struct sp_error error = {0};
    struct sp_os_names names = {0};
    char *deep = test_path("a/b/c"), *top = test_path("a"), *list = NULL;
    static const char *const files[] = {"b.json", "a.json", "雪.json",  ".hidden.json",
                                        "a.txt",  ".json",  "\xff.json"};

    CHECK(sp_os_make_folder(deep, &error));
    CHECK(sp_os_make_folder(deep, &error));
    list = sp_os_join(top, "not.json");
    CHECK(sp_os_make_folder(list, &error));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *path = sp_os_join(top, files[i]);

        CHECK(sp_os_write(path, "", 0, SP_OS_SHARED, &error));
        sp_free(path);
    }
    CHECK(sp_os_list(top, ".json", &names, &error));
    if (CHECK_INT((long long)names.count, 3)) {
        CHECK_STR(names.name[0], "a.json");
        CHECK_STR(names.name[1], "b.json");
        CHECK_STR(names.name[2], "雪.json");
    }
    sp_os_names_finish(&names);
    CHECK(sp_os_list(deep, ".json", &names, &error));
    CHECK_INT((long long)names.count, 0);
    sp_os_names_finish(&names);
    CHECK(!sp_os_list("/nowhere", ".json", &names, &error));
    CHECK_STR(test_code(&error), "file-missing");
    sp_free(list);
    list = sp_os_join(top, "a.json");
    CHECK(!sp_os_make_folder(list, &error));
    CHECK_STR(test_code(&error), "not-a-folder");
    sp_free(list);
    list = sp_os_join(top, "a.json/below");
    CHECK(!sp_os_make_folder(list, &error));
    CHECK_STR(test_code(&error), "file-missing");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *path = sp_os_join(top, files[i]);

        unlink(path);
        sp_free(path);
    }
    for (char *slash;
         (slash = strrchr(deep, '/')) != NULL && strlen(deep) > strlen(top);
         *slash = '\0')
        rmdir(deep);
    sp_free(list);
    list = sp_os_join(top, "not.json");
    rmdir(list);
    sp_free(list);
    sp_free(deep);
    sp_free(top);
    test_folder_empty();
}

static void
check_data_folder(const char *set, const char *xdg, const char *home, const char *want)
{
    struct sp_error error = {0};

    setenv("SPARRING_DATA", set, 1);
    setenv("XDG_DATA_HOME", xdg, 1);
    setenv("HOME", home, 1);
    char *got = sp_os_data_folder(&error), *full = test_path(want);

    CHECK_STR(got, full);
    CHECK(got && access(got, W_OK) == 0);
    sp_free(got);
    sp_free(full);
    sp_error_clear(&error);
}

static void
test_paths(void)
{
    char *set = test_path("set"), *xdg = test_path("xdg");
    static const char *const made[] = {"home/.local/share/sparring",
                                       "home/.local/share",
                                       "home/.local",
                                       "home",
                                       "set",
                                       "xdg/sparring",
                                       "xdg"};
    char *home = test_path("home");

    check_data_folder(set, xdg, home, "set");
    check_data_folder("", xdg, home, "xdg/sparring");
    check_data_folder("", "relative", home, "home/.local/share/sparring");
    check_data_folder("", "", home, "home/.local/share/sparring");
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        char *path = test_path(made[i]);

        rmdir(path);
        sp_free(path);
    }
    sp_free(set);
    sp_free(xdg);
    sp_free(home);

    setenv("SP_ASSETS", "/here", 1);
    char *folder = sp_os_assets_folder();

    CHECK_STR(folder, "/here");
    sp_free(folder);
    unsetenv("SP_SCENARIOS");
    folder = sp_os_scenarios_folder();
    CHECK(strstr(folder, "/sparring/scenarios"));
    sp_free(folder);
}

static void
check_documents(const char *want)
{
    struct sp_error error = {0};
    char *got = sp_os_documents_folder(&error), *full = test_path(want);

    CHECK_STR(got, full);
    sp_free(got);
    sp_free(full);
    sp_error_clear(&error);
}

/* The desktop's own name for the folder, else the usual one, else the home folder. */
static void
test_documents(void)
{
    static const char dirs[] = "# a remark\nXDG_DOCUMENTS_DIR=\"$HOME/\xe6\x96\x87\"\n";
    char *home = test_path("home"), *config = test_path("home/.config");
    char *usual = test_path("home/Documents"), *named = test_path("home/\xe6\x96\x87");
    char *file = test_path("home/.config/user-dirs.dirs");

    unsetenv("SPARRING_DATA");
    setenv("HOME", home, 1);
    CHECK(sp_os_make_folder(config, NULL));
    check_documents("home");
    CHECK(sp_os_make_folder(usual, NULL));
    check_documents("home/Documents");
    CHECK(sp_os_write(file, dirs, sizeof dirs - 1, SP_OS_PRIVATE, NULL));
    check_documents("home"); /* it is not there */
    CHECK(sp_os_make_folder(named, NULL));
    check_documents("home/\xe6\x96\x87");
    unlink(file);
    rmdir(config);
    rmdir(named);
    rmdir(usual);
    rmdir(home);
    sp_free(file);
    sp_free(named);
    sp_free(usual);
    sp_free(config);
    sp_free(home);
}

static void
test_language(void)
{
    static const struct {
        const char *all, *messages, *lang;
        enum sp_lang want;
    } cases[] = {
        {"", "", "", SP_EN},
        {"", "", "zh_CN.UTF-8", SP_ZH},
        {"", "en_GB.UTF-8", "zh_CN.UTF-8", SP_EN},
        {"zh_TW", "en_GB.UTF-8", "en_US", SP_ZH},
        {"C.UTF-8", "zh_CN", "zh_CN", SP_EN},
        {"", "", "de_DE", SP_EN},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv("LC_ALL", cases[i].all, 1);
        setenv("LC_MESSAGES", cases[i].messages, 1);
        setenv("LANG", cases[i].lang, 1);
        if (!CHECK_INT(sp_os_lang(), cases[i].want))
            fprintf(stderr, "  in case %zu\n", i);
    }
}

static void
test_clock_and_chance(void)
{
    uint64_t before = sp_os_monotone_ms();
    char *name = sp_os_user_name();

    CHECK(sp_os_wall_ms() > INT64_C(1600000000000));
    CHECK(sp_os_monotone_ms() >= before);
    CHECK(sp_os_seed() != sp_os_seed());
    CHECK(name && sp_utf8_valid(name, strlen(name)));
    sp_free(name);
    CHECK(!sp_os_is_network("/"));
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    unsetenv("SDL_VIDEODRIVER");
    CHECK(!sp_os_has_display());
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    CHECK(sp_os_has_display());
}

static void
test_errors(void)
{
    static const char table[] = "{\"error.file-size\": \"{0} has over {1} bytes.\"}";
    struct sp_error error = {0};
    struct sp_diags diags = {0};
    struct sp_strings *strings = sp_strings_new(table, sizeof table - 1, &diags);
    struct sp_str out = {0};

    if (!CHECK(strings))
        return;
    CHECK(!sp_error_set(NULL, "file-size", "a", NULL, NULL));
    CHECK(!sp_error_set_number(&error, "file-size", "a.json", 7));
    CHECK(sp_error_is(&error, "file-size") && !sp_error_is(&error, "file"));
    sp_error_write(&error, strings, &out);
    CHECK_STR(sp_str_text(&out), "a.json has over 7 bytes.");
    /* An error may be made of the one that it replaces. */
    sp_error_set(&error, "other", error.args[1], error.args[0], NULL);
    CHECK_STR(error.args[0], "7");
    CHECK_STR(error.args[1], "a.json");
    sp_str_clear(&out);
    sp_error_write(&error, strings, &out);
    CHECK_STR(sp_str_text(&out), "error.other"); /* the hole shows */
    sp_error_clear(&error);
    CHECK(!sp_error_is(&error, "other"));
    sp_str_finish(&out);
    sp_strings_free(strings);
    sp_diags_finish(&diags);
}

int
main(void)
{
    sp_mem_init();
    test_folder_make();
    test_errors();
    test_reading();
    test_reading_grows();
    test_writing_is_all_or_nothing();
    test_a_device_stays();
    test_rewriting();
    test_folders();
    test_paths();
    test_documents();
    test_language();
    test_clock_and_chance();
    test_folder_remove();
    return test_end();
}
