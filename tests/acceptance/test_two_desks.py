# SPDX-License-Identifier: GPL-3.0-or-later
"""Money at two desks, by keyboard alone, in two real programs with a real endpoint.

A gift card is sold at one desk.  Both desks take $85 by card and want the $40 that are on it at
the same moment: one gets them, and the other one reads why not.  Then the network drops: the
other desk takes nothing from a gift card unasked, is killed in the middle of an attempt, and
tells what was taken and what was not.  A patient cancels 30 hours before the visit, which is
late; the clinic cancels another, and the $40 are back on the card.  Once the network is there
again both desks know the same, and both tills balance to the cent.
"""

import contextlib
import datetime
import json
import os
import sqlite3
import subprocess
import tempfile
import time
import urllib.parse
import uuid
import zoneinfo

from desk import Display, Program, Report, ctl
from relay import Relay
from test_first_day import choose_from
from test_money import (VISIT, begin, cancel, close_to_one, left_on, open_visit,
                        state_of)
from test_request import Endpoint
from test_till import close_unprinted, read_code

HOURS_BEFORE = 30
CUTOFF_HOURS = 48
SPENT = 'Another desk has spent from this gift card in the meantime'
FLOAT = 10000
PATIENTS = [('Rivera', 'Alma'), ('Okafor', 'Ben'), ('Larsen', 'Cleo')]


def query(profile, sql, *values):
    with sqlite3.connect(os.path.join(profile, 'foyer.db')) as db:
        return db.execute(sql, values).fetchall()


def write_patients(path):
    with open(path, 'w', encoding='utf-8') as out:
        for n, (family, given) in enumerate(PATIENTS):
            out.write(json.dumps({
                'resourceType': 'Patient', 'id': f'patient-{n}',
                'identifier': [{'system': 'urn:example', 'value': f'{n}'}],
                'name': [{'family': family, 'given': [given]}],
                'birthDate': f'19{60 + 9 * n}-05-0{n + 1}'}) + '\n')


def open_hours(db, n_hours=4):
    """Two clinicians work 30 hours from now, whatever time of the day that is."""
    zone = zoneinfo.ZoneInfo(db.execute('SELECT zone FROM clinic').fetchone()[0])
    quarter = 900
    start = int(time.time() + HOURS_BEFORE * 3600) // quarter * quarter + quarter
    days = {}
    for at in range(start, start + n_hours * 3600, quarter):
        local = datetime.datetime.fromtimestamp(at, zone)
        days.setdefault(local.date(), []).append(local.hour * 60 + local.minute)
    for n, family in enumerate(('Lindqvist', 'Romero'), 1):
        db.execute("INSERT INTO clinician (id, uid, family, overlap_limit, position, active) "
                   "VALUES (?, ?, ?, 1, ?, 1)", (n, str(uuid.uuid4()), family, n))
        for day, minutes in days.items():
            db.execute("INSERT INTO working_hours (uid, clinician_id, weekday, start_minute, "
                       "end_minute, kind, valid_from, valid_to) "
                       "VALUES (?, ?, ?, ?, ?, 'work', ?, ?)",
                       (str(uuid.uuid4()), n, day.isoweekday(), min(minutes), max(minutes) + 15,
                        day.isoformat(), day.isoformat()))


def make_clinic(profile, folder):
    """A clinic in which nothing happened yet, and where anybody may have a cosmetic visit."""
    patients = os.path.join(folder, 'Patient.ndjson')
    write_patients(patients)
    ctl(profile, 'init', '--clinic', 'Harbor Dermatology', '--zone', 'America/Los_Angeles')
    ctl(profile, 'import', patients)
    with sqlite3.connect(os.path.join(profile, 'foyer.db')) as db:
        open_hours(db)
        db.execute("UPDATE clinic SET cancel_cutoff_hours = ?", (CUTOFF_HOURS,))
        db.execute("UPDATE service SET referral_rule = 'never' WHERE name = ?", (VISIT,))


class Desk:
    """A desk of the clinic: its profile, its program, and what should be in its till."""

    def __init__(self, profile, environment=None):
        self.profile = profile
        self.environment = environment
        self.name = os.path.basename(profile)
        self.foyer = None
        self.person = None
        self.money = {}

    def start(self):
        self.foyer = Program(self.profile, environment=self.environment)
        self.foyer.find('New Booking', 'push button')

    def takes(self, tender, minor):
        come, gone = self.money.get(tender, (0, 0))
        self.money[tender] = (come + max(minor, 0), gone + max(-minor, 0))

    def held(self, family):
        """Whether this desk knows that a time is held for the patient."""
        return state_of(self.profile, family) == ['held']

    def left_on(self, code):
        return left_on(self.profile, code)


