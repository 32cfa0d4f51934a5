"""A dossier (hồ sơ), its dated events, and what a counter logged for a ticket."""

from datetime import date, datetime
from typing import Any

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
from models.centre import Centre, Field, Officer, Procedure
from models.counter import Counter
from models.source import ImportBatch
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


DAY_0 = date(2000, 1, 1)  # before every dossier: days are counted from here
DAY_BITS = 17  # days of a span are numbers below 2 ** 17, the year 2358
STILL_OPEN = 0  # the node of a span without an end


def node_of(received_at: datetime, ended_at: datetime | None) -> int | None:
    """Under which day number a dossier's open span is filed: the roundest in it, that is the one with the most zero
    bits at its end; STILL_OPEN without an end; None when it ended on the day it was received.

    The span holds the days at whose end the dossier is pending: from the day received to the day before the end.
    Source: the relational interval tree of Kriegel, Pötke and Seidl (VLDB 2000).
    """
    if ended_at is None:
        return STILL_OPEN
    first, after = _day_number(received_at), _day_number(ended_at)
    if after <= first:
        return None
    last = after - 1
    zeros = ((first - 1) ^ last).bit_length() - 1
    return last >> zeros << zeros


def nodes_holding(day: date) -> list[int]:
    """Every day number under which a span that holds this day may be filed; STILL_OPEN is one of them.

    So what was pending on a day of any year is found among 18 numbers, and costs as much as that stock.
    """
    number = (day - DAY_0).days
    return [STILL_OPEN, *sorted({(number >> zeros | 1) << zeros for zeros in range(DAY_BITS)})]


def _day_number(moment: datetime) -> int:
    return max((moment.date() - DAY_0).days, 1)


class Dossier(BaseModel):
    """A dossier as it is believed to stand now. What it went through is in its events, what others say in its claims.

    The columns named in DERIVED follow from the others; `save` and `derived` fill them.
    """

    RESOLVED, REFUSED, WITHDRAWN, RETURNED_BACK, STOPPED = (
        "resolved",
        "refused",
        "withdrawn",
        "returned_back",
        "stopped",
    )
    ENDINGS = (RESOLVED, REFUSED, WITHDRAWN, RETURNED_BACK, STOPPED)  # of `outcome`
    CHANNELS = ("online", "direct", "postal")

    centre = ForeignKeyField(Centre, backref="dossiers", index=False)
    centre_id: int
    code = CharField()  # as written
    code_key = CharField()  # normalised, to find it again
    field = ForeignKeyField(Field, index=False)
    field_id: int
    procedure = ForeignKeyField(Procedure, null=True, index=False)
    procedure_id: int | None
    channel = CharField()  # of CHANNELS
    received_at = DateTimeField()
    due_on = DateField(null=True)  # as first promised
    due_after = DateField(null=True)  # with every stop that has ended; None: as `due_on`
    extended_to = DateField(null=True)  # promised anew by a letter of apology
    ended_at = DateTimeField(null=True)  # the first terminal act: processed, refused, withdrawn
    outcome = CharField(null=True)  # of ENDINGS; None while pending
    returned_at = DateTimeField(null=True)  # the result handed over
    fee = IntegerField(default=0)  # đồng owed
    fee_paid = IntegerField(null=True)  # đồng paid; None: not known apart from `paid_online`
    paid_on = DateField(null=True)
    paid_online = BooleanField(null=True)  # None: not yet answered
    digitised_input = BooleanField(null=True)
    digitised_result = BooleanField(null=True)
    reused = BooleanField(null=True)  # a paper that was digitised before was not asked for again
    result_required = BooleanField(default=True)  # False: its procedure gives no electronic result
    counted = BooleanField(default=True)  # False: never received (only registered, or not accepted)
    is_test = BooleanField(default=False)
    latest_only = BooleanField(default=False)  # only its newest state is known, not the days between
    undecided = BooleanField(default=False)  # its sources differ, and the rule says to ask
    batch = ForeignKeyField(ImportBatch, null=True)  # the last file that told of it
    batch_id: int | None
    pauses: "ModelSelect[Pause]"

    closed_at = DateTimeField(null=True)  # the end where the hand-over counts: returned_at; ended_at without a result
    open_node = IntegerField(null=True)  # see node_of
    unclosed_node = IntegerField(null=True)  # the same up to closed_at

    DERIVED = ("closed_at", "open_node", "unclosed_node")

    class Meta:
        indexes = ((("centre", "code_key"), True),)

    def save(self, *args: Any, **options: Any) -> Any:
        """Store the row with the columns that follow from it."""
        for name, value in derived(self.__data__).items():
            setattr(self, name, value)
        if (only := options.get("only")) is not None:
            options["only"] = [*only, Dossier.closed_at, Dossier.open_node, Dossier.unclosed_node]
        return super().save(*args, **options)


