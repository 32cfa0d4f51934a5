"""What must add up in every table, said as sentences.

Where something does not, the row is named, and by how many dossiers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from digits import english
from figures.columns import REFUSED, Column
from figures.rates import counted
from figures.table import Table

TOTAL = "Tổng cộng"
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
    """One identity. `faults` names each row in which it fails, and by how many dossiers; `faults_en` says the same."""

    key: str  # I1 … I8
    sentence: str
    sentence_en: str
    faults: tuple[str, ...] = ()
    faults_en: tuple[str, ...] = ()
    compared: bool = True  # False: there was nothing to hold it against; the sentence says so, and what to do
    binding: bool = True  # False: it was held against a report that may have been a trial; its faults are a warning

    @property
    def state(self) -> str:
        """holds, fails, warns, or idle where nothing was there to compare."""
        if not self.compared:
            return "idle"
        if not self.faults:
            return "holds"
        return "fails" if self.binding else "warns"

    @property
    def holds(self) -> bool:
        """Whether a report may go out without a word about it."""
        return self.state != "fails"


def checks(table: Table) -> list[Check]:
    """I1 to I5, which a table can tell by itself; those from one report to the next are in figures.succession."""
    by_key = {column.key: column for column in table.columns}
    sums = [_sum(table, key, by_key[whole]) for key, whole in (("I1", "total_received"), ("I2", "finished"))]
    return [*sums, _sum(table, "I3", by_key["pending"]), _received_is_done_or_pending(table, by_key), _columns(table)]


def _sum(table: Table, key: str, whole: Column) -> Check:
    columns = {column.key: column for column in table.columns}
    return _adds_up(table, key, whole, [columns[part] for part in whole.parts])


def _received_is_done_or_pending(table: Table, by_key: dict[str, Column]) -> Check:
    outside = [column for column in table.columns if column.group == REFUSED]
    return _adds_up(table, "I4", by_key["total_received"], [by_key["finished"], *outside, by_key["pending"]])


def _within(name: str) -> str:
    """A name within a sentence: only its first letter is made small, "BCCI" stays."""
    return name[:1].lower() + name[1:]


def _adds_up(table: Table, key: str, whole: Column, parts: list[Column]) -> Check:
    said = " + ".join(f"{_within(WHOLES.get(part.key, part.label))} ({part.number})" for part in parts)
    said_en = " + ".join(f"{ENGLISH[part.key]} ({part.number})" for part in parts)
    name = WHOLES[whole.key]
    missing = list(_missing(table, whole, parts))
    return Check(
        key,
        f"{name} ({whole.number}) = {said}.",
        f"{ENGLISH[whole.key].capitalize()} ({whole.number}) = {said_en}.",
        tuple(_fault(row, number, table) for row, number in missing),
        tuple(_fault_en(row, number, table) for row, number in missing),
    )


def _missing(table: Table, whole: Column, parts: list[Column]) -> Iterator[tuple[str, int]]:
    """(row, how many dossiers its parts lack; less than 0: have too many)."""
    for name, counts in [(row.field, row.counts) for row in table.rows] + [(TOTAL, table.total)]:
        if missing := whole.of(counts) - sum(part.of(counts) for part in parts):
            yield name, missing


def _fault(row: str, missing: int, table: Table) -> str:
    number = counted(abs(missing), table.profile.thousands_sign)
    said = f"còn {number} hồ sơ chưa xếp vào nhóm nào" if missing > 0 else f"{number} hồ sơ bị xếp vào hai nhóm"
    return f"{row}: {said}"


def _fault_en(row: str, missing: int, table: Table) -> str:
    number = abs(missing)
    said = "1 dossier is" if number == 1 else f"{english(number)} dossiers are"
    return f"{row}: {said} in {'no group' if missing > 0 else 'two groups'}"


def _columns(table: Table) -> Check:
    added = {column: sum(column.of(row.counts) for row in table.rows) for column in table.columns}
    wrong = [(column.number, column.of(table.total), sums) for column, sums in added.items()]
    wrong = [each for each in wrong if each[1] != each[2]]
    sign = table.profile.thousands_sign
    return Check(
        "I5",
        "Dòng tổng cộng = tổng các lĩnh vực, ở mọi cột.",
        "The total row = the sum of the fields, in every column.",
        tuple(
            f"Cột ({number}): tổng cộng {counted(total, sign)}, các lĩnh vực cộng lại {counted(sums, sign)}"
            for number, total, sums in wrong
        ),
        tuple(
            f"Column ({number}): {english(total)} in total, {english(sums)} in the fields"
            for number, total, sums in wrong
        ),
    )
