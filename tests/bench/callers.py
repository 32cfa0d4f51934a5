"""What the rest of the centre feels while somebody does long work: calls go on at a counter, memory is watched."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.bench.hall import Hall, memory_mb, take

PAUSE_SECONDS = 0.1  # between two calls
QUIET_CALLS = 10  # before the work, and again after it: a machine has its moods


class Callers:
    """Numbers are taken and called at counter 2, several times a second: as in a hall of 15 counters at its busiest.

    `took` holds the seconds of each call by the work that went on beside it, `quiet` those just before and after it.
    """

    def __init__(self, hall: Hall) -> None:
        self.kiosk, self.desk, self.service = hall.kiosk(), hall.counters[2], hall.services["C"]
        self.took: defaultdict[str, list[float]] = defaultdict(list)
        self.quiet: defaultdict[str, list[float]] = defaultdict(list)
        self._over = threading.Event()

    @contextmanager
    def beside(self, work: str) -> Iterator[None]:
        """Calls go on while the block works."""
        self._call_quietly(work)
        self._over.clear()
        thread = threading.Thread(target=self._call_on, args=(work,))
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()
        self._call_quietly(work)

    def ratio(self, work: str) -> float:
        """How much longer a call took beside it, in the median."""
        return median(self.took[work]) / median(self.quiet[work])

    def _call_quietly(self, work: str) -> None:
        for _ in range(QUIET_CALLS):
            time.sleep(PAUSE_SECONDS)
            self.quiet[work].append(self._one())

    def _call_on(self, work: str) -> None:
        while not self._over.wait(PAUSE_SECONDS):
            self.took[work].append(self._one())

    def _one(self) -> float:
        """Seconds of one call."""
        assert take(self.kiosk, self.service)[0] == 201
        status, answer, seconds = self.desk.post("/api/counters/2/calls")
        assert status in (200, 201), answer
        for act in ("servings", "finishes"):
            self.desk.post(f"/api/counters/2/{act}")
        return seconds


class Watch:
    """The most memory, in MB, that the server and any child of it had, looked at twenty times a second."""

    def __init__(self, pid: int) -> None:
        self.pid, self.before, self.server, self.child = pid, memory_mb(pid), 0.0, 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    @property
    def growth(self) -> float:
        return self.server - self.before

    def _look(self) -> None:
        while not self._over.wait(0.05):
            self.server = max(self.server, memory_mb(self.pid))
            for task in Path(f"/proc/{self.pid}/task").glob("*"):
                try:
                    for child in (task / "children").read_text().split():
                        self.child = max(self.child, memory_mb(int(child)))
                except (OSError, AssertionError):
                    continue  # it has just ended

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def timed(act: Callable[[], object]) -> float:
    """Seconds of an act."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
