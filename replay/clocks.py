"""The hands of the clock while a plan is played: they jump in a replay, and run fast in a demo."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

LONGEST_NAP_SECONDS = 0.5


class JumpingClock:
    """Stands still, and jumps to the next act."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def reach(self, moment: datetime) -> None:
        """Never goes back."""
        self._at = max(self._at, moment)


class FastClock:
    """Runs `speed` times as fast as the world; `sleep(seconds)` lets others work meanwhile."""

    def __init__(self, at: datetime, speed: float, sleep: Callable[[float], None]) -> None:
        self._from, self._speed, self._sleep = at, speed, sleep
        self._began = time.monotonic()

    def now(self) -> datetime:
        return self._from + timedelta(seconds=(time.monotonic() - self._began) * self._speed)

    def reach(self, moment: datetime) -> None:
        while (ahead := (moment - self.now()).total_seconds() / self._speed) > 0:
            self._sleep(min(ahead, LONGEST_NAP_SECONDS))

    def jump(self, moment: datetime) -> None:
        """Be at `moment` now: overnight. Never goes back."""
        self._from, self._began = max(self.now(), moment), time.monotonic()
