/* keys.c: the manager's key, under a passphrase. */
#include "store/keys.h"

#include <sodium.h>
#include <string.h>

#include "core/json.h"
#include "core/mem.h"
#include "store/os.h"

#define FILE_MOST ((size_t)4096)
/* More than libsodium's SENSITIVE is a file that wants to stop the machine. */
#define OPS_MOST 8
#define MEMORY_MOST ((size_t)1024 << 20)

static const char purpose[] = "sparring-seal-1\n";

struct sp_key {
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    unsigned char open[crypto_sign_PUBLICKEYBYTES];
};

struct key_file {
    unsigned long long ops;
    size_t memory;
    unsigned char salt[crypto_pwhash_SALTBYTES];
    unsigned char nonce[crypto_secretbox_NONCEBYTES];
    unsigned char box[crypto_sign_SEEDBYTES + crypto_secretbox_MACBYTES];
    unsigned char open[crypto_sign_PUBLICKEYBYTES];
};

char *
sp_key_usual_path(struct sp_error *error)
{
    char *folder = sp_os_data_folder(error), *path;

    if (!folder)
        return NULL;
    path = sp_os_join(folder, "manager.key");
    sp_free(folder);
    return path;
}

bool
sp_key_exists(const char *path)
{
    return sp_os_size(path) >= 0;
}

/* ---- the file ---- */

static bool
read_hex(const cJSON *root, const char *key, unsigned char *out, size_t size)
{
    const cJSON *at = cJSON_GetObjectItemCaseSensitive(root, key);
    size_t got = 0;

    return cJSON_IsString(at) && strlen(at->valuestring) == 2 * size &&
           sodium_hex2bin(out, size, at->valuestring, 2 * size, NULL, &got, NULL) ==
               0 &&
           got == size;
}

static bool
read_number(const cJSON *root, const char *key, double least, double most, double *out)
{
    const cJSON *at = cJSON_GetObjectItemCaseSensitive(root, key);

    if (!cJSON_IsNumber(at) || at->valuedouble < least || at->valuedouble > most)
        return false;
    *out = at->valuedouble;
    return true;
}

static bool
parse(const char *text, size_t size, struct key_file *out)
{
    static const struct sp_json_limits limits = {FILE_MOST, 32, 1024, 4};
    struct sp_diags ignored = {0};
    struct sp_json *doc = sp_json_read(text, size, &limits, &ignored);
    const cJSON *root = doc ? sp_json_root(doc) : NULL;
    double ops = 0, memory = 0;
    bool ok = root && cJSON_IsObject(root) &&
              read_number(root, "ops", crypto_pwhash_OPSLIMIT_MIN, OPS_MOST, &ops) &&
              read_number(root, "memory", crypto_pwhash_MEMLIMIT_MIN,
                          (double)MEMORY_MOST, &memory) &&
              read_hex(root, "salt", out->salt, sizeof out->salt) &&
              read_hex(root, "nonce", out->nonce, sizeof out->nonce) &&
              read_hex(root, "box", out->box, sizeof out->box) &&
              read_hex(root, "public", out->open, sizeof out->open);

    out->ops = (unsigned long long)ops;
    out->memory = (size_t)memory;
    sp_json_free(doc);
    sp_diags_finish(&ignored);
    return ok;
}

static bool
load(const char *path, struct key_file *out, struct sp_error *error)
{
    char *text = NULL;
    size_t size = 0;

    if (!sp_os_read(path, FILE_MOST, &text, &size, error))
        return false;
    bool ok = parse(text, size, out);

    sp_free(text);
    return ok || sp_error_set(error, "key-broken", path, NULL, NULL);
}

static void
add_hex(struct sp_str *out, const char *key, const unsigned char *bytes, size_t size)
{
    char hex[2 * 128 + 1];

    sodium_bin2hex(hex, sizeof hex, bytes, size);
    sp_str_addf(out, ", \"%s\": \"%s\"", key, hex);
}

