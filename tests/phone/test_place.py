"""What a phone is told of a place in line: true of the counter that will call, and of the hour."""

from datetime import time

import pytest

import guides.routes
import phone.routes
import queueing
from figures import promises
from models.base import unit_of_work
from models.centre import Opening
from models.hall import Zone, ZonePart
from models.ticket import Ticket
from phone.place import place
from tests.conftest import new_key


def take(service):
    return queueing.issue(service, key=new_key())


def shown(ticket) -> dict:
    return place(Ticket.get_by_id(ticket.id))


@pytest.fixture
def page(person):
    """`page(ticket)` is what the phone's page says, in one line."""
    return lambda ticket: " ".join(person().get(f"/t/{ticket.token}").text.split())


@pytest.fixture
def sent(certification, counter_1):
    """A number of certification, called at counter 1; `sent(to_counter=…)` sends it on."""
    ticket = take(certification)
    queueing.call_next(counter_1)
    return lambda **where: queueing.transfer(ticket, counter_1, **where)


def test_a_number_sent_to_a_counter_is_told_which_one_and_that_it_is_at_the_head(sent, counter_2, page):
    ticket = sent(to_counter=counter_2)
    told = shown(ticket)
    assert (told["kept_for"], told["counters"], told["at_head"], told["ahead"]) == (2, [2], True, 0)
    assert "Số C001 chuyển sang Quầy 2, ở đầu hàng." in page(ticket)


def test_a_number_sent_to_a_service_is_told_which_one_and_that_it_is_at_the_head(sent, civil_status, page):
    assert "Số C001 chuyển sang Hộ tịch, ở đầu hàng." in page(sent(to_service=civil_status))


def test_a_number_sent_to_the_tail_is_not_told_that_it_is_at_the_head(sent, civil_status, page):
    assert "Số C001 chuyển sang Hộ tịch." in page(sent(to_service=civil_status, at_tail=True))


def test_a_number_sent_to_a_counter_counts_the_people_of_that_counter(
    sent, certification, civil_status, counter_2, hands
):
    for service in (certification, civil_status, civil_status):
        take(service)
    hands.forward(minutes=1)
    told = shown(sent(to_counter=counter_2, at_tail=True))
    assert (told["ahead"], told["wait_text"]) == (2, "10–20 phút")


def test_a_number_kept_for_a_counter_that_pauses_is_promised_no_time(sent, counter_2):
    ticket = sent(to_counter=counter_2)
    queueing.pause_counter(counter_2, "Họp")
    told = shown(ticket)
    assert (told["kept_for"], told["counters"], told["wait_text"]) == (2, [], "Chưa ước tính được")


def test_a_number_kept_for_a_counter_that_has_closed_waits_for_its_service_again(sent, counter_2):
    ticket = sent(to_counter=counter_2)
    queueing.close_counter(counter_2)
    told = shown(ticket)
    assert (told["kept_for"], told["counters"]) == (None, [1, 3])


def test_whoever_waits_is_told_where_the_counters_are_as_the_paper_says_it(
    certification, counter_1, counter_2, counter_3, page
):
    ticket = take(certification)
    assert shown(ticket)["where"] == "Khu quầy 1, 3" and "Khu quầy 1, 3" in page(ticket)
    queueing.pause_counter(counter_1, "Họp")
    assert (shown(ticket)["where"], shown(ticket)["where_en"]) == ("Quầy 3", "Counter 3")
    queueing.pause_counter(counter_3, "Họp")
    queueing.close_counter(counter_2)
    assert shown(ticket)["where"] == "Khu quầy 1, 3", "that none calls now is said in a sentence of its own"


def test_a_number_kept_for_one_counter_is_told_of_that_one_only(sent, counter_2):
    assert shown(sent(to_counter=counter_2))["where"] == "Quầy 2"


@pytest.fixture
def zone(centre):
    """`zone("Tầng 2", "Floor 2", counter, …)`: a part of the hall."""

    def make(name: str, name_en: str, *counters, **service) -> None:
        with unit_of_work():
            zone = Zone.create(centre=centre, name=name, name_en=name_en)
            for counter in counters:
                ZonePart.create(zone=zone, counter=counter)
            if service:
                ZonePart.create(zone=zone, **service)

    return make


