/* fold_gen.c: writes the table of traditional ideographs and their simplified forms,
 * from OpenCC's. Runs when the program is built. */
#include <opencc/opencc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 0x3400, END = 0xa000 };

static void
encode(unsigned code, char out[4])
{
    out[0] = (char)(0xe0 | code >> 12);
    out[1] = (char)(0x80 | (code >> 6 & 0x3f));
    out[2] = (char)(0x80 | (code & 0x3f));
    out[3] = 0;
}

/* The code point of three bytes that are one ideograph; 0 when they are not. */
static unsigned
decode(const char *text)
{
    const unsigned char *b = (const unsigned char *)text;
    if (strlen(text) != 3 || (b[0] & 0xf0) != 0xe0)
        return 0;
    return (b[0] & 0xfu) << 12 | (b[1] & 0x3fu) << 6 | (b[2] & 0x3fu);
}

int
main(int argc, char **argv)
{
    opencc_t converter = argc == 2 ? opencc_open("t2s.json") : NULL;
    FILE *to = argc == 2 ? fopen(argv[1], "w") : NULL;
    if (!to || converter == (opencc_t)-1)
        return 1;
    fprintf(to, "/* Made by fold_gen.c. */\n");
    for (unsigned code = FIRST; code < END; code++) {
        char from[4];
        encode(code, from);
        char *text = opencc_convert_utf8(converter, from, 3);
        unsigned found = text ? decode(text) : 0;
        fprintf(to, "%u,%s", found >= FIRST && found < END ? found : code,
                code % 12 == 11 ? "\n" : "");
        opencc_convert_utf8_free(text);
    }
    fputc('\n', to);
    opencc_close(converter);
    return fclose(to) == 0 ? 0 : 1;
}
