"""Visits to people who cannot come. Where to go is kept until the visit is made or called off, and no longer."""

from models.base import unit_of_work
from models.centre import Centre, Officer
from models.register import HomeVisit
from queueing.errors import Conflict, Invalid
from registers.rows import check_past, check_range, field_of, row_of
from registers.schemas import VisitEnd, VisitWish


class VisitClosed(Conflict):
    """The visit was made or called off, and its contact is gone."""

    code = "visit_closed"

    def __init__(self, row: HomeVisit) -> None:
        super().__init__(
            f"Lượt đến nhà này đã kết thúc ngày {row.closed_on:%d/%m/%Y}, liên hệ đã xóa. "
            "Mời ghi một lượt mới nếu cần đến lại.",
            f"This visit ended on {row.closed_on:%d/%m/%Y} and its contact was erased. "
            "Enter a new visit if another is needed.",
        )


def add(centre: Centre, officer: Officer, wish: VisitWish) -> HomeVisit:
    """Plan a visit. Raises Invalid, NotFound."""
    values = _columns(centre, wish)
    with unit_of_work(centre.id):
        return HomeVisit.create(centre=centre, officer=officer, **values)


def change(centre: Centre, number: int, wish: VisitWish) -> HomeVisit:
    """Plan it anew. Raises Invalid, NotFound, VisitClosed."""
    values = _columns(centre, wish)
    with unit_of_work(centre.id):
        row = _planned(centre, number)
        HomeVisit.update(**values).where(HomeVisit.id == row.id).execute()
    return row


def close(centre: Centre, number: int, wish: VisitEnd) -> HomeVisit:
    """The visit is made, or called off: its contact is wiped in the same transaction.
    Raises Invalid, NotFound, VisitClosed."""
    with unit_of_work(centre.id):
        row = _planned(centre, number)
        check_past(wish.closed_on, "closed_on", row.asked_on)
        values = {"state": wish.state, "closed_on": wish.closed_on, "contact": "", "note": ""}
        HomeVisit.update(**values).where(HomeVisit.id == row.id).execute()
    return row


def _planned(centre: Centre, number: int) -> HomeVisit:
    row = row_of(HomeVisit, centre, number)
    if row.state != HomeVisit.PLANNED:
        raise VisitClosed(row)
    return row


def _columns(centre: Centre, wish: VisitWish) -> dict[str, object]:
    check_past(wish.asked_on, "asked_on")
    check_range(wish.planned_on, "planned_on")
    if wish.planned_on < wish.asked_on:
        raise Invalid(
            "Ngày hẹn đến nhà sớm hơn ngày đề nghị. Mời xem lại hai ngày này.",
            "The day of the visit is before the day it was asked for. Please check the two days.",
            field="planned_on",
        )
    return wish.model_dump(exclude={"field"}) | {"field": field_of(centre, wish.field)}
