/* keys.h: the manager's key: an Ed25519 key pair in a file that only a passphrase
 * opens.
 *
 * "manager.key" in the data folder, for the owner only, holds the public key in the
 * clear and the seed of the secret one in a secretbox (XSalsa20-Poly1305), under a key
 * that Argon2id makes of the passphrase; all by libsodium. Who has the file and not the
 * passphrase can sign nothing; who has lost the passphrase makes a new key. */
#pragma once

#include "core/str.h"
#include "store/error.h"

#define SP_PASSPHRASE_LEAST 10 /* characters */
#define SP_PASSPHRASE_MOST 1024
#define SP_PUBLIC_SIZE 65 /* hexadecimal, and NUL */
#define SP_SIGNATURE_SIZE 129

struct sp_key; /* opaque: a secret key in memory that is wiped; see sp_key_close */

char *sp_key_usual_path(struct sp_error *error); /* freed with sp_free */
/* Whether there is a key file (not whether it is good). */
bool sp_key_exists(const char *path);

/* Makes a new pair; "file-there" when the file is there, "key-short" for a passphrase
 * that is too short. `quick` takes the least that Argon2id allows, for tests. */
bool sp_key_make(const char *path, const char *passphrase, bool quick,
                 struct sp_error *error);
/* "key-wrong" for another passphrase, "key-broken" when the file is not as we write it
 * or asks for more work than is sensible. NULL on error. */
struct sp_key *sp_key_open(const char *path, const char *passphrase,
                           struct sp_error *error);
void sp_key_close(struct sp_key *key); /* NULL is fine */
/* The same pair under another passphrase; the old file stays until the new one is
 * whole. */
bool sp_key_change(const char *path, const char *old, const char *passphrase,
                   struct sp_error *error);

/* The public key, without a passphrase. */
bool sp_key_public(const char *path, char public_key[SP_PUBLIC_SIZE],
                   struct sp_error *error);
/* Signs "sparring-seal-1\n" + text; the purpose in front keeps a signature from being
 * used for anything else. */
void sp_key_sign(const struct sp_key *key, const char *text,
                 char signature[SP_SIGNATURE_SIZE]);
void sp_key_id(const struct sp_key *key, char public_key[SP_PUBLIC_SIZE]);
bool sp_signature_holds(const char *public_key, const char *text,
                        const char *signature);
