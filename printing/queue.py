"""The jobs of the printers, as rows: queued with the ticket, taken by a worker, told to the hall when they end.

A ticket never waits for paper. Its job is inserted in the ticket's own transaction and printed after the commit; if
the server dies in between, the row is still there. Nothing is printed twice unless a person asks for it.
"""

from datetime import timedelta

from peewee import JOIN

import events
from models.access import Device
from models.base import now, unit_of_work
from models.prepared import add
from models.printing import Printer, PrintJob
from models.ticket import Ticket
from printing.sheet import Sheet
from queueing.errors import Conflict, KeyReused
from queueing.moves import check_day

FRESH_MINUTES = 2  # an older paper would be picked up by the wrong citizen
KIOSK_REPRINT = timedelta(minutes=2)  # how long after its issue a kiosk prints a number again; staff may all day
LONGEST_ERROR = 250  # characters kept of a reason

TOO_OLD = "Quá 2 phút, không tự in nữa. Mời bấm In lại."
CUT_SHORT = "Máy chủ dừng khi đang in. Mời xem phiếu đã ra chưa."


class NoPrinter(Conflict):
    """The centre has no printer for this."""

    code = "no_printer"

    def __init__(self) -> None:
        super().__init__(
            "Trung tâm chưa có máy in nào đang dùng. Số vẫn có hiệu lực, mời ghi lại hoặc quét mã.",
            "No printer is in use here. The number is valid: note it down or scan the code.",
        )


class ReprintTooLate(Conflict):
    """A kiosk prints a number again only just after giving it."""

    code = "reprint_too_late"

    def __init__(self) -> None:
        super().__init__(
            "Đã quá 2 phút. Mời ông/bà gặp cán bộ ở bất kỳ quầy nào để in lại.",
            "More than 2 minutes have passed. Any counter can print it again.",
        )


def enqueue_for(ticket: Ticket, device: Device | None, url: str) -> PrintJob | None:
    """Queue the paper of a ticket just given by `device`, inside the transaction that made it; `url` is its QR's.

    None when the centre has no printer: the number then lives on the screen and the phone alone.
    """
    printer = Printer.serving(ticket.centre_id, device)
    return enqueue(ticket, printer, url=url) if printer is not None else None


def enqueue(ticket: Ticket, printer: Printer, copy: int = 0, *, url: str, key: str | None = None) -> PrintJob:
    """Queue one paper at `printer`. Its worker starts by itself when the transaction is done."""
    return add(
        PrintJob(centre=ticket.centre_id, ticket=ticket, printer=printer, copy=copy, url=url, idempotency_key=key)
    )


def enqueue_sheet(
    centre_id: int, printer: Printer, sheet: Sheet, *, device: Device | None = None, key: str | None = None
) -> PrintJob:
    """Queue a paper that is no ticket's, inside the transaction that it belongs to; its worker finds it by itself."""
    return add(PrintJob(centre=centre_id, printer=printer, sheet=sheet.as_json(), device=device, idempotency_key=key))


def reprint(ticket: Ticket, *, url: str, device: Device | None = None, key: str | None = None) -> PrintJob:
    """Queue a further copy, marked "In lại": asked by `device` within 2 minutes of the issue, by staff (None) all day.

    A paper of this ticket that is still to come is answered instead of a second one; so is the copy that the same
    `key` has made. Raises KeyReused for a key that has printed another ticket, TicketGone, ReprintTooLate, NoPrinter.
    """
    with unit_of_work(ticket.centre_id):
        mine = PrintJob.centre == ticket.centre_id
        if key is not None and (known := PrintJob.get_or_none(mine, PrintJob.idempotency_key == key)) is not None:
            if known.ticket_id != ticket.id:
                raise KeyReused
            return known
        check_day(ticket)
        if device is not None and now() - ticket.issued_at > KIOSK_REPRINT:
            raise ReprintTooLate
        jobs = list(PrintJob.select().where(PrintJob.ticket == ticket).order_by(PrintJob.copy))
        if coming := [job for job in jobs if job.state in PrintJob.OPEN]:
            return coming[-1]
        printer = Printer.serving(ticket.centre_id, device or ticket.device_id)
        if printer is None:
            raise NoPrinter
        PrintJob.update(state=PrintJob.REPRINTED).where(PrintJob.ticket == ticket).execute()
        copy = jobs[-1].copy + 1 if jobs else 1
        job = enqueue(ticket, printer, copy, url=jobs[-1].url if jobs else url, key=key)
    events.announce(_news(job))
    return job


