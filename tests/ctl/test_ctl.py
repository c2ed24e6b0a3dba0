# SPDX-License-Identifier: GPL-3.0-or-later
"""foyerctl as administrators and scripts use it: its JSON, its exit codes, and what it refuses.

Each refusal has to be a sentence, and nothing may have changed: the rows of the database are
summed up before and after.
"""

import contextlib
import datetime
import hashlib
import json
import os
import sqlite3
import subprocess
import tempfile
import time

from tap import Skip, Tests

CTL = os.environ['FOYER_CTL']
DONE, REFUSED, USAGE, FAILURE = 0, 1, 2, 3


def call(profile, *arguments, expect=DONE, wrapper=()):
    done = subprocess.run([*wrapper, CTL, '--profile', profile, '--json', *arguments],
                          capture_output=True, text=True, check=False)
    assert done.returncode == expect, \
        f'{" ".join(arguments)} gave {done.returncode}:\n{done.stdout}{done.stderr}'
    if expect in (USAGE, FAILURE):
        assert done.stdout == '' and done.stderr.strip().endswith(('.', ')', '”')), \
            f'not a sentence: {done.stderr}'
        return done.stderr
    try:
        return json.loads(done.stdout) if done.stdout else done.stderr
    except json.JSONDecodeError:
        raise AssertionError(f'{arguments}: not JSON:\n{done.stdout}') from None


def digest(profile):
    """Of every row but the audit trail, which also remembers refusals."""
    total = hashlib.sha256()
    with contextlib.closing(sqlite3.connect(os.path.join(profile, 'foyer.db'))) as db:
        tables = [row[0] for row in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name NOT IN ('audit', 'change') ORDER BY name")]
        for table in tables:
            for row in db.execute(f'SELECT * FROM {table}'):
                total.update(repr(row).encode())
    return total.hexdigest()


def unchanged(profile, func):
    before = digest(profile)
    result = func()
    assert digest(profile) == before, 'something was changed'
    return result


def query(profile, sql, *arguments):
    """The first row, None if there is none."""
    with contextlib.closing(sqlite3.connect(os.path.join(profile, 'foyer.db'))) as db:
        return db.execute(sql, arguments).fetchone()


def keys(value, *expected):
    assert isinstance(value, dict) and list(value) == list(expected), \
        f'expected {expected}, got {value if not isinstance(value, dict) else list(value)}'


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, 'wb') as file:
        file.write(content)
    return path


def from_tomorrow(profile, service):
    """Free times that do not begin while a test is about to take them."""
    today = datetime.date.fromisoformat(call(profile, 'day')['date'])
    found = call(profile, 'slots', '--service', service, '--limit', '3', '--from',
                 str(today + datetime.timedelta(days=1)))
    assert found, 'nothing is free'
    return found


# What the commands give

def test_init(folder):
    profile = os.path.join(folder, 'fresh')
    keys(call(profile, 'init', '--clinic', 'Ärzte “Nord” <b>', '--zone', 'Europe/London'),
         'clinic', 'zone')
    assert os.stat(profile).st_mode & 0o777 == 0o700
    assert os.stat(os.path.join(profile, 'foyer.db')).st_mode & 0o777 == 0o600
    unchanged(profile, lambda: subprocess.run(
        [CTL, '--profile', profile, 'init', '--clinic', 'B', '--zone', 'UTC'], check=False))
    call(os.path.join(folder, 'nowhere'), 'init', '--clinic', 'A', '--zone', 'Mars/Olympus',
         expect=REFUSED)


