"""A length of paper, written from the top down: sentences, the number, rules, the QR. All sizes are in dots."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from io import BytesIO
from math import ceil

import qrcode
from PIL import Image, ImageDraw, ImageOps
from qrcode.constants import ERROR_CORRECT_M

from printing.type import BLACK, BOLD, REGULAR, fold, ink_height, line_height, line_width, plain, shrink, write

DOTS_PER_MM = 8  # 203 dpi
THRESHOLD = 140  # grey from which a dot stays white; chosen so that thin strokes of small marks survive
QUIET_MODULES = 4  # white around the QR that readers are promised
LOGO_MM = (36, 10)  # width and height at most
MIN_MODULE = 4  # dots; below this a phone's camera struggles with thermal paper


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
ENGLISH = 0.85  # of the Vietnamese line above it …
LEAST_ENGLISH = 24  # … and no smaller than this: 3 mm
WIDTHS = {80: 576, 58: 384}  # millimetres of paper: printable dots


@lru_cache(maxsize=16)
def _modules(url: str) -> Image.Image:
    """The QR of `url`, a pixel for each module, without its quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(url)
    code.make(fit=True)
    picture = Image.new("L", (code.modules_count, code.modules_count))
    picture.putdata([0 if dark else 255 for row in code.get_matrix() for dark in row])
    return picture


@lru_cache(maxsize=16)
def _in_ink(png: bytes, width: int, height: int) -> Image.Image:
    """The picture on white, as large as the room allows, its darkest parts black: a pale one prints as well."""
    with Image.open(BytesIO(png)) as stored:
        drawn = stored.convert("RGBA")
    paper = Image.new("RGBA", drawn.size, "white")
    paper.alpha_composite(drawn)
    grey = ImageOps.autocontrast(ImageOps.contain(paper.convert("L"), (width, height), Image.Resampling.LANCZOS))
    return grey.point([0] * THRESHOLD + [255] * (256 - THRESHOLD))


def _write(roll: Image.Image, pen: ImageDraw.ImageDraw, *, middle: int, top: int, line: str, size: int) -> None:
    write(roll, middle, top, line, REGULAR, size)


class Page:
    """A roll of paper, written from the top down in the middle of its width."""

    def __init__(self, layout: Layout, squeeze: float) -> None:
        self.layout = layout
        self.squeeze = squeeze
        self.room = layout.width - 2 * layout.margin
        self.y = 0
        self._strokes: list[Callable[[Image.Image, ImageDraw.ImageDraw], object]] = []  # drawn once the page fits

    def text(self, text: str, size: int, weight: str = REGULAR, *, lines: int = 2, english: str = "") -> None:
        """Write a sentence in `size`, smaller if it would need more than `lines` lines."""
        self._sentence(text, round(size * self.squeeze), weight, lines)
        if english:
            self._sentence(english, round(max(size * ENGLISH, LEAST_ENGLISH) * self.squeeze), REGULAR, lines)
            self._space(0.5)

    def _sentence(self, text: str, size: int, weight: str, lines: int) -> None:
        text = plain(text)
        if not text:
            return
        size = shrink(text, weight, size, self.room, lines)
        for line in fold(text, weight, size, self.room):
            self._write(self.y, line, weight, size)
            self.y += line_height(size)

    def item(self, text: str, size: int) -> None:
        """A line of a list, from the left, behind a box to tick."""
        box, edge = round(size * 0.8), self.layout.margin
        top = self.y + (line_height(size) - box) // 2
        square = (edge, top, edge + box - 1, top + box - 1)
        self._strokes.append(lambda roll, pen: pen.rectangle(square, outline=0, width=2))
        self._from_the_left(text, size, box + self.layout.gap)

    def note(self, text: str, size: int) -> None:
        """A sentence below a list, from the left as the list is."""
        self._from_the_left(text, size, 0)

    def _from_the_left(self, text: str, size: int, indent: int) -> None:
        for line in fold(plain(text), REGULAR, size, self.room - indent):
            middle = self.layout.margin + indent + ceil(line_width(line, REGULAR, size) / 2)
            self._strokes.append(partial(_write, middle=middle, top=self.y, line=line, size=size))
            self.y += line_height(size)
        self._space(0.6)

    def number(self, number: str) -> None:
        """The number itself: as high as the paper allows, set by its ink, since digits have nothing above or below."""
        number = plain(number)
        size = self.layout.number if len(number) < 5 else self.layout.long_number
        size = shrink(number, BLACK, size, self.room, 1)
        self._space(1.2)
        top, bottom = ink_height(number, BLACK, size)
        self._write(self.y - top, number, BLACK, size)
        self.y += bottom - top
        self._space(1.2)

    def framed(self, text: str, size: int) -> None:
        """A sentence in a box, so that nobody takes a trial for the real thing."""
        top, inset = self.y, self.layout.rule + 3
        self.y += inset
        self.text(text, size, BOLD)
        self.y += inset
        left, right = self.layout.margin + 8, self.layout.width - self.layout.margin - 9
        box, width = (left, top, right, self.y - 1), self.layout.rule
        self._strokes.append(lambda roll, pen: pen.rectangle(box, outline=0, width=width))
        self._space(0.5)

    def rule(self) -> None:
        """A line across the paper."""
        self._space(0.8)
        edge = self.layout.margin
        box = (edge, self.y, self.layout.width - edge - 1, self.y + self.layout.rule - 1)
        self._strokes.append(lambda roll, pen: pen.rectangle(box, fill=0))
        self.y += self.layout.rule
        self._space(0.8)

    def logo(self, png: bytes) -> None:
        """A picture in black and white, at most 10 mm high, with nothing beside it or over it."""
        room = (LOGO_MM[0] * DOTS_PER_MM, round(LOGO_MM[1] * DOTS_PER_MM * self.squeeze))
        picture = _in_ink(png, min(room[0], self.room), room[1])
        corner = ((self.layout.width - picture.width) // 2, self.y)
        self._strokes.append(lambda roll, pen: roll.paste(picture, corner))
        self.y += picture.height
        self._space(0.6)

    def code(self, url: str) -> None:
        """The QR, each module a whole number of dots; smaller modules for an address that needs a larger code."""
        code = _modules(url)
        size = max(MIN_MODULE, min(self.layout.module, self.layout.widest_code // code.width))
        code = code.resize((code.width * size, code.height * size), Image.Resampling.NEAREST)
        quiet = QUIET_MODULES * size
        # The gap above and the first line's own leading below are white already.
        self.y += max(0, quiet - self._dots(0.8))
        corner = ((self.layout.width - code.width) // 2, self.y)
        self._strokes.append(lambda roll, pen: roll.paste(code, corner))
        self.y += code.height + quiet - 4

    def picture(self) -> Image.Image:
        """What has been written, in dots that are black or white, without dither."""
        roll = Image.new("L", (self.layout.width, self.y), 255)
        pen = ImageDraw.Draw(roll)
        for stroke in self._strokes:
            stroke(roll, pen)
        return roll.point([0] * THRESHOLD + [255] * (256 - THRESHOLD)).convert("1", dither=Image.Dither.NONE)

    def _write(self, top: int, line: str, weight: str, size: int) -> None:
        middle = self.layout.width // 2
        self._strokes.append(lambda roll, pen: write(roll, middle, top, line, weight, size))

    def _dots(self, gaps: float) -> int:
        return round(gaps * self.layout.gap * self.squeeze)

    def _space(self, gaps: float) -> None:
        self.y += self._dots(gaps)
