#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each rule against a tiny tree that breaks it, and one that keeps it: a rule that cannot fail holds nothing."""
import importlib
import json
import os
import shutil
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

from tree import Skip, Tree  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
SPDX = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'
PO_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'

# Words that the rules forbid, in two pieces so that they do not find themselves.
UNFINISHED = 'TO' 'DO'


class Rules(unittest.TestCase):
    def problems(self, rule, files, build=None):
        with tempfile.TemporaryDirectory() as root:
            for path, text in files.items():
                full = os.path.join(root, path)
                os.makedirs(os.path.dirname(full), exist_ok=True)
                with open(full, 'w', encoding='utf-8') as file:
                    file.write(text)
            if build is not None:
                build(root)
            tree = Tree(root, os.path.join(root, 'build'))
            found = importlib.import_module(rule).check(tree)
            return [str(problem) for problem in found if not tree.allows(problem, rule)]

    def breaks(self, rule, files, *words, build=None):
        found = self.problems(rule, files, build)
        self.assertTrue(found, f'{rule} let it pass: {files}')
        for word in words:
            self.assertTrue(any(word in line for line in found), f'"{word}" not in {found}')

    def keeps(self, rule, files, build=None):
        self.assertEqual(self.problems(rule, files, build), [])

    def needs(self, program):
        if shutil.which(program) is None:
            self.skipTest(f'{program} is not installed')

    def include(self, path, *names):
        lines = ''.join(f'#include {name if name[0] == "<" else chr(34) + name + chr(34)}\n' for name in names)
        return {path: SPDX + ('#include "config.h"\n\n' if path.endswith('.c') else '') + lines}

    # layers

    def test_layers(self):
        self.breaks('layers', self.include('src/base/a.c', 'records/spf-record.h'), 'src/base/a.c:4', 'stands above')
        self.breaks('layers', self.include('src/records/a.c', 'net/zone.h'), 'side by side')
        self.breaks('layers', self.include('src/tls/a.c', 'bounce/dsn.h'), 'side by side')
        self.breaks('layers', self.include('src/cli/a.c', 'ui/window.h'), 'side by side')
        self.breaks('layers', self.include('src/dns/mx.c', 'base/clock.h'), 'pure function')
        self.breaks('layers', self.include('src/dns/mx.c', 'net/resolver.h'), 'pure function')
        self.breaks('layers', self.include('src/records/a.c', 'base/clock.h'), 'no clock')
        self.breaks('layers', self.include('src/ui/a.c', 'records/spf-record.h'), 'the window sees no')
        self.breaks('layers', self.include('src/ui/a.c', 'dns/mx.h'), 'the window sees no')
        self.breaks('layers', self.include('src/report/a.c', '<gtk/gtk.h>'), 'knows no window')
        self.breaks('layers', self.include('src/base/a.c', 'cursor.h'), 'with their room')
        self.breaks('layers', {'src/base/a.c': SPDX + '#include <glib.h>\n'}, 'stands first')
        self.breaks('layers', self.include('src/base/a.c', '<glib.h>', 'base/a.h'), 'stands second')
        self.breaks('layers', self.include('src/misc/a.c', '<glib.h>'), 'not in a room')
        self.breaks('layers', {'src/dns/mx.c': SPDX + '#include "config.h"\nint x = g_get_real_time ();\n'}, 'no clock')
        self.keeps('layers', self.include('src/dns/dns-check.c', 'dns/dns-check.h', 'base/clock.h', 'net/resolver.h'))
        self.keeps('layers', self.include('src/ui/a.c', 'ui/a.h', '<gtk/gtk.h>', 'dns/dns-check.h', 'net/settings.h'))
        self.keeps('layers', self.include('src/main.c', 'ui/application.h'))

    def test_exemption_needs_a_reason(self):
        line = '#include "net/zone.h" /* lint: allow layers%s */\n'
        self.breaks('layers', {'src/records/a.c': '#include "config.h"\n' + line % ''})
        self.keeps('layers', {'src/records/a.c': '#include "config.h"\n' + line % ', tried in this test'})

    # headers

    def test_headers(self):
        self.needs('cc')

        def build(root):
            os.makedirs(os.path.join(root, 'build'))
            entry = {'directory': os.path.join(root, 'build'), 'file': '../src/base/a.c',
                     'command': 'cc -I../src -MD -MF x.d -o x.o -c ../src/base/a.c'}
            with open(os.path.join(root, 'build', 'compile_commands.json'), 'w', encoding='utf-8') as file:
                json.dump([entry], file)

        self.breaks('headers', {'src/base/a.h': 'size_t length (void);\n'}, 'src/base/a.h:1', build=build)
        self.keeps('headers', {'src/base/a.h': '#include <stddef.h>\nsize_t length (void);\n'}, build=build)

    # texts

    def test_potfiles(self):
        text = {'src/base/a.c': 'const char *x = N_ ("Yes");\n'}
        self.breaks('potfiles', {**text, 'po/POTFILES.in': '# none\n'}, 'src/base/a.c:1')
        self.breaks('potfiles', {**text, 'po/POTFILES.in': 'src/base/a.c\nsrc/base/b.c\n'}, 'is not there')
        self.breaks('potfiles', {'src/base/a.c': '/* N_ ("x") */\n', 'po/POTFILES.in': 'src/base/a.c\n'}, 'no text')
        self.breaks('potfiles', {'src/ui/a.ui': '<a translatable="yes">x</a>', 'po/POTFILES.in': ''}, 'src/ui/a.ui')
        self.keeps('potfiles', {**text, 'po/POTFILES.in': 'src/base/a.c\n'})

    def po(self, source, entries):
        return {'src/base/a.c': source, 'po/POTFILES.in': 'src/base/a.c\n', 'po/ja.po': PO_HEAD + entries}

    def test_translations(self):
        self.needs('xgettext')
        plain = 'const char *x = N_ ("Hello {name}");\n'
        self.breaks('translations', self.po(plain, ''), 'src/base/a.c:1', 'has no Japanese')
        self.breaks('translations', self.po(plain, 'msgid "Hello {name}"\nmsgstr ""\n'), 'has no Japanese')
        self.breaks('translations', self.po(plain, '#, fuzzy\nmsgid "Hello {name}"\nmsgstr "{name}"\n'), 'fuzzy')
        self.breaks('translations', self.po(plain, 'msgid "Hello {name}"\nmsgstr "やあ"\n'), 'placeholders differ')
        self.breaks('translations', self.po(plain, 'msgid "Hello {name}"\nmsgstr "{name}"\n\nmsgid "Old"\nmsgstr "古"\n'),
                    'in no file')
        self.keeps('translations', self.po(plain, 'msgid "Hello {name}"\nmsgstr "{name}さん"\n'))

        printf = 'char *x = g_strdup_printf (_("%d of %s"), 1, "a");\n'
        self.breaks('translations', self.po(printf, 'msgid "%d of %s"\nmsgstr "%s の %d"\n'), 'printf arguments')
        self.keeps('translations', self.po(printf, 'msgid "%d of %s"\nmsgstr "%2$s の %1$d"\n'))

    def test_tone(self):
        self.needs('xgettext')
        calm = 'const char *x = N_ ("Not set up yet");\n'
        self.breaks('tone', self.po('const char *x = N_ ("Danger");\n', ''), 'src/base/a.c:1', 'Danger')
        self.breaks('tone', self.po('const char *x = N_ ("Do it now!");\n', ''), 'now!')
        self.breaks('tone', self.po(calm, 'msgid "Not set up yet"\nmsgstr "危険です"\n'), 'po/ja.po', '危険')
        self.breaks('tone', self.po(calm, 'msgid "Not set up yet"\nmsgstr "バウンス"\n'), 'エラーメール')
        self.keeps('tone', self.po(calm, 'msgid "Not set up yet"\nmsgstr "まだ登録されていません"\n'))
        verdict = {'src/advice/wording-verdict.c': calm, 'po/POTFILES.in': 'src/advice/wording-verdict.c\n',
                   'po/ja.po': PO_HEAD + 'msgid "Not set up yet"\nmsgstr "なりすましです"\n'}
        self.breaks('tone', verdict, 'headline')

    def test_wordings(self):
        codes = {'tests/lint/codes.txt': '# codes\nspf.missing\nspf.ok\n'}
        table = {'src/findings/wording-spf.c': 'W x[] = { { "spf.missing", 1, N_ ("a.b") } };\n'}
        self.breaks('wordings', {**codes, 'src/findings/wording-spf.c': 'W x[] = { { "spf.gone", 1 } };\n'}, 'spf.gone')
        self.breaks('wordings', {**codes, **table, 'src/dns/a.c': 'f ("spf.ok");\n'}, 'src/dns/a.c:1', 'no texts')
        self.breaks('wordings', {**codes, 'src/findings/wording-spf.c': '{ "spf.ok" }, { "spf.ok" }\n'}, 'twice')
        self.breaks('wordings', {**codes, **table}, 'made by nobody')
        self.breaks('wordings', {**codes, 'src/findings/wording-spf.c': '{ "spf.ok", N_ ("{colour}") }\n'}, '{colour}')
        self.keeps('wordings', {**codes, **table, 'src/dns/a.c': 'f ("spf.missing"); /* "spf.ok" */\n'})

    # sources

    def test_banned(self):
        for bad in ('strcpy (a, b);', 'sprintf (a, "x");', 'x = atoi (a);', 'sscanf (a, "%d", &x);', 'gets (a);',
                    'system ("ls");', 'popen ("ls", "r");', 'g_task_run_in_thread (t, f);', 'strtok (a, b);',
                    'gtk_label_set_markup (a, b);', 'gtk_label_set_use_markup (a, TRUE);', 'g_error ("x");', 'abort ();',
                    'g_setenv ("A", "b", TRUE);', '#include <ctype.h>', 'isdigit (c);', 'g_regex_new (a, 0, 0, NULL);',
                    'hato_store_get_default ();', 'g_application_get_default ();', 'goto out;', 'gchar *x;',
                    'ares_query (c, n, 1, 1, f, d);', 'g_date_time_new_now_utc ();', 'printf ("x");',
                    'g_thread_new ("x", f, d);', 'x = _("Yes");', '/* ' + UNFINISHED + ' */'):
            self.breaks('banned', {'src/base/a.c': bad + '\n'}, 'src/base/a.c:1')
        self.keeps('banned', {'src/base/a.c': '/* not strcpy () */ f ("strcpy (a, b)"); g_strlcpy_like (a); my_system (b);\n'})
        self.keeps('banned', {'tests/unit/test-a.c': 'g_setenv ("A", "b", TRUE);\n'})
        self.keeps('banned', {'src/base/clock.c': 'x = g_get_real_time ();\n', 'src/base/runner.c': 'g_thread_pool_new ();\n'})

    def test_registered(self):
        self.breaks('registered', {'src/base/a.c': '', 'src/base/meson.build': "files('b.c')"}, 'src/base/a.c:1')
        self.breaks('registered', {'tests/unit/test-a.c': '', 'tests/unit/meson.build': "['ab']"}, "'a'")
        self.breaks('registered', {'tests/fuzz/fuzz-a.c': '', 'tests/fuzz/meson.build': "['a']", 'tests/fuzz/corpus/a/1': ''}, 'seeds')
        self.keeps('registered', {'src/base/a.c': '', 'src/base/meson.build': "files('a.c')"})

    def test_spdx(self):
        self.breaks('spdx', {'src/base/a.c': 'int x;\n'}, 'src/base/a.c:1')
        self.breaks('spdx', {'data/a.metainfo.xml.in': '<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n'}, 'CC0')
        self.breaks('spdx', {'tests/conformance/data/suite/a.yml': 'x\n'}, 'LICENSE')
        self.keeps('spdx', {'src/base/a.c': SPDX, 'tests/conformance/data/suite/a.yml': '', 'tests/conformance/data/suite/LICENSE': ''})

    def test_format(self):
        style = {'.clang-format': 'BasedOnStyle: GNU\n'}
        try:
            self.breaks('format', {**style, 'src/base/a.c': 'int   x;\n'}, 'clang-format -i')
            self.keeps('format', {**style, 'src/base/a.c': 'int x;\n'})
        except Skip as reason:
            self.skipTest(str(reason))

    def test_sizes(self):
        body = 'int\nlong_one (void)\n{\n' + '  x ();\n' * 61 + '}\n'
        self.breaks('sizes', {'src/base/a.c': body}, 'long_one () has 61 lines')
        self.breaks('sizes', {'src/base/a.c': 'int\nf (void)\n{\n  ' + '{' * 5 + '}' * 5 + '\n}\n'}, 'nests 5 deep')
        self.breaks('sizes', {'src/base/a.c': '\n' * 601}, '601 lines')
        self.keeps('sizes', {'src/base/a.c': 'int\nf (void)\n{\n  x ();\n}\n'})

    def test_symbols(self):
        self.needs('cc')
        self.needs('objdump')

        def build(root):
            folder = os.path.join(root, 'build', 'src')
            os.makedirs(folder)
            source, target = os.path.join(root, 'src/base/a.c'), os.path.join(folder, 'base_a.c.o')
            os.system(f'cc -fPIC -c -o {target} {source} && ar rcs {folder}/libhato-engine.a {target}')

        self.breaks('symbols', {'src/base/a.c': 'void loose (void) {}\n'}, 'src/base/a.c', 'make it static', build=build)
        self.breaks('symbols', {'src/base/a.c': 'static int count; int hato_f (void) { return count++; }\n'}, 'no state', build=build)
        self.keeps('symbols', {'src/base/a.c': 'static const char *const x[] = { "a" }; const char *hato_f (int i) { return x[i]; }\n'},
                   build=build)

    # the desktop

    def test_desktop(self):
        try:
            self.breaks('desktop', {'data/a.desktop': '[Desktop Entry]\nType=Application\n'}, 'desktop-file-validate')
            self.breaks('desktop', {'data/a.metainfo.xml': '<component><id>a</id></component>\n'}, 'appstreamcli')
            self.breaks('desktop', {'data/a.gschema.xml': '<schemalist><schema/></schemalist>\n'}, 'glib-compile-schemas')
        except Skip as reason:
            self.skipTest(str(reason))

    def test_interfaces(self):
        classes = {'tests/lint/ui-classes.txt': 'GtkBox\nGtkImage\nAdwActionRow\n'}
        page = '<interface><object class="%s">%s</object></interface>'
        plain = '<property name="use-markup">false</property>'
        self.breaks('interfaces', {**classes, 'src/ui/a.ui': page % ('AdwBanner', '')}, 'AdwBanner')
        self.breaks('interfaces', {**classes, 'src/ui/a.ui': page % ('AdwActionRow', '')}, 'title is markup')
        self.breaks('interfaces', {**classes, 'src/ui/a.ui': page % ('GtkBox', plain.replace('false', 'true'))}, 'stays off')
        self.breaks('interfaces', {**classes, 'src/ui/a.ui': page % ('GtkImage', '<property name="icon-name">a-symbolic</property>')},
                    'ship every icon')
        self.keeps('interfaces', {**classes, 'src/ui/a.gresource.xml': '<file alias="a-symbolic.svg">b.svg</file>',
                                  'src/ui/a.ui': page % ('GtkImage', '<property name="icon-name">a-symbolic</property>')})
        self.breaks('interfaces', {**classes, 'src/ui/a.ui': '<interface>'}, 'not XML')
        self.keeps('interfaces', {**classes, 'src/ui/a.ui': page % ('AdwActionRow', plain)})


if __name__ == '__main__':
    os.chdir(HERE)
    unittest.main()
