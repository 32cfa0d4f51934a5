"""The page of hours and days off: today, the week, lunch, and the days of a year that differ."""

from datetime import date
from typing import Any

from flask import g, request
from flask_babel import gettext as _

from admin import frame
from dossiers import holidays, special_days
from models.base import today, unit_of_work
from models.centre import Officer, SpecialDay
from models.journal import Change
from queueing.errors import Refusal
from queueing.hours import WEEKDAYS_EN, WEEKDAYS_VI
from setup import history, hours
from setup.door import back, form_at, page_at, saved
from setup.reading import Form, said, trouble, version_of

HERE = "/admin/hours"
TODAY = (Officer.ADMIN, Officer.LEAD)  # whoever runs a shift may close early
YEARS = range(2020, 2100)
LONGEST_NAME = special_days.LONGEST_NAME


@page_at(HERE)
def hours_page():
    """Hours and days off."""
    return _page()


@form_at(f"{HERE}/today", TODAY)
def set_today():
    """Give today hours of its own, or its ordinary ones again."""
    form, day = Form(request.form), today()
    usual = "usual" in form.sent
    stretches = [] if usual else hours.read_stretches(form, "today_")
    if not usual and not stretches and not form.errors:
        form.wrong("today_a_opens", _("Mời gõ giờ. Nghỉ cả ngày thì thêm hôm nay vào ngày nghỉ."))
    present = {"hours": hours.said(hours.on(g.centre, day))}
    return _saved(form, present, lambda: hours.set_date(g.centre, day, stretches, g.officer), "today")


@form_at(f"{HERE}/week")
def set_week():
    """Keep the week's hours."""
    form = Form(request.form)
    week = {weekday: hours.read_stretches(form, f"d{weekday}_") for weekday in range(7)}
    if not any(week.values()) and not form.errors:
        form.wrong("d0_a_opens", _("Mời điền giờ của ít nhất một ngày."))
    present = hours.spoken(hours.week_of(g.centre))
    return _saved(form, present, lambda: hours.set_week(g.centre, week, g.officer), "week")


@form_at(f"{HERE}/days")
def add_day():
    """Add a day off, or one that is worked in exchange."""
    form = Form(request.form)
    day, name, works = form.day("date"), form.text("name", 1, LONGEST_NAME), form.sent.get("works") == "yes"
    if form.errors or day is None:
        return _page(form, "days"), 422
    try:
        special_days.add(g.centre, day, name, works)
    except Refusal as refusal:
        form.wrong("date", said(refusal))
        return _page(form, "days"), refusal.status
    _note(Change.ADDED, {}, {"date": f"{day:%d/%m/%Y}", "works": works}, name)
    return back(f"{HERE}?year={day.year}#days", "added")


@form_at(f"{HERE}/days/<string:day>/removals")
def remove_day(day: str):
    """The date is an ordinary one again."""
    try:
        written = date.fromisoformat(day)
    except ValueError:
        return back(HERE)
    row = SpecialDay.get_or_none(SpecialDay.centre == g.centre, SpecialDay.date == written)
    if row is not None:
        special_days.remove(g.centre, written)
        _note(Change.REMOVED, {"date": f"{written:%d/%m/%Y}", "works": row.works}, {}, row.name)
    return back(f"{HERE}?year={written.year}#days", "removed")


@form_at(f"{HERE}/holidays")
def add_holidays():
    """Add those of a year's public holidays that were ticked."""
    form = Form(request.form)
    year = form.whole("year", YEARS[0], YEARS[-1])
    offered = {one.date.isoformat(): one for one in holidays.of_year(year)} if year else {}
    known = {row.date for row in special_days.special_days(g.centre, year)} if year else set()
    added = 0
    for written in form.many("day", offered):
        one = offered[written]
        if one.date not in known:
            special_days.add(g.centre, one.date, one.name, False)
            _note(Change.ADDED, {}, {"date": f"{one.date:%d/%m/%Y}", "works": False}, one.name)
            added += 1
    return back(f"{HERE}?year={year or today().year}#days", "added" if added else "same")


def _note(act: str, before: dict[str, Any], after: dict[str, Any], name: str) -> None:
    with unit_of_work(g.centre.id):
        Change.note(g.centre, g.officer, "day", name, before, after, act)


def _saved(form: Form, present: dict[str, Any], keep, part: str):
    return saved(
        form,
        present,
        history.latest(g.centre, "hours"),
        again=lambda refusal: _page(form, part, refusal),
        keep=lambda: "saved" if keep() else "same",
        to=f"{HERE}#{part}",
    )


def _page(form: Form | None = None, part: str = "", refusal: str = "") -> str:
    day = today()
    asked = request.args.get("year", "") or request.form.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in YEARS else day.year
    days = special_days.special_days(g.centre, year)
    week = hours.week_of(g.centre)
    shown: dict[str, str] = {}
    for prefix, stretches in ((f"d{weekday}_", week[weekday]) for weekday in range(7)):
        shown |= hours.fields_of(prefix, stretches)
    shown |= hours.fields_of("today_", hours.on(g.centre, day))
    if form is not None:
        shown |= form.sent.to_dict()
    return frame.page(
        "setup/hours.html",
        HERE,
        shown=shown,
        part=part,
        **trouble(form, refusal),
        done=_done().get(request.args.get("done", "")) if form is None else None,
        weekdays=WEEKDAYS_EN if _("vi") == "en" else WEEKDAYS_VI,
        week_version=version_of(hours.spoken(week)),
        today_version=version_of({"hours": hours.said(hours.on(g.centre, day))}),
        effect_today=hours.effect_today(g.centre),
        dated=hours.is_dated(g.centre, day),
        today=day,
        year=year,
        days=days,
        known={row.date for row in days},
        holidays=holidays.of_year(year),
        longest=LONGEST_NAME,
        lead_may=True,
    )


def _done() -> dict[str, str]:
    """What is said after something was done."""
    return {
        "saved": _("Đã lưu. Máy lấy số và màn hình đã theo giờ mới."),
        "same": _("Không có gì thay đổi."),
        "added": _("Đã thêm vào lịch."),
        "removed": _("Đã bỏ khỏi lịch."),
    }
