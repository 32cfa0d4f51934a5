"""Records and faults of one file as lines of JSON in a folder: read once, looked through, and brought in later.

records.jsonl   a Record a line          summary.json   what the reading came to
faults.jsonl    a Fault a line
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Self

import digits
from imports.faults import MOST_LISTED, Fault, ImportRefused, refused_rows
from imports.mapping import Layout
from imports.records import Record

RECORDS, FAULTS, SUMMARY = "records.jsonl", "faults.jsonl", "summary.json"
MOST_FAULTS = 200_000  # beyond it, columns are read wrongly rather than cells written wrongly


@dataclass(frozen=True)
class Staged:
    """What reading a file came to. Nothing of it is in the database yet."""

    folder: Path
    layout: Layout
    columns: tuple[str, ...]  # keys of imports.columns.HEADINGS that the file tells, among them constants
    rows: int  # records
    refused: int  # rows
    faults: int  # a row may have several
    notes: tuple[str, ...]  # what was assumed or left out, a sentence each
    notes_en: tuple[str, ...]
    withdrawn: frozenset[int]  # rows among the lines that a later row contradicted

    @property
    def kind(self) -> str:
        """xlsx, xls or text."""
        return self.layout.kind

    def records(self) -> Iterator[Record]:
        """The records, in the order of the file; one at a time is in memory."""
        with (self.folder / RECORDS).open("rb") as file:
            for line in file:
                record = Record.from_line(line)
                if record.row not in self.withdrawn:
                    yield record

    def all_faults(self) -> Iterator[Fault]:
        """Every fault, in the order of the file."""
        with (self.folder / FAULTS).open(encoding="utf-8") as file:
            for line in file:
                yield Fault(**json.loads(line))

    def refusal(self) -> ImportRefused | None:
        """The refusal that lists the first faults; None when there is none."""
        if not self.faults:
            return None
        first = [fault for fault, _ in zip(self.all_faults(), range(MOST_LISTED), strict=False)]
        return refused_rows(first, self.faults)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """What was staged in a folder before. Raises FileNotFoundError."""
        return cls.from_summary(folder, json.loads((folder / SUMMARY).read_text(encoding="utf-8")))

    @classmethod
    def from_summary(cls, folder: Path, said: dict[str, Any]) -> Self:
        """The same from what the child process has said."""
        return cls(
            folder=folder,
            layout=Layout.model_validate(said["layout"]),
            columns=tuple(said["columns"]),
            rows=said["rows"],
            refused=said["refused"],
            faults=said["faults"],
            notes=tuple(said["notes"]),
            notes_en=tuple(said["notes_en"]),
            withdrawn=frozenset(said["withdrawn"]),
        )


class Lines:
    """The sink of the child process: each record and each fault is written as it is read."""

    def __init__(self, folder: Path) -> None:
        self._records: IO[bytes] = (folder / RECORDS).open("w+b")
        self._faults: IO[bytes] = (folder / FAULTS).open("wb")
        self._end = 0
        self.faults = 0

    def record(self, record: Record) -> int:
        place = self._end
        self._end += self._records.write(record.line() + b"\n")
        return place

    def again(self, place: int) -> Record:
        self._records.seek(place)
        found = Record.from_line(self._records.readline())
        self._records.seek(self._end)
        return found

    def fault(self, fault: Fault) -> None:
        self.faults += 1
        if self.faults > MOST_FAULTS:
            raise ImportRefused(
                f"Có hơn {digits.number(MOST_FAULTS, language='vi')} chỗ cần sửa: có lẽ cột được hiểu sai. "
                "Mời xem lại cách đọc từng cột.",
                f"More than {digits.number(MOST_FAULTS, language='en')} places need mending: columns may be read "
                "wrongly. Check their meaning.",
                code="too_many_faults",
            )
        self._faults.write(json.dumps(asdict(fault), ensure_ascii=False).encode() + b"\n")

    def close(self) -> None:
        """Everything is on disk afterwards."""
        self._records.close()
        self._faults.close()


def forget(folder: Path) -> None:
    """Remove what was staged; the folder stays."""
    for name in (RECORDS, FAULTS, SUMMARY):
        (folder / name).unlink(missing_ok=True)
