# SPDX-License-Identifier: GPL-3.0-or-later
"""The first working day of a clinic, by keyboard alone, in the real program.

From an empty folder: the clinic is set up, patients are imported, a new patient cannot be
booked until their referral has been registered and accepted, a cosmetic consultation takes its
deposit, patients arrive and are seen, a visit is cancelled and brought back, the day is written
to a PDF, and after a new start everything is there.
"""

import glob
import json
import os
import subprocess
import tempfile

from desk import Program, Report, ctl, plain

MONDAY_MORNING = '@2026-11-23 08:02:00'  # in the zone of the clinic
FAMILY, GIVEN, BORN = 'O’Brien-Söhne', 'Zoë', '1984-03-12'


def environment():
    """A clock that starts on a Monday morning, and goes on from there."""
    library = glob.glob('/usr/lib/*/faketime/libfaketime.so.1')
    return {'LD_PRELOAD': library[0], 'FAKETIME': MONDAY_MORNING, 'TZ': 'America/Los_Angeles',
            'FAKETIME_DONT_FAKE_MONOTONIC': '1', 'DONT_FAKE_MONOTONIC': '1'} if library else None


def write_patients(folder):
    """Synthea’s patients where they are at hand, and one who must survive every screen."""
    path = os.path.join(folder, 'Patient.ndjson')
    synthea = os.environ.get('FOYER_SYNTHEA', '')
    source = os.path.join(synthea, 'Patient.ndjson')
    n = 0
    with open(path, 'w', encoding='utf-8') as out:
        if synthea and os.path.exists(source):
            with open(source, encoding='utf-8') as lines:
                for line in lines:
                    out.write(line)
                    n += 1
        else:
            print('# Synthea’s patients are not at hand; made-up ones are imported instead.')
            for n in range(1, 41):
                out.write(json.dumps({
                    'resourceType': 'Patient', 'id': f'made-up-{n}',
                    'identifier': [{'system': 'urn:example', 'value': f'{n}'}],
                    'name': [{'family': f'Sample{n}', 'given': ['Robin']}],
                    'birthDate': f'19{40 + n}-05-0{n % 9 + 1}'}) + '\n')
        out.write(json.dumps({
            'resourceType': 'Patient', 'id': 'hero',
            'identifier': [{'system': 'urn:example', 'value': 'hero'}],
            'name': [{'family': FAMILY, 'given': [GIVEN]}], 'birthDate': BORN,
            'telecom': [{'system': 'phone', 'value': '(805) 555-0142', 'use': 'mobile'}]}) + '\n')
    return path, n + 1


def set_up(foyer):
    foyer.choose('Set Up This Clinic')
    foyer.find('Name of the Clinic')
    foyer.fill('Name of the Clinic', 'Harbor Dermatology')
    foyer.fill('Phone', '(805) 555-0100')
    foyer.fill('Your Name', 'Dana Whitfield')
    foyer.fill('Title', 'Dr.')
    foyer.fill('Given Names', 'Ingrid')
    foyer.fill('Family Name', 'Lindqvist')
    foyer.picture('01-welcome')
    foyer.choose('Open the Clinic')
    foyer.find('New Booking', 'push button')
    foyer.says('Dr. Lindqvist')
    foyer.picture('02-today-empty')


def type_into_file_dialog(foyer, path):
    """A slash opens the field for the path in GTK’s own file dialog."""
    foyer.wait(lambda: len(foyer.windows()) > 1, 'the file dialog')
    foyer.key('slash')
    foyer.key('ctrl+a')
    foyer.type(path)
    foyer.key('Return')


def import_patients(foyer, path, n):
    foyer.choose_in_menu('Import…')
    foyer.wait(lambda: 'Import' in foyer.window().get_name(), 'the import window')
    foyer.picture('03-import')
    foyer.choose('Choose Files…')
    type_into_file_dialog(foyer, path)
    foyer.says(f'{n} added', patience_s=120)
    foyer.picture('04-imported')
    foyer.choose('Done')
    foyer.wait(lambda: len(foyer.windows()) == 1, 'the import window to close')


def find_patient(foyer):
    foyer.key('ctrl+f')
    foyer.wait(lambda: foyer.focused_name() == 'Find a patient', 'the search entry')
    foyer.type('sohne obrien')
    foyer.says(f'{FAMILY}, {GIVEN}')
    foyer.picture('05-find')
    foyer.key('Return')
    foyer.find('Register Referral', 'push button')
    foyer.picture('06-patient')


