"""Dossiers of the small centre on Friday 20/11/2026: Hộ tịch is the ward's own, Chứng thực a vertical agency's."""

import random
from datetime import date, datetime, timedelta

import pytest

from dossiers.deadlines import Watch
from models.base import unit_of_work
from models.centre import Department, Field, SpecialDay
from models.dossier import Dossier, Pause

TODAY = date(2026, 11, 20)


def day(number: int, month: int = 11) -> date:
    """A date of 2026, November unless said otherwise."""
    return date(2026, month, number)


@pytest.fixture
def director(person):
    """Hà, who may do all of it."""
    return person().sign_in("ha")


@pytest.fixture
def lead(person):
    """Trường, who may do all but change the calendar."""
    return person().sign_in("truong")


@pytest.fixture
def offices(centre):
    """The fields by department: (own, vertical)."""
    with unit_of_work(centre.id):
        own = Department.create(centre=centre, name="Văn phòng HĐND và UBND")
        land = Department.create(centre=centre, name="Chi nhánh VPĐKĐĐ", kind=Department.VERTICAL)
        for name, office in (("Hộ tịch", own), ("Chứng thực", land)):
            Field.update(department=office).where(Field.centre == centre, Field.name == name).execute()
        SpecialDay.create(centre=centre, date=day(24), name="Ngày Văn hóa Việt Nam")
    return own, land


@pytest.fixture
def dossier(centre, offices):
    """Adds a dossier received on 2/11/2026 and due on the day given (of November), in Hộ tịch unless said otherwise."""
    count = iter(range(1, 1000))

    def add(due: int | None, field: str = "Hộ tịch", **values):
        code = values.pop("code", f"H99.01-261102-{next(count):04d}")
        row = {"received_at": datetime(2026, 11, 2, 9, 0), "due_on": day(due) if due else None, "channel": "online"}
        with unit_of_work(centre.id):
            return Dossier.create(
                centre=values.pop("centre", centre),
                code=code,
                code_key=code,
                field=Field.get(Field.centre == centre, Field.name == field),
                **row | values,
            )

    return add


@pytest.fixture
def any_dossiers(centre, elsewhere):
    """Three hundred of every kind, in two fields of a department each, and some of another centre."""
    chance = random.Random(766)
    with unit_of_work():
        offices = [
            Department.create(centre=centre, name="Phòng Văn hóa"),
            Department.create(centre=centre, name="Chi nhánh đất đai", kind=Department.VERTICAL),
        ]
        fields = list(Field.select().where(Field.centre == centre).order_by(Field.id))
        for field, office in zip(fields, offices, strict=True):
            field.department = office
            field.save()
        fields.append(Field.create(centre=centre, name="Chưa gắn", position=9))
        for number in range(300):
            received = datetime(2026, 11, 20, 9, 0) - timedelta(days=chance.randrange(-1, 60))
            due_on = chance.choice([None, *[TODAY + timedelta(days=n) for n in range(-9, 12)]])
            ended = received + timedelta(days=3) if chance.random() < 0.3 else None
            dossier = Dossier(
                centre=chance.choice([centre, centre, centre, elsewhere]),
                code=f"H99.01-261120-{number:04d}",
                code_key=f"H99.01-261120-{number:04d}",
                field=chance.choice(fields),
                channel="online",
                received_at=received,
                due_on=due_on,
                due_after=due_on and chance.choice([None, due_on + timedelta(days=2)]),
                extended_to=chance.choice([None, None, TODAY - timedelta(days=1), TODAY + timedelta(days=9)]),
                ended_at=ended,
                outcome="resolved" if ended else None,
                counted=chance.random() < 0.9,
                is_test=chance.random() < 0.1,
            )
            dossier.save()
            for _ in range(chance.choice([0, 0, 1, 2])):
                began = TODAY - timedelta(days=chance.randrange(-1, 9))
                over = chance.choice([None, began + timedelta(days=chance.randrange(9))])
                kind = chance.choice([Pause.SUPPLEMENT, Pause.FINANCIAL_DUTY])
                Pause.create(dossier=dossier, kind=kind, began_on=began, ended_on=over)


def slowly(watch: Watch) -> dict[int, tuple[str, str, str | None, date | None, bool]]:
    """Dossier → field, light, what it waits for, due date, whether a letter is owed: from the definitions."""
    told = {}
    for one in Dossier.select().where(Dossier.centre == watch.centre):
        if one.ended_at or not one.counted or (one.is_test and not watch.include_test):
            continue
        if one.received_at.date() > watch.today:
            continue
        due = one.due_after or one.due_on
        if not watch.extended_late:
            due = one.extended_to or due
        stops = [
            stop.kind
            for stop in one.pauses
            if stop.began_on <= watch.today and (stop.ended_on is None or stop.ended_on > watch.today)
        ]
        waits_for = max(stops, default=None)
        left = due and sum(
            watch.days.works(watch.today + timedelta(days=n)) for n in range(1, (due - watch.today).days + 1)
        )
        if stops:
            light = "stopped"
        elif due is None:
            light = "undated"
        elif due < watch.today:
            light = "overdue"
        else:
            light = "red" if left <= 1 else "amber" if left <= 3 else "green"
        owed = light == "overdue" and (one.extended_to is None or one.extended_to < watch.today)
        told[one.id] = one.field.name, light, waits_for, due, owed
    return told
