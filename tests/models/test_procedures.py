"""Which version of a procedure is in force on a day."""

from datetime import date

import pytest

from models.base import unit_of_work
from models.centre import Field, Procedure


@pytest.fixture
def version(centre):
    """`version(valid_from, …)` adds a version of the certified copy, whose first is valid from 01/07/2025."""

    def add(valid_from: date, **facts: object) -> Procedure:
        field = Field.get(Field.centre == centre, Field.name == "Chứng thực")
        with unit_of_work():
            return Procedure.create(
                centre=centre, field=field, code="2.000815", name="Bản sao", valid_from=valid_from, **facts
            )

    return add


def in_force(centre, day: date) -> Procedure:
    [copy] = [row for row in Procedure.in_force(centre, day) if row.code == "2.000815"]
    return copy


def test_a_version_is_in_force_from_its_day_and_not_before(centre, version):
    newer = version(date(2026, 12, 1))
    assert in_force(centre, date(2026, 11, 30)) != newer
    assert in_force(centre, date(2026, 12, 1)) == newer


def test_a_version_that_is_switched_off_gives_way_to_one_that_is_not(centre, version):
    version(date(2026, 7, 1), active=False)
    assert in_force(centre, date(2026, 11, 20)).active


def test_a_procedure_that_is_switched_off_altogether_is_still_known(centre):
    with unit_of_work():
        Procedure.update(active=False).execute()
    assert not in_force(centre, date(2026, 11, 20)).active
