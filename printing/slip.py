"""The slip as a picture: what the citizen holds. Pure drawing; asks no printer, no database.

Text goes to paper as dots, because a printer's code pages cannot be trusted with Vietnamese. Sizes are in dots,
8 to the millimetre (203 dpi). Source: the ticket drawings of the design, docs/decisions.md, "Paper".
"""

from dataclasses import dataclass
from datetime import datetime

from PIL import Image

from printing.page import DOTS_PER_MM, LAYOUTS, WIDTHS, Page
from printing.type import BLACK, BOLD
from queueing.hours import WEEKDAYS_VI


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
    counters: str = ""  # "Chờ gọi đến quầy 1, 2, 3, 4"
    counters_en: str = ""
    wifi: str = ""
    logo: bytes = b""  # a picture at the head, over nothing; empty: none
    foot: str = ""  # the centre's own sentence in place of the one delivered
    foot_en: str = ""
    copy: int = 0  # 0: the original; 1, 2 …: printed again
    copied_at: datetime | None = None
    sample: bool = False  # from a centre that is being tried out
    english: bool = False  # an English line under each label

    def in_english(self, text: str) -> str:
        """The English line of a label; "" on a slip that has none."""
        return text if self.english else ""


SQUEEZES = tuple(step / 100 for step in range(100, 70, -2))


def draw(slip: Slip, width: int) -> Image.Image:
    """The slip in mode "1", `width` dots wide (576 for 80 mm paper, 384 for 58 mm) and as long as it needs.

    Names too long for a line shrink, then wrap; a slip too long for the design's limit is drawn tighter, all but
    its number and its QR. Nothing is ever clipped. Raises KeyError for another width.
    """
    layout = LAYOUTS[width]
    longest = (layout.longest_english_mm if slip.english else layout.longest_mm) * DOTS_PER_MM
    for squeeze in SQUEEZES:
        page = Page(layout, squeeze)
        _compose(page, slip)
        if page.y <= longest:
            break
    return page.picture()


def _compose(page: Page, slip: Slip) -> None:
    layout = page.layout
    if slip.logo:
        page.logo(slip.logo)
    for line in slip.centre:
        page.text(line.upper(), layout.head, BOLD)
    page.rule()
    if slip.sample:
        page.framed("PHIẾU CHẠY THỬ", layout.label)
    if slip.copy:
        page.text(_copy(slip), layout.line, BOLD, english=slip.in_english("Printed again"))
    page.text("Số của ông/bà", layout.label, english=slip.in_english("Your number"))
    page.number(slip.number)
    page.text(slip.service, layout.service, BLACK, lines=1, english=slip.in_english(slip.service_en))
    if slip.priority:
        page.text("Phục vụ ưu tiên", layout.line, BOLD, english=slip.in_english("Priority service"))
    if slip.ahead is not None:
        vi, en = _ahead(slip.ahead)
        page.text(vi, layout.line, english=slip.in_english(en))
    page.text(slip.wait, layout.line, english=slip.in_english(slip.wait_en))
    page.text(slip.counters, layout.line, english=slip.in_english(slip.counters_en))
    page.rule()
    page.code(slip.url)
    _feet(page, slip)


def _copy(slip: Slip) -> str:
    times = "In lại" if slip.copy == 1 else f"In lại lần {slip.copy}"
    return f"{times} lúc {slip.copied_at:%H:%M}" if slip.copied_at else times


def _ahead(people: int) -> tuple[str, str]:
    if not people:
        return "Không có ai trước ông/bà", "Nobody ahead of you"
    return f"Trước ông/bà: {people} người", f"Ahead of you: {people}"


def _feet(page: Page, slip: Slip) -> None:
    layout, at = page.layout, slip.issued_at
    wide = layout.width == WIDTHS[80]
    scan = "Quét mã để xem còn mấy người." if wide else "Quét mã: còn mấy người"
    page.text(scan, layout.foot, english=slip.in_english("Scan to see your place in line."))
    if slip.wifi:
        page.text(f"Wi-Fi: {slip.wifi}", layout.foot)
    missed = "Lỡ lượt? Hãy báo bất kỳ quầy nào." if wide else "Lỡ lượt? Báo bất kỳ quầy."
    own = bool(slip.foot or slip.foot_en)
    english = slip.foot_en if own else "Missed your turn? Tell any counter."
    page.text(slip.foot or missed, layout.foot, english=slip.in_english(english))
    when = f"{WEEKDAYS_VI[at.weekday()]} {at:%d/%m/%Y} ·" if wide else f"{at:%d/%m/%Y}"
    page.text(f"{at:%H:%M} {when} {slip.token}", layout.foot, lines=1)
