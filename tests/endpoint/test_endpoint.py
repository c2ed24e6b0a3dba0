# SPDX-License-Identifier: GPL-3.0-or-later
"""foyer-endpoint over its socket, as desks, administrators and strangers meet it."""

import concurrent.futures
import http.client
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import tempfile
import threading
import time
import urllib.parse
import warnings

from tap import Skip, Tests

ENDPOINT = os.environ['FOYER_ENDPOINT']
SYSTEM = 'https://example.org/record'


class Server:
    """A running endpoint with a token for its desk."""

    def __init__(self, profile, *arguments, desk='desk'):
        self.profile = profile
        self.token = command(profile, 'token', 'add', desk).stdout.strip() if desk else None
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [ENDPOINT, '--profile', profile, '--listen', '127.0.0.1:0', *arguments],
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        assert line.startswith('Listening on http'), f'it said {line!r}'
        self.base = urllib.parse.urlsplit(line.split()[-1])
        assert self.base.path == '/fhir'

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.process.stdout.close()

    def client(self):
        return Client(self)

    def log_text(self):
        self.log.seek(0)
        return self.log.read().decode()


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        self.json = json.loads(self.body) if self.body else None

    def expect(self, status):
        assert self.status == status, f'{self.status} instead of {status}: {self.body[:400]}'
        return self

    def paths(self):
        return [path for issue in self.json['issue'] for path in issue.get('expression', [])]


class Client:
    """One connection, kept alive."""

    def __init__(self, server):
        self.server = server
        self.connection = http.client.HTTPConnection(server.base.hostname, server.base.port,
                                                     timeout=30)

    def ask(self, method, target, body=None, token=..., **headers):
        fields = {name.replace('_', '-'): value for name, value in headers.items()}
        token = self.server.token if token is ... else token
        if token:
            fields['Authorization'] = f'Bearer {token}'
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        if isinstance(body, str):
            body = body.encode()
        if body is not None:
            fields.setdefault('Content-Type', 'application/fhir+json')
        self.connection.request(method, target if target.startswith('/') else f'/fhir/{target}',
                                body, fields)
        return Answer(self.connection.getresponse())

    def create(self, resource, **headers):
        return self.ask('POST', resource['resourceType'], resource, **headers).expect(201).json

    def update(self, resource, **headers):
        return self.ask('PUT', f'{resource["resourceType"]}/{resource["id"]}', resource, **headers)

    def search(self, target):
        return self.ask('GET', target).expect(200).json

    def all_pages(self, target):
        found = []
        while target:
            page = self.search(target)
            found += [entry['resource'] for entry in page.get('entry', [])]
            target = next((link['url'] for link in page['link'] if link['relation'] == 'next'), None)
            if target:
                parts = urllib.parse.urlsplit(target)
                target = f'{parts.path}?{parts.query}'
        return found


def command(profile, *arguments, expect=0):
    done = subprocess.run([ENDPOINT, '--profile', profile, *arguments], capture_output=True,
                          text=True, check=False)
    assert done.returncode == expect, f'{arguments} gave {done.returncode}: {done.stderr}'
    if expect:
        assert done.stdout == '' and done.stderr.strip().endswith('.'), \
            f'not a sentence: {done.stderr}'
    return done


def identifier(value):
    return [{'system': SYSTEM, 'value': value}]


def unless(value):
    return {'If_None_Exist': f'identifier={SYSTEM}%7C{value}'}


def patient(value, family='Test'):
    return {'resourceType': 'Patient', 'identifier': identifier(value), 'name': [{'family': family}]}


def ids(resources):
    return [resource['id'] for resource in resources]


# Commands

def test_commands(folder):
    profile = os.path.join(folder, 'commands')
    token = command(profile, 'token', 'add', 'front').stdout.strip()
    assert token.startswith('foyer_') and len(token) > 40
    assert os.stat(profile).st_mode & 0o777 == 0o700
    for name in os.listdir(profile):
        assert os.stat(os.path.join(profile, name)).st_mode & 0o777 == 0o600, name
    with sqlite3.connect(os.path.join(profile, 'endpoint.db')) as db:
        assert token not in '\n'.join(db.iterdump()), 'the token itself is stored'
    assert token not in command(profile, 'token', 'list').stdout
    command(profile, 'token', 'add', 'front', expect=1)
    command(profile, 'token', 'add', 'two words', expect=2)
    command(profile, 'token', 'revoke', 'back', expect=1)
    command(profile, 'token', expect=2)
    command(profile, 'delete', 'Patient/nobody', expect=1)
    command(profile, 'delete', 'Patient', expect=2)
    command(profile, 'token', 'revoke', 'front')
    assert 'revoked' in command(profile, 'token', 'list').stdout
    command(profile, 'token', 'add', 'front')
    command(profile, '--listen', '0.0.0.0:0', expect=2)
    command(profile, '--listen', 'nowhere', expect=2)
    command(profile, '--listen', '127.0.0.1:0', '--tls-certificate', '/nonexistent', expect=3)


