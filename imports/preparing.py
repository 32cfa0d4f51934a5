"""What each record of a confirmed file would write, worked out before it is written.

The server's writer must be quick, because the hall waits for it; so deciding is done beforehand, by `python -m
imports.preparing` in a process of its own, a few thousand rows ahead. What it could not foresee, a dossier that a
counter has logged in between, the writer decides itself.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from dossiers import belief
from dossiers.decide import decide
from dossiers.decided import Policy
from dossiers.voices import SAID, Said
from imports.child import Child, run
from imports.claims import NOT_MADE, Places, stands_alone
from imports.records import Record
from imports.shelf import Shelf
from imports.staging import Staged
from models.bulk import as_stored, as_told, rows_of
from models.centre import Centre
from models.claim import Claim
from models.dossier import Dossier
from models.source import ImportBatch

AT_ONCE = 200  # records
PREPARED = "prepared.jsonl"
POLL_SECONDS = 0.02
FIELD_SAID, FIELD_WRITTEN = SAID.index("field"), belief.WRITTEN.index("field")


class New(NamedTuple):
    """The rows of a dossier that nobody knew, as the database keeps values."""

    written: list[Any]  # of belief.WRITTEN
    events: list[list[Any]]  # kind, moment
    stops: list[list[Any]]  # of dossiers.stops.Stop: kind, began_on, ended_on; and due_after


class Prepared(NamedTuple):
    """One record, and what it writes."""

    key: str
    code: str
    row: int
    lacks: bool  # it names a field or a procedure that the centre does not have
    field: str | None  # the name of a field that comes with the file: its id is still to take the place of NOT_MADE
    said: list[Any]  # of dossiers.voices.SAID, as the database keeps values
    new: New | None  # None: the dossier is known, or cannot be made of this record
    applicant: str | None
    phone: str | None

    def in_field(self, number: int) -> None:
        """Put the id of the field that was made for it."""
        self.said[FIELD_SAID] = number
        if self.new is not None:
            self.new.written[FIELD_WRITTEN] = number

    def claim(self) -> Said:
        """`said`, as plain values."""
        return Said._make(as_told(Claim, SAID, self.said))


def prepare(batch: ImportBatch, records: Iterable[Record]) -> Iterator[Prepared]:
    """What each record writes; to be read while the database is open."""
    assert batch.source_id is not None
    centre, places = batch.centre, Places(batch.centre)
    policy, coming = belief.policy_of(centre), iter(records)
    while some := list(islice(coming, AT_ONCE)):
        known = known_keys(centre, [record.key for record in some])
        for record in some:
            said = places.said(record, batch.source_id, batch.id, batch.as_of)
            yield Prepared(
                record.key,
                record.code,
                record.row,
                places.lacks(record),
                record.field if said.field == NOT_MADE else None,
                as_stored(said),
                new_of(said, policy) if record.key not in known else None,
                record.applicant,
                record.phone,
            )


def new_of(said: Said, policy: Policy) -> New | None:
    """The rows of a dossier of which only this claim tells; None where it does not tell enough."""
    if not stands_alone(said):
        return None
    decided = decide((said,), policy)
    stops = zip(decided.stops, decided.due_after, strict=True)
    return New(
        as_stored(belief.written(decided)),
        [as_stored((kind, at)) for kind, at, _ in dict.fromkeys(decided.events)],
        [as_stored((stop.kind, stop.began_on, stop.ended_on, due_after)) for stop, due_after in stops],
    )


def known_keys(centre: Centre, keys: list[str]) -> dict[str, int]:
    """Key → id, of the centre's dossiers among these keys."""
    return dict(rows_of(Dossier, ("code_key", "id"), "code_key", keys, centre.id))


def prepare_apart(
    database: str, batch: ImportBatch, shelf: Shelf, rest: Callable[[float], object]
) -> Generator[Prepared, None, None]:
    """The records of the batch's folder, prepared by a child while they are read. Raises ChildFailed."""
    path = shelf.folder / PREPARED
    path.unlink(missing_ok=True)  # of a try that failed; and whoever is left of it writes on into what is gone
    path.touch()
    with Child("imports.preparing", database, batch, shelf) as child, path.open("rb") as lines:
        half = b""
        while True:
            at_work = child.is_at_work  # asked before the read, else its last line may be missed
            line = half + lines.readline()
            if line.endswith(b"\n"):
                half = b""
                yield _read(line)
            elif at_work:
                half = line
                rest(POLL_SECONDS)
            else:
                child.check()
                return


def _read(line: bytes) -> Prepared:
    *facts, new, applicant, phone = from_json(line)
    return Prepared(*facts, New(*new) if new is not None else None, applicant, phone)


def _write(batch: ImportBatch, shelf: Shelf) -> None:
    with (shelf.folder / PREPARED).open("ab") as file:
        for one in prepare(batch, Staged.open(shelf.folder).records()):
            file.write(to_json(one) + b"\n")


if __name__ == "__main__":
    run(_write)
