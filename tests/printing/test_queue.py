"""The jobs as rows: queued with the ticket, taken once, told when they end, printed again on demand."""

from datetime import timedelta

import pytest

import events
import queueing
from models.base import unit_of_work
from models.counter import Counter, CounterService
from models.hall import Zone, ZonePart
from models.printing import Printer, PrintJob
from models.ticket import Ticket
from printing import queue
from printing.contents import slip_of
from printing.queue import NoPrinter, ReprintTooLate, enqueue_for, put_back, reprint, resume, settle, take
from queueing.errors import KeyReused, TicketGone
from tests.conftest import new_key
from tests.printing.conftest import URL, issue, jobs


@pytest.fixture
def printer(centre) -> Printer:
    """The centre's own printer."""
    with unit_of_work():
        return Printer.create(centre=centre, name="Máy in sảnh", kind=Printer.VIRTUAL)


def test_the_paper_is_queued_in_the_tickets_own_transaction(certification, printer):
    ticket = issue(certification)
    (job,) = jobs(ticket)
    assert (job.state, job.copy, job.printer, job.url) == (PrintJob.QUEUED, 0, printer, URL + ticket.token)


def test_a_ticket_that_is_rolled_back_leaves_no_paper(certification, printer):
    def fail(ticket):
        enqueue_for(ticket, None, URL)
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        queueing.issue(certification, key=new_key(), also=fail)
    assert PrintJob.select().count() == 0
    assert take(printer) is None


def test_a_centre_without_a_printer_gives_numbers_all_the_same(certification):
    assert jobs(issue(certification)) == []


def test_a_kiosk_prints_on_its_own_printer_and_others_on_the_centres(certification, printer, device_at, centre):
    with unit_of_work():
        own = Printer.create(centre=centre, name="Máy in kiosk", device=device_at)
    assert jobs(issue(certification, device_at))[0].printer == own
    assert jobs(issue(certification))[0].printer == printer


def test_another_centres_printer_is_never_used(certification, elsewhere):
    with unit_of_work():
        Printer.create(centre=elsewhere, name="Máy in xã khác")
    assert jobs(issue(certification)) == []


def test_jobs_are_taken_oldest_first_and_only_once(certification, printer):
    first, second = issue(certification), issue(certification)
    assert take(printer).ticket == first
    assert take(printer).ticket == second
    assert take(printer) is None


def test_a_paper_older_than_two_minutes_is_left_to_a_person(certification, printer, hands, heard):
    ticket = issue(certification)
    hands.forward(minutes=2, seconds=1)
    fresh = issue(certification)
    assert take(printer).ticket == fresh
    assert jobs(ticket)[0].state == PrintJob.FAILED
    assert jobs(ticket)[0].error == queue.TOO_OLD
    assert [(e.token, e.state) for e in heard] == [(ticket.token, PrintJob.FAILED)]


def test_a_printed_paper_is_told_to_the_hall(certification, printer, heard, hands, centre):
    ticket = issue(certification)
    job = take(printer)
    settle(job, PrintJob.PRINTED)
    assert jobs(ticket)[0].printed_at == hands.at
    assert heard == [events.PaperChanged(centre=centre.id, token=ticket.token, job=job.id, state="printed")]


def test_a_job_that_found_its_printer_dead_waits_on_and_the_hall_hears_once(certification, printer, heard):
    ticket = issue(certification)
    for _ in range(3):
        put_back(take(printer), "paper_out")
    assert [(e.token, e.state) for e in heard] == [(ticket.token, PrintJob.FAILED)]
    assert (jobs(ticket)[0].state, jobs(ticket)[0].attempts) == (PrintJob.QUEUED, 3)
    settle(take(printer), PrintJob.PRINTED)
    assert heard[-1].state == PrintJob.PRINTED


def test_after_a_restart_a_paper_cut_short_is_unconfirmed_and_the_others_still_wait(certification, printer):
    cut_short, waiting = issue(certification), issue(certification)
    take(printer)
    assert resume() == 1
    assert jobs(cut_short)[0].state == PrintJob.UNCONFIRMED
    assert take(printer).ticket == waiting
    assert take(printer) is None


def test_a_reprint_is_a_new_row_with_the_same_number_and_code(certification, printer):
    ticket = issue(certification)
    settle(take(printer), PrintJob.PRINTED)
    job = reprint(ticket, url=URL + "other")
    assert [(j.state, j.copy) for j in jobs(ticket)] == [("reprinted", 0), ("queued", 1)]
    slip = slip_of(job)
    assert (slip.number, slip.token, slip.url, slip.copy) == (ticket.code, ticket.token, URL + ticket.token, 1)
    settle(take(printer), PrintJob.FAILED, "x")
    assert reprint(ticket, url=URL).copy == 2


def test_a_paper_that_is_still_to_come_is_not_asked_for_twice(certification, printer):
    ticket = issue(certification)
    assert reprint(ticket, url=URL).copy == 0
    take(printer)
    assert reprint(ticket, url=URL).copy == 0
    assert len(jobs(ticket)) == 1


def test_one_press_gives_one_copy(certification, printer):
    ticket = issue(certification)
    settle(take(printer), PrintJob.PRINTED)
    key = new_key()
    job = reprint(ticket, url=URL, key=key)
    settle(take(printer), PrintJob.PRINTED)
    assert reprint(ticket, url=URL, key=key) == job
    assert len(jobs(ticket)) == 2


