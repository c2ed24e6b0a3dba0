# SPDX-License-Identifier: GPL-3.0-or-later
"""Money at one desk, by keyboard alone, in the real program.

$125 are paid as $40 on a gift card and $85 by card; the program is killed while the terminal is
asked and tells so when it starts again; the clinic cancels a visit and the $40 are back on the
card; another patient cancels late; in the end the till balances to the cent.
"""

import json
import os
import sqlite3
import tempfile

from desk import Program, Report, ctl
from test_first_day import choose_from

VISIT = 'Cosmetic Consultation'


def known_patients(profile, n):
    """Patients who were here, so that no referral stands in the way, by unlike names."""
    with sqlite3.connect(os.path.join(profile, 'foyer.db')) as db:
        return db.execute(
            "SELECT family, given FROM patient WHERE active AND NOT deceased "
            "AND birth_date < '2000' AND NOT interpreter_needed "
            "AND id IN (SELECT patient_id FROM booking WHERE state = 'completed') "
            "AND (SELECT count(*) FROM patient AS other WHERE other.family = patient.family) = 1 "
            "AND family NOT GLOB '*[^A-Za-z]*' AND given NOT GLOB '*[^A-Za-z]*' "
            "ORDER BY id LIMIT ?", (n,)).fetchall()


def state_of(profile, family):
    with sqlite3.connect(os.path.join(profile, 'foyer.db')) as db:
        return [row[0] for row in db.execute(
            "SELECT state FROM booking JOIN patient ON patient.id = patient_id "
            "JOIN service ON service.id = service_id WHERE patient.family = ? "
            "AND service.name = ? ORDER BY booking.id", (family, VISIT))][-1:]


def taken(profile, kind):
    """What the ledger has of the kind since the till was opened."""
    opened = json.loads(ctl(profile, '--json', 'till', 'show'))['opened']
    return [e for e in json.loads(ctl(profile, '--json', 'ledger'))
            if e['kind'] == kind and e['at'] >= opened]


def left_on(profile, code):
    return json.loads(ctl(profile, '--json', 'giftcard', 'show', code))['left_minor']


def begin(foyer, family, given):
    """A booking window that asks for the deposit of a cosmetic consultation."""
    foyer.key('ctrl+n')
    foyer.wait(lambda: foyer.focused_name() == 'Find a patient', 'the search entry')
    foyer.type(f'{family} {given}')
    foyer.says(f'{family}, {given}', within=foyer.window())
    foyer.key('Return')
    foyer.find('Visit', 'combo box')
    choose_from(foyer, 'Visit', VISIT)
    foyer.says('$125.00 is due at booking')


def close_to_one(foyer):
    foyer.wait(lambda: len(foyer.windows()) == 1, 'the window to close')


def pay_split(foyer, family, given, code):
    begin(foyer, family, given)
    foyer.tab_to('Gift Card')
    foyer.key('space')
    foyer.fill('Code of the gift card', code)
    foyer.says('has $40.00 on it')
    foyer.says('Still due: $85.00')
    foyer.picture('money-1-gift-card')
    foyer.key('Return')
    foyer.wait(lambda: foyer.focused_name() == 'Reference of the card terminal',
               'the rest to be asked for by card')
    foyer.says('is held for another')
    foyer.type('T000123')
    foyer.says('Nothing is left to pay')
    foyer.picture('money-2-split')
    foyer.key('Return')
    close_to_one(foyer)
    assert state_of(foyer.profile, family) == ['booked']
    assert left_on(foyer.profile, code) == 0


def die_at_the_terminal(foyer, family, given):
    begin(foyer, family, given)
    foyer.tab_to('Card')
    foyer.key('space')
    foyer.says('is held for another')

    def written():
        with sqlite3.connect(os.path.join(foyer.profile, 'foyer.db')) as db:
            return db.execute("SELECT count(*) FROM payment_attempt "
                              "WHERE state = 'open'").fetchone()[0] == 1

    foyer.wait(written, 'the attempt to be written down')
    foyer.kill()


def go_on(foyer, family):
    foyer.says('1 payment was begun and not finished.')
    foyer.picture('money-3-restart')
    foyer.choose('Review…')
    foyer.says('Not noted as taken')
    foyer.picture('money-4-unfinished')
    foyer.fill('Card · $125.00: reference of the terminal', 'T000124')
    foyer.choose('Finish')
    foyer.wait(lambda: state_of(foyer.profile, family) == ['booked'], 'the booking')
    foyer.key('Escape')
    close_to_one(foyer)


