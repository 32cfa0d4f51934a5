"""How many of those who were called were called in time: the measure that a centre plans for its hall."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from figures.evidence import Share
from figures.hall import visits
from figures.period import Period
from figures.queue import NOT_TIMED, Times
from models.centre import Centre

MEASURE = "called_in_time_rate"


@dataclass(frozen=True)
class Day:
    """The waits of one business day, in seconds."""

    day: date
    wait: Times
    in_target: int  # of `wait.n`


def called_in_time(centre: Centre, period: Period) -> Share:
    """Of the visits that began in the period and were called, those that waited no longer than the centre's target. Who
    did not come, gave up, or was helped without a number is not among them."""
    found = [wait for waits in _waits(centre, period).values() for wait in waits]
    return Share(_in(found, centre), len(found), "waits")


def by_day(centre: Centre, period: Period) -> list[Day]:
    """The same for each business day, the latest first."""
    found = sorted(_waits(centre, period).items(), reverse=True)
    return [Day(day, Times.of(waits), _in(waits, centre)) for day, waits in found]


def _waits(centre: Centre, period: Period) -> dict[date, list[int]]:
    found: dict[date, list[int]] = defaultdict(list)
    for day, visit in visits(centre, period):
        if visit.wait_seconds is not None and visit.state not in NOT_TIMED:
            found[day].append(visit.wait_seconds)
    return found


def _in(waits: list[int], centre: Centre) -> int:
    return sum(wait <= centre.wait_target_minutes * 60 for wait in waits)
