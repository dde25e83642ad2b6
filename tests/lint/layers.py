# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom.

base ← {records, catalogue, net, findings} ← dns ← {tls, bounce} ← advice ← report ← history ← {cli, ui}
"""
import os
import re

from tree import Problem, without_comments

ROWS = [['base'], ['records', 'catalogue', 'net', 'findings'], ['dns'], ['tls', 'bounce'], ['advice'],
        ['report'], ['history'], ['cli', 'ui']]
RANK = {room: rank for rank, row in enumerate(ROWS) for room in row}

# What the window may see beside findings and texts: it makes resolvers and hands them down.
UI_ROOMS = ['base', 'catalogue', 'findings', 'advice', 'report', 'history', 'ui']
UI_HEADERS = ['net/settings.h', 'net/resolver.h', 'net/resolver-ares.h', 'net/resolver-run.h', 'net/resolver-zone.h',
              'net/run-file.h', 'net/session-pool.h']

JUDGES = ['dns', 'tls', 'bounce']

# Libraries that belong to certain rooms.
LIBRARIES = [
    (re.compile(r'^(gtk/|adwaita\.h|gdk/|gsk/)'), ['ui', 'main.c'], 'the engine knows no window'),
    (re.compile(r'^ares'), ['net'], 'only net/ asks the network'),
    (re.compile(r'^libsoup/'), ['net'], 'only net/ asks the network'),
    (re.compile(r'^(cairo|pango)'), ['report', 'ui'], 'pages are drawn in report/'),
    (re.compile(r'^(hb|qpdf/|qrencode)'), ['report'], 'pages are drawn in report/'),
    (re.compile(r'^(time\.h|sys/time\.h)$'), ['base', 'net'], 'take the time from base/clock.h'),
]

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.MULTILINE)
CLOCK = re.compile(
    r'\b(g_get_real_time|g_get_monotonic_time|g_date_time_new_now\w*|clock_gettime|gettimeofday|time) \(')
OPENS = re.compile(r'\b(open|fopen|socket|g_file_\w+|g_socket_\w+|g_resolver_\w+|g_getenv|getenv) \(')


def is_check(path):
    return re.search(r'-check\.[ch]$', path) is not None


def include_problem(path, room, name):
    target = name.split('/')[0] if '/' in name else ''
    if name == 'config.h' or name.endswith('-resources.h'):
        return None
    if target not in RANK:
        return f'"{name}": write project includes with their room, as "base/cursor.h"'
    if room == 'main.c':
        return None if target in ('ui', 'base') else f'main.c only starts the application, and needs no "{name}"'
    if target == room:
        if room in JUDGES and name == 'dns/dns-check.h' and not is_check(path):
            return 'a judge does not know the check that calls it'
        return None
    if RANK[target] == RANK[room]:
        return f'{room}/ and {target}/ stand side by side: what both need moves down a row'
    if RANK[target] > RANK[room]:
        return f'{room}/ may not see {target}/, which stands above it: turn the dependency round'
    if room == 'ui' and target not in UI_ROOMS and name not in UI_HEADERS and not is_check(name):
        return f'the window sees no "{name}": what it draws comes in the finding (excerpt, tree)'
    if room == 'records' and name == 'base/clock.h':
        return 'a parser reads no clock: hand the time in'
    if room in JUDGES and not is_check(path) and (name.startswith('net/resolver') or name == 'base/clock.h'):
        return f'a judge is a pure function of (input, answers): "{name}" belongs in the check'
    return None


def library_problem(room, name):
    for pattern, rooms, why in LIBRARIES:
        if pattern.match(name) and room not in rooms:
            return f'<{name}> in {room}/: {why}'
    return None


def order_problem(path, includes):
    """config.h first, then the own header."""
    if not path.endswith('.c') or not includes:
        return None
    if includes[0][2] != 'config.h':
        return '#include "config.h" stands first'
    own = path.removeprefix('src/')[:-2] + '.h'
    names = [include[2] for include in includes]
    if own in names and names.index(own) != 1:
        return f'the own header "{own}" stands second, so that it is compiled alone once'
    return None


def check(tree):
    for path in tree.find('.c', '.h', under='src/'):
        parts = path.split(os.sep)
        room = parts[1] if len(parts) > 2 or parts[1] == 'main.c' else ''
        if room != 'main.c' and room not in RANK:
            yield Problem(path, 1, 'not in a room of design: move it under src/ROOM/')
            continue

        includes = [(line, match[1], match[2])
                    for line, match in tree.matches(path, INCLUDE, without_comments)]
        for line, kind, name in includes:
            text = include_problem(path, room, name) if kind == '"' else library_problem(room, name)
            if text is not None:
                yield Problem(path, line, text)
        text = order_problem(path, includes)
        if text is not None:
            yield Problem(path, includes[0][0], text)

        if room == 'records' or (room in JUDGES and not is_check(path)):
            for pattern, why in ((CLOCK, 'no clock'), (OPENS, 'opens nothing')):
                for line, match in tree.matches(path, pattern):
                    yield Problem(path, line, f'{match[1]} (): a pure function of its input ({why})')
