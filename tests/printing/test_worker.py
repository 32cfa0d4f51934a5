"""The workers, with real printers on real ports: one in trouble delays nobody, and no paper is printed twice."""

import threading
from collections.abc import Callable, Iterator

import pytest
import zxingcpp

import events
from models.base import unit_of_work
from models.printing import Printer, PrintJob
from printing import papers, worker
from printing.queue import reprint, take
from printing.worker import PrintQueue
from tests.printing.conftest import URL, issue, jobs
from tests.printing.printer_server import PrinterServer, wait_until


def spawn(work: Callable) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


@pytest.fixture(autouse=True)
def impatient(monkeypatch) -> None:
    """Tests poll and retry sooner than a hall does."""
    monkeypatch.setattr(worker, "POLL_SECONDS", 0.3)
    monkeypatch.setattr(worker, "RETRY_SECONDS", (0.1, 0.2))
    monkeypatch.setattr(worker, "LOOK_SECONDS", 0.1)


@pytest.fixture
def start(folder) -> Iterator[Callable[[], PrintQueue]]:
    """`start()` begins to print, and listens to the news as the hall does."""
    running: list[PrintQueue] = []

    def wake(event: events.TicketIssued) -> None:
        for queue in running:
            queue.wake(event.centre)

    def begin() -> PrintQueue:
        queue = PrintQueue(folder, spawn)
        queue.start()
        running.append(queue)
        return queue

    events.on(events.TicketIssued)(wake)
    yield begin
    events._listeners[events.TicketIssued].remove(wake)
    for queue in running:
        queue.stop()


def add_printer(centre, server: PrinterServer | None, **more) -> Printer:
    kind = Printer.NETWORK if server else Printer.VIRTUAL
    with unit_of_work():
        return Printer.create(
            centre=centre, name=f"Máy in {more}", kind=kind, address=server.address if server else "", **more
        )


def state(ticket) -> str:
    return jobs(ticket)[0].state


def texts(printer: PrinterServer) -> list[str]:
    return [zxingcpp.read_barcodes(paper.convert("L"))[0].text for paper in printer.seen.papers]


def test_a_ticket_is_printed_as_soon_as_it_is_given(centre, certification, paper_printer, start, heard):
    add_printer(centre, paper_printer)
    start()
    ticket = issue(certification)
    assert wait_until(lambda: state(ticket) == PrintJob.PRINTED)
    assert texts(paper_printer) == [URL + ticket.token]
    assert paper_printer.seen.unknown == []
    assert [e.state for e in heard if isinstance(e, events.PaperChanged)] == ["printed"]


def test_papers_come_in_the_order_of_the_numbers(centre, certification, civil_status, paper_printer, start):
    add_printer(centre, paper_printer)
    tickets = [issue(service) for service in (certification, civil_status) * 3]
    start()
    assert paper_printer.until(lambda seen: len(seen.papers) == 6)
    assert texts(paper_printer) == [URL + ticket.token for ticket in tickets]


def test_a_stalled_printer_delays_no_ticket_and_no_other_kiosk(
    centre, certification, paper_printer, start, device_at, heard
):
    with PrinterServer() as other:
        paper_printer.knobs.stalls = True
        add_printer(centre, paper_printer)
        add_printer(centre, other, device=device_at)
        start()
        stuck = [issue(certification) for _ in range(10)]
        fine = issue(certification, device_at)
        assert wait_until(lambda: state(fine) == PrintJob.PRINTED)
        assert state(stuck[-1]) == PrintJob.QUEUED
        assert paper_printer.seen.papers == []


def test_out_of_paper_is_told_and_the_paper_comes_after_all(centre, certification, paper_printer, start, heard):
    printer = add_printer(centre, paper_printer)
    paper_printer.knobs.paper = "out"
    start()
    ticket = issue(certification)
    assert wait_until(lambda: [e.state for e in heard if isinstance(e, events.PaperChanged)] == ["failed"])
    assert wait_until(lambda: [e.status for e in heard if isinstance(e, events.PrinterChanged)] == ["paper_out"])
    paper_printer.knobs.paper = "ok"
    assert wait_until(lambda: state(ticket) == PrintJob.PRINTED)
    assert wait_until(lambda: Printer.get_by_id(printer.id).status == "online")
    assert texts(paper_printer) == [URL + ticket.token]


