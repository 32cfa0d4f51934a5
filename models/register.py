"""What the director's registers hold beside dossiers. None of it names a person, save a home visit until it is made."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from models.base import BaseModel, now
from models.centre import Centre, Field, Officer, Service
from models.counter import Counter
from models.dossier import Dossier
from models.ticket import Ticket


class Feedback(BaseModel):
    """A citizen's feedback or petition (phản ánh, kiến nghị), from any of its sources."""

    PORTAL, HOTLINE_1022, HOTLINE, COUNTER, LETTER = "portal", "1022", "hotline", "counter", "letter"
    SOURCES = (PORTAL, HOTLINE_1022, HOTLINE, COUNTER, LETTER)
    VERIFYING, ANSWERED, REFUSED, PUBLISHED = "verifying", "answered", "refused", "published"
    STATES = (VERIFYING, ANSWERED, REFUSED, PUBLISHED)

    centre = ForeignKeyField(Centre)
    centre_id: int
    source = CharField()
    code = CharField(default="")  # its number in that source
    field = ForeignKeyField(Field, null=True)
    field_id: int | None
    summary = TextField(default="")
    received_on = DateField()
    due_on = DateField()
    state = CharField(default=VERIFYING)
    asked_on = DateField(null=True)  # the sender was asked for more
    answered_on = DateField(null=True)  # or refused
    published_on = DateField(null=True)  # the answer was made public
    officer = ForeignKeyField(Officer, null=True)
    entered_at = DateTimeField(default=now)

    class Meta:
        indexes = ((("centre", "received_on"), False),)


class Rating(BaseModel):
    """How satisfied somebody was, 5 (very) to 1. `votes` is 1, save where slips of paper were counted together."""

    TABLET, PHONE, PAPER = "tablet", "phone", "paper"
    CHANNELS = (TABLET, PHONE, PAPER)
    CHIPS = ("wait", "attitude", "advice", "trips", "other")

    centre = ForeignKeyField(Centre)
    centre_id: int
    ticket = ForeignKeyField(Ticket, null=True, unique=True)  # one rating of a visit; a slip of paper names none
    ticket_id: int | None
    counter = ForeignKeyField(Counter, null=True)
    service = ForeignKeyField(Service, null=True)
    field = ForeignKeyField(Field, null=True)
    field_id: int | None
    level = IntegerField()
    chips = CharField(default="")  # of CHIPS, parted by spaces: why a level below 4
    channel = CharField()
    votes = IntegerField(default=1)
    at = DateTimeField(default=now)

    class Meta:
        indexes = ((("centre", "at"), False),)


class Incident(BaseModel):
    """An outside system that did not work for a while; a footnote of the report."""

    centre = ForeignKeyField(Centre)
    centre_id: int
    system = CharField()
    began_at = DateTimeField()
    ended_at = DateTimeField(null=True)
    dossiers = IntegerField(null=True)  # affected, if counted
    note = CharField(default="")
    officer = ForeignKeyField(Officer, null=True)

    class Meta:
        indexes = ((("centre", "began_at"), False),)


class HomeVisit(BaseModel):
    """A visit to somebody who cannot come. `contact` is wiped when the visit is made or called off."""

    PLANNED, DONE, CANCELLED = "planned", "done", "cancelled"

    centre = ForeignKeyField(Centre)
    centre_id: int
    asked_on = DateField()
    planned_on = DateField()
    reason = CharField()  # elderly, disabled, ill, merit, other
    field = ForeignKeyField(Field, null=True)
    contact = CharField(default="")
    note = CharField(default="")
    state = CharField(default=PLANNED)
    closed_on = DateField(null=True)
    officer = ForeignKeyField(Officer, null=True)

    class Meta:
        indexes = ((("centre", "planned_on"), False),)


class GuideReason(BaseModel):
    """Why somebody needed the guide desk."""

    REASONS = ("no_vneid", "no_phone", "in_person", "elderly", "system", "papers", "other")

    centre = ForeignKeyField(Centre)
    centre_id: int
    ticket = ForeignKeyField(Ticket, null=True)
    reason = CharField()
    officer = ForeignKeyField(Officer, null=True)
    at = DateTimeField(default=now)

    class Meta:
        indexes = ((("centre", "at"), False),)


class Letter(BaseModel):
    """A letter that apologises for a late result and promises a new day (form 04 of Thông tư 03/2025/TT-VPCP)."""

    centre = ForeignKeyField(Centre)
    centre_id: int
    dossier = ForeignKeyField(Dossier, backref="letters")
    dossier_id: int
    number = CharField(default="")
    written_on = DateField()
    new_due_on = DateField()
    reason = CharField()
    officer = ForeignKeyField(Officer, null=True)
    logged_at = DateTimeField(default=now)
