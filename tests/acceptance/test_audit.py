# SPDX-License-Identifier: GPL-3.0-or-later
"""Every screen, opened by keyboard: what can have the focus has a name that says what it is.

A screen reader says the name of what has the focus.  A name that is missing, that is the name
of a type, or that is said twice tells somebody who cannot see the screen nothing, or too much.
A picture of each screen is kept for those who can see it.
"""

import os
import re
import sqlite3
import tempfile

from desk import Program, Report, ctl, plain

# GTK's own inner parts, which an application cannot name:
UNNAMEABLE = {
    'scroll bar', 'scroll pane', 'viewport',  # they scroll what has a name itself
    'panel', 'filler', 'group',               # containers the focus only passes through
    'popup menu',                             # a popover; the screen reader reads its content
    'frame', 'window', 'dialog',              # windows have titles
}

# Controls whose words GTK 4.8 gives twice by itself, once as their label and once as their
# child; plain() takes one of them away.
TWICE_BY_GTK = {'push button', 'toggle button', 'check box', 'radio button', 'switch', 'menu item'}

TYPE_NAME = re.compile(r'^(Gtk|Adw|Foyer)[A-Z]\w*')


def is_within(node, role, levels):
    for _ in range(levels):
        node = node.get_parent()
        if node is None:
            return False
        if node.get_role_name() == role:
            return True
    return False


def is_inner(node):
    """The list, the search entry and the rows in the popover of a drop-down, and the list in
    a row that unfolds, belong to GTK and to libadwaita; their labels carry the words."""
    role = node.get_role_name()
    if role in ('list', 'list item', 'filler', 'text'):
        if is_within(node, 'combo box', 12):
            return True
    return role == 'list' and is_within(node, 'list item', 2)


def is_within_shortcuts(node):
    while node is not None and node.get_role_name() != 'frame':
        node = node.get_parent()
    return node is not None and node.get_name() == 'GtkShortcutsWindow'


def fault(node):
    """What is wrong with the name of a widget, or None."""
    raw = (node.get_name() or '').strip()
    role = node.get_role_name()
    name = plain(raw)
    # The button that opens the search of GTK's own window of shortcuts has an icon alone.
    if is_inner(node) or (name == 'GtkImage' and is_within_shortcuts(node)):
        return None
    if not name:
        # A row is read out through its labels.
        return None if role == 'list item' and words(node) else 'no name'
    if any(TYPE_NAME.match(part) for part in raw.split(' ')):
        return 'the name of a type'
    once = raw.replace('_', '')
    half = len(once) // 2
    twice = len(once) % 2 and once[half] == ' ' and once[:half] == once[half + 1:]
    if twice and role not in TWICE_BY_GTK:
        return 'said twice'
    half = len(name) // 2
    if len(name) % 2 and half > 2 and name[half] == ' ' and name[:half] == name[half + 1:]:
        return 'said more than twice'
    return None


