/* os.h: what the operating system gives: files, folders, paths, language, clock,
 * chance. Another system needs another os.c and nothing else. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/lang.h"
#include "store/error.h"

/* Reads the whole file. The text is NUL-terminated behind its `size` bytes; the caller
 * frees it with sp_free. More than `most` bytes is the error "file-size". */
bool sp_os_read(const char *path, size_t most, char **text, size_t *size,
                struct sp_error *error);

enum sp_os_access { SP_OS_PRIVATE, SP_OS_SHARED }; /* for the owner; as umask allows */

/* Writes the file in one step: after a crash there is the old file or the new one, and
 * after true the new one is on the disk. */
bool sp_os_write(const char *path, const char *data, size_t size,
                 enum sp_os_access access, struct sp_error *error);

/* The same for a file that exists: it keeps its access, and its owner if it can, and a
 * link goes on leading to it. One that nobody may write is left alone, whoever asks,
 * and so is what is no file. */
bool sp_os_rewrite(const char *path, const char *data, size_t size,
                   struct sp_error *error);

/* Creates an empty file for the owner only, or does nothing if there is one. */
bool sp_os_create_private(const char *path, struct sp_error *error);
/* Takes away what others may do with an existing file. */
bool sp_os_make_private(const char *path, struct sp_error *error);
/* Bytes of a file, or -1 when there is none. Opens nothing. */
long long sp_os_size(const char *path);

/* Makes the folder, for the owner only, and those above it. */
bool sp_os_make_folder(const char *path, struct sp_error *error);

/* "folder/name". The caller frees it with sp_free. */
char *sp_os_join(const char *folder, const char *name);

/* Names of the files in a folder that end in `ending`, in order of their bytes. Hidden
 * files, folders and names that are not UTF-8 are left out. A zeroed list is empty. */
struct sp_os_names {
    char **name;
    size_t count;
};
bool sp_os_list(const char *folder, const char *ending, struct sp_os_names *names,
                struct sp_error *error);
void sp_os_names_finish(struct sp_os_names *names);

/* Folders of the program. The caller frees the path with sp_free. The data folder is
 * SPARRING_DATA, or "sparring" in XDG_DATA_HOME or ~/.local/share; it is made when it
 * does not exist. The other two are SP_ASSETS and SP_SCENARIOS, else where they were
 * installed. */
char *sp_os_data_folder(struct sp_error *error);
char *sp_os_assets_folder(void);
/* Where a person looks for files of their own: the desktop's folder for documents, else
 * the home folder; SPARRING_DATA where that is set. The caller frees it. */
char *sp_os_documents_folder(struct sp_error *error);
char *sp_os_scenarios_folder(void);

/* Network file systems have no shared memory, which SQLite's WAL needs. */
bool sp_os_is_network(const char *path);

enum sp_lang sp_os_lang(void); /* from LC_ALL, LC_MESSAGES, LANG */
char *sp_os_user_name(void);   /* real or login name, or ""; freed with sp_free */

int64_t sp_os_wall_ms(void);      /* since 1970; may jump */
uint64_t sp_os_monotone_ms(void); /* since some start; never goes back */
uint64_t sp_os_seed(void);        /* 64 random bits */

bool sp_os_has_terminal(void); /* standard input and output are one */
/* Columns of the terminal that standard output is, 80 where it is none. COLUMNS goes
 * before both. */
unsigned sp_os_columns(void);
bool sp_os_has_display(void); /* a window can probably be opened */