def test_shapes(profile):
    people = call(profile, 'search', 'a', '--limit', '3')
    assert 0 < len(people) <= 3
    keys(people[0], 'id', 'name', 'birth_date', 'number', 'phone')
    keys(call(profile, 'day'), 'date', 'clinicians')
    # Today the sample clinic may be closed.
    day = call(profile, 'day', query(
        profile, "SELECT min (visit_date) FROM booking WHERE state = 'completed'")[0])
    keys(day, 'date', 'clinicians')
    keys(day['clinicians'][0], 'id', 'name', 'bookings')
    booking = next(b for c in day['clinicians'] for b in c['bookings'])
    keys(booking, 'id', 'start', 'end', 'patient', 'patient_id', 'service', 'state')
    only = call(profile, 'day', day['date'], '--clinician', str(day['clinicians'][1]['id']))
    assert [c['id'] for c in only['clinicians']] == [day['clinicians'][1]['id']]
    slots = call(profile, 'slots', '--service', 'follow-up', '--limit', '4')
    assert len(slots) == 4
    keys(slots[0], 'clinician', 'clinician_id', 'start', 'end', 'reason')
    assert slots[0]['start'][-6] in '+-', 'an instant without its offset'
    found = call(profile, 'verify')
    assert found['ok']


def known_patient(profile, slot):
    """Somebody who was here lately, and is not here on the day of that time."""
    found = query(
        profile, "SELECT id FROM patient WHERE active AND NOT deceased AND EXISTS (SELECT 1 "
        "FROM booking WHERE patient_id = patient.id AND state = 'completed') AND NOT EXISTS "
        "(SELECT 1 FROM booking WHERE patient_id = patient.id AND live AND visit_date = ?)",
        slot['start'][:10])
    assert found, 'nobody is free then'
    return found[0]


def new_patient(profile, folder):
    """Somebody who has never been here: imported, and found by their name."""
    call(profile, 'import', write(folder, 'newcomer.csv', 'Family,Given,Date of birth\n'
                                  'Newcomer-Ångström,Zoë,1980-02-03\n'.encode()))
    return call(profile, 'search', 'newcomer zoe')[0]['id']


def book(profile, patient, service, slot, *more, expect=DONE):
    return call(profile, 'book', '--patient', str(patient), '--service', service, '--clinician',
                str(slot['clinician_id']), '--start', slot['start'], *more, expect=expect)


def test_book(profile):
    slot = from_tomorrow(profile, 'follow-up')[0]
    patient = known_patient(profile, slot)
    made = book(profile, patient, 'follow-up', slot)
    keys(made, 'booking', 'state')
    assert made['state'] == 'booked'
    refused = unchanged(profile, lambda: book(
        profile, patient, 'follow-up', slot, expect=REFUSED))['refused']
    keys(refused[0], 'rule', 'message', 'cure')
    assert {'clinician-overlap', 'patient-overlap'} & {r['rule'] for r in refused}


def test_new_patient_needs_referral(profile, folder):
    patient = new_patient(profile, folder)
    slot = from_tomorrow(profile, 'new-patient')[0]
    refused = unchanged(profile, lambda: book(
        profile, patient, 'new-patient', slot, expect=REFUSED))['refused']
    assert [r['rule'] for r in refused] == ['referral'] and refused[0]['cure']


def test_cosmetic_needs_deposit(profile):
    slot = from_tomorrow(profile, 'cosmetic')[0]
    patient = known_patient(profile, slot)
    refused = unchanged(profile, lambda: book(
        profile, patient, 'cosmetic', slot, expect=REFUSED))['refused']
    assert [r['rule'] for r in refused] == ['deposit']
    unchanged(profile, lambda: book(profile, patient, 'cosmetic', slot, '--deposit',
                                    'card:4111111111111111', expect=REFUSED))
    made = book(profile, patient, 'cosmetic', slot, '--deposit', 'card:T000123')
    assert made['state'] == 'booked'
    assert call(profile, 'verify')['ok']


