"""What stands in one cell: a date in any of the ways exports write it, money, yes or no, a word of a closed list.

Each reader takes a cell and raises Unclear with the reason; an empty cell is None, where it may be empty.
"""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dossiers.facts import HIGHEST_FEE
from imports.folding import text
from imports.people import quoted
from imports.words import CHANNELS, PAID, PAYMENTS, STATUSES, YES_NO, Unclear

EXCEL_DAY_0 = datetime(1899, 12, 30)
LAST_SERIAL = 109_574  # 31/12/2199
FIRST_WRITTEN_SERIAL, LAST_WRITTEN_SERIAL = 36_526, 73_050  # 2000 to 2099, the only five digits that are a date
EARLIEST, LATEST = datetime(2000, 1, 1), datetime(2100, 1, 1)
VIETNAM = timedelta(hours=7)
MONTHS = dict(jan=1, feb=2, mar=3, apr=4, may=5, jun=6, jul=7, aug=8, sep=9, oct=10, nov=11, dec=12)  # noqa: C408

PLAINLY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$", re.ASCII)
DAY_FIRST = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/-])", re.ASCII)
YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?![\d/-])", re.ASCII)
IN_WORDS = re.compile(r"(\d{1,2}) tháng (\d{1,2}),? năm (\d{4})", re.ASCII)
MONTH_NAMED = re.compile(r"(?<!\d)(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{4})(?!\d)", re.ASCII)
CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,]\d+)?)?| ?(?:giờ|h|g) ?(?:(\d{2})(?: ?(?:phút|p|'))?)?)"
    r"(?: ?(am|pm|sa|ch)\b)?(?![\d:])",
    re.ASCII,
)
ZONE = re.compile(r"(?:z|([+-])(\d{2}):?(\d{2}))$", re.ASCII)
LEFT_OVER = re.compile(r"^(?:\s|,|;|t|ngày|lúc|vào|-|–|\((?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\))*$")
SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$", re.ASCII)
TWO_DIGIT_YEAR = re.compile(r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d)", re.ASCII)

CURRENCY = re.compile(r"(?:đồng|vnđ|vnd|đ|₫|\s)+$")
MONEY = re.compile(
    r"^(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+)(?:,0{1,2})?$|^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.0{1,2})?$", re.ASCII
)
NO_CENTS = re.compile(r"[.,]0{1,2}$")
FREE = ("miễn phí", "miễn", "không thu phí", "không thu", "không phí", "không")
NOTHING = ("", "-", "–", "—")


def moment(cell: object, day_first: bool = True) -> datetime | None:
    """A date with or without a time, day first, or a serial number of Excel. Only what can be read in one way."""
    kind = type(cell)
    if kind is str:
        return _written(cell, day_first)
    if cell is None:
        return None
    if kind is datetime:
        return _in_range(cell.replace(tzinfo=None), cell)
    if kind is date:
        return _in_range(datetime(cell.year, cell.month, cell.day), cell)
    if kind in (int, float) and 61 <= cell <= LAST_SERIAL:  # 60 is 29/02/1900, a day that never was
        return _in_range(_serial(float(cell)), cell)
    raise _no_date(cell)


@lru_cache(maxsize=16_384)
def _written(cell: str, day_first: bool) -> datetime | None:
    words = text(cell).casefold()
    if words in NOTHING:
        return None
    if SERIAL.match(words) and FIRST_WRITTEN_SERIAL <= float(words) < LAST_WRITTEN_SERIAL:
        return _serial(float(words))
    found = _parse(words, day_first)
    if found is None:
        raise _no_date(cell, words, day_first)
    return _in_range(found, cell)


def _parse(words: str, day_first: bool) -> datetime | None:
    if match := PLAINLY.match(words):  # as nearly all are
        first, second, year, hour, minute, second_of_it = match.groups("0")
        day, month = (first, second) if day_first else (second, first)
        try:
            return datetime(int(year), int(month), int(day), int(hour), int(minute), int(second_of_it))
        except ValueError:
            return None
    if match := DAY_FIRST.search(words):
        parts = (match[4], match[3], match[1]) if day_first else (match[4], match[1], match[3])
    elif match := YEAR_FIRST.search(words):
        parts = (match[1], match[3], match[4])
    elif match := IN_WORDS.search(words):
        parts = (match[3], match[2], match[1])
    elif (match := MONTH_NAMED.search(words)) and match[2] in MONTHS:
        parts = (match[3], str(MONTHS[match[2]]), match[1])
    else:
        return None
    rest = words[: match.start()] + " " + words[match.end() :]
    moved = timedelta()
    clock = CLOCK.search(rest)
    if clock:
        if zone := ZONE.search(rest, clock.end()):
            moved = VIETNAM - _offset(zone)
            rest = rest[: zone.start()]
        rest = rest[: clock.start()] + " " + rest[clock.end() :]
    if not LEFT_OVER.match(rest):
        return None
    try:
        at = _time(clock) if clock else time()
        return datetime.combine(date(int(parts[0]), int(parts[1]), int(parts[2])), at) + moved
    except ValueError:
        return None


def _time(clock: re.Match) -> time:
    hour, minute, second = int(clock[1]), int(clock[2] or clock[4] or 0), int(clock[3] or 0)
    if clock[5]:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        hour = hour % 12 + (12 if clock[5] in ("pm", "ch") else 0)
    return time(hour, minute, second)


def _offset(zone: re.Match) -> timedelta:
    if zone[1] is None:
        return timedelta()
    length = timedelta(hours=int(zone[2]), minutes=int(zone[3]))
    return length if zone[1] == "+" else -length


def _serial(days: float) -> datetime:
    found = EXCEL_DAY_0 + timedelta(days=days)
    return (found + timedelta(milliseconds=500)).replace(microsecond=0)  # a serial is a binary fraction of a day


def _in_range(found: datetime, cell: object) -> datetime:
    if not EARLIEST <= found < LATEST:
        raise Unclear(f"ngày “{quoted(cell)}” ngoài khoảng 2000–2099.", f"“{quoted(cell)}” is not within 2000–2099.")
    return found.replace(microsecond=0) if found.microsecond else found


def _no_date(cell: object, words: str = "", day_first: bool = True) -> Unclear:
    shown = quoted(cell)
    if TWO_DIGIT_YEAR.match(words):
        return Unclear(
            f"“{shown}” có năm viết hai chữ số. Mời ghi đủ, ví dụ 15/03/2026.",
            f"“{shown}” has a year of two digits. Write it in full, as 15/03/2026.",
        )
    if words and _parse(words, not day_first) is not None:
        order, order_en = ("ngày/tháng/năm", "day/month/year") if day_first else ("tháng/ngày/năm", "month/day/year")
        return Unclear(
            f"“{shown}” không đọc được theo thứ tự {order}. Mời xem lại thứ tự ngày của tệp.",
            f"“{shown}” cannot be read as {order_en}. Check the order that the file writes dates in.",
        )
    return Unclear(f"“{shown}” không phải ngày (ví dụ 15/03/2026).", f"“{shown}” is not a date.")


def reads_only(cell: object, day_first: bool) -> bool:
    """Whether a date in letters can be read in this order and not in the other: what tells the order of a file."""
    if type(cell) is not str:
        return False
    words = text(cell).casefold()
    return _parse(words, day_first) is not None and _parse(words, not day_first) is None


def money(cell: object) -> int | None:
    """Whole đồng, with dots, commas or spaces between thousands or without; decimals only where they are zeros."""
    if cell is None:
        return None
    if type(cell) in (int, float):
        if 0 <= cell <= HIGHEST_FEE and float(cell).is_integer():  # type: ignore[operator, arg-type]
            return int(cell)  # type: ignore[call-overload]
        raise _no_money(cell)
    words = CURRENCY.sub("", text(cell).casefold())
    if words in NOTHING:
        return None
    if words in FREE:
        return 0
    if MONEY.match(words) and (dong := int(re.sub(r"\D", "", NO_CENTS.sub("", words)))) <= HIGHEST_FEE:
        return dong
    raise _no_money(cell)


def _no_money(cell: object) -> Unclear:
    return Unclear(f"“{quoted(cell)}” không phải số tiền (đồng).", f"“{quoted(cell)}” is not an amount in đồng.")


def status(cell: object) -> str:
    """The state of a dossier, of models.source.Status. Source: the state codes 1 to 10 of the national portal."""
    return STATUSES.choose(cell)


def channel(cell: object) -> str:
    """online, direct or postal."""
    return CHANNELS.choose(cell)


def yes(cell: object) -> bool | None:
    """Yes or no; a count of papers is yes from 1 on."""
    if type(cell) is bool:
        return cell
    words = text(cell)
    if words in NOTHING:
        return None
    if words in ("✓", "✔", "☑"):
        return True
    if words.isascii() and words.isdigit() and len(words) < 4:
        return int(words) > 0
    return YES_NO.choose(words)


def paid(cell: object) -> bool | None:
    """Whether a payment has gone through."""
    return None if text(cell) in NOTHING else PAID.choose(cell)


def paid_online(cell: object) -> bool | None:
    """Whether the fee was paid online."""
    return None if text(cell) in NOTHING else PAYMENTS.choose(cell)
