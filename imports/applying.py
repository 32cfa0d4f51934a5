"""A file's records become dossiers, in short units of work between which the hall goes on.

Whoever looks while it goes on sees a part. Afterwards it is all there or, when something failed, nothing
(imports.undoing takes it back, at the next start at the latest).
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from dossiers import belief, counter
from dossiers.decide import decide
from dossiers.decided import Policy
from dossiers.voices import SAID, Said
from imports.claims import Places, stands_alone
from imports.records import Record
from models.base import unit_of_work
from models.bulk import add_many, forgettable_work, remove_many, rows_of
from models.centre import Centre
from models.claim import Claim
from models.dossier import Applicant, Dossier, DossierEvent, Pause
from models.prepared import change
from models.source import ImportBatch, Status

# How long a unit of work should take: what a press in the hall may have to wait. The rest after it is so much longer
# that most presses meet none at all; shorter ones, more often, would meet every press more than once.
SLICE_SECONDS, RESTS = 0.03, 1.6
FIRST_SLICE, SMALLEST_SLICE, LARGEST_SLICE = 50, 10, 500  # records
CLAIM = ("centre", "dossier", "row", *SAID)
NEW_DOSSIER = ("centre", "code", "code_key", *belief.WRITTEN)
Rest = Callable[[float], object]  # (seconds): lets others work meanwhile
Progress = Callable[[int, int], object]  # (records done, records in all)


@dataclass
class Tally:
    """What has become of the records so far; the names are those of ImportBatch."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    unmatched: int = 0
    conflicts: int = 0
    done: int = 0


class Slices:
    """Cuts a list into slices that each take about SLICE_SECONDS, and rests after each RESTS times as long."""

    def __init__(self, rest: Rest | None) -> None:
        self.size, self._rest, self._began = FIRST_SLICE, rest, 0.0

    def begin(self) -> int:
        """How many to take now."""
        self._began = time.perf_counter()
        return self.size

    def end(self) -> None:
        """To be called after each slice, outside its unit of work."""
        took = time.perf_counter() - self._began
        fitting = int(self.size * SLICE_SECONDS / max(took, 1e-4))
        self.size = min(max(fitting, SMALLEST_SLICE), LARGEST_SLICE, 2 * self.size)
        if self._rest is not None:
            self._rest(RESTS * took)


def apply(
    batch: ImportBatch, records: Iterable[Record], rest: Rest | None = None, progress: Progress | None = None
) -> ImportBatch:
    """Store every record of a batch that is in the state APPLYING; answers it as APPLIED. What it raises leaves a part
    behind, for imports.undoing."""
    slices, tally = Slices(rest), Tally()
    with unit_of_work(batch.centre_id):
        applier = Applier(batch)
        centre = applier.centre
    coming = iter(records)
    while some := list(islice(coming, slices.begin())):
        with forgettable_work(centre.id):
            applier.lay(some, tally)
            _note(batch, tally, applier.places.made)
        if progress is not None:
            progress(tally.done, batch.rows)
        slices.end()
    with unit_of_work(centre.id):
        ImportBatch.update(state=ImportBatch.APPLIED).where(ImportBatch.id == batch.id).execute()
        return ImportBatch.get_by_id(batch.id)


def _note(batch: ImportBatch, tally: Tally, made: list[int]) -> None:
    change(ImportBatch, asdict(tally) | {"new_fields": " ".join(map(str, made))}, id=batch.id)


