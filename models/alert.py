"""What is or was wrong in the hall, what the shift lead said to counters, and what was changed for one day only."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from models.access import Device
from models.base import BaseModel, now
from models.centre import Centre, Officer
from models.counter import Counter
from models.prepared import prepared


class Alert(BaseModel):
    """Something that is wrong, from when it was seen until it was cured. Rows stay: they are the history."""

    WARN, ALARM = "warn", "alarm"

    centre = ForeignKeyField(Centre)
    centre_id: int
    kind = CharField()  # a key of alerts.kinds.KINDS
    subject = CharField(default="")  # which service, counter, device …: "service:3"
    level = CharField(default=WARN)
    facts = TextField(default="{}")  # what the sentence names: a JSON object of plain values
    began_at = DateTimeField(default=now)
    rang_at = DateTimeField(default=now)  # said last; said again after `Centre.alert_repeat_minutes`
    rang = IntegerField(default=1)  # how often it was said
    taken_by = ForeignKeyField(Officer, null=True)  # "Đã nhận"
    taken_at = DateTimeField(null=True)
    handled_at = DateTimeField(null=True)  # "Đã xử lý": out of sight until it is said again
    handled_by = ForeignKeyField(Officer, null=True)
    ended_at = DateTimeField(null=True)  # cured; None while it goes on

    class Meta:
        indexes = ((("centre", "ended_at"), False), (("centre", "began_at"), False))


class CounterMessage(BaseModel):
    """A sentence of the shift lead to whoever sits at a counter, until it is seen or its day is over."""

    WORDS = "words"  # said in the lead's own words
    REOPEN = "reopen"  # please open the counter again
    OUTCOME = "outcome"  # a visit seems to be over: please record how it ended
    CALL = "call"  # people wait: please call the next number
    HELP = "help"  # a citizen at a kiosk asks for somebody
    KINDS = (WORDS, REOPEN, OUTCOME, CALL, HELP)

    centre = ForeignKeyField(Centre)
    counter = ForeignKeyField(Counter)
    counter_id: int
    kind = CharField(default=WORDS)
    text = CharField(max_length=200)
    text_en = CharField(max_length=200, default="")  # the same in English, where the system says it
    officer = ForeignKeyField(Officer, null=True)  # who says it
    idempotency_key = CharField(null=True)
    at = DateTimeField(default=now)
    seen_at = DateTimeField(null=True)

    class Meta:
        indexes = ((("counter", "seen_at"), False), (("centre", "idempotency_key"), True))


@prepared
def unseen_messages(counter, since):
    """What was said to the counter since that moment and is not seen yet, the oldest first, with who said it."""
    return (
        CounterMessage.select(CounterMessage, Officer)
        .left_outer_join(Officer)
        .where(CounterMessage.counter == counter, CounterMessage.seen_at.is_null(), CounterMessage.at >= since)
        .order_by(CounterMessage.id)
    )


class HelpCall(BaseModel):
    """Somebody at a kiosk has asked for staff. Over when the guide desk has seen it, or somebody says so."""

    centre = ForeignKeyField(Centre)
    device = ForeignKeyField(Device)
    device_id: int
    message = ForeignKeyField(CounterMessage, null=True)  # to the guide desk; null where there is none
    idempotency_key = CharField()
    at = DateTimeField(default=now)
    ended_at = DateTimeField(null=True)

    class Meta:
        indexes = ((("centre", "ended_at"), False), (("centre", "idempotency_key"), True))


class DayAssignment(BaseModel):
    """A counter that serves other services for one business day, and what it goes back to."""

    centre = ForeignKeyField(Centre)
    counter = ForeignKeyField(Counter)
    counter_id: int
    business_day = DateField()
    before = TextField()  # its services as they were: a JSON list of [service id, preference]
    after = TextField()  # and as they were made
    officer = ForeignKeyField(Officer, null=True)
    at = DateTimeField(default=now)
    undone_at = DateTimeField(null=True)

    class Meta:
        indexes = ((("centre", "undone_at"), False),)


class ClockJump(BaseModel):
    """The server's clock was set, or stood still: by how much, until somebody says that it is right."""

    centre = ForeignKeyField(Centre)
    seconds = IntegerField()  # forwards; below 0: backwards
    at = DateTimeField(default=now)
    checked_at = DateTimeField(null=True)
    checked_by = ForeignKeyField(Officer, null=True)
