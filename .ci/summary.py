#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: summary.py MESON-LOGS

Prints how many test cases of a `meson test` run passed, failed and were skipped, as three
numbers in a line, after one line for each that was skipped or failed.  A test program that
speaks TAP counts with each of its cases, any other as one.
"""
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree


def cases_of(suite):
    """Yields (name, verdict, why) of each case of a test program."""
    for case in suite.findall('testcase'):
        verdict, why = 'passed', ''
        for child in case:
            if child.tag in ('failure', 'error'):
                verdict = 'failed'
            elif child.tag == 'skipped' and verdict != 'failed':
                verdict, why = 'skipped', child.get('message') or ''
        yield '%s: %s' % (suite.get('name').partition('.')[2], case.get('name')), verdict, why


def main(logs):
    logs = pathlib.Path(logs)
    counts = {'passed': 0, 'failed': 0, 'skipped': 0}

    programs = {}
    for line in (logs / 'testlog.json').read_text().splitlines():
        entry = json.loads(line)
        programs[entry['name']] = entry

    # One <testsuite> for each program that speaks TAP; the others are cases of the project's.
    tap = {}
    for suite in ElementTree.parse(logs / 'testlog.junit.xml').getroot().iter('testsuite'):
        name = suite.get('name').partition('.')[2]
        if name in programs:
            tap[name] = list(cases_of(suite))

    for name, entry in sorted(programs.items()):
        result = entry['result']
        cases = tap.get(name, [])
        bad = result not in ('OK', 'SKIP', 'EXPECTEDFAIL')
        if not cases:
            verdict = 'failed' if bad else 'skipped' if result == 'SKIP' else 'passed'
            why = (entry.get('stdout') or '').strip().splitlines()[-1:] if verdict == 'skipped' else []
            cases = [(name, verdict, ''.join(why))]
        elif bad and not any(verdict == 'failed' for _, verdict, _ in cases):
            cases.append((name, 'failed', result.lower()))
        if bad:
            # What was drawn by chance can be drawn again.
            seeds = re.findall(r'random seed: \S+', entry.get('stdout') or '')
            cases = [(case, verdict,
                      ', '.join(filter(None, [why] + seeds[:verdict == 'failed'])))
                     for case, verdict, why in cases]
        for case, verdict, why in cases:
            counts[verdict] += 1
            if verdict != 'passed':
                print('%s: %s%s' % (verdict, case, why and ': ' + why))

    print('%(passed)d %(failed)d %(skipped)d' % counts)


main(sys.argv[1])
