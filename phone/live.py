"""A phone is told: at once what happens to its own ticket, within a second how the line moves."""

from flask import request
from flask_socketio import ConnectionRefusedError, join_room

import events
from extensions import centre_room, occupied, socketio
from models.base import db
from models.ticket import Ticket
from phone.guesses import GuessedTooOften, seek
from phone.place import place
from queueing.errors import Refusal
from repaint import Repainter

NAMESPACE = "/phone"
TICKET = "ticket:"  # begins the name of a ticket's room


def ticket_room(token: str) -> str:
    """The room of the phones that look at one ticket."""
    return TICKET + token


@socketio.on("connect", namespace=NAMESPACE)
def connect(auth=None):
    """Admit whoever holds the token of one of today's tickets, and show its place."""
    token = auth.get("token") if isinstance(auth, dict) else None
    try:
        ticket = seek(token if isinstance(token, str) else "")
    except GuessedTooOften as refusal:
        socketio.start_background_task(socketio.server.eio.disconnect, _line(request.sid))
        raise ConnectionRefusedError(refusal.code) from None
    except Refusal:
        raise ConnectionRefusedError("unauthorized") from None
    join_room(ticket_room(ticket.token))
    join_room(centre_room(ticket.centre_id))
    socketio.emit("place", place(ticket), namespace=NAMESPACE, to=request.sid)


def _line(sid: str) -> str:
    """The socket itself, upon which a phone asked to be let in."""
    return socketio.server.manager.eio_sid_from_sid(sid, NAMESPACE)


def _send(ticket: Ticket) -> None:
    socketio.emit("place", place(ticket), namespace=NAMESPACE, to=ticket_room(ticket.token))


def paint(centre_id: int) -> None:
    """Send every phone of the centre that waits its place; tickets nobody looks at cost nothing."""
    tokens = [room.removeprefix(TICKET) for room in list(occupied(NAMESPACE)) if room and room.startswith(TICKET)]
    for ticket in Ticket.select().where(Ticket.centre == centre_id, Ticket.token.in_(tokens)):
        _send(ticket)


repaint = Repainter(paint, pause_seconds=1.0)


@events.on(events.TicketMoved, events.VisitRated)
def ticket_moved(event: events.TicketMoved | events.VisitRated) -> None:
    """Its own phone at once, the others' places soon."""
    if ticket_room(event.token) in occupied(NAMESPACE):
        socketio.start_background_task(_own, event.ticket)
    repaint(event.centre)


def _own(ticket_id: int) -> None:
    with db.connection_context():
        _send(Ticket.get_by_id(ticket_id))


@events.on(events.CounterChanged, events.DayChanged, events.MinutePassed, events.SettingsChanged)
def line_changed(event: events.Event) -> None:
    repaint(event.centre)
