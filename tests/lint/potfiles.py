# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in names every file with text that people read, and no other."""
import re

from tree import Problem, without_comments

IN_C = re.compile(r'\b(?:_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2?|gettext) \((?=\s*[\w,\s]*")')
IN_XML = re.compile(r'translatable="(?:yes|true|1)"')
ALWAYS = ('.desktop.in', '.metainfo.xml.in')


def listed(tree):
    """{path: line} of the list."""
    paths = {}
    for number, line in enumerate(tree.text('po/POTFILES.in').splitlines(), 1):
        name = line.strip()
        if name and not name.startswith('#'):
            paths[name] = number
    return paths


def has_text(tree, path):
    if path.endswith(ALWAYS):
        return True
    if path.endswith(('.c', '.h')):
        text = without_comments(tree.text(path))
        return any('define' not in text[text.rfind('\n', 0, match.start()) + 1:match.start()]
                   for match in IN_C.finditer(text))
    if path.endswith('.gschema.xml'):
        return '<summary>' in tree.text(path)
    return IN_XML.search(tree.text(path)) is not None


def check(tree):
    paths = listed(tree)
    candidates = (tree.find('.c', '.h', '.ui', under='src/')
                  + tree.find('.desktop.in', '.metainfo.xml.in', '.gschema.xml', under='data/'))
    for path in candidates:
        if has_text(tree, path) and path not in paths:
            yield Problem(path, 1, f'has text that people read: add {path} to po/POTFILES.in')
    for path, number in paths.items():
        if not tree.exists(path):
            yield Problem('po/POTFILES.in', number, f'{path} is not there: take it out')
        elif path in candidates and not has_text(tree, path):
            yield Problem('po/POTFILES.in', number, f'{path} has no text to translate: take it out')
    names = list(paths)
    if names != sorted(names):
        yield Problem('po/POTFILES.in', 1, 'keep the list in alphabetical order (LC_ALL=C sort)')
