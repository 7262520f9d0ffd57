# SPDX-License-Identifier: Apache-2.0
"""Whole programs, timed from start to exit, ours and the peer's in turn.

In turn, because a machine that is busy with something else slows both: the ratio of two medians holds
where the seconds do not.
"""

import os
import statistics
import time
from dataclasses import dataclass


class Failed(Exception):
    """A program under test did not do what the row is about."""


@dataclass
class Run:
    seconds: float
    peak_kib: int
    cpu_seconds: float = 0


def run(arguments, folder=None, environment=None, expect=(0,), given=os.devnull):
    """Runs a program on the file `given`, its output thrown away; wall and processor time, peak memory."""
    quiet = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, quiet, fd) for fd in (1, 2)]
    actions.append((os.POSIX_SPAWN_OPEN, 0, str(given), os.O_RDONLY, 0))
    arguments = [str(argument) for argument in arguments]
    if folder is not None:  # posix_spawn has no folder; env(1) costs as much for both sides
        arguments = ["env", "-C", str(folder)] + arguments
    begin = time.perf_counter()
    child = os.posix_spawnp(arguments[0], arguments, environment or os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - begin
    os.close(quiet)
    code = os.waitstatus_to_exitcode(status)
    if code not in expect:
        raise Failed(f"exit {code}: {' '.join(arguments)}")
    return Run(seconds, usage.ru_maxrss, usage.ru_utime + usage.ru_stime)


def race(ours, peer, runs, warmup=2):
    """Medians of two functions that return seconds, called in turn."""
    for _ in range(warmup):
        ours()
        peer()
    times = [(ours(), peer()) for _ in range(runs)]
    return (statistics.median(t[0] for t in times), statistics.median(t[1] for t in times))


def repeated(arguments, **options):
    """A function for race(): runs the program, gives its seconds."""
    return lambda: run(arguments, **options).seconds
