"""What the rest of the centre feels while somebody does long work: calls go on at a counter, memory is watched."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench.hall import Hall, memory_mb, take

PAUSE_SECONDS = 0.1  # between two calls
QUIET_CALLS = 40


class Callers:
    """Numbers are taken and called at counter 2, several times a second: as in a hall of 15 counters at its busiest.

    Used as a context, they go on by themselves, and `took` holds the seconds of each call by `step`.
    """

    def __init__(self, hall: Hall) -> None:
        self.kiosk, self.desk, self.service = hall.kiosk(), hall.counters[2], hall.services["C"]
        self.step, self.took, self._over = "quiet", {}, threading.Event()
        self._thread = threading.Thread(target=self._call)

    def one(self) -> float:
        """Seconds of one call."""
        assert take(self.kiosk, self.service)[0] == 201
        status, answer, seconds = self.desk.post("/api/counters/2/calls")
        assert status in (200, 201), answer
        for act in ("servings", "finishes"):
            self.desk.post(f"/api/counters/2/{act}")
        return seconds

    def quiet(self) -> None:
        """Some calls without the work, in the same rhythm. To be asked before and after: a machine has its moods."""
        for _ in range(QUIET_CALLS):
            time.sleep(PAUSE_SECONDS)
            self.took.setdefault("quiet", []).append(self.one())

    def ratio(self, step: str) -> float:
        """How much longer a call took at that step, in the median."""
        return median(self.took[step]) / median(self.took["quiet"])

    def _call(self) -> None:
        while not self._over.wait(PAUSE_SECONDS):
            self.took.setdefault(self.step, []).append(self.one())

    def __enter__(self) -> "Callers":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


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