def test_stop(folder):
    with Server(os.path.join(folder, 'stop')) as server:
        server.client().create(patient('1'))
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(20) == 0
    assert 'used never' not in command(server.profile, 'token', 'list').stdout


# Who may ask

def test_tokens(server):
    client = server.client()
    client.ask('GET', 'metadata', token=None).expect(200)
    for token in (None, 'foyer_x', server.token + 'x', server.token[:-1]):
        refused = client.ask('GET', 'Patient', token=token).expect(401)
        assert refused.headers['WWW-Authenticate'].startswith('Bearer')
        assert refused.json['resourceType'] == 'OperationOutcome'
    client.ask('GET', 'Patient', token=None, Authorization='Basic eDp5').expect(401)
    other = command(server.profile, 'token', 'add', 'laptop').stdout.strip()
    client.ask('GET', 'Patient', token=other).expect(200)
    command(server.profile, 'token', 'revoke', 'laptop')
    client.ask('GET', 'Patient', token=other).expect(401)
    client.ask('GET', 'Patient').expect(200)


def test_limits(folder):
    with Server(os.path.join(folder, 'limits'), '--desk-rate', '4', '--address-rate', '2') as server:
        client = server.client()
        for token, burst in ((server.token, 20), ('wrong', 10)):
            answers = [client.ask('GET', 'Patient', token=token)]
            # A slow machine gets more answers, since the bucket fills meanwhile.
            while answers[-1].status != 429 and len(answers) < 500:
                answers.append(client.ask('GET', 'Patient', token=token))
            assert burst < len(answers) < 500, [answer.status for answer in answers]
            assert int(answers[-1].headers['Retry-After']) >= 1
        # Guessing does not lock out the desks behind the same address.
        time.sleep(1)
        client.ask('GET', 'Patient').expect(200)
        client.ask('GET', 'Patient', token=None, Authorization='Bearer x').expect(401)


def test_log(server):
    client = server.client()
    made = client.create(patient('log-secret', 'Logfamily'))
    client.ask('GET', f'Patient/{made["id"]}')
    client.ask('GET', 'Patient?identifier=log-secret')
    client.ask('GET', '/Logfamily/log-secret', token=None)
    client.ask('PUT', 'Patient/log-secret', patient('log-secret'))
    text = server.log_text()
    for word in ('Logfamily', 'log-secret', made['id'], server.token, '127.0.0.1'):
        assert word not in text, f'{word} is in the log'
    lines = [json.loads(line) for line in text.splitlines()]
    line = next(line for line in lines if line['path'] == '/fhir/Patient/{id}')
    assert {'time', 'method', 'path', 'status', 'ms', 'bytes', 'token'} == set(line), line
    assert line['token'] == 'desk'


# What it keeps

def test_metadata(server):
    said = server.client().ask('GET', 'metadata', token=None).expect(200)
    assert said.headers['Content-Type'].startswith('application/fhir+json')
    assert said.json['fhirVersion'] == '4.0.1'
    kept = {resource['type']: resource for resource in said.json['rest'][0]['resource']}
    assert kept['Patient']['versioning'] == 'versioned'
    assert kept['Patient']['conditionalCreate'] is True
    assert kept['Patient']['updateCreate'] is False
    assert 'patient' in [param['name'] for param in kept['Appointment']['searchParam']]
    for name, resource in kept.items():
        for param in resource['searchParam']:
            value = {'date': '2026', 'token': 'booked', 'reference': 'Patient/x'}[param['type']]
            server.client().ask('GET', f'{name}?{param["name"]}={value}').expect(200)


def test_read_and_history(server):
    client = server.client()
    answer = client.ask('POST', 'Patient', patient('history')).expect(201)
    made = answer.json
    assert answer.headers['ETag'] == 'W/"1"' and made['meta']['versionId'] == '1'
    assert answer.headers['Location'].endswith(f'/fhir/Patient/{made["id"]}/_history/1')
    assert answer.headers['Last-Modified'].endswith(' GMT')
    for n in range(2, 6):
        made['name'] = [{'family': f'Version {n}'}]
        answer = client.update(made, If_Match=f'W/"{n - 1}"').expect(200)
        assert answer.headers['ETag'] == f'W/"{n}"'
        made = answer.json
    assert client.ask('GET', f'Patient/{made["id"]}').expect(200).json == made
    assert client.ask('HEAD', f'Patient/{made["id"]}').expect(200).headers['ETag'] == 'W/"5"'
    first = client.ask('GET', f'Patient/{made["id"]}/_history/1').expect(200)
    assert first.json['name'][0]['family'] == 'Test' and first.headers['ETag'] == 'W/"1"'
    client.ask('GET', f'Patient/{made["id"]}/_history/6').expect(404)
    client.ask('GET', f'Patient/{made["id"]}/_history/x').expect(404)
    versions = client.all_pages(f'Patient/{made["id"]}/_history?_count=2')
    assert [version['meta']['versionId'] for version in versions] == ['5', '4', '3', '2', '1']
    assert client.search(f'Patient/{made["id"]}/_history')['total'] == 5
    client.ask('GET', 'Patient/nobody').expect(404)
    client.ask('GET', 'Patient/nobody/_history').expect(404)
    client.ask('GET', 'Observation').expect(404)
    client.ask('GET', '/fhir/Patient/a/b/c/d/e').expect(404)