def test_a_printer_switched_on_late_prints_what_is_fresh_and_leaves_the_rest(centre, certification, start, hands):
    with PrinterServer() as off:
        printer = add_printer(centre, off)
    stale = issue(certification)
    hands.forward(minutes=3)
    fresh = issue(certification)
    start()
    assert wait_until(lambda: jobs(fresh)[0].attempts >= 1)
    with PrinterServer() as on:
        with unit_of_work():
            Printer.update(address=on.address).where(Printer.id == printer.id).execute()
        assert wait_until(lambda: state(fresh) == PrintJob.PRINTED)
        assert texts(on) == [URL + fresh.token]
    assert state(stale) == PrintJob.FAILED


def test_a_paper_that_breaks_off_is_not_sent_again_by_itself(centre, certification, paper_printer, start, heard):
    add_printer(centre, paper_printer)
    paper_printer.knobs.reset_after = 12_000
    start()
    ticket = issue(certification)
    assert wait_until(lambda: state(ticket) == PrintJob.UNCONFIRMED)
    assert wait_until(lambda: [e.state for e in heard if isinstance(e, events.PaperChanged)] == ["failed"])
    paper_printer.knobs.reset_after = None
    copy = reprint(ticket, url=URL)
    assert wait_until(lambda: PrintJob.get_by_id(copy.id).state == PrintJob.PRINTED)
    assert copy.copy == 1
    assert texts(paper_printer) == [URL + ticket.token]


def test_a_silent_printers_papers_stay_unconfirmed(centre, certification, paper_printer, start):
    printer = add_printer(centre, paper_printer)
    paper_printer.knobs.answers = False
    start()
    ticket = issue(certification)
    assert wait_until(lambda: state(ticket) == PrintJob.UNCONFIRMED)
    assert Printer.get_by_id(printer.id).status == "unknown"
    assert paper_printer.until(lambda seen: len(seen.papers) == 1)


def test_an_idle_printer_is_asked_how_it_is(centre, paper_printer, start, heard):
    add_printer(centre, paper_printer)
    start()
    assert wait_until(lambda: [e.status for e in heard] == ["online"])
    paper_printer.knobs.cover_open = True
    assert wait_until(lambda: [e.status for e in heard] == ["online", "cover_open"])
    paper_printer.knobs.cover_open = False
    assert wait_until(lambda: [e.status for e in heard] == ["online", "cover_open", "online"])
    assert paper_printer.seen.papers == []


def test_after_a_restart_what_was_queued_is_printed_once(centre, certification, paper_printer, start):
    printer = add_printer(centre, paper_printer)
    cut_short, queued = issue(certification), issue(certification)
    take(printer)  # and the server dies here
    start()
    assert wait_until(lambda: state(queued) == PrintJob.PRINTED)
    assert state(cut_short) == PrintJob.UNCONFIRMED
    assert texts(paper_printer) == [URL + queued.token]


def test_a_printer_added_or_taken_away_while_running_is_noticed(centre, certification, paper_printer, start):
    queue = start()
    printer = add_printer(centre, paper_printer)
    queue.look_again(centre.id)
    ticket = issue(certification)
    assert wait_until(lambda: state(ticket) == PrintJob.PRINTED)
    with unit_of_work():
        Printer.update(active=False).where(Printer.id == printer.id).execute()
    assert wait_until(lambda: all(one.ended for one, _ in queue._workers.values()))
    with unit_of_work():
        Printer.update(active=True).where(Printer.id == printer.id).execute()
    again = issue(certification)
    assert wait_until(lambda: state(again) == PrintJob.PRINTED)


def test_the_virtual_printer_keeps_the_last_twenty_papers(centre, certification, start, folder):
    printer = add_printer(centre, None)
    start()
    tickets = [issue(certification) for _ in range(23)]
    assert wait_until(lambda: all(state(ticket) == PrintJob.PRINTED for ticket in tickets), 90)
    kept = papers.latest(folder, {printer.id})
    assert len(kept) == papers.KEPT
    assert len(list(folder.iterdir())) == papers.KEPT
    assert kept == sorted(kept, key=lambda paper: paper.at, reverse=True)


def test_two_kiosks_at_once_lose_and_double_nothing(centre, certification, start, device_at):
    with PrinterServer() as hall, PrinterServer() as kiosk:
        add_printer(centre, hall)
        add_printer(centre, kiosk, device=device_at)
        start()
        tickets = [issue(certification, device) for _ in range(5) for device in (None, device_at)]
        # Not "printed": on a busy machine the printer's word may come too late, the paper does not.
        assert wait_until(lambda: not any(state(ticket) in PrintJob.OPEN for ticket in tickets), 90)
        assert texts(hall) == [URL + ticket.token for ticket in tickets[::2]]
        assert texts(kiosk) == [URL + ticket.token for ticket in tickets[1::2]]
