"""The hands of the trial's clock: they run at a speed, stand still, or hurry to an hour."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

LONGEST_NAP_SECONDS = 0.5
SPEEDS = (1, 10, 60)
HANDS = "trial_hands"  # in app.extensions of the trial's own server: the hands of its clock
HOME = "trial_home"  # … and the port of the centre that began it; None: it was begun by itself


class Hands:
    """Runs `speed` times as fast as the world; `sleep(seconds)` lets others work meanwhile. Never goes back."""

    def __init__(self, at: datetime, speed: float, sleep: Callable[[float], None]) -> None:
        self._from, self._began, self._sleep = at, time.monotonic(), sleep
        self.speed = speed
        self.paused = False
        self._hurries_to = at

    def now(self) -> datetime:
        """What time it is in the trial."""
        gone = 0.0 if self.paused else (time.monotonic() - self._began) * self.speed
        return self._from + timedelta(seconds=gone)

    def reach(self, moment: datetime) -> None:
        """Return once `moment` has come: after a wait, or at once on the way to an hour that is hurried to."""
        while moment > self.now():
            if moment <= self._hurries_to:
                self._set(moment)
            elif self._hurries_to > self.now():
                self._set(self._hurries_to)
            else:
                self._sleep(self._nap(moment))

    def run_at(self, speed: float) -> None:
        """Go on at this speed from here."""
        self._set(self.now())
        self.speed = speed

    def stop(self) -> None:
        """Stand still until `go_on`; hurrying ends here too."""
        self._set(self.now())
        self.paused, self._hurries_to = True, self._from

    def go_on(self) -> None:
        self._began, self.paused = time.monotonic(), False

    def hurry_to(self, moment: datetime) -> None:
        """Let all that is planned until then happen at once."""
        self._hurries_to = moment
        self.go_on()

    @property
    def hurries(self) -> bool:
        return self._hurries_to > self.now()

    def jump(self, moment: datetime) -> None:
        """Be at `moment` now: overnight."""
        self._set(max(self.now(), moment))

    def _set(self, moment: datetime) -> None:
        self._from, self._began = moment, time.monotonic()

    def _nap(self, moment: datetime) -> float:
        if self.paused:
            return LONGEST_NAP_SECONDS
        return min((moment - self.now()).total_seconds() / self.speed, LONGEST_NAP_SECONDS)
