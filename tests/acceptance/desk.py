# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program from outside, as somebody with a keyboard and a screen reader does.

Everything is done with keys; what the program says is read from the accessibility tree.  A
scenario waits for what it expects and never sleeps for a fixed time.  Run within
tests/run-headless, with the system's Python, which has the AT-SPI bindings.
"""

import os
import subprocess
import sys
import time
import warnings

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

warnings.simplefilter('ignore', DeprecationWarning)

PATIENCE_S = float(os.environ.get('FOYER_PATIENCE', '60'))


def plain(name):
    """The name without mnemonics, and once where GTK 4.8 says it twice ("_Add Add")."""
    name = (name or '').replace('__', '\0').replace('_', '').replace('\0', '_').strip()
    half = len(name) // 2
    if len(name) % 2 and name[half] == ' ' and name[:half] == name[half + 1:]:
        return name[:half]
    return name


class Gone(Exception):
    """The program has ended."""


class Display:
    """One more X display, for a second desk: what is typed at one is not seen at the other."""

    def __init__(self):
        reader, writer = os.pipe()
        self.server = subprocess.Popen(
            ['Xvfb', '-displayfd', str(writer), '-screen', '0',
             f'{os.environ.get("FOYER_SCREEN", "1366x768")}x24', '-nolisten', 'tcp', '-noreset'],
            pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as said:
            number = said.readline().strip()
        assert number, 'Xvfb did not start'
        self.environment = {'DISPLAY': f':{number}'}

    def close(self):
        self.server.terminate()
        self.server.wait(PATIENCE_S)


class Program:
    """One run of Foyer on a profile."""

    def __init__(self, profile, arguments=(), environment=None):
        self.profile = profile
        self.pictures = os.environ.get('FOYER_PICTURES', '.')
        os.makedirs(self.pictures, exist_ok=True)
        self.environment = {**os.environ, **(environment or {})}
        self.process = subprocess.Popen(
            [os.environ['FOYER_PROGRAM'], '--profile', profile, *arguments],
            env={**self.environment, 'G_DEBUG': os.environ.get('FOYER_G_DEBUG', '')})
        Atspi.init()
        self.last_focused = None
        self.listener = Atspi.EventListener.new(self._focus_moved)
        self.listener.register('object:state-changed:focused')
        self.root = self.wait(self._look_for_program, 'the program on the accessibility bus')
        Atspi.Accessible.set_cache_mask(self.root, Atspi.Cache.NONE)

    def _focus_moved(self, event):
        try:
            if event.detail1 and event.source.get_process_id() == self.process.pid:
                self.last_focused = event.source
        except GLib.Error:  # The program at another desk has ended.
            pass

    def _look_for_program(self):
        if self.process.poll() is not None:
            raise Gone(f'Foyer ended with {self.process.returncode}')
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_process_id() == self.process.pid and child.get_child_count():
                return child
        return None

    # Waiting

    def wait(self, look, what, patience_s=None):
        """Returns what look() returns once that is true; look may fail while things change."""
        end = time.monotonic() + (patience_s or PATIENCE_S)
        last = None
        while time.monotonic() < end:
            try:
                found = look()
                if found:
                    return found
            except Gone:
                raise
            except Exception as error:  # An object may vanish between two calls on the bus.
                last = error
            time.sleep(0.03)
        raise AssertionError(f'waited in vain for {what}' + (f' ({last})' if last else ''))

    # Reading

    def walk(self, node=None):
        """All there is, shown or not: some containers on the way have no extents of their own."""
        node = node or self.root
        yield node
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child:
                yield from self.walk(child)

    def windows(self):
        return [w for w in (self.root.get_child_at_index(i)
                            for i in range(self.root.get_child_count())) if w]

    def window(self):
        """The window that has the keyboard: the active one, or else the newest."""
        windows = self.windows()
        active = [w for w in windows if self.has(w, 'ACTIVE')]
        return (active or windows)[-1]

    @staticmethod
    def has(node, state):
        return node.get_state_set().contains(getattr(Atspi.StateType, state))

    @staticmethod
    def is_shown(node):
        """GTK 4.8 sets SHOWING on windows only; what is not mapped has no extents."""
        try:
            extents = node.get_extents(Atspi.CoordType.WINDOW)
        except GLib.Error:  # Not everything in the tree is a thing on the screen.
            return False
        return extents.width > 0 and extents.height > 0

    @staticmethod
    def text(node):
        """What an entry holds; asking for (0, -1) gives nothing on GTK 4."""
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    def names(self, within=None):
        return [plain(n.get_name()) for n in self.walk(within) if n.get_name()]

    def find(self, name, role=None, within=None, patience_s=None, exact=True):
        """The widget that is shown and called so."""
        def look():
            for top in ([within] if within else reversed(self.windows())):
                for node in self.walk(top):
                    called = plain(node.get_name())
                    if (called == name if exact else name in called) \
                            and (role is None or node.get_role_name() == role) \
                            and self.is_shown(node):
                        return node
            return None
        try:
            return self.wait(look, f'{role or "something"} called “{name}”', patience_s)
        except AssertionError as error:
            raise AssertionError(f'{error}; there is:\n{self.dump(within)}') from None

    def says(self, text, within=None, patience_s=None):
        """Waits until some label or name that is shown contains the text."""
        return self.find(text, within=within, patience_s=patience_s, exact=False)

    def is_there(self, name, within=None, exact=True):
        for top in ([within] if within else self.windows()):
            for node in self.walk(top):
                called = plain(node.get_name())
                if (called == name if exact else name in called) and self.is_shown(node):
                    return True
        return False

    @staticmethod
    def top_of(node):
        """The window of a widget."""
        parent = node.get_parent()
        while parent and parent.get_role_name() != 'application':
            node, parent = parent, parent.get_parent()
        return node

    def focused(self):
        """Who has the keyboard, as the program last said; it is looked for only if that fails."""
        window = self.window()
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass
        try:
            if self.last_focused is not None and self.has(self.last_focused, 'FOCUSED') \
                    and self.top_of(self.last_focused) == window:
                return self.last_focused
        except GLib.Error:
            pass
        for node in self.walk(window):
            if self.has(node, 'FOCUSED') and node.get_role_name() not in ('frame', 'window'):
                return node
        return None

    def focused_name(self):
        node = self.focused()
        return plain(node.get_name()) if node else None

    def dump(self, within=None):
        """What is shown and has a name, for the report of a failure."""
        return '\n'.join(f'{node.get_role_name()} “{plain(node.get_name())}”'
                         for top in ([within] if within else self.windows())
                         for node in self.walk(top)
                         if node.get_name() and self.is_shown(node))

    # Acting

    def tool(self, *command):
        """Runs a program on the display of this one."""
        subprocess.run(command, env={**os.environ, 'DISPLAY': self.environment['DISPLAY']},
                       check=True)

    def key(self, *keys):
        self.tool('xdotool', 'key', '--clearmodifiers', *keys)

    def type(self, text):
        self.tool('xdotool', 'type', '--delay', '12', text)

    def tab_to(self, name, role=None, steps=120, back=False):
        """Presses Tab until the widget of that name has the focus."""
        visited = []
        for _ in range(steps):
            node = self.focused()
            called = plain(node.get_name()) if node else None
            if called == name and (role is None or node.get_role_name() == role):
                return node
            visited.append(called)
            self.key('shift+Tab' if back else 'Tab')
            before = node
            try:
                self.wait(lambda: self.focused() != before, 'the focus to move', 2)
            except AssertionError:
                pass
        raise AssertionError(f'Tab never came to “{name}”; it came to: {visited[:40]}')

    def choose(self, name, role=None):
        """Goes to a button or a row by Tab and presses Return."""
        self.tab_to(name, role)
        self.key('Return')

    def choose_in_menu(self, name):
        """Opens the main menu and goes to an entry with the arrow key."""
        self.key('F10')
        self.find(name)
        for _ in range(20):
            if self.focused_name() == name:
                self.key('Return')
                return
            self.key('Down')
        raise AssertionError(f'the menu has no “{name}”')

    def fill(self, name, text):
        """Goes to an entry by Tab and replaces what it holds."""
        self.tab_to(name)
        self.key('ctrl+a')
        self.type(text)
        return self.focused()

    def picture(self, name):
        self.tool('import', '-silent', '-window', 'root',
                  os.path.join(self.pictures, f'{name}.png'))

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(PATIENCE_S)

    def kill(self):
        self.process.kill()
        self.process.wait(PATIENCE_S)


def ctl(profile, *arguments, expect=0):
    """Runs foyerctl; returns what it prints."""
    done = subprocess.run([os.environ['FOYER_CTL'], '--profile', profile, *arguments],
                          capture_output=True, text=True, check=False)
    assert done.returncode == expect, \
        f'foyerctl {" ".join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}'
    return done.stdout


class Report:
    """Prints the steps of a scenario as TAP."""

    def __init__(self):
        self.n = 0
        self.failed = False

    def step(self, name):
        report = self

        class Step:
            def __enter__(self):
                self.since = time.monotonic()
                return self

            def __exit__(self, kind, error, traceback):
                report.n += 1
                took = int((time.monotonic() - self.since) * 1000)
                if error is None:
                    print(f'ok {report.n} {name} # {took} ms', flush=True)
                    return False
                report.failed = True
                print(f'not ok {report.n} {name}', flush=True)
                for line in str(error).splitlines():
                    print(f'# {line}', flush=True)
                return False
        return Step()

    def close(self):
        print(f'1..{self.n}', flush=True)
        sys.exit(1 if self.failed else 0)
