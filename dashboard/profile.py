"""By which of the centre's report profiles the dashboard counts."""

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
        return Profile()  # said where profiles are edited; the dashboard goes on


def profiles_of(centre: Centre) -> list[ReportProfile]:
    """What a period may be counted by, the usual one first."""
    rows = ReportProfile.select(ReportProfile.id, ReportProfile.name, ReportProfile.is_default)
    order = ReportProfile.is_default.desc(), ReportProfile.name
    return list(rows.where(ReportProfile.centre == centre).order_by(*order))


def on_dashboard(profile: Profile) -> Profile:
    """The same, with the base on which the dashboard says how many promises were kept: where something was promised and
    done, unless the profile wants it as in the report."""
    if profile.dashboard_on_time == "as_report":
        return profile
    bases = profile.bases | {"on_time_rate": "resolved"}
    return profile.model_copy(update={"bases": bases, "late_includes_overdue": False})