def test_text_is_kept(server):
    client = server.client()
    text = ('{ "resourceType" : "Patient", "extension": [ { "url": "https://example.org/x", '
            '"valueDecimal": 100.00 }, {"url":"https://example.org/y","valueDecimal":1e2},'
            '{"url":"https://example.org/z","valueString":"\\u00e9 \\" \\\\ ü"} ] }')
    made = client.ask('POST', 'Patient', text).expect(201)
    for part in (b'100.00', b'1e2', rb'\u00e9 \" \\ ' + 'ü'.encode()):
        assert part in made.body, made.body
    again = dict(made.json)
    again['extension'][0]['valueDecimal'] = 7
    client.update(again, If_Match='W/"1"').expect(200)
    old = client.ask('GET', f'Patient/{made.json["id"]}/_history/1').expect(200)
    assert old.body == made.body


def test_update(server):
    client = server.client()
    made = client.create(patient('update'))
    same = client.update(made, If_Match='W/"1"').expect(200)
    assert same.headers['ETag'] == 'W/"1"', 'an unchanged body made a version'
    reordered = dict(reversed(made.items()))
    assert client.update(reordered).expect(200).headers['ETag'] == 'W/"1"'
    made['name'][0]['family'] = 'Changed'
    client.update(made, If_Match='W/"7"').expect(412)
    client.update(made, If_Match='W/"x"').expect(412)
    client.update(made, If_Match='1').expect(400)
    assert client.update(made, If_Match='"1"').expect(200).headers['ETag'] == 'W/"2"'
    made['name'][0]['family'] = 'Again'
    assert client.update(made).expect(200).headers['ETag'] == 'W/"3"'
    client.ask('PUT', 'Patient/new-id', {**made, 'id': 'new-id'}).expect(405)
    client.ask('PUT', 'Patient/new-id', {**made, 'id': 'new-id'}, If_Match='W/"1"').expect(404)
    assert client.ask('PUT', 'Patient/other', made).expect(400).paths() == ['Patient.id']
    client.ask('DELETE', f'Patient/{made["id"]}').expect(405)
    assert client.ask('PATCH', f'Patient/{made["id"]}', []).expect(405).headers['Allow']


def test_deleted(server):
    client = server.client()
    made = client.create(patient('deleted'))
    command(server.profile, 'delete', f'Patient/{made["id"]}')
    client.ask('GET', f'Patient/{made["id"]}').expect(410)
    client.update(made).expect(410)
    client.ask('GET', f'Patient/{made["id"]}/_history/1').expect(200)
    client.ask('GET', f'Patient/{made["id"]}/_history/2').expect(410)
    entry = client.search(f'Patient/{made["id"]}/_history')['entry'][0]
    assert entry['request']['method'] == 'DELETE' and 'resource' not in entry
    assert client.search('Patient?identifier=deleted')['total'] == 0
    client.ask('POST', 'Patient', patient('deleted'), **unless('deleted')).expect(201)


def test_large_pages(folder):
    with Server(os.path.join(folder, 'large')) as server:
        client = server.client()
        made = [client.create({**patient(f'large-{n}'), 'photo': [{'data': 'A' * (3 << 20)}]})
                for n in range(5)]
        page = client.ask('GET', 'Patient?_count=50').expect(200)
        assert len(page.body) < 9 << 20 and len(page.json['entry']) == 2
        assert ids(client.all_pages('Patient')) == ids(made)
        assert len(client.search('Patient?_elements=id')['entry']) == 5


def test_backup(server):
    client = server.client()
    made = client.create(patient('backup'))
    with tempfile.TemporaryDirectory() as copy:
        path = os.path.join(copy, 'endpoint.db')
        command(server.profile, 'backup', path)
        assert os.stat(path).st_mode & 0o777 == 0o600
        command(server.profile, 'backup', path, expect=1)
        with Server(copy, desk=None) as other:
            other.token = server.token
            assert other.client().ask('GET', f'Patient/{made["id"]}').expect(200).json == made


