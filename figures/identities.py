"""What must add up in every table, and from one report to the next, said as sentences.

Where something does not, the row is named, and by how many dossiers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from figures.columns import REFUSED, Column
from figures.counts import flows, scope_of
from figures.named_periods import months_of, written
from figures.period import DAY, Period
from figures.rates import counted
from figures.succession import faults as beside
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
    """One identity. `faults` names each row in which it fails, and by how many dossiers; `faults_en` says the same."""

    key: str  # I1 … I8
    sentence: str
    sentence_en: str
    faults: tuple[str, ...] = ()
    faults_en: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.faults


@dataclass(frozen=True)
class HandedIn:
    """What an earlier report said, so that this one can be held against it: flows and the stock at its end."""

    period: Period
    received: int  # in the period
    finished: int
    pending: int
    pending_by_field: Mapping[str, int] = field(default_factory=dict)  # name of a field → its pending dossiers
    counted_now: bool = False  # it was never handed in: only its flows are there, and only I8 asks


def checks(table: Table, handed_in: Sequence[HandedIn] = ()) -> list[Check]:
    """I1 to I5, which a table can tell by itself, then those of I6 to I8 that the reports handed in before can tell;
    of two for one period the later in the sequence counts."""
    by_key = {column.key: column for column in table.columns}
    sums = [_sum(table, key, by_key[whole]) for key, whole in (("I1", "total_received"), ("I2", "finished"))]
    own = [*sums, _sum(table, "I3", by_key["pending"]), _received_is_done_or_pending(table, by_key), _columns(table)]
    latest = {one.period: one for one in handed_in}
    printed = {period: one for period, one in latest.items() if not one.counted_now}
    return [*own, *_chain(table, printed), *_succession(table, printed), *_months(table, latest)]


def months_in(table: Table) -> list[HandedIn]:
    """The reporting months within a table's period as they are counted now, flows only: what I8 adds up when they were
    not handed in one by one."""
    found = []
    for period in months_of(table.period, table.profile.cut_off_day):
        counts = flows(scope_of(table.centre, period, table.profile))[None]
        found.append(HandedIn(period, counts.received, counts.finished, 0, counted_now=True))
    return found


def _chain(table: Table, handed_in: Mapping[Period, HandedIn]) -> Iterator[Check]:
    before = [one for one in handed_in.values() if one.period.last == table.period.first - DAY]
    if not before:
        return
    last = before[-1]
    told = {row.field: row.counts.carried_over for row in table.rows}
    pairs = [(name, told.get(name, 0), pending) for name, pending in last.pending_by_field.items()]
    wrong = [pair for pair in [*pairs, ("Tổng cộng", table.total.carried_over, last.pending)] if pair[1] != pair[2]]
    yield Check(
        "I6",
        f"Từ kỳ trước chuyển sang = đang giải quyết của báo cáo kỳ trước ({written(last.period)}).",
        f"Carried over = pending in the report of the period before ({written(last.period)}).",
        tuple(f"{name}: kỳ này {now} hồ sơ, báo cáo kỳ trước {then}" for name, now, then in wrong),
        tuple(f"{name}: {now} dossiers now, {then} in the report before" for name, now, then in wrong),
    )


def _succession(table: Table, handed_in: Mapping[Period, HandedIn]) -> Iterator[Check]:
    if not handed_in:
        return
    found = beside(table.period, handed_in)
    yield Check(
        "I7",
        "Kỳ này nối tiếp các báo cáo đã xuất, không trùng và không bỏ sót ngày nào.",
        "This period follows the reports that were handed in: no day twice, none left out.",
        tuple(fault.sentence for fault in found),
        tuple(fault.sentence_en for fault in found),
    )


def _months(table: Table, handed_in: Mapping[Period, HandedIn]) -> Iterator[Check]:
    months = months_of(table.period, table.profile.cut_off_day)
    if len(months) < 2 or not all(one in handed_in for one in months):
        return
    parts = [handed_in[one] for one in months]
    sums = (
        ("Tiếp nhận trong kỳ", "Received in the period", table.total.received, sum(one.received for one in parts)),
        ("Đã giải quyết", "Finished", table.total.finished, sum(one.finished for one in parts)),
    )
    wrong = [each for each in sums if each[2] != each[3]]
    sign = table.profile.thousands_sign
    yield Check(
        "I8",
        f"Tiếp nhận trong kỳ và đã giải quyết = tổng của {len(months)} tháng; hồ sơ tồn không cộng dồn.",
        f"Received and finished = the sum of {len(months)} months; stocks are not added up.",
        tuple(f"{vi}: kỳ này {counted(now, sign)}, các tháng cộng lại {counted(a, sign)}" for vi, _, now, a in wrong),
        tuple(f"{en}: {counted(now, sign)} here, {counted(a, sign)} in its months" for _, en, now, a in wrong),
    )


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
    for name, counts in [(row.field, row.counts) for row in table.rows] + [("Tổng cộng", table.total)]:
        if missing := whole.of(counts) - sum(part.of(counts) for part in parts):
            yield name, missing


def _fault(row: str, missing: int, table: Table) -> str:
    number = counted(abs(missing), table.profile.thousands_sign)
    said = f"còn {number} hồ sơ chưa xếp vào nhóm nào" if missing > 0 else f"{number} hồ sơ bị xếp vào hai nhóm"
    return f"{row}: {said}"


def _fault_en(row: str, missing: int, table: Table) -> str:
    number = counted(abs(missing), table.profile.thousands_sign)
    return f"{row}: {number} dossiers are in {'no group' if missing > 0 else 'two groups'}"


def _columns(table: Table) -> Check:
    added = {column: sum(column.of(row.counts) for row in table.rows) for column in table.columns}
    wrong = [(column.number, column.of(table.total), sums) for column, sums in added.items()]
    wrong = [each for each in wrong if each[1] != each[2]]
    return Check(
        "I5",
        "Dòng tổng cộng = tổng các lĩnh vực, ở mọi cột.",
        "The total row = the sum of the fields, in every column.",
        tuple(f"Cột ({number}): tổng cộng {total}, các lĩnh vực cộng lại {sums}" for number, total, sums in wrong),
        tuple(f"Column ({number}): {total} in total, {sums} in the fields" for number, total, sums in wrong),
    )
