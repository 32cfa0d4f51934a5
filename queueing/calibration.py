"""How wide a wait must be said to be kept: a range is fitted to the waits that were measured. Pure.

Of a service's latest waits, each is compared with what was expected: people ahead × median service time ÷ open
counters. The range goes from the p-th to the (100 − p)-th percentile of real ÷ expected, with the largest p for which
at least `GOAL` percent of those same waits would have fallen within the range as it is said, rounded outwards to 5
minutes. Who has nobody before them is told the smallest limit that as many kept.
Source: docs/decisions.md, "Waiting times".
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

GOAL = 80  # percent of the estimates that should be right
ENOUGH = 30  # fewer measured waits than this: the service times alone tell the range
LATEST = 200  # waits that a range is fitted to
STEP_MINUTES = 5
NO_WAIT_MINUTES = 2  # "Không phải chờ" is right for whoever is called within this
TAILS = (45, 40, 35, 30, 25, 20, 15, 10, 5, 2)  # percentiles that a range may leave out on either side
LIMITS = (0, *range(STEP_MINUTES, 65, STEP_MINUTES))  # minutes, of who has nobody before them


class Given(NamedTuple):
    """An estimate as it was given, and what came of it."""

    ahead: int  # people
    soonest: int  # minutes, as said
    latest: int
    expected: float  # seconds
    waited: float  # seconds, until the first call

    @property
    def hit(self) -> bool:
        return is_right(self.soonest, self.latest, self.waited)


@dataclass(frozen=True)
class Spread:
    """How the waits of a service spread around what is expected."""

    low: float  # × expected
    high: float
    tail: int  # percentile left out on either side
    n: int  # waits it was fitted to

    def said(self, expected: float) -> tuple[int, int]:
        """(soonest, latest) in minutes, rounded outwards, of so many expected seconds."""
        return rounded(expected * self.low / 60, expected * self.high / 60)


def is_right(soonest: int, latest: int, waited: float) -> bool:
    """Whether a wait of so many seconds was as it had been said."""
    return soonest * 60 <= waited <= (latest or NO_WAIT_MINUTES) * 60


def rounded(low: float, high: float) -> tuple[int, int]:
    """Minutes, outwards to whole steps; the upper bound is never nothing."""
    soonest = math.floor(low / STEP_MINUTES) * STEP_MINUTES
    return soonest, max(math.ceil(high / STEP_MINUTES), 1) * STEP_MINUTES


def spread(given: Sequence[Given]) -> Spread | None:
    """Fitted to the waits of those who had somebody before them; None where too few are known."""
    known = [one for one in given if one.ahead and one.expected > 0]
    if len(known) < ENOUGH:
        return None
    ratios = sorted(one.waited / one.expected for one in known)
    for tail in TAILS:
        fitted = Spread(_percentile(ratios, tail), _percentile(ratios, 100 - tail), tail, len(known))
        if 100 * sum(is_right(*fitted.said(one.expected), one.waited) for one in known) >= GOAL * len(known):
            break
    return fitted


def limit_alone(given: Sequence[Given]) -> int:
    """What to say to who has nobody before them: at most so many minutes, 0 for "no wait"."""
    waits = [one.waited for one in given if not one.ahead]
    if len(waits) < ENOUGH:
        return 0
    kept = (limit for limit in LIMITS if 100 * sum(is_right(0, limit, wait) for wait in waits) >= GOAL * len(waits))
    return next(kept, LIMITS[-1])


def _percentile(ordered: Sequence[float], percent: int) -> float:
    """Nearest rank."""
    return ordered[max(math.ceil(len(ordered) * percent / 100) - 1, 0)]
