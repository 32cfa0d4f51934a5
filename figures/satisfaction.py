"""How content people were, from tablets, phones and paper: told of ten ratings or more, never of single ones."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from peewee import fn

from figures.period import Period
from figures.rates import printed, rate
from models.centre import Centre, Field
from models.counter import Counter
from models.register import Rating

Group = TypeVar("Group")

SATISFIED = 4  # and 5: hài lòng, rất hài lòng
FEWEST_RATINGS = 10  # fewer would tell what single people thought
TOO_FEW = "Chưa đủ số liệu"


@dataclass(frozen=True)
class Satisfaction:
    """Ratings counted together. With fewer than FEWEST_RATINGS only `n` is told."""

    n: int
    levels: tuple[int, ...] | None  # votes of level 1, 2, 3, 4, 5
    by_channel: tuple[tuple[str, int], ...] = ()  # how many came from where: those of Rating.CHANNELS that gave any

    @property
    def satisfied(self) -> int | None:
        """Votes of levels 4 and 5."""
        return None if self.levels is None else sum(self.levels[SATISFIED - 1 :])

    @property
    def share(self) -> Decimal | None:
        """Satisfied in hundredths of all, one decimal, half up; None where it may not be told."""
        return None if self.satisfied is None else rate(self.satisfied, self.n)

    @property
    def printed(self) -> str:
        """ "96,2%", or that there are too few."""
        return TOO_FEW if self.share is None else printed(self.share)


def satisfaction(centre: Centre, period: Period) -> Satisfaction:
    """All ratings of a period, from tablets, phones and paper, each counted once: a visit has one rating, and a slip of
    paper names no visit."""
    votes = [0] * 5
    for _, level, count in _votes(centre, period):
        votes[level - 1] += count
    return replace(_told(votes), by_channel=_by_channel(centre, period))


def _by_channel(centre: Centre, period: Period) -> tuple[tuple[str, int], ...]:
    rows = (
        Rating.select(Rating.channel, fn.SUM(Rating.votes))
        .where(Rating.centre == centre, Rating.at >= period.begins, Rating.at < period.over)
        .group_by(Rating.channel)
    )
    found: dict[str, int] = dict(list(rows.tuples().execute()))
    return tuple((channel, found[channel]) for channel in Rating.CHANNELS if found.get(channel))


def satisfaction_by_field(centre: Centre, period: Period) -> dict[int | None, Satisfaction]:
    """The same by field id, in the order of the fields; None: without a field.

    Where the fields that are too small to be told come to fewer than FEWEST_RATINGS together, the smallest of the
    others is not told either: the small ones would follow from the total.
    """
    votes: dict[int | None, list[int]] = {}
    for field_id, level, count in _votes(centre, period):
        votes.setdefault(field_id, [0] * 5)[level - 1] += count
    return _kept_apart({field_id: _told(votes[field_id]) for field_id in _in_order(centre, votes)})


def satisfaction_by_counter(centre: Centre, period: Period) -> dict[Counter, Satisfaction]:
    """The same by the counter that served, by number, kept apart by the same rule; slips of paper name no counter."""
    rows = (
        Rating.select(Rating.counter, Rating.level, fn.SUM(Rating.votes))
        .where(Rating.centre == centre, Rating.at >= period.begins, Rating.at < period.over)
        .where(Rating.counter.is_null(False))
        .group_by(Rating.counter, Rating.level)
    )
    votes: dict[int, list[int]] = {}
    for counter_id, level, count in rows.tuples().execute():
        votes.setdefault(counter_id, [0] * 5)[level - 1] += count
    return _kept_apart({one: _told(votes[one.id]) for one in Counter.of(centre) if one.id in votes})


def _kept_apart(groups: dict[Group, Satisfaction]) -> dict[Group, Satisfaction]:
    """Tells one group less where the untold ones, too few together, would follow from the total."""
    hidden = sum(found.n for found in groups.values() if found.levels is None)
    told = [group for group, found in groups.items() if found.levels is not None]
    if told and 0 < hidden < FEWEST_RATINGS:
        smallest = min(told, key=lambda group: groups[group].n)
        groups[smallest] = Satisfaction(groups[smallest].n, None)
    return groups


def _votes(centre: Centre, period: Period) -> list[tuple[int | None, int, int]]:
    rows = (
        Rating.select(Rating.field, Rating.level, fn.SUM(Rating.votes))
        .where(Rating.centre == centre, Rating.at >= period.begins, Rating.at < period.over)
        .group_by(Rating.field, Rating.level)
    )
    return list(rows.tuples().execute())


def _told(votes: list[int]) -> Satisfaction:
    n = sum(votes)
    return Satisfaction(n, tuple(votes) if n >= FEWEST_RATINGS else None)


def _in_order(centre: Centre, fields: Iterable[int | None]) -> list[int | None]:
    rows = Field.select(Field.id, Field.position).where(Field.centre == centre)
    places: dict[int, int] = dict(list(rows.tuples().execute()))
    return sorted(fields, key=lambda field_id: (field_id is None, places.get(field_id or 0, 0)))
