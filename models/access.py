"""Who is asking: devices of the hall and officers' sessions. Only hashes of their secrets are kept."""

from typing import ClassVar

from peewee import BooleanField, CharField, DateTimeField, FloatField, ForeignKeyField, IntegerField

from models.base import BaseModel, now
from models.centre import Centre, Officer
from models.counter import Counter
from models.hall import Zone


class Device(BaseModel):
    """A kiosk, a display, or the tablet for ratings at one counter; paired with one centre until revoked."""

    KIOSK, DISPLAY, TABLET = "kiosk", "display", "tablet"
    KINDS = (KIOSK, DISPLAY, TABLET)
    # On; a display that rings but has no words; one whose browser wants a touch first; muted; not connected.
    CONDITIONS = ON, CHIME, BLOCKED, OFF, LOST = "on", "chime", "blocked", "off", "lost"

    # Of one that nobody has named; how a name begins that says what it is.
    NAMES: ClassVar = {KIOSK: "Máy lấy số", DISPLAY: "TV phòng chờ", TABLET: "Máy đánh giá"}
    NAMES_EN: ClassVar = {KIOSK: "Kiosk", DISPLAY: "Waiting-room TV", TABLET: "Rating tablet"}
    SAY_KIND: ClassVar = {KIOSK: ("máy", "kiosk"), DISPLAY: ("tv", "ti vi", "tivi", "màn hình"), TABLET: ("máy",)}

    centre = ForeignKeyField(Centre, backref="devices")
    centre_id: int
    kind = CharField()
    name = CharField()
    token_hash = CharField(unique=True)
    address = CharField(default="")
    paired_at = DateTimeField(default=now)
    counter = ForeignKeyField(Counter, null=True)  # of a tablet: where it stands
    counter_id: int | None
    condition = CharField(default="")  # one of CONDITIONS; "" until it first connects
    condition_since = DateTimeField(null=True)
    revoked = BooleanField(default=False)
    clock_off_seconds = IntegerField(default=0)  # by which its own clock is ahead of the server's; below 0: behind

    diagonal_inches = FloatField(null=True)  # of a kiosk's or a display's panel; None: as large as drawn for

    # Of a display
    zone = ForeignKeyField(Zone, null=True, backref="devices", on_delete="SET NULL")  # None: the whole hall
    zone_id: int | None
    speaks = BooleanField(default=False)  # one display of a zone does, so that no call echoes
    volume_percent = IntegerField(default=100)  # of the hall's loudness at each hour: less in a quieter room
    furthest_seat_metres = FloatField(null=True)
    draw_ms = IntegerField(null=True)  # from a press to the number on this screen: median of its last 20 calls
    voice_backlog_seconds = IntegerField(default=0)  # how long a call made now would wait to be spoken

    @property
    def name_said(self) -> str:
        """Its name in a sentence, which says what it is: "Máy lấy số 1", "TV sảnh", "Máy lấy số Cửa đông"."""
        if self.name.lower().startswith(self.SAY_KIND[self.kind]):
            return self.name
        return f"{'TV' if self.kind == self.DISPLAY else self.NAMES[self.kind]} {self.name}"

    @property
    def name_en(self) -> str:
        """The same in an English sentence: what the system named is put into English, what a person named is not."""
        given, number = self.NAMES[self.kind], self.name_said.removeprefix(self.NAMES[self.kind])
        ours = self.name_said.startswith(given) and (not number or number.strip().isdecimal())
        return self.NAMES_EN[self.kind] + number if ours else self.name_said

    @classmethod
    def numbered(cls, centre: Centre, kind: str) -> str:
        """The name of one more of a kind that nobody has named: "Máy lấy số 1", then the first number that is free."""
        taken = cls._names_taken(centre)
        numbers = (f"{cls.NAMES[kind]} {number}" for number in range(1, len(taken) + 2))
        return next(one for one in numbers if one not in taken)

    @classmethod
    def name_apart(cls, centre: Centre, name: str) -> str:
        """The name, or "Kiosk 2", "Kiosk 3" … where one that is not revoked has it already."""
        taken = cls._names_taken(centre)
        numbered = (f"{name} {number}" for number in range(2, len(taken) + 3))
        return next(one for one in (name, *numbered) if one not in taken)

    @classmethod
    def _names_taken(cls, centre: Centre) -> set[str]:
        return {one.name for one in cls.select(cls.name).where(cls.centre == centre, ~cls.revoked)}


class Pairing(BaseModel):
    """A screen that waits to be admitted: it shows `code`, an administrator types it.

    It belongs to no centre yet: to which one is decided by whoever types the code.
    """

    kind = CharField()
    code = CharField(unique=True)  # six digits
    token_hash = CharField(unique=True)  # of the token the screen already holds
    asked_at = DateTimeField(default=now)


class Session(BaseModel):
    """An officer signed in on one browser, at a counter or at none. Kept on the server, so that it can be ended."""

    token_hash = CharField(unique=True)
    centre = ForeignKeyField(Centre)
    centre_id: int
    officer = ForeignKeyField(Officer, backref="sessions")
    officer_id: int
    counter = ForeignKeyField(Counter, null=True)
    counter_id: int | None
    began_at = DateTimeField(default=now)
    ended_at = DateTimeField(null=True)
    locked_at = DateTimeField(null=True)  # left alone since then: acts on nothing until its officer's PIN is given
