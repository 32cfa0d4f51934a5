"""A centre of one's own: begun in the place of the sample, given counters from a kit, opened.

What was made in a trial is wiped, table by table; who administers, which screens are paired and where the printers are
stays, and so does the journal.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from peewee import ForeignKeyField, ModelSelect

import events
from admin import sample
from admin.tables import Row, read_rows
from models.access import Device, Pairing, Session
from models.alert import CounterMessage, DayAssignment
from models.base import BaseModel, unit_of_work
from models.centre import Centre, Department, Officer, Service
from models.counter import Counter, CounterOfOfficer, CounterService
from models.hall import ZonePart
from models.journal import Change, Planned
from models.printing import Printer
from models.tables import TABLES, TRACES
from models.ticket import Ticket
from models.visit import CounterMove
from queueing.errors import Conflict

STAYS = (Centre, Officer, Session, Device, Printer, Change, Pairing)  # when a centre begins anew
KITS = ("15", "8", "5", "1")  # files of sample/kits; 15 is the sample's own
STEPS = 5
USES = (Ticket, CounterMove, CounterMessage, DayAssignment)  # rows that tell of work at the counters


class CountersUsed(Conflict):
    """Somebody has worked at the counters, and that was no trial."""

    code = "counters_used"

    def __init__(self) -> None:
        super().__init__(
            "Các quầy này đã có người làm việc nên không thay cả bảng được. Mời sửa trong bảng.",
            "People have worked at these counters, so they cannot all be replaced. Change them in the table.",
        )


def begin(centre: Centre, officer: Officer) -> None:
    """Begin anew in the place of this centre, as `officer`, its administrator. Nothing of its tickets, dossiers or
    people is left."""
    with unit_of_work(centre.id):
        wipe(centre, [model for model in TABLES if model not in STAYS])
        _dismiss(centre)
        defaults = {name: field.default for name, field in Centre._meta.fields.items() if field.default is not None}
        stays = {"call_sequence": 0, "organisation": centre.organisation, "portal": centre.portal}
        fresh = defaults | stays | {"name": "", "business_day": None, "setup_step": 1, "is_sample": False}
        Centre.update(**fresh).where(Centre.id == centre.id).execute()
        sample.begin(Centre.get_by_id(centre.id))
        Change.note(centre, officer, "setup", centre.name, {}, {}, Change.ADDED)
    events.announce(events.SettingsChanged(centre.id))


def wipe(centre: Centre, gone: Sequence[type[BaseModel]]) -> None:
    """Remove every row of the centre from these tables, given parents first; the others forget what they said about
    them. Inside a unit of work."""
    for model in TABLES:
        for field in model._meta.sorted_fields:
            if model not in gone and isinstance(field, ForeignKeyField) and field.null and field.rel_model in gone:
                model.update({field: None}).where(_of(model, centre)).execute()
    for model in reversed(gone):
        model.delete().where(_of(model, centre)).execute()


def _dismiss(centre: Centre) -> None:
    """Of the centre's people only the administrators stay; the journal forgets the others."""
    people = Officer.select(Officer.id).where(Officer.centre == centre, Officer.role != Officer.ADMIN)
    Change.update(officer=None).where(Change.officer.in_(people)).execute()
    Session.delete().where(Session.officer.in_(people)).execute()
    Officer.delete().where(Officer.id.in_(people)).execute()


def _of(model: type[BaseModel], centre: Centre) -> Any:
    """The condition for the rows of a centre: by their own column, else by what they belong to."""
    if "centre" in model._meta.fields:
        return model.centre == centre  # type: ignore[attr-defined]
    if model is Centre:
        return Centre.id == centre.id
    for field in model._meta.sorted_fields:
        if isinstance(field, ForeignKeyField) and field.rel_model is not model and field.rel_model not in (Officer,):
            owners: ModelSelect = field.rel_model.select(field.rel_model.id).where(_of(field.rel_model, centre))
            return field.in_(owners)
    return model.id < 0  # belongs to no centre: nothing of it is this one's


def kit_of(table: Iterable[tuple[int, str]]) -> str | None:
    """The kit whose counters these are, by number and department; None once they have been changed."""
    present = list(table)
    kits = ((kit, [(row.whole("number"), row.text("department")) for row in _rows(kit)]) for kit in KITS)
    return next((kit for kit, counters in kits if counters == present), None)


def take_kit(centre: Centre, kit: str) -> None:
    """Put the counters of a kit in the place of those there are. Only while the centre is being made: what was tried
    out at the former ones is wiped. Raises CountersUsed where that was no trial."""
    with unit_of_work(centre.id):
        if Centre.get_by_id(centre.id).is_sample:
            wipe(centre, TRACES)
        elif any(model.select().where(model.centre == centre).exists() for model in USES):
            raise CountersUsed
        former = Counter.select(Counter.id).where(Counter.centre == centre)
        ZonePart.delete().where(ZonePart.counter.in_(former)).execute()
        Planned.delete().where(Planned.centre == centre, Planned.subject == Planned.COUNTER).execute()
        wipe(centre, (Counter, CounterService, CounterOfOfficer))
        services = {row.letter: row for row in Service.select().where(Service.centre == centre)}
        for row in _rows(kit):
            department, _made = Department.get_or_create(centre=centre, name=row.text("department"))
            counter = Counter.create(centre=centre, number=row.whole("number"), department=department)
            for column, preference in (("first", CounterService.FIRST_CHOICE), ("fallback", CounterService.FALLBACK)):
                for letter in row.text_or_empty(column).split():
                    if letter in services:  # the letters may have been changed already
                        CounterService.create(counter=counter, service=services[letter], preference=preference)
    events.announce(events.SettingsChanged(centre.id))


def _rows(kit: str) -> Iterator[Row]:
    path = sample.HOUSE / (f"sample/kits/{kit}.csv" if kit != KITS[0] else f"{sample.USUAL}/counters.csv")
    return read_rows(path, "number", "name", "department", "first", "fallback", unique="number")


def open_doors(centre: Centre, officer: Officer) -> None:
    """The centre is made, and gives real numbers from now on. What a trial left is wiped."""
    with unit_of_work(centre.id):
        if Centre.get_by_id(centre.id).is_sample:
            wipe(centre, TRACES)
        Centre.update(is_sample=False, setup_step=0, call_sequence=0, business_day=None).where(
            Centre.id == centre.id
        ).execute()
        Change.note(centre, officer, "setup", centre.name, {}, {"is_sample": False}, Change.ADDED)
    events.announce(events.SettingsChanged(centre.id))


def try_out(centre: Centre, officer: Officer) -> None:
    """Give numbers for a trial: all that is made says so, until the doors are opened."""
    with unit_of_work(centre.id):
        Centre.update(is_sample=True, setup_step=STEPS).where(Centre.id == centre.id).execute()
        Change.note(centre, officer, "setup", centre.name, {}, {"is_sample": True}, Change.CHANGED)
    events.announce(events.SettingsChanged(centre.id))
