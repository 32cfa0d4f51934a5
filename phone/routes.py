"""A phone asks: the page of its ticket, its place in line, and the few things a citizen may do with a number.

Each act is there twice: as JSON for the page's script, and as a form for a phone without one.
"""

from functools import partial
from urllib.parse import urlencode

from apiflask import APIBlueprint
from flask import Response, redirect, render_template, request, url_for
from pydantic import BaseModel, Field

import queueing
from admin import access, addresses
from apart import read_apart
from figures import promises
from models.base import today
from models.centre import Procedure
from models.register import Rating
from models.ticket import State, Ticket
from phone.gone import gone
from phone.guesses import seek
from phone.place import hints, place
from phone.qr import svg
from queueing import rating
from queueing.errors import Forbidden, NotFound, Refusal
from shapes import Nothing, Strict

blueprint = APIBlueprint("phone", __name__, tag="Phone")

hit_rate = partial(read_apart, promises.week)
HOME = "vi"  # said without being asked

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
    where: str = Field(description="the counters that will call it, while it waits")
    where_en: str
    zone: str = Field(description="the part of the hall they are all in; empty: none, or not one alone")
    zone_en: str
    transferred: bool
    rejoined: bool = Field(description="whether it waits again after a missed call, its citizen known to be back")
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
    paused: bool = Field(description="whether it waits while a counter that could call it has paused, and none is open")
    unopened: bool = Field(description="whether it waits while there is not even such a counter")
    times: int
    coming: bool
    passes: int = Field(description="how many people a deferral would let pass; 0: it would be refused")
    deferred: bool = Field(description="whether people were let pass already: once only")
    can_rejoin: bool
    rejoin_until: str | None = Field(description="HH:MM; null: it may not")
    asks: bool = Field(description="whether the visit is done and still to be rated")
    rejoin_minutes: int
    centre_state: str
    gives_numbers: bool = Field(description="whether the kiosk does")
    opens: str | None
    at: str


@blueprint.get("/t/<token>")
@blueprint.doc(hide=True)
@access.public
def page(token: str):
    """The page of the QR, in the language in which the number was taken until another is chosen."""
    try:
        ticket = seek(token)
    except NotFound as refusal:
        return gone(refusal)
    if ticket.language != HOME and "lang" not in request.args:
        asked = request.args.to_dict() | {"lang": ticket.language}  # url_for would take names of its own from them
        return redirect(f"{url_for('phone.page', token=token)}?{urlencode(asked)}", 303)
    return _page(ticket)


@blueprint.post("/t/<token>/<any(deferrals, cancellations, arrivals, rejoins):act>")
@blueprint.doc(hide=True)
@access.public
def act_by_form(token: str, act: str):
    """The same acts for a phone without script; comes back to the page, or says why not."""
    try:
        ticket = seek(token)
        ACTS[act](ticket)
    except NotFound as refusal:
        return gone(refusal)
    except Refusal as refusal:
        return Response(_page(Ticket.get_by_id(ticket.id), refusal), refusal.status)
    return _back(token)


@blueprint.post("/t/<token>/ratings")
@blueprint.doc(hide=True)
@access.public
def rate(token: str):
    """How satisfied the citizen was, from the page's own form: a level, then perhaps why.

    The answer to the press, and no later page, says which level was kept and asks why: nobody who opens the page
    afterwards can tell the level.
    """
    try:
        ticket = seek(token)
        level, chips = request.form.get("level", 0, type=int), request.form.getlist("chip")
        _rate(ticket, level, chips)
    except NotFound as refusal:
        return gone(refusal)
    except Refusal as refusal:
        return Response(_page(Ticket.get_by_id(ticket.id), refusal), refusal.status)
    asks_why = level <= rating.WORDS_UP_TO and "said" not in request.form
    return _page(Ticket.get_by_id(ticket.id), rated=level, explain=level if asks_why else None)


def _rate(ticket: Ticket, level: int, chips: list[str]) -> None:
    if access.current_session(locked=True) is not None:
        raise Forbidden(
            "Cán bộ không đánh giá thay công dân. Mời công dân bấm trên điện thoại của mình.",
            "Staff cannot rate for a citizen. Please let citizens rate on their own phones.",
        )
    rating.rate(ticket, level, Rating.PHONE, chips=chips)


def _back(token: str) -> Response:
    return redirect(url_for("phone.page", token=token, lang=request.args.get("lang")), 303)  # type: ignore[return-value]


def _page(
    ticket: Ticket, refusal: Refusal | None = None, *, rated: int | None = None, explain: int | None = None
) -> str:
    waits = ticket.state == State.WAITING
    return render_template(
        "phone/ticket.html",
        centre=ticket.centre,
        place=place(ticket),
        right=promises.published(ticket.centre, hit_rate) if waits else None,
        papers=ticket.service_id if waits and Procedure.papers_known(ticket.service_id, today()) else None,
        hints=hints(ticket),
        refusal=refusal,
        rated=rated,
        explain=explain,
    )


@blueprint.get("/t/<token>/qr.svg")
@blueprint.doc(hide=True)
@access.public
def qr(token: str):
    """The ticket's QR, for the kiosk's screen."""
    ticket = seek(token)
    return svg(addresses.ticket_url(ticket.centre, ticket.token))


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


class PhoneRating(Strict):
    """5: very satisfied; `chips`: why, of a level below 4."""

    level: int = Field(ge=1, le=5)
    chips: list[str] = Field(default=[], max_length=len(Rating.CHIPS))


@blueprint.post("/api/tickets/<token>/ratings")
@access.public
@blueprint.input(PhoneRating, arg_name="answer")
@blueprint.output(Place)
def rate_visit(token: str, answer: PhoneRating):
    """Say how satisfied one was, once; answered alike whatever was said, and by whom first."""
    ticket = seek(token)
    _rate(ticket, answer.level, answer.chips)
    return place(Ticket.get_by_id(ticket.id))
