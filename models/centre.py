"""A centre and its furniture: fields, procedures, services, hours, people, notices. Its counters: models.counter."""

from datetime import date
from typing import Self

from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
    TimeField,
)

from models.base import BaseModel
from models.prepared import prepared


class Centre(BaseModel):
    """A ward's or commune's one-stop centre. Every other row belongs to one.

    Lengths of time carry their unit; what each setting does is said in docs/operating.md.
    """

    PRIORITY_QUESTIONS = ("always", "button", "off")  # after the service; a button on the first screen; not at all

    COUNTER_RATINGS = ("nobody", "director", "lead")  # the lead beside the director; a counter never

    slug = CharField(unique=True)
    organisation = CharField()  # "Trung tâm Phục vụ hành chính công"
    name = CharField()  # "phường Bình Minh"
    province = CharField(default="")  # "tỉnh Lào Cai"
    dossier_pattern = CharField(default="")  # the shape of its codes, "H99.01-yymmdd-####"; see dossiers.patterns
    portal = CharField(default="dichvucong.gov.vn")
    wifi = CharField(default="")
    public_url = CharField(default="")  # what the QR opens; empty: the address the server sees of itself

    business_day = DateField(null=True)  # stored, moved by queueing.day only
    call_sequence = IntegerField(default=0)  # of the last call; the displays count by it

    wait_target_minutes = IntegerField(default=15)
    priority_run = IntegerField(default=2)  # so many with priority in a row while others wait; 0: none, 99: no bound
    rules_shown = BooleanField(default=False)  # whether the rules of the queue take turns on the hall screen
    priority_shown = BooleanField(default=True)  # whether the hall screen marks who is called with priority
    age_cap_minutes = IntegerField(default=45)  # who has waited longer is overtaken by nobody
    helps_out = BooleanField(default=True)  # a counter whose own line is empty calls for its fallback services
    strict_order = BooleanField(default=False)  # first come, first served, without priority or ways back
    recall_pause_seconds = IntegerField(default=10)
    calls_before_no_show = IntegerField(default=2)
    rejoin_minutes = IntegerField(default=30)
    undo_seconds = IntegerField(default=10)
    lock_minutes = IntegerField(default=30)  # a counter's screen left alone so long asks for the PIN; 0: never
    come_back_days = IntegerField(default=5)  # working days for which a slip of missing papers keeps a place
    ask_priority = CharField(default="always")  # of PRIORITY_QUESTIONS: how the kiosk learns who needs priority
    voice_region = CharField(default="north")  # of display.numerals.Region: "nghìn, linh" or "ngàn, lẻ"
    voice_reading = CharField(default="number")  # of display.phrases.READINGS: number (then digits), digits (twice)
    voice_template = CharField(default="Kính mời số {số}, đến {quầy}.")
    voice_recorded = BooleanField(default=True)  # the centre's own recordings are played where they say a whole call
    volume_hours = CharField(default="")  # "07:00 100, 11:30 40": from each time on, % of full volume; empty: 100

    lunch_tickets = BooleanField(default=True)  # whether the kiosk gives numbers at lunch
    stop_before_close_minutes = IntegerField(default=0)
    ratings = BooleanField(default=True)  # whether tablets and phones ask how satisfied one was
    counter_ratings = CharField(default="director")  # of COUNTER_RATINGS: who sees the totals of one counter
    bookings = BooleanField(default=True)  # whether citizens may book a number beforehand
    booking_slot_minutes = IntegerField(default=30)  # length of a slot
    booking_days = IntegerField(default=7)  # how many days ahead may be booked; 0: today only
    bookings_per_person = IntegerField(default=2)  # open at one time, as far as a browser can be told from another
    booking_head_start_minutes = IntegerField(default=15)  # who comes on time stands as if here so long before the slot
    booking_late_minutes = IntegerField(default=10)  # later than this after the slot began: in line as one just come
    booking_check_in = CharField(default="phone")  # of queueing.booking.WAYS_IN: kiosk, phone, auto

    # Sentences for citizens, see wording.py; empty: as delivered
    kiosk_title = CharField(default="")
    kiosk_title_en = CharField(default="")
    kiosk_hint = CharField(default="")
    kiosk_hint_en = CharField(default="")
    kiosk_closing = CharField(default="")  # when no numbers are given
    kiosk_closing_en = CharField(default="")
    tv_before = CharField(default="")  # before the first call of the day
    tv_before_en = CharField(default="")
    ticket_foot = CharField(default="")
    ticket_foot_en = CharField(default="")
    priority_groups = CharField(default="")  # who is meant by priority, a line each
    priority_groups_en = CharField(default="")

    working_weekdays = CharField(default="mon tue wed thu fri")  # of dossiers.calendar.WEEKDAYS, for due dates
    same_day_until = CharField(default="15:00")  # what should be answered the day it comes is due a day later from here
    keeps_applicants = BooleanField(default=False)  # whether files may bring names and phone numbers
    conflict_rule = CharField(default="newer")  # of dossiers.decided.RULES: newer, ministry, ask

    # What the shift lead is warned of, and when; see alerts/
    wait_warn_minutes = IntegerField(default=20)  # the longest wait of a service: a warning
    wait_alarm_minutes = IntegerField(default=30)  # … an alarm
    called_alert_minutes = IntegerField(default=5)  # called, and neither served nor missed
    idle_alert_minutes = IntegerField(default=15)  # a counter is free while somebody has waited so long for it
    no_show_alert_percent = IntegerField(default=20)  # of those called in the last hour
    voice_alert_seconds = IntegerField(default=20)  # calls that wait to be spoken
    quota_alert_percent = IntegerField(default=90)  # of a service's numbers are given
    rating_alert_visits = IntegerField(default=30)  # finished today, and nobody has rated; 0: never
    disk_alert_mb = IntegerField(default=2000)  # free on the server's disk
    clock_alert_seconds = IntegerField(default=30)  # the server's clock jumped by so much
    alert_repeat_minutes = IntegerField(default=10)  # what is not cured is said again

    backup_hour = IntegerField(default=2)  # of the night, 0 to 23
    backup_keep_days = IntegerField(default=30)
    backup_alert_hours = IntegerField(default=30)  # since the latest good copy
    backup_folder = CharField(default="")  # where a second copy goes: a USB disk, a NAS; empty: nowhere
    backup_salt = CharField(default="")  # of what opens second copies, in hex; empty: they are not sealed
    backup_key = CharField(default="")  # the public key that comes from both, in hex

    is_sample = BooleanField(default=False)  # hall screen, figures and paper then say that it is a trial
    setup_step = IntegerField(default=0)  # of /setup, where its making was left; 0: it is made


