"""Any history of acts, by any counters, against a plain model of the queue that is easy to believe."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import queueing
from models import base
from models.base import db, open_database, unit_of_work
from models.centre import Centre, Service
from models.counter import Counter
from models.tables import create_tables
from models.ticket import Lane, State, Ticket, TicketMove
from queueing.errors import Refusal
from tests.conftest import background_ends, new_key
from tests.small_centre import furnish

SERVES = {1: ("C", ""), 2: ("H", "C"), 3: ("CH", "")}  # counter → first choice, fallback: as `furnish` sets them
AGE_CAP = timedelta(minutes=45)
RUN = 2

counters = st.sampled_from(sorted(SERVES))
letters = st.sampled_from("CH")


class Model:
    """What a careful person with pencil and paper would keep."""

    def __init__(self) -> None:
        self.tickets: dict[int, dict] = {}  # in order of arrival
        self.last_number = {"C": 0, "H": 0}
        self.calls: list[tuple[str, bool]] = []  # (service, priority) of calls by arrival or priority

    def waiting(self, counter: int, letters: str) -> list[dict]:
        return sorted(
            (
                t
                for t in self.tickets.values()
                if t["state"] == State.WAITING
                and (t["kept"] == counter or (t["kept"] is None and t["service"] in letters))
            ),
            key=lambda t: (t["queued_at"], t["id"]),
        )

    def next(self, counter: int, moment: datetime) -> dict | None:
        anybody = self.waiting(counter, "".join(SERVES[counter]))
        if anybody and moment - anybody[0]["queued_at"] >= AGE_CAP:
            self.note(anybody[0], priority=False)
            return anybody[0]
        for letters in SERVES[counter]:
            if letters and (pool := self.waiting(counter, letters)):
                return self.choose(pool)
        return None

    def choose(self, pool: list[dict]) -> dict:
        for lane in (Lane.RETURNED, Lane.TRANSFERRED):
            if lane_pool := [t for t in pool if t["lane"] == lane]:
                return lane_pool[0]
        elderly = [t for t in pool if t["priority"]]
        others = [t for t in pool if not t["priority"]]
        if elderly and (not others or self.run({t["service"] for t in pool}) < RUN):
            self.note(elderly[0], priority=True)
            return elderly[0]
        self.note(others[0], priority=False)
        return others[0]

    def run(self, services: set[str]) -> int:
        run = 0
        for service, priority in reversed(self.calls):
            if service in services:
                if not priority:
                    break
                run += 1
        return run

    def note(self, ticket: dict, priority: bool) -> None:
        self.calls.append((ticket["service"], priority))

    def at(self, counter: int) -> dict | None:
        found = [t for t in self.tickets.values() if t["counter"] == counter and t["state"] in State.AT_A_COUNTER]
        assert len(found) <= 1
        return found[0] if found else None


class AnyHistory(RuleBasedStateMachine):
    """The queue under any sequence of acts."""

    @initialize()
    def open_the_centre(self):
        self.folder = TemporaryDirectory()
        self.background = background_ends()
        self.background.__enter__()
        self.moment = datetime(2026, 11, 20, 8)
        self.real_clock = base.clock._read
        base.clock.drive(lambda: self.moment)
        self.engine = open_database(f"sqlite:///{Path(self.folder.name) / 'centre.sqlite3'}")
        create_tables()
        db.connect()
        with unit_of_work():
            centre = Centre.create(slug="x", organisation="o", name="n", business_day=self.moment.date())
            furnish(centre)
        self.services = {service.letter: service for service in Service.select()}
        self.counters = {counter.number: counter for counter in Counter.select()}
        self.numbers = {counter.id: counter.number for counter in self.counters.values()}
        self.model = Model()

    def teardown(self):
        if hasattr(self, "engine"):
            self.background.__exit__(None, None, None)
            db.close()
            self.engine.close_all()
            base.clock.drive(self.real_clock)
            self.folder.cleanup()

    def tick(self, seconds: float = 1) -> None:
        self.moment += timedelta(seconds=seconds)

    def present(self, counter: int, *states: str) -> dict | None:
        known = self.model.at(counter)
        return known if known and known["state"] in states else None

    def row(self, known: dict) -> Ticket:
        return Ticket.get_by_id(known["id"])

    @rule(letter=letters, priority=st.booleans())
    def take_a_number(self, letter, priority):
        self.tick()
        ticket = queueing.issue(self.services[letter], key=new_key(), priority=priority)
        self.model.last_number[letter] += 1
        assert ticket.code == f"{letter}{self.model.last_number[letter]:03d}"
        self.model.tickets[ticket.id] = {
            "id": ticket.id,
            "code": ticket.code,
            "service": letter,
            "priority": priority,
            "state": State.WAITING,
            "counter": None,
            "lane": Lane.ARRIVED,
            "queued_at": self.moment,
            "kept": None,
            "lent_by": None,
            "sent_from": {},
        }

    @rule(crowd=st.lists(st.tuples(letters, st.booleans()), min_size=3, max_size=8))
    def a_crowd_comes(self, crowd):
        for letter, priority in crowd:
            self.take_a_number(letter, priority)

    @rule(counter=counters, visits=st.integers(2, 5))
    def work_through_the_line(self, counter, visits):
        for _ in range(visits):
            self.serve(counter)
            self.finish(counter)
            self.call_next(counter)

    @rule(counter=counters)
    def call_next(self, counter):
        self.tick()
        if self.model.at(counter) is not None:
            self.refused(lambda: queueing.call_next(self.counters[counter]))
            return
        expected = self.model.next(counter, self.moment)
        called = queueing.call_next(self.counters[counter])
        assert (called.code if called else None) == (expected["code"] if expected else None)
        if expected:
            expected |= {"state": State.CALLED, "counter": counter, "called_at": self.moment, "calls": 1}

    @rule(counter=counters)
    def recall_twenty_seconds_later(self, counter):
        if known := self.present(counter, State.CALLED):
            self.tick(20)
            queueing.recall(self.row(known), self.counters[counter])
            known["calls"] += 1

    @rule(counter=counters)
    def serve(self, counter):
        self.tick()
        if known := self.present(counter, State.CALLED):
            queueing.serve(self.row(known), self.counters[counter])
            known["state"] = State.SERVING

    @rule(counter=counters)
    def finish(self, counter):
        self.tick()
        if known := self.present(counter, State.SERVING):
            queueing.finish(self.row(known), self.counters[counter])
            if known["lent_by"] not in (None, counter):
                known |= {"state": State.WAITING, "lane": Lane.RETURNED, "kept": known["lent_by"], "lent_by": None}
                known["service"] = known["sent_from"][known["kept"]]
            else:
                known["state"] = State.FINISHED
            known["counter"] = None

    @rule(counter=counters)
    def hold(self, counter):
        self.tick()
        if known := self.present(counter, State.CALLED, State.SERVING):
            queueing.hold(self.row(known), self.counters[counter])
            known["state"] = State.HELD

    @rule(counter=counters)
    def resume_the_first_held(self, counter):
        self.tick()
        for known in self.model.tickets.values():
            if known["state"] == State.HELD:
                if known["counter"] != counter:
                    self.refused(lambda k=known: queueing.resume(self.row(k), self.counters[counter]))
                    return
                queueing.resume(self.row(known), self.counters[counter])
                known |= {"state": State.WAITING, "lane": Lane.RETURNED, "kept": counter, "counter": None}
                return

    @rule(counter=counters, to=letters, come_back=st.booleans(), at_tail=st.booleans())
    def transfer_to_a_service(self, counter, to, come_back, at_tail):
        self.tick()
        if known := self.present(counter, State.CALLED, State.SERVING):
            act = {"to_service": self.services[to], "come_back": come_back, "at_tail": at_tail}
            if known["service"] == to:
                self.refused(lambda: queueing.transfer(self.row(known), self.counters[counter], **act))
                return
            queueing.transfer(self.row(known), self.counters[counter], **act)
            known["sent_from"][counter] = known["service"]
            known |= {"state": State.WAITING, "counter": None, "service": to, "kept": None}
            known["lane"] = Lane.ARRIVED if at_tail else Lane.TRANSFERRED
            known["queued_at"] = self.moment if at_tail else known["queued_at"]
            known["lent_by"] = counter if come_back else known["lent_by"]

    @rule(counter=counters)
    def miss(self, counter):
        self.tick()
        if known := self.present(counter, State.CALLED):
            if known["calls"] < 2:
                self.refused(lambda: queueing.miss(self.row(known), self.counters[counter]))
                return
            queueing.miss(self.row(known), self.counters[counter])
            known |= {"state": State.NO_SHOW, "counter": None, "missed_at": self.moment}

    @rule()
    def rejoin_the_first_missed(self):
        self.tick()
        for known in self.model.tickets.values():
            if known["state"] == State.NO_SHOW:
                if self.moment - known["missed_at"] > timedelta(minutes=30):
                    self.refused(lambda k=known: queueing.rejoin(self.row(k)))
                else:
                    queueing.rejoin(self.row(known))
                    known |= {"state": State.WAITING, "lane": Lane.RETURNED, "kept": None}
                return

    @rule()
    def give_up_the_last_waiting(self):
        self.tick()
        waiting = [t for t in self.model.tickets.values() if t["state"] == State.WAITING]
        if waiting:
            queueing.cancel(self.row(waiting[-1]))
            waiting[-1]["state"] = State.CANCELLED

    @rule(minutes=st.sampled_from([1, 10, 31, 46]))
    def time_goes_by(self, minutes):
        self.tick(minutes * 60)

    @rule(counter=counters)
    def call_then_undo_a_hold(self, counter):
        self.tick()
        if known := self.present(counter, State.SERVING):
            queueing.hold(self.row(known), self.counters[counter])
            self.tick(5)
            queueing.undo(self.counters[counter])

    @precondition(lambda self: hasattr(self, "model"))
    @invariant()
    def the_database_agrees_with_the_model(self):
        rows = {t.id: t for t in Ticket.select()}
        assert set(rows) == set(self.model.tickets)
        for known in self.model.tickets.values():
            row = rows[known["id"]]
            where = known["counter"] if known["state"] in (*State.AT_A_COUNTER, State.HELD) else None
            assert (row.code, row.state) == (known["code"], known["state"])
            assert self.numbers.get(row.counter_id) == where

    @precondition(lambda self: hasattr(self, "model"))
    @invariant()
    def the_history_ends_in_the_present_state(self):
        moves: dict[int, list[TicketMove]] = {}
        for move in TicketMove.select().order_by(TicketMove.id):
            moves.setdefault(move.ticket_id, []).append(move)
        for ticket in Ticket.select():
            own = moves[ticket.id]
            assert own[0].verb == "issue"
            assert all(a.after == b.before for a, b in pairwise(own))
            assert own[-1].after == ticket.state

    def refused(self, act):
        before = TicketMove.select().count()
        try:
            act()
        except Refusal:
            assert TicketMove.select().count() == before
        else:
            raise AssertionError("this act should have been refused")


AnyHistory.TestCase.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyHistory = AnyHistory.TestCase