def sell(foyer):
    """A card for $40 in cash."""
    foyer.key('ctrl+shift+g')
    foyer.wait(lambda: foyer.focused_name() == 'Amount', 'the amount')
    foyer.type('40')
    foyer.key('ctrl+Return')
    code = read_code(foyer)
    close_unprinted(foyer)
    return code


def both_know(desks, code, minor):
    """Each desk is asked to sync as somebody who waits for it would do."""
    for desk in desks:
        desk.foyer.key('F5')
    for desk in desks:
        desk.foyer.wait(lambda desk=desk: desk.left_on(code) == minor,
                        f'{minor} on the card at {desk.profile}')


def take_by_card(desk, person, reference):
    """Of the deposit $85 are taken by card; the time is held for that."""
    foyer = desk.foyer
    begin(foyer, *person)
    foyer.tab_to('Card')
    foyer.key('space')
    foyer.says('is held for another')
    foyer.fill('Amount', '85')
    foyer.fill('Reference of the card terminal', reference)
    foyer.says('Still due: $40.00')
    foyer.key('Return')
    foyer.says('$40.00 of $125.00 is still due')


def type_code(desk, code):
    foyer = desk.foyer
    foyer.tab_to('Gift Card')
    foyer.key('space')
    foyer.fill('Code of the gift card', code)
    foyer.says('has $40.00 on it')
    foyer.says('Nothing is left to pay')


def press_together(desks):
    """Return at every desk within a few milliseconds."""
    keys = [subprocess.Popen(['xdotool', 'key', 'Return'],
                             env={**os.environ, **(desk.environment or {})}) for desk in desks]
    assert [key.wait() for key in keys] == [0] * len(keys)


def race(desks, code):
    """Both want the $40 at the same moment; returns who got them, and who did not."""
    press_together(desks)
    for desk in desks:
        desk.foyer.wait(lambda desk=desk: len(desk.foyer.windows()) == 1
                        or desk.foyer.is_there(SPENT, exact=False), 'an answer')
    lost = [desk for desk in desks if len(desk.foyer.windows()) > 1]
    assert len(lost) == 1, f'{len(lost)} desks were refused'
    loser, = lost
    winner, = (desk for desk in desks if desk is not loser)
    loser.foyer.says('Nothing is left on this gift card.')
    loser.foyer.picture('two-desks-1-refused')
    assert state_of(winner.profile, winner.person[0]) == ['booked']
    assert state_of(loser.profile, loser.person[0]) == ['held']
    winner.takes('card', 8500)
    winner.takes('gift-card', 4000)
    for desk in desks:
        assert desk.left_on(code) == 0, 'the card was spent twice'
    return winner, loser


def pay_the_rest(desk):
    foyer = desk.foyer
    foyer.tab_to('Cash')
    foyer.key('space')
    foyer.says('Nothing is left to pay')
    foyer.key('Return')
    close_to_one(foyer)
    assert state_of(desk.profile, desk.person[0]) == ['booked']
    desk.takes('card', 8500)
    desk.takes('cash', 4000)


def die_while_taking(desk, relay, person, code):
    """The network drops, Return is pressed, and the program dies while it waits."""
    take_by_card(desk, person, 'T000003')
    type_code(desk, code)
    relay.drop()
    desk.foyer.key('Return')
    desk.foyer.wait(lambda: query(
        desk.profile, "SELECT count(*) FROM payment JOIN payment_attempt AS attempt "
        "ON attempt.id = attempt_id WHERE state = 'open' AND tender = 'gift-card'") == [(1,)],
        'the attempt to be written down')
    desk.foyer.kill()


def tells_what_was_taken(desk):
    foyer = desk.foyer
    foyer.says('1 payment was begun and not finished.')
    foyer.choose('Review…')
    foyer.says('Taken: noted')
    foyer.says('reference T000003')
    foyer.says('Not taken: nothing of it was touched')
    foyer.picture('two-desks-2-restart')


def takes_nothing_unasked(desk, person, code):
    foyer = desk.foyer
    foyer.choose('Finish')
    foyer.says('The endpoint could not be asked whether this is still on the gift card')
    foyer.picture('two-desks-3-offline')
    assert desk.left_on(code) == 4000
    assert state_of(desk.profile, person[0]) == ['held']
    foyer.key('Escape')
    close_to_one(foyer)