def print_sheet(
    centre_id: int,
    sheet: Sheet,
    *,
    device: Device | None = None,
    key: str | None = None,
    printer: Printer | None = None,
) -> PrintJob:
    """Queue a paper that is no ticket's: at the printer of `device`, or the centre's own, or `printer`.

    The same `key` is answered with the same job. Raises KeyReused for a key that has printed something else, NoPrinter.
    """
    words = sheet.as_json()
    with unit_of_work(centre_id):
        mine = PrintJob.centre == centre_id
        if key is not None and (known := PrintJob.get_or_none(mine, PrintJob.idempotency_key == key)) is not None:
            if known.sheet != words:
                raise KeyReused
            return known
        printer = printer or Printer.serving(centre_id, device)
        if printer is None:
            raise NoPrinter
        job = enqueue_sheet(centre_id, printer, sheet, device=device, key=key)
    events.announce(_news(job))
    return job


def take(printer: Printer) -> PrintJob | None:
    """Give the oldest job that waits for `printer` to its worker; None when none does. Ends those too old."""
    waiting = (PrintJob.printer == printer) & (PrintJob.state == PrintJob.QUEUED)
    if not PrintJob.select().where(waiting).exists():
        return None  # asked without a lock, since nearly always so
    with unit_of_work(printer.centre_id):
        oldest = now() - timedelta(minutes=FRESH_MINUTES)
        stale = list(_with_tickets().where(waiting, PrintJob.queued_at < oldest))
        for job in stale:
            job.state = PrintJob.FAILED
            PrintJob.update(state=job.state, error=job.error or TOO_OLD).where(PrintJob.id == job.id).execute()
        job = _with_tickets().where(waiting).order_by(PrintJob.id).first()
        if job is not None:
            job.state, job.attempts = PrintJob.PRINTING, job.attempts + 1
            PrintJob.update(state=job.state, attempts=job.attempts).where(PrintJob.id == job.id).execute()
    events.announce(*map(_news, stale))
    return job


def settle(job: PrintJob, state: str, error: str = "", *, told: str | None = None) -> None:
    """A taken job has ended in `state`. The hall hears `told` instead where a citizen needs another word for it."""
    job.state, job.error = state, error[:LONGEST_ERROR]
    job.printed_at = now() if state in (PrintJob.PRINTED, PrintJob.UNCONFIRMED) else None
    _write(job)
    events.announce(_news(job, told))


def put_back(job: PrintJob, error: str) -> None:
    """A taken job found its printer out of order, and nothing was sent: it waits on, and is tried while it is fresh.

    The hall hears "failed" the first time, since the citizen stands there without a paper; if the paper does come,
    it hears "printed" after all.
    """
    job.state, job.error = PrintJob.QUEUED, error[:LONGEST_ERROR]
    _write(job)
    if job.attempts == 1:
        events.announce(_news(job, PrintJob.FAILED))


def _write(job: PrintJob) -> None:
    with unit_of_work(job.centre_id):
        PrintJob.update(state=job.state, error=job.error, printed_at=job.printed_at).where(
            PrintJob.id == job.id, PrintJob.state == PrintJob.PRINTING
        ).execute()


def resume() -> int:
    """After a start: what was being sent when the server died is "unconfirmed"; how many such jobs there were.

    What was queued stays queued. One process at a time runs the queue.
    """
    cut_short = list(_with_tickets().where(PrintJob.state == PrintJob.PRINTING))
    for job in cut_short:
        settle(job, PrintJob.UNCONFIRMED, CUT_SHORT)
    return len(cut_short)


def note_status(printer: Printer, status: str) -> None:
    """Store what a printer says of itself, and tell the centre when that is news."""
    if printer.status == status:
        return
    with unit_of_work(printer.centre_id):
        Printer.update(status=status, status_at=now()).where(Printer.id == printer.id).execute()
    printer.status = status
    events.announce(events.PrinterChanged(centre=printer.centre_id, printer=printer.id, status=status))


def _with_tickets():
    return PrintJob.select(PrintJob, Ticket).join(Ticket, JOIN.LEFT_OUTER)


def _news(job: PrintJob, state: str | None = None) -> events.PaperChanged:
    return events.PaperChanged(
        centre=job.centre_id, token=job.ticket.token if job.ticket_id else "", job=job.id, state=state or job.state
    )
