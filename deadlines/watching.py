"""How a centre's deadlines are looked at: today, by its calendar, and as its report profile counts."""

from dossiers.calendar import WorkingDays
from dossiers.deadlines import Watch
from figures.usual_profile import profile_of
from models.base import today
from models.centre import Centre


def watch_of(centre: Centre) -> Watch:
    """The centre's pending dossiers as of today."""
    profile = profile_of(centre)
    return Watch(centre, today(), WorkingDays.of(centre), profile.extended_counts_late, profile.include_test)
