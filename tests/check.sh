#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is needed, builds without a warning, and runs all tests; then builds once more with the address and
# undefined-behaviour sanitizers and runs the tests of the engine again. Ends with "N passed, N failed, N skipped".
set -eu
cd "$(dirname "$0")/.."

bash tests/install.sh test

failed=0

# run FOLDER "SETUP OPTIONS" TEST-OPTIONS…
run() {
  local folder=$1 options again=
  read -ra options <<<"$2"
  shift 2
  [ ! -e "$folder/meson-private/coredata.dat" ] || again=--reconfigure
  echo
  echo "== $folder"
  meson setup $again "$folder" "${options[@]}"
  rm -f "$folder/meson-logs/testlog.json"
  meson test -C "$folder" --print-errorlogs --timeout-multiplier 4 "$@" || failed=1
}

run build-test "-Dwerror=true"

export ASAN_OPTIONS=detect_leaks=1:fast_unwind_on_malloc=0:strict_string_checks=1:detect_stack_use_after_return=1
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
run build-sanitized "-Dwerror=true -Db_sanitize=address,undefined -Db_lundef=false -Dui_tests=disabled" \
  --suite unit --suite fuzz --suite conformance

echo
python3 tests/summary.py build-test build-sanitized || failed=1
exit $failed