def words(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child and (child.get_role_name() == 'label' and child.get_name() or words(child)):
            return True
    return False


def path(node):
    parts = []
    while node is not None and node.get_role_name() not in ('application', 'desktop frame'):
        parts.append(f'{node.get_role_name()}[{node.get_name() or ""}]')
        node = node.get_parent()
    return ' < '.join(parts[:7])


class Audit:
    """One walk through the screens of a program."""

    def __init__(self, foyer, report, prefix=''):
        self.foyer = foyer
        self.report = report
        self.n = 0
        self.prefix = prefix

    def shown(self, node):
        """What can be seen: parts of a page that is not shown are not looked at."""
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            # The page of a stack is no widget; what it holds is.
            if child and (self.foyer.is_shown(child) or child.get_name() == 'GtkStackPage'):
                yield child
                yield from self.shown(child)

    def look(self):
        """Returns the faults in the window that has the keyboard, and how many were looked at."""
        faults = []
        n = 0
        for node in self.shown(self.foyer.window()):
            if not self.foyer.has(node, 'FOCUSABLE') or node.get_role_name() in UNNAMEABLE:
                continue
            n += 1
            wrong = fault(node)
            if wrong:
                faults.append(f'{wrong}: {path(node)}')
        return n, faults

    def screen(self, name, come):
        """Goes to a screen, keeps a picture of it and checks its names."""
        self.n += 1
        try:
            with self.report.step(f'{self.prefix}{name}'):
                try:
                    come()
                    self.foyer.wait(self.foyer.focused, 'the focus')
                finally:
                    self.foyer.picture(f'audit-{self.prefix}{self.n:02}-{name.replace(" ", "-")}')
                n, faults = self.foyer.wait(self.look, 'the widgets of the screen')
                assert n > 0, 'nothing can have the focus'
                assert not faults, '\n'.join(faults)
        except AssertionError:  # It is in the report; the other screens are looked at all the same.
            pass


def title(foyer, words_in_title):
    foyer.wait(lambda: words_in_title in foyer.window().get_name(),
               f'a window called “{words_in_title}”')


def close_windows(foyer):
    for _ in range(4):
        if len(foyer.windows()) == 1:
            break
        n = len(foyer.windows())
        foyer.key('Escape')
        try:
            foyer.wait(lambda n=n: len(foyer.windows()) < n, 'a window to close', 8)
        except AssertionError:
            foyer.key('alt+F4')
    foyer.wait(lambda: len(foyer.windows()) == 1, 'the windows to close')


def find_somebody(foyer, typed='a'):
    foyer.wait(lambda: foyer.focused_name() == 'Find a patient', 'the search entry')
    foyer.key('ctrl+a')
    foyer.type(typed)
    results = foyer.find('Patients', 'list', within=foyer.window())
    foyer.wait(results.get_child_count, 'somebody found')


def main_screens(audit, foyer):
    def today():
        foyer.find('New Booking', 'push button')
        foyer.key('alt+1')

    def visit():
        # Which comes first depends on the hour: a visit, a time that is free, or a break.
        foyer.key('Down')
        foyer.wait(lambda: '–' in (foyer.focused_name() or ''), 'a block of the day')
        while ', Free · ' in foyer.focused_name() or foyer.focused_name().endswith(', Break'):
            was = foyer.focused_name()
            foyer.key('Down')
            foyer.wait(lambda was=was: foyer.focused_name() != was, 'the next block')
        foyer.key('Return')

    def my_day():
        foyer.key('alt+2')

    def requests():
        foyer.key('alt+3')
        foyer.find('Enter a Request by Phone…')
        foyer.find('Who This May Be')

    def request_by_phone():
        foyer.key('ctrl+shift+r')
        title(foyer, 'New Request')

    def decline_request():
        close_windows(foyer)
        foyer.choose('Decline…', 'push button')
        title(foyer, 'Decline the Request')

    def register_request():
        close_windows(foyer)
        foyer.choose('Register as New Patient…', 'push button')
        title(foyer, 'Register as New Patient')
        foyer.find('Family Name')

    def find_requester():
        close_windows(foyer)
        foyer.choose('Find the Patient…', 'push button')
        title(foyer, 'Find the Patient')

    def patients():
        close_windows(foyer)
        foyer.key('alt+4')
        find_somebody(foyer)

    def record():
        # By the number alone, so that there is one row between the entry and the record.
        row = foyer.find('Patients', 'list').get_child_at_index(0)
        find_somebody(foyer, re.search(r'\b\d{6}\b', row.get_name()).group())
        foyer.key('Return')
        foyer.find('Register Referral', 'push button')

    def tab(name):
        def come():
            node = foyer.tab_to(name, 'page tab')
            foyer.key('space')
            foyer.wait(lambda: foyer.has(node, 'SELECTED'), f'the page “{name}”')
        return come

    def edit():
        foyer.choose('Edit')
        foyer.find('Family Name')

    def referrals():
        foyer.key('Escape')
        foyer.key('alt+5')
        foyer.find('Register Referral…', 'push button')

    audit.screen('today', today)
    audit.screen('visit', visit)
    audit.screen('my day', my_day)
    audit.screen('requests', requests)
    audit.screen('request by phone', request_by_phone)
    audit.screen('decline request', decline_request)
    audit.screen('register request', register_request)
    audit.screen('find requester', find_requester)
    audit.screen('patients', patients)
    audit.screen('record', record)
    for name in ('Referrals', 'Bookings', 'Payments', 'Details', 'History'):
        audit.screen(f'record {name.lower()}', tab(name))
    def accept():
        foyer.choose('Accept', 'push button')
        foyer.wait(lambda: len(foyer.windows()) > 1, 'the accept dialog')

    audit.screen('edit patient', edit)
    audit.screen('referrals', referrals)
    audit.screen('accept', accept)
    close_windows(foyer)


def sync_screens(audit, foyer):
    def decisions():
        foyer.key('alt+6')
        foyer.find('Keep Both', 'push button')

    def decision():
        foyer.key('Down')
        foyer.find('Keep Ours', 'push button')

    def sync():
        foyer.tab_to('2 need a decision')
        foyer.key('space')
        foyer.find('Sync Now', 'push button')

    audit.screen('decisions', decisions)
    audit.screen('decision fields', decision)
    audit.screen('sync', sync)
    foyer.key('Escape')


def windows(audit, foyer):
    def new_booking():
        foyer.key('ctrl+n')
        title(foyer, 'New Booking')

    def with_patient():
        find_somebody(foyer)
        foyer.key('Return')
        foyer.find('Visit', 'combo box')

    def register():
        close_windows(foyer)
        foyer.key('ctrl+r')
        title(foyer, 'Register Referral')

    def importing():
        close_windows(foyer)
        foyer.choose_in_menu('Import…')
        title(foyer, 'Import')

    def printing():
        close_windows(foyer)
        foyer.key('alt+1')
        foyer.key('ctrl+p')
        foyer.wait(lambda: len(foyer.windows()) > 1, 'the print dialog')

    def shortcuts():
        close_windows(foyer)
        foyer.key('F1')
        foyer.wait(lambda: len(foyer.windows()) > 1, 'the shortcuts')

    def preferences():
        close_windows(foyer)
        foyer.key('ctrl+comma')
        title(foyer, 'Preferences')

    def page(name):
        def come():
            def row():
                node = foyer.focused()
                return next((plain(n.get_name()) for n in foyer.walk(node)
                             if n.get_role_name() == 'label'), '') if node else ''

            for _ in range(60 if name == 'clinicians' else 0):
                if row() == 'Clinic':
                    break
                was = row()
                foyer.key('Tab')
                foyer.wait(lambda was=was: row() != was, 'the next widget')
            foyer.key('Down')
            foyer.wait(lambda: row() == name.capitalize(), f'the page “{name}”')
        return come

    audit.screen('new booking', new_booking)
    audit.screen('booking patient', with_patient)
    audit.screen('register referral', register)
    audit.screen('import', importing)
    audit.screen('print', printing)
    audit.screen('shortcuts', shortcuts)
    audit.screen('preferences clinic', preferences)
    for name in ('clinicians', 'services', 'rooms', 'holidays', 'referrers', 'staff', 'endpoint'):
        audit.screen(f'preferences {name}', page(name))
    close_windows(foyer)


def leave_decisions(profile):
    """What a sync leaves to a person: two visits at one time, and a name changed twice."""
    ctl(profile, 'endpoint', 'set', 'http://127.0.0.1:9/fhir')
    with sqlite3.connect(os.path.join(profile, 'foyer.db')) as db:
        (visit, _), (_, other) = db.execute('SELECT id, uid FROM booking WHERE live LIMIT 2')
        patient, = db.execute('SELECT id FROM patient LIMIT 1').fetchone()
        db.executemany(
            'INSERT INTO conflict (uid, kind, record_kind, record_id, differences, other_uid,'
            ' created_at, resolution, applied)'
            " VALUES (?, ?, ?, ?, ?, ?, 1, 'none', 0)",
            [('11111111-1111-4111-8111-111111111111', 'double-booking', 'booking', visit, None,
              other),
             ('22222222-2222-4222-8222-222222222222', 'field', 'patient', patient,
              '{"family":["Ours","Theirs"]}', None)])
    db.close()


def main():
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        foyer = Program(os.path.join(folder, 'empty'))
        try:
            audit = Audit(foyer, report, 'welcome-')
            audit.screen('welcome', lambda: foyer.find('Set Up This Clinic'))

            def set_up():
                foyer.choose('Set Up This Clinic')
                foyer.find('Name of the Clinic')
            audit.screen('set up', set_up)

            def join():
                foyer.choose('Back')
                foyer.choose('Join a Clinic That Already Uses Foyer')
                foyer.find('Test Connection')
            audit.screen('join', join)
        finally:
            foyer.close()

        profile = os.path.join(folder, 'sample')
        ctl(profile, 'demo', '--patients', '80', '--bookings', '400')
        leave_decisions(profile)
        foyer = Program(profile)
        try:
            audit = Audit(foyer, report)
            main_screens(audit, foyer)
            sync_screens(audit, foyer)
            windows(audit, foyer)
        finally:
            foyer.close()
    report.close()


if __name__ == '__main__':
    main()
