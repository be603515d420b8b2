/* test_voice.c: the speech program behind the window, played by a script; the sound
 * goes to a file. */
#include "sdl_voice.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

#define TONE_MS 200

/* What the script does is told by the text: it leaves its process id and the text. */
static const char script[] = "#!/bin/sh\n"
                             "echo $$ > \"$SAY_DIR/pid\"\n"
                             "case $SAY_WHAT in early) exit 0;; esac\n"
                             "cat > \"$SAY_DIR/said\"\n"
                             "case $(cat \"$SAY_DIR/said\") in\n"
                             "*hang*) sleep 60;;\n"
                             "*wrong*) exit 1;;\n"
                             "*garbage*) head -c 100000 /dev/zero;;\n"
                             "*text*) echo RIFFxxxxWAVEand no more;;\n"
                             "*endless*) cat \"$SAY_DIR/tone\" /dev/zero;;\n"
                             "*short*) head -c 30 \"$SAY_DIR/tone\";;\n"
                             "*) cat \"$SAY_DIR/tone\";;\n"
                             "esac\n";

static char dir[256];

static const char *
in_dir(const char *name)
{
    static char path[512];

    snprintf(path, sizeof path, "%s/%s", dir, name);
    return path;
}

static void
write_file(const char *name, const void *bytes, size_t size, mode_t mode)
{
    int file = open(in_dir(name), O_CREAT | O_WRONLY | O_TRUNC, mode);

    CHECK(write(file, bytes, size) == (ssize_t)size);
    close(file);
}

/* As the real one writes it: sizes that are too large, since it does not know them. */
static void
write_tone(void)
{
    static const unsigned char head[44] = {
        'R', 'I', 'F',  'F',  0x24, 0xf0, 0xff, 0x7f, 'W',  'A',  'V',
        'E', 'f', 'm',  't',  ' ',  16,   0,    0,    0,    1,    0,
        1,   0,   0x22, 0x56, 0x00, 0x00, 0x44, 0xac, 0x00, 0x00, 2,
        0,   16,  0,    'd',  'a',  't',  'a',  0x00, 0xf0, 0xff, 0x7f};
    static unsigned char bytes[44 + 2 * 22050 * TONE_MS / 1000];

    memcpy(bytes, head, sizeof head);
    for (size_t i = 44; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i / 100 % 2 ? 0x20 : 0xd0);
    write_file("tone", bytes, sizeof bytes, 0600);
}

static size_t
read_file(const char *name, char *to, size_t room)
{
    int file = open(in_dir(name), O_RDONLY);
    ssize_t size = file >= 0 ? read(file, to, room - 1) : 0;

    if (file >= 0)
        close(file);
    to[size > 0 ? size : 0] = '\0';
    return size > 0 ? (size_t)size : 0;
}

static bool
sounds(void)
{
    static char bytes[1 << 20];
    size_t size = read_file("sound", bytes, sizeof bytes);

    for (size_t i = 0; i < size; i++) {
        if (bytes[i])
            return true;
    }
    return false;
}

/* 1: over and heard, 0: over without a sound, -1: nothing came. */
static int
wait_over(struct sdl_voice *voice, int ms)
{
    Uint64 end = SDL_GetTicks64() + (Uint64)ms;
    SDL_Event event;
    bool heard;

    while (SDL_GetTicks64() < end) {
        if (SDL_WaitEventTimeout(&event, 10) && sdl_voice_over(voice, &event, &heard))
            return heard;
    }
    return -1;
}

static bool
is_gone(void)
{
    char text[32];

    if (!read_file("pid", text, sizeof text))
        return false;
    pid_t child = (pid_t)strtol(text, NULL, 10);
    return kill(child, 0) != 0 && errno == ESRCH;
}

static int
say_once(const char *text, int ms)
{
    struct sdl_voice *voice = sdl_voice_new();

    unlink(in_dir("pid"));
    unlink(in_dir("sound"));
    if (!CHECK(voice != NULL))
        return -1;
    sdl_voice_say(voice, text);
    int over = wait_over(voice, ms);
    sdl_voice_free(voice);
    CHECK(is_gone());
    return over;
}

static void
test_said(void)
{
    char said[256];

    CHECK_INT(say_once("<speak>太贵了 & \"`$(touch x)`\"</speak>", 5000), 1);
    read_file("said", said, sizeof said);
    CHECK_STR(said, "<speak>太贵了 & \"`$(touch x)`\"</speak>");
    CHECK(sounds());
}

