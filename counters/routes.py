"""The officer's desk is asked: its page, its picture, and every act of a visit. Each answers with the whole desk.

An act is refused in the wrong state, and upon a ticket that is no longer there, so that a press which is sent again
after a lost answer has one effect.
"""

from collections.abc import Callable
from datetime import timedelta

from apiflask import APIBlueprint
from flask import g, redirect, render_template, request
from pydantic import BaseModel

import queueing
from admin import access, doors, sessions
from counters import schemas
from counters.catalogue import catalogue
from counters.catalogue_schemas import Catalogue
from counters.desk import desk
from counters.handover import blueprint as handover
from counters.messages import blueprint as messages
from counters.quick import blueprint as quick
from counters.seat import (
    AtCounter,
    find_counter,
    find_service,
    is_moved_away,
    own_counter,
    present_ticket,
    required,
)
from counters.slips import blueprint as slips
from counters.strip import blueprint as strip
from counters.strip import keep_line
from counters.wishes import (
    CallWish,
    CancelWish,
    FinishWish,
    HoldWish,
    NoteWish,
    PauseWish,
    ServicesWish,
    TransferWish,
    Which,
)
from dossiers.patterns import read_pattern
from models.base import today
from models.counter import Counter
from queueing import day, given
from queueing.errors import Invalid
from shapes import MaybeKey, Nothing

blueprint = APIBlueprint("counters", __name__, tag="Counter")
for part in (strip, slips, quick, handover, messages):
    blueprint.register_blueprint(part)

HERE = "/api/counters/<int:number>"


def act(noun: str, wish: type[BaseModel] = Nothing, *, answer: type[BaseModel] = schemas.Desk) -> Callable:
    """The door of an act at a counter; see admin.doors."""
    return doors.act(blueprint, HERE + noun, access.AT_A_DESK, wish, answer, status=200)


@blueprint.get("/counter")
@blueprint.doc(hide=True)
@access.public
def page():
    """The desk; before it, signing in and choosing a counter."""
    session = access.current_session(locked=True)  # it shows its number, under the question for the PIN
    if session is None or session.officer.role not in access.DESK:
        return render_template("shared/sign_in.html", then="/counter", session=session)
    locked = session.locked_at is not None
    if locked and session.counter_id is None:  # somebody has sat down there since: no desk is left to be unlocked
        return render_template("shared/sign_in.html", then="/counter", session=None)
    moved = is_moved_away(session)
    if not locked and (session.counter_id is None or moved or "choose" in request.args):
        picture = sessions.picture(session)
        return render_template("counters/choose.html", session=session, picture=picture, moved=moved)
    day.turn(session.centre)
    pattern = read_pattern(session.centre.dossier_pattern)
    return render_template(
        "counters/desk.html",
        session=session,
        another_days=pattern.short(today() - timedelta(days=1), 12) if pattern is not None else "",
        centre=session.centre,
        desk=desk(session.counter, session),
        given=given,
    )


@blueprint.get("/counter/")
@blueprint.doc(hide=True)
@access.public
def page_with_slash():
    """The same page, as some people type it."""
    return redirect("/counter")


@blueprint.get(f"{HERE}/desk")
@access.AT_A_DESK
@blueprint.output(schemas.Desk)
def look(number: int):
    """All that the officer at this counter sees."""
    return answer(own_counter(number))


@blueprint.get(f"{HERE}/catalogue")
@access.AT_A_DESK
@blueprint.output(Catalogue)
def procedures(number: int):
    """The procedures to choose from here, most used first; and where a ticket may be sent."""
    return catalogue(own_counter(number))


@act("/calls", CallWish, answer=schemas.CallAnswer)
def call(number: int, wish: CallWish):
    """Call the next waiting ticket; `called` is null when nobody waits. Or call the chosen one."""
    counter = own_counter(number)
    if wish.ticket is not None:
        ticket = queueing.call_chosen(counter, queueing.find_ticket(g.centre, wish.ticket), wish.why, officer=g.officer)
    else:
        ticket = queueing.call_next(counter, officer=g.officer)
    return answer(counter) | {"called": ticket.code if ticket else None}


@act("/recalls", AtCounter)
def recall(number: int, wish: AtCounter):
    """Call the ticket at the counter again."""
    counter = own_counter(number)
    queueing.recall(present_ticket(counter, wish.ticket), counter, officer=g.officer)
    return answer(counter)


@act("/servings", AtCounter)
def serve(number: int, wish: AtCounter):
    """The citizen has come: the service begins."""
    counter = own_counter(number)
    queueing.serve(present_ticket(counter, wish.ticket), counter, officer=g.officer)
    return answer(counter)


