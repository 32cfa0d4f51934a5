"""Who is next for a counter, and why: the rule of queueing.rules, asked of the line as the database has it.

Returned from hold, then transfers at the head, then priority (at most `priority_run` in a row while others wait),
then whoever brings papers that were missing, then first come, where a booked number stands by its slot
(queueing.booking). A counter's first-choice services come before its fallback ones. Whoever has waited
`age_cap_minutes` is overtaken by nobody, in neither.
Source: docs/decisions.md, "Who is next".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from peewee import Case, fn

from models.base import now
from models.centre import Centre, Service
from models.counter import Counter, CounterService
from models.prepared import prepared
from models.ticket import Lane, State, Ticket, TicketMove
from queueing import day, reasons, rules
from queueing.rules import CHOSEN, Chosen, Place, Rule, Someone, Waiter, split

__all__ = [
    "CHOSEN",
    "Choice",
    "Waiter",
    "capped_since",
    "kept_for",
    "next_for",
    "next_of",
    "people_ahead",
    "people_behind",
    "pools",
    "rank",
    "split",
    "waiting_by_service",
]


@dataclass(frozen=True)
class Choice:
    """The next ticket, the rule that chose it, the rule said in one line, and the facts it was said of."""

    ticket: Ticket
    rule: str
    why: str
    facts: Mapping[str, int | bool] | None = None


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
        Ticket.select(*(getattr(Ticket, name.removesuffix("_id")) for name in Place._fields))
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


def next_for(counter: Counter, centre: Centre) -> Choice | None:
    """The next ticket for `counter`; None when nobody waits for it. Looks only: call it inside a unit of work."""
    chosen = next_of(*pools(counter), counter.id, centre)
    if chosen is None:
        return None
    ticket = _with_service(chosen.place.id).get()
    return Choice(ticket, chosen.rule, reasons.why(chosen.rule, chosen.facts).vi, chosen.facts)


@prepared
def _with_service(ticket):
    return Ticket.select(Ticket, Service).join(Service).where(Ticket.id == ticket)


def next_of(first: Sequence[Someone], fallback: Sequence[Someone], counter_id: int, centre: Centre) -> Chosen | None:
    """Who is next of the two pools of `split` at this counter, now, by the rule that the centre has."""

    def latest(services: set[int], count: int) -> list[str]:
        return _latest_rules(centre, services, count)

    chosen = rules.next_of(first, fallback, Rule.of(centre), now(), latest)
    if chosen is None or "kept" not in chosen.facts or chosen.place.reserved_for_id == counter_id:
        return chosen
    return chosen._replace(facts={"adrift": True})  # kept for a counter that has closed: anybody's again


def capped_since(centre: Centre) -> datetime:
    """Whoever stands in line since this moment, or longer, is overtaken by nobody."""
    return Rule.of(centre).capped_since(now())


def _latest_rules(centre: Centre, services: set[int], count: int) -> list[str]:
    """The rules of the latest calls of the day for these services, of those that a run of priority counts."""
    calls = (
        TicketMove.select(TicketMove.rule)
        .where(
            TicketMove.centre == centre,
            TicketMove.business_day == centre.business_day,
            TicketMove.verb == "call",
            TicketMove.service.in_(services),
            TicketMove.rule.in_(rules.IN_THE_RUN),
        )
        .order_by(TicketMove.id.desc())
        .limit(count)
    )
    return [rule for (rule,) in calls.tuples().execute()]


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


def rank(ticket: Ticket | Waiter, capped_since: datetime, prefers: bool = True) -> tuple[int, datetime, int]:
    """Sorts waiting tickets of one service roughly as they will be called; for "so many people before you".

    `prefers`: whether the centre's rule knows priority at all.
    """
    if ticket.queued_at <= capped_since:
        turn = OVERDUE
    elif prefers and ticket.lane > Lane.PRIORITY and ticket.priority:
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
    capped, prefers = capped_since(ticket.centre), ticket.centre.priority_run > 0
    mine = rank(ticket, capped, prefers)
    if (counter := kept_for(ticket)) is not None:
        return sum(rank(place, capped, prefers) < mine for place in pools(counter)[0])
    preferred = True if prefers else None  # which no column equals
    ahead: int = _ahead(ticket.centre_id, ticket.service_id, capped, preferred, *mine).scalar()
    return ahead


def people_behind(ticket: Ticket) -> int:
    """How many waiting tickets of its service stand behind this one."""
    centre = ticket.centre
    capped, prefers = capped_since(centre), centre.priority_run > 0
    preferred = True if prefers else None
    before = _ahead(centre.id, ticket.service_id, capped, preferred, *rank(ticket, capped, prefers)).scalar()
    return max(0, waiting_by_service(centre).get(ticket.service_id, 0) - before - 1)


@prepared
def _ahead(centre, service, capped_since, preferred, turn, queued_at, number):
    """Counts what `rank` puts before (turn, queued_at, number)."""
    its_turn = Case(
        None,
        (
            (Ticket.queued_at <= capped_since, OVERDUE),
            ((Ticket.lane > Lane.PRIORITY) & (Ticket.priority == preferred), Lane.PRIORITY),
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
