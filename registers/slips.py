"""Slips of paper with ratings: counted by hand, kept per day, field and level."""

from datetime import date, datetime, time, timedelta

from peewee import fn

from models.base import unit_of_work
from models.centre import Centre, Field
from models.register import Rating
from queueing.errors import Conflict, Invalid, NotFound, count_of
from registers.rows import check_past, field_of
from registers.schemas import PaperSlips, PaperWish

NOON = time(12)  # slips are of a day, not of an hour


def count_in(centre: Centre, wish: PaperWish) -> int:
    """Keep the counted slips of a day; answers how many. Raises Invalid, NotFound; Conflict when that day and field
    are counted already."""
    check_past(wish.day, "day")
    field = field_of(centre, wish.field)
    votes = {level: count for level, count in wish.votes.by_level.items() if count}
    if not votes:
        raise Invalid(
            "Chưa có phiếu nào. Mời điền số phiếu của ít nhất một mức.",
            "No slips yet. Fill in the number for at least one level.",
            field="votes",
        )
    with unit_of_work(centre.id):
        before = sum(row.votes for row in Rating.select().where(*_of(centre, wish.day, field)))
        if before:
            raise Conflict(
                f"Ngày {wish.day:%d/%m/%Y} đã nhập {before} phiếu của mục này. Mời xóa dòng đó, rồi nhập lại tổng số.",
                f"{count_of(before, 'slip')} entered for {wish.day:%d/%m/%Y} already. Remove that line, "
                "then enter the new total.",
                code="slips_known",
                field="day",
            )
        for level, count in votes.items():
            Rating.create(
                centre=centre,
                field=field,
                level=level,
                votes=count,
                channel=Rating.PAPER,
                at=datetime.combine(wish.day, NOON),
            )
    return sum(votes.values())


def take_out(centre: Centre, wish: PaperSlips) -> int:
    """Take the counted slips of a day and field out again; answers how many they were. Raises NotFound."""
    field = field_of(centre, wish.field)
    with unit_of_work(centre.id):
        where = _of(centre, wish.day, field)
        count = Rating.select(fn.SUM(Rating.votes)).where(*where).scalar()
        if not count:
            raise NotFound(
                "Ngày này chưa nhập phiếu giấy nào. Mời tải lại trang.",
                "No slips were entered for that day. Please reload.",
                field="day",
            )
        Rating.delete().where(*where).execute()
    return count


def _of(centre: Centre, day: date, field: Field | None) -> tuple:
    morning = datetime.combine(day, time())
    return (
        Rating.centre == centre,
        Rating.channel == Rating.PAPER,
        Rating.at >= morning,
        Rating.at < morning + timedelta(days=1),
        Rating.field.is_null() if field is None else Rating.field == field,
    )
