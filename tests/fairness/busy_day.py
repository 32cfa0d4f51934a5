"""A day in the hall as it is: people come, officers call, put aside, send on, take breaks, and now and then call
somebody out of turn. Lived through the rules of the queue with the hands of the clock, so its history is real."""

import heapq
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count

import queueing
from models.centre import Centre, Service
from models.counter import Counter
from models.ticket import State, Ticket
from queueing.errors import Refusal
from tests.conftest import Hands, new_key


class BusyDay:
    """`people` come from 07:30 on; counters open at 07:30 and close at 17:00, or once nobody is left."""

    def __init__(
        self, centre: Centre, hands: Hands, day: date, people: int, seed: int = 1, *, plain=False, only=()
    ) -> None:
        self.centre, self.hands, self.dice, self.plain = centre, hands, random.Random(seed), plain
        self.begins = datetime.combine(day, datetime.min.time()) + timedelta(hours=7, minutes=30)
        self.ends = self.begins + timedelta(hours=9, minutes=30)
        self.acts: list[tuple[datetime, int, Callable[[], None]]] = []
        self.turn = count()
        self.services = list(Service.offered(centre))
        self.counters = [c for c in Counter.of(centre) if not only or c.number in only]
        self.resting: set[int] = set()
        for _ in range(people):
            self.at(self.begins + timedelta(minutes=self._hour()), self.arrive)
        for number, counter in enumerate(self.counters):
            self.at(self.begins + timedelta(seconds=number), lambda c=counter: self.open(c))

    def _hour(self) -> float:
        """Minutes after opening: most come in the first hours of morning and afternoon."""
        return self.dice.choice((self.dice.betavariate(1.3, 2.5) * 240, 300 + self.dice.betavariate(1.3, 2.5) * 210))

    def at(self, moment: datetime, act: Callable[[], None]) -> None:
        heapq.heappush(self.acts, (moment, next(self.turn), act))

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        self.at(self.hands.at + timedelta(seconds=round(seconds)), act)

    def run(self) -> None:
        while self.acts:
            self.hands.at, _, act = heapq.heappop(self.acts)
            act()

    def arrive(self) -> None:
        weights = [3, 2] + [1] * (len(self.services) - 2)
        service = self.dice.choices(self.services, weights)[0]
        queueing.issue(service, key=new_key(), priority=self.dice.random() < 0.15)

    def open(self, counter: Counter) -> None:
        queueing.open_counter(counter)
        self.after(self.dice.uniform(5, 40), lambda: self.call(counter))

    def call(self, counter: Counter) -> None:
        chance = 1.0 if self.plain else self.dice.random()
        line = list(Ticket.select().where(Ticket.centre == self.centre, Ticket.state == State.WAITING))
        if not line:
            self.rest_or_go(counter)
            return
        try:
            if chance < 0.02:
                ticket = queueing.call_chosen(counter, self.dice.choice(line), "Mất giấy hẹn, cần về sớm")
            else:
                ticket = queueing.call_next(counter)
        except Refusal:
            ticket = None
        if ticket is None:
            self.rest_or_go(counter)
        elif chance < 0.07:
            self.after(40, lambda: self.again(ticket, counter))
        else:
            self.after(self.dice.uniform(10, 50), lambda: self.serve(ticket, counter))

    def rest_or_go(self, counter: Counter) -> None:
        if self.hands.at >= self.ends:
            queueing.close_counter(counter)
        else:
            self.after(self.dice.uniform(30, 300), lambda: self.call(counter))

    def again(self, ticket: Ticket, counter: Counter) -> None:
        queueing.recall(ticket, counter)
        self.after(30, lambda: self.miss(ticket, counter))

    def miss(self, ticket: Ticket, counter: Counter) -> None:
        queueing.miss(ticket, counter)
        if self.dice.random() < 0.5:
            self.after(400, lambda: queueing.rejoin(ticket))
        self.free(counter)

    def serve(self, ticket: Ticket, counter: Counter) -> None:
        queueing.serve(ticket, counter)
        self.after(60 * self.dice.lognormvariate(1.6, 0.5), lambda: self.finish(ticket, counter))

    def finish(self, ticket: Ticket, counter: Counter) -> None:
        chance = 1.0 if self.plain else self.dice.random()
        if chance < 0.04:
            queueing.hold(ticket, counter)
            self.after(self.dice.uniform(300, 900), lambda: self.back(ticket, counter))
        elif chance < 0.06:
            other = self.dice.choice([s for s in self.services if s.id != Ticket.get_by_id(ticket.id).service_id])
            queueing.transfer(ticket, counter, to_service=other)
        else:
            queueing.finish(ticket, counter)
        self.free(counter)

    def back(self, ticket: Ticket, counter: Counter) -> None:
        queueing.resume(Ticket.get_by_id(ticket.id), counter)

    def free(self, counter: Counter) -> None:
        if not self.plain and self.dice.random() < 0.03 and self.hands.at < self.ends:
            queueing.pause_counter(counter, self.dice.choice(("Nghỉ giải lao", "Họp", "Hỗ trợ quầy khác")))
            self.after(self.dice.uniform(300, 900), lambda: self.open(counter))
        else:
            self.after(self.dice.uniform(3, 40), lambda: self.call(counter))
