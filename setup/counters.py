"""The centre's counters as one table: number, own name, department, and what each serves."""

from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

import events
import queueing
from models.base import unit_of_work
from models.centre import Centre, Department, Officer, Service
from models.counter import Counter, CounterService
from models.journal import Change, Planned
from queueing import planned
from setup.reading import Form

MOST = 60
LONGEST_NAME = 40
FIRST, FALLBACK = "1", "2"  # what a cell of the table says; "": not served


@dataclass
class Row:
    """One line of the table. `id` 0: not there yet. `serves`: id of a service → FIRST or FALLBACK."""

    id: int
    number: int | None  # now; of a row that was sent: the one decided, which may wait for the next day
    name: str
    department: str
    serves: dict[int, str] = field(default_factory=dict)
    planned: int | None = None  # the number it has from the next day on

    def spoken(self, letters: dict[int, str]) -> dict[str, Any]:
        """As the journal keeps it."""
        return {
            "number": self.planned or self.number,
            "name": self.name,
            "department": self.department,
            "first": [letters[one] for one, how in sorted(self.serves.items()) if how == FIRST and one in letters],
            "fallback": [
                letters[one] for one, how in sorted(self.serves.items()) if how == FALLBACK and one in letters
            ],
        }


def table_of(centre: Centre) -> list[Row]:
    """The counters in use, by number."""
    serves: dict[int, dict[int, str]] = {}
    links = CounterService.select().join(Counter).where(Counter.centre == centre)
    for link in links:
        serves.setdefault(link.counter_id, {})[link.service_id] = str(link.preference)
    names = {row.id: row.name for row in Department.select().where(Department.centre == centre)}
    plans = Planned.of(centre, Planned.COUNTER)
    return [
        Row(
            counter.id,
            counter.number,
            counter.name,
            names.get(counter.department_id, ""),
            serves.get(counter.id, {}),
            plans[counter.id, "number"].becomes if (counter.id, "number") in plans else None,
        )
        for counter in Counter.in_use(centre)
    ]


def letters_of(centre: Centre) -> dict[int, str]:
    """Id of a service → its letter."""
    return {row.id: row.letter for row in Service.select().where(Service.centre == centre)}


def spoken(centre: Centre) -> dict[str, Any]:
    """The whole table in plain values, to tell one state from another."""
    letters = letters_of(centre)
    return {str(row.id): row.spoken(letters) for row in table_of(centre)}


def read(form: Form, services: list[Service], *, with_services: bool = True) -> list[Row]:
    """The rows as they were sent: fields `c<n>_id`, `_number`, `_name`, `_department`, `_s<service id>`. A line
    that is not there yet and has nothing in it is none: what is wrong with the lines below it is kept under the places
    where the page draws them again."""
    found: list[Row] = []
    for place in range(MOST):
        key = f"c{place}_"
        if f"{key}number" not in form.sent:
            continue
        number_id = form.sent.get(f"{key}id", "0")
        row_id = int(number_id) if number_id.isdecimal() and len(number_id) < 10 else 0
        cells = {service.id: form.sent.get(f"{key}s{service.id}", "") for service in services} if with_services else {}
        typed = (form.raw(f"{key}{name}") for name in ("number", "name", "department"))
        if not row_id and not any(typed) and not any(cells.values()):
            continue
        row = Row(
            row_id,
            form.whole(f"{key}number", 1, 999),
            form.text(f"{key}name", most=LONGEST_NAME),
            form.text(f"{key}department", most=120),
        )
        row.serves = {one: how for one, how in cells.items() if how in (FIRST, FALLBACK)}
        if row.number is not None and row.number in [other.number for other in found]:
            form.wrong(f"{key}number", _("Hai quầy cùng số %(number)s.", number=row.number))
        form.move(key, f"c{len(found)}_")
        found.append(row)
    if not found:
        form.wrong("counters", _("Cần ít nhất một quầy."))
    return found


