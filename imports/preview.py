"""What a file would change, before anything of it is stored.

`python -m imports.preview` compares in a process of its own (imports.child), and writes into the batch's folder:

new.jsonl, changed.jsonl, differing.jsonl   a line for each dossier
preview.json                                how many of each there are, and what the centre lacks
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from dossiers import belief
from dossiers.decided import STATUS, Decided, Policy
from dossiers.voices import Said, voices_of
from imports.child import Child, run
from imports.claims import NOT_MADE, Places, same, stands_alone
from imports.preparing import known_keys
from imports.records import Record
from imports.shelf import Shelf, pages_of
from imports.staging import Staged
from models.source import ImportBatch

AT_ONCE = 500  # records
POLL_SECONDS = 0.15
NEW, CHANGED, DIFFERING = "new", "changed", "differing"
LISTS = (NEW, CHANGED, DIFFERING)
SETTLED_BY_RULE = ("newer", "ministry", "payment", "asked", "chosen")  # reasons of a fact in which systems differ


def compare_apart(database: str, batch: ImportBatch, shelf: Shelf, rest: Callable[[float], object]) -> dict[str, Any]:
    """Compare the records that lie in the shelf with what is known; answers preview.json. Raises ChildFailed."""
    with Child("imports.preview", database, batch, shelf) as child:
        while child.is_at_work:
            rest(POLL_SECONDS)
        child.check()
    return shelf.read("preview.json")


class Comparison:
    """Goes through the records, and writes down what each would do."""

    def __init__(self, batch: ImportBatch, policy: Policy, files: dict[str, IO[bytes]]) -> None:
        assert batch.source_id is not None
        self.batch, self.source, self.centre = batch, batch.source_id, batch.centre
        self.policy, self.files = policy, files
        self.places = Places(self.centre)
        self.counts: Counter[str] = Counter()
        self.fields: Counter[str] = Counter()
        self.procedures: Counter[tuple[str, str]] = Counter()
        self._spelled: dict[str, str] = {}

    def take(self, records: list[Record]) -> None:
        """Compare these with what is known."""
        said = {
            record.key: self.places.said(record, self.source, self.batch.id, self.batch.as_of) for record in records
        }
        known = known_keys(self.centre, list(said))
        for record in records:
            self._note_lacking(record)
            if record.key not in known:
                self._note_new(record, said[record.key])
        old = [record for record in records if record.key in known]
        if not old:
            return
        seen = belief.Known([known[record.key] for record in old])
        also = {known[record.key]: said[record.key] for record in old}
        decided = belief.weigh(seen, self.policy, also)
        for record in old:
            number = known[record.key]
            self._note_known(record, number, seen, also[number], decided[number])

    def _note_lacking(self, record: Record) -> None:
        if record.field and same(record.field) not in self.places.fields:
            name = self._spelled.setdefault(same(record.field), record.field)
            self.fields[name] += 1
        if record.procedure_code is not None and record.procedure_code not in self.places.procedures:
            self.procedures[record.procedure_code, record.procedure] += 1
        self.counts["unmatched"] += self.places.lacks(record)

    def _note_new(self, record: Record, said: Said) -> None:
        if not stands_alone(said):
            self.counts["left_out"] += 1
            return
        line = {
            "row": record.row,
            "code": record.code,
            "field": record.field,
            "status": record.status,
            "received_at": record.received_at,
            "due_on": record.due_on,
            "ended_at": record.ended_at,
        }
        self._write(NEW, line)

    def _note_known(self, record: Record, number: int, seen: belief.Known, also: Said, decided: Decided) -> None:
        differs = belief.changes(seen.rows[number], decided)
        if differs.get("field", (None, None))[1] == NOT_MADE:
            differs["field"] = (differs["field"][0], record.field)
        stops = self._stops(seen, number, decided)
        waits = bool(decided.undecided)
        differs.pop("undecided", None)
        if differs or stops:
            line = {"row": record.row, "code": record.code, "dossier": number}
            self._write(CHANGED, line | {"changes": [[name, *pair] for name, pair in differs.items()] + stops})
        else:
            self.counts["unchanged"] += 1
        self.counts["conflicts"] += waits
        facts = self._differing(seen.said.get(number, []), also, decided, record)
        if facts:
            self._write(DIFFERING, {"row": record.row, "code": record.code, "dossier": number, "facts": facts})

    def _stops(self, seen: belief.Known, number: int, decided: Decided) -> list[list[Any]]:
        """Stops that begin or end by this file: [kind, what was known, what is told], each (from, to)."""
        before = {(pause.kind, pause.began_on): pause.ended_on for pause in seen.pauses.get(number, ())}
        found = []
        for stop in decided.stops:
            key = (stop.kind, stop.began_on)
            if key not in before or before[key] != stop.ended_on:
                old = [stop.began_on, before[key]] if key in before else None
                found.append([stop.kind, old, [stop.began_on, stop.ended_on]])
        return found

    def _differing(self, told: list[Said], also: Said, decided: Decided, record: Record) -> list[dict[str, Any]]:
        """The facts in which this file and another system say what cannot both be true."""
        concerned = [
            (fact, holds)
            for fact, holds in decided.holds.items()
            if holds.why in SETTLED_BY_RULE and holds.over and self.source in (holds.source, *holds.over)
        ]
        if not concerned:
            return []
        voices = {voice.source: voice for voice in voices_of([*told, also], self.policy.kinds)}
        found = []
        for fact, holds in concerned:
            values = []
            for source in dict.fromkeys((holds.source, *holds.over)):
                voice = voices[source]
                one = voice.standing if fact == STATUS else voice.told
                if one is None:
                    continue
                value: Any = getattr(one, fact)
                if fact == STATUS:
                    value = [one.status, one.end_day or one.status_on]
                elif fact == "field" and value == NOT_MADE:
                    value = record.field
                values.append({"source": source, "value": value})
            line = {"fact": fact, "holds": holds.source, "why": holds.why, "values": values}
            found.append(line | {"waits": fact in decided.undecided})
        return found

    def _write(self, name: str, line: dict[str, Any]) -> None:
        self.counts[name] += 1
        self.files[name].write(json.dumps(line, ensure_ascii=False, default=_plain).encode() + b"\n")

    def summary(self) -> dict[str, Any]:
        """What preview.json holds beside where the pages begin."""
        names = (*LISTS, "unchanged", "unmatched", "left_out", "conflicts")
        procedures = [{"code": code, "name": name, "count": n} for (code, name), n in self.procedures.most_common()]
        return {
            "counts": {name: self.counts[name] for name in names},
            "fields": [{"name": name, "count": count} for name, count in self.fields.items()],
            "procedures": procedures[:200],
            "unknown_procedures": len(procedures),
        }


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def _compare(batch: ImportBatch, shelf: Shelf) -> None:
    staged = Staged.open(shelf.folder)
    with ExitStack() as stack:
        files = {name: stack.enter_context((shelf.folder / f"{name}.jsonl").open("wb")) for name in LISTS}
        comparison = Comparison(batch, belief.policy_of(batch.centre), files)
        _go_through(staged.records(), staged.rows, comparison, shelf)
    index = {name: pages_of(shelf.folder / f"{name}.jsonl") for name in LISTS}
    index["refused"] = pages_of(shelf.folder / "faults.jsonl")
    shelf.write("preview.json", comparison.summary() | {"pages": index})


def _go_through(records: Iterator[Record], total: int, comparison: Comparison, shelf: Shelf) -> None:
    done, told = 0, time.monotonic()
    while some := list(islice(records, AT_ONCE)):
        comparison.take(some)
        done += len(some)
        if time.monotonic() - told > POLL_SECONDS:
            shelf.write("progress.json", {"step": "comparing", "done": done, "total": total})
            told = time.monotonic()


if __name__ == "__main__":
    run(_compare)
