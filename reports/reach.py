"""Whether a measure reaches what was planned: the only place from which a report has the words "đạt" and "chưa đạt"."""

from decimal import Decimal

from figures.measures import Rate
from figures.register_words import AT_MOST


def reached(rate: Rate, target: Decimal) -> bool:
    """Held against the figure as it is printed: a page that says 98 % does not call 98 % missed."""
    assert rate.value is not None
    return rate.value <= target if rate.key in AT_MOST else rate.value >= target