static char *
print(const struct key_file *file)
{
    struct sp_str out = {0};

    sp_str_addf(&out, "{\"format\": \"sparring-key\", \"ops\": %llu, \"memory\": %zu",
                file->ops, file->memory);
    add_hex(&out, "salt", file->salt, sizeof file->salt);
    add_hex(&out, "nonce", file->nonce, sizeof file->nonce);
    add_hex(&out, "box", file->box, sizeof file->box);
    add_hex(&out, "public", file->open, sizeof file->open);
    sp_str_add(&out, "}\n");
    return sp_str_take(&out);
}

/* ---- sealing ---- */

static bool
stretch(const struct key_file *file, const char *passphrase, unsigned char *key,
        struct sp_error *error)
{
    if (crypto_pwhash(key, crypto_secretbox_KEYBYTES, passphrase, strlen(passphrase),
                      file->salt, file->ops, file->memory,
                      crypto_pwhash_ALG_ARGON2ID13) == 0)
        return true;
    return sp_error_set(error, "key-memory", NULL, NULL, NULL);
}

static bool
seal(struct key_file *file, const unsigned char *seed, const char *passphrase,
     struct sp_error *error)
{
    unsigned char key[crypto_secretbox_KEYBYTES];

    randombytes_buf(file->salt, sizeof file->salt);
    randombytes_buf(file->nonce, sizeof file->nonce);
    bool ok = stretch(file, passphrase, key, error);

    if (ok)
        crypto_secretbox_easy(file->box, seed, crypto_sign_SEEDBYTES, file->nonce, key);
    sodium_memzero(key, sizeof key);
    return ok;
}

static bool
long_enough(const char *passphrase, struct sp_error *error)
{
    size_t size = strlen(passphrase);

    if (size <= SP_PASSPHRASE_MOST && sp_utf8_valid(passphrase, size) &&
        sp_utf8_count(passphrase) >= SP_PASSPHRASE_LEAST)
        return true;
    return sp_error_set_number(error, "key-short", "", SP_PASSPHRASE_LEAST);
}

bool
sp_key_make(const char *path, const char *passphrase, bool quick,
            struct sp_error *error)
{
    struct key_file file = {
        .ops = quick ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_MODERATE,
        .memory = quick ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_MODERATE};
    unsigned char seed[crypto_sign_SEEDBYTES], secret[crypto_sign_SECRETKEYBYTES];

    if (sp_key_exists(path))
        return sp_error_set(error, "file-there", path, NULL, NULL);
    if (!long_enough(passphrase, error))
        return false;
    if (sodium_init() < 0)
        return sp_error_set(error, "no-random", NULL, NULL, NULL);
    randombytes_buf(seed, sizeof seed);
    crypto_sign_seed_keypair(file.open, secret, seed);
    bool ok = seal(&file, seed, passphrase, error);

    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    if (ok) {
        char *text = print(&file);

        ok = sp_os_write(path, text, strlen(text), SP_OS_PRIVATE, error);
        sp_free(text);
    }
    return ok;
}

/* The seed, for as long as it takes. */
static bool
open_box(const struct key_file *file, const char *passphrase, unsigned char *seed,
         struct sp_error *error)
{
    unsigned char key[crypto_secretbox_KEYBYTES];

    if (strlen(passphrase) > SP_PASSPHRASE_MOST)
        return sp_error_set(error, "key-wrong", NULL, NULL, NULL);
    if (!stretch(file, passphrase, key, error))
        return false;
    bool ok = crypto_secretbox_open_easy(seed, file->box, sizeof file->box, file->nonce,
                                         key) == 0;

    sodium_memzero(key, sizeof key);
    return ok || sp_error_set(error, "key-wrong", NULL, NULL, NULL);
}

