"""When a notice or a slide is shown: while it is valid, on its days, in its hours."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from dossiers.calendar import WEEKDAYS
from models.centre import Notice
from models.hall import Slide
from models.prepared import prepared

Shown = TypeVar("Shown", Notice, Slide)


def is_shown(row: Notice | Slide, moment: datetime) -> bool:
    """Whether the hall sees it at that moment."""
    return bool(
        row.active
        and (row.since is None or row.since <= moment)
        and (row.until is None or moment < row.until)
        and (row.opens is None or row.opens <= moment.time())
        and (row.closes is None or moment.time() < row.closes)
        and (not row.weekdays or WEEKDAYS[moment.weekday()] in row.weekdays.split())
    )


def shown(rows: Iterable[Shown], moment: datetime) -> list[Shown]:
    """Those of the rows that the hall sees, in their order."""
    return [row for row in rows if is_shown(row, moment)]


@prepared
def notices(centre):
    """All that a centre has, in the order they take turns."""
    return Notice.select().where(Notice.centre == centre, Notice.active).order_by(Notice.position, Notice.id)


@prepared
def slides(centre):
    """All that a centre has, in the order they take turns."""
    return Slide.select().where(Slide.centre == centre, Slide.active).order_by(Slide.position, Slide.id)
