"""The lights of pending dossiers, against the definitions. Friday 20/11/2026; Tuesday the 24th is a holiday."""

import random
from datetime import date, datetime, timedelta

import pytest

from dossiers.calendar import WorkingDays
from dossiers.deadlines import LIGHTS, Watch, Which
from models.base import unit_of_work
from models.centre import Department, Field
from models.dossier import Dossier, Pause

TODAY = date(2026, 11, 20)
DAYS = WorkingDays(resting=frozenset({date(2026, 11, 24)}))


@pytest.fixture
def watch(centre):
    return Watch(centre, TODAY, DAYS)


@pytest.mark.parametrize(
    ("due", "light"),
    [
        (date(2026, 11, 19), "overdue"),
        (date(2026, 11, 20), "red"),  # today is in time
        (date(2026, 11, 22), "red"),  # a Sunday: no working day is left after today
        (date(2026, 11, 23), "red"),  # Monday, one working day
        (date(2026, 11, 24), "red"),  # the holiday after it
        (date(2026, 11, 25), "amber"),
        (date(2026, 11, 26), "amber"),
        (date(2026, 11, 27), "green"),
        (None, "undated"),
    ],
)
def test_a_light_tells_the_working_days_left(watch, due, light):
    assert watch.light(due) == light
    assert watch.light(due, stopped=True) == "stopped"


def test_over_a_weekend_the_light_counts_from_monday(centre):
    saturday = Watch(centre, date(2026, 11, 21), DAYS)
    assert [saturday.light(date(2026, 11, day)) for day in (20, 21, 23, 25, 27)] == [
        "overdue",
        "red",
        "red",
        "amber",
        "green",
    ]


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


@pytest.mark.parametrize(("extended_late", "include_test"), [(True, False), (False, True)])
def test_the_query_agrees_with_the_definitions(centre, any_dossiers, extended_late, include_test):
    watch = Watch(centre, TODAY, DAYS, extended_late, include_test)
    expected = slowly(watch)
    lines = list(watch.lines(Which()))
    assert {
        line.id: (line.field, line.light, line.waits_for, line.due, line.without_letter) for line in lines
    } == expected
    assert {light for _, light, *_ in expected.values()} == set(LIGHTS)

    names = dict(Field.select(Field.id, Field.name).tuples())
    counted = {(names[row.field], row.light): (row.dossiers, row.without_letter) for row in watch.counts()}
    alike = [(field, light, owed) for field, light, *_, owed in expected.values()]
    assert counted == {
        key: (len(mine := [owed for *it, owed in alike if tuple(it) == key]), sum(mine))
        for key in {(field, light) for field, light, _ in alike}
    }


def test_the_list_is_what_was_chosen_and_the_most_urgent_comes_first(centre, any_dossiers):
    watch = Watch(centre, TODAY, DAYS)
    every = list(watch.lines(Which()))
    dated = [line.due for line in every if line.due]
    assert dated == sorted(dated) and every[len(dated)].due is None

    land = Department.get(Department.kind == Department.VERTICAL)
    office = Department.get(Department.kind == Department.INTERNAL)
    for which, chosen in (
        (Which(lights=("overdue", "red")), [line for line in every if line.light in ("overdue", "red")]),
        (Which(vertical=True), [line for line in every if line.department == land.id]),
        (Which(vertical=False), [line for line in every if line.department != land.id]),
        (Which(department=office.id), [line for line in every if line.department == office.id]),
        (Which(department=0), [line for line in every if line.department is None]),
        (Which(without_letter=True), [line for line in every if line.without_letter]),
        (Which(due=TODAY), [line for line in every if line.due == TODAY]),
        (Which(code="0012"), [line for line in every if line.code.endswith("0012")]),
    ):
        assert list(watch.lines(which)) == chosen
        assert watch.count(which) == len(chosen)
        assert list(watch.lines(which, limit=3, offset=2)) == chosen[2:5]


def test_days_left_and_late_are_working_days(centre, any_dossiers):
    for line in Watch(centre, TODAY, DAYS).lines(Which()):
        assert (line.days_late is not None) == (line.light == "overdue")
        assert (line.days_left is not None) == (line.light in ("red", "amber", "green"))
        if line.days_late is not None:
            assert line.days_late == DAYS.between(line.due, TODAY)
