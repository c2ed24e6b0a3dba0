# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills a desk in the middle of each step of a split payment, again and again.

A payment is in the ledger whole or not at all, whatever the desk had said is kept is kept, and
the next start tells what was begun and what of it was received.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile

ROUNDS = int(os.environ.get('FOYER_KILLS', '200'))
SEED = int(os.environ.get('FOYER_SEED', random.randrange(1 << 30)))
CTL = os.environ['FOYER_CTL']
PAYER = os.environ['FOYER_PAYER']
N_STEPS = 5


def ctl(profile, *arguments):
    done = subprocess.run([CTL, '--profile', profile, '--json', *arguments],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, f'{arguments}: {done.returncode} {done.stdout} {done.stderr}'
    return json.loads(done.stdout)


def run(profile, number, step):
    """Runs a desk until it dies; returns what it has said, as (what, attempt)."""
    done = subprocess.run([PAYER, profile, str(SEED + number), str(step)],
                          capture_output=True, text=True, check=False)
    wanted = -signal.SIGKILL if step >= 0 else 0
    assert done.returncode == wanted, f'step {step}: {done.returncode} {done.stderr}'
    lines = done.stdout.split('\n')[:-1]
    return [(line.split()[0], int(line.split()[1])) for line in lines]


def attempts(profile):
    """Each attempt with how many payments it has and how many are in the ledger."""
    with sqlite3.connect(os.path.join(profile, 'foyer.db')) as db:
        return {row[0]: row[1:] for row in db.execute(
            'SELECT attempt.id, attempt.state, booking.state, count (*),'
            '       count (entry.id), count (DISTINCT entry.receipt), max (received_at) '
            'FROM payment_attempt AS attempt '
            'JOIN booking ON booking.id = attempt.booking_id '
            'JOIN payment ON attempt_id = attempt.id '
            'LEFT JOIN ledger_entry AS entry ON entry.uid = payment.uid '
            'GROUP BY attempt.id')}


class Desk:
    """What the desk was told, over all its deaths."""

    def __init__(self):
        self.said = {'begun': set(), 'noted': set(), 'taken': set(), 'open': set(),
                     'open-received': set(), 'finished': set(), 'dropped': set()}

    def hear(self, said):
        for what, attempt in said:
            self.said[what].add(attempt)

    def check(self, stored, before, said):
        for attempt, (state, booking, n, n_entries, n_receipts, received) in stored.items():
            assert n == 2, f'{attempt} has {n} payments'
            if state == 'taken':
                assert n_entries == 2 and n_receipts == 1, f'{attempt}: {n_entries} entries'
            else:
                assert n_entries == 0, f'{attempt} is {state} with {n_entries} entries'
            if attempt in self.said['noted']:
                assert received is not None, f'{attempt} was noted, and is forgotten'
            if attempt in self.said['taken']:
                assert state == 'taken' and booking == 'booked', f'{attempt}: {state} {booking}'
        lost = self.said['begun'] - set(stored)
        assert not lost, f'begun and forgotten: {lost}'
        # What was left open is told at the next start, as what it was.
        told = {attempt: what for what, attempt in said if what.startswith('open')}
        for attempt, (state, _, _, _, _, received) in before.items():
            if state == 'open':
                wanted = 'open-received' if received is not None else 'open'
                assert told.get(attempt) == wanted, f'{attempt}: {told.get(attempt)}'


def main():
    chance = random.Random(SEED)
    print(f'# seed {SEED}, {ROUNDS} rounds')
    desk = Desk()
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, 'profile')
        ctl(profile, 'demo', '--patients', '300', '--bookings', '0', '--seed', '3')
        before = {}
        for number in range(ROUNDS):
            said = run(profile, chance.randrange(1 << 20), number % N_STEPS)
            desk.hear(said)
            stored = attempts(profile)
            desk.check(stored, before, said)
            before = stored
            if number % 40 == 39:
                found = ctl(profile, 'verify')
                assert found['ok'], found
        desk.hear(run(profile, 0, -1))
        states = [row[0] for row in attempts(profile).values()]
        assert 'open' not in states
        assert ctl(profile, 'verify')['ok']
        told = len(desk.said['open']) + len(desk.said['open-received'])
        assert told > ROUNDS // 10, f'only {told} were left open at all'
        print(f'ok 1 {states.count("taken")} payments taken and {states.count("dropped")} '
              f'dropped, {told} of them told after {ROUNDS} kills')
    print('1..1')


if __name__ == '__main__':
    try:
        main()
    except AssertionError as error:
        print(f'not ok - {error}')
        sys.exit(1)
