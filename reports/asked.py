"""Which report is asked for: its form, its profile and its period, out of an address or a form that was sent."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from urllib.parse import urlencode

from figures import period_choices
from figures.named_periods import kind_of, renamed
from figures.period import Period
from figures.profile import Profile
from figures.usual_period import usual_period
from models.base import today
from models.centre import Centre
from queueing.errors import Invalid
from reports import profiles
from reports.forms import DEFAULT, FORMS, Form
from reports.profiles import Chosen


class Wanted(Protocol):
    """What a request says of the report; all of it may be missing."""

    @property
    def form(self) -> str | None: ...
    @property
    def profile(self) -> int | None: ...
    @property
    def cut(self) -> int | None: ...
    @property
    def was(self) -> int | None: ...
    @property
    def period(self) -> str: ...
    @property
    def first(self) -> date | None: ...
    @property
    def last(self) -> date | None: ...
    @property
    def lang(self) -> str | None: ...


@dataclass(frozen=True)
class Asked:
    """One report. `cut_off` is the day at which its reporting months begin."""

    form: Form
    chosen: Chosen
    period: Period
    lang: str

    @property
    def cut_off(self) -> int:
        return self.chosen.profile.cut_off_day

    @property
    def kind(self) -> str:
        """What sort of period it is: month, quarter, …, free."""
        return kind_of(self.period, self.cut_off)

    @property
    def query(self) -> dict[str, str]:
        """The same as an address says it."""
        said = {
            "form": self.form.key,
            "profile": str(self.chosen.id),
            "cut": str(self.cut_off),
            "from": self.period.first.isoformat(),
            "to": self.named_last.isoformat(),
        }
        return said | ({"lang": self.lang} if self.lang != "vi" else {})

    @property
    def named_last(self) -> date:
        """The last day as it is typed: of a profile that leaves it out, the day after."""
        if self.chosen.profile.to_inclusive:
            return self.period.last
        return date.fromordinal(self.period.last.toordinal() + 1)

    def behind(self, href: str) -> str:
        """The same address; the dashboard's lists there count by this report's profile."""
        return f"{href}&profile={self.chosen.id}" if href.startswith("/dashboard/") else href

    def address(self, path: str = "/reports", **more: str) -> str:
        return f"{path}?{urlencode(self.query | more)}"


def read(centre: Centre, wanted: Wanted) -> Asked:
    """Raises Invalid, RangeTooLong, NotFound, ProfileRefused."""
    chosen = profiles.chosen(centre, wanted.profile)
    if wanted.cut is not None:
        chosen = profiles.with_cut_off(chosen, wanted.cut)
    form = FORMS[wanted.form] if wanted.form else None
    period = _named_period(wanted, chosen) or _usual(centre, chosen.profile, form)
    return Asked(form or _form_for(period, chosen.profile), chosen, period, wanted.lang or "vi")


def _form_for(period: Period, profile: Profile) -> Form:
    """The form that is usually made for such a period, or else for the profile's."""
    for kind in (kind_of(period, profile.cut_off_day), profile.period_preset):
        for form in FORMS.values():
            if kind in form.kinds:
                return form
    return FORMS[DEFAULT]


def _usual(centre: Centre, profile: Profile, form: Form | None) -> Period:
    """The usual period of the profile's kind or, where the form is made for others, of the form's first kind."""
    if form is None or profile.period_preset in form.kinds:
        return usual_period(centre, profile)
    return usual_period(centre, profile, form.kinds[0])


def _named_period(wanted: Wanted, chosen: Chosen) -> Period | None:
    """What the request asks for; None where it leaves that to the house. Raises Invalid, RangeTooLong."""
    try:
        if picked := period_choices.read(wanted.period):
            cut_off = chosen.profile.cut_off_day
            return renamed(picked, wanted.was or cut_off, cut_off)
    except ValueError:
        raise Invalid(
            "Kỳ báo cáo không đọc được. Mời chọn lại trong danh sách.",
            "The period cannot be read. Please choose it from the list again.",
            field="period",
        ) from None
    first, last = wanted.first, wanted.last
    if first is None and last is None:
        return None
    last = last or today()
    return Period.between(first or last.replace(day=1), last, chosen.profile.to_inclusive)
