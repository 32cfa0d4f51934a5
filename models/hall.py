"""The hall's screens and what they show besides calls: zones, and slides."""

from peewee import BlobField, BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField, TimeField

from models.base import BaseModel, now
from models.centre import Centre, Service
from models.counter import Counter
from models.prepared import prepared


class Zone(BaseModel):
    """A part of the hall that has screens of its own; they show and speak its calls only."""

    centre = ForeignKeyField(Centre, backref="zones")
    centre_id: int
    name = CharField()  # "Tầng 1"
    name_en = CharField(default="")  # "Floor 1"; empty: as it is

    class Meta:
        indexes = ((("centre", "name"), True),)


class ZonePart(BaseModel):
    """A counter or a service that belongs to a zone: exactly one of the two is set. It may belong to several zones."""

    zone = ForeignKeyField(Zone, backref="parts", on_delete="CASCADE")
    zone_id: int
    counter = ForeignKeyField(Counter, null=True)
    counter_id: int | None
    service = ForeignKeyField(Service, null=True)
    service_id: int | None


class Slide(BaseModel):
    """A picture or a silent film that a hall screen shows while nobody is called.

    Its file is instance/slides/<name>, where `name` is drawn at random and ends in what the content is.
    """

    PICTURE, FILM = "picture", "film"
    KINDS = (PICTURE, FILM)

    centre = ForeignKeyField(Centre, backref="slides")
    centre_id: int
    name = CharField(unique=True)
    kind = CharField()
    title = CharField()  # what it shows, for whoever cannot see it
    seconds = IntegerField(default=12)  # how long a picture stands; a film is shown to its end
    position = IntegerField(default=0)
    active = BooleanField(default=True)
    added_at = DateTimeField(default=now)

    # When it is shown, as of a Notice
    since = DateTimeField(null=True)
    until = DateTimeField(null=True)
    opens = TimeField(null=True)
    closes = TimeField(null=True)
    weekdays = CharField(default="")


class Logo(BaseModel):
    """A centre's sign, shown at the head of its public screens and of the ticket. No row: nothing is shown.

    It lies in the database, so that a copy of that has it too.
    """

    centre = ForeignKeyField(Centre, unique=True, backref="logos")
    centre_id: int
    name = CharField(unique=True)  # of its content: /logos/<name>.png
    title = CharField()  # the file's name, for the journal
    png = BlobField()

    @classmethod
    def address_of(cls, centre: Centre | int) -> str | None:
        """Where a screen finds it; None where there is none."""
        row = _logo_name(centre).first()
        return f"/logos/{row.name}.png" if row is not None else None

    @classmethod
    def picture_of(cls, centre: Centre | int) -> bytes:
        """The picture itself, a PNG; empty where there is none."""
        row = cls.get_or_none(cls.centre == centre)
        return bytes(row.png) if row is not None else b""


@prepared
def _logo_name(centre):
    return Logo.select(Logo.name).where(Logo.centre == centre)
