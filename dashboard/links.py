"""Addresses of the dashboard: everything a page shows is said in its address, so that Back and a copied link work."""

from typing import Any
from urllib.parse import urlencode

from figures.period import DAY, Period

HOME, MEASURES, DOSSIERS, INDEX = "/dashboard", "/dashboard/measures", "/dashboard/dossiers", "/dashboard/766"


class Links:
    """Addresses that keep the period, the profile it is counted by, what it is held against, and the language."""

    def __init__(self, period: Period, profile: int | None, compare: str, lang: str | None) -> None:
        self.period, self.profile = period, profile
        self.carried = {"from": period.first, "to": period.last, "profile": profile, "compare": compare, "lang": lang}

    def home(self, **changes: Any) -> str:
        return self._to(HOME, changes)

    def charts(self) -> str:
        return self._to(f"{HOME}/charts", {})

    def measure(self, key: str, **narrowed: Any) -> str:
        """A measure by field, or by procedure or counter of one."""
        return self._to(f"{MEASURES}/{key}", narrowed)

    def dossiers(self, within: str, **narrowed: Any) -> str:
        """A list; `narrowed`: leaf, field, procedure, counter, channel, lacks, measure, page."""
        return self._to(DOSSIERS, {"set": within} | narrowed)

    def csv(self, within: str, **narrowed: Any) -> str:
        return self._to(f"{DOSSIERS}.csv", {"set": within} | narrowed | {"compare": None, "page": None, "lang": None})

    def index(self, **changes: Any) -> str:
        return self._to(INDEX, changes)

    def index_csv(self) -> str:
        return self._to(f"{INDEX}.csv", {"compare": None, "lang": None})

    def register(self, name: str) -> str:
        return self._to(f"/registers/{name}", {"compare": None, "profile": None})

    def report(self, *, to_inclusive: bool) -> dict[str, Any]:
        """What the report of the same period is asked by; its last day is typed as its profile counts."""
        last = self.period.last if to_inclusive else self.period.last + DAY
        asked = self.carried | {"to": last, "compare": None}
        return {name: value for name, value in asked.items() if value is not None}

    def to_report(self, *, to_inclusive: bool) -> str:
        return f"/reports?{urlencode(self.report(to_inclusive=to_inclusive))}"

    def _to(self, path: str, more: dict[str, Any]) -> str:
        given = {name: value for name, value in (self.carried | more).items() if value is not None and value != ""}
        return f"{path}?{urlencode(given)}"
