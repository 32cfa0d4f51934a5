"""The lights of pending dossiers, against the definitions. Friday 20/11/2026; Tuesday the 24th is a holiday."""

from datetime import date

import pytest

from dossiers.calendar import WorkingDays
from dossiers.deadlines import LIGHTS, Watch, Which
from models.centre import Department, Field
from tests.deadlines.conftest import TODAY, slowly

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
