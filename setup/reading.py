"""What a page's form has sent, read field by field; what is wrong is kept beside the field, for the page to say."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, time
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from models.journal import Change
from queueing.errors import Conflict

CLOCK = re.compile(
    r"([01]?\d|2[0-3])(?:[:hg.]([0-5]\d)?(?::00)?|([0-5]\d))", re.ASCII
)  # 13:30, 13h30, 13.30, 13h, 1330
MIDNIGHT = ("24:00", "24h", "24h00")
# 1000, 1.000, 1,000; and 1.000,00: what is behind the comma may only be nothing.
WHOLE = re.compile(r"(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)(?:[.,]00?)?", re.ASCII)
LARGEST = 2_000_000_000
SMALLEST, BIGGEST = 7, 150  # inches of a panel


class Form:
    """A form as it was sent. Each reader answers a value and, where there is none to be had, keeps a sentence in
    `errors` under the field's name and answers None or an empty value."""

    def __init__(self, sent: "MultiDict[str, str]") -> None:
        self.sent = sent
        self.errors: dict[str, str] = {}

    def wrong(self, name: str, sentence: str) -> None:
        """Keep what is wrong with a field; the first sentence stays."""
        self.errors.setdefault(name, sentence)

    def move(self, beginning: str, to: str) -> None:
        """Keep what is wrong with the fields of this beginning under another: their line is drawn again elsewhere."""
        moved = {name: said for name, said in self.errors.items() if name.startswith(beginning)}
        for name, said in moved.items():
            del self.errors[name]
            self.errors[to + name.removeprefix(beginning)] = said

    def raw(self, name: str) -> str:
        """What was typed, composed (NFC), without what nobody sees."""
        typed = unicodedata.normalize("NFC", self.sent.get(name, "").replace("\r\n", "\n").replace("\t", " "))
        return "".join(c for c in typed if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf")).strip()

    def text(self, name: str, least: int = 0, most: int = 200) -> str:
        """One line."""
        typed = " ".join(self.raw(name).split())
        return self._fitting(name, typed, least, most)

    def lines(self, name: str, most: int = 4000) -> str:
        """Lines, none of them empty."""
        typed = "\n".join(" ".join(line.split()) for line in self.raw(name).split("\n") if line.strip())
        return self._fitting(name, typed, 0, most)

    def _fitting(self, name: str, typed: str, least: int, most: int) -> str:
        if len(typed) < least:
            self.wrong(name, _("Mời điền ô này."))
        if len(typed) > most:
            self.wrong(name, _("Dài nhất %(most)s ký tự; đang có %(length)s.", most=most, length=len(typed)))
        return typed

    def whole(self, name: str, least: int = 0, most: int = LARGEST, *, empty: bool = False) -> int | None:
        """A whole number; None for an empty field that may be empty. "1.000" is a thousand."""
        typed = self.raw(name)
        if not typed and empty:
            return None
        number = whole_of(typed)
        if number is None or not least <= number <= most:
            if most == LARGEST:
                self.wrong(name, _("Mời gõ một số nguyên, từ %(least)s.", least=least))
            else:
                self.wrong(name, _("Mời gõ một số nguyên, từ %(least)s đến %(most)s.", least=least, most=most))
            return None
        return number

    def inches(self, name: str) -> float | None:
        """The diagonal of a panel: 21,5 or 21.5; None for an empty field."""
        typed = self.raw(name).removesuffix('"').replace(",", ".").strip()
        if not typed:
            return None
        if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", typed, re.ASCII) or not SMALLEST <= float(typed) <= BIGGEST:
            self.wrong(name, _("Mời gõ số inch từ %(least)s đến %(most)s, như 21,5.", least=SMALLEST, most=BIGGEST))
            return None
        return float(typed)

    def yes(self, name: str) -> bool:
        """A tick."""
        return name in self.sent

    def time(self, name: str, *, empty: bool = False) -> time | None:
        """A time of day: 07:30, 7h30, 0730."""
        typed = "".join(self.raw(name).lower().split())
        if not typed and empty:
            return None
        if typed in MIDNIGHT:
            return time()
        if not (match := CLOCK.fullmatch(typed)):
            self.wrong(name, _("Mời gõ giờ như 07:30."))
            return None
        return time(int(match[1]), int(match[2] or match[3] or 0))

    def day(self, name: str) -> date | None:
        """A date, as the browser's field writes it."""
        typed = self.raw(name)
        try:
            if match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", typed):
                return date(int(match[3]), int(match[2]), int(match[1]))
            return date.fromisoformat(typed)
        except ValueError:
            self.wrong(name, _("Mời gõ ngày như 02/09/2026."))
            return None

    def one_of(self, name: str, options: Collection[str]) -> str:
        """One of some values."""
        typed = self.raw(name)
        if typed not in options:
            self.wrong(name, _("Mời chọn một mục trong danh sách."))
        return typed

    def many(self, name: str, options: Collection[str]) -> list[str]:
        """All that were ticked under one name, of these values."""
        return [value for value in self.sent.getlist(name) if value in options]


def whole_of(typed: str) -> int | None:
    """The whole number that is written so, with or without marks between its thousands; None: it is none."""
    match = WHOLE.fullmatch("".join(typed.split()))
    digits = match[1].replace(".", "").replace(",", "") if match else ""
    return int(digits) if 0 < len(digits) < 12 else None


def trouble(form: Form | None, refusal: str = "") -> dict[str, Any]:
    """What a page says is wrong: `errors` beside the fields, and the `refusal` above them."""
    errors = form.errors if form else {}
    return {
        "errors": errors,
        "refusal": refusal or (_("Có ô chưa đúng; chưa lưu gì. Mời xem câu bên cạnh ô.") if errors else ""),
    }


def version_of(values: Mapping[str, Any]) -> str:
    """Names the state of what a form shows: sent back with it, it tells whether somebody changed it meanwhile."""
    written = json.dumps(values, ensure_ascii=False, default=str, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


class Stale(Conflict):
    """Somebody changed what the form shows after it was opened."""

    code = "stale"

    def __init__(self, latest: Change | None) -> None:
        who = f" {latest.who}" if latest and latest.who else ""
        at = f" {latest.at:%H:%M}" if latest else ""
        by, when = (f" by{who}" if who else ""), (f" at{at}" if at else "")
        super().__init__(
            f"Mục này vừa được người khác{who} sửa{' lúc' + at if at else ''} trong khi anh/chị đang gõ. "
            "Những gì anh/chị gõ vẫn còn trong các ô; mời xem lại rồi bấm Lưu lần nữa để thay.",
            f"This was changed{by}{when} while you were typing. What you typed is still in the fields: "
            "look again, then press Save once more to replace it.",
            field="version",
        )


def check_version(sent: Mapping[str, str], values: Mapping[str, Any], latest: Change | None) -> None:
    """Refuse a form that was filled in over an older state than `values`. Raises Stale."""
    if sent.get("version", "") != version_of(values):
        raise Stale(latest)


def said(refusal: Any) -> str:
    """A refusal's sentence in the language of the page."""
    return refusal.message_en if _("vi") == "en" else refusal.message_vi
