"""Numbers as people type them on a page, with the signs of its language: 10.939,5 in Vietnamese, 10,939.5 in English.
Decimal, never float.

Decimals may be typed behind either sign, since a comma or dot before one, two or four digits can mean nothing else.
Before just three it could be the other language's sign of thousands: that is asked about and never guessed.
Source: docs/decisions.md, "Numbers that are typed on an English page".
"""

import re
from decimal import Decimal

import digits
from queueing.errors import Invalid

HUNDRED = Decimal(100)
SIGNS = {"vi": (".", ","), "en": (",", ".")}  # between thousands, before decimals
GROUPED = r"[1-9]\d{{0,2}}(?:{0}\d{{3}}){{1,4}}(?:{1}\d{{1,4}})?"  # 10.939 · 1.234.567,5
PLAIN = re.compile(r"\d{1,15}([.,]\d{1,4})?", re.ASCII)  # 10939 · 86,71 · 86.71
EITHER = re.compile(r"([1-9]\d{0,2})[.,](\d{3})", re.ASCII)  # thousands in one language, decimals in the other
PERCENT = re.compile(r"\d{1,3}([.,]\d{1,2})?", re.ASCII)


def read_amount(text: str, field: str, signs: str = "vi") -> Decimal:
    """The number in "86,71", "86.71" or "86,71 %"; "9.485" is nine thousand … in the Vietnamese signs, "9,485" in the
    English ones. Raises Invalid."""
    typed = _without_percent(text)
    group, point = SIGNS[signs]
    if re.fullmatch(GROUPED.format(re.escape(group), re.escape(point)), typed, re.ASCII):
        return Decimal(typed.replace(group, "").replace(point, "."))
    if either := EITHER.fullmatch(typed):
        whole, rest = either.groups()
        raise Invalid(
            f"“{typed}” có thể là hàng nghìn hoặc số lẻ. Mời gõ {whole}.{rest} nếu là hàng nghìn, "
            f"{whole},{rest}0 nếu là số lẻ.",
            f"“{typed}” may be thousands or decimals. Type {whole},{rest} if it is thousands, "
            f"{whole}.{rest}0 if it is decimals.",
            field=field,
        )
    if not PLAIN.fullmatch(typed):
        raise Invalid(
            "Mời gõ một số không âm, ví dụ 9.485 hoặc 86,71 (tối đa 4 chữ số sau dấu phẩy).",
            "Type a number of 0 or more, such as 9,485 or 86.71 (at most 4 decimals).",
            field=field,
        )
    return Decimal(typed.replace(",", "."))


def read_percent(text: str, field: str) -> Decimal:
    """A share from 0 to 100 with at most two decimals: "97,5", "97.5". Raises Invalid."""
    typed = _without_percent(text)
    if not PERCENT.fullmatch(typed) or (value := Decimal(typed.replace(",", "."))) > HUNDRED:
        raise Invalid(
            "Mời gõ tỷ lệ từ 0 đến 100, tối đa 2 chữ số sau dấu phẩy, ví dụ 97,5.",
            "Type a share from 0 to 100 with at most 2 decimals, such as 97.5.",
            field=field,
        )
    return value


def _without_percent(text: str) -> str:
    return "".join(text.split()).removesuffix("%")


def stored(value: Decimal) -> str:
    """As the database keeps it: "97.5"."""
    return f"{value:f}"


def spoken(value: Decimal, signs: str = "vi") -> str:
    """As a field to type in holds it, so that it is read as it stands: "9.485", "86,71"; "9,4850" of nine and a bit,
    since three decimals would be asked about."""
    _, _, decimals = stored(value.normalize()).partition(".")
    return digits.number(value, places=4 if len(decimals) == 3 else None, language=signs)
