"""The real server in a hall whose days pass in minutes: each heartbeat to the displays is five seconds later.

Run in a process of its own by tests.bench.screen_days. From 07:30 to 17:00 somebody is called every ninety seconds, and
now and then again; a picture goes out each minute besides; every hour the line to the displays is cut.
"""

import os

os.environ["MOTCUA_ASYNC"] = "eventlet"
import runtime  # isort: skip  (first: everything after it is cooperative)

import uuid
from datetime import datetime, timedelta

import app
import events
import queueing
from display import live
from extensions import centre_room, drop_room, socketio
from models import base
from models.base import db
from models.centre import Centre, Service
from models.counter import Counter

BEGINS = datetime(2026, 11, 16, 7, 0)  # a Monday: all its days are working days
BEAT = timedelta(seconds=live.HEARTBEAT_SECONDS)
PAUSE = 0.003  # real seconds between two beats
MINUTE, CALL, HOUR = 12, 18, 720  # beats
COUNTERS = 6

beats = 0


def now() -> datetime:
    """Far as the heart has beaten."""
    return BEGINS + beats * BEAT


def beat() -> None:
    """Five seconds later."""
    global beats
    beats += 1
    socketio.emit("heartbeat", {"now": live._moment()}, namespace=live.NAMESPACE)


def go_by() -> None:
    """The heart, and all that happens between its beats."""
    with db.connection_context():
        centre = Centre.select().get()
        counters, services = Counter.of(centre)[:COUNTERS], Service.offered(centre)
        for counter in counters:
            queueing.open_counter(counter)
    while True:
        socketio.sleep(PAUSE)
        beat()
        with db.connection_context():
            if beats % MINUTE == 0:
                events.announce(events.MinutePassed(centre.id))
            if beats % CALL == 0 and 7.5 <= now().hour + now().minute / 60 < 17:
                somebody(counters[beats // CALL % COUNTERS], services[beats // CALL % len(services)])
        if beats % HOUR == 0:
            drop_room(centre_room(centre.id))


def somebody(counter: Counter, service: Service) -> None:
    """Takes a number and is called; who was at the counter has been served. Every fifth is called twice."""
    if (present := queueing.ticket_at(counter)) is not None:
        queueing.serve(present, counter)
        queueing.finish(queueing.ticket_at(counter), counter)
    ticket = queueing.issue(service, key=str(uuid.uuid4()), priority=beats % 7 == 0)
    queueing.call_chosen(counter, ticket, "Kiểm thử")
    if ticket.number % 5 == 0:
        for _ in range(3):
            beat()
        queueing.recall(queueing.ticket_at(counter), counter)


if __name__ == "__main__":
    assert runtime.MODE == "eventlet"
    base.clock.drive(now)
    live._heartbeat = go_by
    live.repaint._pause = 0.01  # a picture for each minute, not one for a hundred of them
    app.main()
