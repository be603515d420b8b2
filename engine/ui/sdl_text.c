/* sdl_text.c: text as 8-bit masks, from a chain of fonts.
 *
 * SDL_ttf knows no fallback, so a line is split into runs by which font of the chain
 * has the character; the runs are rendered into one mask, which is kept by (face, size,
 * line) in a cache bounded in bytes. Measuring makes the same entries without mask. */
#include "sdl_text.h"

#include <SDL.h>
#include <SDL_ttf.h>
#include <fontconfig/fontconfig.h>
#include <string.h>

#include "core/mem.h"
#include "core/str.h"

#define FACES 2
#define CHAIN 4
#define SIZES 8
#define BUCKETS 4096
#define CACHE_BYTES (12u << 20)
#define SMALL_FILE (1 << 20)
#define LINE_PX 16384 /* no line is wider, whatever the text */
#define NI 0x4f60     /* 你: what a font for Chinese must have */

/* A change of size empties SDL_ttf's cache of glyphs, so a font is open in several. */
struct sized {
    TTF_Font *ttf;
    int size_px;
};

struct font {
    struct sized sized[SIZES]; /* the first is always there */
    size_t count, next;        /* next: the one that is changed when all are in use */
    void *bytes;               /* of a small file, all of it; or NULL */
    size_t size;
    long index;
    bool embolden, cjk;
};

/* How far the tallest font of a chain reaches. */
struct height {
    int size_px, above, below;
};

struct entry {
    struct entry *chain; /* of the bucket */
    struct entry *older, *newer;
    uint64_t key;
    enum gui_face face;
    int size_px, width_px, baseline;
    bool rendered;
    cairo_surface_t *mask;
    size_t bytes, size;
    char string[];
};

struct sdl_text {
    struct font fonts[FACES][CHAIN];
    size_t counts[FACES];
    struct height heights[FACES][SIZES];
    size_t next_height[FACES];
    struct entry *buckets[BUCKETS];
    struct entry *newest, *oldest;
    size_t bytes;
};

/* ---- fonts ---- */

static TTF_Font *
add_size(struct font *font, SDL_RWops *from, int size_px)
{
    TTF_Font *ttf = from ? TTF_OpenFontIndexRW(from, 1, size_px, font->index) : NULL;

    if (!ttf)
        return NULL;
    TTF_SetFontHinting(ttf, TTF_HINTING_LIGHT);
    if (font->embolden)
        TTF_SetFontStyle(ttf, TTF_STYLE_BOLD);
    font->sized[font->count++] = (struct sized){ttf, size_px};
    return ttf;
}

/* Shaping seeks and reads thousands of times in a font, so a small one is read at once;
 * the large ones hold their many characters in few places. */
static bool
open_font(struct font *font, const char *file)
{
    SDL_RWops *from = SDL_RWFromFile(file, "rb");

    if (from && SDL_RWsize(from) > 0 && SDL_RWsize(from) <= SMALL_FILE) {
        font->bytes = SDL_LoadFile_RW(from, &font->size, 1);
        from = font->bytes ? SDL_RWFromConstMem(font->bytes, (int)font->size) : NULL;
    }
    if (add_size(font, from, 15))
        return true;
    SDL_free(font->bytes);
    return false;
}

/* The font in a size. A large file is open once only: each time costs megabytes. */
static TTF_Font *
sized(struct font *font, int size_px)
{
    for (size_t i = 0; i < font->count; i++) {
        if (font->sized[i].size_px == size_px)
            return font->sized[i].ttf;
    }
    if (font->bytes && font->count < SIZES) {
        TTF_Font *ttf =
            add_size(font, SDL_RWFromConstMem(font->bytes, (int)font->size), size_px);

        if (ttf)
            return ttf;
    }
    struct sized *one = &font->sized[font->next++ % font->count];
    TTF_SetFontSize(one->ttf, size_px);
    one->size_px = size_px;
    return one->ttf;
}

static bool
has_glyph(const struct font *font, uint32_t code)
{
    return TTF_GlyphIsProvided32(font->sized[0].ttf, code) != 0;
}

static bool
add_font(struct sdl_text *text, enum gui_face face, const char *file, long index,
         bool embolden)
{
    size_t *count = &text->counts[face];
    struct font font = {.index = index, .embolden = embolden};

    if (*count == CHAIN || !open_font(&font, file))
        return false;
    font.cjk = has_glyph(&font, NI);
    text->fonts[face][(*count)++] = font;
    return true;
}

static bool
has_chinese(const struct sdl_text *text, enum gui_face face)
{
    for (size_t i = 0; i < text->counts[face]; i++) {
        if (text->fonts[face][i].cjk)
            return true;
    }
    return false;
}

