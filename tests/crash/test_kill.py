# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills a booking and an importing process without warning, again and again.

What they had acknowledged must be there afterwards, the profile must pass `foyerctl verify`
each tenth time, and an import that was cut off must be completed by running it again.
"""

import json
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROUNDS = int(os.environ.get('FOYER_KILLS', '100'))
SEED = int(os.environ.get('FOYER_SEED', random.randrange(1 << 30)))
CTL = os.environ['FOYER_CTL']
BOOKER = os.environ['FOYER_BOOKER']
N_PEOPLE = 6000
ROUNDS_A_FILE = 10
PATIENCE_S = 300


def ctl(profile, *arguments):
    done = subprocess.run([CTL, '--profile', profile, '--json', *arguments],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, f'{arguments}: {done.returncode} {done.stdout} {done.stderr}'
    return json.loads(done.stdout)


def write_people(path, series):
    with open(path, 'w', encoding='utf-8') as file:
        for i in range(N_PEOPLE):
            file.write(json.dumps({
                'resourceType': 'Patient', 'id': f'kill-{series}-{i}',
                'identifier': [{'system': 'urn:example:kill', 'value': f'{series}.{i}'}],
                'name': [{'family': f'Afterlife{i}', 'given': ['Ada']}],
                'birthDate': f'19{i % 100:02d}-0{i % 9 + 1}-1{i % 10}'}) + '\n')


def round_of_kills(profile, people, number, chance):
    """Starts two bookers and an import, kills all three; returns what was acknowledged."""
    bookers = [subprocess.Popen([BOOKER, profile, str(SEED + number * 2 + k)],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
               for k in range(2)]
    importer = subprocess.Popen([CTL, '--profile', profile, 'import', people],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # One round in four ends while they begin; in the others both have booked, however slowly.
    if number % 4:
        for booker in bookers:
            assert select.select([booker.stdout], [], [], PATIENCE_S)[0], 'nothing is booked'
    time.sleep(chance.uniform(0.03, 0.35))
    acknowledged = []
    for process in [*bookers, importer]:
        process.send_signal(signal.SIGKILL)
    for booker in bookers:
        out, err = booker.communicate()
        assert booker.returncode == -signal.SIGKILL, f'a booker ended by itself: {err}'
        # A last line that the kill cut off was not read by anybody as an acknowledgement.
        acknowledged += [int(line) for line in out.split('\n')[:-1]]
    importer.wait()
    return acknowledged


def kept(profile):
    with sqlite3.connect(os.path.join(profile, 'foyer.db')) as db:
        return {row[0] for row in db.execute(
            "SELECT id FROM booking WHERE state IN ('booked', 'confirmed')")}


def main():
    chance = random.Random(SEED)
    print(f'# seed {SEED}, {ROUNDS} rounds')
    acknowledged = set()
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, 'profile')
        files = [os.path.join(folder, f'people-{k}.ndjson')
                 for k in range((ROUNDS - 1) // ROUNDS_A_FILE + 1)]
        for series, path in enumerate(files):
            write_people(path, series)
        ctl(profile, 'demo', '--patients', '1200', '--bookings', '0', '--seed', '3')
        for number in range(ROUNDS):
            people = files[number // ROUNDS_A_FILE]
            acknowledged.update(round_of_kills(profile, people, number, chance))
            if number % 10 == 9:
                found = ctl(profile, 'verify')
                assert found['ok'], found
                lost = acknowledged - kept(profile)
                assert not lost, f'{len(lost)} acknowledged bookings are lost: {sorted(lost)[:5]}'
        assert len(acknowledged) > ROUNDS, f'only {len(acknowledged)} were booked at all'
        print(f'ok 1 {len(acknowledged)} acknowledged bookings outlive {ROUNDS} kills')

        report = ctl(profile, 'import', *files)
        n_people = N_PEOPLE * len(files)
        assert report['refused'] == [] and report['read'] == n_people, report
        again = ctl(profile, 'import', *files)
        assert again['unchanged'] == n_people and again['added'] == 0, again
        assert ctl(profile, 'verify')['ok']
        print(f'ok 2 imports that were cut off are completed ({report["added"]} of {n_people} '
              'were missing)')
    print('1..2')


if __name__ == '__main__':
    try:
        main()
    except AssertionError as error:
        print(f'not ok - {error}')
        sys.exit(1)
