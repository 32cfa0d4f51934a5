"""What a row of a file changes in a dossier that is known already.

The file knows the latest state, without the days in between; the counter knows dated facts. So the file's facts are
taken, and nothing that was dated is forgotten: an end, a result handed over, papers asked for at a counter.
"""

from collections import defaultdict
from datetime import datetime

from dossiers.calendar import WorkingDays
from dossiers.facts import is_complete
from dossiers.history import end_stops, settle
from imports.rows import Record
from models.centre import Centre
from models.dossier import Dossier, DossierEntry, DossierEvent, Pause

KEPT_IF_SILENT = ("due_on", "fee", "paid_online", "digitised_input", "digitised_result", "procedure")


class Known:
    """What the centre knows of some dossiers, read at once: their events, open stops and unfinished lines."""

    def __init__(self, centre: Centre, dossiers: list[Dossier], moment: datetime) -> None:
        self.days, self.moment = WorkingDays.of(centre), moment
        ids = [dossier.id for dossier in dossiers]
        self._events: dict[int, set] = defaultdict(set)
        for event in DossierEvent.select().where(DossierEvent.dossier.in_(ids)):
            self._events[event.dossier_id].add((event.kind, event.at.date()))
        self.open_stops: dict[int, list[Pause]] = defaultdict(list)
        for pause in Pause.select().where(Pause.dossier.in_(ids), Pause.ended_on.is_null()):
            self.open_stops[pause.dossier_id].append(pause)
        self.unfinished: dict[int, list[DossierEntry]] = defaultdict(list)
        for entry in DossierEntry.select().where(DossierEntry.dossier.in_(ids), ~DossierEntry.complete):
            self.unfinished[entry.dossier_id].append(entry)

    def events_missing(self, dossier: Dossier, told: list[tuple[str, datetime]]) -> list[tuple[str, datetime]]:
        """Those of the told events that are new: the same kind on the same day is the same event."""
        return [(kind, at) for kind, at in told if (kind, at.date()) not in self._events[dossier.id]]


def merge(dossier: Dossier, record: Record, places: dict, known: Known) -> bool:
    """Lay a row over a dossier and store it; answers whether anything has changed."""
    before = _state(dossier)
    values = places | {"channel": record.channel}
    values |= {name: getattr(record, name) for name in KEPT_IF_SILENT if name != "procedure"}
    for name, value in values.items():
        if value is not None or name not in KEPT_IF_SILENT:
            setattr(dossier, name, value)
    dossier.counted = dossier.counted or record.counted
    if record.outcome is not None:
        dossier.ended_at, dossier.outcome = record.ended_at, record.outcome
        dossier.returned_at = record.returned_at if dossier.returned_at is None else dossier.returned_at
    if dossier.ended_at is None or record.received_at.date() <= dossier.ended_at.date():
        dossier.received_at = record.received_at
    changed = _state(dossier) != before
    if changed:
        dossier.save()
    if before["due_on"] != dossier.due_on:
        settle(dossier, known.days)
    stopped = _stop_or_go(dossier, record, known)
    _complete_lines(dossier, known)
    return changed or stopped


def _state(dossier: Dossier) -> dict:
    return dict(dossier.__data__)


def _stop_or_go(dossier: Dossier, record: Record, known: Known) -> bool:
    standing = known.open_stops[dossier.id]
    if dossier.ended_at is not None:
        ended_on = dossier.ended_at.date()
    elif record.pause is None and dossier.batch_id is not None:
        ended_on = known.moment.date()  # some day before the export: which, the file does not say
    elif record.pause is not None and all(pause.kind != record.pause for pause in standing):
        Pause.create(dossier=dossier, kind=record.pause, began_on=record.pause_on)
        return True
    else:
        return False
    end_stops(standing, ended_on, dossier, known.days)
    return bool(standing)


def _complete_lines(dossier: Dossier, known: Known) -> None:
    for entry in known.unfinished[dossier.id]:
        if is_complete(dossier, entry.outcome):
            entry.complete = True
            entry.save(only=[DossierEntry.complete])
