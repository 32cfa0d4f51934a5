"""Today's chase lists (phiếu đôn đốc): what is overdue, due today, or due within three working days, by department.

No name of a person is on them; who answers for a dossier is the department.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dossiers.deadlines import AMBER, CHASED, OVERDUE, RED, Line, Watch, Which
from models.centre import Centre, Department


@dataclass(frozen=True)
class Sheet:
    """One department's list; each dossier in one of the three groups, the most urgent first."""

    department: int  # 0: fields that no department answers for
    name: str  # "" for those
    overdue: list[Line]
    today: list[Line]  # due today
    soon: list[Line]  # within three working days

    @property
    def total(self) -> int:
        return len(self.overdue) + len(self.today) + len(self.soon)


def sheets(centre: Centre, watch: Watch, department: int | None = None) -> list[Sheet]:
    """The lists that have something on them, or that of one department alone."""
    lines: dict[int, list[Line]] = {}
    for line in watch.lines(Which(lights=CHASED, department=department)):
        lines.setdefault(line.department or 0, []).append(line)
    offices = Department.select().where(Department.centre == centre).order_by(Department.id)
    return [
        _sheet(watch, number, name, lines[number])
        for number, name in [*((office.id, office.name) for office in offices), (0, "")]
        if number in lines
    ]


def _sheet(watch: Watch, number: int, name: str, lines: Iterable[Line]) -> Sheet:
    found = list(lines)
    return Sheet(
        number,
        name,
        [line for line in found if line.light == OVERDUE],
        [line for line in found if line.light == RED and line.due == watch.today],
        [line for line in found if line.light in (RED, AMBER) and line.due != watch.today],
    )
