"""Where facts come from: other systems and their files."""

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField, TextField

from models.base import BaseModel, now
from models.centre import Centre, Officer


class Status:
    """The state of a dossier in another system; a closed list. Source: state codes 1 to 10 of the national portal."""

    REGISTERED, NOT_ACCEPTED, RECEIVED, PROCESSING = "registered", "not_accepted", "received", "processing"
    SUPPLEMENT, DUTY = "supplement", "duty"
    DONE, RETURNED, REFUSED, WITHDRAWN = "done", "returned", "refused", "withdrawn"
    RETURNED_BACK, STOPPED = "returned_back", "stopped"

    NEVER_RECEIVED = (REGISTERED, NOT_ACCEPTED)
    PENDING = (RECEIVED, PROCESSING, SUPPLEMENT, DUTY)
    ENDED = (DONE, RETURNED, REFUSED, WITHDRAWN, RETURNED_BACK, STOPPED)
    ALL = (*NEVER_RECEIVED, *PENDING, *ENDED)


class Source(BaseModel):
    """A system that tells of a centre's dossiers: the counters themselves, the provincial one, a ministry's.

    `mapping` is JSON: how its files name the columns and states, as a person has corrected it last.
    """

    COUNTER, PROVINCE, PORTAL, MINISTRY, PAYMENT = "counter", "province", "portal", "ministry", "payment"
    KINDS = (COUNTER, PROVINCE, PORTAL, MINISTRY, PAYMENT)

    centre = ForeignKeyField(Centre, backref="sources")
    centre_id: int
    name = CharField()
    kind = CharField()
    position = IntegerField(default=0)  # order on the screen
    mapping = TextField(default="")
    active = BooleanField(default=True)

    class Meta:
        indexes = ((("centre", "name"), True),)


class ImportBatch(BaseModel):
    """One file of another system's export: read, looked through, confirmed, and perhaps taken back."""

    READING, PREVIEWED, APPLYING, APPLIED = "reading", "previewed", "applying", "applied"
    UNDOING, UNDONE, REFUSED = "undoing", "undone", "refused"

    centre = ForeignKeyField(Centre)
    centre_id: int
    source = ForeignKeyField(Source, null=True)
    source_id: int | None
    file_name = CharField()
    state = CharField(default=APPLIED)
    as_of = DateTimeField(default=now)  # when the other system gave it
    imported_at = DateTimeField(default=now)
    officer = ForeignKeyField(Officer, null=True)
    officer_id: int | None
    rows = IntegerField(default=0)  # dossiers read
    created = IntegerField(default=0)
    changed = IntegerField(default=0)  # that were known before, from a counter or an earlier file
    unchanged = IntegerField(default=0)
    unmatched = IntegerField(default=0)  # with a field or procedure the centre does not have
    refused = IntegerField(default=0)  # rows
    conflicts = IntegerField(default=0)  # dossiers left for a person to decide
    done = IntegerField(default=0)  # rows applied or taken back so far
    failure = TextField(default="")  # why it was refused, JSON: {"vi", "en"}
    new_fields = TextField(default="")  # ids of the fields that came with it, parted by spaces
    notes = TextField(default="")  # what the file did not say and was assumed, a sentence a line

    @classmethod
    def under_way(cls, centre: Centre) -> "ImportBatch | None":
        """The file that is being brought in or taken back just now: until it is done, figures hold a part of it."""
        moving = cls.state.in_((cls.APPLYING, cls.UNDOING))
        return cls.select().where(cls.centre == centre, moving).order_by(cls.id).first()