@act("/holds", HoldWish)
def hold(number: int, wish: HoldWish):
    """Put the ticket aside while the citizen fetches something."""
    counter = own_counter(number)
    queueing.hold(present_ticket(counter, wish.ticket), counter, wish.why.strip(), officer=g.officer)
    return answer(counter)


@act("/resumptions", Which)
def resume(number: int, wish: Which):
    """Let a held ticket wait again, first in line here."""
    counter = own_counter(number)
    queueing.resume(queueing.find_ticket(g.centre, wish.ticket), counter, officer=g.officer)
    return answer(counter)


@act("/transfers", TransferWish)
def transfer(number: int, wish: TransferWish):
    """Send the ticket on to a service or a counter; it keeps its number."""
    counter = own_counter(number)
    queueing.transfer(
        present_ticket(counter, wish.ticket),
        counter,
        to_service=find_service(wish.to_service, "to_service") if wish.to_service is not None else None,
        to_counter=find_counter(wish.to_counter) if wish.to_counter is not None else None,
        why=wish.why.strip(),
        note=wish.note.strip() if wish.note is not None else None,
        come_back=wish.come_back,
        at_tail=wish.at_tail,
        officer=g.officer,
    )
    return answer(counter)


@act("/no-shows", AtCounter)
def miss(number: int, wish: AtCounter):
    """Nobody came, after enough calls."""
    counter = own_counter(number)
    queueing.miss(present_ticket(counter, wish.ticket), counter, officer=g.officer)
    return answer(counter)


@act("/rejoins", Which)
def rejoin(number: int, wish: Which):
    """A missed citizen is back: first in line at any counter of the service."""
    counter = own_counter(number)
    queueing.rejoin(queueing.find_ticket(g.centre, wish.ticket), counter=counter, officer=g.officer)
    return answer(counter)


@blueprint.post(f"{HERE}/finishes")
@access.AT_A_DESK
@blueprint.input(MaybeKey, location="headers", arg_name="key")
@blueprint.input(FinishWish, arg_name="wish")
@blueprint.output(schemas.Desk)
def finish(number: int, key: MaybeKey, wish: FinishWish):
    """Log the last line, if there is one; then the visit is over. A lent ticket goes back to who asked for it."""
    counter = own_counter(number)
    ticket = present_ticket(counter, wish.ticket)
    if wish.entry is not None:
        keep_line(counter, ticket, wish.entry, key.idempotency_key)
    queueing.finish(ticket, counter, officer=g.officer)
    return answer(counter)


@act("/cancellations", CancelWish)
def cancel(number: int, wish: CancelWish):
    """Give a waiting, held or missed number up for its citizen."""
    counter = own_counter(number)
    queueing.cancel(queueing.find_ticket(g.centre, wish.ticket), wish.why, counter=counter, officer=g.officer)
    return answer(counter)


@act("/undos")
def undo(number: int, wish: Nothing):
    """Take back this counter's latest finish, missed call, transfer or hold."""
    counter = own_counter(number)
    queueing.undo(counter, officer=g.officer)
    return answer(counter)


@act("/notes", NoteWish)
def annotate(number: int, wish: NoteWish):
    """Write the note that goes with the ticket."""
    counter = own_counter(number)
    queueing.annotate(present_ticket(counter, wish.ticket), counter, wish.text)
    return answer(counter)


@act("/pauses", PauseWish)
def pause(number: int, wish: PauseWish):
    """Pause the counter; no number is called until it reopens."""
    counter = own_counter(number)
    why = required(wish.why, "Mời chọn lý do tạm nghỉ.", "Choose the reason for the pause.", "why")
    queueing.pause_counter(counter, why, officer=g.officer)
    return answer(counter)


@act("/openings")
def reopen(number: int, wish: Nothing):
    """Open or reopen the counter."""
    counter = own_counter(number)
    queueing.open_counter(counter, officer=g.officer)
    return answer(counter)


@act("/closings")
def close(number: int, wish: Nothing):
    """Close the counter for the day."""
    counter = own_counter(number)
    queueing.close_counter(counter, officer=g.officer)
    return answer(counter)


@blueprint.put(f"{HERE}/services")
@access.AT_A_DESK
@blueprint.input(ServicesWish, arg_name="wish")
@blueprint.output(schemas.Desk)
def change_services(number: int, wish: ServicesWish):
    """Change what the counter serves, from its next call on."""
    counter = own_counter(number)
    if not wish.first:
        raise Invalid("Mời chọn ít nhất một dịch vụ chính.", "Choose at least one first-choice service.", field="first")
    first = [find_service(letter, "first") for letter in dict.fromkeys(wish.first)]
    fallback = [find_service(letter, "fallback") for letter in dict.fromkeys(wish.fallback)]
    queueing.set_services(counter, first, fallback)
    return answer(counter)


def answer(counter: Counter) -> dict:
    """The desk as it stands after an act."""
    return desk(counter, g.session)