static void
drop_last(struct sdl_text *text, enum gui_face face)
{
    struct font *font = &text->fonts[face][--text->counts[face]];

    while (font->count)
        TTF_CloseFont(font->sized[--font->count].ttf);
    SDL_free(font->bytes);
    *font = (struct font){0};
}

static bool
add_chinese(struct sdl_text *text, enum gui_face face, const char *file, long index,
            bool embolden)
{
    if (!add_font(text, face, file, index, embolden))
        return false;
    if (has_chinese(text, face))
        return true;
    drop_last(text, face);
    return false;
}

/* Asking fontconfig costs some milliseconds, so known places come first. Index 2 of
 * the Noto collection holds the simplified Chinese forms; 0 is Japanese. */
static bool
known_chinese(struct sdl_text *text, enum gui_face face)
{
    static const struct {
        const char *file[FACES]; /* NULL: only regular */
        long index;
    } known[] = {
        {{"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
          "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"},
         2},
        {{"/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
          "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc"},
         2},
        {{"/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
          "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc"},
         2},
        {{"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", NULL}, 0},
        {{"/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", NULL}, 0},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const char *file = known[i].file[face];

        if (file && add_chinese(text, face, file, known[i].index, false))
            return true;
        if (!file && add_chinese(text, face, known[i].file[0], known[i].index, true))
            return true;
    }
    return false;
}

static bool
ask_fontconfig(struct sdl_text *text, enum gui_face face)
{
    FcPattern *want = FcNameParse((const FcChar8 *)"sans-serif:lang=zh-cn");
    FcResult result = FcResultNoMatch;
    FcChar8 *file = NULL;
    int index = 0, weight = 0;
    bool found = false;

    if (!want)
        return false;
    if (face == GUI_BOLD)
        FcPatternAddInteger(want, FC_WEIGHT, FC_WEIGHT_BOLD);
    FcConfigSubstitute(NULL, want, FcMatchPattern);
    FcDefaultSubstitute(want);
    FcPattern *match = FcFontMatch(NULL, want, &result);
    if (match && FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch) {
        if (FcPatternGetInteger(match, FC_INDEX, 0, &index) != FcResultMatch)
            index = 0;
        if (FcPatternGetInteger(match, FC_WEIGHT, 0, &weight) != FcResultMatch)
            weight = FC_WEIGHT_REGULAR;
        bool embolden = face == GUI_BOLD && weight < FC_WEIGHT_DEMIBOLD;
        found = add_chinese(text, face, (const char *)file, index & 0xffff, embolden);
    }
    if (match)
        FcPatternDestroy(match);
    FcPatternDestroy(want);
    return found;
}

static bool
open_chain(struct sdl_text *text, enum gui_face face, const char *font)
{
    static const char *const latin[FACES][2] = {
        {"/usr/share/fonts/opentype/inter/Inter-Regular.otf",
         "/usr/share/fonts/inter/Inter-Regular.otf"},
        {"/usr/share/fonts/opentype/inter/Inter-SemiBold.otf",
         "/usr/share/fonts/inter/Inter-SemiBold.otf"},
    };
    static const char *const last[FACES][2] = {
        {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
         "/usr/share/fonts/dejavu/DejaVuSans.ttf"},
        {"/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
         "/usr/share/fonts/dejavu/DejaVuSans-Bold.ttf"},
    };

    if (font)
        add_font(text, face, font, 0, face == GUI_BOLD);
    for (size_t i = 0; !text->counts[face] && i < 2; i++)
        add_font(text, face, latin[face][i], 0, false);
    if (!has_chinese(text, face) && !known_chinese(text, face) &&
        !ask_fontconfig(text, face))
        return false;
    for (size_t i = 0; i < 2; i++) {
        if (add_font(text, face, last[face][i], 0, false))
            break;
    }
    return true;
}

struct sdl_text *
sdl_text_new(const char *font)
{
    struct sdl_text *text = sp_alloc(1, sizeof *text);

    for (int face = 0; face < FACES; face++) {
        if (!open_chain(text, (enum gui_face)face, font)) {
            sdl_text_free(text);
            return NULL;
        }
    }
    return text;
}

/* ---- cache ---- */

static void
unlink_entry(struct sdl_text *text, struct entry *entry)
{
    if (entry->newer)
        entry->newer->older = entry->older;
    else
        text->newest = entry->older;
    if (entry->older)
        entry->older->newer = entry->newer;
    else
        text->oldest = entry->newer;
    entry->newer = entry->older = NULL;
}

static void
make_newest(struct sdl_text *text, struct entry *entry)
{
    entry->older = text->newest;
    if (text->newest)
        text->newest->newer = entry;
    else
        text->oldest = entry;
    text->newest = entry;
}