class Department(BaseModel):
    """Who answers for some counters: a department of the committee, a vertical agency, a partner."""

    INTERNAL, VERTICAL, PARTNER = "internal", "vertical", "partner"
    KINDS = (INTERNAL, VERTICAL, PARTNER)

    centre = ForeignKeyField(Centre, backref="departments")
    name = CharField()
    kind = CharField(default=INTERNAL)

    class Meta:
        indexes = ((("centre", "name"), True),)


class Field(BaseModel):
    """A field (lĩnh vực) of procedures: the rows of the director's table, in `position` order."""

    centre = ForeignKeyField(Centre, backref="fields")
    name = CharField()
    position = IntegerField()
    department = ForeignKeyField(Department, null=True)

    class Meta:
        indexes = ((("centre", "name"), True),)


class Service(BaseModel):
    """What one queues for; its letter begins the number."""

    COLLECT, GUIDANCE = "R", "U"  # the letters of two services with a part of their own, where a centre has them

    centre = ForeignKeyField(Centre, backref="services")
    centre_id: int
    letter = CharField(max_length=1)
    name = CharField()
    name_en = CharField()
    hint = CharField(default="")
    hint_en = CharField(default="")
    position = IntegerField()
    daily_quota = IntegerField(null=True)  # tickets a day; None: no limit
    booked_per_slot = IntegerField(default=2)  # numbers that may be booked for one slot; 0: none are booked
    typical_minutes = IntegerField(default=10)  # service time until the day has measured its own
    active = BooleanField(default=True)

    class Meta:
        indexes = ((("centre", "letter"), True),)

    @classmethod
    def offered(cls, centre: Centre) -> list[Self]:
        """Those one can queue for now, in the order of the hall."""
        return list(_offered(centre.id))


@prepared
def _offered(centre):
    return Service.select().where(Service.centre == centre, Service.active).order_by(Service.position)


