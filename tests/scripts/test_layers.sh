#!/usr/bin/env bash
# test_layers.sh: tests/layers.sh refuses what it says it refuses.
set -euo pipefail
# shellcheck source=tests/scripts/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/check.sh"

layers=$repo/tests/layers.sh

# library PATH OBJECT CODE [COMPILER ARGUMENTS]: a thin archive, as meson makes them.
library() {
    local archive=$work/$1 object=$2 code=$3
    shift 3
    mkdir -p "${archive%/*}"
    printf '%s\n' "$code" >"${archive%/*}/code.c"
    "${CC:-gcc}" -std=c17 -w -fPIC "$@" -c -o "${archive%/*}/$object" "${archive%/*}/code.c"
    rm -f "$archive"
    (cd "${archive%/*}" && ar csrDT "${archive##*/}" "$object")
}

# refuses NAME LIBRARY OBJECT CODE PATTERN [COMPILER ARGUMENTS]
refuses() {
    local name=$1 file=$2 object=$3 code=$4 pattern=$5
    shift 5
    library "$file" "$object" "$code" "$@"
    check "$name" 1 "$pattern" "$layers" "$work/$file"
}

accepts() {
    local name=$1 file=$2 object=$3 code=$4
    shift 4
    library "$file" "$object" "$code" "$@"
    check "$name" 0 "findings: 0" "$layers" "$work/$file"
}

calls() {
    printf 'int %s(void); int call(void); int call(void) { return %s(); }' "$1" "$1"
}

core=core/libsp-core.a
for name in SDL_Init TTF_Init sqlite3_open cairo_create sp_store_open gui_begin screen_new \
    clock time clock_gettime getenv setlocale rand srand srandom fopen fopen64 open exit \
    __printf_chk perror; do
    refuses "core uses $name" $core a.c.o "$(calls $name)" "a.c.o uses $name"
done
refuses "core prints" $core a.c.o '#include <stdio.h>
void hi(void); void hi(void) { printf("hi\n"); }' "uses puts" -O1
refuses "core writes to a stream" $core a.c.o '#include <stdio.h>
void hi(void); void hi(void) { fprintf(stderr, "%d", 1); }' "uses stderr"
for name in timetable daytime sp_open readable randomly sp_printf SDLX; do
    accepts "$name is not a refused name" $core a.c.o "$(calls $name)"
done
accepts "snprintf" $core a.c.o '#include <stdio.h>
int f(char *b); int f(char *b) { return snprintf(b, 9, "%p", (void *)b); }' -O2 -D_FORTIFY_SOURCE=2

constants='static const char *const names[] = { "a", "b" };
static const int numbers[] = { 1, 2 };
const char *const shared[] = { "c" };
const char *f(int i); const char *f(int i) { return numbers[i] ? names[i] : shared[i]; }'
variable='int count(void); int count(void) { static int calls; return ++calls; }'
for sanitizer in '' -fsanitize=address,undefined; do
    options=(-O1 ${sanitizer:+"$sanitizer"})
    accepts "constants $sanitizer" $core a.c.o "$constants" "${options[@]}"
    refuses "a static variable $sanitizer" $core a.c.o "$variable" 'variable calls' "${options[@]}"
    refuses "a global $sanitizer" $core a.c.o 'int shared = 3;' 'variable shared' "${options[@]}"
    refuses "a thread's variable $sanitizer" $core a.c.o '_Thread_local int mine;' \
        'variable mine' "${options[@]}"
done

refuses "nlu reads the clock" nlu/libsp-nlu.a a.c.o "$(calls time)" 'uses time'
refuses "store draws" store/libsp-store.a a.c.o "$(calls cairo_create)" 'uses cairo_create'
refuses "store opens a screen" store/libsp-store.a a.c.o "$(calls screen_new)" 'uses screen_new'
accepts "store reads the clock" store/libsp-store.a a.c.o "$(calls time)"
refuses "a screen draws by itself" gui/libsp-gui.a sdl_a.c.o "$(calls cairo_fill)" 'uses cairo_fill'
accepts "the window's objects" ui/libsp-ui.a sdl_text.c.o "$(calls FcInit)"
refuses "another object of ui" ui/libsp-ui.a gui.c.o "$(calls SDL_Delay)" 'gui.c.o uses SDL_Delay'

library $core a.c.o "$(calls any_name)"
library nlu/libsp-nlu.a b.c.o 'int any_name(void); int any_name(void) { return 1; }'
check "core uses a function of nlu" 1 'uses any_name of libsp-nlu.a' \
    "$layers" "$work/$core" "$work/nlu/libsp-nlu.a"

mkdir "$work/empty"
ar cr "$work/empty/libsp-core.a"
touch "$work/libsp-ui.a"
check "no library" 2 'at least one' "$layers"
check "a missing library" 2 'cannot be read' "$layers" "$work/missing/libsp-core.a"
check "an empty library" 2 'nothing in it' "$layers" "$work/empty/libsp-core.a"
check "not a library" 2 'libsp-ui.a' "$layers" "$work/libsp-ui.a"
check "another library" 2 'not one of our' "$layers" "$work/libsp-other.a"
end
