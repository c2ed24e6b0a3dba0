# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test program written in Python says to who runs it: TAP."""

import sys
import time


class Skip(str):
    """Why a test could not be made here."""


class Tests:
    """Runs one test after the other; one that fails does not stop the next."""

    def __init__(self):
        self.n = 0
        self.failed = 0

    def check(self, name, func, *arguments):
        """Returns what func does, None if it fails."""
        self.n += 1
        since = time.monotonic()
        try:
            result = func(*arguments)
        except Exception as error:  # Whatever goes wrong fails this test and not the next.
            self.failed += 1
            print(f'not ok {self.n} {name}', flush=True)
            for line in (str(error) or repr(error)).splitlines()[:40]:
                print(f'# {line}')
            return None
        print(f'# {time.monotonic() - since:.1f} s')
        print(f'ok {self.n} {name}' + (f' # SKIP {result}' if isinstance(result, Skip) else ''),
              flush=True)
        return result

    def end(self):
        print(f'1..{self.n}', flush=True)
        sys.exit(1 if self.failed else 0)
