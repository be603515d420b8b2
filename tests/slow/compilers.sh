#!/usr/bin/env bash
# compilers.sh: that every compiler and optimisation gives the same transcripts, byte for
# byte. usage: compilers.sh SOURCE-FOLDER
set -euo pipefail

source=$1
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
read -ra flags < <(pkg-config --cflags --libs libcjson)
runs=0

for compiler in gcc clang; do
    command -v "$compiler" >/dev/null || continue
    for level in -O0 -O3; do
        "$compiler" -std=c17 -D_POSIX_C_SOURCE=200809L "$level" \
            -I"$source/engine/core/include" -I"$source/tests" \
            "$source"/engine/core/*.c "$source"/tests/unit/{test_determinism,load}.c \
            -o "$here/test" "${flags[@]}"
        (cd "$source" && "$here/test")
        printf '%s %s agrees\n' "$compiler" "$level"
        runs=$((runs + 1))
    done
done
((runs >= 2))