def test_conditional_create(server):
    client = server.client()
    first = client.ask('POST', 'Patient', patient('once'), **unless('once')).expect(201).json
    again = client.ask('POST', 'Patient', patient('once', 'Other'), **unless('once')).expect(200)
    assert again.json == first and again.headers['ETag'] == 'W/"1"'
    client.create(patient('once'))
    client.ask('POST', 'Patient', patient('once'), **unless('once')).expect(412)
    client.ask('POST', 'Patient', patient('x'), If_None_Exist='name=Test').expect(400)
    client.ask('POST', 'Patient', patient('x'), If_None_Exist='identifier=').expect(400)
    refused = client.ask('POST', 'Patient', patient('x'), **unless('y')).expect(422)
    assert refused.paths() == ['Patient.identifier']


def test_create_race(server):
    """16 clients create the same record at once, again and again."""
    clients = [server.client() for _ in range(16)]
    for n in range(15):
        barrier = threading.Barrier(len(clients))

        def create(client):
            barrier.wait()
            return client.ask('POST', 'Patient', patient(f'race-{n}'), **unless(f'race-{n}'))

        with concurrent.futures.ThreadPoolExecutor(len(clients)) as pool:
            answers = list(pool.map(create, clients))
        statuses = sorted(answer.status for answer in answers)
        assert statuses == [200] * 15 + [201], statuses
        assert len(set(ids(answer.json for answer in answers))) == 1
        assert client_total(server, f'Patient?identifier=race-{n}') == 1


def client_total(server, target):
    return server.client().search(target)['total']


def test_match_race(server):
    """12 clients change the same version at once: one of them does."""
    clients = [server.client() for _ in range(12)]
    made = clients[0].create(patient('match-race'))
    for n in range(1, 16):
        barrier = threading.Barrier(len(clients))

        def update(number):
            changed = {**made, 'name': [{'family': f'Round {n} client {number}'}]}
            barrier.wait()
            return clients[number].update(changed, If_Match=f'W/"{n}"')

        with concurrent.futures.ThreadPoolExecutor(len(clients)) as pool:
            answers = list(pool.map(update, range(len(clients))))
        won = [answer for answer in answers if answer.status == 200]
        assert len(won) == 1 and all(a.status == 412 for a in answers if a is not won[0])
        kept = clients[0].ask('GET', f'Patient/{made["id"]}').json
        assert kept == won[0].json and kept['meta']['versionId'] == str(n + 1)


# Searches

