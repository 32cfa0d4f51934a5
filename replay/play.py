"""Lets a plan happen: people arrive, are called, served and gone, each act at its own moment of a driven clock.

Which citizen a call brings is for the rules of the queue to say; the officer then serves whoever came.
"""

import heapq
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Protocol

from replay.browser import Refused
from replay.hall import Department, Desk, Kiosk
from replay.plan import ADVICE, RECEIVED, Case, Line, Plan, Result, Visit

log = logging.getLogger(__name__)

WALK = timedelta(seconds=25)  # from the chairs to the counter
TYPING = timedelta(seconds=20)  # one line of the strip
GOODBYE = timedelta(seconds=15)
BEFORE_CALLING_AGAIN = timedelta(seconds=15)
LONGEST_TALK = timedelta(minutes=8)  # no line waits longer for its own time
LATER = timedelta(minutes=2)
A_MINUTE = timedelta(minutes=1)
OVERTIME = timedelta(hours=1)  # after the last act that is planned


class Clock(Protocol):
    """The driven clock: `reach` returns once the moment has come, at once in a replay, after a wait in a demo."""

    def reach(self, moment: datetime) -> None: ...

    def now(self) -> datetime: ...


class Play:
    """One run of a plan. `progress` is called once for every visit and every result that is over.

    A `patient` play has everybody at their desks from the morning, gives up a desk at which something is refused (a
    newcomer has taken it), and looks every minute for `strangers(known tokens)`: token → visit.
    """

    def __init__(
        self,
        plan: Plan,
        clock: Clock,
        kiosk: Kiosk,
        desks: Iterable[Desk],
        department: Department,
        progress: Callable[[], None] = lambda: None,
        *,
        patient: bool = False,
        strangers: Callable[[set[str]], dict[str, Visit]] | None = None,
    ) -> None:
        self._patient, self._strangers = patient, strangers
        self._plan, self._clock, self._progress = plan, clock, progress
        self._kiosk, self._desks, self._department = kiosk, list(desks), department
        self._acts: list[tuple[datetime, int, Callable[[], None]]] = []
        self._turn = count()  # keeps acts of one moment in the order in which they were planned
        self._in_hall: dict[str, Visit] = {}  # token → whoever waits to be called
        self._due: list[tuple[str, Visit]] = []  # whom a counter should call by now
        self._known: set[str] = set()  # tokens of everybody who came
        self._logged: set[str] = set()  # codes
        self._closing = datetime.max
        self.visits = 0

    def also(self, moment: datetime, act: Callable[[], None]) -> None:
        """Let something else happen at that moment of the plan."""
        self._at(moment, act)

    def run(self) -> None:
        """Until everybody has gone home. Raises Refused when a route does not do what the plan needs."""
        for visit in self._plan.visits:
            self._at(visit.arrives_at, self._arrive, visit)
        for result in self._plan.results:
            self._at(result.at, self._record, result)
        self._closing = max(moment for moment, _, _ in self._acts) + OVERTIME
        if self._patient:
            self._everybody_sits_down()
            self._at(self._clock.now() + A_MINUTE, self._look_around)
        today = self._clock.now().date()
        while self._acts:
            moment, _, act = heapq.heappop(self._acts)
            if moment.date() != today:
                self._end_of_day()
                today = moment.date()
            self._clock.reach(moment)
            act()
        self._end_of_day()

    def _at(self, moment: datetime, act: Callable, *about) -> None:
        heapq.heappush(self._acts, (moment, next(self._turn), lambda: self._do(act, *about)))

    def _do(self, act: Callable, *about) -> None:
        """Do it; a patient play loses the desk at which it is refused, and goes on."""
        try:
            act(*about)
        except Refused as refusal:
            if not self._patient:
                raise
            log.warning("left out: %s", refusal)
            for desk in about:
                if isinstance(desk, Desk):
                    desk.taken = True

    def _in(self, length: timedelta, act: Callable, *about) -> None:
        self._at(self._clock.now() + length, act, *about)

    def _arrive(self, visit: Visit) -> None:
        token = self._kiosk.take_number(visit.letter, visit.priority)
        self._in_hall[token] = visit
        self._known.add(token)
        self._at(max(visit.wanted_at, self._clock.now()), self._want, token, visit)

    def _want(self, token: str, visit: Visit) -> None:
        self._due.append((token, visit))
        self._call_the_due()

    def _call_the_due(self) -> None:
        """Every free counter that can calls, for as long as somebody should have been called by now."""
        for token, visit in list(self._due):
            if token in self._in_hall and (desk := self._free_desk(visit.letter)) is not None:
                self._do(self._call, desk)
        self._due = [(token, visit) for token, visit in self._due if token in self._in_hall]

    def _everybody_sits_down(self) -> None:
        for desk in self._desks:
            self._do(lambda desk: desk.sit_down(self._clock.now().date()), desk)

    def _look_around(self) -> None:
        """Newcomers with a number of their own are due as well."""
        if self._strangers is not None:
            found = self._strangers(self._known)
            self._known |= set(found)
            self._in_hall |= found
            self._due += found.items()
            self._call_the_due()
        if self._clock.now() < self._closing:
            self._in(A_MINUTE, self._look_around)

    def _free_desk(self, letter: str) -> Desk | None:
        for choice in ("first", "fallback"):
            for desk in self._desks:
                if desk.free and not desk.taken and letter in getattr(desk, choice):
                    return desk
        return None

    def _call(self, desk: Desk) -> None:
        if desk.seated_on is None:
            desk.sit_down(self._clock.now().date())
        token = desk.call_next()
        if token is None:
            self._somebody_was_called_elsewhere(desk)
            return
        visit = self._in_hall.pop(token, None) or self._stranger(token)
        if visit.comes:
            self._in(WALK, self._serve, desk, visit)
        else:
            self._in(BEFORE_CALLING_AGAIN, self._call_again, desk)

    def _somebody_was_called_elsewhere(self, desk: Desk) -> None:
        """Nobody waits for this desk, though the plan says so: a newcomer has called them at a desk of their own."""
        if not self._patient:
            raise Refused(f"counter {desk.number}", 0, {"error": {"message_en": "nobody waits, but somebody is due"}})
        for token, visit in self._due:
            if visit.letter in desk.first | desk.fallback and self._in_hall.pop(token, None):
                self.visits += 1

    def _stranger(self, token: str) -> Visit:
        if self._strangers is None:
            raise Refused("the hall", 0, {"error": {"message_en": f"{token} was called, whom nobody knows"}})
        self._known.add(token)
        now = self._clock.now()
        return Visit(now, now, "", (Line(now + LATER, ADVICE),))

    def _call_again(self, desk: Desk) -> None:
        desk.recall()
        self._in(BEFORE_CALLING_AGAIN, self._give_up, desk)

    def _give_up(self, desk: Desk) -> None:
        desk.miss()
        self._gone()

    def _serve(self, desk: Desk, visit: Visit) -> None:
        desk.serve()
        self._talk(desk, iter(visit.lines))

    def _talk(self, desk: Desk, lines: Iterator[Line]) -> None:
        line = next(lines, None)
        if line is None:
            self._in(GOODBYE, self._finish, desk)
            return
        now = self._clock.now()
        moment = now + line.takes if line.takes else max(now + TYPING, min(line.at, now + LONGEST_TALK))
        self._at(moment, self._log, desk, line, lines)

    def _log(self, desk: Desk, line: Line, lines: Iterator[Line]) -> None:
        if self._is_early(line):
            self._in(self._a_little_later(line.case), self._log, desk, line, lines)
            return
        desk.log(line)
        if line.case is not None:
            self._logged.add(line.case.code)
        self._talk(desk, lines)

    def _is_early(self, line: Line) -> bool:
        """A result is not handed over before the dossier was received at another counter, later today."""
        case = line.case
        if case is None or line.outcome == RECEIVED or case.code in self._logged:
            return False
        return case.received_at.date() == self._clock.now().date()

    def _a_little_later(self, case: Case | None) -> timedelta:
        """When to look again whether the dossier has been received. Raises Refused once that is past hope."""
        if self._clock.now() > self._closing:
            raise Refused("the hall", 0, {"error": {"message_en": f"{case.code if case else ''} was never received"}})
        return LATER

    def _finish(self, desk: Desk) -> None:
        desk.finish()
        self._gone()

    def _gone(self) -> None:
        self.visits += 1
        self._progress()
        self._call_the_due()

    def _record(self, result: Result) -> None:
        if result.case.code not in self._logged:
            self._in(self._a_little_later(result.case), self._record, result)
            return
        self._department.record(result)
        self._progress()

    def _end_of_day(self) -> None:
        for desk in self._desks:
            if desk.seated_on is not None and not desk.taken:
                self._do(lambda desk: desk.go_home(), desk)
