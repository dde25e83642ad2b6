# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads gettext's text files: what xgettext finds in the sources, and what po/ja.po says of it."""
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field

import potfiles
from tree import Skip

# The keywords of meson's preset 'glib'; the engine marks with N_ () and looks up with hato_translate ().
KEYWORDS = ['--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2', '--keyword=g_dcgettext:2',
            '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext2:2c,3', '--keyword=ngettext:1,2',
            '--flag=N_:1:pass-c-format', '--flag=C_:2:pass-c-format', '--flag=NC_:2:pass-c-format',
            '--flag=g_dngettext:2:pass-c-format', '--flag=g_strdup_printf:1:c-format',
            '--flag=g_string_printf:2:c-format', '--flag=g_string_append_printf:2:c-format',
            '--flag=g_print:1:c-format', '--flag=g_printerr:1:c-format', '--flag=g_set_error:4:c-format',
            '--flag=g_error_new:3:c-format', '--flag=hato_translate:2:pass-c-format']


@dataclass
class Message:
    line: int = 0
    context: str = None
    text: str = ''
    plural: str = None
    translations: list = field(default_factory=list)
    flags: set = field(default_factory=set)
    places: list = field(default_factory=list)
    obsolete: bool = False

    @property
    def key(self):
        return (self.context, self.text)


ESCAPES = {'n': '\n', 't': '\t', '"': '"', '\\': '\\', 'r': '\r', 'a': '\a'}
KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)\s+"(.*)"$')


def unescape(text):
    return re.sub(r'\\(.)', lambda m: ESCAPES.get(m[1], m[1]), text)


def parse(text):
    """The messages of a .po or .pot text, its header left out."""
    messages, message, put = [], Message(), None

    def add(name, value):
        if name == 'msgctxt':
            message.context = (message.context or '') + value
        elif name == 'msgid':
            message.text += value
        elif name == 'msgid_plural':
            message.plural = (message.plural or '') + value
        else:
            message.translations[-1] += value

    for number, line in enumerate(text.splitlines() + [''], 1):
        line = line.strip()
        if line.startswith('#~'):
            message.obsolete = True
            line = line[2:].strip()
        if not line:
            if message.line and (message.text or message.context is not None):
                messages.append(message)
            message, put = Message(), None
        elif line.startswith('#,'):
            message.flags |= {flag.strip() for flag in line[2:].split(',')}
        elif line.startswith('#:'):
            message.places += line[2:].split()
        elif line.startswith('"') and put:
            add(put, unescape(line[1:-1]))
        elif (match := KEYWORD.match(line)) is not None:
            put = match[1]
            message.line = message.line or number
            if put.startswith('msgstr'):
                message.translations.append('')
            add(put, unescape(match[3]))
    return [message for message in messages if message.text]


def extract(tree):
    """Every message of the files in POTFILES.in, as xgettext sees them."""
    if shutil.which('xgettext') is None:
        raise Skip('xgettext is not installed (package gettext)')
    names = [name for name in potfiles.listed(tree) if tree.exists(name)]
    if not names:
        return []
    with tempfile.TemporaryDirectory() as folder:
        output = os.path.join(folder, 'all.pot')
        result = subprocess.run(
            ['xgettext', '--from-code=UTF-8', '--add-comments', '--no-wrap', '-o', output] + KEYWORDS + names,
            cwd=tree.root, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise RuntimeError('xgettext: ' + result.stderr)
        if not os.path.exists(output):
            return []
        with open(output, encoding='utf-8') as file:
            return parse(file.read())
