"""What one queues for, as one table: letter, names, quota, order; and the fields of procedures behind each."""

from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from flask_babel import gettext as _
from peewee import fn

import events
from models.base import unit_of_work
from models.centre import Centre, Department, Field, Officer, Procedure, Service
from models.journal import Change, Planned
from queueing import planned
from setup.reading import Form

LETTERS = "ABCDEFGHKLMNPRSTUVXY"  # I, O and Q look like 1 and 0
RHYMING = "BCDEGPTV"  # bê, xê, dê, e, giê, pê, tê, vê: taken for each other across a hall
MOST = 20


@dataclass
class Row:
    """One line of the table. `id` 0: not there yet."""

    id: int
    active: bool
    letter: str  # now; of a row that was sent: the one decided, which may wait for the next day
    name: str
    name_en: str
    hint: str
    hint_en: str
    daily_quota: int | None
    typical_minutes: int | None
    booked_per_slot: int | None
    position: int | None
    planned: str = ""  # the letter it has from the next day on

    def spoken(self) -> dict[str, Any]:
        """As the journal keeps it."""
        values = {key: value for key, value in asdict(self).items() if key not in ("id", "planned")}
        return values | {"letter": self.planned or self.letter}


def table_of(centre: Centre) -> list[Row]:
    """The centre's services, in the order of the hall."""
    plans = Planned.of(centre, Planned.SERVICE)
    return [
        Row(
            one.id,
            one.active,
            one.letter,
            one.name,
            one.name_en,
            one.hint,
            one.hint_en,
            one.daily_quota,
            one.typical_minutes,
            one.booked_per_slot,
            one.position,
            plans[one.id, "letter"].becomes if (one.id, "letter") in plans else "",
        )
        for one in Service.select().where(Service.centre == centre).order_by(Service.position, Service.id)
    ]


def spoken(centre: Centre) -> dict[str, Any]:
    """The whole table in plain values."""
    return {str(row.id): row.spoken() for row in table_of(centre)}


def rhyming(letters: list[str]) -> list[tuple[str, str]]:
    """Pairs of letters that sound alike when they are called."""
    return list(combinations(sorted({one for one in letters if one in RHYMING}), 2))


def read(form: Form) -> list[Row]:
    """The rows as they were sent: fields `s<n>_…`. A line without a name that is not there yet is none. Letters that
    sound alike must be confirmed by the tick `rhymes`."""
    found: list[Row] = []
    for place in range(MOST):
        key = f"s{place}_"
        written = form.sent.get(f"{key}id", "")
        if not written.isdecimal() or len(written) > 9 or (written == "0" and not form.raw(f"{key}name")):
            continue
        row = Row(
            int(written),
            form.yes(f"{key}active"),
            form.text(f"{key}letter", 1, 1).upper(),
            form.text(f"{key}name", 1, 60),
            form.text(f"{key}name_en", 1, 60),
            form.text(f"{key}hint", most=90),
            form.text(f"{key}hint_en", most=90),
            form.whole(f"{key}daily_quota", 1, 9999, empty=True),
            form.whole(f"{key}typical_minutes", 1, 240),
            form.whole(f"{key}booked_per_slot", 0, 99),
            form.whole(f"{key}position", 1, 99),
        )
        if row.letter and row.letter not in LETTERS:
            form.wrong(f"{key}letter", _("Chọn một chữ trong %(letters)s. Không dùng I, O, Q.", letters=LETTERS))
        if row.letter in [other.letter for other in found]:
            form.wrong(f"{key}letter", _("Chữ %(letter)s đã dùng cho dịch vụ khác.", letter=row.letter))
        found.append(row)
    if not any(row.active for row in found):
        form.wrong("services", _("Cần ít nhất một dịch vụ đang dùng."))
    pairs = rhyming([row.letter for row in found if row.active])
    if pairs and not form.yes("rhymes"):
        said = ", ".join(f"{one}–{other}" for one, other in pairs)
        form.wrong("rhymes", _("%(pairs)s nghe gần giống nhau qua loa. Đổi chữ, hoặc đánh dấu là đã biết.", pairs=said))
    return found


