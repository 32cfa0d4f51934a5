"""Whether the director's table is the expected one, cell by cell."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from figures.columns import layout
from figures.profile import Profile

COLUMNS = tuple(str(column.number) for column in layout(Profile()))
TOTAL = "Tổng cộng"
NAME_WIDTH, CELL_WIDTH = 44, 6

Cells = dict[str, dict[str, int]]  # field (or TOTAL) → column "3" … "16" → number of dossiers


class BadExpectation(ValueError):
    """The file of the expected table cannot be used; the message says why."""


@dataclass(frozen=True)
class Expectation:
    """A period, both days included, and the table it must give; a field that is left out must have no dossier."""

    first: date
    last: date
    cells: Cells


def read_expectation(path: Path) -> Expectation:
    """The expected table of a JSON file: `from`, `to`, `by_field`, `total`. Raises BadExpectation."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        cells = {**said["by_field"], TOTAL: said["total"]}
        return Expectation(
            date.fromisoformat(said["from"]),
            date.fromisoformat(said["to"]),
            {name: {column: int(row[column]) for column in COLUMNS} for name, row in cells.items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadExpectation(f"{path}: {type(error).__name__}: {error}") from error


def cells_of(table: dict) -> Cells:
    """The cells of the answer of GET /api/reports/dossiers."""
    return {row["field"]: row["cells"] for row in table["rows"]} | {TOTAL: table["total"]}


def differences(expected: Cells, found: Cells) -> list[str]:
    """A sentence for every cell that is not as expected; empty when the tables are equal."""
    nothing = dict.fromkeys(COLUMNS, 0)
    said = []
    for name in dict.fromkeys((*expected, *found)):
        wanted, got = expected.get(name, nothing), found.get(name, nothing)
        for column in COLUMNS:
            if wanted[column] != got[column]:
                said.append(f"{name}, column ({column}): expected {wanted[column]}, found {got[column]}")
    return said


def draw(cells: Cells) -> str:
    """The table as text, without the fields that have no dossier."""
    lines = [f"{'Lĩnh vực':<{NAME_WIDTH}}" + "".join(f"{f'({column})':>{CELL_WIDTH}}" for column in COLUMNS)]
    for name, row in cells.items():
        if name == TOTAL or any(row.values()):
            short = name if len(name) < NAME_WIDTH else name[: NAME_WIDTH - 2] + "…"
            lines.append(f"{short:<{NAME_WIDTH}}" + "".join(f"{row[column]:>{CELL_WIDTH}}" for column in COLUMNS))
    return "\n".join(lines)
