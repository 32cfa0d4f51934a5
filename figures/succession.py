"""What must hold from one report to the next: no day told twice or left out, stocks that go over, months that add up.

A period is held against reports of other periods that were exported before. Where there is none to be held against, the
check is there nevertheless, and says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from digits import english
from figures.counts import flows, scope_of
from figures.identities import TOTAL, Check
from figures.named_periods import day_written, months_of, name, written
from figures.period import DAY, Period
from figures.rates import counted
from figures.table import Table
from figures.typed_totals import typed_totals
from queueing.errors import count_of

NOBODY = ("", 0)  # of a field that one of two reports does not have


@dataclass(frozen=True)
class Earlier:
    """What a report of another period said when it was exported: flows, and the stock at its end."""

    period: Period
    received: int = 0  # in the period
    finished: int = 0
    pending: int = 0
    rows: Mapping[int, tuple[str, int]] = field(default_factory=dict)  # id of a field → (its name then, its pending)
    handed_in: bool = True  # False: nobody has marked it so; it may have been a trial
    final: bool = True  # False: exported while the period went on, so its figures were not the last
    counted_now: bool = False  # never exported: only its flows are there, and only I8 asks


@dataclass(frozen=True)
class Fault:
    """Days that a report tells of twice, or not at all. `handed_in`: the other report was."""

    twice: bool
    days: Period
    handed_in: bool
    sentence: str
    sentence_en: str


def checks(table: Table, earlier: Sequence[Earlier]) -> list[Check]:
    """I6, I7 and I8. `earlier`: one report for each other period, what goes first before the others, and months that
    were counted now."""
    printed = [one for one in earlier if not one.counted_now]
    return [_chain(table, printed), _succession(table, printed), _months(table, earlier)]


def faults(period: Period, earlier: Iterable[Earlier]) -> list[Fault]:
    """Days shared with other reports, and days left out since the last of them.

    A month within a quarter, or a quarter that holds its months, is no fault: only what overlaps in part is.
    """
    others = sorted(earlier, key=lambda one: (one.period.first, one.period.last))
    found = [_told_twice(days, one) for one in others if (days := shared_in_part(period, one.period))]
    eve = period.first - DAY
    before = [one for one in others if one.period.last < eve]
    if before and not any(one.period.holds(eve) for one in others):
        last = max(before, key=lambda one: one.period.last)
        begun = max(last.period.last + DAY, Period.longest(eve).first)
        found.append(_left_out(Period(begun, eve), last))
    return found


def shared_in_part(one: Period, other: Period) -> Period | None:
    """The days of both, where neither holds all of the other."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    if first > last:
        return None
    shared = Period(first, last)
    return None if shared in (one, other) else shared


def months_in(table: Table) -> list[Earlier]:
    """The reporting months within a table's period as they are counted now, flows only: what I8 adds up when they were
    not exported one by one. Left out is a month that lacks the totals which were typed in for the whole period."""
    found, typed = [], {row.field_id for row in table.rows if row.typed}
    for period in months_of(table.period, table.profile.cut_off_day):
        if typed - typed_totals(table.centre, period).keys():
            continue
        counts = flows(scope_of(table.centre, period, table.profile))[None]
        found.append(Earlier(period, counts.received, counts.finished, counted_now=True))
    return found


def paired(then: Mapping[int, str], now: Mapping[int, str]) -> list[tuple[str, int, int]]:
    """(name, its id then, its id now) of every field of two tables, 0 where one does not have it: the same name is the
    same field, as it is after a file was taken back and brought in again; else the same id, as after a new name. What
    both have bears its name of then."""
    ids = {called: number for number, called in now.items()}
    pairs = {number: ids.get(called, 0) for number, called in then.items()}
    free = now.keys() - set(pairs.values())
    pairs |= {number: number for number, other in pairs.items() if not other and number in free}
    found = [(called, number, pairs[number]) for number, called in then.items()]
    taken = set(pairs.values())
    return [*found, *((called, 0, number) for number, called in now.items() if number not in taken)]


def _chain(table: Table, printed: list[Earlier]) -> Check:
    eve = table.period.first - DAY
    before = [one for one in printed if one.period.last == eve]
    held = [one for one in before if one.final]
    if not held:
        return _no_chain(table, going_on=bool(before))
    last = held[0]
    carried = {row.field_id: row.counts.carried_over for row in table.rows}
    rows = paired(
        {number: said[0] for number, said in last.rows.items()}, {row.field_id: row.field for row in table.rows}
    )
    pairs = [(called, carried.get(now, 0), last.rows.get(then, NOBODY)[1]) for called, then, now in rows]
    wrong = [pair for pair in [*pairs, (TOTAL, table.total.carried_over, last.pending)] if pair[1] != pair[2]]
    sign = table.profile.thousands_sign
    mark, mark_en = ("", "") if last.handed_in else (", chưa đánh dấu đã nộp", ", not marked as handed in")
    return Check(
        "I6",
        f"Từ kỳ trước chuyển sang = đang giải quyết của báo cáo kỳ trước ({written(last.period)}{mark}).",
        f"Carried over = pending in the report of the previous period ({written(last.period)}{mark_en}).",
        tuple(
            f"{row}: kỳ này {counted(now, sign)} hồ sơ, báo cáo kỳ trước {counted(then, sign)}"
            for row, now, then in wrong
        ),
        tuple(f"{row}: {english(now)} now, {english(then)} in the report before" for row, now, then in wrong),
    )


