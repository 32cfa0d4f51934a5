"""What a person does with a file: hand it in, correct its columns, choose between sources, confirm, take it back.

Each act checks the batch's state and moves it on in one unit of work; the work itself then goes on in the background.
"""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from imports import jobs, sources
from imports.jobs import Place
from imports.mapping import Mapping
from imports.preview import DIFFERING
from imports.shelf import Shelf, tidy
from models.base import now, unit_of_work
from models.centre import Centre, Officer
from models.source import ImportBatch, Source
from queueing.errors import Conflict, Invalid, NotFound, count_of
from shapes import LARGEST_ID

ENDING = re.compile(r"\.[a-z0-9]{1,5}\Z")
RECENT = 50


class ImportBusy(Conflict):
    """Another file is being brought in, or taken back."""

    code = "import_busy"

    def __init__(self, other: ImportBatch) -> None:
        super().__init__(
            f"Tệp {other.file_name} đang được nhập hoặc hoàn tác. Mời đợi xong rồi bấm lại.",
            f"{other.file_name} is being imported or taken back. Wait until that is done and press again.",
        )


class WrongStep(Conflict):
    """The batch is not at the step that the act needs."""

    code = "import_step"

    def __init__(self) -> None:
        super().__init__(
            "Tệp này đã sang bước khác. Mời tải lại trang.", "This file has moved to another step. Please reload."
        )


class RowsRefused(Conflict):
    """Some rows cannot be read: all or nothing."""

    code = "rows_refused"

    def __init__(self, count: int) -> None:
        super().__init__(
            f"Còn {count} dòng chưa nhận được nên chưa nhập gì. Mời sửa tệp hoặc cách đọc cột, rồi đọc lại.",
            f"{count_of(count, 'row')} cannot be taken, so nothing was imported. "
            "Correct the file or its columns, then read it again.",
        )


def batches(centre: Centre) -> list[ImportBatch]:
    """The centre's batches, the newest first."""
    rows = ImportBatch.select(ImportBatch, Source).left_outer_join(Source).where(ImportBatch.centre == centre)
    return list(rows.order_by(ImportBatch.id.desc()).limit(RECENT))


def get(centre: Centre, number: int) -> ImportBatch:
    """One of the centre's batches. Raises NotFound."""
    known = number <= LARGEST_ID
    batch = ImportBatch.get_or_none(ImportBatch.centre == centre, ImportBatch.id == number) if known else None
    if batch is None:
        raise NotFound("Không có lần nhập này. Mời tải lại trang.", "There is no such import. Please reload.")
    return batch


def hand_in(
    place: Place,
    source: Source,
    officer: Officer,
    file_name: str,
    save: Callable[[Path], object],
    as_of: datetime | None = None,
) -> ImportBatch:
    """Take a file in and begin to read it. `as_of`: when the other system gave it; raises Invalid if still to come."""
    if as_of is not None and as_of > now():
        raise Invalid(
            "Ngày xuất tệp chưa đến. Mời chọn lại.",
            "The day of the export is still to come. Choose again.",
            field="as_of",
        )
    tidy(place.instance)
    with unit_of_work(source.centre_id):
        batch = ImportBatch.create(
            centre=source.centre_id,
            source=source,
            file_name=(Path(file_name).name or "tệp")[:200],
            state=ImportBatch.READING,
            as_of=as_of or now(),
            officer=officer,
        )
    shelf = place.shelf(batch.id)
    ending = ENDING.search(file_name.lower())
    try:
        shelf.make()
        save(shelf.folder / f"upload{ending[0] if ending else '.xlsx'}")
    except OSError:  # the disk is full; nobody would read it
        call_off(place, batch)
        raise
    jobs.start(jobs.read, place, batch.id, None)
    return batch


def correct(place: Place, batch: ImportBatch, mapping: Mapping, *, keep: bool) -> ImportBatch:
    """Read the file again as a person has explained it; `keep`: and its source's next files too. Raises WrongStep."""
    shelf = _shelf(place, batch)
    _move(batch, (ImportBatch.PREVIEWED, ImportBatch.REFUSED), ImportBatch.READING)
    if keep:
        sources.remember(batch.source, mapping)
    for name in ("preview.json", "progress.json", "choices.json"):
        (shelf.folder / name).unlink(missing_ok=True)
    jobs.start(jobs.read, place, batch.id, mapping)
    return get(batch.centre, batch.id)


