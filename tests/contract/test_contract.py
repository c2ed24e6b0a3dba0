# SPDX-License-Identifier: GPL-3.0-or-later
"""Desks that meet at a real FHIR server: what they and it promise to each other.

usage: test_contract.py router|endpoint
"""

import concurrent.futures
import datetime
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid

from tap import Skip, Tests

CTL = os.environ['FOYER_CTL']
RECORD = 'https://foyerclinic.org/fhir/sid/record'
FOREIGN = 'https://another-system.example/StructureDefinition/colour-of-file'
SYNTHEA = os.environ.get('FOYER_SYNTHEA', '')

# What differs between desks by its nature: rows, and what is only about the copy here.
LOCAL = {'id', 'updated_at'}

# Exit status of what a rule refuses.
REFUSED = 1


class Server:
    """A FHIR server, by its address."""

    def __init__(self, kind, folder, late_ms=0):
        self.kind = kind
        self.folder = folder
        if kind == 'router':
            words = ['node', os.path.join(os.path.dirname(__file__), 'peer.mjs')]
        else:
            words = [os.environ['FOYER_ENDPOINT'], '--profile', folder, '--listen', '127.0.0.1:0',
                     '--desk-rate', '0']
            os.makedirs(folder, mode=0o700, exist_ok=True)
        self.process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, 'PEER_LATE_MS': str(late_ms)})
        line = self.process.stdout.readline()
        assert line.startswith('Listening on '), f'it said {line!r}'
        self.base = line.split()[-1]
        self.token = self.new_token('another-system')

    def new_token(self, name):
        if self.kind == 'router':
            return None
        done = subprocess.run([os.environ['FOYER_ENDPOINT'], '--profile', self.folder,
                               'token', 'add', name], capture_output=True, text=True, check=True)
        return done.stdout.split()[-1]

    def ask(self, method, target, body=None, version=None):
        request = urllib.request.Request(
            f'{self.base}/{target}', method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={'Content-Type': 'application/fhir+json'})
        if version:
            request.add_header('If-Match', f'W/"{version}"')
        if self.token:
            request.add_header('Authorization', f'Bearer {self.token}')
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def all(self, kind):
        resources, target = [], f'{kind}?_count=1000&_sort=_id'
        while target:
            bundle = self.ask('GET', target)
            resources += [entry['resource'] for entry in bundle.get('entry', [])]
            links = {link['relation']: link['url'] for link in bundle.get('link', [])}
            target = f"{kind}?{links['next'].split('?')[1]}" if 'next' in links else None
        return resources

    def find(self, kind, uid):
        bundle = self.ask('GET', f'{kind}?identifier={RECORD}%7C{uid}')
        assert len(bundle.get('entry', [])) == 1, f'{kind} {uid} is there {bundle}'
        return bundle['entry'][0]['resource']

    def end(self):
        self.process.terminate()
        self.process.wait()


class Desk:
    """A profile that syncs with a server."""

    def __init__(self, server, folder, name, sample=None):
        self.profile = os.path.join(folder, name)
        os.makedirs(self.profile, mode=0o700)
        if sample:
            self.call('init', '--clinic', 'Harbor Dermatology', '--zone', 'America/Los_Angeles')
            if sample != 'empty':
                self.call('demo', *sample)
        token = server.new_token(name)
        words = ['--auth', 'bearer', '--secret-file', '-'] if token else []
        self.call('endpoint', 'set', server.base, *words, stdin=token)

    def call(self, *words, stdin=None, expect=0):
        done = subprocess.run([CTL, '--profile', self.profile, '--json', *words],
                              input=stdin or '', capture_output=True, text=True, check=False)
        assert done.returncode == expect, \
            f'{" ".join(words)} gave {done.returncode}:\n{done.stdout}{done.stderr}'
        try:
            return json.loads(done.stdout)
        except json.JSONDecodeError:
            return done.stdout + done.stderr

    def sync(self, expect=0, thorough=False):
        return self.call('sync', '--once', *(['--thorough'] if thorough else []), expect=expect)

    def rows(self, sql, *arguments):
        with sqlite3.connect(f'file:{self.profile}/foyer.db?mode=ro', uri=True) as db:
            return db.execute(sql, arguments).fetchall()

    def records(self, table):
        """Rows of a table by uid, with uids in place of rows that they refer to."""
        with sqlite3.connect(f'file:{self.profile}/foyer.db?mode=ro', uri=True) as db:
            db.row_factory = sqlite3.Row
            references = {row['from']: row['table'] for row in
                          db.execute(f'PRAGMA foreign_key_list({table})')}
            uids = {other: dict(db.execute(f'SELECT id, uid FROM {other}').fetchall())
                    for other in set(references.values())}
            found = {}
            for row in db.execute(f'SELECT * FROM {table}'):
                found[row['uid']] = {
                    column: uids[references[column]].get(row[column])
                    if column in references else row[column]
                    for column in row.keys() if column not in LOCAL}
        return found


