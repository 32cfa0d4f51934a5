"""Who may listen: sockets of screens and officers, admitted by the same cookies, closed when their session is over."""

from datetime import timedelta

from flask_socketio import ConnectionRefusedError

from admin import access
from extensions import drop_room, occupied, socketio
from models.access import Device, Session
from models.base import now
from models.centre import Officer

SESSION = "session:"  # begins the name of a session's room


def socket_device(kind: str) -> Device:
    """The paired screen that opens a socket; refuses the connection otherwise."""
    device = access.current_device(kind)
    if device is None:
        raise ConnectionRefusedError("unauthorized")
    return device


def socket_session(*roles: str) -> Session:
    """The officer who opens a socket; refuses the connection otherwise."""
    session = access.current_session(locked=True)  # a locked desk goes on being told
    if session is None or session.officer.role not in roles:
        raise ConnectionRefusedError("unauthorized")
    return session


def session_room(session: Session) -> str:
    """The room of one signed-in browser, to disconnect it when the session ends."""
    return f"{SESSION}{session.id}"


def may_listen(session: Session, roles: tuple[str, ...]) -> bool:
    """Whether a socket of this session, admitted earlier, may still be told what these roles see."""
    lasts = abs(now() - session.began_at) <= timedelta(hours=socketio.session_hours)
    return lasts and session.ended_at is None and session.officer.active and session.officer.role in roles


def drop_lapsed(centre_id: int, namespace: str, roles: tuple[str, ...]) -> None:
    """Close the sockets of a namespace whose sessions may not listen any more: nobody ended them, time or staff did."""
    there = [int(room.removeprefix(SESSION)) for room in list(occupied(namespace)) if room and room.startswith(SESSION)]
    sessions = Session.select(Session, Officer).join(Officer).where(Session.centre == centre_id, Session.id.in_(there))
    for session in list(sessions):
        if not may_listen(session, roles):
            drop_room(session_room(session))