def test_search(folder):
    with Server(os.path.join(folder, 'search')) as server:
        client = server.client()
        people = [client.create(patient(f'p{n}')) for n in range(7)]
        doctor = client.create({'resourceType': 'Practitioner', 'identifier': identifier('d')})
        visits = [client.create({
            'resourceType': 'Appointment', 'identifier': identifier(f'a{n}'),
            'status': 'booked' if n % 2 else 'cancelled',
            'start': f'2026-11-{20 + n}T09:00:00-08:00', 'end': f'2026-11-{20 + n}T09:30:00-08:00',
            'participant': [
                {'actor': {'reference': f'Patient/{people[n % 2]["id"]}'}, 'status': 'accepted'},
                {'actor': {'reference': f'Practitioner/{doctor["id"]}'}, 'status': 'accepted'}],
        }) for n in range(6)]
        people[2]['name'] = [{'family': 'Later'}]
        people[2] = client.update(people[2]).expect(200).json

        def found(target):
            page = client.search(target)
            result = ids(entry['resource'] for entry in page.get('entry', []))
            assert page['total'] == len(result)
            return result

        stamps = [person['meta']['lastUpdated'] for person in people]
        assert found(f'Patient?_lastUpdated=ge{stamps[5]}') == ids([people[5], people[6], people[2]])
        assert found(f'Patient?_lastUpdated=gt{stamps[5]}') == ids([people[6], people[2]])
        assert found(f'Patient?_lastUpdated=le{stamps[1]}') == ids(people[:2])
        assert found(f'Patient?_lastUpdated=lt{stamps[1]}') == ids(people[:1])
        assert found(f'Patient?_lastUpdated=eq{stamps[3]}') == ids(people[3:4])
        assert found(f'Patient?_lastUpdated={stamps[3]}') == ids(people[3:4])
        assert found(f'Patient?_lastUpdated=ge{stamps[0]}&_lastUpdated=lt{stamps[3]}') == ids(
            [people[0], people[1]])
        assert found('Patient?_lastUpdated=lt2000-01-01') == []
        assert len(found(f'Patient?_lastUpdated=ge{stamps[0][:10]}')) == 7
        assert found('Patient?_sort=-_lastUpdated')[0] == people[2]['id']
        assert found('Patient?_sort=_id') == sorted(ids(people))
        assert found(f'Patient?_id={people[1]["id"]},{people[4]["id"]}') == ids(
            [people[1], people[4]])
        assert found(f'Patient?identifier={SYSTEM}%7Cp3') == ids(people[3:4])
        assert found('Patient?identifier=p3') == ids(people[3:4])
        assert found('Patient?identifier=%7Cp3') == []
        assert found('Patient?identifier=elsewhere%7Cp3') == []
        assert found(f'Patient?identifier={SYSTEM}|p3,{SYSTEM}|p4') == ids(people[3:5])
        assert len(found(f'Patient?identifier={SYSTEM}%7C')) == 7

        assert found('Appointment?status=booked') == ids(visits[1::2])
        assert found('Appointment?status=booked,cancelled') == ids(visits)
        assert found(f'Appointment?patient={people[0]["id"]}') == ids(visits[0::2])
        assert found(f'Appointment?patient=Patient/{people[1]["id"]}&status=cancelled') == []
        assert found(f'Appointment?practitioner={doctor["id"]}') == ids(visits)
        assert found(f'Appointment?actor=Practitioner/{doctor["id"]}') == ids(visits)
        assert found(f'Appointment?actor=Practitioner/{people[0]["id"]}') == []
        assert found('Appointment?date=ge2026-11-23&date=lt2026-11-25') == ids(visits[3:5])
        assert found('Appointment?date=2026-11-24') == ids(visits[4:5])
        assert found('Appointment?date=gt2026-11-24T17:00:00Z') == ids(visits[5:])
        moved = dict(visits[0], start='2027-01-01T09:00:00Z', end='2027-01-01T10:00:00Z')
        client.update(moved).expect(200)
        assert found('Appointment?date=2026-11-20') == []
        asked = client.create({
            'resourceType': 'Appointment', 'status': 'proposed',
            'requestedPeriod': [{'start': '2028-03'}, {'start': '2028-01-02', 'end': '2028-01-05'}],
            'participant': [{'actor': {'display': 'x'}, 'status': 'needs-action'}]})
        assert found('Appointment?date=ge2028') == [asked['id']]
        assert found('Appointment?date=lt2028-01-02&date=ge2027-06') == []

        page = client.search('Patient?_count=3')
        assert page['total'] == 7 and len(page['entry']) == 3
        assert 'total' not in client.search('Patient?_total=none')
        counted = client.search('Patient?_count=0')
        assert counted['total'] == 7 and 'entry' not in counted
        for target in ('Patient?name=x', 'Patient?_sort=name', 'Patient?_count=x', 'Patient?x',
                       'Patient?_lastUpdated=xx2026', 'Patient?_lastUpdated=ge2026-13',
                       'Patient?_cursor=x', 'Patient?_cursor=i1&_sort=_lastUpdated',
                       'Patient?identifier:not=x', 'Appointment?actor=x', 'Patient?_include=*',
                       'Patient?_id=%ff', 'Patient?_id=' + ','.join(map(str, range(300)))):
            refused = client.ask('GET', target).expect(400)
            assert refused.json['resourceType'] == 'OperationOutcome', target


def test_elements(server):
    client = server.client()
    made = client.create({**patient('elements'), 'active': True,
                          'meta': {'tag': [{'code': 'mine'}], 'profile': ['https://example.org/p']}})
    part = client.search(f'Patient?_id={made["id"]}&_elements=id,meta')['entry'][0]['resource']
    assert set(part) == {'resourceType', 'id', 'meta'}, part
    assert part['meta']['versionId'] == '1'
    assert [tag['code'] for tag in part['meta']['tag']] == ['mine', 'SUBSETTED']
    part = client.search(f'Patient?_id={made["id"]}&_elements=active')['entry'][0]['resource']
    assert part['active'] is True and 'name' not in part


def test_paging(server):
    """Pages of a set that is being edited: who was not edited comes exactly once."""
    client = server.client()
    people = [client.create({'resourceType': 'Location', 'identifier': identifier(f'l{n}')})
              for n in range(60)]
    for sort in ('_lastUpdated', '-_lastUpdated', '_id'):
        target = f'Location?_sort={sort}&_count=7'
        seen = []
        edited = set()
        while target:
            page = client.search(target)
            seen += ids(entry['resource'] for entry in page['entry'])
            for resource in random.sample(people, 4):
                edited.add(resource['id'])
                resource['description'] = f'{sort} {len(seen)}'
                client.update(resource).expect(200)
            target = next((link['url'].split('/fhir/')[1] for link in page['link']
                           if link['relation'] == 'next'), None)
        for resource in people:
            times = seen.count(resource['id'])
            assert times == 1 or resource['id'] in edited, f'{times} times, by {sort}'
            # Who is edited moves to the newest end: those who read towards it still see him.
            assert times >= 1 or sort == '-_lastUpdated', f'missing, by {sort}'


