"""A number booked beforehand: a service, a day and a slot, and nobody's name."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField

from models.base import BaseModel, now
from models.centre import Centre, Service
from models.ticket import Ticket


class Booking(BaseModel):
    """A place promised in one slot of one day. It becomes a ticket when its citizen has come.

    Who booked is known only as the fingerprint of a random cookie, kept until the day is over: it holds the caps.
    """

    BOOKED, CHECKED_IN, CANCELLED = "booked", "checked_in", "cancelled"

    centre = ForeignKeyField(Centre, backref="bookings_made")
    centre_id: int
    service = ForeignKeyField(Service)
    service_id: int
    day = DateField()
    begins = DateTimeField()  # of the slot
    token = CharField(unique=True)  # of the same alphabet and length as a ticket's
    idempotency_key = CharField()
    request = CharField()  # what was asked under that key
    holder = CharField(default="")  # fingerprint of the browser's cookie; "" once the day is over
    language = CharField(default="vi")
    priority = BooleanField(default=False)
    state = CharField(default=BOOKED)
    ticket = ForeignKeyField(Ticket, null=True, unique=True)
    ticket_id: int | None
    made_at = DateTimeField(default=now)
    ended_at = DateTimeField(null=True)  # when it was checked in, or cancelled

    class Meta:
        indexes = (
            (("centre", "idempotency_key"), True),
            (("service", "day", "begins"), False),
            (("centre", "day", "state"), False),
        )
