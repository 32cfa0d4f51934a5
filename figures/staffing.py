"""Which counter to open, and when: the coming two hours are played beforehand, as the same weekdays before them went.

Whoever waits now, and on each of the last four same weekdays whoever came in those hours, is served by the counters
that are open now (queueing.simulation). Where nine in ten would not be called within the limit, each counter that is
not open and could help is tried; the hint is the one that helps most, opened as late as still helps as much as needed.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from figures.day import Number, numbers
from figures.quantiles import nine_in_ten
from models.base import now
from models.centre import Centre, Service
from models.counter import Counter, CounterService
from models.ticket import State, Ticket
from queueing import hours
from queueing.past_day import Day, Desk, Leg, Visitor
from queueing.rules import Rule
from queueing.simulation import play

AHEAD = timedelta(hours=2)
PAST_DAYS = 4
MOST_HINTS = 3
MOST_TRIED = 4  # counters; those that serve the line first
SOON = timedelta(minutes=5)  # nobody opens a counter in an instant
HALF_AN_HOUR = timedelta(minutes=30)
LEAST_LEFT = timedelta(minutes=2)  # of a service that already takes longer than usual
BETWEEN_CALLS = 20.0  # seconds


@dataclass(frozen=True)
class Hint:
    """Open `counter` at `at`: else nine in ten of `service` are called within `without` minutes only, not `limit`."""

    counter: int  # number
    label: str
    at: datetime
    soon: bool  # as early as possible
    service: int  # id
    service_name: str
    service_name_en: str
    without: int  # minutes, P90
    with_it: int
    limit: int
    waiting: int  # people of the service in line now
    expected: float  # more of them in the coming hours, a day of those looked at
    days: tuple[date, ...]  # looked at

    @property
    def text(self) -> str:
        """ "Mở Quầy 4 lúc 08:30, nếu không Chứng thực phải chờ hơn 40 phút." """
        return (
            f"Mở {self.label} {self._when('ngay', 'lúc')}, nếu không {self.service_name} phải chờ hơn {self.past} phút."
        )

    @property
    def text_en(self) -> str:
        label = f"Counter {self.counter}" if self.label == f"Quầy {self.counter}" else self.label
        return f"Open {label} {self._when('now', 'at')}, or {self.service_name_en} waits more than {self.past} min."

    @property
    def past(self) -> int:
        """What the wait would exceed: whole five minutes, never less than the limit."""
        return max(self.without // 5 * 5 - (5 if self.without % 5 == 0 else 0), self.limit)

    @property
    def evidence(self) -> str:
        """What it rests on, in Vietnamese."""
        usual = f"trong 2 giờ tới thường thêm {_about(self.expected, 'khoảng', 'dưới')} người"
        past = f"; {usual} ({len(self.days)} ngày cùng thứ trước đây)" if self.days else ""
        return (
            f"Đang chờ {self.waiting} người{past}. Dự kiến chờ {_about(self.without, 'khoảng', 'dưới')} phút, "
            f"mở thêm quầy còn {_about(self.with_it, 'khoảng', 'dưới')} phút; ngưỡng {self.limit} phút."
        )

    @property
    def evidence_en(self) -> str:
        usual = f"{_about(self.expected, 'about', 'under')} more usually come in the next 2 hours"
        past = f"; {usual} ({len(self.days)} same weekdays before)" if self.days else ""
        return (
            f"{self.waiting} waiting{past}. Expected wait {_about(self.without, 'about', 'under')} min, "
            f"with the counter {_about(self.with_it, 'about', 'under')} min; limit {self.limit} min."
        )

    def _when(self, soon: str, at: str) -> str:
        return soon if self.soon else f"{at} {self.at:%H:%M}"


def _about(number: float, about: str, under: str) -> str:
    """A forecast in fives: it is no more exact than that."""
    fives = round(number / 5) * 5
    return f"{about} {fives}" if fives else f"{under} 5"


def hints(centre: Centre, moment: datetime | None = None, limit_minutes: int | None = None) -> list[Hint]:
    """What to open now or soon; empty where nothing is needed or nothing would help, and outside the hours.

    `limit_minutes`: of P90, twice the centre's target unless given. Reads some thousand rows and computes for a few
    tenths of a second: ask it through apart.read_apart, once a minute at most.
    """
    coming = outlook(centre, moment)
    return coming.hints(limit_minutes or usual_limit(centre)) if coming is not None else []


def usual_limit(centre: Centre) -> int:
    """The minutes within which nine in ten are to be called."""
    return 2 * centre.wait_target_minutes


def outlook(centre: Centre, moment: datetime | None = None) -> "Outlook | None":
    """The coming hours; None outside the hours."""
    moment = moment or now()
    at = hours.at(centre, moment)
    if at.state != hours.OPEN or at.closes is None:
        return None
    return Outlook(centre, moment, min(moment + AHEAD, at.closes))


class Outlook:
    """The coming hours of a hall, as its past and its line tell them."""

    def __init__(self, centre: Centre, moment: datetime, until: datetime) -> None:
        self.centre, self.rule, self.moment, self.until = centre, Rule.of(centre), moment, until
        self.services = {s.id: s for s in Service.select().where(Service.centre == centre).order_by(Service.position)}
        self.counters = {counter.number: counter for counter in Counter.of(centre)}
        self.preferences: dict[int, dict[int, int]] = defaultdict(dict)
        columns = (CounterService.counter, CounterService.service, CounterService.preference)
        links = CounterService.select(*columns).join(Counter).where(Counter.centre == centre)
        for counter, service, preference in links.tuples().execute():
            self.preferences[counter][service] = preference
        past = {day: numbers(centre, day) for day in _same_weekdays(centre, moment)}
        self.usual = _usual(self.services.values(), past.values())
        self.line = [self._waiting(t) for t in Ticket.select().where(_in_line(centre))]
        self.coming = {
            day: [v for n in found if (v := self._coming(n, day)) is not None] for day, found in past.items()
        }
        present = {t.counter_id: t for t in Ticket.select().where(_at_counters(centre))}
        self.desks = [
            self._desk(counter, self._free_at(present.get(counter.id)))
            for counter in self.counters.values()
            if counter.state == Counter.OPEN
        ]

    def hints(self, limit: int) -> list[Hint]:
        """What to open, the most urgent first; each is held to be open where the next is sought."""
        found: list[Hint] = []
        while len(found) < MOST_HINTS and (hint := self.best(limit)) is not None:
            self.open(hint.counter, hint.at)
            found.append(hint)
        return found

    def late(self, limit: int) -> set[int]:
        """The ids of the services of which nine in ten would not be called within the limit."""
        return {service for service, most in self._waits(self.desks).items() if most > limit}

    def slow(self) -> set[int]:
        """The ids of the services of which somebody in line has waited so long by now that the live board warns."""
        open_today = hours.stretches(self.centre, self.moment.date())
        bearable = timedelta(minutes=self.centre.wait_warn_minutes)
        return {
            leg.service
            for visitor in self.line
            for leg in visitor.legs
            if hours.open_between(open_today, leg.place or visitor.arrives, self.moment) >= bearable
        }

    def best(self, limit: int) -> Hint | None:
        waits = self._waits(self.desks)
        worst, without = max(waits.items(), key=lambda one: one[1], default=(0, 0.0))
        if without <= limit:
            return None
        soon = _round_up(self.moment + SOON, 5)
        tried = [(self._waits([*self.desks, self._desk(c, soon)])[worst], c.number) for c in self.helpers(worst)]
        with_it, number = min(tried, default=(without, 0))
        if with_it > 0.9 * without:  # too little to trouble anybody
            return None
        at, enough = soon, max(limit, with_it)
        slot = _round_up(soon + SOON, 30)
        while slot < self.until:
            later = self._waits([*self.desks, self._desk(self.counters[number], slot)])[worst]
            if later > enough:
                break
            at, with_it, slot = slot, later, slot + HALF_AN_HOUR
        service = self.services[worst]
        coming = [sum(v.legs[0].service == worst for v in visitors) for visitors in self.coming.values()]
        return Hint(
            number,
            self.counters[number].label,
            at,
            at == soon,
            worst,
            service.name,
            service.name_en,
            round(without),
            round(with_it),
            limit,
            sum(v.legs[0].service == worst for v in self.line),
            sum(coming) / len(coming) if coming else 0.0,
            tuple(self.coming),
        )

    def open(self, number: int, at: datetime) -> None:
        self.desks.append(self._desk(self.counters[number], at))

    def helpers(self, service: int) -> list[Counter]:
        """Counters that are not open and serve it, those whose first choice it is before the others."""
        there = {desk.id for desk in self.desks}
        able = [c for c in self.counters.values() if c.id not in there and service in self.preferences[c.id]]
        able.sort(key=lambda c: (self.preferences[c.id][service], c.state != Counter.PAUSED, c.number))
        return able[:MOST_TRIED]

    def _desk(self, counter: Counter, since: datetime) -> Desk:
        until = max(self.until, since + SOON)
        return Desk(counter.id, self.preferences[counter.id], ((since, until),), usual_pause=BETWEEN_CALLS)

    def _waits(self, desks: Sequence[Desk]) -> dict[int, float]:
        """Service id → P90 of the waits in minutes, over the past days; who is never called has waited to the end."""
        waits: dict[int, list[float]] = defaultdict(list)
        for coming in self.coming.values() or [[]]:
            day = Day([*self.line, *coming], desks, self.usual)
            waited = play(day, self.rule).waits(day)
            for visitor in day.visitors:
                never = (self.until - visitor.arrives).total_seconds()
                waits[visitor.legs[0].service].append(waited.get(visitor.id, never) / 60)
        return {service: nine_in_ten(sorted(known)) for service, known in waits.items()}

    def _waiting(self, ticket: Ticket) -> Visitor:
        leg = Leg(ticket.service_id, lane=ticket.lane, place=ticket.queued_at, reserved_for=ticket.reserved_for_id)
        return Visitor(ticket.id, ticket.issued_at, (leg,), ticket.priority, ticket.booked_for)

    def _coming(self, number: Number, day: date) -> Visitor | None:
        """Somebody of a past day, as if they came today; None outside the hours looked at."""
        came = number.came + (self.moment.date() - day)
        if not self.moment < came <= self.until:
            return None
        return Visitor(-number.ticket.id, came, (Leg(number.service),), bool(number.value("priority", 0)))

    def _free_at(self, ticket: Ticket | None) -> datetime:
        if ticket is None:
            return self.moment
        over = (ticket.called_at or self.moment) + timedelta(seconds=self.usual[ticket.service_id])
        return max(over, self.moment + LEAST_LEFT)


def _in_line(centre: Centre):
    return (Ticket.centre == centre) & (Ticket.state == State.WAITING) & (Ticket.business_day == centre.business_day)


def _at_counters(centre: Centre):
    return (Ticket.centre == centre) & Ticket.state.in_(State.AT_A_COUNTER)


def _same_weekdays(centre: Centre, moment: datetime) -> list[date]:
    """The latest days of this weekday on which numbers were given, at most PAST_DAYS, of the last ten weeks."""
    days = [moment.date() - timedelta(weeks=week) for week in range(1, 11)]
    given = Ticket.select(Ticket.business_day).where(Ticket.centre == centre, Ticket.business_day.in_(days)).distinct()
    return sorted((day for (day,) in given.tuples().execute()), reverse=True)[:PAST_DAYS]


def _usual(services: Iterable[Service], days: Iterable[Sequence[Number]]) -> dict[int, float]:
    """Service id → median seconds from a call until the counter was free again."""
    times: dict[int, list[float]] = defaultdict(list)
    for found in days:
        for number in found:
            called: datetime | None = None
            for move in number.moves:
                if move.verb == "call":
                    called = move.at
                elif called is not None and move.after not in State.AT_A_COUNTER:
                    times[move.service].append((move.at - called).total_seconds())
                    called = None
    return {s.id: median(times[s.id]) if times[s.id] else s.typical_minutes * 60.0 for s in services}


def _round_up(moment: datetime, minutes: int) -> datetime:
    """To the next whole so many minutes of the day."""
    midnight = datetime.combine(moment.date(), time())
    step = minutes * 60
    return midnight + timedelta(seconds=math.ceil((moment - midnight).total_seconds() / step) * step)
