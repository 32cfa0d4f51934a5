"""Counters and services are changed while people wait: at once where nobody notices, tomorrow where paper names it."""

import re

import queueing
from models.base import unit_of_work
from models.centre import Service
from models.counter import Counter, CounterService
from models.journal import Change, Planned
from models.ticket import Ticket
from tests.conftest import new_key
from tests.setup.forms import fields_of

COUNTERS, SERVICES = "/admin/counters", "/admin/services"


def sent(somebody, page: str) -> dict:
    return fields_of(somebody.get(page).get_data(as_text=True), page)


def test_a_counter_is_added_and_serves_from_then_on(person, centre, certification):
    admin = person().sign_in("quan")
    new = {"c3_number": "7", "c3_name": "Bưu điện", "c3_department": "Bưu chính", f"c3_s{certification.id}": "2"}
    assert admin.post(COUNTERS, data=sent(admin, COUNTERS) | new).status_code == 303
    counter = Counter.get(Counter.number == 7)
    assert (counter.label, counter.department.name) == ("Bưu điện", "Bưu chính")
    link = CounterService.get(CounterService.counter == counter)
    assert (link.service_id, link.preference) == (certification.id, CounterService.FALLBACK)


def test_numbers_change_at_once_or_once_called_tomorrow(person, centre, certification, counter_1, hands):
    admin = person().sign_in("quan")
    admin.post(COUNTERS, data=sent(admin, COUNTERS) | {"c0_number": "2", "c1_number": "1"})
    assert [Counter.get_by_id(counter_1.id).number, Counter.get(Counter.number == 1).id == counter_1.id] == [2, False]
    queueing.issue(certification, key=new_key())
    queueing.call_next(Counter.get_by_id(counter_1.id))
    admin.post(COUNTERS, data=sent(admin, COUNTERS) | {"c1_number": "9"})
    assert Counter.get_by_id(counter_1.id).number == 2 and Planned.select().count() == 1
    assert "từ ngày mai: 9" in admin.get(COUNTERS).get_data(as_text=True)
    hands.forward(days=1)
    queueing.issue(certification, key=new_key())
    assert Counter.get_by_id(counter_1.id).number == 9


def test_two_counters_cannot_bear_one_number(person, centre):
    admin = person().sign_in("quan")
    answer = admin.post(COUNTERS, data=sent(admin, COUNTERS) | {"c0_number": "3"})
    assert answer.status_code == 422 and "Hai quầy cùng số 3" in answer.get_data(as_text=True)


def test_what_is_wrong_with_a_new_line_is_said_at_it_though_lines_above_it_are_empty(person, centre):
    admin = person().sign_in("quan")
    refused = admin.post(
        COUNTERS, data=sent(admin, COUNTERS) | {"c4_number": "3", "c5_number": "", "c5_name": "Bưu điện"}
    )
    assert refused.status_code == 422
    page = refused.get_data(as_text=True)
    said = {key: re.search(rf'id="{key}-error"[^>]*>(.*?)</p>', page, re.S)[1] for key in ("c3_number", "c4_number")}
    assert "Hai quầy cùng số 3" in said["c3_number"], "the second spare line is drawn as the first"
    assert "Mời gõ một số nguyên" in said["c4_number"] and 'value="Bưu điện"' in page


def test_a_counter_is_taken_away_by_what_it_is_whatever_number_is_being_typed(person, centre):
    admin = person().sign_in("quan")
    one, two = Counter.get(Counter.number == 1), Counter.get(Counter.number == 2)
    admin.post(COUNTERS, data=sent(admin, COUNTERS) | {"c0_number": "2", "c1_number": "1"})
    typed = sent(admin, COUNTERS) | {"c0_number": "9", "c1_number": "x"}
    page = admin.post(COUNTERS, data=typed).get_data(as_text=True)
    removal = rf'/admin/counters/{one.id}/removals"><button class="button" data-testid="remove-2">'
    assert removal in page, "it is still number 2 here"
    assert admin.post(f"{COUNTERS}/{one.id}/removals").status_code == 303
    assert not Counter.get_by_id(one.id).active and Counter.get_by_id(two.id).active


