"""An ordinary good morning in the hall: who comes, who is called, and how it stands at 08:42 and after."""

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

from tests.screens.stage import OPENING, Stage

# counter → (letter, minutes of its visits, one after another, again and again)
VISITS = {
    1: ("C", (5, 8, 6)), 2: ("C", (7, 5, 4)), 3: ("H", (11, 9, 13)), 4: ("H", (9, 12, 10)), 5: ("K", (13, 10)),
    8: ("K", (11, 14)), 9: ("S", (12, 9)), 12: ("S", (10, 13)), 15: ("R", (5, 4, 6)),
}  # fmt: skip
ALSO_THERE = (6, 7, 10, 11)
AT_THE_DOOR = {"C": 3, "H": 3, "K": 2, "S": 2, "R": 1}
EVERY = {"C": 3, "H": 6, "K": 6, "S": 6, "R": 12}  # minutes between two who come
UNTIL = {"C": 51, "H": 48, "K": 42, "S": 48, "R": 60}  # minutes after opening: whoever comes later has a name below
ASK_PRIORITY = 9  # one in so many
# Whose ticket is on a picture, and when it is taken. Nobody else comes for these services at that time.
NAMED = (
    ("serving", "C", "08:25:00"), ("strip", "H", "08:25:20"), ("missed", "S", "08:25:40"),
    ("finished", "S", "08:26:00"), ("moved", "K", "08:26:20"), ("called", "C", "08:27:00"),
    ("held", "S", "08:28:00"), ("K0", "K", "08:29:00"), ("english", "H", "08:30:00"), ("gone", "S", "08:30:20"),
    ("missable", "K", "08:31:00"), ("S0", "S", "08:31:20"), ("C5", "C", "08:32:00"), ("S1", "S", "08:32:30"),
    ("H0", "H", "08:33:00"), ("C6", "C", "08:34:00"), ("K1", "K", "08:35:00"), ("C7", "C", "08:36:00"),
    ("H1", "H", "08:36:30"), ("C8", "C", "08:38:10"), ("H2", "H", "08:38:20"), ("X0", "X", "08:38:30"),
    ("near", "S", "08:38:40"), ("C9", "C", "08:39:00"), ("X1", "X", "08:39:20"), ("S2", "S", "08:39:40"),
    ("C10", "C", "08:40:00"), ("X2", "X", "08:40:20"), ("last", "C", "08:41:20"),
)  # fmt: skip
RATED = ((1, 5), (6, 4), (11, 5), (17, 5), (23, 4))  # (who, as they came; how satisfied)
PREFERRED = ("near", "H2")
ROUNDS = ("08:49", "09:01", "09:10", "09:19")  # after the pictures of the hall: each counter is done, and calls on
NOON = (("before-noon", "C"), ("noon", "C"), ("noon-2", "C"), ("noon-3", "H"))  # who waits at 11:30
CODE = "H99.01-261120-0011"


def clock(time: str) -> datetime:
    return datetime.combine(OPENING, datetime.fromisoformat(f"2026-11-20T{time}").time())