def save(centre: Centre, rows: list[Row], officer: Officer | None, *, with_services: bool = True) -> bool:
    """Keep the table: what each serves from its next call on, a number that was called today from tomorrow on.
    Answers whether anything waits for tomorrow. A counter that is not among the rows is left alone."""
    with unit_of_work(centre.id):
        letters = letters_of(centre)
        known = {row.id: row for row in table_of(centre)}
        moving, called = _moving(known, rows)
        at_once = [] if called else moving  # all or none: two may exchange their numbers
        for row in at_once:
            Counter.update(number=-row.id).where(Counter.id == row.id).execute()
        for row in rows:
            before = known[row.id].spoken(letters) if row.id in known else {}
            department = _department(centre, row.department)
            if row.id not in known:
                row.id = _new(centre, row, department).id
            Counter.update(name=row.name, department=department).where(Counter.id == row.id).execute()
            if row in moving and row not in at_once:
                planned.plan(centre, Planned.COUNTER, row.id, "number", row.number, officer)
            else:
                Counter.update(number=row.number).where(Counter.id == row.id).execute()
                planned.forget(centre, Planned.COUNTER, row.id, "number")
            if with_services:
                _serve(row)
            else:
                row.serves = known[row.id].serves if row.id in known else {}
            name = row.name or f"Quầy {row.number}"
            Change.note(
                centre,
                officer,
                "counter",
                name,
                before,
                row.spoken(letters),
                Change.CHANGED if before else Change.ADDED,
            )
    events.announce(events.SettingsChanged(centre.id))
    return called


def _moving(known: dict[int, Row], rows: list[Row]) -> tuple[list[Row], bool]:
    """(the rows that get another number, whether they wait for tomorrow since today has called to one of them)."""
    moving = [row for row in rows if row.id in known and row.number != known[row.id].number]
    return moving, any(planned.counter_was_called(Counter.get_by_id(row.id)) for row in moving)


def _new(centre: Centre, row: Row, department: Department | None) -> Counter:
    """A counter of that number: the one that was taken away earlier, where there is one."""
    gone = Counter.get_or_none(Counter.centre == centre, Counter.number == row.number, ~Counter.active)
    if gone is not None:
        Counter.update(active=True).where(Counter.id == gone.id).execute()
        return gone
    return Counter.create(centre=centre, number=row.number, name=row.name, department=department)


def _department(centre: Centre, name: str) -> Department | None:
    if not name:
        return None
    row, _made = Department.get_or_create(centre=centre, name=name)
    return row


def _serve(row: Row) -> None:
    counter = Counter.get_by_id(row.id)
    first = [Service.get_by_id(one) for one, how in row.serves.items() if how == FIRST]
    fallback = [Service.get_by_id(one) for one, how in row.serves.items() if how == FALLBACK]
    CounterService.delete().where(CounterService.counter == counter).execute()
    for services, preference in ((first, CounterService.FIRST_CHOICE), (fallback, CounterService.FALLBACK)):
        for service in services:
            CounterService.create(counter=counter, service=service, preference=preference)


def check_numbers(form: Form, centre: Centre, rows: list[Row]) -> None:
    """Say beside its field that a number belongs to a counter that is not on the page, or to one that gives it up only
    tomorrow."""
    known = {row.id: row for row in table_of(centre)}
    moving, wait = _moving(known, rows)
    kept_today = {known[row.id].number for row in moving} if wait else set()
    ours = {row.id for row in rows}
    others = {one.number: one for one in Counter.of(centre) if one.id not in ours}
    for place, row in enumerate(rows):
        other = others.get(row.number or 0)
        if other is not None and (other.active or row.id):
            form.wrong(
                f"c{place}_number",
                _("Số %(number)s là của một quầy khác, đang dùng hoặc đã bỏ.", number=row.number),
            )
        if row.id not in known and row.number in kept_today:
            form.wrong(
                f"c{place}_number",
                _(
                    "Số %(number)s còn dùng đến hết hôm nay. Mời chọn số khác, hoặc thêm quầy này từ ngày mai.",
                    number=row.number,
                ),
            )


def take_away(centre: Centre, counter: Counter, officer: Officer | None) -> None:
    """Close and hide a counter; its history stays. Raises CounterBusy."""
    letters = letters_of(centre)
    before = next(row for row in table_of(centre) if row.id == counter.id).spoken(letters)
    queueing.retire(counter)
    with unit_of_work(centre.id):
        planned.forget(centre, Planned.COUNTER, counter.id, "number")
        Change.note(centre, officer, "counter", counter.label, before, {}, Change.REMOVED)
    events.announce(events.SettingsChanged(centre.id))


def hidden(centre: Centre) -> list[Counter]:
    """The counters that were taken away."""
    return [counter for counter in Counter.of(centre) if not counter.active]
