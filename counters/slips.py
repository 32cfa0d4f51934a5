"""Papers are missing: the citizen goes home with a slip that keeps a place, and comes back with it."""

from typing import Annotated

import qrcode
from apiflask import APIBlueprint
from flask import g, render_template
from pydantic import Field
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

import queueing
from admin import access, addresses
from admin.doors import act
from counters import schemas
from counters.catalogue import procedure_of
from counters.desk import desk
from counters.papers import picture, sheet_of
from counters.seat import AtCounter, find_service, own_counter, present_ticket
from models.centre import Centre
from models.printing import Printer
from models.visit import ComeBack
from printing.queue import NoPrinter, print_sheet
from printing.sheet import Sheet
from queueing.come_back import LONGEST_DAYS, find
from shapes import Id, Nothing, PressKey, Strict, Text

blueprint = APIBlueprint("slips", __name__, tag="Counter")

MOST_PAPERS = 40
Paper = Annotated[Text, Field(min_length=1, max_length=300)]


class SlipWish(AtCounter):
    """What is missing: papers of a procedure, or in the officer's own words; at least one of both."""

    papers: list[Paper] = Field(default=[], max_length=MOST_PAPERS)
    note: Text = Field(default="", max_length=200)
    procedure: Id | None = None
    dossier_code: str = Field(default="", max_length=60)
    service: Annotated[str, Field(min_length=1, max_length=1)] | None = Field(
        default=None, description="letter of the service to queue for then; the ticket's unless said"
    )
    days: int | None = Field(default=None, ge=1, le=LONGEST_DAYS, description="working days; the centre's unless said")


class CodeWish(Strict):
    """A code that stands on a slip."""

    code: str = Field(min_length=1, max_length=200)


@act(blueprint, "/api/counters/<int:number>/come-backs", access.AT_A_DESK, SlipWish, schemas.SlipAnswer, keyed=True)
def give(number: int, key: PressKey, wish: SlipWish):
    """Give the citizen at this counter, or who was just here, a slip of what is missing, and print it."""
    counter = own_counter(number)
    slip = queueing.promise(
        present_ticket(counter, wish.ticket),
        counter,
        days=wish.days,
        papers=wish.papers,
        note=wish.note,
        service=find_service(wish.service, "service") if wish.service is not None else None,
        procedure=procedure_of(wish.procedure),
        dossier_code=wish.dossier_code.strip(),
        officer=g.officer,
        key=key.idempotency_key,
    )
    return desk(counter, g.session) | {"slip": picture(slip) | {"printed": _print(slip, key.idempotency_key)}}


@act(blueprint, "/api/come-backs/<code>/papers", access.AT_A_DESK, Nothing, schemas.SlipPicture, keyed=True)
def print_again(code: str, key: PressKey, wish: Nothing):
    """Print a slip again."""
    slip = find(code, g.centre)
    return picture(slip) | {"printed": _print(slip, key.idempotency_key)}


@blueprint.get("/counter/slips/<code>")
@blueprint.doc(hide=True)
@access.AT_A_DESK
def page(code: str):
    """The slip as a page, for the printer of the officer's own PC."""
    slip = find(code, g.centre)
    sheet = _sheet(slip)
    return render_template("counters/slip.html", slip=slip, centre=slip.centre, sheet=sheet, qr=_qr(sheet.url))


@act(blueprint, "/api/counters/<int:number>/returns", access.AT_A_DESK, CodeWish, schemas.ReturnAnswer)
def take_back(number: int, wish: CodeWish):
    """A citizen shows a slip at the desk instead of the kiosk: they have a number, which waits as it was promised."""
    counter = own_counter(number)
    centre = Centre.get_by_id(g.centre.id)
    ticket = queueing.redeem(wish.code, centre, officer=g.officer)
    return desk(counter, g.session) | {"number": ticket.code, "slip": picture(find(wish.code, centre))}


def _sheet(slip: ComeBack) -> Sheet:
    return sheet_of(slip, addresses.come_back_url(slip.centre, slip.code))


def _qr(text: str) -> str:
    """An svg of the code, dark on nothing."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, image_factory=SvgPathImage)
    code.add_data(text)
    return str(code.make_image().to_string(encoding="unicode"))


def _print(slip: ComeBack, key: str) -> bool:
    """Whether a printer of the centre was asked: its own, else any kiosk's."""
    printer = Printer.serving(slip.centre_id, None) or Printer.get_or_none(
        Printer.centre == slip.centre_id, Printer.active
    )
    try:
        print_sheet(slip.centre_id, _sheet(slip), key=key, printer=printer)
    except NoPrinter:
        return False
    return True