def choose_from(foyer, combo, name):
    """Opens a drop-down and goes to an entry by the keyboard."""
    box = foyer.tab_to(combo, 'combo box')
    foyer.key('space')
    seen = []
    for _ in range(20):
        # The rows of a drop-down have no name of their own, but the label in them has.
        row = foyer.wait(lambda: foyer.focused() != box and foyer.is_shown(foyer.focused())
                         and foyer.focused(), 'a row of the drop-down')
        seen.append(next((plain(n.get_name()) for n in foyer.walk(row)
                          if n.get_role_name() == 'label'), ''))
        if seen[-1] == name:
            # Return acts only once the arrow keys have been used.
            if len(seen) == 1:
                foyer.key('Down', 'Up')
                foyer.wait(lambda row=row: foyer.focused() == row, 'the first row again')
            foyer.key('Return')
            foyer.wait(lambda: name in foyer.names(box), f'“{name}” to be chosen')
            return
        foyer.key('Down')
        foyer.wait(lambda row=row: foyer.focused() != row, 'the next row')
    raise AssertionError(f'{combo} has no “{name}” but {seen}')


def refuse_without_referral(foyer):
    foyer.key('ctrl+n')
    foyer.wait(lambda: foyer.focused_name() == 'Find a patient', 'the search entry')
    foyer.type('sohne obrien')
    foyer.says(f'{FAMILY}, {GIVEN}', within=foyer.window())
    foyer.key('Return')
    foyer.says('needs a referral from the patient’s doctor')
    foyer.picture('07-refused')
    assert ctl(foyer.profile, '--json', 'day').count('"state"') == 0


def register_and_accept(foyer):
    """Follows the cure that the checklist offers."""
    foyer.choose('Register Referral…')
    foyer.wait(lambda: foyer.window().get_name() == 'Register Referral', 'the register window')
    foyer.fill('Date on the letter', '11/16/2026')
    foyer.fill('Reason', 'Changing mole')
    foyer.fill('Body site', 'Left shoulder')
    foyer.picture('08-register')
    foyer.choose('Save and Accept…')
    foyer.wait(lambda: 'Accept' in foyer.window().get_name(), 'the accept dialog')
    foyer.picture('09-accept')
    foyer.choose('Accept')
    foyer.wait(lambda: foyer.window().get_name() == 'New Booking', 'the booking window again')


def book_first_time(foyer):
    foyer.says('Everything is in order')
    foyer.picture('10-book')
    foyer.choose('Book')
    foyer.wait(lambda: len(foyer.windows()) == 1, 'the booking window to close')
    booked = bookings(foyer)['new-patient']
    assert booked['state'] == 'booked' and booked['patient'] == f'{FAMILY}, {GIVEN}', booked


def begin_cosmetic(foyer):
    foyer.key('ctrl+n')
    foyer.wait(lambda: foyer.focused_name() == 'Find a patient', 'the search entry')
    foyer.type('sohne obrien')
    foyer.says(f'{FAMILY}, {GIVEN}', within=foyer.window())
    foyer.key('Return')
    foyer.says('Everything is in order')
    choose_from(foyer, 'Visit', 'Cosmetic Consultation')
    foyer.says('$125.00 is due at booking')
    foyer.picture('11-deposit-due')


def bookings(foyer):
    day = json.loads(ctl(foyer.profile, '--json', 'day', '2026-11-23'))
    return {b['service']: b for c in day['clinicians'] for b in c['bookings']}


def take_deposit(foyer):
    foyer.tab_to('Card')
    foyer.key('space')
    # What looks like the number of a card is refused and never kept.
    foyer.fill('Reference of the card terminal', '4111 1111 1111 1111')
    foyer.choose('Book')
    foyer.says('card number')
    foyer.picture('12-card-number-refused')
    # Before anybody is asked for money the time is held, and not more than that.
    foyer.wait(lambda: bookings(foyer)['cosmetic']['state'] == 'held', 'the hold')
    foyer.fill('Reference of the card terminal', 'T000123')
    foyer.picture('13-deposit')
    foyer.choose('Book')
    foyer.wait(lambda: len(foyer.windows()) == 1, 'the booking window to close')
    assert bookings(foyer)['cosmetic']['state'] == 'booked'


def go_to_visit(foyer, what):
    """Arrow keys in the day schedule, until the visit has the focus."""
    foyer.key('alt+1')
    for key in ('Up', 'Down'):
        moved = True
        while moved:
            if what in (foyer.focused_name() or ''):
                return foyer.focused_name()
            before = foyer.focused()
            foyer.key(key)
            try:
                moved = foyer.wait(lambda before=before: foyer.focused() != before, 'the focus', 3)
            except AssertionError:
                moved = False
    raise AssertionError(f'the arrow keys never came to “{what}”')


def see_the_patient(foyer):
    for key, word in (('a', 'Arrived'), ('c', 'Checked in'), ('d', 'Seen')):
        go_to_visit(foyer, 'New Patient Visit')
        foyer.key(key)
        foyer.says(f'New Patient Visit, {word}')
        foyer.picture(f'14-{word.lower().replace(" ", "-")}')
    assert bookings(foyer)['new-patient']['state'] == 'completed'


