"""An export's dossiers as cases: each with a procedure that the centre's catalogue knows."""

from datetime import datetime, time, timedelta
from pathlib import Path

from imports.reading import read_apart
from imports.records import Record
from models.base import unit_of_work
from models.centre import Centre, Field, Procedure, Service
from models.dossier import Pause
from replay.plan import GUIDE, Case

WHEN_PAPERS_ARE_ASKED_FOR = time(10, 0)  # exports give the date only
SOON = timedelta(minutes=5)


class Catalogue:
    """The procedures of a centre, for dossiers that may name another or none."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        rows = Procedure.select(Procedure, Field, Service).join(Field).switch(Procedure).join(Service)
        known = rows.where(Procedure.centre == centre, Procedure.active).order_by(Procedure.id)
        self._by_code = {(row.field.name, row.code): row for row in known}
        self._of_field: dict[str, Procedure] = {}
        for row in known:
            self._of_field.setdefault(row.field.name, row)

    def procedure(self, record: Record) -> Procedure:
        """The dossier's own procedure; else the first of its field; else one that is made for the field."""
        named = self._by_code.get((record.field, record.procedure_code or ""))
        return named or self._of_field.get(record.field) or self._made_for(record.field)

    def _made_for(self, name: str) -> Procedure:
        with unit_of_work(self._centre.id):
            position = Field.select().where(Field.centre == self._centre).count() + 1
            field = Field.get_or_none(Field.centre == self._centre, Field.name == name)
            field = field or Field.create(centre=self._centre, name=name, position=position)
            guide = Service.get(Service.centre == self._centre, Service.letter == GUIDE)
            made = Procedure.create(
                centre=self._centre, field=field, service=guide, code=f"0.{field.id:06d}", name=f"Hồ sơ {name}"
            )
        self._of_field[name] = made
        return made


def read_cases(path: Path, centre: Centre) -> list[Case]:
    """The dossiers of the file that were really received. Raises imports.faults.ImportRefused."""
    return cases(read_apart(path).records, centre)


def cases(records: list[Record], centre: Centre) -> list[Case]:
    """The same of records; those that were only registered, or not accepted, never become visits."""
    catalogue = Catalogue(centre)
    return [_case(record, catalogue.procedure(record)) for record in records if record.counted]


def _case(record: Record, procedure: Procedure) -> Case:
    return Case(
        code=record.code,
        procedure=procedure.code,
        letter=procedure.service.letter,
        channel=record.channel,
        received_at=record.received_at,
        due_on=record.due_on,
        ended_at=record.ended_at,
        outcome=record.outcome,
        collected=record.returned_at is not None,
        supplement_at=_supplement_at(record),
        fee=record.fee or 0,
        paid_online=record.paid_online,
        digitised_input=record.digitised_input,
        digitised_result=record.digitised_result,
    )


def _supplement_at(record: Record) -> datetime | None:
    if record.pause != Pause.SUPPLEMENT or record.pause_on is None:
        return None
    return max(datetime.combine(record.pause_on, WHEN_PAPERS_ARE_ASKED_FOR), record.received_at + SOON)