def equal(first, second, tables):
    for table in tables:
        one, two = first.records(table), second.records(table)
        if table.startswith('patient_'):
            # The parts of a patient have no name of their own on the wire.
            one, two = (sorted(repr({k: v for k, v in row.items() if k != 'uid'})
                               for row in side.values()) for side in (one, two))
            assert one == two, f'{table}: {set(one) ^ set(two)}'
            continue
        assert one.keys() == two.keys(), \
            f'{table}: only at one desk: {sorted(one.keys() ^ two.keys())[:4]}'
        for uid, row in one.items():
            differing = {k: (v, two[uid][k]) for k, v in row.items() if two[uid][k] != v}
            assert not differing, f'{table} {uid}: {differing}'


TABLES = ['clinic', 'practice', 'room', 'service', 'clinician', 'working_hours', 'absence',
          'holiday', 'staff', 'referrer', 'patient', 'patient_phone', 'patient_name',
          'patient_contact', 'referral', 'referral_event', 'document', 'booking', 'booking_event',
          'booking_override', 'ledger_entry', 'communication', 'request']


def test_probe(world):
    world.first.call('endpoint', 'test')


def test_first_pull(world):
    sent = world.first.sync()
    assert sent['pushed'] > 150 and sent['refused'] == 0 and sent['waiting'] == 0, sent
    came = world.second.sync()
    assert came['pulled'] >= sent['pushed'] and came['conflicts'] == 0, came
    equal(world.first, world.second, TABLES)
    world.second.call('verify')


def test_idle(world):
    for desk in (world.first, world.second):
        before = [world.server.all(kind) for kind in ('Patient', 'Appointment', 'Schedule')]
        report = desk.sync()
        assert report['pushed'] == report['pulled'] == 0, report
        after = [world.server.all(kind) for kind in ('Patient', 'Appointment', 'Schedule')]
        assert before == after, 'something was written'


def edit(desk, folder, uid, phone):
    """Edits a patient at a desk, by the import of their record with another phone."""
    number, family, given, born = desk.rows(
        'SELECT number, family, given, birth_date FROM patient WHERE uid = ?', uid)[0]
    with tempfile.NamedTemporaryFile('w', encoding='utf-8', dir=folder, suffix='.ndjson') as file:
        json.dump({'resourceType': 'Patient', 'identifier': [
            {'system': RECORD, 'value': uid},
            {'system': 'https://foyerclinic.org/fhir/sid/mrn', 'value': number}],
            'name': [{'use': 'official', 'family': family, 'given': [given]}],
            'birthDate': born, 'address': [{'use': 'home', 'city': phone}]}, file)
        file.write('\n')
        file.flush()
        desk.call('import', file.name)


def city(desk, uid):
    return desk.rows('SELECT city FROM patient WHERE uid = ?', uid)[0][0]


def test_conflict(world):
    uid = world.first.rows('SELECT uid FROM patient ORDER BY id LIMIT 1')[0][0]
    edit(world.first, world.folder, uid, 'Ventura')
    edit(world.second, world.folder, uid, 'Oxnard')
    world.first.sync()
    report = world.second.sync()
    assert report['conflicts'] == 1, report
    assert city(world.second, uid) == 'Ventura', 'the value of the server stays'
    open_ones = world.second.call('conflicts')
    assert len(open_ones) == 1 and 'Oxnard' in open_ones[0]['ours'], open_ones
    assert 'Ventura' in open_ones[0]['theirs'], open_ones
    world.second.call('conflicts', 'resolve', str(open_ones[0]['id']), '--keep', 'ours')
    world.second.sync()
    world.first.sync()
    assert city(world.first, uid) == city(world.second, uid) == 'Oxnard'
    assert world.second.call('conflicts') == []
    equal(world.first, world.second, ['patient'])