def derived(row: dict[str, Any]) -> dict[str, Any]:
    """The columns of Dossier.DERIVED for a row, from received_at, ended_at, outcome and returned_at."""
    received_at, ended_at = row["received_at"], row.get("ended_at")
    closed_at = row.get("returned_at") if row.get("outcome") == Dossier.RESOLVED else ended_at
    return {
        "closed_at": closed_at,
        "open_node": node_of(received_at, ended_at),
        "unclosed_node": node_of(received_at, closed_at),
    }


class Applicant(BaseModel):
    """Whom to call about a dossier; kept only where the centre has switched it on, apart from all that is counted."""

    dossier = ForeignKeyField(Dossier, backref="applicants", unique=True)
    dossier_id: int
    name = CharField(default="")
    phone = CharField(default="")


class DossierEvent(BaseModel):
    """Something dated that happened to a dossier. Rows are only ever added."""

    RECEIVED, SUPPLEMENT_ASKED, SUPPLEMENT_ANSWERED = "received", "supplement_asked", "supplement_answered"
    DUTY_ASKED, DUTY_PAID, EXTENDED = "duty_asked", "duty_paid", "extended"
    RESOLVED, REFUSED, WITHDRAWN, RETURNED = "resolved", "refused", "withdrawn", "returned"
    RETURNED_BACK, STOPPED = "returned_back", "stopped"

    centre = ForeignKeyField(Centre, index=False)
    dossier = ForeignKeyField(Dossier, backref="events", index=False)
    dossier_id: int
    kind = CharField()
    at = DateTimeField()
    ticket = ForeignKeyField(Ticket, null=True, index=False)
    counter = ForeignKeyField(Counter, null=True, index=False)
    officer = ForeignKeyField(Officer, null=True, index=False)
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
    document = CharField(default="")  # number of the paper that asked for it
    batch = ForeignKeyField(ImportBatch, null=True)  # the file that told of it
    batch_id: int | None
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
    procedure_id: int | None
    outcome = CharField()
    complete = BooleanField(default=True)  # False: facts were skipped, listed under "Cần bổ sung"
    counter = ForeignKeyField(Counter, null=True)
    counter_id: int | None
    officer = ForeignKeyField(Officer, null=True)
    officer_id: int | None
    idempotency_key = CharField(null=True)  # of the press that logged it
    request = TextField(default="")  # what was asked under that key: another line under the same key is refused
    at = DateTimeField(default=now)

    class Meta:
        indexes = ((("centre", "idempotency_key"), True),)


# The two flows of a report, with all that its table, its fees and its files ask of them: neither looks at the rows.
Dossier.add_index(
    Dossier.index(
        Dossier.centre,
        Dossier.received_at,
        Dossier.field,
        Dossier.channel,
        Dossier.counted,
        Dossier.is_test,
        Dossier.latest_only,
        Dossier.fee,
        Dossier.fee_paid,
        Dossier.paid_on,
        Dossier.paid_online,
        Dossier.digitised_input,
        Dossier.reused,
        name="dossier_received",
    )
)
for _end, _name in ((Dossier.ended_at, "dossier_ended"), (Dossier.closed_at, "dossier_closed")):
    Dossier.add_index(
        Dossier.index(
            Dossier.centre,
            _end,
            Dossier.field,
            Dossier.outcome,
            Dossier.due_on,
            Dossier.due_after,
            Dossier.received_at,
            Dossier.counted,
            Dossier.is_test,
            Dossier.result_required,
            Dossier.digitised_result,
            name=_name,
        )
    )
# Whether a procedure was asked for in a period.
Dossier.add_index(Dossier.index(Dossier.procedure, Dossier.received_at, name="dossier_procedure"))
# And its two stocks, likewise without the rows: those of old years that never ended lie far apart.
for _node, _end, _name in (
    (Dossier.open_node, Dossier.ended_at, "dossier_open"),
    (Dossier.unclosed_node, Dossier.closed_at, "dossier_unclosed"),
):
    Dossier.add_index(
        Dossier.index(
            Dossier.centre,
            _node,
            Dossier.received_at,
            _end,
            Dossier.field,
            Dossier.channel,
            Dossier.due_on,
            Dossier.due_after,
            Dossier.counted,
            Dossier.is_test,
            Dossier.latest_only,
            name=_name,
        ).where(_node.is_null(False))
    )

# Asked after every press, and nearly always empty, among the lines of years.
DossierEntry.add_index(
    DossierEntry.index(DossierEntry.centre, DossierEntry.officer, name="dossier_entry_unfinished").where(
        ~DossierEntry.complete
    )
)
