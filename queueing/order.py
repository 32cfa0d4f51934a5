"""Who is next for a counter, and why.

Returned from hold, then transfers at the head, then priority (at most `priority_run` in a row while others wait),
then first come. A counter's first-choice services come before its fallback ones. Whoever has waited `age_cap_minutes`
is overtaken by nobody, in neither. Source: docs/decisions.md, "Who is next".
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from peewee import fn

from models.base import now
from models.centre import Centre, Counter, CounterService, Service
from models.ticket import Lane, State, Ticket, TicketMove
from queueing import day

RETURNED, TRANSFERRED, PRIORITY, ARRIVAL, AGE_CAP, CHOSEN = (
    "returned",
    "transferred",
    "priority",
    "arrival",
    "age_cap",
    "chosen",
)


@dataclass(frozen=True)
class Choice:
    """The next ticket, the rule that chose it, and the rule said in one line."""

    ticket: Ticket
    rule: str
    why: str


class Place(NamedTuple):
    """What the rule needs to know of a waiting ticket; a line of hundreds is read in a millisecond."""

    id: int
    service: int
    lane: int
    priority: bool
    queued_at: datetime
    reserved_for: int | None


def pools(counter: Counter) -> tuple[list[Place], list[Place]]:
    """The places this counter may call from by itself, in order of arrival: (of its first-choice services and kept
    for it by name, of its fallback services)."""
    links = CounterService.select(CounterService.service, CounterService.preference)
    preference_of = dict(links.where(CounterService.counter == counter.id).tuples().execute())
    rows = (
        Ticket.select(Ticket.id, Ticket.service, Ticket.lane, Ticket.priority, Ticket.queued_at, Ticket.reserved_for)
        .where(Ticket.centre == counter.centre_id, Ticket.state == State.WAITING)
        .order_by(Ticket.queued_at, Ticket.id)
    )
    first: list[Place] = []
    fallback: list[Place] = []
    places = [Place(*row) for row in rows.tuples().execute()]
    closed = _closed_counters(counter) if any(place.reserved_for for place in places) else set()
    for place in places:
        free = place.reserved_for is None or place.reserved_for in closed
        preference = preference_of.get(place.service)
        if place.reserved_for == counter.id or (free and preference == CounterService.FIRST_CHOICE):
            first.append(place)
        elif free and preference == CounterService.FALLBACK:
            fallback.append(place)
    return first, fallback


def _closed_counters(counter: Counter) -> set[int]:
    """A ticket kept for a counter that has closed belongs to everybody again."""
    closed = Counter.select(Counter.id).where(Counter.centre == counter.centre_id, Counter.state == Counter.CLOSED)
    return {number for (number,) in closed.tuples().execute()}


def next_for(counter: Counter, centre: Centre) -> Choice | None:
    """The next ticket for `counter`; None when nobody waits for it. Looks only: call it inside a unit of work."""
    first, fallback = pools(counter)
    if not first and not fallback:
        return None
    place = min(first[:1] + fallback[:1], key=lambda oldest: (oldest.queued_at, oldest.id))
    if place.queued_at <= capped_since(centre):
        rule, why = AGE_CAP, f"Đã chờ quá {centre.age_cap_minutes} phút nên không ai được vượt trước."
    else:
        place, rule, why = choose(first or fallback, centre)
        if not first:
            why = f"Giúp dịch vụ khác vì hàng của quầy trống. {why}"
    ticket = Ticket.select(Ticket, Service).join(Service).where(Ticket.id == place.id).get()
    return Choice(ticket, rule, why)


def capped_since(centre: Centre) -> datetime:
    """Whoever stands in line since this moment, or longer, is overtaken by nobody."""
    return now() - timedelta(minutes=centre.age_cap_minutes)


def choose(pool: list[Place], centre: Centre) -> tuple[Place, str, str]:
    """Below the age cap, over a pool sorted by arrival and not empty: (place, rule, the rule said in one line)."""
    for lane, rule, said in (
        (Lane.RETURNED, RETURNED, "Đã được gọi trước đó, nay quay lại."),
        (Lane.TRANSFERRED, TRANSFERRED, "Được quầy khác chuyển đến, giữ thứ tự."),
    ):
        if came_back := [place for place in pool if place.lane == lane]:
            return came_back[0], rule, said
    priority = [place for place in pool if place.priority]
    others = [place for place in pool if not place.priority]
    if priority and others:
        run = priority_run(centre, {place.service for place in pool})
        if run >= centre.priority_run:
            return others[0], ARRIVAL, f"Đã gọi {run} số ưu tiên liên tiếp, nay đến người đến trước."
        return priority[0], PRIORITY, f"Ưu tiên, lượt {run + 1} trong tối đa {centre.priority_run} liên tiếp."
    if priority:
        return priority[0], PRIORITY, "Ưu tiên, không có ai khác đang chờ."
    minutes = int((now() - pool[0].queued_at).total_seconds() // 60)
    return pool[0], ARRIVAL, f"Đến trước, đã chờ {minutes} phút."


def priority_run(centre: Centre, services: set[int]) -> int:
    """How many of the latest calls for these services went to priority, one after another."""
    latest = (
        TicketMove.select(TicketMove.rule)
        .where(
            TicketMove.centre == centre,
            TicketMove.business_day == centre.business_day,
            TicketMove.verb == "call",
            TicketMove.service.in_(services),
            TicketMove.rule.in_((PRIORITY, ARRIVAL, AGE_CAP)),
        )
        .order_by(TicketMove.id.desc())
        .limit(centre.priority_run)
        .tuples()
        .execute()
    )
    run = 0
    for (rule,) in latest:
        if rule != PRIORITY:
            break
        run += 1
    return run


class Waiter(Protocol):
    """Whatever knows a waiting ticket's place."""

    @property
    def id(self) -> int: ...
    @property
    def lane(self) -> int: ...
    @property
    def priority(self) -> bool: ...
    @property
    def queued_at(self) -> datetime: ...


