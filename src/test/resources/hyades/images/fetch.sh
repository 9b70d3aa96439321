#!/bin/sh
# Unpacks the FITS files of a Debian package into a folder, without root, as mpj/setup fetches MPJ Express:
#   fetch.sh PACKAGE FOLDER
# One line says what hinders it. The folder appears whole or not at all.
set -u
package=$1
folder=$2
[ ! -d "$folder" ] || exit 0
fail() {
    echo "$1" >&2
    exit 1
}
for tool in apt-get dpkg-deb tar; do
    command -v "$tool" >/dev/null 2>&1 || fail "no '$tool' here to fetch Debian's $package"
done
mkdir -p "$(dirname "$folder")" || exit 1
work=$(mktemp -d "$folder.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/files"
apt() {
    timeout 120 apt-get -q -o APT::Sandbox::User="$(id -un)" -o Acquire::Retries=1 -o Acquire::http::Timeout=15 "$@" >>"$work/log" 2>&1
}
private_apt() { # package lists of our own, where the system's are missing or stale
    apt -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" "$@"
}
cd "$work" || exit 1
apt download "$package" || { private_apt update && private_apt download "$package"; } ||
    fail "cannot download Debian's $package: $(grep -m1 '^E:' log || echo 'apt-get failed')"
dpkg-deb --fsys-tarfile "$package"_*.deb | tar -x -C files --wildcards '*.fits' '*.fit' '*.mt' '*.tfits' 2>>log
find files -type f -exec mv {} "$work/cache" \; # flat
rm -rf cache/archives cache/*.bin
[ -n "$(ls cache)" ] || fail "no FITS file in Debian's $package"
mv cache "$folder"
