"""A phone asks: the page of its ticket, its place in line, and the few things a citizen may do with a number.

Each act is there twice: as JSON for the page's script, and as a form for a phone without one.
"""

import io

import qrcode
from apiflask import APIBlueprint
from flask import Response, redirect, render_template, request, url_for
from pydantic import BaseModel
from qrcode.image.svg import SvgPathImage

import queueing
from admin import access, addresses
from models.ticket import Ticket
from phone.guesses import seek
from phone.place import place
from queueing.errors import NotFound, Refusal
from shapes import Nothing

blueprint = APIBlueprint("phone", __name__, tag="Phone")

ACTS = {
    "deferrals": queueing.defer,
    "cancellations": queueing.cancel,
    "arrivals": queueing.coming,
    "rejoins": queueing.rejoin,
}


class Place(BaseModel):
    """Where a ticket stands, for the person who holds it."""

    token: str
    number: str
    state: str
    near: bool
    service_name: str
    service_name_en: str
    transferred: bool
    kept_for: int | None
    kept_for_name: str
    at_head: bool
    priority: bool
    ahead: int
    wait_text: str
    wait_text_en: str
    counter: int | None
    counter_name: str
    counters: list[int]
    times: int
    coming: bool
    can_defer: bool
    can_rejoin: bool
    rejoin_minutes: int
    centre_state: str
    opens: str | None
    at: str


@blueprint.get("/t/<token>")
@blueprint.doc(hide=True)
@access.public
def page(token: str):
    """The page of the QR."""
    try:
        return _page(seek(token))
    except NotFound as refusal:
        return _gone(refusal)


@blueprint.post("/t/<token>/<any(deferrals, cancellations, arrivals, rejoins):act>")
@blueprint.doc(hide=True)
@access.public
def act_by_form(token: str, act: str):
    """The same acts for a phone without script; comes back to the page, or says why not."""
    try:
        ticket = seek(token)
        ACTS[act](ticket)
    except NotFound as refusal:
        return _gone(refusal)
    except Refusal as refusal:
        return Response(_page(Ticket.get_by_id(ticket.id), refusal), refusal.status)
    return redirect(url_for("phone.page", token=token, lang=request.args.get("lang")), 303)


def _page(ticket: Ticket, refusal: Refusal | None = None) -> str:
    return render_template("phone/ticket.html", centre=ticket.centre, place=place(ticket), refusal=refusal)


def _gone(refusal: NotFound) -> Response:
    return Response(render_template("phone/gone.html", refusal=refusal), refusal.status)


@blueprint.get("/t/<token>/qr.svg")
@blueprint.doc(hide=True)
@access.public
def qr(token: str):
    """The ticket's QR, for the kiosk's screen."""
    ticket = seek(token)
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2, image_factory=SvgPathImage)
    code.add_data(addresses.ticket_url(ticket.centre, ticket.token))
    picture = io.BytesIO()
    code.make_image().save(picture)
    return Response(picture.getvalue(), mimetype="image/svg+xml")


@blueprint.get("/api/tickets/<token>")
@access.public
@blueprint.output(Place)
def show(token: str):
    """Where the ticket stands."""
    return place(seek(token))


def _act(token: str, act: str) -> dict:
    ticket = seek(token)
    ACTS[act](ticket)
    return place(Ticket.get_by_id(ticket.id))


@blueprint.post("/api/tickets/<token>/deferrals")
@access.public
@blueprint.input(Nothing, arg_name="wish")
@blueprint.output(Place)
def defer(token: str, wish: Nothing):
    """Let three people pass, once."""
    return _act(token, "deferrals")


@blueprint.post("/api/tickets/<token>/cancellations")
@access.public
@blueprint.input(Nothing, arg_name="wish")
@blueprint.output(Place)
def give_up(token: str, wish: Nothing):
    """Give the number up."""
    return _act(token, "cancellations")


@blueprint.post("/api/tickets/<token>/arrivals")
@access.public
@blueprint.input(Nothing, arg_name="wish")
@blueprint.output(Place)
def on_the_way(token: str, wish: Nothing):
    """Tell the counter that calls that the citizen is coming."""
    return _act(token, "arrivals")


@blueprint.post("/api/tickets/<token>/rejoins")
@access.public
@blueprint.input(Nothing, arg_name="wish")
@blueprint.output(Place)
def rejoin(token: str, wish: Nothing):
    """Return to the line after a missed call."""
    return _act(token, "rejoins")
