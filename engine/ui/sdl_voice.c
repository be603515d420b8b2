/* sdl_voice.c: espeak-ng in a thread of its own.
 *
 * The thread starts the program, hands it the text through a pipe, and passes the sound
 * on as it comes: it reads only while little of it waits, so that memory stays small
 * however long the text is. A newer text, told by its serial number, ends an older one.
 */
#include "sdl_voice.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/mem.h"

#define PROGRAM "espeak-ng"
#define TEXT_MOST 60000 /* bytes; a pipe holds 64 KiB, so writing never waits */
#define WAIT_MS 5000    /* for a program that gives no sound */
#define TICK_MS 20      /* how soon a newer text is noticed */
#define AHEAD_S 20      /* seconds of sound that may wait */
#define IDLE_MS 4000    /* an open device wakes the machine, so it is closed */
#define RETRY_MS 10000  /* after a device that would not open */
#define CLOSE_MS 2000   /* for the thread at the end */
#define FAILURES_MOST 3 /* in a row; then the program is left alone */

extern char **environ;

struct sdl_voice {
    char program[1024];
    Uint32 event;
    SDL_Thread *thread;
    SDL_sem *ended;

    SDL_mutex *lock; /* for what follows */
    SDL_cond *news;
    char *text;
    int serial;
    bool quit;
};

/* What only the thread uses. */
struct speaking {
    struct sdl_voice *voice;
    int serial;
    SDL_AudioDeviceID device;
    SDL_AudioSpec spec;
    Uint64 retry_at;
    int failures;

    pid_t child;
    int sound; /* the program's output, or -1 */
    unsigned char head[512];
    size_t head_size;
    bool playing; /* the head was read and the device is open */
    Uint64 last_ms;
};

/* ---- the program ---- */

static bool
find_program(char *path, size_t size)
{
    const char *at = getenv("PATH");

    while (at && *at) {
        size_t length = strcspn(at, ":");

        if (length && length + sizeof "/" PROGRAM <= size) {
            memcpy(path, at, length);
            memcpy(path + length, "/" PROGRAM, sizeof "/" PROGRAM);
            if (access(path, X_OK) == 0)
                return true;
        }
        at += length + (at[length] == ':');
    }
    return false;
}

bool
sdl_voice_there(void)
{
    char path[1024];

    return find_program(path, sizeof path);
}

static bool
make_pipe(int ends[2])
{
    if (pipe(ends))
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

/* In a process group of its own, so that whatever it started ends with it, and with
 * the signals that this thread does not get. */
static bool
spawn(const char *program, int in, int out, pid_t *child)
{
    char name[] = PROGRAM, ssml[] = "-m", voice[] = "-v", han[] = "cmn-latn-pinyin";
    char from_in[] = "--stdin", to_out[] = "--stdout", utf8[] = "-b", one[] = "1";
    char *const args[] = {name, utf8, one, ssml, voice, han, from_in, to_out, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    sigset_t none, usual;

    if (posix_spawn_file_actions_init(&files))
        return false;
    if (posix_spawnattr_init(&attr)) {
        posix_spawn_file_actions_destroy(&files);
        return false;
    }
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawn_file_actions_adddup2(&files, in, 0);
    posix_spawn_file_actions_adddup2(&files, out, 1);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                        POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &usual);
    bool ok = posix_spawn(child, program, &files, &attr, args, environ) == 0;
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&files);
    return ok;
}

static bool
start_program(struct speaking *s, const char *text)
{
    size_t size = strlen(text);
    int in[2], out[2];

    if (size > TEXT_MOST || !make_pipe(in))
        return false;
    if (!make_pipe(out)) {
        close(in[0]);
        close(in[1]);
        return false;
    }
    bool ok = spawn(s->voice->program, in[0], out[1], &s->child);
    if (!ok)
        s->child = 0;
    close(in[0]);
    close(out[1]);
    /* SIGPIPE is blocked in this thread; who does not read gets nothing. */
    ok = ok && write(in[1], text, size) == (ssize_t)size;
    close(in[1]);
    fcntl(out[0], F_SETFL, O_NONBLOCK);
    s->sound = out[0];
    s->last_ms = SDL_GetTicks64();
    return ok;
}

static void
end_program(struct speaking *s)
{
    if (s->sound >= 0)
        close(s->sound);
    s->sound = -1;
    if (s->child) {
        kill(-s->child, SIGKILL);
        waitpid(s->child, NULL, 0);
    }
    s->child = 0;
}

/* ---- the device ---- */

static void
ignore_alsa(const char *file, int line, const char *function, int error,
            const char *format, ...)
{
    (void)file;
    (void)line;
    (void)function;
    (void)error;
    (void)format;
}

/* ALSA writes on standard error when there is no device; SDL loads it by name too. */
static void
quieten_alsa(void)
{
    typedef void (*handler_fn)(const char *, int, const char *, int, const char *, ...);
    int (*set)(handler_fn);
    void *alsa = dlopen("libasound.so.2", RTLD_LAZY);
    void *found = alsa ? dlsym(alsa, "snd_lib_error_set_handler") : NULL;

    if (!found)
        return;
    memcpy(&set, &found, sizeof set); /* ISO C has no cast for this */
    set(ignore_alsa);
}

