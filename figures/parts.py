"""Which measures share one sum of 100 %: the parts of a whole, by base."""

_OF_TOTAL = (
    "on_time_rate",
    "late_rate",
    "refused_rate",
    "withdrawn_rate",
    "stopped_rate",
    "pending_in_time_rate",
    "pending_overdue_rate",
    "supplement_rate",
)

PARTITIONS: dict[tuple[str, str], tuple[str, ...]] = {  # (measure, its base) → the other parts of the same 100 %
    **{(part, "total"): tuple(other for other in _OF_TOTAL if other != part) for part in _OF_TOTAL},
    ("finish_rate", "total"): ("pending_rate",),
    ("pending_rate", "total"): ("finish_rate",),
    ("on_time_rate", "resolved"): ("late_rate",),
}
