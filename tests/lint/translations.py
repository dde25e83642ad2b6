# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text is translated into Japanese, with the same placeholders and arguments."""
import collections
import re

import catalogue
from tree import Problem

PO = 'po/ja.po'
BRACES = re.compile(r'\{[^{}\s]*\}')
DIRECTIVE = re.compile(r'%(?:(\d+)\$)?[-+#0\']*(?:\*|\d+)?(?:\.(?:\*|\d+))?(hh|h|ll|l|j|z|t|L|q)?([diouxXeEfFgGaAcspn%])')


def arguments(text):
    """The printf arguments that a format takes, by position."""
    found, position = {}, 0
    for match in DIRECTIVE.finditer(text):
        if match[3] == '%':
            continue
        position += 1
        found[int(match[1] or position)] = (match[2] or '') + match[3]
    return found


def placeholders(text):
    return collections.Counter(BRACES.findall(text))


def translation_problem(source, message, translation):
    original = source.plural if source.plural is not None else source.text
    # A date's format is marked no-c-format: its order is the translator's.
    if 'no-c-format' not in source.flags and arguments(original) != arguments(translation):
        return f'printf arguments differ from "{original}"'
    if set(placeholders(original)) != set(placeholders(translation)):
        missing = set(placeholders(original)) - set(placeholders(translation))
        extra = set(placeholders(translation)) - set(placeholders(original))
        return f'placeholders differ: missing {sorted(missing)}, unknown {sorted(extra)}'
    if original.endswith('\n') != translation.endswith('\n'):
        return 'only one of text and translation ends in a line feed'
    return None


def check(tree):
    translated = {}
    for message in catalogue.parse(tree.text(PO)):
        if message.obsolete:
            yield Problem(PO, message.line, f'"{message.text[:60]}" is no longer used: take it out')
            continue
        if message.key in translated:
            yield Problem(PO, message.line, f'"{message.text[:60]}" stands twice')
        translated[message.key] = message

    wanted = {message.key: message for message in catalogue.extract(tree)}
    for key, source in wanted.items():
        message = translated.get(key)
        path, _, line = (source.places or [PO + ':1'])[0].rpartition(':')
        line = int(line) if line.isdigit() else 1
        if message is None or not any(message.translations):
            yield Problem(path or PO, line, f'"{source.text[:90]}" has no Japanese: add it to {PO}')
        elif 'fuzzy' in message.flags:
            yield Problem(PO, message.line, f'"{source.text[:60]}" is fuzzy: look at it and take the mark away')
        else:
            for translation in message.translations:
                text = translation_problem(source, message, translation)
                if text is not None:
                    yield Problem(PO, message.line, text)
    for key, message in translated.items():
        if key not in wanted:
            yield Problem(PO, message.line, f'"{message.text[:60]}" is in no file of POTFILES.in: take it out')