def search(foyer):
    """Where no window manager runs, a key may still go to the dialog that has just closed."""
    for _ in range(5):
        foyer.key('ctrl+f')
        try:
            foyer.wait(lambda: foyer.focused_name() == 'Find a patient', 'the search entry', 4)
            return
        except AssertionError:
            pass
    raise AssertionError('the search entry never got the keyboard')


def open_visit(foyer, family, given):
    """From the record of the patient to the visit in the schedule."""
    search(foyer)
    foyer.type(f'{family} {given}')
    foyer.says(f'{family}, {given}')
    foyer.key('Return')
    foyer.says(f'{VISIT} with')
    foyer.tab_to('Overview')
    for key in ['Tab'] + ['Down'] * 20:
        node = foyer.focused()
        foyer.key(key)
        foyer.wait(lambda node=node: foyer.focused() != node, 'the focus')
        if VISIT in (foyer.focused_name() or ''):
            break
    foyer.key('Return')
    foyer.says('Deposit $125.00 paid')


def cancel(foyer, reason):
    foyer.choose('Cancel Visit…')
    foyer.wait(lambda: len(foyer.windows()) == 2, 'the cancel dialog')
    choose_from(foyer, 'Reason', reason)


def clinic_cancels(foyer, family, given, code):
    open_visit(foyer, family, given)
    cancel(foyer, 'Clinic cancelled')
    foyer.says('$40.00 back on gift card')
    foyer.says('$85.00 back to the card')
    foyer.fill('Reference of the terminal for the refund', 'R000001')
    foyer.picture('money-5-clinic-cancels')
    foyer.key('Return')
    close_to_one(foyer)
    assert state_of(foyer.profile, family) == ['cancelled']
    assert left_on(foyer.profile, code) == 4000


def patient_cancels(foyer, family, given):
    """Within the cutoff, which is set to 30 days: the clinic keeps the deposit."""
    open_visit(foyer, family, given)
    cancel(foyer, 'Patient cancelled')
    foyer.says('Late: less than')
    foyer.says('The clinic keeps $125.00 (Card)')
    foyer.picture('money-6-late')
    foyer.choose('Cancel Booking')
    close_to_one(foyer)
    assert state_of(foyer.profile, family) == ['cancelled']
    forfeited = [e['amount_minor'] for e in taken(foyer.profile, 'forfeit')]
    assert forfeited == [12500], forfeited


def balances(profile):
    till = json.loads(ctl(profile, '--json', 'till', 'show'))
    moved = {line['tender']: (line['in_minor'], line['out_minor']) for line in till['lines']}
    assert moved == {'cash': (4000, 0), 'card': (21000, 8500), 'gift-card': (4000, 4000)}, moved
    assert till['expected_minor'] == 14000, till
    closed = json.loads(ctl(profile, '--json', 'till', 'count', '100=1', '20=2'))
    assert (closed['state'], closed['counted_minor']) == ('closed', 14000), closed
    found = json.loads(ctl(profile, '--json', 'verify'))
    assert found['ok'], found


def main():
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, 'desk')
        ctl(profile, 'demo', '--patients', '60', '--bookings', '120', '--seed', '5')
        with sqlite3.connect(os.path.join(profile, 'foyer.db')) as db:
            db.execute('UPDATE clinic SET cancel_cutoff_hours = 720')
        ctl(profile, 'till', 'open', '--float', '100.00')
        code = json.loads(ctl(profile, '--json', 'giftcard', 'sell', '--amount', '40.00'))['code']
        split, other = known_patients(profile, 2)
        foyer = Program(profile)
        try:
            foyer.find('New Booking', 'push button')
            with report.step('$125 are paid as $40 on a gift card and $85 by card'):
                pay_split(foyer, *split, code)
            with report.step('the program is killed while the terminal is asked'):
                die_at_the_terminal(foyer, *other)
            with report.step('it tells so when it starts again, and the payment is finished'):
                foyer = Program(profile)
                foyer.find('New Booking', 'push button')
                go_on(foyer, other[0])
            with report.step('the clinic cancels: the $40 are back on the card'):
                clinic_cancels(foyer, *split, code)
            with report.step('a patient cancels late: the clinic keeps the deposit'):
                patient_cancels(foyer, *other)
            with report.step('the till balances to the cent'):
                balances(profile)
        finally:
            if report.failed:
                foyer.picture('money-failed')
            foyer.close()
    report.close()


if __name__ == '__main__':
    main()