def cancel_and_undo(foyer):
    go_to_visit(foyer, 'Cosmetic Consultation')
    foyer.key('Delete')
    foyer.wait(lambda: len(foyer.windows()) == 2, 'the cancel dialog')
    # Without a reason it is not done, and the dialog says what is missing.
    foyer.choose('Cancel Booking')
    foyer.says('Choose a reason')
    choose_from(foyer, 'Reason', 'Patient has no transport')
    foyer.says('Late: less than 24 h before the visit')
    choose_from(foyer, 'The deposit', 'Decide later')
    foyer.picture('15-cancel')
    foyer.choose('Cancel Booking')
    foyer.wait(lambda: bookings(foyer)['cosmetic']['state'] == 'cancelled', 'the cancellation')
    foyer.wait(lambda: len(foyer.windows()) == 1, 'the dialog to close')
    foyer.picture('16-cancelled')
    foyer.key('ctrl+z')
    foyer.wait(lambda: bookings(foyer)['cosmetic']['state'] == 'booked', 'the undo')
    foyer.picture('17-undone')


def print_day(foyer, folder):
    path = os.path.join(folder, 'monday.pdf')
    foyer.key('ctrl+p')
    foyer.wait(lambda: foyer.window().get_name() == 'Print Day Schedule', 'the print dialog')
    foyer.picture('18-print')
    foyer.choose('Save as PDF…')
    foyer.wait(lambda: len(foyer.windows()) == 3, 'the file dialog')
    foyer.wait(lambda: foyer.focused_name() == 'Name:', 'the name of the file')
    foyer.key('ctrl+a')
    foyer.type(path)
    foyer.key('Return')
    foyer.wait(lambda: os.path.exists(path), 'the PDF')
    foyer.wait(lambda: len(foyer.windows()) == 1, 'the dialog to close')
    text = subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True,
                          check=True).stdout
    for expected in (FAMILY, 'Cosmetic Consultation', 'New Patient Visit', 'Harbor Dermatology',
                     '(805) 555-0100'):
        assert expected in text, f'“{expected}” is not on paper:\n{text}'
    subprocess.run(['pdftoppm', '-png', '-r', '60', path,
                    os.path.join(foyer.pictures, '19-paper')], check=True)


def find_everything(foyer, n):
    """After a new start."""
    foyer.find('New Booking', 'push button')
    foyer.says('New Patient Visit, Seen')
    foyer.says('Cosmetic Consultation, Booked')
    foyer.picture('20-again')
    foyer.key('ctrl+f')
    foyer.wait(lambda: foyer.focused_name() == 'Find a patient', 'the search entry')
    foyer.type('03/12/1984')
    foyer.says(f'{FAMILY}, {GIVEN}')
    foyer.key('Return')
    foyer.find('Register Referral', 'push button')
    foyer.says('Cosmetic Consultation with Dr. Ingrid Lindqvist')
    foyer.picture('21-record')
    foyer.key('alt+2')
    foyer.says('Whose Day?')
    foyer.picture('22-my-day')
    foyer.key('alt+5')
    foyer.says('Booked, 1')  # One of its two visits is still to come.
    foyer.picture('23-referrals')
    found = json.loads(ctl(foyer.profile, '--json', 'verify'))
    assert found['ok'], found


def main():
    report = Report()
    env = environment()
    if env is None:
        print('1..0 # SKIP libfaketime is not installed')
        return
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, 'clinic')
        path, n = write_patients(folder)
        foyer = Program(profile, environment=env)
        try:
            with report.step('a clinic is set up in an empty folder'):
                set_up(foyer)
            with report.step(f'{n} patients are imported'):
                import_patients(foyer, path, n)
            with report.step('one of them is found by parts of the name'):
                find_patient(foyer)
            with report.step('a new patient without a referral is refused'):
                refuse_without_referral(foyer)
            with report.step('the referral is registered and accepted from the refusal'):
                register_and_accept(foyer)
            with report.step('the first offered time is booked'):
                book_first_time(foyer)
            with report.step('a cosmetic consultation asks for its deposit'):
                begin_cosmetic(foyer)
            with report.step('the deposit is taken, a card number is not'):
                take_deposit(foyer)
            with report.step('the patient arrives, is checked in and seen'):
                see_the_patient(foyer)
            with report.step('a visit is cancelled and brought back'):
                cancel_and_undo(foyer)
            with report.step('the day is written to a PDF'):
                print_day(foyer, folder)
            with report.step('after a new start everything is there'):
                foyer.close()
                foyer = Program(profile, environment=env)
                find_everything(foyer, n)
        finally:
            if report.failed:
                foyer.picture('failed')
            foyer.close()
    report.close()


if __name__ == '__main__':
    main()
