"""What to bring, on the phone of whoever waits: for the service of its number, without leaving the line."""

import pytest

import queueing
from models.base import unit_of_work
from models.centre import Procedure
from models.ticket import Ticket
from tests.conftest import new_key

PAPERS = "Bản sao cần chứng thực"


@pytest.fixture
def opened(person):
    """`opened(ticket, …)` is what a phone reads at the ticket's address, and below it."""
    return lambda ticket, below="": person().get(f"/t/{ticket.token}{below}").text


@pytest.fixture
def waiting(certification) -> Ticket:
    return queueing.issue(certification, key=new_key())


def test_what_to_bring_is_told_for_the_service_of_the_number(waiting, opened):
    assert f'href="/t/{waiting.token}/papers"' in opened(waiting)
    page = opened(waiting, "/papers")
    assert "Chứng thực bản sao từ bản chính" in page and PAPERS in page
    assert "tình trạng hôn nhân" not in page, "another service's"
    assert f'content="60; url=/t/{waiting.token}"' in page, "a phone without script comes back to its number"


def test_where_no_papers_are_known_nothing_is_offered(civil_status, opened):
    ticket = queueing.issue(civil_status, key=new_key())
    assert "ph-papers" not in opened(ticket)
    assert "Mời ông/bà hỏi cán bộ tại quầy để biết giấy tờ cần mang." in opened(ticket, "/papers")


def test_the_kiosk_names_them_beside_the_code_only_where_its_page_does(kiosk, certification, civil_status):
    told = [kiosk.take_number(service).json["ticket"]["papers"] for service in (certification, civil_status)]
    assert told == [True, False]
    with unit_of_work():
        Procedure.update(active=False).where(Procedure.service == certification).execute()
    assert not kiosk.take_number(certification).json["ticket"]["papers"]


def test_whoever_was_sent_on_reads_what_the_new_service_asks_for(waiting, civil_status, counter_1, opened):
    queueing.call_next(counter_1)
    sent = queueing.transfer(waiting, counter_1, to_service=civil_status)
    assert "ph-papers" not in opened(sent) and PAPERS not in opened(sent, "/papers")


def test_whoever_is_called_is_asked_to_the_counter_and_to_nothing_else(waiting, counter_1, opened):
    queueing.call_next(counter_1)
    assert "ph-papers" not in opened(waiting)


def test_a_list_of_a_number_that_is_gone_says_so(waiting, hands, person, certification):
    hands.forward(days=1)
    queueing.issue(certification, key=new_key())
    gone = person().get(f"/t/{waiting.token}/papers")
    assert gone.status_code == 410 and "Mời ông/bà lấy số mới." in gone.text
