"""Writing down feedback and petitions, and what became of them."""

import re
from datetime import date

from dossiers.calendar import WorkingDays
from figures.feedback import answer_by
from models.base import unit_of_work
from models.centre import Centre, Officer
from models.register import Feedback
from queueing.errors import Conflict, Invalid
from registers.rows import check_past, field_of, row_of
from registers.schemas import FeedbackWish

PERSONAL = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){9}(?!\d)|(?<!\d)\d{12}(?!\d)", re.ASCII)  # a phone, an identity


def add(centre: Centre, officer: Officer, wish: FeedbackWish) -> Feedback:
    """Write down one piece of feedback. Raises Invalid, NotFound; Conflict when its number is there already."""
    with unit_of_work(centre.id):
        return Feedback.create(centre=centre, officer=officer, **_columns(centre, wish))


def change(centre: Centre, number: int, wish: FeedbackWish) -> Feedback:
    """Correct it, or note what became of it. Raises as `add`."""
    with unit_of_work(centre.id):
        row = row_of(Feedback, centre, number)
        values = _columns(centre, wish, row)
        Feedback.update(**values).where(Feedback.id == row.id).execute()
    return row_of(Feedback, centre, number)


def looks_personal(text: str) -> bool:
    """Whether a text seems to hold a phone number or the number of an identity card."""
    return PERSONAL.search(text) is not None


def _columns(centre: Centre, wish: FeedbackWish, row: Feedback | None = None) -> dict[str, object]:
    _check_days(wish)
    field = field_of(centre, wish.field)
    _refuse_twice(centre, wish, row)
    if row is not None and row.received_on == wish.received_on:
        due_on = row.due_on  # a calendar that was changed later changes no date that was promised
    else:
        due_on = answer_by(wish.received_on, WorkingDays.of(centre))
    return wish.model_dump(exclude={"field"}) | {"field": field, "due_on": due_on}


def _check_days(wish: FeedbackWish) -> None:
    check_past(wish.received_on, "received_on")
    check_past(wish.asked_on, "asked_on", wish.received_on)
    check_past(wish.answered_on, "answered_on", wish.received_on)
    _check_told(wish.answered_on, wish.state != Feedback.VERIFYING, "answered_on", "trả lời hoặc từ chối", "answered")
    _check_told(wish.published_on, wish.state == Feedback.PUBLISHED, "published_on", "công khai", "made public")
    if wish.answered_on is not None:
        check_past(wish.published_on, "published_on", wish.answered_on)


def _check_told(day: date | None, needed: bool, field: str, vi: str, en: str) -> None:
    if needed and day is None:
        raise Invalid(
            f"Tình trạng này cần ngày {vi}. Mời điền ngày, hoặc chọn lại tình trạng.",
            f"This state needs the day it was {en}. Fill it in, or choose another state.",
            field=field,
        )
    if day is not None and not needed:
        raise Invalid(
            f"Đã có ngày {vi} thì tình trạng phải khớp. Mời chọn lại tình trạng, hoặc bỏ ngày này.",
            f"A day it was {en} is given, but the state says otherwise. Choose the state again, or clear the day.",
            field=field,
        )


def _refuse_twice(centre: Centre, wish: FeedbackWish, row: Feedback | None) -> None:
    if not wish.code:
        return
    same = Feedback.select().where(
        Feedback.centre == centre, Feedback.source == wish.source, Feedback.code == wish.code
    )
    found = same.where(Feedback.id != row.id).first() if row is not None else same.first()
    if found is not None:
        raise Conflict(
            f"Phản ánh mã {found.code} của nguồn này đã có trong sổ, nhận ngày {found.received_on:%d/%m/%Y}. "
            "Mời sửa dòng đó.",
            f"Feedback {found.code} of this source is in the register already, "
            f"received on {found.received_on:%d/%m/%Y}. "
            "Please change that line.",
            code="feedback_known",
            field="code",
        )
