"""What is believed of dossiers is worked out anew, from all that was said of them, and stored where it differs.

Many at once: each question is asked once for all of them. To be called inside a unit of work, save `Known` and `weigh`,
which only read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from dossiers import stops as clock
from dossiers.calendar import WorkingDays
from dossiers.decide import decide
from dossiers.decided import Decided, Policy
from dossiers.facts import is_complete
from dossiers.stops import Happened, Stop
from dossiers.voices import SAID, Said
from models.base import now
from models.bulk import add_many, change_many, remove_many, rows_of
from models.centre import Centre
from models.claim import Claim, Decision
from models.dossier import Dossier, DossierEntry, DossierEvent, Outcome, Pause, derived
from models.register import Letter
from models.source import ImportBatch, Source

BELIEVED = (
    *("field", "procedure", "channel", "received_at", "due_on", "due_after", "extended_to", "ended_at", "outcome"),
    *("returned_at", "fee", "fee_paid", "paid_on", "paid_online", "digitised_input", "digitised_result", "reused"),
    *("result_required", "counted", "is_test", "latest_only", "undecided"),
)  # columns of Dossier that are decided; beside them `batch`, the last file that told of it
STORED = ("id", "code_key", *BELIEVED, "batch")
WRITTEN = (*BELIEVED, "batch", *Dossier.DERIVED)
EVENT = ("centre", "dossier", "kind", "at", "officer", "batch", "logged_at")
PAUSE = ("dossier", "kind", "document", "batch", "began_on", "ended_on", "due_after")


class StoredEvent(NamedTuple):
    """An event that a file told of."""

    id: int
    kind: str
    at: datetime
    batch: int

    @property
    def told(self) -> tuple[str, datetime, int]:
        return self.kind, self.at, self.batch


class StoredPause(NamedTuple):
    """A stop as it is kept."""

    id: int
    kind: str
    document: str
    batch: int | None
    began_on: date
    ended_on: date | None
    due_after: date | None


class Known:
    """All that is known of some dossiers (their ids), read at once; each part by the dossier's id."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.rows = {row[0]: dict(zip(STORED, row, strict=True)) for row in rows_of(Dossier, STORED, "id", ids)}
        self.said: dict[int, list[Said]] = defaultdict(list)
        for dossier, *values in rows_of(Claim, ("dossier", *SAID), "dossier", ids):
            self.said[dossier].append(Said._make(values))
        self.choices: dict[int, dict[str, int]] = defaultdict(dict)
        for dossier, fact, source in rows_of(Decision, ("dossier", "fact", "source"), "dossier", ids):
            self.choices[dossier][fact] = source
        self.logged: dict[int, list[Happened]] = defaultdict(list)
        self.told: dict[int, list[StoredEvent]] = defaultdict(list)
        happened = rows_of(DossierEvent, ("dossier", "id", "kind", "at", "batch"), "dossier", ids)
        for dossier, number, kind, at, batch in sorted(happened, key=lambda row: (row[3], row[1])):
            if batch is None:
                self.logged[dossier].append((kind, at.date()))
            else:
                self.told[dossier].append(StoredEvent(number, kind, at, batch))
        self.pauses: dict[int, list[StoredPause]] = defaultdict(list)
        for dossier, *kept in rows_of(Pause, ("dossier", *StoredPause._fields), "dossier", ids):
            self.pauses[dossier].append(StoredPause._make(kept))
        self.promised: dict[int, date] = {}
        letters = rows_of(Letter, ("dossier", "written_on", "id", "new_due_on"), "dossier", ids)
        for dossier, _written, _number, new_due_on in sorted(letters, key=lambda row: (row[1], row[2])):
            self.promised[dossier] = new_due_on

    def by_hand(self, dossier: int) -> list[Stop]:
        """Stops that no counter noted and no file told of."""
        pauses = [pause for pause in self.pauses.get(dossier, ()) if pause.batch is None]
        if not pauses:
            return []
        logged = self.logged.get(dossier, ())
        noted = {(s.kind, s.began_on) for kind in clock.KINDS for s in clock.told_by_counter(kind, logged)[0]}
        return [
            Stop(pause.kind, pause.began_on, pause.ended_on)
            for pause in pauses
            if (pause.kind, pause.began_on) not in noted
        ]


