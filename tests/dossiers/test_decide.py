"""Which source is believed, by which rule, and that its order of telling does not matter."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.calendar import WorkingDays
from dossiers.decide import decide
from dossiers.decided import ASK, MINISTRY, NEWER, RULES, Policy
from dossiers.standing import really_differ
from dossiers.voices import Said, voices_of
from models.source import Source, Status

COUNTER, PROVINCE, BUREAU, OFFICE, PORTAL, PAYMENTS = 1, 2, 3, 4, 5, 6
KINDS = {
    COUNTER: Source.COUNTER,
    PROVINCE: Source.PROVINCE,
    BUREAU: Source.MINISTRY,
    OFFICE: Source.MINISTRY,
    PORTAL: Source.PORTAL,
    PAYMENTS: Source.PAYMENT,
}


def policy(rule=NEWER):
    return Policy(rule, KINDS, WorkingDays())


def march(day, hour=0):
    return datetime(2026, 3, day, hour)


def says(source, as_of, status, on=None, batch=..., **facts):
    """A claim made on a day of March 2026, of a dossier received on the 2nd and due on the 10th."""
    told = {"field": 1, "channel": "online", "received_at": march(2, 8), "due_on": date(2026, 3, 10)} | facts
    batch = (None if source == COUNTER else 10 * source + as_of) if batch is ... else batch
    day = date(2026, 3, on) if on else date(2026, 3, 2)
    if status in (Status.DONE, Status.RETURNED) and "ended_at" not in facts and source != COUNTER:
        told |= {"ended_at": march(on), "outcome": "resolved"}
    return Said(source, batch, march(as_of, 12), status, day, **told)


def held(*said, rule=NEWER, **more):
    return decide(said, policy(rule), **more)


def ended(decided):
    return decided.row["outcome"], decided.row["ended_at"] and decided.row["ended_at"].day


def test_the_newer_day_of_a_state_wins_whatever_file_came_last():
    done, behind = says(BUREAU, 8, Status.DONE, 6), says(PROVINCE, 12, Status.PROCESSING)
    found = held(done, behind)
    assert ended(found) == ("resolved", 6)
    assert found.holds["status"] == (BUREAU, "newer", (PROVINCE,))


def test_a_ministry_is_believed_first_where_both_cannot_be_true():
    refused = says(PROVINCE, 9, Status.REFUSED, 7, ended_at=march(7), outcome="refused")
    done = says(BUREAU, 9, Status.DONE, 6)
    assert ended(held(refused, done)) == ("refused", 7)
    assert ended(held(refused, done, rule=MINISTRY)) == ("resolved", 6)


def test_a_ministry_that_has_not_heard_yet_is_only_behind():
    early, done = says(BUREAU, 5, Status.PROCESSING), says(PROVINCE, 9, Status.DONE, 7)
    assert ended(held(early, done, rule=MINISTRY)) == ("resolved", 7)
    assert not held(early, done, rule=ASK).undecided
    still = says(BUREAU, 9, Status.PROCESSING)
    assert ended(held(still, done, rule=MINISTRY)) == (None, None)


def test_when_asked_the_first_word_stays_until_a_person_chooses():
    first, other = says(PROVINCE, 8, Status.PROCESSING), says(BUREAU, 9, Status.DONE, 6, channel="direct")
    found = held(first, other, rule=ASK)
    assert ended(found) == (None, None)
    assert found.row["channel"] == "online"
    assert found.undecided == ["status", "channel"]
    assert found.row["undecided"]
    chosen = held(first, other, rule=ASK, choices={"status": BUREAU, "channel": PROVINCE})
    assert ended(chosen) == ("resolved", 6)
    assert not chosen.row["undecided"]
    assert chosen.holds["status"].why == "chosen"


def test_what_a_source_is_silent_about_it_does_not_deny():
    told = says(PROVINCE, 5, Status.PROCESSING, procedure=7, fee=5000, paid_online=True)
    silent = says(PROVINCE, 9, Status.DONE, 7, due_on=None)
    found = held(told, silent)
    assert (found.row["procedure"], found.row["fee"], found.row["paid_online"]) == (7, 5000, True)
    assert found.row["due_on"] == date(2026, 3, 10)


def test_an_end_is_not_taken_back_by_a_file_that_knows_no_later_day():
    assert ended(held(says(PROVINCE, 8, Status.DONE, 6), says(PROVINCE, 12, Status.PROCESSING))) == ("resolved", 6)
    reopened = says(PROVINCE, 12, Status.SUPPLEMENT, 9, asked_on=date(2026, 3, 9))
    assert ended(held(says(PROVINCE, 8, Status.DONE, 6), reopened)) == (None, None)


def test_other_systems_go_before_the_counter_save_in_the_state():
    counter = says(COUNTER, 9, Status.RETURNED, 9, fee=4000, channel="direct", returned_at=march(9, 15))
    file = says(PROVINCE, 12, Status.PROCESSING, fee=8000)
    found = held(counter, file)
    assert (found.row["fee"], found.row["channel"]) == (8000, "online")
    assert found.holds["fee"] == (PROVINCE, "system", (COUNTER,))
    assert (ended(found), found.row["returned_at"]) == (("resolved", 9), march(9, 15))


def test_a_result_handed_over_at_a_counter_keeps_the_day_on_which_a_file_says_it_was_ready():
    counter = says(COUNTER, 9, Status.RETURNED, 9, returned_at=march(9, 15))
    found = held(counter, says(PROVINCE, 12, Status.DONE, 6))
    assert (ended(found), found.row["returned_at"]) == (("resolved", 6), march(9, 15))
    assert not held(counter, says(PROVINCE, 12, Status.DONE, 6), rule=ASK).undecided


def test_of_money_a_payment_system_is_believed_first():
    file = says(PROVINCE, 12, Status.DONE, 6, fee=5000, fee_paid=0)
    paid = Said(PAYMENTS, 60, march(5), fee_paid=5000, paid_on=date(2026, 3, 4), paid_online=True)
    found = held(file, paid)
    assert (found.row["fee_paid"], found.row["paid_online"]) == (5000, True)
    assert found.holds["fee_paid"].why == "payment"


def test_a_mere_registration_is_no_reception():
    registered = says(PORTAL, 12, Status.REGISTERED, received_at=march(1))
    counter = says(COUNTER, 3, Status.RECEIVED, received_at=march(3, 9))
    found = held(registered, counter)
    assert found.row["counted"]
    assert found.row["received_at"] == march(3, 9)
    assert not held(registered).row["counted"]


def test_asked_in_one_file_and_no_longer_waited_for_in_the_next_is_answered_between_them():
    waits = says(PROVINCE, 6, Status.SUPPLEMENT, 4, asked_on=date(2026, 3, 4))
    goes_on = says(PROVINCE, 13, Status.PROCESSING)
    [stop] = held(waits, goes_on).stops
    assert (stop.began_on, stop.ended_on, stop.dated) == (date(2026, 3, 4), date(2026, 3, 13), False)
    found = held(waits, goes_on)
    assert found.row["latest_only"]
    assert found.row["due_after"] == date(2026, 3, 19)  # seven working days later
    assert [kind for kind, _, _ in found.events] == ["received", "supplement_asked", "supplement_answered"]


def test_a_stop_of_which_both_days_are_told_is_no_guess():
    told = says(PROVINCE, 13, Status.DONE, 12, asked_on=date(2026, 3, 4), answered_on=date(2026, 3, 6))
    found = held(told)
    assert (found.stops[0].ended_on, found.row["latest_only"]) == (date(2026, 3, 6), False)
    assert held(says(PROVINCE, 13, Status.DONE, 12, asked_on=date(2026, 3, 4))).row["latest_only"]
    assert held(says(PROVINCE, 13, Status.DUTY)).row["latest_only"]


def test_a_counter_and_a_file_that_tell_of_one_stop_make_one():
    logged = [("received", date(2026, 3, 2)), ("supplement_asked", date(2026, 3, 4))]
    counter = says(COUNTER, 4, Status.SUPPLEMENT, 4)
    file = says(PROVINCE, 13, Status.PROCESSING, 6, asked_on=date(2026, 3, 5), answered_on=date(2026, 3, 6))
    [stop] = held(counter, file, logged=logged).stops
    assert (stop.began_on, stop.ended_on) == (date(2026, 3, 4), date(2026, 3, 6))
    [stop] = held(counter, says(PROVINCE, 13, Status.PROCESSING), logged=logged).stops
    assert stop.ended_on is None  # a file that knows of none denies none


def test_an_answer_taken_in_at_a_counter_ends_what_only_a_file_had_asked_for():
    logged = [("supplement_answered", date(2026, 3, 9))]
    file = says(PROVINCE, 6, Status.SUPPLEMENT, 4, asked_on=date(2026, 3, 4))
    [stop] = held(file, says(COUNTER, 9, Status.RECEIVED, 9), logged=logged).stops
    assert (stop.began_on, stop.ended_on, stop.dated) == (date(2026, 3, 4), date(2026, 3, 9), True)


def test_no_clock_stands_after_the_end():
    waits = says(PROVINCE, 6, Status.SUPPLEMENT, 4, asked_on=date(2026, 3, 4))
    withdrawn = says(PROVINCE, 13, Status.WITHDRAWN, 9, ended_at=march(9), outcome="withdrawn")
    [stop] = held(waits, withdrawn).stops
    assert stop.ended_on == date(2026, 3, 9)


DAYS = st.integers(2, 28)
STATES = st.sampled_from([s for s in Status.ALL if s not in Status.NEVER_RECEIVED])


@st.composite
def claims(draw, sources=(COUNTER, PROVINCE, BUREAU, PORTAL)):
    """A claim that any source may make; each on a day and hour of its own."""
    source, status, day = draw(st.sampled_from(sources)), draw(STATES), draw(DAYS)
    facts = {
        "channel": draw(st.sampled_from([None, "online", "direct"])),
        "fee": draw(st.sampled_from([None, 0, 5000])),
        "paid_online": draw(st.sampled_from([None, True, False])),
        "due_on": draw(st.sampled_from([None, date(2026, 3, 10), date(2026, 3, 20)])),
        "asked_on": draw(st.sampled_from([None, date(2026, 3, 3), date(2026, 3, 9)])),
        "answered_on": draw(st.sampled_from([None, date(2026, 3, 11)])),
    }
    if status in Status.ENDED:
        facts |= {"ended_at": march(day), "outcome": {Status.DONE: "resolved"}.get(status, status)}
    if status == Status.RETURNED:
        facts |= {"outcome": "resolved", "returned_at": march(day)}
    as_of = draw(st.integers(2, 28))
    return says(source, as_of, status, day, batch=None if source == COUNTER else draw(st.integers(1, 9)), **facts)


SETS = st.lists(claims(), min_size=1, max_size=5, unique_by=lambda one: (one.source, one.as_of, one.batch)).filter(
    lambda said: sum(one.source == COUNTER for one in said) <= 1
)


@settings(max_examples=60, deadline=None)
@given(SETS, st.sampled_from(RULES), st.randoms(use_true_random=False))
def test_it_does_not_matter_in_which_order_the_claims_are_known(said, rule, order):
    shuffled = order.sample(said, len(said))
    one, other = held(*said, rule=rule), held(*shuffled, rule=rule)
    assert (one.row, one.stops, one.events, one.undecided) == (other.row, other.stops, other.events, other.undecided)


@settings(max_examples=60, deadline=None)
@given(SETS, st.sampled_from(RULES))
def test_what_holds_is_possible(said, rule):
    found = held(*said, rule=rule)
    row, last = found.row, found.row["ended_at"]
    assert (row["outcome"] is None) == (last is None)
    assert last is None or row["received_at"].date() <= last.date()
    assert row["returned_at"] is None or (last is not None and row["returned_at"].date() >= last.date())
    for stop in found.stops:
        assert stop.ended_on is None or stop.began_on <= stop.ended_on
        assert last is None or (stop.ended_on is not None and stop.ended_on <= last.date())
    assert rule == ASK or not row["undecided"]


@settings(max_examples=60, deadline=None)
@given(claims(sources=(PROVINCE,)))
def test_one_plain_claim_gives_the_same_by_the_shorter_way(one):
    longer = held(one, by_hand=[], promised=None, logged=[("advice", date(2026, 1, 1))])
    shorter = held(one)
    assert (shorter.row, shorter.stops, shorter.events) == (longer.row, longer.stops, longer.events)


@pytest.mark.parametrize("days", [0, 1, 5])
def test_to_be_behind_is_not_to_differ(days):
    end = march(10)
    done = Said(
        BUREAU, 1, march(20), Status.DONE, end.date(), 1, received_at=march(2), ended_at=end, outcome="resolved"
    )
    seen = Said(PROVINCE, 2, end + timedelta(days=days), Status.PROCESSING, date(2026, 3, 2), 1, received_at=march(2))
    one, other = voices_of([done, seen], KINDS)
    assert really_differ(one, other) == really_differ(other, one) == (days > 0)
