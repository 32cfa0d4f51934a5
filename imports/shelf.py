"""Where a batch lies while a person looks through it: a folder of its own under `instance/imports`, gone afterwards.

The upload may hold names and telephone numbers, so that nothing of it stays longer than it must.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from models.base import now, unit_of_work
from models.source import ImportBatch

KEPT = timedelta(hours=12)  # how long a batch may wait to be confirmed
UNCONFIRMED = (ImportBatch.READING, ImportBatch.PREVIEWED, ImportBatch.REFUSED)
PAGE = 25  # lines of a list that are shown at once


@dataclass(frozen=True)
class Shelf:
    """The folder of one batch."""

    folder: Path

    @classmethod
    def of(cls, instance: Path, batch: int) -> "Shelf":
        return cls(instance / "imports" / str(batch))

    def make(self) -> None:
        """Readable by nobody else on this machine."""
        self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)

    def clear(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def is_there(self) -> bool:
        return self.folder.is_dir()

    @property
    def upload(self) -> Path:
        """The person's file; its ending is the one it came with."""
        return next(self.folder.glob("upload.*"), self.folder / "upload")

    def read(self, name: str) -> Any:
        """A JSON file of the folder; None when it is not there yet."""
        try:
            return json.loads((self.folder / name).read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return None

    def write(self, name: str, value: Any) -> None:
        """Whoever reads meanwhile sees the old file or the new one, never half of it."""
        half = self.folder / f"{name}.half"
        with suppress(FileNotFoundError):  # cleared meanwhile
            half.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
            half.replace(self.folder / name)

    def lines(self, name: str, index: list[int], page: int) -> list[Any]:
        """One page of a file of lines; `index` holds where each page begins. Pages count from 1."""
        if not 1 <= page <= len(index):
            return []
        found = []
        with (self.folder / name).open("rb") as file:
            file.seek(index[page - 1])
            for line, _ in zip(file, range(PAGE), strict=False):
                found.append(json.loads(line))
        return found


def pages_of(path: Path) -> list[int]:
    """Where each page of a file of lines begins."""
    index = []
    place = 0
    with path.open("rb") as file:
        for number, line in enumerate(file):
            if number % PAGE == 0:
                index.append(place)
            place += len(line)
    return index


def all_shelves(instance: Path) -> Iterator[tuple[int, Shelf]]:
    """Every folder that is there, with its batch's id."""
    for folder in sorted((instance / "imports").glob("*")):
        if folder.name.isdigit():
            yield int(folder.name), Shelf(folder)


def tidy(instance: Path) -> None:
    """Drop what nobody has confirmed for KEPT, and folders without a batch that needs them."""
    with unit_of_work():
        old = now() - KEPT
        waiting = ImportBatch.select().where(ImportBatch.state.in_(UNCONFIRMED))
        stale = [batch.id for batch in waiting if batch.imported_at < old]
        ImportBatch.delete().where(ImportBatch.id.in_(stale)).execute()
        needed = {batch.id for batch in waiting} - set(stale)
        needed |= {row.id for row in ImportBatch.select().where(ImportBatch.state == ImportBatch.APPLYING)}
    for number, shelf in all_shelves(instance):
        if number not in needed:
            shelf.clear()
