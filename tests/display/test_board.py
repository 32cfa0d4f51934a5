"""The picture of the hall, drawn from the database."""

from datetime import time

import queueing
from display import schemas
from display.board import board
from models.base import unit_of_work
from models.centre import Centre, Notice, Opening, Service
from models.counter import Counter
from tests.conftest import Hands, new_key
from tests.display.conftest import called


def test_before_the_first_call_the_hall_shows_its_name_and_nobody(centre: Centre) -> None:
    picture = board(centre)
    schemas.Board.model_validate(picture)
    assert picture["centre"]["name"] == "phường An Bình"
    assert (picture["calls"], picture["last"], picture["sequence"]) == ([], None, 0)


def test_the_last_six_calls_are_shown_newest_first(centre: Centre, certification: Service, counter_1: Counter) -> None:
    numbers = [called(counter_1, certification) for _ in range(7)]
    picture = board(centre)
    schemas.Board.model_validate(picture)
    assert [call["number"] for call in picture["calls"]] == numbers[:0:-1]
    assert picture["sequence"] == 7
    assert picture["last"]["number"] == numbers[-1]


def test_a_number_called_again_is_one_row_on_top(
    centre: Centre, certification: Service, counter_1: Counter, counter_3: Counter, hands: Hands
) -> None:
    first = called(counter_1, certification)
    second = called(counter_3, certification)
    hands.forward(seconds=11)
    queueing.recall(queueing.ticket_at(counter_1), counter_1)
    assert [(call["number"], call["times"]) for call in board(centre)["calls"]] == [(first, 2), (second, 1)]


def test_after_ten_minutes_a_call_leaves_the_list_but_stays_the_last(
    centre: Centre, certification: Service, counter_1: Counter, hands: Hands
) -> None:
    number = called(counter_1, certification)
    hands.forward(minutes=9, seconds=59)
    assert [call["number"] for call in board(centre)["calls"]] == [number]
    hands.forward(seconds=2)
    picture = board(centre)
    assert picture["calls"] == []
    assert picture["last"]["number"] == number


def test_a_number_that_waits_again_is_no_longer_shown_as_called(
    centre: Centre, certification: Service, civil_status: Service, counter_1: Counter
) -> None:
    called(counter_1, certification)
    queueing.transfer(queueing.ticket_at(counter_1), counter_1, to_service=civil_status, why="Sai lĩnh vực")
    assert board(centre)["calls"] == []


def test_the_large_call_is_the_newest_whose_number_is_still_at_its_counter(
    centre: Centre, certification: Service, civil_status: Service, counter_1: Counter, counter_3: Counter
) -> None:
    first = called(counter_1, certification)
    called(counter_3, certification)
    later = queueing.ticket_at(counter_3)
    queueing.serve(later, counter_3)
    queueing.finish(queueing.ticket_at(counter_3), counter_3)
    picture = board(centre)
    assert picture["last"]["number"] == first
    assert [call["number"] for call in picture["calls"]] == [later.code, first]  # the list is of what was called
    queueing.transfer(queueing.ticket_at(counter_1), counter_1, to_service=civil_status, why="Sai lĩnh vực")
    assert (board(centre)["last"], board(centre)["begun"]) == (None, True)


def test_a_service_of_closed_counters_is_not_said_to_pause(
    centre: Centre, certification: Service, counter_1: Counter
) -> None:
    of_it = Counter.centre == centre
    with unit_of_work():
        Counter.update(state=Counter.CLOSED).where(of_it).execute()
    assert not board(centre)["services"][0]["paused"]
    with unit_of_work():
        Counter.update(state=Counter.PAUSED).where(Counter.id == counter_1.id).execute()
    told = board(centre)["services"][0]
    assert (told["letter"], told["open"], told["paused"]) == (certification.letter, False, True)


def test_priority_is_told_and_no_reason_for_it(centre: Centre, certification: Service, counter_1: Counter) -> None:
    called(counter_1, certification, priority=True)
    [call] = board(centre)["calls"]
    assert call["priority"] is True
    assert set(call) == {
        "id", "sequence", "number", "counter", "counter_name", "service", "service_id", "priority", "times", "state",
        "at",
    }  # fmt: skip


def test_a_centre_that_hides_priority_tells_the_hall_of_none(
    centre: Centre, certification: Service, counter_1: Counter
) -> None:
    with unit_of_work(centre.id):
        Centre.update(priority_shown=False).where(Centre.id == centre.id).execute()
    called(counter_1, certification, priority=True)
    picture = board(centre)
    assert [call["priority"] for call in (*picture["calls"], picture["last"])] == [False, False]


def test_the_hall_reads_who_is_called_first_where_the_centre_wants_it(centre: Centre) -> None:
    assert board(centre)["rules"] == []
    with unit_of_work(centre.id):
        Centre.update(rules_shown=True, age_cap_minutes=50).where(Centre.id == centre.id).execute()
    said = [rule["text"] for rule in board(centre)["rules"]]
    assert "Ai đã chờ quá 50 phút thì không ai được vượt trước." in said
    assert all(len(one) <= 100 for one in said)  # two lines of the band