def policy_of(centre: Centre) -> Policy:
    """The rule of the centre, its sources and its calendar, as they are now."""
    kinds = dict(Source.select(Source.id, Source.kind).where(Source.centre == centre).tuples().execute())
    rule = Centre.select(Centre.conflict_rule).where(Centre.id == centre.id).scalar()
    return Policy(rule, kinds, WorkingDays.of(centre))


def weigh(known: Known, policy: Policy, also: Mapping[int, Said] | None = None) -> dict[int, Decided]:
    """What holds of each dossier that somebody tells of; `also`: dossier → a claim that is not stored yet."""
    found = {}
    for dossier in known.rows:
        said = known.said.get(dossier, ())
        more = (also or {}).get(dossier)
        said = [*said, more] if more is not None else said
        if said:
            found[dossier] = one = decide(
                said,
                policy,
                choices=known.choices.get(dossier),
                logged=known.logged.get(dossier, ()),
                by_hand=known.by_hand(dossier),
                promised=known.promised.get(dossier),
            )
            if one.stops and one.row["due_on"] == known.rows[dossier]["due_on"]:
                _keep_due_dates(one, known.pauses.get(dossier, ()))
    return found


def _keep_due_dates(decided: Decided, stored: Sequence[StoredPause]) -> None:
    """A stop that is as it was moves the due date as it did when it ended, by the calendar known then; unless one that
    ended before it is another now, since each moves the date by those before it too."""
    kept: dict[int, date] = {}
    for stop, before in zip(clock.ended_in_order(decided.stops), clock.ended_in_order(stored), strict=False):
        same = (stop.kind, stop.began_on, stop.ended_on) == (before.kind, before.began_on, before.ended_on)
        if not same or before.due_after is None:
            break
        kept[id(stop)] = before.due_after
    decided.due_after = [
        kept.get(id(stop), due_after) for stop, due_after in zip(decided.stops, decided.due_after, strict=True)
    ]
    decided.row["due_after"] = max((day for day in decided.due_after if day is not None), default=None)


def changes(row: Mapping[str, Any], decided: Decided) -> dict[str, tuple[Any, Any]]:
    """Column → (stored, decided), where they differ."""
    return {name: (row[name], decided.row[name]) for name in BELIEVED if row[name] != decided.row[name]}


class Renewed(NamedTuple):
    """Which dossiers have changed in more than their last file, and which wait for a person's choice."""

    changed: set[int]
    undecided: set[int]


def renew(
    centre: Centre,
    policy: Policy,
    ids: Sequence[int],
    known: Known | None = None,
    also: Mapping[int, Said] | None = None,
) -> Renewed:
    """Decide these dossiers anew and store what differs. `also`: dossier → a claim that `known` does not hold."""
    known = known or Known(ids)
    decided = weigh(known, policy, also)
    changed, rows, last_file = set(), [], []
    writer = _Writer(centre, decided.values())
    for dossier, now_held in decided.items():
        row = known.rows[dossier]
        if changes(row, now_held):
            changed.add(dossier)
            rows.append((dossier, now_held))
        elif row["batch"] != now_held.row["batch"]:
            last_file.append((now_held.row["batch"], dossier))
        if writer.events(dossier, now_held, known.told.get(dossier, ())):
            changed.add(dossier)
        if writer.pauses(dossier, now_held, known.pauses.get(dossier, ())):
            changed.add(dossier)
    write_rows(rows)
    if last_file:
        change_many(Dossier, ("batch",), last_file)
    writer.store()
    return Renewed(changed, {dossier for dossier, one in decided.items() if one.undecided})


