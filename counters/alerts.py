"""What staff must know of the hall: printers that stopped, screens that are gone, numbers whose paper is missing."""

from admin import devices
from models.centre import Centre
from models.printing import Printer, PrintJob, Status
from models.ticket import State, Ticket

STOPPED = (Status.PAPER_OUT, Status.COVER_OPEN, Status.ERROR, Status.OFFLINE)
PAPERS_SHOWN = 10


def alerts(centre: Centre) -> dict:
    """{printers: those that stopped or soon will, screens: those that are gone or silent,
    papers: today's that failed or are unconfirmed, latest first}."""
    printers = Printer.select().where(
        Printer.centre == centre, Printer.active, Printer.status.in_((*STOPPED, Status.PAPER_LOW))
    )
    return {
        "printers": [
            {"id": row.id, "name": row.name, "status": row.status, "stopped": row.status in STOPPED}
            for row in printers.order_by(Printer.id)
        ],
        "screens": [
            {"id": device.id, "kind": device.kind, "name": device.name, "condition": device.condition}
            for device in devices.troubled(centre)
        ],
        "papers": _papers(centre),
    }


def _papers(centre: Centre) -> list[dict]:
    if centre.business_day is None:
        return []
    jobs = (
        PrintJob.select(PrintJob, Ticket)
        .join(Ticket)
        .where(
            PrintJob.centre == centre,
            PrintJob.state.in_((PrintJob.FAILED, PrintJob.UNCONFIRMED)),
            Ticket.business_day == centre.business_day,
            Ticket.state.not_in((State.FINISHED, State.CANCELLED, State.EXPIRED)),
        )
        .order_by(PrintJob.id.desc())
        .limit(PAPERS_SHOWN)
    )
    return [
        {"job": job.id, "token": job.ticket.token, "number": job.ticket.code, "state": job.state, "error": job.error}
        for job in jobs
    ]