static void
test_bad_programs(void)
{
    static const char *const texts[] = {"wrong", "garbage", "text", "short"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!CHECK_INT(say_once(texts[i], 3000), 0))
            fprintf(stderr, "  in case \"%s\"\n", texts[i]);
        CHECK(!sounds());
    }
    setenv("SAY_WHAT", "early", 1);
    static char text[50000];
    memset(text, 'a', sizeof text - 1);
    CHECK_INT(say_once(text, 3000), 0);
    unsetenv("SAY_WHAT");
}

/* A newer text, silence or the end do not wait for a program that hangs. */
static void
test_hanging(void)
{
    struct sdl_voice *voice = sdl_voice_new();
    Uint64 began = SDL_GetTicks64();

    sdl_voice_say(voice, "hang");
    CHECK_INT(wait_over(voice, 300), -1);
    sdl_voice_say(voice, "next");
    CHECK_INT(wait_over(voice, 3000), 1);
    sdl_voice_say(voice, "hang");
    CHECK_INT(wait_over(voice, 300), -1);
    sdl_voice_stop(voice);
    CHECK_INT(wait_over(voice, 300), -1);
    CHECK(is_gone());
    sdl_voice_say(voice, "hang");
    CHECK_INT(wait_over(voice, 300), -1);
    sdl_voice_free(voice);
    CHECK(is_gone());
    CHECK(SDL_GetTicks64() - began < 5000);
}

static void
test_patience_ends(void)
{
    CHECK_INT(say_once("hang", 9000), 0);
}

/* Sound without end is read only as fast as it is played. */
static void
test_endless(void)
{
    struct sdl_voice *voice = sdl_voice_new();

    sdl_voice_say(voice, "endless");
    CHECK_INT(wait_over(voice, 1000), -1);
    sdl_voice_say(voice, "next");
    CHECK_INT(wait_over(voice, 3000), 1);
    sdl_voice_free(voice);
    CHECK(sounds());
}

/* After three failures the program is left alone. */
static void
test_giving_up(void)
{
    struct sdl_voice *voice = sdl_voice_new();

    for (int i = 0; i < 3; i++) {
        sdl_voice_say(voice, "wrong");
        CHECK_INT(wait_over(voice, 3000), 0);
    }
    unlink(in_dir("pid"));
    sdl_voice_say(voice, "next");
    CHECK_INT(wait_over(voice, 3000), 0);
    CHECK(access(in_dir("pid"), F_OK) != 0);
    sdl_voice_free(voice);
}

/* Where there is no device, nobody complains either. */
static void
test_no_device(void)
{
    char text[4096];
    int kept = dup(2),
        file = open(in_dir("errors"), O_CREAT | O_WRONLY | O_TRUNC, 0600);

    setenv("SDL_AUDIODRIVER", "alsa", 1);
    setenv("AUDIODEV", "no-such-device", 1);
    dup2(file, 2);
    int over = say_once("next", 5000);
    dup2(kept, 2);
    close(file);
    close(kept);
    CHECK_INT(over, 0);
    read_file("errors", text, sizeof text);
    CHECK_STR(text, "");
    setenv("SDL_AUDIODRIVER", "disk", 1);
}

static void
test_missing(void)
{
    char *path = strdup(getenv("PATH"));

    setenv("PATH", "/var/empty:", 1);
    CHECK(!sdl_voice_there());
    CHECK(sdl_voice_new() == NULL);
    sdl_voice_say(NULL, "text");
    sdl_voice_stop(NULL);
    sdl_voice_free(NULL);
    setenv("PATH", path, 1);
    CHECK(sdl_voice_there());
    free(path);
}

int
main(void)
{
    const char *temporary = getenv("TMPDIR");
    char path[4096];

    snprintf(dir, sizeof dir, "%s/voice-XXXXXX", temporary ? temporary : "/tmp");
    if (!mkdtemp(dir))
        return 1;
    write_file("espeak-ng", script, sizeof script - 1, 0700);
    write_tone();
    snprintf(path, sizeof path, "%s:%s", dir, getenv("PATH"));
    setenv("PATH", path, 1);
    setenv("SAY_DIR", dir, 1);
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", in_dir("sound"), 1);
    SDL_Init(SDL_INIT_EVENTS);
    test_missing();
    test_said();
    test_bad_programs();
    test_hanging();
    test_patience_ends();
    test_endless();
    test_giving_up();
    test_no_device();
    SDL_Quit();
    static const char *const files[] = {"espeak-ng", "tone",  "pid",
                                        "said",      "sound", "errors"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlink(in_dir(files[i]));
    rmdir(dir);
    return test_end();
}
