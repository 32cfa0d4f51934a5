"""How a wait is said, on a screen and on paper; and that none is said while nobody is called."""

from datetime import datetime, time

import pytest

import queueing
from kiosk.tiles import tiles
from models.base import unit_of_work
from models.centre import Centre, Opening
from models.counter import CounterService
from models.printing import PrintJob
from phone.place import place
from printing.contents import PAPER, PAPER_EN, slip_of
from queueing import estimates, hours
from queueing.estimates import Wait
from tests.conftest import new_key

AFTERNOON = datetime(2026, 11, 20, 13, 30)


@pytest.mark.parametrize(
    ("wait", "screen", "paper"),
    [
        (Wait(None, None), "Chưa ước tính được", "Chưa ước tính được giờ chờ"),
        (Wait(None, None, AFTERNOON), "Gọi từ 13:30", "Dự kiến gọi từ 13:30"),
        (Wait(0, 0), "Không phải chờ", "Sắp được gọi"),
        (Wait(0, 5), "Dưới 5 phút", "Dự kiến chờ dưới 5\u00a0phút"),
        (Wait(10, 15), "10–15 phút", "Dự kiến chờ 10–15\u00a0phút"),
    ],
)
def test_a_wait_is_said_on_screens_and_as_a_sentence_on_paper(wait, screen, paper):
    assert (wait.text, wait.said(PAPER)) == (screen, paper)


@pytest.mark.parametrize(
    ("wait", "screen", "paper"),
    [
        (Wait(None, None), "Cannot estimate yet", "Wait cannot be estimated yet"),
        (Wait(None, None, AFTERNOON), "Calls from 13:30", "Expected call: from 13:30"),
        (Wait(0, 0), "No wait", "Called soon"),
        (Wait(0, 5), "Under 5 minutes", "Expected wait: under 5\u00a0minutes"),
        (Wait(10, 15), "10–15 minutes", "Expected wait: 10–15\u00a0minutes"),
    ],
)
def test_the_same_wait_is_said_in_english(wait, screen, paper):
    assert (wait.text_en, wait.said(PAPER_EN)) == (screen, paper)


def test_who_is_served_only_by_counters_with_a_line_of_their_own_is_promised_nothing(
    centre, certification, civil_status, counter_1, counter_3, hands
):
    """Counter 2 takes civil status first, and certification when it has done with that."""
    for counter in (counter_1, counter_3):
        queueing.close_counter(counter)
    at = hours.at(centre)
    assert estimates.wait_for(certification, 0, 1, at) == Wait(0, 0)
    queueing.issue(civil_status, key=new_key())
    assert estimates.wait_for(certification, 0, 1, at) == Wait(None, None)
    assert estimates.wait_for(civil_status, 1, 1, at).latest
    queueing.open_counter(counter_1)
    assert estimates.wait_for(certification, 0, 2, at) == Wait(0, 0)


def test_whoever_is_next_waits_while_all_counters_are_taken(centre, certification, counter_1, counter_3, hands):
    """The phone says so at once, and the kiosk to whoever would come now."""
    queueing.close_counter(counter_3)
    with unit_of_work():
        Centre.update(helps_out=False).execute()
    queueing.issue(certification, key=new_key())
    queueing.call_next(counter_1)
    ticket = queueing.issue(certification, key=new_key())
    at = hours.at(centre)
    assert estimates.wait_for(certification, 0, 1, at) == Wait(0, 10)  # a visit takes 8 minutes, or a quarter more
    assert (ticket.promised_soonest, ticket.promised_latest) == (0, 10)
    queueing.open_counter(counter_3)
    assert estimates.wait_for(certification, 0, 2, at) == Wait(0, 0)


def test_a_counter_that_helps_out_counts_only_where_the_centre_lets_it(centre, certification):
    assert estimates.open_counters([certification.id], centre.id) == {certification.id: [1, 3, 2]}
    with unit_of_work():
        Centre.update(helps_out=False).execute()
    assert estimates.open_counters([certification.id], centre.id) == {certification.id: [1, 3]}


@pytest.fixture
def half_days(centre):
    """Open from 07:30 to 11:30 and from 13:30 to 17:00."""
    with unit_of_work():
        Opening.update(opens=time(7, 30), closes=time(11, 30)).execute()
        for opening in list(Opening.select()):
            Opening.create(centre=centre, weekday=opening.weekday, opens=time(13, 30), closes=time(17))
    return centre


def said_to_all(centre, service, ticket):
    """What the kiosk's tile, the phone, the paper and its copy say of the wait."""
    tile = next(one for one in tiles(centre)["services"] if one["id"] == service.id)
    papers = [slip_of(PrintJob(ticket=ticket, centre=centre, url="", copy=copy)) for copy in (False, True)]
    return [tile["wait_text"], place(ticket)["wait_text"], *(slip.wait for slip in papers)]


def test_at_lunch_everybody_reads_when_calls_go_on_and_nothing_is_promised(half_days, certification, hands):
    queueing.issue(certification, key=new_key())
    hands.forward(hours=3, minutes=48)  # 11:48
    ticket = queueing.issue(certification, key=new_key())
    assert (ticket.promised_ahead, ticket.promised_soonest, ticket.promised_seconds) == (1, None, None)
    said = said_to_all(half_days, certification, ticket)
    assert said == ["Gọi từ 13:30", "Gọi từ 13:30", "Dự kiến gọi từ 13:30", "Dự kiến gọi từ 13:30"]
    hands.forward(hours=1, minutes=42)  # 13:30: who was promised nothing is told the wait of now
    tile, phone, first, copy = said_to_all(half_days, certification, ticket)
    assert (tile, phone, copy) == ("Dưới 10 phút", "Dưới 5 phút", "Dự kiến chờ dưới 5\u00a0phút")
    assert first == "Dự kiến gọi từ 13:30"


def test_no_hour_is_said_for_a_service_that_no_counter_will_call(half_days, certification, hands):
    with unit_of_work():
        CounterService.delete().where(CounterService.service == certification).execute()
    hands.forward(hours=3, minutes=48)  # 11:48, at lunch
    ticket = queueing.issue(certification, key=new_key())
    assert all(one.startswith("Chưa ước tính được") for one in said_to_all(half_days, certification, ticket))


@pytest.mark.parametrize(
    ("moment", "ahead", "said"),
    [
        ((6, 0), 0, "Gọi từ 07:30"),
        ((8, 0), 0, "Không phải chờ"),
        ((11, 10), 12, "20–40 phút"),  # whoever is nearly next is called before lunch
        ((11, 10), 24, "Gọi từ 13:30"),
        ((12, 0), 0, "Gọi từ 13:30"),
        ((16, 50), 24, "45–80 phút"),  # nobody is sent home with a number
        ((17, 0), 0, "Chưa ước tính được"),
    ],
)
def test_a_wait_is_estimated_only_while_people_are_called(half_days, certification, moment, ahead, said):
    at = hours.at(half_days, datetime(2026, 11, 20, *moment))
    assert estimates.wait_for(certification, ahead, 3, at).text == said


def test_a_number_that_was_told_to_come_after_lunch_is_reminded_of_that(half_days, certification, hands):
    hands.forward(hours=3, minutes=25)  # 11:25
    *_, last = [queueing.issue(certification, key=new_key()) for _ in range(20)]
    assert last.promised_soonest is None
    assert estimates.promised(last).text == place(last)["wait_text"] == "Gọi từ 13:30"
