"""An officer's session on one browser: begun, seated at a counter, locked, ended."""

from flask import Response

import events
from admin import access
from admin.listening import session_room
from extensions import drop_room
from models.access import Session
from models.base import now, unit_of_work
from models.centre import Officer
from models.counter import Counter
from queueing import counters


def sign_in(officer: Officer, response: Response, counter: Counter | None = None) -> Session:
    """Begin a session with a new secret, set as the browser's cookie; the one that it had ends.

    `counter`: sit down there at once, in the place of whoever sat there.
    """
    secret, former = access.new_secret(), access.cookie_value(access.STAFF_COOKIE)
    with unit_of_work(officer.centre_id):
        session = Session.create(token_hash=access.fingerprint(secret), centre=officer.centre_id, officer=officer)
    if counter is not None:
        take_counter(session, counter)
    end_sessions(
        list(Session.select().where(Session.token_hash == access.fingerprint(former), Session.ended_at.is_null()))
    )
    access.set_cookie(response, access.STAFF_COOKIE, secret, max_age=None)
    return session


def sign_out(session: Session, response: Response) -> None:
    """End a session here and on its sockets."""
    end_sessions([session])
    response.delete_cookie(access.cookie_name(access.STAFF_COOKIE))


def lock(session: Session) -> None:
    """Nothing is done from this screen until its officer's PIN is given; it goes on being told."""
    with unit_of_work(session.centre_id):
        Session.update(locked_at=now()).where(Session.id == session.id, Session.locked_at.is_null()).execute()
    session.locked_at = session.locked_at or now()


def unlock(session: Session) -> None:
    """The PIN was given."""
    with unit_of_work(session.centre_id):
        Session.update(locked_at=None).where(Session.id == session.id).execute()
    session.locked_at = None


def end_sessions(sessions: list[Session]) -> None:
    """End sessions wherever they are open: a sign-out, a take-over of a counter, an account switched off."""
    if not sessions:
        return
    with unit_of_work(sessions[0].centre_id):
        for session in sessions:
            if session.counter_id is not None:
                counters.leave(session.counter, session.officer)
        Session.update(ended_at=now(), counter=None).where(Session.id.in_([s.id for s in sessions])).execute()
    for session in sessions:
        drop_room(session_room(session))


def take_counter(session: Session, counter: Counter) -> None:
    """Sit down at a counter. Whoever sat there before is signed out of it; its ticket stays where it is.
    The asker's own sockets close when they belong to another counter; the page connects again."""
    moved = session.counter_id is not None and session.counter_id != counter.id
    with unit_of_work(session.centre_id):
        others = list(Session.select().where(Session.counter == counter, Session.id != session.id))
        if moved:
            counters.leave(session.counter, session.officer)
        if moved or others or session.counter_id is None:
            relieved = others[0].officer if others and others[0].officer_id != session.officer_id else None
            counters.sit_down(counter, session.officer, relieved)
        Session.update(counter=None).where(Session.counter == counter).execute()
        Session.update(counter=counter).where(Session.id == session.id).execute()
    session.counter = counter
    events.announce(events.CounterChanged(counter.centre_id, counter.number))
    for other in [*others, session] if moved else others:
        drop_room(session_room(other))