def test_foreign_elements(world):
    uid = world.first.rows('SELECT uid FROM patient ORDER BY id LIMIT 1 OFFSET 5')[0][0]
    resource = world.server.find('Patient', uid)
    resource.setdefault('extension', []).append({'url': FOREIGN, 'valueString': 'Grün “3”'})
    resource['maritalStatus'] = {'text': 'Of another system'}
    resource['telecom'] = resource.get('telecom', []) + [
        {'system': 'url', 'value': 'https://example.org/~me'}]
    world.server.ask('PUT', f"Patient/{resource['id']}", resource, resource['meta']['versionId'])
    for desk, place in ((world.first, 'Ojai'), (world.second, 'Fillmore'), (world.first, 'Ojai')):
        desk.sync()
        edit(desk, world.folder, uid, place)
        desk.sync()
    after = world.server.find('Patient', uid)
    assert after['address'][0]['city'] == 'Ojai', after['address']
    assert {'url': FOREIGN, 'valueString': 'Grün “3”'} in after['extension']
    assert after['maritalStatus'] == {'text': 'Of another system'}
    assert {'system': 'url', 'value': 'https://example.org/~me'} in after['telecom']


def test_guard(world):
    """Desks book one time while none of them knows of the others."""
    n = 4 if world.server.kind == 'router' else 6
    desks = [Desk(world.server, world.folder, f'guard-{i}') for i in range(n)]
    for desk in desks:
        desk.sync()
    # Not a time that may begin before all have booked it.
    today = datetime.date.fromisoformat(desks[0].call('day')['date'])
    slot = desks[0].call('slots', '--service', 'follow-up', '--from',
                         str(today + datetime.timedelta(days=1)))[0]
    seen = desks[0].rows(
        "SELECT uid FROM patient WHERE active AND NOT deceased AND EXISTS (SELECT 1 FROM booking "
        "WHERE patient_id = patient.id AND state = 'completed') AND NOT EXISTS (SELECT 1 FROM "
        "booking WHERE patient_id = patient.id AND live "
        "AND abs (start_at - unixepoch (?)) < 2 * 3600) ORDER BY uid", slot['start'])
    assert len(seen) >= n, f'only {len(seen)} are free at that time'
    # Another clinician may see somebody at that time.
    before = {a['id'] for a in world.server.all('Appointment')}
    made = 0
    for desk, (uid,) in zip(desks, world.dice.sample(seen, n)):
        patient = desk.rows('SELECT id FROM patient WHERE uid = ?', uid)[0][0]
        clinician = desk.rows(
            'SELECT id FROM clinician WHERE uid = ?', desks[0].rows(
                'SELECT uid FROM clinician WHERE id = ?', slot['clinician_id'])[0][0])[0][0]
        desk.call('book', '--patient', str(patient), '--service', 'follow-up', '--clinician',
                  str(clinician), '--start', slot['start'])
        made += 1
    with concurrent.futures.ThreadPoolExecutor(n) as pool:
        list(pool.map(lambda desk: desk.sync(), desks))
    for desk in desks + desks:
        desk.sync()
    starts = [a for a in world.server.all('Appointment')
              if a['id'] not in before
              and a.get('start', '')[:16] == world.utc(slot['start'])]
    confirmed = [a for a in starts if a['status'] == 'booked']
    starts = [a for a in starts if a['status'] in ('booked', 'pending')]
    assert len(starts) == made and len(confirmed) == 1, [a['status'] for a in starts]
    reports = [desk.sync() for desk in desks]
    assert all(report['not_confirmed'] == made - 1 for report in reports), reports
    assert all(len(desk.call('conflicts')) >= made - 1 for desk in desks)
    equal(desks[0], desks[-1], ['booking'])


