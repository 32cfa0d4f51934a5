"""What staff must know of the hall: printers that stopped, screens that are gone, numbers whose paper is missing."""

from admin import devices
from models.centre import Centre
from models.prepared import prepared
from models.printing import Printer, PrintJob, Status
from models.ticket import State, Ticket

STOPPED = (Status.PAPER_OUT, Status.COVER_OPEN, Status.ERROR, Status.OFFLINE)
PAPERS_SHOWN = 10
SILENT = (PrintJob.state == PrintJob.UNCONFIRMED) & (PrintJob.error == Status.UNKNOWN.value)  # most likely it came out


def alerts(centre: Centre) -> dict:
    """{printers: those that stopped or soon will, screens: those that are gone or silent,
    papers: today's that did not come out or may not have, the latest few, papers_count: how many those are in all}.

    A printer that can say nothing raises no alarm: its citizens were told to look into the slot."""
    return {
        "printers": [
            {
                "id": row.id,
                "name": row.name,
                "name_en": row.name_en,
                "status": row.status,
                "stopped": row.status in STOPPED,
            }
            for row in _troubled(centre.id)
        ],
        "screens": [
            {
                "id": device.id,
                "kind": device.kind,
                "name": device.name_said,
                "name_en": device.name_en,
                "condition": device.condition,
            }
            for device in devices.troubled(centre)
        ],
        **_papers(centre),
    }


@prepared
def _troubled(centre):
    told = Printer.status.in_((*STOPPED, Status.PAPER_LOW))
    return Printer.select().where(Printer.centre == centre, Printer.active, told).order_by(Printer.id)


def _papers(centre: Centre) -> dict:
    jobs = list(_missing(centre.id, centre.business_day))
    papers = [
        {"job": job.id, "token": job.ticket.token, "number": job.ticket.code, "state": job.state, "error": job.error}
        for job in jobs[:PAPERS_SHOWN]
    ]
    return {"papers": papers, "papers_count": len(jobs)}


@prepared
def _missing(centre, business_day):
    return (
        PrintJob.select(PrintJob, Ticket)
        .join(Ticket)
        .where(
            Ticket.centre == centre,  # not the job's: from the day's tickets to their jobs, past those of years
            PrintJob.state.in_((PrintJob.FAILED, PrintJob.UNCONFIRMED)),
            ~SILENT,
            Ticket.business_day == business_day,
            Ticket.state.not_in((State.FINISHED, State.CANCELLED, State.EXPIRED)),
        )
        .order_by(PrintJob.id.desc())
    )
