"""The 16-column table of dossiers by field, for any centre and period, as it stood at the period's last day.

What ended after that day is pending in it, so a past period gives the same table whenever it is asked for; one that
still goes on is told as at today, since nothing is overdue before its time. Every
dossier lies in exactly one leaf, (8)–(12) or (14)–(16). One query, the same for SQLite and PostgreSQL.
Form: Thông tư 01/2020/TT-VPCP, annex, with the columns refused, withdrawn and supplement that centres print.
"""

from dataclasses import dataclass, field, fields
from datetime import date

from peewee import JOIN, Case, Select, fn

from figures.period import Period
from models.base import today
from models.centre import Centre, Field
from models.dossier import Dossier, Pause


def _column(meaning: str) -> int:
    return field(metadata={"description": meaning})  # which pydantic reads for the API document


@dataclass(frozen=True)
class Figures:
    """Numbers of dossiers, in the order of the columns (3) to (16)."""

    total_received: int = _column("(3) = (4) + (5) + (6)")
    online: int = _column("(4)")
    direct: int = _column("(5) at the counter or by post")
    carried_over: int = _column("(6) received before the period and not ended before it")
    finished: int = _column("(7) = (8) + … + (12)")
    early: int = _column("(8) resolved before the due day")
    on_time: int = _column("(9) on the due day, or no due day")
    late: int = _column("(10)")
    refused: int = _column("(11)")
    withdrawn: int = _column("(12)")
    pending: int = _column("(13) = (14) + (15) + (16), as at `as_at`")
    pending_in_time: int = _column("(14) due that day or later, or stopped for a financial duty")
    pending_overdue: int = _column("(15)")
    supplement_waiting: int = _column("(16) stopped until the applicant brings papers")

    def by_column(self) -> dict[str, int]:
        """The same under the numbers of the form, "3" to "16"."""
        return {column: getattr(self, name) for column, name in COLUMNS.items()}


COLUMNS = {str(number): column.name for number, column in enumerate(fields(Figures), 3)}
NONE = Figures(**dict.fromkeys(COLUMNS.values(), 0))


@dataclass(frozen=True)
class Row:
    """One field of procedures."""

    position: int
    field: str
    figures: Figures


@dataclass(frozen=True)
class Table:
    """The table of one centre and period, as at the day `as_at`. `eve` is what was pending when it began; `imported`
    counts dossiers of which only the latest state is known."""

    centre: Centre
    period: Period
    as_at: date
    rows: list[Row]
    total: Figures
    eve: Figures
    imported: int


def table(centre: Centre, period: Period) -> Table:
    """Every field of the centre in its order, also those without dossiers; totals are counted anew, never added up."""
    query = leaves(centre, period)
    by_field = {row.pop("field_id"): _figures(row) for row in _sums(query, query.c.field_id).dicts()}
    [whole] = _sums(query).dicts()
    [before] = _sums(leaves(centre, period.eve)).dicts()
    rows = Field.select().where(Field.centre == centre).order_by(Field.position, Field.id)
    return Table(
        centre,
        period,
        period.as_at(today()),
        [Row(number, row.name, by_field.get(row.id, NONE)) for number, row in enumerate(rows, 1)],
        _figures(whole),
        _figures(before),
        query.select_from(fn.COUNT(query.c.batch_id)).scalar(),
    )


def leaves(centre: Centre, period: Period) -> Select:
    """One line for each dossier of the period: field_id, batch_id, origin (online, direct, carried_over), state
    (finished, pending) and leaf (the name of its column (8)–(12), (14)–(16)), as at the last day of the period, or
    today if that is earlier."""
    dossier = Dossier.alias("d")
    stop = Pause.alias("p")
    as_at = period.as_at(today())
    is_open = (stop.began_on <= as_at) & (stop.ended_on.is_null() | (stop.ended_on > as_at))
    stops = (
        stop.select(
            stop.dossier,
            fn.MAX(Case(None, [(stop.ended_on <= as_at, stop.due_after)])).alias("due_after"),
            fn.MAX(Case(None, [(is_open & (stop.kind == Pause.SUPPLEMENT), 1)], 0)).alias("supplement"),
            fn.MAX(Case(None, [(is_open, 1)], 0)).alias("stopped"),
        )
        .join(dossier, on=(stop.dossier == dossier.id))
        .where(_counted(dossier, centre, period))
        .group_by(stop.dossier)
        .alias("s")
    )
    due = fn.COALESCE(stops.c.due_after, dossier.due_on)
    ended = dossier.ended_at < period.over
    day = fn.DATE(dossier.ended_at)
    leaf = Case(
        None,
        [
            (ended & (dossier.outcome == "refused"), "refused"),
            (ended & (dossier.outcome == "withdrawn"), "withdrawn"),
            (ended & (day < due), "early"),
            (ended & (day > due), "late"),
            (ended, "on_time"),
            (stops.c.supplement == 1, "supplement_waiting"),
            (stops.c.stopped == 1, "pending_in_time"),
            (due < as_at, "pending_overdue"),
        ],
        "pending_in_time",
    )
    origin = Case(
        None,
        [(dossier.received_at < period.begins, "carried_over"), (dossier.channel == "online", "online")],
        "direct",
    )
    return (
        dossier.select(
            dossier.field.alias("field_id"),
            dossier.batch.alias("batch_id"),
            origin.alias("origin"),
            Case(None, [(ended, "finished")], "pending").alias("state"),
            leaf.alias("leaf"),
        )
        .join(stops, JOIN.LEFT_OUTER, on=(stops.c.dossier_id == dossier.id))
        .where(_counted(dossier, centre, period))
        .alias("leaves")
    )


def _counted(dossier, centre: Centre, period: Period):
    """Received in the period, or before it and not ended before it."""
    return (
        (dossier.centre == centre)
        & dossier.counted
        & (dossier.received_at < period.over)
        & (dossier.ended_at.is_null() | (dossier.ended_at >= period.begins))
    )


def _sums(query, *by) -> Select:
    """How many lines there are of each column's name; the sum of nothing is None."""
    counted = (
        (query.c.origin, ("online", "direct", "carried_over")),
        (query.c.state, ("finished", "pending")),
        (query.c.leaf, ("early", "on_time", "late", "refused", "withdrawn")),
        (query.c.leaf, ("pending_in_time", "pending_overdue", "supplement_waiting")),
    )
    sums = [fn.SUM(Case(None, [(column == name, 1)], 0)).alias(name) for column, names in counted for name in names]
    return query.select_from(*by, fn.COUNT(query.c.leaf).alias("total_received"), *sums).group_by(*by)


def _figures(sums: dict) -> Figures:
    return Figures(**{name: int(number or 0) for name, number in sums.items()})