def test_who_waits_is_counted_per_service_with_an_honest_range(centre: Centre, certification: Service) -> None:
    for _ in range(4):
        queueing.issue(certification, key=new_key())
    services = {service["letter"]: service for service in board(centre)["services"]}
    assert services["C"]["waiting"] == 4
    assert services["C"]["wait_text"].endswith("phút")
    assert services["H"]["wait_text"] == "Không phải chờ"


def test_the_hall_is_told_when_the_machine_gives_no_more_numbers(centre: Centre) -> None:
    assert board(centre)["centre"]["gives_numbers"] is True
    with unit_of_work():
        Opening.update(opens=time(7, 30), closes=time(8, 10)).execute()  # it is 08:00
        Centre.update(stop_before_close_minutes=15).execute()
    told = board(centre)["centre"]
    assert (told["state"], told["gives_numbers"]) == ("open", False)


def test_a_service_whose_counters_are_all_paused_says_so(
    centre: Centre, certification: Service, counter_1: Counter, counter_2: Counter, counter_3: Counter
) -> None:
    queueing.issue(certification, key=new_key())
    for counter in (counter_1, counter_2, counter_3):
        queueing.pause_counter(counter, "Họp")
    services = {service["letter"]: service for service in board(centre)["services"]}
    assert services["C"]["open"] is False
    assert services["C"]["wait_text"] == "Chưa ước tính được"


def test_every_counter_is_shown_with_the_number_that_is_there(
    centre: Centre, certification: Service, counter_1: Counter, counter_2: Counter
) -> None:
    number = called(counter_1, certification)
    queueing.pause_counter(counter_2, "Nghỉ trưa")
    cells = [(cell["number"], cell["state"], cell["ticket"]) for cell in board(centre)["counters"]]
    assert cells == [(1, "open", number), (2, "paused", None), (3, "open", None)]


def test_a_number_is_called_then_served_then_over(centre: Centre, certification: Service, counter_1: Counter) -> None:
    called(counter_1, certification)

    def told() -> tuple[str, bool]:
        picture = board(centre)
        schemas.Board.model_validate(picture)
        return picture["calls"][0]["state"], picture["counters"][0]["served"]

    assert told() == ("called", False)
    queueing.serve(queueing.ticket_at(counter_1), counter_1)
    assert told() == ("served", True)
    queueing.finish(queueing.ticket_at(counter_1), counter_1)
    assert told() == ("over", False)


def test_at_lunch_and_after_hours_the_hall_says_when_it_opens(centre: Centre, hands: Hands) -> None:
    with unit_of_work(centre.id):
        Opening.delete().where(Opening.centre == centre).execute()
        for weekday in range(5):
            Opening.create(centre=centre, weekday=weekday, opens=time(7, 30), closes=time(11, 30))
            Opening.create(centre=centre, weekday=weekday, opens=time(13, 30), closes=time(17))
    hands.forward(hours=4)  # Friday 12:00
    assert (board(centre)["centre"]["state"], board(centre)["centre"]["opens"]) == ("lunch", "13:30")
    hands.forward(hours=6)
    shown = board(centre)["centre"]
    assert shown["state"] == "closed"
    assert (shown["opens"], shown["opens_en"]) == ("Thứ Hai 23/11, 07:30", "Monday 23/11, 07:30")


def test_the_morning_does_not_show_yesterdays_numbers(
    centre: Centre, certification: Service, counter_1: Counter, hands: Hands
) -> None:
    called(counter_1, certification)
    queueing.issue(certification, key=new_key())
    hands.forward(hours=24)
    picture = board(centre)
    assert (picture["calls"], picture["last"]) == ([], None)
    assert {service["waiting"] for service in picture["services"]} == {0}
    assert {cell["ticket"] for cell in picture["counters"]} == {None}


def test_notices_are_shown_in_their_order_and_only_while_active(centre: Centre) -> None:
    with unit_of_work(centre.id):
        for position, text, active in ((2, "Hai", True), (1, "Một", True), (3, "Ba", False)):
            Notice.create(centre=centre, position=position, text=text, active=active)
    assert [notice["text"] for notice in board(centre)["notices"]] == ["Một", "Hai"]


def test_nothing_of_another_centre_is_ever_shown(
    centre: Centre, elsewhere: Centre, certification: Service, counter_1: Counter
) -> None:
    called(counter_1, certification)
    queueing.issue(certification, key=new_key())
    theirs = board(elsewhere)
    assert (theirs["calls"], theirs["last"], theirs["sequence"]) == ([], None, 0)
    assert sum(service["waiting"] for service in theirs["services"]) == 0
    assert {cell["ticket"] for cell in theirs["counters"]} == {None}
