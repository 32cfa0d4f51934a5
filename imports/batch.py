"""A batch from file to dossiers in one go, for scripts and tests: all of it or nothing.

On the page a person looks through it between the two steps (imports.desk).
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import events
from imports import sources
from imports.applying import Progress, Rest, apply
from imports.preparing import prepare
from imports.reading import stage
from imports.records import Record
from imports.undoing import take_back
from models.base import now, unit_of_work
from models.centre import Centre, Officer
from models.source import ImportBatch, Source

NOTE_OF_WAITING = "{count} hồ sơ có số liệu khác nhau giữa các nguồn, chờ người chọn ở trang Đối chiếu."


def import_workbook(
    centre: Centre,
    path: Path,
    officer: Officer | None = None,
    progress: Progress | None = None,
    file_name: str | None = None,
    *,
    source: Source | None = None,
    as_of: datetime | None = None,
    rest: Rest | None = None,
) -> ImportBatch:
    """Bring in the dossiers of an export, as `source` tells of them; without one, the centre's provincial system.

    `as_of`: when the other system gave it, now if not said. Raises imports.faults.ImportRefused; then nothing has
    changed.
    """
    source = source or sources.provincial(centre)
    with TemporaryDirectory(prefix="mot-cua-import-") as folder:
        mapping = sources.mapping_of(source)
        known = {"keep_people": centre.keeps_applicants, "pattern": centre.dossier_pattern}
        staged = stage(Path(path), Path(folder), mapping=mapping, **known)
        if refusal := staged.refusal():
            raise refusal
        batch = begin(centre, source, file_name or Path(path).name, officer, as_of)
        batch.rows, batch.notes = staged.rows, "\n".join(staged.notes)
        return bring_in(batch, staged.records(), progress, rest)


def begin(
    centre: Centre, source: Source, file_name: str, officer: Officer | None, as_of: datetime | None
) -> ImportBatch:
    """A batch that is not stored yet."""
    return ImportBatch(
        centre=centre,
        source=source,
        file_name=file_name[:200],
        officer=officer,
        as_of=as_of or now(),
        imported_at=now(),
        state=ImportBatch.APPLYING,
    )


def bring_in(
    batch: ImportBatch, records: Iterable[Record], progress: Progress | None = None, rest: Rest | None = None
) -> ImportBatch:
    """Store a batch with these records. What fails on the way is taken back, and the batch with it."""
    with unit_of_work(batch.centre_id):
        batch.save(force_insert=True)
    try:
        batch = apply(batch, prepare(batch, records), rest, progress)
    except Exception:
        take_back(ImportBatch.get_by_id(batch.id), rest)
        with unit_of_work(batch.centre_id):
            ImportBatch.delete().where(ImportBatch.id == batch.id).execute()
        raise
    if batch.conflicts:
        batch.notes = "\n".join([*batch.notes.splitlines(), NOTE_OF_WAITING.format(count=batch.conflicts)])
        with unit_of_work(batch.centre_id):
            batch.save(only=[ImportBatch.notes])
    if batch.new_fields:
        events.announce(events.SettingsChanged(batch.centre_id))
    return batch