struct sp_key *
sp_key_open(const char *path, const char *passphrase, struct sp_error *error)
{
    struct key_file file = {0};
    unsigned char seed[crypto_sign_SEEDBYTES];
    struct sp_key *key = NULL;

    if (sodium_init() < 0) {
        sp_error_set(error, "no-random", NULL, NULL, NULL);
        return NULL;
    }
    if (!load(path, &file, error) || !open_box(&file, passphrase, seed, error))
        return NULL;
    key = sp_alloc(1, sizeof *key);
    sodium_mlock(key, sizeof *key); /* if it may not, it is only less hidden */
    crypto_sign_seed_keypair(key->open, key->secret, seed);
    sodium_memzero(seed, sizeof seed);
    if (memcmp(key->open, file.open, sizeof file.open) == 0)
        return key;
    sp_key_close(key);
    sp_error_set(error, "key-broken", path, NULL, NULL);
    return NULL;
}

void
sp_key_close(struct sp_key *key)
{
    if (!key)
        return;
    sodium_munlock(key, sizeof *key); /* wipes it */
    sp_free(key);
}

bool
sp_key_change(const char *path, const char *old, const char *passphrase,
              struct sp_error *error)
{
    struct key_file file = {0};
    unsigned char seed[crypto_sign_SEEDBYTES];

    if (!long_enough(passphrase, error))
        return false;
    if (sodium_init() < 0)
        return sp_error_set(error, "no-random", NULL, NULL, NULL);
    if (!load(path, &file, error) || !open_box(&file, old, seed, error))
        return false;
    bool ok = seal(&file, seed, passphrase, error);

    sodium_memzero(seed, sizeof seed);
    if (ok) {
        char *text = print(&file);

        ok = sp_os_write(path, text, strlen(text), SP_OS_PRIVATE, error);
        sp_free(text);
    }
    return ok;
}

bool
sp_key_public(const char *path, char public_key[SP_PUBLIC_SIZE], struct sp_error *error)
{
    struct key_file file = {0};

    if (!load(path, &file, error))
        return false;
    sodium_bin2hex(public_key, SP_PUBLIC_SIZE, file.open, sizeof file.open);
    return true;
}

/* ---- signatures ---- */

static char *
with_purpose(const char *text)
{
    struct sp_str out = {0};

    sp_str_add(&out, purpose);
    sp_str_add(&out, text);
    return sp_str_take(&out);
}

void
sp_key_sign(const struct sp_key *key, const char *text,
            char signature[SP_SIGNATURE_SIZE])
{
    unsigned char bytes[crypto_sign_BYTES];
    char *message = with_purpose(text);
    const void *start = message;

    crypto_sign_detached(bytes, NULL, start, strlen(message), key->secret);
    sodium_bin2hex(signature, SP_SIGNATURE_SIZE, bytes, sizeof bytes);
    sp_free(message);
}

void
sp_key_id(const struct sp_key *key, char public_key[SP_PUBLIC_SIZE])
{
    sodium_bin2hex(public_key, SP_PUBLIC_SIZE, key->open, sizeof key->open);
}

bool
sp_signature_holds(const char *public_key, const char *text, const char *signature)
{
    unsigned char open[crypto_sign_PUBLICKEYBYTES], bytes[crypto_sign_BYTES];
    size_t got = 0;

    if (strlen(public_key) != SP_PUBLIC_SIZE - 1 ||
        strlen(signature) != SP_SIGNATURE_SIZE - 1 ||
        strspn(public_key, "0123456789abcdef") != SP_PUBLIC_SIZE - 1 ||
        strspn(signature, "0123456789abcdef") != SP_SIGNATURE_SIZE - 1 ||
        sodium_hex2bin(open, sizeof open, public_key, SP_PUBLIC_SIZE - 1, NULL, &got,
                       NULL) != 0 ||
        sodium_hex2bin(bytes, sizeof bytes, signature, SP_SIGNATURE_SIZE - 1, NULL,
                       &got, NULL) != 0)
        return false;
    char *message = with_purpose(text);
    const void *start = message;
    bool holds = crypto_sign_verify_detached(bytes, start, strlen(message), open) == 0;

    sp_free(message);
    return holds;
}
