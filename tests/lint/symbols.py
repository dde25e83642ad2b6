# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engine library shows is named hato_*, and it keeps no state of its own."""
import os
import re
import shutil
import subprocess

from tree import Problem, Skip

LIBRARY = 'src/libhato-engine.a'
SYMBOL = re.compile(r'^[0-9a-f]+ (.{7}) (\S+)\s+[0-9a-f]+ (?:\.hidden )?(\S+)$')
OBJECT = re.compile(r'^(\S+):\s+file format')
# What the type macros of GObject and the resource compiler keep.
MADE_BY_MACROS = re.compile(
    r'(_parent_class|_private_offset|^static_g_define_type_id|^gtype_id|^static_resource|__g_once_init\w*|^quark|^q|^once)'
    r'(\.\d+)?$')


def check(tree):
    library = os.path.join(tree.build or '', LIBRARY)
    if not os.path.exists(library):
        raise Skip('the engine library is not built')
    if shutil.which('objdump') is None:
        raise Skip('objdump is not installed')

    result = subprocess.run(['objdump', '-t', library], capture_output=True, text=True, check=True)
    path = LIBRARY
    for line in result.stdout.splitlines():
        if (name := OBJECT.match(line)) is not None:
            path = 'src/' + os.path.basename(name[1]).removesuffix('.o').replace('_', '/', 1)
        match = SYMBOL.match(line)
        if match is None or match[2] in ('*UND*', '*ABS*'):
            continue
        flags, section, symbol = match[1], match[2], match[3]
        if flags[0] in 'gu' and not symbol.startswith('hato_'):
            yield Problem(path, 1, f'{symbol}: make it static, or name it hato_{symbol}')
        is_state = section.startswith(('.data.', '.bss', '.data')) and not section.startswith('.data.rel.ro')
        if is_state and 'O' in flags and not MADE_BY_MACROS.search(symbol):
            yield Problem(path, 1, f'{symbol}: no state outside what is handed in (const, or a field of a struct)')
