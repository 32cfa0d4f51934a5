"""Rates as a report prints them, by its profile; a screen writes them by digits.py.

Integers and Decimal only, since one exact half decides a printed digit.
"""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from figures.profile import Profile, Rounding

NOTHING = "—"  # a rate of nothing is neither 0 % nor 100 %
HUNDRED = Decimal(100)
DEFAULT = Rounding()
Number = int | Decimal


def rate(part: Number, whole: Number, rounding: Rounding = DEFAULT) -> Decimal | None:
    """`part` in hundredths of `whole`, cut to its digits; None where `whole` is 0. A plug is rounded half up."""
    if whole == 0:
        return None
    how = ROUND_DOWN if rounding.mode == "truncate" else ROUND_HALF_UP
    return (HUNDRED * part / whole).quantize(Decimal(1).scaleb(-rounding.digits), how)


def figure(value: Decimal | None, rounding: Rounding = DEFAULT, decimal_sign: str = ",") -> str:
    """ "98,4"; "100" without idle zeros, if the rounding says so; "—" for None."""
    if value is None:
        return NOTHING
    text = f"{value:f}"
    if rounding.trim_zeros and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", decimal_sign)


def printed(value: Decimal | None, rounding: Rounding = DEFAULT, decimal_sign: str = ",", gap: str = "") -> str:
    """ "98,4%", with `gap` before the sign; "—" for None."""
    return NOTHING if value is None else f"{figure(value, rounding, decimal_sign)}{gap}%"


def counted(number: int, sign: str = ".") -> str:
    """ "3.575": a dot, or the profile's sign, between thousands."""
    return f"{number:,}".replace(",", sign)


def cell(number: int, profile: Profile, total: bool = False) -> str:
    """A number in the table: zero as the profile wants it, save in the total row, where it is always 0."""
    if number == 0 and not total:
        return {"blank": "", "0": "0", "-": "-"}[profile.zero_cell]
    return counted(number, profile.thousands_sign)
