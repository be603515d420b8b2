# setup.sh: the packages and build folders of run, test and .ci/run. Sourced, not run.
# Speaks on standard error only: standard output belongs to the program.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
locale=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}

# shellcheck disable=SC2034 # used by the scripts that source this one
{
    run_packages=(gcc libc6-dev meson ninja-build pkg-config libsdl2-dev libsdl2-ttf-dev
        libcjson-dev libcairo2-dev libfontconfig-dev libsqlite3-dev libsodium-dev
        libutf8proc-dev libopencc-dev libpango1.0-dev libxlsxwriter-dev
        fonts-noto-cjk fonts-inter fonts-dejavu-core)
    test_packages=("${run_packages[@]}" poppler-utils xvfb xauth xdotool python3 python3-jsonschema openssl)
    ci_packages=("${test_packages[@]}" git clang libclang-rt-14-dev clang-format codespell
        shellcheck liblinear-dev python3-sklearn python3-statsmodels)
}

# say ENGLISH CHINESE
say() {
    if [[ $locale == zh* ]]; then
        printf '%s\n' "$2" >&2
    else
        printf '%s\n' "$1" >&2
    fi
}

# Status 3 is what `sparring` itself means by "could not run".
give_up() {
    say "$@"
    exit 3
}

# quietly LOG COMMAND…: the output is shown only when the command fails.
# Descriptor 9 is the lock; a service that an installation starts must not keep it.
quietly() {
    local log=$root/build/$1.log status=0
    shift
    "$@" >"$log" 2>&1 </dev/null 9>&- || status=$?
    ((status == 0)) || cat "$log" >&2
    return "$status"
}

# Asks the package database, never the network. Other systems have no such database;
# there meson says what is missing.
missing_packages() {
    local have name
    command -v dpkg-query >/dev/null || return 0
    have=$(dpkg-query -W -f "<\${Package} \${db:Status-Status}>" "$@" 2>/dev/null) || true
    for name in "$@"; do
        [[ $have == *"<$name installed>"* ]] || printf '%s ' "$name"
    done
}

is_root() {
    [[ $(id -u) == 0 ]]
}

apt() {
    local as_root=()
    is_root || as_root=(sudo)
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q \
        -o DPkg::Lock::Timeout=300 "$@"
}

# need_packages NAME…: installs those that are missing.
need_packages() {
    local missing command
    read -ra missing <<<"$(missing_packages "$@")"
    ((${#missing[@]} > 0)) || return 0
    if ! is_root && ! command -v sudo >/dev/null; then
        command="apt-get update; apt-get install --no-install-recommends ${missing[*]}"
        give_up "Packages are missing. As root, run: $command" \
            "缺少软件包。请以 root 身份运行：$command"
    fi
    say "Installing packages (once): ${missing[*]}" "正在安装软件包（仅此一次）：${missing[*]}"
    # An old list may still serve, so a failed update is not the end.
    quietly packages apt update || true
    quietly packages apt install -y --no-install-recommends "${missing[@]}" ||
        give_up "The packages could not be installed (see above)." "软件包安装失败（详见上文）。"
}

# need_ajv: npm's ajv in build/npm, beside Debian's python3-jsonschema the second judge of
# the schemas. Only tests need it; fails where npm has no network.
need_ajv() {
    local dir=$root/build/npm
    [[ ! -f $dir/node_modules/ajv/dist/2020.js ]] || return 0
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        (need_packages nodejs npm) || return 1
    fi
    quietly npm npm install --prefix "$dir" --no-audit --no-fund --ignore-scripts \
        --no-update-notifier --fetch-retries=1 --fetch-timeout=20000 ajv@8.17.1
}

# lock NAME: one at a time may build in build/NAME; the lock ends with the script.
lock() {
    exec 9>"$root/build/$1.lock"
    flock -w 2 9 && return
    say "Waiting for another run in build/$1 to end…" "正在等待 build/$1 中的另一次运行结束……"
    flock 9
}

# configure NAME OPTION…: makes build/NAME, anew when it was made in another place or
# with other options.
configure() {
    local name=$1 dir=$root/build/$1 wanted
    shift
    wanted=$(printf '%s\n' "$root" "${CC:-}" "$@")
    if [[ -f $dir/build.ninja && -f $dir/made-with && $(<"$dir/made-with") == "$wanted" ]]; then
        return
    fi
    rm -rf "$dir"
    quietly "$name" meson setup "$dir" "$root" "$@" || return
    printf '%s\n' "$wanted" >"$dir/made-with"
}

# build NAME [TARGET…]
build() {
    local name=$1
    shift
    quietly "$name" ninja -C "$root/build/$name" "$@"
}

mkdir -p "$root/build"
