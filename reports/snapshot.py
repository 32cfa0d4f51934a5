"""What a report said when it was exported, as JSON: its figures to compare with, and its pages to print again."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from figures.identities import TOTAL
from figures.measure_names import NAMES
from figures.rates import NOTHING
from figures.succession import paired
from reports import blocks, grids, runs
from reports.annex import whole_of
from reports.blocks import Report
from reports.findings import Findings

VERSION = 2
KINDS = {
    kind.__name__: kind
    for room in (blocks, grids, runs)
    for kind in vars(room).values()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind)
}
Plain = dict[str, Any]


def snapshot(findings: Findings, report: Report, remark: str) -> Plain:
    """All that was printed."""
    columns = findings.whole.columns
    return figures_of(findings) | {
        "version": VERSION,
        "profile": findings.profile.model_dump(mode="json"),
        "as_at": findings.whole.as_at.isoformat(),
        "columns": [{"key": one.key, "number": one.number, "label": one.label, "group": one.group} for one in columns],
        "checks": [
            {"key": check.key, "state": check.state, "sentence": check.sentence, "faults": list(check.faults)}
            for check in findings.checks
        ],
        "remark": remark,
        "report": _plain(report),
    }


def figures_of(findings: Findings) -> Plain:
    """Its figures alone: column → dossiers, for each field by its id and in all; and the measures."""
    columns = findings.whole.columns
    return {
        "rows": {
            str(row.field_id): {"field": row.field, "cells": {one.key: one.of(row.counts) for one in columns}}
            for row in findings.whole.rows
        },
        "total": {one.key: one.of(whole_of(findings)) for one in columns},
        "flows": {"received": findings.whole.total.received, "finished": findings.whole.total.finished},
        "measures": {
            key: {"part": str(rate.share.part), "whole": str(rate.share.whole), "printed": rate.printed}
            for key, rate in findings.rates.items()
        },
    }


def report_of(kept: Plain) -> Report:
    """The pages as they were."""
    report = _made(kept["report"])
    assert isinstance(report, Report)
    return report


@dataclass(frozen=True)
class Change:
    """A figure that is no longer what a report said: dossiers of a row, or a rate in percent; None of nothing.

    Bare numbers: the page that tells of them writes them in its own language.
    """

    row: str  # a field's name, TOTAL; "" of a rate
    name: str
    before: int | Decimal | None
    now: int | Decimal | None

    @property
    def of_all(self) -> bool:
        return self.row == TOTAL

    @property
    def is_rate(self) -> bool:
        return not self.row


def changes(kept: Plain, findings: Findings) -> list[Change]:
    """What a report that is made again today would say otherwise: the total first, then fields, then measures."""
    now = figures_of(findings)
    return [*_of_table(kept, now), *_of_measures(kept, now)]


def names_in(figures: Plain) -> dict[int, str]:
    """Id of a field → its name as it was printed."""
    return {int(number): row["field"] for number, row in figures["rows"].items()}


def cells_of(figures: Plain, field: int) -> dict[str, int]:
    """Column → dossiers of a field; nothing of one that was not there."""
    cells: dict[str, int] = figures["rows"].get(str(field), {"cells": {}})["cells"]
    return cells


def _of_table(kept: Plain, now: Plain) -> Iterator[Change]:
    names = {column["key"]: f"({column['number']}) {column['label']}" for column in kept["columns"]}
    fields = paired(names_in(kept), names_in(now))
    rows = [(name, cells_of(kept, then), cells_of(now, today)) for name, then, today in fields]
    for row, before, after in [(TOTAL, kept["total"], now["total"]), *rows]:
        for key, name in names.items():
            if before.get(key, 0) != after.get(key, 0):
                yield Change(row, name, before.get(key, 0), after.get(key, 0))


def _of_measures(kept: Plain, now: Plain) -> Iterator[Change]:
    for key, before in kept["measures"].items():
        said, found = _percent(before["printed"]), _percent(now["measures"].get(key, {"printed": NOTHING})["printed"])
        if said != found:
            yield Change("", NAMES.get(key, key), said, found)


def _percent(printed: str) -> Decimal | None:
    """The rate that was printed, "98,4%" or "98.4%"."""
    return None if printed == NOTHING else Decimal(printed.rstrip("%").replace(",", "."))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        inside = {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
        return {"is": type(value).__name__} | inside
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if isinstance(value, (date, datetime)):
        return {"is": type(value).__name__, "at": value.isoformat()}
    return value


def _made(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_made(one) for one in value)
    if not isinstance(value, dict):
        return value
    kind = value["is"]
    if kind in ("date", "datetime"):
        return (datetime if kind == "datetime" else date).fromisoformat(value["at"])
    return KINDS[kind](**{name: _made(one) for name, one in value.items() if name != "is"})
