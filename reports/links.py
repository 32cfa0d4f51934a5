"""Where a figure on the preview leads: to the list of what was counted, or the register it was read from."""

from collections.abc import Iterable
from urllib.parse import urlencode

from figures.counts import Counts
from figures.period import Period

DOSSIERS = "/dashboard/dossiers"
ENDED = ("early", "on_time", "late", "refused", "withdrawn", "stopped", "unknown_outcome")
STANDING = ("pending_in_time", "pending_overdue", "supplement_waiting", "duty_waiting")
RECEIVED = ("online", "direct", "postal", "unknown_channel")
CARRIED = ("carried_online", "carried_direct", "carried_postal", "carried_unknown")
LISTS: dict[frozenset[str], tuple[str, str]] = {  # counts that one list shows together → its set, its leaf
    **{frozenset([name]): ("finished", name) for name in ENDED},
    **{frozenset([name]): ("pending", name) for name in STANDING},
    **{frozenset([name]): ("received", name) for name in RECEIVED},
    **{frozenset([name]): ("carried_over", name) for name in CARRIED},
    frozenset(["supplement_asked"]): ("total", "supplement_asked"),
    frozenset(["early", "on_time"]): ("finished", "in_time"),
    frozenset(["early", "on_time", "late"]): ("finished", "resolved"),
    frozenset(ENDED): ("finished", ""),
    frozenset(STANDING): ("pending", ""),
    frozenset(RECEIVED): ("received", ""),
    frozenset(CARRIED): ("carried_over", ""),
    frozenset(RECEIVED + CARRIED): ("total", ""),
}


def of_counts(period: Period, names: Iterable[str], counts: Counts, field: int | None = None) -> str | None:
    """The list of just these dossiers; None where there are none, or no list shows just these together."""
    there = frozenset(name for name in names if getattr(counts, name))
    if not there:
        return None
    if there in LISTS:
        return _dossiers(period, *LISTS[there], field)
    wholes = (list_ for list_ in LISTS if there <= list_ and not any(getattr(counts, name) for name in list_ - there))
    same = next(wholes, None)  # a larger list that holds nothing more
    return _dossiers(period, *LISTS[same], field) if same else None


def of_set(period: Period, within: str, field: int | None = None) -> str:
    """All dossiers of a set, perhaps of one field: total, received, carried_over, finished, pending."""
    return _dossiers(period, within, "", field)


def register(name: str, period: Period) -> str:
    """A register, at the period."""
    return f"/registers/{name}?{urlencode({'from': period.first, 'to': period.last})}"


def _dossiers(period: Period, within: str, leaf: str, field: int | None) -> str:
    wanted = {"from": period.first, "to": period.last, "set": within, "leaf": leaf, "field": field}
    return f"{DOSSIERS}?{urlencode({name: value for name, value in wanted.items() if value})}"


SETS = {  # measure → the set whose list shows what it is a share of
    "payment_rate": {"in_period": "received", "finished": "finished"},
    "payment_money_rate": {"in_period": "received", "finished": "finished"},
    "digitised_input_rate": {"in_period": "received"},
    "digitised_result_rate": {"resolved": "finished", "in_time": "finished"},
    "reuse_rate": {"in_period": "received"},
    "online_rate": {"in_period": "received"},
    "on_time_rate": {"resolved": "finished", "finished": "finished"},
}


def of_measure(period: Period, measure: str, base: str, field: int | None = None) -> str:
    """The dossiers that a measure is a share of."""
    return of_set(period, SETS.get(measure, {}).get(base, "total"), field)