def patient_cancels(desk):
    """Less than 48 hours before, so that the clinic keeps the deposit."""
    foyer = desk.foyer
    start, = query(desk.profile, "SELECT start_at FROM booking JOIN patient "
                   "ON patient.id = patient_id WHERE family = ?", desk.person[0])[-1]
    assert 29 * 3600 < start - time.time() < 35 * 3600, start
    open_visit(foyer, *desk.person)
    cancel(foyer, 'Patient cancelled')
    foyer.says('Late: less than')
    foyer.says('The clinic keeps $85.00 (Card)')
    foyer.says('The clinic keeps $40.00 (Cash)')
    foyer.picture('two-desks-4-late')
    foyer.choose('Cancel Booking')
    close_to_one(foyer)
    assert state_of(desk.profile, desk.person[0]) == ['cancelled']


def clinic_cancels(desk, code):
    foyer = desk.foyer
    open_visit(foyer, *desk.person)
    cancel(foyer, 'Clinic cancelled')
    foyer.says('$40.00 back on gift card')
    foyer.says('$85.00 back to the card')
    foyer.fill('Reference of the terminal for the refund', 'R000001')
    foyer.picture('two-desks-5-clinic-cancels')
    foyer.key('Return')
    close_to_one(foyer)
    assert state_of(desk.profile, desk.person[0]) == ['cancelled']
    assert desk.left_on(code) == 4000
    desk.takes('card', -8500)
    desk.takes('gift-card', -4000)


def is_told(desk):
    """Whether the endpoint has all that this desk knows."""
    return query(desk.profile, "SELECT (SELECT count(*) FROM unsent) + (SELECT count(*) "
                 "FROM card_claim WHERE state <> 'granted' AND entry_uid IS NOT NULL)") == [(0,)]


def come_back(desks):
    """Syncs until it goes through, as a person would who sees that the network is there."""
    for desk in desks:
        def synced(desk=desk):
            desk.foyer.key('F5')
            return desk.foyer.wait(lambda: is_told(desk), 'the sync', 3)
        desk.foyer.wait(synced, f'{desk.profile} to be told')


def finish(desk, person):
    foyer = desk.foyer
    foyer.choose('Review…')
    foyer.choose('Finish')
    foyer.wait(lambda: state_of(desk.profile, person[0]) == ['booked'], 'the booking')
    foyer.key('Escape')
    close_to_one(foyer)
    desk.takes('card', 8500)
    desk.takes('gift-card', 4000)


def look_up(desk, code, amount):
    """What the program shows of the card, on its own screen."""
    foyer = desk.foyer
    foyer.key('alt+7')
    foyer.wait(lambda: foyer.focused_name() == 'Code of a gift card', 'the field for a code')
    foyer.key('ctrl+a')
    foyer.type(code)
    foyer.key('Return')
    foyer.says(f'Gift Card … {code[-4:]}')
    foyer.find(amount, 'label')
    foyer.says('It was not the patient who cancelled')
    foyer.picture(f'two-desks-6-{desk.name}')


def ledger(desk):
    return query(desk.profile, 'SELECT uid, kind, amount_minor, tender, gift_card_uid, receipt '
                 'FROM ledger_entry ORDER BY uid')


def the_endpoint_agrees(endpoint, desks, cards):
    def all_of(kind):
        return [e['resource'] for e in endpoint.get(f'{kind}?_count=200').get('entry', [])]

    entries = sorted((one['identifier'][0]['value'].removeprefix('urn:uuid:'),
                      round(one['paymentAmount']['value'] * 100))
                     for one in all_of('PaymentReconciliation') if 'paymentAmount' in one)
    for desk in desks:
        assert entries == [(row[0], row[2]) for row in ledger(desk)], entries
    remaining = sorted(round(x['valueMoney']['value'] * 100) for one in all_of('Account')
                       for x in one['extension'] if x['url'].endswith('/remaining-value'))
    assert remaining == sorted(cards.values()), remaining
    states = sorted(one['status'] for one in all_of('Appointment'))
    assert states == ['booked', 'cancelled', 'cancelled'], states


