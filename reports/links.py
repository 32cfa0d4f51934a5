"""Where a figure on the preview leads: to the list of what was counted."""

from urllib.parse import urlencode

from figures.period import Period

DOSSIERS = "/dashboard/dossiers"


def dossiers(period: Period, which: str, leaf: str = "", field: int | None = None, channel: str = "") -> str:
    """The dossiers of one set (received, finished, pending, carried_over), perhaps of one leaf, field or channel."""
    wanted = {"from": period.first, "to": period.last, "set": which, "leaf": leaf, "field": field, "channel": channel}
    return f"{DOSSIERS}?{urlencode({name: value for name, value in wanted.items() if value})}"


def register(name: str, period: Period) -> str:
    """A register, at the period."""
    return f"/registers/{name}?{urlencode({'from': period.first, 'to': period.last})}"


SETS: dict[str, tuple[str, str, str]] = {  # what the table and the text count → set, leaf, channel
    "total_received": ("total", "", ""),
    "received": ("received", "", ""),
    "online": ("received", "", "online"),
    "direct": ("received", "", "direct"),
    "counter": ("received", "", "direct"),
    "postal": ("received", "", "postal"),
    "carried_over": ("carried_over", "", ""),
    "finished": ("finished", "", ""),
    "resolved": ("finished", "", ""),
    "in_time": ("finished", "", ""),
    "early": ("finished", "early", ""),
    "on_time": ("finished", "on_time", ""),
    "late": ("finished", "late", ""),
    "refused": ("finished", "refused", ""),
    "withdrawn": ("finished", "withdrawn", ""),
    "stopped": ("finished", "stopped", ""),
    "pending": ("pending", "", ""),
    "pending_in_time": ("pending", "pending_in_time", ""),
    "pending_overdue": ("pending", "pending_overdue", ""),
    "supplement": ("pending", "supplement_waiting", ""),
    "supplement_waiting": ("pending", "supplement_waiting", ""),
    "supplement_asked": ("received", "", ""),
    "duty_waiting": ("pending", "duty_waiting", ""),
}


def of_count(period: Period, name: str, field: int | None = None) -> str | None:
    """The list behind a count of the table; None where no list shows just that."""
    if name not in SETS:
        return None
    which, leaf, channel = SETS[name]
    return dossiers(period, which, leaf, field, channel)


MEASURED: dict[str, str] = {  # measure → the count whose list shows what it is a share of
    "online_rate": "received",
    "finish_rate": "finished",
    "on_time_rate": "finished",
    "progress_rate": "finished",
    "late_rate": "late",
    "refused_rate": "refused",
    "withdrawn_rate": "withdrawn",
    "stopped_rate": "stopped",
    "supplement_rate": "supplement",
    "pending_rate": "pending",
    "pending_in_time_rate": "pending_in_time",
    "pending_overdue_rate": "pending_overdue",
    "payment_rate": "received",
    "payment_money_rate": "received",
    "digitised_input_rate": "received",
    "digitised_result_rate": "finished",
    "reuse_rate": "received",
}


def of_measure(period: Period, measure: str) -> str | None:
    """The list behind a measure's numbers; None where there is none."""
    return of_count(period, MEASURED[measure]) if measure in MEASURED else None
