# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody at the window who sees what assistive technology sees: finds things by role and name, reads, types,
presses. GTK 4.8 sets no SHOWING state: what is mapped has an extent."""
import os
import subprocess
import time
import warnings

warnings.simplefilter('ignore', DeprecationWarning)

import gi  # noqa: E402

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

# Milliseconds that one call may take, and the first one of a program: a busy machine is no failure.
Atspi.set_timeout(15000, 30000)

# What newer versions call the same role.
ROLES = {'button': 'push button', 'generic': 'panel', 'grouping': 'panel'}
PATIENCE = 30.0


class Person:
    """At the window of one program, which ends with it."""

    def __init__(self, command, language, environment):
        self.process = subprocess.Popen(command, env=dict(os.environ, LANG=language, G_DEBUG='fatal-criticals',
                                                          **environment))
        self.heard = []
        self.last_heard = None
        self.listener = Atspi.EventListener.new(self.hear)
        self.listener.register('object:state-changed:focused')
        self.application = self.wait_for(self.find_application, 'the program on the accessibility bus')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()
        self.listener.deregister('object:state-changed:focused')

    def hear(self, event):
        """What a screen reader says when the focus comes somewhere: (role, name, description)."""
        if event.detail1:
            self.last_heard = event.source
            try:
                self.heard.append((self.role(event.source), event.source.get_name() or '',
                                   event.source.get_description() or ''))
            except GLib.Error:
                pass  # it is gone already

    def wait_for(self, look, what, patience=PATIENCE):
        """The first true value of LOOK; waits as long as PATIENCE seconds."""
        end = time.monotonic() + patience
        while True:
            while GLib.MainContext.default().iteration(False):
                pass
            try:
                found = look()
            except GLib.Error:
                found = None
            if found:
                return found
            if self.process.poll() is not None:
                raise AssertionError(f'the program ended with {self.process.returncode} while waiting for {what}')
            if time.monotonic() > end:
                raise AssertionError(f'no {what} within {patience} s; there was: {self.visible_texts()}')
            time.sleep(0.02)

    def find_application(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application and application.get_process_id() == self.process.pid and application.get_child_count():
                return application
        return None

    @staticmethod
    def role(node):
        role = node.get_role_name()
        return ROLES.get(role, role)

    @staticmethod
    def extent(node):
        place = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
        return place.x, place.y, place.width, place.height

    def is_visible(self, node):
        """None = it has no place, as the program itself."""
        try:
            _, _, width, height = self.extent(node)
        except (GLib.Error, AttributeError):
            return None
        return width > 0 and height > 0

    def visible(self, node=None):
        """Each node with an extent, from the top: below one without there is none, and nobody asks."""
        node = node or self.application
        is_visible = self.is_visible(node)
        if is_visible:
            yield node
        if is_visible is False:
            return
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is not None:
                yield from self.visible(child)

    def visible_texts(self):
        try:
            return [node.get_name() for node in self.visible() if self.role(node) in ('label', 'push button')]
        except (AttributeError, GLib.Error):
            return []

    def look_for(self, role, name):
        matches = name if callable(name) else lambda text: text == name
        for node in self.visible():
            if self.role(node) == role and matches(node.get_name() or ''):
                return node
        return None

    def frames(self):
        """How many windows there are."""
        return sum(1 for node in self.visible() if self.role(node) == 'frame')

    def find(self, role, name, patience=PATIENCE):
        """The visible node of ROLE whose name is NAME, or for which NAME (text) is true."""
        return self.wait_for(lambda: self.look_for(role, name), f'{role} {name!r}', patience)

    def read(self, node):
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    def type(self, node, text):
        assert Atspi.EditableText.set_text_contents(node, text)

    def press(self, node):
        for index in range(Atspi.Action.get_n_actions(node)):
            if Atspi.Action.get_action_name(node, index) == 'click':
                assert Atspi.Action.do_action(node, index)
                return
        raise AssertionError(f'{node.get_name()!r} cannot be pressed')

    def has_focus(self, node):
        return node.get_state_set().contains(Atspi.StateType.FOCUSED) and self.role(node) not in ('frame', 'application')

    def focused(self):
        """What was heard of last, if it is there and has it still."""
        try:
            if self.last_heard is not None and self.has_focus(self.last_heard) and self.is_visible(self.last_heard):
                return self.last_heard
        except GLib.Error:
            self.last_heard = None  # it is gone
        return next((node for node in self.visible() if self.has_focus(node)), None)

    def focused_name(self):
        """None = the focus is nowhere that can be seen, as between two windows."""
        node = self.focused()
        return (node.get_name() or '') if node is not None else None

    def wait_for_focus(self, matches):
        """Waits until the focus is on what is named MATCHES, or for whose name MATCHES (text) is true."""
        wanted = matches if callable(matches) else lambda name: name == matches

        def look():
            name = self.focused_name()
            return name is not None and wanted(name)
        self.wait_for(look, f'focus on {matches!r}')

    @staticmethod
    def steadily(look):
        """What LOOK finds in a tree that may change meanwhile: whoever asks for what has just gone asks again."""
        for _ in range(100):
            try:
                return look()
            except GLib.Error:
                time.sleep(0.02)
        return look()

    @staticmethod
    def key(*keys):
        subprocess.run(['xdotool', 'key', *keys], check=True)

    def time_until_heard(self, key, beginning):
        """Seconds from before KEY is pressed until the focus is heard to be where the name has this BEGINNING."""
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass
        self.heard.clear()
        alarm = GLib.timeout_add_seconds(int(PATIENCE), lambda: self.heard.append(('alarm', beginning, '')))
        began = time.monotonic()
        self.key(key)
        while not any(name.startswith(beginning) for _, name, _ in self.heard):
            context.iteration(True)
        taken = time.monotonic() - began
        GLib.source_remove(alarm)
        return taken

    @staticmethod
    def write(text):
        """By the keyboard, into what has the focus."""
        subprocess.run(['xdotool', 'type', '--delay', '5', text], check=True)

    def paste(self, field, matches):
        """Pastes into FIELD, which has the focus, in place of its text, until that MATCHES (text): a button is pressed for a
        quarter of a second before it copies."""
        def look():
            self.key('ctrl+a', 'ctrl+v')
            end = time.monotonic() + 0.5
            while not matches(self.read(field)) and time.monotonic() < end:
                time.sleep(0.02)
            return matches(self.read(field))
        self.wait_for(look, 'what was copied')

    def windows(self):
        """What the screen shows of the program: keys go to the last one, and the accessibility tree learns later of its end.
        xdotool complains where a window ends while it looks, and is sent again."""
        complaints = []
        while len(complaints) < 10:
            found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)], check=False,
                                   capture_output=True, text=True)
            if found.stderr == '':
                return found.stdout.split()
            complaints.append(found.stderr)
        raise AssertionError(complaints)

    @staticmethod
    def keyboard():
        """The window that gets the keys; a dialog is shown before it does."""
        return subprocess.run(['xdotool', 'getwindowfocus', '-f'], check=False, capture_output=True, text=True).stdout.strip()

    def window_id(self):
        return self.windows()[-1]

    def resize(self, width, height):
        """Without a window manager: the X window itself."""
        subprocess.run(['xdotool', 'windowsize', self.window_id(), str(width), str(height)], check=True)

    def photograph(self, path):
        subprocess.run(['import', '-window', 'root', path], check=True)

    def portrait(self, path):
        """The window alone, once it is painted: two pictures on end are the same, or something in it moves."""
        before = None
        for _ in range(5):
            subprocess.run(['import', '-window', self.window_id(), path], check=True)
            with open(path, 'rb') as file:
                now = file.read()
            if now == before:
                return
            before = now
            time.sleep(0.1)

    def wait_for_end(self):
        """Its exit status; what a sanitizer does at the end takes a while."""
        return self.process.wait(timeout=2 * PATIENCE)

    def close(self):
        """Closes the window and waits for the program's end: its exit status."""
        frame = self.find('frame', lambda name: True)
        names = [Atspi.Action.get_action_name(frame, index) for index in range(Atspi.Action.get_n_actions(frame))]
        try:
            Atspi.Action.do_action(frame, names.index('window.close'))
        except GLib.Error:
            pass  # there may be nobody to answer any more
        return self.wait_for_end()
