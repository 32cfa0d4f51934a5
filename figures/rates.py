"""Rates as they are printed: integers and Decimal only, since one exact half decides a printed digit."""

from decimal import ROUND_HALF_UP, Decimal

from figures.table import Figures

NOTHING = "—"  # a rate of nothing is neither 0% nor 100%
HUNDRED = Decimal(100)


def rate(part: int, whole: int, digits: int = 1) -> Decimal | None:
    """`part` in hundredths of `whole`, rounded half up; None where `whole` is 0."""
    if whole == 0:
        return None
    return (HUNDRED * part / whole).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def printed(value: Decimal | None) -> str:
    """ "98,4%"; "100%" without idle zeros; "—" for None."""
    if value is None:
        return NOTHING
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",") + "%"


def counted(number: int) -> str:
    """ "3.575": a dot between thousands."""
    return f"{number:,}".replace(",", ".")


def of_row(figures: Figures) -> dict[str, Decimal | None]:
    """The last row of the form. (4) and (5) are shares of what the period received, all others of the total (3)."""
    values = figures.by_column()
    received = figures.online + figures.direct
    shares = {column: rate(value, figures.total_received) for column, value in values.items() if column != "6"}
    return shares | {"4": rate(figures.online, received), "5": rate(figures.direct, received)}
