"""What goes on while a person waits: reading and comparing a file, bringing it in, taking it back.

Each runs in the background of the server; what it has come to lies in the batch's row and folder, never in memory.
"""

import json
import logging
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from peewee import OperationalError

import events
import runtime
from extensions import socketio
from imports import sources
from imports.applying import apply
from imports.child import ChildFailed
from imports.faults import ImportRefused
from imports.mapping import Layout, Mapping
from imports.preparing import prepare_apart
from imports.preview import compare_apart
from imports.reading import detect, stage
from imports.shelf import Shelf, tidy
from imports.staging import Staged
from imports.undoing import take_back
from models.base import unit_of_work
from models.bulk import connected
from models.centre import Officer
from models.claim import Decision
from models.source import ImportBatch

log = logging.getLogger(__name__)
TELL_SECONDS = 0.3  # between two words on how far it is
TIDY_SECONDS = 3600.0
RETRY_SECONDS = 10.0
FAILED = {
    "code": "failed",
    "vi": "Máy chủ gặp lỗi nên chưa nhập gì. Lỗi đã được ghi lại. Mời thử lại.",
    "en": "The server failed and noted it; nothing was imported. Please try again.",
}
CUT_OFF = {
    "code": "cut_off",
    "vi": "Máy chủ đã dừng khi đang nhập, nên phần đã nhập được lấy lại hết. Mời nhập lại tệp.",
    "en": "The server stopped while it imported this file; what had come in was taken back. Import it again.",
}


@dataclass(frozen=True)
class Place:
    """Where the server keeps things: its instance folder and its database."""

    instance: Path
    database: str

    def shelf(self, batch: int) -> Shelf:
        return Shelf.of(self.instance, batch)


def start(work: Callable[..., None], place: Place, batch: int, *more: object) -> None:
    """Do `work(place, batch, *more)` in the background. What it raises is logged, and stands in the batch."""

    def run() -> None:
        with connected():
            try:
                work(place, batch, *more)
            except Exception:
                log.exception("import %s failed", batch)
                _refuse(batch, FAILED)

    socketio.start_background_task(run)


def read(place: Place, number: int, mapping: Mapping | None = None) -> None:
    """Read the upload, as `mapping` says or as its source's files are read, and compare it with what is known."""
    shelf, batch = place.shelf(number), ImportBatch.get_or_none(ImportBatch.id == number)
    if batch is None:
        return
    tell = _teller(shelf, "reading")
    try:
        mapping = mapping or _saved(batch, shelf)
        staged = stage(
            shelf.upload,
            shelf.folder,
            mapping=mapping,
            keep_people=batch.centre.keeps_applicants,
            pattern=batch.centre.dossier_pattern,
            progress=tell,
        )
    except ImportRefused as refusal:
        _look(shelf, mapping, batch.centre.dossier_pattern)
        faults = refusal.details | {"code": refusal.code}
        _refuse(number, {"vi": refusal.message_vi, "en": refusal.message_en, **faults})
        return
    shelf.write("layout.json", staged.layout.model_dump())
    try:
        found = compare_apart(place.database, batch, shelf, socketio.sleep)
    except ChildFailed as failure:
        if shelf.is_there:
            raise
        log.info("import %s was called off: %s", number, failure)
        return
    _previewed(number, staged, found["counts"])


def _saved(batch: ImportBatch, shelf: Shelf) -> Mapping | None:
    """How this source's files are read, where this one looks like them."""
    if sources.mapping_of(batch.source) is None:
        return None
    return sources.fitting(batch.source, detect(shelf.upload, pattern=batch.centre.dossier_pattern))


def _look(shelf: Shelf, mapping: Mapping | None, pattern: str) -> None:
    """What the file looks like, for a person to correct, if it can be opened at all."""
    try:
        layout: Layout | None = detect(shelf.upload, mapping=mapping, pattern=pattern)
    except ImportRefused:
        layout = None
    shelf.write("layout.json", layout.model_dump() if layout is not None else None)


