"""The kiosk is asked: its page, its picture, a ticket, the papers for a procedure."""

from apiflask import APIBlueprint
from flask import g, render_template, url_for
from pydantic import BaseModel, Field

import queueing
from admin import access, addresses, pairing
from envelope import check_once
from kiosk.tiles import papers, tiles
from models.access import Device
from models.centre import Centre, Service
from models.prepared import by_id
from models.printing import PrintJob
from models.ticket import Ticket
from printing.queue import enqueue_for
from queueing import day, estimates
from queueing.errors import NotFound
from shapes import Id, PressKey, Shape, Strict

blueprint = APIBlueprint("kiosk", __name__, tag="Kiosk")


class TicketRequest(Strict):
    """What the citizen chose."""

    service: Id
    priority: bool = False
    language: str = Field(default="vi", pattern="^(vi|en)$")


class IssuedTicket(BaseModel):
    """The citizen's number, and what to expect."""

    token: str
    number: str
    service: int
    service_name: str
    service_name_en: str
    priority: bool
    ahead: int
    wait: list[int] | None
    wait_text: str
    wait_text_en: str
    counters: list[int]
    url: str
    qr: str
    issued_at: str


class PrintState(BaseModel):
    """How the paper of the ticket is doing."""

    job: int | None
    state: str | None


class TicketAnswer(BaseModel):
    """A ticket and its paper."""

    ticket: IssuedTicket
    print: PrintState


class KioskCentre(BaseModel):
    organisation: str
    name: str
    portal: str
    guide_desk: int | None
    is_sample: bool


class Tile(BaseModel):
    """One service on the kiosk."""

    id: int
    letter: str
    name: str
    name_en: str
    hint: str
    hint_en: str
    waiting: int
    wait_text: str
    wait_text_en: str
    counters: list[int]
    quota_left: int | None


class KioskPicture(BaseModel):
    """All that a kiosk shows."""

    centre: KioskCentre
    state: str
    gives_numbers: bool
    opens: str | None
    opens_vi: str
    opens_en: str
    services: list[Tile]
    now: str


class ProcedureQuery(Shape):
    """Words of a procedure's name or its code; accents do not matter."""

    q: str = Field(default="", max_length=100)


class ProcedurePapers(BaseModel):
    """A procedure and what to bring."""

    code: str
    name: str
    service: int
    letter: str
    working_days: int
    fee: int
    papers: list[str]


class ProcedureList(BaseModel):
    procedures: list[ProcedurePapers]


@blueprint.get("/kiosk")
@blueprint.doc(hide=True)
@access.public
def page():
    """The kiosk's page, once the screen is paired."""
    device, response = pairing.page_for(Device.KIOSK)
    if device is None:
        return response
    day.turn(device.centre)
    return render_template("kiosk/kiosk.html", centre=device.centre, picture=tiles(Centre.get_by_id(device.centre_id)))


@blueprint.get("/api/kiosk/picture")
@access.device_required(Device.KIOSK)
@blueprint.output(KioskPicture)
def picture():
    """All that the kiosk shows now."""
    return tiles(g.centre)


@blueprint.post("/api/tickets")
@access.device_required(Device.KIOSK)
@blueprint.input(PressKey, location="headers", arg_name="key")
@blueprint.input(TicketRequest, arg_name="wish")
@blueprint.output(TicketAnswer, status_code=201)
def take_number(key: PressKey, wish: TicketRequest):
    """Take the next number of a service; its paper is queued with it and printed after."""
    service = by_id(Service, wish.service)
    if service is None or service.centre_id != g.centre.id:
        raise NotFound("Không có mục này ở trung tâm.", "This centre has no such service.", field="service")
    job: list[PrintJob | None] = []
    ticket = queueing.issue(
        service,
        key=key.idempotency_key,
        priority=wish.priority,
        language=wish.language,
        device=g.device,
        also=lambda fresh: job.append(enqueue_for(fresh, g.device, addresses.ticket_url(g.centre, fresh.token))),
    )
    return ticket_answer(g.centre, service, ticket, job[0] if job else _latest_job(ticket))


@blueprint.get("/api/procedures")
@access.device_required(Device.KIOSK)
@blueprint.input(ProcedureQuery, location="query", arg_name="query")
@blueprint.output(ProcedureList)
def procedures(query: ProcedureQuery):
    """Find a procedure by name, accents aside, with the papers to bring."""
    check_once("q")
    return {"procedures": papers(g.centre, query.q)}


def _latest_job(ticket: Ticket) -> PrintJob | None:
    return PrintJob.select().where(PrintJob.ticket == ticket).order_by(PrintJob.id.desc()).first()


def ticket_answer(centre: Centre, service: Service, ticket: Ticket, job: PrintJob | None) -> dict:
    """The picture of a number just given, and how its paper is doing."""
    counters = estimates.open_counters([service.id], centre.id).get(service.id, [])
    wait = estimates.promised(ticket)
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
            "wait_text": wait.text,
            "wait_text_en": wait.text_en,
            "counters": counters,
            "url": addresses.ticket_url(centre, ticket.token),
            "qr": url_for("phone.qr", token=ticket.token),
            "issued_at": ticket.issued_at.isoformat(timespec="seconds"),
        },
        "print": {"job": job.id if job else None, "state": job.state if job else None},
    }
