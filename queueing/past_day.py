"""A past day of the hall, and what comes of playing it again. Made by figures.day, played by queueing.simulation."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from models.ticket import Lane


@dataclass(frozen=True)
class Leg:
    """One stay in line and at the counter that ended it; lengths in seconds."""

    service: int
    busy: float | None = None  # from the call until the counter was free again; None: never known, taken as usual
    after: float = 0.0  # from the end of the leg before (the arrival, for the first)
    lane: int = Lane.ARRIVED
    place: datetime | None = None  # its place among its equals; None: the moment at which it came into line
    reserved_for: int | None = None  # id of a desk
    patience: float | None = None  # gives up after so long in line; None: stays


@dataclass(frozen=True)
class Visitor:
    """Somebody with a number."""

    id: int
    arrives: datetime
    legs: tuple[Leg, ...]
    priority: bool = False
    booked_for: datetime | None = None
    kind: str = "ordinary"  # ordinary, priority, booked, came_back: by which the waits are told apart


@dataclass(frozen=True)
class Desk:
    """A counter: its services by preference, when it was open, and its officer's pace."""

    id: int
    preferences: Mapping[int, int]
    stretches: tuple[tuple[datetime, datetime], ...]
    pauses: tuple[float, ...] = ()  # seconds it lets pass at each chance: open and free, somebody there to call
    usual_pause: float = 0.0  # at the chances after those

    def pause(self, number: int) -> float:
        return self.pauses[number] if number < len(self.pauses) else self.usual_pause


@dataclass(frozen=True)
class Day:
    """What a day is played again from. `usual`: service id → seconds at a counter, where nobody measured them."""

    visitors: Sequence[Visitor]
    desks: Sequence[Desk]
    usual: Mapping[int, float]
    hand_calls: tuple["HandCall", ...] = ()


class HandCall(NamedTuple):
    """An officer called somebody out of turn."""

    at: datetime
    desk: int
    visitor: int
    leg: int


class Call(NamedTuple):
    """Somebody was called to a desk."""

    at: datetime
    visitor: int
    leg: int
    service: int
    desk: int
    rule: str


@dataclass
class Played:
    """What came of it."""

    calls: list[Call] = field(default_factory=list)
    idle_while_waiting: dict[int, float] = field(default_factory=lambda: defaultdict(float))  # desk id → seconds
    idle: dict[int, float] = field(default_factory=lambda: defaultdict(float))  # with nobody to call

    def waits(self, day: Day) -> dict[int, float]:
        """Visitor id → seconds from the arrival to the first call, of all who were called."""
        arrived = {visitor.id: visitor.arrives for visitor in day.visitors}
        return {c.visitor: (c.at - arrived[c.visitor]).total_seconds() for c in self.calls if c.leg == 0}


class Stay(NamedTuple):
    """A leg as it really was: in line from `entered`, called at `called` (None: never) to `desk`, gone at `freed`."""

    visitor: int
    leg: int
    entered: datetime
    called: datetime | None
    desk: int | None
    freed: datetime | None
