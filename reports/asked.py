"""Which report is asked for: its form, its profile and its period, out of an address or a form that was sent."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from urllib.parse import urlencode

from figures import period_choices
from figures.named_periods import kind_of, renamed
from figures.period import Period
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
    form = FORMS[wanted.form] if wanted.form else _form_for(chosen)
    return Asked(form, chosen, _period(wanted, chosen, form), wanted.lang or "vi")


def _form_for(chosen: Chosen) -> Form:
    """The form that is usually made for the profile's periods."""
    kind = chosen.profile.period_preset
    return next((form for form in FORMS.values() if kind in form.kinds), FORMS[DEFAULT])


def _period(wanted: Wanted, chosen: Chosen, form: Form) -> Period:
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
    profile, first, last = chosen.profile, wanted.first, wanted.last
    if first is None and last is None:
        kind = profile.period_preset if profile.period_preset in form.kinds else form.kinds[0]
        return period_choices.usual(today(), kind, profile.cut_off_day)
    last = last or today()
    return Period.between(first or last.replace(day=1), last, profile.to_inclusive)
