# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desks send, by the strict validation of a FHIR implementation of others.

usage: test_validation.py router
"""

import json
import os
import subprocess
import sys

# All types of resources that a record of ours travels in, and one that is not valid.
TYPES = ['Appointment', 'Communication', 'DocumentReference', 'HealthcareService', 'Location',
         'Organization', 'Patient', 'PaymentReconciliation', 'Practitioner', 'PractitionerRole',
         'ServiceRequest', 'Task']
BROKEN = {'resourceType': 'Schedule', 'active': 'yes', 'colour': 'red'}


def validate(resources):
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'validate.mjs')
    done = subprocess.run(['node', script], input=resources, capture_output=True, text=True,
                          timeout=120, check=True)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    return {result['type']: result for result in results}


def main():
    printed = subprocess.run([os.environ['FOYER_PRINT_RESOURCES']], capture_output=True,
                             text=True, timeout=60, check=True).stdout
    results = validate(printed + json.dumps(BROKEN) + '\n')
    failed = False

    print(f'1..{len(TYPES) + 1}')
    for n, name in enumerate(TYPES, 1):
        result = results.get(name, {'n': 0, 'faults': ['none was written']})
        for fault in result['faults']:
            print(f'# {fault}')
        failed |= bool(result['faults'])
        print(f'{"not " if result["faults"] else ""}ok {n} {result["n"]} of {name} are valid')
    found = len(results.get('Schedule', {'faults': []})['faults']) >= 2
    print(f'{"" if found else "not "}ok {len(TYPES) + 1} a broken one is refused')

    return 0 if found and not failed else 1


if __name__ == '__main__':
    sys.exit(main())
