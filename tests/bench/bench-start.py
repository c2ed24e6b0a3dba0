# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-start.py [PATIENTS…]: measures how Foyer starts beside an empty libadwaita window.

Run it within run-headless.  For each clinic, of 10,000 patients unless told otherwise, both
programs are started in turns.  Counted are the milliseconds from exec to the last change of
the pixels, the processor time until then, and the memory (PSS) once the program is idle.
Prints one JSON object.
"""

import ctypes
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zlib

ROUNDS = int(os.environ.get('FOYER_ROUNDS', '9'))
SETTLED_S = 0.6
IDLE_S = 1.5
LONGEST_S = 30
FOYER = os.environ['FOYER_PROGRAM']
CTL = os.environ['FOYER_CTL']
EMPTY = os.environ['FOYER_EMPTY_WINDOW']
TICKS = os.sysconf('SC_CLK_TCK')


class Screen:
    """What is on the display; it is asked for without starting a program."""

    def __init__(self):
        self.x11 = ctypes.CDLL('libX11.so.6')
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x11.XGetImage.restype = ctypes.c_void_p
        self.x11.XGetPixel.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(None))
        assert self.display, 'There is no display.'
        self.root = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.display))
        self.width = self.x11.XDisplayWidth(self.display, 0)
        self.height = self.x11.XDisplayHeight(self.display, 0)
        # The pointer is in the middle at first, where it makes a tooltip come up.
        self.x11.XWarpPointer(self.display, 0, self.root, 0, 0, 0, 0, 9999, 9999)

    def digest(self):
        image = self.x11.XGetImage(self.display, self.root, 0, 0, self.width, self.height,
                                   ctypes.c_ulong(0xffffffff), 2)
        assert image, 'The display cannot be read.'
        # XImage begins: int width, height, xoffset, format; char *data.
        data = ctypes.c_void_p.from_address(image + 16).value
        size = self.width * self.height * 4
        digest = zlib.crc32((ctypes.c_char * size).from_address(data))
        self.x11.XDestroyImage(ctypes.c_void_p(image))
        return digest


def read_cpu_ms(pid):
    with open(f'/proc/{pid}/stat', encoding='ascii') as file:
        fields = file.read().rpartition(')')[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS


def read_pss_mib(pid):
    with open(f'/proc/{pid}/smaps_rollup', encoding='ascii') as file:
        return next(int(line.split()[1]) for line in file if line.startswith('Pss:')) / 1024


def start(screen, command):
    """Starts a program; returns (ms to the last change, CPU ms until settled, PSS in MiB)."""
    last = screen.digest()
    began = time.monotonic()
    changed = None
    with subprocess.Popen(command) as program:
        try:
            while True:
                at = time.monotonic()
                now = screen.digest()
                if now != last:
                    last, changed = now, at
                assert program.poll() is None, f'{command[0]} ended by itself.'
                assert at - began < LONGEST_S, f'{command[0]} never stands still.'
                if changed is not None and at - changed > SETTLED_S:
                    break
                time.sleep(0.002)
            cpu_ms = read_cpu_ms(program.pid)
            time.sleep(IDLE_S)
            pss_mib = read_pss_mib(program.pid)
        finally:
            program.terminate()
    return (changed - began) * 1000, cpu_ms, pss_mib


def summarise(runs):
    times, cpu, memory = zip(*runs)
    return {'n': len(runs), 'min_ms': round(min(times)), 'p50_ms': round(statistics.median(times)),
            'max_ms': round(max(times)), 'cpu_min_ms': round(min(cpu)),
            'cpu_p50_ms': round(statistics.median(cpu)),
            'pss_mib': round(statistics.median(memory), 1)}


def compare(screen, n_patients):
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, 'profile')
        subprocess.run([CTL, '--profile', profile, 'demo', f'--patients={n_patients}',
                        f'--bookings={5 * n_patients}'], check=True, stdout=subprocess.DEVNULL)
        programs = {'empty': [EMPTY], 'foyer': [FOYER, '--profile', profile]}
        runs = {name: [] for name in programs}
        for command in programs.values():
            start(screen, command)
        for _ in range(ROUNDS):
            for name, command in programs.items():
                runs[name].append(start(screen, command))

    figures = {'patients': n_patients, **{name: summarise(runs[name]) for name in programs}}
    empty, foyer = figures['empty'], figures['foyer']
    figures['start_ratio_min'] = round(foyer['min_ms'] / empty['min_ms'], 2)
    figures['start_ratio_p50'] = round(foyer['p50_ms'] / empty['p50_ms'], 2)
    figures['cpu_ratio_min'] = round(foyer['cpu_min_ms'] / empty['cpu_min_ms'], 2)
    figures['pss_more_mib'] = round(foyer['pss_mib'] - empty['pss_mib'], 1)
    return figures


def main():
    sizes = [int(argument) for argument in sys.argv[1:]] or [10000]
    screen = Screen()
    print(json.dumps({'benchmark': 'start', 'clinics': [compare(screen, n) for n in sizes]},
                     indent=2))


main()