def test_count_is_capped(folder):
    with Server(os.path.join(folder, 'count')) as server:
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            clients = [server.client() for _ in range(8)]
            list(pool.map(lambda n: [clients[n].create(patient(f'{n}.{m}')) for m in range(140)],
                          range(8)))
        client = clients[0]
        assert len(client.search('Patient?_count=5000')['entry']) == 1000
        assert len(client.search('Patient')['entry']) == 50
        everybody = client.all_pages('Patient?_count=300')
        assert len(set(ids(everybody))) == 1120
        stamps = [person['meta']['lastUpdated'] for person in everybody]
        assert stamps == sorted(set(stamps)), 'two stamps are the same'


# What it refuses

def test_refusals(server):
    client = server.client()
    client.ask('POST', 'Patient', '{"resourceType":"Patient"', ).expect(400)
    client.ask('POST', 'Patient', '').expect(400)
    client.ask('POST', 'Patient', '[' * 100000).expect(400)
    client.ask('POST', 'Patient', '{"resourceType":"Patient","active":true,"active":false}').expect(400)
    client.ask('POST', 'Patient', b'{"resourceType":"Patient","id":"\xff"}').expect(400)
    client.ask('POST', 'Patient', '[]').expect(422)
    client.ask('POST', 'Patient', patient('x'), Content_Type='text/plain').expect(415)
    client.ask('POST', 'Patient', patient('x'), Content_Type='application/fhir+xml').expect(415)
    client.ask('GET', 'Patient', Accept='application/fhir+xml').expect(406)
    client.ask('GET', 'Patient', Accept='text/html, */*;q=0.1').expect(200)
    client.ask('POST', '/fhir', {'resourceType': 'Bundle'}).expect(404)
    for value in ('../x', 'a b', 'x' * 65):
        client.ask('GET', 'Patient/' + urllib.parse.quote(value, safe='')).expect(404)


def test_too_large(server):
    large = b'{"resourceType":"Patient","x":"' + b'a' * (17 * 1024 * 1024) + b'"}'
    server.client().ask('POST', 'Patient', large).expect(413)
    chunks = server.client()
    chunks.ask('POST', 'Patient', iter([large[:100000], large[100000:]])).expect(413)
    fits = server.client()
    fits.ask('POST', 'Patient', b'{"resourceType":"Patient","extension":[{"url":"https://example.org/x",'
             b'"valueString":"' + b'a' * (3 * 1024 * 1024) + b'"}]}').expect(201)


def test_letters(server):
    """A letter may be larger, if a desk sends it."""
    start = (b'{"resourceType":"DocumentReference","status":"current","content":[{"attachment":'
             b'{"contentType":"application/pdf","data":"')
    letter = start + b'QUJD' * (5 * 1024 * 1024) + b'"}}]}'
    made = [server.client().ask('POST', 'DocumentReference', letter).expect(201).json['id']
            for _ in range(2)]
    server.client().ask('POST', 'DocumentReference', letter, token=None).expect(413)
    giant = start + b'QUJD' * (12 * 1024 * 1024) + b'"}}]}'
    server.client().ask('POST', 'DocumentReference', giant).expect(413)
    client = server.client()
    whole = client.ask('GET', f'DocumentReference/{made[0]}').expect(200).json
    assert len(whole['content'][0]['attachment']['data']) == 20 * 1024 * 1024
    listed = client.search('DocumentReference?_elements=id,meta&_sort=_id')['entry']
    assert [entry['resource']['id'] for entry in listed] == sorted(made)
    assert 'content' not in listed[0]['resource']