def test_requests(profile):
    waiting = unchanged(profile, lambda: call(profile, 'requests'))
    assert waiting, 'the sample clinic has no requests'
    keys(waiting[0], 'id', 'state', 'channel', 'received', 'name', 'birth_date', 'phone', 'email',
         'category', 'candidates', 'patient_id', 'message')
    assert {one['state'] for one in waiting} <= {'open', 'awaiting-referral'}
    assert {'phone', 'web'} <= {one['channel'] for one in waiting}
    assert waiting[0]['received'][-6] in '+-', 'an instant without its offset'
    assert any(one['candidates'] for one in waiting), 'nobody may be meant'
    assert len(call(profile, 'requests', '--all')) >= len(waiting)
    call(profile, 'requests', 'extra', expect=USAGE)


def test_handouts(profile):
    listed = call(profile, 'handouts', 'list')
    assert len(listed) == 20, f'{len(listed)} articles'
    for article in listed:
        keys(article, 'id', 'language', 'version', 'title', 'topics', 'shipped', 'words', 'minutes',
             'ease', 'reviewed', 'withdrawn')
        assert article['shipped'] and article['version'] == 1
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, 'x.pdf')
        for words in (('--paper', 'a4'), ('--large',), ('--version', '1')):
            printed = unchanged(profile, lambda words=words: call(
                profile, 'handouts', 'print', 'eczema', '--language', 'es', *words, file))
            keys(printed, 'file', 'id', 'language', 'version', 'reviewed')
            assert printed['language'] == 'es' and printed['reviewed']
            with open(file, 'rb') as pdf:
                assert pdf.read(5) == b'%PDF-'
            os.remove(file)
        for words in ((), ('draw',), ('print', 'eczema', file),
                      ('print', 'eczema', '--language', '../es', file),
                      ('print', 'eczema', '--language', 'es', '--paper', 'a5', file)):
            call(profile, 'handouts', *words, expect=USAGE)
        for words in (('nothing', '--language', 'es'), ('eczema', '--language', 'zh'),
                      ('eczema', '--language', 'es', '--version', '2')):
            call(profile, 'handouts', 'print', *words, file, expect=USAGE)
        assert not os.path.exists(file)


def test_till(profile):
    assert call(profile, 'till', 'show') is None
    till = call(profile, 'till', 'open', '--float', '100')
    keys(till, 'id', 'drawer', 'state', 'opened', 'currency', 'float_minor', 'expected_minor',
         'counted_minor', 'closed', 'reason', 'lines')
    assert till['state'] == 'open' and till['expected_minor'] == 10000
    unchanged(profile, lambda: call(profile, 'till', 'open', '--float', '1', expect=REFUSED))
    for words in (('open',), ('open', '--float', '1,50'), ('close',), ('count', '20'),
                  ('report', '--from', 'May')):
        unchanged(profile, lambda words=words: call(profile, 'till', *words, expect=USAGE))
    assert call(profile, 'till', 'show')['id'] == till['id']


def owe(profile, booking, minor):
    """As a desk asks for more that has another price by now."""
    with contextlib.closing(sqlite3.connect(os.path.join(profile, 'foyer.db'))) as db:
        db.executescript('BEGIN; INSERT INTO applying VALUES (1);'
                         f'UPDATE booking SET deposit_minor = deposit_minor + {minor} '
                         f'WHERE id = {booking}; DELETE FROM applying; COMMIT')


