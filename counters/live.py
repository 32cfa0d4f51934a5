"""The officers' desks are told: each is sent its whole picture when its line, its ticket or the paper changes."""

from flask import request
from flask_socketio import join_room

import events
from admin import access, listening
from counters.desk import desk
from counters.hall import Hall
from extensions import centre_room, occupied, socketio
from models.access import Session
from models.centre import Officer
from models.counter import Counter
from repaint import Repainter

NAMESPACE = "/counter"
PAUSE_SECONDS = 0.3  # a burst of moves is one picture; the officer who pressed has seen the answer already


def counter_room(centre_id: int, number: int) -> str:
    """The room of whoever sits at one counter."""
    return f"counter:{centre_id}:{number}"


@socketio.on("connect", namespace=NAMESPACE)
def connect(auth=None):
    """Admit a signed-in officer to the centre's room and to the counter's, and show the desk."""
    session = listening.socket_session(*access.DESK)
    join_room(centre_room(session.centre_id))
    join_room(listening.session_room(session))
    if session.counter_id is None:
        return
    join_room(counter_room(session.centre_id, session.counter.number))  # before looking, so that no move is missed
    picture = desk(session.counter, session)
    socketio.emit("desk", picture, namespace=NAMESPACE, to=request.sid)


def paint(centre_id: int) -> None:
    """Send every seated officer of the centre their desk; others may act between two of them."""
    seated = (
        Session.select(Session, Officer, Counter)
        .join(Officer)
        .switch(Session)
        .join(Counter)
        .where(Session.centre == centre_id, Session.ended_at.is_null())
    )
    hall = Hall(centre_id)
    looking = occupied(NAMESPACE)
    for session in list(seated):
        room = counter_room(centre_id, session.counter.number)
        if room not in looking or not listening.may_listen(session, access.DESK):
            continue  # no screen of theirs is open, or one that is about to be closed
        socketio.emit("desk", desk(session.counter, session, hall), namespace=NAMESPACE, to=room)
        socketio.sleep(0)


repaint = Repainter(paint, PAUSE_SECONDS)


@events.on(
    events.TicketMoved,
    events.CounterChanged,
    events.CounterAsked,
    events.CounterAnswered,
    events.DayChanged,
    events.DossierLogged,
    events.PrinterChanged,
    events.ScreenChanged,
    events.PaperChanged,
    events.MinutePassed,
    events.SettingsChanged,
)
def desk_changed(event: events.Event) -> None:
    repaint(event.centre)


@events.on(events.MinutePassed)
def close_lapsed(event: events.MinutePassed) -> None:
    """Officers who were switched off, moved to other work or signed in too long ago are disconnected."""
    listening.drop_lapsed(event.centre, NAMESPACE, access.DESK)
