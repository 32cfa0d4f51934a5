"""The deadline board: how many pending dossiers have which light, by department and field; vertical agencies apart.

A picture of one query (dossiers.deadlines); every sum on it is added up here from the same rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Self

from dossiers.calendar import DAY, WorkingHours
from dossiers.deadlines import LIGHTS, Counted, Watch
from models.base import now
from models.centre import Centre, Department, Field

OWN, VERTICAL = "own", "vertical"  # parts of the board: the committee's departments; the land branch and its like


@dataclass(frozen=True)
class Row:
    """The lights of one field, department, part, or all: `lights` has every light, also those nobody has."""

    name: str
    id: int | None  # of the field or department; 0: without a department; None: a sum
    lights: dict[str, int]
    without_letter: int  # overdue, and no new day is promised
    rows: list[Self] = field(default_factory=list)  # what it is the sum of

    @property
    def total(self) -> int:
        return sum(self.lights.values())


@dataclass(frozen=True)
class Board:
    """The board of a centre as of now."""

    centre: Centre
    watch: Watch
    minutes_left: int  # of today's working time
    parts: dict[str, Row]  # of OWN, VERTICAL; one without departments is left out
    total: Row


def board(centre: Centre, watch: Watch) -> Board:
    """The whole board. A field without pending dossiers has no row, a department keeps its own."""
    counted: dict[int, list[Counted]] = {}
    for row in watch.counts():
        counted.setdefault(row.field, []).append(row)
    fields: dict[int | None, list[Row]] = {}
    for one in Field.select().where(Field.centre == centre).order_by(Field.position, Field.id):
        if one.id in counted:
            fields.setdefault(one.department_id, []).append(_field(one, counted[one.id]))
    parts: dict[str, list[Row]] = {OWN: [], VERTICAL: []}
    for office in Department.select().where(Department.centre == centre).order_by(Department.id):
        part = VERTICAL if office.kind == Department.VERTICAL else OWN
        if office.id in fields or office.kind != Department.PARTNER:
            parts[part].append(_sum(office.name, fields.get(office.id, []), office.id))
    if None in fields:
        parts[OWN].append(_sum("", fields[None], 0))
    sums = {part: _sum("", rows) for part, rows in parts.items() if rows}
    midnight = datetime.combine(watch.today + DAY, time())
    left = WorkingHours.of(centre).minutes_between(now(), midnight)
    return Board(centre, watch, left, sums, _sum("", sums.values()))


def _field(one: Field, counted: list[Counted]) -> Row:
    lights = dict.fromkeys(LIGHTS, 0) | {row.light: row.dossiers for row in counted}
    return Row(one.name, one.id, lights, sum(row.without_letter for row in counted))


def _sum(name: str, rows: Iterable[Row], number: int | None = None) -> Row:
    added = list(rows)
    lights = {light: sum(row.lights[light] for row in added) for light in LIGHTS}
    return Row(name, number, lights, sum(row.without_letter for row in added), added)
