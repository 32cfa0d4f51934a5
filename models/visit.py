"""What a visit leaves behind besides its dossiers: a slip that keeps a place, and how the counters' states changed."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, TextField

from models.base import BaseModel, now
from models.centre import Centre, Officer, Procedure, Service
from models.counter import Counter
from models.ticket import Ticket


class ComeBack(BaseModel):
    """A slip of missing papers (phiếu yêu cầu bổ sung): its code brings the citizen back without queueing from zero.

    It says nothing about the person; a code is worth one served visit, on `last_day` at the latest.
    """

    centre = ForeignKeyField(Centre)
    centre_id: int
    code = CharField(unique=True)  # of the same alphabet and length as a ticket's token, and equal to none of them
    ticket = ForeignKeyField(Ticket, backref="come_backs")  # of the visit in which papers were missing
    ticket_id: int
    service = ForeignKeyField(Service)  # queued for on coming back
    service_id: int
    procedure = ForeignKeyField(Procedure, null=True)
    procedure_id: int | None
    dossier_code = CharField(default="")  # as written in the strip, where the dossier has one already
    papers = TextField(default="")  # what is missing, a line each
    note = CharField(default="")  # the officer's free line
    given_at = DateTimeField(default=now)
    last_day = DateField()  # the last working day on which it keeps the place
    counter = ForeignKeyField(Counter)
    officer = ForeignKeyField(Officer, null=True)
    idempotency_key = CharField(null=True)  # of the press that gave it
    again = ForeignKeyField(Ticket, null=True)  # the latest number that it brought
    again_id: int | None

    @property
    def to_bring(self) -> list[str]:
        """What is missing, a line each, and the officer's note last."""
        return [*self.listed, *([self.note] if self.note else [])]

    @property
    def listed(self) -> list[str]:
        """The papers alone, a line each: what can be ticked off. A note may be an instruction."""
        return self.papers.splitlines()

    class Meta:
        indexes = (
            (("centre", "idempotency_key"), True),
            (("ticket",), False),
        )


class CounterMove(BaseModel):
    """A counter was opened, paused or closed, or somebody sat down at it or left. Rows are only ever added.

    A row holds until the counter's next one: lengths of work, of every kind of pause and of an empty chair are read
    from them.
    """

    OPEN, PAUSE, CLOSE, SIT, LEAVE = "open", "pause", "close", "sit", "leave"

    centre = ForeignKeyField(Centre)
    centre_id: int
    counter = ForeignKeyField(Counter, index=False)
    counter_id: int
    verb = CharField()  # one of the five above
    state = CharField()  # of the counter afterwards: Counter.OPEN, PAUSED, CLOSED
    reason = CharField(default="")  # of a pause: a key of queueing.given, or the officer's own words
    officer = ForeignKeyField(Officer, null=True)  # who did it; None: the clock, or a command of the server's PC
    officer_id: int | None
    relieved = ForeignKeyField(Officer, null=True)  # of "sit": who sat there until now
    relieved_id: int | None
    ticket = ForeignKeyField(Ticket, null=True)  # called to or served there at that moment, which is handed over
    ticket_id: int | None
    at = DateTimeField(default=now)

    class Meta:
        indexes = (
            (("counter", "at"), False),
            (("centre", "at"), False),
        )
