"""The wait that the kiosk would have said to the visitors of a past day, so that what was said can be judged."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from demo.hall_day import HallDay, PastVisit
from models.base import clock
from models.centre import Centre, Service
from models.counter import CounterService
from queueing import estimates, hours

MORNING = time(7)


def said(centre: Centre, day: date, lived: HallDay) -> list[Mapping[str, Any]]:
    """For each visit the columns of its ticket that hold what it was promised: as queueing.estimates.promise, by what
    the days before have taught. To be called before the day itself is written."""
    serving = defaultdict(list)
    for link in CounterService.select():
        serving[link.service_id].append(lived.stretches.get(link.counter_id, []))
    estimates.forget()
    lines: dict[int, list[datetime | None]] = defaultdict(list)
    found = []
    with clock.at(datetime.combine(day, MORNING)):
        for visit in lived.visits:
            line = lines[visit.service.id]
            ahead = sum(left is None or left > visit.issued_at for left in line)
            line.append(visit.call.at if visit.call else visit.given_up_at)
            open_now = sum(
                any(one.since <= visit.issued_at < one.until for one in stretches)
                for stretches in serving[visit.service.id]
            )
            found.append(_promise(centre, visit, ahead, open_now))
    estimates.forget()
    return found


def _promise(centre: Centre, visit: PastVisit, ahead: int, counters: int) -> Mapping[str, Any]:
    service: Service = visit.service
    at = hours.at(centre, visit.issued_at)
    wait = estimates.wait_for(service, ahead, counters, at)
    usual = estimates.usual_minutes(service) * 60
    return {
        "promised_ahead": ahead,
        "promised_soonest": wait.soonest,
        "promised_latest": wait.latest,
        "promised_seconds": round(ahead * usual / counters) if counters and at.state == hours.OPEN else None,
    }
