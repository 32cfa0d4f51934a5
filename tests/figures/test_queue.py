"""Hand-made histories of one morning: minutes after 08:00 on 20/11/2026. The target is 15 minutes."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import queueing
from figures.period import Period
from figures.queue import Times, queue

TODAY = Period(date(2026, 11, 20), date(2026, 11, 20))


def minutes(times: Times) -> list:
    return [None if s is None else s / 60 for s in (times.mean, times.median, times.p90, times.longest)]


@pytest.fixture
def total(centre):
    return lambda: queue(centre, TODAY).total


def test_a_wait_is_from_issue_to_first_call_and_a_service_from_start_to_finish(visit, total):
    visit(("issue", 0), ("call", 10), ("recall", 11), ("serve", 12), ("finish", 20))
    assert (total().wait.mean, total().service.mean) == (600, 480)


def test_hold_is_left_out_of_the_service_and_shown(visit, total):
    visit(
        ("issue", 0),
        ("call", 5),
        ("serve", 6),
        ("hold", 10),
        ("resume", 40),
        ("call", 41),
        ("serve", 42),
        ("finish", 50),
    )
    assert total().service.mean == 12 * 60
    assert total().held.mean == 30 * 60
    assert total().wait.mean == 5 * 60


def test_a_transfer_is_one_visit_of_several_services(visit, total):
    visit(("issue", 0), ("call", 5), ("serve", 6), ("transfer", 9), ("call", 20), ("serve", 21), ("finish", 26))
    assert (total().issued, total().served) == (1, 1)
    assert total().service.mean == 8 * 60


def test_a_finish_that_was_undone_never_happened(visit, total):
    visit(("issue", 0), ("call", 5), ("serve", 6), ("finish", 8), ("undo", 8.1, {"undoes": 3}), ("finish", 16))
    assert total().service.mean == 10 * 60


def test_a_missed_call_that_was_undone_leaves_no_no_show(visit, total):
    visit(("issue", 0), ("call", 5), ("miss", 7), ("undo", 7.1, {"undoes": 2}), ("serve", 8), ("finish", 9))
    assert (total().served, total().no_show) == (1, 0)


def test_who_did_not_come_gave_up_or_was_left_is_counted_and_not_timed(visit, total):
    visit(("issue", 0), ("call", 40), ("miss", 42))
    visit(("issue", 0), ("cancel", 50))
    visit(("issue", 0), ("expire", 900))
    visit(("issue", 0), ("call", 60), ("expire", 900))
    found = total()
    assert (found.issued, found.no_show, found.cancelled, found.expired) == (4, 1, 1, 2)
    assert (found.wait.n, found.service.n, found.target_share) == (0, 0, None)


def test_who_is_still_here_is_unfinished(visit, total):
    visit(("issue", 0))
    visit(("issue", 0), ("call", 3), ("serve", 4))
    assert (total().unfinished, total().served) == (2, 0)
    assert (total().wait.n, total().service.n) == (1, 0)


def test_who_missed_a_call_and_rejoined_waited_until_the_first_call(visit, total):
    visit(("issue", 0), ("call", 5), ("miss", 8), ("rejoin", 20), ("call", 25), ("serve", 26), ("finish", 30))
    assert (total().served, total().no_show) == (1, 0)
    assert total().wait.mean == 5 * 60


def test_the_share_within_the_target_includes_the_target_itself(visit, total):
    for waited in (14, 15, 15.02, 30):
        visit(("issue", 0), ("call", waited), ("serve", waited + 1), ("finish", waited + 5))
    assert (total().in_target, str(total().target_share)) == (2, "50.0")


def test_each_cut_adds_up(visit, centre, civil_status, counter_2):
    visit(("issue", 0), ("call", 5), ("serve", 6), ("finish", 9))
    visit(("issue", 70), ("call", 90), ("miss", 93), service=civil_status, counter=counter_2)
    visit(("issue", 80))
    report = queue(centre, TODAY)
    assert report.adds_up
    assert [(group.label, group.issued) for group in report.by_service] == [("C · Chứng thực", 2), ("H · Hộ tịch", 1)]
    assert [(group.label, group.issued) for group in report.by_counter] == [
        ("Quầy 1", 1),
        ("Quầy 2", 1),
        ("Chưa gọi", 1),
    ]
    assert [(group.label, group.issued) for group in report.by_hour] == [("08:00–08:59", 1), ("09:00–09:59", 2)]


def test_only_days_of_the_period_count_and_only_this_centre(visit, centre, elsewhere):
    visit(("issue", 0), ("call", 1), ("serve", 2), ("finish", 3))
    visit(("issue", 0), on=datetime(2026, 11, 19, 8, 0))
    visit(("issue", 0), on=datetime(2026, 11, 21, 8, 0))
    assert queue(centre, TODAY).total.issued == 1
    assert queue(centre, Period(date(2026, 11, 19), date(2026, 11, 21))).total.issued == 3
    assert queue(elsewhere, TODAY).total.issued == 0


def test_no_visits_give_no_figures(centre):
    report = queue(centre, TODAY)
    assert report.adds_up
    assert minutes(report.total.wait) == [None] * 4


def test_a_clock_that_was_set_back_makes_no_negative_wait(visit, total):
    visit(("issue", 0), ("call", -30), ("serve", -29), ("finish", -20))
    assert total().wait.longest == 0


def test_the_real_rules_write_a_history_that_the_report_can_read(centre, certification, counter_1, hands, total):
    ticket = queueing.issue(certification, key="1")
    hands.forward(minutes=4)
    queueing.call_next(counter_1)
    hands.forward(minutes=1)
    queueing.serve(ticket, counter_1)
    hands.forward(minutes=6)
    queueing.finish(ticket, counter_1)
    hands.forward(seconds=5)
    queueing.undo(counter_1)
    hands.forward(seconds=55)
    queueing.finish(ticket, counter_1)
    assert (total().wait.mean, total().service.mean, total().served) == (240, 420, 1)


@given(st.lists(st.integers(0, 100_000), min_size=1))
def test_the_median_is_at_most_the_ninetieth_and_that_at_most_the_longest(seconds):
    times = Times.of(seconds)
    assert times.median <= times.p90 <= times.longest == max(seconds)
    assert min(seconds) <= times.mean <= times.longest
    assert times.n == len(seconds)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ([7], (7, 7, 7, 7)),
        ([1, 2], (2, 2, 2, 2)),
        (list(range(1, 11)), (6, 6, 9, 10)),
        (list(range(1, 12)), (6, 6, 10, 11)),
    ],
)
def test_mean_and_median_are_rounded_half_up_and_the_ninetieth_is_a_real_wait(seconds, expected):
    times = Times.of(seconds)
    assert (times.mean, times.median, times.p90, times.longest) == expected