class Morning:
    """The numbers and tokens of whoever is in the hall at 08:42, by what is happening to them."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.tickets: dict[str, dict[str, Any]] = {}
        self._plans: list[tuple[float, int, Callable[[], None]]] = []  # (seconds after opening, which, what)
        self._order = count()
        self._waiting = dict.fromkeys(EVERY, 0)
        self._busy: set[int] = set()
        self._printing = False
        self._came: list[str] = []  # tokens
        self._done = dict.fromkeys(VISITS, 0)
        self._rounds = list(ROUNDS if stage.past else ROUNDS[:1])  # the rest leads to the calm board of the pictures
        stage.be_at(OPENING)
        for counter in (*VISITS, *ALSO_THERE):
            stage.officer(counter)  # who sits down opens the counter
        self._plan()
        self._until("08:35:00")
        for place, level in RATED:
            stage.phone(self._came[place], "ratings", level=level)
        self._calls()
        stage.until(8, 42)

    def _plan(self) -> None:
        everybody = count(1)
        for letter, first in AT_THE_DOOR.items():
            minutes = [0.0] * first
            while (later := minutes[-1] + EVERY[letter]) <= UNTIL[letter]:
                minutes.append(later)
            for minute in minutes:
                self._at(minute * 60, lambda letter=letter: self._comes(letter, next(everybody) % ASK_PRIORITY == 0))
        for who, letter, moment in NAMED:
            seconds = (clock(moment) - OPENING).total_seconds()
            self._at(seconds, lambda who=who, letter=letter: self._takes(who, letter))

    def _at(self, seconds: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._plans, (seconds, next(self._order), act))

    def _until(self, time: str) -> None:
        """All that is planned until then happens, each at its time."""
        end = (clock(time) - OPENING).total_seconds()
        while self._plans and self._plans[0][0] <= end:
            seconds, _, act = heapq.heappop(self._plans)
            self._is(seconds)
            act()
        self._is(end)

    def _is(self, seconds: float) -> None:
        """Time passes once the paper is out: in life a printer takes one second, and time does not leap."""
        ahead = seconds - (self.stage.at - OPENING).total_seconds()
        if ahead > 0:
            if self._printing:
                self.stage.papers_are_out()
                self._printing = False
            self.stage.pass_time(seconds=ahead)

    def _takes(self, who: str, letter: str) -> None:
        self._printing = True
        language = "en" if who == "english" else "vi"
        self.tickets[who] = self.stage.take(letter, language=language, priority=who in PREFERRED)

    def _comes(self, letter: str, priority: bool) -> None:
        self._printing = True
        self._came.append(self.stage.take(letter, priority=priority)["token"])
        self._waiting[letter] += 1
        free = (counter for counter, (served, _) in VISITS.items() if served == letter and counter not in self._busy)
        if (counter := next(free, None)) is not None:
            self._serves_next(counter)

    def _serves_next(self, counter: int) -> None:
        letter, minutes = VISITS[counter]
        self._busy.discard(counter)
        if not self._waiting[letter]:
            return
        self._waiting[letter] -= 1
        self._busy.add(counter)
        self.stage.act(counter, "calls")
        self.stage.act(counter, "servings")
        lasts = minutes[self._done[counter] % len(minutes)]
        self._done[counter] += 1
        now = (self.stage.at - OPENING).total_seconds()
        self._at(now + lasts * 60 + self._done[counter] % 4 * 17, lambda: self._finishes(counter))

    def _finishes(self, counter: int) -> None:
        if counter in self._busy:
            self.stage.act(counter, "finishes")
            self._serves_next(counter)

    def _calls(self) -> None:
        stage, tickets = self.stage, self.tickets
        for counter in (2, 4, 8, 10, 12):
            self._is_free(counter)
        for counter, who in ((2, "serving"), (4, "strip"), (8, "moved"), (10, "missed"), (12, "finished")):
            stage.call(counter, tickets[who]["number"])
        for _ in range(2):
            stage.pass_time(seconds=15)
            stage.act(10, "recalls")
        for counter in (12, 2, 4, 8):
            stage.act(counter, "servings")
        stage.pass_time(seconds=15)
        stage.act(10, "no-shows")
        self._until("08:37:00")
        stage.act(12, "finishes")
        self._logs_a_dossier(4)
        stage.act(8, "transfers", to_service="H", why="#wrong_service")
        stage.call(10, tickets["held"]["number"])
        stage.act(10, "servings")
        stage.act(10, "holds", why="Đi nộp phí")
        stage.phone(tickets["gone"]["token"], "cancellations")
        for counter, who in ((8, "K0"), (12, "S0"), (11, "S1")):
            stage.call(counter, tickets[who]["number"])
            stage.act(counter, "servings")
        stage.act(6, "pauses", why="#meeting")
        self._until("08:40:30")
        self._is_free(5)
        stage.call(5, tickets["missable"]["number"])
        self._until("08:41:10")
        stage.act(5, "recalls")
        self._until("08:41:42")
        self._is_free(1)
        stage.call(1, tickets["called"]["number"])
        self._until("08:42:00")

    def _is_free(self, counter: int) -> None:
        """Whoever is still there leaves now."""
        if counter in self._busy:
            self._busy.discard(counter)
            self.stage.act(counter, "finishes")

    def _logs_a_dossier(self, counter: int) -> None:
        stage = self.stage
        catalogue = stage.ask(stage.lead, "GET", f"/api/counters/{counter}/catalogue")["procedures"]
        procedure = next(row["id"] for row in catalogue if row["fee"])
        facts = {"channel": "online", "due_on": "2026-11-25", "fee": 5000, "paid_online": True}
        stage.act(counter, "entries", outcome="received", code=CODE, procedure=procedure, **facts)

    def goes_on(self, moment: datetime) -> None:
        """What happens in the hall until `moment`, beside what the walks do."""
        while self._rounds and clock(self._rounds[0]) <= moment:
            at = clock(self._rounds.pop(0))
            self.stage.until(at.hour, at.minute)
            self.stage.open(6)  # its meeting is over
            for counter in (*VISITS, *ALSO_THERE, 13):
                self.stage.calls_on(counter)
        if moment.hour >= 11 and "noon" not in self.tickets:
            self.stage.until(11, 20)
            if self.stage.past:
                self.stage.clear_lines((*VISITS, *ALSO_THERE))
            for who, letter in NOON:
                self._takes(who, letter)
            self.stage.papers_are_out()
            self.stage.until(11, 41)
            self.stage.calls_on(3)  # a visit of an ordinary length goes on past the hour
