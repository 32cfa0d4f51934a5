"""The tablet's page, its picture for whoever polls, and the answer that a citizen gives on it."""

from datetime import timedelta

from apiflask import APIBlueprint
from flask import g, redirect, render_template, request, url_for
from pydantic import BaseModel, Field

from admin import access, pairing
from models.access import Device
from models.base import unit_of_work
from models.counter import Counter
from models.register import Rating
from models.ticket import Ticket
from queueing import rating
from queueing.errors import NotFound
from rating.question import counter_of, question
from shapes import LARGEST_ID, Strict

blueprint = APIBlueprint("rating", __name__, tag="Ratings")
DAY_SECONDS = 86_400


class Visit(BaseModel):
    """The visit that is asked about."""

    ticket: str
    seconds_left: float


class Question(BaseModel):
    """All that a tablet shows."""

    now: str
    organisation: str
    name: str
    counter: int | None
    counter_name: str
    visit: Visit | None
    busy: bool = Field(description="somebody is at the counter: what was asked before is over")
    ratings: bool


class Answer(Strict):
    """One touch is a full answer; what is chosen afterwards is sent again with the same level."""

    ticket: str = Field(max_length=20)
    level: int = Field(ge=1, le=5, description="5: very satisfied")
    chips: list[str] = Field(default=[], max_length=len(Rating.CHIPS))
    seconds_ago: int = Field(default=0, ge=0, le=DAY_SECONDS, description="how long it was kept, the line being down")


class Thanks(BaseModel):
    """The same whatever was answered, and whether or not it was the first answer."""

    thanks: bool


@blueprint.get("/rate")
@blueprint.doc(hide=True)
@access.public
def page():
    """The tablet's page, once it is paired; on the server's own PC `?counter=4` says where it stands."""
    device, response = pairing.page_for(Device.TABLET)
    if device is None:
        return response
    on_own_pc = pairing.own_centre() is not None
    if on_own_pc and (number := request.args.get("counter", type=int)) is not None:
        counter = counter_of(device.centre, min(abs(number), LARGEST_ID))
        if counter is not None:
            with unit_of_work(device.centre_id):
                Device.update(counter=counter).where(Device.id == device.id).execute()
            return redirect(url_for("rating.page", lang=request.args.get("lang")), 303)
    return render_template(
        "rating/rate.html",
        centre=device.centre,
        question=question(device),
        chips=Rating.CHIPS,
        choices=Counter.in_use(device.centre) if on_own_pc and device.counter_id is None else [],
    )


@blueprint.get("/api/rating/question")
@access.device_required(Device.TABLET)
@blueprint.output(Question)
def read():
    """What the tablet asks now."""
    return question(g.device)


@blueprint.post("/api/ratings")
@access.device_required(Device.TABLET)
@blueprint.input(Answer, arg_name="answer")
@blueprint.output(Thanks)
def answer(answer: Answer):
    """Keep what the citizen touched, about a visit at the tablet's own counter."""
    ticket = Ticket.get_or_none(Ticket.token == answer.ticket, Ticket.centre == g.centre)
    if ticket is None or g.device.counter is None:
        raise NotFound
    rating.rate(
        ticket,
        answer.level,
        Rating.TABLET,
        chips=answer.chips,
        at_counter=g.device.counter,
        ago=timedelta(seconds=answer.seconds_ago),
    )
    return {"thanks": True}
