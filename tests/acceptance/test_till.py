# SPDX-License-Identifier: GPL-3.0-or-later
"""A day at the till, by keyboard alone, in the real program.

The till is opened with a float, a gift card is sold for cash and card, its code is read once,
the card is found again by what a hand types of it, reloaded and replaced, and the till is
counted note by note, with a difference and its reason.
"""

import os
import re
import sqlite3
import subprocess
import tempfile

from desk import Program, Report, ctl

CODE = re.compile(r'^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$')


def query(profile, sql):
    with sqlite3.connect(os.path.join(profile, 'foyer.db')) as db:
        return db.execute(sql).fetchone()[0]


def alone(foyer):
    foyer.wait(lambda: len(foyer.windows()) == 1, 'the window to close')


def read_code(foyer):
    """The code that the window shows, as a screen reader would read it."""
    def look():
        return next((name for name in foyer.names(foyer.window()) if CODE.match(name)), None)
    return foyer.wait(look, 'the code of the card')


# What is on the gift cards that were sold since the till of the sample clinic was closed.
SOLD_HERE = ('SELECT sum (card_minor) FROM ledger_effect JOIN gift_card '
             'ON gift_card.uid = gift_card_uid '
             'WHERE made_at > (SELECT min (closed_at) FROM till)')


def open_till(foyer):
    foyer.key('alt+8')
    foyer.choose('Open the Till…')
    foyer.fill('Cash in the drawer (float)', '100')
    foyer.key('ctrl+Return')
    alone(foyer)
    foyer.says('Nothing was taken yet.')
    foyer.picture('till-1-open')
    assert query(foyer.profile, "SELECT float_minor FROM till WHERE state = 'open'") == 10000


def sell(foyer):
    foyer.key('ctrl+shift+g')
    foyer.wait(lambda: foyer.focused_name() == 'Amount', 'the amount')
    foyer.type('125')
    foyer.tab_to('Both')
    foyer.key('space')
    foyer.fill('Of it in cash', '40')
    foyer.fill('Reference of the card terminal', 'T-4711')
    foyer.picture('till-2-sell')
    foyer.key('ctrl+Return')
    code = read_code(foyer)
    foyer.picture('till-3-voucher')
    return code


def close_unprinted(foyer):
    """The code is gone for good: so it is asked once."""
    foyer.key('Escape')
    foyer.says('Close without printing the code?')
    foyer.choose('Close')
    alone(foyer)


def look_up(foyer, code):
    foyer.key('alt+7')
    foyer.wait(lambda: foyer.focused_name() == 'Code of a gift card', 'the field for a code')
    foyer.type(code[:-1] + ('3' if code[-1] != '3' else '4'))
    foyer.key('Return')
    foyer.says('This code has a slip in it')
    foyer.picture('till-4-typo')
    foyer.key('ctrl+a')
    foyer.type(code.lower().replace('-', ' '))
    foyer.key('Return')
    foyer.says(f'Gift Card … {code[-4:]}')
    foyer.picture('till-5-card')
    assert not foyer.is_there(code, exact=False), 'the code is shown again'


def reload(foyer):
    foyer.choose('Reload…')
    foyer.wait(lambda: foyer.focused_name() == 'Amount', 'the amount')
    foyer.type('20.50')
    foyer.key('ctrl+Return')
    foyer.says('$145.50', within=foyer.window())
    foyer.key('Escape')
    alone(foyer)
    assert query(foyer.profile, SOLD_HERE) == 14550


def replace(foyer):
    foyer.choose('Lost: Replace…')
    foyer.wait(lambda: len(foyer.windows()) > 1, 'the dialog')
    foyer.wait(lambda: foyer.focused_name() == 'Reason', 'the reason')
    foyer.type('Left in a taxi')
    foyer.key('ctrl+Return')
    code = read_code(foyer)
    close_unprinted(foyer)
    assert query(foyer.profile, SOLD_HERE) == 14550
    return code


def count(foyer):
    foyer.key('alt+8')
    foyer.says('$160.50')
    foyer.choose('Count and Close…')
    foyer.wait(lambda: len(foyer.windows()) > 1, 'the count')
    foyer.wait(lambda: foyer.focused_name() == '$100.00', 'the first number')
    foyer.type('1')
    foyer.key('Tab', 'Tab')
    foyer.type('3')
    foyer.key('Tab')
    foyer.says('Counted: $160.00')
    foyer.picture('till-6-count')
    foyer.key('ctrl+Return')
    foyer.says('$0.50 are missing: there should be $160.50.')
    foyer.type('A coin fell behind the desk')
    foyer.key('ctrl+Return')
    alone(foyer)
    foyer.says('Closed with a difference')
    foyer.says('A coin fell behind the desk')
    foyer.picture('till-7-closed')
    assert query(foyer.profile, "SELECT counted_minor - expected_minor FROM till "
                                "WHERE state = 'closed' ORDER BY id DESC") == -50


def save_ledger(foyer, folder):
    """The sum on paper is that of the ledger, and the audit trail tells who took it."""
    path = os.path.join(folder, 'ledger.pdf')
    exports = "SELECT count(*) FROM audit WHERE action = 'export'"
    before = query(foyer.profile, exports)
    foyer.choose('Reports…')
    foyer.wait(lambda: foyer.window().get_name() == 'Reports', 'the reports')
    foyer.tab_to('Report')
    foyer.key('space')
    foyer.key('Down')
    foyer.key('Return')
    foyer.says('All entries of that time')
    foyer.picture('till-8-reports')
    foyer.choose('Save as PDF…')
    foyer.wait(lambda: foyer.focused_name() == 'Name:', 'the name of the file')
    foyer.key('ctrl+a')
    foyer.type(path)
    foyer.key('Return')
    foyer.wait(lambda: os.path.exists(path), 'the PDF')
    foyer.key('Escape')
    alone(foyer)
    assert query(foyer.profile, exports) == before + 1
    text = subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True,
                          check=True).stdout
    for expected in ('Ledger', 'Put on a gift card', 'Moved to another', 'T-4711',
                     '$145.50', 'Page 1 of '):
        assert expected in text, f'“{expected}” is not on paper:\n{text}'
    subprocess.run(['pdftoppm', '-png', '-r', '60', path,
                    os.path.join(foyer.pictures, 'till-9-ledger')], check=True)


def main():
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, 'desk')
        ctl(profile, 'demo', '--patients', '20', '--bookings', '30', '--seed', '5')
        foyer = Program(profile)
        try:
            foyer.find('New Booking', 'push button')
            with report.step('the till is opened with a float'):
                open_till(foyer)
            with report.step('a gift card is sold for cash and card'):
                code = sell(foyer)
                close_unprinted(foyer)
            with report.step('it is found by its code, and a slip is told'):
                look_up(foyer, code)
            with report.step('it is reloaded'):
                reload(foyer)
            with report.step('it is replaced when it was lost'):
                assert replace(foyer) != code
            with report.step('the till is counted and its difference explained'):
                count(foyer)
            with report.step('the ledger is saved as PDF'):
                save_ledger(foyer, folder)
            with report.step('nothing is wrong with the ledger'):
                ctl(profile, 'verify')
        finally:
            foyer.picture('till-end')
            foyer.close()
    report.close()


if __name__ == '__main__':
    main()
