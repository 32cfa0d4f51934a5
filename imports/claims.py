"""What a row of a file says, as a claim of its source: its field and procedure are found among the centre's."""

from datetime import datetime

from dossiers.voices import Said
from imports.records import Record
from models.base import today
from models.centre import Centre, Field, Procedure

NOT_MADE = 0  # the id of a field that comes with the file
TOLD_AS_READ = (
    *("status", "status_on", "channel", "received_at", "due_on", "extended_to", "asked_on", "answered_on", "duty_on"),
    *("duty_paid_on", "ended_at", "outcome", "returned_at", "fee", "fee_paid", "paid_on", "paid_online"),
    *("digitised_input", "digitised_result", "reused", "result_required", "is_test"),
)


class Places:
    """The centre's fields and procedures. A field that the centre lacks is only named until `make_field`."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self._look()
        self.procedures = {row.code: (row.id, row.e_result) for row in Procedure.in_force(centre, today())}
        self.made: list[int] = []

    def _look(self) -> None:
        rows = list(Field.select().where(Field.centre == self.centre).order_by(Field.position))
        self.fields = {same(field.name): field.id for field in rows}
        self._last = max((field.position for field in rows), default=0)

    def lacks(self, record: Record) -> bool:
        """Whether the record names a field or a procedure that the centre does not have."""
        unknown = record.procedure_code is not None and record.procedure_code not in self.procedures
        return unknown or (bool(record.field) and same(record.field) not in self.fields)

    def make_field(self, name: str) -> int:
        """The field of that name, added if the centre lacks it; inside a unit of work."""
        if same(name) not in self.fields:
            self._look()  # somebody may have added it by now
        if same(name) not in self.fields:
            self._last += 1
            field = Field.create(centre=self.centre, name=name, position=self._last)
            self.fields[same(name)] = field.id
            self.made.append(field.id)
        return self.fields[same(name)]

    def said(self, record: Record, source: int, batch: int, as_of: datetime) -> Said:
        """The record as a claim. A field that is not made yet is NOT_MADE."""
        procedure, e_result = self.procedures.get(record.procedure_code or "", (None, True))
        told = {name: getattr(record, name) for name in TOLD_AS_READ}
        if told["result_required"] is None and not e_result:
            told["result_required"] = False
        field = self.fields.get(same(record.field), NOT_MADE) if record.field else None
        return Said(source, batch, as_of, field=field, procedure=procedure, **told)


def stands_alone(said: Said) -> bool:
    """Whether a dossier can be made of this claim: a payment tells of no field and no reception."""
    return said.field is not None and said.received_at is not None and bool(said.status)


def same(name: str) -> str:
    """By which two spellings of a field's name are one."""
    return " ".join(name.split()).casefold()
