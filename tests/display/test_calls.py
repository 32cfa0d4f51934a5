"""A call on its way to a screen, and the calls that a returning screen is owed."""

import json

import pytest

import events
import queueing
from display import calls
from models.base import unit_of_work
from models.centre import Centre, Service
from models.counter import Counter
from tests.conftest import Hands
from tests.display.conftest import called


@pytest.fixture
def news() -> list[events.TicketCalled]:
    """The calls announced during a test."""
    heard: list[events.TicketCalled] = []
    events.on(events.TicketCalled)(heard.append)
    yield heard
    events._listeners[events.TicketCalled].remove(heard.append)


def test_a_call_carries_all_that_is_drawn_and_spoken(
    certification: Service, counter_1: Counter, news: list[events.TicketCalled]
) -> None:
    called(counter_1, certification)
    call = calls.told(news[-1])
    assert (call["number"], call["counter"], call["counter_name"]) == ("C001", 1, None)
    assert (call["sequence"], call["times"], call["priority"]) == (1, 1, False)
    assert call["service"] == "Chứng thực"
    assert call["text"] == "Kính mời số C001, đến quầy số 1."
    assert call["text_en"] == "Number C zero zero one, counter one."
    assert [reading["clips"][0] for reading in call["readings"]] == ["chime", 0.6]
    assert len(json.dumps(call)) < 1500  # goes to every screen at once


def test_the_call_of_an_english_ticket_is_told_with_an_english_reading_also_after_a_recall(
    certification: Service, counter_1: Counter, hands: Hands, news: list[events.TicketCalled]
) -> None:
    called(counter_1, certification, language="en")
    hands.forward(seconds=11)
    queueing.recall(queueing.ticket_at(counter_1), counter_1)
    for event in news:
        words = [reading["words"] for reading in calls.told(event)["readings"]]
        assert words[2] == "Number C zero zero one, counter one."
        assert len(json.dumps(calls.told(event))) < 1500
    called(counter_1, certification)
    assert len(calls.told(news[-1])["readings"]) == 2


def test_a_returning_screen_reads_what_it_missed_in_the_tickets_own_language(
    centre: Centre, certification: Service, counter_1: Counter, counter_3: Counter
) -> None:
    called(counter_3, certification)
    called(counter_1, certification, language="en")
    called(counter_3, certification)
    assert [len(call["readings"]) for call in calls.missed(centre, 1)["calls"]] == [3, 2]


@pytest.mark.parametrize("shown", [True, False])
def test_priority_is_told_with_a_call_only_where_the_centre_shows_it(
    centre: Centre, certification: Service, counter_1: Counter, news: list[events.TicketCalled], shown: bool
) -> None:
    with unit_of_work(centre.id):
        Centre.update(priority_shown=shown).where(Centre.id == centre.id).execute()
    called(counter_1, certification)
    called(counter_1, certification, priority=True)
    assert [calls.told(event)["priority"] for event in news] == [False, shown]
    assert [call["priority"] for call in calls.missed(centre, 1)["calls"]] == [shown]
    assert news[-1].priority is True  # desks and phones still know


def test_telling_a_call_asks_no_database(
    certification: Service, counter_1: Counter, news: list[events.TicketCalled], monkeypatch: pytest.MonkeyPatch
) -> None:
    called(counter_1, certification)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a query on the way from the button to the screen")

    from models.base import db

    monkeypatch.setattr(db.obj, "execute_sql", refuse)
    assert calls.told(news[-1])["number"] == "C001"


def test_a_returning_screen_is_given_what_it_missed_in_order(
    centre: Centre, certification: Service, counter_1: Counter
) -> None:
    numbers = [called(counter_1, certification) for _ in range(4)]
    owed = calls.missed(centre, 1)
    assert [call["number"] for call in owed["calls"]] == numbers[1:]
    assert [call["sequence"] for call in owed["calls"]] == [2, 3, 4]
    assert owed["sequence"] == 4
    assert [call["settled"] for call in owed["calls"]] == [True, True, False]  # only the last still waits for someone


def test_a_recall_is_a_call_of_its_own(
    centre: Centre, certification: Service, counter_1: Counter, hands: Hands
) -> None:
    number = called(counter_1, certification)
    hands.forward(seconds=11)
    queueing.recall(queueing.ticket_at(counter_1), counter_1)
    assert [(call["number"], call["times"]) for call in calls.missed(centre, 1)["calls"]] == [(number, 2)]


@pytest.mark.parametrize("said", [None, -5, 10**20, "x", 99, True, [1], {"since": 1}, 1.5])
def test_a_screen_that_cannot_say_where_it_was_begins_afresh(
    centre: Centre, certification: Service, counter_1: Counter, said: object
) -> None:
    called(counter_1, certification)
    called(counter_1, certification)
    assert calls.missed(centre, calls.since_of(said)) == {"calls": [], "sequence": 2}


def test_a_screen_that_was_away_for_long_is_not_given_the_whole_day(
    centre: Centre, certification: Service, counter_1: Counter
) -> None:
    for _ in range(calls.MOST_MISSED + 5):
        called(counter_1, certification)
    owed = calls.missed(centre, 0)
    assert len(owed["calls"]) == calls.MOST_MISSED
    assert owed["calls"][-1]["sequence"] == owed["sequence"] == calls.MOST_MISSED + 5


def test_the_calls_of_another_centre_are_never_owed(
    centre: Centre, elsewhere: Centre, certification: Service, counter_1: Counter
) -> None:
    called(counter_1, certification)
    assert calls.missed(elsewhere, 0) == {"calls": [], "sequence": 0}
