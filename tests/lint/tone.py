# SPDX-License-Identifier: GPL-3.0-or-later
"""Calm words: nothing that scares or blames, in either language."""
import re

import catalogue
from tree import Problem

JAPANESE = {
    '危険': 'say what can happen: 届かないことがあります',
    '不正': 'say what is the case: 読み取れません, 合っていません',
    '異常': 'say what is the case',
    '攻撃': 'name what a reader can do, not an enemy',
    '違反': '決まりと合っていません',
    '致命的': '要対応',
    '至急': 'leave it out',
    '今すぐ': 'leave it out',
    'バウンス': 'エラーメール',
}
HEADLINE_JAPANESE = {'なりすまし': 'a headline accuses nobody: 差出人の確認'}
HEADLINE_FILE = re.compile(r'wording-verdict\.c')

ENGLISH = re.compile(
    r"\b(danger\w*|attack\w*|hack(?:ed|er|ers|ing)|threat\w*|fatal\w*|urgent\w*|immediately|violat\w*|emergency"
    r"|critical\w*|alarm\w*|catastroph\w*|disast\w*|illegal\w*|shame\w*|stupid\w*|your (?:fault|mistake))\b|now!|!!",
    re.IGNORECASE)


def check(tree):
    places = {}
    for message in catalogue.extract(tree):
        places[message.key] = message.places
        for text in filter(None, (message.text, message.plural)):
            found = ENGLISH.search(text)
            if found is not None:
                path, _, line = (message.places or ['po/POTFILES.in:1'])[0].rpartition(':')
                yield Problem(path, int(line) if line.isdigit() else 1,
                              f'"{found[0]}": calm words only; say what is the case and what to do')

    for message in catalogue.parse(tree.text('po/ja.po')):
        words = dict(JAPANESE)
        if any(HEADLINE_FILE.search(place) for place in places.get(message.key, [])):
            words.update(HEADLINE_JAPANESE)
        for translation in message.translations:
            for word, remedy in words.items():
                if word in translation:
                    yield Problem('po/ja.po', message.line, f'「{word}」: {remedy}')
