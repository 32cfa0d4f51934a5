"""The few looks of a spreadsheet's cells, and words that stay words in them."""

import re
import unicodedata

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.centre import Centre
from spreadsheet import DANGEROUS

FONT = "Times New Roman"
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": 12},
}
LONGEST = 32_767  # letters of a cell, by the format
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Styles:
    """Looks by what they are for."""

    def __init__(self, book: Workbook) -> None:
        plain = {"font_name": FONT, "font_size": 12}
        line = plain | {"border": 1, "valign": "vcenter"}

        def look(**more: object) -> Format:
            return book.add_format(line | more)

        self.title = book.add_format(plain | {"bold": True, "font_size": 14, "align": "center"})
        self.plain = book.add_format(plain)
        self.quoted_plain = book.add_format(plain | {"quote_prefix": True})
        self.centred = book.add_format(plain | {"align": "center"})
        self.wrapped = book.add_format(plain | {"text_wrap": True, "valign": "top"})
        self.bold = book.add_format(plain | {"bold": True, "valign": "top"})
        self.head = look(bold=True, align="center", text_wrap=True)
        self.number_of_column = look(italic=True, align="center", font_size=10)
        self.word = look(text_wrap=True, indent=1)  # not to touch a figure on its left
        self.quoted = look(text_wrap=True, indent=1, quote_prefix=True)
        self.block = look(bold=True, text_wrap=True)
        self.ordinal = look(align="center")
        self.total_word = look(bold=True, indent=1)
        self.number = look(num_format="#,##0", align="right")
        self.total = look(bold=True, num_format="#,##0", align="right")
        self.length = look(num_format="[h]:mm:ss", align="right")
        self.day = look(num_format="dd/mm/yyyy", align="center")
        self.line = look(indent=1)
        self.quoted_line = look(indent=1, quote_prefix=True)
        self._book, self._line = book, line
        self._more: dict = {}

    def count(self, zero_cell: str) -> Format:
        """A number of dossiers; zero as the profile wants it."""
        shown = {"blank": "", "0": "0", "-": '"-"'}[zero_cell]
        return self._made(num_format=f"#,##0;-#,##0;{shown}", align="right")

    def percent(self, digits: int) -> Format:
        """A rate of so many digits."""
        return self._made(num_format="0" + ("." + "0" * digits if digits else "") + "%", align="right", italic=True)

    def _made(self, **more: object) -> Format:
        key = tuple(sorted(more.items()))
        if key not in self._more:
            self._more[key] = self._book.add_format(self._line | more)
        return self._more[key]


def say(sheet: Worksheet, row: int, column: int, text: str, style: Format, quoted: Format) -> None:
    """Words, in `quoted` where a spreadsheet could take them for a formula once somebody edits the cell."""
    words = safe(text)
    sheet.write_string(row, column, words, quoted if is_dangerous(words) else style)


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet would run it."""
    return text[:1] in tuple(DANGEROUS) or text.lstrip()[:1] in tuple(DANGEROUS)


def safe(text: str) -> str:
    """Composed (NFC), without what the format cannot hold."""
    return _NO_XML.sub("", unicodedata.normalize("NFC", text))[:LONGEST]


def heading(sheet: Worksheet, styles: Styles, centre: Centre, title: str, when: str, last: int) -> None:
    """Three lines over `last` + 1 columns: whose, what, when."""
    sheet.merge_range(0, 0, 0, last, "", styles.centred)
    say(sheet, 0, 0, f"{centre.organisation} {centre.name}".upper(), styles.centred, styles.centred)
    sheet.merge_range(1, 0, 1, last, title, styles.title)
    sheet.merge_range(2, 0, 2, last, when + (" · DỮ LIỆU MẪU" if centre.is_sample else ""), styles.centred)


def landscape(sheet: Worksheet, first_head: int | None = None, last_head: int | None = None) -> None:
    """A4 on its side, as wide as the page; its heads, if it has some, on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if first_head is not None:
        sheet.repeat_rows(first_head, last_head)
