# SPDX-License-Identifier: GPL-3.0-or-later
"""The sources are as clang-format leaves them."""
import re
import shutil
import subprocess

from tree import Problem, Skip

OLDEST = 14
COMPLAINT = re.compile(r'^(.+?):(\d+):\d+: ')


def check(tree):
    program = shutil.which('clang-format')
    if program is None:
        raise Skip('clang-format is not installed')
    version = re.search(r'version (\d+)', subprocess.run([program, '--version'], capture_output=True, text=True, check=True).stdout)
    if version is None or int(version[1]) < OLDEST:
        raise Skip(f'clang-format is older than {OLDEST}')

    paths = tree.find('.c', '.h')
    if not paths:
        return
    result = subprocess.run([program, '--dry-run', '-style=file'] + paths, cwd=tree.root, capture_output=True, text=True, check=False)
    seen = set()
    for line in result.stderr.splitlines():
        match = COMPLAINT.match(line)
        if match is not None and match[1] not in seen:
            seen.add(match[1])
            yield Problem(match[1], int(match[2]), f'clang-format -i {match[1]}')
