"""A day that really was, played again: under its own rule it comes out as it was; another rule can be taken up."""

import math
from dataclasses import replace
from datetime import date, time

import pytest

import queueing
from figures.fairness import ledger
from figures.what_if import ENOUGH, Extra, Row, Trial, Waits, compare
from models.base import forget_on_power_cut
from models.centre import Centre
from models.counter import Counter
from models.journal import Change
from queueing.rules import Rule
from tests.conftest import new_key
from tests.fairness.busy_day import BusyDay

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def busy(centre, hands) -> Centre:
    """A Friday with holds, transfers, missed calls, breaks and calls out of turn."""
    forget_on_power_cut()
    BusyDay(centre, hands, FRIDAY, people=40, seed=3).run()
    return Centre.get_by_id(centre.id)


def test_a_day_is_played_as_it_was_and_under_another_rule_which_is_then_taken_up(person, busy):
    own = compare(busy, FRIDAY, Trial(Rule.of(busy)))
    assert own.validation.n >= 35
    assert own.validation.same == own.validation.n
    was, played = own.validation.p90
    assert was == played, "the same waits have the same P90"
    assert own.own == own.tried
    told = {(line.service.id, line.kind): line.wait for line in ledger(busy, FRIDAY).lines if line.enough}
    assert {(row.service.id, row.kind) for row in own.rows if row.service and row.own.n >= ENOUGH} == told.keys()
    for row in own.rows:
        if row.service and (wait := told.get((row.service.id, row.kind))):
            played = (math.floor(row.own.half + 0.5), row.own.most, row.own.longest)
            assert played == (wait.median, wait.p90, wait.longest), "the ledger of the day tells the same"
    strict = compare(busy, FRIDAY, Trial(Rule(strict=True), by_hand=False))
    assert own.own.overtakings > 0
    assert strict.tried.overtakings == 0
    like = Counter.get(Counter.number == 3)
    more = compare(busy, FRIDAY, Trial(Rule.of(busy), extra=Extra(like, time(7, 30), time(17, 0))))
    assert more.rows[0].tried.half < more.rows[0].own.half
    _the_page_compares_and_an_administrator_takes_the_rule_up(person, busy)


def test_whom_a_rule_lets_wait_longer_is_named_beside_what_the_day_gains(busy, certification):
    found = compare(busy, FRIDAY, Trial(Rule.of(busy)))

    def row(service, own: int, tried: int) -> Row:
        return Row(service, "ordinary", Waits(20, 60, own, own), Waits(20, 60, tried, tried))

    loses, gains = row(certification, 3000, 3600), row(certification, 3000, 1200)
    few = Row(certification, "priority", Waits(3, None, None, None), Waits(3, None, None, None))
    assert replace(found, rows=[row(None, 2400, 1800), loses, gains, few]).worse == [loses]
    assert replace(found, rows=[row(None, 1800, 2400), loses]).worse == [], "the sentence says already that all do"


def _the_page_compares_and_an_administrator_takes_the_rule_up(person, busy):
    address = f"/fairness/simulator?day={FRIDAY}&run=0&cap=1440&order=strict&hand=0"
    lead = person().sign_in("truong").get(address).get_data(as_text=True)
    assert "chờ đúng như đã xảy ra" in lead
    assert "Chỉ quản trị được đổi" in lead and "data-adopt" not in lead
    admin = person().sign_in("quan")
    page = admin.get(address).get_data(as_text=True)
    assert "data-adopt" in page and "Có hiệu lực từ lần gọi sau" in page
    wish = {"priority_run": 0, "age_cap_minutes": 1440, "helps_out": True, "strict_order": True}
    assert person().sign_in("truong").post("/api/fairness/rules", json=wish).status_code == 403
    assert admin.post("/api/fairness/rules", json=wish).get_json()["changed"] is True
    assert admin.post("/api/fairness/rules", json=wish).get_json()["changed"] is False
    assert Rule.of(Centre.get_by_id(busy.id)) == Rule(0, 1440, True, True)
    assert Change.select().where(Change.subject == "choice").count() == 1


def test_no_rule_leaves_a_service_without_a_counter(person, centre):
    wish = {"priority_run": 2, "age_cap_minutes": 45, "helps_out": False, "strict_order": False}
    refused = person().sign_in("quan").post("/api/fairness/rules", json=wish)
    assert refused.status_code == 409  # nobody serves the collecting of results first
    assert refused.get_json()["error"]["code"] == "nobody_would_call"
    assert Centre.get_by_id(centre.id).helps_out


def test_the_week_s_rate_is_published_from_ten_judged_waits_on(person, centre, certification, counter_1, hands):
    lead = person().sign_in("truong")
    for number in range(10):
        assert lead.get("/api/fairness/hit-rate").get_json() == {
            "n": number,
            "hits": min(number, 8),
            "percent": None,
            "text": "",
            "text_en": "",
        }
        ticket = queueing.issue(certification, key=new_key())
        hands.forward(minutes=0 if number < 8 else 9)  # "Không phải chờ" was not so for the last two
        queueing.serve(queueing.call_next(counter_1), counter_1)
        queueing.finish(ticket, counter_1)
    answer = lead.get("/api/fairness/hit-rate").get_json()
    assert (answer["n"], answer["hits"], answer["percent"]) == (10, 8, 80.0)
    assert answer["text"] == "Tuần này đúng 80\u00a0% (10 lượt)"
