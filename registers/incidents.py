"""Incidents of outside systems: written down while they last, or afterwards."""

from datetime import timedelta

from figures.period import EARLIEST
from models.base import now, unit_of_work
from models.centre import Centre, Officer
from models.register import Incident
from queueing.errors import Invalid
from registers.rows import check_past, row_of
from registers.schemas import IncidentWish

CLOCKS_DIFFER = timedelta(minutes=5)  # of the browser's PC and the server
USUAL_SYSTEMS = (
    "Cổng Dịch vụ công Quốc gia",
    "Hệ thống thông tin giải quyết thủ tục hành chính cấp tỉnh",
    "CSDL quốc gia về dân cư",
    "VNeID",
    "Hệ thống thanh toán trực tuyến",
    "Đường truyền mạng",
)


def add(centre: Centre, officer: Officer, wish: IncidentWish) -> Incident:
    """Write down an incident; without an end it goes on. Raises Invalid."""
    _check(wish)
    with unit_of_work(centre.id):
        return Incident.create(centre=centre, officer=officer, **wish.model_dump())


def change(centre: Centre, number: int, wish: IncidentWish) -> Incident:
    """Correct it, or say when it ended. Raises Invalid, NotFound."""
    _check(wish)
    with unit_of_work(centre.id):
        row = row_of(Incident, centre, number)
        Incident.update(**wish.model_dump()).where(Incident.id == row.id).execute()
    return row


def _check(wish: IncidentWish) -> None:
    for moment, field in ((wish.began_at, "began_at"), (wish.ended_at, "ended_at")):
        if moment is None:
            continue
        check_past(moment.date(), field, EARLIEST)
        if moment > now() + CLOCKS_DIFFER:
            raise Invalid(
                f"{moment:%H:%M} hôm nay chưa đến. Mời chọn lại giờ.",
                f"{moment:%H:%M} today is still to come. Please choose the time again.",
                field=field,
            )
    if wish.ended_at is not None and wish.ended_at <= wish.began_at:
        raise Invalid(
            "Lúc khôi phục phải sau lúc bắt đầu. Mời xem lại hai giờ này; để trống nếu chưa khôi phục.",
            "The end must be after the beginning. Check the two times; leave the end empty while it lasts.",
            field="ended_at",
        )
