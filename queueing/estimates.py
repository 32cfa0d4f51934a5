"""How long the wait may be: a range, or honestly nothing.

People ahead × the middle half (P25–P75) of the last 20 service times ÷ open counters, rounded out to 5 minutes.
Source: docs/decisions.md, "Waiting times".
"""

import math
import time
from dataclasses import dataclass
from statistics import quantiles
from typing import NamedTuple

from models.centre import Counter, CounterService, Service
from models.prepared import prepared
from models.ticket import TicketMove

SAMPLES = 20
ENOUGH = 5  # fewer finished services than this: the catalogue's typical time is used
STEP_MINUTES = 5
KEEP_SECONDS = 20.0


class Words(NamedTuple):
    """How a wait is said: not known, none, below one bound, between two."""

    unknown: str
    none: str
    under: str
    between: str


SCREEN = Words("Chưa ước tính được", "Không phải chờ", "Dưới {latest} phút", "{soonest}–{latest} phút")
SCREEN_EN = Words("Cannot estimate yet", "No wait", "Under {latest} minutes", "{soonest}–{latest} minutes")


@dataclass(frozen=True)
class Wait:
    """(soonest, latest) in whole minutes; both None when no counter is open for the service."""

    soonest: int | None
    latest: int | None

    def said(self, words: Words) -> str:
        """The wait in these words."""
        if self.soonest is None:
            return words.unknown
        if self.latest == 0:
            return words.none
        return (words.between if self.soonest else words.under).format(soonest=self.soonest, latest=self.latest)

    @property
    def text(self) -> str:
        return self.said(SCREEN)

    @property
    def text_en(self) -> str:
        return self.said(SCREEN_EN)


_paces: dict[int, tuple[float, tuple[float, float]]] = {}  # service id → (when measured, pace); derived, never truth


def wait(ahead: int, open_counters: int, pace: tuple[float, float]) -> Wait:
    """The range for `ahead` people, `pace` = (P25, P75) service minutes."""
    if open_counters == 0:
        return Wait(None, None)
    if ahead == 0:
        return Wait(0, 0)
    low, high = (ahead * minutes / open_counters for minutes in pace)
    soonest = math.floor(low / STEP_MINUTES) * STEP_MINUTES
    return Wait(soonest, max(math.ceil(high / STEP_MINUTES), 1) * STEP_MINUTES)


def pace(service: Service) -> tuple[float, float]:
    """(P25, P75) of the latest service times of a service, in minutes. Measured anew every 20 seconds."""
    kept = _paces.get(service.id)
    if kept is None or time.monotonic() - kept[0] > KEEP_SECONDS:
        kept = _paces[service.id] = (time.monotonic(), _measure(service))
    return kept[1]


def forget() -> None:
    """Measure every pace anew: another database is open."""
    _paces.clear()


def _measure(service: Service) -> tuple[float, float]:
    finished = (
        TicketMove.select(TicketMove.ticket, TicketMove.at)
        .where(TicketMove.service == service, TicketMove.verb == "finish")
        .order_by(TicketMove.id.desc())
        .limit(SAMPLES)
        .tuples()
        .execute()
    )
    ends = dict(finished)
    begun = TicketMove.select(TicketMove.ticket, TicketMove.at).where(
        TicketMove.ticket.in_(list(ends)), TicketMove.verb == "serve"
    )
    # The last start wins: a hold is not work.
    starts = dict(begun.order_by(TicketMove.id).tuples().execute()) if ends else {}
    minutes = [(ends[t] - starts[t]).total_seconds() / 60 for t in ends if t in starts]
    if len(minutes) < ENOUGH:
        return service.typical_minutes * 0.75, service.typical_minutes * 1.25
    low, _, high = quantiles(minutes, n=4, method="inclusive")
    return low, high


def open_counters(service_ids: list[int] | None, centre_id: int) -> dict[int, list[int]]:
    """Service id → numbers of the counters now open for it, first choice before fallback."""
    found: dict[int, list[int]] = {}
    for service_id, number in _open(centre_id):
        if service_ids is None or service_id in service_ids:
            found.setdefault(service_id, []).append(number)
    return found


@prepared
def _open(centre):
    return (
        CounterService.select(CounterService.service, Counter.number)
        .join(Counter)
        .where(Counter.centre == centre, Counter.state == Counter.OPEN)
        .order_by(CounterService.preference, Counter.number)
        .tuples()
    )
