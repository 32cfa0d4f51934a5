"""Printing is asked: the virtual printer's papers, a reprint, a trial print."""

from apiflask import APIBlueprint
from flask import Response, current_app, g, render_template
from pydantic import BaseModel, Field

from admin import access, addresses, pairing
from admin.doors import own
from models.access import Device
from models.centre import Centre, Officer
from models.printing import Printer
from models.ticket import Ticket
from printing import papers, queue, shelf, trial
from printing.printers import at_device
from queueing.errors import NotFound
from shapes import Nothing, PressKey, Strict

blueprint = APIBlueprint("printing", __name__, tag="Printing")


class ReprintRequest(Strict):
    """Which ticket to print again."""

    ticket: str = Field(min_length=1, max_length=20, description="the ticket's token")


class Job(BaseModel):
    """A paper that was asked for."""

    job: int
    state: str
    copy_number: int = Field(description="0: the original; 1, 2 …: printed again")
    printer: str


class TrialAnswer(BaseModel):
    """What answered at a printer's address."""

    printed: bool
    status: str
    message_vi: str
    message_en: str


@blueprint.get("/papers")
@blueprint.doc(hide=True)
@access.public
def page():
    """The last papers of the virtual printers: for an officer, or a kiosk, of the centre."""
    if (session := access.current_session()) is not None:
        centre = session.centre
    else:
        device, response = pairing.page_for(Device.KIOSK)
        if device is None:
            return response
        centre = device.centre
    picture = shelf.picture(_folder(), centre.id)
    return render_template("printing/papers.html", centre=Centre.get_by_id(centre.id), picture=picture)


@blueprint.get("/papers/<name>")
@blueprint.doc(hide=True)
@access.staff_or_kiosk
def paper(name: str):
    """One paper as a PNG, if it is this centre's."""
    printer_id = papers.printer_of(name)
    if printer_id is None or not Printer.select().where(Printer.id == printer_id, Printer.centre == g.centre).exists():
        raise NotFound
    try:
        png = (_folder() / name).read_bytes()
    except FileNotFoundError:
        raise NotFound from None
    return Response(png, mimetype="image/png", headers={"Cache-Control": "private, max-age=86400, immutable"})


@blueprint.post("/api/print-jobs")
@access.staff_or_kiosk
@blueprint.input(PressKey, location="headers", arg_name="key")
@blueprint.input(ReprintRequest, arg_name="wish")
@blueprint.output(Job, status_code=201)
def reprint(key: PressKey, wish: ReprintRequest):
    """Print a ticket again, marked "In lại": at a kiosk within 2 minutes of its issue, for staff all day."""
    ticket = Ticket.get_or_none(Ticket.token == wish.ticket, Ticket.centre == g.centre)
    if ticket is None:
        raise NotFound("Không có số này ở trung tâm.", "This centre has no such ticket.", field="ticket")
    url = addresses.ticket_url(g.centre, ticket.token)
    job = queue.reprint(ticket, url=url, device=g.device, key=key.idempotency_key)
    return {"job": job.id, "state": job.state, "copy_number": job.copy, "printer": job.printer.name}


@blueprint.post("/api/printers/<int:printer_id>/trials")
@access.role_required(Officer.ADMIN, Officer.LEAD)
@blueprint.input(Nothing, arg_name="wish")
@blueprint.output(TrialAnswer, status_code=201)
def try_printer(printer_id: int, wish: Nothing):
    """Print a trial paper, and say in words what answered at the printer's address."""
    printer = own(Printer, printer_id)
    return at_device(printer, trial.try_out, printer, _folder())


def _folder():
    return shelf.folder_of(current_app.config["MOTCUA"])
