"""What a job's paper says, read from the database at the moment of printing."""

from collections.abc import Callable
from functools import partial

from PIL import Image

from models.base import now
from models.counter import Counter, CounterService
from models.hall import Logo
from models.printing import PrintJob
from models.ticket import State, Ticket
from printing.sheet import Head, Sheet, draw_sheet
from printing.slip import Slip, draw
from queueing import estimates, hours, order

# On paper a wait is a sentence; its unit is kept beside its number.
PAPER = estimates.Words(
    "Chưa ước tính được giờ chờ",
    "Dự kiến gọi từ {time}",
    "Không phải chờ",
    "Dự kiến chờ dưới {latest}\u00a0phút",
    "Dự kiến chờ {soonest}–{latest}\u00a0phút",
)
PAPER_EN = estimates.Words(
    "Wait cannot be estimated yet",
    "Expected call: from {time}",
    "No wait",
    "Expected wait: under {latest}\u00a0minutes",
    "Expected wait: {soonest}–{latest}\u00a0minutes",
)


def drawing_of(job: PrintJob) -> Callable[[int], Image.Image]:
    """How to draw the paper of `job` on a width in dots; asks the database now and never later."""
    if job.ticket_id is not None:
        return partial(draw, slip_of(job))
    centre = job.centre
    head = Head((centre.organisation, centre.name), Logo.picture_of(centre), centre.is_sample)
    return partial(draw_sheet, Sheet.from_json(job.sheet), head, job.queued_at)


def slip_of(job: PrintJob) -> Slip:
    """The slip of `job`. A ticket that no longer waits says nothing of people ahead or of the wait."""
    ticket = job.ticket
    service, centre = ticket.service, ticket.centre
    waits = ticket.state == State.WAITING
    ahead = (order.people_ahead(ticket) if job.copy else ticket.promised_ahead) if waits else None
    wait = _wait(ticket, ahead, job.copy) if ahead is not None else ("", "")
    counters = (call_awaited if waits else counters_said)(counters_near(ticket))
    return Slip(
        number=ticket.code,
        centre=(centre.organisation, centre.name),
        service=service.name,
        service_en=service.name_en,
        url=job.url,
        token=ticket.token,
        issued_at=ticket.issued_at,
        priority=ticket.priority,
        ahead=ahead,
        wait=wait[0],
        wait_en=wait[1],
        counters=counters[0],
        counters_en=counters[1],
        wifi=centre.wifi,
        logo=Logo.picture_of(centre),
        foot=centre.ticket_foot,
        foot_en=centre.ticket_foot_en,
        copy=job.copy,
        copied_at=now() if job.copy else None,
        sample=centre.is_sample,
        english=ticket.language == "en",
    )


def _wait(ticket: Ticket, ahead: int, anew: bool) -> tuple[str, str]:
    """What was said when the number was given; on a copy, what is so now."""
    wait = estimates.promised(ticket)
    if anew:
        counters = estimates.open_counters([ticket.service_id], ticket.centre_id).get(ticket.service_id, [])
        wait = estimates.wait_for(ticket.service, ahead, len(counters), hours.at(ticket.centre))
    return wait.said(PAPER), wait.said(PAPER_EN)


def counters_near(ticket: Ticket) -> list[Counter]:
    """Where to sit: the open counters that serve this first; else those open that serve it too; else, while none can
    call it, all that serve it first. By number."""
    of_service = list(
        Counter.select(Counter.number, Counter.name, Counter.state, CounterService.preference.alias("preference"))
        .join(CounterService)
        .where(CounterService.service == ticket.service_id, Counter.active)
        .order_by(Counter.number)
        .objects()
    )
    first = [counter for counter in of_service if counter.preference == CounterService.FIRST_CHOICE]
    open_ones = [counter for counter in of_service if counter.state == Counter.OPEN]
    return [counter for counter in first if counter in open_ones] or open_ones or first


def call_awaited(counters: list[Counter]) -> tuple[str, str]:
    """The paper's line of whoever waits: to wait for the call, and where it will be to."""
    if not counters:
        return "Mời chờ gọi số", "Please wait to be called"
    vi, en = counters_said(counters)
    return f"Chờ gọi đến {vi.removeprefix('Khu ')}", f"Wait to be called: {en}"


def counters_said(counters: list[Counter]) -> tuple[str, str]:
    """Those counters as one line of the paper and of the screen; nobody is sent to one that has not opened unawares."""
    if not counters:
        return "", ""
    listed = ", ".join(counter.name or str(counter.number) for counter in counters)
    said = f"Khu quầy {listed}", f"Counters {listed}"
    if len(counters) == 1:
        said = counters[0].label, counters[0].name or f"Counter {counters[0].number}"
    if any(counter.state == Counter.OPEN for counter in counters):
        return said
    return f"{said[0]} (chưa mở)", f"{said[1]} (not open yet)"
