"""What a line of the table of choices is made of: a column of `Centre`, in words, and what may stand in it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

Words = str | LazyString

WHOLE, YES, TEXT, LINES, TIME, ONE_OF = "whole", "yes", "text", "lines", "time", "one_of"
KINDS = (WHOLE, YES, TEXT, LINES, TIME, ONE_OF)

NOW = _("Có hiệu lực ngay; số đã cấp và người đang chờ giữ nguyên.")
NEXT_CALL = _("Có hiệu lực từ lần gọi sau; không đổi số nào đã cấp.")
NEXT_TICKET = _("Có hiệu lực với phiếu lấy từ bây giờ; phiếu đã in giữ nguyên.")
SCREENS = _("Các màn hình đổi ngay trong vài giây; hàng chờ không đổi.")
NOTHING = _("Không đổi hàng chờ hôm nay.")


@dataclass(frozen=True)
class Choice:
    """One column: what it is called, what it may be, what it does. `least` and `most` count characters for texts."""

    column: str
    name: Words
    kind: str
    help: Words = ""
    effect: Words = NOW  # on today's queue, said before it is turned
    unit: Words = ""
    least: int = 0
    most: int = 200
    options: tuple[tuple[str, Words], ...] = ()  # of ONE_OF: (value, name)
    check: Callable[[str], object] | None = None  # raises a Refusal for what may not be
    delivered: str = ""  # of a sentence: the language, vi or en, in which wording.py has it where the column is empty

    @property
    def sentence(self) -> str:
        """The name of its sentence in wording.py, which its English shares."""
        return self.column.removesuffix("_en")


@dataclass(frozen=True)
class Subject:
    """Choices that belong together, on one page: /admin/choices/<key>."""

    key: str
    name: Words
    choices: tuple[Choice, ...]
    intro: Words = ""

    @property
    def sentences(self) -> list[Choice]:
        """Those that stand as delivered where the centre has written nothing."""
        return [one for one in self.choices if one.delivered]
