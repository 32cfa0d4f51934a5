"""The last row of the table: each column as a share of the total received, (4) and (5) of what their measure says."""

from decimal import Decimal

from figures.columns import Column
from figures.counts import Counts
from figures.evidence import Evidence
from figures.measures import Rate, measures
from figures.profile import Profile, Rounding
from figures.rates import printed, rate
from figures.table import Table

MEASURES = {  # column → the measure that is printed under it, with its rounding
    "online": "online_rate",
    "direct": "online_rate",  # only its rounding
    "finished": "finish_rate",
    "early": "on_time_rate",
    "on_time": "on_time_rate",
    "late": "late_rate",
    "refused": "refused_rate",
    "withdrawn": "withdrawn_rate",
    "stopped": "stopped_rate",
    "pending": "pending_rate",
    "pending_in_time": "pending_in_time_rate",
    "pending_overdue": "pending_overdue_rate",
    "supplement_waiting": "supplement_rate",
    "supplement_asked": "supplement_rate",
}


def rate_row(table: Table) -> dict[str, str]:
    """Printed rates by the printed number of their column; what was carried over has none."""
    return rates_of(table.total, table.columns, table.profile)


def rates_of(counts: Counts, columns: list[Column], profile: Profile) -> dict[str, str]:
    """The same for any row."""
    values = values_of(counts, columns, profile)
    return {
        number: printed(values[number], _rounding(column, profile), profile.decimal_sign)
        for column in columns
        if (number := str(column.number)) in values
    }


def values_of(counts: Counts, columns: list[Column], profile: Profile) -> dict[str, Decimal | None]:
    """The same in percent, cut as the profile says, for whoever writes them in another way."""
    known = measures(Evidence(counts), profile)
    return {
        str(column.number): _of(column, counts, profile, known) for column in columns if column.key != "carried_over"
    }


def _of(column: Column, counts: Counts, profile: Profile, known: dict[str, Rate]) -> Decimal | None:
    measure = MEASURES.get(column.key)
    if measure is not None and _is_of_column(known[measure], column, counts):
        return known[measure].value
    whole = counts.received if column.key in ("online", "direct") and _in_period(profile) else counts.total_received
    return rate(column.of(counts), whole, _rounding(column, profile))


def _rounding(column: Column, profile: Profile) -> Rounding:
    measure = MEASURES.get(column.key)
    return profile.rounding_for(measure) if measure else profile.rounding


def _is_of_column(one: Rate, column: Column, counts: Counts) -> bool:
    """Whether the measure says just what stands in the column, as a share of the total."""
    return one.share.of == "total" and one.share.part == column.of(counts)


def _in_period(profile: Profile) -> bool:
    return profile.base("online_rate") == "in_period" and profile.carried_over_shown
