"""Whether the centre is open, at lunch, closed or on holiday; and when it opens next."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models.base import now
from models.centre import Centre, Opening, SpecialDay

WEEKDAYS_VI = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OPEN, LUNCH, CLOSED, HOLIDAY = "open", "lunch", "closed", "holiday"


@dataclass(frozen=True)
class Hours:
    """The centre's state at one moment; `opens` is the next opening when it is not open."""

    state: str
    opens: datetime | None
    closes: datetime | None  # of the stretch that is running

    @property
    def opens_vi(self) -> str:
        """ "Thứ Hai 07:30", or "13:30" on the same day."""
        return f"{WEEKDAYS_VI[self.opens.weekday()]} {self.opens:%H:%M}" if self.opens else "sẽ thông báo sau"

    @property
    def opens_en(self) -> str:
        return f"{WEEKDAYS_EN[self.opens.weekday()]} {self.opens:%H:%M}" if self.opens else "to be announced"


def stretches(centre: Centre, day: date) -> list[tuple[datetime, datetime]]:
    """The (opens, closes) of one date, in order; empty on a day off. A close at 00:00 means midnight."""
    special = SpecialDay.get_or_none(SpecialDay.centre == centre, SpecialDay.date == day)
    if special is not None and not special.works:
        return []
    weekday = day.weekday()
    if special is not None and weekday > 4:
        weekday = 0  # a Saturday worked in exchange keeps Monday's hours
    rows = Opening.select().where(Opening.centre == centre, Opening.weekday == weekday).order_by(Opening.opens)
    midnight = datetime.combine(day + timedelta(days=1), time())
    return [
        (
            datetime.combine(day, row.opens),
            datetime.combine(day, row.closes) if row.closes > time() else midnight,
        )
        for row in rows
    ]


def at(centre: Centre, moment: datetime | None = None) -> Hours:
    """The centre's hours at `moment` (default: now)."""
    moment = moment or now()
    today = stretches(centre, moment.date())
    for opens, closes in today:
        if opens <= moment < closes:
            return Hours(OPEN, None, closes)
    later = [opens for opens, _ in today if opens > moment]
    if later and any(closes <= moment for _, closes in today):
        return Hours(LUNCH, later[0], None)
    if later:
        return Hours(CLOSED, later[0], None)
    off = SpecialDay.select().where(SpecialDay.centre == centre, SpecialDay.date == moment.date(), ~SpecialDay.works)
    return Hours(HOLIDAY if off.exists() else CLOSED, _next_opening(centre, moment.date()), None)


def _next_opening(centre: Centre, day: date) -> datetime | None:
    for ahead in range(1, 31):
        if found := stretches(centre, day + timedelta(days=ahead)):
            return found[0][0]
    return None
