"""Rows of one centre's registers: found, checked, taken out."""

from datetime import date
from typing import TypeVar

from figures.period import EARLIEST, LATEST
from models.base import BaseModel, today, unit_of_work
from models.centre import Centre, Field
from models.register import Feedback, GuideReason, Incident
from models.report import EnteredFigure
from queueing.errors import Invalid, NotFound
from shapes import LARGEST_ID

Row = TypeVar("Row", bound=BaseModel)

MAY_BE_REMOVED: dict[str, type[BaseModel]] = {  # by their part of the address; the rest is closed, never taken out
    "feedback": Feedback,
    "incidents": Incident,
    "guide-reasons": GuideReason,
    "entered-figures": EnteredFigure,
}


def row_of(model: type[Row], centre: Centre, number: int) -> Row:
    """The centre's row of that id. Raises NotFound."""
    row = model.get_or_none(model.id == min(number, LARGEST_ID), model.centre == centre)  # type: ignore[attr-defined]
    if row is None:
        raise NotFound("Dòng này không còn trong sổ. Mời tải lại trang.", "This line is gone. Please reload the page.")
    return row


def remove(register: str, centre: Centre, number: int) -> None:
    """Take out a line that was written by mistake. Raises NotFound."""
    with unit_of_work(centre.id):
        row_of(MAY_BE_REMOVED[register], centre, number).delete_instance()


def field_of(centre: Centre, number: int | None) -> Field | None:
    """The centre's field of that id, None for None. Raises NotFound."""
    if number is None:
        return None
    field = Field.get_or_none(Field.id == number, Field.centre == centre)
    if field is None:
        raise NotFound(
            "Trung tâm không có lĩnh vực này. Mời chọn lại.",
            "This centre has no such field. Please choose again.",
            field="field",
        )
    return field


def fields(centre: Centre) -> list[Field]:
    """The centre's fields in their order."""
    return list(Field.select().where(Field.centre == centre).order_by(Field.position, Field.id))


def check_past(day: date | None, field: str, since: date = EARLIEST) -> None:
    """A day that something happened on: not before `since`, not after today. Raises Invalid."""
    if day is None:
        return
    if day > today():
        raise Invalid(
            f"Ngày {day:%d/%m/%Y} chưa đến. Mời chọn lại ngày, muộn nhất là hôm nay.",
            f"{day:%d/%m/%Y} is still to come. Choose today or an earlier day.",
            field=field,
        )
    if day < since:
        raise Invalid(
            f"Ngày {day:%d/%m/%Y} sớm hơn ngày {since:%d/%m/%Y}. Mời xem lại hai ngày này.",
            f"{day:%d/%m/%Y} is before {since:%d/%m/%Y}. Please check the two days.",
            field=field,
        )


def check_range(day: date, field: str) -> None:
    """A day that may lie ahead, of these two centuries. Raises Invalid."""
    if not EARLIEST <= day <= LATEST:
        raise Invalid(
            "Mời chọn ngày trong khoảng 01/01/2000–01/01/2200.",
            "Choose a day between 01/01/2000 and 01/01/2200.",
            field=field,
        )