def test_the_part_of_the_hall_is_named_where_all_its_counters_are_in_one(
    certification, counter_1, counter_2, counter_3, zone, page
):
    ticket = take(certification)
    zone("Tầng 1", "", counter_2)
    zone("Tầng 2", "Floor 2", counter_1, counter_3)
    assert (shown(ticket)["zone"], shown(ticket)["zone_en"]) == ("Tầng 2", "Floor 2")
    assert "Khu quầy 1, 3</span> · Tầng 2" in page(ticket)


def test_a_zone_without_an_english_name_is_named_as_it_is(civil_status, counter_2, counter_3, zone):
    zone("Tầng 1", "", counter_2, counter_3)
    assert shown(take(civil_status))["zone_en"] == "Tầng 1"


def test_no_part_of_the_hall_is_named_where_the_counters_are_in_several(
    certification, counter_1, counter_3, zone, page
):
    ticket = take(certification)
    zone("Tầng 1", "", counter_1)
    zone("Tầng 2", "", counter_3)
    assert shown(ticket)["zone"] == "" and "Tầng" not in page(ticket)
    zone("Cả nhà", "", counter_1, counter_3)
    zone("Cả sảnh", "", service=certification)
    assert shown(ticket)["zone"] == ""


def test_whoever_waits_no_longer_is_told_of_no_other_counter_than_theirs(certification, counter_1):
    ticket = take(certification)
    queueing.call_next(counter_1)
    assert (shown(ticket)["where"], shown(ticket)["counter"]) == ("", 1)


def test_a_turn_is_near_only_while_the_centre_is_open(certification, page):
    ticket = take(certification)
    assert shown(ticket)["near"]
    with unit_of_work():  # now, at 08:00, it is lunch
        Opening.update(opens=time(7), closes=time(7, 30)).execute()
        for opening in list(Opening.select()):
            Opening.create(centre=opening.centre, weekday=opening.weekday, opens=time(9), closes=time(17))
    assert not shown(ticket)["near"]
    said = page(ticket)
    assert "nghỉ trưa đến 09:00" in said and "Sắp đến lượt" not in said


def test_a_phone_says_that_nobody_calls_in_the_words_of_the_halls_screen(
    certification, counter_1, counter_2, counter_3, page
):
    ticket = take(certification)
    assert "ph-wait" in page(ticket) and "ph-nobody" not in page(ticket)
    for counter in (counter_1, counter_2, counter_3):
        queueing.pause_counter(counter, "Họp")
    said = page(ticket)
    assert "Chứng thực tạm dừng gọi số, mời ông/bà chờ." in said and "ph-wait" not in said
    for counter in (counter_1, counter_2, counter_3):
        queueing.close_counter(counter)
    said = page(ticket)
    assert "Chưa có quầy mở: Chứng thực. Mời ông/bà chờ." in said and "ph-wait" not in said


def test_a_turn_is_near_only_while_a_counter_is_open_for_it(certification, counter_1, counter_2, counter_3):
    ticket = take(certification)
    for counter in (counter_1, counter_2, counter_3):
        assert shown(ticket)["near"]
        queueing.pause_counter(counter, "Họp")
    assert not shown(ticket)["near"]


@pytest.mark.parametrize(("judged", "said"), [(29, None), (30, "Tuần này 83 % ước tính")])
def test_how_often_the_waits_were_right_is_told_to_citizens_once_enough_were_judged(
    page, person, certification, monkeypatch, judged, said
):
    for room in (phone.routes, guides.routes):
        monkeypatch.setattr(room, "hit_rate", lambda centre: promises.Rate(judged, 25))
    first, second = take(certification), take(certification)
    assert "Tuần này" not in page(first), "nothing is estimated for whoever is next"
    for text in (page(second), " ".join(person().get("/guides/poster").text.split())):
        assert (said in text) if said else ("Tuần này" not in text)


def test_the_page_shows_the_clock_of_the_centre(page, certification, hands):
    ticket = take(certification)
    hands.forward(minutes=42)
    assert 'data-testid="ph-clock">08:42<' in page(ticket)
