#!/usr/bin/env bash
# test_tools.sh: tools/run and tools/test, on a tiny project in place of ours and with
# stand-ins for the package manager.
set -euo pipefail
# shellcheck source=tests/scripts/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/check.sh"

# A space, because a user's folder may have one.
tree="$work/a tree"
fakes=$work/fakes
export LC_ALL=C TMPDIR=$work/tmp
mkdir -p "$tree/tools" "$tree/tests" "$fakes" "$TMPDIR"
cp "$repo"/tools/{run,test,setup.sh} "$tree/tools/"
cp "$repo/meson_options.txt" "$tree/"

cat >"$tree/meson.build" <<'END'
project('stand-in', 'c')
executable('other', 'other.c')
subdir('tools')
sh = find_program('sh')
test('good', sh, args: ['-c', 'true'], suite: 'unit')
test('leftover', sh, args: ['-c', 'mktemp -d && mkdir -m 0 "$TMPDIR/no-entry"'], suite: 'unit')
test('skipped', sh, args: ['-c', 'exit 77'], suite: 'skips')
test('bad', sh, args: ['-c', 'false'], suite: 'bad')
test('late', sh, args: ['-c', 'sleep 9'], suite: 'late', timeout: 1)
test('long', sh, args: ['-c', 'true'], suite: ['unit', 'slow'])
subdir('tests')
END
echo "executable('sparring', 'main.c')" >"$tree/tools/meson.build"
touch "$tree/tests/meson.build"
echo '#error only tools/sparring is to be built' >"$tree/other.c"
cat >"$tree/tools/main.c" <<'END'
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv)
{
    char line[9];
    for (int i = 1; i < argc; i++)
        printf("[%s]", argv[i]);
    printf("%s%s", fgets(line, sizeof line, stdin) ? line : "", getenv("SP_ASSETS"));
    return 1;
}
END

# A package manager that writes down what it is asked; FAKE_MISSING says what is
# not installed, FAKE_FAIL which of its commands fails.
cat >"$fakes/dpkg-query" <<'END'
#!/bin/sh
for name; do
    case $name in -*|'<'*) continue ;; esac
    case " $FAKE_MISSING " in *" $name "*) ;; *) printf '<%s installed>' "$name" ;; esac
done
END
cat >"$fakes/apt-get" <<'END'
#!/bin/sh
echo "$DEBIAN_FRONTEND $*" >>"$FAKE_LOG"
case " $* " in *" $FAKE_FAIL "*) echo "no $FAKE_FAIL"; exit 100 ;; esac
END
cat >"$fakes/sudo" <<'END'
#!/bin/sh
echo "sudo" >>"$FAKE_LOG"
exec "$@"
END
cat >"$fakes/id" <<'END'
#!/bin/sh
echo "$FAKE_UID"
END
chmod +x "$fakes"/*
export FAKE_LOG=$work/apt.log FAKE_MISSING='' FAKE_FAIL='' FAKE_UID=0
PATH=$fakes:$PATH

asked() { cat "$FAKE_LOG"; }

from_elsewhere() { (cd / && "$@"); }

test_run() {
    ln -s "$tree/tools/run" "$work/link"
    check "first start" 1 '^Building[^[]*\[a b\]\[\]in'$'\n'"$tree/assets\$" \
        "$tree/tools/run" 'a b' '' <<<in
    check "second start" 1 "^$tree/assets\$" "$tree/tools/run" </dev/null
    check "through a link, from elsewhere" 1 "^\[x\]$tree/assets\$" \
        from_elsewhere "$work/link" x </dev/null
    SP_ASSETS=mine check "other assets" 1 '^mine$' "$tree/tools/run" </dev/null
    echo 'int x = "text" y;' >>"$tree/tools/main.c"
    check "an error of the compiler" 3 'main.c.*could not be built' "$tree/tools/run" </dev/null
    LC_ALL='' LANG=zh_CN.UTF-8 check "in Chinese" 3 '编译失败' "$tree/tools/run" </dev/null
    sed -i '$d' "$tree/tools/main.c"
    check "after the correction" 1 "^$tree/assets\$" "$tree/tools/run" </dev/null
    mv "$tree" "$tree 2"
    touch "$tree 2/meson.build"
    check "in a moved folder" 1 "$tree 2/assets\$" "$tree 2/tools/run" </dev/null
    mv "$tree 2" "$tree"
}

test_packages() {
    local command
    [[ ! -e $FAKE_LOG ]] || check "nothing was installed so far" 0 '^$' asked
    FAKE_MISSING='meson fonts-inter'
    FAKE_FAIL=update check "packages are missing" 1 'Installing.*meson fonts-inter' \
        "$tree/tools/run" </dev/null
    check "they are asked for" 0 \
        '^noninteractive.*update.*noninteractive.*install.*--no-install-recommends meson fonts-inter$' \
        asked
    FAKE_FAIL=install check "they cannot be had" 3 'no install.*could not be installed' \
        "$tree/tools/run" </dev/null

    rm -f "$FAKE_LOG"
    FAKE_UID=1000
    check "with sudo" 1 'Installing' "$tree/tools/run" </dev/null
    check "sudo was used" 0 '^sudo.*install' asked

    # A system without sudo: links to what is needed, and nothing else.
    mkdir "$work/bare"
    for command in bash env dirname readlink mkdir cat; do
        ln -s "$(command -v "$command")" "$work/bare/"
    done
    cp "$fakes"/{dpkg-query,id} "$work/bare/"
    check "neither root nor sudo" 3 'As root, run: apt-get .*install --no-install-recommends meson fonts-inter$' \
        env PATH="$work/bare" "$tree/tools/run" </dev/null
}

test_test() {
    sed -i '/other.c/d' "$tree/meson.build"
    check "all but the slow ones" 1 $'\n''2 passed, 2 failed, 1 skipped$' "$tree/tools/test"
    check "a suite" 0 $'\n''2 passed, 0 failed$' "$tree/tools/test" --suite unit
    check "with the slow ones" 0 $'\n''3 passed, 0 failed$' "$tree/tools/test" --suite=unit --slow
    check "the slow ones" 0 $'\n''1 passed, 0 failed$' "$tree/tools/test" --suite slow
    check "a test by name" 0 $'\n''1 passed, 0 failed$' "$tree/tools/test" good
    check "a test out of time" 1 $'\n''0 passed, 1 failed$' "$tree/tools/test" --suite late -t 0.2
    check "a wrong suite" 2 'no suite "unti"; there are: .*unit' "$tree/tools/test" --suite unti
    check "a wrong suite beside a right one" 2 'no suite "x"' \
        "$tree/tools/test" --suite unit --suite x
    check "a wrong test" 2 'no test "goof"' "$tree/tools/test" good goof
    check "no value" 2 'needs a value' "$tree/tools/test" --suite
    check "no test in it" 1 'No test ran.'$'\n''0 passed, 0 failed$' \
        "$tree/tools/test" --suite unit bad
    check "only skipped" 1 '0 passed, 0 failed, 1 skipped$' "$tree/tools/test" --suite skips
    check "an unknown option" 1 '0 passed, 0 failed$' "$tree/tools/test" --nonsense
    check "the list" 0 'unit / good' "$tree/tools/test" --list
    check "no leftovers" 0 '^$' ls -A "$TMPDIR"
    echo "executable('broken', 'tools/broken.c')" >>"$tree/meson.build"
    echo '#error broken' >"$tree/tools/broken.c"
    check "a broken build" 3 '#error broken.*could not be built' "$tree/tools/test"
}

test_run
test_packages
FAKE_MISSING=''
test_test
end
