"""Whether a measure reaches what was planned: the only place from which anything has the words "đạt" and "chưa đạt"."""

from collections.abc import Mapping
from decimal import Decimal

from figures.measures import Rate
from figures.register_words import AT_MOST

MET, MISSED = "đạt", "chưa đạt"
Targets = Mapping[tuple[str, int | None], Decimal]  # (measure, field id; None: all together) → percent

USUAL_PLANS: Mapping[str, int] = {  # measure → percent that is planned until the centre plans otherwise
    "on_time_rate": 98,
    "online_rate": 95,
    "digitised_input_rate": 100,
    "digitised_result_rate": 95,
    "payment_rate": 80,
    "reuse_rate": 80,
    "satisfaction_rate": 95,
    "called_in_time_rate": 90,
}


def reached(rate: Rate, target: Decimal) -> bool:
    """Held against the figure as it is printed: a page that says 98 % does not call 98 % missed."""
    assert rate.value is not None
    return rate.value <= target if rate.key in AT_MOST else rate.value >= target


def target_of(targets: Targets, measure: str, field: int | None = None) -> Decimal | None:
    """What a measure should reach: the field's own target, else that of all together; None without either."""
    return targets.get((measure, field), targets.get((measure, None)))


def verdict(rate: Rate, target: Decimal) -> str:
    """The word for it."""
    return MET if reached(rate, target) else MISSED
