"""What a picture of a full hall costs: it is drawn beside the calls, so it must stay small."""

import time
from statistics import median

import queueing
from alerts.look import Look
from models.base import forget_on_power_cut, unit_of_work
from models.counter import Counter, CounterService
from models.ticket import State
from supervisor.board import board
from tests.conftest import new_key


def test_the_board_of_fifteen_counters_and_230_tickets_costs_little(centre, certification, civil_status, hands, capsys):
    forget_on_power_cut()
    with unit_of_work():
        counters = [Counter.create(centre=centre, number=n, state=Counter.OPEN) for n in range(4, 16)]
        for counter in counters:
            CounterService.create(counter=counter, service=civil_status)
    for n in range(230):
        queueing.issue(civil_status if n % 3 else certification, key=new_key(), priority=n % 11 == 0)
        hands.forward(seconds=30)
    for counter in counters:
        queueing.serve(queueing.call_next(counter), counter)
    times = []
    for _ in range(15):
        began = time.perf_counter()
        picture = board(Look(centre.id))
        times.append((time.perf_counter() - began) * 1000)
    waiting = [row for row in Look(centre.id).tickets if row.state == State.WAITING]
    with capsys.disabled():
        print(f"\nlive board, 15 counters, 230 tickets: {median(times):.1f} ms (floor {min(times):.1f} ms)", flush=True)
    assert picture["summary"]["waiting"] == len(waiting) == 218
