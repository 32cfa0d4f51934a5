"""The slip as a picture: what the citizen holds. Pure drawing; knows no printer, no database.

Text goes to paper as dots, because a printer's code pages cannot be trusted with Vietnamese. Sizes are in dots,
8 to the millimetre (203 dpi). Source: the ticket drawings of the design, docs/decisions.md, "Paper".
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import qrcode
from PIL import Image, ImageDraw
from qrcode.constants import ERROR_CORRECT_M

from printing.type import BLACK, BOLD, REGULAR, fold, ink_height, line_height, plain, shrink, write

DOTS_PER_MM = 8
THRESHOLD = 140  # grey from which a dot stays white; chosen so that thin strokes of small marks survive
QUIET_MODULES = 4  # white around the QR that readers are promised
MIN_MODULE = 4  # dots; below this a phone's camera struggles with thermal paper
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


@dataclass(frozen=True)
class Slip:
    """What is said on one paper, as plain values. `wait` and `counters` are whole sentences, ready to read."""

    number: str  # "C025"
    centre: tuple[str, ...]  # lines at the head, in the order read
    service: str
    url: str  # what the QR opens
    token: str  # the same, for typing
    issued_at: datetime
    service_en: str = ""
    priority: bool = False
    ahead: int | None = None  # people before this one; None is not printed
    wait: str = ""  # "Dự kiến chờ 25–35 phút"
    wait_en: str = ""
    counters: str = ""  # "Khu quầy 1, 2, 3, 4"
    counters_en: str = ""
    wifi: str = ""
    copy: int = 0  # 0: the original; 1, 2 …: printed again
    sample: bool = False  # from a centre that is being tried out
    english: bool = False  # an English line under each label


@dataclass(frozen=True)
class Layout:
    """The sizes for one width of paper, in dots unless said."""

    width: int
    margin: int
    head: int
    label: int
    number: int
    long_number: int  # from five characters on
    service: int
    line: int
    foot: int
    module: int  # a QR module
    widest_code: int  # the QR without its quiet zone
    rule: int
    gap: int
    longest_mm: int
    longest_english_mm: int


LAYOUTS = {
    576: Layout(576, 8, 26, 30, 200, 180, 44, 32, 24, 7, 280, 3, 10, 120, 150),
    384: Layout(384, 4, 24, 26, 150, 120, 36, 28, 22, 6, 230, 3, 10, 108, 150),
}
WIDTHS = {80: 576, 58: 384}  # millimetres of paper: printable dots
SQUEEZES = tuple(step / 100 for step in range(100, 70, -2))


def draw(slip: Slip, width: int) -> Image.Image:
    """The slip in mode "1", `width` dots wide (576 for 80 mm paper, 384 for 58 mm) and as long as it needs.

    Names too long for a line shrink, then wrap; a slip too long for the design's limit is drawn tighter, all but
    its number and its QR. Nothing is ever clipped. Raises KeyError for another width.
    """
    layout = LAYOUTS[width]
    longest = (layout.longest_english_mm if slip.english else layout.longest_mm) * DOTS_PER_MM
    for squeeze in SQUEEZES:
        page = _Page(layout, squeeze)
        _compose(page, slip)
        if page.y <= longest:
            break
    return page.picture()


def _compose(page: "_Page", slip: Slip) -> None:
    layout, english = page.layout, slip.english
    for line in slip.centre:
        page.text(line.upper(), layout.head, BOLD)
    page.rule()
    if slip.sample:
        page.framed("PHIẾU CHẠY THỬ", layout.label)
    if slip.copy:
        page.text("In lại" if slip.copy == 1 else f"In lại lần {slip.copy}", layout.line, BOLD)
    page.text("Số của ông/bà", layout.label, english=english and "Your number")
    page.number(slip.number)
    page.text(slip.service, layout.service, BLACK, lines=1, english=english and slip.service_en)
    if slip.priority:
        page.text("Phục vụ ưu tiên", layout.line, BOLD, english=english and "Priority service")
    if slip.ahead is not None:
        page.text(*_ahead(slip.ahead, layout.line), english=english and f"Ahead of you: {slip.ahead}")
    page.text(slip.wait, layout.line, english=english and slip.wait_en)
    page.text(slip.counters, layout.line, english=english and slip.counters_en)
    page.rule()
    page.code(slip.url)
    _feet(page, slip)


def _ahead(people: int, size: int) -> tuple[str, int]:
    return (f"Trước ông/bà: {people} người" if people else "Không có ai trước ông/bà", size)


def _feet(page: "_Page", slip: Slip) -> None:
    layout, english, at = page.layout, slip.english, slip.issued_at
    wide = layout.width == WIDTHS[80]
    scan = "Quét mã để xem còn mấy người." if wide else "Quét mã: còn mấy người"
    page.text(scan, layout.foot, english=english and "Scan to see your place in line.")
    if slip.wifi:
        page.text(f"Wi-Fi: {slip.wifi}", layout.foot)
    missed = "Lỡ lượt? Hãy báo bất kỳ quầy nào." if wide else "Lỡ lượt? Báo bất kỳ quầy."
    page.text(missed, layout.foot, english=english and "Missed your turn? Tell any counter.")
    when = f"{WEEKDAYS[at.weekday()]} {at:%d/%m/%Y} ·" if wide else f"{at:%d/%m/%Y}"
    page.text(f"{at:%H:%M} {when} {slip.token}", layout.foot, lines=1)


@lru_cache(maxsize=16)
def _modules(url: str) -> Image.Image:
    """The QR of `url`, a pixel for each module, without its quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(url)
    code.make(fit=True)
    picture = Image.new("L", (code.modules_count, code.modules_count))
    picture.putdata([0 if dark else 255 for row in code.get_matrix() for dark in row])
    return picture


