"""What somebody has changed in a centre's settings, and what is to change when its next day begins."""

import json
from typing import Any, Self

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from models.base import BaseModel, now
from models.centre import Centre, Officer


class Change(BaseModel):
    """One thing that somebody changed: who, when, what it was and what it is. Rows are only ever added."""

    ADDED, CHANGED, REMOVED, PLANNED, APPLIED = "added", "changed", "removed", "planned", "applied"
    ACTS = (ADDED, CHANGED, REMOVED, PLANNED, APPLIED)

    centre = ForeignKeyField(Centre)
    centre_id: int
    officer = ForeignKeyField(Officer, null=True)  # None: the clock, or the server's own first run
    who = CharField(default="")  # the officer's name at that time
    at = DateTimeField(default=now)
    act = CharField(default=CHANGED)
    subject = CharField()  # of setup.history.SUBJECTS: "counter", "service", "choice" …
    name = CharField(default="")  # which one: "Quầy 4"
    before = TextField(default="{}")  # a JSON object: column → what it was; plain values
    after = TextField(default="{}")

    class Meta:
        indexes = ((("centre", "at"), False), (("centre", "subject"), False))

    @classmethod
    def note(
        cls,
        centre: Centre | int,
        officer: Officer | None,
        subject: str,
        name: str,
        before: dict[str, Any],
        after: dict[str, Any],
        act: str = CHANGED,
    ) -> Self | None:
        """Keep what differs between `before` and `after`; None, and no row, where nothing does. Secrets have no place
        in either. Call it inside the unit of work of the change itself."""
        changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        if not changed and act == cls.CHANGED:
            return None
        return cls.create(
            centre=centre,
            officer=officer,
            who=officer.name if officer else "",
            act=act,
            subject=subject,
            name=name,
            before=_written({key: before[key] for key in changed if key in before}),
            after=_written({key: after[key] for key in changed if key in after}),
        )

    @property
    def differences(self) -> list[tuple[str, Any, Any]]:
        """(column, was, is) of each that changed; None where there was or is none."""
        before, after = json.loads(self.before), json.loads(self.after)
        return [(key, before.get(key), after.get(key)) for key in {**before, **after}]


class Planned(BaseModel):
    """A column of a service or a counter that takes its new value when a business day begins: what today's tickets
    were printed with is not changed under them. Applied by queueing.planned, in the day's own transaction."""

    SERVICE, COUNTER = "service", "counter"

    centre = ForeignKeyField(Centre)
    centre_id: int
    subject = CharField()
    row = IntegerField()  # id of the service or counter
    column = CharField()
    value = TextField()  # JSON
    from_day = DateField()
    officer = ForeignKeyField(Officer, null=True)
    at = DateTimeField(default=now)

    class Meta:
        indexes = ((("centre", "subject", "row", "column"), True),)

    @classmethod
    def of(cls, centre: Centre | int, subject: str) -> dict[tuple[int, str], Self]:
        """What is to come: (row, column) → plan."""
        rows = cls.select().where(cls.centre == centre, cls.subject == subject)
        return {(plan.row, plan.column): plan for plan in rows}

    @property
    def becomes(self) -> Any:
        """The value to come."""
        return json.loads(self.value)


def _written(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, default=str)
