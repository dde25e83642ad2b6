#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# debian-13.sh FOLDER: builds without a warning and runs the tests of the engine on Debian 13, in a chroot that is made in
# FOLDER (2 GB) and stays there for the next time. Needs root, debootstrap and the network; not part of the usual run.
set -eu
folder=${1:?usage: debian-13.sh FOLDER}
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
source=$(cd "$(dirname "$0")/.." && pwd)
[ "$(id -u)" -eq 0 ] || { echo "A chroot is made by root." >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "Please install the package debootstrap." >&2; exit 1; }
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
root=$folder/root

if [ ! -e "$folder/complete" ]; then
  rm -rf "$root"
  debootstrap --variant=minbase trixie "$root" "$mirror"
  touch "$folder/complete"
fi
cp /etc/resolv.conf "$root/etc/resolv.conf"
rm -rf "$root/src"
git clone -q "$source" "$root/src"

# What is mounted for it is mounted in a namespace of its own and ends with it, as does every process.
# shellcheck disable=SC2016
exec unshare --mount --pid --fork --kill-child bash -euc '
  mount --make-rprivate / 2>/dev/null || true
  mount -t proc proc "$1/proc"
  mount -t tmpfs -o mode=755 dev "$1/dev"
  mkdir "$1/dev/shm" "$1/dev/pts"
  for device in null zero full random urandom tty; do
    touch "$1/dev/$device"
    mount --bind "/dev/$device" "$1/dev/$device"
  done
  ln -s /proc/self/fd "$1/dev/fd"
  mount -t tmpfs -o mode=1777 shm "$1/dev/shm"
  mount -t tmpfs -o mode=1777 tmp "$1/tmp"
  exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 chroot "$1" bash -euc "
    cd /src
    bash tests/install.sh test
    meson setup build -Dwerror=true -Dui_tests=disabled
    meson compile -C build
    meson test -C build --print-errorlogs --suite unit --suite conformance --suite fuzz
    dpkg-query -W libgtk-4-1 libadwaita-1-0 libglib2.0-0t64 libcares2 libgnutls30t64"
' debian-13 "$root"
