"""How often the waits that were said were right, and what the fit of their range is worth, day by day."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median, quantiles

from figures.rates import rate
from models.base import today
from models.centre import Centre, Service
from models.ticket import TicketMove
from queueing import calibration, estimates
from queueing.calibration import Given, is_right

ENOUGH = 10  # fewer estimates than this have no rate
PUBLISHED = 30  # … and are not told to citizens
KEEP_SECONDS = 600.0
WEEK = timedelta(days=6)  # and today
TESTED_DAYS = 10


@dataclass(frozen=True)
class Rate:
    """Estimates that were judged, and how many were right."""

    n: int
    hits: int

    @property
    def share(self) -> Decimal | None:
        """Percent; None under ENOUGH."""
        return rate(self.hits, self.n) if self.n >= ENOUGH else None

    @property
    def text(self) -> str:
        """ "Tuần này đúng 82 % (411 lượt)"; "" where too few were judged."""
        return "" if self.share is None else f"Tuần này đúng {self.share:.0f}\u00a0% ({self.n} lượt)"

    @property
    def text_en(self) -> str:
        return "" if self.share is None else f"Right {self.share:.0f}\u00a0% this week ({self.n} visits)"


@dataclass(frozen=True)
class OfService:
    """A service's estimates of the week, and the fit in force."""

    service: Service
    rate: Rate
    early: int  # of `rate.n`, called before the soonest that was said
    late: int  # after the latest
    width: int | None  # minutes from soonest to latest that was said, the median
    fit: estimates.Fit


@dataclass(frozen=True)
class Tested:
    """A day, with the estimates it would have had: by service times alone, and fitted to the days before."""

    day: date
    plain: Rate
    fitted: Rate
    said: Rate  # as they really were


def week(centre: Centre, last: date | None = None) -> Rate:
    """Of all estimates given in the seven days up to `last` (today) whose numbers were called."""
    last = last or today()
    return _rate([one for s in _services(centre) for one in estimates.given(s, last - WEEK, last)])


_published: dict[int, tuple[float, int | None]] = {}  # centre id → (when measured, percent); derived, never truth


def published(centre: Centre, measure: Callable[[Centre], Rate] = week) -> int | None:
    """The week's hit rate as citizens read it, in whole percent; None where fewer than PUBLISHED were judged. Measured
    anew every ten minutes, by `measure`, which may read beside the hall."""
    cached = _published.get(centre.id)
    if cached is None or time.monotonic() - cached[0] > KEEP_SECONDS:
        found = measure(centre)
        enough = found.n >= PUBLISHED and found.share is not None
        cached = _published[centre.id] = (time.monotonic(), round(found.share or 0) if enough else None)
    return cached[1]


def forget() -> None:
    """Measure anew: another database is open."""
    _published.clear()


def by_service(centre: Centre, last: date | None = None) -> list[OfService]:
    """The same by service, for those that gave any."""
    last = last or today()
    found = []
    for service in _services(centre):
        if known := estimates.given(service, last - WEEK, last):
            widths = [one.latest - one.soonest for one in known if one.latest]
            found.append(
                OfService(
                    service,
                    _rate(known),
                    sum(one.waited < one.soonest * 60 for one in known),
                    sum(not one.hit and one.waited >= one.soonest * 60 for one in known),
                    round(median(widths)) if widths else None,
                    estimates.fit(service, last + timedelta(days=1)),
                )
            )
    return found


def backtest(centre: Centre, last: date | None = None) -> list[Tested]:
    """The latest days with estimates, each judged by what the days before it alone would have taught."""
    last = last or today()
    measured = timedelta(days=estimates.MEASURED_DAYS)
    tested: dict[date, list[list[bool]]] = defaultdict(lambda: [[], [], []])
    for service in _services(centre):
        quartiles = _quartiles(service)
        all_known = estimates.given_on(service, last - 2 * measured, last)
        for day in {day for day, _ in all_known if day >= last - measured}:
            fit = estimates.fit_to([one for then, one in all_known if day - measured <= then < day])
            if fit.spread is None:
                continue
            for one in (one for then, one in all_known if then == day):
                plain, fitted, said = tested[day]
                plain.append(_plainly(one, quartiles))
                fitted.append(_fitted(one, fit))
                said.append(one.hit)
    return [
        Tested(day, *(Rate(len(hits), sum(hits)) for hits in outcomes)) for day, outcomes in sorted(tested.items())
    ][-TESTED_DAYS:]


def total(tested: Sequence[Tested]) -> Tested | None:
    """All tested days as one, under the last one's date; None without any."""
    if not tested:
        return None
    rates = zip(*((one.plain, one.fitted, one.said) for one in tested), strict=True)
    return Tested(tested[-1].day, *(Rate(sum(r.n for r in some), sum(r.hits for r in some)) for some in rates))


def _plainly(one: Given, quartiles: tuple[float, float]) -> bool:
    if not one.ahead:
        return is_right(0, 0, one.waited)
    return is_right(*calibration.rounded(*(one.expected * q / 60 for q in quartiles)), one.waited)


def _fitted(one: Given, fit: estimates.Fit) -> bool:
    if not one.ahead or fit.spread is None:
        return is_right(0, fit.alone, one.waited)
    return is_right(*fit.spread.said(one.expected), one.waited)


def _quartiles(service: Service) -> tuple[float, float]:
    """P25 and P75 of the service's latest service times, as shares of their median."""
    m = TicketMove
    ends = m.select(m.ticket, m.at).where(m.service == service, m.verb == "finish").order_by(m.id.desc()).limit(200)
    finished = dict(ends.tuples().execute())
    begun = m.select(m.ticket, m.at).where(m.ticket.in_(list(finished)), m.verb == "serve").order_by(m.id)
    times = [(finished[t] - at).total_seconds() for t, at in dict(begun.tuples().execute()).items()]
    if len(times) < ENOUGH:
        return 0.75, 1.25
    low, half, high = quantiles(times, n=4, method="inclusive")
    return (low / half, high / half) if half else (0.75, 1.25)


def _rate(known: Sequence[Given]) -> Rate:
    return Rate(len(known), sum(one.hit for one in known))


def _services(centre: Centre) -> list[Service]:
    return list(Service.select().where(Service.centre == centre).order_by(Service.position))
