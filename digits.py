"""How a screen writes numbers in its language: 2.468 and 70,3 % in Vietnamese, 2,468 and 70.3 % in English.

The one place where a page's numbers get their signs; a browser's is static/shared/digits.js. What goes out on paper or
in a file follows the profile of its report instead: figures/rates.py.

Source: docs/decisions.md, "Numbers on the screens".
"""

from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.numbers import format_decimal

NOTHING = "—"  # a number of nothing is not 0
GAP = "\u00a0"  # a unit stays beside its number
Number = int | float | Decimal


def number(value: Number | None, places: int | None = None, language: str | None = None) -> str:
    """ "3.575", "8,5"; with as many decimals as are asked for, else without idle zeros; "—" for None.
    In the language of the page, unless another is named."""
    if value is None:
        return NOTHING
    pattern = "#,##0.######"
    if places is not None:
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        pattern = "#,##0." + "0" * places if places else "#,##0"
    return format_decimal(value, pattern, language or _of_page())


def percent(value: Number | None, places: int | None = None, language: str | None = None) -> str:
    """ "98,4 %" of a share in hundredths; "—" for None."""
    return NOTHING if value is None else f"{number(value, places, language)}{GAP}%"


def money(amount: int, language: str | None = None) -> str:
    """ "4.000 đ"."""
    return f"{number(amount, language=language)}{GAP}đ"


def english(value: Number | None) -> str:
    """ "3,575": in a sentence that is English on whatever page it is asked for."""
    return number(value, language="en")


def _of_page() -> Locale | str:
    from flask_babel import get_locale  # here: a process that only reads a file for us has no pages, and no Flask

    return get_locale() or "vi"


FILTERS = {"number": number, "percent": percent, "money": money}  # as templates name them