static void
drop_oldest(struct sdl_text *text)
{
    struct entry *entry = text->oldest;
    struct entry **at = &text->buckets[entry->key % BUCKETS];

    while (*at != entry)
        at = &(*at)->chain;
    *at = entry->chain;
    unlink_entry(text, entry);
    text->bytes -= entry->bytes;
    if (entry->mask)
        cairo_surface_destroy(entry->mask);
    sp_free(entry);
}

void
sdl_text_free(struct sdl_text *text)
{
    if (!text)
        return;
    while (text->oldest)
        drop_oldest(text);
    for (int face = 0; face < FACES; face++) {
        while (text->counts[face])
            drop_last(text, (enum gui_face)face);
    }
    sp_free(text);
}

static uint64_t
key_of(enum gui_face face, int size_px, const char *string, size_t size)
{
    uint64_t hash = 0xcbf29ce484222325u ^ ((uint64_t)size_px << 8 | (uint64_t)face);

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)string[i]) * 0x100000001b3u;
    return hash ^ hash >> 29;
}

/* ---- runs ---- */

static bool
is_cjk(uint32_t code)
{
    return (code >= 0x2e80 && code <= 0xd7ff) || (code >= 0xf900 && code <= 0xfaff) ||
           (code >= 0xfe30 && code <= 0xfe4f) || (code >= 0xff00 && code <= 0xffef) ||
           (code >= 0x20000 && code <= 0x3ffff);
}

/* Both Latin and Chinese fonts have these, half as wide and on another height. */
static bool
is_shared(uint32_t code)
{
    return code == 0x201c || code == 0x201d || code == 0x2018 || code == 0x2019 ||
           code == 0x2026 || code == 0x2014 || code == 0x00b7;
}

static uint32_t
next_real(const char *string, size_t size, size_t at)
{
    uint32_t code = 0;

    while (at < size) {
        size_t n = sp_utf8_next(string + at, size - at, &code);

        if (!n || !is_shared(code))
            break;
        at += n;
        code = 0;
    }
    return code;
}

static size_t
font_for(const struct sdl_text *text, enum gui_face face, uint32_t code, bool cjk)
{
    const struct font *fonts = text->fonts[face];
    size_t count = text->counts[face];

    for (size_t i = 0; cjk && i < count; i++) {
        if (fonts[i].cjk && has_glyph(&fonts[i], code))
            return i;
    }
    for (size_t i = 0; i < count; i++) {
        if (has_glyph(&fonts[i], code))
            return i;
    }
    return 0;
}

/* The end of the run that starts at `at`, and its font. `prev` is the last character
 * before it that is not shared between scripts. */
static size_t
run_end(const struct sdl_text *text, const struct entry *entry, size_t at,
        uint32_t *prev, size_t *font)
{
    size_t start = at;

    while (at < entry->size) {
        uint32_t code;
        size_t n = sp_utf8_next(entry->string + at, entry->size - at, &code);

        if (!n)
            return entry->size;
        bool cjk =
            is_cjk(code) ||
            (is_shared(code) &&
             (is_cjk(*prev) || is_cjk(next_real(entry->string, entry->size, at))));
        size_t want = font_for(text, entry->face, code, cjk);
        if (at == start)
            *font = want;
        else if (want != *font)
            return at;
        if (!is_shared(code))
            *prev = code;
        at += n;
    }
    return at;
}

/* SDL_ttf wants its strings to end in NUL; the entry's byte is put back. */
static void
with_run(struct sdl_text *text, struct entry *entry, size_t start, size_t end,
         size_t font, SDL_Surface **surface, int *width)
{
    TTF_Font *ttf = sized(&text->fonts[entry->face][font], entry->size_px);
    SDL_Color white = {255, 255, 255, 255};
    char kept = entry->string[end];

    entry->string[end] = '\0';
    if (surface)
        *surface = TTF_RenderUTF8_Blended(ttf, entry->string + start, white);
    if (TTF_SizeUTF8(ttf, entry->string + start, width, NULL))
        *width = 0;
    entry->string[end] = kept;
}

static void
measure(struct sdl_text *text, struct entry *entry)
{
    uint32_t prev = 0;
    size_t at = 0, font = 0;

    while (at < entry->size) {
        size_t end = run_end(text, entry, at, &prev, &font);
        int width = 0;

        with_run(text, entry, at, end, font, NULL, &width);
        entry->width_px += width;
        at = end;
    }
}

