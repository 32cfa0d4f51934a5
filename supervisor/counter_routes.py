"""What the shift lead does about counters: speak to one, ask it to open, lend it a service."""

from flask import g

from admin import access
from alerts import assignments, messages
from models.alert import CounterMessage
from shapes import PressKey
from supervisor import acts, remedies, schemas, wishes
from supervisor.door import MAY_ACT, act, blueprint, look_now, whole_board


@act("/api/live/messages", wishes.MessageWish, keyed=True)
def say(key: PressKey, wish: wishes.MessageWish):
    """Say something to whoever sits at a counter; it stays on the desk until it is seen."""
    if wish.counter is not None:
        counters = [acts.find_counter(g.centre, wish.counter)]
    else:
        counters = [counter for counter in look_now().counters.values() if counter.state == counter.OPEN]
    for counter in counters:
        messages.say(counter, wish.text, officer=g.officer, key=f"{key.idempotency_key}:{counter.number}")
    return whole_board()


@act("/api/live/reopen-requests", wishes.CounterWish, keyed=True)
def ask_to_reopen(key: PressKey, wish: wishes.CounterWish):
    """Ask whoever sits at a counter to open it again."""
    counter = acts.find_counter(g.centre, wish.counter)
    messages.say(
        counter, *remedies.REOPEN, kind=CounterMessage.REOPEN, officer=g.officer, key=f"{key.idempotency_key}:reopen"
    )
    return whole_board()


@act("/api/live/assignments", wishes.AssignmentWish)
def assign(wish: wishes.AssignmentWish):
    """A counter serves one more service for today; when the day is over it is as it was."""
    counter = acts.find_counter(g.centre, wish.counter)
    assignments.assign(counter, acts.find_service(g.centre, wish.service), g.officer)
    return whole_board()


@blueprint.delete("/api/live/assignments/<int:number>")
@access.role_required(*MAY_ACT)
@blueprint.output(schemas.Board)
def take_back(number: int):
    """The counter serves what it served in the morning."""
    assignments.take_back(acts.find_counter(g.centre, number))
    return whole_board()
