#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""summary.py BUILD-FOLDER…: adds up what `meson test` wrote there, names what failed or was skipped, and ends with a
line "N passed, N failed, N skipped". Exit status 1 if any failed, or a folder has no results."""
import json
import os
import sys

PASSED = ('OK', 'EXPECTEDFAIL')


def results_of(folder):
    path = os.path.join(folder, 'meson-logs', 'testlog.json')
    if not os.path.exists(path):
        return [('the build', 'FAIL', '')]
    with open(path, encoding='utf-8') as file:
        tests = [json.loads(line) for line in file if line.strip()]
    return [(test['name'], test['result'], (test.get('stdout') or '').strip()) for test in tests]


def main(folders):
    passed = failed = skipped = 0
    for folder in folders:
        for name, result, output in results_of(folder):
            if result in PASSED:
                passed += 1
            elif result == 'SKIP':
                skipped += 1
                print(f'skipped in {folder}: {name}: {output.splitlines()[-1] if output else "no reason given"}')
            else:
                failed += 1
                print(f'failed in {folder}: {name} ({result})')
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
