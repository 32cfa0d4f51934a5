"""A whole centre from a folder of hand-edited files, such as sample/binh-minh.

The files hold no secret: an officer who was loaded cannot sign in until admin.first_run has drawn one.
"""

import re
from datetime import time
from pathlib import Path

from flask import g
from peewee import BooleanField, CharField, IntegerField, PeeweeException

from admin.first_run import first_run
from admin.tables import Row, TableError, read_rows, read_toml
from config import Config
from dossiers.patterns import Unreadable, read_pattern
from models.base import unit_of_work
from models.centre import (
    LONGEST_NOTICE,
    Centre,
    Department,
    Field,
    Notice,
    Officer,
    Opening,
    Procedure,
    Service,
    SpecialDay,
)
from models.counter import Counter, CounterService
from models.printing import Printer

HOUSE = Path(__file__).resolve().parent.parent
DAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
LETTERS = "ABCDEFGHKLMNPRSTUVXY"  # I, O and Q look like 1 and 0
ROLES = (Officer.ADMIN, Officer.DIRECTOR, Officer.LEAD, Officer.OFFICER)
LEVELS = ("full", "partial", "none")
ORGANISATION = "Trung tâm Phục vụ hành chính công"
USUAL = "sample/binh-minh"  # whose departments, services and procedures a new centre begins with
OFFICE_HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))

Stretch = tuple[int, time, time]  # weekday (Monday is 0), opens, closes (00:00 is midnight)


def load_into_empty(config: Config) -> str:
    """Give an empty database its first centre, from `config.sample`; a relative folder is one of the house. An empty
    `sample` gives a bare one, to be made on /setup.

    Returns the first sign-in to show on the console, or "" when a centre was there. Raises TableError.
    """
    if Centre.select().exists():
        return ""
    with unit_of_work():  # one: a centre into which nobody can sign in must not be left behind
        centre = load(HOUSE / config.sample) if config.sample else bare()
        return first_run(centre, config.instance)


def is_shown(centre: Centre | None = None) -> bool:
    """Whether a page says that its data is a sample: of its centre, or, where nobody has said yet which one it is about
    (signing in, pairing, an error), of the server's first."""
    try:
        known = centre or g.get("centre") or Centre.select(Centre.is_sample).order_by(Centre.id).first()
    except PeeweeException:
        return False  # the page that says that the database does not answer
    return bool(known and known.is_sample)


def load(folder: Path | str, *, slug: str | None = None) -> Centre:
    """Create the centre that the files of `folder` describe, all or nothing, with a printer that needs no paper.

    `slug` takes the place of the one in the files. Raises TableError with file and line.
    """
    folder = Path(folder)
    with unit_of_work():
        centre, stretches = _centre(folder / "centre.toml", slug)
        for weekday, opens, closes in stretches:
            Opening.create(centre=centre, weekday=weekday, opens=opens, closes=closes)
        furnish(centre, folder)
        _staff(centre, folder / "staff.csv")
        Printer.create(centre=centre, name=Printer.VIRTUAL_NAME, kind=Printer.VIRTUAL)
    return centre


def furnish(centre: Centre, folder: Path) -> None:
    """Give a bare centre what the files say of days off, departments, services, counters, fields, procedures and
    notices. Inside a unit of work. Raises TableError."""
    for row in read_rows(folder / "holidays.csv", "date", "name", "works", unique="date"):
        SpecialDay.create(centre=centre, date=row.day("date"), name=row.text("name"), works=row.yes("works"))
    departments = {
        row.text("name"): Department.create(
            centre=centre, name=row.text("name"), kind=row.word("kind", Department.KINDS)
        )
        for row in read_rows(folder / "departments.csv", "name", "kind", unique="name")
    }
    services = _services(centre, folder / "services.csv")
    put_counters(centre, folder / "counters.csv", departments, services)
    _procedures(centre, folder / "procedures.csv", _fields(centre, folder / "fields.csv", departments), services)
    _notices(centre, folder / "notices.csv")


def bare() -> Centre:
    """A centre without a name, with an administrator and a printer that needs no paper: its making begins at /setup."""
    with unit_of_work():
        centre = Centre.create(slug="trung-tam", organisation=ORGANISATION, name="", setup_step=1)
        Officer.create(centre=centre, username="quantri", name="Quản trị", role=Officer.ADMIN, secret="")
        Printer.create(centre=centre, name=Printer.VIRTUAL_NAME, kind=Printer.VIRTUAL)
        begin(centre)
    return centre


def begin(centre: Centre) -> None:
    """Give a bare centre what most have, to be changed on /setup: office hours, and the usual furniture of fifteen
    counters. Inside a unit of work."""
    for weekday in range(5):
        for opens, closes in OFFICE_HOURS:
            Opening.create(centre=centre, weekday=weekday, opens=opens, closes=closes)
    furnish(centre, HOUSE / USUAL)