class Procedure(BaseModel):
    """An administrative procedure (thủ tục hành chính), in the version valid from a day on."""

    centre = ForeignKeyField(Centre, backref="procedures")
    centre_id: int
    field = ForeignKeyField(Field, backref="procedures")
    field_id: int
    service = ForeignKeyField(Service, null=True, backref="procedures")
    service_id: int | None
    code = CharField()  # national code, "2.000815"
    name = CharField()
    working_days = IntegerField(default=0)  # 0: the same day; after 15:00 the next working day
    fee = IntegerField(default=0)  # đồng
    online_level = CharField(default="full")  # full, partial, none
    e_result = BooleanField(default=True)  # False: no electronic result is provided for
    papers = TextField(default="")  # what to bring, a line each
    valid_from = DateField(default=date(2025, 7, 1))
    active = BooleanField(default=True)  # offered to citizens and officers

    class Meta:
        indexes = ((("centre", "code", "valid_from"), True),)

    @classmethod
    def in_force(cls, centre: Centre, day: date) -> list[Self]:
        """Each procedure once, in its newest version that is valid on `day`, with its service loaded.

        A version that is switched off is given only where the procedure has no other.
        """
        rows = (
            cls.select(cls, Service)
            .left_outer_join(Service)
            .where(cls.centre == centre, cls.valid_from <= day)
            .order_by(cls.active, cls.valid_from)
        )
        return list({row.code: row for row in rows}.values())

    @classmethod
    def papers_known(cls, service: int, day: date) -> bool:
        """Whether what to bring is known of any procedure of a service."""
        return _with_papers(service, day).first() is not None

    @property
    def listed(self) -> list[str]:
        """What to bring, line by line."""
        return [line.strip() for line in self.papers.splitlines() if line.strip()]


@prepared
def _with_papers(service, day):
    return Procedure.select(Procedure.id).where(
        Procedure.service == service, Procedure.active, Procedure.papers != "", Procedure.valid_from <= day
    )


class Opening(BaseModel):
    """A stretch of one weekday in which the centre is open. Monday is 0."""

    centre = ForeignKeyField(Centre, backref="openings")
    weekday = IntegerField()
    opens = TimeField()
    closes = TimeField()

    class Meta:
        indexes = ((("centre", "weekday", "opens"), True),)


class SpecialDay(BaseModel):
    """A date that differs from its weekday: a holiday, or a Saturday worked in exchange."""

    centre = ForeignKeyField(Centre, backref="special_days")
    date = DateField()
    name = CharField()
    works = BooleanField(default=False)

    class Meta:
        indexes = ((("centre", "date"), True),)


class DatedOpening(BaseModel):
    """A stretch of one date in which the centre is open, in place of all its weekday's: it closes early, or stays."""

    centre = ForeignKeyField(Centre, backref="dated_openings")
    date = DateField()
    opens = TimeField()
    closes = TimeField()

    class Meta:
        indexes = ((("centre", "date", "opens"), True),)


class Officer(BaseModel):
    """A member of staff. `secret` is an Argon2 hash of a PIN or a password."""

    OFFICER, LEAD, DIRECTOR, ADMIN = "officer", "lead", "director", "admin"

    centre = ForeignKeyField(Centre, backref="officers")
    centre_id: int
    username = CharField()
    name = CharField()
    role = CharField(default=OFFICER)
    secret = CharField()
    active = BooleanField(default=True)

    class Meta:
        indexes = ((("centre", "username"), True),)

    @classmethod
    def by_username(cls, centre: Centre, username: str) -> Self | None:
        return cls.get_or_none(cls.centre == centre, cls.username == username, cls.active)


LONGEST_NOTICE = 90  # characters: what the hall screen shows in one line


class Notice(BaseModel):
    """A sentence for the hall, at most 90 characters, shown in turn: on its days, in its hours, while it is valid."""

    SHORT = -1  # the position of one that the live board shows for some minutes: before the standing ones, from 0 on

    centre = ForeignKeyField(Centre, backref="notices")
    text = CharField()
    text_en = CharField(default="")
    position = IntegerField(default=0)
    active = BooleanField(default=True)
    since = DateTimeField(null=True)  # None: from now on
    until = DateTimeField(null=True)  # None: until it is taken away
    opens = TimeField(null=True)  # of the day, shown from then on …
    closes = TimeField(null=True)  # … and not from then on
    weekdays = CharField(default="")  # "mon wed", of dossiers.calendar.WEEKDAYS; empty: every day
