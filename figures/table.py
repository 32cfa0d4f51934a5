"""The table of dossiers by field, for any centre, period and profile, as it stood at the period's last day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from figures.columns import Column, layout
from figures.counts import NONE, Counts, Group, Scope, counts, scope_of, total
from figures.period import Period
from figures.profile import Profile
from figures.typed_totals import TypedTotals, typed_totals
from models.centre import Centre, Field
from models.dossier import Dossier


@dataclass(frozen=True)
class Row:
    """One field of procedures."""

    position: int
    field_id: int
    field: str
    counts: Counts
    typed: TypedTotals | None = None  # of these, typed in

    @property
    def name(self) -> str:
        """As it is printed: with a star where a part of it was typed in."""
        return f"{self.field} (*)" if self.typed else self.field


@dataclass(frozen=True)
class Table:
    """The table of one centre and period, as at the day `as_at`. `total` is of all dossiers, whatever the rows hold;
    `latest_only` counts those of which only the latest state is known; `block` names the fields it is narrowed to."""

    centre: Centre
    period: Period
    profile: Profile
    as_at: date
    columns: list[Column]
    rows: list[Row]
    total: Counts
    latest_only: int
    block: str = ""

    @property
    def typed(self) -> int:
        """How many of the total were typed in, without a dossier behind them."""
        return sum(row.typed.received for row in self.rows if row.typed)

    def cells(self, counts: Counts) -> dict[str, int]:
        """A row's figures by the printed number of their column, "3" to "16"."""
        return {str(column.number): column.of(counts) for column in self.columns}


def table(centre: Centre, period: Period, profile: Profile | None = None) -> Table:
    """Every field of the centre in its order, also those without dossiers."""
    scope = scope_of(centre, period, profile)
    return table_of(scope, counts(scope, Dossier.field))


def table_of(scope: Scope, found: Mapping[Group, Counts]) -> Table:
    """The same of counts by field that are known already."""
    return _table(scope, _fields(scope.centre), found, total(found.values()), latest_only(scope))


def blocks_of(scope: Scope, found: Mapping[Group, Counts]) -> list[Table]:
    """The table of all fields that lie in no block of the profile, then one for each block; none without blocks."""
    apart = {name for block in scope.profile.source_blocks for name in block.fields}
    if not apart:
        return []
    rows, latest = _fields(scope.centre), _latest_only(scope, Dossier.field)
    own = ("", [row for row in rows if row.name not in apart])
    blocks = [(block.name, [row for row in rows if row.name in block.fields]) for block in scope.profile.source_blocks]
    return [
        _table(
            scope,
            some,
            found,
            total(found.get(row.id, NONE) for row in some),
            sum(latest.get(row.id, 0) for row in some),
            name,
        )
        for name, some in (own, *blocks)
    ]


def _fields(centre: Centre) -> list[Field]:
    return list(Field.select().where(Field.centre == centre).order_by(Field.position, Field.id))


def _table(
    scope: Scope, rows: list[Field], found: Mapping[Group, Counts], whole: Counts, latest: int, block: str = ""
) -> Table:
    typed = typed_totals(scope.centre, scope.period)
    return Table(
        scope.centre,
        scope.period,
        scope.profile,
        scope.as_at,
        layout(scope.profile),
        [
            Row(number, row.id, row.name, found.get(row.id, NONE), typed.get(row.id))
            for number, row in enumerate(rows, 1)
        ],
        whole,
        latest,
        block,
    )


def latest_only(scope: Scope) -> int:
    """How many dossiers of the period another system told of without the days between."""
    return sum(_latest_only(scope).values())


def _latest_only(scope: Scope, *by: Any) -> dict[Group, int]:
    found: dict[Group, int] = {}
    for choose in (scope.received, scope.carried_over):
        rows = choose(fn.COUNT(Dossier.id), *by).where(Dossier.latest_only).group_by(*by)
        for number, *group in rows.tuples().execute():
            key = group[0] if group else None
            found[key] = found.get(key, 0) + number
    return found
