"""The picture of a number just given, and how its paper is doing."""

from flask import url_for

from admin import addresses
from models.access import Device
from models.base import today
from models.centre import Centre, Procedure
from models.printing import PrintJob
from models.ticket import Ticket
from printing.queue import enqueue_for
from queueing import estimates
from queueing.whereabouts import counters_near, counters_said, zone_near


class Paper:
    """The job of a ticket's paper, queued inside the transaction that makes the ticket: hand `queue` over as `also`."""

    def __init__(self, centre: Centre, device: Device) -> None:
        self.centre, self.device = centre, device
        self._job: PrintJob | None = None

    def queue(self, ticket: Ticket) -> None:
        self._job = enqueue_for(ticket, self.device, addresses.ticket_url(self.centre, ticket.token))

    def of(self, ticket: Ticket) -> PrintJob | None:
        """The job just queued; of a ticket that there was already, its latest."""
        return self._job or PrintJob.select().where(PrintJob.ticket == ticket).order_by(PrintJob.id.desc()).first()


def ticket_answer(centre: Centre, ticket: Ticket, job: PrintJob | None) -> dict:
    """The picture of a number just given, and how its paper is doing."""
    service = ticket.service
    wait = estimates.promised(ticket)
    counters = counters_near(ticket)
    where, where_en = counters_said(counters)
    zone, zone_en = zone_near(ticket, counters)
    return {
        "ticket": {
            "token": ticket.token,
            "number": ticket.code,
            "service": service.id,
            "service_name": service.name,
            "service_name_en": service.name_en,
            "priority": ticket.priority,
            "ahead": ticket.promised_ahead,
            "wait": None if wait.soonest is None else [wait.soonest, wait.latest],
            "wait_text": wait.said(estimates.ISSUED),
            "wait_text_en": wait.said(estimates.ISSUED_EN),
            "counters": [counter.number for counter in counters],
            "where": where,
            "where_en": where_en,
            "zone": zone,
            "zone_en": zone_en,
            "papers": Procedure.papers_known(service.id, today()),
            "url": addresses.ticket_url(centre, ticket.token),
            "qr": url_for("phone.qr", token=ticket.token),
            "issued_at": ticket.issued_at.isoformat(timespec="seconds"),
        },
        "print": {"job": job.id if job else None, "state": job.state if job else None},
    }