def test_rules(server):
    client = server.client()
    visit = {'resourceType': 'Appointment', 'status': 'booked', 'start': '2026-11-23T09:00:00Z',
             'end': '2026-11-23T09:30:00Z', 'participant': [{'type': [{'text': 'x'}],
                                                             'status': 'accepted'}]}
    client.create(visit)
    cases = [
        ({'participant': [{'status': 'accepted'}]}, 'Appointment.participant[0]'),
        ({'participant': []}, 'Appointment.participant'),
        ({'participant': None}, 'Appointment.participant'),
        ({'end': ...}, 'Appointment.end'),
        ({'start': ..., 'end': ...}, 'Appointment.start'),
        ({'start': '2026-11-23T09:00Z'}, 'Appointment.start'),
        ({'start': '2026-02-30T09:00:00Z'}, 'Appointment.start'),
        ({'end': '2026-11-23T08:00:00Z'}, 'Appointment.end'),
        ({'cancelationReason': {'text': 'x'}}, 'Appointment.cancelationReason'),
        ({'status': 'seen'}, 'Appointment.status'),
        ({'status': ...}, 'Appointment.status'),
        ({'minutesDuration': 0}, 'Appointment.minutesDuration'),
        ({'identifier': {'value': 'x'}}, 'Appointment.identifier'),
        ({'identifier': [{'system': 'no address', 'value': 'x'}]}, 'Appointment.identifier[0]'),
        ({'extension': [{'valueString': 'x'}]}, 'Appointment.extension[0].url'),
        ({'basedOn': [{'reference': 'ServiceRequest/none'}]}, 'Appointment.basedOn[0].reference'),
        ({'basedOn': [{'reference': 'none'}]}, 'Appointment.basedOn[0].reference'),
        ({'basedOn': [{'reference': '#none'}]}, 'Appointment.basedOn[0].reference'),
        ({'requestedPeriod': [{'start': '2026-11', 'end': 'x'}]},
         'Appointment.requestedPeriod[0].end'),
        ({'contained': [{'resourceType': 'Patient', 'id': 'p', 'birthDate': '1.1.1990'}]},
         'Appointment.contained[0].birthDate'),
        ({'resourceType': 'Patient'}, 'resourceType'),
        ({'comment': ''}, 'Appointment.comment'),
        ({'id': 'a b'}, 'Appointment.id'),
    ]
    for change, path in cases:
        broken = {key: value for key, value in {**visit, **change}.items() if value is not ...}
        refused = client.ask('POST', 'Appointment', broken).expect(422)
        assert path in refused.paths(), f'{change}: {refused.json["issue"]}'
        assert all(issue['diagnostics'].endswith('.') or issue['diagnostics'].endswith(')')
                   for issue in refused.json['issue'])
    for resource, path in [
            ({'resourceType': 'Patient', 'contact': [{'gender': 'male'}]}, 'Patient.contact[0]'),
            ({'resourceType': 'Patient', 'birthDate': '2026-11-31'}, 'Patient.birthDate'),
            ({'resourceType': 'Patient', 'telecom': [{'value': '1'}]}, 'Patient.telecom[0].system'),
            ({'resourceType': 'Organization', 'active': True}, 'Organization.name'),
            ({'resourceType': 'Schedule'}, 'Schedule.actor')]:
        refused = client.ask('POST', resource['resourceType'], resource).expect(422)
        assert path in refused.paths(), refused.json['issue']
    client.create({**visit, 'contained': [{'resourceType': 'Patient', 'id': 'p'}],
                   'participant': [{'actor': {'reference': '#p'}, 'status': 'tentative'}],
                   'basedOn': [{'reference': 'https://elsewhere.example/ServiceRequest/1'}]})


def test_busy(server):
    client = server.client()
    made = client.create(patient('busy'))
    other = sqlite3.connect(os.path.join(server.profile, 'endpoint.db'), isolation_level=None)
    other.execute('BEGIN IMMEDIATE')
    made['active'] = True
    busy = client.update(made, If_Match='W/"1"').expect(409)
    assert busy.headers['Retry-After'] == '1'
    client.ask('GET', f'Patient/{made["id"]}').expect(200)
    other.execute('ROLLBACK')
    other.close()
    client.update(made, If_Match='W/"1"').expect(200)


def test_rough_clients(server):
    """Half requests, noise and silence: the next client is served."""
    port = server.base.port
    for data in (b'', b'GET', b'GET /fhir/Patient HTTP/1.1\r\nHost: x\r\n', b'\x16\x03\x01' * 50,
                 b'POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{',
                 b'GET http://a b/ HTTP/9.9\r\n\r\n', b'GET ' + b'a' * 200000):
        with socket.create_connection((server.base.hostname, port), timeout=10) as raw:
            raw.sendall(data)
    server.client().ask('GET', 'Patient?_count=1').expect(200)
    with socket.create_connection((server.base.hostname, port), timeout=10) as raw:
        raw.sendall(b'GET /fhir/metadata HTTP/1.1\r\nHost: "><script>\r\n\r\n')
        assert b'<script' not in raw.recv(65536)
    assert server.process.poll() is None


def test_tls(folder):
    if not shutil.which('openssl'):
        return Skip('openssl is not installed')
    certificate, key = (os.path.join(folder, name) for name in ('cert.pem', 'key.pem'))
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2',
                    '-keyout', key, '-out', certificate, '-subj', '/CN=localhost',
                    '-addext', 'subjectAltName=IP:127.0.0.1'], check=True, capture_output=True)
    with Server(os.path.join(folder, 'tls'), '--tls-certificate', certificate,
                '--tls-key', key) as server:
        assert server.base.scheme == 'https'
        context = ssl.create_default_context(cafile=certificate)
        connection = http.client.HTTPSConnection('127.0.0.1', server.base.port, context=context)
        connection.request('GET', '/fhir/metadata')
        said = Answer(connection.getresponse()).expect(200)
        assert said.json['implementation']['url'].startswith('https://')
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname = False
        old.verify_mode = ssl.CERT_NONE
        old.set_ciphers('DEFAULT:@SECLEVEL=0')
        with warnings.catch_warnings():
            warnings.simplefilter('ignore', DeprecationWarning)
            old.minimum_version = ssl.TLSVersion.TLSv1
            old.maximum_version = ssl.TLSVersion.TLSv1_1
        try:
            with socket.create_connection(('127.0.0.1', server.base.port)) as raw:
                old.wrap_socket(raw)
            raise AssertionError('TLS 1.1 is accepted')
        except ssl.SSLError:
            pass
    return None