def test_gift_card(profile):
    sold = call(profile, 'giftcard', 'sell', '--amount', '40')
    keys(sold, 'id', 'last_four', 'state', 'currency', 'left_minor', 'expires', 'receipt',
         'entries', 'code')
    assert sold['state'] == 'active' and sold['left_minor'] == 4000
    assert sold['receipt'].startswith(call(profile, 'till', 'show')['drawer'] + '-')
    code = sold['code']
    assert call(profile, 'giftcard', 'show', code.lower())['id'] == sold['id']
    assert 'code' not in call(profile, 'giftcard', 'show', code)
    wrong = code[:-1] + ('2' if code[-1] != '2' else '3')
    unchanged(profile, lambda: call(profile, 'giftcard', 'show', wrong, expect=REFUSED))
    unchanged(profile, lambda: call(profile, 'giftcard', 'sell', '--amount', '0',
                                    expect=REFUSED))

    slot = from_tomorrow(profile, 'cosmetic')[0]
    booking = str(book(profile, known_patient(profile, slot), 'cosmetic', slot, '--deposit',
                       'cash')['booking'])
    pay = ('giftcard', 'redeem', code, '--booking', booking, '--amount')
    unchanged(profile, lambda: call(profile, *pay, '1', expect=REFUSED))
    owe(profile, booking, 2500)
    operation = ('--operation', '0d8ee0b5-7a0b-4d5c-8a1c-0a8d3a0f6f11')
    assert call(profile, *pay, '25', *operation)['left_minor'] == 1500
    assert unchanged(profile, lambda: call(profile, *pay, '25', *operation))['left_minor'] == 1500
    unchanged(profile, lambda: call(profile, *pay, '25.001', expect=USAGE))
    unchanged(profile, lambda: call(profile, *pay, '1', '--operation', 'x', expect=USAGE))

    ended = call(profile, 'giftcard', 'void', code, '--reason', 'Stolen')
    assert ended['state'] == 'void' and ended['left_minor'] == 0
    unchanged(profile, lambda: call(profile, 'giftcard', 'void', code, '--reason', 'x',
                                    expect=REFUSED))
    assert code.replace('-', '') not in open(os.path.join(profile, 'foyer.db'), 'rb').read() \
        .decode('latin-1')


def test_ledger(profile, folder):
    today = call(profile, 'day')['date']
    entries = call(profile, 'ledger', '--from', today, '--to', today)
    keys(entries[0], 'id', 'at', 'kind', 'tender', 'amount_minor', 'currency', 'staff', 'desk',
         'patient_id', 'booking_id', 'receipt', 'terminal_reference', 'reverses', 'reason')
    assert {'charge', 'gift-issue', 'gift-redeem', 'forfeit'} <= {e['kind'] for e in entries}
    assert call(profile, 'ledger', '--to', '2000-01-01') == []
    report = call(profile, 'till', 'report', '--from', today, '--to', today)
    keys(report, 'currency', 'lines', 'tills')
    taken = sum(e['amount_minor'] for e in entries
                if e['tender'] == 'cash' and e['kind'] in ('payment', 'gift-issue'))
    assert sum(line['in_minor'] for line in report['lines'] if line['tender'] == 'cash') == taken

    expected = report['tills'][0]['expected_minor']
    unchanged(profile, lambda: call(profile, 'till', 'count', '1=1', expect=REFUSED))
    closed = call(profile, 'till', 'count', f'0.01={expected}')
    assert closed['state'] == 'closed' and closed['counted_minor'] == expected
    unchanged(profile, lambda: call(profile, 'till', 'count', '1=1', expect=REFUSED))

    path = os.path.join(folder, 'money')
    call(profile, 'export', '--format', 'money', path)
    assert sorted(os.listdir(path)) == ['deposits-held.csv', 'forfeited.csv',
                                        'gift-card-liability.csv', 'gift-cards.csv',
                                        'ledger.csv']
    assert call(profile, 'verify')['ok']


def test_print(profile, folder):
    path = os.path.join(folder, 'day.pdf')
    call(profile, 'print', 'day', call(profile, 'day')['date'], path)
    with open(path, 'rb') as file:
        assert file.read(5) == b'%PDF-'

    receipt = next(e['receipt'] for e in call(profile, 'ledger') if e['receipt'])
    for words in (('receipt', receipt), ('receipt', receipt, '--copy'), ('till',), ('ledger',),
                  ('gift-cards', '--to', '2026-01-01'), ('deposits-held',),
                  ('deposits-kept', '--from', '2026-01-01', '--to', '2026-12-31')):
        path = os.path.join(folder, 'money.pdf')
        assert call(profile, 'print', *words[:2 if words[0] == 'receipt' else 1], path,
                    *words[2 if words[0] == 'receipt' else 1:])['file'] == path
        assert os.stat(path).st_mode & 0o777 == 0o600
        os.remove(path)
    unchanged(profile, lambda: call(profile, 'print', 'receipt', 'Z-000001', path, expect=FAILURE))
    assert not os.path.exists(path)


