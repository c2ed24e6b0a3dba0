# SPDX-License-Identifier: GPL-3.0-or-later
"""A patient asks for a time with the clinic's web form; the desk answers by keyboard.

The form is that of a real foyer-endpoint on loopback.  What is sent appears in the Requests
screen within one sync, is attached to the patient on file, asks a new patient for the referral,
and is booked: at the endpoint it stays the one Appointment that the form has made.
"""

import json
import os
import re
import sqlite3
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

from desk import Program, Report, ctl

# The form takes nothing from who fills it in faster than a person can.
FILL_IN_S = 2.5


class Endpoint:
    """A foyer-endpoint of its own."""

    def __init__(self, folder):
        os.mkdir(folder, 0o700)
        self.process = subprocess.Popen(
            [os.environ['FOYER_ENDPOINT'], '--profile', folder, '--listen', '127.0.0.1:0',
             '--desk-rate', '0', '--address-rate', '0', '--requests-per-hour', '100'],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        assert line.startswith('Listening on '), f'it said {line!r}'
        self.base = line.split()[-1].rstrip('/')
        self.form = urllib.parse.urljoin(self.base, '/request')
        self.token = subprocess.run(
            [os.environ['FOYER_ENDPOINT'], '--profile', folder, 'token', 'add', 'desk'],
            capture_output=True, text=True, check=True).stdout.split()[-1]

    def get(self, target):
        request = urllib.request.Request(f'{self.base}/{target}',
                                         headers={'Authorization': f'Bearer {self.token}'})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def proposed(self):
        found = self.get('Appointment?status=proposed&_count=100')
        return {e['resource']['id'] for e in found.get('entry', [])}

    def ask_for_time(self, **typed):
        """Fills the form in as a browser does; returns the id of what it has made."""
        before = self.proposed()
        with urllib.request.urlopen(self.form) as answer:
            page = answer.read().decode()
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        time.sleep(FILL_IN_S)
        fields = {**hidden, 'website': '', 'times': 'morning', 'referral-sent': 'yes',
                  'earliest': '', 'seen-before': '', 'email': '', **typed}
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        with urllib.request.urlopen(urllib.request.Request(self.form, body)) as answer:
            said = answer.read().decode()
        made = self.proposed() - before
        assert len(made) == 1, f'{len(made)} requests came of it: {said}'
        return made.pop()

    def close(self):
        self.process.terminate()
        self.process.wait(60)


def known_patient(profile):
    """Somebody on file who was here and has a phone, who has sent no request yet, and about
    whom there is nothing to be said when a follow-up is booked."""
    with sqlite3.connect(os.path.join(profile, 'foyer.db')) as db:
        found = db.execute(
            "SELECT family, given, birth_date, phone.number FROM patient "
            "JOIN patient_phone AS phone ON phone.patient_id = patient.id "
            "WHERE active AND NOT deceased AND length (birth_date) = 10 "
            "AND birth_date < date ('now', '-20 years') AND NOT interpreter_needed "
            "AND patient.id IN (SELECT patient_id FROM booking WHERE state = 'completed') "
            "AND patient.id NOT IN (SELECT patient_id FROM booking WHERE state = 'no-show') "
            "AND patient.id NOT IN (SELECT patient_id FROM referral WHERE state IN ('received', "
            "'incomplete', 'triage', 'accepted', 'contacting', 'unreachable', 'expected')) "
            "AND lower (family) NOT IN (SELECT lower (family) FROM request) "
            "ORDER BY patient.id").fetchone()
    assert found, 'everybody needs something'
    return found


def requests(profile):
    return {one['name']: one for one in json.loads(ctl(profile, '--json', 'requests', '--all'))}


def born(date):
    year, month, day = date.split('-')
    return {'birth-year': year, 'birth-month': str(int(month)), 'birth-day': str(int(day))}


def choose_row(foyer, name):
    """Goes to the list of requests and to the row of that name by arrow keys."""
    foyer.key('alt+3')

    def there():
        node = foyer.focused()
        return node is not None and node.get_role_name() == 'list item'

    foyer.wait(there, 'a request with the keyboard')
    foyer.key('Home')
    for _ in range(20):
        if (foyer.focused_name() or '').startswith(name):
            return
        was = foyer.focused_name()
        foyer.key('Down')
        foyer.wait(lambda was=was: foyer.focused_name() != was, 'the next request')
    raise AssertionError(f'the list has no “{name}”')


def arrive(foyer, name):
    """One sync, and it is there."""
    foyer.key('alt+3')
    foyer.find('Enter a Request by Phone…')
    foyer.key('F5')
    foyer.find(name, 'list item', exact=False)


def attach(foyer, name):
    choose_row(foyer, name)
    foyer.says('Agrees: ')
    foyer.picture('request-1-candidate')
    foyer.key('Return')
    foyer.wait(lambda: (foyer.focused_name() or '').startswith('This is the patient'),
               'the keyboard on the candidate')
    foyer.key('Return')
    foyer.says('Known here')
    foyer.wait(lambda: foyer.focused_name() == 'Book…', 'the keyboard on the next step')
    foyer.picture('request-2-attached')
    assert requests(foyer.profile)[name]['patient_id'] is not None


def book(foyer, name):
    foyer.key('Return')
    foyer.says('Would like: Monday, Wednesday, in the morning')
    foyer.says('Everything is in order')
    foyer.picture('request-3-book')
    foyer.choose('Book')
    foyer.wait(lambda: len(foyer.windows()) == 1, 'the booking window to close')
    assert requests(foyer.profile)[name]['state'] == 'booked'


def is_booked(foyer, endpoint, made):
    foyer.key('F5')

    def look():
        appointment = endpoint.get(f'Appointment/{made}')
        return appointment if appointment['status'] == 'booked' else None

    appointment = foyer.wait(look, 'the Appointment to be booked')
    assert 'start' in appointment and 'end' in appointment, appointment
    assert not any('#' in p.get('actor', {}).get('reference', '')
                   for p in appointment['participant']), 'the patient is still contained'
    assert made not in endpoint.proposed()
    uids = [i['value'].removeprefix('urn:uuid:') for i in appointment['identifier']]
    with sqlite3.connect(os.path.join(foyer.profile, 'foyer.db')) as db:
        ours = {uid for uid, in db.execute(
            'SELECT booking.uid FROM booking JOIN request ON request.uid = booking.uid')}
    assert len(ours) == 1 and ours <= set(uids), f'{ours} is none of {uids}'


def register_and_ask(foyer, name):
    choose_row(foyer, name)
    foyer.says('Nobody on file')
    foyer.key('Return')
    foyer.wait(lambda: foyer.focused_name() == 'Register as New Patient…', 'the next step')
    foyer.key('Return')
    foyer.find('New Patient')
    foyer.wait(lambda: foyer.focused_name() == 'Family Name', 'the form')
    foyer.picture('request-4-register')
    foyer.key('ctrl+s')
    foyer.wait(lambda: len(foyer.windows()) == 1, 'the editor to close')
    foyer.wait(lambda: foyer.focused_name() == 'Ask for the Referral…', 'the next step')
    foyer.key('Return')
    foyer.find('Expect It', 'push button')
    foyer.picture('request-5-ask')
    foyer.key('ctrl+Return')
    foyer.wait(lambda: len(foyer.windows()) == 1, 'the dialog to close')
    foyer.says('Awaiting referral')
    foyer.says('Our number')
    foyer.picture('request-6-awaiting')
    assert requests(foyer.profile)[name]['state'] == 'awaiting-referral'


def decline(foyer, name):
    choose_row(foyer, name)
    foyer.choose('Decline…')
    foyer.find('Decline', 'push button')
    foyer.key('ctrl+Return')
    foyer.says('Say why, so that it can be understood later.')
    foyer.type('We do not treat this')
    foyer.picture('request-7-decline')
    foyer.key('ctrl+Return')
    foyer.wait(lambda: len(foyer.windows()) == 1, 'the dialog to close')
    foyer.wait(lambda: requests(foyer.profile)[name]['state'] == 'declined', 'the answer')


def by_phone(foyer):
    foyer.key('ctrl+shift+r')
    foyer.wait(lambda: foyer.focused_name() == 'Family name', 'the form')
    foyer.type('Caller')
    foyer.fill('Given name', 'Cora')
    foyer.fill('Phone', '(805) 555-0177')
    foyer.tab_to('Tuesday')
    foyer.key('space')
    foyer.picture('request-8-by-phone')
    foyer.key('ctrl+s')
    foyer.wait(lambda: len(foyer.windows()) == 1, 'the form to close')
    foyer.says('Tuesday, at any time')
    noted = requests(foyer.profile)['Caller, Cora']
    assert noted['channel'] == 'phone' and noted['state'] == 'open', noted


def main():
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, 'desk')
        secret = os.path.join(folder, 'token')
        endpoint = Endpoint(os.path.join(folder, 'endpoint'))
        ctl(profile, 'demo', '--patients', '40', '--bookings', '60', '--seed', '3')
        with open(secret, 'w', encoding='utf-8') as out:
            out.write(endpoint.token)
        ctl(profile, 'endpoint', 'set', endpoint.base, '--auth', 'bearer', '--secret-file', secret)
        ctl(profile, 'sync', '--once')
        family, given, birth_date, phone = known_patient(profile)
        foyer = Program(profile)
        try:
            foyer.find('New Booking', 'push button')
            known = f'{family}, {given}'
            made = {}
            with report.step('the form makes a request'):
                made['known'] = endpoint.ask_for_time(
                    family=family, given=given, phone=phone, category='medical',
                    referrer='Dr. Chen', days=['mon', 'wed'], message='A rash', **born(birth_date))
            with report.step('it appears within one sync'):
                arrive(foyer, known)
            with report.step('it is attached to the patient on file'):
                attach(foyer, known)
            with report.step('it is booked'):
                book(foyer, known)
            with report.step('the endpoint has it booked under the same id'):
                is_booked(foyer, endpoint, made['known'])
            with report.step('somebody new is registered and asked for the referral'):
                endpoint.ask_for_time(family='Newcomer', given='Zoë', phone='(805) 555-0191',
                                      category='medical', referrer='Dr. Who',
                                      **born('1980-02-03'))
                arrive(foyer, 'Newcomer, Zoë')
                register_and_ask(foyer, 'Newcomer, Zoë')
            with report.step('a request is taken down by phone'):
                by_phone(foyer)
            with report.step('a request is declined with a reason'):
                decline(foyer, 'Caller, Cora')
        finally:
            foyer.picture('request-end')
            foyer.close()
            endpoint.close()
    report.close()


if __name__ == '__main__':
    main()
