"""By which of a centre's report profiles something is counted, where it must go on whatever is kept there."""

from figures.profile import Profile, ProfileRefused, read_profile
from models.centre import Centre
from models.report import ReportProfile
from queueing.errors import NotFound


def profile_of(centre: Centre, number: int | None = None) -> Profile:
    """The centre's report profile of that id, without one its usual one; the plain one where it has none that can be
    read. Raises NotFound."""
    wanted = ReportProfile.is_default if number is None else ReportProfile.id == number
    row = ReportProfile.get_or_none(ReportProfile.centre == centre, wanted)
    if number and row is None:
        raise NotFound(
            "Không còn cách tính này. Mời chọn cách khác.",
            "This way of counting is gone. Please choose another.",
            field="profile",
        )
    try:
        return read_profile(row.settings) if row is not None else Profile()
    except ProfileRefused:
        return Profile()  # said where profiles are edited; all else goes on
