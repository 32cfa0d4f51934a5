"""How much time a pending dossier has left: its light on a day, and the lights of a whole centre in one query.

`overdue`: its due date is past. `red`: at most one working day left, today included. `amber`: two or three.
`green`: more. `stopped`: its clock stands, so nobody is late. `undated`: it was promised for no day.
What is pending is what the departments still owe: from the reception to the first terminal act. The due date is D′,
with every stop that has ended; whether a letter of apology moves it too is the report profile's to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from peewee import JOIN, Case, fn

from dossiers.calendar import WorkingDays
from models.centre import Centre, Department, Field, Procedure
from models.dossier import STILL_OPEN, Dossier, Pause

LIGHTS = OVERDUE, RED, AMBER, GREEN, STOPPED, UNDATED = ("overdue", "red", "amber", "green", "stopped", "undated")
CHASED = (OVERDUE, RED, AMBER)  # what a department is reminded of
RED_DAYS, AMBER_DAYS = 1, 3  # working days left, at most


class Counted(NamedTuple):
    """How many dossiers of one field have one light."""

    field: int
    light: str
    dossiers: int
    without_letter: int  # overdue, and no new day was promised for it, or that day is past as well


@dataclass(frozen=True)
class Which:
    """Which pending dossiers; None is every one. `due`: promised, with its stops, for that very day."""

    lights: tuple[str, ...] = LIGHTS
    field: int | None = None
    department: int | None = None  # 0: fields that no department answers for
    vertical: bool | None = None  # of a vertical agency, such as the land registration branch
    code: str = ""  # part of a normalised code
    due: date | None = None
    without_letter: bool = False
    id: int | None = None  # of one dossier


@dataclass(frozen=True)
class Line:
    """One pending dossier on the day of the watch."""

    id: int
    code: str
    field: str
    procedure: str  # "" when it is not known
    department: int | None
    received_on: date
    due_on: date | None  # as first promised
    due: date | None  # as it counts: with the stops that have ended
    extended_to: date | None
    light: str
    waits_for: str | None  # a kind of Pause
    waits_since: date | None
    days_left: int | None  # working days; None without a due date, and while the clock stands
    days_late: int | None  # working days, of those overdue
    without_letter: bool


@dataclass(frozen=True)
class Watch:
    """The pending dossiers of a centre, looked at on one day."""

    centre: Centre
    today: date
    days: WorkingDays = field(default_factory=WorkingDays)
    extended_late: bool = True  # a letter that promised a new day leaves the old one counting
    include_test: bool = False

    def light(self, due: date | None, stopped: bool = False) -> str:
        """The light of a dossier with this due date, whose clock stands or goes."""
        if stopped:
            return STOPPED
        if due is None:
            return UNDATED
        if due < self.today:
            return OVERDUE
        left = self.days.between(self.today, due)
        return RED if left <= RED_DAYS else AMBER if left <= AMBER_DAYS else GREEN

    def counts(self) -> list[Counted]:
        """All of the centre's pending dossiers, by field and light; one query."""
        lines = (
            Dossier.select(
                Dossier.field.alias("field"),
                self._light.alias("light"),
                Case(None, [(self._without_letter, 1)], 0).alias("lacking"),
            )
            .where(*self._pending)
            .alias("lines")
        )
        counted = (lines.c.field, lines.c.light, fn.COUNT(lines.c.light), fn.SUM(lines.c.lacking))
        rows = lines.select_from(*counted).group_by(lines.c.field, lines.c.light)
        return [Counted(*row) for row in rows.tuples().execute()]

    def count(self, which: Which) -> int:
        """How many `lines` would give in all."""
        return self._chosen(which, fn.COUNT(Dossier.id)).scalar()

    def promised(self) -> dict[date, int]:
        """How many pending dossiers are due on which day."""
        rows = Dossier.select(self._due.alias("due"), fn.COUNT(Dossier.id)).where(*self._pending).group_by(self._due)
        return {day: count for due, count in rows.tuples().execute() if (day := _day(due)) is not None}

    def standing(self) -> int:
        """How many of their clocks stand now, each stop by itself."""
        return Pause.select().join(Dossier).where(*self._pending, self._standing(Pause)).count()

    def lines(self, which: Which, limit: int | None = None, offset: int = 0) -> Iterator[Line]:
        """Those dossiers, whatever is most urgent first: by due date, those without one last."""
        since = Pause.select(fn.MIN(Pause.began_on)).where(self._standing(Pause))
        rows = self._chosen(
            which,
            Dossier.id,
            Dossier.code,
            Field.name.alias("field"),
            fn.COALESCE(Procedure.name, "").alias("procedure"),
            Field.department.alias("department"),
            Dossier.received_at,
            Dossier.due_on,
            self._due.alias("due"),
            Dossier.extended_to,
            self._waits_for.alias("waits_for"),
            since.alias("since"),
            self._without_letter.alias("without_letter"),
        )
        rows = rows.join_from(Dossier, Procedure, JOIN.LEFT_OUTER).order_by(
            Case(None, [(self._due.is_null(), 1)], 0), self._due, Dossier.received_at, Dossier.id
        )
        for row in rows.limit(limit).offset(offset).tuples().iterator():
            yield self._line(*row)

    def _line(
        self, number, code, field, procedure, department, received_at, due_on, due, extended_to, kind, since, lack
    ):
        due, light = _day(due), self.light(_day(due), kind is not None)
        timed = due is not None and light != STOPPED
        return Line(
            number,
            code,
            field,
            procedure,
            department,
            received_at.date(),
            due_on,
            due,
            extended_to,
            light,
            kind,
            _day(since),
            self.days.between(self.today, due) if timed and light != OVERDUE else None,
            self.days.between(due, self.today) if light == OVERDUE else None,
            bool(lack),
        )

    def _chosen(self, which: Which, *columns: Any):
        rows = Dossier.select(*columns).join(Field).join(Department, JOIN.LEFT_OUTER).where(*self._pending)
        if which.lights != LIGHTS:
            rows = rows.where(self._light.in_(which.lights))
        if which.id is not None:
            rows = rows.where(Dossier.id == which.id)
        if which.field is not None:
            rows = rows.where(Dossier.field == which.field)
        if which.department is not None:
            rows = rows.where(Field.department == which.department if which.department else Field.department.is_null())
        if which.vertical is not None:
            vertical = Department.kind == Department.VERTICAL
            rows = rows.where(vertical if which.vertical else Department.id.is_null() | ~vertical)
        if which.code:
            rows = rows.where(Dossier.code_key.contains(which.code))
        if which.due is not None:
            rows = rows.where(self._due == which.due)
        if which.without_letter:
            rows = rows.where(self._without_letter)
        return rows

    @cached_property
    def _pending(self) -> list[Any]:
        tomorrow = datetime.combine(self.today + timedelta(days=1), time())
        which = [
            Dossier.centre == self.centre,
            Dossier.open_node == STILL_OPEN,
            Dossier.received_at < tomorrow,
            Dossier.counted,
        ]
        return which if self.include_test else [*which, ~Dossier.is_test]

    @cached_property
    def _due(self) -> Any:
        promised = (Dossier.due_after, Dossier.due_on)
        return fn.COALESCE(*promised) if self.extended_late else fn.COALESCE(Dossier.extended_to, *promised)

    def _standing(self, stop: Any) -> Any:
        """That a stop keeps the dossier's clock from going on this day."""
        ended = stop.ended_on.is_null() | (stop.ended_on > self.today)
        return (stop.dossier == Dossier.id) & (stop.began_on <= self.today) & ended

    @cached_property
    def _waits_for(self) -> Any:
        """The kind of stop at which the clock stands, papers before a duty; NULL when it goes."""
        return Pause.select(fn.MAX(Pause.kind)).where(self._standing(Pause))

    @cached_property
    def _light(self) -> Any:
        """`light`, for the database: working days left are told by the first days that have too many of them."""
        stands = fn.EXISTS(Pause.select(Pause.id).where(self._standing(Pause)))
        return Case(
            None,
            [
                (stands, STOPPED),
                (self._due.is_null(), UNDATED),
                (self._due < self.today, OVERDUE),
                (self._due < self.days.add(self.today, RED_DAYS + 1), RED),
                (self._due < self.days.add(self.today, AMBER_DAYS + 1), AMBER),
            ],
            GREEN,
        )

    @cached_property
    def _without_letter(self) -> Any:
        promised_anew = Dossier.extended_to.is_null(False) & (Dossier.extended_to >= self.today)
        return (self._light == OVERDUE) & ~promised_anew


def _day(value: date | str | None) -> date | None:
    """A computed column's date, which SQLite gives as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
