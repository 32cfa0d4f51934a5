"""A file's records become dossiers: all of them or none, in one transaction.

A dossier that is known by its code, from a counter or from an earlier file, is the same dossier: the file's facts go
over the counter's, save that what ended does not begin again and what is known is not forgotten.
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import events
from imports.merging import Known, merge
from imports.reading import read_apart
from imports.rows import Record
from models.base import now, today, unit_of_work
from models.centre import Centre, Field, Officer, Procedure
from models.dossier import Dossier, DossierEvent, Pause, derived
from models.source import ImportBatch

AT_ONCE = 300  # rows in one statement: 16 columns of them stay under SQLite's number of variables
Progress = Callable[[int, int], object]  # (records done, records in all)


def import_workbook(
    centre: Centre,
    path: Path,
    officer: Officer | None = None,
    progress: Progress | None = None,
    file_name: str | None = None,
) -> ImportBatch:
    """Bring in the dossiers of an .xlsx export. Raises imports.faults.ImportRefused; then nothing has changed."""
    contents = read_apart(Path(path))
    return bring_in(centre, contents.records, file_name or Path(path).name, officer, progress, contents.notes)


def bring_in(
    centre: Centre,
    records: list[Record],
    file_name: str,
    officer: Officer | None = None,
    progress: Progress | None = None,
    notes: list[str] | None = None,
) -> ImportBatch:
    """The same for records already read."""
    with unit_of_work(centre.id):
        batch = ImportBatch.create(
            centre=centre, file_name=file_name[:200], officer=officer, rows=len(records), notes="\n".join(notes or [])
        )
        places = _Places(centre, records)
        for done, some in _portions(records):
            known = {
                dossier.code_key: dossier
                for dossier in Dossier.select().where(
                    Dossier.centre == centre, Dossier.code_key.in_([record.key for record in some])
                )
            }
            new = [record for record in some if record.key not in known]
            _add(batch, new, places)
            batch.created += len(new)
            batch.changed += _change(batch, [r for r in some if r.key in known], known, places)
            if progress is not None:
                progress(done, len(records))
            time.sleep(0)  # screens that only read go on meanwhile
        batch.save()
    if places.created:
        events.announce(events.SettingsChanged(centre.id))
    return batch


class _Places:
    """The centre's fields and procedures; a field that the centre lacks is added, in the order of appearance."""

    def __init__(self, centre: Centre, records: list[Record]) -> None:
        rows = list(Field.select().where(Field.centre == centre))
        self._fields = {_same(field.name): field.id for field in rows}
        self.created = 0
        last = max((field.position for field in rows), default=0)
        for record in records:
            if _same(record.field) not in self._fields:
                self.created += 1
                field = Field.create(centre=centre, name=record.field, position=last + self.created)
                self._fields[_same(record.field)] = field.id
        self._procedures = {procedure.code: procedure.id for procedure in Procedure.in_force(centre, today())}

    def columns(self, record: Record) -> dict:
        procedure = self._procedures.get(record.procedure_code)
        return {"field": self._fields[_same(record.field)], "procedure": procedure}


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()


def _portions(records: list[Record]) -> Iterator[tuple[int, list[Record]]]:
    for start in range(0, len(records), AT_ONCE):
        some = records[start : start + AT_ONCE]
        yield start + len(some), some


def _add(batch: ImportBatch, records: list[Record], places: _Places) -> None:
    if not records:
        return
    rows = [
        {
            "centre": batch.centre_id,
            "batch": batch.id,
            "code": record.code,
            "code_key": record.key,
            **places.columns(record),
            "channel": record.channel,
            "received_at": record.received_at,
            "due_on": record.due_on,
            "ended_at": record.ended_at,
            "outcome": record.outcome,
            "returned_at": record.returned_at,
            "fee": record.fee or 0,
            "paid_online": record.paid_online,
            "digitised_input": record.digitised_input,
            "digitised_result": record.digitised_result,
            "counted": record.counted,
        }
        for record in records
    ]
    Dossier.insert_many([row | derived(row) for row in rows]).execute()
    ids = dict(
        Dossier.select(Dossier.code_key, Dossier.id)
        .where(Dossier.centre == batch.centre_id, Dossier.code_key.in_([record.key for record in records]))
        .tuples()
    )
    happened = [
        _event(batch, ids[record.key], kind, at)
        for record in records
        for kind, at in history_of(record)
        if record.counted
    ]
    for _, some in _portions(happened):
        DossierEvent.insert_many(some).execute()
    stops = [
        {"dossier": ids[record.key], "kind": record.pause, "began_on": record.pause_on}
        for record in records
        if record.pause is not None
    ]
    if stops:
        Pause.insert_many(stops).execute()


def history_of(record: Record) -> list[tuple[str, datetime]]:
    """The dated events that a row tells of, oldest first: what lies between them the file does not know."""
    told = [(DossierEvent.RECEIVED, record.received_at)]
    if record.asked_on is not None:
        told.append((DossierEvent.SUPPLEMENT_ASKED, datetime.combine(record.asked_on, datetime.min.time())))
    if record.outcome is not None and record.ended_at is not None:
        told.append((record.outcome, record.ended_at))
    if record.returned_at is not None:
        told.append((DossierEvent.RETURNED, record.returned_at))
    return told


def _event(batch: ImportBatch, dossier: int, kind: str, at: datetime) -> dict:
    return {
        "centre": batch.centre_id,
        "dossier": dossier,
        "kind": kind,
        "at": at,
        "officer": batch.officer_id,
        "batch": batch.id,
        "logged_at": batch.imported_at,
    }


def _change(batch: ImportBatch, records: list[Record], dossiers: dict[str, Dossier], places: _Places) -> int:
    """Lay the records over dossiers that are known; answers how many have changed by it."""
    if not records:
        return 0
    known = Known(batch.centre, list(dossiers.values()), now())
    changed = 0
    for record in records:
        dossier = dossiers[record.key]
        told = [(kind, at) for kind, at in history_of(record) if record.counted]
        news = known.events_missing(dossier, told)
        if news:
            DossierEvent.insert_many([_event(batch, dossier.id, kind, at) for kind, at in news]).execute()
        changed += merge(dossier, record, places.columns(record), known) or bool(news)
    return changed