static void
copy_alpha(const struct entry *entry, SDL_Surface *run, int left, int top)
{
    unsigned char *to = cairo_image_surface_get_data(entry->mask);
    int stride = cairo_image_surface_get_stride(entry->mask);
    int width = cairo_image_surface_get_width(entry->mask);
    int height = cairo_image_surface_get_height(entry->mask);
    const unsigned char *from = run->pixels;

    for (int y = 0; y < run->h && y + top < height; y++) {
        if (y + top < 0)
            continue;
        for (int x = 0; x < run->w && x + left < width; x++) {
            unsigned char alpha = from[y * run->pitch + x * 4 + 3];
            unsigned char *at = &to[(y + top) * stride + x + left];

            if (alpha > *at)
                *at = alpha;
        }
    }
}

static struct height
tallest(struct sdl_text *text, enum gui_face face, int size_px)
{
    struct height all = {.size_px = size_px};

    for (size_t i = 0; i < SIZES; i++) {
        if (text->heights[face][i].size_px == size_px)
            return text->heights[face][i];
    }
    for (size_t i = 0; i < text->counts[face]; i++) {
        TTF_Font *ttf = sized(&text->fonts[face][i], size_px);
        int above = TTF_FontAscent(ttf), below = TTF_FontHeight(ttf) - above;

        all.above = above > all.above ? above : all.above;
        all.below = below > all.below ? below : all.below;
    }
    text->heights[face][text->next_height[face]++ % SIZES] = all;
    return all;
}

static void
render(struct sdl_text *text, struct entry *entry)
{
    uint32_t prev = 0;
    size_t at = 0, font = 0;
    int left = 0;
    int width = entry->width_px < LINE_PX ? entry->width_px : LINE_PX;

    entry->rendered = true;
    struct height height = tallest(text, entry->face, entry->size_px);
    entry->baseline = height.above;
    if (width < 1)
        return;
    /* Room on the right for a last letter that leans out of its advance. */
    entry->mask = cairo_image_surface_create(CAIRO_FORMAT_A8, width + 4,
                                             height.above + height.below + 1);
    if (cairo_surface_status(entry->mask) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(entry->mask);
        entry->mask = NULL;
        return;
    }
    while (at < entry->size && left < LINE_PX) {
        size_t end = run_end(text, entry, at, &prev, &font);
        SDL_Surface *run = NULL;
        int advance = 0;

        with_run(text, entry, at, end, font, &run, &advance);
        if (run && run->format->BytesPerPixel == 4)
            copy_alpha(entry, run, left,
                       entry->baseline -
                           TTF_FontAscent(
                               sized(&text->fonts[entry->face][font], entry->size_px)));
        SDL_FreeSurface(run);
        left += advance;
        at = end;
    }
    cairo_surface_mark_dirty(entry->mask);
    size_t bytes = (size_t)cairo_image_surface_get_stride(entry->mask) *
                   (size_t)cairo_image_surface_get_height(entry->mask);
    entry->bytes += bytes;
    text->bytes += bytes;
}

static struct entry *
find(struct sdl_text *text, enum gui_face face, int size_px, const char *string,
     size_t size)
{
    uint64_t key = key_of(face, size_px, string, size);
    struct entry **bucket = &text->buckets[key % BUCKETS];

    for (struct entry *entry = *bucket; entry; entry = entry->chain) {
        if (entry->key == key && entry->face == face && entry->size_px == size_px &&
            entry->size == size && memcmp(entry->string, string, size) == 0) {
            unlink_entry(text, entry);
            make_newest(text, entry);
            return entry;
        }
    }
    struct entry *entry = sp_alloc(1, sizeof *entry + size + 1);
    entry->key = key;
    entry->face = face;
    entry->size_px = size_px;
    entry->size = size;
    entry->bytes = sizeof *entry + size + 1;
    memcpy(entry->string, string, size);
    entry->chain = *bucket;
    *bucket = entry;
    make_newest(text, entry);
    text->bytes += entry->bytes;
    measure(text, entry);
    return entry;
}

static void
keep_bounds(struct sdl_text *text)
{
    while (text->bytes > CACHE_BYTES && text->oldest != text->newest)
        drop_oldest(text);
}

double
sdl_text_width(void *data, enum gui_face face, int size_px, const char *string,
               size_t size)
{
    struct sdl_text *text = data;
    double width = find(text, face, size_px, string, size)->width_px;

    keep_bounds(text);
    return width;
}

struct sdl_mask
sdl_text_mask(struct sdl_text *text, enum gui_face face, int size_px,
              const char *string, size_t size)
{
    struct entry *entry = find(text, face, size_px, string, size);

    if (!entry->rendered)
        render(text, entry);
    keep_bounds(text);
    if (!entry->mask)
        return (struct sdl_mask){NULL, 0, 0, 0};
    return (struct sdl_mask){entry->mask, cairo_image_surface_get_width(entry->mask),
                             cairo_image_surface_get_height(entry->mask),
                             entry->baseline};
}
