"""The server itself: its disk, its memory, how busy it is, how long it runs, its clock, and its latest copy."""

import ctypes
import os
import resource
import shutil
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from backup import shelf

KEEP_SECONDS = 5.0
UNSYNCHRONISED = 5  # what adjtimex(2) answers when nothing corrects the clock: TIME_ERROR
_started = time.monotonic()


@dataclass(frozen=True)
class Machine:
    """How the server is; measured, not stored."""

    disk_free_mb: int
    disk_total_mb: int
    memory_mb: int  # of this process
    load_percent: int  # of one processor, taken by this process since it was measured before
    uptime_seconds: int  # of this process
    clock_synchronised: bool | None  # by the network; None: this system cannot say
    backup: shelf.Record


class Gauge:
    """Measures, at most every few seconds."""

    def __init__(self, instance: Path) -> None:
        self.instance = instance
        self._measured: Machine | None = None
        self._at = float("-inf")
        self._busy = (time.monotonic(), time.process_time())

    def read(self) -> Machine:
        """How the server is now."""
        if self._measured is None or time.monotonic() - self._at > KEEP_SECONDS:
            self._measured, self._at = self._measure(), time.monotonic()
        return self._measured

    def forget(self) -> None:
        """Measure anew: a copy was made, or room."""
        self._at = float("-inf")

    def _measure(self) -> Machine:
        disk = shutil.disk_usage(self.instance)
        return Machine(
            disk_free_mb=disk.free >> 20,
            disk_total_mb=disk.total >> 20,
            memory_mb=_memory_mb(),
            load_percent=self._load(),
            uptime_seconds=int(time.monotonic() - _started),
            clock_synchronised=_synchronised(),
            backup=shelf.record(shelf.folder_of(self.instance)),
        )

    def _load(self) -> int:
        before, self._busy = self._busy, (time.monotonic(), time.process_time())
        passed = self._busy[0] - before[0]
        return round(100 * (self._busy[1] - before[1]) / passed) if passed > 0 else 0


def _memory_mb() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") >> 20
    except (OSError, ValueError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10  # the most it ever took


def _synchronised() -> bool | None:
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "adjtimex"):
        return None
    answer = libc.adjtimex(ctypes.create_string_buffer(512))  # a struct timex of modes 0: reads only
    return None if answer < 0 else answer != UNSYNCHRONISED


def backup_age_hours(record: shelf.Record, moment: datetime) -> float | None:
    """How old the latest good copy is; None when there is none."""
    return None if record.good_at is None else (moment - record.good_at).total_seconds() / 3600
