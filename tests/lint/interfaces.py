# SPDX-License-Identifier: GPL-3.0-or-later
"""The .ui files keep to GTK 4.8 and libadwaita 1.2, make no markup of what they show, and ship their icons."""
import re
import xml.etree.ElementTree as ElementTree

from tree import Problem, strings

CLASSES = 'tests/lint/ui-classes.txt'
ROWS = ('AdwActionRow', 'AdwExpanderRow', 'AdwEntryRow', 'AdwPasswordEntryRow', 'AdwComboRow', 'AdwPreferencesRow')
FALSE = ('false', 'False', '0', 'no')
ALIAS = re.compile(r'alias="([a-z0-9-]+-symbolic)\.')
ICON = re.compile(r'^[a-z0-9-]+-symbolic$')


def line_of(text, needle):
    at = text.find(needle)
    return text.count('\n', 0, at) + 1 if at >= 0 else 1


def shipped_icons(tree):
    files = {path.rsplit('/', 1)[1].removesuffix('.svg') for path in tree.find('.svg')}
    return files.union(*(ALIAS.findall(tree.text(path)) for path in tree.find('.gresource.xml')))


def property_of(node, name):
    for child in node.findall('property'):
        if child.get('name', '').replace('_', '-') == name:
            return (child.text or '').strip()
    return None


def check_file(tree, path, classes, icons):
    text = tree.text(path)
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        yield Problem(path, error.position[0], f'is not XML: {error}')
        return

    for node in root.iter():
        name = node.get('parent') if node.tag == 'template' else node.get('class')
        if node.tag in ('object', 'template') and name and not name.startswith('Hato') and name not in classes:
            yield Problem(path, line_of(text, f'"{name}"'),
                          f'{name}: not in GTK 4.8 / libadwaita 1.2, or deprecated soon after ({CLASSES})')
        if node.tag == 'object' and name in ROWS and property_of(node, 'use-markup') not in FALSE:
            identity = node.get('id') or name
            yield Problem(path, line_of(text, f'"{identity}"'),
                          f'{identity}: its title is markup unless <property name="use-markup">false</property>')
        if node.tag == 'property':
            value = (node.text or '').strip()
            if node.get('name') == 'use-markup' and value not in FALSE:
                yield Problem(path, line_of(text, 'use-markup'), 'use-markup stays off')
            if node.get('name') in ('icon-name', 'start-icon-name') and ICON.match(value) and value not in icons:
                yield Problem(path, line_of(text, value), f'{value}: ship every icon used, themes drop them')


def check(tree):
    classes = set(tree.text(CLASSES).split())
    icons = shipped_icons(tree)
    for path in tree.find('.ui', under='src/'):
        yield from check_file(tree, path, classes, icons)
    for path in tree.find('.c', under='src/ui/'):
        text = tree.text(path)
        for line, value in strings(text):
            if ICON.match(value) and value not in icons:
                yield Problem(path, line, f'{value}: ship every icon used, themes drop them')
        for name in ('adw_action_row_new', 'adw_expander_row_new', 'adw_entry_row_new'):
            if name + ' (' in text and 'adw_preferences_row_set_use_markup' not in text:
                yield Problem(path, line_of(text, name), 'its title is markup unless adw_preferences_row_set_use_markup (row, FALSE)')
