"""A counter helps another service for today, and is back at its own by itself when the day is over."""

import json

import events
from models.alert import DayAssignment
from models.base import now, unit_of_work
from models.centre import Centre, Officer, Service
from models.counter import Counter, CounterService
from models.prepared import prepared
from queueing import day
from queueing.errors import Conflict, NotFound


class ServesAlready(Conflict):
    """The counter serves that service."""

    code = "serves_already"

    def __init__(self, counter: str, service: Service) -> None:
        super().__init__(
            f"{counter} đã nhận {service.name}. Mời chọn quầy khác.",
            f"This counter serves {service.name_en} already. Choose another one.",
            field="service",
        )


def assign(counter: Counter, service: Service, officer: Officer) -> DayAssignment:
    """The counter serves this service too, as a first choice, until the day is over. Raises ServesAlready."""
    day.turn(Centre.get_by_id(counter.centre_id))
    with unit_of_work(counter.centre_id):
        links = _links(counter.id)
        if [service.id, CounterService.FIRST_CHOICE] in links:
            raise ServesAlready(counter.label, service)
        centre: Centre = Centre.get_by_id(counter.centre_id)
        known = _of_today(counter)
        after = sorted([link for link in links if link[0] != service.id] + [[service.id, CounterService.FIRST_CHOICE]])
        _set(counter, after)
        assignment = DayAssignment.create(
            centre=centre,
            counter=counter,
            business_day=centre.business_day,
            before=known.before if known else json.dumps(links),
            after=json.dumps(after),
            officer=officer,
        )
        if known is not None:  # what the counter goes back to is what it was in the morning
            DayAssignment.update(undone_at=now()).where(DayAssignment.id == known.id).execute()
    events.announce(events.CounterChanged(counter.centre_id, counter.number))
    return assignment


def take_back(counter: Counter) -> None:
    """The counter serves what it served in the morning. Raises NotFound when nothing was changed."""
    with unit_of_work(counter.centre_id):
        known = _of_today(counter)
        if known is None:
            raise NotFound(
                "Hôm nay quầy này không đổi dịch vụ. Mời tải lại màn hình.",
                "This counter's services were not changed today. Please reload.",
            )
        _undo(known)
    events.announce(events.CounterChanged(counter.centre_id, counter.number))


def end_of_day(centre_id: int) -> None:
    """Take back what was changed for days that are over. Asked each minute: a server that was off heals it too."""
    centre: Centre = Centre.get_by_id(centre_id)
    if not any(row.business_day != centre.business_day for row in _standing(centre_id)):
        return
    with unit_of_work(centre_id):
        over = [row for row in _standing(centre_id) if row.business_day != centre.business_day]
        for row in over:
            _undo(row)
    events.announce(*(events.CounterChanged(centre_id, row.counter.number) for row in over))


def standing(centre_id: int) -> dict[int, DayAssignment]:
    """Counter id → how it was changed for today."""
    return {row.counter_id: row for row in _standing(centre_id)}


def helps_with(assignment: DayAssignment) -> set[int]:
    """The ids of the services that a counter serves today and not otherwise, as a first choice."""
    return _first(assignment.after) - _first(assignment.before)


def _first(links: str) -> set[int]:
    return {service for service, preference in json.loads(links) if preference == CounterService.FIRST_CHOICE}


@prepared
def _standing(centre):
    rows = DayAssignment.select(DayAssignment, Counter).join(Counter)
    return rows.where(DayAssignment.centre == centre, DayAssignment.undone_at.is_null()).order_by(DayAssignment.id)


def _of_today(counter: Counter) -> DayAssignment | None:
    return standing(counter.centre_id).get(counter.id)


def _undo(assignment: DayAssignment) -> None:
    """Back to the morning's services; but not where somebody has changed the counter since: that choice stands."""
    if _links(assignment.counter_id) == json.loads(assignment.after):
        _set(assignment.counter, json.loads(assignment.before))
    DayAssignment.update(undone_at=now()).where(DayAssignment.id == assignment.id).execute()


def _links(counter_id: int) -> list[list[int]]:
    rows = CounterService.select(CounterService.service, CounterService.preference)
    return sorted(
        [service, preference] for service, preference in rows.where(CounterService.counter == counter_id).tuples()
    )


def _set(counter: Counter, links: list[list[int]]) -> None:
    CounterService.delete().where(CounterService.counter == counter).execute()
    columns = [CounterService.counter, CounterService.service, CounterService.preference]
    CounterService.insert_many([(counter.id, *link) for link in links], fields=columns).execute()
