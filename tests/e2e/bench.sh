#!/usr/bin/env bash
# bench.sh: `sparring bench` runs, tells numbers as JSON and in words, and leaves the
# person's records alone. How long things take is not tested. usage: bench.sh PROGRAM
# SOURCE-FOLDER
set -uo pipefail

program=$1
source=$2
here=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$here"' EXIT
export SP_ASSETS=$source/assets SP_SCENARIOS=$source/scenarios SPARRING_DATA=$here/data
export LC_ALL=C.UTF-8 DBUS_SESSION_BUS_ADDRESS=unix:path=/dev/null TMPDIR=$here
unset DISPLAY WAYLAND_DISPLAY
failed=0

# check WHAT COMMAND…: the command must succeed.
check() {
    local what=$1
    shift
    if ! "$@"; then
        failed=$((failed + 1))
        printf 'not so: %s\n' "$what" >&2
        cat "$here/err" >&2
    fi
}

# A slow machine misses goals; that is status 1 and no failure here.
measures() {
    local got=0
    "$program" bench --quick "$@" >"$here/out" 2>"$here/err" </dev/null || got=$?
    ((got <= 1))
}

# A sentence whose arguments do not fit shows a hole, a missing one its key.
whole() {
    ! grep -qE '\{[0-9]|bench\.' "$here/out"
}

clean() {
    ! compgen -G "$here/sparring-bench-*" >/dev/null
}

# numbers NAME…: one object a line, of just these names in this order.
numbers() {
    python3 - "$here/out" "$@" <<'END'
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert [line["measure"] for line in lines] == sys.argv[2:], lines
for line in lines:
    assert line["value"] >= 0 and line["unit"] and line["runs"] > 0, line
    assert line["floor"] >= 0, line
    assert ("goal" in line) == ("met" in line), line
    if "goal" in line:
        of = line["ratio"] if line["goalOf"] == "ratio" else line["value"]
        assert line["met"] == (of <= line["goal"]), line
END
}

check "it runs without a display" measures --json --lang en
check "and says what it cannot measure so" grep -q 'No display' "$here/err"
check "with all other numbers" numbers first draw-talk draw-result key key-95 memory

# Some machines that only build have no X server.
if command -v Xvfb >/dev/null; then
    Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp 3>"$here/number" >/dev/null 2>&1 &
    server=$!
    for _ in {1..100}; do
        [[ -s $here/number ]] && break
        sleep 0.1
    done
    DISPLAY=:$(<"$here/number")
    export DISPLAY
    check "it runs with a display" measures --json
    check "with all numbers" numbers first draw-talk draw-result key key-95 idle memory
    check "in words" measures --lang zh
    check "without holes" whole
fi
check "the records are untouched" test ! -e "$SPARRING_DATA"
check "nothing stays behind" clean

((failed == 0))
