"""The live board is asked: its picture, and every act of the shift lead. Acts answer with the whole board."""

from typing import Annotated

from apiflask import APIBlueprint
from flask import current_app, g
from pydantic import Field

import events
import queueing
from admin import access, addresses
from alerts import assignments, messages, watch
from alerts.look import Look
from models.access import Device
from models.alert import CounterMessage
from models.base import now
from models.centre import Officer
from printing import queue
from queueing import sweeping
from queueing.errors import NotFound
from shapes import LARGEST_ID, Id, Nothing, PressKey, Strict, Text
from supervisor import acts, remedies, schemas
from supervisor.board import board, stamp
from supervisor.live import gauge

blueprint = APIBlueprint("supervisor", __name__, tag="Live board")
MAY_LOOK = access.REPORTS
MAY_ACT = (Officer.LEAD, Officer.ADMIN)

Letter = Annotated[str, Field(min_length=1, max_length=1)]
CounterNumber = Annotated[int, Field(ge=1, le=999)]
Which = Annotated[str, Field(min_length=1, max_length=200, description="a token, or a number of today")]


class RemedyWish(Strict):
    """The proposal as it was read; when it has changed meanwhile, nothing is done."""

    verb: str = Field(max_length=20)
    target: int | None = Field(default=None, ge=1, le=LARGEST_ID)


class MessageWish(Strict):
    """What to say to a counter, or to all that are open."""

    counter: CounterNumber | None = Field(default=None, description="null: every open counter")
    text: Text = Field(min_length=1, max_length=messages.LONGEST)


class CounterWish(Strict):
    """A counter."""

    counter: CounterNumber


class AssignmentWish(CounterWish):
    """What the counter serves too, for today."""

    service: Letter


class MoveWish(Strict):
    """Where a ticket goes: a service by its letter, or a counter by its number; exactly one of them."""

    ticket: Which
    to_service: Letter | None = None
    to_counter: CounterNumber | None = None
    at_tail: bool = False
    why: Text = Field(default="", max_length=200)


class TicketWish(Strict):
    """A ticket."""

    ticket: Which


class HandWish(Strict):
    """A number that staff give for a citizen."""

    service: Letter
    priority: bool = False


class NoticeWish(Strict):
    """A sentence for the hall screen, and for how long."""

    text: Text = Field(min_length=1, max_length=acts.LONGEST_NOTICE)
    text_en: Text = Field(default="", max_length=acts.LONGEST_NOTICE)
    minutes: int = Field(default=10, ge=1, le=480)


class DeviceWish(Strict):
    """A paired screen."""

    device: Id


class OutcomeWish(Strict):
    """How a ticket that is still open ended."""

    ticket: Which
    outcome: str = Field(pattern=f"^({'|'.join(sweeping.OUTCOMES)})$")


@blueprint.get("/api/live/board")
@access.role_required(*MAY_LOOK)
@blueprint.output(schemas.Board)
def look():
    """All that the shift lead sees."""
    return _answer()


@blueprint.post("/api/live/alerts/<int:alert_id>/acknowledgements")
@access.role_required(*MAY_ACT)
@blueprint.input(Nothing, arg_name="wish")
@blueprint.output(schemas.Board, status_code=201)
def take(alert_id: int, wish: Nothing):
    """I look after this one; whoever says so first is its owner."""
    watch.take(watch.going_on(g.centre.id, min(alert_id, LARGEST_ID)), g.officer, now())
    return _answer()


@blueprint.post("/api/live/alerts/<int:alert_id>/completions")
@access.role_required(*MAY_ACT)
@blueprint.input(Nothing, arg_name="wish")
@blueprint.output(schemas.Board, status_code=201)
def handle(alert_id: int, wish: Nothing):
    """I have done what can be done; it is said again later if it was not cured."""
    watch.handle(watch.going_on(g.centre.id, min(alert_id, LARGEST_ID)), g.officer, now())
    return _answer()


@blueprint.post("/api/live/alerts/<int:alert_id>/remedies")
@access.role_required(*MAY_ACT)
@blueprint.input(PressKey, location="headers", arg_name="key")
@blueprint.input(RemedyWish, arg_name="wish")
@blueprint.output(schemas.Board, status_code=201)
def remedy(alert_id: int, key: PressKey, wish: RemedyWish):
    """Do what the alert proposes; whoever does is its owner."""
    alert = watch.going_on(g.centre.id, min(alert_id, LARGEST_ID))
    proposed = remedies.propose(alert, _look(), wish.verb, wish.target)
    remedies.do(proposed, g.centre, g.officer, key.idempotency_key)
    watch.take(alert, g.officer, now())
    return _answer()


@blueprint.post("/api/live/messages")
@access.role_required(*MAY_ACT)
@blueprint.input(PressKey, location="headers", arg_name="key")
@blueprint.input(MessageWish, arg_name="wish")
@blueprint.output(schemas.Board, status_code=201)
def say(key: PressKey, wish: MessageWish):
    """Say something to whoever sits at a counter; it stays on the desk until it is seen."""
    if wish.counter is not None:
        counters = [acts.find_counter(g.centre, wish.counter)]
    else:
        counters = [counter for counter in _look().counters.values() if counter.state == counter.OPEN]
    for counter in counters:
        messages.say(counter, wish.text, officer=g.officer, key=f"{key.idempotency_key}:{counter.number}")
    return _answer()


