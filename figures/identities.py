"""What must add up in every table, said as sentences; a table that does not is shown with the row named."""

from collections.abc import Iterable
from dataclasses import dataclass

from figures.columns import REFUSED, Column
from figures.table import Table

ENGLISH = {
    "total_received": "total received",
    "online": "online",
    "direct": "direct, postal",
    "carried_over": "carried over",
    "finished": "finished",
    "early": "early",
    "on_time": "on time",
    "late": "late",
    "refused": "refused",
    "withdrawn": "withdrawn",
    "stopped": "stopped",
    "pending": "pending",
    "pending_in_time": "in time",
    "pending_overdue": "overdue",
    "supplement_waiting": "supplement requested",
    "duty_waiting": "financial duty",
}
WHOLES = {"total_received": "Tổng số tiếp nhận", "finished": "Đã giải quyết", "pending": "Đang giải quyết"}


@dataclass(frozen=True)
class Check:
    """One identity. `faults` names each row in which it fails, and by how many dossiers."""

    key: str  # I1 … I8
    sentence: str
    sentence_en: str
    faults: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.faults


def checks(table: Table) -> list[Check]:
    """I1 to I5, which a table can tell by itself; I6 to I8 need the reports handed in before it."""
    by_key = {column.key: column for column in table.columns}
    sums = [_sum(table, key, by_key[whole]) for key, whole in (("I1", "total_received"), ("I2", "finished"))]
    return [*sums, _sum(table, "I3", by_key["pending"]), _received_is_done_or_pending(table, by_key), _columns(table)]


def _sum(table: Table, key: str, whole: Column) -> Check:
    columns = {column.key: column for column in table.columns}
    return _adds_up(table, key, whole, [columns[part] for part in whole.parts])


def _received_is_done_or_pending(table: Table, by_key: dict[str, Column]) -> Check:
    outside = [column for column in table.columns if column.group == REFUSED]
    return _adds_up(table, "I4", by_key["total_received"], [by_key["finished"], *outside, by_key["pending"]])


def _adds_up(table: Table, key: str, whole: Column, parts: list[Column]) -> Check:
    said = " + ".join(f"{WHOLES.get(part.key, part.label).casefold()} ({part.number})" for part in parts)
    said_en = " + ".join(f"{ENGLISH[part.key]} ({part.number})" for part in parts)
    name = WHOLES[whole.key]
    return Check(
        key,
        f"{name} ({whole.number}) = {said}.",
        f"{ENGLISH[whole.key].capitalize()} ({whole.number}) = {said_en}.",
        tuple(_faults(table, whole, parts)),
    )


def _faults(table: Table, whole: Column, parts: list[Column]) -> Iterable[str]:
    rows = [(row.field, row.counts) for row in table.rows] + [("Tổng cộng", table.total)]
    for name, counts in rows:
        missing = whole.of(counts) - sum(part.of(counts) for part in parts)
        if missing > 0:
            yield f"{name}: còn {missing} hồ sơ chưa xếp vào nhóm nào"
        elif missing < 0:
            yield f"{name}: {-missing} hồ sơ bị xếp vào hai nhóm"


def _columns(table: Table) -> Check:
    added = {column.number: sum(column.of(row.counts) for row in table.rows) for column in table.columns}
    return Check(
        "I5",
        "Dòng tổng cộng = tổng các lĩnh vực, ở mọi cột.",
        "The total row = the sum of the fields, in every column.",
        tuple(
            f"Cột ({column.number}): tổng cộng {column.of(table.total)}, các lĩnh vực cộng lại {added[column.number]}"
            for column in table.columns
            if column.of(table.total) != added[column.number]
        ),
    )
