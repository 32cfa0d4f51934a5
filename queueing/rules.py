"""The rule of the queue, pure: who of a line is next for a counter, and by which part of the rule.

One function for the hall (queueing.order) and for a day that is replayed under another rule (queueing.simulation), so
that what is tried out is what would happen. Source: docs/decisions.md, "Who is next".
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol, Self, TypeVar

from models.centre import Centre
from models.counter import CounterService
from models.ticket import Lane

RETURNED, TRANSFERRED, PRIORITY, CAME_BACK, ARRIVAL, BOOKED, AGE_CAP, CHOSEN = (
    "returned",
    "transferred",
    "priority",
    "came_back",
    "arrival",
    "booked",
    "age_cap",
    "chosen",
)
WAYS_BACK = ((Lane.RETURNED, RETURNED), (Lane.TRANSFERRED, TRANSFERRED))  # before everybody else, in this order
IN_THE_RUN = (PRIORITY, CAME_BACK, ARRIVAL, BOOKED, AGE_CAP)  # calls that go on with a run of priority, or end it
NO_LIMIT = 99  # a `priority_run` from here on is no bound
NO_CAP_MINUTES = 24 * 60  # an `age_cap_minutes` from here on caps nobody


class Waiter(Protocol):
    """Whatever knows a waiting ticket's place."""

    @property
    def id(self) -> int: ...
    @property
    def service_id(self) -> int: ...
    @property
    def lane(self) -> int: ...
    @property
    def priority(self) -> bool: ...
    @property
    def queued_at(self) -> datetime: ...
    @property
    def reserved_for_id(self) -> int | None: ...
    @property
    def booked_for(self) -> datetime | None: ...
    @property
    def deferred(self) -> bool: ...


class Place(NamedTuple):
    """A `Waiter` and nothing more; a line of hundreds is read in a millisecond."""

    id: int
    service_id: int
    lane: int
    priority: bool
    queued_at: datetime
    reserved_for_id: int | None
    booked_for: datetime | None = None  # the slot by which it stands there (queueing.booking)
    deferred: bool = False  # its citizen has let others pass: the place is later than the arrival


Someone = TypeVar("Someone", bound=Waiter)
Latest = Callable[[set[int], int], Sequence[str]]
"""(services, so many) → the rules of the latest calls for these services, of `IN_THE_RUN`, the newest first."""


@dataclass(frozen=True)
class Rule:
    """What a centre may choose about its order."""

    priority_run: int = 2  # so many with priority in a row while others wait; 0: priority changes nothing
    age_cap_minutes: int = 45  # whoever has waited longer is overtaken by nobody
    helps_out: bool = True  # whether a counter whose own line is empty calls for its fallback services
    strict: bool = False  # first come, first served, and nothing else

    @classmethod
    def of(cls, centre: Centre) -> Self:
        """The rule that the centre has now."""
        return cls(centre.priority_run, centre.age_cap_minutes, centre.helps_out, centre.strict_order)

    def capped_since(self, moment: datetime) -> datetime:
        """Whoever stands in line since this moment, or longer, is overtaken by nobody: everybody, in a strict order."""
        return moment if self.strict else moment - timedelta(minutes=self.age_cap_minutes)


class Chosen(NamedTuple):
    """Who is next, the part of the rule that chose, and the facts that its sentence is made of (queueing.reasons)."""

    place: Any
    rule: str
    facts: dict[str, int | bool]


def split(
    line: Iterable[Someone], counter_id: int, preferences: Mapping[int, int], closed: Collection[int]
) -> tuple[list[Someone], list[Someone]]:
    """Whom the counter may call from the line by itself, in the order given: (for its first-choice services and kept
    for it by name, for its fallback services). `preferences`: service id → preference, of this counter; `closed`: ids
    of the closed counters, since whoever is kept for one of those belongs to everybody again."""
    first: list[Someone] = []
    fallback: list[Someone] = []
    for place in line:
        free = place.reserved_for_id is None or place.reserved_for_id in closed
        preference = preferences.get(place.service_id)
        if place.reserved_for_id == counter_id or (free and preference == CounterService.FIRST_CHOICE):
            first.append(place)
        elif free and preference == CounterService.FALLBACK:
            fallback.append(place)
    return first, fallback


def next_of(
    first: Sequence[Someone], fallback: Sequence[Someone], rule: Rule, moment: datetime, latest: Latest
) -> Chosen | None:
    """Who is next of the two pools of `split`, which are sorted by arrival; None when nobody may be called."""
    if not rule.helps_out:
        fallback = []
    if not first and not fallback:
        return None
    helping = {} if first else {"helps": True}
    if rule.strict:
        chosen = _first_come((first or fallback)[0], moment)
        return chosen._replace(facts=chosen.facts | helping)
    oldest = min((*first[:1], *fallback[:1]), key=lambda place: (place.queued_at, place.id))
    if oldest.queued_at <= rule.capped_since(moment):
        return Chosen(oldest, AGE_CAP, {"cap": rule.age_cap_minutes})
    chosen = _below_the_cap(first or fallback, rule, moment, latest)
    if first and oldest is not first[0]:  # somebody of a line that the counter helps stands there longer
        helping = {"own": True}
    return chosen._replace(facts=chosen.facts | helping)


def _below_the_cap(pool: Sequence[Someone], rule: Rule, moment: datetime, latest: Latest) -> Chosen:
    for lane, name in WAYS_BACK:
        for place in pool:
            if place.lane == lane:
                return Chosen(place, name, {"kept": True} if place.reserved_for_id else {})
    priority = [place for place in pool if place.priority]
    others = [place for place in pool if not place.priority]
    if not priority or not rule.priority_run:
        return _ordinary(pool, moment)
    if not others:
        return Chosen(priority[0], PRIORITY, {"alone": True})
    if rule.priority_run >= NO_LIMIT:
        return Chosen(priority[0], PRIORITY, {})
    run = run_of(latest({place.service_id for place in pool}, rule.priority_run))
    if run >= rule.priority_run:
        return _ordinary(others, moment)._replace(facts={"run": run})
    return Chosen(priority[0], PRIORITY, {"turn": run + 1, "most": rule.priority_run})


def _ordinary(pool: Sequence[Someone], moment: datetime) -> Chosen:
    """Without priority, whoever brings missing papers comes before the rest."""
    came_back = next((place for place in pool if place.lane == Lane.CAME_BACK), None)
    return _first_come(pool[0], moment) if came_back is None else Chosen(came_back, CAME_BACK, {})


def _first_come(place: Waiter, moment: datetime) -> Chosen:
    if place.booked_for is not None:
        return Chosen(place, BOOKED, {"hour": place.booked_for.hour, "minute": place.booked_for.minute})
    facts = {"minutes": max(int((moment - place.queued_at).total_seconds() // 60), 0)}
    return Chosen(place, ARRIVAL, facts | {"passed": True} if place.deferred else facts)


def run_of(latest: Iterable[str]) -> int:
    """How many calls, from the newest on, went to priority one after another."""
    run = 0
    for rule in latest:
        if rule != PRIORITY:
            break
        run += 1
    return run