def check_letters(form: Form, centre: Centre, rows: list[Row]) -> None:
    """Say beside its field that a new service's letter belongs to one that gives it up only tomorrow."""
    known = {row.id: row for row in table_of(centre)}
    moving, wait = _moving(centre, known, rows)
    kept_today = {known[row.id].letter for row in moving} if wait else set()
    for place, row in enumerate(rows):
        if row.id not in known and row.letter in kept_today:
            form.wrong(
                f"s{place}_letter",
                _(
                    "Chữ %(letter)s còn dùng đến hết hôm nay. Mời chọn chữ khác, hoặc thêm dịch vụ này từ ngày mai.",
                    letter=row.letter,
                ),
            )


def _moving(centre: Centre, known: dict[int, Row], rows: list[Row]) -> tuple[list[Row], bool]:
    """(the rows that get another letter, whether they wait for tomorrow since today has given a number of one)."""
    moving = [row for row in rows if row.id in known and row.letter != known[row.id].letter]
    letters = {letter for row in moving for letter in (row.letter, known[row.id].letter)}
    return moving, any(planned.letter_is_out(centre, letter) for letter in letters)


def save(centre: Centre, rows: list[Row], officer: Officer | None) -> bool:
    """Keep the table. A letter of which today has given a number changes tomorrow; everything else at once. Answers
    whether a letter waits for tomorrow."""
    with unit_of_work(centre.id):
        known = {row.id: row for row in table_of(centre)}
        moving, wait = _moving(centre, known, rows)
        for place, row in enumerate(() if wait else moving):
            Service.update(letter=chr(0x0101 + place)).where(Service.id == row.id).execute()  # letters may be exchanged
        for row in rows:
            before = known[row.id].spoken() if row.id in known else {}
            letter = known[row.id].letter if row.id in known and wait else row.letter
            values = {key: value for key, value in asdict(row).items() if key not in ("id", "planned")}
            if row.id in known:
                Service.update(**values | {"letter": letter}).where(Service.id == row.id).execute()
                planned.forget(centre, Planned.SERVICE, row.id, "letter")
            else:
                row.id = Service.create(centre=centre, **values).id
            if row in moving and wait:
                planned.plan(centre, Planned.SERVICE, row.id, "letter", row.letter, officer)
            act = Change.CHANGED if before else Change.ADDED
            Change.note(centre, officer, "service", row.name, before, row.spoken(), act)
    events.announce(events.SettingsChanged(centre.id))
    return wait


@dataclass
class FieldRow:
    """A field of procedures: a row of the director's table. `service` and `department` 0: none. The days and the fee
    are those of all its procedures, None where they differ."""

    id: int
    name: str
    department: int
    service: int
    procedures: int
    working_days: int | None
    fee: int | None


def fields_of(centre: Centre) -> list[FieldRow]:
    """The centre's fields in the order of the report, with what their procedures have in common."""
    rows = []
    told = {
        field_id: (count, low, high, cheap, dear, services, service)
        for field_id, count, low, high, cheap, dear, services, service in Procedure.select(
            Procedure.field,
            fn.COUNT(Procedure.id),
            fn.MIN(Procedure.working_days),
            fn.MAX(Procedure.working_days),
            fn.MIN(Procedure.fee),
            fn.MAX(Procedure.fee),
            fn.COUNT(Procedure.service.distinct()),
            fn.MIN(Procedure.service),
        )
        .where(Procedure.centre == centre)
        .group_by(Procedure.field)
        .tuples()
    }
    for one in Field.select().where(Field.centre == centre).order_by(Field.position, Field.id):
        count, low, high, cheap, dear, services, service = told.get(one.id, (0, 0, 0, 0, 0, 0, None))
        rows.append(
            FieldRow(
                one.id,
                one.name,
                one.department_id or 0,
                service or 0 if services == 1 else 0,
                count,
                low if low == high else None,
                cheap if cheap == dear else None,
            )
        )
    return rows


