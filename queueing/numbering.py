"""A001, A002 … afresh each business day; and the tokens of the QR."""

import secrets
from datetime import date

from peewee import fn

from models.prepared import prepared
from models.ticket import Series, Ticket

# No vowel, W or D: a scanner that types through a Telex or VNI input method cannot turn them into "ư" or "đ".
TOKEN_ALPHABET = "BCGHKLMNPQRTVX2346789"
TOKEN_LENGTH = 8


def next_number(centre_id: int, letter: str, business_day: date) -> int:
    """The next number of a letter's series, from 1. One statement, inside the ticket's own transaction."""
    [(number,)] = _count_on(centre_id, letter, business_day).execute()
    return number


@prepared
def _count_on(centre, letter, business_day):
    return (
        Series.insert(centre=centre, letter=letter, business_day=business_day, last_number=1)
        .on_conflict(
            conflict_target=[Series.centre, Series.letter, Series.business_day],
            update={Series.last_number: Series.last_number + 1},
        )
        .returning(Series.last_number)
        .tuples()
    )


def issued(centre_id: int, business_day: date | None) -> dict[str, int]:
    """Letter → how many numbers were given on a day; none before the first day."""
    return {} if business_day is None else dict(_issued(centre_id, business_day).execute())


@prepared
def _issued(centre, business_day):
    return (
        Ticket.select(Ticket.letter, fn.COUNT(Ticket.id))
        .where(Ticket.centre == centre, Ticket.business_day == business_day)
        .group_by(Ticket.letter)
        .tuples()
    )


def new_token() -> str:
    """Eight letters and digits that say nothing: 21⁸ ≈ 3.8 × 10¹⁰, valid for a day."""
    return "".join(secrets.choice(TOKEN_ALPHABET) for _ in range(TOKEN_LENGTH))
