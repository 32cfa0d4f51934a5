"""How a centre's deadlines are looked at: today, by its calendar, and as its report profile counts."""

from dossiers.calendar import WorkingDays
from dossiers.deadlines import Watch
from figures.profile import Profile, ProfileRefused, read_profile
from models.base import today
from models.centre import Centre
from models.report import ReportProfile


def profile_of(centre: Centre) -> Profile:
    """The centre's usual report profile; the plain one where it has none that can be read."""
    row = ReportProfile.get_or_none(ReportProfile.centre == centre, ReportProfile.is_default)
    try:
        return read_profile(row.settings) if row is not None else Profile()
    except ProfileRefused:
        return Profile()  # said where profiles are edited; the board goes on


def watch_of(centre: Centre) -> Watch:
    """The centre's pending dossiers as of today."""
    profile = profile_of(centre)
    return Watch(centre, today(), WorkingDays.of(centre), profile.extended_counts_late, profile.include_test)
