#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# install.sh build|test: installs what is missing of Debian's packages for building, or for building and testing.
# Works for root, and for a user with sudo. Asks nothing; removes nothing; starts and restarts no service.
set -eu

build=(build-essential ca-certificates desktop-file-utils gettext gtk-update-icon-cache libadwaita-1-dev libc-ares-dev
  libcairo2-dev libfreetype-dev libglib2.0-bin libgmime-3.0-dev libgnutls28-dev libgtk-4-bin libgtk-4-dev libharfbuzz-dev
  libjson-glib-dev libpango1.0-dev libpsl-dev libqpdf-dev libqrencode-dev librsvg2-common libsoup-3.0-dev meson ninja-build
  pkg-config)
test=(appstream at-spi2-core binutils clang-format dbus-daemon fonts-noto-cjk gir1.2-atspi-2.0 imagemagick iproute2 locales
  poppler-utils python3 python3-gi qpdf x11-utils xdotool xvfb)

case ${1:-} in
  build) packages=("${build[@]}") ;;
  test) packages=("${build[@]}" "${test[@]}") ;;
  *) sed -n '3,4s/^# //p' "$0" >&2; exit 2 ;;
esac

missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "All packages are here: nothing to install."
  exit 0
fi

as_root=(env)
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "Please install as root, or with sudo: ${missing[*]}" >&2; exit 1; }
  # Without a terminal sudo could not ask for a password, and must not wait for one.
  if [ -t 0 ]; then as_root=(sudo env); else as_root=(sudo -n env); fi
fi
# The packages' scripts ask nothing, and talk to no running systemd: nothing is started or restarted.
as_root+=(DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none NEEDRESTART_SUSPEND=1 SYSTEMD_OFFLINE=1)

# The network of a package server may fail for a moment: three tries, apart from apt's own.
apt() {
  local try
  for try in 1 2 3; do
    "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 \
      -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" </dev/null && return 0
    [ "$try" -eq 3 ] || { echo "apt-get $1 failed; another try in $((try * 10)) seconds."; sleep $((try * 10)); }
  done
  return 1
}

echo "Installing from Debian: ${missing[*]}"
apt update
apt install -y --no-install-recommends --no-remove "${missing[@]}"
