"""The counters of a centre: what each serves, and who may sit at it."""

from typing import Self

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField

from models.base import BaseModel, now
from models.centre import Centre, Department, Officer, Service
from models.prepared import prepared


class Counter(BaseModel):
    """A counter (quầy), open, paused for a reason, or closed."""

    OPEN, PAUSED, CLOSED = "open", "paused", "closed"

    centre = ForeignKeyField(Centre, backref="counters")
    centre_id: int
    number = IntegerField()
    name = CharField(default="")  # "Bưu điện": spoken instead of the number
    department = ForeignKeyField(Department, null=True)
    state = CharField(default=CLOSED)
    pause_reason = CharField(default="")  # a key of queueing.given, or the officer's own words
    active = BooleanField(default=True)  # False: taken away; its history stays
    state_since = DateTimeField(default=now)

    class Meta:
        indexes = ((("centre", "number"), True),)

    @property
    def label(self) -> str:
        """What a person reads: "Quầy 4", or the counter's own name."""
        return self.name or f"Quầy {self.number}"

    @property
    def label_en(self) -> str:
        """The same in English: "Counter 4"; a name that the counter has is said as it is."""
        return self.name or f"Counter {self.number}"

    @classmethod
    def of(cls, centre: Centre) -> list[Self]:
        """All that a centre has had, by number: for its history."""
        return list(_counters(centre.id))

    @classmethod
    def in_use(cls, centre: Centre) -> list[Self]:
        """Those that the hall has today, by number."""
        return [counter for counter in cls.of(centre) if counter.active]


@prepared
def _counters(centre):
    return Counter.select().where(Counter.centre == centre).order_by(Counter.number)


class CounterService(BaseModel):
    """That a counter serves a service: as its first choice (1), or when its own queues are empty (2)."""

    FIRST_CHOICE, FALLBACK = 1, 2

    counter = ForeignKeyField(Counter, backref="services")
    service = ForeignKeyField(Service, backref="counters")
    service_id: int
    preference = IntegerField(default=FIRST_CHOICE)

    class Meta:
        indexes = ((("counter", "service"), True),)


def guide_desk(centre: Centre | int) -> Counter | None:
    """The counter that helps whoever is unsure: of those that serve guidance first, one that is open, where one is."""
    desk: Counter | None = _guidance(centre).first()
    return desk


@prepared
def _guidance(centre):
    return (
        Counter.select()
        .join(CounterService)
        .join(Service)
        .where(Counter.centre == centre, Service.letter == Service.GUIDANCE)
        .order_by(CounterService.preference, Counter.state != Counter.OPEN, Counter.number)
        .limit(1)
    )


class CounterOfOfficer(BaseModel):
    """That an officer may sit at a counter. Whoever has no such row may sit at any."""

    officer = ForeignKeyField(Officer, backref="counters_allowed")
    counter = ForeignKeyField(Counter)
    counter_id: int

    class Meta:
        indexes = ((("officer", "counter"), True),)

    @classmethod
    def of(cls, officer: Officer | int) -> set[int]:
        """Ids of the counters that an officer is kept to; empty: any."""
        return {counter for (counter,) in _allowed(officer if isinstance(officer, int) else officer.id)}


@prepared
def _allowed(officer):
    return CounterOfOfficer.select(CounterOfOfficer.counter).where(CounterOfOfficer.officer == officer).tuples()
