"""What a job's paper says, read from the database at the moment of printing."""

from collections.abc import Callable
from functools import partial

from PIL import Image

from models.base import now
from models.counter import Counter
from models.hall import Logo
from models.printing import PrintJob
from models.ticket import State, Ticket
from printing.sheet import Head, Sheet, draw_sheet
from printing.slip import Slip, draw
from queueing import estimates, hours, order
from queueing.whereabouts import counters_near, counters_said, zone_near

# On paper a wait is a sentence; its unit is kept beside its number.
PAPER = estimates.Words(
    "Chưa ước tính được giờ chờ",
    "Dự kiến gọi từ {time}",
    estimates.ISSUED.none,
    "Dự kiến chờ dưới {latest}\u00a0phút",
    "Dự kiến chờ {soonest}–{latest}\u00a0phút",
)
PAPER_EN = estimates.Words(
    "Wait cannot be estimated yet",
    "Expected call: from {time}",
    estimates.ISSUED_EN.none,
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
    counters = _where(ticket, call_awaited if waits else counters_said)
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


def _where(ticket: Ticket, said: Callable[[list[Counter]], tuple[str, str]]) -> tuple[str, str]:
    """The counters near which its citizen waits, as `said` has them, and the part of the hall where that is one."""
    counters = counters_near(ticket)
    (vi, en), (zone, zone_en) = said(counters), zone_near(ticket, counters)
    return (f"{vi} · {zone}", f"{en} · {zone_en}") if zone else (vi, en)


def call_awaited(counters: list[Counter]) -> tuple[str, str]:
    """The paper's line of whoever waits: to wait for the call, and where it will be to."""
    if not counters:
        return "Mời chờ gọi số", "Please wait to be called"
    vi, en = counters_said(counters)
    return f"Chờ gọi đến {vi.removeprefix('Khu ')}", f"Wait to be called: {en}"
