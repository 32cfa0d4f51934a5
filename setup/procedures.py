"""The catalogue of procedures: each in versions, of which the newest that is valid holds. Dates promised stay."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

import events
from models.base import today, unit_of_work
from models.centre import Centre, Field, Officer, Procedure, Service
from models.journal import Change
from setup.reading import Form
from vietnamese import without_marks

CODE = re.compile(r"\d\.\d{6}")
LEVELS: dict[str, LazyString] = {
    "full": _("Toàn trình"),
    "partial": _("Một phần"),
    "none": _("Chỉ tại quầy"),
}
COLUMNS = ("name", "field", "service", "working_days", "fee", "online_level", "papers", "active")
PAGE = 50
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)


def plain(text: str) -> str:
    """Words as they are compared: without marks, small, one space between."""
    return " ".join(without_marks(text).casefold().split())


@dataclass(frozen=True)
class Line:
    """A procedure in the version that holds, and one that is to come, where there is one."""

    row: Procedure
    coming: Procedure | None


def catalogue(centre: Centre, words: str = "", field: int = 0, *, unused: bool = True) -> list[Line]:
    """The procedures by field and name: those whose name or code holds all of the words, without their marks; with
    the `unused` ones or without."""
    day = today()
    now = {row.code: row for row in Procedure.in_force(centre, day)}
    later: dict[str, Procedure] = {}
    for row in Procedure.select().where(Procedure.centre == centre, Procedure.valid_from > day):
        if row.code not in later or row.valid_from < later[row.code].valid_from:
            later[row.code] = row
    lines = [Line(now.get(code) or later[code], later.get(code) if code in now else None) for code in {**now, **later}]
    wanted = plain(words).split()
    places = {row.id: row.position for row in Field.select().where(Field.centre == centre)}
    found = [
        line
        for line in lines
        if (not field or line.row.field_id == field)
        and (unused or line.row.active)
        and all(word in plain(f"{line.row.code} {line.row.name}") for word in wanted)
    ]
    return sorted(found, key=lambda line: (places.get(line.row.field_id, 0), line.row.name))


def versions(centre: Centre, code: str) -> list[Procedure]:
    """All versions of a procedure, newest first."""
    rows = Procedure.select().where(Procedure.centre == centre, Procedure.code == code)
    return list(rows.order_by(Procedure.valid_from.desc()))


def spoken(row: Procedure) -> dict[str, Any]:
    """A version as the journal keeps it."""
    return {
        "code": row.code,
        "name": row.name,
        "field": row.field.name,
        "service": row.service.letter if row.service_id else "",
        "working_days": row.working_days,
        "fee": row.fee,
        "online_level": row.online_level,
        "papers": row.papers,
        "active": row.active,
        "valid_from": row.valid_from.isoformat(),
    }


def read(form: Form, centre: Centre, *, new: bool) -> dict[str, Any]:
    """What was sent of a version; what is wrong is in `form.errors`."""
    fields = {str(row.id): row for row in Field.select().where(Field.centre == centre)}
    services = {str(row.id): row for row in Service.select().where(Service.centre == centre)}
    told: dict[str, Any] = {
        "name": form.text("name", 1, 400),
        "field": fields.get(form.one_of("field", fields)),
        "service": services.get(form.sent.get("service", "")),
        "working_days": form.whole("working_days", 0, 365),
        "fee": form.whole("fee", 0, 100_000_000),
        "online_level": form.one_of("online_level", LEVELS),
        "papers": form.lines("papers"),
        "active": form.yes("active"),
        "valid_from": form.day("valid_from"),
    }
    if told["valid_from"] is not None and not EARLIEST <= told["valid_from"] <= LATEST:
        form.wrong("valid_from", gettext("Ngày phải từ năm 2000 đến năm 2199."))
    if new:
        told["code"] = form.text("code", 1, 20)
        if not CODE.fullmatch(told["code"]):
            form.wrong("code", gettext("Mã quốc gia có dạng 2.000815."))
        elif Procedure.select().where(Procedure.centre == centre, Procedure.code == told["code"]).exists():
            form.wrong("code", gettext("Thủ tục này đã có trong danh mục."))
    return told


def keep(centre: Centre, code: str, told: dict[str, Any], officer: Officer | None) -> str:
    """Keep a version: over the one of the same day, else beside the others. Answers what was done: an act of Change,
    or "" where nothing differs."""
    with unit_of_work(centre.id):
        same = Procedure.get_or_none(
            Procedure.centre == centre, Procedure.code == code, Procedure.valid_from == told["valid_from"]
        )
        values = {key: value for key, value in told.items() if key != "code"}
        if same is not None:
            before = spoken(same)
            Procedure.update(**values).where(Procedure.id == same.id).execute()
            after = spoken(Procedure.get_by_id(same.id))
            note = Change.note(centre, officer, "procedure", f"{code} {told['name']}", before, after)
            return Change.CHANGED if note is not None else ""
        older = versions(centre, code)
        extra = {"e_result": older[0].e_result} if older else {}
        made = Procedure.create(centre=centre, code=code, **values, **extra)
        Change.note(centre, officer, "procedure", f"{code} {told['name']}", {}, spoken(made), Change.ADDED)
    return Change.ADDED


def told_of(row: Procedure) -> dict[str, Any]:
    """A version's values, as `keep` takes them."""
    return {column: getattr(row, column) for column in (*COLUMNS, "valid_from")}


def announce(centre: Centre) -> None:
    """The kiosk and the desks show the catalogue as it is now."""
    events.announce(events.SettingsChanged(centre.id))
