"""What each source said of a dossier, and where a person chose between them."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, IntegerField

from models.base import BaseModel, now
from models.centre import Centre, Field, Officer, Procedure
from models.dossier import Dossier
from models.source import ImportBatch, Source


class Claim(BaseModel):
    """What one source said of one dossier, as at a moment. Never changed; it goes only with its whole batch.

    A fact the source does not tell is None.
    """

    centre = ForeignKeyField(Centre, index=False)
    centre_id: int
    dossier = ForeignKeyField(Dossier, backref="claims", index=False)
    dossier_id: int
    source = ForeignKeyField(Source, index=False)
    source_id: int
    batch = ForeignKeyField(ImportBatch, null=True)  # None: a counter
    batch_id: int | None
    row = IntegerField(null=True)  # of its sheet
    as_of = DateTimeField()
    status = CharField()  # of models.source.Status
    status_on = DateField(null=True)  # the newest day the row tells of
    field = ForeignKeyField(Field, null=True, index=False)
    field_id: int | None
    procedure = ForeignKeyField(Procedure, null=True, index=False)
    procedure_id: int | None
    channel = CharField(null=True)
    received_at = DateTimeField(null=True)
    due_on = DateField(null=True)
    extended_to = DateField(null=True)
    asked_on = DateField(null=True)  # papers were asked for
    answered_on = DateField(null=True)
    duty_on = DateField(null=True)  # the tax notice
    duty_paid_on = DateField(null=True)
    ended_at = DateTimeField(null=True)
    outcome = CharField(null=True)
    returned_at = DateTimeField(null=True)
    fee = IntegerField(null=True)
    fee_paid = IntegerField(null=True)
    paid_on = DateField(null=True)
    paid_online = BooleanField(null=True)
    digitised_input = BooleanField(null=True)
    digitised_result = BooleanField(null=True)
    reused = BooleanField(null=True)
    result_required = BooleanField(null=True)
    is_test = BooleanField(null=True)

    class Meta:
        indexes = ((("dossier", "source", "as_of"), False), (("centre", "source", "received_at"), False))


class Decision(BaseModel):
    """That a person chose which source is right about one fact of a dossier."""

    centre = ForeignKeyField(Centre)
    centre_id: int
    dossier = ForeignKeyField(Dossier, backref="decisions")
    dossier_id: int
    fact = CharField()  # a column of Claim; "status" stands for state, end and outcome together
    source = ForeignKeyField(Source)
    source_id: int
    reason = CharField(default="")
    officer = ForeignKeyField(Officer, null=True)
    at = DateTimeField(default=now)

    class Meta:
        indexes = ((("dossier", "fact"), True),)
