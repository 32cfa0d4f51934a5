"""Which counter to open, and when, with what the hint rests on."""

import re
from datetime import datetime, timedelta

import pytest

import queueing
from figures.advice import ALL_OPEN, Advice, advise
from figures.staffing import hints
from models.base import unit_of_work
from models.centre import Centre
from tests.conftest import new_key


def crowd(service, people: int) -> None:
    for _ in range(people):
        queueing.issue(service, key=new_key())


@pytest.fixture
def alone(centre, counter_1, counter_2, counter_3) -> Centre:
    """Only counter 2 is open, for civil status, and certification when nobody waits for that."""
    queueing.close_counter(counter_1)
    queueing.close_counter(counter_3)
    return centre


def test_nothing_is_hinted_while_the_line_is_short(alone, civil_status):
    crowd(civil_status, 2)
    assert hints(alone) == []


def test_a_long_line_asks_for_the_counter_that_helps(alone, civil_status):
    crowd(civil_status, 10)  # × 12 minutes at one counter
    hint = hints(alone)[0]
    assert (hint.counter, hint.service_name, hint.limit) == (3, "Hộ tịch", 30)
    assert hint.with_it < hint.without
    assert hint.text.startswith("Mở Quầy 3 ngay, nếu không Hộ tịch phải chờ hơn ")
    assert hint.text_en.startswith("Open Counter 3 now, or Civil status waits more than ")
    assert "Đang chờ 10 người" in hint.evidence
    assert "thường thêm" not in hint.evidence, "no day to compare with, nothing said of it"
    assert "more usually come" not in hint.evidence_en
    forecast = [int(minutes) for minutes in re.findall(r"khoảng (\d+) phút", hint.evidence)]
    assert len(forecast) == 2 and all(minutes % 5 == 0 for minutes in forecast)


def test_same_weekdays_tell_who_is_still_to_come(alone, civil_status, counter_2, hands):
    friday = hands.at
    for week in (2, 1):
        hands.at = friday - timedelta(weeks=week)
        with unit_of_work():
            Centre.update(business_day=hands.at.date()).execute()
        hands.forward(minutes=70)
        crowd(civil_status, 12)
    hands.at = friday
    with unit_of_work():
        Centre.update(business_day=friday.date()).execute()
    hint = hints(Centre.get_by_id(alone.id))[0]
    assert (hint.counter, hint.waiting, hint.expected, len(hint.days)) == (3, 0, 12.0, 2)
    assert hint.at == datetime(2026, 11, 20, 9, 0), "as late as still keeps the limit"
    assert hint.text.startswith("Mở Quầy 3 lúc 09:00, nếu không")
    assert "thường thêm khoảng 10 người (2 ngày cùng thứ trước đây)" in hint.evidence


def test_nothing_is_hinted_where_nothing_could_help(centre, civil_status, counter_1, counter_2, counter_3):
    crowd(civil_status, 30)
    assert [hint for hint in hints(centre) if hint.counter in (2, 3)] == []


def test_where_every_counter_is_open_and_people_wait_long_it_is_said_that_none_can_be_opened(
    centre, civil_status, hands
):
    assert advise(centre) == Advice(), "nobody waits: none is needed"
    crowd(civil_status, 3)
    hands.forward(minutes=centre.wait_warn_minutes)
    told = advise(centre)
    assert (told.hints, told.services, told.why) == ((), [civil_status], ALL_OPEN)
