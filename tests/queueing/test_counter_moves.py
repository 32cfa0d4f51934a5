"""How long a counter was open, paused for a reason or empty can be read from what is kept of it."""

import queueing
from models.visit import CounterMove
from tests.conftest import Person, new_key


def kept(counter, *names: str) -> list[tuple]:
    moves = CounterMove.select().where(CounterMove.counter == counter).order_by(CounterMove.id)
    return [tuple(getattr(move, name) for name in names) for move in moves]


def test_opening_pausing_and_closing_are_kept_with_their_reasons(counter_1, hands):
    queueing.pause_counter(counter_1, "Họp")
    began = hands.at
    ended = hands.forward(minutes=20)
    queueing.open_counter(counter_1)
    queueing.close_counter(counter_1)
    assert kept(counter_1, "verb", "state", "reason", "at") == [
        ("pause", "paused", "Họp", began),
        ("open", "open", "", ended),
        ("close", "closed", "", ended),
    ]


def test_a_counter_that_is_handed_over_names_both_officers_and_the_ticket(app, counter_1, certification):
    Person(app).sign_in("lan", counter=1)
    ticket = queueing.issue(certification, key=new_key())
    queueing.call_next(counter_1)
    queueing.serve(ticket, counter_1)
    minh = Person(app).sign_in("minh", counter=1)
    rows = [
        (move.verb, move.officer.username, move.relieved and move.relieved.username, move.ticket_id)
        for move in CounterMove.select().where(CounterMove.counter == counter_1).order_by(CounterMove.id)
    ]
    assert rows == [("sit", "lan", None, None), ("sit", "minh", "lan", ticket.id)]
    assert queueing.ticket_at(counter_1).officer.username == "minh"
    minh.delete("/api/session")
    assert kept(counter_1, "verb")[-1] == ("leave",)


def test_moving_to_another_counter_leaves_the_first(app, counter_1, counter_2):
    lan = Person(app).sign_in("lan", counter=1)
    lan.post("/api/session/counter", json={"counter": 1})
    lan.post("/api/session/counter", json={"counter": 2})
    assert kept(counter_1, "verb") == [("sit",), ("leave",)]
    assert kept(counter_2, "verb") == [("sit",)]
