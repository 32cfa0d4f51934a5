"""The hall as a dashboard sees it is the queue of the report, read faster."""

from datetime import date, datetime, timedelta

import queueing
from alerts.look import Look
from dashboard.charts import waiting_long
from figures.counts import Scope
from figures.hall import Load, hall
from figures.period import Period
from figures.queue import queue
from models.base import now

FRIDAY = Period(date(2026, 11, 20), date(2026, 11, 20))


def test_it_says_what_the_report_says_of_any_way_through_the_hall(centre, visit, civil_status, counter_2):
    visit(("issue", 0), ("call", 10), ("recall", 11), ("serve", 12), ("finish", 20))
    visit(("issue", 1), ("call", 4), ("serve", 5), ("finish", 8), service=civil_status, counter=counter_2)
    visit(
        ("issue", 2),
        ("call", 5),
        ("serve", 6),
        ("hold", 10),
        ("resume", 40),
        ("call", 41),
        ("serve", 42),
        ("finish", 50),
    )
    visit(("issue", 3), ("call", 5), ("serve", 6), ("transfer", 9), ("call", 20), ("serve", 21), ("finish", 26))
    visit(("issue", 4), ("call", 5), ("serve", 6), ("finish", 8), ("undo", 8.1, {"undoes": 3}), ("finish", 16))
    visit(("issue", 5), ("call", 7), ("miss", 9), ("undo", 9.1, {"undoes": 2}), ("serve", 10), ("finish", 12))
    visit(("issue", 6), ("call", 25), ("miss", 27))
    visit(("issue", 7), ("call", 9), ("miss", 11), ("rejoin", 20), ("call", 30), ("serve", 31), ("finish", 35))
    visit(("issue", 8), ("cancel", 9))
    visit(("issue", 70), ("expire", 600))
    visit(("issue", 71), ("call", 80))
    visit(("issue", 72))
    found, told = hall(centre, FRIDAY), queue(centre, FRIDAY)
    assert (found.issued, found.served) == (told.total.issued, told.total.served)
    assert (found.waits, found.in_target, found.target_share) == (
        told.total.wait.n,
        told.total.in_target,
        told.total.target_share,
    )
    services = [(line.issued, line.served, line.wait, line.service, line.in_target) for line in found.services]
    assert services == [(one.issued, one.served, one.wait, one.service, one.in_target) for one in told.by_service]
    counters = [(line.label, line.issued, line.wait, line.service) for line in found.counters]
    assert counters == [
        (one.label, one.issued, one.wait, one.service) for one in told.by_counter if one.label != "Chưa gọi"
    ]
    assert [(one.hour, one.tickets) for one in found.load] == [(8, 9), (9, 3)]
    assert [one.issued for one in told.by_hour] == [9, 3]


def test_who_was_sent_on_counts_at_the_counter_that_finished_as_on_the_live_board(
    centre, certification, counter_1, counter_2, hands
):
    ticket = queueing.issue(certification, key="1")
    queueing.call_next(counter_1)
    queueing.serve(ticket, counter_1)
    queueing.transfer(ticket, counter_1, to_counter=counter_2)
    hands.forward(minutes=3)
    queueing.call_next(counter_2)
    queueing.serve(ticket, counter_2)
    queueing.finish(ticket, counter_2)
    hands.forward(seconds=5)
    queueing.undo(counter_2)  # taken back, and finished again: one visit
    queueing.finish(ticket, counter_2)
    day = Period(now().date(), now().date())
    assert [(line.label, line.served) for line in hall(centre, day).counters] == [("Quầy 2", 1)]
    assert [(group.label, group.served) for group in queue(centre, day).by_counter] == [("Quầy 2", 1)]
    days = Look(centre.id).days
    assert {number: visits for number, (visits, _) in days.items() if visits} == {counter_2.id: 1}


def test_who_still_waits_past_the_target_is_told_beside_the_share(centre, certification, counter_1, hands):
    queueing.issue(certification, key="1")
    hands.forward(minutes=16)
    queueing.issue(certification, key="2")
    today = Scope(centre, Period(now().date(), now().date()))
    assert waiting_long(today) == 1
    queueing.call_next(counter_1)
    assert waiting_long(today) == 0


def test_the_fullest_hour_is_a_mean_over_the_days_that_gave_numbers(centre, visit):
    friday = datetime(2026, 11, 20, 8)
    for number in range(5):
        visit(("issue", number), on=friday)
    for number in range(4):
        visit(("issue", number), on=friday - timedelta(days=7))
    for number in range(5):
        visit(("issue", number), on=friday - timedelta(days=1))
    found = hall(centre, Period(date(2026, 10, 1), date(2026, 11, 30)))
    assert found.load == [Load(3, 8, 5, 1), Load(4, 8, 9, 2)]
    assert [one.mean for one in found.load] == [5, 5]  # 4.5, half up
    assert found.peak == Load(3, 8, 5, 1)


def test_an_empty_hall_has_neither_peak_nor_share(centre):
    found = hall(centre, FRIDAY)
    assert (found.issued, found.peak, found.target_share, found.services, found.counters) == (0, None, None, [], [])