def test_proxy(folder):
    with Server(os.path.join(folder, 'proxy'), '--behind-proxy', '--address-rate', '1') as server:
        client = server.client()
        said = client.ask('GET', 'metadata', token=None, Host='clinic.example',
                          X_Forwarded_Proto='https', X_Forwarded_For='203.0.113.1').expect(200)
        assert said.json['implementation']['url'] == 'https://clinic.example/fhir'
        statuses = [client.ask('GET', 'metadata', token=None, X_Forwarded_For='1.2.3.4, 203.0.113.2').status
                    for _ in range(8)]
        assert 429 in statuses
        client.ask('GET', 'metadata', token=None, X_Forwarded_For='203.0.113.3').expect(200)


def test_kill(folder):
    """Killed while it is written to: whatever was acknowledged is there."""
    profile = os.path.join(folder, 'kill')
    rounds = int(os.environ.get('FOYER_KILLS', '100')) // 10 or 1
    acknowledged = {}
    token = None
    for n in range(rounds):
        with Server(profile, desk=None if token else 'desk') as server:
            token = server.token = token or server.token
            lock = threading.Lock()

            def write(number):
                client = server.client()
                try:
                    while True:
                        value = f'{n}.{number}.{random.random()}'
                        made = client.ask('POST', 'Patient', patient(value), **unless(value))
                        assert made.status == 201, made.status
                        with lock:
                            acknowledged[made.json['id']] = 1
                        changed = {**made.json, 'name': [{'family': 'Changed'}]}
                        assert client.update(changed, If_Match='W/"1"').status == 200
                        with lock:
                            acknowledged[made.json['id']] = 2
                except (OSError, http.client.HTTPException):
                    pass

            with concurrent.futures.ThreadPoolExecutor(6) as pool:
                futures = [pool.submit(write, number) for number in range(6)]
                time.sleep(random.uniform(0.05, 0.3))
                server.process.kill()
                for future in futures:
                    future.result()
    with Server(profile, desk=None) as server:
        server.token = token
        kept = {person['id']: int(person['meta']['versionId'])
                for person in server.client().all_pages('Patient?_count=1000')}
    missing = [key for key, version in acknowledged.items() if kept.get(key, 0) < version]
    assert not missing, f'{len(missing)} of {len(acknowledged)} writes are gone'
    assert len(acknowledged) >= rounds, 'nothing was written'
    with sqlite3.connect(os.path.join(profile, 'endpoint.db')) as db:
        assert db.execute('PRAGMA integrity_check').fetchone()[0] == 'ok'


def main():
    seed = int(os.environ.get('FOYER_SEED', random.randrange(1 << 30)))
    random.seed(seed)
    print(f'# seed {seed}')
    tests = Tests()
    with tempfile.TemporaryDirectory(prefix='foyer-endpoint-') as folder:
        tests.check('tokens and refusals on the command line', test_commands, folder)
        tests.check('it ends cleanly and keeps when a desk was seen', test_stop, folder)
        with Server(os.path.join(folder, 'shared'), '--address-rate', '0', '--desk-rate', '0') as server:
            for name, func in [
                    ('only desks with a token get in', test_tokens),
                    ('the log says nothing about anybody', test_log),
                    ('the capability statement says what holds', test_metadata),
                    ('versions are read one by one and as a history', test_read_and_history),
                    ('what was sent is kept to the digit', test_text_is_kept),
                    ('a version replaces the one it says', test_update),
                    ('what was deleted is gone and not unknown', test_deleted),
                    ('If-None-Exist creates once', test_conditional_create),
                    ('a backup is a profile', test_backup),
                    ('16 clients create one resource', test_create_race),
                    ('If-Match has one winner', test_match_race),
                    ('_elements says that something is left out', test_elements),
                    ('pages lose nobody while they are edited', test_paging),
                    ('what is no request is refused', test_refusals),
                    ('large bodies are refused', test_too_large),
                    ('letters may be large', test_letters),
                    ('broken rules are named by their path', test_rules),
                    ('a busy database asks to come again', test_busy),
                    ('rough clients do no harm', test_rough_clients)]:
                tests.check(name, func, server)
        tests.check('searches find what they ask for', test_search, folder)
        tests.check('a page has 1,000 entries at most, and stamps are all different',
                    test_count_is_capped, folder)
        tests.check('a page of large resources is short', test_large_pages, folder)
        tests.check('who asks too often has to wait', test_limits, folder)
        tests.check('TLS 1.2 and later only', test_tls, folder)
        tests.check('behind a proxy its addresses count', test_proxy, folder)
        tests.check('a killed endpoint has kept what it acknowledged', test_kill, folder)
    tests.end()


if __name__ == '__main__':
    main()
