"""Totals of a field that were typed in, where the system that has its dossiers gives no list: they are added to what is
counted from dossiers, in the whole and in the field's row, and named wherever these are printed.

Kept as figures of the field and period, one for each count, all of one source and one hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from figures.period import Period
from models.centre import Centre, Officer
from models.report import EnteredFigure

PREFIX = "totals:"  # begins the key of such a figure; no name of a centre's own may hold a colon
FLOWS = ("online", "direct", "early", "on_time", "late", "refused", "withdrawn", "stopped")
CARRIED = ("carried_online", "carried_direct")
STOCKS = ("pending_in_time", "pending_overdue", "supplement_waiting", "duty_waiting")
TYPED = (*FLOWS[:2], *CARRIED, *FLOWS[2:], *STOCKS)  # names of figures.counts.Counts, in the order of the table
CAME, WENT = {*FLOWS[:2], *CARRIED}, {*FLOWS[2:], *STOCKS}


@dataclass(frozen=True)
class TypedTotals:
    """What somebody typed in of one field's period, and who says so."""

    numbers: Mapping[str, int]  # name of a count → dossiers
    source: str
    dated_on: date
    author: str

    @property
    def received(self) -> int:
        """All of them: (3)."""
        return sum(number for name, number in self.numbers.items() if name in CAME)

    @property
    def carried_over(self) -> int:
        """(6)"""
        return sum(self.numbers.get(name, 0) for name in CARRIED)


def typed_totals(centre: Centre, period: Period) -> dict[int, TypedTotals]:
    """Field id → its totals of exactly this period."""
    rows = (
        EnteredFigure.select(EnteredFigure, Officer)
        .left_outer_join(Officer)
        .where(
            EnteredFigure.centre == centre,
            EnteredFigure.key.in_([PREFIX + name for name in TYPED]),
            EnteredFigure.field.is_null(False),
            EnteredFigure.first == period.first,
            EnteredFigure.last == period.last,
        )
        .order_by(EnteredFigure.id)
    )
    numbers: dict[int, dict[str, int]] = {}
    last: dict[int, EnteredFigure] = {}
    for row in rows:
        assert row.field_id is not None
        numbers.setdefault(row.field_id, {})[row.key.removeprefix(PREFIX)] = int(row.numerator)
        last[row.field_id] = row
    return {
        field: TypedTotals(numbers[field], row.source, row.dated_on, row.officer.name if row.officer else "")
        for field, row in last.items()
    }
