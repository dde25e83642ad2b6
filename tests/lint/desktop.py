# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop reads of us is valid: desktop file, metainfo, settings schema."""
import glob
import os
import shutil
import subprocess

from tree import Problem, Skip

CHECKS = [
    ('*.desktop', ['desktop-file-validate']),
    ('*.metainfo.xml', ['appstreamcli', 'validate', '--no-net']),
    ('*.gschema.xml', ['glib-compile-schemas', '--strict', '--dry-run']),
]


def check(tree):
    folders = [os.path.join(tree.build or tree.root, 'data'), os.path.join(tree.root, 'data')]
    missing = [command[0] for _, command in CHECKS if shutil.which(command[0]) is None]
    if missing:
        raise Skip('not installed: ' + ', '.join(missing))

    for pattern, command in CHECKS:
        for folder in folders:
            for path in sorted(glob.glob(os.path.join(folder, pattern))):
                target = os.path.dirname(path) if command[0] == 'glib-compile-schemas' else path
                result = subprocess.run(command + [target], capture_output=True, text=True, check=False)
                if result.returncode != 0:
                    said = ' / '.join((result.stdout + result.stderr).split('\n')).strip()
                    yield Problem(os.path.relpath(path, tree.root), 1, f'{command[0]}: {said}')