@blueprint.post("/api/live/reopen-requests")
@access.role_required(*MAY_ACT)
@blueprint.input(PressKey, location="headers", arg_name="key")
@blueprint.input(CounterWish, arg_name="wish")
@blueprint.output(schemas.Board, status_code=201)
def ask_to_reopen(key: PressKey, wish: CounterWish):
    """Ask whoever sits at a counter to open it again."""
    counter = acts.find_counter(g.centre, wish.counter)
    messages.say(
        counter, remedies.REOPEN, kind=CounterMessage.REOPEN, officer=g.officer, key=f"{key.idempotency_key}:reopen"
    )
    return _answer()


@blueprint.post("/api/live/assignments")
@access.role_required(*MAY_ACT)
@blueprint.input(AssignmentWish, arg_name="wish")
@blueprint.output(schemas.Board, status_code=201)
def assign(wish: AssignmentWish):
    """A counter serves one more service for today; when the day is over it is as it was."""
    counter = acts.find_counter(g.centre, wish.counter)
    assignments.assign(counter, acts.find_service(g.centre, wish.service), g.officer)
    return _answer()


@blueprint.delete("/api/live/assignments/<int:number>")
@access.role_required(*MAY_ACT)
@blueprint.output(schemas.Board)
def take_back(number: int):
    """The counter serves what it served in the morning."""
    assignments.take_back(acts.find_counter(g.centre, number))
    return _answer()


@blueprint.post("/api/live/transfers")
@access.role_required(*MAY_ACT)
@blueprint.input(MoveWish, arg_name="wish")
@blueprint.output(schemas.Board, status_code=201)
def move(wish: MoveWish):
    """Send a ticket on, from wherever it is; it keeps its number."""
    queueing.redirect(
        acts.find_ticket(g.centre, wish.ticket),
        to_service=acts.find_service(g.centre, wish.to_service) if wish.to_service is not None else None,
        to_counter=acts.find_counter(g.centre, wish.to_counter) if wish.to_counter is not None else None,
        at_tail=wish.at_tail,
        why=wish.why.strip(),
        officer=g.officer,
    )
    return _answer()


@blueprint.post("/api/live/reprints")
@access.role_required(*MAY_ACT)
@blueprint.input(PressKey, location="headers", arg_name="key")
@blueprint.input(TicketWish, arg_name="wish")
@blueprint.output(schemas.Board, status_code=201)
def reprint(key: PressKey, wish: TicketWish):
    """Print a ticket again, marked "In lại"."""
    ticket = acts.find_ticket(g.centre, wish.ticket)
    queue.reprint(ticket, url=addresses.ticket_url(g.centre, ticket.token), key=key.idempotency_key)
    return _answer()


@blueprint.post("/api/live/tickets")
@access.role_required(*MAY_ACT)
@blueprint.input(PressKey, location="headers", arg_name="key")
@blueprint.input(HandWish, arg_name="wish")
@blueprint.output(schemas.GivenByHand, status_code=201)
def give_number(key: PressKey, wish: HandWish):
    """Give a number for a citizen, and print it."""
    service = acts.find_service(g.centre, wish.service)
    ticket, job = acts.give_number(g.centre, service, wish.priority, key.idempotency_key, g.officer)
    return {"number": ticket.code, "token": ticket.token, "job": job}


@blueprint.post("/api/live/notices")
@access.role_required(*MAY_ACT)
@blueprint.input(NoticeWish, arg_name="wish")
@blueprint.output(schemas.Board, status_code=201)
def show_notice(wish: NoticeWish):
    """Show a sentence in the hall for some minutes."""
    acts.show_notice(g.centre, wish.text, wish.text_en, wish.minutes)
    return _answer()


@blueprint.delete("/api/live/notices/<int:notice_id>")
@access.role_required(*MAY_ACT)
@blueprint.output(schemas.Board)
def take_notice_away(notice_id: int):
    """End a short notice before its time."""
    acts.take_notice_away(g.centre, notice_id)
    return _answer()


@blueprint.post("/api/live/sound-tests")
@access.role_required(*MAY_ACT)
@blueprint.input(DeviceWish, arg_name="wish")
@blueprint.output(schemas.Board, status_code=201)
def test_sound(wish: DeviceWish):
    """Have a display ring and say a test sentence."""
    mine = (Device.id == wish.device) & (Device.centre == g.centre) & (Device.kind == Device.DISPLAY) & ~Device.revoked
    if not Device.select().where(mine).exists():
        raise NotFound(field="device")
    events.announce(events.SoundTestAsked(g.centre.id, wish.device))
    return _answer()


@blueprint.get("/api/live/open-tickets")
@access.role_required(*MAY_LOOK)
@blueprint.output(schemas.OpenTickets)
def still_open():
    """What has not ended today, with the outcome that is proposed for each."""
    return _still_open()


@blueprint.post("/api/live/outcomes")
@access.role_required(*MAY_ACT)
@blueprint.input(OutcomeWish, arg_name="wish")
@blueprint.output(schemas.OpenTickets, status_code=201)
def confirm(wish: OutcomeWish):
    """Confirm how an open ticket ended; what is still open afterwards."""
    sweeping.confirm(acts.find_ticket(g.centre, wish.ticket), wish.outcome, officer=g.officer)
    return _still_open()


def _still_open() -> dict:
    return {
        "tickets": [
            {
                "token": ticket.token,
                "number": ticket.code,
                "state": ticket.state,
                "counter": ticket.counter.number if ticket.counter_id else None,
                "since": stamp(ticket.moved_at),
                "outcome": outcome,
            }
            for ticket, outcome in sweeping.still_open(_look().centre)
        ]
    }


def _look() -> Look:
    return Look(g.centre.id, gauge(current_app.config["MOTCUA"]).read())


def _answer() -> dict:
    return board(_look())