def waiting_by_service(centre: Centre) -> dict[int, int]:
    """Service id → how many wait for it; nobody once the stored day is over, though its tickets are still to expire."""
    if day.is_over(centre):
        return {}
    rows = (
        Ticket.select(Ticket.service, fn.COUNT(Ticket.id))
        .where(Ticket.centre == centre, Ticket.state == State.WAITING, Ticket.business_day == centre.business_day)
        .group_by(Ticket.service)
        .tuples()
        .execute()
    )
    return dict(rows)


def rank(ticket: Ticket | Waiter, capped_since: datetime) -> tuple:
    """Sorts waiting tickets of one service roughly as they will be called; for "so many people before you"."""
    if ticket.queued_at <= capped_since:
        return -1, False, ticket.queued_at, ticket.id  # before every lane
    return (
        ticket.lane,
        not ticket.priority if ticket.lane == Lane.ARRIVED else False,
        ticket.queued_at,
        ticket.id,
    )


def kept_for(ticket: Ticket) -> Counter | None:
    """The counter that alone may call this ticket; None once that counter has closed, and for most tickets."""
    counter = ticket.reserved_for
    return None if counter is None or counter.state == Counter.CLOSED else counter


def people_ahead(ticket: Ticket) -> int:
    """How many waiting tickets stand before this one: those of its service with a smaller `rank`; for a ticket that is
    kept for a counter, those that this counter may call.

    The order is said again in SQL because every phone that waits asks after every call: 1.0 ms in a line of 200, where
    reading the line to rank it takes 2.5. tests/queueing/test_order.py holds the two equal.
    """
    capped = capped_since(ticket.centre)
    if (counter := kept_for(ticket)) is not None:
        return sum(rank(place, capped) < rank(ticket, capped) for place in pools(counter)[0])
    earlier = (Ticket.queued_at < ticket.queued_at) | ((Ticket.queued_at == ticket.queued_at) & (Ticket.id < ticket.id))
    overdue = Ticket.queued_at <= capped
    if ticket.queued_at <= capped:
        before = earlier
    elif ticket.lane < Lane.ARRIVED:
        before = overdue | (Ticket.lane < ticket.lane) | ((Ticket.lane == ticket.lane) & earlier)
    elif ticket.priority:
        before = overdue | (Ticket.lane < Lane.ARRIVED) | ((Ticket.priority == True) & earlier)  # noqa: E712 (SQL)
    else:
        before = (Ticket.lane < Lane.ARRIVED) | (Ticket.priority == True) | earlier  # noqa: E712 (SQL)
    return (
        Ticket.select()
        .where(
            Ticket.centre == ticket.centre_id,
            Ticket.state == State.WAITING,
            Ticket.service == ticket.service_id,
            Ticket.id != ticket.id,
            before,
        )
        .count()
    )