def count(desk):
    """The drawer is counted in the program: one hundred, and the rest in twenties."""
    foyer = desk.foyer
    come, gone = desk.money.get('cash', (0, 0))
    there = FLOAT + come - gone
    till = json.loads(ctl(desk.profile, '--json', 'till', 'show'))
    assert till['expected_minor'] == there, till
    moved = {line['tender']: (line['in_minor'], line['out_minor']) for line in till['lines']}
    assert moved == desk.money, f'{moved} is not {desk.money}'
    foyer.key('alt+8')
    foyer.choose('Count and Close…')
    foyer.wait(lambda: len(foyer.windows()) > 1, 'the count')
    foyer.wait(lambda: foyer.focused_name() == '$100.00', 'the first number')
    foyer.type('1')
    foyer.key('Tab', 'Tab')
    foyer.type(str((there - 10000) // 2000))
    foyer.key('Tab')
    foyer.says(f'Counted: ${there // 100}.00')
    foyer.key('ctrl+Return')
    close_to_one(foyer)
    foyer.wait(lambda: query(desk.profile, "SELECT state, counted_minor, expected_minor, reason "
                             "FROM till WHERE id = ?", till['id']) ==
               [('closed', there, there, None)], 'the till to balance')
    foyer.says('Closed')
    foyer.picture(f'two-desks-7-till-{desk.name}')


def nothing_is_wrong(desk):
    desk.foyer.close()
    again = json.loads(ctl(desk.profile, '--json', 'sync', '--once', '--thorough'))
    assert (again['conflicts'], again['refused'], again['waiting']) == (0, 0, 0), again
    found = json.loads(ctl(desk.profile, '--json', 'verify'))
    assert found['ok'], found
    apart = query(desk.profile, 'SELECT (SELECT sum (money_minor) FROM ledger_effect) - '
                  '(SELECT sum (money_minor) FROM ledger_effect WHERE till_uid IS NOT NULL)')
    assert apart == [(0,)], apart


def set_up(folder, endpoint, relay, desks):
    """The first desk has the clinic; the other one joins it by way of the endpoint."""
    secret = os.path.join(folder, 'token')
    with open(secret, 'w', encoding='utf-8') as out:
        out.write(endpoint.token)
    make_clinic(desks[0].profile, folder)
    for desk in desks:
        ctl(desk.profile, 'endpoint', 'set', f'http://127.0.0.1:{relay.port}/fhir', '--auth',
            'bearer', '--secret-file', secret)
        ctl(desk.profile, 'sync', '--once')
        ctl(desk.profile, 'till', 'open', '--float', '100.00')


def play(report, endpoint, relay, front, back):
    desks = [front, back]
    cards = {}
    front.person, back.person, third = PATIENTS
    with report.step('gift cards for $40 are sold at one desk, and known at the other'):
        for _ in range(2):
            code = sell(front.foyer)
            cards[code] = 4000
            front.takes('cash', 4000)
            both_know(desks, code, 4000)
    raced, other = cards
    with report.step('both desks take $85 by card and type the same gift card'):
        take_by_card(front, front.person, 'T000001')
        back.foyer.key('F5')
        back.foyer.wait(lambda: back.held(front.person[0]), 'the held time')
        take_by_card(back, back.person, 'T000002')
        for desk in desks:
            type_code(desk, raced)
    with report.step('both press Return: one has the $40, the other one reads why not'):
        winner, loser = race(desks, raced)
        cards[raced] = 0
    with report.step('who was refused pays the rest in cash'):
        pay_the_rest(loser)
        come_back(desks)
    with report.step('the network drops, and a desk dies in the middle of taking a payment'):
        die_while_taking(back, relay, third, other)
    with report.step('it tells what was taken and what was not'):
        back.start()
        tells_what_was_taken(back)
    with report.step('without the network nothing is taken from a gift card'):
        takes_nothing_unasked(back, third, other)
    with report.step('a patient cancels 30 hours before: the clinic keeps the deposit'):
        patient_cancels(loser)
    with report.step('the clinic cancels: the $40 are back on the card'):
        clinic_cancels(winner, raced)
        cards[raced] = 4000
    with report.step('the network is there again: the payment is finished'):
        relay.mend()
        come_back(desks)
        finish(back, third)
        cards[other] = 0
    with report.step('both desks and the endpoint know the same'):
        come_back(desks)
        for code in cards:
            both_know(desks, code, cards[code])
        for desk in desks:
            look_up(desk, raced, '$40.00')
        front.foyer.wait(lambda: ledger(front) == ledger(back), 'one ledger')
        the_endpoint_agrees(endpoint, desks, cards)
    with report.step('both tills balance to the cent'):
        for desk in desks:
            count(desk)
    with report.step('nothing is wrong in either profile'):
        come_back(desks)
        for desk in desks:
            nothing_is_wrong(desk)


def main():
    report = Report()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as things:
        endpoint = Endpoint(os.path.join(folder, 'endpoint'))
        things.callback(endpoint.close)
        relay = Relay(urllib.parse.urlsplit(endpoint.base).port)
        things.callback(relay.close)
        display = Display()
        things.callback(display.close)
        front = Desk(os.path.join(folder, 'front'))
        back = Desk(os.path.join(folder, 'back'), display.environment)
        set_up(folder, endpoint, relay, [front, back])
        try:
            for desk in (front, back):
                desk.start()
            play(report, endpoint, relay, front, back)
        finally:
            for desk in (front, back):
                if report.failed and desk.foyer:
                    desk.foyer.picture(f'two-desks-failed-{desk.name}')
                if desk.foyer:
                    desk.foyer.close()
    report.close()


if __name__ == '__main__':
    main()
