"""What a job's slip says, read from the database at the moment of printing."""

from models.base import now
from models.centre import Counter, CounterService
from models.printing import PrintJob
from models.ticket import State, Ticket
from printing.slip import Slip
from queueing import estimates, order


def slip_of(job: PrintJob) -> Slip:
    """The slip of `job`. A ticket that no longer waits says nothing of people ahead or of the wait."""
    ticket = job.ticket
    service, centre = ticket.service, ticket.centre
    waits = ticket.state == State.WAITING
    ahead = order.people_ahead(ticket) if waits else None
    wait = _wait(ticket, ahead) if ahead is not None else ("", "")
    counters = _counters(ticket)
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
        copy=job.copy,
        copied_at=now() if job.copy else None,
        sample=centre.is_sample,
        english=ticket.language == "en",
    )


def _wait(ticket: Ticket, ahead: int) -> tuple[str, str]:
    counters = estimates.open_counters([ticket.service_id], ticket.centre_id).get(ticket.service_id, [])
    wait = estimates.wait(ahead, len(counters), estimates.pace(ticket.service))
    if wait.soonest is None:
        return "Chưa ước tính được giờ chờ", "Wait cannot be estimated yet"
    if wait.latest == 0:
        return "Không phải chờ", "No wait"
    return f"Dự kiến chờ {_inside(wait.text)}", f"Expected wait: {_inside(wait.text_en)}"


def _inside(text: str) -> str:
    """The text as it stands inside a sentence: its first letter small, its unit kept beside its number."""
    head, space, unit = (text[:1].lower() + text[1:]).rpartition(" ")
    return f"{head}\u00a0{unit}" if space else unit


def _counters(ticket: Ticket) -> tuple[str, str]:
    """Where to sit: the open counters that serve this first, or all that do when none is open."""
    of_service = (
        Counter.select(Counter.number, Counter.name, Counter.state)
        .join(CounterService)
        .where(CounterService.service == ticket.service_id, CounterService.preference == CounterService.FIRST_CHOICE)
        .order_by(Counter.number)
    )
    counters = [c for c in of_service if c.state == Counter.OPEN] or list(of_service)
    if not counters:
        return "", ""
    if len(counters) == 1:
        only = counters[0]
        return only.label, only.name or f"Counter {only.number}"
    listed = ", ".join(c.name or str(c.number) for c in counters)
    return f"Khu quầy {listed}", f"Counters {listed}"
