"""Reports that were exported: kept with what they said, and marked when they are handed in."""

import json
from collections.abc import Mapping
from typing import Any

from figures.named_periods import months_of
from figures.period import DAY, Period
from figures.succession import Earlier, shared_in_part
from models.base import unit_of_work
from models.centre import Centre, Officer
from models.report import Report
from queueing.errors import Conflict, NotFound
from reports.snapshot import cells_of, names_in
from shapes import LARGEST_ID

SHOWN = 100  # of the list, newest first
REMEMBERED = 1000  # exports that a report may be held against, those handed in first, then the newest


def keep(
    centre: Centre,
    officer: Officer,
    *,
    form: str,
    period_kind: str,
    period: Period,
    kind: str,
    remark: str,
    snapshot: Mapping[str, Any],
) -> Report:
    """Write down that a report went out, and what it said."""
    with unit_of_work(centre.id):
        return Report.create(
            centre=centre,
            officer=officer,
            form=form,
            period_kind=period_kind,
            first=period.first,
            last=period.last,
            kind=kind,
            remark=remark,
            snapshot=json.dumps(snapshot, ensure_ascii=False),
        )


def listing(centre: Centre) -> list[Report]:
    """The newest first, with who exported them."""
    rows = Report.select(Report, Officer).left_outer_join(Officer).where(Report.centre == centre)
    return list(rows.order_by(Report.id.desc()).limit(SHOWN))


def find(centre: Centre, number: int) -> Report:
    """Raises NotFound."""
    found = (
        Report.select(Report, Officer)
        .left_outer_join(Officer)
        .where(Report.centre == centre, Report.id == min(number, LARGEST_ID))
    )
    row = found.first()
    if row is None:
        raise NotFound(
            "Không tìm thấy báo cáo này. Mời xem lại danh sách báo cáo đã xuất.",
            "There is no such report. Please look at the list of exported reports.",
        )
    return row


def mark(centre: Centre, number: int, issued: bool) -> Report:
    """Say that a report was handed in, or that it was not after all. Raises NotFound."""
    row = find(centre, number)
    with unit_of_work(centre.id):
        Report.update(issued=issued).where(Report.id == row.id).execute()
    row.issued = issued
    return row


def remove(centre: Centre, number: int) -> None:
    """Give up an export that was a trial: nothing is held against it any more. Raises NotFound; Conflict for one that
    was handed in."""
    row = find(centre, number)
    if row.issued:
        raise Conflict(
            "Báo cáo này đã đánh dấu đã nộp nên được giữ lại. Nếu thật ra chưa nộp, mời bỏ dấu đã nộp trước.",
            "This report is marked as handed in, so it is kept. If it was not, take the mark away first.",
            code="report_handed_in",
        )
    with unit_of_work(centre.id):
        Report.delete().where(Report.id == row.id, ~Report.issued).execute()


def said_by(row: Report) -> dict[str, Any]:
    """What a report said."""
    said: dict[str, Any] = json.loads(row.snapshot)
    return said


def period_of(row: Report) -> Period:
    return Period(row.first, row.last)


def cut_off_of(row: Report) -> int:
    """The day at which its reporting months begin."""
    return int(said_by(row)["profile"]["cut_off_day"])


def earlier(centre: Centre, period: Period, cut_off: int) -> list[Earlier]:
    """The reports of other periods that one of this period is held against, what goes first before the others.

    Of two exports of one period, or of two periods that share days in part, the one that was handed in goes first, then
    the newer. What they said is looked up where it is asked for: of the period before, and of the months within.
    """
    columns = (Report.id, Report.first, Report.last, Report.issued, Report.exported_at)
    others = (Report.first != period.first) | (Report.last != period.last)
    rows = Report.select(*columns).where(Report.centre == centre, others)
    chosen: dict[Period, Report] = {}
    for row in rows.order_by(Report.issued.desc(), Report.id.desc()).limit(REMEMBERED):
        one = period_of(row)
        if one not in chosen and not any(shared_in_part(one, other) for other in chosen):
            chosen[one] = row
    months = months_of(period, cut_off)
    asked = [row.id for one, row in chosen.items() if one.last == period.first - DAY or one in months]
    said = {row.id: said_by(row) for row in Report.select(Report.id, Report.snapshot).where(Report.id.in_(asked))}
    return [_as_earlier(one, row, said.get(row.id)) for one, row in chosen.items()]


def of_period(centre: Centre, form: str, period: Period) -> Report | None:
    """The last report of just this period that was handed in."""
    rows = Report.select().where(
        Report.centre == centre,
        Report.form == form,
        Report.first == period.first,
        Report.last == period.last,
        Report.issued,
    )
    return rows.order_by(Report.id.desc()).first()


def _as_earlier(period: Period, row: Report, said: dict[str, Any] | None) -> Earlier:
    final = row.issued or row.exported_at.date() >= period.last
    if said is None:
        return Earlier(period, handed_in=row.issued, final=final)
    pending = {number: (name, cells_of(said, number)["pending"]) for number, name in names_in(said).items()}
    flows, total = said["flows"], said["total"]["pending"]
    return Earlier(period, flows["received"], flows["finished"], total, pending, row.issued, final)