def test_a_press_that_printed_one_ticket_prints_no_other(certification, printer):
    ticket, other = issue(certification), issue(certification)
    for _ in range(2):
        settle(take(printer), PrintJob.PRINTED)
    key = new_key()
    reprint(ticket, url=URL, key=key)
    with pytest.raises(KeyReused):
        reprint(other, url=URL, key=key)
    assert len(jobs(other)) == 1


def test_a_kiosk_reprints_for_two_minutes_and_staff_all_day(certification, printer, device_at, hands):
    ticket = issue(certification, device_at)
    settle(take(printer), PrintJob.PRINTED)
    hands.forward(minutes=2)
    assert reprint(ticket, url=URL, device=device_at).copy == 1
    settle(take(printer), PrintJob.PRINTED)
    hands.forward(seconds=1)
    with pytest.raises(ReprintTooLate):
        reprint(ticket, url=URL, device=device_at)
    hands.forward(hours=6)
    assert reprint(ticket, url=URL).copy == 2


def test_yesterdays_number_is_not_printed_again(certification, printer, centre):
    ticket = issue(certification)
    settle(take(printer), PrintJob.PRINTED)
    with unit_of_work():
        centre.business_day += timedelta(days=1)
        centre.save()
    with pytest.raises(TicketGone):
        reprint(Ticket.get_by_id(ticket.id), url=URL)


def test_a_reprint_without_any_printer_says_what_to_do(certification):
    with pytest.raises(NoPrinter) as refused:
        reprint(issue(certification), url=URL)
    assert "Số vẫn có hiệu lực" in refused.value.message_vi


def test_a_number_given_without_a_printer_can_be_printed_later(certification, printer):
    with unit_of_work():
        Printer.update(active=False).execute()
    ticket = issue(certification)
    with unit_of_work():
        Printer.update(active=True).execute()
    assert (reprint(ticket, url=URL).copy, jobs(ticket)[0].url) == (1, URL)


def test_a_change_of_the_printer_is_told_once(printer, heard, centre, hands):
    queue.note_status(printer, "paper_out")
    queue.note_status(printer, "paper_out")
    assert heard == [events.PrinterChanged(centre=centre.id, printer=printer.id, status="paper_out")]
    assert (Printer.get_by_id(printer.id).status, Printer.get_by_id(printer.id).status_at) == ("paper_out", hands.at)


def test_the_slip_says_what_the_citizen_needs(certification, printer):
    issue(certification)
    ticket = issue(certification, language="en", priority=True)
    slip = slip_of(jobs(ticket)[0])
    assert (slip.number, slip.service, slip.service_en) == ("C002", "Chứng thực", "Certification")
    assert slip.centre == ("Trung tâm Phục vụ hành chính công", "phường An Bình")
    assert (slip.counters, slip.counters_en) == ("Chờ gọi đến quầy 1, 3", "Wait to be called: Counters 1, 3")
    assert (slip.priority, slip.english, slip.ahead) == (True, True, 0)
    assert (slip.wait, slip.wait_en) == ("Sắp được gọi", "Called soon")


def test_the_wait_is_an_honest_range_or_nothing(certification, civil_status, printer, centre):
    for _ in range(6):
        last = issue(certification)
    slip = slip_of(jobs(last)[0])
    assert slip.ahead == 5
    assert slip.wait.startswith("Dự kiến chờ ") and slip.wait.endswith("\u00a0phút")
    with unit_of_work():
        Counter.update(state=Counter.CLOSED).where(Counter.centre == centre).execute()
    closed = slip_of(jobs(issue(civil_status))[0])
    assert closed.wait == "Chưa ước tính được giờ chờ"
    assert closed.counters == "Chờ gọi đến quầy 2, 3 (chưa mở)"
    assert closed.counters_en == "Wait to be called: Counters 2, 3 (not open yet)"


def test_the_paper_names_the_open_counter_that_can_call_it_before_a_closed_one(civil_status, centre, printer):
    with unit_of_work():
        Counter.update(state=Counter.CLOSED).where(Counter.centre == centre, Counter.number != 1).execute()
        one = Counter.get(Counter.centre == centre, Counter.number == 1)
        CounterService.create(counter=one, service=civil_status, preference=CounterService.FALLBACK)
    assert slip_of(jobs(issue(civil_status))[0]).counters == "Chờ gọi đến Quầy 1"


def test_the_paper_names_the_part_of_the_hall_where_its_counters_are(certification, centre, printer):
    with unit_of_work():
        zone = Zone.create(centre=centre, name="Tầng 2", name_en="Floor 2")
        for counter in Counter.in_use(centre):
            ZonePart.create(zone=zone, counter=counter)
    slip = slip_of(jobs(issue(certification))[0])
    assert (slip.counters, slip.counters_en) == (
        "Chờ gọi đến quầy 1, 3 · Tầng 2",
        "Wait to be called: Counters 1, 3 · Floor 2",
    )


def test_a_number_already_called_is_reprinted_without_a_wait(certification, counter_1, printer):
    ticket = issue(certification)
    queueing.call_next(counter_1)
    slip = slip_of(jobs(ticket)[0])
    assert (slip.ahead, slip.wait) == (None, "")
