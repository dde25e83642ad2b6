#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is needed, builds without a warning, and runs all tests; then builds once more with the address and
# undefined-behaviour sanitizers and runs the tests of the engine, of the lab and of the window again, and with the thread
# sanitizer and runs the unit tests. Ends with "N passed, N failed, N skipped".
set -eu
cd "$(dirname "$0")/.."

bash tests/install.sh test

failed=0

# set_up FOLDER OPTION…
set_up() {
  local folder=$1 again=
  [ ! -e "$folder/meson-private/coredata.dat" ] || again=--reconfigure
  echo
  echo "== $folder"
  meson setup $again "$@"
  rm -f "$folder/meson-logs/testlog.json"
}

# try_all FOLDER OPTION…
try_all() {
  meson test -C "$1" --print-errorlogs --timeout-multiplier 4 "${@:2}" || failed=1
}

# lab_in FOLDER: the servers of the lab, while there is a network; without one its tests are skipped and say so.
lab_in() {
  bash tests/lab/daemons.sh "$1/tests/lab/daemons" || echo "The servers of the lab could not be fetched."
}

set_up build-test -Dwerror=true
lab_in build-test
# meson test builds only what its tests name; the translations and the benches must build too.
meson compile -C build-test
try_all build-test

export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/tests/fakes/leak-sanitizer.supp:print_suppressions=0
set_up build-sanitized -Dwerror=true -Db_sanitize=address,undefined -Db_lundef=false
lab_in build-sanitized
try_all build-sanitized --suite unit --suite fuzz --suite conformance --suite lab --suite ui-untimed

# Kernels that scatter memory widely stop the thread sanitizer of this compiler before main ().
threads_checked() {
  local program
  program=$(mktemp)
  echo 'int main (void) { return 0; }' | cc -fsanitize=thread -x c -o "$program" - && "$program"
  local status=$?
  rm -f "$program"
  return $status
}

folders=(build-test build-sanitized)
if threads_checked >/dev/null 2>&1; then
  set_up build-threads -Dwerror=true -Db_sanitize=thread -Dthread_annotations=true -Db_lundef=false -Dui_tests=disabled
  try_all build-threads --suite unit
  folders+=(build-threads)
else
  echo "The thread sanitizer does not start on this machine: threads are checked by the usual tests alone."
fi

echo
python3 tests/summary.py "${folders[@]}" || failed=1
exit $failed
