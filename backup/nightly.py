"""Makes each night's copy by itself, and tries to restore one each week. A PC that was off does so once it is on."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from backup import copies, shelf
from models.base import db, now
from models.centre import Centre

log = logging.getLogger(__name__)
FIRST_LOOK_SECONDS = 300.0  # after the start the hall goes first
LOOK_SECONDS = 60.0
AGAIN_AFTER = timedelta(hours=1)  # an attempt that failed
DRILL_EVERY = timedelta(days=7)


def due(record: shelf.Record, hour: int, moment: datetime) -> bool:
    """Whether the latest night has no copy yet, and no attempt failed within the hour."""
    night = moment.replace(hour=hour, minute=0, second=0, microsecond=0)
    night -= timedelta(days=1) if night > moment else timedelta()
    made = record.good_at is not None and night <= record.good_at <= moment
    rests = record.error and record.tried_at is not None and timedelta() <= moment - record.tried_at < AGAIN_AFTER
    return not made and not rests


def look(place: copies.Place) -> None:
    """Do what is due now: the copy, the drill, the old ones."""
    with db.connection_context():
        centre = Centre.select().order_by(Centre.id).first()  # the installation's own choices are its first centre's
    if centre is None or not due(shelf.record(place.folder), centre.backup_hour, now()):
        return
    if copies.back_up(place, centre.backup_folder, copies.lock_of(centre)) is None:
        return
    copies.prune(place, centre.backup_keep_days)
    drilled = shelf.record(place.folder).drilled_at
    if drilled is None or now() - drilled >= DRILL_EVERY:
        copies.drill(place)


def run(place: copies.Place, done: Callable[[], None]) -> None:
    """Look once a minute, for as long as the server runs; `done()` after each look that may have changed something."""
    place.rest(FIRST_LOOK_SECONDS)
    while True:
        try:
            before = shelf.record(place.folder)
            look(place)
            if shelf.record(place.folder) != before:
                done()
        except copies.BackupBusy:
            pass  # somebody pressed the button
        except Exception:
            log.exception("the nightly copy failed; it is tried again")
        place.rest(LOOK_SECONDS)
