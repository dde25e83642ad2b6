# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file says its licence in its first lines."""
from tree import Problem

ENDINGS = ('.c', '.h', '.py', '.sh', '.css', '.ui', '.build', '.xml', '.xml.in', '.desktop.in', '.svg', '.po', '.dict',
           'meson_options.txt', '.ci/run', '.supp')
GPL = 'SPDX-License-Identifier: GPL-3.0-or-later'
CC0 = 'SPDX-License-Identifier: CC0-1.0'


def check(tree):
    for path in tree.find(*ENDINGS):
        wanted = CC0 if path.endswith('.metainfo.xml.in') else GPL
        head = tree.text(path).splitlines()[:4]
        if not any(wanted in line for line in head):
            yield Problem(path, 1, f'write "{wanted}" into the first line')
    for path in tree.paths:
        if path.startswith('tests/conformance/data/') and path.count('/') > 3:
            folder = '/'.join(path.split('/')[:4])
            if not any(other.startswith(folder + '/LICEN') for other in tree.paths):
                yield Problem(path, 1, f'data of others needs its licence beside it: {folder}/LICENSE')
                break
