"""A day of the hall played again under any rule, by the very function that the hall asks (queueing.rules). Pure.

Everybody comes when they came, and takes as long at a counter as they took; a counter is open when it was, and its
officer takes the k-th chance to call as late as then. Only who is called differs; so a day that is played under the
rule it had comes out as it was. A counter that was the last for somebody's service stays until they are served. A call
out of turn is made again where it still can be: the counter free, the person still waiting.
"""

import heapq
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from statistics import median

from models.counter import CounterService
from queueing import rules
from queueing.past_day import Call, Day, Desk, Played, Stay
from queueing.rules import Place, Rule

A_MOMENT = 1.0  # seconds
FREE, OPEN, ARRIVE, CLOSE, LEAVE, HAND, CALL = range(7)  # in this order, of what happens at one moment


class _Floor:
    """Who stands in line, and which desks could call now."""

    def __init__(self, desks: Sequence[Desk], helps_out: bool) -> None:
        self.desks = {desk.id: desk for desk in desks}
        self.line: list[tuple[datetime, int, Place]] = []
        self.idle: set[int] = set()  # ids of desks that are open and free
        self.last_close = {d.id: max((until for _, until in d.stretches), default=datetime.min) for d in desks}
        self.first_open = {d.id: min((since for since, _ in d.stretches), default=datetime.max) for d in desks}
        self.served_by = {
            desk.id: {s for s, choice in desk.preferences.items() if helps_out or choice == CounterService.FIRST_CHOICE}
            for desk in desks
        }

    def enter(self, place: Place) -> None:
        insort(self.line, (place.queued_at, place.id, place))

    def leave(self, number: int) -> None:
        self.line = [entry for entry in self.line if entry[1] != number]

    def closed(self, now: datetime) -> set[int]:
        """Desks that are not open any more, or not yet: whoever is kept for one belongs to everybody."""
        return {number for number in self.desks if not self.first_open[number] <= now < self.last_close[number]}

    def can_call(self, now: datetime) -> set[int]:
        """Which of the idle desks have somebody to call."""
        closed = self.closed(now)
        kept = {place.reserved_for_id for _, _, place in self.line}
        free = {p.service_id for _, _, p in self.line if p.reserved_for_id is None or p.reserved_for_id in closed}
        return {desk for desk in self.idle if desk in kept or not free.isdisjoint(self.served_by[desk])}


def play(day: Day, rule: Rule) -> Played:
    """The day under this rule. The same day and rule always come to the same."""
    return _Play(day, rule).run()