def choose(place: Place, batch: ImportBatch, dossier: int | None, fact: str | None, source: int) -> int:
    """Note which source is right about a fact of a dossier; without them, about all that differs in the file, or all
    of one fact. Takes hold when the batch is confirmed. Answers how many facts it chose for. Raises NotFound."""
    shelf = _shelf(place, batch)
    if batch.state != ImportBatch.PREVIEWED:
        raise WrongStep
    chosen = _choices(shelf)
    count = 0
    for line in _differing(shelf):
        for one in line["facts"]:
            wanted = (dossier in (None, line["dossier"])) and fact in (None, one["fact"])
            if wanted and source in [value["source"] for value in one["values"]]:
                chosen[f"{line['dossier']}:{one['fact']}"] = source
                count += 1
    if not count:
        raise NotFound(
            "Không có chỗ khác nhau nào như vậy. Mời tải lại trang.", "Nothing differs there. Please reload."
        )
    shelf.write("choices.json", chosen)
    return count


def confirm(place: Place, batch: ImportBatch, officer: Officer) -> ImportBatch:
    """Begin to bring in what was looked through. Raises RowsRefused, ImportBusy, WrongStep."""
    shelf = _shelf(place, batch)
    if batch.refused:
        raise RowsRefused(batch.refused)
    if not batch.rows:
        raise Invalid(
            "Tệp không có hồ sơ nào. Mời chọn tệp khác.",
            "There is no dossier in the file. Choose another.",
            field="file",
        )
    chosen = [(*_key(key), source) for key, source in _choices(shelf).items()]
    _refuse_busy(batch)
    zero = dict.fromkeys(("created", "changed", "unchanged", "unmatched", "conflicts", "done"), 0) | {"new_fields": ""}
    _move(batch, (ImportBatch.PREVIEWED,), ImportBatch.APPLYING, zero)
    jobs.start(jobs.bring_in, place, batch.id, chosen, officer.id)
    return get(batch.centre, batch.id)


def call_off(place: Place, batch: ImportBatch) -> None:
    """Throw away a file that was not confirmed, and whatever lies in its folder. Raises WrongStep."""
    with unit_of_work(batch.centre_id):
        waiting = (ImportBatch.READING, ImportBatch.PREVIEWED, ImportBatch.REFUSED)
        gone = ImportBatch.delete().where(ImportBatch.id == batch.id, ImportBatch.state.in_(waiting)).execute()
    if not gone:
        raise WrongStep
    place.shelf(batch.id).clear()


def undo(place: Place, batch: ImportBatch) -> ImportBatch:
    """Begin to take an applied batch back. Raises ImportBusy, WrongStep."""
    _refuse_busy(batch)
    _move(batch, (ImportBatch.APPLIED,), ImportBatch.UNDOING)
    jobs.start(jobs.undo, place, batch.id)
    return get(batch.centre, batch.id)


def choices_of(shelf: Shelf) -> dict[str, int]:
    """What was chosen so far: "dossier:fact" → source."""
    return _choices(shelf)


def _choices(shelf: Shelf) -> dict[str, int]:
    return shelf.read("choices.json") or {}


def _key(words: str) -> tuple[int, str]:
    dossier, fact = words.split(":", 1)
    return int(dossier), fact


def _differing(shelf: Shelf):
    found = shelf.read("preview.json") or {"pages": {DIFFERING: []}}
    for page in range(1, len(found["pages"][DIFFERING]) + 1):
        yield from shelf.lines(f"{DIFFERING}.jsonl", found["pages"][DIFFERING], page)


def _shelf(place: Place, batch: ImportBatch) -> Shelf:
    shelf = place.shelf(batch.id)
    if not shelf.is_there:
        raise WrongStep
    return shelf


def _refuse_busy(batch: ImportBatch) -> None:
    at_work = ImportBatch.state.in_((ImportBatch.APPLYING, ImportBatch.UNDOING))
    other = ImportBatch.get_or_none(ImportBatch.centre == batch.centre_id, at_work, ImportBatch.id != batch.id)
    if other is not None:
        raise ImportBusy(other)


def _move(batch: ImportBatch, before: tuple[str, ...], after: str, columns: dict | None = None) -> None:
    with unit_of_work(batch.centre_id):
        _refuse_busy(batch)
        values = {"state": after, "failure": "", **(columns or {})}
        moved = ImportBatch.update(values).where(ImportBatch.id == batch.id, ImportBatch.state.in_(before)).execute()
    if not moved:
        raise WrongStep
