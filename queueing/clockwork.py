"""The clock's own act: begin the business day where it is due, and let screens know that a minute has passed."""

import events
from models.base import db
from models.centre import Centre
from queueing import booking, day


def tick() -> None:
    """Look at every centre once; screens hear that a minute has passed, since their waits and hours change with it."""
    with db.connection_context():
        for centre in Centre.select():
            day.turn(centre)
            booking.check_in_due(centre)
            booking.forget_holders(centre)
            events.announce(events.MinutePassed(centre.id))
