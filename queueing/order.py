"""Who is next for a counter, and why.

Returned from hold, then transfers at the head, then priority (at most `priority_run` in a row while others wait),
then whoever brings papers that were missing, then first come. A counter's first-choice services come before its
fallback ones. Whoever has waited `age_cap_minutes` is overtaken by nobody, in neither.
Source: docs/decisions.md, "Who is next".
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol, TypeVar

from peewee import Case, fn

from models.base import now
from models.centre import Centre, Counter, CounterService, Service
from models.prepared import prepared
from models.ticket import Lane, State, Ticket, TicketMove
from queueing import day

RETURNED, TRANSFERRED, PRIORITY, CAME_BACK, ARRIVAL, AGE_CAP, CHOSEN = (
    "returned",
    "transferred",
    "priority",
    "came_back",
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


class Place(NamedTuple):
    """A `Waiter` and nothing more; a line of hundreds is read in a millisecond."""

    id: int
    service_id: int
    lane: int
    priority: bool
    queued_at: datetime
    reserved_for_id: int | None


Someone = TypeVar("Someone", bound=Waiter)


def pools(counter: Counter) -> tuple[list[Place], list[Place]]:
    """The two pools of `split`, as they now stand in the database."""
    places = [Place(*row) for row in _waiting(counter.centre_id)]
    preferences = dict(_preferences(counter.id).execute())
    closed: set[int] = set()
    if any(place.reserved_for_id for place in places):
        closed = {number for (number,) in _closed(counter.centre_id)}
    return split(places, counter.id, preferences, closed)


@prepared
def _waiting(centre):
    return (
        Ticket.select(Ticket.id, Ticket.service, Ticket.lane, Ticket.priority, Ticket.queued_at, Ticket.reserved_for)
        .where(Ticket.centre == centre, Ticket.state == State.WAITING)
        .order_by(Ticket.queued_at, Ticket.id)
        .tuples()
    )


@prepared
def _preferences(counter):
    links = CounterService.select(CounterService.service, CounterService.preference)
    return links.where(CounterService.counter == counter).tuples()


@prepared
def _closed(centre):
    return Counter.select(Counter.id).where(Counter.centre == centre, Counter.state == Counter.CLOSED).tuples()


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


def next_for(counter: Counter, centre: Centre) -> Choice | None:
    """The next ticket for `counter`; None when nobody waits for it. Looks only: call it inside a unit of work."""
    chosen = next_of(*pools(counter), centre)
    if chosen is None:
        return None
    place, rule, why = chosen
    return Choice(_with_service(place.id).get(), rule, why)


@prepared
def _with_service(ticket):
    return Ticket.select(Ticket, Service).join(Service).where(Ticket.id == ticket)


def next_of(first: list[Someone], fallback: list[Someone], centre: Centre) -> tuple[Someone, str, str] | None:
    """Who is next of the two pools, which are sorted by arrival: (place, rule, the rule said in one line)."""
    if not first and not fallback:
        return None
    oldest = min(first[:1] + fallback[:1], key=lambda place: (place.queued_at, place.id))
    if oldest.queued_at <= capped_since(centre):
        return oldest, AGE_CAP, f"Đã chờ quá {centre.age_cap_minutes} phút nên không ai được vượt trước."
    place, rule, why = choose(first or fallback, centre)
    return place, rule, why if first else f"Giúp dịch vụ khác vì hàng của quầy trống. {why}"


def capped_since(centre: Centre) -> datetime:
    """Whoever stands in line since this moment, or longer, is overtaken by nobody."""
    return now() - timedelta(minutes=centre.age_cap_minutes)


def choose(pool: list[Someone], centre: Centre) -> tuple[Someone, str, str]:
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
        run = priority_run(centre, {place.service_id for place in pool})
        if run >= centre.priority_run:
            place, rule = _first_of(others)
            return place, rule, f"Đã gọi {run} số ưu tiên liên tiếp, nay đến {SAID_OF[rule]}."
        return priority[0], PRIORITY, f"Ưu tiên, lượt {run + 1} trong tối đa {centre.priority_run} liên tiếp."
    if priority:
        return priority[0], PRIORITY, "Ưu tiên, không có ai khác đang chờ."
    place, rule = _first_of(others)
    if rule == CAME_BACK:
        return place, rule, "Mang giấy tờ bổ sung theo phiếu hẹn, được giữ chỗ trước người mới đến."
    minutes = int((now() - place.queued_at).total_seconds() // 60)
    return place, rule, f"Đến trước, đã chờ {minutes} phút."


SAID_OF = {ARRIVAL: "người đến trước", CAME_BACK: "người mang giấy tờ bổ sung"}


def _first_of(others: list[Someone]) -> tuple[Someone, str]:
    """Without priority, whoever brings missing papers comes before the rest: (place, rule)."""
    came_back = next((place for place in others if place.lane == Lane.CAME_BACK), None)
    return (others[0], ARRIVAL) if came_back is None else (came_back, CAME_BACK)


def priority_run(centre: Centre, services: set[int]) -> int:
    """How many of the latest calls for these services went to priority, one after another."""
    latest = (
        TicketMove.select(TicketMove.rule)
        .where(
            TicketMove.centre == centre,
            TicketMove.business_day == centre.business_day,
            TicketMove.verb == "call",
            TicketMove.service.in_(services),
            TicketMove.rule.in_((PRIORITY, CAME_BACK, ARRIVAL, AGE_CAP)),
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


def waiting_by_service(centre: Centre) -> dict[int, int]:
    """Service id → how many wait for it; nobody once the stored day is over, though its tickets are still to expire."""
    if day.is_over(centre):
        return {}
    return dict(_waiting_by_service(centre.id, centre.business_day).execute())


@prepared
def _waiting_by_service(centre, business_day):
    return (
        Ticket.select(Ticket.service, fn.COUNT(Ticket.id))
        .where(Ticket.centre == centre, Ticket.state == State.WAITING, Ticket.business_day == business_day)
        .group_by(Ticket.service)
        .tuples()
    )


OVERDUE = -1  # in `rank`: before every lane


def rank(ticket: Ticket | Waiter, capped_since: datetime) -> tuple[int, datetime, int]:
    """Sorts waiting tickets of one service roughly as they will be called; for "so many people before you"."""
    if ticket.queued_at <= capped_since:
        turn = OVERDUE
    elif ticket.lane > Lane.PRIORITY and ticket.priority:
        turn = Lane.PRIORITY
    else:
        turn = ticket.lane
    return turn, ticket.queued_at, ticket.id


def kept_for(ticket: Ticket) -> Counter | None:
    """The counter that alone may call this ticket; None once that counter has closed, and for most tickets."""
    counter = ticket.reserved_for
    return None if counter is None or counter.state == Counter.CLOSED else counter


def people_ahead(ticket: Ticket) -> int:
    """How many waiting tickets stand before this one: those of its service with a smaller `rank`; for a ticket that is
    kept for a counter, those that this counter may call.

    The order is said again in SQL because every phone that waits asks after every call, where reading a line of 200
    to rank it takes longer. tests/queueing/test_order.py holds the two equal.
    """
    capped = capped_since(ticket.centre)
    mine = rank(ticket, capped)
    if (counter := kept_for(ticket)) is not None:
        return sum(rank(place, capped) < mine for place in pools(counter)[0])
    ahead: int = _ahead(ticket.centre_id, ticket.service_id, capped, *mine).scalar()
    return ahead


@prepared
def _ahead(centre, service, capped_since, turn, queued_at, number):
    """Counts what `rank` puts before (turn, queued_at, number)."""
    its_turn = Case(
        None,
        (
            (Ticket.queued_at <= capped_since, OVERDUE),
            ((Ticket.lane > Lane.PRIORITY) & Ticket.priority, Lane.PRIORITY),
        ),
        Ticket.lane,
    )
    earlier = (Ticket.queued_at < queued_at) | ((Ticket.queued_at == queued_at) & (Ticket.id < number))
    return Ticket.select(fn.COUNT(Ticket.id)).where(
        Ticket.centre == centre,
        Ticket.state == State.WAITING,
        Ticket.service == service,
        (its_turn < turn) | ((its_turn == turn) & earlier),
    )
