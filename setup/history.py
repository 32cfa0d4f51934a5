"""What the journal holds: a centre's changes, newest first."""

from datetime import date, datetime, time

from models.centre import Centre
from models.journal import Change
from setup import journal_words

PAGE = 50  # changes on one page of the journal


def changes(centre: Centre, subject: str = "", first: date | None = None, last: date | None = None, words: str = ""):
    """The centre's changes, newest first: of a subject, of a stretch of days, by whom or on what."""
    rows = Change.select().where(Change.centre == centre)
    if subject:
        rows = rows.where(Change.subject == subject)
    if first:
        rows = rows.where(Change.at >= first)
    if last:
        rows = rows.where(Change.at <= datetime.combine(last, time.max))
    if words:
        named = Change.name.contains(words) | Change.name.in_(journal_words.keys_of(words))
        rows = rows.where(Change.who.contains(words) | named)
    return rows.order_by(Change.at.desc(), Change.id.desc())


def latest(centre: Centre, subject: str, name: str | None = None) -> Change | None:
    """The newest change of a subject, or of one thing of it."""
    rows = changes(centre, subject)
    return (rows if name is None else rows.where(Change.name == name)).first()