def test_a_counter_taken_away_keeps_its_history_and_frees_who_waited_for_it(person, centre, certification, counter_1):
    admin = person().sign_in("quan")
    ticket = queueing.issue(certification, key=new_key())
    queueing.call_next(counter_1)
    busy = admin.post(f"{COUNTERS}/{counter_1.id}/removals")
    assert busy.status_code == 409 and "đang tiếp số C001" in busy.get_data(as_text=True)
    queueing.serve(Ticket.get_by_id(ticket.id), counter_1)
    queueing.finish(Ticket.get_by_id(ticket.id), counter_1)
    waits = queueing.issue(certification, key=new_key())
    with unit_of_work():
        Ticket.update(reserved_for=counter_1).where(Ticket.id == waits.id).execute()
    assert admin.post(f"{COUNTERS}/{counter_1.id}/removals").status_code == 303
    assert Ticket.get_by_id(waits.id).reserved_for_id is None
    assert [one.number for one in Counter.in_use(centre)] == [2, 3] and len(Counter.of(centre)) == 3
    seated = person().sign_in("lan")
    assert seated.post("/api/session/counter", json={"counter": 1}).status_code == 404
    assert admin.post(f"{COUNTERS}/{counter_1.id}/returns").status_code == 303
    assert [one.number for one in Counter.in_use(centre)] == [1, 2, 3]


def test_a_letter_of_today_changes_tomorrow_and_the_page_says_so(person, centre, certification, civil_status):
    admin = person().sign_in("quan")
    queueing.issue(certification, key=new_key())
    form = sent(admin, SERVICES) | {"s0_letter": "M", "s0_name": "Chứng thực, sao y"}
    assert admin.post(SERVICES, data=form).status_code == 303
    row = Service.get_by_id(certification.id)
    assert (row.letter, row.name) == ("C", "Chứng thực, sao y")
    assert "từ ngày mai: M" in admin.get(SERVICES).get_data(as_text=True)
    assert admin.post(SERVICES, data=form).status_code == 409, "sent over an older state"


def test_letters_nobody_has_yet_are_exchanged_at_once(person, centre, certification, civil_status):
    admin = person().sign_in("quan")
    admin.post(SERVICES, data=sent(admin, SERVICES) | {"s0_letter": "h", "s1_letter": "c"})
    assert (Service.get_by_id(certification.id).letter, Service.get_by_id(civil_status.id).letter) == ("H", "C")


def test_what_waits_for_tomorrow_still_does_when_something_else_is_saved(
    person, centre, certification, civil_status, counter_1, hands
):
    admin = person().sign_in("quan")
    queueing.issue(certification, key=new_key())
    queueing.call_next(counter_1)
    admin.post(COUNTERS, data=sent(admin, COUNTERS) | {"c0_number": "9"})
    admin.post(SERVICES, data=sent(admin, SERVICES) | {"s0_letter": "M"})
    admin.post(COUNTERS, data=sent(admin, COUNTERS) | {"c2_name": "Bưu điện"})
    admin.post(SERVICES, data=sent(admin, SERVICES) | {"s1_hint": "Khai sinh, kết hôn"})
    assert Planned.select().count() == 2
    hands.forward(days=1)
    queueing.issue(civil_status, key=new_key())
    assert Counter.get_by_id(counter_1.id).number == 9
    assert Service.get_by_id(certification.id).letter == "M"


def test_what_waits_for_tomorrow_is_given_up_by_writing_todays_again(person, centre, certification, counter_1):
    admin = person().sign_in("quan")
    queueing.issue(certification, key=new_key())
    queueing.call_next(counter_1)
    admin.post(COUNTERS, data=sent(admin, COUNTERS) | {"c0_number": "9"})
    admin.post(COUNTERS, data=sent(admin, COUNTERS) | {"c0_number": "1"})
    assert not Planned.select().exists()


def test_a_new_counter_or_service_takes_nothing_that_is_given_up_only_tomorrow(
    person, centre, certification, counter_1
):
    admin = person().sign_in("quan")
    queueing.issue(certification, key=new_key())
    queueing.call_next(counter_1)
    refused = admin.post(COUNTERS, data=sent(admin, COUNTERS) | {"c0_number": "9", "c3_number": "1"})
    assert refused.status_code == 422
    assert "Số 1 còn dùng đến hết hôm nay." in refused.get_data(as_text=True)
    new = {"active": "yes", "letter": "C", "name": "Đất đai", "name_en": "Land", "position": "9"}
    new |= {"typical_minutes": "5", "booked_per_slot": "0"}
    wish = {"s0_letter": "M", "s3_id": "0"} | {f"s3_{name}": value for name, value in new.items()}
    refused = admin.post(SERVICES, data=sent(admin, SERVICES) | wish)
    assert refused.status_code == 422
    assert "Chữ C còn dùng đến hết hôm nay." in refused.get_data(as_text=True)
    assert not Planned.select().exists()


def test_a_counter_that_is_taken_away_twice_is_taken_away_once(person, centre, counter_1):
    admin = person().sign_in("quan")
    for act, times in (("removals", 1), ("returns", 2)):
        for _press in range(2):
            assert admin.post(f"{COUNTERS}/{counter_1.id}/{act}").status_code == 303
        assert Change.select().where(Change.subject == "counter").count() == times
