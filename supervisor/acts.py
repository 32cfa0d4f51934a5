"""What the shift lead does beside the rules of the queue: a sentence for the hall, a number by hand."""

from datetime import timedelta

import events
import queueing
from admin import addresses
from models.base import now, unit_of_work
from models.centre import LONGEST_NOTICE, Centre, Notice, Officer, Service
from models.counter import Counter
from models.printing import PrintJob
from models.ticket import Ticket
from printing.queue import enqueue_for
from queueing.errors import Invalid, NotFound
from shapes import LARGEST_ID


def find_counter(centre: Centre, number: int) -> Counter:
    """A counter that the centre has in use. Raises NotFound."""
    counter = Counter.get_or_none(Counter.centre == centre, Counter.number == min(number, LARGEST_ID), Counter.active)
    if counter is None:
        raise NotFound("Trung tâm không có quầy này.", "This centre has no such counter.", field="counter")
    return counter


def find_service(centre: Centre, letter: str) -> Service:
    """A service of the centre that is offered. Raises NotFound."""
    service = Service.get_or_none(Service.centre == centre, Service.letter == letter, Service.active)
    if service is None:
        raise NotFound(
            "Trung tâm không có dịch vụ này. Mời chọn lại.",
            "This centre has no such service. Choose again.",
            field="service",
        )
    return service


def show_notice(centre: Centre, text: str, text_en: str, minutes: int) -> Notice:
    """Show a sentence in the hall for so many minutes; those whose minutes are over go. Raises Invalid for nothing
    said."""
    if not (words := text.strip()):
        raise Invalid("Mời gõ nội dung thông báo.", "Write the notice.", field="text")
    with unit_of_work(centre.id):
        short = (Notice.centre == centre) & (Notice.position == Notice.SHORT)
        Notice.delete().where(short, Notice.until <= now()).execute()
        notice = Notice.create(
            centre=centre,
            text=words[:LONGEST_NOTICE],
            text_en=text_en.strip()[:LONGEST_NOTICE],
            position=Notice.SHORT,
            until=now() + timedelta(minutes=minutes),
        )
    events.announce(events.SettingsChanged(centre.id))
    return notice


def take_notice_away(centre: Centre, notice_id: int) -> None:
    """End a short notice before its time. Raises NotFound."""
    mine = (Notice.id == min(notice_id, LARGEST_ID)) & (Notice.centre == centre) & (Notice.position == Notice.SHORT)
    with unit_of_work(centre.id):
        changed = Notice.update(until=now()).where(mine).execute()
    if not changed:
        raise NotFound
    events.announce(events.SettingsChanged(centre.id))


def give_number(
    centre: Centre, service: Service, priority: bool, key: str, officer: Officer
) -> tuple[Ticket, int | None]:
    """Give a number for a citizen, on paper where there is a printer: (ticket, its print job's id)."""
    jobs: list[PrintJob | None] = []
    ticket = queueing.issue(
        service,
        key=key,
        priority=priority,
        officer=officer,
        also=lambda fresh: jobs.append(enqueue_for(fresh, None, addresses.ticket_url(centre, fresh.token))),
    )
    job = jobs[0] if jobs else PrintJob.select().where(PrintJob.ticket == ticket).order_by(PrintJob.id.desc()).first()
    return ticket, job.id if job is not None else None
