"""By which report profiles a director may have the dashboard count, and what it asks otherwise than a report."""

from figures.profile import Profile
from models.centre import Centre
from models.report import ReportProfile


def profiles_of(centre: Centre) -> list[ReportProfile]:
    """What a period may be counted by, the usual one first."""
    rows = ReportProfile.select(ReportProfile.id, ReportProfile.name, ReportProfile.is_default)
    order = ReportProfile.is_default.desc(), ReportProfile.name
    return list(rows.where(ReportProfile.centre == centre).order_by(*order))


def on_dashboard(profile: Profile) -> Profile:
    """The same, with the base on which the dashboard says how many promises were kept: where something was promised and
    done, unless the profile wants another."""
    if profile.dashboard_on_time != "resolved":
        return profile
    bases = profile.bases | {"on_time_rate": "resolved"}
    return profile.model_copy(update={"bases": bases, "late_includes_overdue": False})