def read_fields(form: Form, services: list[Service]) -> dict[int, int]:
    """Id of a field → id of the service it was given to; fields `f<id>_service`."""
    ids = {str(one.id) for one in services}
    found: dict[int, int] = {}
    for name, value in form.sent.items():
        if name.startswith("f") and name.endswith("_service") and name[1:-8].isdecimal() and value in ids:
            found[int(name[1:-8])] = int(value)
    return found


def give_fields(centre: Centre, given: dict[int, int], officer: Officer | None) -> None:
    """Give all procedures of a field to a service."""
    names = {row.id: row.name for row in Service.select().where(Service.centre == centre)}
    with unit_of_work(centre.id):
        for row in fields_of(centre):
            if row.id in given and given[row.id] != row.service:
                Procedure.update(service=given[row.id]).where(
                    Procedure.centre == centre, Procedure.field == row.id
                ).execute()
                was, now = names.get(row.service, ""), names.get(given[row.id], "")
                Change.note(centre, officer, "field", row.name, {"service": was}, {"service": now})
    events.announce(events.SettingsChanged(centre.id))


def read_names(form: Form, centre: Centre, fields: list[FieldRow]) -> dict[int, dict[str, Any]]:
    """Id of a field (0: a new one) → its name, place and department; fields `f<id>_name`, `_position`,
    `_department`."""
    ids = {str(one.id): one for one in departments(centre)}
    found: dict[int, dict[str, Any]] = {}
    for number in [*(row.id for row in fields), 0]:
        if f"f{number}_name" not in form.sent or (number == 0 and not form.raw("f0_name")):
            continue
        told = {
            "name": form.text(f"f{number}_name", 1, 200),
            "position": form.whole(f"f{number}_position", 1, 999),
            "department": ids.get(form.sent.get(f"f{number}_department", "")),
        }
        if told["name"] in [other["name"] for other in found.values()]:
            form.wrong(f"f{number}_name", _("Đã có lĩnh vực tên này."))
        found[number] = told
    return found


def name_fields(centre: Centre, named: dict[int, dict[str, Any]], officer: Officer | None) -> None:
    """Keep the fields' names, places and departments; add a new one."""
    with unit_of_work(centre.id):
        rows = {row.id: row for row in Field.select().where(Field.centre == centre)}
        for number in named:
            if number in rows and rows[number].name != named[number]["name"]:
                Field.update(name=f"#{number}").where(Field.id == number).execute()  # names may be exchanged
        for number, told in named.items():
            after = told | {"department": told["department"].name if told["department"] else ""}
            if number not in rows:
                Field.create(centre=centre, **told)
                Change.note(centre, officer, "field", told["name"], {}, after, Change.ADDED)
                continue
            row = rows[number]
            before = {
                "name": row.name,
                "position": row.position,
                "department": row.department.name if row.department_id else "",
            }
            Field.update(**told).where(Field.id == number).execute()
            Change.note(centre, officer, "field", told["name"], before, after)


def read_terms(form: Form, fields: list[FieldRow]) -> dict[int, dict[str, int]]:
    """Id of a field → the days and the fee to give to all its procedures, where they were typed and differ; fields
    `f<id>_working_days`, `f<id>_fee`."""
    found: dict[int, dict[str, int]] = {}
    for row in fields:
        for column, most in (("working_days", 365), ("fee", 100_000_000)):
            name = f"f{row.id}_{column}"
            value = form.whole(name, 0, most, empty=True) if name in form.sent else None
            if value is not None and value != getattr(row, column):
                found.setdefault(row.id, {})[column] = value
    return found


def set_terms(centre: Centre, terms: dict[int, dict[str, int]], officer: Officer | None) -> None:
    """Give all procedures of a field the same days or fee. Dates already promised stay."""
    with unit_of_work(centre.id):
        for row in fields_of(centre):
            if row.id in terms:
                Procedure.update(**terms[row.id]).where(Procedure.centre == centre, Procedure.field == row.id).execute()
                before = {column: getattr(row, column) for column in terms[row.id]}
                Change.note(centre, officer, "field", row.name, before, terms[row.id])


def departments(centre: Centre) -> list[Department]:
    """Those of the centre, in the order they were made."""
    return list(Department.select().where(Department.centre == centre).order_by(Department.id))