def test_export(profile, folder):
    for form, name in (('csv', 'patients.csv'), ('fhir', 'Patient.ndjson')):
        path = os.path.join(folder, form)
        call(profile, 'export', '--format', form, path)
        assert os.path.getsize(os.path.join(path, name)) > 1000


def test_usage(profile):
    for words in ((), ('fly',), ('search',), ('book', '--patient', '1'), ('slots',),
                  ('print', 'day', '2026-02-30', 'x.pdf'), ('demo', '--patients', '0'),
                  ('print', 'ledger', 'x.pdf', '--from', '2026-11-02', '--to', '2026-11-01'),
                  ('print', 'money', 'x.pdf'), ('print', 'receipt', 'A-000001'),
                  ('export', '--format', 'pdf', 'x'), ('search', 'a', '--limit', 'many'),
                  ('book', '--patient', '1', '--service', 'x', '--clinician', '1', '--start',
                   '2026-11-23T09:00:00')):
        done = subprocess.run([CTL, '--profile', profile, *words], capture_output=True,
                              text=True, check=False)
        assert done.returncode == USAGE and done.stdout == '' and done.stderr, \
            f'{words}: {done.returncode} {done.stdout}'


# Bad input: refused in a sentence, and nothing changed

def test_impossible_date(profile):
    unchanged(profile, lambda: call(profile, 'day', '2026-02-30', expect=REFUSED))


def test_end_before_start(profile):
    assert call(profile, 'slots', '--service', 'follow-up', '--from', '2026-12-20', '--to',
                '2026-12-10') == []


def test_bad_lines(profile, folder):
    good = '{"resourceType":"Patient","id":"g1","identifier":[{"system":"urn:t","value":"%s"}],' \
           '"name":[{"family":"Ōe","given":["Zoë"]}],"birthDate":"1980-02-03"}\n'
    bad = '{"resourceType":"Patient","id":"b","name":[{"family":"B"}],"birthDate":"1980-02-31"}\n'
    deep = '{"resourceType":"Patient","a":' + '[' * 100000 + ']' * 100000 + '}\n'
    path = write(folder, 'bad.ndjson',
                 (good % 1 + bad + deep + good % 2 + (good % 3)[:60]).encode())
    report = call(profile, 'import', path)
    keys(report, 'read', 'added', 'updated', 'unchanged', 'refused')
    assert report['added'] == 2, report
    assert [r['line'] for r in report['refused']] == [2, 3, 5], report
    assert all(r['reason'].endswith(('.', ')')) for r in report['refused'])
    again = unchanged(profile, lambda: call(profile, 'import', path))
    assert again['added'] == 0 and again['unchanged'] == 2, again


def test_latin1_table(profile, folder):
    path = write(folder, 'old.csv', 'Name;Vorname;Geburtsdatum\nMüller;Jörg;12.03.1970\n'
                 'Weiß;Käthe;31.02.1970\n'.encode('latin-1'))
    report = call(profile, 'import', path)
    assert report['added'] == 1 and [r['line'] for r in report['refused']] == [3], report
    names = [p['name'] for p in call(profile, 'search', 'Mueller Jorg')]
    assert 'Müller, Jörg' in names, names


def test_newer_database(folder):
    profile = os.path.join(folder, 'newer')
    call(profile, 'init', '--clinic', 'A', '--zone', 'UTC')
    with contextlib.closing(sqlite3.connect(os.path.join(profile, 'foyer.db'))) as db:
        db.execute('PRAGMA user_version = 999')
    said = unchanged(profile, lambda: call(profile, 'verify', expect=FAILURE))
    assert 'newer version' in said, said


