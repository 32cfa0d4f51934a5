"""The period that every room opens on: the newest one of the centre's usual kind that has ended and has figures, else
the one that goes on."""

from datetime import date, datetime

from peewee import fn

from figures import period_choices
from figures.period import Period
from figures.profile import Profile
from figures.usual_profile import profile_of
from models.base import today
from models.centre import Centre
from models.dossier import Dossier
from models.ticket import TicketMove


def usual_period(centre: Centre, profile: Profile | None = None, kind: str = "") -> Period:
    """The newest ended period of `kind` (else of the profile's, else of the centre's usual profile's) that holds the
    last day with figures; where none does, the one that goes on. Never older than the list one chooses from."""
    profile = profile or profile_of(centre)
    kind, day, cut_off = kind or profile.period_preset, today(), profile.cut_off_day
    ended = period_choices.ended(day, kind, cut_off)
    known = _last_day_with_figures(centre, ended[0])
    found = (one for one in ended if known is not None and one.holds(known))
    return next(found, period_choices.running(day, kind, cut_off))


def _last_day_with_figures(centre: Centre, newest: Period) -> date | None:
    """The last day, up to the end of that period, on which a dossier came or ended or a number was given."""
    found = [
        Dossier.select(fn.MAX(column)).where(Dossier.centre == centre, column < newest.over).scalar()
        for column in (Dossier.received_at, Dossier.ended_at)
    ]
    given = TicketMove.centre == centre, TicketMove.business_day <= newest.last
    found.append(TicketMove.select(fn.MAX(TicketMove.business_day)).where(*given).scalar())
    return max((_day(value) for value in found if value is not None), default=None)


def _day(value: date | datetime | str) -> date:
    """SQLite tells the largest of moments as text."""
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value.date() if isinstance(value, datetime) else value