def _no_chain(table: Table, going_on: bool) -> Check:
    eve = day_written(table.period.first - DAY)
    if going_on:
        return Check(
            "I6",
            f"Báo cáo kỳ trước được xuất khi kỳ chưa kết thúc (ngày {eve}), nên chưa so được hồ sơ từ kỳ trước chuyển "
            "sang. Mời xuất lại báo cáo kỳ trước; nếu bản ấy đã gửi đi, mời đánh dấu đã nộp.",
            f"The report of the previous period was exported before it ended ({eve}), "
            "so what is carried over could not be compared. "
            "Please export it again; if that one was sent, mark it as handed in.",
            compared=False,
        )
    return Check(
        "I6",
        f"Chưa có báo cáo nào được xuất cho kỳ trước (đến hết ngày {eve}), nên chưa so được hồ sơ từ kỳ trước chuyển "
        "sang. Muốn so, mời xuất báo cáo kỳ trước.",
        f"No report of the previous period was exported (up to {eve}), so what is carried over could not be compared. "
        "To compare it, export the report of that period.",
        compared=False,
    )


def _succession(table: Table, printed: list[Earlier]) -> Check:
    if not printed:
        return Check(
            "I7",
            "Chưa có báo cáo nào của kỳ khác được xuất, nên chưa so được kỳ này có trùng hay bỏ sót ngày nào. Báo cáo "
            "xuất từ nay được so với nhau.",
            "No report of another period was exported, so it could not be told whether this one overlaps or leaves out "
            "days. Reports exported from now on are compared with each other.",
            compared=False,
        )
    found = faults(table.period, printed)
    follows = (
        "Kỳ này nối tiếp các báo cáo đã xuất, không trùng và không bỏ sót ngày nào.",
        "This period follows the reports that were exported: no day twice, none left out.",
    )
    does_not = (
        "Kỳ này chưa nối tiếp các báo cáo đã xuất.",
        "This period does not follow the reports that were exported.",
    )
    return Check(
        "I7",
        *(does_not if found else follows),
        tuple(fault.sentence for fault in found),
        tuple(fault.sentence_en for fault in found),
        binding=any(fault.handed_in for fault in found),
    )


def _months(table: Table, earlier: Sequence[Earlier]) -> Check:
    profile = table.profile
    months = months_of(table.period, profile.cut_off_day)
    if len(months) < 2:
        return Check(
            "I8",
            "Kỳ này không gồm từ hai tháng báo cáo trọn vẹn trở lên, nên không có tổng các tháng để so.",
            "This period is not made of two or more whole reporting months, so there are no sums to compare.",
            compared=False,
        )
    known = {one.period: one for one in earlier if one.final}
    if missing := [one for one in months if one not in known]:
        vi, en = ("; ".join(name(one, profile.cut_off_day, lang) for one in missing) for lang in ("vi", "en"))
        return Check(
            "I8",
            f"Chưa xuất báo cáo của đủ {len(months)} tháng trong kỳ (còn thiếu: {vi}), nên chưa so được tổng các "
            "tháng. Muốn so, mời xuất báo cáo các tháng ấy.",
            f"Not all of its {len(months)} months were exported (missing: {en}), so their sum could not be compared. "
            "To compare it, export the reports of those months.",
            compared=False,
        )
    parts = [known[one] for one in months]
    return _sum_of_months(table, parts)


def _sum_of_months(table: Table, parts: list[Earlier]) -> Check:
    sums = (
        ("Tiếp nhận trong kỳ", "Received in the period", table.total.received, sum(one.received for one in parts)),
        ("Đã giải quyết", "Finished", table.total.finished, sum(one.finished for one in parts)),
    )
    wrong = [each for each in sums if each[2] != each[3]]
    sign, many = table.profile.thousands_sign, len(parts)
    again = sum(one.counted_now for one in parts)
    how = ", ".join(_origins(("theo báo cáo đã xuất", many - again), ("tính lại", again), "tháng"))
    how_en = ", ".join(_origins(("as exported", many - again), ("counted now", again), ""))
    return Check(
        "I8",
        f"Tiếp nhận trong kỳ và đã giải quyết = tổng của {many} tháng ({how}); hồ sơ tồn không cộng dồn.",
        f"Received and finished = the sum of {many} months ({how_en}); stocks are not added up.",
        tuple(f"{vi}: kỳ này {counted(now, sign)}, các tháng cộng lại {counted(a, sign)}" for vi, _, now, a in wrong),
        tuple(f"{en}: {english(now)} here, {english(a)} in its months" for _, en, now, a in wrong),
    )


def _origins(exported: tuple[str, int], again: tuple[str, int], unit: str) -> Iterator[str]:
    """ "theo báo cáo đã xuất", or how many months of each where there are both."""
    for words, many in (exported, again):
        if many:
            yield words if not (exported[1] and again[1]) else " ".join(filter(None, (str(many), unit, words)))


def _told_twice(days: Period, other: Earlier) -> Fault:
    said, many = _said(days), days.days
    return Fault(
        True,
        days,
        other.handed_in,
        f"Kỳ này trùng {many} ngày ({said}) với báo cáo đã xuất.",
        f"This period overlaps {count_of(many, 'day')} ({said}) of a report that was exported.",
    )


def _left_out(days: Period, last: Earlier) -> Fault:
    said, many = _said(days), days.days
    return Fault(
        False,
        days,
        last.handed_in,
        f"Kỳ này bỏ sót {many} ngày ({said}) sau báo cáo đã xuất.",
        f"This period leaves out {count_of(many, 'day')} ({said}) after the last report exported.",
    )


def _said(days: Period) -> str:
    """ "15/11", "13/11–14/11", with the year where it is not the same."""
    if days.first.year != days.last.year:
        return written(days)
    first, last = (f"{day.day}/{day.month}" for day in (days.first, days.last))
    return first if days.days == 1 else f"{first}–{last}"