def in_namespace(commands):
    """A shell with mounts of its own, or None where that is not allowed."""
    prefix = ['unshare', '--map-root-user', '--mount', 'sh', '-c']
    probe = subprocess.run([*prefix, 'true'], capture_output=True, check=False)
    return None if probe.returncode else [*prefix, commands + ' && exec "$@"', 'sh']


def test_read_only_profile(folder):
    profile = os.path.join(folder, 'read-only')
    call(profile, 'init', '--clinic', 'A', '--zone', 'UTC')
    wrapper = in_namespace(f'mount -o bind "{profile}" "{profile}" && '
                           f'mount -o remount,bind,ro "{profile}"')
    if wrapper is None:
        return Skip('no mount namespace here')
    said = unchanged(profile, lambda: call(profile, 'import', write(folder, 'p.csv', b'Name\nX\n'),
                                           expect=FAILURE, wrapper=wrapper))
    assert 'cannot be written' in said, said
    return None


def test_full_disk(folder):
    """On a disk of 2 MiB an import runs out of space: what was kept is whole, and it says so."""
    mount = os.path.join(folder, 'small')
    profile = os.path.join(mount, 'profile')
    os.mkdir(mount)
    people = write(folder, 'many.ndjson', ''.join(
        '{"resourceType":"Patient","id":"m%d","identifier":[{"system":"urn:t","value":"m%d"}],'
        '"name":[{"family":"Many%d"}]}\n' % (i, i, i) for i in range(20000)).encode())
    wrapper = in_namespace(f'mount -t tmpfs -o size=2m small "{mount}"')
    if wrapper is None:
        return Skip('no mount namespace here')
    script = (f'"{CTL}" --profile "{profile}" init --clinic A --zone UTC || exit 90; '
              f'"{CTL}" --profile "{profile}" import "{people}"; echo "import $?"; '
              f'"{CTL}" --profile "{profile}" verify >&2; echo "verify $?"')
    done = subprocess.run([*wrapper, 'sh', '-c', script], capture_output=True, text=True,
                          check=False)
    assert 'import 3' in done.stdout, done.stdout + done.stderr
    assert 'disk is full' in done.stderr, done.stderr
    assert 'verify 0' in done.stdout, done.stdout + done.stderr
    return None


def main():
    tests = Tests()
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, 'profile')
        since = time.monotonic()
        call(profile, 'demo', '--patients', '600', '--bookings', '3000', '--seed', '5')
        print(f'# a sample clinic in {time.monotonic() - since:.1f} s')
        tests.check('init makes a private profile', test_init, folder)
        tests.check('search, day, slots and verify have their shapes', test_shapes, profile)
        tests.check('book keeps a time once', test_book, profile)
        tests.check('a new patient needs a referral', test_new_patient_needs_referral, profile,
                    folder)
        tests.check('a cosmetic visit needs its deposit', test_cosmetic_needs_deposit, profile)
        tests.check('requests are listed with who may be meant', test_requests, profile)
        tests.check('articles for patients are listed and printed', test_handouts, profile)
        tests.check('the till is opened once', test_till, profile)
        tests.check('a gift card is sold, spent and made void', test_gift_card, profile)
        tests.check('the ledger agrees with the till', test_ledger, profile, folder)
        tests.check('print writes a PDF', test_print, profile, folder)
        tests.check('export writes tables and FHIR', test_export, profile, folder)
        tests.check('a wrong call says how to call', test_usage, profile)
        tests.check('an impossible date is refused', test_impossible_date, profile)
        tests.check('an end before a start offers nothing', test_end_before_start, profile)
        tests.check('bad lines do not stop the rest', test_bad_lines, profile, folder)
        tests.check('a Latin-1 table is converted', test_latin1_table, profile, folder)
        tests.check('a newer database is left alone', test_newer_database, folder)
        tests.check('a read-only profile is refused', test_read_only_profile, folder)
        tests.check('a full disk loses nothing', test_full_disk, folder)
    tests.end()


if __name__ == '__main__':
    main()
