"""A centre's hours: the week, and one date that differs from it. Two stretches a day: before lunch and after it."""

from collections.abc import Iterable
from datetime import date, datetime, time

from flask_babel import gettext as _

import events
from models.base import now, unit_of_work
from models.centre import Centre, DatedOpening, Officer, Opening
from models.journal import Change
from models.ticket import State, Ticket
from queueing import hours as queue_hours
from setup.reading import Form

Stretch = tuple[time, time]  # opens, closes; a close at 00:00 is midnight
OFFICE: tuple[Stretch, ...] = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
CLOSED = "nghỉ"  # as the journal writes it
PLACES = ("a", "b")  # before lunch, after it


def week_of(centre: Centre) -> dict[int, list[Stretch]]:
    """Weekday (Monday is 0) → its stretches, in order."""
    week: dict[int, list[Stretch]] = {weekday: [] for weekday in range(7)}
    for row in Opening.select().where(Opening.centre == centre).order_by(Opening.weekday, Opening.opens):
        week[row.weekday].append((row.opens, row.closes))
    return week


def on(centre: Centre, day: date) -> list[Stretch]:
    """The stretches that hold on one date, whatever they come from."""
    return [(opens.time(), closes.time()) for opens, closes in queue_hours.stretches(centre, day)]


def is_dated(centre: Centre, day: date) -> bool:
    """Whether the date has hours of its own."""
    return DatedOpening.select().where(DatedOpening.centre == centre, DatedOpening.date == day).exists()


def read_stretches(form: Form, prefix: str) -> list[Stretch]:
    """The stretches typed into the fields `<prefix>a_opens`, `<prefix>a_closes`, `<prefix>b_opens` …; those left
    empty are none. What is wrong is kept beside the first field at fault."""
    found: list[Stretch] = []
    for place in PLACES:
        opens = form.time(f"{prefix}{place}_opens", empty=True)
        closes = form.time(f"{prefix}{place}_closes", empty=True)
        if opens is None and closes is None:
            continue
        if opens is None or closes is None:
            form.wrong(f"{prefix}{place}_{'opens' if opens is None else 'closes'}", _("Mời gõ cả giờ mở và giờ đóng."))
        elif closes <= opens and closes != time():
            form.wrong(f"{prefix}{place}_closes", _("Giờ đóng phải sau giờ mở."))
        elif found and (found[-1][1] > opens or found[-1][1] == time()):
            form.wrong(f"{prefix}{place}_opens", _("Buổi sau phải bắt đầu khi buổi trước đã hết."))
        else:
            found.append((opens, closes))
    return found


def said(stretches: Iterable[Stretch]) -> str:
    """ "07:30–11:30, 13:30–17:00"; "nghỉ" for none."""
    parts = [f"{opens:%H:%M}–{'24:00' if closes == time() else f'{closes:%H:%M}'}" for opens, closes in stretches]
    return ", ".join(parts) or CLOSED


def set_week(centre: Centre, week: dict[int, list[Stretch]], officer: Officer | None) -> bool:
    """Keep the week. Holds at once. Answers whether anything differed."""
    with unit_of_work(centre.id):
        before = spoken(week_of(centre))
        Opening.delete().where(Opening.centre == centre).execute()
        for weekday, stretches in week.items():
            for opens, closes in stretches:
                Opening.create(centre=centre, weekday=weekday, opens=opens, closes=closes)
        note = Change.note(centre, officer, "hours", "", before, spoken(week))
    if note is not None:
        events.announce(events.SettingsChanged(centre.id))
    return note is not None


def set_date(centre: Centre, day: date, stretches: list[Stretch], officer: Officer | None) -> bool:
    """Give one date hours of its own; none: its ordinary ones again. Answers whether anything differed."""
    with unit_of_work(centre.id):
        before = said(on(centre, day))
        DatedOpening.delete().where(DatedOpening.centre == centre, DatedOpening.date == day).execute()
        for opens, closes in stretches:
            DatedOpening.create(centre=centre, date=day, opens=opens, closes=closes)
        after = said(on(centre, day))
        note = Change.note(centre, officer, "hours", f"{day:%d/%m/%Y}", {"hours": before}, {"hours": after})
    if note is not None:
        events.announce(events.SettingsChanged(centre.id))
    return note is not None


def spoken(week: dict[int, list[Stretch]]) -> dict[str, str]:
    """Weekday in words → its hours in words, for the journal and for telling one state from another."""
    return {queue_hours.WEEKDAYS_VI[weekday]: said(stretches) for weekday, stretches in week.items()}


def open_days(week: dict[int, list[Stretch]]) -> list[tuple[str, str]]:
    """("Thứ Hai", "07:30–11:30, 13:30–17:00") of each day that has hours, in the language of the page."""
    names = queue_hours.WEEKDAYS_EN if _("vi") == "en" else queue_hours.WEEKDAYS_VI
    return [(names[weekday], said(stretches)) for weekday, stretches in week.items() if stretches]


def waiting(centre: Centre) -> int:
    """How many people wait now: whom a change of today's hours concerns."""
    waits = (Ticket.centre == centre) & (Ticket.state == State.WAITING)
    return Ticket.select().where(waits).count()


def effect_today(centre: Centre, moment: datetime | None = None) -> str:
    """What new hours of today do, said before they are made."""
    present = said(on(centre, (moment or now()).date()))
    return _(
        "Hôm nay đang là %(hours)s; %(waiting)s người đang chờ. Giờ mới dùng ngay: quá giờ đóng thì máy lấy số "
        "ngừng cấp số, người đã có số vẫn được gọi.",
        hours=_("nghỉ") if present == CLOSED else present,
        waiting=waiting(centre),
    )


def fields_of(prefix: str, stretches: list[Stretch]) -> dict[str, str]:
    """What `read_stretches` reads, as it stands in the fields."""
    shown = {}
    for place, (opens, closes) in zip(PLACES, stretches, strict=False):
        shown[f"{prefix}{place}_opens"] = f"{opens:%H:%M}"
        shown[f"{prefix}{place}_closes"] = f"{closes:%H:%M}" if closes > time() else "24:00"
    return shown