class Applier:
    """Lays the records of one batch over what is known. Each call is to be made inside a unit of work."""

    def __init__(self, batch: ImportBatch) -> None:
        assert batch.source_id is not None
        self.batch, self.source, self.centre = batch, batch.source_id, batch.centre
        self.places = Places(self.centre)
        counter.source_of(self.centre.id)  # before the policy, which knows every source
        self.policy: Policy = belief.policy_of(self.centre)
        self.keeps_applicants = Centre.get_by_id(self.centre.id).keeps_applicants

    def lay(self, records: list[Record], tally: Tally) -> None:
        """Store these records, and count what became of each."""
        tally.done += len(records)
        tally.unmatched += sum(self.places.lacks(record) for record in records)
        self.places.make_fields(records)
        said = {
            record.key: self.places.said(record, self.source, self.batch.id, self.batch.as_of) for record in records
        }
        known = known_keys(self.centre, list(said))
        fresh = [record for record in records if record.key not in known]
        new = [record for record in fresh if stands_alone(said[record.key])]
        tally.unmatched += len(fresh) - len(new)
        tally.created += len(new)
        old = [record for record in records if record.key in known]
        ids = known | self._make(new, said)
        if old:
            also = {ids[record.key]: said[record.key] for record in old}
            changed, undecided = self._change(also)
            tally.changed += len(changed)
            tally.unchanged += len(old) - len(changed)
            tally.conflicts += len(undecided)
        self._store_claims([*new, *old], said, ids)
        if self.keeps_applicants:
            _store_applicants([*new, *old], ids)

    def _make(self, records: list[Record], said: dict[str, Said]) -> dict[str, int]:
        """New dossiers with their history; answers key → id."""
        if not records:
            return {}
        decided = {record.key: decide((said[record.key],), self.policy) for record in records}
        add_many(
            Dossier,
            NEW_DOSSIER,
            [(self.centre.id, one.code, one.key, *belief.written(decided[one.key])) for one in records],
        )
        ids = known_keys(self.centre, list(decided))
        belief.store_history(self.centre, {ids[key]: one for key, one in decided.items()})
        return ids

    def _store_claims(self, records: list[Record], said: dict[str, Said], ids: dict[str, int]) -> None:
        add_many(Claim, CLAIM, [(self.centre.id, ids[one.key], one.row, *said[one.key]) for one in records])

    def _change(self, also: dict[int, Said]) -> belief.Renewed:
        """Decide known dossiers anew, each with what the file says of it."""
        ids = list(also)
        known = belief.Known(ids)
        if untold := [number for number in ids if number not in known.said]:
            keep_what_counters_know(self.centre, untold)
            known = belief.Known(ids)
        renewed = belief.renew(self.centre, self.policy, ids, known, also)
        belief.mark_lines(ids)
        return renewed


def known_keys(centre: Centre, keys: list[str]) -> dict[str, int]:
    """Key → id, of the centre's dossiers among these keys."""
    return dict(rows_of(Dossier, ("code_key", "id"), "code_key", keys, centre.id))


def keep_what_counters_know(centre: Centre, ids: list[int]) -> None:
    """Dossiers of which nothing tells but their row, made before claims were kept, keep it as the counter's claim."""
    add_many(Claim, CLAIM, list(_claims_of_rows(centre, ids)))


def _claims_of_rows(centre: Centre, ids: list[int]) -> Iterator[tuple]:
    source = counter.source_of(centre.id)
    names = tuple(field.name for field in Dossier._meta.sorted_fields)
    waits = {
        dossier: Status.SUPPLEMENT if kind == Pause.SUPPLEMENT else Status.DUTY
        for dossier, kind, ended_on in rows_of(Pause, ("dossier", "kind", "ended_on"), "dossier", ids)
        if ended_on is None
    }
    noted: dict = {}
    for dossier, at in rows_of(DossierEvent, ("dossier", "at"), "dossier", ids):
        noted[dossier] = max(at, noted.get(dossier, at))
    for row in rows_of(Dossier, names, "id", ids):
        values = dict(zip(names, row, strict=True))
        number = values["id"]
        yield centre.id, number, None, *counter.of_row(source, values, noted.get(number), waits.get(number))


def _store_applicants(records: list[Record], ids: dict[str, int]) -> None:
    named = [(ids[one.key], one.applicant or "", one.phone or "") for one in records if one.applicant or one.phone]
    remove_many(Applicant, "dossier", [dossier for dossier, _, _ in named])
    add_many(Applicant, ("dossier", "name", "phone"), named)


def read_lines(path: Path) -> Iterator[Record]:
    """The records of a file of them, one a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Record.from_line(line)