class _Page:
    """A roll of paper, written from the top down in the middle of its width."""

    def __init__(self, layout: Layout, squeeze: float) -> None:
        self.layout = layout
        self.squeeze = squeeze
        self.room = layout.width - 2 * layout.margin
        self.y = 0
        self._roll = Image.new("L", (layout.width, 4800), 255)
        self._pen = ImageDraw.Draw(self._roll)

    def text(self, text: str, size: int, weight: str = REGULAR, *, lines: int = 2, english: str | bool = False) -> None:
        """Write a sentence in `size`, smaller if it would need more than `lines` lines."""
        self._sentence(text, round(size * self.squeeze), weight, lines)
        if english:
            self._sentence(str(english), round(max(size * 0.72, 20) * self.squeeze), REGULAR, lines)
            self._space(0.5)

    def _sentence(self, text: str, size: int, weight: str, lines: int) -> None:
        text = plain(text)
        if not text:
            return
        size = shrink(text, weight, size, self.room, lines)
        for line in fold(text, weight, size, self.room):
            write(self._pen, self.layout.width // 2, self.y, line, weight, size)
            self.y += line_height(size)

    def number(self, number: str) -> None:
        """The number itself: as high as the paper allows, set by its ink, since digits have nothing above or below."""
        number = plain(number)
        size = self.layout.number if len(number) < 5 else self.layout.long_number
        size = shrink(number, BLACK, size, self.room, 1)
        self._space(1.2)
        top, bottom = ink_height(number, BLACK, size)
        write(self._pen, self.layout.width // 2, self.y - top, number, BLACK, size)
        self.y += bottom - top
        self._space(1.2)

    def framed(self, text: str, size: int) -> None:
        """A sentence in a box, so that nobody takes a trial for the real thing."""
        top, inset = self.y, self.layout.rule + 3
        self.y += inset
        self.text(text, size, BOLD)
        self.y += inset
        left, right = self.layout.margin + 8, self.layout.width - self.layout.margin - 9
        self._pen.rectangle((left, top, right, self.y - 1), outline=0, width=self.layout.rule)
        self._space(0.5)

    def rule(self) -> None:
        """A line across the paper."""
        self._space(0.8)
        edge = self.layout.margin
        self._pen.rectangle((edge, self.y, self.layout.width - edge - 1, self.y + self.layout.rule - 1), fill=0)
        self.y += self.layout.rule
        self._space(0.8)

    def code(self, url: str) -> None:
        """The QR, each module a whole number of dots; smaller modules for an address that needs a larger code."""
        code = _modules(url)
        size = max(MIN_MODULE, min(self.layout.module, self.layout.widest_code // code.width))
        code = code.resize((code.width * size, code.height * size), Image.Resampling.NEAREST)
        quiet = QUIET_MODULES * size
        # The gap above and the first line's own leading below are white already.
        self.y += max(0, quiet - self._dots(0.8))
        self._roll.paste(code, ((self.layout.width - code.width) // 2, self.y))
        self.y += code.height + quiet - 4

    def picture(self) -> Image.Image:
        """What has been written, in dots that are black or white, without dither."""
        grey = self._roll.crop((0, 0, self.layout.width, self.y))
        return grey.point([0] * THRESHOLD + [255] * (256 - THRESHOLD)).convert("1", dither=Image.Dither.NONE)

    def _dots(self, gaps: float) -> int:
        return round(gaps * self.layout.gap * self.squeeze)

    def _space(self, gaps: float) -> None:
        self.y += self._dots(gaps)