def _previewed(number: int, staged: Staged, counts: dict[str, int]) -> None:
    columns = {
        ImportBatch.state: ImportBatch.PREVIEWED,
        ImportBatch.rows: staged.rows,
        ImportBatch.created: counts["new"],
        ImportBatch.changed: counts["changed"],
        ImportBatch.unchanged: counts["unchanged"],
        ImportBatch.unmatched: counts["unmatched"],
        ImportBatch.refused: staged.refused,
        ImportBatch.conflicts: counts["conflicts"],
        ImportBatch.notes: "\n".join(staged.notes),
    }
    with unit_of_work():
        ImportBatch.update(columns).where(ImportBatch.id == number, ImportBatch.state == ImportBatch.READING).execute()


def bring_in(place: Place, number: int, choices: list[tuple[int, str, int]], officer: int | None) -> None:
    """Store what was looked through. `choices`: (dossier, fact, source) that a person chose before."""
    shelf, batch = place.shelf(number), ImportBatch.get_by_id(number)
    try:
        _store_choices(batch, choices, officer)
        prepared = prepare_apart(place.database, batch, shelf, socketio.sleep)
        with closing(prepared):
            done = apply(batch, prepared, runtime.give_way)
    except Exception:
        _surely_take_back(number, ImportBatch.REFUSED)
        raise
    shelf.clear()
    if done.new_fields:
        events.announce(events.SettingsChanged(batch.centre_id))


def _store_choices(batch: ImportBatch, choices: list[tuple[int, str, int]], officer: int | None) -> None:
    reason = f"Chọn khi xem trước tệp {batch.file_name}"[:250]
    with unit_of_work(batch.centre_id):
        chosen_by = Officer.get_or_none(Officer.id == officer) if officer else None
        for dossier, fact, source in choices:
            Decision.delete().where(Decision.dossier == dossier, Decision.fact == fact).execute()
            Decision.create(
                centre=batch.centre_id, dossier=dossier, fact=fact, source=source, reason=reason, officer=chosen_by
            )


def undo(place: Place, number: int) -> None:
    """Take an applied batch back."""
    batch = _surely_take_back(number, ImportBatch.UNDONE)
    if batch.new_fields:
        events.announce(events.SettingsChanged(batch.centre_id))


def _surely_take_back(number: int, becomes: str) -> ImportBatch:
    """Again and again while the disk is full: no other file comes in before, and nobody else would take it back."""
    while True:
        try:
            return take_back(ImportBatch.get_by_id(number), runtime.give_way, becomes=becomes)
        except OperationalError:
            log.exception("import %s was not taken back; tried again in %g s", number, RETRY_SECONDS)
            socketio.sleep(RETRY_SECONDS)


def _teller(shelf: Shelf, step: str) -> Callable[[int, int], None]:
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last > TELL_SECONDS:
            last = time.monotonic()
            shelf.write("progress.json", {"step": step, "done": done, "total": total})

    return tell


def _refuse(number: int, failure: dict) -> None:
    with unit_of_work():
        columns = {ImportBatch.state: ImportBatch.REFUSED, ImportBatch.failure: json.dumps(failure, ensure_ascii=False)}
        going_on = (ImportBatch.READING, ImportBatch.REFUSED)
        ImportBatch.update(columns).where(ImportBatch.id == number, ImportBatch.state.in_(going_on)).execute()


def begin_anew(place: Place) -> None:
    """To be called when the server starts: recover, and tidy the folders from time to time."""
    recover(place)
    socketio.start_background_task(_tidy_for_ever, place)


def recover(place: Place) -> None:
    """What a power cut left half done is taken back, and nothing is read any more that was being read."""
    half_done = (ImportBatch.APPLYING, ImportBatch.UNDOING)
    with connected():
        for batch in list(ImportBatch.select().where(ImportBatch.state.in_(half_done))):
            log.warning("import %s was cut off while %s: taken back", batch.id, batch.state)
            if batch.state == ImportBatch.UNDOING:
                take_back(batch)
            else:
                take_back(batch, becomes=ImportBatch.REFUSED)
                _refuse(batch.id, CUT_OFF)
        with unit_of_work():
            ImportBatch.delete().where(ImportBatch.state == ImportBatch.READING).execute()
        tidy(place.instance)


def _tidy_for_ever(place: Place) -> None:
    while True:
        socketio.sleep(TIDY_SECONDS)
        try:
            with connected():
                tidy(place.instance)
        except Exception:
            log.exception("the folders of imports were not tidied; tried again in %g s", TIDY_SECONDS)