def write_rows(rows: Iterable[tuple[int, Decided]]) -> None:
    """Store what was decided of dossiers that are there."""
    change_many(Dossier, WRITTEN, [(*written(decided), dossier) for dossier, decided in rows])


def written(decided: Decided) -> list[Any]:
    """The values of WRITTEN."""
    row = decided.row | derived(decided.row)
    return [row[name] for name in WRITTEN]


class _Writer:
    """Gathers events and stops that are to be written or removed."""

    def __init__(self, centre: Centre, decided: Iterable[Decided]) -> None:
        self.centre = centre
        self.moment = now()
        self.new_events: list[tuple] = []
        self.new_pauses: list[tuple] = []
        self.changed_pauses: list[tuple] = []
        self.gone_events: list[int] = []
        self.gone_pauses: list[int] = []
        batches = sorted({batch for one in decided for _, _, batch in one.events})
        about = rows_of(ImportBatch, ("id", "officer", "imported_at"), "id", batches)
        self.batches = {number: (officer, at) for number, officer, at in about}

    def events(self, dossier: int, decided: Decided, stored: Sequence[StoredEvent]) -> bool:
        wanted = dict.fromkeys(decided.events)
        known = {event.told for event in stored}
        gone = [event.id for event in stored if event.told not in wanted]
        news = [told for told in wanted if told not in known]
        for kind, at, batch in news:
            officer, logged_at = self.batches.get(batch, (None, self.moment))
            self.new_events.append((self.centre.id, dossier, kind, at, officer, batch, logged_at))
        self.gone_events += gone
        return bool(news or gone)

    def pauses(self, dossier: int, decided: Decided, stored: Sequence[StoredPause]) -> bool:
        left = list(stored)
        altered = False
        for stop, due_after in zip(decided.stops, decided.due_after, strict=True):
            before = next((kept for kept in left if (kept.kind, kept.began_on) == (stop.kind, stop.began_on)), None)
            if before is None:
                document = next((kept.document for kept in left if kept.kind == stop.kind), "")
                self.new_pauses.append(
                    (dossier, stop.kind, document, stop.batch, stop.began_on, stop.ended_on, due_after)
                )
                altered = True
                continue
            left.remove(before)
            if (before.ended_on, before.due_after, before.batch) != (stop.ended_on, due_after, stop.batch):
                self.changed_pauses.append((stop.ended_on, due_after, stop.batch, before.id))
                altered = True
        self.gone_pauses += [kept.id for kept in left]
        return altered or bool(left)

    def store(self) -> None:
        if self.gone_events:
            remove_many(DossierEvent, "id", self.gone_events)
        if self.gone_pauses:
            remove_many(Pause, "id", self.gone_pauses)
        if self.new_events:
            add_many(DossierEvent, EVENT, self.new_events)
        if self.new_pauses:
            add_many(Pause, PAUSE, self.new_pauses)
        if self.changed_pauses:
            change_many(Pause, ("ended_on", "due_after", "batch"), self.changed_pauses)


def mark_lines(ids: Sequence[int]) -> None:
    """The counters' lines of these dossiers ("Cần bổ sung") lack nothing where a file has told it, and lack it again
    where that is taken back or a file tells of a fee that nobody knew."""
    asking = {Outcome.RECEIVED, Outcome.RETURNED}
    logged = rows_of(DossierEntry, ("id", "dossier", "outcome", "complete"), "dossier", ids)
    lines = [line for line in logged if line[2] in asking]
    if not lines:
        return
    dossiers = {row.id: row for row in Dossier.select().where(Dossier.id.in_([line[1] for line in lines]))}
    found = [(is_complete(dossiers[dossier], outcome), number, before) for number, dossier, outcome, before in lines]
    change_many(DossierEntry, ("complete",), [(after, number) for after, number, before in found if after != before])
