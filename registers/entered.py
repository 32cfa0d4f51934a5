"""Figures that come from elsewhere, typed in with their source, its date and who typed them."""

import re
from decimal import ROUND_HALF_UP, Decimal

import digits
from figures.measure_names import NAMES
from figures.period import Period
from figures.registers import Entered
from models.base import now, unit_of_work
from models.centre import Centre, Officer
from models.report import EnteredFigure
from queueing.errors import Conflict, Invalid
from registers.amounts import HUNDRED, read_amount, stored
from registers.rows import check_past, field_of, row_of
from registers.schemas import FigureWish

ONE_DECIMAL = Decimal("0.1")
OWN_NAME = re.compile(r"[^\W_][\w ]*")  # letters with their marks, digits, spaces, underlines


def add(centre: Centre, officer: Officer, wish: FigureWish) -> EnteredFigure:
    """Keep a figure. Raises Invalid, NotFound; Conflict when the same one of this period is there already."""
    values = _columns(centre, wish)
    with unit_of_work(centre.id):
        _refuse_twice(centre, values)
        return EnteredFigure.create(centre=centre, officer=officer, **values)


def change(centre: Centre, officer: Officer, number: int, wish: FigureWish) -> EnteredFigure:
    """Correct a figure; who corrects it answers for it from now on. Raises as `add`."""
    values = _columns(centre, wish)
    with unit_of_work(centre.id):
        row = row_of(EnteredFigure, centre, number)
        _refuse_twice(centre, values, row)
        now_known = values | {"officer": officer, "entered_at": now()}
        EnteredFigure.update(**now_known).where(EnteredFigure.id == row.id).execute()
    return row


def as_percent(figure: Entered) -> str:
    """How a screen says it: "86,7 %" of a rate, "9.485" of a plain number, "—" of nothing."""
    if figure.denominator is None:
        return digits.percent(figure.numerator) if figure.key in NAMES else digits.number(figure.numerator)
    return digits.percent(None if figure.value is None else figure.value.quantize(ONE_DECIMAL, ROUND_HALF_UP))


def _columns(centre: Centre, wish: FigureWish) -> dict[str, object]:
    key = " ".join(wish.key.split())
    if not OWN_NAME.fullmatch(key):
        raise Invalid(
            "Tên số liệu chỉ gồm chữ, số, dấu cách và gạch dưới. Mời đặt lại tên.",
            "A figure's name has letters, digits, spaces and underscores only. Choose another name.",
            field="key",
        )
    period = Period(wish.first, wish.last)
    check_past(wish.dated_on, "dated_on")
    numerator = read_amount(wish.numerator, "numerator", wish.signs)
    denominator = read_amount(wish.denominator, "denominator", wish.signs) if wish.denominator.strip() else None
    _check_rate(key, numerator, denominator)
    return {
        "key": key,
        "field": field_of(centre, wish.field),
        "first": period.first,
        "last": period.last,
        "numerator": stored(numerator),
        "denominator": "" if denominator is None else stored(denominator),
        "source": wish.source,
        "dated_on": wish.dated_on,
    }


def _check_rate(key: str, numerator: Decimal, denominator: Decimal | None) -> None:
    if denominator is not None and numerator > denominator:
        raise Invalid(
            "Tử số lớn hơn mẫu số, nên tỷ lệ vượt 100 %. Mời xem lại hai số.",
            "The numerator is larger than the denominator: more than 100 %. Please check the two numbers.",
            field="numerator",
        )
    if denominator is None and key in NAMES and numerator > HUNDRED:
        raise Invalid(
            "Tỷ lệ không vượt 100. Mời gõ tỷ lệ phần trăm, hoặc gõ cả tử số và mẫu số.",
            "A rate is at most 100. Type the percentage, or both numerator and denominator.",
            field="numerator",
        )


def _refuse_twice(centre: Centre, values: dict[str, object], row: EnteredFigure | None = None) -> None:
    field = values["field"]
    same = EnteredFigure.select().where(
        EnteredFigure.centre == centre,
        EnteredFigure.key == values["key"],
        EnteredFigure.first == values["first"],
        EnteredFigure.last == values["last"],
        EnteredFigure.field.is_null() if field is None else EnteredFigure.field == field,
    )
    found = (same if row is None else same.where(EnteredFigure.id != row.id)).first()
    if found is not None:
        raise Conflict(
            f"Số liệu này của kỳ này đã có, nguồn: {found.source}. Mời sửa dòng đó.",
            f"This figure was entered for this period already, from: {found.source}. Please change that line.",
            code="figure_known",
            field="key",
        )
