"""What was prepared of a file is stored, in short units of work between which the hall goes on.

Whoever looks while it goes on sees a part. Afterwards it is all there or, when something failed, nothing
(imports.undoing takes it back, at the next start at the latest).
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice

from dossiers import belief, counter
from dossiers.decided import Policy
from dossiers.voices import SAID, Said
from imports.claims import Places
from imports.preparing import New, Prepared, known_keys, new_of
from models.base import unit_of_work
from models.bulk import add_many, as_stored, forgettable_work, remove_many, rows_of
from models.centre import Centre
from models.claim import Claim
from models.dossier import Applicant, Dossier, DossierEvent, Pause
from models.prepared import change
from models.source import ImportBatch, Status

SLICE_SECONDS = 0.012  # of a unit of work: what a press in the hall may have to wait
RESTS = 1.0  # after it, as long again; while people wait for answers, longer
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
        self.size, self._rest = FIRST_SLICE, rest  # size: how many to take next

    @contextmanager
    def one(self) -> Iterator[None]:
        """Around the work on a slice, its unit of work within."""
        began = time.perf_counter()
        yield
        took = time.perf_counter() - began
        fitting = int(self.size * SLICE_SECONDS / max(took, 1e-4))
        self.size = min(max(fitting, SMALLEST_SLICE), LARGEST_SLICE, 2 * self.size)
        if self._rest is not None:
            self._rest(RESTS * took)


def apply(
    batch: ImportBatch, prepared: Iterable[Prepared], rest: Rest | None = None, progress: Progress | None = None
) -> ImportBatch:
    """Store what was prepared of a batch in the state APPLYING; answers it as APPLIED. What it raises leaves a part
    behind, for imports.undoing."""
    slices, tally = Slices(rest), Tally()
    with unit_of_work(batch.centre_id):
        applier = Applier(batch)
        centre = applier.centre
    coming = iter(prepared)
    while some := list(islice(coming, slices.size)):
        with slices.one():
            with forgettable_work(centre.id):
                applier.lay(some, tally)
                _note(batch, tally, applier.places.made)
            if progress is not None:
                progress(tally.done, batch.rows)
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

    def lay(self, some: list[Prepared], tally: Tally) -> None:
        """Store these, and count what became of each."""
        tally.done += len(some)
        tally.unmatched += sum(one.lacks for one in some)
        for one in some:
            if one.field is not None:
                one.in_field(self.places.make_field(one.field))
        known = known_keys(self.centre, [one.key for one in some])
        old = [one for one in some if one.key in known]
        fresh = [one for one in some if one.key not in known]
        new = [(one, rows) for one in fresh if (rows := one.new or new_of(one.claim(), self.policy)) is not None]
        tally.unmatched += len(fresh) - len(new)
        tally.created += len(new)
        ids = known | self._make(new)
        if old:
            also = {ids[one.key]: one.claim() for one in old}
            changed, undecided = self._change(also)
            tally.changed += len(changed)
            tally.unchanged += len(old) - len(changed)
            tally.conflicts += len(undecided)
        told = [one for one, _ in new] + old
        add_many(Claim, CLAIM, [(self.centre.id, ids[one.key], one.row, *one.said) for one in told])
        if self.keeps_applicants:
            _store_applicants(told, ids)

    def _make(self, new: list[tuple[Prepared, New]]) -> dict[str, int]:
        """New dossiers with their history; answers key → id."""
        if not new:
            return {}
        centre, batch = self.centre.id, self.batch
        add_many(Dossier, NEW_DOSSIER, [(centre, one.code, one.key, *rows.written) for one, rows in new])
        ids = known_keys(self.centre, [one.key for one, _ in new])
        noted_by = as_stored((batch.officer_id, batch.id, batch.imported_at))
        events = [(centre, ids[one.key], *event, *noted_by) for one, rows in new for event in rows.events]
        add_many(DossierEvent, belief.EVENT, events)
        stops = [(ids[one.key], kind, "", batch.id, *rest) for one, rows in new for kind, *rest in rows.stops]
        if stops:
            add_many(Pause, belief.PAUSE, stops)
        return ids

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


def _store_applicants(told: list[Prepared], ids: dict[str, int]) -> None:
    named = [(ids[one.key], one.applicant or "", one.phone or "") for one in told if one.applicant or one.phone]
    remove_many(Applicant, "dossier", [dossier for dossier, _, _ in named])
    add_many(Applicant, ("dossier", "name", "phone"), named)
