"""The hall's screens and what they show besides calls: zones, and slides."""

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField, TimeField

from models.base import BaseModel, now
from models.centre import Centre, Counter, Service


class Zone(BaseModel):
    """A part of the hall that has screens of its own; they show and speak its calls only."""

    centre = ForeignKeyField(Centre, backref="zones")
    centre_id: int
    name = CharField()  # "Tầng 1"

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
