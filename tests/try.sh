#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is needed, builds, and checks the built-in sample shop: on the terminal, and in the window where there
# is a display. Everything built stays in the folder build/.
set -eu
cd "$(dirname "$0")/.."

bash tests/install.sh build

root=$PWD/build/installed
if [ -e build/meson-private/coredata.dat ]; then
  meson setup --reconfigure build --prefix="$root"
else
  meson setup build --prefix="$root"
fi
meson compile -C build
meson install -C build --quiet

echo
echo "== hatobin-cli check --sample"
status=0
"$root/bin/hatobin-cli" check --sample || status=$?
# 1 = a problem was found, as it should be: the sample shop has one.
[ "$status" -le 1 ] || { echo "hatobin-cli ended with $status" >&2; exit "$status"; }

echo
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  echo "No display here, so the window was not opened. On a desktop: build/installed/bin/hatobin --sample"
  exit 0
fi
export XDG_DATA_DIRS="$root/share:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"
nohup "$root/bin/hatobin" --sample </dev/null >build/window.log 2>&1 &
window=$!
sleep 3
if ! kill -0 "$window" 2>/dev/null && ! wait "$window"; then
  echo "The window could not be opened:" >&2
  cat build/window.log >&2
  exit 1
fi
echo "The window is open on the sample (again: build/installed/bin/hatobin --sample)."
