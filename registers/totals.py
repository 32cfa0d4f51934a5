"""Totals of a field whose system gives no list: what a report counts of it beside its dossiers, typed in as a whole."""

from digits import english
from figures.period import Period
from figures.rates import counted
from figures.typed_totals import CAME, PREFIX, TYPED, WENT, TypedTotals, typed_totals
from models.base import now, unit_of_work
from models.centre import Centre, Field, Officer
from models.report import EnteredFigure
from queueing.errors import Invalid, NotFound
from registers.rows import check_past, field_of, fields
from registers.schemas import TotalsOf, TotalsWish


def write(centre: Centre, officer: Officer, wish: TotalsWish) -> int:
    """Put these totals in the place of what the field and period had; answers how many dossiers they are. Raises
    Invalid where what came is not what went and what is left, NotFound."""
    field, period = field_of(centre, wish.field), Period(wish.first, wish.last)
    check_past(wish.dated_on, "dated_on")
    numbers = {name: number for name, number in wish.counts.model_dump().items() if number}
    came = sum(number for name, number in numbers.items() if name in CAME)
    went = sum(number for name, number in numbers.items() if name in WENT)
    if not numbers:
        raise Invalid(
            "Chưa có số nào. Mời điền ít nhất số tiếp nhận và số đã hoặc đang giải quyết.",
            "No figures yet. Fill in at least what was received, and what was finished or is pending.",
            field="counts",
        )
    if came != went:
        raise Invalid(
            f"Tiếp nhận cộng lại là {counted(came)}, nhưng đã và đang giải quyết cộng lại là {counted(went)}. "
            "Hai số phải bằng nhau. Mời xem lại.",
            f"What was received comes to {english(came)}, but what was finished and is pending to {english(went)}. "
            "The two must be equal. Please check.",
            field="counts",
        )
    said_by = {"source": wish.source, "dated_on": wish.dated_on, "officer": officer, "entered_at": now()}
    with unit_of_work(centre.id):
        _forget(centre, field, period)
        for name, number in numbers.items():
            EnteredFigure.create(
                centre=centre,
                field=field,
                key=PREFIX + name,
                first=period.first,
                last=period.last,
                numerator=str(number),
                **said_by,
            )
    return came


def listed(centre: Centre, period: Period) -> list[tuple[Field, Period, TypedTotals]]:
    """The totals of periods that touch this one, the latest first, then in the order of the fields."""
    rows = EnteredFigure.select(EnteredFigure.first, EnteredFigure.last).where(
        EnteredFigure.centre == centre,
        EnteredFigure.key.startswith(PREFIX),
        EnteredFigure.first <= period.last,
        EnteredFigure.last >= period.first,
    )
    periods = sorted({Period(*ends) for ends in rows.tuples().execute()}, key=lambda one: one.last, reverse=True)
    return [
        (field, one, found[field.id])
        for one in periods
        for found in (typed_totals(centre, one),)
        for field in fields(centre)
        if field.id in found
    ]


def take_out(centre: Centre, wish: TotalsOf) -> None:
    """Take the totals of a field and period out again. Raises Invalid, NotFound."""
    field, period = field_of(centre, wish.field), Period(wish.first, wish.last)
    with unit_of_work(centre.id):
        if not _forget(centre, field, period):
            raise NotFound(
                "Kỳ này chưa nhập số tổng hợp của lĩnh vực này. Mời tải lại trang.",
                "No totals of this field were typed in for this period. Please reload the page.",
                field="field",
            )


def _forget(centre: Centre, field: Field | None, period: Period) -> int:
    return (
        EnteredFigure.delete()
        .where(
            EnteredFigure.centre == centre,
            EnteredFigure.field == field,
            EnteredFigure.key.in_([PREFIX + name for name in TYPED]),
            EnteredFigure.first == period.first,
            EnteredFigure.last == period.last,
        )
        .execute()
    )