def test_last_forty(world):
    """Two desks take the last $40 of a gift card in the same moment."""
    desks = (world.first, world.second)
    sold = world.first.call('giftcard', 'sell', '--amount', '40')
    for desk in desks:
        desk.sync()
    pays = []
    for desk in desks:
        booking = desk.rows("SELECT id, uid FROM booking WHERE state = 'booked' "
                            'ORDER BY start_at DESC LIMIT 1')[0]
        with sqlite3.connect(f'{desk.profile}/foyer.db') as db:
            db.executescript('BEGIN; INSERT INTO applying VALUES (1);'
                             'UPDATE booking SET deposit_minor = deposit_minor + 4000 '
                             f'WHERE id = {booking[0]}; DELETE FROM applying; COMMIT')
        pays.append(('giftcard', 'redeem', sold['code'], '--booking', str(booking[0]),
                     '--amount', '40', '--operation', str(uuid.uuid4())))
    for desk, pay in zip(desks, pays):
        # Nobody has asked the endpoint yet.
        desk.call(*pay, expect=REFUSED)
    syncs = [subprocess.Popen([CTL, '--profile', desk.profile, 'sync', '--once'],
                              stdout=subprocess.DEVNULL) for desk in desks]
    assert [sync.wait() for sync in syncs] == [0, 0]
    done = [subprocess.run([CTL, '--profile', desk.profile, '--json', *pay],
                           capture_output=True, text=True, check=False)
            for desk, pay in zip(desks, pays)]
    assert sorted(one.returncode for one in done) == [0, REFUSED], done
    for _ in range(2):
        for desk in desks:
            desk.sync()
    for desk in desks:
        assert desk.call('giftcard', 'show', sold['code'])['left_minor'] == 0
        assert desk.rows("SELECT count(*) FROM ledger_entry WHERE kind = 'gift-redeem' "
                         'AND gift_card_uid = (SELECT uid FROM gift_card WHERE id = ?)',
                         desk.call('giftcard', 'show', sold['code'])['id']) == [(1,)]
    account = [one for one in world.server.all('Account')
               if '"' + desks[0].rows('SELECT uid FROM gift_card WHERE id = ?',
                                      sold['id'])[0][0] + '"' in json.dumps(one)]
    assert len(account) == 1
    left = [one['valueMoney']['value'] for one in account[0]['extension']
            if one['url'].endswith('/remaining-value')]
    assert left == [0], left


def test_paging_drift(world):
    """Another system edits patients while a desk pulls them for the first time."""
    desk = Desk(world.server, world.folder, 'drift')
    stop = threading.Event()
    written = {}

    def write():
        dice = random.Random(7)
        patients = world.server.all('Patient')
        while not stop.is_set():
            resource = dice.choice(patients)
            resource = world.server.ask('GET', f"Patient/{resource['id']}")
            resource['multipleBirthInteger'] = dice.randrange(1, 1000)
            try:
                after = world.server.ask('PUT', f"Patient/{resource['id']}", resource,
                                         resource['meta']['versionId'])
            except urllib.error.HTTPError:
                continue
            written[after['id']] = after['meta']['versionId']

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            desk.sync()
    finally:
        stop.set()
        writer.join()
    desk.sync()
    assert len(written) > 5, 'nothing was written meanwhile'
    have = dict(desk.rows("SELECT remote_id, base_version FROM replica WHERE type = 'Patient'"))
    missed = {i: v for i, v in written.items() if have.get(i) != v}
    assert not missed, f'{len(missed)} of {len(written)} were missed'


def test_late_visibility(world):
    """A server whose searches show some resources seconds after they were stamped."""
    if world.server.kind != 'router':
        return Skip('this server shows what it has stamped')
    server = Server('router', world.folder, late_ms=2500)
    try:
        first = Desk(server, world.folder, 'late-first', ['--patients', '40', '--bookings', '40'])
        second = Desk(server, world.folder, 'late-second')
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            sending = pool.submit(first.sync)
            while not sending.done():
                second.sync()
            sending.result()
        time.sleep(2.6)
        for desk in (first, second, first, second):
            desk.sync()
        equal(first, second, TABLES)
    finally:
        server.end()
    return None


