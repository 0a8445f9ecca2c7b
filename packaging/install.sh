#!/usr/bin/env bash
# Installs the packages of the groups given, of packages.txt, that dpkg does not have yet.
# Says what it installs; touches nothing when nothing is missing. Usage: install.sh GROUP…
set -euo pipefail

list="$(cd "$(dirname "$0")" && pwd)/packages.txt"

packagesOf() {
    awk -v groups=" $* " '
        { sub(/#.*/, "") }
        /^\[/ { gsub(/[][ \t]/, ""); wanted = index(groups, " " $0 " "); next }
        wanted && NF { print $1 }' "$list"
}

isInstalled() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

asRoot() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

nameAndStop() {
    echo "$1" >&2
    echo "Install these, or what your system calls them, and start again:" >&2
    printf '    %s\n' "${missing[@]}" >&2
    exit 1
}

missing=()
if command -v dpkg-query >/dev/null; then
    for package in $(packagesOf "$@"); do
        isInstalled "$package" || missing+=("$package")
    done
else
    mapfile -t missing < <(packagesOf "$@")
    # Where people look after their own packages there is nobody to ask whether they are there.
    if [ -n "${TACKLEBOX_NO_INSTALL:-}" ]; then exit 0; fi
    missing+=("(set TACKLEBOX_NO_INSTALL=1 once they are there)")
fi
if [ ${#missing[@]} -eq 0 ]; then
    echo "packages: all there ($*)"
    exit 0
fi

system="$(. /etc/os-release 2>/dev/null && echo "${ID:-unknown} ${VERSION_ID:-}")" || system=unknown
[ "$system" = "debian 12" ] && command -v apt-get >/dev/null \
    || nameAndStop "Packages are installed by this script on Debian 12 alone; this is: $system"
[ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null \
    || nameAndStop "Installing packages needs root, and there is no sudo."

echo "packages: installing ${missing[*]}"

# The tests start servers themselves, on free ports: Debian's own services must not begin to listen.
servers=()
for package in "${missing[@]}"; do
    case "$package" in
        nginx-light) [ -e /usr/sbin/nginx ] || servers+=(nginx) ;;
        krb5-kdc | krb5-admin-server) servers+=("$package") ;;
    esac
done
policy=/usr/sbin/policy-rc.d
ownsPolicy=false
dropPolicy() { if $ownsPolicy; then asRoot rm -f "$policy"; fi; }
trap dropPolicy EXIT
if [ ${#servers[@]} -gt 0 ] && [ ! -e "$policy" ]; then
    ownsPolicy=true
    printf '#!/bin/sh\nfor server in %s; do case "$1" in $server|$server.service) exit 101 ;; esac; done\nexit 0\n' \
        "${servers[*]}" | asRoot tee "$policy" >/dev/null
    asRoot chmod 0755 "$policy"
fi

apt() {
    asRoot env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 "$@" </dev/null
}
apt update || echo "packages: the package lists could not be refreshed; trying with those at hand" >&2
apt install --no-install-recommends "${missing[@]}"

for server in "${servers[@]}"; do
    if command -v systemctl >/dev/null; then
        asRoot systemctl disable "$server" >/dev/null 2>&1 || true
    else
        asRoot update-rc.d "$server" disable >/dev/null 2>&1 || true
    fi
    # A policy of somebody else may have let it start.
    $ownsPolicy || asRoot service "$server" stop >/dev/null 2>&1 || true
done
