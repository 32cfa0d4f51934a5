"""Printers and their jobs: what is to be printed, and what became of it."""

from enum import StrEnum
from typing import Self

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField, TextField

from models.access import Device
from models.base import BaseModel, now
from models.centre import Centre
from models.prepared import prepared
from models.ticket import Ticket


class Status(StrEnum):
    """What a printer says of itself. UNKNOWN is also what silence means: never "fine"."""

    ONLINE = "online"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    ERROR = "error"  # cutter, head or power: somebody has to look
    OFFLINE = "offline"
    UNKNOWN = "unknown"

    @property
    def ready(self) -> bool:
        """Whether a slip may be sent. A silent printer is tried: many cheap ones cannot speak."""
        return self in (Status.ONLINE, Status.PAPER_LOW, Status.UNKNOWN)


class Printer(BaseModel):
    """A slip printer of a centre. With a `device` it belongs to that kiosk; without one it is the centre's own."""

    NETWORK, USB, SERIAL, FILE, VIRTUAL = "network", "usb", "serial", "file", "virtual"
    KINDS = (NETWORK, USB, SERIAL, FILE, VIRTUAL)
    VIRTUAL_NAME, VIRTUAL_NAME_EN = "Máy in ảo", "Virtual printer"  # of the one that every centre begins with

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
    status = CharField(default=Status.UNKNOWN.value)
    status_at = DateTimeField(null=True)  # since when

    class Meta:
        indexes = ((("centre", "name"), True),)

    @property
    def name_en(self) -> str:
        """In an English sentence: the one that a centre begins with is put into English, what a person named is not."""
        return self.VIRTUAL_NAME_EN if self.name == self.VIRTUAL_NAME else self.name

    @classmethod
    def serving(cls, centre: Centre | int, device: Device | int | None) -> Self | None:
        """The printer for a kiosk's tickets: its own, else the centre's; None when there is neither."""
        number = device.id if isinstance(device, Device) else device
        active = list(_in_use(centre))
        own = [printer for printer in active if number is not None and printer.device_id == number]
        shared = [printer for printer in active if printer.device_id is None]
        return next(iter(own + shared), None)


@prepared
def _in_use(centre):
    return Printer.select().where(Printer.centre == centre, Printer.active).order_by(Printer.id)


class PrintJob(BaseModel):
    """One paper, of a ticket or a sheet. Rows are never removed; a reprint is a further one, its `copy` one higher."""

    QUEUED = "queued"  # waits for the printer
    PRINTING = "printing"  # the printer is taking it
    PRINTED = "printed"  # the printer confirmed it
    UNCONFIRMED = "unconfirmed"  # sent, in part or in whole, and the printer has not said how it went
    FAILED = "failed"  # not printed, and no longer tried
    REPRINTED = "reprinted"  # a later copy has taken its place

    OPEN = (QUEUED, PRINTING)

    centre = ForeignKeyField(Centre)
    centre_id: int
    ticket = ForeignKeyField(Ticket, null=True, backref="print_jobs")  # None: a sheet
    ticket_id: int | None
    sheet = TextField(default="")  # what a sheet says: printing.sheet.Sheet as JSON
    device = ForeignKeyField(Device, null=True)  # the kiosk that asked for a sheet
    device_id: int | None
    printer = ForeignKeyField(Printer, backref="jobs")
    printer_id: int
    state = CharField(default=QUEUED)
    copy = IntegerField(default=0)  # 0: the original; 1, 2 …: "In lại"
    url = CharField(default="")  # what the QR opens, as the kiosk showed it
    idempotency_key = CharField(null=True)  # of the press that asked for a reprint or a sheet
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