def _centre(path: Path, slug: str | None) -> tuple[Centre, list[Stretch]]:
    settings = read_toml(path)
    queue, hours = settings.pop("queue", {}), settings.pop("hours", [])
    values = settings | queue | ({"slug": slug} if slug is not None else {})
    allowed = set(Centre._meta.fields) - {"id", "business_day", "call_sequence", "setup_step"}
    for name, value in values.items():
        if name not in allowed:
            raise TableError(f"{path}: unknown setting {name!r}; known are: {', '.join(sorted(allowed))}")
        kind = {BooleanField: bool, IntegerField: int, CharField: str}[type(Centre._meta.fields[name])]
        if type(value) is not kind or (kind is int and value < 0):
            raise TableError(f"{path}: {name} = {value!r}; a value of type {kind.__name__}, not negative, is needed")
    for name in ("slug", "organisation", "name"):
        if not values.get(name):
            raise TableError(f"{path}: {name} is missing")
    if not re.fullmatch(r"[a-z0-9-]+", values["slug"]):
        raise TableError(f"{path}: slug = {values['slug']!r}; only a-z, 0-9 and - may be in it")
    if Centre.get_or_none(Centre.slug == values["slug"]) is not None:
        raise TableError(f"{path}: a centre with slug {values['slug']!r} is already there")
    try:
        read_pattern(values.get("dossier_pattern", ""))
    except Unreadable as refusal:
        raise TableError(f"{path}: dossier_pattern: {refusal}") from refusal
    return Centre.create(**values), _stretches(path, hours)


def _stretches(path: Path, hours: object) -> list[Stretch]:
    found: list[Stretch] = []
    for block in hours if isinstance(hours, list) else [hours]:
        for day in block.get("days", []):
            if day not in DAYS:
                raise TableError(f"{path}: hours: the day {day!r} is not one of: {', '.join(DAYS)}")
            for stretch in block.get("open", []):
                if not (
                    match := re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)", stretch)
                ):
                    raise TableError(f"{path}: hours: {stretch!r}; write opening hours as 07:30-11:30")
                opens = time(int(match[1]), int(match[2]))
                closes = time(int(match[3]), int(match[4])) if match[3] else time()
                if time() < closes <= opens or (match[3] and closes == time()):
                    raise TableError(f"{path}: hours: {stretch!r} closes before it opens; midnight is 24:00")
                found.append((DAYS[day], opens, closes))
    return found


def _services(centre: Centre, path: Path) -> dict[str, Service]:
    columns = ("letter", "name", "name_en", "hint", "hint_en", "minutes", "quota")
    return {
        row.text("letter"): Service.create(
            centre=centre,
            letter=row.word("letter", LETTERS),
            name=row.text("name"),
            name_en=row.text("name_en"),
            hint=row.text_or_empty("hint"),
            hint_en=row.text_or_empty("hint_en"),
            position=position,
            typical_minutes=row.whole("minutes", least=1),
            daily_quota=row.whole_or_none("quota"),
            # Nobody books who comes with a slip for a result, or does not know yet for what.
            **({"booked_per_slot": 0} if row.text("letter") in (Service.COLLECT, Service.GUIDANCE) else {}),
        )
        for position, row in enumerate(read_rows(path, *columns, unique="letter"), start=1)
    }


def put_counters(centre: Centre, path: Path, departments: dict[str, Department], services: dict[str, Service]) -> None:
    """The counters of a file, each with what it serves. Inside a unit of work. Raises TableError."""
    for row in read_rows(path, "number", "name", "department", "first", "fallback", unique="number"):
        counter = Counter.create(
            centre=centre,
            number=row.whole("number", least=1),
            name=row.text_or_empty("name"),
            department=row.one_of("department", departments),
        )
        first, fallback = row.each_of("first", services), row.each_of("fallback", services)
        if both := [service.letter for service in first if service in fallback]:
            raise row.wrong(f"{both[0]} is both a first choice and a fallback")
        for service in first:
            CounterService.create(counter=counter, service=service, preference=CounterService.FIRST_CHOICE)
        for service in fallback:
            CounterService.create(counter=counter, service=service, preference=CounterService.FALLBACK)


def _fields(centre: Centre, path: Path, departments: dict[str, Department]) -> dict[str, Field]:
    return {
        row.text("name"): Field.create(
            centre=centre,
            name=row.text("name"),
            position=position,
            department=row.one_of("department", departments),
        )
        for position, row in enumerate(read_rows(path, "name", "department", unique="name"), start=1)
    }


def _procedures(centre: Centre, path: Path, fields: dict[str, Field], services: dict[str, Service]) -> None:
    columns = ("code", "name", "field", "service", "working_days", "fee", "level", "active", "papers")
    for row in read_rows(path, *columns, unique="code"):
        Procedure.create(
            centre=centre,
            code=_procedure_code(row),
            name=row.text("name"),
            field=row.one_of("field", fields),
            service=row.one_of("service", services),
            working_days=row.whole("working_days"),
            fee=row.whole("fee"),
            online_level=row.word("level", LEVELS),
            active=row.yes("active"),
            papers="\n".join(paper.strip() for paper in row.text_or_empty("papers").split("|") if paper.strip()),
        )


def _procedure_code(row: Row) -> str:
    if not re.fullmatch(r"\d\.\d{6}", row.text("code")):
        raise row.wrong(f"code is {row.text('code')!r}; a national code looks like 2.000815")
    return row.text("code")


def _staff(centre: Centre, path: Path) -> None:
    for row in read_rows(path, "username", "name", "role", unique="username"):
        if not re.fullmatch(r"[a-z0-9._-]{2,40}", row.text("username")):
            raise row.wrong(f"username is {row.text('username')!r}; use 2 to 40 of a-z, 0-9, dot, _ and -")
        Officer.create(
            centre=centre,
            username=row.text("username"),
            name=row.text("name"),
            role=row.word("role", ROLES),
            secret="",
        )


def _notices(centre: Centre, path: Path) -> None:
    for position, row in enumerate(read_rows(path, "text", "text_en"), start=1):
        if len(row.text("text")) > LONGEST_NOTICE:
            raise row.wrong(f"text has {len(row.text('text'))} characters; the hall screen shows {LONGEST_NOTICE}")
        Notice.create(centre=centre, text=row.text("text"), text_en=row.text_or_empty("text_en"), position=position)