static void
close_device(struct speaking *s)
{
    if (!s->device)
        return;
    SDL_CloseAudioDevice(s->device);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    s->device = 0;
}

static bool
open_device(struct speaking *s, int rate, int channels)
{
    SDL_AudioSpec want = {.freq = rate,
                          .format = AUDIO_S16LSB,
                          .channels = (Uint8)channels,
                          .samples = 1024};

    if (s->device && s->spec.freq == rate && s->spec.channels == channels)
        return true;
    close_device(s);
    if (SDL_GetTicks64() < s->retry_at)
        return false;
    quieten_alsa();
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {
        s->device = SDL_OpenAudioDevice(NULL, 0, &want, NULL, 0);
        if (!s->device)
            SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    s->spec = want;
    if (s->device)
        SDL_PauseAudioDevice(s->device, 0);
    else
        s->retry_at = SDL_GetTicks64() + RETRY_MS;
    return s->device != 0;
}

/* ---- the sound ---- */

static unsigned
little(const unsigned char *bytes, int size)
{
    unsigned value = 0;

    while (size-- > 0)
        value = value << 8 | bytes[size];
    return value;
}

enum head { HEAD_MORE, HEAD_BAD, HEAD_GOOD };

struct format {
    int rate, channels;
    size_t start; /* of the samples */
};

/* Written to a pipe, a WAV does not know its length, so sizes of the whole and of the
 * samples mean nothing. */
static enum head
read_head(const unsigned char *head, size_t size, struct format *format)
{
    *format = (struct format){0};
    if (size < 12)
        return HEAD_MORE;
    if (memcmp(head, "RIFF", 4) != 0 || memcmp(head + 8, "WAVE", 4) != 0)
        return HEAD_BAD;
    for (size_t at = 12; at + 8 <= size;) {
        const unsigned char *chunk = head + at;
        size_t length = little(chunk + 4, 4);

        at += 8;
        if (memcmp(chunk, "data", 4) == 0) {
            format->start = at;
            return format->rate ? HEAD_GOOD : HEAD_BAD;
        }
        if (length > sizeof(((struct speaking *)0)->head))
            return HEAD_BAD;
        if (memcmp(chunk, "fmt ", 4) == 0) {
            if (length < 16)
                return HEAD_BAD;
            if (at + 16 > size)
                return HEAD_MORE;
            format->channels = (int)little(chunk + 10, 2);
            format->rate = (int)little(chunk + 12, 4);
            if (little(chunk + 8, 2) != 1 || little(chunk + 22, 2) != 16 ||
                format->channels < 1 || format->channels > 2 || format->rate < 4000 ||
                format->rate > 96000)
                return HEAD_BAD;
        }
        at += length + (length & 1);
    }
    return HEAD_MORE;
}

static bool
is_current(struct speaking *s)
{
    SDL_LockMutex(s->voice->lock);
    bool current = s->serial == s->voice->serial && !s->voice->quit;
    SDL_UnlockMutex(s->voice->lock);
    return current;
}

/* Sleeps, but not past news. */
static void
rest(struct speaking *s, Uint32 ms)
{
    struct sdl_voice *v = s->voice;

    SDL_LockMutex(v->lock);
    if (s->serial == v->serial && !v->quit)
        SDL_CondWaitTimeout(v->news, v->lock, ms);
    SDL_UnlockMutex(v->lock);
}

static Uint32
bytes_a_second(const struct speaking *s)
{
    return (Uint32)s->spec.freq * s->spec.channels * 2;
}

/* False when it is no sound that can be played. */
static bool
take_sound(struct speaking *s, const unsigned char *bytes, size_t size)
{
    struct format format;

    if (s->playing)
        return SDL_QueueAudio(s->device, bytes, (Uint32)size) == 0;
    size_t room = sizeof s->head - s->head_size;
    size_t part = size < room ? size : room;
    memcpy(s->head + s->head_size, bytes, part);
    s->head_size += part;
    enum head head = read_head(s->head, s->head_size, &format);
    if (head == HEAD_MORE)
        return part == size;
    if (head == HEAD_BAD || !open_device(s, format.rate, format.channels))
        return false;
    s->playing = true;
    return SDL_QueueAudio(s->device, s->head + format.start,
                          (Uint32)(s->head_size - format.start)) == 0 &&
           SDL_QueueAudio(s->device, bytes + part, (Uint32)(size - part)) == 0;
}

/* One step of listening; false at the end of the sound or of patience. */
static bool
hear(struct speaking *s)
{
    unsigned char bytes[16384];
    struct pollfd wait = {.fd = s->sound, .events = POLLIN};

    if (s->playing && SDL_GetQueuedAudioSize(s->device) > AHEAD_S * bytes_a_second(s)) {
        rest(s, 1000);
        s->last_ms = SDL_GetTicks64();
        return true;
    }
    if (poll(&wait, 1, TICK_MS) <= 0)
        return SDL_GetTicks64() - s->last_ms < WAIT_MS;
    ssize_t got = read(s->sound, bytes, sizeof bytes);
    if (got <= 0)
        return false;
    s->last_ms = SDL_GetTicks64();
    return take_sound(s, bytes, (size_t)got);
}

static void
play_out(struct speaking *s)
{
    while (is_current(s)) {
        Uint32 left = SDL_GetQueuedAudioSize(s->device);

        if (!left)
            break;
        Uint32 ms = (Uint32)((Uint64)left * 1000 / bytes_a_second(s));
        rest(s, ms < TICK_MS ? TICK_MS : ms);
    }
    /* What the device holds already. */
    if (is_current(s))
        rest(s, (Uint32)(s->spec.samples * 1000 / s->spec.freq));
}

static void
speak(struct speaking *s, const char *text)
{
    struct sdl_voice *v = s->voice;

    s->head_size = 0;
    s->playing = false;
    if (s->failures < FAILURES_MOST && SDL_GetTicks64() >= s->retry_at &&
        start_program(s, text)) {
        while (is_current(s) && hear(s))
            ;
    }
    end_program(s);
    if (s->playing)
        play_out(s);
    if (!is_current(s)) {
        if (s->device)
            SDL_ClearQueuedAudio(s->device);
        return;
    }
    /* A device that is missing is not the program's fault. */
    s->failures = s->playing || SDL_GetTicks64() < s->retry_at ? 0 : s->failures + 1;
    SDL_Event event = {.user = {.type = v->event, .code = s->serial}};
    event.user.data1 = s->playing ? v : NULL;
    SDL_PushEvent(&event);
}

/* ---- the thread ---- */

/* The next text, or NULL when the device should be closed or all is over. */
static char *
wait_for_text(struct speaking *s, bool *quit)
{
    struct sdl_voice *v = s->voice;

    SDL_LockMutex(v->lock);
    while (!v->quit && !v->text) {
        if (!s->device)
            SDL_CondWait(v->news, v->lock);
        else if (SDL_CondWaitTimeout(v->news, v->lock, IDLE_MS) == SDL_MUTEX_TIMEDOUT)
            break;
    }
    char *text = v->text;
    v->text = NULL;
    s->serial = v->serial;
    *quit = v->quit;
    SDL_UnlockMutex(v->lock);
    return text;
}

static int
run(void *data)
{
    struct sdl_voice *v = data;
    struct speaking *s = sp_alloc(1, sizeof *s);
    sigset_t pipe_only;
    bool quit = false;

    s->voice = v;
    s->sound = -1;
    sigemptyset(&pipe_only);
    sigaddset(&pipe_only, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_only, NULL);
    while (!quit) {
        char *text = wait_for_text(s, &quit);

        if (text && !quit)
            speak(s, text);
        else if (!quit)
            close_device(s);
        sp_free(text);
    }
    close_device(s);
    sp_free(s);
    SDL_SemPost(v->ended);
    return 0;
}

struct sdl_voice *
sdl_voice_new(void)
{
    char path[sizeof((struct sdl_voice *)0)->program];

    if (!find_program(path, sizeof path))
        return NULL;
    struct sdl_voice *v = sp_alloc(1, sizeof *v);
    memcpy(v->program, path, sizeof path);
    v->event = SDL_RegisterEvents(1);
    v->lock = SDL_CreateMutex();
    v->news = SDL_CreateCond();
    v->ended = SDL_CreateSemaphore(0);
    return v;
}

void
sdl_voice_free(struct sdl_voice *v)
{
    if (!v)
        return;
    if (v->thread) {
        SDL_LockMutex(v->lock);
        v->quit = true;
        SDL_CondSignal(v->news);
        SDL_UnlockMutex(v->lock);
        /* A sound server that hangs must not keep the window open. */
        if (SDL_SemWaitTimeout(v->ended, CLOSE_MS)) {
            SDL_DetachThread(v->thread);
            return;
        }
        SDL_WaitThread(v->thread, NULL);
    }
    SDL_DestroySemaphore(v->ended);
    SDL_DestroyCond(v->news);
    SDL_DestroyMutex(v->lock);
    sp_free(v->text);
    sp_free(v);
}

static void
give(struct sdl_voice *v, const char *ssml)
{
    char *text = ssml ? sp_strdup(ssml) : NULL, *old;

    SDL_LockMutex(v->lock);
    old = v->text;
    v->text = text;
    v->serial++;
    SDL_CondSignal(v->news);
    SDL_UnlockMutex(v->lock);
    sp_free(old);
}

void
sdl_voice_say(struct sdl_voice *v, const char *ssml)
{
    if (!v)
        return;
    give(v, ssml);
    if (!v->thread)
        v->thread = SDL_CreateThread(run, "voice", v);
}

void
sdl_voice_stop(struct sdl_voice *v)
{
    if (v)
        give(v, NULL);
}

bool
sdl_voice_over(const struct sdl_voice *v, const SDL_Event *event, bool *heard)
{
    if (!v || event->type != v->event)
        return false;
    *heard = event->user.data1 != NULL;
    SDL_LockMutex(v->lock);
    bool current = event->user.code == v->serial;
    SDL_UnlockMutex(v->lock);
    return current;
}
