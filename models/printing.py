"""Printers and their jobs: what is to be printed, and what became of it."""

from typing import Self

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField

from models.access import Device
from models.base import BaseModel, now
from models.centre import Centre
from models.ticket import Ticket


class Printer(BaseModel):
    """A slip printer of a centre. With a `device` it belongs to that kiosk; without one it is the centre's own."""

    NETWORK, USB, SERIAL, FILE, VIRTUAL = "network", "usb", "serial", "file", "virtual"

    centre = ForeignKeyField(Centre, backref="printers")
    centre_id: int
    device = ForeignKeyField(Device, null=True, backref="printers")
    device_id: int | None
    name = CharField()
    kind = CharField(default=VIRTUAL)
    address = CharField(default="")  # 192.168.1.50:9100, 04b8:0e15, /dev/ttyUSB0@115200, /dev/usb/lp0; by `kind`
    paper_width_mm = IntegerField(default=80)  # 80 or 58
    cuts = BooleanField(default=True)  # False: feeds to its tear bar instead
    active = BooleanField(default=True)
    status = CharField(default="unknown")  # a printing.printers.Status
    status_at = DateTimeField(null=True)  # since when

    class Meta:
        indexes = ((("centre", "name"), True),)

    @classmethod
    def serving(cls, centre: Centre | int, device: Device | int | None) -> Self | None:
        """The printer for a kiosk's tickets: its own, else the centre's; None when there is neither."""
        number = device.id if isinstance(device, Device) else device
        active = list(cls.select().where(cls.centre == centre, cls.active).order_by(cls.id))
        own = [printer for printer in active if number is not None and printer.device_id == number]
        shared = [printer for printer in active if printer.device_id is None]
        return next(iter(own + shared), None)


class PrintJob(BaseModel):
    """One paper of one ticket. A reprint is a further row with `copy` one higher; rows are never removed."""

    QUEUED = "queued"  # waits for the printer
    PRINTING = "printing"  # the printer is taking it
    PRINTED = "printed"  # the printer confirmed it
    UNCONFIRMED = "unconfirmed"  # sent, in part or in whole, and the printer has not said how it went
    FAILED = "failed"  # not printed, and no longer tried
    REPRINTED = "reprinted"  # a later copy has taken its place

    STATES = (QUEUED, PRINTING, PRINTED, UNCONFIRMED, FAILED, REPRINTED)
    OPEN = (QUEUED, PRINTING)

    centre = ForeignKeyField(Centre)
    centre_id: int
    ticket = ForeignKeyField(Ticket, backref="print_jobs")
    printer = ForeignKeyField(Printer, backref="jobs")
    printer_id: int
    state = CharField(default=QUEUED)
    copy = IntegerField(default=0)  # 0: the original; 1, 2 …: "In lại"
    url = CharField()  # what the QR opens, as the kiosk showed it
    idempotency_key = CharField(null=True)  # of the press that asked for a reprint
    attempts = IntegerField(default=0)
    error = CharField(default="")  # of the latest attempt
    queued_at = DateTimeField(default=now)
    printed_at = DateTimeField(null=True)  # when it was sent

    class Meta:
        indexes = (
            (("ticket", "copy"), True),
            (("centre", "idempotency_key"), True),
            (("printer", "state"), False),
        )
