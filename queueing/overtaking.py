"""Who was called before somebody who had come earlier, for the same service, and by which rule. Pure.

A person is overtaken by another once at most, however often that one is called; only while they wait for their first
call. The same measure is taken of a day as it was and of one that is played again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple


class Overtaking(NamedTuple):
    """`by` was called at `at` before `who`, though `by` had come later."""

    who: int
    by: int
    rule: str
    at: datetime


class Turn(NamedTuple):
    """Somebody's call, in the order of the calls."""

    at: datetime
    who: int
    service: int
    rule: str


class Waiting(NamedTuple):
    """Somebody's wait for the first call."""

    came: datetime
    service: int  # first chosen
    until: datetime | None = None  # gave up, or let others pass by their own wish, at this moment; None: neither


def overtakings(turns: Iterable[Turn], waits: Mapping[int, Waiting]) -> list[Overtaking]:
    """Every overtaking, in the order of the calls. `waits`: of everybody who came, by their id."""
    there: dict[int, dict[int, datetime]] = defaultdict(dict)  # service → who waits → when they came
    coming = sorted((wait.came, who, wait.service) for who, wait in waits.items())
    seen: set[tuple[int, int]] = set()
    found: list[Overtaking] = []
    arrived = 0
    for turn in sorted(turns, key=lambda one: one.at):
        while arrived < len(coming) and coming[arrived][0] <= turn.at:
            came, who, service = coming[arrived]
            there[service][who] = came
            arrived += 1
        line = there[turn.service]
        came = waits[turn.who].came
        for who, earlier in list(line.items()):
            until = waits[who].until
            if until is not None and until <= turn.at:
                del line[who]
            elif who != turn.who and (earlier, who) < (came, turn.who) and (who, turn.who) not in seen:
                seen.add((who, turn.who))
                found.append(Overtaking(who, turn.who, turn.rule, turn.at))
        there[waits[turn.who].service].pop(turn.who, None)
    return found