def test_synthea(world):
    """615 people of Synthea from one desk to another, every field."""
    if not SYNTHEA:
        return Skip('FOYER_SYNTHEA names no folder')
    server = Server(world.server.kind, os.path.join(world.folder, 'synthea'))
    try:
        first = Desk(server, world.folder, 'synthea-first', 'empty')
        for kind in ('Organization', 'Practitioner', 'Patient'):
            first.call('import', os.path.join(SYNTHEA, f'{kind}.ndjson'))
        sent = first.sync()
        second = Desk(server, world.folder, 'synthea-second')
        came = second.sync()
        assert sent['refused'] == came['conflicts'] == 0, (sent, came)
        assert second.rows('SELECT count(*) FROM patient')[0][0] == 615
        equal(first, second, TABLES)
    finally:
        server.end()
    return None


def kill_while_syncing(desk, times, dice):
    """Starts a sync and kills it a moment later, so many times."""
    cut_off = 0
    for _ in range(times):
        with subprocess.Popen([CTL, '--profile', desk.profile, 'sync', '--once'],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(dice.uniform(0.02, 0.4))
            cut_off += process.poll() is None
            process.kill()
    return cut_off


def test_killed(world):
    """A desk that is killed while it sends, and one while it receives."""
    if world.server.kind != 'endpoint':
        return Skip('the same with the other server')
    server = Server('endpoint', os.path.join(world.folder, 'killed'))
    try:
        first = Desk(server, world.folder, 'killed-first',
                     ['--patients', '120', '--bookings', '200'])
        cut_off = kill_while_syncing(first, 12, world.dice)
        first.sync()
        second = Desk(server, world.folder, 'killed-second')
        cut_off += kill_while_syncing(second, 8, world.dice)
        second.sync()
        print(f'# {cut_off} of 20 syncs were cut off')
        assert cut_off > 3, 'hardly any sync was cut off'
        equal(first, second, TABLES)
        uids = [i['value'] for kind in ('Patient', 'Appointment', 'ServiceRequest')
                for resource in server.all(kind) for i in resource['identifier']
                if i['system'] == RECORD]
        assert len(uids) == len(set(uids)), 'something is there twice'
        for desk in (first, second):
            desk.call('verify')
    finally:
        server.end()
    return None


class World:
    def __init__(self, kind, folder):
        self.folder = folder
        seed = int(os.environ.get('FOYER_SEED', random.randrange(10 ** 6)))
        self.dice = random.Random(seed)
        print(f'# seed {seed}', flush=True)
        self.server = Server(kind, os.path.join(folder, 'server'))
        # The router looks at every resource for each search, so its clinic is a small one.
        size = ['--patients', '40', '--bookings', '60'] if kind == 'router' else \
            ['--patients', '120', '--bookings', '300']
        self.first = Desk(self.server, folder, 'first', [*size, '--seed', '3'])
        self.second = Desk(self.server, folder, 'second')

    @staticmethod
    def utc(instant):
        done = subprocess.run(['date', '-u', '-d', instant, '+%Y-%m-%dT%H:%M'],
                              capture_output=True, text=True, check=True)
        return done.stdout.strip()


def main():
    kind = sys.argv[1]
    tests = Tests()
    with tempfile.TemporaryDirectory(prefix='foyer-contract-') as folder:
        world = World(kind, folder)
        try:
            tests.check(f'{kind}: the probe finds it safe', test_probe, world)
            tests.check(f'{kind}: what one desk has another one gets', test_first_pull, world)
            tests.check(f'{kind}: an idle sync writes nothing', test_idle, world)
            tests.check(f'{kind}: both sides of a conflict are kept', test_conflict, world)
            tests.check(f'{kind}: what is not ours survives edits', test_foreign_elements, world)
            tests.check(f'{kind}: desks that book one time get it once', test_guard, world)
            tests.check(f'{kind}: the last $40 of a card are spent once', test_last_forty, world)
            tests.check(f'{kind}: pages that drift miss nothing', test_paging_drift, world)
            tests.check(f'{kind}: what shows late is not missed', test_late_visibility, world)
            tests.check(f'{kind}: a desk that is killed loses nothing', test_killed, world)
            tests.check(f'{kind}: Synthea’s people arrive whole', test_synthea, world)
        finally:
            world.server.end()
    tests.end()


if __name__ == '__main__':
    main()
