"""The kiosk's one place to scan or type a code, and the papers it prints that are no number's."""

from apiflask import APIBlueprint
from flask import g

import queueing
from admin import access
from admin.doors import act
from envelope import check_once
from kiosk.codes import BOOKING, COME_BACK, RESULT, TICKET, Scanned, recognise
from kiosk.given import Paper, ticket_answer
from kiosk.schemas import CheckIn, CodeAnswer, CodeQuery, PrintState, SheetRequest, TicketAnswer
from models.base import now, today
from models.centre import Procedure
from models.ticket import State, Ticket
from printing import queue
from printing.bring import sheet_of
from queueing import booking, given, order
from queueing.errors import NotFound
from shapes import PressKey

blueprint = APIBlueprint("kiosk_slips", __name__, tag="Kiosk")


class CodeUnknown(NotFound):
    """No slip, booking or ticket has this code."""

    code = "code_unknown"

    def __init__(self) -> None:
        super().__init__(
            "Không tìm thấy mã này. Mời ông/bà quét lại, hoặc gặp quầy hướng dẫn.",
            "This code was not found. Please scan again, or see the help desk.",
            field="text",
        )


@blueprint.get("/api/kiosk/codes")
@access.AT_A_KIOSK
@blueprint.input(CodeQuery, location="query", arg_name="query")
@blueprint.output(CodeAnswer)
def look_up(query: CodeQuery):
    """What a code is that was scanned or typed, and what can be done with it."""
    check_once("text")
    return _shown(recognise(g.centre, query.text))


@act(blueprint, "/api/kiosk/check-ins", access.AT_A_KIOSK, CheckIn, TicketAnswer, keyed=True)
def check_in(key: PressKey, wish: CheckIn):
    """Give the number that a slip leads to: to collect a result, or in the place that was kept."""
    found = recognise(g.centre, wish.text)
    paper = Paper(g.centre, g.device)
    if found.kind == COME_BACK:
        ticket = queueing.redeem(
            found.code, g.centre, language=wish.language, priority=wish.priority, device=g.device, also=paper.queue
        )
    elif found.kind == BOOKING and found.booking is not None:
        ticket = booking.check_in(found.booking, device=g.device, also=paper.queue)
    elif found.kind == RESULT and found.service is not None:
        ticket = _for_result(found, key.idempotency_key, wish, paper)
    else:
        raise CodeUnknown
    return ticket_answer(g.centre, ticket, paper.of(ticket))


def _for_result(found: Scanned, key: str, wish: CheckIn, paper: Paper) -> Ticket:
    def keep(ticket: Ticket) -> None:
        # Whoever calls the number finds the dossier before its citizen has sat down.
        Ticket.update(note=f"Mã hồ sơ: {found.code}").where(Ticket.id == ticket.id).execute()
        paper.queue(ticket)

    assert found.service is not None
    return queueing.issue(
        found.service,
        key=key,
        priority=wish.priority,
        language=wish.language,
        device=g.device,
        why=f"{given.APPOINTMENT_SLIP} {found.code}",
        also=keep,
    )


@act(blueprint, "/api/kiosk/sheets", access.AT_A_KIOSK, SheetRequest, PrintState, keyed=True)
def print_papers(key: PressKey, wish: SheetRequest):
    """Print what to bring for a procedure."""
    in_force = Procedure.in_force(g.centre, today())
    procedure = next((row for row in in_force if row.code == wish.procedure and row.active), None)
    if procedure is None:
        raise NotFound(
            "Trung tâm không có thủ tục này. Mời ông/bà chọn thủ tục khác.",
            "This centre has no such procedure. Please choose another.",
            field="procedure",
        )
    sheet = sheet_of(procedure, wish.language)
    job = queue.print_sheet(g.centre.id, sheet, device=g.device, key=key.idempotency_key)
    return {"job": job.id, "state": job.state}


def _shown(found: Scanned) -> dict:
    ticket, service = found.ticket, found.service
    fresh = ticket is not None and now() - ticket.issued_at <= queue.KIOSK_REPRINT
    return {
        "kind": found.kind,
        "code": found.code,
        "result": found.result,
        "day": found.day.isoformat() if found.day else None,
        "time": f"{found.booking.begins:%H:%M}" if found.booking is not None else None,
        "number": ticket.code if ticket is not None else None,
        "state": _state(ticket),
        "ahead": order.people_ahead(ticket) if ticket is not None and _state(ticket) == State.WAITING else None,
        "token": ticket.token if ticket is not None and found.kind == TICKET and fresh else None,
        "service": service.id if service is not None else None,
        "service_name": service.name if service is not None else "",
        "service_name_en": service.name_en if service is not None else "",
    }


def _state(ticket: Ticket | None) -> str | None:
    """A ticket of another day is over, whatever its row says; so is one that was missed too long ago to come back."""
    if ticket is None:
        return None
    missed = ticket.state == State.NO_SHOW and not queueing.may_rejoin(ticket, ticket.centre)
    return State.EXPIRED if missed or ticket.business_day != ticket.centre.business_day else ticket.state
