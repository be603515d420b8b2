#!/usr/bin/env bash
# test_style.sh: tests/style.sh finds what it says it finds.
set -euo pipefail
# shellcheck source=tests/scripts/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/check.sh"

# In a copy of a tiny tree, so that each case starts clean.
# finds NAME PATTERN FILE TEXT
finds() {
    local name=$1 pattern=$2 file=$3 text=$4
    rm -rf "$work/tree"
    mkdir -p "$work/tree/engine/core/include/core" "$work/tree/engine/ui" "$work/tree/tools" \
        "$work/tree/tests"
    printf '/* good.c: nothing wrong. */\nint good;\n' >"$work/tree/engine/core/good.c"
    printf '%b' "$text" >"$work/tree/$file"
    check "$name" "$([[ $pattern == "findings: 0" ]] && echo 0 || echo 1)" "$pattern" \
        "$repo/tests/style.sh" "$work/tree"
}

lines() {
    local i
    for ((i = 0; i < $1; i++)); do printf '    x();\\n'; done
}

first='/* a.c: for a test. */\n'
finds "a clean file" "findings: 0" engine/core/a.c "$first"
finds "no first line" 'a.c:1: expected' engine/core/a.c 'int a;\n'
finds "another file's first line" 'a.c:1: expected' engine/core/a.c '/* b.c: x */\n'
finds "no guard" 'a.h:1: no #pragma once' engine/core/a.h '/* a.h: x */\n'
finds "a long file" 'a.c:801: more than 800' engine/core/a.c "$first$(lines 900)"
finds "a long function" 'a.c:4: a function of 81 lines' engine/core/a.c \
    "${first}void\nf(void)\n{\n$(lines 81)}\n"
finds "a function not too long" "findings: 0" engine/core/a.c \
    "${first}void\nf(void)\n{\n$(lines 80)}\n"
finds "unsafe" 'a.c:2: unsafe' engine/core/a.c "${first}f(strcpy(a, b));\n"
finds "a safe one" "findings: 0" engine/core/a.c "${first}f(snprintf(a, 1, b), my_atoi(a));\n"
finds "typedef" 'a.c:2: a typedef' engine/core/a.c "${first}typedef struct a b;\n"
finds "core includes SDL" 'a.c:2: includes' engine/core/a.c "${first}#include <SDL2/SDL.h>\n"
finds "core includes the store" 'a.c:2: includes' engine/core/a.c "${first}#include \"store/os.h\"\n"
finds "a screen includes SDL" 'a.c:2: only sdl_' engine/ui/a.c "${first}#include <SDL.h>\n"
finds "sdl_a.c includes SDL" "findings: 0" engine/ui/sdl_a.c \
    '/* sdl_a.c: x */\n#include <SDL.h>\n'
finds "another header first" 'good.c:1: the first include' engine/core/good.h \
    '/* good.h: x */\n#pragma once\n'
finds "broken bash" 'x.sh:1: not valid' tools/x.sh 'if\n'

rm -rf "$work/tree/engine/core"
check "no source" 2 'no source' "$repo/tests/style.sh" "$work/tree"
end
