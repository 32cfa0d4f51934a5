"""Reports that were exported: kept with what they said, and marked when they are handed in."""

import json
from collections.abc import Mapping
from typing import Any

from figures.identities import HandedIn
from figures.period import Period
from models.base import unit_of_work
from models.centre import Centre, Officer
from models.report import Report
from queueing.errors import NotFound
from shapes import LARGEST_ID

SHOWN = 100  # of the list, newest first
REMEMBERED = 150  # reports that a new one is held against: months, quarters and years of some eight years


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


def said_by(row: Report) -> dict[str, Any]:
    """What a report said."""
    said: dict[str, Any] = json.loads(row.snapshot)
    return said


def period_of(row: Report) -> Period:
    return Period(row.first, row.last)


def cut_off_of(row: Report) -> int:
    """The day at which its reporting months begin."""
    return int(said_by(row)["profile"]["cut_off_day"])


def handed_in(centre: Centre) -> list[HandedIn]:
    """What the reports said that were handed in, oldest first: of two for one period the later one counts."""
    rows = Report.select().where(Report.centre == centre, Report.issued).order_by(Report.id.desc()).limit(REMEMBERED)
    return [_as_handed_in(row) for row in reversed(rows)]


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


def _as_handed_in(row: Report) -> HandedIn:
    said = said_by(row)
    total = said["total"]
    return HandedIn(
        period_of(row),
        said["flows"]["received"],
        said["flows"]["finished"],
        total["pending"],
        {field: cells["pending"] for field, cells in said["rows"].items()},
    )
