"""The ledger: who was called before whom, by which rule; called out of turn, and why; and one number's whole way."""

import csv
from io import StringIO

import pytest

import queueing
from figures.budget import IDLE, IDLE_WAITING, PAUSED, SERVING, budgets
from figures.fairness import ledger, story
from figures.period import Period
from models.base import today
from models.ticket import Ticket
from tests.conftest import new_key


def issue(service, **wish) -> Ticket:
    return queueing.issue(service, key=new_key(), **wish)


def visit(counter, hands, minutes=5) -> Ticket:
    ticket = queueing.call_next(counter)
    queueing.serve(ticket, counter)
    hands.forward(minutes=minutes)
    queueing.finish(ticket, counter)
    return ticket


@pytest.fixture
def morning(centre, certification, counter_1, hands):
    """Four come, the last with priority and called first; then the third is called out of turn."""
    tickets = []
    for priority in (False, False, False, True):
        tickets.append(issue(certification, priority=priority))
        hands.forward(minutes=1)
    visit(counter_1, hands)
    queueing.serve(queueing.call_chosen(counter_1, tickets[2], "Bệnh nặng"), counter_1)
    hands.forward(minutes=5)
    queueing.finish(tickets[2], counter_1)
    visit(counter_1, hands)
    return tickets


def test_every_overtaking_is_counted_with_its_rule(centre, morning, counter_1):
    found = ledger(centre, today())
    by = {e.code: [(o.rule, o.by) for o in e.overtaken_by] for e in found.entries}
    first, second, third, elderly = (ticket.id for ticket in morning)
    assert by == {
        "C001": [("priority", elderly), ("chosen", third)],
        "C002": [("priority", elderly), ("chosen", third)],
        "C003": [("priority", elderly)],
        "C004": [],
    }
    assert found.by_rule == {"priority": 3, "chosen": 2}
    assert (found.overtaken, found.priority, found.past_cap) == (3, 1, [])
    assert found.overtaken_share is None, "four people are too few for a share"
    [hand] = found.hand_calls
    assert (hand.code, hand.counter, hand.reason, hand.passed) == ("C003", counter_1, "Bệnh nặng", 2)
    assert [(line.kind, line.issued, line.enough) for line in found.lines] == [
        ("ordinary", 3, False),
        ("priority", 1, False),
    ]
    assert first != second


def test_who_lets_others_pass_is_not_overtaken_by_them(centre, certification, counter_1, hands):
    patient = issue(certification)
    issue(certification)
    queueing.defer(patient)
    visit(counter_1, hands)
    visit(counter_1, hands)
    assert ledger(centre, today()).overtakings == 0


def test_an_undone_act_never_happened(centre, certification, counter_1, hands):
    ticket = issue(certification)
    queueing.serve(queueing.call_next(counter_1), counter_1)
    hands.forward(minutes=4)
    queueing.finish(ticket, counter_1)
    queueing.undo(counter_1)
    hands.forward(minutes=3)
    queueing.finish(ticket, counter_1)
    told = story(centre, Ticket.get_by_id(ticket.id))
    assert [move.verb for move, _, _ in told.moves] == ["issue", "call", "serve", "finish"]
    [budget] = [one for one in budgets(centre, Period(today(), today())).counters if one.counter == counter_1] or [None]
    assert budget is None or budget.parts[SERVING] in (0, 7 * 60)


def test_a_number_tells_its_whole_way_and_who_went_before(person, morning):
    lead = person().sign_in("truong")
    page = lead.get(f"/fairness/tickets/{morning[0].id}").get_data(as_text=True)
    assert "2 người đến sau, cùng dịch vụ, được gọi trước." in page
    assert "Gọi ngoài thứ tự. Lý do: Bệnh nặng" in page
    assert "Ưu tiên, lượt 1 trong tối đa 2 liên tiếp." in page
    english = lead.get(f"/fairness/tickets/{morning[0].id}?lang=en").get_data(as_text=True)
    assert "2 people who came later, for the same service, were called first." in english
    assert "Called out of turn. Reason: Bệnh nặng" in english
    assert lead.get("/fairness/tickets/999999").status_code == 404


def test_a_number_that_somebody_asks_about_leads_to_its_way(person, morning):
    lead = person().sign_in("truong")
    found = lead.get(f"/fairness?day={today()}&find=c002")
    assert (found.status_code, found.headers["Location"]) == (302, f"/fairness/tickets/{morning[1].id}")
    lost = lead.get(f"/fairness?day={today()}&find=C099")
    assert lost.status_code == 404 and f"Ngày {today():%d/%m/%Y} không có số này." in lost.text
    assert 'value="C099"' in lost.text and "There is no such number" in lead.get("/fairness?find=C099&lang=en").text


def test_the_file_holds_every_number_and_nothing_that_a_spreadsheet_would_run(person, morning, centre):
    lead = person().sign_in("truong")
    queueing.call_chosen(*_waiting(centre), "=1+1")
    answer = lead.get(f"/fairness/ledger.csv?day={today()}")
    rows = list(csv.DictReader(StringIO(answer.get_data().decode("utf-8-sig"))))
    assert [row["Số"] for row in rows] == ["C001", "C002", "C003", "C004"]
    assert rows[0]["Người đến sau được gọi trước"] == "2"
    assert rows[0]["Các số đó"] == "C004 C003"
    assert "=1+1" in rows[1]["Vì sao"] and not rows[1]["Vì sao"].startswith("=")


def _waiting(centre):
    counter = next(counter for counter in centre.counters if counter.number == 3)
    return counter, Ticket.get(Ticket.number == 2)


def test_a_counters_time_is_told_apart(centre, certification, counter_1, counter_2, counter_3, hands):
    for counter in (counter_1, counter_2, counter_3):
        queueing.close_counter(counter)
    hands.forward(minutes=1)
    queueing.open_counter(counter_1)
    hands.forward(minutes=10)  # nobody is there
    issue(certification)
    hands.forward(minutes=2)  # free, though somebody waits
    visit(counter_1, hands, minutes=6)
    queueing.pause_counter(counter_1, "Họp")
    hands.forward(minutes=20)
    queueing.open_counter(counter_1)
    hands.forward(minutes=1)
    queueing.close_counter(counter_1)
    issue(certification)
    hands.forward(minutes=1)
    found = budgets(centre, Period(today(), today()))
    budget = next(one for one in found.counters if one.counter == counter_1)
    minutes = {part: round(seconds / 60) for part, seconds in budget.parts.items()}
    assert (minutes[SERVING], minutes[IDLE_WAITING], minutes[IDLE], minutes[PAUSED]) == (6, 2, 11, 20)
    assert budget.pauses == {"Họp": 20 * 60}
    assert {round(one.total) for one in found.counters} == {round(budget.total)}, "each adds up to the same day"


@pytest.mark.parametrize("address", ["/fairness", "/fairness/simulator", "/fairness/waits", "/fairness/counters"])
@pytest.mark.parametrize("query", ["", "?lang=en"])
def test_each_page_says_what_is_empty(person, centre, address, query):
    director = person().sign_in("ha")
    answer = director.get(address + query)
    assert answer.status_code == 200
    assert 'class="' in answer.get_data(as_text=True)
    assert "sign-in" in person().get(address).get_data(as_text=True)
    assert "sign-in" in person().sign_in("lan").get(address).get_data(as_text=True)