class _Play:
    def __init__(self, day: Day, rule: Rule) -> None:
        self.day, self.rule, self.played = day, rule, Played()
        self.visitors = {visitor.id: visitor for visitor in day.visitors}
        self.floor = _Floor(day.desks, rule.helps_out)
        self.legs: dict[int, int] = {}  # visitor id → the leg in which they stand in line
        self.since: dict[int, datetime] = {}  # likewise → since when
        self.open: set[int] = set()
        self.busy: set[int] = set()
        self.staying: set[int] = set()  # past their hour, for those whom nobody else would serve
        self.timers: dict[int, int] = {}  # desk id → the number of the chance that it is about to take
        self.chances: dict[int, int] = defaultdict(int)  # desk id → how often it could call somebody
        self.history: list[tuple[int, str]] = []  # (service, rule) of every call that a run counts
        self.turn = count()
        self.events: list[tuple[datetime, int, int, int, int]] = []  # moment, kind, turn, subject, detail

    def run(self) -> Played:
        for visitor in self.day.visitors:
            self._at(visitor.arrives, ARRIVE, visitor.id, 0)
        for desk in self.day.desks:
            for since, until in desk.stretches:
                self._at(since, OPEN, desk.id)
                self._at(until, CLOSE, desk.id, int(until == self.floor.last_close[desk.id]))
        for number, hand in enumerate(self.day.hand_calls):
            self._at(hand.at, HAND, number)
        before: datetime | None = None
        could: set[int] = set()
        acts = {
            FREE: self._free,
            OPEN: self._open,
            ARRIVE: self._arrive,
            CLOSE: self._close,
            LEAVE: self._leave,
            HAND: self._call_by_hand,
            CALL: self._call,
        }
        while self.events:
            now, kind, _, subject, detail = heapq.heappop(self.events)
            if before is not None and now > before:
                self._note_idle((now - before).total_seconds(), could)
            before = now
            acts[kind](now, subject, detail)
            could = self._settle(now)
        return self.played

    def _at(self, moment: datetime, kind: int, subject: int, detail: int = 0) -> None:
        heapq.heappush(self.events, (moment, kind, next(self.turn), subject, detail))

    def _note_idle(self, seconds: float, could: set[int]) -> None:
        for desk in self.floor.idle:
            (self.played.idle_while_waiting if desk in could else self.played.idle)[desk] += seconds

    def _arrive(self, now: datetime, number: int, leg: int) -> None:
        visitor = self.visitors[number]
        stay = visitor.legs[leg]
        place = stay.place if stay.place is not None else now
        self.legs[number], self.since[number] = leg, now
        self.floor.enter(
            Place(number, stay.service, stay.lane, visitor.priority, place, stay.reserved_for, visitor.booked_for)
        )
        if stay.patience is not None:
            self._at(now + timedelta(seconds=stay.patience), LEAVE, number, leg)

    def _leave(self, now: datetime, number: int, leg: int) -> None:
        if self.legs.get(number) == leg:
            self.floor.leave(number)
            del self.legs[number]

    def _open(self, now: datetime, desk: int, _: int) -> None:
        self.open.add(desk)
        if desk not in self.busy:
            self.floor.idle.add(desk)

    def _close(self, now: datetime, desk: int, last: int) -> None:
        self.open.discard(desk)
        if last:
            self.staying.add(desk)
        else:
            self.floor.idle.discard(desk)

    def _free(self, now: datetime, desk: int, _: int) -> None:
        self.busy.discard(desk)
        if desk in self.open or desk in self.staying:
            self.floor.idle.add(desk)

    def _call(self, now: datetime, number: int, timer: int) -> None:
        if self.timers.get(number) != timer:
            return
        del self.timers[number]
        desk = self.floor.desks[number]
        line = [place for _, _, place in self.floor.line]
        pools = rules.split(line, number, desk.preferences, self.floor.closed(now))
        chosen = rules.next_of(*pools, self.rule, now, self._latest)
        if chosen is None:
            return
        self._serve(now, number, chosen.place.id, chosen.place.service_id, chosen.rule)

    def _call_by_hand(self, now: datetime, number: int, _: int) -> None:
        hand = self.day.hand_calls[number]
        if self.legs.get(hand.visitor) == hand.leg and hand.desk in self.floor.idle:
            service = self.visitors[hand.visitor].legs[hand.leg].service
            self._serve(now, hand.desk, hand.visitor, service, rules.CHOSEN)

    def _serve(self, now: datetime, desk: int, visitor: int, service: int, rule: str) -> None:
        leg = self.legs.pop(visitor)
        self.floor.leave(visitor)
        self.floor.idle.discard(desk)
        self.busy.add(desk)
        self.played.calls.append(Call(now, visitor, leg, service, desk, rule))
        if rule in rules.IN_THE_RUN:
            self.history.append((service, rule))
        legs = self.visitors[visitor].legs
        busy = legs[leg].busy
        freed = now + timedelta(seconds=self.day.usual.get(service, 0.0) if busy is None else busy)
        self._at(freed, FREE, desk)
        if leg + 1 < len(legs):
            self._at(freed + timedelta(seconds=legs[leg + 1].after), ARRIVE, visitor, leg + 1)

    def _latest(self, services: set[int], most: int) -> list[str]:
        found: list[str] = []
        for service, rule in reversed(self.history):
            if len(found) == most:
                break
            if service in services:
                found.append(rule)
        return found

    def _settle(self, now: datetime) -> set[int]:
        """Desks that could call set their timer, those that no longer can give it up; who is not needed goes home."""
        could = self.floor.can_call(now)
        for desk in [desk for desk in self.staying if desk in self.floor.idle and not self._needed(desk, could)]:
            self.staying.discard(desk)
            self.floor.idle.discard(desk)
            could.discard(desk)
        for desk in [desk for desk in self.timers if desk not in could]:
            del self.timers[desk]
        for desk in sorted(could - self.timers.keys()):
            self.timers[desk] = next(self.turn)
            pause = self.floor.desks[desk].pause(self.chances[desk])
            self.chances[desk] += 1
            heapq.heappush(
                self.events, (now + timedelta(seconds=pause), CALL, self.timers[desk], desk, self.timers[desk])
            )
        return could

    def _needed(self, desk: int, could: set[int]) -> bool:
        """Whether somebody waits whom no other desk, open now or later, would call."""
        if desk not in could:
            return False
        others: set[int] = set()
        opens_later = {event[3] for event in self.events if event[1] == OPEN}
        for other in self.open | opens_later:
            if other != desk:
                others |= self.floor.served_by[other]
        return any(
            place.reserved_for_id == desk or (place.service_id in self.floor.served_by[desk] - others)
            for _, _, place in self.floor.line
        )


