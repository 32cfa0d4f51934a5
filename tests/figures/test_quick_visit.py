"""A visit without a number is counted in every figure of the hall, and no wait is measured of it."""

from datetime import date, datetime

import queueing
from figures.budget import budgets
from figures.day import numbers
from figures.fairness import ledger
from figures.hall import hall
from figures.period import Period
from figures.queue import queue
from figures.staffing import hints
from tests.conftest import new_key

DAY = date(2026, 11, 20)
TODAY = Period(DAY, DAY)


def test_it_is_served_and_has_not_waited(centre, certification, counter_1, hands):
    ticket = queueing.issue(certification, key=new_key())
    hands.forward(minutes=5)
    quick = queueing.serve_quickly(counter_1, certification, key=new_key())
    hands.forward(minutes=3)
    queueing.finish(quick, counter_1)
    queueing.call_next(counter_1)
    queueing.serve(ticket, counter_1)
    hands.forward(minutes=4)
    queueing.finish(ticket, counter_1)

    [line] = [group for group in queue(centre, TODAY).by_counter if group.issued]
    assert (line.issued, line.served, line.wait.n, line.wait.mean, line.service.mean) == (2, 2, 1, 480, 210)
    assert queue(centre, TODAY).adds_up
    whole = hall(centre, TODAY)
    assert (whole.issued, whole.served, whole.waits) == (2, 2, 1)
    assert len(numbers(centre, DAY)) == 2
    [entry] = [entry for entry in ledger(centre, DAY).entries if entry.id == quick.id]
    assert (entry.wait, len(entry.overtaken_by)) == (None, 0)
    assert budgets(centre, TODAY)
    assert hints(centre, datetime(2026, 11, 20, 8, 30)) is not None
