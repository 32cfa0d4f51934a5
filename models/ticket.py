"""A ticket, its moves and its calls."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from models.access import Device
from models.base import BaseModel, now
from models.centre import Centre, Officer, Service
from models.counter import Counter


class State:
    """The one word that says where a ticket is."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    NO_SHOW = "no_show"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    EXPIRED = "expired"

    ALL = (WAITING, CALLED, SERVING, HELD, NO_SHOW, FINISHED, CANCELLED, EXPIRED)
    AT_A_COUNTER = (CALLED, SERVING)


class Lane:
    """Which way a waiting ticket came back into line; smaller goes first."""

    RETURNED = 0  # from hold, or rejoined after a missed call
    TRANSFERRED = 1  # sent on by a counter, at the head
    PRIORITY = 2  # no ticket's lane: where those of the two lanes below stand whose `Ticket.priority` is set
    CAME_BACK = 3  # brought the papers that were missing on an earlier visit
    ARRIVED = 4  # first come, first served


class Series(BaseModel):
    """How far the numbers of one letter have come on one business day."""

    centre = ForeignKeyField(Centre)
    letter = CharField(max_length=1)
    business_day = DateField()
    last_number = IntegerField(default=0)

    class Meta:
        indexes = ((("centre", "letter", "business_day"), True),)


class Ticket(BaseModel):
    """A citizen's place in line. `state` is written by queueing.moves and nowhere else."""

    centre = ForeignKeyField(Centre, backref="tickets")
    centre_id: int
    business_day = DateField()
    letter = CharField(max_length=1)  # of the service first chosen: the number never changes
    number = IntegerField()
    token = CharField(unique=True)  # the QR's; says nothing about the person
    idempotency_key = CharField()
    request = CharField()  # what was asked under that key: another body under the same key is refused
    device = ForeignKeyField(Device, null=True)  # the kiosk that gave it
    device_id: int | None
    language = CharField(default="vi")

    service = ForeignKeyField(Service, backref="tickets")  # waited for now; a transfer changes it
    service_id: int
    priority = BooleanField(default=False)
    quick = BooleanField(default=False)  # served at once at a counter, without having waited or been called
    state = CharField(default=State.WAITING)
    counter = ForeignKeyField(Counter, null=True)  # that calls or serves it now
    counter_id: int | None
    officer = ForeignKeyField(Officer, null=True)

    issued_at = DateTimeField(default=now)
    queued_at = DateTimeField(default=now)  # its place among its equals; a transfer keeps it
    booked_for = DateTimeField(null=True)  # the slot by which it stands in line, booked beforehand and kept
    lane = IntegerField(default=Lane.ARRIVED)
    reserved_for = ForeignKeyField(Counter, null=True)  # only this counter may call it
    reserved_for_id: int | None
    come_back_to = ForeignKeyField(Counter, null=True)  # where it returns after the next counter has finished
    come_back_to_id: int | None
    deferred = BooleanField(default=False)  # has used its one "lùi lượt"
    note = TextField(default="")  # of an officer to the next; survives a transfer
    coming_at = DateTimeField(null=True)  # the citizen pressed "Tôi đang đến"

    promised_ahead = IntegerField(null=True)  # people before it when it was given; None: no counter was open
    promised_soonest = IntegerField(null=True)  # the wait that was said then, minutes; judged when it is called
    promised_latest = IntegerField(null=True)
    promised_seconds = IntegerField(null=True)  # people ahead × median service time ÷ open counters, at that moment

    calls = IntegerField(default=0)  # since it last waited
    called_at = DateTimeField(null=True)  # the latest call
    moved_at = DateTimeField(default=now)  # the latest move

    class Meta:
        indexes = (
            (("centre", "business_day", "letter", "number"), True),
            (("centre", "idempotency_key"), True),
            (("centre", "state", "business_day"), False),
            (("centre", "business_day"), False),
        )

    @property
    def code(self) -> str:
        """The number as printed and called."""
        return written(self.letter, self.number)


def written(letter: str, number: int) -> str:
    """A number as printed and called: "C025"; four digits past 999."""
    return f"{letter}{number:03d}"


# The database itself refuses a second ticket at a counter.
Ticket.add_index(
    Ticket.index(Ticket.counter, unique=True, name="ticket_one_at_a_counter").where(
        Ticket.state.in_(State.AT_A_COUNTER)
    )
)


class TicketMove(BaseModel):
    """One move a ticket has made. Rows are only ever added; reports are read from them."""

    centre = ForeignKeyField(Centre)
    ticket = ForeignKeyField(Ticket, backref="moves")
    ticket_id: int
    business_day = DateField()
    verb = CharField()  # a key of queueing.MOVES, or "undo"
    before = CharField(null=True)  # state; None for "issue"
    after = CharField()
    service = ForeignKeyField(Service)
    counter = ForeignKeyField(Counter, null=True)
    counter_id: int | None
    officer = ForeignKeyField(Officer, null=True)  # None: the citizen, or the clock
    device = ForeignKeyField(Device, null=True)
    at = DateTimeField(default=now)
    rule = CharField(null=True)  # of a call: the rule that chose the ticket, a name in queueing.rules
    facts = TextField(null=True)  # of a call: what its reason is made of, a JSON object; see queueing.reasons
    why = CharField(default="")  # the reason given (queueing.given), or why this ticket was next, in one line
    undoes = ForeignKeyField("self", null=True)  # the move that this one takes back
    restore = TextField(null=True)  # the columns as they were, for undo: a JSON object

    class Meta:
        indexes = (
            (("centre", "business_day", "verb"), False),
            (("ticket", "id"), False),
        )


class Call(BaseModel):
    """A number called to a counter, once. `sequence` counts a centre's calls without a gap; displays go by it."""

    centre = ForeignKeyField(Centre)
    sequence = IntegerField()
    ticket = ForeignKeyField(Ticket, backref="called")
    counter = ForeignKeyField(Counter)
    times = IntegerField()  # 1: the first call, 2: called again …
    at = DateTimeField(default=now)

    class Meta:
        indexes = ((("centre", "sequence"), True), (("centre", "at"), False))
