"""A dossier (hồ sơ), its dated events, and what a counter logged for a ticket."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    ModelSelect,
    TextField,
)

from models.base import BaseModel, now
from models.centre import Centre, Counter, Field, Officer, Procedure
from models.ticket import Ticket


class Outcome:
    """How a visit ended for one dossier; a closed list, in the order of the keys 1 to 6."""

    RECEIVED = "received"
    RETURNED = "returned"
    ADVICE = "advice"
    SUPPLEMENT = "supplement"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    ALL = (RECEIVED, RETURNED, ADVICE, SUPPLEMENT, REFUSED, WITHDRAWN)


class ImportBatch(BaseModel):
    """One file of another system's export, brought in as a whole."""

    centre = ForeignKeyField(Centre)
    centre_id: int
    file_name = CharField()
    imported_at = DateTimeField(default=now)
    officer = ForeignKeyField(Officer, null=True)
    officer_id: int | None
    rows = IntegerField()  # dossiers read
    created = IntegerField(default=0)
    changed = IntegerField(default=0)  # that were known before, from a counter or an earlier file
    notes = TextField(default="")  # what the file did not say and was assumed, a sentence a line


class Dossier(BaseModel):
    """A dossier as it stands now. What it went through is in its events."""

    centre = ForeignKeyField(Centre, backref="dossiers")
    centre_id: int
    code = CharField()  # as written
    code_key = CharField()  # normalised, to find it again
    field = ForeignKeyField(Field)
    field_id: int
    procedure = ForeignKeyField(Procedure, null=True)
    procedure_id: int | None
    channel = CharField()  # online, direct, postal
    received_at = DateTimeField()
    due_on = DateField(null=True)
    ended_at = DateTimeField(null=True)  # the first terminal act: processed, refused, withdrawn
    outcome = CharField(null=True)  # resolved, refused, withdrawn; None while pending
    returned_at = DateTimeField(null=True)  # the result handed over
    fee = IntegerField(default=0)  # đồng
    paid_online = BooleanField(null=True)  # None: not yet answered
    digitised_input = BooleanField(null=True)
    digitised_result = BooleanField(null=True)
    counted = BooleanField(default=True)  # False: never received (only registered, or not accepted), or a test
    batch = ForeignKeyField(ImportBatch, null=True)
    batch_id: int | None
    pauses: "ModelSelect[Pause]"

    class Meta:
        indexes = (
            (("centre", "code_key"), True),
            (("centre", "received_at"), False),
            (("centre", "ended_at"), False),
        )


class DossierEvent(BaseModel):
    """Something dated that happened to a dossier. Rows are only ever added."""

    RECEIVED, SUPPLEMENT_ASKED, SUPPLEMENT_ANSWERED = "received", "supplement_asked", "supplement_answered"
    RESOLVED, REFUSED, WITHDRAWN, RETURNED = "resolved", "refused", "withdrawn", "returned"

    centre = ForeignKeyField(Centre)
    dossier = ForeignKeyField(Dossier, backref="events")
    dossier_id: int
    kind = CharField()
    at = DateTimeField()
    ticket = ForeignKeyField(Ticket, null=True)
    counter = ForeignKeyField(Counter, null=True)
    officer = ForeignKeyField(Officer, null=True)
    batch = ForeignKeyField(ImportBatch, null=True)
    logged_at = DateTimeField(default=now)

    class Meta:
        indexes = ((("dossier", "at"), False), (("centre", "kind", "at"), False))


class Pause(BaseModel):
    """A stop of a dossier's clock: from the day it is asked for until the day it is answered."""

    SUPPLEMENT, FINANCIAL_DUTY = "supplement", "financial_duty"

    dossier = ForeignKeyField(Dossier, backref="pauses")
    dossier_id: int
    kind = CharField()
    began_on = DateField()
    ended_on = DateField(null=True)  # None: still open
    due_after = DateField(null=True)  # due date with this stop and those before it, by the calendar known when it ended


class DossierEntry(BaseModel):
    """One line of the dossier strip: what an officer logged for a ticket. Advice has no dossier."""

    centre = ForeignKeyField(Centre)
    centre_id: int
    ticket = ForeignKeyField(Ticket, backref="entries")
    ticket_id: int
    dossier = ForeignKeyField(Dossier, null=True)
    dossier_id: int | None
    procedure = ForeignKeyField(Procedure, null=True)
    outcome = CharField()
    complete = BooleanField(default=True)  # False: facts were skipped, listed under "Cần bổ sung"
    counter = ForeignKeyField(Counter, null=True)
    officer = ForeignKeyField(Officer, null=True)
    officer_id: int | None
    idempotency_key = CharField(null=True)  # of the press that logged it
    request = TextField(default="")  # what was asked under that key: another line under the same key is refused
    at = DateTimeField(default=now)

    class Meta:
        indexes = ((("centre", "idempotency_key"), True),)


# Asked after every press, and nearly always empty, among the lines of years.
DossierEntry.add_index(
    DossierEntry.index(DossierEntry.centre, DossierEntry.officer, name="dossier_entry_unfinished").where(
        ~DossierEntry.complete
    )
)
