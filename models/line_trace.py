"""What a line of the dossier strip found; and what it had said, once it was struck."""

from peewee import CharField, DateTimeField, ForeignKeyField, IntegerField, TextField

from models.base import BaseModel
from models.centre import Centre, Officer
from models.counter import Counter
from models.ticket import Ticket


class LineTrace(BaseModel):
    """One line of the strip, beside it while it holds; and alone, for ever, once it has been struck.

    A struck line is no DossierEntry any more: whoever counts lines need not know that there are others. Its id may be
    given again to a later line, so a line is named by the id of its trace where it is to be corrected.
    """

    centre = ForeignKeyField(Centre, index=False)
    centre_id: int
    line = IntegerField(index=True)  # the id of its DossierEntry
    ticket = ForeignKeyField(Ticket, backref="line_traces")
    counter = ForeignKeyField(Counter, null=True, index=False)
    counter_id: int | None
    claim = TextField(default="")  # what the counters claimed of its dossier before, as JSON; "": nothing

    struck_at = DateTimeField(null=True)
    struck_by = ForeignKeyField(Officer, null=True, index=False)
    struck_by_id: int | None
    code = CharField(default="")  # what the line said, once it is struck
    outcome = CharField(default="")
    logged_at = DateTimeField(null=True)
    logged_by = ForeignKeyField(Officer, null=True, index=False)
    logged_by_id: int | None
    request = TextField(default="")  # all that was asked, as DossierEntry keeps it
    became = IntegerField(null=True)  # the id of the trace of the line that took its place

    class Meta:
        indexes = ((("counter", "struck_at"), False),)
