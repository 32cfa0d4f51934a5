"""The kiosk is asked: its page, its picture, a ticket, the papers for a procedure."""

from apiflask import APIBlueprint
from flask import Response, current_app, g, render_template

import queueing
from admin import access, pairing
from admin.doors import act
from alerts import help_calls
from envelope import check_once
from kiosk import speech
from kiosk.given import Paper, ticket_answer
from kiosk.schemas import (
    HelpAnswer,
    KioskPicture,
    ProcedureList,
    ProcedureQuery,
    SpeechQuery,
    TicketAnswer,
    TicketRequest,
)
from kiosk.tiles import papers, picture_for
from models.access import Device
from models.centre import Centre, Service
from models.prepared import by_id
from queueing import day
from queueing.errors import NotFound
from shapes import Nothing, PressKey
from speech import EngineFailed

blueprint = APIBlueprint("kiosk", __name__, tag="Kiosk")


class Unspoken(NotFound):
    """This server has no voice for the sentence."""

    code = "unspoken"

    def __init__(self) -> None:
        super().__init__(
            "Máy chưa đọc được câu này. Mời ông/bà xem trên màn hình.",
            "This sentence cannot be read aloud. Please read it on the screen.",
        )


@blueprint.get("/kiosk")
@blueprint.doc(hide=True)
@access.public
def page():
    """The kiosk's page, once the screen is paired."""
    device, response = pairing.page_for(Device.KIOSK)
    if device is None:
        return response
    day.turn(device.centre)
    centre = Centre.get_by_id(device.centre_id)
    picture = picture_for(centre, device.id)
    return render_template("kiosk/kiosk.html", centre=centre, picture=picture, speaks=speech.engine() is not None)


@blueprint.get("/api/kiosk/picture")
@access.AT_A_KIOSK
@blueprint.output(KioskPicture)
def picture():
    """All that the kiosk shows now."""
    return picture_for(g.centre, g.device.id)


@act(blueprint, "/api/tickets", access.AT_A_KIOSK, TicketRequest, TicketAnswer, keyed=True)
def take_number(key: PressKey, wish: TicketRequest):
    """Take the next number of a service; its paper is queued with it and printed after."""
    service = by_id(Service, wish.service)
    if service is None or service.centre_id != g.centre.id:
        raise NotFound(
            "Trung tâm không có mục này. Mời ông/bà chọn mục khác.",
            "This centre has no such service. Please choose another box.",
            field="service",
        )
    paper = Paper(g.centre, g.device)
    ticket = queueing.issue(
        service,
        key=key.idempotency_key,
        priority=wish.priority,
        language=wish.language,
        device=g.device,
        also=paper.queue,
    )
    return ticket_answer(g.centre, ticket, paper.of(ticket))


@act(blueprint, "/api/kiosk/help-calls", access.AT_A_KIOSK, Nothing, HelpAnswer, keyed=True)
def ask_for_help(key: PressKey, wish: Nothing):
    """Somebody at the kiosk asks for a member of staff; asked again before one has come, it is one call."""
    return {"asked_at": help_calls.ask(g.device, key.idempotency_key).at.isoformat(timespec="milliseconds")}


@blueprint.get("/api/procedures")
@access.AT_A_KIOSK
@blueprint.input(ProcedureQuery, location="query", arg_name="query")
@blueprint.output(ProcedureList)
def procedures(query: ProcedureQuery):
    """Find a procedure by name, accents aside, with the papers to bring."""
    check_once("q")
    return {"procedures": papers(g.centre, query.q)}


@blueprint.get("/api/kiosk/speech")
@access.AT_A_KIOSK
@blueprint.doc(hide=True)
@blueprint.input(SpeechQuery, location="query", arg_name="query")
def say(query: SpeechQuery):
    """A sentence of the screen as a sound, made on this machine."""
    config = current_app.config["MOTCUA"]
    try:
        file = speech.sound(query.text, query.lang, g.centre.voice_region, config.instance / "spoken")
    except EngineFailed as failure:
        raise Unspoken from failure
    if file is None:
        raise Unspoken
    return Response(file.read_bytes(), mimetype="audio/wav", headers={"Cache-Control": "private, max-age=3600"})
