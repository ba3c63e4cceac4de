# Sourced by ./demo and ./check: what a machine must have, and how it gets it.

# Compiler and build.
packages="gcc libc6-dev meson ninja-build pkg-config python3"
# Libraries: tables, archives, JSON, HTTP (serving and fetching); OpenStreetMap; areas; signatures;
# the tests' harness; time zones.
packages="$packages libcsv-dev libzip-dev zlib1g-dev libjansson-dev libmicrohttpd-dev"
packages="$packages libexpat1-dev libprotobuf-c-dev protobuf-c-compiler libgeos-dev libtiff-dev"
packages="$packages libcurl4-openssl-dev libsodium-dev libcmocka-dev tzdata"

# say TEXT: a line of progress.
say() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
}

# fail TEXT: the last line before giving up.
fail() {
    say "$@"
    exit 1
}

# Prints which of the packages are not installed.
missing_packages() {
    for package in $packages; do
        state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) || state=
        [ "$state" = "install ok installed" ] || printf '%s ' "$package"
    done
}

# as_root COMMAND...: runs it as root, through sudo if need be.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Whether as_root has a chance: a terminal lets sudo ask for the password.
can_be_root() {
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null || return 1
    [ -t 0 ] || sudo -n true 2>/dev/null
}

apt_quietly() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq \
        -o Dpkg::Use-Pty=0 -o APT::Install-Recommends=false "$@" >"$setup_log" 2>&1 || {
        tail -n 20 "$setup_log" >&2
        fail "apt-get $1 did not work; see above"
    }
}

# Installs what is missing, or says exactly what to install.
install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "this is no Debian; going on with what is here. Needed: $packages"
        return 0
    fi
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    if ! can_be_root || ! command -v apt-get >/dev/null; then
        say "these packages are missing, and neither root nor sudo is at hand. Install them with:"
        fail "    apt-get install --no-install-recommends $missing"
    fi
    say "installing $missing"
    setup_log=$(mktemp)
    apt_quietly update
    # shellcheck disable=SC2086
    apt_quietly install $missing
    rm -f "$setup_log"
}

# configure FOLDER OPTIONS...: makes a build folder, unless it is there. Hundreds of tests are
# linked, and gold takes half the time of the usual linker.
configure() {
    folder=$1
    shift
    [ -f "$folder/build.ninja" ] && return 0
    [ -z "${CC_LD:-}" ] && command -v ld.gold >/dev/null && export CC_LD=gold
    setup_log=$(mktemp)
    meson setup "$folder" "$@" >"$setup_log" 2>&1 || {
        tail -n 30 "$setup_log" >&2
        return 1
    }
    rm -f "$setup_log"
}

# compile FOLDER TARGETS...: builds, and prints something only when it fails.
compile() {
    folder=$1
    shift
    setup_log=$(mktemp)
    ninja -C "$folder" "$@" >"$setup_log" 2>&1 || {
        grep -v '^\[' "$setup_log" | head -n 60 >&2
        return 1
    }
    rm -f "$setup_log"
}
