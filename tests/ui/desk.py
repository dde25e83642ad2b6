# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk of its own for the window under test: an X server, a session bus, a home. Nothing of the person's session
is touched.

`desk.py [--leaks] COMMAND…` runs the command at it. Exit status 77 with a reason (meson: skipped) if the machine lacks a
part. A sanitizer's build looks for leaks with --leaks alone: those inside GTK are told from our own by whole stacks of calls,
and following these takes nine tenths of the time.
"""
import os
import shutil
import subprocess
import sys
import tempfile

SCREEN = '1280x900x24'
NEEDED = {'Xvfb': 'xvfb', 'dbus-run-session': 'dbus-daemon', 'import': 'imagemagick', 'xdotool': 'xdotool',
          'localedef': 'locales'}
SKIPPED = 77
# Options of AddressSanitizer, with --leaks and without.
LEAKS = {True: 'fast_unwind_on_malloc=0', False: 'detect_leaks=0'}


def missing():
    """Why the window cannot be driven here; None = it can."""
    for program, package in NEEDED.items():
        if shutil.which(program) is None:
            return f'{program} is not installed (package {package})'
    try:
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi  # noqa: F401
    except (ImportError, ValueError):
        return 'Atspi for Python is not installed (packages python3-gi, gir1.2-atspi-2.0)'
    return None


def make_locale(folder, name):
    """The locale NAME below FOLDER, so that none has to be made on the machine."""
    target = os.path.join(folder, name + '.UTF-8')
    if not os.path.isdir(target):
        os.makedirs(folder, exist_ok=True)
        # Status 1 = there were warnings; what counts is that it is there.
        subprocess.run(['localedef', '--no-archive', '-i', name, '-f', 'UTF-8', target], check=False,
                       stderr=subprocess.DEVNULL)
    if not os.path.isdir(target):
        raise RuntimeError(f'localedef made no {name}')
    return folder


def start_display(log):
    """An X server at a free number: (its process, the number)."""
    reading, writing = os.pipe()
    server = subprocess.Popen(['Xvfb', '-displayfd', str(writing), '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'],
                              pass_fds=[writing], stdout=log, stderr=log)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    if not number:
        raise RuntimeError('Xvfb did not start')
    return server, number


def run_at_desk(command, leaks):
    with tempfile.TemporaryDirectory(prefix='hatobin-desk-') as folder:
        runtime = os.path.join(folder, 'run')
        os.mkdir(runtime, 0o700)
        environment = {name: value for name, value in os.environ.items()
                       if name not in ('WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'LANGUAGE', 'LC_ALL')}
        environment.update(HOME=folder, XDG_RUNTIME_DIR=runtime, GSETTINGS_BACKEND='memory', GDK_BACKEND='x11',
                           GDK_DEBUG='gl-disable', GSK_RENDERER='cairo', GTK_A11Y='atspi', TZ='Asia/Tokyo',
                           ASAN_OPTIONS=f"{os.environ.get('ASAN_OPTIONS', '')}:{LEAKS[leaks]}")
        with open(os.path.join(folder, 'xvfb.log'), 'w', encoding='utf-8') as log:
            server, number = start_display(log)
            try:
                environment['DISPLAY'] = ':' + number
                return subprocess.run(['dbus-run-session', '--'] + command, env=environment, check=False).returncode
            finally:
                server.terminate()
                server.wait()


def main(words):
    reason = missing()
    if reason is not None:
        print(reason)
        return SKIPPED
    leaks = words[0] == '--leaks'
    return run_at_desk(words[1:] if leaks else words, leaks)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
