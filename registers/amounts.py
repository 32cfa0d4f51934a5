"""Numbers as people type them in Vietnamese: a comma before decimals, dots between thousands. Decimal, never float."""

import re
from decimal import Decimal

from queueing.errors import Invalid

HUNDRED = Decimal(100)
GROUPED = re.compile(r"\d{1,3}(\.\d{3}){1,4}(,\d{1,4})?", re.ASCII)  # 10.939 · 1.234.567,5
PLAIN = re.compile(r"\d{1,15}([.,]\d{1,4})?", re.ASCII)  # 10939 · 86,71 · 86.71
PERCENT = re.compile(r"\d{1,3}([.,]\d{1,2})?", re.ASCII)


def read_amount(text: str, field: str) -> Decimal:
    """The number in "86,71", "86.71", "9.485" (nine thousand …) or "86,71 %". Raises Invalid."""
    digits = _without_percent(text)
    if GROUPED.fullmatch(digits):
        digits = digits.replace(".", "")
    elif not PLAIN.fullmatch(digits):
        raise Invalid(
            "Mời gõ một số không âm, ví dụ 9.485 hoặc 86,71 (tối đa 4 chữ số sau dấu phẩy).",
            "Type a number of 0 or more, such as 9.485 or 86,71 (at most 4 decimals).",
            field=field,
        )
    return Decimal(digits.replace(",", "."))


def read_percent(text: str, field: str) -> Decimal:
    """A share from 0 to 100 with at most two decimals: "97,5". Raises Invalid."""
    digits = _without_percent(text)
    if not PERCENT.fullmatch(digits) or (value := Decimal(digits.replace(",", "."))) > HUNDRED:
        raise Invalid(
            "Mời gõ tỷ lệ từ 0 đến 100, tối đa 2 chữ số sau dấu phẩy, ví dụ 97,5.",
            "Type a share from 0 to 100 with at most 2 decimals, such as 97,5.",
            field=field,
        )
    return value


def _without_percent(text: str) -> str:
    return "".join(text.split()).removesuffix("%")


def stored(value: Decimal) -> str:
    """As the database keeps it: "97.5"."""
    return f"{value:f}"


def spoken(value: Decimal) -> str:
    """As a field to type in holds it, so that it is read as it stands: "9.485", "86,71"."""
    whole, _, decimals = f"{value:f}".partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{decimals}" if decimals else "")
