# SPDX-License-Identifier: GPL-3.0-or-later
"""The window in its states and dresses, photographed into HATOBIN_UI_FOLDER/photographs for people to look at. What a
machine can see of them is asserted: nothing is cut off, and everything that can have the focus has a name."""
import os
import subprocess
import unittest

from case import ENGLISH, GOOD, HOSTILE, JAPANESE, NARROW, PHOTOGRAPHS, WIDE, WORDS, WindowCase

DRESSES = {
    'light': {},
    'dark': {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'},
    'contrast': {'ADW_DEBUG_HIGH_CONTRAST': '1'},
}
CHINESE_FIRST = '''<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <match target="pattern">
    <edit name="family" mode="append" binding="weak"><string>DejaVu Sans</string><string>Noto Sans CJK SC</string></edit>
  </match>
</fontconfig>
'''


class PhotographsTest(WindowCase):
    def test_empty_and_result(self):
        for language, short in ((ENGLISH, 'en'), (JAPANESE, 'ja')):
            for dress, environment in DRESSES.items():
                person = self.start(language=language, environment=environment)
                person.find('label', WORDS[language]['empty'])
                self.take(person, f'empty-{dress}-{short}')
                person.press(person.find('push button', WORDS[language]['sample']))
                self.headline(person, WORDS[language]['missing'])
                self.take(person, f'result-{dress}-{short}')
                person.close()

    def test_details(self):
        for language, short in ((ENGLISH, 'en'), (JAPANESE, 'ja')):
            person = self.start('--sample', language=language)
            self.headline(person, WORDS[language]['missing'])
            person.press(person.find('push button', WORDS[language]['details']))
            person.find('label', WORDS[language]['layers'][0])
            self.take(person, f'details-{short}')
            self.take(person, f'details-narrow-{short}', NARROW)
            person.close()

    def test_sizes(self):
        for language, short in ((ENGLISH, 'en'), (JAPANESE, 'ja')):
            person = self.start('--sample', language=language)
            self.headline(person, WORDS[language]['missing'])
            self.take(person, f'result-wide-{short}', WIDE)
            self.take(person, f'result-narrow-{short}', NARROW)
            person.close()

    def test_large_text(self):
        """Twice as large as usual."""
        self.set_resolution(192)
        self.addCleanup(self.set_resolution, 96)
        for language, short in ((ENGLISH, 'en'), (JAPANESE, 'ja')):
            person = self.start('--sample', language=language)
            self.headline(person, WORDS[language]['missing'])
            self.take(person, f'result-large-text-{short}')
            person.close()

    def test_running(self):
        for language, short in ((ENGLISH, 'en'), (JAPANESE, 'ja')):
            person = self.start('--dns-server', self.slow_server(), language=language)
            self.submit(person, 'example.co.jp', language)
            person.find('push button', WORDS[language]['cancel'])
            self.take(person, f'running-{short}')
            person.key('Escape')
            self.headline(person, WORDS[language]['stopped'])
            self.take(person, f'stopped-{short}')
            person.close()

    def test_japanese_glyphs(self):
        """product U16: in an English window too, on a machine whose first font for these characters is a Chinese one."""
        conf = os.path.join(PHOTOGRAPHS, 'fonts.conf')
        with open(conf, 'w', encoding='utf-8') as file:
            file.write(CHINESE_FIRST)
        pictures = []
        for language in (ENGLISH, JAPANESE):
            person = self.start(language=language, environment={'FONTCONFIG_FILE': conf})
            field = person.find('text', WORDS[language]['field'])
            person.type(field, '直骨令海')
            person.key('Tab')  # the cursor blinks
            person.wait_for_focus(lambda name, language=language: name == WORDS[language]['check'])
            path = os.path.join(PHOTOGRAPHS, 'glyphs-' + language[:2] + '.png')
            person.portrait(path)
            x, y, _, height = person.extent(field)
            inner = f'80x{height - 10}+{x + 10}+{y + 8}'  # the tree knows nothing of the window's own edge
            ink = ['-crop', inner, '+repage', '-fuzz', '5%', '-trim', '+repage', 'ppm:-']
            pictures.append(subprocess.run(['convert', path, *ink], check=True, capture_output=True).stdout)
            person.close()
        self.assertEqual(*pictures)

    def test_in_order(self):
        person = self.start('--zone', self.zone(GOOD))
        self.submit(person, 'good.example.jp')
        person.find('label', lambda name: name.startswith('good.example.jp\n'))
        self.take(person, 'in-order-en')

    def test_foreign_text(self):
        person = self.start('--zone', self.zone(GOOD, HOSTILE))
        self.submit(person, 'bad.example.jp')
        person.find('label', lambda name: name.startswith('bad.example.jp\n'))
        person.press(person.find('push button', WORDS[ENGLISH]['details']))
        person.find('text', 'The record as it was found')
        self.take(person, 'foreign-text-en')


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