def with_pauses(day: Day, stays: Iterable[Stay]) -> Day:
    """The day with its desks' pauses measured, chance by chance: how long it lasted until the desk called; or, where
    another desk was quicker, at least until then."""
    visitors = {visitor.id: visitor for visitor in day.visitors}
    floor = _Floor(day.desks, helps_out=True)
    open_now: set[int] = set()
    busy: set[int] = set()
    since: dict[int, datetime] = {}
    chances: dict[int, list[tuple[float, bool]]] = defaultdict(list)  # (seconds, whether it called then)
    for now, kind, number, stay, desk in sorted(_as_it_was(day, stays), key=lambda event: event[:3]):
        if kind == OPEN:
            open_now.add(desk)
            floor.idle |= {desk} - busy
        elif kind == CLOSE:
            open_now.discard(desk)
            floor.idle.discard(desk)
        elif kind == FREE:
            busy.discard(desk)
            floor.idle |= {desk} & open_now
        elif kind == ARRIVE:
            visitor = visitors[number]
            leg = visitor.legs[stay]
            floor.enter(Place(number, leg.service, leg.lane, visitor.priority, leg.place or now, leg.reserved_for))
        else:
            floor.leave(number)
            if kind == CALL:
                busy.add(desk)
                floor.idle.discard(desk)
        could = floor.can_call(now)
        for one in since.keys() - could:
            chances[one].append(((now - since[one]).total_seconds(), kind == CALL and one == desk))
        since = {one: since.get(one, now) for one in could}
    return replace(day, desks=[_paced(one, chances[one.id]) for one in day.desks])


def _paced(desk: Desk, chances: list[tuple[float, bool]]) -> Desk:
    taken = [seconds for seconds, called in chances if called]
    usual = median(taken) if taken else A_MOMENT
    pauses = tuple(seconds if called else seconds + max(usual, A_MOMENT) for seconds, called in chances)
    return Desk(desk.id, desk.preferences, desk.stretches, pauses, usual)


def _as_it_was(day: Day, stays: Iterable[Stay]) -> Iterable[tuple[datetime, int, int, int, int]]:
    """(moment, kind, visitor, leg, desk) of all that happened."""
    for desk in day.desks:
        for opened, closed in desk.stretches:
            yield opened, OPEN, 0, 0, desk.id
            yield closed, CLOSE, 0, 0, desk.id
    patience = {visitor.id: [leg.patience for leg in visitor.legs] for visitor in day.visitors}
    for stay in stays:
        yield stay.entered, ARRIVE, stay.visitor, stay.leg, 0
        gives_up = patience[stay.visitor][stay.leg]
        if stay.called is not None and stay.desk is not None:
            yield stay.called, CALL, stay.visitor, stay.leg, stay.desk
            if stay.freed is not None:
                yield stay.freed, FREE, stay.visitor, stay.leg, stay.desk
        elif gives_up is not None:
            yield stay.entered + timedelta(seconds=gives_up), LEAVE, stay.visitor, stay.leg, 0
