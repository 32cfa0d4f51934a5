"""The wait that the kiosk would have said to the visitors of a past day, so that what was said can be judged."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from demo.hall_day import HallDay
from models.base import clock
from models.centre import Centre
from models.counter import CounterService
from queueing import estimates, hours

MORNING = time(7)


def said(centre: Centre, day: date, lived: HallDay) -> list[Mapping[str, Any]]:
    """For each visit the columns of its ticket that keep what it was told, by what the days before have taught. To be
    called before the day itself is written."""
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
            at = hours.at(centre, visit.issued_at)
            found.append(estimates.promise_columns(visit.service, ahead, open_now, at))
    estimates.forget()
    return found
