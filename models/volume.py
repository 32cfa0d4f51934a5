"""How loud the hall is at each hour: "07:00 100, 11:30 40" is full volume from seven, 40 % from half past eleven."""

import re
from datetime import time

FULL = 100  # %
MOST_STEPS = 12
_STEP = re.compile(r"([01]\d|2[0-3]):([0-5]\d) (100|\d{1,2})")

Steps = list[tuple[time, int]]


def steps(text: str) -> Steps:
    """The changes of a day in order, each (from, % of full volume). Raises ValueError where it is not so written."""
    found: dict[time, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _STEP.fullmatch(part)
        if match is None:
            raise ValueError(part)
        found[time(int(match[1]), int(match[2]))] = int(match[3])
    if len(found) > MOST_STEPS:
        raise ValueError(text)
    return sorted(found.items())


def written(changes: Steps) -> str:
    """As it is kept in Centre.volume_hours."""
    return ", ".join(f"{start:%H:%M} {percent}" for start, percent in changes)


def all_day(percent: int) -> str:
    """One volume for every hour, as it is kept."""
    return written([(time(), percent)])


def at(text: str, moment: time) -> int:
    """% of full volume at a time of day; before the first change, what the last one left from the day before."""
    changes = steps(text)
    if not changes:
        return FULL
    begun = [percent for start, percent in changes if start <= moment]
    return begun[-1] if begun else changes[-1][1]
